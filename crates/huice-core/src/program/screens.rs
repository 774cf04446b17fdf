//! Facts that are asked on one screen.

use crate::ir::{FactId, Law};

/// By fact the screen that it is on: the first fact of its list, or itself.
pub(super) fn screens(law: &Law) -> Vec<FactId> {
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
