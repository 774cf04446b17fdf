//! Why: the conditions with their marks.

use super::Ui;
use super::icon::{self, icon};
use crate::route::{Screen, Then};
use huice_core::ir::{Citation, Law};
use huice_core::{Joint, Proof, Truth};
use std::rc::Rc;
use yew::prelude::*;

/// The conditions of a card. `whole` is the citation of the instrument, which is not repeated.
#[must_use]
pub fn conditions(ui: &Ui, law: &Rc<Law>, proof: &Proof, whole: &Citation) -> Html {
    html! { <ul class="conds">{ rows(ui, law, proof, whole, proof.truth) }</ul> }
}

/// A node that only gathers its parts shows as its parts.
fn rows(ui: &Ui, law: &Rc<Law>, proof: &Proof, whole: &Citation, result: Truth) -> Html {
    match proof.joint {
        Joint::All if proof.say.is_empty() => {
            html! { { for proof.parts.iter().map(|part| rows(ui, law, part, whole, result)) } }
        }
        Joint::All | Joint::Any | Joint::Not | Joint::Leaf | Joint::Judge | Joint::Open => {
            row(ui, law, proof, whole, result)
        }
    }
}

fn row(ui: &Ui, law: &Rc<Law>, proof: &Proof, whole: &Citation, result: Truth) -> Html {
    let (class, path, word) = match proof.truth {
        Truth::True => ("y", icon::YES, "满足"),
        Truth::False => ("n", icon::NO, "不满足"),
        Truth::Unknown => match proof.joint {
            Joint::Judge => ("q", icon::OFFICE, "要由部门认定"),
            Joint::Open => ("q", icon::ASK, "文件没有写死，要问部门"),
            Joint::All | Joint::Any | Joint::Not | Joint::Leaf => ("q", icon::ASK, "还不知道"),
        },
    };
    let said = match proof.joint {
        Joint::Any if proof.say.is_empty() => "下面满足一条就行",
        Joint::Not if proof.say.is_empty() => "下面这条不能有",
        Joint::All | Joint::Any | Joint::Not | Joint::Leaf | Joint::Judge | Joint::Open => {
            proof.say.as_str()
        }
    };
    let leaf = proof.parts.is_empty();
    // A definition that wraps one nameless list shows that list directly below its name.
    let parts = match proof.parts.as_slice() {
        [only] if only.say.is_empty() && matches!(only.joint, Joint::All) => only.parts.as_slice(),
        parts => parts,
    };
    let decided = leaf && proof.decisive && proof.truth == Truth::False && result == Truth::False;
    let links = proof.missing.iter().filter_map(|id| {
        let fact = law.facts.get(usize::from(*id))?;
        let asked = ui.state.answers.get(*id).is_some();
        let href = Screen::Ask(*id, Then::Results).hash(Some(law));
        Some(html! {
            <span class="ph">{" · "}<a {href} data-need={fact.id.clone()}>
                {if asked { "改答：" } else { "现在回答：" }}{&fact.label}
            </a></span>
        })
    });
    html! {
        <li class={class}>
            { icon(path) }
            <div class="d">{said}
                <small><b>{word}</b>
                    if decided { <b>{" · 这条决定了结果"}</b> }
                    if proof.joint == Joint::Any && !proof.say.is_empty() && !leaf { {" · 满足一条就行"} }
                    if proof.cite.clause != whole.clause && !proof.cite.clause.is_empty() { <span class="ph">{" · "}{&proof.cite.clause}</span> }
                    { for links }
                </small>
                if !leaf {
                    <ul class="conds in">{ for parts.iter().map(|part| rows(ui, law, part, whole, result)) }</ul>
                }
            </div>
        </li>
    }
}
