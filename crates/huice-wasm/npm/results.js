// Results. The engine hands over a line of text for each policy (see src/lines.rs); everything else
// is fetched when somebody looks at it. `toJSON` gives the whole shape as plain data.
import { call } from './call.js';

const own = Symbol('huice');
const inspect = Symbol.for('nodejs.util.inspect.custom');

/** The parts of a result that are the same whoever asks. */
const OF_POLICY = [
  'title', 'summary', 'strength', 'beneficiary', 'roles', 'kind', 'terms', 'valid', 'cite', 'document',
  'clause', 'sentence', 'prerequisite', 'note', 'fund', 'restates', 'restated_by', 'part', 'units',
];

/** The places in a line; see src/lines.rs. */
const [VERDICT, ABOUT, EXACT, AMOUNT_NEEDS, AMOUNT] = [0, 1, 2, 3, 4];

/** The parts of an amount, in the order in which they stand in the line. */
const OF_AMOUNT = ['kind', 'unit', 'value', 'low', 'high'];

/** The parts of a result that belong to its verdict, with the name before them in the line. */
const OF_VERDICT = ['not_yet', 'expired', 'starts', 'replaced_by'];

/** The parts of a result that explain it. */
const OF_EXPLANATION = ['reasons', 'proof', 'readings'];

class State {
  constructor(moment, position, line) {
    this.moment = moment;
    this.position = position;
    this.line = line;
    this.whole = undefined;
    this.amount = undefined;
    this.needs = undefined;
  }

  /** A part of the line. */
  part(at) {
    const { line } = this;
    let from = 0;
    for (let n = 0; n < at; n++) {
      from = line.indexOf('\t', from) + 1;
      if (!from) return undefined;
    }
    // A tab stands behind every part, and nothing behind the last one.
    return line.slice(from, line.indexOf('\t', from)) || undefined;
  }

  /** What belongs to the verdict, if it has this name. */
  about(name) {
    const about = this.part(ABOUT);
    return about !== undefined && about.startsWith(`${name}=`) ? about.slice(name.length + 1) : undefined;
  }

  policy() {
    return this.moment.law.policy(this.position);
  }

  ask(work) {
    const session = this.moment.session();
    return call(() => work(session, this.position));
  }

  /** Everything, as plain data. */
  all() {
    if (this.whole === undefined) this.whole = this.ask((session, at) => session.outcome(at));
    return this.whole;
  }
}

/** An amount. */
class Amount {
  constructor(state) {
    this[own] = state;
  }

  get text() {
    const state = this[own];
    return state.whole === undefined ? state.ask((session, at) => session.amountText(at)) : state.whole.amount.text;
  }

  get steps() {
    return this[own].all().amount.steps;
  }

  toJSON() {
    return this[own].all().amount;
  }

  [inspect]() {
    return this.toJSON();
  }
}

/** Everything said about one policy. */
export class Outcome {
  constructor(moment, position, line) {
    this[own] = new State(moment, position, line);
  }

  get id() {
    const { moment, position } = this[own];
    return moment.law.ids[position];
  }

  get verdict() {
    return this[own].part(VERDICT);
  }

  get start_between() {
    const days = this[own].about('start_between');
    return days === undefined ? undefined : days.split(',');
  }

  get exact() {
    return this[own].part(EXACT) === '1';
  }

  get amount() {
    const state = this[own];
    if (state.amount === undefined) state.amount = new Amount(state);
    return state.amount;
  }

  get needs() {
    const state = this[own];
    if (state.needs === undefined) {
      state.needs = state.whole === undefined ? state.ask((session, at) => session.needs(at)) : state.whole.needs;
    }
    return state.needs;
  }

  get amount_needs() {
    const needs = this[own].part(AMOUNT_NEEDS);
    return needs === undefined ? [] : needs.split(',');
  }

  toJSON() {
    return this[own].all();
  }

  [inspect]() {
    return this.toJSON();
  }
}

/** Gives a class a part that is looked up in the state. */
function define(type, name, get) {
  Object.defineProperty(type.prototype, name, {
    configurable: true,
    get() {
      return get(this[own]);
    },
  });
}

for (const name of OF_POLICY) define(Outcome, name, (state) => state.policy()[name]);
for (const name of OF_VERDICT) define(Outcome, name, (state) => state.about(name));
for (const name of OF_EXPLANATION) define(Outcome, name, (state) => state.all()[name]);
OF_AMOUNT.forEach((name, at) => define(Amount, name, (state) => state.part(AMOUNT + at)));

const lines = (text) => text.split('\n').slice(0, -1);

/** The results of every policy and lost item. */
export function every(moment, text) {
  return lines(text).map((line, position) => new Outcome(moment, position, line));
}

/** The results of those whose line begins with their position. */
export function some(moment, text) {
  return lines(text).map((line) => {
    const tab = line.indexOf('\t');
    return new Outcome(moment, Number(line.slice(0, tab)), line.slice(tab + 1));
  });
}

/** Everything at once. */
export class Evaluation {
  constructor(moment, outcomes) {
    this.place = moment.law.place;
    this.place_name = moment.law.place_name;
    this.as_of = moment.day;
    this.outcomes = outcomes;
    /** What is refused is thrown. */
    this.refused = [];
    Object.defineProperty(this, own, { value: { moment, summary: undefined, next: undefined } });
  }

  get summary() {
    const state = this[own];
    if (state.summary === undefined) {
      const session = state.moment.session();
      state.summary = call(() => session.summary());
    }
    return state.summary;
  }

  get next() {
    const state = this[own];
    if (state.next === undefined) {
      const session = state.moment.session();
      state.next = call(() => session.next());
    }
    return state.next;
  }

  toJSON() {
    const { place, place_name, as_of, summary, outcomes, next, refused } = this;
    return { place, place_name, as_of, summary, outcomes, next, refused };
  }

  [inspect]() {
    return this.toJSON();
  }
}
