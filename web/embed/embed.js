/* Puts the calculator into a page of another site. Contract 1: see v1.json beside this file.
   ES5, no library; the host's address is neither read nor sent. */
(function (window, document) {
  'use strict';

  var script = document.currentScript;
  if (!script) return;

  var OPTIONS = ['place', 'places', 'roles', 'date', 'topic', 'accent', 'radius', 'theme', 'size', 'lang', 'partner', 'results'];
  var own = document.createElement('a');
  own.href = script.src;
  var base = own.href.replace(/v1\/[^/]*$/, '');
  var origin = /^https?:\/\/[^/]+/.exec(base)[0];
  var data = function (name) { return script.getAttribute('data-' + name); };

  var address = base + '?embed=1';
  OPTIONS.forEach(function (name) {
    var value = data(name);
    if (value) address += '&' + name + '=' + encodeURIComponent(value);
  });
  // What a person said goes behind the `#`, which no browser sends.
  var answers = data('answers');
  if (answers) address += '#' + answers.replace(/^#/, '');

  var fixed = +data('height');
  var frame = document.createElement('iframe');
  frame.title = data('title') || '惠策：就业创业政策计算器';
  frame.setAttribute('loading', 'lazy');
  frame.setAttribute('referrerpolicy', 'no-referrer');
  frame.setAttribute('allow', 'clipboard-write');
  var style = frame.style;
  style.display = 'block';
  style.width = '100%';
  style.border = '0';

  var target = data('target');
  var place = target && document.getElementById(target);
  if (target && !place) console.warn('huice: data-target="' + target + '" 没有找到，放在脚本所在的位置');
  if (place) place.appendChild(frame);
  else if (script.parentNode.nodeName === 'HEAD') document.body.appendChild(frame);
  else script.parentNode.insertBefore(frame, script.nextSibling);

  // About as high as the first screen will be, so that the page below does not jump.
  style.height = (fixed || (frame.clientWidth < 480 ? 1120 : 1020)) + 'px';

  function hear(event) {
    var told = event.data;
    if (event.source !== frame.contentWindow || event.origin !== origin || !told || told.version !== 1) return;
    if (told.type === 'huice:ready') {
      event.source.postMessage({ type: 'huice:hello', version: 1 }, origin);
    } else if (told.type === 'huice:height' && !fixed && told.height > 0 && told.height < 1e5) {
      style.height = Math.ceil(told.height) + 'px';
    } else if (told.type === 'huice:result') {
      frame.dispatchEvent(new CustomEvent('huice:result', { bubbles: true, detail: told }));
    }
  }

  function remove() {
    window.removeEventListener('message', hear);
    if (watch) watch.disconnect();
    if (frame.parentNode) frame.parentNode.removeChild(frame);
    if (all.indexOf(entry) > -1) all.splice(all.indexOf(entry), 1);
  }

  var entry = { frame: frame, remove: remove };
  var huice = window.huice = window.huice || {};
  var all = huice.frames = huice.frames || [];
  all.push(entry);
  // Takes away one (the iframe, or what holds it), or all.
  huice.remove = function (which) {
    all.slice().forEach(function (one) {
      if (!which || which.contains(one.frame)) one.remove();
    });
  };

  var watch = window.MutationObserver && new MutationObserver(function () {
    if (!document.documentElement.contains(frame)) remove();
  });
  if (watch) watch.observe(document.documentElement, { childList: true, subtree: true });

  window.addEventListener('message', hear);
  frame.src = address;
}(window, document));
