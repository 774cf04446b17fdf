// What is known of an open law on this side: the engine's law, and what has crossed from it once.
import { call } from './call.js';
import { refuse } from './plain.js';

/** Nothing in a value can be changed any more; many results share it. */
function freeze(value) {
  if (value !== null && typeof value === 'object') {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}

/** A law that is kept as long as somebody uses it: its `Law`, and each open session. */
export class LawData {
  constructor(engine) {
    this.engine = engine;
    this.users = 1;
    this.place = engine.place;
    this.place_name = engine.place_name;
    /** Every policy, then every item whose text is lost: a policy's position is the one in here. */
    this.ids = engine.ids().split('\n');
    this.policies = [];
    this.positions = undefined;
    /** The engine's session of one moment that no open session stands at. */
    this.kept = undefined;
  }

  /** The engine's law. */
  open() {
    if (this.engine === undefined) throw refuse('closed', '', 'this was freed');
    return this.engine;
  }

  /** One more user. */
  share() {
    this.open();
    this.users += 1;
    return this;
  }

  /** One user less; the last one lets the law go. */
  release() {
    this.users -= 1;
    if (this.users > 0) return;
    const { engine } = this;
    this.keep(undefined);
    this.engine = undefined;
    call(() => engine.free());
  }

  /** Keeps the session of a moment in the place of the one before. */
  keep(moment, session) {
    if (this.kept !== undefined) {
      const { session: old } = this.kept;
      this.kept = undefined;
      call(() => old.free());
    }
    if (moment !== undefined) this.kept = { moment, session };
  }

  /** What is known of a policy whoever asks. */
  policy(position) {
    let policy = this.policies[position];
    if (policy === undefined) {
      policy = freeze(call(() => this.open().policy(position)));
      this.policies[position] = policy;
    }
    return policy;
  }

  /** The position of a policy. */
  position(id) {
    if (this.positions === undefined) {
      this.positions = new Map(this.ids.map((id, position) => [id, position]));
    }
    const position = this.positions.get(id);
    if (position === undefined) throw refuse('policy', id, 'this place has no such policy');
    return position;
  }
}

/** Answers as they stood at one moment. Nobody changes them: see Session.set. */
export class Moment {
  constructor(law, day, answers, live) {
    this.law = law;
    this.day = day;
    this.answers = answers;
    /** What stood at this moment; it may have moved on. */
    this.live = live;
  }

  /** The engine's session with just these answers. */
  session() {
    const { law, live } = this;
    if (live !== undefined && live.moment === this && live.engine !== undefined) return live.engine;
    if (law.kept === undefined || law.kept.moment !== this) {
      law.keep(this, call(() => law.open().session(this.day, 0, this.text())));
    }
    return law.kept.session;
  }

  /** The answers as the engine reads them. */
  text() {
    return entriesText(this.answers);
  }
}

/** Answers by fact as one text. */
export function entriesText(answers) {
  if (answers.size === 0) return undefined;
  const words = [];
  for (const [fact, answer] of answers) words.push(fact, answer);
  return words.join('\0');
}
