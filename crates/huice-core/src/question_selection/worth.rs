//! Which screen is worth most.

use super::by_fact::ByFact;
use super::held::Held;
use super::{Asked, MOST_ROWS, Open, Question, State, WHOLE};
use crate::ir::{FactId, Frequency, Law};
use crate::vec_map::insert_sorted;
use std::cmp::Reverse;

/// What a fact may settle.
#[derive(Clone, Copy, Default)]
struct Worth {
    money: u32,
    rest: u32,
    /// Whether a sum of money will depend on it once the claim is settled.
    later: bool,
}

/// A screen that could come next.
struct Screen {
    /// The first fact of its list.
    first: FactId,
    /// The facts that would be on it, with what each may settle, the most worth first.
    rows: Vec<(FactId, Worth)>,
}

/// The question of the screen that is worth most, with nothing counted yet.
pub(super) fn most_worth(state: State<'_>, open: &[Open], held: &Held) -> Option<Question> {
    let screens = screens(state, open, held);
    let mut best = None;
    for screen in &screens {
        // Among equals the one that is written first.
        let key = (key(state.law, screen), Reverse(screen.first));
        if best.as_ref().is_none_or(|(greatest, _)| key > *greatest) {
            best = Some((key, screen));
        }
    }
    best.map(|(_, screen)| question(open, screen))
}

/// What a screen is worth: the greatest comes next.
fn key(law: &Law, screen: &Screen) -> (bool, bool, bool, u64, u64) {
    let fact = |id: &FactId| law.facts.get(usize::from(*id));
    let shown = screen.rows.iter().filter_map(|(id, _)| fact(id));
    let profile = shown.clone().any(|fact| fact.profile);
    let likely = shown.clone().any(|fact| fact.frequency != Frequency::Rare);
    let sum = |of: fn(&Worth) -> u32| -> u64 {
        screen
            .rows
            .iter()
            .map(|(_, worth)| u64::from(of(worth)))
            .sum()
    };
    let (money, rest) = (sum(|worth| worth.money), sum(|worth| worth.rest));
    (profile, money > 0, likely, money, rest)
}

/// The screens that could come next. While money is open, a screen shows what money depends on;
/// only the profile shows all of itself that still matters.
fn screens(state: State<'_>, open: &[Open], held: &Held) -> Vec<Screen> {
    let mut screens: Vec<Screen> = Vec::new();
    let facts = state.law.facts.len();
    let mut places = (ByFact::new(facts), ByFact::new(facts));
    for one in open {
        for asked in &one.asked {
            if held.is(asked.fact) {
                continue;
            }
            let worth = row(&mut screens, &mut places, asked);
            let Some(worth) = worth else {
                continue;
            };
            let sum = if one.money {
                &mut worth.money
            } else {
                &mut worth.rest
            };
            *sum = sum.saturating_add(asked.weight.min(WHOLE));
            worth.later |= one.money && asked.weight == 0;
        }
    }
    for screen in &mut screens {
        let first = state.law.facts.get(usize::from(screen.first));
        let profile = first.is_some_and(|fact| fact.profile);
        let any = |(_, worth): &(FactId, Worth)| worth.money > 0 || worth.later;
        if !profile && screen.rows.iter().any(any) {
            screen.rows.retain(any);
        }
        if screen.rows.len() < 2 {
            continue;
        }
        let worthy = |(fact, worth): &(FactId, Worth)| (Reverse((worth.money, worth.rest)), *fact);
        let mut rows = Vec::with_capacity(screen.rows.len());
        for row in screen.rows.drain(..) {
            insert_sorted(&mut rows, row, |a, b| worthy(a) > worthy(b));
        }
        rows.truncate(MOST_ROWS);
        screen.rows = rows;
    }
    screens
}

/// The worth of a fact on its screen, which is added where it is new. `places` has the positions of
/// the screens, and of the facts on them.
fn row<'s>(
    screens: &'s mut Vec<Screen>,
    (screen, fact): &mut (ByFact, ByFact),
    asked: &Asked,
) -> Option<&'s mut Worth> {
    let at = screen.at(asked.screen, screens.len());
    if at == screens.len() {
        screens.push(Screen {
            first: asked.screen,
            rows: Vec::new(),
        });
    }
    let rows = &mut screens.get_mut(at)?.rows;
    let row = fact.at(asked.fact, rows.len());
    if row == rows.len() {
        rows.push((asked.fact, Worth::default()));
    }
    rows.get_mut(row).map(|(_, worth)| worth)
}

/// The question of a screen.
fn question(open: &[Open], screen: &Screen) -> Question {
    let mut facts: Vec<FactId> = screen.rows.iter().map(|(fact, _)| *fact).collect();
    let (mut because, mut others, mut money_open) = (Vec::new(), Vec::new(), 0);
    for one in open {
        money_open += usize::from(one.money);
        if one.asked.iter().any(|asked| facts.contains(&asked.fact)) {
            let list = if one.money { &mut because } else { &mut others };
            list.push(one.instrument);
        }
    }
    because.append(&mut others);
    let fact = facts.first().copied().unwrap_or(screen.first);
    crate::vec_map::sort(&mut facts);
    Question {
        fact,
        facts,
        because,
        at_least: 0,
        at_most: 0,
        screens_at_least: 0,
        screens_at_most: 0,
        money_open,
    }
}
