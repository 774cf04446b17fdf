//! Which question to ask next.
//!
//! A fact is asked only if it can still move an outcome: if two of its answers, with some answers
//! to the rest, lead to different verdicts or sums (see `eval/cases.rs`). Among those, the fact
//! that may settle most comes first; a topic that has been begun is finished before another is
//! opened, unless the other promises much more.

use crate::answers::Answers;
use crate::date::Date;
use crate::grant;
use crate::ir::{FactId, Law};
use crate::outcome::{AmountResult, Need, Outcome, Verdict};
use crate::sorted::{Numbers, put};

/// The next thing to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The fact.
    pub fact: FactId,
    /// The instruments, by position, that its answer can still move.
    pub because: Vec<u16>,
    /// How many questions may remain at least, this one included: one for each of a choice of
    /// open instruments of which no two look at the same fact.
    pub at_least: usize,
    /// How many may remain at most, this one included: every fact that can still move a verdict
    /// or a sum. An answer only ever takes facts away from these.
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
    let twice = grant::asked_by_another(law, outcomes);
    let once = |o: &&Outcome| scope(o.instrument) && !twice.contains(&o.instrument);
    for outcome in outcomes.iter().filter(once) {
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
    let (at_least, at_most) = remaining(answers, outcomes, scope);
    let (fact, _, because) = weight
        .into_iter()
        .max_by_key(|(fact, sum, _)| (score(*fact, *sum), std::cmp::Reverse(*fact)))?;
    Some(Question {
        fact,
        because,
        at_least,
        at_most,
    })
}

/// How many questions remain, at least and at most.
fn remaining(
    answers: &Answers,
    outcomes: &[Outcome],
    scope: &dyn Fn(u16) -> bool,
) -> (usize, usize) {
    let mut open: Vec<Vec<FactId>> = Vec::new();
    for outcome in outcomes.iter().filter(|o| scope(o.instrument)) {
        let mut facts = still_open(answers, outcome);
        if !facts.is_empty() {
            facts.extend(later_open(answers, outcome));
            // Few facts first: more of them can be had side by side.
            put(&mut open, facts, |a, b| a.len() > b.len());
        }
    }
    let (mut all, mut taken, mut least) = (Numbers::default(), Numbers::default(), 0usize);
    for facts in open {
        let apart = facts.iter().all(|fact| !taken.contains(usize::from(*fact)));
        least = least.saturating_add(usize::from(apart));
        for fact in facts {
            all.insert(i64::from(fact));
            if apart {
                taken.insert(i64::from(fact));
            }
        }
    }
    (least, all.list().len())
}

/// What the sum will depend on once eligibility is settled.
fn later_open(answers: &Answers, outcome: &Outcome) -> Vec<FactId> {
    let may_come = matches!(
        outcome.verdict,
        Verdict::Undetermined | Verdict::Eligible | Verdict::NotYet(_)
    );
    let facts = outcome.amount_needs.iter().copied();
    facts
        .filter(|fact| may_come && outcome.amount.is_sum() && answers.get(*fact).is_none())
        .collect()
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
