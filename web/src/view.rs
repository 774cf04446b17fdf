//! What follows from the answers: outcomes, sums, the next question.

use huice_core::ir::{Beneficiary, Law};
use huice_core::outcome::summarise;
use huice_core::{Answers, Date, Decimal, Outcome, Question, Summary, evaluate, next_question};

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
        let summary = sums(law, &outcomes, &|o| asked(o.instrument));
        let question = next_question(law, as_of, answers, &outcomes, asked);
        let shares = shares(law, &outcomes, &summary, mine);
        Self {
            outcomes,
            summary,
            shares,
            question,
        }
    }
}

/// Sums and counts over a part of the outcomes. Proofs are not needed for that, and copying them
/// would cost more than the evaluation.
fn sums(law: &Law, outcomes: &[Outcome], part: &dyn Fn(&Outcome) -> bool) -> Summary {
    let bare: Vec<Outcome> = outcomes
        .iter()
        .filter(|o| part(o))
        .map(|o| Outcome {
            instrument: o.instrument,
            verdict: o.verdict.clone(),
            strength: o.strength,
            kind: o.kind,
            to: o.to,
            amount: o.amount.clone(),
            steps: Vec::new(),
            needs: Vec::new(),
            amount_needs: Vec::new(),
            proof: None,
            readings: Vec::new(),
            terms: Vec::new(),
        })
        .collect();
    summarise(law, &bare)
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
            let part = sums(law, outcomes, &|o| mine(o.instrument) && o.to == outcome.to);
            shares.push((outcome.to, part.certain));
        }
    }
    shares.retain(|(_, sum)| !sum.is_zero());
    let total = shares
        .iter()
        .try_fold(Decimal::ZERO, |sum, (_, part)| sum.checked_add(*part));
    if total == Some(summary.certain) {
        shares
    } else {
        Vec::new()
    }
}
