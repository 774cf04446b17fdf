// node node.mjs: the cases of this folder by the package in Node.
import { readFileSync } from 'node:fs';
import init, { load, places } from 'huice';
import { compare, lines } from './canonical.mjs';

const text = (name) => readFileSync(new URL(name, import.meta.url), 'utf8');
const file = (name) => new Uint8Array(readFileSync(new URL(`law/${name}`, import.meta.url)));

await init();
const index = file('index.bin');
const open = (code) => {
  const place = places(index).places.find((one) => one.code === code);
  return load(index, code, place.files.map(file));
};
const cases = lines(text('cases.jsonl')).map((line) => JSON.parse(line));
const found = await compare(open, cases, lines(text('expected.jsonl')), text('full.jsonl').split('\n'));
console.log(JSON.stringify(found));
process.exitCode = found.wrong.length > 0 ? 1 : 0;
