/**
 * The shapes are those of the command line's `--json` (JSON Schema: crates/huice-api/schema). Every
 * decimal is a text, every day `2019-07-01`. A key that may be missing is missing, or `undefined`,
 * where there is nothing to say.
 */

import type {
  Changes, Loan, LoanRequest, LoanTerms, Plan, PlanAsked,
} from './money.js';
import type {
  Contents, Evaluation, Outcome, Question, Result, Role, Summary,
} from './results.js';

export type * from './money.js';
export type * from './results.js';

/** Starts the engine, once. Without an argument it is taken from beside this package. */
export function init(
  source?: string | URL | Request | Response | BufferSource | WebAssembly.Module | Promise<Response>,
): Promise<void>;
export default init;

/** What was refused. */
export type ErrorCode =
  /** An argument of a wrong type. */
  | 'argument'
  /** A file that is missing, damaged, of another version, or not of this place. */
  | 'pack'
  /** A place that the index does not have, or that no document reaches. */
  | 'place'
  /** A day that does not exist. */
  | 'date'
  /** A fact that is not asked in this place. */
  | 'fact'
  /** A value that does not fit its fact; `field` says where, as `hires[2].people`. */
  | 'answer'
  /** A policy that this place does not have. */
  | 'policy'
  /** A law or session that was freed. */
  | 'closed'
  /** The engine was not started, or stopped. */
  | 'engine';

/** The only thing that is ever thrown. */
export class HuiceError extends Error {
  constructor(code: ErrorCode, field: string, message: string);
  readonly name: 'HuiceError';
  readonly code: ErrorCode;
  /** What it is about; may be empty. */
  readonly field: string;
}

export type Bytes = ArrayBufferView | ArrayBuffer;

/** A place of the index. */
export interface Place {
  /** GB/T 2260 code. */
  code: string;
  name: string;
  /** Its name in letters; may be empty. */
  pinyin: string;
  /** Code of the place that contains it. */
  within: string | null;
  /** Whether a document applies here. */
  covered: boolean;
  /** Names of the files of its law, beside the index; none where no document is known. */
  files: string[];
}

export interface Index {
  /** Two indexes of one version hold the same law. */
  version: string;
  places: Place[];
}

/** Every place of `index.bin`, and the names of the files that hold its law. */
export function places(index: Bytes): Index;

/** The law of a place, from the bytes of `index.bin` and of the place's files, in any order. */
export function load(index: Bytes, place: string, files: readonly Bytes[]): Law;

/**
 * An answer: yes or no, the id of an option, a list of ids, a number (as a text where a JS number
 * would not be exact), a day (`2019-07-01`, or `2019-07` or `2019` where only that is known), or a
 * list of records of such answers. `null`: not known.
 */
export type Answer =
  | null
  | undefined
  | boolean
  | number
  | bigint
  | string
  | readonly Answer[]
  | { readonly [field: string]: Answer };

export interface Asked {
  /** The day as of which everything is evaluated; today in China where left out. */
  as_of?: string;
  /** Answers by the ids of their facts. */
  answers?: { readonly [fact: string]: Answer };
}

/** The law of one place. */
export class Law {
  private constructor();
  contents(): Contents;
  evaluate(asked?: Asked): Evaluation;
  /** The next question for people in these roles (all where left out), or `null`. */
  ask(asked?: Asked & { roles?: readonly Role[] }): Question | null;
  /** Everything about one policy, as plain data. */
  explain(policy: string, asked?: Asked): Outcome;
  /** What would change one result; `null` where the text is lost. */
  changes(policy: string, asked?: Asked): Changes | null;
  /** The certain money of the coming months. */
  plan(asked?: Asked & PlanAsked): Plan;
  loan(request: LoanRequest, asked?: Asked): Loan;
  loanTerms(policies: readonly string[], asked?: Asked): LoanTerms;
  session(asked?: Asked): Session;
  /** Lets it go; its sessions stay. */
  free(): void;
}

/** One person's answers, kept in the engine with what follows from them. */
export class Session {
  private constructor();
  /** Sets one answer; where it is refused, everything stays as it was. */
  set(fact: string, answer: Answer): this;
  unset(fact: string): this;
  evaluate(): Evaluation;
  results(): Result[];
  /**
   * Only the results whose verdict, amount or needs have changed since `results`, `evaluate` or
   * `changed` was last called. One that changed and changed back may be among them.
   */
  changed(): Result[];
  summary(): Summary;
  next(roles?: readonly Role[]): Question | null;
  /** Everything about one policy, as plain data. */
  explain(policy: string): Outcome;
  /** What would change one result; `null` where the text is lost. */
  changes(policy: string): Changes | null;
  plan(asked?: PlanAsked): Plan;
  loan(request: LoanRequest): Loan;
  loanTerms(policies: readonly string[]): LoanTerms;
  free(): void;
}
