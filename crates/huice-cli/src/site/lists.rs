//! Pages that lead to others: all places, one place, one document, what is lost.

use super::gather::{
    Entry, Relation, Site, Source, document, document_page, instrument_page, place_page,
};
use super::html::{Tag, el, link};
use super::instrument::{issued, reach};
use super::page::{Page, dd, p, pairs, section, warning};
use super::words as say;
use huice_check::Place;
use huice_core::Date;
use huice_core::ir::{Instrument, Law, LostItem};
use huice_core::text;
use huice_zh::Origin;
use huice_zh::words;

fn top() -> Vec<(String, String)> {
    vec![("index.html".into(), "所有地方".into())]
}

/// All places.
pub(crate) fn index(site: &Site, app: &str) -> Page {
    let lead = el("p")
        .at("class", "lead")
        .text("按地方列出全部政策，不用脚本也能看。想知道自己能享受哪些、多少钱，")
        .put(link(app, "答几个题来算"))
        .text("。");
    let mut inside = vec![lead];
    for place in site.places.iter().filter(|place| place.within.is_none()) {
        inside.push(
            section(&place.name).put(el("ul").at("class", "places").each(below(site, place))),
        );
    }
    inside.push(
        section("全部文件").put(el("ul").each(site.documents.values().map(|source| {
            let own = source.own;
            el("li")
                .put(link(&document_page(&own.id), &own.title))
                .put(el("small").text(&format!(
                    "{} · {} · {} 项",
                    own.number,
                    own.issuer,
                    source.instruments.len()
                )))
        }))),
    );
    Page {
        name: "index.html".into(),
        heading: "就业创业政策，按地方看".into(),
        about: "各地就业创业的补贴、奖励、退费和贷款：条件、标准、依据。".into(),
        path: Vec::new(),
        inside,
    }
}

/// A place and all that lie in it, however deep.
fn below(site: &Site, place: &Place) -> Vec<Tag> {
    let count = match site.laws.get(place.code.as_str()) {
        Some(law) => format!("{} 条", law.grants()),
        None => "没有收录文件".into(),
    };
    let mut rows = vec![
        el("li")
            .put(link(&place_page(&place.code), &place.name))
            .put(el("small").text(&count)),
    ];
    for inner in site.within(&place.code) {
        rows.extend(below(site, inner));
    }
    rows
}

/// One place.
pub(crate) fn place(site: &Site, place: &Place, app: &str) -> Page {
    let mut path = top();
    path.extend(
        site.above(&place.code)
            .iter()
            .rev()
            .map(|above| (place_page(&above.code), above.name.clone())),
    );
    let law = site.laws.get(place.code.as_str()).copied();
    let inside = match law {
        Some(law) => covered(site, law, app),
        None => uncovered(site, place),
    };
    Page {
        name: place_page(&place.code),
        heading: format!("{}的就业创业政策", place.name),
        about: format!(
            "{}的就业创业补贴、奖励、退费和贷款：谁能领、什么条件、多少钱、依据哪份文件。",
            place.name
        ),
        path,
        inside,
    }
}

fn uncovered(site: &Site, place: &Place) -> Vec<Tag> {
    let inner = site.within(&place.code).into_iter();
    let rows: Vec<Tag> = inner.flat_map(|inner| below(site, inner)).collect();
    let mut inside =
        vec![p("没有收录直接管这里的文件，请打 12333 问当地人社部门。").at("class", "lead")];
    if !rows.is_empty() {
        inside.push(section("下面的地方").put(el("ul").at("class", "places").each(rows)));
    }
    inside
}

fn covered(site: &Site, law: &Law, app: &str) -> Vec<Tag> {
    let lead = el("p")
        .at("class", "lead")
        .text(&format!("共 {} 条。", law.grants()))
        .put(link(app, "答几个题，算出您能享受哪些"))
        .text("。");
    let documents = law.documents.iter().map(|own| {
        el("li")
            .put(link(&document_page(&own.id), &own.title))
            .put(el("small").text(&own.number))
    });
    let mut inside = vec![lead];
    inside.extend(warning(&law.documents));
    inside.push(section("依据的文件").put(el("ul").each(documents)));
    for kind in say::KINDS {
        // A grant that two documents state is listed once, by the text of the narrower place.
        let rows: Vec<Tag> = (0u16..)
            .zip(&law.instruments)
            .filter(|(at, own)| own.kind == kind && law.restated_by(*at).is_none())
            .map(|(_, own)| row(site, law, own))
            .collect();
        if !rows.is_empty() {
            let heading = format!("{}（{} 条）", say::kind(kind), rows.len());
            inside.push(section(&heading).put(el("ul").each(rows)));
        }
    }
    if !law.missing.is_empty() {
        let rows = law.missing.iter().map(|missing| {
            el("li")
                .put(link(
                    &format!("lost.html#{}", missing.id),
                    &words::missing_title(missing),
                ))
                .put(el("small").text(&missing.clause))
        });
        let heading = format!("原文缺失（{} 项）", law.missing.len());
        inside.push(
            section(&heading)
                .put(p("这些条目的原文缺了，里面可能有您能享受的，请问 12333。"))
                .put(el("ul").each(rows)),
        );
    }
    inside
}

/// An instrument in a list: its page, who receives it, which document.
fn row(site: &Site, law: &Law, own: &Instrument) -> Tag {
    let document = document(law, &own.cite);
    let number = document.map_or("", |document| document.number.as_str());
    let year = Origin::of(document, Date::FIRST).map(|origin| origin.years);
    let same = site.relations(&own.id);
    let twice = same
        .iter()
        .any(|(relation, other)| *relation == Relation::Same && law.instrument(other).is_some());
    let mut beside = vec![format!("给{}", say::beneficiary(own.beneficiary))];
    beside.extend(year);
    if !number.is_empty() {
        beside.push(number.to_owned());
    }
    if twice {
        beside.push("同一项，两份文件都写了".into());
    }
    if !own.plain.is_empty() {
        beside.insert(0, own.title.clone());
    }
    el("li")
        .put(link(&instrument_page(&own.id), say::everyday(own)))
        .put(el("small").text(&text::joined(&beside, " · ")))
}

/// What became of a clause, behind its name; of the whole document, alone.
fn whose(clause: &str, became: String) -> String {
    match clause {
        "" => became,
        clause => format!("{clause}：{became}"),
    }
}

/// One document.
pub(crate) fn of_document(site: &Site, source: &Source) -> Page {
    let own = source.own;
    let until = own
        .until
        .map_or_else(|| "没有写到哪天为止".into(), words::day);
    let mut about = vec![
        (
            "文号",
            dd(if own.number.is_empty() {
                "文件未载明"
            } else {
                &own.number
            }),
        ),
        ("发文", dd(&own.issuer)),
        ("发文日期", dd(&issued(own))),
        ("有效到", dd(&until)),
        ("管哪里", reach(site, &source.places)),
        (
            "文字核对",
            dd(&format!("{}，没问过部门", words::day(own.checked))),
        ),
    ];
    let ends = own
        .ended
        .iter()
        .map(|end| whose(&end.clause, huice_zh::ended(end)));
    about.extend(ends.map(|words| ("谁代替了它", dd(&words))));
    let amends = own.amends.iter().filter(|one| !one.nothing_in_its_place());
    let amends = amends.map(|one| whose(&one.clause, huice_zh::amends(one)));
    about.extend(amends.map(|words| ("它代替了谁", dd(&words))));
    let rows = source
        .instruments
        .iter()
        .filter_map(|id| site.instruments.get(id))
        .map(clause);
    let mut inside = vec![
        pairs(about),
        section(&format!("写了什么（{} 项）", source.instruments.len())).put(el("ul").each(rows)),
    ];
    if !source.missing.is_empty() {
        let words = format!(
            "这份文件有 {} 项的原文缺失或者缺一部分：",
            source.missing.len()
        );
        inside.push(
            section("原文缺失").put(p(&words).put(link("lost.html", "看缺了哪些")).text("。")),
        );
    }
    Page {
        name: document_page(&own.id),
        heading: own.title.clone(),
        about: format!("{}：逐条列出里面的补贴、奖励、贷款和服务。", own.title),
        path: top(),
        inside,
    }
}

fn clause(entry: &Entry) -> Tag {
    el("li")
        .put(link(&instrument_page(&entry.own.id), &entry.own.title))
        .put(el("small").text(&format!(
            "{} · {}",
            entry.own.cite.clause,
            say::kind(entry.own.kind)
        )))
}

/// What is lost.
pub(crate) fn lost(site: &Site) -> Page {
    let damaged = site.documents.values().filter(|s| !s.missing.is_empty());
    let mut inside = vec![
        p("下面这些条目，我们手里的文件原文缺了。缺的不等于没有：里面可能有您能享受的，请打 12333 问。")
            .at("class", "lead"),
    ];
    inside.extend(damaged.map(|source| {
        section(&source.own.title)
            .put(el("p").put(link(&document_page(&source.own.id), &source.own.number)))
            .put(el("ul").each(source.missing.iter().copied().map(item)))
    }));
    Page {
        name: "lost.html".into(),
        heading: "原文缺失的条目".into(),
        about: "文件原文缺失、不知道写了什么的条目，逐项列出。".into(),
        path: top(),
        inside,
    }
}

fn item(missing: &LostItem) -> Tag {
    let mut beside = vec![missing.clause.clone()];
    if !missing.units.is_empty() {
        beside.push(format!("责任单位：{}", missing.units));
    }
    el("li")
        .at("id", &missing.id)
        .text(&words::missing_title(missing))
        .put(el("small").text(&text::joined(&beside, " · ")))
        .put(el("small").text(words::missing(missing)))
}
