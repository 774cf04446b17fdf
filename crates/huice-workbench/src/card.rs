//! The card of an instrument, in the shapes of `huice-api`, with the words that people read.

use huice_api::{Outcome, Question, Refused, Summary};
use huice_ide::preview::Preview;
use huice_zh::{terms, words};
use serde_json::{Value, json};

/// `{words, outcome, next, summary, refused}`: what the card says in short, all of it, what the form
/// asks next for this instrument, sums over all instruments of the place, answers that were refused.
pub(crate) fn card(shown: &Preview) -> Option<Value> {
    let evaluator = &shown.evaluator;
    let law = evaluator.law();
    let decision = evaluator.decisions().get(usize::from(shown.position))?;
    let own = law.instruments.get(usize::from(shown.position))?;
    let only = |position: u16| position == shown.position;
    let next = evaluator.next_question(&only);
    let refused: Vec<Refused> = shown.refused.iter().map(Refused::new).collect();
    let needs: Vec<String> = decision
        .needs
        .iter()
        .map(|need| words::need(law, *need))
        .collect();
    Some(json!({
        "words": {
            "title": own.title,
            "verdict": terms::verdict(&decision.verdict),
            "strength": terms::strength(decision.strength),
            "to": terms::beneficiary(decision.beneficiary),
            "amount": words::amount(&decision.amount),
            "needs": needs,
            "cite": words::cite(law, &own.cite),
        },
        "outcome": Outcome::new(evaluator, shown.position)?,
        "next": next.and_then(|question| Question::new(law, &question)),
        "summary": Summary::new(law, evaluator.decisions()),
        "refused": refused,
    }))
}
