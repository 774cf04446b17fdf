//! What would change a result: the nearest things that a person can do, and until when.

use super::Ui;
use super::icon;
use super::layout::{note, part};
use super::text::clauses;
use huice_core::CompiledLaw;
use huice_core::counterfactual::{ChangeSet, counterfactuals};
use huice_core::text;
use huice_core::{Decision, Verdict};
use huice_zh::describe;
use huice_zh::words;
use yew::prelude::*;

/// The ways to it and the last day; nothing where there is neither.
pub fn changes(ui: &Ui, law: &CompiledLaw, outcome: &Decision) -> Html {
    let found = counterfactuals(
        law,
        ui.state.session.as_of,
        ui.state.counted_answers(),
        outcome,
    );
    if found.change_sets.is_empty() && found.last_day.is_none() {
        return Html::default();
    }
    let last = found.last_day.map(|day| {
        let day = words::day(day);
        let words = format!("最晚{day}。过了这一天，照现在的情况就不行了。");
        note("note wait", icon::CLOCK, &words)
    });
    let inside = html! {
        <>
            { last }
            if !found.change_sets.is_empty() {
                <p class="s soft">{ "改动最少的办法，任选一条：" }</p>
                <ul class="dots">{ for found.change_sets.iter().map(|set| way(law, set)) }</ul>
            }
        </>
    };
    part("怎样能办成", inside)
}

fn way(law: &CompiledLaw, change_set: &ChangeSet) -> Html {
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
        Verdict::NotYet(day) => format!("{}起够条件", words::day(*day)),
        Verdict::Eligible => "就够条件".into(),
        Verdict::Undetermined => "再看别的条件".into(),
        Verdict::Ineligible
        | Verdict::Expired(_)
        | Verdict::NotStarted(_)
        | Verdict::StartUnknown(..)
        | Verdict::Replaced(_) => String::new(),
    };
    let then = format!(" → {then}，{}", words::amount(&change_set.amount));
    let needs: Vec<String> = change_set
        .remaining_needs
        .iter()
        .map(|need| words::need(law, *need))
        .collect();
    html! {
        <li data-flip="">
            <b>{ clauses(&acts) }</b>{ clauses(&then) }
            if !needs.is_empty() {
                { clauses(&format!("，还要看：{}", text::joined(&needs, "；"))) }
            }
            if let Some(day) = change_set.last_day {
                { clauses(&format!("，最晚{}办好", words::day(day))) }
            }
        </li>
    }
}
