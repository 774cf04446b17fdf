//! Which question to ask next.
//!
//! A fact is asked only if three-valued pruning leaves it in an outcome that is still open: a
//! condition that another answer has already decided asks nothing more. Among those, the fact
//! that may settle most comes first; a topic that has been begun is finished before another is
//! opened, unless the other promises much more.

use crate::answers::Answers;
use crate::date::Date;
use crate::ir::{FactId, Law};
use crate::outcome::{AmountResult, Need, Outcome, Verdict};

/// The next thing to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The fact.
    pub fact: FactId,
    /// The instruments, by position, that its answer can still move.
    pub because: Vec<u16>,
    /// How many questions may remain at most, this one included. Answers can open conditions
    /// that are pruned now, so this counts what is open at this moment.
    pub at_most: usize,
}

/// Weights are whole numbers: 840 divides evenly among up to eight missing facts.
const WHOLE: u32 = 840;

/// The next question for the instruments in `scope` (by position), or none if nothing that a
/// person can answer would still move them. `outcomes` are those of [`crate::evaluate`].
#[must_use]
pub fn next_question(
    law: &Law,
    _as_of: Date,
    answers: &Answers,
    outcomes: &[Outcome],
    scope: &dyn Fn(u16) -> bool,
) -> Option<Question> {
    // A few dozen at most: a plain list.
    let mut weight: Vec<(FactId, u32, Vec<u16>)> = Vec::new();
    for outcome in outcomes.iter().filter(|o| scope(o.instrument)) {
        let asked = still_open(answers, outcome);
        let share = WHOLE / u32::try_from(asked.len().max(1)).unwrap_or(WHOLE);
        let share = if outcome.amount.is_sum() {
            share * 2
        } else {
            share
        };
        for fact in asked {
            match weight.iter_mut().find(|(known, _, _)| *known == fact) {
                Some((_, sum, because)) => {
                    *sum = sum.saturating_add(share);
                    because.push(outcome.instrument);
                }
                None => weight.push((fact, share, vec![outcome.instrument])),
            }
        }
    }
    let begun: Vec<u16> = answers
        .iter()
        .filter_map(|(id, _)| law.facts.get(usize::from(id)))
        .map(|f| f.topic)
        .collect();
    let score = |fact: FactId, weight: u32| -> u32 {
        let topic = law.facts.get(usize::from(fact)).map(|f| f.topic);
        if topic.is_some_and(|t| begun.contains(&t)) {
            weight.saturating_mul(5)
        } else {
            weight.saturating_mul(3)
        }
    };
    let at_most = weight.len();
    let (fact, _, because) = weight
        .into_iter()
        .max_by_key(|(fact, sum, _)| (score(*fact, *sum), std::cmp::Reverse(*fact)))?;
    Some(Question {
        fact,
        because,
        at_most,
    })
}

/// The facts, not yet asked, that can still move an outcome's verdict or narrow its amount.
#[must_use]
pub fn still_open(answers: &Answers, outcome: &Outcome) -> Vec<FactId> {
    let mut facts: Vec<FactId> = Vec::new();
    let mut add = |fact: FactId| {
        if answers.get(fact).is_none() && !facts.contains(&fact) {
            facts.push(fact);
        }
    };
    match outcome.verdict {
        Verdict::Undetermined => {
            for need in &outcome.needs {
                match need {
                    Need::Fact(fact) | Need::Judgement(fact) => add(*fact),
                    Need::Open(_) | Need::Reading(_) => {}
                }
            }
        }
        Verdict::Eligible | Verdict::NotYet(_) => {}
        Verdict::Ineligible
        | Verdict::Expired(_)
        | Verdict::NotStarted(_)
        | Verdict::StartUnknown(..)
        | Verdict::Replaced(_) => return Vec::new(),
    }
    // What the sum depends on is asked once eligibility is settled.
    if facts.is_empty() && outcome.amount.is_sum() {
        let mut more = Vec::new();
        for fact in &outcome.amount_needs {
            if answers.get(*fact).is_none() {
                more.push(*fact);
            }
        }
        return more;
    }
    facts
}

impl AmountResult {
    /// Whether it is a sum of money, known or not.
    #[must_use]
    pub fn is_sum(&self) -> bool {
        match self {
            Self::Exact(..) | Self::Range(..) | Self::AtMost(..) => true,
            Self::None | Self::NotStated | Self::Text(_) => false,
        }
    }
}
