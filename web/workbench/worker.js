/* Keeps the workbench for when there is no network. It serves `workbench.html` only: the app has a
   worker of its own. `FILES` and `BUILD` are written in front by the build. */
'use strict';
var NAME = 'workbench-' + self.BUILD;

self.addEventListener('install', function (event) {
  event.waitUntil(caches.open(NAME).then(function (set) { return set.addAll(self.FILES); }));
});

self.addEventListener('activate', function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.map(function (name) {
      return name.indexOf('workbench-') === 0 && name !== NAME ? caches.delete(name) : undefined;
    }));
  }).then(function () { return self.clients.claim(); }));
});

self.addEventListener('fetch', function (event) {
  var request = event.request;
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') {
    event.respondWith(fetch(request).catch(function () { return caches.match(request, { ignoreSearch: true }); }));
  } else {
    event.respondWith(caches.match(request).then(function (kept) { return kept || fetch(request); }));
  }
});
