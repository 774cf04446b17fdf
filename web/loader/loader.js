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

  var framed = true;
  try {
    framed = window.self !== window.top;
  } catch (e) { /* who refuses to say so is another site */ }
  if (framed) root.setAttribute('data-embed', '');

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

  var failed = false;

  function fail(code, why) {
    if (failed) return;
    failed = true;
    while (app.firstChild) app.removeChild(app.firstChild);
    var again = make('button', { 'class': 'btn', type: 'button', 'data-action': 'retry' }, ['再试一次']);
    again.onclick = function () { window.location.reload(); };
    var heading = make('h1', { id: 'h', tabindex: '-1' }, ['计算没能打开']);
    app.appendChild(make('main', { id: 'main' }, [make('div', { 'class': 'wrap', role: 'alert' }, [
      make('div', { 'class': 'mid' }, [heading, make('p', { 'class': 'lead' }, [why])]),
      make('div', { 'class': 'btns one' }, [again]),
      make('div', { 'class': 'gh' }, [make('h2', {}, ['现在也可以'])]),
      make('ul', { 'class': 'box' }, [
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
  var OWN = '程序出了错，这是我们的问题。您填的内容还在，再试一次多半就好。';

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

  // Asked for at once, so that it is here when the program asks for it.
  var early = { 'law/index.bin': get('law/index.bin') };
  early['law/index.bin']['catch'](function () { /* the program hears of it when it asks */ });

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
    }, function (error) {
      fail('START ' + error, error instanceof WebAssembly.CompileError ? OLD : OWN);
    });
  }

  window.huice = {
    running: false,
    get: function (url) {
      var begun = early[url] || get(url);
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

  var link = document.querySelector('link[rel=preload][as=fetch]');
  var glue = window.huiceGlue;
  if (!link) { fail('NO-LINK', OWN); return; }
  if (!glue) { fail('NO-GLUE', NET); return; }

  // A trap ends the program: the page would only look alive.
  function trapped(error) {
    if (window.huice.running && error && error instanceof WebAssembly.RuntimeError) fail('TRAP ' + error.message, OWN);
  }
  window.addEventListener('error', function (event) { trapped(event.error); });
  // Where there are no microtasks but promises, it comes as one that nobody caught.
  window.addEventListener('unhandledrejection', function (event) { trapped(event.reason); });

  function open() {
    if (LATER.test(window.location.hash) || window.huice.whole) {
      openFull();
      return;
    }
    get(link.href, progress).then(function (bytes) {
      return start(glue, bytes);
    }, function (code) {
      fail(code, NET);
    });
  }

  function openFull() {
    fetchFull(progress).then(function (got) { return startFull(got[0]); }, function (code) {
      fail(code, NET);
    });
  }

  // In a page of another site, its wishes come first: see web/embed/frame.js.
  if (framed) add(make('script', { src: 'v1/frame.js' })).then(open, open);
  else open();
}());
