//! Places and facts: what people may be asked.

use crate::actionability::action;
use crate::code;
use crate::former_names;
use crate::keys;
use crate::kinds::ROLES;
use crate::literal::{COUNTS, unit_name};
use crate::report::{Fields, FileContext};
use crate::symbol_table::{FactDecl, Place};
use huice_core::Decimal;
use huice_core::ir::{Contacts, Fact, FactKind, Frequency, Hotline, Knower, Role, Unit};
use huice_syntax::{Kind, Node, Span, Text, text};
use huice_zh::read::{NumberError, read_number, read_number_within, write_number};
use std::collections::{BTreeMap, BTreeSet};

/// Largest number where a fact sets no limit.
const GREATEST: i64 = 1_000_000_000_000;

/// Six digits, or six digits and two capitals for a zone that the standard does not list.
fn is_code(code: &str) -> bool {
    let (digits, zone) = code
        .split_once('-')
        .map_or((code, None), |(d, z)| (d, Some(z)));
    digits.len() == 6
        && digits.bytes().all(|b| b.is_ascii_digit())
        && zone.is_none_or(|z| z.len() == 2 && z.bytes().all(|b| b.is_ascii_uppercase()))
}

/// Reads `places.yaml`.
pub(crate) fn places(at: FileContext<'_>, root: &Node, found: &mut Vec<Place>) {
    let Some(fields) = at.map(
        root,
        ("地方的清单", "the list of places"),
        keys::PLACES_FILE,
    ) else {
        return;
    };
    let Some(list) = at.need(&fields, "places") else {
        return;
    };
    let mut spans: BTreeMap<String, Span> = BTreeMap::new();
    let mut lines: BTreeMap<String, (String, u32)> = BTreeMap::new();
    let mut own: BTreeMap<String, OwnContacts> = BTreeMap::new();
    for node in at.list(list, ("地方的列表", "a list of places")) {
        let Some(fields) = at.map(node, ("地方", "a place"), keys::PLACE) else {
            continue;
        };
        let Some(code_node) = at.need(&fields, "code") else {
            continue;
        };
        let code = code_node.text().unwrap_or_default().to_owned();
        if !is_code(&code) {
            let help = (
                "行政区划代码是六位数字；没有自己代码的开发区，用所在市的代码加两个大写字母，如 123456-AB",
                "a code of GB/T 2260 has six digits; a zone without one of its own takes its city's and two capitals, as in 123456-AB",
            );
            let meant = huice_syntax::plain(&code);
            let help: Text = if is_code(&meant) {
                text!("应该是 `{meant}`", "it should be `{meant}`")
            } else {
                help.into()
            };
            at.wrong(
                code::ID,
                code_node.span,
                text!(
                    "`{code}` 不是地方的代码",
                    "`{code}` is not a code of a place"
                ),
                help,
            );
            at.report.lose(&code, at.file, node.span);
            at.report.lose(&meant, at.file, node.span);
            continue;
        }
        if let Some((file, line)) = lines.get(&code) {
            let message = text!("地方 {code} 写了两遍", "the place {code} stands here twice");
            let help = text!(
                "另一个在 {file} 第 {line} 行：请留一个",
                "the other is in {file}, line {line}: keep one of them"
            );
            at.wrong(code::TWICE, code_node.span, message, help);
            continue;
        }
        lines.insert(code.clone(), (at.file.to_owned(), code_node.span.line));
        if let Some(within) = fields.get("within") {
            spans.insert(code.clone(), within.span);
        }
        let contacts = OwnContacts {
            hotlines: fields.get("hotlines").map(|n| hotlines(at, n)),
            portal: at.maybe_text(&fields, "portal"),
        };
        own.insert(code.clone(), contacts);
        found.push(Place {
            code,
            name: at.need_text(&fields, "name"),
            pinyin: at.need_text(&fields, "pinyin"),
            within: at.maybe_text(&fields, "within"),
            covered: at
                .need(&fields, "covered")
                .and_then(|n| at.truth(n))
                .unwrap_or(false),
            contacts: Contacts::default(),
        });
    }
    within(at, found, &spans);
    same_names(at, found, &lines);
    give_contacts(found, &own);
}

/// Checks what places lie in. A place that lies within itself, through whatever others, loses that.
fn within(at: FileContext<'_>, places: &mut [Place], spans: &BTreeMap<String, Span>) {
    let outer: BTreeMap<String, String> = places
        .iter()
        .filter_map(|place| Some((place.code.clone(), place.within.clone()?)))
        .collect();
    let known: BTreeSet<String> = places.iter().map(|place| place.code.clone()).collect();
    for place in places {
        let (Some(around), Some(span)) = (&place.within, spans.get(&place.code)) else {
            continue;
        };
        if !known.contains(around) {
            let message = text!("没有 {around} 这个地方", "there is no place {around}");
            let otherwise = (
                "请把上级地方也写进来，或者不写 `within`",
                "write the place that contains this one into the list, or leave `within` out",
            );
            let names = known.iter().map(String::as_str);
            at.unknown(
                code::UNKNOWN_PLACE,
                *span,
                message,
                around,
                names,
                otherwise,
            );
            continue;
        }
        let Some(way) = circle(&outer, &place.code) else {
            continue;
        };
        let message = text!(
            "地方 {} 的上级绕回了它自己",
            "the place {} lies within itself",
            place.code
        );
        let help = text!("绕成了一圈：{}", "the circle: {}", way.join(" → "));
        at.wrong(code::CIRCLE, *span, message, help);
        // Where it lies is not known now: nothing is said about what applies there.
        at.report.unread.set(true);
        place.within = None;
    }
}

/// The way from a place around and back to it, if there is one.
fn circle<'p>(outer: &'p BTreeMap<String, String>, code: &'p str) -> Option<Vec<&'p str>> {
    let mut way = vec![code];
    let mut next = outer.get(code)?;
    while next != code {
        // A circle further up is reported where it is.
        if way.contains(&next.as_str()) {
            return None;
        }
        way.push(next);
        next = outer.get(next)?;
    }
    way.push(code);
    Some(way)
}

/// Warns of places that nobody can tell apart: the same name within the same place.
fn same_names(at: FileContext<'_>, places: &[Place], lines: &BTreeMap<String, (String, u32)>) {
    let mut names: BTreeMap<(Option<&str>, &str), &str> = BTreeMap::new();
    for place in places.iter().filter(|place| !place.name.is_empty()) {
        let name = (place.within.as_deref(), place.name.as_str());
        let Some(other) = names.insert(name, &place.code) else {
            continue;
        };
        let line = |code: &str| lines.get(code).map_or(1, |(_, line)| *line);
        let (own, first) = (line(&place.code), line(other));
        let row = usize::try_from(own).unwrap_or(1);
        let start = at.lines.start(row);
        let span = at.lines.span(start, start + at.lines.line(row).len());
        let message = text!(
            "{} 和 {other} 都叫 `{}`，上级也一样",
            "{} and {other} are both called `{}`, within the same place",
            place.code,
            place.name
        );
        let help = text!(
            "另一个在第 {first} 行：请删掉一个，或者改名称、上级",
            "the other is in line {first}: remove one, or correct its name or what it lies within"
        );
        at.push(
            huice_syntax::Diagnostic::warning(code::SAME_NAME, at.file, span, message).help(help),
        );
    }
}

/// What a place says of its contacts itself.
struct OwnContacts {
    hotlines: Option<Vec<Hotline>>,
    portal: Option<String>,
}

fn hotlines(at: FileContext<'_>, node: &Node) -> Vec<Hotline> {
    let mut found = Vec::new();
    for item in at.list(node, ("热线的列表", "a list of hotlines")) {
        let Some(fields) = at.map(item, ("热线", "a hotline"), keys::HOTLINE) else {
            continue;
        };
        let number = at.need_text(&fields, "number");
        let name = at.need_text(&fields, "name");
        let digits = number.bytes().all(|b| b.is_ascii_digit());
        if let (Some(node), true) = (fields.get("number"), !digits || number.len() > 12) {
            let message = text!(
                "`{number}` 不是电话号码",
                "`{number}` is not a number to call"
            );
            let help = (
                "只写数字，最多 12 位，加引号",
                "digits only, at most 12, in quotes",
            );
            at.wrong(code::HOTLINE, node.span, message, help);
            continue;
        }
        found.push(Hotline { number, name });
    }
    found
}

/// Sets the contacts of every place: its own, otherwise those of the nearest place around it.
fn give_contacts(places: &mut [Place], own: &BTreeMap<String, OwnContacts>) {
    let mut given = Vec::new();
    for place in places.iter() {
        let around = crate::symbol_table::chain(places, &place.code);
        let around: Vec<&OwnContacts> = around.iter().filter_map(|c| own.get(*c)).collect();
        let hotlines = around.iter().find_map(|c| c.hotlines.clone());
        let portal = around.iter().find_map(|c| c.portal.clone());
        given.push(Contacts {
            hotlines: hotlines.unwrap_or_default(),
            portal: portal.unwrap_or_default(),
        });
    }
    for (place, contacts) in places.iter_mut().zip(given) {
        place.contacts = contacts;
    }
}

/// Reads `terms.yaml`.
pub(crate) fn terms(at: FileContext<'_>, root: &Node, found: &mut Vec<String>) {
    let Some(fields) = at.map(root, ("行话的清单", "the list of terms"), keys::TERMS_FILE)
    else {
        return;
    };
    let Some(list) = at.need(&fields, "terms") else {
        return;
    };
    for node in at.list(list, ("`terms` 的列表", "a list of terms")) {
        found.extend(
            at.text(node, ("一条 `terms`", "a term"))
                .map(ToOwned::to_owned),
        );
    }
}

/// Reads one file of `facts/`.
pub(crate) fn facts(at: FileContext<'_>, root: &Node, known: &[Place], found: &mut Vec<FactDecl>) {
    let Some(fields) = at.map(root, ("事项文件", "a file of facts"), keys::FACTS_FILE) else {
        return;
    };
    let others = ["lists", "phone"]
        .iter()
        .any(|key| fields.get(key).is_some());
    if others && fields.get("facts").is_none() {
        return;
    }
    let topic = at.need_text(&fields, "topic");
    let Some(list) = at.need(&fields, "facts") else {
        return;
    };
    for node in at.list(list, ("事项的列表", "a list of facts")) {
        let Some((fact, place, span)) = fact(at, node, Around::File(known)) else {
            if let Some(id) = node.get("id").and_then(Node::text) {
                at.report.lose(id, at.file, node.span);
            }
            continue;
        };
        if place
            .as_ref()
            .is_some_and(|code| at.report.is_elsewhere(code))
        {
            continue;
        }
        let twin = found.iter().find(|d| d.fact.id == fact.id);
        if let Some(twin) = twin {
            let elsewhere = found
                .iter()
                .filter(|d| d.fact.id == fact.id)
                .all(|d| d.place != place);
            let help = text!(
                "另一个在 {} 第 {} 行",
                "the other is in {}, line {}",
                twin.file,
                twin.span.line
            );
            if !elsewhere {
                let message = text!(
                    "事项 `{}` 写了两遍",
                    "the fact `{}` stands here twice",
                    fact.id
                );
                at.wrong(code::TWICE, span, message, help);
                continue;
            }
            if !same_type(&twin.fact.kind, &fact.kind) {
                let message = text!(
                    "事项 `{}` 在别处是另一种类型",
                    "the fact `{}` has another type elsewhere",
                    fact.id
                );
                at.wrong(code::TWICE, span, message, help);
                continue;
            }
        }
        found.push(FactDecl {
            fact,
            topic: topic.clone(),
            place,
            file: at.file.to_owned(),
            span,
        });
    }
}

/// Whether the same rule can read both: words and limits may differ, shape may not.
fn same_type(a: &FactKind, b: &FactKind) -> bool {
    let ids = |o: &[(String, String)]| o.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
    match (a, b) {
        (FactKind::Bool { .. }, FactKind::Bool { .. }) | (FactKind::Date, FactKind::Date) => true,
        (FactKind::Choice(x), FactKind::Choice(y)) | (FactKind::Set(x), FactKind::Set(y)) => {
            ids(x) == ids(y)
        }
        (FactKind::Number { unit: x, .. }, FactKind::Number { unit: y, .. }) => x == y,
        (FactKind::Records { fields: x, .. }, FactKind::Records { fields: y, .. }) => {
            x.len() == y.len()
                && x.iter()
                    .zip(y)
                    .all(|(x, y)| x.id == y.id && same_type(&x.kind, &y.kind))
        }
        (
            FactKind::Bool { .. }
            | FactKind::Date
            | FactKind::Choice(_)
            | FactKind::Set(_)
            | FactKind::Number { .. }
            | FactKind::Records { .. },
            _,
        ) => false,
    }
}

/// The kinds of facts.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Sort {
    Bool,
    Choice,
    Set,
    Integer,
    Money,
    Percent,
    Date,
    Records,
}

pub(crate) const SORTS: [(&str, Sort); 8] = [
    ("bool", Sort::Bool),
    ("choice", Sort::Choice),
    ("set", Sort::Set),
    ("integer", Sort::Integer),
    ("money", Sort::Money),
    ("percent", Sort::Percent),
    ("date", Sort::Date),
    ("records", Sort::Records),
];

pub(crate) fn keys_of(sort: Sort) -> &'static [&'static str] {
    match sort {
        Sort::Bool => &["yes", "no"],
        Sort::Choice | Sort::Set => &["options", "former_options"],
        Sort::Integer | Sort::Money => &["unit", "min", "max", "named", "nothing"],
        Sort::Percent => &["min", "max", "named", "nothing"],
        Sort::Date => &[],
        Sort::Records => &["item", "fields"],
    }
}

/// Where a fact is declared.
#[derive(Clone, Copy)]
enum Around<'a> {
    /// In a file; with the places that are known.
    File(&'a [Place]),
    /// A field of records: it inherits what is declared for the records.
    Records(&'a Knowing),
}

/// Who knows a fact and who is asked.
#[derive(Debug, Clone)]
struct Knowing {
    knows: Knower,
    asked_of: Vec<Role>,
}

pub(crate) const KNOWERS: [(&str, Knower); 7] = [
    ("person", Knower::Person),
    ("household", Knower::Household),
    ("own_business", Knower::OwnBusiness),
    ("employer", Knower::Employer),
    ("institution", Knower::Institution),
    ("office", Knower::Office),
    ("place", Knower::Place),
];

pub(crate) const FREQUENCIES: [(&str, Frequency); 3] = [
    ("usual", Frequency::Usual),
    ("sometimes", Frequency::Sometimes),
    ("rare", Frequency::Rare),
];

/// Reads `knows`: who knows it first, and every role that can know it. Two sides of a contract
/// know of it: `[person, employer]`.
fn knowers(at: FileContext<'_>, node: &Node) -> Knowing {
    let nodes = match &node.kind {
        Kind::List(items) => items.iter().collect(),
        Kind::Scalar(_) | Kind::Map(_) => vec![node],
    };
    let mut found: Vec<Knower> = Vec::new();
    found.extend(
        nodes
            .into_iter()
            .filter_map(|n| at.word(n, "knows", &KNOWERS)),
    );
    let can = |role: &Role| found.iter().any(|knower| knower.roles().contains(role));
    Knowing {
        knows: found.first().copied().unwrap_or(Knower::Person),
        asked_of: Role::ALL.into_iter().filter(can).collect(),
    }
}

/// Reads `knows` and `asked_of`.
fn knowing(at: FileContext<'_>, fields: &Fields<'_>, around: Around<'_>) -> Knowing {
    let can = match (fields.get("knows"), around) {
        (Some(node), _) => knowers(at, node),
        (None, Around::Records(records)) => records.clone(),
        (None, Around::File(_)) => Knowing {
            knows: Knower::Person,
            asked_of: Role::ALL.to_vec(),
        },
    };
    let Some(node) = fields.get("asked_of") else {
        return can;
    };
    let mut asked_of = Vec::new();
    for node in at.list(node, ("身份的列表", "a list of roles")) {
        let Some(role) = at.word(node, "asked_of", &ROLES) else {
            continue;
        };
        if asked_of.contains(&role) {
            let message = ("这种身份写了两遍", "this role stands here twice");
            at.wrong(
                code::TWICE,
                node.span,
                message,
                ("请留一个", "keep one of them"),
            );
        } else if can.asked_of.contains(&role) {
            asked_of.push(role);
        } else {
            let known = ROLES.iter().filter(|(_, role)| can.asked_of.contains(role));
            let known: Vec<&str> = known.map(|(word, _)| *word).collect();
            let help: Text = if known.is_empty() {
                (
                    "部门或当地才知道的事，谁也不问",
                    "what an office or a place knows is asked of nobody",
                )
                    .into()
            } else {
                text!(
                    "知道的人只能是 {}",
                    "whoever knows it has one of the roles {}",
                    crate::suggest::quoted(&known)
                )
            };
            let message = ("这种身份的人不会知道", "this role cannot know it");
            at.wrong(code::ASKED_OF, node.span, message, help);
        }
    }
    Knowing { asked_of, ..can }
}

fn fact(
    at: FileContext<'_>,
    node: &Node,
    around: Around<'_>,
) -> Option<(Fact, Option<String>, Span)> {
    let (known, outermost, what) = match around {
        Around::File(known) => (known, true, ("事项", "a fact")),
        Around::Records(_) => (&[][..], false, ("栏目", "a field")),
    };
    let sort = node.get("type").and_then(|n| at.word(n, "type", &SORTS));
    let mut allowed = keys::FACT.to_vec();
    if outermost {
        // What follows is read once all facts are known.
        allowed.extend(keys::OUTER_FACT);
    }
    allowed.extend(sort.map_or(keys::FACT_OF_A_TYPE, keys_of));
    let fields = at.map(node, what, &allowed)?;
    at.need(&fields, "type")?;
    let id_node = at.need(&fields, "id")?;
    let id = at.id(id_node, what, "_")?;
    let sort = sort?;
    if sort == Sort::Records && !outermost {
        at.wrong(
            code::TYPE,
            node.span,
            (
                "记录里的一栏不能又是一组记录",
                "a field cannot be a list of records",
            ),
            ("请写成单独的事项", "make it a fact"),
        );
        return None;
    }
    let judgement = at.maybe_text(&fields, "judgement");
    if judgement.is_some() && sort != Sort::Bool {
        let message = (
            "只有是非题才能由部门认定",
            "only a truth can be a finding of an office",
        );
        at.wrong(
            code::JUDGE,
            id_node.span,
            message,
            (
                "请写 `type: bool`，或者删掉 `judgement`",
                "use `type: bool`, or take `judgement` away",
            ),
        );
    }
    let place = at.maybe_text(&fields, "place");
    if let (Some(code), Some(node)) = (&place, fields.get("place"))
        && !known.iter().any(|p| p.code == *code)
        && !at.report.is_elsewhere(code)
    {
        let message = text!("没有 {code} 这个地方", "there is no place {code}");
        at.wrong(
            code::UNKNOWN_PLACE,
            node.span,
            message,
            ("地方写在 places.yaml 里", "the places are in places.yaml"),
        );
    }
    let knowing = knowing(at, &fields, around);
    let kind = kind(at, &fields, sort, &knowing)?;
    let named = fields
        .get("named")
        .map_or_else(Vec::new, |node| named(at, node, &kind));
    let nothing = nothing(at, &fields, &kind);
    let change = fields
        .get("change")
        .and_then(|node| action(at, node, &kind, judgement.is_some()));
    let former_options = former_names::options(at, &fields, &kind);
    let fact = Fact {
        id,
        topic: 0,
        ask: at.need_text(&fields, "ask"),
        label: at.need_text(&fields, "label"),
        help: at.maybe_text(&fields, "help").unwrap_or_default(),
        say_self: Vec::new(),
        kind,
        judgement,
        formerly: former_names::ids(at, &fields),
        former_options,
        change,
        list: String::new(),
        item: String::new(),
        unticked_is_unknown: false,
        profile: false,
        named,
        nothing,
        knows: knowing.knows,
        asked_of: knowing.asked_of,
        past: past(at, &fields, sort),
        frequency: fields
            .get("how_common")
            .and_then(|node| at.word(node, "how_common", &FREQUENCIES))
            .unwrap_or(Frequency::NotSaid),
        follows: Vec::new(),
        contradicts: Vec::new(),
    };
    Some((fact, place, id_node.span))
}

/// What a number may be.
pub(crate) fn expected(unit: &Unit, min: Decimal, max: Decimal) -> Text {
    let (min, max) = (write_number(min, unit), write_number(max, unit));
    text!(
        "请写 {min} 到 {max} 之间的数",
        "expected a number from {min} to {max}"
    )
}

/// Reads `named`: values of a number that are chosen by a name.
fn named(at: FileContext<'_>, node: &Node, kind: &FactKind) -> Vec<(Decimal, String)> {
    let mut found = Vec::new();
    for entry in at.entries(node, ("带名字的值", "values with names")) {
        let words = at.text(&entry.value, ("值的名字", "the name of a value"));
        let FactKind::Number { unit, min, max } = kind else {
            continue;
        };
        let value = read_number_within(&entry.key, unit, *min, *max).ok();
        match (value, words) {
            (Some(value), Some(words)) => found.push((value, words.to_owned())),
            (None, _) => {
                let message = text!(
                    "`{}` 不是可以回答的数",
                    "`{}` is not a number that can be answered",
                    entry.key
                );
                at.wrong(
                    code::NUMBER,
                    entry.key_span,
                    message,
                    expected(unit, *min, *max),
                );
            }
            (Some(_), None) => {}
        }
    }
    found
}

/// Reads `nothing`: what 0 means, of a number whose 0 is as good as none of it.
fn nothing(at: FileContext<'_>, fields: &Fields<'_>, kind: &FactKind) -> String {
    let words = at.maybe_text(fields, "nothing").unwrap_or_default();
    if let (Some(node), FactKind::Number { min, .. }) = (fields.get("nothing"), kind)
        && !min.is_zero()
    {
        let message = ("这个数不会是 0", "this number is never 0");
        let help = (
            "`nothing` 说的是 0 的意思；请删掉它，或者删掉 `min`",
            "`nothing` says what 0 means: take it away, or take `min` away",
        );
        at.wrong(code::NUMBER, node.span, message, help);
    }
    words
}

/// Reads `past`: of a day it says that it cannot lie ahead.
fn past(at: FileContext<'_>, fields: &Fields<'_>, sort: Sort) -> bool {
    let Some(node) = fields.get("past") else {
        return false;
    };
    let past = at.truth(node).unwrap_or(false);
    if past && sort != Sort::Date {
        let message = ("只有日期才能写“过去的”", "only a day can lie in the past");
        let help = (
            "请删掉 `past`；数字的范围用 `min` 和 `max` 写",
            "take `past` away; a number is kept within limits by `min` and `max`",
        );
        at.wrong(code::PAST, node.span, message, help);
        return false;
    }
    past
}

fn kind(
    at: FileContext<'_>,
    fields: &Fields<'_>,
    sort: Sort,
    knowing: &Knowing,
) -> Option<FactKind> {
    Some(match sort {
        Sort::Bool => FactKind::Bool {
            yes: at.maybe_text(fields, "yes").unwrap_or_else(|| "是".into()),
            no: at.maybe_text(fields, "no").unwrap_or_else(|| "不是".into()),
        },
        Sort::Choice => FactKind::Choice(options(at, fields)?),
        Sort::Set => FactKind::Set(options(at, fields)?),
        Sort::Integer | Sort::Money | Sort::Percent => numeric(at, fields, sort)?,
        Sort::Date => FactKind::Date,
        Sort::Records => {
            let mut parts: Vec<Fact> = Vec::new();
            for node in at.list(
                at.need(fields, "fields")?,
                ("栏目的列表", "a list of fields"),
            ) {
                let Some((part, _, span)) = fact(at, node, Around::Records(knowing)) else {
                    continue;
                };
                if parts.iter().any(|p| p.id == part.id) {
                    let message = text!(
                        "栏目 `{}` 写了两遍",
                        "the field `{}` stands here twice",
                        part.id
                    );
                    at.wrong(code::TWICE, span, message, ("请留一个", "keep one of them"));
                    continue;
                }
                parts.push(part);
            }
            FactKind::Records {
                item: at.need_text(fields, "item"),
                fields: parts,
            }
        }
    })
}

fn options(at: FileContext<'_>, fields: &Fields<'_>) -> Option<Vec<(String, String)>> {
    let node = at.need(fields, "options")?;
    let mut found = Vec::new();
    for entry in at.entries(node, ("选项", "options")) {
        let id = at.id_text(&entry.key, entry.key_span, ("选项", "an option"), "_");
        let words = at.text(&entry.value, ("选项的文字", "the words of an option"));
        if let (Some(id), Some(words)) = (id, words) {
            found.push((id, words.to_owned()));
        }
    }
    if found.is_empty() {
        let help = (
            "请写 `options: {first: 文字, second: 文字}`",
            "write `options: {first: words, second: words}`",
        );
        at.wrong(
            code::SHAPE,
            node.span,
            ("没有可以选的选项", "there are no options to choose from"),
            help,
        );
        return None;
    }
    Some(found)
}

fn numeric(at: FileContext<'_>, fields: &Fields<'_>, sort: Sort) -> Option<FactKind> {
    let unit = match sort {
        Sort::Percent => Unit::Percent,
        Sort::Money => match fields.get("unit") {
            None => Unit::Yuan,
            Some(node) => at
                .word(node, "unit", &[("元", 0), ("元/月", 1), ("元/年", 2)])
                .map(|n| match n {
                    0 => Unit::Yuan,
                    1 => Unit::YuanPerMonth,
                    _ => Unit::YuanPerYear,
                })?,
        },
        Sort::Bool | Sort::Choice | Sort::Set | Sort::Integer | Sort::Date | Sort::Records => {
            let Some(node) = fields.get("unit") else {
                return limits(at, fields, Unit::Count(String::new()));
            };
            let text = node.text().unwrap_or_default();
            match text {
                "月" => Unit::Months,
                "天" => Unit::Days,
                "岁" => Unit::Age,
                "年" => {
                    let message = ("时间长短要按月来问", "a length of time is asked in months");
                    let help = (
                        "请写 `unit: 月`；问第几年就写 `unit: 个`",
                        "write `unit: 月`; for a year's number (第 2 年) write `unit: 个`",
                    );
                    at.wrong(code::UNIT, node.span, message, help);
                    return None;
                }
                _ if COUNTS.contains(&text) => Unit::Count(text.to_owned()),
                _ => {
                    let message = text!(
                        "`{text}` 不是整数的单位",
                        "`{text}` is not a unit of whole numbers"
                    );
                    at.wrong(
                        code::UNKNOWN_WORD,
                        node.span,
                        message,
                        (
                            "可以写 人、户、个、岁、月、天、次",
                            "it is one of 人 户 个 岁 月 天 次",
                        ),
                    );
                    return None;
                }
            }
        }
    };
    limits(at, fields, unit)
}

/// Reports a limit that is not a number of the fact's unit.
fn limit_error(at: FileContext<'_>, key: &str, node: &Node, unit: &Unit, error: NumberError) {
    let text = node.text().unwrap_or_default();
    if error == NumberError::Unit {
        let message = text!(
            "`{key}` 的 `{text}` 单位不对",
            "`{text}` has the wrong unit for `{key}`"
        );
        let own = unit_name(unit);
        let help = text!(
            zh: "这个事项的单位是{}：请改正 `{key}` 或 `unit`", own.zh;
            en: "the unit of this fact is {}: correct `{key}` or `unit`", own.en
        );
        return at.wrong(code::UNIT, node.span, message, help);
    }
    let message = text!(
        "`{key}` 的 `{text}` 不是一个数",
        "`{text}` is not a number for `{key}`"
    );
    at.wrong(
        code::NUMBER,
        node.span,
        message,
        ("请写数字", "write digits"),
    );
}

fn limits(at: FileContext<'_>, fields: &Fields<'_>, unit: Unit) -> Option<FactKind> {
    let limit = |key: &str, otherwise: Decimal| match fields.get(key) {
        None => Some(otherwise),
        Some(node) => {
            let text = node.text().unwrap_or_default();
            let read = read_number(text, &unit);
            if let Err(error) = read {
                limit_error(at, key, node, &unit, error);
            }
            read.ok()
        }
    };
    let greatest = if unit == Unit::Percent {
        Decimal::ONE
    } else {
        Decimal::from(GREATEST)
    };
    let (min, max) = (limit("min", Decimal::ZERO), limit("max", greatest));
    let (min, max) = (min?, max?);
    if min > max {
        let message = ("`min` 比 `max` 大", "`min` is greater than `max`");
        at.wrong(
            code::NUMBER,
            fields.get("min").map_or(fields.span, |n| n.span),
            message,
            Text::default(),
        );
    }
    Some(FactKind::Number { unit, min, max })
}
