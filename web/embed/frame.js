/* The calculator inside a page of another site: reads what the page asks for from the frame's
   address, tells the page how high the content is, and hands results over when the person says
   so. The loader fetches it only in a frame. Contract 1: see v1.json beside this file. */
import { THEMES, tokens } from './colour.js';

(function () {
  'use strict';

  var root = document.documentElement;
  var VERSION = 1;

  function warn(words) {
    if (window.console) console.warn('huice: ' + words);
  }

  /* ---- options ---- */

  function within(list) {
    return function (value) { return list.indexOf(value) < 0 ? null : value; };
  }

  function several(fits) {
    return function (value) {
      var parts = value.split(',');
      for (var i = 0; i < parts.length; i++) {
        parts[i] = parts[i].trim();
        if (fits(parts[i]) === null) return null;
      }
      return parts;
    };
  }

  function code(value) {
    return /^[0-9]{6}(-[A-Z]{2})?$/.test(value) ? value : null;
  }

  function day(value) {
    var parts = /^(20[1-4][0-9])-([01][0-9])-([0-3][0-9])$/.exec(value);
    if (!parts) return null;
    var real = new Date(+parts[1], parts[2] - 1, +parts[3]);
    return real.getMonth() === parts[2] - 1 && real.getDate() === +parts[3] ? value : null;
  }

  function colour(value) {
    var hex = /^#?([0-9a-f]{6})$/i.exec(value);
    return hex && hex[1].toLowerCase();
  }

  function number(value) {
    return /^[0-9]{1,2}$/.test(value) && +value <= 24 ? +value : null;
  }

  /* A name that is shown: text only, and nothing that could turn other text around. */
  function name(value) {
    var plain = value.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, '').trim();
    return plain && plain.length <= 40 ? plain : null;
  }

  var ROLES = ['seeker', 'founder', 'employer', 'family', 'institution'];
  var TOPICS = ['cash', 'loan', 'relief', 'other'];
  // The goals that may be named at the start, from `rules/goals.yaml`: the build puts them here.
  var GOALS = HUICE_GOALS;
  var OPTIONS = {
    embed: [within(['1']), '1'],
    place: [code, '地方代码，六位数字，如 320281'],
    places: [several(code), '地方代码，用逗号隔开，如 500101,500153'],
    roles: [several(within(ROLES)), ROLES.join('、') + '，用逗号隔开'],
    date: [day, '真实的日期，如 2026-01-31'],
    topic: [several(within(TOPICS.concat(GOALS))), TOPICS.concat(GOALS).join('、') + '，用逗号隔开'],
    accent: [colour, '六位十六进制颜色，如 8f1d1d'],
    radius: [number, '0 到 24 的整数（像素）'],
    theme: [within(['light', 'dark', 'auto']), 'light、dark、auto'],
    size: [within(['normal', 'large', 'elder']), 'normal、large、elder'],
    lang: [within(['zh-CN']), 'zh-CN（目前只有中文）'],
    partner: [name, '1 到 40 个字'],
    results: [within(['ask']), 'ask']
  };

  function read(search) {
    var found = {};
    search.replace(/^\?/, '').split('&').forEach(function (pair) {
      var cut = pair.indexOf('=');
      var key = cut < 0 ? pair : pair.slice(0, cut);
      var value;
      if (!key) return;
      if (!Object.prototype.hasOwnProperty.call(OPTIONS, key)) {
        warn('不认识的选项 ' + key.slice(0, 40) + '，已忽略。可以用：' + Object.keys(OPTIONS).join('、'));
        return;
      }
      try {
        value = decodeURIComponent(pair.slice(cut + 1).replace(/\+/g, ' '));
      } catch (e) {
        value = '';
      }
      var good = OPTIONS[key][0](value);
      if (good === null) warn('选项 ' + key + ' 的值不对，已忽略。可以写：' + OPTIONS[key][1]);
      else found[key] = good;
    });
    return found;
  }

  var options = read(window.location.search);

  /* ---- colour: the host's accent, as far as it can be read ---- */

  function rules(one) {
    return '--accent:' + one.accent + ';--on-accent:' + one.on + ';--accent-soft:' + one.soft + ';--accent-ink:' + one.ink;
  }

  /* The page's own style sheet takes the rules: no inline style, so the strict policy stays. The
     meaning colours never follow the host, and high contrast keeps its own. */
  function paint(accent, radius) {
    var sheet = document.styleSheets[0];
    var list = [];
    if (accent) {
      var made = {};
      Object.keys(THEMES).forEach(function (key) {
        made[key] = tokens(accent, THEMES[key]);
        if (made[key].moved) {
          warn('颜色 #' + accent + ' 在' + THEMES[key].name + '主题下对比度不到 4.5:1，已改用 ' + made[key].moved);
        }
      });
      list.push(':root:not([data-contrast]){' + rules(made.light) + '}');
      list.push('[data-theme=dark]:not([data-contrast]){' + rules(made.dark) + '}');
      list.push('@media (prefers-color-scheme:dark){:root:not([data-theme]):not([data-contrast]){' + rules(made.dark) + '}}');
    }
    if (radius !== undefined) {
      list.push(':root{--r1:' + Math.round(radius * 2 / 3) + 'px;--r2:' + radius + 'px}');
    }
    try {
      list.forEach(function (rule) { sheet.insertRule(rule, sheet.cssRules.length); });
    } catch (e) {
      warn('颜色没能用上：' + e);
    }
  }

  if (options.accent || options.radius !== undefined) paint(options.accent, options.radius);

  /* ---- look: the host proposes, the person's own choice stays ---- */

  function stored(key) {
    try {
      return window.sessionStorage.getItem(key) || window.localStorage.getItem(key);
    } catch (e) {
      return null; // refused in frames of other sites
    }
  }

  if (stored('huice-look') === null) {
    if (options.size && options.size !== 'normal') root.setAttribute('data-size', options.size);
    if (options.theme && options.theme !== 'auto') root.setAttribute('data-theme', options.theme);
  }
  if (options.lang) root.lang = options.lang;

  /* ---- the host ---- */

  var host = null;
  try {
    if (window.location.ancestorOrigins && window.location.ancestorOrigins.length) host = window.location.ancestorOrigins[0];
    else if (document.referrer) host = /^https?:\/\/[^/]+/.exec(document.referrer)[0];
  } catch (e) { /* then the host introduces itself */ }
  if (host === 'null') host = null;

  function post(message, origin) {
    message.version = VERSION;
    window.parent.postMessage(message, origin);
  }

  window.addEventListener('message', function (event) {
    var told = event.data;
    if (event.source !== window.parent || !told || told.type !== 'huice:hello' || told.version !== VERSION) return;
    // Only the browser's word counts for who it is.
    if (/^https?:\/\//.test(event.origin)) host = event.origin;
    offer();
  });

  /* ---- height ---- */

  var last = 0;
  var grown = 0;

  function measure() {
    if (!document.body) return;
    checkPlace();
    var height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === last || height < 1) return;
    // Content whose height hangs on the frame's would grow for ever: nobody touched it, and still
    // it gets longer each time.
    grown = height > last ? grown + 1 : 0;
    last = height;
    if (grown > 30) {
      if (grown === 31) warn('高度一直在变大，先停下，等有人操作再更新');
      return;
    }
    post({ type: 'huice:height', height: height }, '*'); // a number, nothing of the person
  }

  ['click', 'keydown', 'input', 'hashchange', 'popstate'].forEach(function (kind) {
    window.addEventListener(kind, function () {
      grown = 0;
      setTimeout(measure, 0);
    }, true);
  });

  function follow() {
    if (window.ResizeObserver) new ResizeObserver(measure).observe(document.body);
    // Frames that are out of sight are not drawn, so nothing is told of their size; what changes in
    // them is.
    new MutationObserver(measure).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
    window.addEventListener('load', measure);
    window.addEventListener('resize', measure);
    measure();
  }

  /* ---- what stands below the app: the partner's name, and the results for the host ---- */

  function make(tag, attributes, parts) {
    var element = document.createElement(tag);
    for (var key in attributes) element.setAttribute(key, attributes[key]);
    (parts || []).forEach(function (part) {
      element.appendChild(typeof part === 'string' ? document.createTextNode(part) : part);
    });
    return element;
  }

  var result = null; // what the program told last, while the results are shown
  var box = null;

  function who() {
    var site = host.replace(/^https?:\/\//, '');
    return options.partner ? options.partner + '（' + site + '）' : site;
  }

  function verdict(line) {
    var parts = line.split('\t');
    return {
      id: parts[0],
      verdict: parts[1],
      amount: { kind: parts[2], low: parts[3] || null, high: parts[4] || null, unit: parts[5] || null, text: parts[6] || '' }
    };
  }

  /* The event, from the texts of the program: a kept session, the day, the law's mark, a line for
     each verdict, the roles, and the years of the documents. */
  function event(told, withAnswers) {
    var kept = told[0].split('\n');
    var made = {
      type: 'huice:result',
      place: kept[1],
      date: told[1],
      law: told[2],
      years: (told[5] || '').split(',').filter(Boolean).map(Number),
      verdicts: told[3].split('\n').filter(Boolean).map(verdict)
    };
    if (withAnswers) {
      made.answers = { roles: told[4] ? told[4].split(',') : [], facts: {} };
      kept.slice(4).forEach(function (line) {
        var cut = line.indexOf('=');
        if (cut > 0) made.answers.facts[line.slice(0, cut)] = line.slice(cut + 1);
      });
    }
    return made;
  }

  /* A button that can be pressed once it has been there for a second; in Chromium, which knows
     whether something lies over it or makes it transparent, once it has been in sight for that long.
     Other browsers cannot tell that, and WebKit says of a button in sight, in a frame that the page
     outside has scrolled, that it is not: there nobody could ever press it. */
  function watch(button) {
    var since = 0;
    var seen = true;
    if (window.IntersectionObserver) {
      new IntersectionObserver(function (all) {
        var last = all[all.length - 1];
        if (last.isVisible === undefined) return;
        seen = last.isIntersecting && last.isVisible;
        if (!seen) since = Date.now();
        button.disabled = true;
      }, { threshold: [0, 1], trackVisibility: true, delay: 100 }).observe(button);
    }
    since = Date.now();
    var timer = setInterval(function () {
      if (!button.offsetParent) clearInterval(timer);
      else if (seen) button.disabled = Date.now() - since < 1000;
    }, 200);
  }

  /* Shows the button while there is something to send and somebody to send it to. */
  function offer() {
    var wanted = options.results === 'ask' && result && host && document.body;
    if (box && (!wanted || box.getAttribute('data-host') !== host)) {
      box.parentNode.removeChild(box);
      box = null;
    }
    if (!wanted || box) return;
    var raw = make('input', { type: 'checkbox', id: 'huice-raw' });
    var send = make('button', { 'class': 'btn sec gap3', type: 'button', 'data-action': 'send' }, ['把结果发给 ' + who()]);
    var state = make('p', { 'class': 's soft gap3', role: 'status' });
    var sure = make('button', { 'class': 'btn gap3', type: 'button', 'data-action': 'send-sure' }, ['确定，发送']);
    var ask = make('div', { 'class': 'gap4', role: 'group', 'aria-live': 'polite', hidden: '' }, [
      make('p', {}, ['请再看一遍：按下“确定，发送”，结果就交给 ' + who() + ' 了，收不回来。']), sure
    ]);
    // Once again, in our own words, and only while it is in sight: a page around this one may lay
    // something else over it and have people press what they cannot see.
    send.onclick = function () {
      ask.hidden = false;
      sure.disabled = true;
      state.textContent = '';
      watch(sure);
      measure();
    };
    sure.onclick = function () {
      ask.hidden = true;
      post(event(result, raw.checked), host);
      state.textContent = '已发给 ' + who() + (raw.checked ? '，连同您的回答。' : '，没有发您的回答。');
      measure();
    };
    box = make('aside', { 'class': 'foot', 'data-part': 'send', 'data-host': host, 'aria-label': '把结果发给网站' }, [
      make('div', { 'class': 'wrap wide' }, [make('div', { 'class': 'box pad' }, [
        make('p', {}, ['您可以把结果发给 ' + who() + '。']),
        make('p', {}, ['会发出：地方、日期、每一项的结论和金额。不按两次确认，什么也不发。']),
        make('label', { 'class': 'tick', 'for': 'huice-raw' }, [raw, '连我的回答一起发']),
        send,
        ask,
        state
      ])])
    ]);
    document.body.appendChild(box);
    measure();
  }

  function credit() {
    if (!options.partner) return;
    document.body.appendChild(make('div', { 'class': 'foot', 'data-part': 'partner' }, [
      make('p', { 'class': 'wrap wide' }, ['由 ' + options.partner + ' 提供入口'])
    ]));
  }

  /* ---- the program ---- */

  var huice = window.huice = window.huice || {};

  /* Which screens, places and verdicts it shows is settled in there. */
  function instruct() {
    var places = options.places || [];
    var place = options.place || (places.length === 1 ? places[0] : '');
    var topics = options.topic || [];
    var kinds = topics.filter(function (one) { return TOPICS.indexOf(one) >= 0; });
    var goals = topics.filter(function (one) { return GOALS.indexOf(one) >= 0; });
    // Roles and goals stand in one list, as in every kept session.
    var wanted = (options.roles || []).concat(goals);
    if (places.length || kinds.length) huice.limits = places.join(',') + ';' + kinds.join(',');
    var before = stored(KEPT);
    if (before !== null) huice.kept = before;
    else if (place || wanted.length || options.date) {
      huice.kept = ['1', place, options.date || '', wanted.join(','), ''].join('\n');
    }
    huice.told = function (told) {
      result = told[3] ? told : null;
      offer();
    };
  }

  // Several frames of one page share a storage, so each keeps its session under its own address.
  var KEPT = 'huice-frame' + window.location.search;
  window.addEventListener('pagehide', function () {
    try {
      if (huice.kept) window.sessionStorage.setItem(KEPT, huice.kept);
      else window.sessionStorage.removeItem(KEPT);
    } catch (e) { /* refused: then a reload begins anew */ }
  });

  /* A place that the law does not know is not there to be picked: say so once. */
  function checkPlace() {
    var wanted = options.place;
    if (!wanted || !document.querySelector('[data-place]')) return;
    if (document.querySelector('ul.places')) {
      warn('没有收录地方 ' + wanted + '，或者它不在 places 里，已忽略。有哪些地方，见 law/index.json');
    }
    options.place = null;
  }

  function begin() {
    credit();
    follow();
    post({ type: 'huice:ready' }, '*');
  }
  instruct();
  if (document.body) begin();
  else document.addEventListener('DOMContentLoaded', begin);
}());
