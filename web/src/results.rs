//! What follows from the answers: outcomes, sums, the next question.

use huice_core::ir::{Beneficiary, FactId, Instrument, Role};
use huice_core::{
    Answers, CompiledLaw, Contradicted, Date, Decimal, Decision, IncrementalEvaluator, Inferred,
    Question, Summary, Verdict, set_aside_contradicted, summarise,
};
use std::rc::Rc;

/// What follows from the answers, for the chosen roles.
#[derive(Debug, Clone)]
pub struct Results {
    evaluator: IncrementalEvaluator,
    /// The answers that gave way to others, each with the question which of them is right.
    set_aside: Vec<(FactId, String)>,
    /// Instruments, by position, that are not shown: of a grant that stands in two documents one is,
    /// the one that is better for the person, so that it is counted once everywhere.
    pub doubles: Vec<u16>,
    /// Sums over the part of it that goes to the person.
    pub own: Summary,
    /// Certain sums that go to somebody else, by who receives them.
    pub others: Vec<(Beneficiary, Decimal)>,
    /// The next question.
    pub question: Option<Question>,
}

impl Results {
    /// What follows from the answers without being asked, in the law's order.
    #[must_use]
    pub fn consequences(&self) -> Vec<Inferred<'_>> {
        self.evaluator.consequences()
    }

    /// Answers that do not go together; first those that count for nothing because of it.
    #[must_use]
    pub fn contradictions(&self) -> Vec<Contradicted<'_>> {
        let set_aside = self.set_aside.iter();
        let mut all: Vec<Contradicted<'_>> = set_aside
            .map(|(fact, say)| Contradicted { fact: *fact, say })
            .collect();
        all.extend(self.evaluator.contradictions());
        all
    }

    /// The answers that count: all but those that gave way to others.
    #[must_use]
    pub fn answers(&self) -> &Answers {
        self.evaluator.answers()
    }

    /// One a law's instrument, in the law's order, whatever the roles.
    #[must_use]
    pub fn outcomes(&self) -> &[Decision] {
        self.evaluator.decisions()
    }

    /// Evaluates; of the same law as `before`, only what has changed. Questions are put to somebody in
    /// these roles for the sake of the instruments that `asked` names. `own` names the recipients
    /// that are the person: money for an employer is never shown as money for a worker.
    #[must_use]
    pub fn new(
        before: Option<Self>,
        law: &Rc<CompiledLaw>,
        (as_of, answers): (Date, &Answers),
        roles: &[Role],
        asked: &dyn Fn(u16) -> bool,
        own: &dyn Fn(Beneficiary) -> bool,
    ) -> Self {
        let mut answers = answers.clone();
        let set_aside = set_aside_contradicted(law, as_of, &mut answers).into_iter();
        let set_aside = set_aside
            .map(|one| (one.fact, one.say.to_owned()))
            .collect();
        let before = before.map(|view| view.evaluator);
        let evaluator = match before.filter(|evaluator| Rc::ptr_eq(evaluator.law(), law)) {
            Some(mut evaluator) => {
                evaluator.update(as_of, &answers);
                evaluator
            }
            None => IncrementalEvaluator::new(Rc::clone(law), as_of, answers),
        };
        let outcomes = evaluator.decisions();
        let question = evaluator.next_question_for(asked, roles);
        let part = |wanted: &dyn Fn(Beneficiary) -> bool| {
            sums(law, outcomes, &|o| {
                asked(o.instrument) && wanted(o.beneficiary)
            })
        };
        let mut others: Vec<(Beneficiary, Decimal)> = Vec::new();
        for to in outcomes.iter().map(|o| o.beneficiary) {
            if !own(to) && others.iter().all(|(other, _)| *other != to) {
                others.push((to, part(&|other| other == to).certain));
            }
        }
        others.retain(|(_, sum)| !sum.is_zero());
        Self {
            own: part(own),
            others,
            question,
            doubles: doubles(law, outcomes),
            set_aside,
            evaluator,
        }
    }
}

/// Of each pair of texts of one grant the one that is not shown: the worse one, and of equals that
/// of the wider place.
fn doubles(law: &CompiledLaw, outcomes: &[Decision]) -> Vec<u16> {
    let outcome = |at: u16| outcomes.get(usize::from(at));
    let pair = |(at, instrument): (u16, &Instrument)| {
        let wider = outcome(instrument.restates?)?;
        let own = outcome(at)?;
        Some(if worse(own) > worse(wider) {
            at
        } else {
            wider.instrument
        })
    };
    (0u16..).zip(&law.instruments).filter_map(pair).collect()
}

/// How far an outcome is from being had.
fn worse(outcome: &Decision) -> u8 {
    match outcome.verdict {
        Verdict::Eligible if outcome.strength.settles() => 0,
        Verdict::Eligible => 1,
        Verdict::NotYet(_) => 2,
        Verdict::Undetermined => 3,
        Verdict::Replaced(_) => 4,
        Verdict::Ineligible => 5,
        Verdict::NotStarted(_) | Verdict::StartUnknown(..) => 6,
        Verdict::Expired(_) => 7,
    }
}

/// Sums and counts over a part of the decisions.
fn sums(law: &CompiledLaw, decisions: &[Decision], part: &dyn Fn(&Decision) -> bool) -> Summary {
    let part: Vec<Decision> = decisions.iter().filter(|d| part(d)).cloned().collect();
    summarise(law, &part)
}
