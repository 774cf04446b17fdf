//! From values to decisions: the verdict on one instrument, its sum, and what is missing.

mod both_outcomes;
mod breakpoints;
mod cases;
mod chain;
mod demand;
mod finding;
mod residual;
pub(crate) mod transitions;
mod weigh;

use crate::date::{Date, DateRange};
use crate::decision::{Decision, Need};
use crate::ir::{Amount, FactId, Instrument, Law};
use crate::machine::Machine;
use crate::outcome::{AmountResult, Verdict};
use crate::program::{InstrumentProgram, OpId, Program, Reach};
use crate::scaled::{Scale, ScaledInterval};
use crate::value::Value;
use both_outcomes::{Claim, over_both_outcomes};
pub(crate) use breakpoints::{Place, stretches};
pub(crate) use demand::OnDemand;
pub(crate) use finding::{Condition, Finding, find, is_false, narrowed};
use transitions::window_verdict;
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
            reach: self.ops.whole(self.program),
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

/// Decides one instrument, before another may stand in its place.
pub(crate) fn decide(machine: &mut Machine, subject: Subject<'_>) -> Decision {
    match window_verdict(subject.law, subject.instrument, machine.as_of()) {
        Some(outside) => nothing_due(subject, outside),
        None => decide_in_force(machine, subject),
    }
}

/// The same on a day on which the instrument is in force.
fn decide_in_force(machine: &mut Machine, subject: Subject<'_>) -> Decision {
    let finding = find(machine, subject, subject.condition(), subject.ops.amount);
    if !may_be_had(&finding.verdict) {
        return nothing_due(subject, finding.verdict);
    }
    let claim = claim(machine, subject, &finding);
    let mut decision = Decision {
        verdict: finding.verdict,
        amount: AmountResult::of(
            &subject.instrument.amount,
            claim.sum,
            subject.amount_scale(),
        ),
        needs: finding.needs,
        amount_needs: claim.missing,
        exact: claim.exact,
        ..nothing_due(subject, Verdict::Undetermined)
    };
    for (at, reading) in (0u16..).zip(&subject.ops.readings) {
        // Only a reading of which the person must ask can change the answer, and only a yes.
        let yes = matches!(decision.verdict, Verdict::Eligible | Verdict::NotYet(_));
        if yes && reading.ask && reading.eligible.is_some() {
            let other = find(machine, subject, reading.into(), None);
            hold_back(&mut decision, other, at);
        }
    }
    // Less than half a cent.
    if matches!(decision.verdict, Verdict::Eligible | Verdict::NotYet(_))
        && decision.amount.is_zero()
    {
        return nothing_due(subject, Verdict::Ineligible);
    }
    decision
}

/// A verdict with which nothing can be had.
fn nothing_due(subject: Subject<'_>, verdict: Verdict) -> Decision {
    let instrument = subject.instrument;
    Decision {
        instrument: subject.position,
        verdict,
        strength: instrument.strength,
        kind: instrument.kind,
        beneficiary: instrument.beneficiary,
        amount: match instrument.amount {
            Amount::None => AmountResult::None,
            Amount::NotStated | Amount::Text(_) | Amount::Exactly(_) | Amount::AtMost(_) => {
                AmountResult::NotDue
            }
        },
        needs: Vec::new(),
        amount_needs: Vec::new(),
        exact: true,
    }
}

/// What can be had, where something can.
fn claim(machine: &mut Machine, subject: Subject<'_>, finding: &Finding) -> Claim {
    let mut claim = Claim {
        sum: ScaledInterval::ANY,
        missing: Vec::new(),
        exact: finding.exact,
    };
    if let Some(amount) = subject.ops.amount {
        let (sum, missing) = match &finding.sum {
            Some((sum, missing)) => (*sum, missing.clone()),
            None => sum_on(machine, subject, amount, &finding.verdict),
        };
        claim.sum = down_to_nothing(machine, subject, amount, sum);
        claim.missing = missing;
        over_both_outcomes(machine, subject, finding, &mut claim);
    }
    claim
}

/// What is more than nothing by however little has no least value: the sum is said from where it
/// is without it.
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
        let ops = subject.program.moved_by(fact, &[amount]);
        machine.assume(
            subject.program,
            fact,
            Value::Number(ScaledInterval::ZERO),
            &ops,
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
