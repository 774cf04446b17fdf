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

  // The styles of what the first paint does not show.
  var STYLE = own && own.getAttribute('data-style');
  var LATER = /^#(s=|\/(all|plan|loan|text|print|picture|share|since|card|ways|about|display|gallery)(\/|$))/;

  /* What is kept, where storage is allowed: by name, in the session's or the device's. */
  function stored(device, name, value) {
    try {
      var storage = device ? window.localStorage : window.sessionStorage;
      if (value === undefined) return storage.getItem(name) || '';
      if (value) storage.setItem(name, value);
      else storage.removeItem(name);
    } catch (e) { /* refused */ }
    return '';
  }

  /* Puts on a look, told in words: how large, light or dark, strong contrast. */
  function wear(words) {
    var all = [
      ['data-size', /elder|large/.exec(words)],
      ['data-theme', /dark|light/.exec(words)],
      ['data-contrast', /high/.exec(words)]
    ];
    for (var i = 0; i < all.length; i++) {
      if (all[i][1]) root.setAttribute(all[i][0], all[i][1][0]);
      else root.removeAttribute(all[i][0]);
    }
  }

  // The look that was chosen, before anything is drawn.
  wear(stored(false, 'huice-look') || stored(true, 'huice-look'));

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
    var code = (stored(false, 'huice') || stored(true, 'huice-place')).split('\n')[1];
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
  var last;

  /* A file of law. The index is asked for by this program's name, for the worker keeps one only
     for programs of its own build. What is asked for twice running was of no use: it is fetched
     past every cache. */
  function law(url, again) {
    var mark = url === INDEX ? link && link.href.split('/').pop() : again && Date.now();
    return get(mark ? url + '?' + mark : url);
  }

  // Asked for at once, so that it is here when the program asks for it.
  var early = {};
  early[INDEX] = law(INDEX);
  var indexed = early[INDEX]['catch'](function () { /* the program hears of it when it asks */ });

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

  var running = false;

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

  // Without it all is still there to be read.
  var styled = add(make('link', { rel: 'stylesheet', href: STYLE }))['catch'](function () {});

  var parts = null;

  /* The parts of the full program. */
  function fetchFull(progress) {
    parts = parts || Promise.all([
      get(FULL + '.wasm', progress).then(function (bytes) { return WebAssembly.compile(bytes); }),
      styled,
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

  /* The start screen while the program is on its way, the same as the program's own: a person on a
     slow line can begin. What is chosen becomes the session that the program finds; what else is
     pressed or typed is handed on when it has drawn itself. A program that is here at once is not
     preceded by it, and it comes only where nothing was kept and nothing else is asked for. */
  var SOON = 200; // milliseconds
  var first = null;
  var chosen = null;
  var pressed = [];
  var focused = '';

  function showFirst() {
    var wait = document.getElementById('wait');
    var form = document.getElementById('first');
    if (running || failed || !form) return;
    first = make('div', {}, [form.content]);
    first.querySelector('[data-day]').textContent = chinaDay();
    app.onclick = function (event) {
      var hit = event.target.closest('[data-place],[data-action]');
      if (!hit) return; // a box ticks itself
      event.preventDefault();
      if (hit.hasAttribute('data-place')) return choose(hit);
      pressed.push(hit.getAttribute('data-action'));
      // What begins needs the program.
      first.hidden = pressed.indexOf('start') >= 0;
      wait.hidden = !first.hidden;
    };
    first.addEventListener('focusin', function (event) { focused = event.target.id; });
    wait.hidden = true;
    wait.parentNode.insertBefore(first, wait);
  }

  /* One place is chosen: it stands alone with a tick, and pressed again it is let go. */
  function choose(row) {
    chosen = row === chosen ? null : row;
    [].forEach.call(first.querySelectorAll('[data-place]'), function (one) {
      one.hidden = chosen && one !== chosen;
      one.setAttribute('aria-pressed', one === chosen);
    });
  }

  /* What is chosen in it, as a session. */
  function begun() {
    var goals = [].map.call(first.querySelectorAll('[data-goal]:checked'), function (box) {
      return box.getAttribute('data-goal');
    });
    return ['1', chosen ? chosen.getAttribute('data-place') : '', '', goals.join(','), ''].join('\n');
  }

  /* Once: the full program, which may start later, has nothing of it to do. */
  function handOn() {
    if (!first) return;
    var field = document.getElementById('place');
    var typed = first.querySelector('#place').value;
    first = null;
    if (field && typed) {
      field.value = typed;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    var held = focused && document.getElementById(focused);
    if (held) held.focus();
    pressed.forEach(function (action) {
      var button = document.querySelector('[data-action=' + action + ']');
      if (button) button.click();
    });
  }

  function start(glue, program) {
    return glue['default']({ module_or_path: program }).then(function () {
      running = true;
      app.onclick = null;
      // Behind what the program does in the same breath: drawing itself.
      setTimeout(handOn, 0);
      setTimeout(offline, 2000);
    }, function (error) {
      fail('START ' + error, error instanceof WebAssembly.CompileError ? BAD : OWN);
    });
  }

  /* How many entries of the history behind this one are ours: each carries its count, so that back
     never leaves the page by surprise. */
  function depth() { return Number(history.state) || 0; }
  var deepest = 0;

  /* Today in China, which keeps UTC+8 wherever the device is. */
  function chinaDay() {
    var day = new Date(Date.now() + 8 * 3600 * 1000);
    return day.getUTCFullYear() + '年' + (day.getUTCMonth() + 1) + '月' + day.getUTCDate() + '日';
  }


  function tell(name, value) {
    if (window.huice.hear) window.huice.hear(name, value);
  }

  /* Files in one piece: each behind its length. */
  function piece(files) {
    var length = 0;
    files.forEach(function (file) { length += 4 + file.byteLength; });
    var all = new Uint8Array(length);
    var view = new DataView(all.buffer);
    var at = 0;
    files.forEach(function (file) {
      view.setUint32(at, file.byteLength, true);
      all.set(new Uint8Array(file), at + 4);
      at += 4 + file.byteLength;
    });
    return all;
  }

  function count(n) {
    try {
      if (history.state === null) history.replaceState(String(n), '');
    } catch (e) { /* refused in some frames */ }
    deepest = depth();
  }

  count(0);
  window.onhashchange = function () {
    // Without a count, a plain link made the entry.
    count(deepest + 1);
    tell('hash', location.hash);
  };

  /* What the program asks for. It is told of what takes time by `hear`, which it puts here. */
  window.huice = {
    tookOver: function () { return running; },
    /* Seconds since 1970; the program knows which day it is in China. */
    now: function () { return String(Math.floor(Date.now() / 1000)); },
    /* The session, in memory first: it may have been put there by a frame's script, or left by the
       other program. */
    session: function () {
      var kept = window.huice.kept;
      if (first && kept === undefined) kept = begun();
      return typeof kept === 'string' ? kept : stored(false, 'huice') || stored(true, 'huice-place');
    },
    keep: function (text) {
      window.huice.kept = text;
      stored(false, 'huice', text);
      // The first two lines are the version and the place; day, roles and answers stay empty.
      stored(true, 'huice-place', text && text.split('\n', 2).join('\n') + '\n\n\n');
    },
    look: function () {
      var words = ['data-size', 'data-theme', 'data-contrast'].map(function (name) { return root.getAttribute(name); });
      return words.join(' ');
    },
    wear: function (words) {
      wear(words);
      stored(false, 'huice-look', words);
      stored(true, 'huice-look', words);
    },
    hash: function () { return location.hash; },
    page: function () { return location.href.split('#')[0]; },
    go: function (hash, how) {
      if (how === 'back' && depth()) return history.back();
      // Another screen comes: a focus that goes with the old one would have both laid out at once.
      if (how === 'push') document.activeElement.blur();
      if (how !== 'push') history.replaceState(String(depth()), '', hash);
      else if (hash !== location.hash) history.pushState(String(deepest = depth() + 1), '', hash);
      if (how === 'back') tell('hash', hash);
    },
    /* What a frame's script asks for, and whether it wants to hear of results: see web/embed/frame.js. */
    asked: function () { return window.huice.limits; },
    listens: function () { return !!window.huice.told; },
    results: function (parts) { window.huice.told(parts.split('\u0001')); },
    title: function (text) { document.title = text; },
    focus: function (id) { document.getElementById(id).focus(); },
    print: function () { window.print(); },
    top: function () { window.scrollTo(0, 0); },
    copy: function (id) {
      var field = document.getElementById(id);
      if (field.select) {
        field.focus();
        field.select();
      } else {
        getSelection().selectAllChildren(field);
      }
      return document.execCommand('copy');
    },
    fetch: function (name, paths) {
      var again = paths === last;
      last = paths;
      Promise.all(paths.split('\n').map(function (url) {
        var begun = early[url] || law(url, again);
        delete early[url];
        begun.then(function () { seen[url] = begun; }, function () {});
        return begun;
      })).then(function (files) { tell(name, piece(files)); }, function (why) { tell(name, String(why)); });
    },
    /* Fetches the full program, which takes over at this address, unless the person has gone
       elsewhere meanwhile. */
    more: function (hash) {
      fetchFull().then(function (got) {
        if (location.hash === hash) startFull(got[0]);
      }, function (why) { tell('later', String(why)); });
    }
  };

  var status = document.getElementById('status');
  function progress(event) {
    if (status && event.loaded) status.textContent = '正在打开，已取 ' + Math.ceil(event.loaded / 1024) + ' KB';
  }

  var glue = window.huiceGlue;
  if (!link) { fail('NO-LINK', OWN); return; }
  if (!glue) { fail('NO-GLUE', NET); return; }

  // A trap ends the program: the page would only look alive.
  function trapped(error) {
    if (running && error && error instanceof WebAssembly.RuntimeError) fail('TRAP ' + error.message, OWN);
  }
  window.addEventListener('error', function (event) { trapped(event.error); });
  // Where there are no microtasks but promises, it comes as one that nobody caught.
  window.addEventListener('unhandledrejection', function (event) { trapped(event.reason); });

  function open() {
    if (LATER.test(location.hash) || window.huice.whole) {
      openFull();
      return;
    }
    if (!framed && location.hash.length < 3 && !window.huice.session()) {
      setTimeout(function () { styled.then(showFirst); }, SOON);
    }
    // With the index in hand the program draws its start at once.
    Promise.all([get(link.href, progress), indexed, styled]).then(function (got) {
      return start(glue, got[0]);
    }, lost);
  }

  function openFull() {
    fetchFull(progress).then(function (got) { return startFull(got[0]); }, lost);
  }

  // In a page of another site, its wishes come first: see web/embed/frame.js.
  if (framed) add(make('script', { src: 'v1/frame.js' })).then(open, open);
  else open();
}());
