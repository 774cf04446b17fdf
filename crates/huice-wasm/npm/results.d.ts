/** The shapes of results, facts and questions. */

export type Role = 'seeker' | 'founder' | 'employer' | 'family' | 'institution';

export type Verdict =
  | 'eligible'
  /** Only time is missing: see `not_yet`. */
  | 'not_yet'
  /** A condition fails, or `replaced_by` takes its place. */
  | 'ineligible'
  /** See `needs`. */
  | 'undetermined'
  /** See `expired`, `starts` and `start_between`. */
  | 'not_in_force'
  /** The text is lost. */
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

/** One line of arithmetic: `6000 元 × 3 人 = 18000 元`. */
export interface Step {
  readonly label: string;
  readonly line: string;
}

interface Words {
  /** In words. */
  readonly text: string;
  /** The arithmetic, the sum last. */
  readonly steps: readonly Step[];
}

type Unit = '元' | '元/月' | '元/年';

interface NoSum<K> extends Words {
  readonly kind: K;
  readonly value?: undefined;
  readonly low?: undefined;
  readonly high?: undefined;
  readonly unit?: undefined;
}

interface Exact extends Words {
  readonly kind: 'exact';
  readonly value: string;
  readonly low?: undefined;
  readonly high?: undefined;
  readonly unit: Unit;
}

interface Range extends Words {
  readonly kind: 'range';
  readonly value?: undefined;
  readonly low: string;
  /** Missing where no ceiling is known. */
  readonly high?: string | undefined;
  readonly unit: Unit;
}

interface AtMost extends Words {
  readonly kind: 'at_most';
  /** Missing where the ceiling depends on what is not known. */
  readonly value?: string | undefined;
  readonly low?: undefined;
  readonly high?: undefined;
  readonly unit: Unit;
}

/**
 * An amount. `not_stated` (文件未载明) is never zero; `not_due` is what cannot be had at all; `none`
 * is no money.
 */
export type Amount = NoSum<'none' | 'not_due' | 'not_stated' | 'text'> | Exact | Range | AtMost;

/** Where something stands. */
export interface Cite {
  /** In words: document and clause. */
  readonly cite: string;
  /** Id of the document. */
  readonly document: string;
  readonly clause: string;
  /** May be empty. */
  readonly sentence: string;
}

/** What is fixed but not a sum. */
export interface Term extends Cite {
  readonly label: string;
  readonly text: string;
}

/** When a policy is in force. */
export interface Valid {
  /** The latest day of issue where the clause states none of its own. */
  readonly from: string | null;
  /** `null` where no end is stated. */
  readonly until: string | null;
  readonly last_checked: string | null;
  /** What came in the place of the clause or of its whole document; `null` where it still holds. */
  readonly superseded: Succession | null;
  /** What the clause or its whole document took the place of. */
  readonly amends: readonly Succession[];
}

/** Which clause of which document gave way to which. */
export interface Succession {
  /** The clause of this document; empty for the whole of it. */
  readonly clause: string;
  /** First day on which the older text no longer holds. */
  readonly from: string;
  /** The other document; `null` if nothing came in the place of this one. */
  readonly other: DocumentName | null;
  /**
   * Its clause; empty for the whole of it. Where only the newer one is empty, the clause ended and
   * no other took its place.
   */
  readonly other_clause: string;
}

/** A document as another names it. */
export interface DocumentName {
  /** Empty if the rules do not have it. */
  readonly id: string;
  readonly title: string;
  /** May be empty. */
  readonly number: string;
}

/** One thing that the law gives, promises or demands, whoever asks. */
export interface Policy extends Cite {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** `null`, like `beneficiary` and `kind`, where the text is lost. */
  readonly strength: Strength | null;
  /** Who receives it. */
  readonly beneficiary: Beneficiary | null;
  /** Who looks for it. */
  readonly roles: readonly Role[];
  readonly kind: Kind | null;
  readonly terms: readonly Term[];
  readonly valid: Valid;
  /** A step that the text takes for granted; may be empty. */
  readonly prerequisite: string;
  readonly note: string;
  /** Which fund pays; may be empty. */
  readonly fund: string;
  /** Policy of a wider place that this one restates: one grant with two sources. */
  readonly restates?: string | undefined;
  readonly restated_by?: string | undefined;
  /** Only where the text is lost: whether a part of it is left. */
  readonly part?: boolean | undefined;
  /** Only where the text is lost: the offices responsible. */
  readonly units?: string | undefined;
}

/** What stands between the answers and a verdict. */
export type Need =
  | { readonly kind: 'fact' | 'judgement'; readonly fact: string; readonly text: string }
  | { readonly kind: 'open' | 'reading'; readonly fact?: undefined; readonly text: string };

export type Truth = 'true' | 'false' | 'unknown';

/** What joins the parts of a proof, or what a single condition is. */
export type Connective = 'all' | 'any' | 'not' | 'leaf' | 'judge' | 'open' | 'cases';

/** A node of a proof. */
export interface Proof extends Cite {
  /** May be empty where the parts speak for themselves. */
  readonly text: string;
  readonly connective: Connective;
  readonly truth: Truth;
  /** Whether it decided the whole. */
  readonly decisive: boolean;
  /** Facts that it reads and that keep it open. */
  readonly missing: readonly string[];
  readonly parts: readonly Proof[];
}

/** A single condition of a proof. */
export interface Reason extends Cite {
  /** How many nodes stand above it. */
  readonly depth: number;
  /** What joins it to those beside it. */
  readonly connective: 'none' | 'all' | 'any' | 'not' | 'cases';
  readonly kind: Connective;
  readonly text: string;
  readonly truth: Truth;
  readonly decisive: boolean;
  readonly missing: readonly string[];
}

/** Another reading of a doubtful sentence, with its own result. */
export interface Reading {
  readonly about: string;
  readonly ours: string;
  readonly other: string;
  readonly verdict?: Verdict;
  readonly amount?: Amount;
  readonly differs: boolean;
}

/** Everything said about one policy. */
export interface Outcome extends Policy {
  readonly verdict: Verdict;
  /** The day from which it can be had. */
  readonly not_yet?: string | undefined;
  /** Its last day, which has passed. */
  readonly expired?: string | undefined;
  /** Its first day, which is to come. */
  readonly starts?: string | undefined;
  /** The days between which its first day lies. */
  readonly start_between?: readonly [string, string] | undefined;
  /** The policy that takes its place. */
  readonly replaced_by?: string | undefined;
  readonly amount: Amount;
  readonly needs: readonly Need[];
  /** Facts that would narrow the amount. */
  readonly amount_needs: readonly string[];
  /** Whether needs and amount are exact; otherwise they are sound, but may say more than needed. */
  readonly exact: boolean;
  /** The single conditions of the proof, in order. */
  readonly reasons: readonly Reason[];
  /** `null` where it is open to all, or the text is lost. */
  readonly proof: Proof | null;
  readonly readings: readonly Reading[];
}

/**
 * An outcome of `evaluate`, `results` and `changed`. Its parts are fetched from the engine when they
 * are first read, and are those of the moment at which it was made; reading them after `free()` of
 * law and sessions throws `closed`. `JSON.stringify` and `toJSON` give plain data.
 */
export interface Result extends Outcome {
  readonly amount: Amount & { toJSON(): Amount };
  toJSON(): Outcome;
}

/** Counts and sums in 元; `null` where no ceiling is known. */
export interface Summary {
  readonly certain: string;
  /** What more may come. */
  readonly pending: string | null;
  /** What is up to an office. */
  readonly discretionary: string | null;
  readonly settled: number;
  readonly total: number;
}

export interface Option {
  readonly id: string;
  readonly text: string;
}

/** What a person can do about a fact. */
export interface Action {
  readonly text: string;
  /** Done by the person, or asked of an office. */
  readonly kind: 'do' | 'ask';
  readonly from?: readonly string[];
  /** `yes`, `no`, `more`, `less`, `later`, or options. */
  readonly to: readonly string[];
}

/** One thing that may be asked. */
export interface Fact {
  readonly id: string;
  readonly topic?: string;
  readonly type: 'bool' | 'choice' | 'set' | 'integer' | 'money' | 'percent' | 'date' | 'records';
  /** Of numbers, as are `min` and `max`; percentages as people write them. */
  readonly unit?: string;
  readonly min?: string;
  readonly max?: string;
  readonly ask: string;
  readonly label: string;
  /** Where to find the answer; may be empty. */
  readonly help: string;
  /** Who makes the finding, where only an office can. */
  readonly judgement?: string;
  /** Its words as a row of a list, and what leaving it unticked says. */
  readonly row?: string;
  readonly unticked?: 'no' | 'unsure';
  /** Of `bool` the words for `true` and `false`; of `choice` and `set` what there is. */
  readonly options?: readonly Option[];
  /** Of records: what one is called, and its fields. */
  readonly item?: string;
  readonly change?: Action;
  readonly fields?: readonly Fact[];
}

/** The next question: the fact that may settle most, and those that are asked with it. */
export interface Question extends Fact {
  /** The policies that the answers can move, money first. */
  readonly because: readonly string[];
  /** How many questions remain at least, and may remain at most, this one included. */
  readonly at_least: number;
  readonly at_most: number;
  /** The question of the list, where several facts are asked together. */
  readonly list?: string;
  readonly facts: readonly Fact[];
  readonly screens_at_least: number;
  readonly screens_at_most: number;
  /** Policies of which money is still open. */
  readonly money_open: number;
}

export interface Refused {
  readonly field: string;
  readonly code: string;
  readonly found: string;
  readonly expected: string;
}

export interface Evaluation {
  readonly place: string;
  readonly place_name: string;
  readonly as_of: string;
  readonly summary: Summary;
  /** Every policy in the law's order, then every item whose text is lost. */
  readonly outcomes: readonly Result[];
  /** `null` when nothing that a person can answer is left. */
  readonly next: Question | null;
  /** Always empty here: what is refused is thrown. */
  readonly refused: readonly Refused[];
  toJSON(): object;
}

export interface LawDocument {
  readonly id: string;
  readonly title: string;
  /** 文号; may be empty. */
  readonly number: string;
  readonly issuer: string;
  /** The same days where the day of issue is known. */
  readonly issued_earliest: string;
  readonly issued_latest: string;
  /** `null` where no end is stated. */
  readonly until: string | null;
  /** When the rules were last checked against the text. */
  readonly checked: string;
  /** What of it no longer holds, in the order of days. */
  readonly ended: readonly Succession[];
  /** What of other documents it took the place of, in the order of days. */
  readonly amends: readonly Succession[];
}

export interface Contents {
  readonly place: string;
  readonly place_name: string;
  readonly documents: readonly LawDocument[];
  readonly facts: readonly Fact[];
  /** Every policy in the law's order, then every item whose text is lost. */
  readonly policies: readonly Policy[];
}
