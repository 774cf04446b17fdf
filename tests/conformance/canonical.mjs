// The canonical form of an evaluation: see README.md. Nothing here belongs to one engine.

/** What is compared of a full evaluation. */
export function told(evaluation) {
  const { place, as_of, summary, results, next } = evaluation;
  return {
    place,
    as_of,
    summary,
    next: next && { fact: next.fact.id, at_least: next.at_least, at_most: next.at_most },
    results: results.map((one) => ({
      id: one.id,
      verdict: one.verdict,
      when: one.when,
      replaced_by: one.replaced_by,
      // A text that is no sum says nothing that a machine could compare.
      amount: one.amount.kind === 'none' ? null : { ...one.amount, text: null },
      needs: one.needs.length > 0 ? one.needs.map((need) => need.fact ?? need.kind) : null,
      readings: one.readings.length > 0
        ? one.readings.map(({ verdict, amount }) => ({ verdict, amount: amount && { ...amount, text: null } }))
        : null,
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
    const evaluation = laws.get(one.place).evaluate(one);
    if (canonical(told(evaluation)) !== expected[at]) wrong.push(one.name);
    if (full[at]) {
      whole += 1;
      const explained = evaluation.results.slice(0, 40)
        .map(({ id }) => laws.get(one.place).explain(id, one).reasons);
      if (canonical({ evaluation, explained }) !== full[at]) wrong.push(`${one.name}, word for word`);
    }
  }
  return { cases: cases.length, whole, wrong };
}

/** The lines of a file. */
export const lines = (text) => text.split('\n').slice(0, -1);
