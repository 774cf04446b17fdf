//! What comes first: how many things, how much by the documents, and how old these are.

use super::sorted::Sorted;
use crate::components::Ui;
use crate::components::age::{age, origin};
use crate::components::layout::{paragraph, where_and_when};
use crate::components::text::clauses;
use crate::labels;
use crate::results::Results;
use huice_core::{CompiledLaw, number};
use yew::prelude::*;

/// The headline.
pub fn headline(ui: &Ui, law: &CompiledLaw, view: &Results, sorted: &Sorted) -> Html {
    let certain = view.own.certain;
    html! {
        <>
            <p class="meta">
                <span>{ where_and_when(ui) }</span>
                <a class="phoneonly" data-action="review" href="#/review">{ "改答案" }</a>
            </p>
            <section class="hero" aria-label="结果" data-certain={number::format_decimal(certain)}>
                <h1 id="h" tabindex="-1">
                    if sorted.had > 0 {
                        { "您够条件 " }<b>{ sorted.had }</b>{ " 项" }
                    } else {
                        { clauses("还没有够条件的，先看这几样") }
                    }
                </h1>
                { age(origin(ui, law).as_ref()) }
                { sum(view, sorted.had) }
                { also(view) }
            </section>
        </>
    }
}

/// What the documents state. Nothing is no figure.
fn sum(view: &Results, had: usize) -> Html {
    let certain = view.own.certain;
    if !certain.is_zero() {
        return html! {
            <p class="sum">{ "按文件算 " }<b class="num">{ labels::sum(certain) }</b>{ " 元" }</p>
        };
    }
    let words = match (had, view.own.discretionary) {
        (0, _) => return Html::default(),
        (_, Some(sum)) if sum.is_zero() => "文件都没写多少钱，要问",
        (_, _) => "给多少，由部门定，要问",
    };
    paragraph("sum", words)
}

/// Sums that are not sure, or not the person's.
fn also(view: &Results) -> Html {
    let more = [
        (view.own.discretionary, "给不给由部门定"),
        (view.own.pending, "还差您的回答"),
    ];
    let more = more.into_iter().filter_map(|(sum, why)| {
        let sum = sum.filter(|sum| !sum.is_zero())?;
        Some(format!("另有最多 {} 元，{why}", labels::sum(sum)))
    });
    let others = view.others.iter().map(|(to, sum)| {
        let to = labels::beneficiary(*to);
        format!("另有 {} 元给{to}，不是给您的", labels::sum(*sum))
    });
    more.chain(others)
        .map(|said| paragraph("also", &said))
        .collect()
}
