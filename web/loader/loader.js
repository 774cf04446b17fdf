/* Brings the app up: fetches the program as bytes, counts what has come, tries again, and says in
   plain words what to do when it cannot. Written for browsers that are too old for the app, so
   that they too can read why. No library, no other origin.

   The program is never streamed into the compiler: some web views fail on that with a correct
   answer in hand. */
(function () {
  'use strict';

  var root = document.documentElement;
  var app = document.getElementById('app');
  var TRIES = 3;
  var PATIENCE = 25000; // milliseconds without an answer before a try counts as failed

  try {
    if (window.self !== window.top) root.setAttribute('data-embed', '');
  } catch (e) {
    root.setAttribute('data-embed', '');
  }

  // What the full program is called: the program with every screen, fetched when one is opened
  // that no visit to the results needs.
  var own = document.currentScript;
  var FULL = own && own.getAttribute('data-full');
  var LATER = /^#\/(all|plan|loan|text|share|since|about|display)(\/|$)/;

  // The look that was chosen, before anything is drawn.
  try {
    var look = window.sessionStorage.getItem('huice-look') || window.localStorage.getItem('huice-look') || '';
    if (/elder|large/.test(look)) root.setAttribute('data-size', /elder/.test(look) ? 'elder' : 'large');
    if (/dark|light/.test(look)) root.setAttribute('data-theme', /dark/.test(look) ? 'dark' : 'light');
    if (/high/.test(look)) root.setAttribute('data-contrast', 'high');
  } catch (e) { /* storage may be refused: then there is no chosen look */ }

  function make(tag, attributes, parts) {
    var element = document.createElement(tag);
    for (var name in attributes) element.setAttribute(name, attributes[name]);
    for (var i = 0; parts && i < parts.length; i++) {
      element.appendChild(typeof parts[i] === 'string' ? document.createTextNode(parts[i]) : parts[i]);
    }
    return element;
  }

  function row(href, name, beside) {
    return make('li', {}, [make('a', { 'class': 'row', href: href }, [
      make('span', { 'class': 'k' }, [name, make('small', {}, [beside])])
    ])]);
  }

  /* The plain page of the place that was chosen, or of all places. */
  function plainPage() {
    var code;
    try {
      var kept = window.sessionStorage.getItem('huice') || window.localStorage.getItem('huice-place');
      code = kept.split('\n')[1];
    } catch (e) { /* nothing is kept */ }
    return 'pages/' + (code && /^[\w-]+$/.test(code) ? 'p-' + code : 'index') + '.html';
  }

  var failed = false;

  /* Loads the page again. What could not be used is fetched past every cache first: a broken file
     would be kept there for a year. */
  function again() {
    var files = [];
    if (broken && window.fetch) {
      files = [].map.call(document.querySelectorAll('script[src],link[href]'), function (part) {
        return fetch(part.src || part.href, { cache: 'reload' });
      });
    }
    function go() { window.location.reload(); }
    Promise.all(files).then(go, go);
  }

  var broken = false;

  function fail(code, why) {
    if (failed) return;
    failed = true;
    while (app.firstChild) app.removeChild(app.firstChild);
    broken = /^(START|NO-G|Comp)/.test(code);
    var retry = make('button', { 'class': 'btn', type: 'button', 'data-action': 'retry' }, ['再试一次']);
    retry.onclick = again;
    var heading = make('h1', { id: 'h', tabindex: '-1' }, ['计算没能打开']);
    app.appendChild(make('main', { id: 'main' }, [make('div', { 'class': 'wrap', role: 'alert' }, [
      make('div', { 'class': 'mid' }, [heading, make('p', { 'class': 'lead' }, [why])]),
      make('div', { 'class': 'btns one' }, [retry]),
      make('div', { 'class': 'gh' }, [make('h2', {}, ['现在也可以'])]),
      make('ul', { 'class': 'box' }, [
        row(plainPage(), '直接看政策条文说明', '不用计算，每一项的条件、标准和依据'),
        row('tel:12333', '打 12333', '人力资源和社会保障咨询'),
        row('tel:12345', '打 12345', '政务服务热线')
      ]),
      make('p', { 'class': 'xs soft gap4' }, ['给技术人员：' + code])
    ])]));
    document.title = '没能打开 · 惠策';
    heading.focus();
  }

  var OLD = '这台设备的浏览器太旧，算不了。请更新微信或浏览器，或者换一台设备。';
  var NET = '网络断了，或者太慢。您填的内容还在，联网后再试一次。';
  var GONE = '网站上有文件取不到，可能正在更新。您填的内容还在，过几分钟再试一次。';
  var BAD = '程序没有传完整，或者浏览器太旧。先再试一次；还不行，请更新微信或浏览器。';
  var OWN = '程序出了错，这是我们的问题。您填的内容还在，再试一次多半就好。';

  function lost(code) {
    fail(String(code), /^HTTP-4/.test(code) ? GONE : /^CompileError/.test(code) ? BAD : NET);
  }

  if (typeof WebAssembly !== 'object' || typeof Promise !== 'function' || typeof Uint8Array !== 'function') {
    fail('NO-WASM', OLD);
    return;
  }

  /* Bytes of a file of ours. Rejects with a short code. */
  function get(url, progress) {
    return new Promise(function (resolve, reject) {
      var left = TRIES;
      function once() {
        left -= 1;
        var request = new XMLHttpRequest();
        request.open('GET', url);
        request.responseType = 'arraybuffer';
        request.timeout = PATIENCE;
        if (progress) request.onprogress = progress;
        request.onload = function () {
          // 0 is what a file without a server answers.
          var good = request.status === 200 || (request.status === 0 && request.response);
          if (good && request.response && request.response.byteLength) resolve(request.response);
          else missed('HTTP-' + request.status, request.status >= 500);
        };
        request.onerror = function () { missed('NETWORK', true); };
        request.ontimeout = function () { missed('TIMEOUT', true); };
        request.send();
      }
      function missed(code, worth) {
        if (worth && left > 0) setTimeout(once, 600 * (TRIES - left));
        else reject(code + ' ' + url);
      }
      once();
    });
  }

  var link = document.querySelector('link[rel=preload][as=fetch]');
  var INDEX = 'law/index.bin';
  var asked = {};

  /* A file of law. The index is asked for by this program's name, for the worker keeps one only
     for programs of its own build. A file that is asked for again was of no use: it is fetched
     past every cache. */
  function law(url) {
    var mark = url === INDEX ? link && link.href.split('/').pop() : asked[url] && Date.now();
    asked[url] = true;
    return get(mark ? url + '?' + mark : url);
  }

  // Asked for at once, so that it is here when the program asks for it.
  var early = {};
  early[INDEX] = law(INDEX);
  early[INDEX]['catch'](function () { /* the program hears of it when it asks */ });

  /* Once all is done: what keeps the site for when there is no network. Where it is refused
     nothing changes. */
  function offline() {
    try {
      var worker = navigator.serviceWorker;
      worker.register('worker.js').then(function () { return worker.ready; }).then(function (ready) {
        ready.active.postMessage(performance.getEntriesByType('resource').map(function (entry) {
          return entry.name;
        }));
      })['catch'](function () { /* refused */ });
    } catch (e) { /* unknown, or forbidden in this frame */ }
  }

  // What came is kept for the full program, once: it asks for the same files.
  var seen = {};

  /* A script or a style of ours, in the page. */
  function add(element) {
    return new Promise(function (resolve, reject) {
      element.onload = resolve;
      element.onerror = function () {
        element.parentNode.removeChild(element);
        reject('NETWORK ' + (element.src || element.href));
      };
      document.head.appendChild(element);
    });
  }

  var parts = null;

  /* The parts of the full program. */
  function fetchFull(progress) {
    parts = parts || Promise.all([
      get(FULL + '.wasm', progress).then(function (bytes) { return WebAssembly.compile(bytes); }),
      add(make('script', { src: FULL + '.js' })),
      add(make('link', { rel: 'stylesheet', href: FULL + '.css' }))
    ]);
    parts['catch'](function () { parts = null; });
    return parts;
  }

  /* Starts the full program in a fresh root, in the place of what is running. */
  function startFull(module) {
    var fresh = app.cloneNode(false);
    app.parentNode.replaceChild(fresh, app);
    app = fresh;
    for (var url in seen) early[url] = seen[url];
    return start(window.huiceGlue, module);
  }

  function start(glue, program) {
    return glue['default']({ module_or_path: program }).then(function () {
      window.huice.running = true;
      setTimeout(offline, 2000);
    }, function (error) {
      fail('START ' + error, error instanceof WebAssembly.CompileError ? BAD : OWN);
    });
  }

  window.huice = {
    running: false,
    get: function (url) {
      var begun = early[url] || law(url);
      delete early[url];
      begun.then(function () { seen[url] = begun; }, function () {});
      return begun;
    },
    /* Fetches the full program, which takes over at this address. Settles only where it does not:
       with nothing to do where the person has gone elsewhere meanwhile. */
    more: function (hash) {
      return new Promise(function (resolve, reject) {
        fetchFull().then(function (got) {
          if (window.location.hash === hash) startFull(got[0]);
        }, function (why) { reject(String(why)); });
      });
    }
  };

  var status = document.getElementById('status');
  function progress(event) {
    if (status && event.loaded) status.textContent = '正在打开，已取 ' + Math.ceil(event.loaded / 1024) + ' KB';
  }

  var glue = window.huiceGlue;
  if (!link) { fail('NO-LINK', OWN); return; }
  if (!glue) { fail('NO-GLUE', NET); return; }

  window.addEventListener('error', function (event) {
    // A trap ends the program: the page would only look alive.
    var error = event.error;
    if (window.huice.running && error && error instanceof WebAssembly.RuntimeError) fail('TRAP ' + error.message, OWN);
  });

  if (LATER.test(window.location.hash)) {
    fetchFull(progress).then(function (got) { return startFull(got[0]); }, lost);
    return;
  }
  get(link.href, progress).then(function (bytes) {
    return start(glue, bytes);
  }, lost);
}());
