// The npm package in Node over all instruments of a place: medians in microseconds, as JSON.
//
//     node measure.mjs PACKAGE LAW PEOPLE.json [--place CODE] [--day DAY] [--people N] [--rounds N]
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

/** The middle of a list. */
function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

/** Microseconds that some work takes. */
function timed(work) {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1000;
}

const file = (folder, name) => new Uint8Array(readFileSync(join(folder, name)));

/** What a list of results is looked at for: each verdict, and the sum where there is one. */
let seen = 0;
function look(results) {
  for (const one of results) {
    if (one.verdict === 'eligible') seen += 1;
    if (one.amount.kind === 'exact' && one.amount.value === '0') seen += 1;
  }
}

/** From nothing to the first results: engine, law, first evaluation. In a thread of its own, so that
    nothing is warm. */
async function cold({ folder, law, place, day, answers }) {
  const wasm = readFileSync(join(folder, 'engine_bg.wasm'));
  const index = file(law, 'index.bin');
  const names = JSON.parse(readFileSync(join(law, 'index.json'), 'utf8'))
    .places.find((one) => one.code === place).pack.files;
  const files = names.map((name) => file(law, name));
  const { init, load } = await import(pathToFileURL(join(folder, 'node.js')));
  const start = process.hrtime.bigint();
  await init(wasm);
  const rules = load(index, place, files);
  const { outcomes, results } = rules.evaluate({ as_of: day, answers });
  look(outcomes ?? results);
  return Number(process.hrtime.bigint() - start) / 1000;
}

async function measure({ folder, law, place, day, people, rounds }) {
  const { init, load, places } = await import(pathToFileURL(join(folder, 'node.js')));
  await init();
  const index = file(law, 'index.bin');
  const { files } = places(index).places.find((one) => one.code === place);
  const own = files.map((name) => file(law, name));
  const rules = load(index, place, own);
  const policies = rules.contents().policies.map((one) => one.id);
  const names = Object.keys(people[0]);
  const found = {};
  const add = (name, time) => (found[name] ??= []).push(time);
  let crossed = 0;
  let changes = 0;
  // The first round only warms.
  for (let round = 0; round <= rounds; round++) {
    const into = round === 0 ? () => {} : add;
    // A law keeps what it has found out for the next person: here each person comes for the first time.
    const anew = load(index, place, own);
    for (const answers of people) {
      into('full_new', timed(() => {
        const session = anew.session({ as_of: day, answers });
        look(session.results());
        session.free();
      }));
    }
    anew.free();
    people.forEach((answers, who) => {
      // Answers as an object in, verdicts and sums of all instruments out.
      into('full', timed(() => {
        const session = rules.session({ as_of: day, answers });
        look(session.results());
        session.free();
      }));
      // Everything at once: the same with sums and the next question.
      into('evaluate', timed(() => {
        const { outcomes, results, summary, next } = rules.evaluate({ as_of: day, answers });
        look(outcomes ?? results);
        if (summary.certain === '0' && next === null) seen += 1;
      }));
      // Everybody in turn takes over another answer of the next person, and back.
      const session = rules.session({ as_of: day, answers });
      session.results();
      const other = people[(who + 1) % people.length];
      for (let n = 0; n < 6; n++) {
        const name = names[(who * 7 + n * 11 + round) % names.length];
        into('change', timed(() => {
          session.set(name, other[name] ?? null);
          const changed = session.changed();
          look(changed);
          crossed += changed.length;
          changes += 1;
        }));
      }
      into('change_next', timed(() => {
        session.set(names[(who + round) % names.length], null);
        look(session.changed());
        if (session.next() === null && session.summary().certain === '0') seen += 1;
      }));
      const id = policies[(who * 13 + round) % policies.length];
      into('explain', timed(() => {
        if (session.explain(id) === null) seen += 1;
      }));
      session.free();
    });
    // Asked from the first question to the last.
    for (const answers of people.slice(0, 20)) {
      const session = rules.session({ as_of: day });
      session.results();
      for (let question = session.next(); question !== null;) {
        const fact = question.id ?? question.fact.id;
        into('ask', timed(() => {
          session.set(fact, answers[fact] ?? null);
          look(session.changed());
          question = session.next();
        }));
      }
      session.free();
    }
  }
  const microseconds = Object.fromEntries(
    Object.entries(found).map(([name, list]) => [name, median(list)]),
  );
  return { instruments: policies.length, changed_results: crossed / changes, microseconds };
}

/** Runs `cold` in a fresh thread. */
const fresh = (given) => new Promise((done, fail) => {
  const worker = new Worker(new URL(import.meta.url), { workerData: given });
  worker.once('message', done);
  worker.once('error', fail);
});

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      place: { type: 'string', default: '320281' },
      day: { type: 'string', default: '2020-06-30' },
      people: { type: 'string', default: '100' },
      rounds: { type: 'string', default: '5' },
    },
  });
  if (positionals.length !== 3) throw new Error('give the package, the law and a file of people');
  const [folder, law] = positionals.map((path) => resolve(path));
  const { place, day } = values;
  const people = JSON.parse(readFileSync(positionals[2], 'utf8')).slice(0, Number(values.people));
  const rounds = Number(values.rounds);
  const times = [];
  for (let n = 0; n < 5; n++) {
    times.push(await fresh({ folder, law, place, day, answers: people[n % people.length] }));
  }
  const { microseconds, ...rest } = await measure({ folder, law, place, day, people, rounds });
  const results = {
    engine: 'huice',
    node: process.versions.node,
    place,
    day,
    people: people.length,
    rounds,
    ...rest,
    microseconds: { cold: median(times), ...microseconds },
  };
  process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
}

if (isMainThread) await main();
else parentPort.postMessage(await cold(workerData));
