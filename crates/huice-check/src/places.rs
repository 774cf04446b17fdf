//! `places.yaml`: every place, what it lies in, and whom to call there.

use crate::code;
use crate::keys;
use crate::report::FileContext;
use crate::symbol_table::Place;
use huice_core::ir::{Contacts, Hotline};
use huice_syntax::{Node, Span, Text, text};
use std::collections::{BTreeMap, BTreeSet};

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
