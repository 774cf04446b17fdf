//! From values to decisions: the verdict on one instrument, its sum, and what is missing.

mod both_outcomes;
mod breakpoints;
mod cases;
mod chain;
mod residual;
pub(crate) mod transitions;
mod weigh;

use crate::date::{Date, DateRange};
use crate::decision::{Decision, Need};
use crate::ir::{FactId, Instrument, Law};
use crate::machine::Machine;
use crate::outcome::{AmountResult, Verdict};
use crate::program::{InstrumentProgram, Op, OpId, Program, Reach, ReadingProgram};
use crate::scaled::{Scale, ScaledInterval};
use crate::truth::Truth;
use crate::value::Value;
use both_outcomes::{Claim, over_both_outcomes};
pub(crate) use breakpoints::{Place, stretches};
use cases::{CaseAnalysis, Question, analyse};
use transitions::{transition_dates, window_verdict};
pub(crate) use weigh::{WHOLE, Weights, weigh};

/// One instrument with its law and its program.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'p> {
    pub(crate) law: &'p Law,
    pub(crate) program: &'p Program,
    /// Position in the law.
    pub(crate) position: u16,
    pub(crate) instrument: &'p Instrument,
    pub(crate) ops: &'p InstrumentProgram,
    /// The operations that are kept up to date: those of a decision, or all.
    pub(crate) reach: &'p Reach,
}

impl<'p> Subject<'p> {
    /// The instrument at a position of the law.
    pub(crate) fn new(law: &'p Law, program: &'p Program, position: u16) -> Option<Self> {
        let ops = program.instrument(position)?;
        Some(Self {
            law,
            program,
            position,
            instrument: law.instruments.get(usize::from(position))?,
            ops,
            reach: &ops.decision,
        })
    }

    /// The same with all operations, for explanations.
    pub(crate) fn whole(self) -> Self {
        Self {
            reach: &self.ops.whole,
            ..self
        }
    }

    /// The scale of the sum.
    pub(crate) fn amount_scale(self) -> Scale {
        self.ops
            .amount
            .map(|op| self.program.scale(op))
            .unwrap_or_default()
    }

    /// The condition of the instrument.
    pub(crate) fn condition(self) -> Condition<'p> {
        Condition {
            op: self.ops.eligible,
            reads_day: self.ops.reads_day,
            repeated: &self.ops.repeated,
        }
    }
}

/// A condition with what is known of it beforehand.
#[derive(Clone, Copy)]
pub(crate) struct Condition<'p> {
    /// `None`: it holds.
    pub(crate) op: Option<OpId>,
    reads_day: bool,
    repeated: &'p [FactId],
}

impl<'p> From<&'p ReadingProgram> for Condition<'p> {
    fn from(reading: &'p ReadingProgram) -> Self {
        Self {
            op: reading.eligible,
            reads_day: reading.reads_day,
            repeated: &reading.repeated,
        }
    }
}

/// What a condition comes to.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    pub(crate) verdict: Verdict,
    pub(crate) needs: Vec<Need>,
    /// Where three-valued logic leaves the condition open on the day of evaluation and all cases
    /// agree: the truth that they agree on.
    pub(crate) agreed: Option<Truth>,
    /// The sum in the cases in which the condition may hold, with the facts that still move it;
    /// `None` where no case was tried.
    sum: Option<(ScaledInterval, Vec<FactId>)>,
    exact: bool,
}

impl Finding {
    fn new(verdict: Verdict) -> Self {
        Self {
            verdict,
            needs: Vec::new(),
            agreed: None,
            sum: None,
            exact: true,
        }
    }
}

/// Decides one instrument, before another may stand in its place.
pub(crate) fn decide(machine: &mut Machine, subject: Subject<'_>) -> Decision {
    let instrument = subject.instrument;
    let finding = find(machine, subject, subject.condition(), subject.ops.amount);
    let mut decision = Decision {
        instrument: subject.position,
        verdict: finding.verdict.clone(),
        strength: instrument.strength,
        kind: instrument.kind,
        beneficiary: instrument.beneficiary,
        amount: AmountResult::of(
            &instrument.amount,
            ScaledInterval::ANY,
            subject.amount_scale(),
        ),
        needs: Vec::new(),
        amount_needs: Vec::new(),
        exact: finding.exact,
    };
    if let Some(amount) = subject.ops.amount {
        let (sum, missing) = match &finding.sum {
            Some((sum, missing)) => (*sum, missing.clone()),
            None => sum_on(machine, subject, amount, &finding.verdict),
        };
        let sum = down_to_nothing(machine, subject, amount, sum);
        let mut claim = Claim {
            sum,
            missing,
            exact: decision.exact,
        };
        over_both_outcomes(machine, subject, &finding, &mut claim);
        decision.exact = claim.exact;
        decision.amount = AmountResult::of(&instrument.amount, claim.sum, subject.amount_scale());
        decision.amount_needs = claim.missing;
    }
    decision.needs = finding.needs;
    for (at, reading) in (0u16..).zip(&subject.ops.readings) {
        // Only a reading of which the person must ask can change the answer.
        if reading.ask && reading.eligible.is_some() {
            let other = find(machine, subject, reading.into(), None);
            hold_back(&mut decision, other, at);
        }
    }
    // Less than half a cent.
    if matches!(decision.verdict, Verdict::Eligible | Verdict::NotYet(_))
        && decision.amount.is_zero()
    {
        decision.verdict = Verdict::Ineligible;
        decision.needs.clear();
    }
    if let Some(outside) = window_verdict(subject.law, instrument, machine.as_of()) {
        decision.verdict = outside;
        decision.needs.clear();
    }
    if !may_be_had(&decision.verdict) {
        decision.amount = decision.amount.not_due();
        decision.amount_needs.clear();
    }
    decision
}

/// What is more than nothing by however little has no least value: the sum is said from where it
/// comes to without it.
pub(crate) fn down_to_nothing(
    machine: &mut Machine,
    subject: Subject<'_>,
    amount: OpId,
    sum: ScaledInterval,
) -> ScaledInterval {
    let open = |fact: &&FactId| !machine.is_given(**fact);
    let open: Vec<FactId> = subject
        .ops
        .above_nothing
        .iter()
        .filter(open)
        .copied()
        .collect();
    if open.is_empty() || sum.point().is_some() {
        return sum;
    }
    let mark = machine.mark();
    for fact in open {
        let ops = subject.reach.reached_by(fact);
        machine.assume(
            subject.program,
            fact,
            Value::Number(ScaledInterval::ZERO),
            ops,
        );
    }
    let least = machine.number(amount).low();
    machine.undo(mark);
    let low = match (sum.low(), least) {
        (Some(low), Some(least)) => Some(low.min(least)),
        (_, _) => None,
    };
    ScaledInterval::between(low, sum.high())
}

/// Whether there is anything to be had, now, later, or as far as is known.
pub(crate) fn may_be_had(verdict: &Verdict) -> bool {
    match verdict {
        Verdict::Eligible | Verdict::NotYet(_) | Verdict::Undetermined => true,
        Verdict::Ineligible
        | Verdict::Expired(_)
        | Verdict::NotStarted(_)
        | Verdict::StartUnknown(..)
        | Verdict::Replaced(_) => false,
    }
}

/// The sum, and what keeps it open, as of the day on which it comes.
fn sum_on(
    machine: &mut Machine,
    subject: Subject<'_>,
    amount: OpId,
    verdict: &Verdict,
) -> (ScaledInterval, Vec<FactId>) {
    let mark = machine.mark();
    if let Verdict::NotYet(day) = verdict {
        move_to(machine, subject, *day);
    }
    let sum = machine.number(amount);
    let mut missing = Vec::new();
    machine.missing(subject.program, amount, &mut missing);
    machine.undo(mark);
    (sum, missing)
}

/// A yes (now or later) that the other reading does not share is held back.
fn hold_back(decision: &mut Decision, other: Finding, reading: u16) {
    let shared = match (&decision.verdict, &other.verdict) {
        (Verdict::Eligible | Verdict::NotYet(_), Verdict::Eligible) => true,
        (Verdict::NotYet(ours), Verdict::NotYet(theirs)) => theirs <= ours,
        (Verdict::Eligible | Verdict::NotYet(_), _) => false,
        (_, _) => true,
    };
    if !shared {
        decision.verdict = Verdict::Undetermined;
        decision.needs = other.needs;
        decision
            .needs
            .push(Need::Reading(decision.instrument, reading));
    }
}

/// Moves to a day for a while.
pub(crate) fn move_to(machine: &mut Machine, subject: Subject<'_>, day: Date) {
    machine.assume_today(
        subject.program,
        DateRange::only(day),
        &subject.reach.day_ops,
    );
}

/// Moves to the time from the day of evaluation on, for a while.
fn from_date_onward(machine: &mut Machine, subject: Subject<'_>) {
    let days = DateRange {
        low: machine.as_of(),
        high: Date::LAST,
    };
    machine.assume_today(subject.program, days, &subject.reach.day_ops);
}

/// What a condition comes to, with the sum if it is asked for.
pub(crate) fn find(
    machine: &mut Machine,
    subject: Subject<'_>,
    condition: Condition<'_>,
    amount: Option<OpId>,
) -> Finding {
    let Some(op) = condition.op else {
        return met(machine, subject, condition, Verdict::Eligible, amount);
    };
    match machine.truth(op) {
        Truth::True => met(machine, subject, condition, Verdict::Eligible, amount),
        Truth::False => later(machine, subject, condition, op, amount),
        Truth::Unknown => by_cases(machine, subject, condition, op, amount),
    }
}

/// The condition is met: only the sum may still be open.
fn met(
    machine: &mut Machine,
    subject: Subject<'_>,
    condition: Condition<'_>,
    verdict: Verdict,
    amount: Option<OpId>,
) -> Finding {
    let mut finding = Finding::new(verdict);
    if let Some(amount) = amount
        && machine.number(amount).point().is_none()
    {
        let question = Question {
            condition: None,
            reads_day: false,
            amount: Some(amount),
            repeated: condition.repeated,
        };
        let found = analyse(machine, subject, question);
        finding.exact = found.exact;
        finding.sum = found.amount.map(|sum| (sum, found.narrows));
    }
    finding
}

/// Three-valued logic leaves it open: do all cases agree?
fn by_cases(
    machine: &mut Machine,
    subject: Subject<'_>,
    condition: Condition<'_>,
    op: OpId,
    amount: Option<OpId>,
) -> Finding {
    let question = Question {
        condition: Some(op),
        reads_day: condition.reads_day,
        amount,
        repeated: condition.repeated,
    };
    let found = analyse(machine, subject, question);
    match found.truth {
        Truth::True => Finding {
            agreed: Some(Truth::True),
            ..met(machine, subject, condition, Verdict::Eligible, amount)
        },
        Truth::False => Finding {
            agreed: Some(Truth::False),
            ..later(machine, subject, condition, op, amount)
        },
        Truth::Unknown => Finding {
            needs: needs(machine, subject, op, &found.matters),
            exact: found.exact,
            sum: found.amount.map(|sum| (sum, found.narrows)),
            ..Finding::new(Verdict::Undetermined)
        },
    }
}

/// The condition is false today: does time alone make it true, or may it?
fn later(
    machine: &mut Machine,
    subject: Subject<'_>,
    condition: Condition<'_>,
    op: OpId,
    amount: Option<OpId>,
) -> Finding {
    if !condition.reads_day || never(machine, subject, op) {
        return Finding::new(Verdict::Ineligible);
    }
    for day in transition_dates(machine, subject, op) {
        if window_verdict(subject.law, subject.instrument, day).is_some() {
            continue;
        }
        let mark = machine.mark();
        move_to(machine, subject, day);
        let found = on_that_day(machine, subject, condition, op, amount);
        machine.undo(mark);
        if let Some(finding) = found {
            return finding;
        }
    }
    Finding::new(Verdict::Ineligible)
}

/// Whether no later day can make the condition true, as plain three-valued logic sees it.
fn never(machine: &mut Machine, subject: Subject<'_>, op: OpId) -> bool {
    let mark = machine.mark();
    from_date_onward(machine, subject);
    let truth = machine.truth(op);
    machine.undo(mark);
    truth == Truth::False
}

/// What a condition that was false comes to on a later day; `None` where it is still false.
fn on_that_day(
    machine: &mut Machine,
    subject: Subject<'_>,
    condition: Condition<'_>,
    op: OpId,
    amount: Option<OpId>,
) -> Option<Finding> {
    let day = machine.as_of();
    let (truth, matters, exact) = match machine.truth(op) {
        Truth::Unknown => {
            let CaseAnalysis {
                truth,
                matters,
                exact,
                ..
            } = analyse(
                machine,
                subject,
                Question {
                    condition: Some(op),
                    reads_day: false,
                    amount: None,
                    repeated: condition.repeated,
                },
            );
            (truth, matters, exact)
        }
        settled => (settled, Vec::new(), true),
    };
    match truth {
        Truth::False => None,
        Truth::True => Some(met(
            machine,
            subject,
            condition,
            Verdict::NotYet(day),
            amount,
        )),
        Truth::Unknown => Some(Finding {
            needs: needs(machine, subject, op, &matters),
            exact,
            sum: amount.map(|amount| sum_from_date_onward(machine, subject, amount)),
            ..Finding::new(Verdict::Undetermined)
        }),
    }
}

/// The sum on the machine's day or any later one.
fn sum_from_date_onward(
    machine: &mut Machine,
    subject: Subject<'_>,
    amount: OpId,
) -> (ScaledInterval, Vec<FactId>) {
    let mark = machine.mark();
    from_date_onward(machine, subject);
    let sum = machine.number(amount);
    let mut missing = Vec::new();
    machine.missing(subject.program, amount, &mut missing);
    machine.undo(mark);
    (sum, missing)
}

/// Whether the condition is false on the machine's day, whatever is not known.
pub(crate) fn is_false(
    machine: &mut Machine,
    subject: Subject<'_>,
    condition: Condition<'_>,
) -> bool {
    let Some(op) = condition.op else {
        return false;
    };
    match machine.truth(op) {
        Truth::True => false,
        Truth::False => true,
        Truth::Unknown => {
            let question = Question {
                condition: Some(op),
                reads_day: false,
                amount: None,
                repeated: condition.repeated,
            };
            analyse(machine, subject, question).truth == Truth::False
        }
    }
}

/// The numbers that an operation may be, narrowed by cases where a fact stands in several places.
pub(crate) fn narrowed(machine: &mut Machine, subject: Subject<'_>, op: OpId) -> ScaledInterval {
    let sum = machine.number(op);
    if sum.point().is_some() {
        return sum;
    }
    let facts: Vec<FactId> = subject.reach.facts.iter().map(|known| known.fact).collect();
    let question = Question {
        condition: None,
        reads_day: false,
        amount: Some(op),
        repeated: &facts,
    };
    analyse(machine, subject, question).amount.unwrap_or(sum)
}

/// What would settle a condition that is open, in the order of its parts, as far as it matters.
fn needs(machine: &mut Machine, subject: Subject<'_>, op: OpId, matters: &[FactId]) -> Vec<Need> {
    let mut needs = Vec::new();
    collect_needs(machine, subject, op, matters, &mut needs);
    needs
}

fn collect_needs(
    machine: &mut Machine,
    subject: Subject<'_>,
    op: OpId,
    matters: &[FactId],
    needs: &mut Vec<Need>,
) {
    if machine.truth(op) != Truth::Unknown {
        return;
    }
    let program = subject.program;
    let mut add = |need: Need| {
        if !needs.contains(&need) {
            needs.push(need);
        }
    };
    match program.op(op) {
        Op::Open(id) => add(Need::Open(id)),
        Op::All(args) | Op::Any(args) => {
            for part in program.args(args) {
                collect_needs(machine, subject, *part, matters, needs);
            }
        }
        Op::Not(part) => collect_needs(machine, subject, part, matters, needs),
        _ => {
            let mut missing = Vec::new();
            machine.missing(program, op, &mut missing);
            missing.retain(|fact| matters.contains(fact));
            for fact in missing {
                add(Need::of(subject.law, fact));
            }
        }
    }
}

impl Need {
    /// What it means that a fact is not known.
    fn of(law: &Law, fact: FactId) -> Self {
        let known = law.facts.get(usize::from(fact));
        if known.is_some_and(|known| known.judgement.is_some()) {
            Self::Judgement(fact)
        } else {
            Self::Fact(fact)
        }
    }
}
