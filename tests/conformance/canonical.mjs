// The canonical form of an evaluation: see README.md. Nothing here belongs to one engine.

const none = (amount) => amount === undefined || amount.kind === 'none';
const bare = (amount) => (none(amount) ? null : pick(amount, ['kind', 'value', 'low', 'high', 'unit']));
const pick = (value, names) => Object.fromEntries(names.map((name) => [name, value[name]]));
const some = (list) => (list.length > 0 ? list : null);

/** What is compared of a full evaluation. */
export function compared(evaluation) {
  const { place, as_of, summary, outcomes, next } = evaluation;
  return {
    place,
    as_of,
    summary,
    next: next && pick(next, ['id', 'at_least', 'at_most']),
    outcomes: outcomes.map((one) => ({
      ...pick(one, ['id', 'verdict', 'not_yet', 'expired', 'starts', 'start_between', 'replaced_by']),
      // A text that is no sum says nothing that a machine could compare.
      amount: bare(one.amount),
      needs: some(one.needs.map((need) => need.fact ?? need.kind)),
      readings: some(one.readings.map(({ verdict, amount }) => ({ verdict, amount: bare(amount) }))),
    })),
  };
}

/** A value as canonical JSON: names sorted, no spaces, no member that is null. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const names = Object.keys(value).filter((name) => value[name] !== null && value[name] !== undefined);
  return `{${names.sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

/**
 * Runs cases through the package and compares what comes out, text for text. `expected` and `full`
 * are lines; an empty line of `full` means that only the canonical form is compared.
 */
export async function compare(open, cases, expected, full) {
  const laws = new Map();
  const wrong = [];
  let whole = 0;
  for (const [at, one] of cases.entries()) {
    // A page that is asked how far it is can answer.
    if (at % 10 === 0) await new Promise((go) => setTimeout(go));
    if (!laws.has(one.place)) laws.set(one.place, open(one.place));
    const law = laws.get(one.place);
    const evaluation = law.evaluate(one);
    if (canonical(compared(evaluation)) !== expected[at]) wrong.push(one.name);
    if (full[at]) {
      whole += 1;
      const changes = evaluation.outcomes.slice(0, 20).map(({ id }) => law.changes(id, one));
      const plan = law.plan({ ...one, months: 24 });
      const plain = JSON.parse(JSON.stringify({ evaluation, changes, plan }));
      if (canonical(plain) !== full[at]) wrong.push(`${one.name}, word for word`);
    }
  }
  return { cases: cases.length, whole, wrong };
}

/** The lines of a file. */
export const lines = (text) => text.split('\n').slice(0, -1);
