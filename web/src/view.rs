//! What follows from the answers: outcomes, sums, the next question.

use huice_core::ir::{Beneficiary, Law};
use huice_core::outcome::summarise;
use huice_core::{
    Answers, Date, Decimal, Outcome, Question, Summary, evaluate, next_question,
};

/// What follows from the answers, for the chosen roles.
#[derive(Debug, Clone)]
pub struct View {
    /// One a law's instrument, in the law's order, whatever the roles.
    pub outcomes: Vec<Outcome>,
    /// Sums and counts over what the chosen roles would look for and answer questions for.
    pub summary: Summary,
    /// The certain sum by who receives it; empty unless more than one do.
    pub shares: Vec<(Beneficiary, Decimal)>,
    /// The next question.
    pub question: Option<Question>,
}

impl View {
    /// Evaluates. `mine` tells what the chosen roles would look for, `asked` for which of it
    /// questions are put.
    #[must_use]
    pub fn new(
        law: &Law,
        as_of: Date,
        answers: &Answers,
        mine: &dyn Fn(u16) -> bool,
        asked: &dyn Fn(u16) -> bool,
    ) -> Self {
        let outcomes = evaluate(law, as_of, answers);
        let scope: Vec<Outcome> =
            outcomes.iter().filter(|o| asked(o.instrument)).cloned().collect();
        let summary = summarise(law, &scope);
        let question = next_question(law, as_of, answers, &outcomes, asked);
        let shares = shares(law, &outcomes, &summary, mine);
        Self { outcomes, summary, shares, question }
    }
}

/// Money for an employer is not money for a worker: where the certain sum goes to more than one,
/// it is told apart. Shares that would not add up to the sum are not told.
fn shares(
    law: &Law,
    outcomes: &[Outcome],
    summary: &Summary,
    mine: &dyn Fn(u16) -> bool,
) -> Vec<(Beneficiary, Decimal)> {
    let mut shares: Vec<(Beneficiary, Decimal)> = Vec::new();
    for outcome in outcomes.iter().filter(|o| mine(o.instrument)) {
        if shares.iter().all(|(to, _)| *to != outcome.to) {
            let part: Vec<Outcome> = outcomes
                .iter()
                .filter(|o| mine(o.instrument) && o.to == outcome.to)
                .cloned()
                .collect();
            shares.push((outcome.to, summarise(law, &part).certain));
        }
    }
    shares.retain(|(_, sum)| !sum.is_zero());
    let total = shares.iter().try_fold(Decimal::ZERO, |sum, (_, part)| sum.checked_add(*part));
    if total == Some(summary.certain) { shares } else { Vec::new() }
}
