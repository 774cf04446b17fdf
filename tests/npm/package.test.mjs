// What the package does, in Node.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import init, { HuiceError, Law, Session, load, places } from 'huice';
import { PLACE, file, folder, law } from './here.mjs';

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
    },
  };
  const told = rules.evaluate(asked);
  assert.equal(told.place, PLACE);
  assert.equal(told.as_of, '2020-01-01');
  const find = (id) => told.results.find((one) => one.id === id);
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
  const then = before.results.find((one) => one.id === grant.id);
  assert.deepEqual([then.verdict, then.when.kind, then.when.day], ['not_yet', 'not_yet', '2020-01-01']);
  const why = rules.explain(grant.id, asked);
  assert.deepEqual(why.result, grant);
  assert.equal(why.reasons.truth, 'true');
  assert.match(JSON.stringify(why.reasons), /"decisive":true/);
  rules.free();
});

test('a session tells the same as one evaluation, and only what has changed', async () => {
  const rules = await law(PLACE);
  const session = rules.session({ as_of: '2020-01-01' });
  assert.ok(session instanceof Session && rules instanceof Law);
  const all = session.results();
  assert.deepEqual(session.changed(), [], 'nothing was set');
  const next = session.next();
  assert.equal(next.fact.options.length > 1 || next.fact.kind === 'number', true);
  assert.equal(next.at_least <= next.at_most, true);
  session.set('startup_here', false);
  const changed = session.changed();
  assert.ok(changed.length > 0 && changed.length < all.length / 2, `${changed.length} changed`);
  const now = session.results();
  for (const result of now) {
    const told = changed.find((one) => one.id === result.id);
    const before = all.find((one) => one.id === result.id);
    assert.deepEqual(result, told ?? before);
    if (told) assert.notDeepEqual(told, before);
  }
  assert.deepEqual(session.evaluate(), rules.evaluate({ as_of: '2020-01-01', answers: { startup_here: false } }));
  assert.deepEqual(session.evaluate().summary, session.summary());
  session.unset('startup_here');
  assert.deepEqual(session.results(), all);
  // The session stays when the law is let go.
  rules.free();
  assert.deepEqual(session.results(), all);
  session.free();
  session.free();
  assert.throws(() => session.results(), { name: 'HuiceError', code: 'closed' });
  assert.throws(() => rules.contents(), { name: 'HuiceError', code: 'closed' });
});

test('asking to the end asks nothing twice and ends', async () => {
  const rules = await law(PLACE);
  const session = rules.session({ as_of: '2020-01-01' });
  const asked = new Set();
  for (let question = session.next(['founder']); question; question = session.next(['founder'])) {
    assert.equal(asked.has(question.fact.id), false, question.fact.id);
    asked.add(question.fact.id);
    session.set(question.fact.id, null);
    assert.ok(asked.size <= 300, 'no end');
  }
  assert.ok(asked.size > 5, `${asked.size} questions`);
  assert.equal(session.summary().certain, '0');
});

test('contents tell what may be asked and what there is', async () => {
  const rules = await law(PLACE);
  const { facts, policies, documents } = rules.contents();
  assert.ok(facts.length > 50 && policies.length > 100 && documents.length > 0);
  for (const kind of ['bool', 'choice', 'set', 'number', 'date', 'records']) {
    const fact = facts.find((one) => one.kind === kind);
    assert.ok(fact, `no fact of kind ${kind}`);
    assert.equal(fact.fields.length > 0, kind === 'records');
    assert.equal(fact.unit !== null, kind === 'number');
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
  let said = '';
  let wrong = '';
  run.stdout.on('data', (text) => (said += text));
  run.stderr.on('data', (text) => (wrong += text));
  const code = await new Promise((done) => run.on('close', done));
  server.close();
  assert.equal(code, 0, wrong);
  assert.match(said, /？ 0\n$/);
});

test('without init nothing works, and says so', () => {
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', `
    import { places, HuiceError } from 'huice';
    try { places(new Uint8Array(4)); } catch (error) { console.log(error instanceof HuiceError, error.code); }
  `], { encoding: 'utf8' });
  assert.equal(run.stdout, 'true engine\n', run.stderr);
});
