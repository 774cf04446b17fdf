//! Where it stands, how old that is, and when the text was last compared.

use crate::components::Ui;
use crate::components::fields::or;
use crate::components::layout::{pair, paragraph, part};
use crate::components::text::clauses;
use crate::labels::chip;
use huice_core::ir::{Document, Instrument};
use huice_core::{CompiledLaw, Decision};
use huice_zh::words;
use huice_zh::{age, amends, ended, unchecked, validity};
use yew::prelude::*;

/// The document and the clause.
pub fn source(ui: &Ui, law: &CompiledLaw, instrument: &Instrument) -> Option<Html> {
    let document = law.documents.get(usize::from(instrument.cite.document))?;
    let clause = instrument.cite.clause.as_str();
    let mut stands = clause.to_owned();
    if !instrument.cite.sentence.is_empty() {
        stands += &format!("，第 {} 句", instrument.cite.sentence);
    }
    let inside = html! {
            <dl class="kv s">
                { pair("文件", &document.title) }
                { pair("文号", or(&document.number, "文件没写")) }
                { pair("发文", &document.issuer) }
                { pair("哪一段", &stands) }
                { pair("还有效吗", &valid(ui, document, instrument)) }
                { for document.end_of(clause).map(|end| pair("谁代替了它", &ended(end))) }
                { for document.amended_by(clause).map(|one| pair("它代替了谁", &amends(one))) }
                <div>
                    <dt>{ "文字核对" }</dt>
                    <dd>{ clauses(&format!("{}，只对过文字，没问过部门", words::day(document.checked))) }</dd>
                    { for unchecked(document, ui.state.session.as_of).map(|late| html! {
                        <dd class="warn">{ clauses(&late) }</dd>
                    }) }
                </div>
            </dl>
    };
    Some(part("出处", inside))
}

/// From when and until when, and that nobody knows whether it is still done.
fn valid(ui: &Ui, document: &Document, instrument: &Instrument) -> String {
    let mut said = validity(document);
    if let Some(day) = instrument.from {
        said += &format!("；这一条从{}起", words::day(day));
    }
    if let Some(day) = instrument.until {
        said += &format!("；这一条到{}止", words::day(day));
    }
    match age(document, ui.state.session.as_of) {
        Some(age) => format!("{said}；{age}，还办不办，要问部门"),
        None => format!("{said}；还办不办，要问部门"),
    }
}

/// Where the same grant stands in another document.
pub fn other_text(ui: &Ui, law: &CompiledLaw, outcome: &Decision) -> Option<Html> {
    let position = law.other_text(outcome.instrument)?;
    let other = law.instruments.get(usize::from(position))?;
    let restated = ui
        .state
        .results
        .view
        .as_ref()?
        .outcomes()
        .get(usize::from(position))?;
    let cite = words::cite(law, &other.cite);
    let said = |o: &Decision| (o.verdict.clone(), o.strength, o.amount.clone());
    if said(restated) == said(outcome) {
        let said = format!("两份文件都写了这一项，只算一次。另一处：{cite}");
        let inside = paragraph("s", &said);
        return Some(part("同一项，两份文件", inside));
    }
    let verdict = chip(restated, ui.state.session.group(restated));
    let said = format!("{}（{cite}）写的不一样：", other.title);
    let inside = html! {
        <p class="s">
            { clauses(&said) }<b>{ verdict }</b>
            { clauses("。两份文件说的是同一项，只能享受一次。") }
        </p>
    };
    Some(part("另一份文件", inside))
}
