//! The page of one instrument: who receives it, when, how much, and where it is written.

use super::conditions::{conditions, or, place, tree};
use super::formula::Speaker;
use super::gather::{Entry, Relation, Site, document, document_page, instrument_page, place_page};
use super::html::{Tag, el, link};
use super::page::{Page, dd, p, pairs, section, table, warning};
use super::words as say;
use huice_core::ir::{Amount, Document, Instrument, Law, LoanTerms, PaymentSchedule, Reading};
use huice_core::text;
use huice_zh::words;

/// The page.
pub(crate) fn page(site: &Site, entry: &Entry) -> Page {
    let (law, own) = (entry.law, entry.own);
    let document = document(law, &own.cite);
    let mut inside = Vec::new();
    if !own.plain.is_empty() {
        inside.push(p(&format!("文件里叫“{}”", own.title)).at("class", "lead"));
    }
    inside.push(p(&own.summary).at("class", "lead"));
    inside.extend(warning(document));
    inside.push(facts(site, entry));
    inside.push(conditions(law, own));
    inside.push(amount(law, own));
    inside.extend(own.readings.iter().map(|reading| two(law, own, reading)));
    inside.extend(terms(law, own));
    inside.extend(paid(law, own));
    inside.push(how(law, own));
    inside.extend(loan(law, own));
    inside.extend(relations(site, &own.id));
    if !own.note.is_empty() {
        inside.push(section("提醒").put(p(&own.note)));
    }
    inside.push(source(law, own));
    inside.extend(document.and_then(|document| lost(site, document)));
    Page {
        name: instrument_page(&own.id),
        heading: say::everyday(own).to_owned(),
        about: own.summary.clone(),
        path: path(site, entry, document),
        inside,
    }
}

fn path(site: &Site, entry: &Entry, document: Option<&Document>) -> Vec<(String, String)> {
    let mut path = vec![("index.html".into(), "所有地方".into())];
    let widest = entry.places.first().and_then(|code| site.place(code));
    path.extend(widest.map(|place| (place_page(&place.code), place.name.clone())));
    path.extend(document.map(|d| (document_page(&d.id), number(d).to_owned())));
    path
}

fn number(document: &Document) -> &str {
    if document.number.is_empty() {
        &document.title
    } else {
        &document.number
    }
}

fn facts(site: &Site, entry: &Entry) -> Tag {
    let own = entry.own;
    let roles: Vec<&str> = own.roles.iter().map(|role| say::role(*role)).collect();
    let mut rows = vec![
        ("谁领（补贴对象）", dd(say::beneficiary(own.beneficiary))),
        ("哪些人会用到", dd(&text::joined(&roles, "、"))),
        ("是什么", dd(say::kind(own.kind))),
        ("一定给吗", dd(say::certainty(own.strength))),
        ("管哪里", reach(site, &entry.places)),
    ];
    if !own.prerequisite.is_empty() {
        rows.push(("前提", dd(&own.prerequisite)));
    }
    pairs(rows)
}

/// The places that it reaches: the widest, and how many lie in them.
pub(crate) fn reach(site: &Site, places: &[&str]) -> Tag {
    let widest: Vec<_> = places
        .iter()
        .filter(|code| {
            let above = site.above(code);
            !above
                .iter()
                .any(|place| places.contains(&place.code.as_str()))
        })
        .filter_map(|code| site.place(code))
        .collect();
    let mut list = el("dd");
    for (at, place) in widest.iter().enumerate() {
        if at > 0 {
            list = list.text("、");
        }
        list = list.put(link(&place_page(&place.code), &place.name));
    }
    match places.len() - widest.len() {
        0 => list,
        more => list.text(&format!("和下面 {more} 个地方")),
    }
}

fn amount(law: &Law, own: &Instrument) -> Tag {
    let mut part = section("给多少（补贴标准）").each(sum(law, own, &own.amount));
    if !own.params.is_empty() {
        let rows: Vec<Vec<String>> = own
            .params
            .iter()
            .map(|param| {
                vec![
                    param.label.clone(),
                    words::number(param.value, &param.unit),
                    place(law, &param.cite, &own.cite),
                ]
            })
            .collect();
        part = part.put(table(
            "文件里的数字",
            &["是什么", "数字", "在哪一条"],
            &rows,
        ));
    }
    part
}

/// An amount in words, with its steps.
fn sum(law: &Law, own: &Instrument, amount: &Amount) -> Vec<Tag> {
    let (first, formula) = match amount {
        Amount::None => return vec![p("不涉及金额。")],
        Amount::NotStated => {
            return vec![p(
                "文件未载明。文件没有写金额，我们不猜，也不用别处的数字。",
            )];
        }
        Amount::Text(words) => return vec![p(words)],
        Amount::Exactly(formula) => ("算法", formula),
        Amount::AtMost(formula) => ("最高", formula),
    };
    let speaker = Speaker::of(law, own, formula);
    let mut lines: Vec<Tag> = formula
        .steps
        .iter()
        .map(|(label, value)| el("li").text(&format!("{label} = {}", speaker.say(value, 0))))
        .collect();
    let unit = words::unit_word(&formula.unit);
    lines.push(el("li").text(&format!(
        "{first}：{}（按{unit}算）",
        speaker.say(&formula.value, 0)
    )));
    vec![el("ul").at("class", "calc").each(lines)]
}

/// Both ways to read a sentence.
fn two(law: &Law, own: &Instrument, reading: &Reading) -> Tag {
    let other = reading.amount.as_ref().map(|amount| {
        el("div")
            .put(p("按另一种读法，金额这样算："))
            .each(sum(law, own, amount))
    });
    let conditions = reading.eligible.as_ref().map(|condition| {
        el("div")
            .put(p("按另一种读法，条件是："))
            .put(tree(law, own, condition))
    });
    let ask = reading
        .ask
        .then(|| p("两种读法结论不一样的时候，我们不说“符合”，请先问经办部门。"));
    section("条文有两种读法")
        .put(p(&reading.about))
        .put(pairs(vec![
            ("本工具采用", dd(&reading.ours)),
            ("另一种", dd(&reading.other)),
        ]))
        .maybe(conditions)
        .maybe(other)
        .maybe(ask)
}

fn terms(law: &Law, own: &Instrument) -> Option<Tag> {
    let rows: Vec<Vec<String>> = own
        .terms
        .iter()
        .map(|term| {
            vec![
                term.label.clone(),
                words::number(term.value, &term.unit),
                place(law, &term.cite, &own.cite),
            ]
        })
        .collect();
    (!rows.is_empty()).then(|| {
        section("其他规定").put(table(
            "期限、比例和别的数字",
            &["是什么", "数字", "在哪一条"],
            &rows,
        ))
    })
}

fn paid(law: &Law, own: &Instrument) -> Option<Tag> {
    let label = |fact: &u16| {
        let fact = law.facts.get(usize::from(*fact));
        fact.map_or("", |fact| fact.label.as_str())
    };
    let speaker = Speaker::new(law, Some(own));
    let schedule = match &own.paid {
        PaymentSchedule::NotStated => return None,
        PaymentSchedule::Once => "条件都满足以后，一次给。".to_owned(),
        PaymentSchedule::Monthly { months, from } => {
            let from = from.as_ref().map_or_else(String::new, |fact| {
                format!("，从“{}”那个月算起", label(fact))
            });
            format!("按月给，给的月数：{}{from}。", speaker.say(months, 0))
        }
        PaymentSchedule::Yearly { parts, from } => format!(
            "按年给，从“{}”算起，每满一年给一次，共 {} 次。",
            label(from),
            parts.len()
        ),
    };
    Some(section("什么时候给").put(p(&schedule)))
}

fn loan(law: &Law, own: &Instrument) -> Option<Tag> {
    let terms: &LoanTerms = own.loan.as_ref()?;
    let speaker = Speaker::new(law, Some(own));
    let named = [
        ("最多能贷（元）", &terms.limit),
        ("最长贷多久", &terms.term),
        ("替您付多少利息", &terms.share),
        ("按什么利率算", &terms.share_rate),
        ("最多付几个月", &terms.share_months),
        ("最多按多少本金算", &terms.share_principal),
    ];
    let mut rows: Vec<(&str, Tag)> = named
        .into_iter()
        .filter_map(|(name, value)| Some((name, dd(&speaker.say(value.as_ref()?, 0)))))
        .collect();
    if !terms.guarantee.is_empty() {
        rows.push(("担保", dd(&terms.guarantee)));
    }
    (!rows.is_empty()).then(|| section("贷款和贴息").put(pairs(rows)))
}

fn relations(site: &Site, id: &str) -> Option<Tag> {
    let rows: Vec<Tag> = site
        .relations(id)
        .into_iter()
        .filter_map(|(relation, other)| {
            let entry = site.instruments.get(other)?;
            let document = document(entry.law, &entry.own.cite).map_or("", number);
            let words = match relation {
                Relation::Same => "同一项待遇，另一份文件也写了，只给一次：",
                Relation::Replaces => "能享受这一项时，代替：",
                Relation::Replaced => "能享受下面这一项时，由它代替：",
                Relation::Excludes => "不能同时享受：",
            };
            Some(
                el("li")
                    .text(words)
                    .put(link(&instrument_page(other), &entry.own.title))
                    .put(el("small").text(document)),
            )
        })
        .collect();
    (!rows.is_empty()).then(|| section("和别的政策").put(el("ul").each(rows)))
}

/// Which number to call, which office, where online, and what to bring: only what the clause and the place
/// say.
fn how(law: &Law, own: &Instrument) -> Tag {
    let offices: Vec<&str> = own
        .offices
        .iter()
        .filter_map(|at| law.offices.get(usize::from(*at)).map(String::as_str))
        .collect();
    let office = match offices.split_first() {
        None => "文件没写找哪个部门，打电话时一起问".to_owned(),
        Some((lead, [])) => (*lead).to_owned(),
        Some((lead, others)) => format!("{lead}；文件还写了：{}", text::joined(others, "、")),
    };
    section("怎么办").put(pairs(vec![
        (
            "先打电话",
            el("dd")
                .put(link("tel:12333", "12333"))
                .text("，问现在还办不办"),
        ),
        ("找谁", dd(&office)),
        ("带什么", dd("文件没写要带什么材料，打电话时一起问")),
    ]))
}

/// Where it is written, and how long it holds.
fn source(law: &Law, own: &Instrument) -> Tag {
    let Some(document) = document(law, &own.cite) else {
        return section("政策依据");
    };
    let mut clause = own.cite.clause.clone();
    if !own.cite.sentence.is_empty() {
        clause = format!("{clause}，第 {} 句", own.cite.sentence);
    }
    let mut rows = vec![
        (
            "文件",
            el("dd").put(link(&document_page(&document.id), &document.title)),
        ),
        ("文号", dd(or(&document.number, "文件未载明"))),
        ("发文", dd(&document.issuer)),
        ("条款", dd(&clause)),
        ("有效期", dd(&valid(document, own))),
    ];
    let ended = document.end_of(&own.cite.clause).map(huice_zh::ended);
    rows.extend(ended.map(|words| ("谁代替了它", dd(&words))));
    let amends = document.amended_by(&own.cite.clause).map(huice_zh::amends);
    rows.extend(amends.map(|words| ("它代替了谁", dd(&words))));
    if !own.fund.is_empty() {
        rows.push(("钱从哪里来", dd(&own.fund)));
    }
    let checked = format!("{}，只对过文字，没问过部门", words::day(document.checked));
    rows.push(("文字核对", dd(&checked)));
    section("政策依据").put(pairs(rows))
}

fn valid(document: &Document, own: &Instrument) -> String {
    let from = match own.from {
        Some(day) => words::day(day) + "起",
        None => issued(document) + "发文起",
    };
    let until = match own.until.or(document.until) {
        Some(day) => format!("，到{}", words::day(day)),
        None => "，没有写到哪天为止".into(),
    };
    from + &until
}

/// When a document was issued, as exactly as it states.
pub(crate) fn issued(document: &Document) -> String {
    let (first, last) = (document.issued_earliest, document.issued_latest);
    if first == last {
        words::day(first)
    } else {
        format!(
            "{}到{}之间（文件没写哪天）",
            words::day(first),
            words::day(last)
        )
    }
}

/// What may be missing beside it, where its document is damaged.
fn lost(site: &Site, document: &Document) -> Option<Tag> {
    let missing = &site.documents.get(document.id.as_str())?.missing;
    (!missing.is_empty()).then(|| {
        let words = format!(
            "这份文件有 {} 项的原文缺失或者缺一部分，里面可能有您能享受的：",
            missing.len()
        );
        section("原文缺失").put(
            el("p")
                .text(&words)
                .put(link("lost.html", "看缺了哪些"))
                .text("。"),
        )
    })
}
