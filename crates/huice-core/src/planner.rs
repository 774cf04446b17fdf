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
use crate::outcome::{AmountResult, Joint, Need, Outcome, Proof, Verdict};
use crate::sorted::{Numbers, put};
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

/// An instrument that answers can still move.
struct Open {
    instrument: u16,
    money: bool,
    /// What is asked now, and how much of the whole an answer may settle.
    now: Vec<(FactId, u32)>,
    /// What its sum will depend on.
    later: Vec<FactId>,
    /// The screens of both.
    screens: Vec<u16>,
}

/// A screen that may be shown.
struct Screen {
    id: u16,
    facts: Vec<(FactId, u32)>,
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
    let mut open: Vec<Open> = Vec::new();
    let mut known = Screens::of(law);
    for outcome in outcomes.iter().filter(|o| scope(o.instrument)) {
        let now = still_open(answers, outcome);
        if !now.is_empty() {
            let later = later_open(answers, outcome);
            let mut screens: Vec<u16> = Vec::new();
            for fact in now.iter().chain(&later) {
                add(&mut screens, known.screen(*fact));
            }
            let now = weights(outcome, now);
            let next = Open {
                instrument: outcome.instrument,
                money: is_money(outcome),
                now,
                later,
                screens,
            };
            // Few facts first: more of them can be had side by side.
            put(&mut open, next, |a, b| a.now.len() > b.now.len());
        }
    }
    let twice = grant::asked_by_another(law, outcomes);
    open.retain(|o| !twice.contains(&o.instrument));
    let shown = choose(law, answers, &open, &mut known)?;
    let here = |o: &&Open| o.screens.contains(&shown.id);
    let (money, rest): (Vec<&Open>, Vec<&Open>) = open.iter().filter(here).partition(|o| o.money);
    let mut because: Vec<u16> = Vec::new();
    for of in [money, rest] {
        let mut of: Vec<u16> = of.iter().map(|o| o.instrument).collect();
        of.sort_unstable();
        because.extend(of);
    }
    let (mut fact, mut most) = (0, None);
    for (id, weight) in &shown.facts {
        if most.is_none_or(|most| *weight > most) {
            (fact, most) = (*id, Some(*weight));
        }
    }
    let mut facts: Vec<FactId> = shown.facts.iter().map(|(fact, _)| *fact).collect();
    facts.sort_unstable();
    let by_fact = |o: &Open| {
        let now = o.now.iter().map(|(fact, _)| *fact);
        now.chain(o.later.iter().copied()).collect()
    };
    let (at_least, at_most) = remaining(&open, &by_fact);
    let (screens_at_least, screens_at_most) = remaining(&open, &|o| o.screens.clone());
    Some(Question {
        fact,
        facts,
        because,
        at_least,
        at_most,
        screens_at_least,
        screens_at_most,
        money_open: open.iter().filter(|o| o.money).count(),
    })
}

/// How much an answer to each fact may settle. A no to one of several conditions that must all
/// hold settles everything, and comes half of the time; of several of which one is enough, each
/// settles its share of that. The last fact that is missing settles everything.
fn weights(outcome: &Outcome, facts: Vec<FactId>) -> Vec<(FactId, u32)> {
    let share = WHOLE / u32::try_from(facts.len().max(1)).unwrap_or(WHOLE);
    let mut weighed: Vec<(FactId, u32)> = facts.into_iter().map(|fact| (fact, share)).collect();
    if let Some(proof) = &outcome.proof {
        weigh(proof, WHOLE / 2, &mut weighed);
    }
    weighed
}

fn weigh(proof: &Proof, weight: u32, facts: &mut [(FactId, u32)]) {
    if proof.truth != Truth::Unknown {
        return;
    }
    for fact in &proof.missing {
        if let Some((_, known)) = facts.iter_mut().find(|(known, _)| known == fact) {
            *known = weight.max(*known);
        }
    }
    let open = proof.parts.iter().filter(|p| p.truth == Truth::Unknown);
    let each = match proof.joint {
        Joint::Any => weight / u32::try_from(open.count().max(1)).unwrap_or(WHOLE),
        _ => weight,
    };
    proof.parts.iter().for_each(|part| weigh(part, each, facts));
}

/// The screen that may settle most.
fn choose(law: &Law, answers: &Answers, open: &[Open], known: &mut Screens<'_>) -> Option<Screen> {
    let mut screens: Vec<Screen> = Vec::new();
    for one in open {
        for id in &one.screens {
            let at = screens.iter().position(|s| s.id == *id);
            let at = at.unwrap_or_else(|| {
                screens.push(Screen {
                    id: *id,
                    facts: Vec::new(),
                    money: 0,
                    rest: 0,
                });
                screens.len() - 1
            });
            let Some(screen) = screens.get_mut(at) else {
                continue;
            };
            let mut most = 0u32;
            let later = one.later.iter().map(|fact| (*fact, 0));
            for (fact, share) in one.now.iter().copied().chain(later) {
                if known.screen(fact) == *id {
                    most = most.saturating_add(share);
                    match screen.facts.iter_mut().find(|(f, _)| *f == fact) {
                        Some((_, weight)) => *weight = weight.saturating_add(share),
                        None => screen.facts.push((fact, share)),
                    }
                }
            }
            // It can be settled only once.
            let sum = if one.money {
                &mut screen.money
            } else {
                &mut screen.rest
            };
            *sum = sum.saturating_add(most.min(WHOLE));
        }
    }
    let topic = |fact: FactId| law.facts.get(usize::from(fact)).map(|f| f.topic);
    let mut begun: Vec<Option<u16>> = Vec::new();
    for (id, _) in answers.iter() {
        if !begun.contains(&topic(id)) {
            begun.push(topic(id));
        }
    }
    let score = |screen: &Screen| {
        let known = screen.facts.iter().any(|(f, _)| begun.contains(&topic(*f)));
        let times = if known { 4 } else { 3 };
        let (money, rest) = (screen.money, screen.rest);
        (money.saturating_mul(times), rest.saturating_mul(times))
    };
    screens
        .into_iter()
        .max_by_key(|screen| (score(screen), std::cmp::Reverse(screen.id)))
}

/// Which screen each fact is on, by the first fact of its list that was asked about.
struct Screens<'a> {
    law: &'a Law,
    lists: Vec<(&'a str, u16)>,
    /// What has been found, by fact: texts are compared once.
    known: Vec<Option<u16>>,
}

impl<'a> Screens<'a> {
    fn of(law: &'a Law) -> Self {
        Self {
            law,
            lists: Vec::new(),
            known: vec![None; law.facts.len()],
        }
    }

    /// A number that the facts of a screen share, and no other fact.
    fn screen(&mut self, fact: FactId) -> u16 {
        let at = usize::from(fact);
        if let Some(Some(screen)) = self.known.get(at) {
            return *screen;
        }
        let list = self.law.facts.get(at).map_or("", |f| &f.list);
        let before = self.lists.iter().find(|(known, _)| *known == list);
        let screen = before.map_or(fact, |(_, first)| *first);
        if before.is_none() && !list.is_empty() {
            self.lists.push((list, fact));
        }
        if let Some(place) = self.known.get_mut(at) {
            *place = Some(screen);
        }
        screen
    }
}

fn add(list: &mut Vec<u16>, item: u16) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// How many things remain, at least and at most, of those that each open instrument looks at.
fn remaining(open: &[Open], of: &dyn Fn(&Open) -> Vec<u16>) -> (usize, usize) {
    let (mut all, mut taken, mut least) = (Numbers::default(), Numbers::default(), 0usize);
    for one in open {
        let things = of(one);
        let apart = things
            .iter()
            .all(|thing| !taken.contains(usize::from(*thing)));
        least = least.saturating_add(usize::from(apart));
        for thing in things {
            all.insert(i64::from(thing));
            if apart {
                taken.insert(i64::from(thing));
            }
        }
    }
    (least, all.list().len())
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
            Self::None | Self::NotStated | Self::Text(_) => false,
        }
    }
}
