// The types, by `tsc --strict`: against uses, and against what the package really returns.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { PLACE, law, plain } from './here.mjs';

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
  const evaluation = plain(rules.evaluate(asked));
  // Written as literals, so that an extra or a missing part is an error too.
  let count = 0;
  const literal = (type, value) => `export const v${count++}: ${type} = ${JSON.stringify(value)};\n`;
  const explained = evaluation.outcomes.slice(0, 20).map((one) => rules.explain(one.id, asked));
  const changes = evaluation.outcomes.slice(0, 40).map((one) => rules.changes(one.id, asked));
  const loan = { amount: 100000, rate: '4.35', months: 12, policies: ['js-jy-loan-300k'] };
  const text = "import type { Changes, Contents, Loan, LoanTerms, Outcome, Plan, Question, Summary } from 'huice';\n"
    + literal('Summary', evaluation.summary)
    + literal('readonly Outcome[]', evaluation.outcomes)
    + literal('Question | null', evaluation.next)
    + literal('Contents', rules.contents())
    + literal('Plan', rules.plan({ ...asked, months: 6 }))
    + literal('Loan', rules.loan(loan, asked))
    + literal('LoanTerms', rules.loanTerms(loan.policies, asked))
    + explained.map((one) => literal('Outcome', one)).join('')
    + changes.map((one) => literal('Changes', one)).join('');
  writeFileSync('returned.ts', text);
  const run = check(['returned.ts']);
  assert.equal(run.status, 0, run.stdout.slice(0, 3000) + run.stderr);
  // The other way round: every part that the types have is there.
  const wrong = text.replace('"exact":true,', '');
  writeFileSync('wrong.ts', wrong);
  assert.notEqual(check(['wrong.ts']).status, 0, 'the types ask for nothing');
});
