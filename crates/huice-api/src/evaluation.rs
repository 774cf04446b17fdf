//! Everything at once: sums, every policy, the next question.

use crate::{Changes, Outcome, Question, day, digits};
use huice_core::ir::LostItem;
use huice_core::{CompiledLaw, Decision, IncrementalEvaluator, summarise};
use huice_zh::input;
use huice_zh::read::AnswerError;
use serde::Serialize;

/// What follows from a set of answers for a place, as of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Evaluation<'l> {
    /// Code of the place.
    pub place: &'l str,
    /// Its name.
    pub place_name: &'l str,
    /// The day of evaluation.
    pub as_of: String,
    /// Counts and sums over all policies.
    pub summary: Summary,
    /// The policies in the law's order, then the items whose text is lost.
    pub outcomes: Vec<Outcome<'l>>,
    /// The next question; `null` where nothing that a person can answer is left.
    pub next: Option<Question<'l>>,
    /// Answers that were left out because they cannot be used.
    pub refused: Vec<Refused>,
    /// Answers that cannot all be so. Only the command line looks for them; absent where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contradictory: Vec<Contradictory>,
}

impl<'l> Evaluation<'l> {
    /// Everything.
    #[must_use]
    pub fn new(evaluator: &'l IncrementalEvaluator, refused: &[AnswerError]) -> Self {
        let law = evaluator.law();
        let all = |_: u16| true;
        Self::of(evaluator, &all, &mut law.missing.iter(), refused)
    }

    /// Only some policies, by position, and some lost items; sums and next question are of all.
    #[must_use]
    pub fn of(
        evaluator: &'l IncrementalEvaluator,
        wanted: &dyn Fn(u16) -> bool,
        lost: &mut dyn Iterator<Item = &'l LostItem>,
        refused: &[AnswerError],
    ) -> Self {
        let law = evaluator.law();
        let positions = evaluator.decisions().iter().map(|own| own.instrument);
        let positions = positions.filter(|position| wanted(*position));
        let mut outcomes: Vec<Outcome<'l>> = positions
            .filter_map(|position| Outcome::new(evaluator, position))
            .collect();
        outcomes.extend(lost.map(|item| Outcome::lost(law, item)));
        let next = evaluator.next_question(&|_| true);
        Self {
            place: &law.place,
            place_name: &law.place_name,
            as_of: day(evaluator.as_of()),
            summary: Summary::new(law, evaluator.decisions()),
            outcomes,
            next: next.and_then(|question| Question::new(law, &question)),
            refused: refused.iter().map(Refused::new).collect(),
            contradictory: Vec::new(),
        }
    }
}

impl<'l> Evaluation<'l> {
    /// Adds what would change each outcome.
    #[must_use]
    pub fn with_changes(mut self, evaluator: &'l IncrementalEvaluator) -> Self {
        for outcome in &mut self.outcomes {
            let own = evaluator.law().instrument(outcome.policy.id);
            outcome.changes = own.and_then(|(position, _)| Changes::new(evaluator, position));
        }
        self
    }
}

/// Counts and sums, in 元.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Summary {
    /// What is certain.
    pub certain: String,
    /// What more may come when everything is answered; `null`: no ceiling is known.
    pub pending: Option<String>,
    /// What is up to an office; `null`: no ceiling is known.
    pub discretionary: Option<String>,
    /// How many grants are settled.
    pub settled: usize,
    /// How many there are; one with two sources counts once.
    pub total: usize,
}

impl Summary {
    /// Counts and adds up.
    #[must_use]
    pub fn new(law: &CompiledLaw, decisions: &[Decision]) -> Self {
        let summary = summarise(law, decisions);
        Self {
            certain: digits(summary.certain),
            pending: summary.pending.map(digits),
            discretionary: summary.discretionary.map(digits),
            settled: summary.settled,
            total: summary.total,
        }
    }
}

/// Two or more answers that cannot all be so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Contradictory {
    /// Which of them is right? In words, as a question.
    pub question: String,
    /// Whether one gave way to what was picked from a list. Otherwise all of them count as they stand.
    pub set_aside: bool,
}

/// An answer that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Refused {
    /// The field, as `hires[2].people`.
    pub field: String,
    /// What is wrong, as a stable code.
    pub code: &'static str,
    /// What was found, in words.
    pub found: String,
    /// What to answer instead, in words.
    pub expected: String,
}

impl Refused {
    /// A refusal.
    #[must_use]
    pub fn new(error: &AnswerError) -> Self {
        Self {
            field: error.field.clone(),
            code: error.refusal.code(),
            found: input::found(&error.found),
            expected: input::refusal(&error.refusal),
        }
    }
}
