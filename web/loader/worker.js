/* Keeps the site for when there is no network. It comes after everything else and nothing waits
   for it; where it is refused, the page works as before.

   The files of one build are one set (`SET`, written in front by the build). A set is kept whole
   or not at all: the page counts only if it names the files of the set, the index only if its head
   is the set's. A new set stands beside the old one until the last page of the old one is closed.
   What has a hash in its name is taken from any set, for it can be nothing else; the page and the
   index are asked for first, with short patience. No answer ever comes here. */
'use strict';
var SET = self.SET;
var NAME = 'huice-' + SET.build;
var HERE = new URL('./', self.location).href;
var INDEX = 'law/index.bin';
var NEXT = HERE + INDEX + '?next'; // a newer index, until its law has been used
var PATIENCE = 3000; // milliseconds that the network has for the page and for the index

self.addEventListener('install', function (event) {
  event.waitUntil(fill());
});

self.addEventListener('activate', function (event) {
  event.waitUntil(tidy());
});

self.addEventListener('message', function (event) {
  if (Array.isArray(event.data)) event.waitUntil(used(event.data));
});

self.addEventListener('fetch', function (event) {
  var request = event.request;
  var url = new URL(request.url);
  if (request.method !== 'GET' || url.href.indexOf(HERE) !== 0) return;
  var path = url.origin + url.pathname;
  path = path.slice(HERE.length);
  if (request.mode === 'navigate') {
    if (path === '' || path === 'index.html') event.respondWith(page(request));
  } else if (path === INDEX) {
    event.respondWith(index(request));
  } else if (/[-_.][0-9a-f]{16}[-_.]/.test(path)) {
    event.respondWith(kept(request, path, url.search || request.cache === 'reload'));
  }
});

/** Fetches the whole set; fails as a whole, and is then tried again at the next visit. */
async function fill() {
  var set = await caches.open(NAME);
  var page = await sound('', async function (response) {
    var text = await response.text();
    return SET.page.every(function (name) { return text.indexOf(name) >= 0; });
  });
  var law = await sound(INDEX, async function (response) {
    return await head(response) === SET.law;
  });
  var paths = SET.files.concat(await inUse());
  for (var path of paths) await store(set, path);
  await set.put(HERE + INDEX, law);
  await set.put(HERE, page);
}

/** The page or the index of this very build: the one that is at hand, or else a new one. */
async function sound(path, fits) {
  for (var cache of ['force-cache', 'reload']) {
    var response = await fetch(HERE + path, { cache: cache });
    if (response.ok && await fits(response.clone())) {
      // A navigation is never answered with what was redirected.
      if (!response.redirected) return response;
      return new Response(await response.blob(), { headers: response.headers });
    }
  }
  throw new Error('another build: ' + path);
}

/** The head of an index, in hexadecimal. */
async function head(response) {
  var bytes = new Uint8Array(await response.arrayBuffer());
  var text = '';
  for (var at = 0; at < bytes.length && text.length < SET.law.length; at++) {
    text += (bytes[at] + 256).toString(16).slice(1);
  }
  return text;
}

/** Whether this is the file, and not a page of something in between. */
function good(response) {
  var type = response.headers.get('Content-Type') || '';
  return response.status === 200 && type.indexOf('text/html') < 0;
}

async function store(set, path) {
  var address = HERE + path;
  if (await set.match(address)) return;
  var response = await caches.match(address) || await fetch(address);
  if (!good(response)) throw new Error(path);
  await set.put(address, response);
}

/** Files of this set for every document, and every program, that has been in use. */
async function inUse() {
  var wanted = {};
  for (var name of await sets()) {
    for (var request of await (await caches.open(name)).keys()) {
      wanted[stem(request.url.slice(HERE.length))] = true;
    }
  }
  return SET.packs.concat(SET.files).filter(function (path) { return wanted[stem(path)]; });
}

/** The name of a document or a program, without hash and end. */
function stem(path) {
  return path.replace(/-[0-9a-f]{16}[._].+$/, '');
}

async function sets() {
  return (await caches.keys()).filter(function (name) { return name.indexOf('huice-') === 0; });
}

/** This set is whole: the others go. */
async function tidy() {
  for (var name of await sets()) {
    if (name !== NAME) await caches.delete(name);
  }
  await self.clients.claim();
}

/** Keeps what a page has used: from before there was a worker, and of newer law. Once that is here,
    the newer index is the one to be kept: what was seen once stays. */
async function used(addresses) {
  var set = await caches.open(NAME);
  for (var address of addresses) {
    var path = String(address).slice(HERE.length);
    if (lasting(path)) await store(set, path).catch(function () { /* next time */ });
  }
  var next = await set.match(NEXT);
  if (!next) return;
  await set.put(HERE + INDEX, next);
  await set.delete(NEXT);
}

/** Whether a file is one of this build, or law of a newer one: its name says what is in it. */
function lasting(path) {
  return SET.files.indexOf(path) >= 0 || /^law\/[^/]+-[0-9a-f]{16}\.(pack|words|bin)$/.test(path);
}

/** The network's answer if it comes in time and is of use, else what is kept, else the network's. */
async function first(request, before, fits) {
  var network = fetch(request);
  var late = new Promise(function (resolve) { setTimeout(resolve, PATIENCE); });
  var usable = network.then(async function (response) {
    return await fits(response) ? response : undefined;
  }, function () { /* no network */ });
  return await Promise.race([usable, late]) || await before || network;
}

function page(request) {
  return first(request, caches.open(NAME).then(function (set) { return set.match(HERE); }), function (response) {
    return response.ok || response.type === 'opaqueredirect';
  });
}

/** Law is data: a newer index is welcome if it has the format that this build reads. A page that
    names another build's program gets the network's index or none. */
function index(request) {
  var program = new URL(request.url).search.slice(1);
  if (program && SET.files.indexOf(program) < 0) return fetch(request);
  return first(request, dated(), async function (response) {
    var own = good(response) && await head(response.clone());
    if (!own || own.slice(0, 12) !== SET.law.slice(0, 12)) return false;
    await (await caches.open(NAME)).put(NEXT, response.clone()).catch(function () { /* no room */ });
    return true;
  });
}

/** The index that is kept, with the day in China on which a server gave it. */
async function dated() {
  var index = await (await caches.open(NAME)).match(HERE + INDEX);
  if (!index) return index;
  var headers = new Headers(index.headers);
  var day = new Date(Date.parse(headers.get('Date')) + 8 * 3600 * 1000);
  if (!isNaN(day)) {
    var words = day.getUTCFullYear() + '年' + (day.getUTCMonth() + 1) + '月' + day.getUTCDate() + '日';
    headers.set('X-Huice-Stored', encodeURIComponent(words));
  }
  return new Response(await index.blob(), { headers: headers });
}

/** What is kept; a question behind the name says that what came before was of no use. */
async function kept(request, path, again) {
  var address = HERE + path;
  var found = again ? undefined : await caches.match(address);
  if (found) return found;
  var response = await fetch(request).catch(function () { return caches.match(address); });
  if (!response) return Response.error();
  if (good(response) && lasting(path)) {
    var copy = response.clone();
    caches.open(NAME).then(function (set) { return set.put(address, copy); })
      .catch(function () { /* no room: the page has its answer all the same */ });
  }
  return response;
}
