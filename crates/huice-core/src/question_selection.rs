//! Which screen to show next.
//!
//! A fact is asked only if it can still move an outcome: if two of its answers, with some answers
//! to the rest, lead to different verdicts or sums (see `eval/cases.rs`). Facts of one list are
//! asked together, those of them that still matter; every other fact has a screen of its own.
//! As long as money is open, the screen that may settle most of it comes first; then what may
//! settle most of the rest. A topic that has been begun is finished before another is opened,
//! unless the other promises much more.

use crate::answers::Answers;
use crate::date::Date;
use crate::grant;
use crate::ir::{FactId, Kind, Law};
use crate::outcome::{AmountResult, Connective, Need, Outcome, Proof, Verdict};
use crate::truth::Truth;

/// The next thing to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The fact of the screen that may settle most.
    pub fact: FactId,
    /// The facts of the screen, in the law's order: one, or the rows of a list.
    pub facts: Vec<FactId>,
    /// The instruments, by position, that the answers can still move: money first.
    pub because: Vec<u16>,
    /// How many questions may remain at least, this one included: one for each of a choice of
    /// open instruments of which no two look at the same fact.
    pub at_least: usize,
    /// How many may remain at most, this one included: every fact that can still move a verdict
    /// or a sum. An answer only ever takes facts away from these.
    pub at_most: usize,
    /// How many screens may remain at least, this one included: one for each of a choice of open
    /// instruments of which no two look at the same screen.
    pub screens_at_least: usize,
    /// How many screens may remain at most, this one included: every screen that a fact of
    /// `at_most` is on. None is shown twice, for it shows all of them at once.
    pub screens_at_most: usize,
    /// Instruments of which a sum of money, or the claim to one, can still be moved.
    pub money_open: usize,
}

/// Weights are whole numbers: 840 divides evenly among up to eight missing facts.
const WHOLE: u32 = 840;

/// A fact that can still move an instrument.
#[derive(Clone, Copy)]
struct Asked {
    fact: FactId,
    /// The screen that it is on: the first fact of its list, or itself.
    screen: FactId,
    /// How much of the instrument an answer may settle; nothing for what only a sum will depend
    /// on.
    weight: u32,
}

/// An instrument that answers can still move.
struct Open {
    instrument: u16,
    money: bool,
    asked: Vec<Asked>,
}

/// What a screen may settle.
struct Score {
    screen: FactId,
    money: u32,
    rest: u32,
}

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
    let screens = screens(law);
    let twice = grant::asked_by_another(law, outcomes);
    let mut open: Vec<Open> = Vec::new();
    for outcome in outcomes {
        if !scope(outcome.instrument) || twice.contains(&outcome.instrument) {
            continue;
        }
        let asked = asked(answers, outcome, &screens);
        if !asked.is_empty() {
            open.push(Open {
                instrument: outcome.instrument,
                money: is_money(outcome),
                asked,
            });
        }
    }
    let shown = choose(law, answers, &open)?;
    let mut weights: Vec<Option<u32>> = vec![None; law.facts.len()];
    let (mut because, mut others, mut money_open) = (Vec::new(), Vec::new(), 0);
    for one in &open {
        money_open += usize::from(one.money);
        let mut here = false;
        for asked in one.asked.iter().filter(|asked| asked.screen == shown) {
            here = true;
            if let Some(sum) = weights.get_mut(usize::from(asked.fact)) {
                *sum = Some(sum.unwrap_or(0).saturating_add(asked.weight));
            }
        }
        if here {
            let list = if one.money { &mut because } else { &mut others };
            list.push(one.instrument);
        }
    }
    because.append(&mut others);
    let (mut facts, mut fact, mut most) = (Vec::new(), shown, None);
    for (id, weight) in (0u16..).zip(weights) {
        if weight.is_some() {
            facts.push(id);
        }
        if weight > most {
            (fact, most) = (id, weight);
        }
    }
    let all = law.facts.len();
    let (at_least, at_most) = remaining(&open, all, |asked| asked.fact);
    let (screens_at_least, screens_at_most) = remaining(&open, all, |asked| asked.screen);
    Some(Question {
        fact,
        facts,
        because,
        at_least,
        at_most,
        screens_at_least,
        screens_at_most,
        money_open,
    })
}

/// By fact the screen that it is on.
fn screens(law: &Law) -> Vec<FactId> {
    let mut lists: Vec<(&str, FactId)> = Vec::new();
    let mut screens = Vec::new();
    for (id, fact) in (0u16..).zip(&law.facts) {
        let before = lists.iter().find(|(list, _)| *list == fact.list);
        screens.push(before.map_or(id, |(_, first)| *first));
        if before.is_none() && !fact.list.is_empty() {
            lists.push((&fact.list, id));
        }
    }
    screens
}

/// What can still move an outcome, and how much an answer may settle. A no to one of several
/// conditions that must all hold settles everything, and comes half of the time; of several of
/// which one is enough, each settles its share of that. The last fact that is missing settles
/// everything.
fn asked(answers: &Answers, outcome: &Outcome, screens: &[FactId]) -> Vec<Asked> {
    let mut asked: Vec<Asked> = Vec::new();
    let now = still_open(answers, outcome);
    if now.is_empty() {
        return asked;
    }
    let share = WHOLE / u32::try_from(now.len()).unwrap_or(WHOLE);
    for (facts, weight) in [(now, share), (later_open(answers, outcome), 0)] {
        for fact in facts {
            if asked.iter().all(|asked| asked.fact != fact) {
                let screen = screens.get(usize::from(fact)).copied().unwrap_or(fact);
                asked.push(Asked {
                    fact,
                    screen,
                    weight,
                });
            }
        }
    }
    if let Some(proof) = &outcome.proof {
        weigh(proof, WHOLE / 2, &mut asked);
    }
    asked
}

fn weigh(proof: &Proof, weight: u32, facts: &mut [Asked]) {
    if proof.truth != Truth::Unknown {
        return;
    }
    for asked in facts.iter_mut() {
        if asked.weight > 0 && proof.missing.contains(&asked.fact) {
            asked.weight = weight.max(asked.weight);
        }
    }
    let open = proof.parts.iter().filter(|p| p.truth == Truth::Unknown);
    let each = match proof.connective {
        Connective::Any => weight / u32::try_from(open.count().max(1)).unwrap_or(WHOLE),
        _ => weight,
    };
    proof.parts.iter().for_each(|part| weigh(part, each, facts));
}

/// The screen that may settle most.
fn choose(law: &Law, answers: &Answers, open: &[Open]) -> Option<FactId> {
    let mut scores: Vec<Score> = Vec::new();
    for one in open {
        for (at, asked) in one.asked.iter().enumerate() {
            let same = |other: &&Asked| other.screen == asked.screen;
            if one.asked.iter().take(at).any(|other| same(&other)) {
                continue;
            }
            let sum = one.asked.iter().filter(same).map(|other| other.weight);
            // It can be settled only once.
            let weight = sum.sum::<u32>().min(WHOLE);
            let known = scores.iter().position(|score| score.screen == asked.screen);
            if known.is_none() {
                scores.push(Score {
                    screen: asked.screen,
                    money: 0,
                    rest: 0,
                });
            }
            let at = known.unwrap_or(scores.len() - 1);
            if let Some(score) = scores.get_mut(at) {
                let sum = if one.money {
                    &mut score.money
                } else {
                    &mut score.rest
                };
                *sum = sum.saturating_add(weight);
            }
        }
    }
    let topic = |fact: FactId| law.facts.get(usize::from(fact)).map(|f| f.topic);
    let mut best: Option<((u32, u32), FactId)> = None;
    for score in scores {
        let own = topic(score.screen);
        let begun = answers.iter().any(|(id, _)| topic(id) == own);
        let times = if begun { 4 } else { 3 };
        let worth = (
            score.money.saturating_mul(times),
            score.rest.saturating_mul(times),
        );
        let better = |(most, screen)| worth > most || (worth == most && score.screen < screen);
        if best.is_none_or(better) {
            best = Some((worth, score.screen));
        }
    }
    best.map(|(_, screen)| screen)
}

/// How many things remain, at least and at most, of those that each open instrument looks at.
fn remaining(open: &[Open], all: usize, of: fn(&Asked) -> u16) -> (usize, usize) {
    let (mut seen, mut taken) = (vec![false; all], vec![false; all]);
    let mut least = 0;
    let is = |list: &[bool], asked: &Asked| list.get(usize::from(of(asked))) == Some(&true);
    let put = |list: &mut [bool], asked: &Asked| {
        if let Some(place) = list.get_mut(usize::from(of(asked))) {
            *place = true;
        }
    };
    let longest = open.iter().map(|one| one.asked.len()).max().unwrap_or(0);
    // Few facts first: more of them can be had side by side.
    for length in 1..=longest {
        for one in open.iter().filter(|one| one.asked.len() == length) {
            let apart = !one.asked.iter().any(|asked| is(&taken, asked));
            least += usize::from(apart);
            for asked in &one.asked {
                put(&mut seen, asked);
                if apart {
                    put(&mut taken, asked);
                }
            }
        }
    }
    (least, seen.into_iter().filter(|seen| *seen).count())
}

/// Whether money depends on it: a sum is told, or it is paid out or lent though the text leaves
/// the sum open.
pub(crate) fn is_money(outcome: &Outcome) -> bool {
    outcome.amount.is_sum() || outcome.kind.pays() || outcome.kind == Kind::Loan
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
            Self::None | Self::NotDue | Self::NotStated | Self::Text(_) => false,
        }
    }
}
