// What people import. The engine is told by number what to do; here are the names.
import start, { call as engine, putFile } from './engine.js';
import { HuiceError, answer, bytes, day, entries, guard, list, part, refuse, text } from './plain.js';

export { HuiceError };

let ready;

/**
 * Starts the engine, once. Without an argument it is fetched from beside this file.
 * What is given may be its address, a Response, its bytes, or a compiled module.
 */
export async function init(source) {
  if (!ready) {
    ready = start(source === undefined ? undefined : { module_or_path: source }).catch((error) => {
      ready = undefined;
      throw refuse('engine', '', `the engine cannot start: ${error && error.message}`);
    });
  }
  await ready;
  started = true;
}
export default init;

let started = false;

function call(what, of, first = '', second = '') {
  if (!started) throw refuse('engine', '', 'call `await init()` first');
  try {
    return engine(what, of, first, second);
  } catch (error) {
    if (error && typeof error.code === 'string' && typeof error.field === 'string') {
      throw refuse(error.code, error.field, error.message);
    }
    throw refuse('engine', '', `the engine stopped: ${error && error.message}`);
  }
}

/** Numbers of what is let go when nobody holds it any more, where the engine of JS can tell. */
const forgotten = typeof FinalizationRegistry === 'undefined'
  ? { register() {}, unregister() {} }
  : new FinalizationRegistry((of) => call(4, of));

const numbers = new WeakMap();

function hold(thing, of) {
  numbers.set(thing, of);
  forgotten.register(thing, of, thing);
  return thing;
}

function number(thing) {
  const of = numbers.get(thing);
  if (of === undefined) throw refuse('closed', '', 'this was freed');
  return of;
}

function free(thing) {
  const of = numbers.get(thing);
  if (of === undefined) return;
  numbers.delete(thing);
  forgotten.unregister(thing);
  call(4, of);
}

/** Every place, and the names of the files that hold its law. */
export function places(index) {
  const own = bytes(index, 'index');
  if (started) putFile(own);
  return call(0, 0);
}

/** The law of a place, from the bytes of the index and of the place's files, in any order. */
export function load(index, place, files) {
  const code = text(place, 'place', 'place');
  const all = [bytes(index, 'index')];
  guard('argument', 'files', () => {
    if (!Array.isArray(files) || files.length > 1000) {
      throw refuse('argument', 'files', 'expected a list of the bytes of the place\'s files');
    }
    for (let at = 0; at < files.length; at++) all.push(bytes(files[at], 'files'));
  });
  if (started) for (const own of all) putFile(own);
  return hold(Object.create(Law.prototype), call(1, 0, code));
}

/** The law of one place. */
export class Law {
  constructor() {
    throw refuse('argument', '', 'a Law comes from load()');
  }

  /** Documents, facts and policies. */
  contents() {
    return call(2, number(this));
  }

  /** A session for one person's answers. */
  session(asked) {
    const given = entries(part(asked, 'answers'), 'answers');
    const of = call(3, number(this), ...day(part(asked, 'as_of')));
    const session = hold(Object.create(Session.prototype), of);
    try {
      for (const [fact, value] of given) session.set(fact, value);
    } catch (error) {
      session.free();
      throw error;
    }
    return session;
  }

  /** Everything that follows from some answers. */
  evaluate(asked) {
    return once(this, asked, (session) => session.evaluate());
  }

  /** The next question, or null. */
  ask(asked) {
    return once(this, asked, (session) => session.next(part(asked, 'roles')));
  }

  /** Why one policy comes out as it does. */
  explain(id, asked) {
    return once(this, asked, (session) => session.explain(id));
  }

  /** Lets the law go; its sessions stay. */
  free() {
    free(this);
  }
}

function once(law, asked, work) {
  const session = law.session(asked);
  try {
    return work(session);
  } finally {
    session.free();
  }
}

/** One person's answers, and what follows from them. */
export class Session {
  constructor() {
    throw refuse('argument', '', 'a Session comes from Law.session()');
  }

  /** Sets one answer; null says that it is not known. */
  set(fact, value) {
    const name = text(fact, 'fact', 'fact');
    call(5, number(this), name, answer(value, name));
    return this;
  }

  /** Takes an answer back. */
  unset(fact) {
    call(6, number(this), text(fact, 'fact', 'fact'));
    return this;
  }

  /** Everything at once. */
  evaluate() {
    return call(7, number(this));
  }

  /** The result of every policy. */
  results() {
    return call(8, number(this));
  }

  /** Only the results that are no longer as results() or changed() told them last. */
  changed() {
    return call(9, number(this));
  }

  /** The sums. */
  summary() {
    return call(10, number(this));
  }

  /** The next question for people in these roles, or null. */
  next(roles) {
    return call(11, number(this), list(roles, 'roles'));
  }

  /** Why one policy comes out as it does. */
  explain(id) {
    return call(12, number(this), text(id, 'policy', 'id'));
  }

  /** Lets the session go. */
  free() {
    free(this);
  }
}
