/** The same words as on the command line; every decimal is a text, every day `2019-07-01`. */

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

export type Role = 'seeker' | 'founder' | 'employer' | 'family' | 'institution';

export type Verdict =
  | 'eligible'
  | 'not_yet'
  | 'ineligible'
  | 'undetermined'
  | 'not_in_force'
  | 'text_missing';

export type Strength =
  | 'entitled'
  | 'may'
  | 'if_adopted'
  | 'pilot'
  | 'competitive'
  | 'by_other_rule'
  | 'programme';

export type Kind =
  | 'cash'
  | 'recurring'
  | 'reimbursement'
  | 'refund'
  | 'interest'
  | 'loan'
  | 'tax'
  | 'extension'
  | 'priority'
  | 'service'
  | 'duty'
  | 'definition';

export type Beneficiary =
  | 'founder'
  | 'individual'
  | 'employer'
  | 'institution'
  | 'intermediary'
  | 'agency'
  | 'household';

interface Sum<K, V, L, H> {
  kind: K;
  value: V;
  low: L;
  high: H;
  /** 元, 元/月 or 元/年. */
  unit: string;
  /** In words. */
  text: string;
}

interface NoSum<K> {
  kind: K;
  value: null;
  low: null;
  high: null;
  unit: null;
  /** In words. */
  text: string;
}

/** An amount. `not_stated` is never nought: the text names no figure. */
export type Amount =
  | NoSum<'none'>
  | NoSum<'not_stated'>
  | NoSum<'text'>
  | Sum<'exact', string, null, null>
  /** `high` is `null` where no ceiling is known. */
  | Sum<'range', null, string, string | null>
  /** `value` is `null` where the ceiling depends on what is not known. */
  | Sum<'at_most', string | null, null, null>;

/** A day that a verdict names. */
export interface When {
  /**
   * `not_yet`: it can be had from this day on; `expired`: its last day; `starts`: its first;
   * `starts_between`: its first lies between `day` and `latest`.
   */
  kind: 'not_yet' | 'expired' | 'starts' | 'starts_between';
  day: string;
  latest: string;
}

/** What stands between the answers and a verdict. */
export type Need =
  | { kind: 'fact' | 'judgement'; fact: string; text: string }
  | { kind: 'open' | 'reading'; fact: null; text: string };

/** Another reading of a doubtful sentence, with its own result. */
export interface Reading {
  about: string;
  ours: string;
  other: string;
  verdict: Verdict | null;
  amount: Amount | null;
  differs: boolean;
}

export interface Result {
  id: string;
  title: string;
  verdict: Verdict;
  when: When | null;
  /** The policy that takes its place. */
  replaced_by: string | null;
  /** `null`, like `kind` and `to`, where the text is lost. */
  strength: Strength | null;
  kind: Kind | null;
  /** Who receives it. */
  to: Beneficiary | null;
  amount: Amount;
  /** The arithmetic, line by line. */
  steps: string[];
  needs: Need[];
  /** Facts that would narrow the amount. */
  amount_needs: string[];
  /** Whether needs and amount are exact; else they are sound, but may say more than need be. */
  exact: boolean;
  readings: Reading[];
  /** What is fixed but not a sum. */
  terms: { label: string; text: string }[];
  /** Document and clause. */
  cite: string;
  /** Policy of a wider place that this one restates: one grant with two sources. */
  restates: string | null;
  restated_by: string | null;
}

/** Sums in 元; `null` where no ceiling is known. */
export interface Summary {
  /** Certain. */
  certain: string;
  /** What more may come. */
  pending: string | null;
  /** What is up to an office. */
  discretionary: string | null;
  settled: number;
  total: number;
}

export interface Option {
  id: string;
  text: string;
}

/** One thing that may be asked. */
export interface Fact {
  id: string;
  topic: string | null;
  ask: string;
  label: string;
  /** Where to find the answer; may be empty. */
  help: string;
  kind: 'bool' | 'choice' | 'set' | 'number' | 'date' | 'records';
  /** Of `bool` the words for `true` and `false`; of `choice` and `set` what there is. */
  options: Option[];
  /** Of numbers, as are `min` and `max`. A percentage is a share: 1 is 100 %. */
  unit: string | null;
  min: string | null;
  max: string | null;
  /** Of records: what one is called. */
  item: string | null;
  fields: Fact[];
  /** Who makes the finding, where only an office can. */
  judgement: string | null;
}

export interface Question {
  fact: Fact;
  /** The policies that its answer can move. */
  because: string[];
  /** How many questions remain at least, and may remain at most, this one included. */
  at_least: number;
  at_most: number;
}

/** One condition of a proof. */
export interface Reason {
  /** Plain words; may be empty where the parts speak for themselves. */
  text: string;
  joint: 'all' | 'any' | 'not' | 'leaf' | 'judge' | 'open' | 'cases';
  truth: 'true' | 'false' | 'unknown';
  /** Whether it decided the whole. */
  decisive: boolean;
  cite: string;
  /** Facts that it looked at and did not find settled. */
  missing: string[];
  parts: Reason[];
}

export interface Explanation {
  result: Result;
  /** `null` where it is open to all, or the text is lost. */
  reasons: Reason | null;
}

export interface Evaluation {
  place: string;
  place_name: string;
  as_of: string;
  summary: Summary;
  /** Every policy in the law's order, then every item whose text is lost. */
  results: Result[];
  /** `null` when nothing that a person can answer is left. */
  next: Question | null;
}

export interface Policy {
  id: string;
  title: string;
  summary: string;
  kind: Kind;
  to: Beneficiary;
  roles: Role[];
  strength: Strength;
  cite: string;
  document: string | null;
  /** A step that the text takes for granted; may be empty. */
  upon: string;
  note: string;
  fund: string;
}

export interface LawDocument {
  id: string;
  title: string;
  /** 文号; may be empty. */
  number: string;
  issuer: string;
  /** The same days where the day of issue is known. */
  issued_earliest: string;
  issued_latest: string;
  /** `null` where no end is stated. */
  until: string | null;
  /** When the rules were last checked against the text. */
  checked: string;
}

export interface Contents {
  place: string;
  place_name: string;
  documents: LawDocument[];
  facts: Fact[];
  policies: Policy[];
}

/** The law of one place. */
export class Law {
  private constructor();
  contents(): Contents;
  evaluate(asked?: Asked): Evaluation;
  /** The next question for people in these roles (all where left out), or `null`. */
  ask(asked?: Asked & { roles?: readonly Role[] }): Question | null;
  explain(policy: string, asked?: Asked): Explanation;
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
  /** Only the results that are no longer as `results` or `changed` told them last. */
  changed(): Result[];
  summary(): Summary;
  next(roles?: readonly Role[]): Question | null;
  explain(policy: string): Explanation;
  free(): void;
}
