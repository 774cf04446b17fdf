// The ten instruments on the Publicodes engine: medians in microseconds, as JSON.
//
//     node measure.mjs PEOPLE.json [--day DAY] [--people N] [--rounds N]
//     node measure.mjs PEOPLE.json [--day DAY] --says
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { build, dayOf, evaluate, next, read, readRules, rulesText, says, situationOf } from "./ten.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    day: { type: "string", default: "2020-06-30" },
    people: { type: "string", default: "100" },
    rounds: { type: "string", default: "5" },
    says: { type: "boolean", default: false },
  },
});
if (positionals.length !== 1) throw new Error("a file of people, please");
const list = JSON.parse(readFileSync(positionals[0], "utf8"));
const day = dayOf(values.day);
const text = rulesText();
const rules = readRules(text);

function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

// Microseconds that some work takes.
function timed(work) {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1000;
}

// Asks a person until nothing is open: the time of each answer with all its consequences.
function ask(engine, person, times) {
  engine.setSituation(day);
  let name = next(evaluate(engine));
  while (name !== null) {
    const situation = situationOf(name, person[name]);
    times.push(
      timed(() => {
        engine.setSituation(situation, { keepPreviousSituation: true });
        name = next(evaluate(engine));
      }),
    );
  }
}

function measure(people, rounds) {
  const json = JSON.stringify(rules);
  const engine = build(rules);
  const situations = people.map((p) => read(p, day));
  const names = Object.keys(people[0]);
  const found = {};
  const add = (name, time) => (found[name] ??= []).push(time);
  // The first round only warms.
  for (let round = 0; round <= rounds; round++) {
    const into = round === 0 ? () => {} : add;
    for (let n = 0; n < 5; n++) {
      into("construct", timed(() => build(rules)));
      into(
        "cold",
        timed(() => {
          const fresh = build(JSON.parse(json));
          fresh.setSituation(day);
          evaluate(fresh);
        }),
      );
      into("yaml", timed(() => readRules(text)));
    }
    people.forEach((person, who) => {
      into(
        "full",
        timed(() => {
          engine.setSituation(situations[who]);
          evaluate(engine);
        }),
      );
      // Everybody in turn takes over another answer of the next person.
      const name = names[(who + round * people.length) % names.length];
      const other = situationOf(name, people[(who + 1) % people.length][name]);
      into(
        "change",
        timed(() => {
          engine.setSituation(other, { keepPreviousSituation: true });
          evaluate(engine);
        }),
      );
      into(
        "question",
        timed(() => {
          engine.setSituation(day);
          next(evaluate(engine));
        }),
      );
    });
    const times = [];
    for (const person of people) ask(engine, person, times);
    for (const time of times) into("ask", time);
    if (round > 0) add("answers_per_person", times.length / people.length);
  }
  return Object.fromEntries(Object.entries(found).map(([name, list]) => [name, median(list)]));
}

const version = (name) =>
  JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")).dependencies[name];

if (values.says) {
  const engine = build(rules);
  for (const person of list) {
    engine.setSituation(read(person, day));
    process.stdout.write(`${says(engine)}\n`);
  }
} else {
  const people = list.slice(0, Number(values.people));
  const medians = measure(people, Number(values.rounds));
  const { answers_per_person, ...microseconds } = medians;
  const results = {
    engine: `publicodes ${version("publicodes")}`,
    node: process.versions.node,
    day: values.day,
    people: people.length,
    rounds: Number(values.rounds),
    answers_per_person,
    microseconds,
  };
  process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
}
