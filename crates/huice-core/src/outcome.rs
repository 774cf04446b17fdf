//! What an evaluation says.

use crate::date::Date;
use crate::grant;
use crate::ir::{Beneficiary, Citation, FactId, Kind, Law, Strength, Unit};
use crate::number;
use crate::truth::Truth;
use crate::vec_map::insert_sorted;
use rust_decimal::Decimal;

/// The word on the wire for a [`crate::ir::LostItem`] item. It is no [`Verdict`]: without a text
/// there is nothing to evaluate.
pub const TEXT_MISSING: &str = "text_missing";

/// The verdict on one instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The stated conditions are met.
    Eligible,
    /// Only time is missing: met from this day on, if nothing else changes.
    NotYet(Date),
    /// A necessary condition fails.
    Ineligible,
    /// Not settled: see [`Outcome::needs`].
    Undetermined,
    /// The window closed: its last day.
    Expired(Date),
    /// It starts on this day.
    NotStarted(Date),
    /// It was issued on a day that the text does not tell, between these two.
    StartUnknown(Date, Date),
    /// Another instrument, by its position, takes its place.
    Replaced(u16),
}

impl Verdict {
    /// The word used on the wire: eligible, `not_yet`, ineligible, undetermined, `not_in_force`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Eligible => "eligible",
            Self::NotYet(_) => "not_yet",
            Self::Ineligible | Self::Replaced(_) => "ineligible",
            Self::Undetermined => "undetermined",
            Self::Expired(_) | Self::NotStarted(_) | Self::StartUnknown(..) => "not_in_force",
        }
    }

    /// Whether more answers can change it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Undetermined)
    }
}

/// What stands between the answers and a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// A fact that has not been given.
    Fact(FactId),
    /// A finding that only an office can make (a bool fact).
    Judgement(FactId),
    /// The text leaves it open: the words of the condition.
    Open(String),
    /// Two readings differ: what is in doubt.
    Reading(String),
}

/// One node of the proof: the condition, its truth, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Plain words.
    pub say: String,
    /// What joins the children.
    pub connective: Connective,
    /// Its truth.
    pub truth: Truth,
    /// Its place in the text.
    pub cite: Citation,
    /// Whether it decided the whole.
    pub decisive: bool,
    /// The facts it looked at and did not find settled.
    pub missing: Vec<FactId>,
    /// The parts.
    pub parts: Vec<Proof>,
}

/// What joins the parts of a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connective {
    /// All must hold.
    All,
    /// One must hold.
    Any,
    /// The part must not hold.
    Not,
    /// A single test.
    Leaf,
    /// A finding of an office.
    Judge,
    /// Left open by the text.
    Open,
    /// Every case was tried and all agree; the part shows what is known.
    Cases,
}

/// One line of arithmetic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Plain words; may be empty.
    pub label: String,
    /// `6000 元 × 3 人 = 18000 元`.
    pub line: String,
}

/// What the amount came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AmountResult {
    /// Nothing to pay.
    None,
    /// Nothing can be had: the conditions are not met, or the rule is not in force.
    NotDue,
    /// 文件未载明.
    NotStated,
    /// Not money.
    Text(String),
    /// A sum.
    Exact(Decimal, Unit),
    /// Between two sums, both inclusive; `None` above: no ceiling is known.
    Range(Decimal, Option<Decimal>, Unit),
    /// Not more than this; `None`: the ceiling depends on what is not known.
    AtMost(Option<Decimal>, Unit),
}

/// The result of another reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingResult {
    /// What is in doubt.
    pub about: String,
    /// The adopted reading in words.
    pub ours: String,
    /// The other in words.
    pub other: String,
    /// The other's verdict, where it has a condition of its own.
    pub verdict: Option<Verdict>,
    /// The other's amount, where it has one of its own.
    pub amount: Option<AmountResult>,
    /// Whether the two come to different results.
    pub differs: bool,
}

/// Something fixed that is not a sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermResult {
    /// Plain words.
    pub label: String,
    /// With its unit.
    pub text: String,
    /// Its place in the text.
    pub cite: Citation,
}

/// Everything said about one instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Position in the law.
    pub instrument: u16,
    /// The verdict.
    pub verdict: Verdict,
    /// How strong the claim.
    pub strength: Strength,
    /// What sort.
    pub kind: Kind,
    /// Who receives it.
    pub beneficiary: Beneficiary,
    /// The amount, worked out whatever the verdict.
    pub amount: AmountResult,
    /// Its arithmetic.
    pub steps: Vec<Step>,
    /// What stands in the way of a verdict, in the order of the conditions.
    pub needs: Vec<Need>,
    /// Facts that would narrow the amount.
    pub amount_needs: Vec<FactId>,
    /// Why.
    pub proof: Option<Proof>,
    /// Whether needs and amount are exact: every need can change the verdict, and both ends of a
    /// range can come out. Where false they are sound, but may say more than need be.
    pub exact: bool,
    /// Other readings with their own results.
    pub readings: Vec<ReadingResult>,
    /// What is fixed but not a sum.
    pub terms: Vec<TermResult>,
}

/// Counts and sums over all outcomes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Sum of exact cash of eligible, entitled instruments that exclude none of each other, in 元.
    pub certain: Decimal,
    /// What more may come if answers that are missing turn out well; `None`: no ceiling known.
    pub pending: Option<Decimal>,
    /// What is up to an office though the stated conditions are met.
    pub discretionary: Option<Decimal>,
    /// Grants whose verdict is settled; one with two sources, when both verdicts are.
    pub settled: usize,
    /// All grants; one with two sources counts once.
    pub total: usize,
}

/// Counts and adds up. Certain is only what is eligible, owed without discretion, exact and in
/// 元; where two exclude each other the smaller is left out. Loans and waivers are never money
/// in hand.
#[must_use]
pub fn summarise(law: &Law, outcomes: &[Outcome]) -> Summary {
    let (total, settled) = grant::counts(law, outcomes);
    let mut summary = Summary {
        total,
        settled,
        pending: Some(Decimal::ZERO),
        discretionary: Some(Decimal::ZERO),
        certain: Decimal::ZERO,
    };
    let counted = without_excluded(law, outcomes);
    for outcome in counted {
        let (low, high) = match &outcome.amount {
            AmountResult::Exact(n, Unit::Yuan) => (*n, Some(*n)),
            AmountResult::Range(low, high, Unit::Yuan) => (*low, *high),
            _ => continue,
        };
        match (&outcome.verdict, outcome.strength.settles()) {
            (Verdict::Eligible, true) => {
                summary.certain = number::add(summary.certain, low).unwrap_or(summary.certain);
                let more = high.and_then(|h| number::subtract(h, low));
                summary.pending = add(summary.pending, more);
            }
            (Verdict::Eligible, false) => {
                summary.discretionary = add(summary.discretionary, high);
            }
            (Verdict::Undetermined, _) => summary.pending = add(summary.pending, high),
            (_, _) => {}
        }
    }
    summary
}

fn add(a: Option<Decimal>, b: Option<Decimal>) -> Option<Decimal> {
    number::add(a?, b?)
}

/// The outcomes whose money may be added: of two eligible ones that exclude each other, the
/// larger.
fn without_excluded<'o>(law: &Law, outcomes: &'o [Outcome]) -> Vec<&'o Outcome> {
    let excluded = |a: &Outcome, b: &Outcome| {
        law.instruments
            .get(usize::from(a.instrument))
            .is_some_and(|i| i.excludes.contains(&b.instrument))
    };
    let mut kept: Vec<&Outcome> = Vec::new();
    let mut all: Vec<&Outcome> = Vec::new();
    for outcome in outcomes {
        let may_come = matches!(outcome.verdict, Verdict::Eligible | Verdict::Undetermined);
        if may_come && outcome.kind.pays() {
            insert_sorted(&mut all, outcome, |a, b| {
                match (a.verdict.is_open(), b.verdict.is_open()) {
                    (true, false) => true,
                    (false, true) => false,
                    (true, true) => is_less(most(a), most(b)),
                    (false, false) => is_less(least(a), least(b)),
                }
            });
        }
    }
    for outcome in all {
        // What may still come is left out only beside what comes to as much.
        let bars = |k: &Outcome| !outcome.verdict.is_open() || !is_less(most(k), most(outcome));
        if !kept
            .iter()
            .any(|k| (excluded(k, outcome) || excluded(outcome, k)) && bars(k))
        {
            kept.push(outcome);
        }
    }
    kept
}

/// Whether one sum is less than another; `None` is more than every sum.
fn is_less(a: Option<Decimal>, b: Option<Decimal>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a < b,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// What an outcome's money comes to at least.
fn least(outcome: &Outcome) -> Option<Decimal> {
    match &outcome.amount {
        AmountResult::Exact(n, _) | AmountResult::Range(n, _, _) => Some(*n),
        _ => Some(Decimal::ZERO),
    }
}

/// What it may come to, as far as it is counted; `None`: no ceiling is known.
fn most(outcome: &Outcome) -> Option<Decimal> {
    match &outcome.amount {
        AmountResult::Exact(n, _) => Some(*n),
        AmountResult::Range(_, high, _) => *high,
        _ => Some(Decimal::ZERO),
    }
}
