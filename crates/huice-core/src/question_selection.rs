//! Which screen to show next.
//!
//! A fact is asked only if it can still move a decision: if two of its answers, with some answers
//! to the rest, lead to different verdicts or sums (see `decide/cases.rs`). Facts of one list are
//! asked together, those of them that still matter; every other fact has a screen of its own.
//! As long as money is open, the screen that may settle most of it comes first; then what may
//! settle most of the rest. A topic that has been begun is finished before another is opened,
//! unless the other promises much more.

use crate::answers::Answers;
use crate::decision::{Decision, Need};
use crate::grant;
use crate::ir::{FactId, Kind, Law};
use crate::outcome::{AmountResult, Verdict};
use crate::program::Program;

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
pub(crate) const WHOLE: u32 = 840;

/// How much of an instrument each fact may settle, by where it stands in the condition.
pub(crate) type Weights = Vec<(FactId, u32)>;

/// A fact that can still move an instrument.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked {
    fact: FactId,
    /// The screen that it is on: the first fact of its list, or itself.
    screen: FactId,
    /// How much of the instrument an answer may settle; zero for what only a sum will depend on.
    weight: u32,
}

/// An instrument that answers can still move.
struct Open<'a> {
    instrument: u16,
    money: bool,
    asked: &'a [Asked],
}

/// What has been decided so far, and what each decision still asks for.
#[derive(Clone, Copy)]
pub(crate) struct State<'a> {
    pub(crate) law: &'a Law,
    pub(crate) program: &'a Program,
    pub(crate) answers: &'a Answers,
    /// In the law's order.
    pub(crate) decisions: &'a [Decision],
    /// What each decision asks for: see [`asked`].
    pub(crate) asked: &'a [Vec<Asked>],
}

/// The next question for the instruments in `scope` (by position), or none if nothing that a
/// person can answer would still move them.
pub(crate) fn next_question(state: State<'_>, scope: &dyn Fn(u16) -> bool) -> Option<Question> {
    let twice = grant::asked_by_another(state.program, state.decisions);
    let mut open: Vec<Open<'_>> = Vec::new();
    for (decision, asked) in state.decisions.iter().zip(state.asked) {
        let position = decision.instrument;
        if !asked.is_empty() && scope(position) && !twice.contains(&position) {
            open.push(Open {
                instrument: position,
                money: is_money(decision),
                asked,
            });
        }
    }
    let shown = choose(state, &open)?;
    let mut question = on_screen(&open, shown);
    // Few facts first: more of them can be had side by side.
    open.sort_by_key(|one| one.asked.len());
    let all = state.law.facts.len();
    (question.at_least, question.at_most) = remaining(&open, all, |asked| asked.fact);
    (question.screens_at_least, question.screens_at_most) =
        remaining(&open, all, |asked| asked.screen);
    Some(question)
}

/// The question of a screen, with nothing counted yet.
fn on_screen(open: &[Open<'_>], shown: FactId) -> Question {
    let mut weights: Vec<(FactId, u32)> = Vec::new();
    let (mut because, mut others, mut money_open) = (Vec::new(), Vec::new(), 0);
    for one in open {
        money_open += usize::from(one.money);
        let mut here = false;
        for asked in one.asked.iter().filter(|asked| asked.screen == shown) {
            here = true;
            match weights.iter_mut().find(|(fact, _)| *fact == asked.fact) {
                Some((_, sum)) => *sum = sum.saturating_add(asked.weight),
                None => weights.push((asked.fact, asked.weight)),
            }
        }
        if here {
            let list = if one.money { &mut because } else { &mut others };
            list.push(one.instrument);
        }
    }
    because.append(&mut others);
    weights.sort_unstable_by_key(|(fact, _)| *fact);
    let heaviest = weights.iter().map(|(_, weight)| *weight).max();
    let first = weights.iter().find(|(_, weight)| Some(*weight) == heaviest);
    Question {
        fact: first.map_or(shown, |(fact, _)| *fact),
        facts: weights.iter().map(|(fact, _)| *fact).collect(),
        because,
        at_least: 0,
        at_most: 0,
        screens_at_least: 0,
        screens_at_most: 0,
        money_open,
    }
}

/// By fact the screen that it is on: the first fact of its list, or itself.
pub(crate) fn screens(law: &Law) -> Vec<FactId> {
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

/// What can still move a decision, and how much an answer may settle. A no to one of several
/// conditions that must all hold settles everything, and comes half of the time; of several of
/// which one is enough, each settles its share of that. The last fact that is missing settles
/// everything.
pub(crate) fn asked(
    program: &Program,
    answers: &Answers,
    decision: &Decision,
    weights: &Weights,
) -> Vec<Asked> {
    let mut asked: Vec<Asked> = Vec::new();
    let now = still_open(answers, decision);
    if now.is_empty() {
        return asked;
    }
    let share = WHOLE / u32::try_from(now.len()).unwrap_or(WHOLE);
    for (facts, weight) in [(now, share), (later_open(answers, decision), 0)] {
        for fact in facts {
            if asked.iter().any(|asked| asked.fact == fact) {
                continue;
            }
            let own = weights.iter().find(|(known, _)| *known == fact);
            let own = own.map_or(0, |(_, weight)| *weight);
            asked.push(Asked {
                fact,
                screen: program.screen(fact),
                weight: if weight > 0 { weight.max(own) } else { 0 },
            });
        }
    }
    asked
}

/// What a screen may settle.
#[derive(Clone, Copy, Default)]
struct Score {
    money: u32,
    rest: u32,
}

/// The screen that may settle most.
fn choose(state: State<'_>, open: &[Open<'_>]) -> Option<FactId> {
    let mut scores: Vec<(FactId, Score)> = Vec::new();
    let mut places: Vec<Option<usize>> = vec![None; state.law.facts.len()];
    for one in open {
        for (at, asked) in one.asked.iter().enumerate() {
            let same = |other: &&Asked| other.screen == asked.screen;
            if one.asked.iter().take(at).any(|other| same(&other)) {
                continue;
            }
            let sum = one.asked.iter().filter(same).map(|other| other.weight);
            // It can be settled only once.
            let weight = sum.sum::<u32>().min(WHOLE);
            let Some(place) = places.get_mut(usize::from(asked.screen)) else {
                continue;
            };
            let place = *place.get_or_insert(scores.len());
            if place == scores.len() {
                scores.push((asked.screen, Score::default()));
            }
            if let Some((_, score)) = scores.get_mut(place) {
                let sum = if one.money {
                    &mut score.money
                } else {
                    &mut score.rest
                };
                *sum = sum.saturating_add(weight);
            }
        }
    }
    let begun = topics_begun(state);
    let mut best: Option<((u32, u32), FactId)> = None;
    for (screen, score) in scores {
        let times = if is_begun(state.law, &begun, screen) {
            4
        } else {
            3
        };
        let worth = (
            score.money.saturating_mul(times),
            score.rest.saturating_mul(times),
        );
        let better = |(most, first)| worth > most || (worth == most && screen < first);
        if best.is_none_or(better) {
            best = Some((worth, screen));
        }
    }
    best.map(|(_, screen)| screen)
}

/// By topic, whether something of it has been answered.
fn topics_begun(state: State<'_>) -> Vec<bool> {
    let mut begun = vec![false; state.law.topics.len()];
    for (fact, _) in state.answers.iter() {
        let topic = state
            .law
            .facts
            .get(usize::from(fact))
            .map(|fact| fact.topic);
        if let Some(place) = topic.and_then(|topic| begun.get_mut(usize::from(topic))) {
            *place = true;
        }
    }
    begun
}

fn is_begun(law: &Law, begun: &[bool], fact: FactId) -> bool {
    let topic = law.facts.get(usize::from(fact)).map(|fact| fact.topic);
    topic.is_some_and(|topic| begun.get(usize::from(topic)) == Some(&true))
}

/// How many things remain, at least and at most, of those that each open instrument looks at;
/// instruments with few facts come first.
fn remaining(open: &[Open<'_>], all: usize, of: fn(&Asked) -> FactId) -> (usize, usize) {
    let (mut seen, mut taken) = (vec![false; all], vec![false; all]);
    let (mut least, mut most) = (0, 0);
    let is = |list: &[bool], at: FactId| list.get(usize::from(at)) == Some(&true);
    let mark = |list: &mut [bool], at: FactId| {
        if let Some(place) = list.get_mut(usize::from(at)) {
            *place = true;
        }
    };
    for one in open {
        let apart = !one.asked.iter().any(|asked| is(&taken, of(asked)));
        least += usize::from(apart);
        for asked in one.asked {
            most += usize::from(!is(&seen, of(asked)));
            mark(&mut seen, of(asked));
            if apart {
                mark(&mut taken, of(asked));
            }
        }
    }
    (least, most)
}

/// Whether money depends on it: a sum can be had, or it is paid out or lent though the text leaves
/// the sum open.
pub(crate) fn is_money(decision: &Decision) -> bool {
    decision.amount.is_sum() || decision.kind.pays() || decision.kind == Kind::Loan
}

/// What the sum will depend on once eligibility is settled.
fn later_open(answers: &Answers, decision: &Decision) -> Vec<FactId> {
    let may_come = matches!(
        decision.verdict,
        Verdict::Undetermined | Verdict::Eligible | Verdict::NotYet(_)
    );
    let facts = decision.amount_needs.iter().copied();
    facts
        .filter(|fact| may_come && decision.amount.is_sum() && answers.get(*fact).is_none())
        .collect()
}

/// The facts, not yet asked, that can still move a decision's verdict or narrow its amount.
#[must_use]
pub fn still_open(answers: &Answers, decision: &Decision) -> Vec<FactId> {
    let mut facts: Vec<FactId> = Vec::new();
    let mut add = |fact: FactId| {
        if answers.get(fact).is_none() && !facts.contains(&fact) {
            facts.push(fact);
        }
    };
    match decision.verdict {
        Verdict::Undetermined => {
            for need in &decision.needs {
                match need {
                    Need::Fact(fact) | Need::Judgement(fact) => add(*fact),
                    Need::Open(_) | Need::Reading(..) => {}
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
    if facts.is_empty() {
        return later_open(answers, decision);
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
