//! Why: the conditions with their marks.

use super::Ui;
use super::icon::{self, icon, sign};
use super::text::clauses;
use crate::route::{ReturnTo, Screen};
use huice_core::ir::{Citation, FactId, Law};
use huice_core::{Connective, Proof, Truth};
use huice_zh::words;
use yew::prelude::*;

/// What is the same for all conditions of one card.
struct ProofContext<'a> {
    ui: &'a Ui<'a>,
    law: &'a Law,
    /// The citation of the instrument, which is not repeated.
    whole: &'a Citation,
    /// The result of the conditions.
    result: Truth,
}

/// The conditions of a card. `whole` is the citation of the instrument.
pub fn conditions(ui: &Ui, law: &Law, proof: &Proof, whole: &Citation) -> Html {
    let ctx = ProofContext {
        ui,
        law,
        whole,
        result: proof.truth,
    };
    let mut rows = Vec::new();
    gather(&ctx, proof, &mut rows);
    html! { <ul class="conds">{ for rows }</ul> }
}

/// The way to the question about a fact, in words that tell whether it has been asked.
pub fn question(ui: &Ui, law: &Law, id: FactId) -> Html {
    let Some(fact) = law.facts.get(usize::from(id)) else {
        return Html::default();
    };
    let asked = ui.state.session.answers.get(id).is_some();
    let href = Screen::Ask(id, ReturnTo::Results).hash(Some(law));
    html! {
        <a class="lnk" {href} data-need={fact.id.clone()}>
            <span>
                { clauses(&format!("{}{}", if asked { "改答：" } else { "现在回答：" }, fact.label)) }
            </span>
        </a>
    }
}

/// A condition that must hold together with those beside it: one that only gathers its parts shows
/// as its parts, and alternatives without a name as the one that is met. Among alternatives it would
/// read as several of them, so there it is a row.
fn gather(ctx: &ProofContext, proof: &Proof, rows: &mut Vec<Html>) {
    if proof.connective == Connective::All && proof.say.is_empty() {
        for part in &proof.parts {
            gather(ctx, part, rows);
        }
    } else if proof.connective == Connective::Any && proof.say.is_empty() && met(proof).len() == 1 {
        ways(ctx, proof, rows);
    } else {
        rows.push(row(ctx, proof));
    }
}

/// A condition with its mark. Why one holds is folded away: nobody has to do anything about it.
fn row(ctx: &ProofContext, proof: &Proof) -> Html {
    let (class, path, _) = mark(proof);
    let parts = || html! { <ul class="conds in">{ for inside(ctx, proof) }</ul> };
    let inside = if proof.parts.is_empty() {
        html! { <>{ clauses(said(proof)) }{ remarks(ctx, proof) }</> }
    } else if proof.truth == Truth::True && !proof.say.is_empty() {
        html! {
            <details class="met">
                <summary>
                    <span>{ clauses(&proof.say) }<span class="vh">{ "，满足" }</span></span>
                    { sign(icon::GO, "i turn") }
                </summary>
                { remarks(ctx, proof) }
                { parts() }
            </details>
        }
    } else {
        html! { <>{ clauses(said(proof)) }{ remarks(ctx, proof) }{ parts() }</> }
    };
    html! { <li {class}>{ icon(path) }<div class="d">{ inside }</div></li> }
}

/// The colour, the sign and the word of a condition.
fn mark(proof: &Proof) -> (&'static str, &'static str, &'static str) {
    match proof.truth {
        Truth::True => ("y", icon::YES, "满足"),
        Truth::False => ("n", icon::NO, "不满足"),
        Truth::Unknown => match proof.connective {
            Connective::Judge => ("q", icon::OFFICE, "要由部门认定"),
            Connective::Open => ("q", icon::ASK, "文件没有写死，要问部门"),
            Connective::All
            | Connective::Any
            | Connective::Not
            | Connective::Leaf
            | Connective::Cases => ("q", icon::ASK, "还不知道"),
        },
    }
}

/// What a condition says; one that only joins others says how.
fn said(proof: &Proof) -> &str {
    match proof.connective {
        Connective::All if proof.say.is_empty() => "下面都要满足",
        Connective::Any if proof.say.is_empty() => "下面满足一条就行",
        Connective::Not if proof.say.is_empty() => "下面这条不能有",
        Connective::All
        | Connective::Any
        | Connective::Not
        | Connective::Leaf
        | Connective::Judge
        | Connective::Open
        | Connective::Cases => &proof.say,
    }
}

/// The small print of a condition: whether it holds, where it stands if elsewhere, what to answer.
fn remarks(ctx: &ProofContext, proof: &Proof) -> Html {
    let decided = proof.parts.is_empty()
        && proof.decisive
        && proof.truth == Truth::False
        && ctx.result == Truth::False;
    let from = if proof.cite.document != ctx.whole.document {
        // Taken over from another document: its number belongs to the clause.
        words::cite(ctx.law, &proof.cite)
    } else if proof.cite.clause != ctx.whole.clause {
        proof.cite.clause.clone()
    } else {
        String::new()
    };
    let (_, _, word) = mark(proof);
    let questions = proof
        .missing
        .iter()
        .map(|id| question(ctx.ui, ctx.law, *id));
    html! {
        <small>
            <b class={(proof.truth == Truth::True).then_some("vh")}>{ clauses(word) }</b>
            if decided {
                <b>{ " · 这条决定了结果" }</b>
            }
            if proof.connective == Connective::Any && !proof.say.is_empty() {
                { " · 满足一条就行" }
            }
            if !from.is_empty() {
                { clauses(&format!(" · {from}")) }
            }
            { for questions }
        </small>
    }
}

/// The rows below a condition that has parts.
fn inside(ctx: &ProofContext, proof: &Proof) -> Vec<Html> {
    let mut rows = Vec::new();
    match proof.connective {
        Connective::Any => ways(ctx, proof, &mut rows),
        Connective::Not => rows.extend(proof.parts.iter().map(|part| row(ctx, part))),
        Connective::All
        | Connective::Cases
        | Connective::Leaf
        | Connective::Judge
        | Connective::Open => {
            for part in &proof.parts {
                gather(ctx, part, &mut rows);
            }
        }
    }
    rows
}

/// The alternatives that are met, where the others are no reason.
fn met(whole: &Proof) -> Vec<&Proof> {
    let parts = whole.parts.iter();
    parts
        .filter(|part| whole.truth == Truth::True && part.truth == Truth::True)
        .collect()
}

/// Alternatives: those that are met, with the others folded away; all of them where none is.
fn ways(ctx: &ProofContext, whole: &Proof, rows: &mut Vec<Html>) {
    let met = met(whole);
    let (shown, others): (Vec<&Proof>, Vec<&Proof>) = whole
        .parts
        .iter()
        .partition(|part| met.is_empty() || part.truth == Truth::True);
    match (met.as_slice(), others.is_empty()) {
        // The only one: what it gathers is what there is.
        ([one], false) => gather(ctx, one, rows),
        _ => rows.extend(shown.iter().map(|part| row(ctx, part))),
    }
    if others.is_empty() {
        return;
    }
    let list = others.iter().map(|part| row(ctx, part));
    rows.push(html! {
        <li>
            <details class="more">
                <summary>
                    { sign(icon::GO, "i turn") }
                    { format!("另有 {} 种情形也算", others.len()) }
                </summary>
                <ul class="conds in">{ for list }</ul>
            </details>
        </li>
    });
}
