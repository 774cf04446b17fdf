//! Which screen is worth most.

use super::{MOST_ROWS, Open, Question, State, WHOLE};
use crate::ir::{FactId, Frequency, Law};

/// What a fact may settle.
#[derive(Clone, Copy, Default)]
struct Worth {
    money: u32,
    rest: u32,
}

/// A screen that could come next.
struct Screen {
    /// The first fact of its list.
    first: FactId,
    /// The facts that would be on it, with what each may settle, the most worth first.
    rows: Vec<(FactId, Worth)>,
}

/// The question of the screen that is worth most, with nothing counted yet.
pub(super) fn most_worth(state: State<'_>, open: &[Open]) -> Option<Question> {
    let screens = screens(open);
    let best = screens.iter().max_by(|a, b| {
        let keys = (key(state.law, a), key(state.law, b));
        // Among equals the one that is written first.
        keys.0.cmp(&keys.1).then_with(|| b.first.cmp(&a.first))
    })?;
    Some(question(open, best))
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

/// The screens that could come next.
fn screens(open: &[Open]) -> Vec<Screen> {
    let mut screens: Vec<Screen> = Vec::new();
    for one in open {
        for asked in &one.asked {
            let at = screens.iter().position(|known| known.first == asked.screen);
            let at = at.unwrap_or_else(|| {
                screens.push(Screen {
                    first: asked.screen,
                    rows: Vec::new(),
                });
                screens.len() - 1
            });
            let Some(screen) = screens.get_mut(at) else {
                continue;
            };
            let row = screen.rows.iter().position(|(fact, _)| *fact == asked.fact);
            let row = row.unwrap_or_else(|| {
                screen.rows.push((asked.fact, Worth::default()));
                screen.rows.len() - 1
            });
            if let Some((_, worth)) = screen.rows.get_mut(row) {
                let sum = if one.money {
                    &mut worth.money
                } else {
                    &mut worth.rest
                };
                *sum = sum.saturating_add(asked.weight.min(WHOLE));
            }
        }
    }
    for screen in &mut screens {
        screen
            .rows
            .sort_by_key(|(fact, worth)| (std::cmp::Reverse((worth.money, worth.rest)), *fact));
        screen.rows.truncate(MOST_ROWS);
    }
    screens
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
    facts.sort_unstable();
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
