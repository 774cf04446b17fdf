//! The result of a condition: today, by all cases, or by time alone.

use super::cases::{CaseAnalysis, Question, analyse};
use super::demand::is_false_on_all_days;
use super::transitions::{days_to_come, window_verdict};
use super::{Subject, from_date_onward, move_to};
use crate::decision::Need;
use crate::ir::{FactId, Law};
use crate::machine::Machine;
use crate::outcome::Verdict;
use crate::program::{Op, OpId, ReadingProgram};
use crate::scaled::ScaledInterval;
use crate::truth::Truth;

/// A condition with what is known of it beforehand.
#[derive(Clone, Copy)]
pub(crate) struct Condition<'p> {
    /// `None`: it holds.
    pub(crate) op: Option<OpId>,
    pub(super) reads_day: bool,
    pub(super) repeated: &'p [FactId],
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

/// The result of a condition.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    pub(crate) verdict: Verdict,
    pub(crate) needs: Vec<Need>,
    /// Where three-valued logic leaves the condition open on the day of evaluation and all cases
    /// agree: the truth that they agree on.
    pub(crate) agreed: Option<Truth>,
    /// The sum in the cases in which the condition may hold, with the facts that still move it;
    /// `None` where no case was tried.
    pub(super) sum: Option<(ScaledInterval, Vec<FactId>)>,
    pub(super) exact: bool,
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

/// The result of a condition, with the sum if it is asked for.
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
    let program = subject.program;
    if !condition.reads_day || is_false_on_all_days(program, op, &mut |op| machine.truth(op)) {
        return Finding::new(Verdict::Ineligible);
    }
    for day in days_to_come(machine, subject, op) {
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

/// The result of a condition that was false, on a later day; `None` where it is still false.
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
    let question = Question {
        condition: None,
        reads_day: false,
        amount: Some(op),
        repeated: &subject.reach.facts,
    };
    analyse(machine, subject, question).amount.unwrap_or(sum)
}

/// What would settle a condition that is open, in the order of its parts, as far as it matters.
fn needs(machine: &mut Machine, subject: Subject<'_>, op: OpId, matters: &[FactId]) -> Vec<Need> {
    let mut needs = Needs {
        subject,
        matters,
        seen: Vec::new(),
        found: Vec::new(),
    };
    needs.collect(machine, op);
    needs.found
}

struct Needs<'p> {
    subject: Subject<'p>,
    matters: &'p [FactId],
    /// The facts that are missing, each once.
    seen: Vec<FactId>,
    found: Vec<Need>,
}

impl Needs<'_> {
    fn collect(&mut self, machine: &Machine, op: OpId) {
        if machine.truth(op) != Truth::Unknown {
            return;
        }
        let program = self.subject.program;
        match program.op(op) {
            Op::Open(id) => {
                let need = Need::Open(id);
                if !self.found.contains(&need) {
                    self.found.push(need);
                }
            }
            Op::All(args) | Op::Any(args) => {
                for part in program.args(args) {
                    self.collect(machine, *part);
                }
            }
            Op::Not(part) => self.collect(machine, part),
            _ => {
                let before = self.seen.len();
                machine.missing(program, op, &mut self.seen);
                for fact in self.seen.iter().skip(before) {
                    if self.matters.contains(fact) {
                        self.found.push(Need::of(self.subject.law, *fact));
                    }
                }
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
