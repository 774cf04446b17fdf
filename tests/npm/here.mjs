// What the package's tests share: the published law, and the package in Node.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import init, { load, places } from 'huice';

export const folder = process.env.HUICE_LAW;
if (!folder) throw new Error('HUICE_LAW names no folder: run `cargo xtask npm-tests`');

/** A published file. */
export const file = (name) => new Uint8Array(readFileSync(join(folder, name)));

/** Any folder's files. */
export const names = () => readdirSync(folder);

/** The law of a place. */
export async function law(code) {
  await init();
  const index = file('index.bin');
  const place = places(index).places.find((one) => one.code === code);
  return load(index, code, place.files.map(file));
}

/** What a value is as JSON. */
export const plain = (value) => JSON.parse(JSON.stringify(value));

/** A place with a document. */
export const PLACE = '320281';
