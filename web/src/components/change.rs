//! What would change a result: the nearest things that a person can do, and until when.

use super::Ui;
use super::icon;
use super::layout::note;
use super::tag::{Tag, el};
use huice_core::CompiledLaw;
use huice_core::counterfactual::{ChangeSet, counterfactuals, describe};
use huice_core::{Decision, Verdict, words};

/// The ways to it and the last day; nothing where there is neither.
#[must_use]
pub fn changes(ui: &Ui, law: &CompiledLaw, outcome: &Decision) -> Option<Tag> {
    let found = counterfactuals(law, ui.state.as_of, &ui.state.answers, outcome);
    if found.change_sets.is_empty() && found.last_day.is_none() {
        return None;
    }
    let mut section = el("section.flips").put(el("h3>怎样能办成"));
    if let Some(day) = found.last_day {
        let words = format!(
            "最晚{}。过了这一天，照现在的情况就不行了。",
            words::day(day)
        );
        section = section.put(note("note wait", icon::CLOCK, &words));
    }
    if !found.change_sets.is_empty() {
        section = section.put(el("p.s soft>改动最少的办法，任选一条：")).put(
            el("ul.dots").each(
                found
                    .change_sets
                    .iter()
                    .map(|change_set| way(law, change_set)),
            ),
        );
    }
    Some(section)
}

fn way(law: &CompiledLaw, change_set: &ChangeSet) -> Tag {
    let mut acts = String::new();
    for change in &change_set.changes {
        if !acts.is_empty() {
            acts.push_str("，并且");
        }
        acts.push_str(&describe(law, change));
        if change.office {
            acts.push_str("（由部门决定）");
        }
    }
    let then = match &change_set.verdict {
        Verdict::NotYet(day) => format!("{}起符合", words::day(*day)),
        Verdict::Eligible => "就符合".into(),
        Verdict::Undetermined => "再看别的条件".into(),
        Verdict::Ineligible
        | Verdict::Expired(_)
        | Verdict::NotStarted(_)
        | Verdict::StartUnknown(..)
        | Verdict::Replaced(_) => String::new(),
    };
    let needs: Vec<String> = change_set
        .remaining_needs
        .iter()
        .map(|need| words::need(law, *need))
        .collect();
    el("li|data-flip=")
        .put(el("b").text(&acts))
        .say(" → ")
        .words(then)
        .say("，")
        .words(words::amount(&change_set.amount))
        .maybe(
            (!needs.is_empty())
                .then(|| el("span.ph>，还要看：").words(words::joined(&needs, "；"))),
        )
        .maybe(
            change_set
                .last_day
                .map(|day| el("span.ph>，最晚").words(words::day(day)).say("办好")),
        )
}
