//! One instrument: a line that opens into the whole account of it.

use super::icon::{self, icon, sign};
use super::proof::{conditions, question};
use super::tag::{Tag, el, tag};
use super::{Ui, layout};
use crate::labels::{self, Group};
use crate::route::{ReturnTo, Screen};
use crate::state::Action;
use huice_core::CompiledLaw;
use huice_core::explain::Explanation;
use huice_core::ir::{Amount, FactId, Instrument, LostItem, Reading};
use huice_core::outcome::TEXT_MISSING;
use huice_core::{AmountResult, Decision, Need, ReadingResult, Verdict, words};

/// The card of an outcome. What is inside is made only when it is open.
#[must_use]
pub fn card(ui: &Ui, law: &CompiledLaw, outcome: &Decision) -> Tag {
    let Some(instrument) = law.instruments.get(usize::from(outcome.instrument)) else {
        return el("div");
    };
    let open = ui.state.open.contains(&outcome.instrument);
    let amount = words::amount(&outcome.amount);
    let shown = match outcome.amount {
        AmountResult::None | AmountResult::NotDue => "",
        AmountResult::NotStated => "金额文件未载明",
        AmountResult::Text(_)
        | AmountResult::Exact(..)
        | AmountResult::Range(..)
        | AmountResult::AtMost(..) => amount.as_str(),
    };
    let class = if labels::is_plain(&outcome.amount) {
        "amt none"
    } else {
        "amt"
    };
    let head = el("span.h")
        .put(el("b").text(&instrument.title))
        .maybe((!shown.is_empty()).then(|| tag("span", class).text(shown)));
    let why =
        chips(outcome).put(el("span.t").words(labels::reason(ui.state, law, instrument, outcome)));
    let summary = el("summary")
        .made("id", format!("c-{}", outcome.instrument))
        .flag("aria-expanded", open)
        .click(ui, Action::Card(outcome.instrument))
        .put(head)
        .put(why)
        .put(sign(icon::GO, "i go turn"));
    el("details.card")
        .key(&instrument.id)
        .set("data-id", &instrument.id)
        .at("data-verdict", outcome.verdict.word())
        .set("data-amount", &amount)
        .mark("open", open)
        .put(summary)
        .maybe(open.then(|| body(ui, law, instrument, outcome)))
}

/// The verdict, and beside a yes how strong it is.
fn chips(outcome: &Decision) -> Tag {
    let group = Group::of(outcome);
    let path = match group {
        Group::Yes | Group::Office => icon::YES,
        Group::Ask => icon::ASK,
        Group::Judge => icon::OFFICE,
        Group::Later => icon::CLOCK,
        Group::No => icon::NO,
        Group::Gone => icon::GONE,
    };
    let strength = match outcome.verdict {
        Verdict::Eligible | Verdict::NotYet(_) | Verdict::Undetermined => {
            labels::strength(outcome.strength)
        }
        Verdict::Ineligible
        | Verdict::Expired(_)
        | Verdict::NotStarted(_)
        | Verdict::StartUnknown(..)
        | Verdict::Replaced(_) => None,
    };
    el("span.why")
        .put(
            tag("span", group.tint())
                .put(icon(path))
                .say(labels::chip(outcome)),
        )
        .maybe(strength.map(|word| el("span.chip gone").say(word)))
}

fn body(ui: &Ui, law: &CompiledLaw, instrument: &Instrument, outcome: &Decision) -> Tag {
    let money = !matches!(outcome.amount, AmountResult::None | AmountResult::NotDue);
    let some =
        |name: &'static str, value: &str| (!value.is_empty()).then(|| layout::pair(name, value));
    let facts = el("dl.kv gap3")
        .put(layout::pair(
            if money { "谁领钱" } else { "给谁" },
            labels::beneficiary(outcome.beneficiary),
        ))
        .put(layout::pair("是什么", labels::kind(outcome.kind)))
        .maybe(money.then(|| layout::pair("金额", &words::amount(&outcome.amount))))
        .put(layout::pair(
            "一定给吗",
            labels::certainty(outcome.strength),
        ))
        .maybe(some("谁来付", &instrument.fund))
        .maybe(some("在这之后", &instrument.prerequisite))
        .each(
            instrument
                .terms
                .iter()
                .map(|term| layout::pair(&term.label, &words::number(term.value, &term.unit))),
        );
    let why = ui.state.explain(outcome);
    let mut body = el("div.body")
        .maybe((!instrument.summary.is_empty()).then(|| el("p").text(&instrument.summary)))
        .put(facts)
        .maybe(verdict_note(law, outcome));
    if !instrument.note.is_empty() {
        body = body.put(layout::note("note gap3", icon::INFO, &instrument.note));
    }
    body = body
        .maybe(arithmetic(ui, law, instrument, outcome, &why))
        .maybe(open_needs(ui, law, outcome));
    if let Some(proof) = &why.proof {
        body = body.put(section("为什么").put(conditions(ui, law, proof, &instrument.cite)));
    }
    if !why.readings.is_empty() {
        let both = instrument.readings.iter().zip(&why.readings);
        let both = both.map(|(own, other)| reading(outcome, own, other));
        body = body.put(section("条文有两种读法").each(both));
    }
    body = body.maybe(super::change::changes(ui, law, outcome));
    body.maybe(source(law, instrument))
        .maybe(other_text(ui, law, outcome))
}

/// Where the same grant stands in another document.
fn other_text(ui: &Ui, law: &CompiledLaw, outcome: &Decision) -> Option<Tag> {
    let position = law.other_text(outcome.instrument)?;
    let other = law.instruments.get(usize::from(position))?;
    let view = ui.state.view.as_ref()?;
    let cite = words::cite(law, &other.cite);
    let same = [position, outcome.instrument]
        .iter()
        .any(|n| view.doubles.contains(n));
    if same {
        let both = el("p.s>两份文件都写了这一项，只算一次。另一处：").text(&cite);
        return Some(section("同一项，两份文件").put(both));
    }
    let told = view.outcomes().get(usize::from(position))?;
    let words = el("p.s")
        .text(&other.title)
        .say("（")
        .text(&cite)
        .say("）写的不一样：")
        .put(el("b").say(labels::chip(told)))
        .say("。两份文件说的是同一项，只能享受一次。");
    Some(section("另一份文件").put(words))
}

/// An item whose text is lost: all that is known of it.
#[must_use]
pub fn lost(law: &CompiledLaw, missing: &LostItem) -> Tag {
    let number = law
        .documents
        .get(usize::from(missing.document))
        .map_or("", |d| d.number.as_str());
    let units = (!missing.units.is_empty()).then(|| el("p.s soft>责任单位：").text(&missing.units));
    el("div.card pad")
        .key(&missing.id)
        .set("data-id", &missing.id)
        .at("data-verdict", TEXT_MISSING)
        .put(el("b").words(words::missing_title(missing)))
        .put(el("p.s soft").text(number).say(" ").text(&missing.clause))
        .put(el("p").say(words::missing(missing)).say("。"))
        .maybe(units)
}

fn section(name: &'static str) -> Tag {
    el("section").put(el("h3").say(name))
}

/// What the verdict means where it is neither a plain yes nor a plain no.
fn verdict_note(law: &CompiledLaw, outcome: &Decision) -> Option<Tag> {
    let (path, words) = match &outcome.verdict {
        Verdict::NotYet(day) => {
            let words = format!("别的不变，{}起就满足条件。", words::day(*day));
            return Some(layout::note("note wait gap3", icon::CLOCK, &words));
        }
        Verdict::Expired(day) => (
            icon::GONE,
            format!("这一条执行到{}为止。", words::day(*day)),
        ),
        Verdict::NotStarted(day) => (icon::GONE, format!("这一条从{}起执行。", words::day(*day))),
        Verdict::StartUnknown(low, high) => {
            let (low, high) = (words::day(*low), words::day(*high));
            (
                icon::GONE,
                format!("文件没有写明哪天起执行，只知道在{low}到{high}之间。"),
            )
        }
        Verdict::Replaced(other) => {
            let title = law
                .instruments
                .get(usize::from(*other))
                .map_or("", |i| i.title.as_str());
            (
                icon::INFO,
                format!("您能享受“{title}”，它代替了这一项，两项不能都拿。"),
            )
        }
        Verdict::Eligible | Verdict::Ineligible | Verdict::Undetermined => return None,
    };
    Some(layout::note("note gap3", path, &words))
}

fn arithmetic(
    ui: &Ui,
    law: &CompiledLaw,
    instrument: &Instrument,
    outcome: &Decision,
    why: &Explanation,
) -> Option<Tag> {
    let formula = match instrument.amount {
        Amount::Exactly(_) | Amount::AtMost(_) => true,
        Amount::None | Amount::NotStated | Amount::Text(_) => false,
    };
    if why.steps.is_empty() && !formula {
        return None;
    }
    let steps = why.steps.iter().map(|step| {
        let label = words::step_label(step);
        let name = (!label.is_empty()).then(|| el("span").text(label).say("："));
        el("li")
            .maybe(name)
            .put(el("span").words(words::step_line(law, step)))
    });
    let figures = instrument
        .params
        .iter()
        .map(|param| layout::pair(&param.label, &words::number(param.value, &param.unit)));
    let mut section = section("怎么算出来的");
    if !why.steps.is_empty() {
        section = section.put(el("ul.calc").each(steps));
    }
    if !instrument.params.is_empty() {
        section = section.put(el("dl.kv figures").each(figures));
    }
    if !outcome.amount_needs.is_empty() {
        let asked = outcome.amount_needs.iter().map(|id| need(ui, law, *id));
        section = section
            .put(el("p.s soft gap3>金额还要看："))
            .put(el("ul.needs").each(asked));
    }
    Some(section)
}

fn need(ui: &Ui, law: &CompiledLaw, id: FactId) -> Tag {
    let unsure = ui.state.answers.get(id).is_some();
    el("li")
        .maybe(question(ui, law, id))
        .maybe(unsure.then(|| el("span.s soft>（您答了不清楚）")))
}

/// Everything that stands in the way, each with the way to settle it.
fn open_needs(ui: &Ui, law: &CompiledLaw, outcome: &Decision) -> Option<Tag> {
    if outcome.needs.is_empty() {
        return None;
    }
    let one = |item: &Need| {
        let said = words::need(law, *item);
        match item {
            Need::Fact(id) => need(ui, law, *id),
            Need::Judgement(id) => {
                let done = el("a")
                    .made("href", Screen::Ask(*id, ReturnTo::Results).hash(Some(law)))
                    .set(
                        "data-need",
                        law.facts.get(usize::from(*id)).map_or("", |f| &f.id),
                    )
                    .say("已经有结果了");
                el("li")
                    .put(icon(icon::OFFICE))
                    .put(el("span").text(&said).say("。").put(done))
            }
            Need::Open(_) | Need::Reading(..) => el("li")
                .put(icon(icon::ASK))
                .put(el("span").text(&said).say("。请问经办部门。")),
        }
    };
    let list = el("ul.needs").each(outcome.needs.iter().map(one));
    Some(section("还差什么").put(list))
}

fn reading(outcome: &Decision, own: &Reading, reading: &ReadingResult) -> Tag {
    let result =
        |class, name, verdict: Option<&Verdict>, amount: Option<&AmountResult>, words: &str| {
            let verdict = verdict.map(|verdict| match verdict {
                Verdict::Eligible => "符合",
                Verdict::NotYet(_) => "还没到时间",
                Verdict::Ineligible | Verdict::Replaced(_) => "不符合",
                Verdict::Undetermined => "还定不了",
                Verdict::Expired(_) | Verdict::NotStarted(_) | Verdict::StartUnknown(..) => {
                    "不在有效期"
                }
            });
            tag("div", class)
                .put(el("span.tag").say(name))
                .maybe(verdict.map(|verdict| el("b").say(verdict)))
                .maybe(amount.map(|amount| el("span.amt").words(words::amount(amount))))
                .put(el("p").text(words))
        };
    let ours = reading.verdict.as_ref().map(|_| &outcome.verdict);
    let sum = reading.amount.as_ref().map(|_| &outcome.amount);
    let (verdict, amount) = (reading.verdict.as_ref(), reading.amount.as_ref());
    let two = el("div.two")
        .put(result("read adopted", "本工具采用", ours, sum, &own.ours))
        .put(result("read", "另一种读法", verdict, amount, &own.other));
    let differs = reading
        .differs
        .then(|| el("p.s soft>两种读法结果不一样，申请前请问清楚。"));
    el("div.gap3")
        .put(el("p.s soft").text(&own.about))
        .put(two)
        .maybe(differs)
}

fn source(law: &CompiledLaw, instrument: &Instrument) -> Option<Tag> {
    let document = law.documents.get(usize::from(instrument.cite.document))?;
    let mut from = words::day(document.issued_earliest);
    if document.issued_earliest != document.issued_latest {
        from = format!(
            "{from}到{}之间（文件没写哪天）",
            words::day(document.issued_latest)
        );
    }
    from += "发文起";
    if let Some(day) = instrument.from {
        from = words::day(day) + "起";
    }
    let until = match instrument.until.or(document.until) {
        Some(day) => format!("，到{}", words::day(day)),
        None => "，未写终止日期".into(),
    };
    let mut clause = instrument.cite.clause.clone();
    if !instrument.cite.sentence.is_empty() {
        clause = format!("{clause}，第 {} 句", instrument.cite.sentence);
    }
    let ask = el("div").put(el("dt>咨询")).put(
        el("dd")
            .put(layout::phone("tel:12333", "12333"))
            .say("（人社）"),
    );
    let list = el("dl.kv")
        .put(layout::pair("文件", &document.title))
        .put(layout::pair(
            "文号",
            super::fields::or(&document.number, "文件未载明"),
        ))
        .put(layout::pair("发文", &document.issuer))
        .put(layout::pair("条款", &clause))
        .put(layout::pair("有效期", &(from + &until)))
        .put(layout::pair("核对", &words::day(document.checked)))
        .put(ask);
    Some(section("依据").put(list))
}
