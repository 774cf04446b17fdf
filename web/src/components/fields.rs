//! The fields of one fact, by its kind.

use super::icon::{self, icon};
use super::tag::{Tag, el, tag};
use super::{Slot, Ui};
use crate::draft::{Change, Draft};
use crate::labels;
use crate::state::Action;
use huice_core::ir::{Fact, FactKind, Unit};

/// The fields of one fact. `labelled` is the id of the element that names them.
#[must_use]
pub fn fields(ui: &Ui, fact: &Fact, slot: Slot, draft: &Draft, labelled: &str) -> Tag {
    match &fact.kind {
        FactKind::Bool { yes, no } => segment(ui, fact, slot, draft, yes, no),
        FactKind::Choice(options) => {
            let cell = Cell {
                ui,
                slot,
                kind: "radio",
                name: &fact.id,
            };
            el("div.opts")
                .each(options.iter().zip(0u16..).map(|((id, words), at)| {
                    cell.show(Change::One(at), id, words, draft.one == Some(at))
                }))
                .put(cell.show(Change::Unsure, "unsure", "不清楚", draft.unsure))
        }
        FactKind::Set(options) => {
            let cell = Cell {
                ui,
                slot,
                kind: "checkbox",
                name: &fact.id,
            };
            el("div.opts")
                .each(options.iter().zip(0u16..).map(|((id, words), at)| {
                    cell.show(Change::Many(at), id, words, draft.many.contains(&at))
                }))
                .put(cell.show(Change::NoneOf, "none", "以上都不是", draft.none))
                .put(cell.show(Change::Unsure, "unsure", "不清楚", draft.unsure))
        }
        FactKind::Number { unit, .. } => number(ui, fact, slot, draft, unit, labelled),
        FactKind::Date => {
            let last = ui.state.today.year().saturating_add(1);
            let coarse = el("input|type=checkbox")
                .made("name", format!("{}-coarse", fact.id))
                .checked(draft.coarse)
                .ticked(ui, slot.action(Change::Coarse));
            el("div")
                .put(date(
                    ui,
                    slot,
                    draft,
                    &fact.id,
                    (1949, last, last.saturating_add(40)),
                ))
                .put(el("label.tick").put(coarse).say("只知道年和月"))
        }
        FactKind::Records { .. } => el("div"),
    }
}

/// One cell of a list of options.
struct Cell<'a> {
    ui: &'a Ui<'a>,
    slot: Slot,
    kind: &'static str,
    name: &'a str,
}

impl Cell<'_> {
    fn show(&self, change: Change, id: &str, words: &str, on: bool) -> Tag {
        let cut = match change {
            Change::NoneOf => true,
            Change::Unsure => self.kind == "radio",
            Change::Yes(_)
            | Change::One(_)
            | Change::Many(_)
            | Change::Text(_)
            | Change::Part(..)
            | Change::Coarse
            | Change::Step(_) => false,
        };
        let input = el("input")
            .at("type", self.kind)
            .set("name", self.name)
            .set("data-answer", id)
            .checked(on)
            .ticked(self.ui, self.slot.action(change));
        tag("label", if cut { "opt cut" } else { "opt" })
            .put(input)
            .put(el("span.t").clauses(words))
    }
}

fn segment(ui: &Ui, fact: &Fact, slot: Slot, draft: &Draft, yes: &str, no: &str) -> Tag {
    let cell = |answer: &'static str, words: &str, change: Change, on: bool| {
        el("button|type=button")
            .set("data-field", &fact.id)
            .at("data-answer", answer)
            .flag("aria-pressed", on)
            .click(ui, slot.action(change))
            .text(words)
    };
    el("div.seg")
        .put(cell(
            "yes",
            or(yes, "是"),
            Change::Yes(true),
            draft.yes == Some(true),
        ))
        .put(cell(
            "no",
            or(no, "否"),
            Change::Yes(false),
            draft.yes == Some(false),
        ))
        .put(cell("unsure", "不清楚", Change::Unsure, draft.unsure))
}

/// Words, or others where there are none.
#[must_use]
pub fn or<'a>(words: &'a str, other: &'a str) -> &'a str {
    if words.is_empty() { other } else { words }
}

fn number(ui: &Ui, fact: &Fact, slot: Slot, draft: &Draft, unit: &Unit, labelled: &str) -> Tag {
    let whole = match unit {
        Unit::Count(_) | Unit::Months | Unit::Days | Unit::Age => true,
        Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear | Unit::Percent => false,
    };
    let input = el("input")
        .made("id", format!("{}-0", fact.id))
        .set("name", &fact.id)
        .at("inputmode", if whole { "numeric" } else { "decimal" })
        .at("autocomplete", "off")
        .set("aria-labelledby", labelled)
        .flag("aria-invalid", draft.wrong.is_some())
        .made("aria-describedby", slot.wrong())
        .value(&draft.text)
        .typed(ui, slot.action(Change::Text(String::new())));
    match (slot, unit) {
        (Slot::Field(_), Unit::Count(word)) => {
            let step = |name: &str, up: bool, path| {
                el("button|type=button")
                    .made("aria-label", format!("{name} 1 {word}"))
                    .click(ui, slot.action(Change::Step(up)))
                    .put(icon(path))
            };
            el("div.stepper")
                .put(step("减", false, icon::MINUS))
                .put(input)
                .put(step("加", true, icon::PLUS))
        }
        (Slot::Main | Slot::Field(_) | Slot::Day, _) => {
            tag("div", if slot == Slot::Main { "inp big" } else { "inp" })
                .put(input)
                .put(el("span.u").text(labels::unit(unit)))
        }
    }
}

/// Selects for year, month and day; the day is left out of a coarse draft. Years run from `first`
/// to `last`, the latest on top; those up to `ahead` stand above the empty choice, so that a list
/// opens between what has been and what is to come.
#[must_use]
pub fn date(
    ui: &Ui,
    slot: Slot,
    draft: &Draft,
    name: &str,
    (first, last, ahead): (u16, u16, u16),
) -> Tag {
    let select = |at: usize, word: &'static str, key: &str, choices: Vec<u16>| {
        let now = draft.date.get(at).map_or("", String::as_str);
        let option = |n: &str, words: &str| {
            el("option")
                .set("value", n)
                .mark("selected", n == now)
                .text(words)
        };
        let select = el("select")
            .made("id", format!("{name}-{at}"))
            .made("name", format!("{name}-{key}"))
            .flag("aria-invalid", draft.wrong.is_some())
            .made("aria-describedby", slot.wrong())
            .ticked(ui, slot.action(Change::Part(at, String::new())))
            .each(choices.into_iter().map(|n| match n {
                0 => option("", "—"),
                n => {
                    let n = n.to_string();
                    option(&n, &n)
                }
            }));
        el("label")
            .put(el("span").say(word))
            .put(el("span.sel").put(select).put(icon(icon::DOWN)))
    };
    let past = (first..=last).rev();
    let years = (last.saturating_add(1)..=ahead)
        .rev()
        .chain([0])
        .chain(past)
        .collect();
    tag("div", if draft.coarse { "dmy ym" } else { "dmy" })
        .put(select(0, "年", "year", years))
        .put(select(1, "月", "month", (0..=12).collect()))
        .maybe((!draft.coarse).then(|| select(2, "日", "day", (0..=31).collect())))
}

/// What is wrong, by the field. It takes the focus, or [`errors`] above it does.
#[must_use]
pub fn wrong(slot: Slot, words: Option<&str>) -> Option<Tag> {
    words.map(|words| {
        el("p.errtxt|tabindex=-1")
            .made("id", slot.wrong())
            .put(icon(icon::WARN))
            .text(words)
    })
}

/// What is wrong in the fields of these facts, in the words that stand beside each: it takes the
/// focus and leads to every one of them.
#[must_use]
pub fn errors(ui: &Ui, facts: &[&Fact]) -> Option<Tag> {
    let drafts = &ui.state.record.as_ref()?.fields;
    let each = facts.iter().zip(drafts).enumerate();
    let links = each.filter_map(|(at, (fact, draft))| {
        let said = draft.wrong.as_ref()?;
        let field = match fact.kind {
            FactKind::Number { .. } | FactKind::Date => format!("{}-0", fact.id),
            FactKind::Bool { .. }
            | FactKind::Choice(_)
            | FactKind::Set(_)
            | FactKind::Records { .. } => Slot::Field(at).wrong(),
        };
        Some(summary_line(ui, field, &fact.label, said))
    });
    summary(links.collect())
}

/// How many things are wrong, and where each of them is.
#[must_use]
pub fn summary(links: Vec<Tag>) -> Option<Tag> {
    let count = links.len();
    let told = el("div.box pad bad|id=wrong|tabindex=-1|role=group|aria-labelledby=wrongs")
        .put(el("h2|id=wrongs>有 ").count(count).say(" 处要改"))
        .put(el("ul").each(links));
    (count > 0).then_some(told)
}

/// One line of a [`summary`]: it puts the focus on the field with this id.
#[must_use]
pub fn summary_line(ui: &Ui, field: String, label: &str, said: &str) -> Tag {
    let link = el("a.lnk")
        .made("href", format!("#{field}"))
        .click(ui, Action::See(field))
        .text(label)
        .say("：")
        .text(said);
    el("li").put(link)
}
