/* Brings the app up: fetches program and index as bytes, counts what has come, tries again, and
   says in plain words what to do when it cannot. Written for browsers that are too old for the app,
   so that they too can read why. Once the program runs, only failures are left to this.

   The program is never streamed into the compiler: some web views fail on that with a correct
   answer in hand. */
import { handOn, showFirst, SOON, whenReleased } from './early.js';

(function () {
  'use strict';

  var root = document.documentElement;
  var app = document.getElementById('app');
  var TRIES = 3;
  var PATIENCE = 25000; // milliseconds without an answer before a try counts as failed

  // What the program finds here: see web/src/browser/host.rs.
  var huice = window.huice = {};

  var framed = true;
  try {
    framed = window.self !== window.top;
  } catch (e) { /* who refuses to say so is another site */ }
  if (framed) root.setAttribute('data-embed', '');

  /* What is kept, where storage is allowed. */
  function kept(device, name) {
    try {
      return (device ? window.localStorage : window.sessionStorage).getItem(name) || '';
    } catch (e) {
      return '';
    }
  }

  // The look that was chosen, before anything is drawn: how large, light or dark, strong contrast.
  var look = kept(false, 'huice-look') || kept(true, 'huice-look');
  [['data-size', /elder|large/], ['data-theme', /dark|light/], ['data-contrast', /high/]].forEach(function (one) {
    var word = one[1].exec(look);
    if (word) root.setAttribute(one[0], word[0]);
  });

  var OLD = '这台设备的浏览器太旧，算不了。请更新微信或浏览器，或者换一台设备。';
  var NET = '网络断了，或者太慢。您填的内容还在，联网后再试一次。';
  var GONE = '网站上有文件取不到，可能正在更新。您填的内容还在，过几分钟再试一次。';
  var BAD = '程序没有传完整，或者浏览器太旧。先再试一次；还不行，请更新微信或浏览器。';
  var OWN = '程序出了错，这是我们的问题。您填的内容还在，再试一次多半就好。';

  /* The plain page of the place that was chosen, or of all places. */
  function plainPage() {
    var code = (kept(false, 'huice') || kept(true, 'huice-place')).split('\n')[1];
    return 'pages/' + (code && /^[\w-]+$/.test(code) ? 'p-' + code : 'index') + '.html';
  }

  /* Loads the page again; a broken file past every cache, which would keep it for a year. */
  function again(broken) {
    function go() { window.location.reload(); }
    if (!broken || !window.fetch) return go();
    Promise.all([].map.call(document.querySelectorAll('script[src],link[href]'), function (part) {
      return fetch(part.src || part.href, { cache: 'reload' });
    })).then(go, go);
  }

  var failed = false;
  var running = false;

  function fail(code, why) {
    if (failed) return;
    failed = true;
    try {
      // What was chosen before the program came is there when it is tried again.
      if (huice.kept && !running) window.sessionStorage.setItem('huice', huice.kept);
    } catch (e) { /* who refuses to keep it lets it be chosen anew */ }
    var page = document.getElementById('failed');
    page = page.content || page;
    while (app.firstChild) app.removeChild(app.firstChild);
    while (page.firstChild) app.appendChild(page.firstChild);
    document.getElementById('why').textContent = why;
    document.getElementById('code').textContent = code;
    document.getElementById('plain').href = plainPage();
    app.querySelector('[data-action=retry]').onclick = function () { again(/^(START|NO-G|Comp)/.test(code)); };
    document.title = '没能打开 · 惠策';
    document.getElementById('h').focus();
  }

  if (typeof WebAssembly !== 'object' || typeof Promise !== 'function' || typeof Uint8Array !== 'function') {
    fail('NO-WASM', OLD);
    return;
  }

  // A trap ends the program: the page would only look alive.
  function trapped(error) {
    if (running && error && error instanceof WebAssembly.RuntimeError) fail('TRAP ' + error.message, OWN);
  }
  window.addEventListener('error', function (event) { trapped(event.error); });
  // Where there are no microtasks but promises, it comes as one that nobody caught.
  window.addEventListener('unhandledrejection', function (event) { trapped(event.reason); });

  /* A file of ours. Rejects with a short code. */
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
          if (good && request.response && request.response.byteLength) resolve(request);
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

  /* Files on their way before the program asks for them, by address. */
  var ahead = {};
  function ask(url) {
    return ahead[url] = ahead[url] || file(url);
  }

  /* A file of ours, as bytes. */
  function file(url) {
    return get(url).then(function (request) { return request.response; });
  }

  /* The same for the program; past every cache where what came before was of no use. */
  huice.fetch = function (url, again) {
    var asked = ahead[url];
    delete ahead[url];
    function anew() { return file(url); }
    return again && window.fetch ? fetch(url, { cache: 'reload' }).then(anew, anew) : asked || anew();
  };

  /* A script or a style of ours, in the page. Without it all is still there to be read. */
  function add(tag, attributes) {
    return new Promise(function (resolve) {
      var element = document.createElement(tag);
      for (var name in attributes) element[name] = attributes[name];
      element.onload = element.onerror = resolve;
      document.head.appendChild(element);
    });
  }

  var link = document.querySelector('link[type="application/wasm"]');
  if (!link) { fail('NO-LINK', OWN); return; }
  if (!window.huiceGlue) { fail('NO-GLUE', NET); return; }

  // Asked for by this program's name, for the worker keeps an index only for its own build's.
  var indexed = get('law/index.bin?' + link.href.split('/').pop()).then(function (request) {
    huice.index = request.response;
    huice.storedOn = decodeURIComponent(request.getResponseHeader('X-Huice-Stored') || '') || undefined;
  }, function (why) { huice.index = why; });

  // The page has it fetched beside the program; the first text does not wait for it.
  var styled = add('link', { rel: 'stylesheet', href: document.querySelector('link[as=style]').href });

  /* What the program calls when it has drawn itself. */
  huice.drawn = function () { handOn(app); };

  function start(program) {
    return WebAssembly.compile(program).then(function (compiled) {
      return whenReleased().then(function () {
        return window.huiceGlue({ module_or_path: compiled });
      });
    }).then(function () {
      running = true;
    }, function (error) {
      fail('START ' + error, error instanceof WebAssembly.CompileError ? BAD : OWN);
    });
  }

  var status = document.getElementById('status');
  function progress(event) {
    if (status && event.loaded) status.textContent = '正在打开，已取 ' + Math.ceil(event.loaded / 1024) + ' KB';
  }

  function open() {
    var fresh = location.hash.length < 3 && !kept(false, 'huice') && !kept(true, 'huice-place');
    if (!framed && fresh) setTimeout(function () {
      styled.then(function () { if (!running && !failed) showFirst(app, huice, ask); });
    }, SOON - performance.now());
    // With the index in hand the program draws its start at once.
    Promise.all([get(link.href, progress), indexed, styled]).then(function (got) {
      return start(got[0].response);
    }, function (code) {
      fail(String(code), /^HTTP-4/.test(code) ? GONE : NET);
    });
  }

  /* When the first text is there: on a slow line the program would hold it up. In a tab that nobody
     sees nothing is painted. */
  function painted() {
    return new Promise(function (resolve) {
      requestAnimationFrame(function () { setTimeout(resolve, 0); });
      setTimeout(resolve, 300);
    });
  }

  // In a page of another site, its wishes come first: see web/embed/frame.js.
  (framed ? add('script', { src: 'v1/frame.js' }) : painted()).then(open);
}());
