// What the author has written, on this device and nowhere else.

const NAME = 'huice-workbench';
const KEY = 'files';

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function shelf(mode) {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(NAME);
  const database = await done(request);
  return database.transaction(NAME, mode).objectStore(NAME);
}

/** What was kept; undefined where there is nothing, or the browser keeps nothing. */
export async function load() {
  try {
    return await done((await shelf('readonly')).get(KEY));
  } catch {
    return undefined;
  }
}

/** Keeps it; false where the browser keeps nothing. */
export async function keep(value) {
  try {
    await done((await shelf('readwrite')).put(value, KEY));
    return true;
  } catch {
    return false;
  }
}
