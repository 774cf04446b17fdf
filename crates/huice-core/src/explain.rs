//! Why a decision is what it is: the proof, the arithmetic and the other readings of one
//! instrument.
//!
//! An explanation is a fold over the values that the decision was made from, so the two cannot
//! disagree. It is made only for what is opened.

mod figure;
mod proof;

use crate::answers::Answers;
use crate::compiled::CompiledLaw;
use crate::date::Date;
use crate::decide::transitions::window_verdict;
use crate::decide::{Condition, Finding, Subject, find, may_be_had, move_to};
use crate::decision::Decision;
use crate::ir::{Amount, Citation, FactId};
use crate::machine::Machine;
use crate::outcome::{AmountResult, Verdict};
use crate::program::OpId;
use crate::truth::Truth;
pub use figure::Figure;
pub(crate) use proof::proof_of;

/// Why a decision is what it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explanation {
    /// The condition with its parts; `None` where the instrument is open to all.
    pub proof: Option<Proof>,
    /// The steps of the amount, the sum last; empty where the text names no figure.
    pub steps: Vec<Step>,
    /// One for each other reading of the instrument, in order; empty where it is not in force.
    pub readings: Vec<ReadingResult>,
}

/// One node of the proof: the condition, its truth, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The words of the rule; empty where the parts speak for themselves.
    pub say: String,
    /// What joins the parts.
    pub connective: Connective,
    /// Its truth.
    pub truth: Truth,
    /// Its place in the text.
    pub cite: Citation,
    /// Whether it decided the whole.
    pub decisive: bool,
    /// The facts that it reads and that keep it open.
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
    /// The words of the rule; empty for the sum.
    pub label: String,
    /// How it is computed.
    pub figure: Figure,
    /// Its value.
    pub result: Figure,
    /// Whether the conditions narrow the sum of the steps before to this one, or what the text
    /// leaves open widens it.
    pub narrowed: bool,
}

/// The result of another reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingResult {
    /// Its verdict, where it has a condition of its own.
    pub verdict: Option<Verdict>,
    /// Its amount, where it has one of its own and anything can be had under it.
    pub amount: Option<AmountResult>,
    /// Whether its result differs from that of the adopted reading by itself.
    pub differs: bool,
}

/// Explains the decision on an instrument, by position, for the same day and answers.
pub(crate) fn explain(
    machine: &mut Machine,
    law: &CompiledLaw,
    decision: &Decision,
) -> Option<Explanation> {
    let subject = Subject::new(law, law.program(), decision.instrument)?.whole();
    machine.run(law.program(), &subject.reach.ops);
    let finding = find(machine, subject, subject.condition(), None);
    let mut explanation = Explanation {
        proof: proof(machine, law, subject, &finding),
        ..Explanation::default()
    };
    let mark = machine.mark();
    if let Verdict::NotYet(day) = finding.verdict {
        move_to(machine, subject, day);
    }
    // What cannot be had has no sum, and so none of its steps.
    if decision.amount != AmountResult::NotDue {
        explanation.steps = figure::steps(machine, law, subject, &decision.amount);
    }
    machine.undo(mark);
    let replaced = matches!(decision.verdict, Verdict::Replaced(_));
    if !replaced && window_verdict(law, subject.instrument, machine.as_of()).is_none() {
        explanation.readings = readings(machine, subject, &finding, &decision.amount);
    }
    Some(explanation)
}

/// The proof as of the day of evaluation.
fn proof(
    machine: &mut Machine,
    law: &CompiledLaw,
    subject: Subject<'_>,
    finding: &Finding,
) -> Option<Proof> {
    let condition = subject.instrument.eligible.as_ref();
    let written = condition
        .zip(subject.ops.eligible_trace)
        .map(|(condition, at)| {
            let node = law.program().trace.node(at);
            proof_of(machine, law, subject.instrument, condition, node)
        });
    let proof = match nothing(machine, law, subject) {
        Some(nothing) => joined(written, nothing),
        None => written?,
    };
    Some(match finding.agreed {
        Some(truth) => Proof {
            say: String::new(),
            connective: Connective::Cases,
            truth,
            cite: proof.cite.clone(),
            decisive: true,
            missing: Vec::new(),
            parts: vec![proof],
        },
        None => proof,
    })
}

/// Where the sum is zero, or what is not known may yet make it so: that it must not,
/// in the words of the fact that is nothing.
fn nothing(machine: &mut Machine, law: &CompiledLaw, subject: Subject<'_>) -> Option<Proof> {
    let some = subject.ops.some?;
    let truth = machine.truth(some);
    let whole = machine.truth(subject.ops.eligible?);
    // Where the text leaves the condition open, the sum is only that of what is certain.
    if truth == Truth::True || truth == Truth::False && whole != Truth::False {
        return None;
    }
    let words = law.program().facts_of(some).find_map(|fact| {
        let known = law.facts.get(usize::from(fact))?;
        let none = machine.fact(fact).number().point() == Some(0);
        (none && !known.nothing.is_empty()).then(|| known.nothing.clone())
    });
    let mut missing = Vec::new();
    machine.missing(law.program(), some, &mut missing);
    let cite = subject.instrument.cite.clone();
    let proof = |connective, truth, parts| Proof {
        say: String::new(),
        connective,
        truth,
        cite: cite.clone(),
        decisive: true,
        missing: Vec::new(),
        parts,
    };
    let leaf = Proof {
        say: words.unwrap_or_default(),
        missing,
        ..proof(Connective::Leaf, truth.negate(), Vec::new())
    };
    Some(proof(Connective::Not, truth, vec![leaf]))
}

/// A condition, and that the sum is above zero.
fn joined(written: Option<Proof>, mut nothing: Proof) -> Proof {
    let Some(mut written) = written else {
        return nothing;
    };
    let truth = written.truth.and(nothing.truth);
    for part in [&mut written, &mut nothing] {
        if part.truth != truth {
            undecisive(part);
        }
    }
    Proof {
        say: String::new(),
        connective: Connective::All,
        truth,
        cite: written.cite.clone(),
        decisive: true,
        missing: Vec::new(),
        parts: vec![written, nothing],
    }
}

fn undecisive(proof: &mut Proof) {
    proof.decisive = false;
    proof.parts.iter_mut().for_each(undecisive);
}

fn readings(
    machine: &mut Machine,
    subject: Subject<'_>,
    ours: &Finding,
    amount: &AmountResult,
) -> Vec<ReadingResult> {
    let nothing = subject.ops.some.map(|some| machine.truth(some));
    let had_by_ours = may_be_had(&ours.verdict) || nothing == Some(Truth::False);
    let mut results = Vec::new();
    for (reading, ops) in subject
        .instrument
        .readings
        .iter()
        .zip(&subject.ops.readings)
    {
        let own: Condition<'_> = ops.into();
        let other = reading
            .eligible
            .is_some()
            .then(|| find(machine, subject, own, None).verdict);
        // The condition decides whether anything can be had: its own, else the adopted one, unless
        // that fails only because the adopted sum is zero.
        let had = other.as_ref().map_or(had_by_ours, may_be_had);
        let day = day_of(other.as_ref()).or(day_of(Some(&ours.verdict)));
        let (sum, op) = match &reading.amount {
            Some(amount) => (amount, ops.amount),
            None => (&subject.instrument.amount, subject.ops.amount),
        };
        let comes_to = sum_on(machine, subject, day, sum, op);
        // A sum of zero is never a yes.
        let other = other.map(|other| match other {
            Verdict::Eligible | Verdict::NotYet(_) if comes_to.is_zero() => Verdict::Ineligible,
            other => other,
        });
        let sum = (had && reading.amount.is_some()).then_some(comes_to);
        let sum = sum.and_then(|sum| match other {
            // It is above zero only by what is not known yet: no sum can be shown.
            Some(Verdict::Undetermined) if sum.is_zero() => None,
            _ if sum.is_zero() => Some(sum.not_due()),
            _ => Some(sum),
        });
        let other_verdict = other.as_ref().is_some_and(|other| *other != ours.verdict);
        let other_sum = sum.as_ref().is_some_and(|sum| sum != amount);
        results.push(ReadingResult {
            verdict: other,
            amount: sum,
            differs: other_verdict || other_sum,
        });
    }
    results
}

/// The day on which something that is not due yet comes.
fn day_of(verdict: Option<&Verdict>) -> Option<Date> {
    match verdict {
        Some(Verdict::NotYet(day)) => Some(*day),
        _ => None,
    }
}

/// The sum on another day, if one is given.
fn sum_on(
    machine: &mut Machine,
    subject: Subject<'_>,
    day: Option<Date>,
    amount: &Amount,
    op: Option<OpId>,
) -> AmountResult {
    let mark = machine.mark();
    if let Some(day) = day {
        move_to(machine, subject, day);
    }
    let sum = amount_of(machine, subject, amount, op);
    machine.undo(mark);
    sum
}

fn amount_of(
    machine: &Machine,
    subject: Subject<'_>,
    amount: &Amount,
    op: Option<OpId>,
) -> AmountResult {
    let scale = op.map(|op| subject.program.scale(op)).unwrap_or_default();
    let sum = op.map(|op| machine.number(op));
    AmountResult::of(
        amount,
        sum.unwrap_or(crate::scaled::ScaledInterval::ANY),
        scale,
    )
}

/// Explains one instrument, by position, from the law, a day and answers alone.
#[must_use]
pub fn explain_one(
    law: &CompiledLaw,
    as_of: Date,
    answers: &Answers,
    decision: &Decision,
) -> Option<Explanation> {
    let mut machine = law.machine(as_of, answers);
    explain(&mut machine, law, decision)
}
