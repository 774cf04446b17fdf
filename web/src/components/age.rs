//! How old the documents are: said above every sum.

use super::Ui;
use super::icon::{self, icon};
use super::text::clauses;
use crate::labels::Group;
use crate::state::State;
use huice_core::CompiledLaw;
use huice_core::ir::Document;
use huice_zh::{CALL_FIRST, Origin};
use yew::prelude::*;

/// The banner for results that rest on these documents; nothing without any.
pub fn age(origin: Option<&Origin>) -> Html {
    let Some(origin) = origin else {
        return Html::default();
    };
    html! {
        <p class="age" role="note">
            { icon(icon::CLOCK) }
            <span>{ clauses(&origin.warning()) }<b class="then">{ CALL_FIRST }</b></span>
        </p>
    }
}

/// The origin of the results that are shown.
#[must_use]
pub fn origin(ui: &Ui, law: &CompiledLaw) -> Option<Origin> {
    origin_of(ui.state, law)
}

/// The origin of the results: of what can be had or asked for; else of all documents of the place.
#[must_use]
pub fn origin_of(state: &State, law: &CompiledLaw) -> Option<Origin> {
    let view = state.results.view.as_ref();
    let outcomes = view.map_or(&[][..], |view| view.outcomes());
    let cited = |document: u16| {
        law.instruments.iter().zip(outcomes).any(|(i, outcome)| {
            let group = state.session.group(outcome);
            i.cite.document == document
                && state.session.is_mine(i)
                && !matches!(group, Group::No | Group::Gone)
        })
    };
    let each = (0u16..).zip(&law.documents);
    let used: Vec<&Document> = each.filter(|(at, _)| cited(*at)).map(|(_, d)| d).collect();
    let as_of = state.session.as_of;
    Origin::of(used, as_of).or_else(|| Origin::of(&law.documents, as_of))
}

/// The year of a document: 2019 年.
#[must_use]
pub fn year(law: &CompiledLaw, document: u16, as_of: huice_core::Date) -> String {
    let document = law.documents.get(usize::from(document));
    Origin::of(document, as_of).map_or_else(String::new, |origin| origin.years)
}
