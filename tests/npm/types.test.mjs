// The types, by `tsc --strict`: against uses, and against what the package really returns.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { PLACE, law } from './here.mjs';

const tsc = join(process.env.HUICE_TOOLS_NPM, 'typescript/bin/tsc');

function check(files, more = []) {
  return spawnSync(process.execPath, [
    tsc, '--strict', '--noEmit', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess',
    '--module', 'nodenext', '--target', 'es2022', '--lib', 'es2022,dom', ...more, ...files,
  ], { encoding: 'utf8' });
}

test('what may be written is allowed, what may not is refused', () => {
  const run = check(['types.ts']);
  assert.equal(run.status, 0, run.stdout + run.stderr);
});

test('bundlers find the types too', () => {
  const run = check(['types.ts'], ['--moduleResolution', 'bundler', '--module', 'esnext']);
  assert.equal(run.status, 0, run.stdout + run.stderr);
});

test('what comes back is what the types say', async () => {
  const rules = await law(PLACE);
  const asked = {
    as_of: '2020-01-01',
    answers: { startup_here: true, hukou_local: true, registration_date: '2019-07' },
  };
  const told = rules.evaluate(asked);
  // Written as literals, so that a part too many, or one too few, is told as well.
  const literal = (type, value) => `const _${type}: ${type} = ${JSON.stringify(value)};\n`;
  const explained = told.results.slice(0, 20).map((one) => rules.explain(one.id, asked));
  const text = "import type { Contents, Evaluation, Explanation } from 'huice';\n"
    + literal('Evaluation', told)
    + literal('Contents', rules.contents())
    + explained.map((one, n) => `const _e${n}: Explanation = ${JSON.stringify(one)};\n`).join('')
    + 'export {};\n';
  writeFileSync('returned.ts', text);
  const run = check(['returned.ts']);
  assert.equal(run.status, 0, run.stdout.slice(0, 3000) + run.stderr);
  // The other way round: every part that the types have is there.
  const wrong = text.replace('"replaced_by":null,', '');
  writeFileSync('wrong.ts', wrong);
  assert.notEqual(check(['wrong.ts']).status, 0, 'the types ask for nothing');
});
