// What the package does, in Node.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import init, { HuiceError, Law, Session, load, places } from 'huice';
import { PLACE, file, folder, law, plain } from './here.mjs';

test('the index names every place and its files', async () => {
  await init();
  const index = places(file('index.bin'));
  assert.match(index.version, /^[0-9a-f]{16}$/);
  const here = index.places.find((place) => place.code === PLACE);
  assert.equal(here.files.length > 0, true);
  assert.deepEqual(JSON.parse(readFileSync(`${folder}/index.json`, 'utf8')).places.length, index.places.length);
  assert.ok(index.places.some((place) => place.files.length === 0), 'every place is covered');
});

test('a case of the golden ones comes out as worked by hand', async () => {
  const rules = await law(PLACE);
  const asked = {
    as_of: '2020-01-01',
    answers: {
      startup_here: true,
      startup_history: 'first_ever',
      hukou_local: true,
      founding_status: 'registered_unemployed',
      registration_date: '2019-07-01',
      operating_normally: true,
      founder_si_paid: true,
      rents_premises: false,
      hires: [],
      loan_amount_requested: 300000,
    },
  };
  const evaluation = rules.evaluate(asked);
  assert.equal(evaluation.place, PLACE);
  assert.equal(evaluation.as_of, '2020-01-01');
  const find = (id) => evaluation.outcomes.find((one) => one.id === id);
  const grant = find('js-jy-startup-grant-6000');
  assert.equal(grant.verdict, 'eligible');
  assert.deepEqual(
    [grant.amount.kind, grant.amount.value, grant.amount.unit],
    ['exact', '6000', '元'],
  );
  const loan = find('js-jy-loan-300k');
  assert.deepEqual([loan.verdict, loan.strength, loan.amount.kind], ['eligible', 'may', 'at_most']);
  assert.equal(find('js-jy-startup-si-subsidy').amount.kind, 'not_stated');
  const before = rules.evaluate({ ...asked, as_of: '2019-12-31' });
  const then = before.outcomes.find((one) => one.id === grant.id);
  assert.deepEqual([then.verdict, then.not_yet], ['not_yet', '2020-01-01']);
  const why = rules.explain(grant.id, asked);
  assert.deepEqual(why, plain(grant));
  assert.equal(why.proof.truth, 'true');
  assert.match(JSON.stringify(why.reasons), /"decisive":true/);
  rules.free();
});

test('a session gives the results of one evaluation, and lists only what has changed', async () => {
  const rules = await law(PLACE);
  const session = rules.session({ as_of: '2020-01-01' });
  assert.ok(session instanceof Session && rules instanceof Law);
  const all = session.results();
  assert.deepEqual(session.changed(), [], 'nothing was set');
  const next = session.next();
  assert.equal(next.options?.length > 1 || ['integer', 'money', 'percent'].includes(next.type), true);
  assert.equal(next.at_least <= next.at_most, true);
  session.set('startup_here', false);
  const changed = session.changed();
  assert.ok(changed.length > 0 && changed.length < all.length / 2, `${changed.length} changed`);
  const now = session.results();
  const decided = ({ verdict, amount, needs, amount_needs }) =>
    plain({ verdict, amount: { ...plain(amount), steps: [] }, needs, amount_needs });
  now.forEach((result, at) => {
    const updated = changed.find((one) => one.id === result.id);
    if (updated) assert.deepEqual(plain(updated), plain(result));
    // A result from before the answer keeps its values, even when it is read later.
    assert.equal(all[at].id, result.id);
    assert[updated ? 'notDeepEqual' : 'deepEqual'](decided(result), decided(all[at]), result.id);
  });
  assert.deepEqual(plain(session.evaluate()), plain(rules.evaluate({ as_of: '2020-01-01', answers: { startup_here: false } })));
  assert.deepEqual(plain(session.evaluate()).summary, session.summary());
  session.unset('startup_here');
  assert.deepEqual(plain(session.results()), plain(all));
  // The session stays when the law is let go, and results as long as one of the two.
  rules.free();
  assert.deepEqual(plain(session.results()), plain(all));
  const late = session.results();
  session.free();
  session.free();
  assert.throws(() => session.results(), { name: 'HuiceError', code: 'closed' });
  assert.throws(() => rules.contents(), { name: 'HuiceError', code: 'closed' });
  assert.equal(late[0].verdict.length > 0, true, 'what has crossed can be read');
  assert.throws(() => late[0].proof, { name: 'HuiceError', code: 'closed' });
});

test('a result is small, and whole when it is written as JSON', async () => {
  const rules = await law(PLACE);
  const answers = { startup_here: true, hukou_local: true, registration_date: '2019-07' };
  const session = rules.session({ as_of: '2020-01-01', answers });
  for (const result of session.results()) {
    const whole = plain(result);
    assert.deepEqual(whole, session.explain(result.id));
    // Every part can be read by itself, and is the same.
    for (const [name, value] of Object.entries(whole)) {
      assert.deepEqual(plain(result[name]), value, `${result.id} ${name}`);
    }
    for (const [name, value] of Object.entries(whole.amount)) {
      assert.deepEqual(result.amount[name], value, `${result.id} amount ${name}`);
    }
    const fresh = rules.evaluate({ as_of: '2020-01-01', answers }).outcomes.find((one) => one.id === result.id);
    assert.equal(fresh.amount.text, whole.amount.text);
    assert.deepEqual(fresh.needs, whole.needs);
  }
});

test('old results keep their moment while the session moves on', async () => {
  const rules = await law(PLACE);
  const session = rules.session({ as_of: '2020-01-01' });
  const before = session.results();
  const expected = plain(rules.evaluate({ as_of: '2020-01-01' }).outcomes);
  for (const [fact, value] of [['startup_here', true], ['hukou_local', false], ['startup_here', false]]) {
    session.set(fact, value);
    session.changed();
  }
  const after = session.results();
  assert.deepEqual(plain(before), expected);
  const answers = { startup_here: false, hukou_local: false };
  assert.deepEqual(plain(after), plain(rules.evaluate({ as_of: '2020-01-01', answers }).outcomes));
});

test('plan, loan and changes are those of the rules', async () => {
  const rules = await law(PLACE);
  const asked = {
    as_of: '2019-12-31',
    answers: {
      startup_here: true, startup_history: 'first_ever', hukou_local: true, founding_status: 'registered_unemployed',
      registration_date: '2019-07-01', operating_normally: true, founder_si_paid: true, rents_premises: false, hires: [],
    },
  };
  const plan = rules.plan({ ...asked, months: 12, roles: ['founder'] });
  assert.equal(plan.months.length, 12);
  const grant = plan.payments.find((one) => one.id === 'js-jy-startup-grant-6000');
  assert.deepEqual([grant.month, grant.sum, grant.beneficiary, grant.part], ['2020-01', '6000', 'founder', 'whole']);
  assert.ok(plan.uncounted.every((one) => one.text.length > 0) && plan.notes.length > 0);
  const session = rules.session(asked);
  assert.deepEqual(session.plan({ months: 12, roles: ['founder'] }), plan);
  assert.equal(session.plan().months.length, 36);
  assert.throws(() => session.plan({ months: 0 }), { code: 'argument', field: 'months' });
  assert.throws(() => session.plan({ months: 601 }), { code: 'argument', field: 'months' });
  assert.throws(() => session.plan({ months: '12' }), { code: 'argument', field: 'months' });

  const terms = session.loanTerms(['js-jy-loan-300k']);
  assert.equal(terms.limit, '300000');
  const loan = session.loan({ amount: 12000, rate: 12, months: 3, method: '到期还本', subsidy: { share: '50%', months: 2 } });
  assert.deepEqual([loan.interest, loan.helped, loan.own, loan.rows.length], ['360', '120', '240', 3]);
  const fixed = rules.loan({ amount: '100000', rate: '4.35', months: 12, policies: ['js-jy-loan-300k'] }, asked);
  assert.deepEqual([fixed.estimate, fixed.limit, fixed.yearly_rate], [true, '300000', '0.0435']);
  const refused = (request, code, field) => assert.throws(() => session.loan(request), { name: 'HuiceError', code, field });
  refused({ rate: 4, months: 12 }, 'argument', 'amount');
  refused({ amount: 1, rate: 'x', months: 12 }, 'argument', 'rate');
  refused({ amount: 1, rate: 4, months: 12, method: 'any' }, 'argument', 'method');
  refused({ amount: 1, rate: 4, months: 12, policies: ['nothing'] }, 'policy', 'nothing');
  refused({ amount: 1, rate: 4, months: 12, policies: ['js-jy-startup-grant-6000'] }, 'policy', 'js-jy-startup-grant-6000');
  refused({ amount: 400000, rate: 4, months: 12, policies: ['js-jy-loan-300k'] }, 'argument', 'request');
  refused({ amount: 1, rate: 4, months: 12, subsidy: {} }, 'argument', 'subsidy.share');
  refused(7, 'argument', 'request');

  const id = 'js-jy-startup-employment-bonus';
  const changes = session.changes(id);
  assert.equal(changes.exhaustive, true);
  assert.ok(changes.sets.length > 0 && changes.supporting_facts.includes('hires'));
  assert.deepEqual(rules.changes(id, asked), changes);
  // Given as answers, the changes have the stated result.
  const [first] = changes.sets;
  for (const change of first.changes) session.set(change.fact, change.to);
  const then = session.explain(id);
  assert.deepEqual([then.verdict, then.amount.value], [first.verdict, first.amount.value]);
  assert.throws(() => session.changes('nothing'), { code: 'policy', field: 'nothing' });
});

test('asking to the end asks nothing twice and ends', async () => {
  const rules = await law(PLACE);
  const session = rules.session({ as_of: '2020-01-01' });
  const asked = new Set();
  for (let question = session.next(['founder']); question; question = session.next(['founder'])) {
    assert.equal(asked.has(question.id), false, question.id);
    asked.add(question.id);
    session.set(question.id, null);
    assert.ok(asked.size <= 300, 'no end');
  }
  assert.ok(asked.size > 5, `${asked.size} questions`);
  assert.equal(session.summary().certain, '0');
});

test('contents list what may be asked and what there is', async () => {
  const rules = await law(PLACE);
  const { facts, policies, documents } = rules.contents();
  assert.ok(facts.length > 50 && policies.length > 100 && documents.length > 0);
  for (const type of ['bool', 'choice', 'set', 'integer', 'money', 'percent', 'date', 'records']) {
    const fact = facts.find((one) => one.type === type);
    assert.ok(fact, `no fact of type ${type}`);
    assert.equal(fact.fields !== undefined, type === 'records');
    assert.equal(fact.unit !== undefined, ['integer', 'money', 'percent'].includes(type));
  }
  for (const policy of policies) assert.ok(documents.some((one) => one.id === policy.document));
});

test('files of another place, none, or damaged ones are refused', async () => {
  await init();
  const index = file('index.bin');
  const all = places(index).places;
  const here = all.find((place) => place.code === PLACE);
  const own = here.files.map(file);
  const stranger = all.find((place) => place.files.length > 0 && !place.files.includes(here.files[0]));
  const refused = (code, files, place = PLACE, from = index) =>
    assert.throws(() => load(from, place, files), (error) => {
      assert.ok(error instanceof HuiceError, String(error));
      assert.equal(error.code, code);
      assert.ok(error.message.length > 10);
      return true;
    });
  refused('pack', []);
  refused('pack', own.slice(1));
  refused('pack', stranger.files.map(file));
  const damaged = own.map((bytes) => bytes.slice());
  damaged[0][40] ^= 1;
  refused('pack', damaged);
  refused('pack', own, PLACE, index.slice(0, 30));
  refused('pack', own, PLACE, new Uint8Array());
  refused('place', own, '999999');
  refused('place', own, all.find((place) => place.files.length === 0).code);
  // In any order, and with files of others beside them, it is the same law.
  const law = load(index, PLACE, [...stranger.files.map(file), ...own].reverse().slice(0, own.length + stranger.files.length).filter((bytes) => own.some((one) => one.length === bytes.length && one.every((b, at) => b === bytes[at]))));
  assert.equal(law.contents().place, PLACE);
});

test('the example of the README runs as it stands', async () => {
  const readme = readFileSync(new URL(import.meta.resolve('huice')).pathname.replace('node.js', 'README.md'), 'utf8');
  const example = /```js\n([\s\S]*?)```/.exec(readme)[1];
  assert.ok(example.trim().split('\n').length <= 10, 'longer than ten lines');
  const server = createServer((request, response) => {
    response.end(readFileSync(folder + decodeURIComponent(new URL(request.url, 'http://x').pathname)));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const address = `http://127.0.0.1:${server.address().port}`;
  writeFileSync('example.mjs', `globalThis.law = ${JSON.stringify(address)};\nawait import('./readme.mjs');\n`);
  writeFileSync('readme.mjs', example);
  const { spawn } = await import('node:child_process');
  const run = spawn(process.execPath, ['example.mjs']);
  let output = '';
  let wrong = '';
  run.stdout.on('data', (text) => (output += text));
  run.stderr.on('data', (text) => (wrong += text));
  const code = await new Promise((done) => run.on('close', done));
  server.close();
  assert.equal(code, 0, wrong);
  assert.match(output, /？ 0\n$/);
});

test('without init nothing works, and says so', () => {
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', `
    import { places, HuiceError } from 'huice';
    try { places(new Uint8Array(4)); } catch (error) { console.log(error instanceof HuiceError, error.code); }
  `], { encoding: 'utf8' });
  assert.equal(run.stdout, 'true engine\n', run.stderr);
});
