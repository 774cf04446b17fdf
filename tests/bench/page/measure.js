// Measures the core and the plain programs in one page, in turns: whatever else the machine does
// falls on all of them alike.
import init, { Bench } from "./engine.js";
import * as plain from "./plain.js";

const bytes = async (name) => new Uint8Array(await (await fetch(name)).arrayBuffer());
const text = async (name) => (await fetch(name)).text();

// The first person for whom two programs do not say the same; a sum that the core leaves open is
// not compared.
function different(bench, people, today) {
  for (let who = 0; who < people.length; who++) {
    const core = bench.says(who, false).split("\n");
    const rust = bench.says(who, true);
    const js = plain.says(people[who], today);
    if (rust !== js) return `${who}: ${rust} | ${js}`;
    const lines = js.split("\n");
    for (let n = 0; n < lines.length; n++) {
      const same = core[n].endsWith(" open")
        ? lines[n].startsWith(core[n].slice(0, -4))
        : core[n] === lines[n];
      if (!same) return `${who}, ${n}: ${core[n]} | ${lines[n]}`;
    }
  }
  return null;
}

// Asks that many people until nothing is open: how many answers that takes.
function ask(people, times, today) {
  let steps = 0;
  for (let n = 0; n < times; n++) {
    const full = people[n % people.length];
    const person = plain.nobody();
    let name = plain.next(person, plain.evaluate(person, today));
    while (name !== null) {
      person[name] = full[name];
      name = plain.next(person, plain.evaluate(person, today));
      steps++;
    }
  }
  return steps;
}

function full(people, times, today) {
  let decided = 0;
  for (let n = 0; n < times; n++) decided += plain.evaluate(people[n % people.length], today).length;
  return decided > 0 ? times : 0;
}

// What is measured: how much of it was done. `first` is not timed.
function tasks(bench, people, today) {
  const core = (ten, explained) => ({ work: (n) => (bench.full(ten, explained, n), n) });
  const asked = (ten) => ({
    first: (n) => bench.prepare(ten, 0, n),
    work: () => bench.ask(ten),
  });
  return {
    "ten-js": { work: (n) => full(people, n, today) },
    "ten-plain": { work: (n) => (bench.plain_full(n), n) },
    "ten-core": core(true, false),
    "ten-core-reasons": core(true, true),
    "ten-js-ask": { work: (n) => ask(people, n, today) },
    "ten-plain-ask": { work: (n) => bench.plain_ask(n) },
    "ten-core-ask": asked(true),
    "all-core": core(false, false),
    "all-core-reasons": core(false, true),
    "all-core-ask": asked(false),
    "all-core-question": {
      first: () => bench.prepare(false, 0, 1),
      work: (n) => {
        for (let k = 0; k < n; k++) bench.question();
        return n;
      },
    },
    "all-core-explain": {
      first: () => bench.prepare_explanations(),
      work: (n) => (bench.explain(n), n),
    },
    "all-core-cold": {
      work: (n) => {
        for (let k = 0; k < n; k++) bench.cold();
        return n;
      },
    },
  };
}

// Microseconds for one.
function sample(task, times) {
  if (task.first) task.first(times);
  const start = performance.now();
  const done = task.work(times);
  const time = performance.now() - start;
  return { one: (time * 1000) / done, time };
}

// Each answer of some people by itself, in microseconds, as coarse as the browser's clock.
function single(bench, people) {
  const steps = [];
  for (let who = 0; who < people; who++) {
    bench.prepare(false, who, 1);
    const answers = bench.order();
    for (let at = 0; at < answers; at++) {
      const start = performance.now();
      bench.set(at);
      bench.question();
      steps.push((performance.now() - start) * 1000);
    }
  }
  return steps;
}

window.measure = async ({ files, asOf, rounds, least, singles }) => {
  await init();
  const [law, everything, ofTen] = await Promise.all([
    Promise.all(files.map(bytes)),
    text("people.json"),
    text("ten.json"),
  ]);
  const bench = new Bench(law, asOf, everything, ofTen);
  const today = Number(asOf.replace(/-/g, ""));
  const people = JSON.parse(ofTen).map(plain.read);
  const wrong = different(bench, people, today);
  if (wrong !== null) return { wrong };
  const all = Object.entries(tasks(bench, people, today));
  const times = {};
  const samples = {};
  for (const [name, task] of all) {
    // Warm, then as many as take long enough for the clock.
    let n = 1;
    for (;;) {
      const { time } = sample(task, n);
      if (time >= least) break;
      n = Math.ceil(n * Math.min(8, Math.max(1.3, (least / Math.max(time, 0.2)) * 1.1)));
    }
    times[name] = n;
    samples[name] = [];
  }
  for (let round = 0; round < rounds; round++) {
    // Each round begins with another one.
    for (let k = 0; k < all.length; k++) {
      const [name, task] = all[(k + round) % all.length];
      samples[name].push(sample(task, times[name]).one);
    }
    await new Promise((done) => setTimeout(done));
  }
  return { compared: people.length, samples, singles: single(bench, singles), browser: navigator.userAgent };
};
document.getElementById("state").textContent = "ready";
