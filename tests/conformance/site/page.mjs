// The cases of this folder by the package in a browser, without a bundler.
import init, { load, places } from './huice/huice.js';
import { compare, lines } from './canonical.mjs';

const text = async (name) => (await fetch(name)).text();
const file = async (name) => new Uint8Array(await (await fetch(`law/${name}`)).arrayBuffer());

async function run() {
  // Bytes, as a page does that keeps the engine elsewhere.
  await init(await (await fetch('huice/engine_bg.wasm')).arrayBuffer());
  const index = await file('index.bin');
  const cases = lines(await text('cases.jsonl')).map((line) => JSON.parse(line));
  const laws = new Map();
  for (const code of new Set(cases.map((one) => one.place))) {
    const place = places(index).places.find((one) => one.code === code);
    laws.set(code, load(index, code, await Promise.all(place.files.map(file))));
  }
  const open = (code) => laws.get(code);
  return compare(open, cases, lines(await text('expected.jsonl')), (await text('full.jsonl')).split('\n'));
}

const show = (found) => { document.getElementById('found').textContent = JSON.stringify(found); };
run().then(show, (error) => show({ cases: 0, wrong: [String(error && error.stack)] }));
