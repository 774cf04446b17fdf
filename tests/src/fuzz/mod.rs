//! What every input must survive, for the fuzzer and for the replay of its corpus: one function a
//! target. `tests/fuzz` calls them with bytes of its own making, `tests/tests/fuzz.rs` with the
//! files of `tests/fuzz/corpus`. The target for addresses and kept sessions lies beside those,
//! for it needs the app's own modules.

mod answers;
mod pack;
mod rules;

pub use answers::{answers, answers_seeds};
pub use pack::{pack, pack_seeds};
pub use rules::{rules, rules_seeds};

use huice_core::cash_schedule::cash_schedule;
use huice_core::ir::{Fact, FactKind, Law};
use huice_core::loan::loan_limits;
use huice_core::{
    Answer, Answers, CompiledLaw, Date, DateRange, Decision, IncrementalEvaluator, VecMap,
    evaluate, explain, summarise,
};
use std::rc::Rc;

/// Everything that is asked of a law and answers must have an answer; what has two forms must
/// agree. The decisions come back.
pub(crate) fn walk(law: &Rc<CompiledLaw>, as_of: Date, answers: &Answers) -> Vec<Decision> {
    let decisions = evaluate(law, as_of, answers);
    assert_eq!(decisions.len(), law.instruments.len());
    let summary = summarise(law, &decisions);
    assert!(summary.settled <= summary.total, "{summary:?}");
    let evaluator = IncrementalEvaluator::new(Rc::clone(law), as_of, answers.clone());
    assert_eq!(evaluator.decisions(), decisions);
    if let Some(question) = evaluator.next_question(&|_| true) {
        assert!(answers.get(question.fact).is_none(), "asked twice");
        assert!(question.at_least <= question.at_most, "{question:?}");
    }
    let made = cash_schedule(law, as_of, answers, &decisions, 36, &|_| true);
    let months = made.by_month.iter().sum::<huice_core::Decimal>();
    let years = made.by_year.iter().sum::<huice_core::Decimal>();
    assert_eq!((months, years), (made.total, made.total), "the plan's sums");
    for decision in &decisions {
        let position = decision.instrument;
        drop(loan_limits(law, position, as_of, answers));
        let explanation = evaluator.explain(position);
        let again = explain::explain_one(law, as_of, answers, decision);
        assert!(explanation.is_some(), "a decision without a reason");
        assert_eq!(explanation, again, "two reasons for one decision");
    }
    decisions
}

/// One answer of the right type to every fact.
pub(crate) fn plain_answers(law: &Law) -> Answers {
    let mut answers = Answers::new();
    for (id, fact) in (0u16..).zip(&law.facts) {
        answers.set(id, plain(fact));
    }
    answers
}

fn plain(fact: &Fact) -> Answer {
    match &fact.kind {
        FactKind::Bool { .. } => Answer::Bool(true),
        FactKind::Choice(_) => Answer::Choice(0),
        FactKind::Set(_) => Answer::Set(vec![0]),
        FactKind::Number { max, .. } => Answer::Number(*max),
        FactKind::Date => Answer::Date(DateRange::only(Date::FIRST)),
        FactKind::Records { fields, .. } => {
            let record: VecMap<Answer> = (0u16..)
                .zip(fields)
                // Fields are never records themselves; of a pack that says so, none is filled in.
                .filter(|(_, field)| !matches!(field.kind, FactKind::Records { .. }))
                .map(|(at, field)| (at, plain(field)))
                .collect();
            Answer::Records(vec![record.clone(), record])
        }
    }
}
