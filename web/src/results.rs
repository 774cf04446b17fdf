//! What follows from the answers: outcomes, sums, the next question.

use huice_core::grant::doubles;
use huice_core::ir::{Beneficiary, Role};
use huice_core::number::add;
use huice_core::{
    Answers, CompiledLaw, Contradicted, Date, Decimal, Decision, IncrementalEvaluator, Inferred,
    Question, Summary, Verdict, summarise,
};
use std::rc::Rc;

/// What follows from the answers, for the chosen roles.
#[derive(Debug, Clone)]
pub struct Results {
    evaluator: IncrementalEvaluator,
    /// Instruments, by position, that are not shown: a restatement says the same.
    pub doubles: Vec<u16>,
    /// Counts over what the chosen roles would look for and answer questions for.
    pub summary: Summary,
    /// Sums over the part of it that goes to the person.
    pub own: Summary,
    /// Certain sums that go to somebody else, by who receives them.
    pub others: Vec<(Beneficiary, Decimal)>,
    /// The most that the sums of `own` come to together: none where one of them has no known end,
    /// where two of the things in them are never had both, or where it is one of them alone.
    pub most: Option<Decimal>,
    /// The next question.
    pub question: Option<Question>,
}

impl Results {
    /// One a law's instrument, in the law's order, whatever the roles.
    #[must_use]
    pub fn outcomes(&self) -> &[Decision] {
        self.evaluator.decisions()
    }

    /// The facts that follow from the answers, each with why.
    #[must_use]
    pub fn consequences(&self) -> Vec<Inferred<'_>> {
        self.evaluator.consequences()
    }

    /// The answers that cannot all be so.
    #[must_use]
    pub fn contradictions(&self) -> Vec<Contradicted<'_>> {
        self.evaluator.contradictions()
    }

    /// Evaluates; of the same law as `before`, only what has changed. Questions are put to somebody
    /// in `roles`, about the instruments that `asked` tells. `own` tells which recipients are the
    /// person: money for an employer is never told as money for a worker.
    #[must_use]
    pub fn new(
        before: Option<Self>,
        law: &Rc<CompiledLaw>,
        as_of: Date,
        answers: &Answers,
        roles: &[Role],
        asked: &dyn Fn(u16) -> bool,
        own: &dyn Fn(Beneficiary) -> bool,
    ) -> Self {
        let before = before.map(|view| view.evaluator);
        let evaluator = match before.filter(|evaluator| Rc::ptr_eq(evaluator.law(), law)) {
            Some(mut evaluator) => {
                evaluator.update(as_of, answers);
                evaluator
            }
            None => IncrementalEvaluator::new(Rc::clone(law), as_of, answers.clone()),
        };
        let outcomes = evaluator.decisions();
        let roles = if roles.is_empty() { &Role::ALL } else { roles };
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
        let sums = part(own);
        // Whether it is still open, where it counts.
        let counts = |at: &u16| {
            let outcome = outcomes.get(usize::from(*at))?;
            let counts = asked(*at) && own(outcome.beneficiary) && may_pay(outcome);
            counts.then(|| outcome.verdict.is_open())
        };
        // Of two that exclude each other the sums hold one, unless only one of them is open.
        let apart = || {
            (0u16..).zip(&law.instruments).all(|(at, instrument)| {
                let open = counts(&at);
                let barred = |other| counts(other).is_some_and(|other| open != Some(other));
                open.is_none()
                    || !instrument.excludes.iter().any(barred)
                        && !instrument
                            .replaces
                            .iter()
                            .any(|other| counts(other).is_some())
            })
        };
        let most = sums.pending.zip(sums.discretionary);
        let most = most.filter(|_| apart());
        let most = most.and_then(|(pending, may)| add(add(sums.certain, pending)?, may));
        let parts = [Some(sums.certain), sums.pending, sums.discretionary];
        let most = most.filter(|most| !parts.contains(&Some(*most)));
        Self {
            summary: part(&|_| true),
            own: sums,
            most,
            others,
            question,
            doubles: doubles(law.program(), outcomes),
            evaluator,
        }
    }
}

/// Whether money may come of it, by now or by further answers.
fn may_pay(outcome: &Decision) -> bool {
    let open = matches!(outcome.verdict, Verdict::Eligible | Verdict::Undetermined);
    open && outcome.kind.pays() && outcome.amount.is_sum()
}

/// Sums and counts over a part of the decisions.
fn sums(law: &CompiledLaw, decisions: &[Decision], part: &dyn Fn(&Decision) -> bool) -> Summary {
    let part: Vec<Decision> = decisions.iter().filter(|d| part(d)).cloned().collect();
    summarise(law, &part)
}
