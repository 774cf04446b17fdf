// Files in and out: a folder, a zip. Rule files are named as below the folder `rules`.
import { strFromU8, strToU8, unzip, zip } from 'fflate';

/** The day that every file of a zip bears, so that the same files make the same zip. */
const DAY = new Date(2000, 0, 1);

/** The folder in which a zip keeps the texts of documents. */
const SOURCES = 'sources/';

/** A path below the folder of the rules; undefined for what is no rule file. */
function below(path) {
  const parts = path.replaceAll('\\', '/').split('/').filter((part) => part !== '');
  const at = parts.lastIndexOf('rules');
  if (at >= 0) parts.splice(0, at + 1);
  const hidden = parts.some((part) => part.startsWith('.'));
  return !hidden && parts.length > 0 && parts.at(-1).endsWith('.yaml') ? parts.join('/') : undefined;
}

/** Takes off the one folder that all paths begin with, where `places.yaml` is not at the top. */
function rooted(files) {
  const paths = Object.keys(files);
  const first = paths[0]?.split('/')[0];
  const shared = paths.every((path) => path.startsWith(`${first}/`));
  if (!shared || 'places.yaml' in files) return files;
  if (!paths.some((path) => path === `${first}/places.yaml`)) return files;
  return Object.fromEntries(paths.map((path) => [path.slice(first.length + 1), files[path]]));
}

/** The rule files of a folder that somebody has chosen: text by path. */
export async function ofFolder(list) {
  const files = {};
  for (const file of list) {
    const path = below(file.webkitRelativePath || file.name);
    if (path) files[path] = await file.text();
  }
  return rooted(files);
}

/** The rule files of a zip, and the texts of documents in it: `{files, sources}`. */
export function ofZip(bytes) {
  return new Promise((resolve, reject) => {
    unzip(new Uint8Array(bytes), (error, all) => {
      if (error) return reject(error);
      const files = {};
      const sources = {};
      for (const [name, content] of Object.entries(all)) {
        const text = name.startsWith(SOURCES) && name.endsWith('.txt');
        if (text) sources[name.slice(SOURCES.length, -4)] = strFromU8(content);
        const path = text ? undefined : below(name);
        if (path) files[path] = strFromU8(content);
      }
      resolve({ files: rooted(files), sources });
    });
  });
}

/** A zip of the rule files and of the documents' texts. */
export function toZip(files, sources) {
  const all = {};
  for (const [path, text] of Object.entries(files)) all[`rules/${path}`] = strToU8(text);
  for (const [name, text] of Object.entries(sources)) {
    if (text) all[`${SOURCES}${name}.txt`] = strToU8(text);
  }
  return new Promise((resolve, reject) => {
    zip(all, { mtime: DAY }, (error, bytes) => (error ? reject(error) : resolve(bytes)));
  });
}

/** Hands bytes to the browser as a file. */
export function hand(bytes, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type: 'application/zip' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
