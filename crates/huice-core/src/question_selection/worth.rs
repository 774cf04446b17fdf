//! Which screen is worth most.

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

/// A fact that would be on a screen.
type Row = (FactId, Worth);

/// The question of the screen that is worth most, with nothing counted yet.
pub(super) fn most_worth(state: State<'_>, open: &[Open], held: &Held) -> Option<Question> {
    let worths = Worths::of(state, open, held);
    let mut best = None;
    let mut shown = Vec::new();
    let mut rows = Vec::new();
    for (screen, span) in (0u16..).zip(&worths.spans) {
        let Some(span) = *span else {
            continue;
        };
        rows.clear();
        worths.put_rows(state, screen, span, &mut rows);
        // Among equals the one that is written first.
        let key = (key(state.law, &rows), Reverse(screen));
        if best.is_none_or(|greatest| key > greatest) {
            best = Some(key);
            shown.clone_from(&rows);
        }
    }
    best.map(|_| question(open, &shown))
}

/// What a screen is worth: the greatest comes next.
fn key(law: &Law, rows: &[Row]) -> (bool, bool, bool, u64, u64) {
    let (mut profile, mut likely, mut money, mut rest) = (false, false, 0, 0);
    for (id, worth) in rows {
        if let Some(fact) = law.facts.get(usize::from(*id)) {
            profile |= fact.profile;
            likely |= fact.frequency != Frequency::Rare;
        }
        money += u64::from(worth.money);
        rest += u64::from(worth.rest);
    }
    (profile, money > 0, likely, money, rest)
}

/// What each fact may settle.
struct Worths {
    /// By fact; `None` where it is not asked.
    facts: Vec<Option<Worth>>,
    /// By the first fact of a screen: the first and the last of its facts that are asked.
    spans: Vec<Option<(FactId, FactId)>>,
}

impl Worths {
    fn of(state: State<'_>, open: &[Open], held: &Held) -> Self {
        let count = state.law.facts.len();
        let mut found = Self {
            facts: vec![None; count],
            spans: vec![None; count],
        };
        for one in open {
            for asked in &one.asked {
                if held.is(asked.fact) {
                    continue;
                }
                if let Some(worth) = found.facts.get_mut(usize::from(asked.fact)) {
                    worth.get_or_insert_default().add(asked, one.money);
                }
                if let Some(span) = found.spans.get_mut(usize::from(asked.screen)) {
                    let (first, last) = span.unwrap_or((asked.fact, asked.fact));
                    *span = Some((first.min(asked.fact), last.max(asked.fact)));
                }
            }
        }
        found
    }

    /// The rows of a screen, the most worth first. While money is open, a screen shows what money
    /// depends on; only the profile shows all of itself that still matters.
    fn put_rows(
        &self,
        state: State<'_>,
        screen: FactId,
        (first, last): (FactId, FactId),
        rows: &mut Vec<Row>,
    ) {
        let worthy = |(fact, worth): &Row| (Reverse((worth.money, worth.rest)), *fact);
        for fact in first..=last {
            if let Some(Some(worth)) = self.facts.get(usize::from(fact))
                && state.program.screen(fact) == screen
            {
                insert_sorted(rows, (fact, *worth), |a, b| worthy(a) > worthy(b));
            }
        }
        let fact = state.law.facts.get(usize::from(screen));
        let profile = fact.is_some_and(|fact| fact.profile);
        let any = |(_, worth): &Row| worth.money > 0 || worth.later;
        if !profile && rows.iter().any(any) {
            rows.retain(any);
        }
        rows.truncate(MOST_ROWS);
    }
}

impl Worth {
    fn add(&mut self, asked: &Asked, money: bool) {
        let sum = if money {
            &mut self.money
        } else {
            &mut self.rest
        };
        *sum = sum.saturating_add(asked.weight.min(WHOLE));
        self.later |= money && asked.weight == 0;
    }
}

/// The question of a screen.
fn question(open: &[Open], rows: &[Row]) -> Question {
    let mut facts: Vec<FactId> = rows.iter().map(|(fact, _)| *fact).collect();
    let (mut because, mut others, mut money_open) = (Vec::new(), Vec::new(), 0);
    for one in open {
        money_open += usize::from(one.money);
        if one.asked.iter().any(|asked| facts.contains(&asked.fact)) {
            let list = if one.money { &mut because } else { &mut others };
            list.push(one.instrument);
        }
    }
    because.append(&mut others);
    let fact = facts.first().copied().unwrap_or_default();
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
