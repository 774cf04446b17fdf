//! The facts on which a verdict rests. Evaluating with these answers alone, and nothing else
//! known, gives the same verdict.

use crate::answers::{Answer, Answers};
use crate::compiled::CompiledLaw;
use crate::date::Date;
use crate::decide::Subject;
use crate::decide::transitions::{transition_dates, window_verdict};
use crate::decision::Decision;
use crate::explain::{Connective, Proof, proof_of};
use crate::ir::{Condition, FactId, Test};
use crate::machine::Machine;
use crate::outcome::Verdict;
use crate::program::{Op, OpId, Program, TraceId, TraceNode};
use crate::truth::Truth;

/// The facts that a decision, by position, rests on: those that its decisive conditions read, on
/// the day itself and on each later day by which time might have turned it.
#[must_use]
pub fn supporting_facts(
    law: &CompiledLaw,
    as_of: Date,
    answers: &Answers,
    decisions: &[Decision],
    at: usize,
) -> Vec<FactId> {
    let mut collector = SupportCollector {
        law,
        as_of,
        answers,
        facts: Vec::new(),
    };
    if let Some(decision) = decisions.get(at) {
        collector.decision(decision);
        // One that could stand in its place must be seen not to; one that does, to do so.
        let others = decisions.iter().filter(|other| {
            let instrument = law.instruments.get(usize::from(other.instrument));
            instrument.is_some_and(|i| i.replaces.contains(&decision.instrument))
        });
        if matches!(decision.verdict, Verdict::Eligible | Verdict::Replaced(_)) {
            others.for_each(|other| collector.decision(other));
        }
    }
    collector.facts
}

/// Only the answers to these facts.
#[must_use]
pub fn only(answers: &Answers, facts: &[FactId]) -> Answers {
    let mut kept = Answers::new();
    for (id, answer) in answers.iter().filter(|(id, _)| facts.contains(id)) {
        kept.set(id, answer.clone());
    }
    kept
}

struct SupportCollector<'a> {
    law: &'a CompiledLaw,
    as_of: Date,
    answers: &'a Answers,
    facts: Vec<FactId>,
}

/// A condition of an instrument, with its operation and its place in the trace.
#[derive(Clone, Copy)]
struct Written<'a> {
    subject: Subject<'a>,
    /// As it is written; `None` where only the sum decides.
    condition: Option<(&'a Condition, TraceNode<'a>)>,
    op: OpId,
    /// That the sum is above zero.
    some: Option<OpId>,
}

impl<'a> SupportCollector<'a> {
    fn decision(&mut self, decision: &Decision) {
        let Some(subject) = Subject::new(self.law, self.law.program(), decision.instrument) else {
            return;
        };
        let trace = &self.law.program().trace;
        let written = |condition: &'a Option<Condition>, at: Option<TraceId>| {
            Some((condition.as_ref()?, trace.node(at?)))
        };
        let (instrument, ops) = (subject.instrument, subject.ops);
        let Some(op) = ops.eligible else {
            return;
        };
        let own = Written {
            subject,
            condition: written(&instrument.eligible, ops.eligible_trace),
            op,
            some: ops.some,
        };
        // The readings on whose word a yes is held back.
        let readings = instrument.readings.iter().zip(&subject.ops.readings);
        let others: Vec<Written<'a>> = readings
            .filter(|(reading, _)| reading.ask)
            .filter_map(|(reading, ops)| {
                Some(Written {
                    subject,
                    condition: Some(written(&reading.eligible, ops.eligible_trace)?),
                    op: ops.eligible?,
                    some: None,
                })
            })
            .collect();
        match &decision.verdict {
            Verdict::Eligible | Verdict::Replaced(_) => {
                self.day(own, self.as_of);
                for other in others {
                    self.day(other, self.as_of);
                }
            }
            Verdict::NotYet(day) => {
                self.until(own, *day);
                self.day(own, *day);
                for other in others {
                    self.first_true(other, *day);
                }
            }
            Verdict::Ineligible => self.until(own, Date::LAST),
            Verdict::Undetermined => self.day(own, self.as_of),
            Verdict::Expired(_) | Verdict::NotStarted(_) | Verdict::StartUnknown(..) => {}
        }
    }

    fn machine(&self, subject: Subject<'_>, answers: &Answers, day: Date) -> Machine {
        let mut machine = self.law.machine(day, answers);
        machine.run(self.law.program(), &subject.reach.ops);
        machine
    }

    fn transition_dates(&self, written: Written<'_>) -> Vec<Date> {
        let machine = self.machine(written.subject, self.answers, self.as_of);
        transition_dates(&machine, written.subject, written.op)
    }

    /// On the day of evaluation and on every later one before a day on which time might turn it.
    fn until(&mut self, written: Written<'a>, end: Date) {
        self.day(written, self.as_of);
        for day in self.transition_dates(written) {
            let in_force = window_verdict(self.law, written.subject.instrument, day).is_none();
            if day < end && in_force {
                self.day(written, day);
            }
        }
    }

    /// The day on which the other reading turns true, not later than `end`.
    fn first_true(&mut self, written: Written<'a>, end: Date) {
        let later = self.transition_dates(written);
        for day in std::iter::once(self.as_of).chain(later) {
            let truth = self
                .machine(written.subject, self.answers, day)
                .truth(written.op);
            if day <= end && truth != Truth::False {
                self.day(written, day);
                return;
            }
        }
    }

    /// What makes the condition on a day what it is, unless what is cited already does.
    fn day(&mut self, written: Written<'a>, day: Date) {
        let mut machine = self.machine(written.subject, self.answers, day);
        let whole = machine.truth(written.op);
        if whole != Truth::Unknown && self.truth_by_support(written, day) == whole {
            return;
        }
        // Open by plain logic: settled, if at all, by every case, and all of it is read.
        let all = whole == Truth::Unknown;
        let instrument = written.subject.instrument;
        let condition = written.condition.map(|(condition, node)| {
            let proof = proof_of(&mut machine, self.law, instrument, condition, node);
            (condition, proof, node)
        });
        let sum = written
            .some
            .filter(|some| all || machine.truth(*some) == whole);
        match (condition, sum) {
            (Some((condition, proof, node)), None) => self.visit(condition, &proof, node, all),
            (None, sum) => sum.into_iter().for_each(|some| self.cite_below(some)),
            (Some((condition, proof, node)), Some(some)) => {
                if whole == Truth::False && proof.truth == Truth::False {
                    self.visit(condition, &proof, node, all);
                    return;
                }
                self.cite_below(some);
                // Nothing comes of it only where the condition holds for certain.
                if self.truth_by_support(written, day) != whole || all {
                    self.visit(condition, &proof, node, all);
                }
                // A condition that is open may be certain as far as the sum depends on it.
                if self.truth_by_support(written, day) != whole {
                    self.cite_below(written.op);
                }
            }
        }
    }

    /// The truth of the condition by what is cited so far.
    fn truth_by_support(&self, written: Written<'a>, day: Date) -> Truth {
        let few = only(self.answers, &self.facts);
        self.machine(written.subject, &few, day).truth(written.op)
    }

    fn visit(&mut self, condition: &'a Condition, proof: &Proof, node: TraceNode<'a>, all: bool) {
        if !(all || proof.decisive) {
            return;
        }
        match &condition.test {
            Test::All(list) | Test::Any(list) => {
                for ((condition, proof), node) in list.iter().zip(&proof.parts).zip(node.parts()) {
                    self.visit(condition, proof, node, all);
                }
            }
            Test::Not(inner) => {
                for (proof, node) in proof.parts.iter().zip(node.parts()) {
                    self.visit(inner, proof, node, all);
                }
            }
            Test::Use(id) => {
                let definition = self.law.definitions.get(usize::from(*id));
                let node = self.law.program().trace.definition(*id);
                if let (Some(definition), Some(node), Connective::All, [proof]) =
                    (definition, node, proof.connective, proof.parts.as_slice())
                {
                    self.visit(&definition.holds, proof, node, all);
                }
            }
            Test::When(_) | Test::Judge(_) => self.cite_below(node.op()),
            Test::Open => {}
        }
    }

    /// Cites every known fact that an operation reads. What has been answered does not rest on
    /// what might have settled it.
    fn cite_below(&mut self, op: OpId) {
        let answered = |fact| !matches!(self.answers.get(fact), None | Some(Answer::Unsure));
        let mut facts = Vec::new();
        facts_of(self.law.program(), op, &answered, &mut facts);
        for fact in facts {
            let known = !matches!(self.answers.get(fact), None | Some(Answer::Unsure));
            if known && !self.facts.contains(&fact) {
                self.facts.push(fact);
            }
        }
    }
}

/// The facts that an operation reads, directly or through others.
pub(crate) fn facts_below(program: &Program, op: OpId, facts: &mut Vec<FactId>) {
    facts_of(program, op, &|_| false, facts);
}

/// The same without what might have settled a fact that is answered.
fn facts_of(
    program: &Program,
    op: OpId,
    answered: &dyn Fn(FactId) -> bool,
    facts: &mut Vec<FactId>,
) {
    let op = program.op(op);
    if let Op::Settled(at) = op
        && let Some(settled) = program.settled(at)
        && answered(settled.fact)
    {
        facts_of(program, settled.raw, answered, facts);
        return;
    }
    if let Some(fact) = program.fact_of(op)
        && !facts.contains(&fact)
    {
        facts.push(fact);
    }
    program.operands(op, &mut |operand| {
        facts_of(program, operand, answered, facts)
    });
}
