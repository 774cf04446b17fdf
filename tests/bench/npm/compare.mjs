// The npm package over all instruments of a place beside Publicodes over ten of them, in one run on
// the same people: medians and their ratios, as a table.
//
//     node compare.mjs PACKAGE LAW PEOPLE.json [--people N] [--rounds N]
//
// PEOPLE.json holds the answers that the ten read (`ten.json` of the example `people`). Before the
// first run: `npm ci` in ../publicodes.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { people: { type: 'string', default: '100' }, rounds: { type: 'string', default: '5' } },
});
if (positionals.length !== 3) throw new Error('give the package, the law and a file of people');
const [folder, law, people] = positionals;

function run(script, given) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const options = ['--people', values.people, '--rounds', values.rounds];
  return JSON.parse(execFileSync(process.execPath, [path, ...given, ...options], { encoding: 'utf8' }));
}

/** What is compared: how it is called, and its name in both measurements. */
const ROWS = [
  ['cold: engine, law, first evaluation', 'cold', 'cold'],
  ['full evaluation from an object', 'full', 'full'],
  ['the same, people whom the law has not seen before', 'full_new', 'full'],
  ['full evaluation with sums and next question', 'evaluate', undefined],
  ['one changed answer, with what it changed', 'change', 'change'],
  ['one answer of an interview, with the next question', 'ask', 'ask'],
  ['one explanation', 'explain', undefined],
];

const huice = run('measure.mjs', [folder, law, people]);
const other = run('../publicodes/measure.mjs', [people]);
const time = (us) => (us === undefined ? '–' : us < 1000 ? `${us.toFixed(1)} µs` : `${(us / 1000).toFixed(2)} ms`);
const lines = ROWS.map(([what, name, beside]) => {
  const [ours, theirs] = [huice.microseconds[name], other.microseconds[beside]];
  const ratio = theirs === undefined ? '–' : `${(theirs / ours).toFixed(1)}x`;
  return `| ${what} | ${time(ours)} | ${time(theirs)} | ${ratio} |`;
});
process.stdout.write(`Medians in Node ${huice.node}, ${huice.people} people, ${huice.rounds} rounds.\n
| | huice, ${huice.instruments} instruments | ${other.engine}, 10 instruments | Publicodes : huice |
|---|--:|--:|--:|
${lines.join('\n')}\n`);
