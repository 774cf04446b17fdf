// Whatever is handed over: a typed error or a result, never a trap, and everything works on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import init, { HuiceError, Law, Session, load, places } from 'huice';
import { PLACE, file, law, plain } from './here.mjs';

const thrower = () => { throw new TypeError('from outside'); };

/** Values of every type, and some that attack their reader. */
function values() {
  const circle = {};
  circle.self = circle;
  const { proxy: gone, revoke } = Proxy.revocable({}, {});
  revoke();
  const { proxy: goneList, revoke: revokeList } = Proxy.revocable([], {});
  revokeList();
  let deep = [];
  for (let n = 0; n < 50000; n++) deep = [deep];
  const detached = new Uint8Array(8);
  structuredClone(detached.buffer, { transfer: [detached.buffer] });
  const lying = new Uint8Array(4);
  Object.defineProperty(lying, 'buffer', { get: thrower });
  return {
    undefined: undefined, null: null, true: true, false: false,
    zero: 0, 'minus zero': -0, half: 0.1 + 0.2, huge: 1e308, tiny: 5e-324, nan: NaN, infinite: -Infinity,
    unsafe: 2 ** 53 + 2, bigint: 10n ** 40n, 'small bigint': 7n,
    empty: '', text: '是', zeroes: 'a\0b', lone: '\ud800', long: 'x'.repeat(1e6), word: '__proto__', number: '12',
    symbol: Symbol('x'), function: () => true, class: Date,
    list: [], holes: [, 1], 'long list': new Array(1e6), 'endless list': new Array(2 ** 32 - 1),
    lists: [[[1]]], texts: ['a', 'a'], mixed: [1, 'a', null, {}],
    object: {}, 'no prototype': Object.create(null), date: new Date(NaN), regexp: /x/, error: new Error('x'),
    map: new Map([['a', 1]]), set: new Set([1]), weak: new WeakMap(), promise: Promise.resolve(1),
    buffer: new ArrayBuffer(8), bytes: new Uint8Array(8), floats: new Float64Array([NaN]), view: new DataView(new ArrayBuffer(1)),
    shared: new Uint8Array(new SharedArrayBuffer(8)), detached, lying,
    boxed: Object('text'), 'boxed number': Object(1), circle, deep, gone, 'gone list': goneList,
    'throwing get': { get a() { return thrower(); } },
    'throwing keys': new Proxy({}, { ownKeys: thrower }),
    'throwing list': new Proxy([1], { get: thrower }),
    'throwing type': { get [Symbol.toStringTag]() { return thrower(); } },
    'says it is a buffer': { [Symbol.toStringTag]: 'ArrayBuffer', byteLength: 8 },
    'throwing text': { toString: thrower, valueOf: thrower, [Symbol.toPrimitive]: thrower },
    'endless keys': new Proxy({}, {
      ownKeys: () => Array.from({ length: 50000 }, (_, n) => `k${n}`),
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
      get: () => 1,
    }),
    records: [{ people: 1 }], 'deep record': [{ people: { people: {} } }],
  };
}

/** Runs something; whatever it throws must be ours. */
function survives(name, work) {
  try {
    work();
    return true;
  } catch (error) {
    assert.ok(error instanceof HuiceError, `${name}: ${error && error.stack}`);
    assert.notEqual(error.code, 'engine', `${name}: ${error.message}`);
    assert.equal(typeof error.field, 'string');
    assert.ok(error.message.length > 0, name);
    return false;
  }
}

test('any value as any argument', async () => {
  const rules = await law(PLACE);
  const session = rules.session({ as_of: '2020-01-01' });
  const before = plain(session.evaluate());
  const index = file('index.bin');
  const files = places(index).places.find((one) => one.code === PLACE).files.map(file);
  let kept = 0;
  for (const [name, value] of Object.entries(values())) {
    survives(`places ${name}`, () => places(value));
    survives(`load index ${name}`, () => load(value, PLACE, files).free());
    survives(`load place ${name}`, () => load(index, value, files).free());
    survives(`load files ${name}`, () => load(index, PLACE, value).free());
    survives(`load file ${name}`, () => load(index, PLACE, [value, ...files]).free());
    survives(`session ${name}`, () => rules.session(value).free());
    survives(`as_of ${name}`, () => rules.session({ as_of: value }).free());
    survives(`answers ${name}`, () => rules.session({ answers: value }).free());
    survives(`evaluate ${name}`, () => rules.evaluate(value));
    survives(`ask ${name}`, () => rules.ask({ roles: value }));
    survives(`explain ${name}`, () => rules.explain(value));
    survives(`set fact ${name}`, () => session.set(value, true));
    survives(`unset ${name}`, () => session.unset(value));
    survives(`next ${name}`, () => session.next(value));
    survives(`why ${name}`, () => session.explain(value));
    survives(`changes ${name}`, () => session.changes(value));
    survives(`plan ${name}`, () => session.plan(value));
    survives(`months ${name}`, () => rules.plan({ months: value }));
    survives(`plan roles ${name}`, () => rules.plan({ roles: value }));
    survives(`loan ${name}`, () => session.loan(value));
    for (const part of ['amount', 'rate', 'months', 'method', 'policies', 'subsidy']) {
      const request = { amount: 1000, rate: 4, months: 12, [part]: value };
      survives(`loan ${part} ${name}`, () => rules.loan(request));
    }
    for (const part of ['share', 'months', 'principal', 'rate']) {
      const subsidy = { share: 50, [part]: value };
      survives(`subsidy ${part} ${name}`, () => session.loan({ amount: 1000, rate: 4, months: 12, subsidy }));
    }
    survives(`terms ${name}`, () => session.loanTerms(value));
    survives(`fact ${name}`, () => rules.session({ answers: { [String(name)]: value } }).free());
    survives(`new Law ${name}`, () => new Law(value));
    survives(`new Session ${name}`, () => new Session(value));
    kept += survives(`this ${name}`, () => Session.prototype.results.call(value)) ? 1 : 0;
  }
  assert.equal(kept, 0, 'anything passed for a session');
  assert.deepEqual(plain(session.evaluate()), before, 'something was kept of it');
});

test('any value as an answer to every kind of fact', async () => {
  const rules = await law(PLACE);
  const { facts } = rules.contents();
  const tried = values();
  let taken = 0;
  for (const kind of ['bool', 'choice', 'set', 'integer', 'money', 'percent', 'date', 'records']) {
    const fact = facts.find((one) => one.type === kind);
    for (const [name, value] of Object.entries(tried)) {
      const session = rules.session({ as_of: '2020-01-01' });
      const before = session.summary();
      const ok = survives(`${kind} ${name}`, () => session.set(fact.id, value));
      if (ok) taken += 1;
      else assert.deepEqual(session.summary(), before, `${kind} ${name}: refused, and yet kept`);
      session.evaluate();
      session.free();
    }
  }
  assert.ok(taken > 12, `${taken} were taken`);
});

test('an answer that is refused says where', async () => {
  const rules = await law(PLACE);
  const { facts } = rules.contents();
  const records = facts.find((one) => one.type === 'records');
  const number = records.fields.find((one) => one.type === 'integer');
  const session = rules.session({ as_of: '2020-01-01' });
  const refused = (value, code, field) =>
    assert.throws(() => session.set(records.id, value), { name: 'HuiceError', code, field });
  refused([{ [number.id]: 1 }, { [number.id]: 'x' }], 'answer', `${records.id}[1].${number.id}`);
  refused([{ nothing: 1 }], 'answer', `${records.id}[0].nothing`);
  refused(7, 'answer', records.id);
  // What is past cannot lie after the day, in a record or by itself.
  const past = rules.session({ as_of: '2020-01-01' });
  const ahead = { name: 'HuiceError', code: 'answer', field: 'registration_date' };
  assert.throws(() => past.set('registration_date', '2020-01-02'), ahead);
  past.set('registration_date', '2020-01-01');
  const answers = { registration_date: '2020-01-02' };
  assert.throws(() => rules.session({ as_of: '2020-01-01', answers }), ahead);
  assert.throws(() => session.set('nothing', 1), { code: 'fact', field: 'nothing' });
  const smuggled = { 'startup_here\0t\0hukou_local': true };
  assert.throws(() => rules.session({ answers: smuggled }), { code: 'fact' });
  assert.throws(() => rules.explain('nothing'), { code: 'policy', field: 'nothing' });
  assert.throws(() => rules.ask({ roles: ['king'] }), { code: 'argument', field: 'roles' });
  assert.throws(() => rules.session({ as_of: '2019-02-30' }), { code: 'date' });
});

test('an answer that only another kind of unit could give does not count', async () => {
  const rules = await law(PLACE);
  const policy = 'js-jy-stable-post-refund-50';
  const answers = { enterprise_insured: true, no_or_few_layoffs: true, ui_premium_prev_year_paid: 8000 };
  const asked = { as_of: '2026-11-29', answers: { ...answers, enterprise_size: 'other' } };
  assert.equal(rules.explain(policy, asked).verdict, 'ineligible');
  const session = rules.session({ as_of: '2026-11-29', answers });
  const verdict = () => session.explain(policy).verdict;
  const before = verdict();
  assert.notEqual(before, 'ineligible');
  assert.equal((session.set('enterprise_size', 'other'), verdict()), 'ineligible');
  // Put right, everything that was answered counts again.
  assert.equal((session.unset('enterprise_size'), verdict()), before);
});

test('thousands of sessions leave nothing behind', async () => {
  const rules = await law(PLACE);
  const sum = rules.session({ as_of: '2020-01-01' }).summary();
  for (let n = 0; n < 300; n++) rules.session({ as_of: '2020-01-01' }).free();
  assert.deepEqual(rules.session({ as_of: '2020-01-01' }).summary(), sum);
});

test('init takes no nonsense', async () => {
  await init();
  for (const value of [undefined, null, 7, 'nowhere', {}]) await init(value);
});
