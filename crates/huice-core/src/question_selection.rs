//! Which screen to show next.
//!
//! A fact is asked only if it can still move a decision: if two of its answers, with some answers
//! to the rest, lead to different verdicts or sums (see `decide/cases.rs`); and only of those who
//! can know it. Facts of one list are asked together, six of those that still matter at most;
//! every other fact has a screen of its own. The few facts of the profile come first. Then, as
//! long as money is open, the screen that may settle most of it; then what may settle most of the
//! rest. What hardly anybody answers with a yes comes late.

mod bounds;
mod by_fact;
mod held;
mod worth;

use crate::answers::Answers;
use crate::decide::{WHOLE, Weights};
use crate::decision::{Decision, Need};
use crate::grant;
use crate::ir::{FactId, Kind, Knower, Law, Role};
use crate::outcome::{AmountResult, Verdict};
use crate::program::Program;
use held::Held;

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

/// Most rows of one screen.
pub const MOST_ROWS: usize = 6;

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
struct Open {
    instrument: u16,
    money: bool,
    asked: Vec<Asked>,
}

/// What has been decided so far, and what each decision still asks for.
#[derive(Clone, Copy)]
pub(crate) struct State<'a> {
    pub(crate) law: &'a Law,
    pub(crate) program: &'a Program,
    /// In the law's order.
    pub(crate) decisions: &'a [Decision],
    /// What each decision asks for: see [`asked`].
    pub(crate) asked: &'a [&'a [Asked]],
    /// Who answers.
    pub(crate) roles: &'a [Role],
}

/// The next question for the instruments in `scope` (by position), or none if nothing that a
/// person can answer would still move them.
pub(crate) fn next_question(state: State<'_>, scope: &dyn Fn(u16) -> bool) -> Option<Question> {
    let twice = grant::asked_by_another(state.program, state.decisions);
    let can_say = |asked: &Asked| may_be_asked(state.law, asked.fact, state.roles);
    let mut open: Vec<Open> = Vec::with_capacity(state.decisions.len());
    for (decision, asked) in state.decisions.iter().zip(state.asked) {
        let position = decision.instrument;
        if asked.is_empty() || !scope(position) || twice.contains(&position) {
            continue;
        }
        let asked = asked.iter().filter(|asked| can_say(asked));
        let asked: Vec<Asked> = asked.copied().collect();
        if !asked.is_empty() {
            open.push(Open {
                instrument: position,
                money: is_money(decision),
                asked,
            });
        }
    }
    let held = Held::new(state, &open);
    let mut question = worth::most_worth(state, &open, &held)?;
    bounds::count(&mut question, &open, &held, state);
    Some(question)
}

/// Whether somebody in these roles can be asked.
#[must_use]
pub fn may_be_asked(law: &Law, fact: FactId, roles: &[Role]) -> bool {
    let fact = law.facts.get(usize::from(fact));
    fact.is_some_and(|fact| fact.asked_of.iter().any(|role| roles.contains(role)))
}

/// What stands between somebody in these roles and a decision, and only others know: each fact
/// with who knows it.
#[must_use]
pub fn who_knows(law: &Law, decision: &Decision, roles: &[Role]) -> Vec<(FactId, Knower)> {
    let needs = decision.needs.iter().filter_map(|need| match need {
        Need::Fact(fact) | Need::Judgement(fact) => Some(*fact),
        Need::Open(_) | Need::Reading(..) => None,
    });
    let mut found: Vec<(FactId, Knower)> = Vec::new();
    for fact in needs.chain(decision.amount_needs.iter().copied()) {
        let known = law.facts.get(usize::from(fact));
        if let Some(known) = known
            && !may_be_asked(law, fact, roles)
            && found.iter().all(|(other, _)| *other != fact)
        {
            found.push((fact, known.knows));
        }
    }
    found
}

/// What can still move a decision, and how much an answer may settle. A no to one of several
/// conditions that must all hold settles everything, and comes half of the time; of several of
/// which one is enough, each settles its share of that. The last fact that is missing settles
/// everything.
pub(crate) fn asked(
    program: &Program,
    answers: &Answers,
    decision: &Decision,
    weigh: &dyn Fn() -> Weights,
) -> Vec<Asked> {
    let mut asked: Vec<Asked> = Vec::new();
    let now = still_open(answers, decision);
    if now.is_empty() {
        return asked;
    }
    let weights = weigh();
    let share = WHOLE / u32::try_from(now.len()).unwrap_or(WHOLE);
    for (facts, weight) in [(now, share), (later_open(answers, decision), 0)] {
        for fact in facts {
            if asked.iter().any(|asked| asked.fact == fact) {
                continue;
            }
            let own = weights.iter().find(|(known, _)| *known == fact);
            let own = own.map_or(weight, |(_, own)| *own);
            asked.push(Asked {
                fact,
                screen: program.screen(fact),
                weight: match weight {
                    0 | WHOLE => weight,
                    _ => own.max(1),
                },
            });
        }
    }
    asked
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
