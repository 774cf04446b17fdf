/** The shapes of changes, plans and loans. */

import type {
  Amount, Beneficiary, Need, Refused, Role, Verdict,
} from './results.js';

/** An answer on its way out. */
export type AnswerValue =
  | null
  | boolean
  | string
  | readonly AnswerValue[]
  | { readonly [field: string]: AnswerValue };

export interface Change {
  readonly fact: string;
  readonly kind: 'do' | 'ask';
  readonly text: string;
  /** The answer then, as answers are given. */
  readonly to: AnswerValue;
}

export interface ChangeSet {
  readonly changes: readonly Change[];
  readonly verdict: Verdict;
  readonly not_yet?: string;
  readonly amount: Amount;
  /** What it still depends on. */
  readonly remaining_needs: readonly Need[];
  /** The last day on which the changes still lead there. */
  readonly last_day?: string;
}

/** What would change the result of a policy. */
export interface Changes {
  /** The day from which time alone makes it eligible. */
  readonly from?: string;
  /** The last day on which it can be had as things stand. */
  readonly last_day?: string;
  /** The smallest sets of changes, the nearest first. */
  readonly sets: readonly ChangeSet[];
  /** Whether every set of up to three changes was looked at. */
  readonly exhaustive: boolean;
  /** The facts on which the verdict rests. */
  readonly supporting_facts: readonly string[];
}

export interface PlanAsked {
  /** How many calendar months, from 1 to 600; 36 where left out. */
  months?: number;
  /** Only what people in these roles look for; all where left out. */
  roles?: readonly Role[];
}

export interface Payment {
  /** The policy. */
  readonly id: string;
  readonly beneficiary: Beneficiary;
  /** `2026-11`. */
  readonly month: string;
  /** The first day on which it can be had. */
  readonly due: string;
  /** In 元. */
  readonly sum: string;
  readonly part: 'whole' | 'more' | 'months' | 'year';
  readonly text: string;
}

export interface Uncounted {
  readonly id: string;
  readonly beneficiary: Beneficiary;
  readonly reason:
    | 'not_stated'
    | 'open'
    | 'ceiling'
    | 'office'
    | 'loan'
    | 'not_paid_out'
    | 'excluded'
    | 'undetermined'
    | 'time_not_stated'
    | 'start_not_known'
    | 'later'
    | 'after_window'
    | 'too_large';
  readonly text: string;
  readonly excluded_by: string | null;
  readonly amount: Amount;
  readonly month: string | null;
}

/** The certain money of the coming months. Sums in 元. */
export interface Plan {
  readonly place: string;
  readonly place_name: string;
  readonly as_of: string;
  readonly total: string;
  /** Whether every combination of what excludes each other was tried. */
  readonly exact: boolean;
  readonly months: readonly { readonly month: string; readonly sum: string }[];
  readonly years: readonly string[];
  readonly receivers: readonly { readonly beneficiary: Beneficiary; readonly sum: string }[];
  readonly payments: readonly Payment[];
  /** What is not in the total, with the reason. */
  readonly uncounted: readonly Uncounted[];
  /** What to say wherever a plan is shown. */
  readonly notes: readonly string[];
  readonly refused: readonly Refused[];
}

export type RepaymentMethod = '等额本息' | '等额本金' | '到期还本';

/** A number: as a text where a JS number would not be exact. */
type Digits = string | number | bigint;

export interface LoanRequest {
  /** In 元. */
  amount: Digits;
  /** The yearly rate in percent: `4.35`. */
  rate: Digits;
  months: Digits;
  /** 等额本息 where left out. */
  method?: RepaymentMethod;
  /** Policies that fix limits and help with the interest; not together with `subsidy`. */
  policies?: readonly string[];
  /** Help with the interest: its share in percent, and what it is limited to. */
  subsidy?: { share: Digits; months?: Digits; principal?: Digits; rate?: Digits };
}

/** Help with the interest. Shares are parts of 1. */
export interface LoanHelp {
  readonly share: string;
  /** `null`: as long as the loan lasts. */
  readonly months: number | null;
  /** `null`: on the interest of all of it. */
  readonly principal: string | null;
  /** `null`: on the loan's own rate. */
  readonly rate: string | null;
}

/** What policies fix about a loan. */
export interface LoanTerms {
  /** In 元; `null` where none of the policies states it. */
  readonly limit: string | null;
  /** In months; `null` where none of the policies states it. */
  readonly longest: number | null;
  readonly guarantee: string;
  /** Where its conditions are met. */
  readonly help: LoanHelp | null;
  readonly assumptions: readonly string[];
}

export interface LoanRow {
  readonly month: number;
  readonly principal: string;
  readonly interest: string;
  /** Interest paid for the borrower. */
  readonly helped: string;
  /** Interest that the borrower pays. */
  readonly own: string;
  /** What the borrower pays in all. */
  readonly pays: string;
  /** What is still owed afterwards. */
  readonly left: string;
}

/** A loan month by month: an estimate. Sums in 元. */
export interface Loan extends LoanTerms {
  readonly estimate: true;
  readonly principal: string;
  /** As a part of 1. */
  readonly yearly_rate: string;
  readonly months: number;
  readonly method: RepaymentMethod;
  readonly interest: string;
  readonly helped: string;
  readonly own: string;
  readonly rows: readonly LoanRow[];
}
