// What people import. Whatever they hand over becomes plain data first: see plain.js.
import startEngine, { Law as EngineLaw, places as readPlaces } from './engine.js';
import { call, ready } from './call.js';
import { LawData, Moment, entriesText } from './law-data.js';
import {
  HuiceError, answer, bytes, count, day, entries, guard, list, part, refuse, text,
} from './plain.js';
import { Evaluation, every, some } from './results.js';
import { engineOf } from './source.js';

export { HuiceError };

let starting;

/**
 * Starts the engine, once. Without an argument it is fetched from beside this file.
 * What is given may be its address, a Response, its bytes, or a compiled module.
 */
export async function init(source) {
  if (!starting) {
    const given = source === undefined ? new URL('engine_bg.wasm', import.meta.url) : source;
    starting = engineOf(given).then((module_or_path) => startEngine({ module_or_path })).catch((error) => {
      starting = undefined;
      throw refuse('engine', '', `the engine cannot start: ${error && error.message}`);
    });
  }
  await starting;
  ready();
}
export default init;

/** What stands behind a Law or a Session that is open. */
const states = new WeakMap();

function state(thing) {
  const found = states.get(thing);
  if (found === undefined) throw refuse('closed', '', 'this was freed');
  return found;
}

/** Every place, and the names of the files that hold its law. */
export function places(index) {
  const own = bytes(index, 'index');
  return call(() => readPlaces(own));
}

/** The law of a place, from the bytes of the index and of the place's files, in any order. */
export function load(index, place, files) {
  const code = text(place, 'place', 'place');
  const own = bytes(index, 'index');
  const all = [];
  guard('argument', 'files', () => {
    if (!Array.isArray(files) || files.length > 1000) {
      throw refuse('argument', 'files', 'expected a list of the bytes of the place\'s files');
    }
    for (let at = 0; at < files.length; at++) all.push(bytes(files[at], 'files'));
  });
  const law = Object.create(Law.prototype);
  states.set(law, call(() => new LawData(new EngineLaw(own, code, all, Math.random()))));
  return law;
}

/** Day and answers that somebody asks about. */
function read(asked) {
  const answers = new Map();
  for (const [fact, value] of entries(part(asked, 'answers'), 'answers')) {
    // Zeros stand between facts and answers.
    if (fact.indexOf('\0') >= 0) throw refuse('fact', fact, 'not asked in this place');
    answers.set(text(fact, 'fact', 'fact'), answer(value, fact));
  }
  return { day: day(part(asked, 'as_of')), answers };
}

/** Opens the engine's session; what is refused is thrown. */
function open(law, { day: own, answers }) {
  const now = Math.floor(Date.now() / 1000);
  return call(() => law.open().session(own, now, entriesText(answers)));
}

/** The moment of day and answers that no session stands at. */
function momentOf(law, asked) {
  const { day: given, answers } = read(asked);
  const session = open(law, { day: given, answers });
  const moment = new Moment(law, given === undefined ? call(() => session.day()) : given, answers);
  law.keep(moment, session);
  return moment;
}

/** The law of one place. */
export class Law {
  constructor() {
    throw refuse('argument', '', 'a Law comes from load()');
  }

  /** Documents, facts and policies. */
  contents() {
    const law = state(this);
    return call(() => law.open().contents());
  }

  /** A session for one person's answers. */
  session(asked) {
    const law = state(this);
    const given = read(asked);
    const engine = open(law, given);
    const session = Object.create(Session.prototype);
    const own = given.day === undefined ? call(() => engine.day()) : given.day;
    states.set(session, { law: law.share(), engine, day: own, answers: given.answers, moment: undefined });
    return session;
  }

  /** Everything that follows from some answers. */
  evaluate(asked) {
    const moment = momentOf(state(this), asked);
    return evaluation(moment, moment.session());
  }

  /** The next question, or null. */
  ask(asked) {
    const roles = list(part(asked, 'roles'), 'roles');
    const session = momentOf(state(this), asked).session();
    return call(() => session.next(roles));
  }

  /** Why one policy comes out as it does. */
  explain(id, asked) {
    return ofPolicy(state(this), id, () => momentOf(state(this), asked).session(), 'outcome');
  }

  /** What would change the result of one policy. */
  changes(id, asked) {
    return ofPolicy(state(this), id, () => momentOf(state(this), asked).session(), 'changes');
  }

  /** The certain money of the coming months. */
  plan(asked) {
    const given = planned(asked);
    const session = momentOf(state(this), asked).session();
    return call(() => session.plan(given.months, given.roles));
  }

  /** A loan month by month. */
  loan(request, asked) {
    const own = answer(request, 'request', 'argument');
    const session = momentOf(state(this), asked).session();
    return call(() => session.loan(own));
  }

  /** What policies fix about a loan. */
  loanTerms(policies, asked) {
    const own = list(policies, 'policies');
    const session = momentOf(state(this), asked).session();
    return call(() => session.loanTerms(own));
  }

  /** Lets the law go; its sessions stay. */
  free() {
    const law = states.get(this);
    if (states.delete(this)) law.release();
  }
}

function evaluation(moment, session) {
  return new Evaluation(moment, every(moment, call(() => session.decisions())));
}

/** Asks the engine something about one policy. */
function ofPolicy(law, id, session, what) {
  const position = law.position(text(id, 'policy', 'id'));
  const own = session();
  return call(() => own[what](position));
}

function planned(asked) {
  return {
    months: count(part(asked, 'months'), 'months', 36),
    roles: list(part(asked, 'roles'), 'roles'),
  };
}

/** The moment at which a session stands. */
function here(own) {
  if (own.moment === undefined) own.moment = new Moment(own.law, own.day, own.answers, own);
  return own.moment;
}

/** Another answer, or none: what has been told before keeps those of its moment. */
function change(own, fact, words) {
  if (own.moment !== undefined) {
    own.answers = new Map(own.answers);
    own.moment = undefined;
  }
  if (words === undefined) own.answers.delete(fact);
  else own.answers.set(fact, words);
}

/** One person's answers, and what follows from them. */
export class Session {
  constructor() {
    throw refuse('argument', '', 'a Session comes from Law.session()');
  }

  /** Sets one answer; null says that it is not known. */
  set(fact, value) {
    const own = state(this);
    const name = text(fact, 'fact', 'fact');
    const words = answer(value, name);
    call(() => own.engine.set(name, words));
    change(own, name, words);
    return this;
  }

  /** Takes an answer back. */
  unset(fact) {
    const own = state(this);
    const name = text(fact, 'fact', 'fact');
    call(() => own.engine.unset(name));
    change(own, name, undefined);
    return this;
  }

  /** Everything at once. */
  evaluate() {
    const own = state(this);
    return evaluation(here(own), own.engine);
  }

  /** The result of every policy. */
  results() {
    const own = state(this);
    return every(here(own), call(() => own.engine.decisions()));
  }

  /** Only the results that have changed since results(), evaluate() or changed(). */
  changed() {
    const own = state(this);
    return some(here(own), call(() => own.engine.changed()));
  }

  /** The sums. */
  summary() {
    const own = state(this);
    return call(() => own.engine.summary());
  }

  /** The next question for people in these roles, or null. */
  next(roles) {
    const own = state(this);
    const words = list(roles, 'roles');
    return call(() => own.engine.next(words));
  }

  /** Why one policy comes out as it does. */
  explain(id) {
    const own = state(this);
    return ofPolicy(own.law, id, () => own.engine, 'outcome');
  }

  /** What would change the result of one policy. */
  changes(id) {
    const own = state(this);
    return ofPolicy(own.law, id, () => own.engine, 'changes');
  }

  /** The certain money of the coming months. */
  plan(asked) {
    const own = state(this);
    const given = planned(asked);
    return call(() => own.engine.plan(given.months, given.roles));
  }

  /** A loan month by month. */
  loan(request) {
    const own = state(this);
    const words = answer(request, 'request', 'argument');
    return call(() => own.engine.loan(words));
  }

  /** What policies fix about a loan. */
  loanTerms(policies) {
    const own = state(this);
    const words = list(policies, 'policies');
    return call(() => own.engine.loanTerms(words));
  }

  /** Lets the session go. */
  free() {
    const own = states.get(this);
    if (!states.delete(this)) return;
    const { engine } = own;
    own.engine = undefined;
    call(() => engine.free());
    own.law.release();
  }
}
