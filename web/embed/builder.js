/* Makes the snippet that a site copies, and shows what it does. */
import { THEMES, channels, contrast, tokens } from './colour.js';

(function () {
  'use strict';

  var ROLES = [['seeker', '找工作、上班、学技能'], ['founder', '自己创业'], ['employer', '招人用工'], ['family', '家里有困难'], ['institution', '办培训、办孵化基地']];
  var TOPICS = [['cash', '补贴、奖励、退费'], ['loan', '贷款和贴息'], ['relief', '税费减免、期限放宽'], ['other', '优先安排和服务']];
  var FIELDS = ['place', 'places', 'date', 'accent', 'radius', 'partner', 'answers'];
  var ORDER = ['place', 'places', 'roles', 'topic', 'date', 'accent', 'radius', 'theme', 'size', 'height', 'partner', 'results', 'answers'];
  var base = window.location.href.replace(/[?#].*$/, '').replace(/[^/]*$/, '');
  var picked = { theme: '', size: '', height: '', kind: '', wide: '' };

  function id(name) { return document.getElementById(name); }

  function options(list, name) {
    list.forEach(function (one) {
      var label = document.createElement('label');
      label.className = 'opt';
      var input = document.createElement('input');
      input.type = 'checkbox';
      input.name = name;
      input.value = one[0];
      var text = document.createElement('span');
      text.className = 't';
      text.textContent = one[1];
      label.appendChild(input);
      label.appendChild(text);
      id(name).appendChild(label);
    });
  }

  function ticked(name) {
    return Array.prototype.filter.call(document.querySelectorAll('#' + name + ' input'), function (input) { return input.checked; })
      .map(function (input) { return input.value; }).join(',');
  }

  /* What is chosen, by the names of the attributes. */
  function chosen() {
    var found = { roles: ticked('roles'), topic: ticked('topics'), theme: picked.theme, size: picked.size, height: picked.height, results: id('results').checked ? 'ask' : '' };
    FIELDS.forEach(function (name) { found[name] = id(name).value.trim(); });
    found.accent = found.accent.replace(/^#/, '');
    found.answers = found.answers.replace(/^[^#]*#/, '');
    return found;
  }

  function escape(text) {
    return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  }

  function script(wanted) {
    var lines = ['<script src="' + escape(base) + 'v1/embed.js"'];
    ORDER.forEach(function (name) {
      if (wanted[name]) lines.push('  data-' + name + '="' + escape(wanted[name]) + '"');
    });
    lines.push('  referrerpolicy="no-referrer" defer><\/script>');
    return lines.join('\n');
  }

  function bare(wanted) {
    var address = base + '?embed=1';
    ORDER.forEach(function (name) {
      if (wanted[name] && name !== 'height' && name !== 'answers') address += '&' + name + '=' + encodeURIComponent(wanted[name]);
    });
    if (wanted.answers) address += '#' + wanted.answers;
    return '<iframe src="' + escape(address) + '"\n  title="惠策：就业创业政策计算器" width="100%" height="' + (wanted.height || '1100') +
      '"\n  loading="lazy" referrerpolicy="no-referrer" allow="clipboard-write"></iframe>';
  }

  function tell(accent) {
    var words = '不填就用惠策的蓝色。';
    if (accent && !/^[0-9a-f]{6}$/i.test(accent)) words = '要六位十六进制颜色，如 8f1d1d。现在的写法不会被采用。';
    else if (accent) {
      var made = tokens(accent.toLowerCase(), THEMES.light);
      var ratio = contrast(channels(accent), channels('ffffff')).toFixed(2);
      words = made.moved ? '和白底对比 ' + ratio + ' : 1。为了看得清，浅色主题里改用 ' + made.moved + '。' : '和白底对比 ' + ratio + ' : 1，合格。';
    }
    id('contrast').textContent = words;
  }

  var shown = '';

  function preview(wanted) {
    var text = JSON.stringify([wanted, picked.wide]);
    if (text === shown) return;
    shown = text;
    if (window.huice && window.huice.remove) window.huice.remove();
    var old = document.querySelector('script[data-target=preview]');
    if (old) old.parentNode.removeChild(old);
    var tag = document.createElement('script');
    tag.src = base + 'v1/embed.js';
    ORDER.forEach(function (name) { if (wanted[name]) tag.setAttribute('data-' + name, wanted[name]); });
    tag.setAttribute('data-target', 'preview');
    tag.setAttribute('data-title', '预览');
    document.body.appendChild(tag);
  }

  function update() {
    var wanted = chosen();
    id('code').textContent = picked.kind ? bare(wanted) : script(wanted);
    var origin = window.location.origin;
    id('csp').textContent = 'frame-src ' + origin + '; script-src ' + base + 'v1/';
    tell(wanted.accent);
    id('copied').textContent = '';
    id('preview').className = 'preview gap3' + (picked.wide ? '' : ' narrow');
    id('width').textContent = picked.wide ? '和这一栏一样宽' : '宽 320 像素';
    preview(wanted);
  }

  function copy() {
    var text = id('code').textContent;
    var done = function () { id('copied').textContent = '已复制。'; };
    var asked = function () {
      var range = document.createRange();
      range.selectNodeContents(id('code'));
      var selection = window.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      var good = false;
      try { good = document.execCommand('copy'); } catch (e) { /* then the person copies */ }
      id('copied').textContent = good ? '已复制。' : '没能自动复制。代码已选中，请按 Ctrl+C，或长按复制。';
    };
    if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(text).then(done, asked);
    else asked();
  }

  function places() {
    fetch('law/index.json').then(function (answer) { return answer.json(); }).then(function (index) {
      var names = {};
      index.places.forEach(function (place) { names[place.code] = place; });
      index.places.filter(function (place) { return place.pack; }).forEach(function (place) {
        var option = document.createElement('option');
        option.value = place.code;
        var above = names[place.within];
        option.textContent = (above ? above.name + ' ' : '') + place.name;
        id('place').appendChild(option);
      });
      options(index.goals.map(function (goal) { return [goal.id, goal.label]; }), 'topics');
    })['catch'](function () {
      id('copied').textContent = '地方名单没能取来，请刷新再试。';
    });
  }

  options(ROLES, 'roles');
  options(TOPICS, 'topics');
  places();
  Array.prototype.forEach.call(document.querySelectorAll('[data-seg]'), function (group) {
    group.addEventListener('click', function (event) {
      if (event.target.tagName !== 'BUTTON') return;
      Array.prototype.forEach.call(group.children, function (one) { one.setAttribute('aria-pressed', String(one === event.target)); });
      picked[group.getAttribute('data-seg')] = event.target.value;
      update();
    });
  });
  var later;
  id('form').addEventListener('input', function (event) {
    if (event.target.id === 'picker') id('accent').value = event.target.value.slice(1);
    clearTimeout(later);
    later = setTimeout(update, event.target.type === 'checkbox' ? 0 : 400);
  });
  id('form').addEventListener('submit', function (event) { event.preventDefault(); });
  document.querySelector('[data-action=copy]').addEventListener('click', copy);
  update();
}());
