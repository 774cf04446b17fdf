// Read by `tsc --strict`: uses that must be allowed, and uses that must not.
import init, { HuiceError, Law as LawClass, load, places } from 'huice';
import type {
  Amount, Answer, Changes, ErrorCode, Evaluation, Index, Law, Loan, Outcome, Plan, Question, Result, Session,
} from 'huice';

async function all(index: ArrayBuffer, files: Uint8Array[]): Promise<string> {
  await init();
  await init(new URL('https://example.org/engine.wasm'));
  await init(new Uint8Array(8));
  const known: Index = places(index);
  const names: string[] = known.places.flatMap((place) => place.files);
  const law: Law = load(new Uint8Array(index), '000000', files);
  const answers: { [fact: string]: Answer } = {
    yes: true, none: null, many: ['a', 'b'], digits: '12.50', whole: 7, large: 7, day: '2019-07',
    records: [{ people: 3, since: '2019-07-01', kind: null }],
  };
  const evaluation: Evaluation = law.evaluate({ as_of: '2020-01-01', answers });
  const asked: Question | null = law.ask({ roles: ['seeker', 'founder'] });
  const session: Session = law.session().set('a', true).unset('a');
  const results: readonly Result[] = session.changed();
  const reason = session.explain(names[0] ?? '').proof;
  const one: Outcome = results[0] ?? law.explain('a');
  const changes: Changes | null = session.changes(one.id);
  const plan: Plan = law.plan({ months: 12, roles: ['founder'], as_of: '2020-01-01' });
  const loan: Loan = session.loan({ amount: 1000, rate: '4.35', months: 12n, method: '等额本金', subsidy: { share: '50%' } });
  const day: string = one.not_yet ?? one.start_between?.[1] ?? changes?.last_day ?? plan.months[0]?.month ?? loan.interest;
  session.free();
  return [evaluation.summary.certain, asked?.ask ?? '', results.map(sum).join(), reason?.text, day].join();
}

/** The kind of an amount determines its fields. */
function sum(result: Result): string {
  const amount: Amount = result.amount;
  switch (amount.kind) {
    case 'exact':
      return amount.value + amount.unit;
    case 'range':
      return `${amount.low}–${amount.high ?? '?'}`;
    case 'at_most':
      return amount.value ?? amount.text;
    case 'none':
    case 'not_due':
    case 'not_stated':
    case 'text':
      return amount.text;
  }
}

/** Every code is known. */
function words(error: HuiceError): string {
  const codes: { [code in ErrorCode]: string } = {
    argument: '', pack: '', place: '', date: '', fact: '', answer: '', policy: '', closed: '', engine: '',
  };
  return codes[error.code] + error.field;
}

function wrong(law: Law, session: Session): void {
  // @ts-expect-error A day is a text.
  law.evaluate({ as_of: new Date() });
  // @ts-expect-error There is no such role.
  law.ask({ roles: ['king'] });
  // @ts-expect-error A function is no answer.
  session.set('a', () => true);
  // @ts-expect-error An amount is no number.
  const amount: number = session.summary().certain;
  // @ts-expect-error What may be missing must be looked at.
  session.next().ask;
  // @ts-expect-error A loan needs an amount.
  session.loan({ rate: 4, months: 12 });
  // @ts-expect-error There is no such way of paying back.
  session.loan({ amount: 1, rate: 4, months: 12, method: 'any' });
  // @ts-expect-error Results are read, not written.
  session.results()[0]!.amount = null;
  // @ts-expect-error A law comes from load().
  new LawClass();
  // @ts-expect-error Bytes are no text.
  places('index.bin');
  void amount;
}

export { all, sum, words, wrong };
