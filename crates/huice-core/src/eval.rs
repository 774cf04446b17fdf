//! One evaluation: answers, a day and the law give a proof and an outcome for every instrument.

mod amount;
mod amount_trace;
mod breakpoints;
mod cases;
pub(crate) mod condition;
pub mod counterfactual;
mod expr;
mod kleene_baseline;
pub mod support;
mod time;
pub(crate) mod visit;

use crate::answers::Answers;
use crate::date::Date;
use crate::ir::{Amount, Condition, Expr, FactId, Formula, Law, Reading, Unit};
use crate::number::Interval;
use crate::outcome::{AmountResult, Need, Outcome, ReadingResult, TermResult, Verdict};
use crate::truth::Truth;
use crate::words;
use amount::AmountExpr;
pub(crate) use condition::EvalContext;
use condition::{BorrowedProof, needs_of, prove};
pub use kleene_baseline::kleene_open_facts;
use rust_decimal::Decimal;

/// Evaluates every instrument of the law as of a day, in the law's order.
#[must_use]
pub fn evaluate(law: &Law, as_of: Date, answers: &Answers) -> Vec<Outcome> {
    evaluate_some(law, as_of, answers, &|_| true)
}

/// The same without what is only read, on an opened card or by the choice of the next question:
/// no proof, no arithmetic, no terms, no other readings.
#[must_use]
pub fn verdicts(law: &Law, as_of: Date, answers: &Answers) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for (position, instrument) in (0u16..).zip(&law.instruments) {
        let ctx = EvalContext::new(law, instrument, as_of, answers);
        outcomes.push(one(&ctx, position, false));
    }
    replace(law, &mut outcomes);
    outcomes
}

/// Evaluates some instruments of the law, by position, as of a day, in the law's order; only one
/// of them can stand in the place of another.
pub(crate) fn evaluate_some(
    law: &Law,
    as_of: Date,
    answers: &Answers,
    some: &dyn Fn(u16) -> bool,
) -> Vec<Outcome> {
    let mut outcomes: Vec<Outcome> = Vec::new();
    for (position, instrument) in (0u16..).zip(&law.instruments) {
        if some(position) {
            let ctx = EvalContext::new(law, instrument, as_of, answers);
            outcomes.push(one(&ctx, position, true));
        }
    }
    replace(law, &mut outcomes);
    outcomes
}

/// The numbers that an expression may be which may use the steps of an instrument's amount, as
/// of a day, each multiplied by `scale`; it comes back as money would, to the cent and never
/// below nought.
pub(crate) fn money<'a>(ctx: &EvalContext<'a>, expr: &'a Expr, scale: Decimal) -> AmountResult {
    let steps = formula(&ctx.instrument.amount).map_or(&[][..], |f| &f.steps);
    let sum = AmountExpr { steps, value: expr };
    let mut range = amount::range(ctx, sum).0;
    if range.point().is_none() {
        range = cases::explore(ctx, None, Some(sum)).amount.unwrap_or(range);
    }
    amount::sum(range.times(Interval::only(scale)), &Unit::Yuan)
}

/// What a condition comes to: the verdict, what is missing for it, and the proof as of the day.
struct Finding<'a> {
    verdict: Verdict,
    needs: Vec<Need>,
    proof: Option<BorrowedProof<'a>>,
    /// The sum in the cases in which the condition may hold, with the facts that still move it;
    /// none where no case was tried.
    sum: Option<(Interval, Vec<FactId>)>,
    exact: bool,
}

/// One instrument, before another may stand in its place. `tell`: with all that is only read on
/// an opened card (proof, arithmetic, other readings, terms), which takes longer than the rest.
pub(crate) fn one(ctx: &EvalContext<'_>, position: u16, tell: bool) -> Outcome {
    let instrument = ctx.instrument;
    let formula = formula(&instrument.amount).map(AmountExpr::of);
    let ours = find(ctx, instrument.eligible.as_ref(), formula);
    let mut verdict = ours.verdict;
    // What comes later is reckoned as of the day on which it comes.
    let paid = match verdict {
        Verdict::NotYet(day) => ctx.on(day),
        _ => *ctx,
    };
    let mut worked = amount::work_out(&paid, &instrument.amount, tell);
    if let Some((range, missing)) = ours.sum {
        worked.narrowed(&instrument.amount, range, missing, tell);
    }
    let mut needs = ours.needs;
    let mut readings = Vec::new();
    // Only a reading of which the person must ask can change what is told.
    for reading in instrument.readings.iter().filter(|r| tell || r.ask) {
        let other = reading.eligible.as_ref().map(|c| find(ctx, Some(c), None));
        let differs = other.as_ref().is_some_and(|o| o.verdict != verdict);
        let told = tell.then(|| read_otherwise(reading, other.as_ref(), &paid, &worked, differs));
        if let (true, Some(other)) = (reading.ask, other) {
            hold_back(&mut verdict, &mut needs, other, &reading.about);
        }
        readings.extend(told);
    }
    if let Some(outside) = time::window_verdict(ctx.law, instrument, ctx.as_of) {
        verdict = outside;
        needs.clear();
    }
    Outcome {
        instrument: position,
        verdict,
        strength: instrument.strength,
        kind: instrument.kind,
        beneficiary: instrument.beneficiary,
        amount: worked.result,
        steps: worked.steps,
        needs,
        amount_needs: worked.missing,
        proof: ours.proof.filter(|_| tell).map(|tree| tree.to_proof(true)),
        exact: ours.exact,
        readings,
        terms: instrument
            .terms
            .iter()
            .filter(|_| tell)
            .map(|t| TermResult {
                label: t.label.clone(),
                text: words::number(t.value, &t.unit),
                cite: t.cite.clone(),
            })
            .collect(),
    }
}

/// What another reading comes to, in words.
fn read_otherwise(
    reading: &Reading,
    other: Option<&Finding<'_>>,
    paid: &EvalContext<'_>,
    worked: &AmountEval,
    differs: bool,
) -> ReadingResult {
    let amount = reading
        .amount
        .as_ref()
        .map(|a| amount::work_out(paid, a, false).result);
    ReadingResult {
        about: reading.about.clone(),
        ours: reading.ours.clone(),
        other: reading.other.clone(),
        verdict: other.map(|o| o.verdict.clone()),
        differs: differs || amount.as_ref().is_some_and(|a| *a != worked.result),
        amount,
    }
}

/// A yes (now or later) that the other reading does not share is not told as a yes.
fn hold_back(verdict: &mut Verdict, needs: &mut Vec<Need>, other: Finding<'_>, about: &str) {
    let shared = match (&*verdict, &other.verdict) {
        (Verdict::Eligible, Verdict::Eligible) | (Verdict::NotYet(_), Verdict::Eligible) => true,
        (Verdict::NotYet(ours), Verdict::NotYet(theirs)) => theirs <= ours,
        (Verdict::Eligible | Verdict::NotYet(_), _) => false,
        (_, _) => true,
    };
    if !shared {
        *verdict = Verdict::Undetermined;
        *needs = other.needs;
        needs.push(Need::Reading(about.to_owned()));
    }
}

fn formula(amount: &Amount) -> Option<&Formula> {
    match amount {
        Amount::Exactly(formula) | Amount::AtMost(formula) => Some(formula),
        Amount::None | Amount::NotStated | Amount::Text(_) => None,
    }
}

impl<'a> Finding<'a> {
    fn new(verdict: Verdict, proof: Option<BorrowedProof<'a>>) -> Self {
        Self {
            verdict,
            needs: Vec::new(),
            proof,
            sum: None,
            exact: true,
        }
    }

    /// Met: only the sum may still be open.
    fn met(
        verdict: Verdict,
        proof: Option<BorrowedProof<'a>>,
        ctx: &EvalContext<'a>,
        formula: Option<AmountExpr<'a>>,
    ) -> Self {
        let mut finding = Self::new(verdict, proof);
        if let Some(formula) = formula
            && amount::range(ctx, formula).0.point().is_none()
        {
            let found = cases::explore(ctx, None, Some(formula));
            finding.exact = found.exact;
            finding.sum = found.amount.map(|range| (range, found.narrows));
        }
        finding
    }
}

fn find<'a>(
    ctx: &EvalContext<'a>,
    condition: Option<&'a Condition>,
    formula: Option<AmountExpr<'a>>,
) -> Finding<'a> {
    let Some(condition) = condition else {
        return Finding::met(Verdict::Eligible, None, ctx, formula);
    };
    let proof = prove(ctx, condition);
    match proof.truth {
        Truth::True => Finding::met(Verdict::Eligible, Some(proof), ctx, formula),
        Truth::Unknown => by_cases(ctx, condition, formula, proof),
        Truth::False => later(ctx, condition, formula, proof),
    }
}

/// Plain logic leaves it open: do all cases agree?
fn by_cases<'a>(
    ctx: &EvalContext<'a>,
    condition: &'a Condition,
    formula: Option<AmountExpr<'a>>,
    proof: BorrowedProof<'a>,
) -> Finding<'a> {
    let found = cases::explore(ctx, Some(condition), formula);
    match found.truth {
        Truth::True => {
            let proof = proof.agreed(Truth::True);
            Finding::met(Verdict::Eligible, Some(proof), ctx, formula)
        }
        Truth::False => later(ctx, condition, formula, proof.agreed(Truth::False)),
        Truth::Unknown => Finding {
            needs: still_needed(ctx.law, &proof, &found.matters),
            sum: found.amount.map(|range| (range, found.narrows)),
            exact: found.exact,
            ..Finding::new(Verdict::Undetermined, Some(proof))
        },
    }
}

/// What plain logic misses and the result depends on.
fn still_needed(law: &Law, proof: &BorrowedProof<'_>, matters: &[FactId]) -> Vec<Need> {
    let mut needs = needs_of(law, proof);
    needs.retain(|need| match need {
        Need::Fact(fact) | Need::Judgement(fact) => matters.contains(fact),
        Need::Open(_) | Need::Reading(_) => true,
    });
    needs
}

/// False today: does time alone make it true, or may it?
fn later<'a>(
    ctx: &EvalContext<'a>,
    condition: &'a Condition,
    formula: Option<AmountExpr<'a>>,
    proof: BorrowedProof<'a>,
) -> Finding<'a> {
    // What no later day can bring about needs no look at each.
    if prove(&ctx.date_onward(), condition).truth == Truth::False {
        return Finding::new(Verdict::Ineligible, Some(proof));
    }
    for day in time::transition_dates(ctx, condition) {
        if time::window_verdict(ctx.law, ctx.instrument, day).is_some() {
            continue;
        }
        let ctx = ctx.on(day);
        let then = prove(&ctx, condition);
        let (truth, needs, exact) = match then.truth {
            Truth::Unknown => {
                let found = cases::explore(&ctx, Some(condition), None);
                let needs = still_needed(ctx.law, &then, &found.matters);
                (found.truth, needs, found.exact)
            }
            settled => (settled, Vec::new(), true),
        };
        match truth {
            Truth::False => {}
            Truth::True => {
                return Finding::met(Verdict::NotYet(day), Some(proof), &ctx, formula);
            }
            Truth::Unknown => {
                return Finding {
                    needs,
                    exact,
                    sum: formula.map(|formula| amount::range(&ctx.date_onward(), formula)),
                    ..Finding::new(Verdict::Undetermined, Some(proof))
                };
            }
        }
    }
    Finding::new(Verdict::Ineligible, Some(proof))
}

/// Where one instrument takes the place of another, only one of the two is had.
pub(crate) fn replace(law: &Law, outcomes: &mut [Outcome]) {
    for (position, instrument) in (0u16..).zip(&law.instruments) {
        if instrument.replaces.is_empty() {
            continue;
        }
        let Some((verdict, needs)) = outcomes
            .iter()
            .find(|o| o.instrument == position)
            .map(|o| (o.verdict.clone(), o.needs.clone()))
        else {
            continue;
        };
        for replaced in &instrument.replaces {
            let Some(other) = outcomes.iter_mut().find(|o| o.instrument == *replaced) else {
                continue;
            };
            if other.verdict != Verdict::Eligible {
                continue;
            }
            match verdict {
                Verdict::Eligible => other.verdict = Verdict::Replaced(position),
                Verdict::Undetermined => {
                    other.verdict = Verdict::Undetermined;
                    other.needs.clone_from(&needs);
                }
                Verdict::NotYet(_)
                | Verdict::Ineligible
                | Verdict::Expired(_)
                | Verdict::NotStarted(_)
                | Verdict::StartUnknown(..)
                | Verdict::Replaced(_) => {}
            }
        }
    }
}

/// An amount with its arithmetic and what would narrow it.
struct AmountEval {
    result: AmountResult,
    steps: Vec<crate::outcome::Step>,
    missing: Vec<FactId>,
}

impl AmountEval {
    fn plain(result: AmountResult) -> Self {
        Self {
            result,
            steps: Vec::new(),
            missing: Vec::new(),
        }
    }
}
