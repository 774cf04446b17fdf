// The version says what its types do to programs that are written already. `released` holds the types
// of the last version that was published: programs for them must still compile, unless the version
// says that they need not (before 1.0: the second number).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const tsc = join(process.env.HUICE_TOOLS_NPM, 'typescript/bin/tsc');
const read = (file) => readFileSync(new URL(file, import.meta.url), 'utf8');
const now = JSON.parse(read('node_modules/huice/package.json')).version;
const before = JSON.parse(read('released/package.json')).version;

/** What people write and the package reads; the rest it is the other way round. */
const WRITTEN = ['Answer', 'Asked', 'Bytes', 'LoanRequest', 'PlanAsked'];

/** A file that compiles where programs for `old` compile with `now`. */
function program(text) {
  const names = [...text.matchAll(/^export (?:interface|type|class) (\w+)/gm)].map((found) => found[1]);
  assert.ok(names.length > 20, `only ${names.length} types`);
  for (const name of WRITTEN) assert.ok(names.includes(name), `no type ${name}`);
  const lines = names.map((name) => (WRITTEN.includes(name)
    ? `export const a_${name} = (one: old.${name}): huice.${name} => one;`
    : `export const a_${name} = (one: huice.${name}): old.${name} => one;`));
  return [
    "import type * as huice from 'huice';",
    "import type * as old from './released/huice.js';",
    'export const all = (one: typeof huice): typeof old => one;',
    ...lines,
    '',
  ].join('\n');
}

function compile(file, text) {
  writeFileSync(new URL(file, import.meta.url), text);
  return spawnSync(process.execPath, [
    tsc, '--strict', '--noEmit', '--exactOptionalPropertyTypes', '--module', 'nodenext',
    '--target', 'es2022', '--lib', 'es2022,dom', file,
  ], { encoding: 'utf8' });
}

/** Whether a version may break what was written for another: its first number that is not 0 is greater. */
function mayBreak(version, older) {
  const [a, b] = [version, older].map((text) => text.split('.').map(Number));
  const first = b.findIndex((number) => number > 0);
  return a.slice(0, first + 1).some((number, at) => number > b[at]);
}

const types = ['results', 'money', 'huice'].map((name) => read(`released/${name}.d.ts`)).join('\n');

test('programs for the last version compile, or the version says that they may not', () => {
  if (mayBreak(now, before)) return;
  const run = compile('semver.ts', program(types));
  assert.equal(run.status, 0, `The types break programs for ${before}, and the version is ${now}.
Raise it in crates/huice-wasm/npm/package.json and say in CHANGELOG.md, "For package users", what to
change; when it is published, copy the .d.ts files and the version to tests/npm/released.
${run.stdout.slice(0, 3000)}`);
});

test('a type that breaks programs is noticed', () => {
  const broken = program(types).replace('(one: typeof huice)', "(one: Omit<typeof huice, 'load'>)");
  assert.notEqual(compile('broken.ts', broken).status, 0);
});

test('versions are compared as semver says', () => {
  assert.ok(mayBreak('0.2.0', '0.1.3') && mayBreak('1.0.0', '0.9.0') && mayBreak('2.0.0', '1.9.9'));
  assert.ok(!mayBreak('0.1.4', '0.1.3') && !mayBreak('1.9.0', '1.2.0') && !mayBreak('0.1.0', '0.1.0'));
});
