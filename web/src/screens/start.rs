//! Place, roles, date.

use crate::components::fields::{date, wrong};
use crate::components::icon::{self, icon};
use crate::components::layout::{button, note};
use crate::components::tag::{Tag, el};
use crate::components::{Slot, Ui};
use crate::embed::Limits;
use crate::labels::{self, ROLES};
use crate::screens::waiting;
use crate::state::{Action, Load};
use huice_core::words;
use huice_pack::{Index, IndexPlace};

/// Most places that are offered at once.
const OFFERED: usize = 8;

/// The screen.
#[must_use]
pub fn start(ui: &Ui) -> Tag {
    let state = ui.state;
    let head = el("div.wrap")
        .put(
            el("h1.gap5|id=h|tabindex=-1")
                .put(el("span.ph>看看您能享受"))
                .put(el("span.ph>哪些就业创业政策")),
        )
        .put(el("p.lead>补贴、奖励、退费和贷款，答几个问题就知道。"))
        .maybe(linked(ui));
    if matches!(state.index, Load::Busy) {
        return head.put(waiting(ui));
    }
    let [form, private] = form(ui);
    head.put(form).put(private)
}

/// What is asked at the start, and what happens with it.
pub fn form(ui: &Ui) -> [Tag; 2] {
    let state = ui.state;
    let failed = matches!(state.index, Load::Failed(_)) || matches!(state.law, Load::Failed(_));
    let below = if failed || state.is_waiting() {
        waiting(ui)
    } else {
        let words = if state.answers.is_empty() {
            "开始"
        } else {
            "接着答"
        };
        el("div.btns one").put(el("button.btn|type=submit|data-action=start").say(words))
    };
    let form = el("form|novalidate=")
        .sent(ui, Action::Start)
        .put(place(ui))
        .put(roles(ui))
        .put(day(ui))
        .maybe(wrong(Slot::Day, state.wrong.as_deref()).map(|p| p.at("role", "alert")))
        .put(below);
    let private = el("p.priv gap4").put(icon(icon::LOCK)).put(el(
        "span>您的回答只在这台设备里计算，不上传，不用登录，不问身份证号。",
    ));
    [form, private]
}

/// What a link brought, or why it cannot be opened.
fn linked(ui: &Ui) -> Option<Tag> {
    if let Some(words) = ui.state.refused {
        return Some(note("note wait gap4", icon::WARN, words).at("role", "alert"));
    }
    ui.state.offer.as_ref()?;
    let buttons = el("div.btns")
        .put(button(ui, "btn", "take-link", Action::Take(true)).say("用链接里的"))
        .put(button(ui, "btn sec", "leave-link", Action::Take(false)).say("留着我填的"));
    Some(
        el("div.box pad gap4|role=alert")
            .put(el("p>这个链接里带着一份回答。您这里已经填过，用哪一份？"))
            .put(buttons),
    )
}

fn place(ui: &Ui) -> Tag {
    let state = ui.state;
    let field = el("div.field");
    let label = el("label|for=place>您在哪里就业或创业？");
    let input = el("input|id=place|name=place|autocomplete=off")
        .value(&state.search)
        .typed(ui, Action::Search(String::new()));
    let box_ = el("div.inp").put(icon(icon::FIND));
    let Some(index) = state.index.get() else {
        return field
            .put(label)
            .put(box_.put(input.at("placeholder", "正在取地名")));
    };
    if let Some(place) = state.picked() {
        let count = match state.law() {
            Some(law) if law.place == place.code => {
                let count = law.grants();
                Some(el("small>有 ").count(count).say(" 条政策"))
            }
            Some(_) | None => None,
        };
        let row = el("div.row")
            .set("data-place", &place.code)
            .put(icon(icon::YES))
            .put(el("span.k").words(full_name(index, place)).maybe(count))
            .put(button(ui, "lnk", "change-place", Action::Unpick).say("换地方"));
        return field
            .put(el("span.lab>您在哪里就业或创业？"))
            .put(el("div.box").put(row))
            .maybe(place.pack.is_none().then(|| not_covered(index, place)));
    }
    let limited = state.limits.as_ref().is_some_and(Limits::names_places);
    let found = search(index, &state.search, limited, &|code| state.offers(code));
    let hint = if found.is_empty() {
        "没有找到。换个写法试试，或填上一级地方。"
    } else if state.search.is_empty() {
        "找区县，在上面填它的名字。"
    } else {
        ""
    };
    let rows = found.into_iter().map(|place| {
        let row = el("button.row|type=button")
            .set("data-place", &place.code)
            .click(ui, Action::Pick(place.code.clone()))
            .put(el("span.k").words(full_name(index, place)))
            .put(el("span.v s").say(if place.pack.is_some() {
                ""
            } else {
                "还没有收录"
            }))
            .put(icon(icon::GO));
        el("li").put(row)
    });
    field
        .put(label)
        .put(box_.put(input.at("placeholder", "填地名或拼音")))
        .put(el("ul.box places").each(rows))
        .put(el("p.hint|role=status").say(hint))
}

fn not_covered(index: &Index, place: &IndexPlace) -> Tag {
    let others: Vec<_> = index
        .places
        .iter()
        .filter(|p| p.covered)
        .map(|p| p.name.as_str())
        .collect();
    let name = full_name(index, place);
    let others = words::joined(&others, "、");
    let words = format!(
        "{name}的政策还没有收录，不能用别处的数字代替。请打 12333 问当地。现在有：{others}。"
    );
    note("note wait gap3", icon::INFO, &words)
}

fn roles(ui: &Ui) -> Tag {
    let cells = ROLES.into_iter().map(|role| {
        let (name, who, _) = labels::role(role);
        let id = labels::role_id(role);
        let input = el("input|type=checkbox")
            .made("id", format!("role-{id}"))
            .at("data-role", id)
            .checked(ui.state.roles.contains(&role))
            .ticked(ui, Action::Role(role));
        el("label.opt")
            .put(input)
            .put(el("span.t").say(name).put(el("small").say(who)))
    });
    let legend = el("legend.lab>您是哪种身份？").put(el("span.s soft thin>可多选"));
    el("fieldset.field")
        .put(legend)
        .put(el("div.opts").each(cells))
}

fn day(ui: &Ui) -> Tag {
    let state = ui.state;
    let open = state.day.is_some();
    let shown = el("span.num")
        .made("data-day", state.as_of.to_string())
        .words(words::day(state.as_of));
    let beside = el("small").say(if state.as_of == state.today {
        "今天"
    } else {
        "不是今天"
    });
    let change = button(ui, "lnk", "change-day", Action::DayOpen)
        .flag("aria-expanded", open)
        .say(if open { "收起" } else { "改日期" });
    let row = el("div.row")
        .put(el("span.k").put(shown).put(beside))
        .put(change);
    let last = state.today.year().saturating_add(10);
    let selects = state
        .day
        .as_ref()
        .map(|draft| el("div.gap3").put(date(ui, Slot::Day, draft, "day", (2015, last, last))));
    el("div.field")
        .put(el("span.lab>按哪一天算？"))
        .put(el("div.box").put(row))
        .maybe(selects)
}

/// The name with those of the places that contain it: 江苏省 · 无锡市 · 江阴市.
#[must_use]
pub fn full_name(index: &Index, place: &IndexPlace) -> String {
    let mut names = vec![place.name.as_str()];
    let mut at = place;
    // No place lies more than five deep; a ring in the data ends here too.
    for _ in 0..5 {
        let Some(next) = at
            .within
            .as_ref()
            .and_then(|code| index.places.iter().find(|p| p.code == *code))
        else {
            break;
        };
        names.push(&next.name);
        at = next;
    }
    names.reverse();
    words::joined(&names, " ")
}

/// Places that a search text may mean, those with law first; without a text, those with law. Only
/// those that are offered; where they are a list of somebody's (`limited`), all of it.
#[must_use]
pub fn search<'i>(
    index: &'i Index,
    text: &str,
    limited: bool,
    offers: &impl Fn(&str) -> bool,
) -> Vec<&'i IndexPlace> {
    let text: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{3000}' | '\''))
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let mut found: Vec<(u8, &IndexPlace)> = Vec::new();
    for place in &index.places {
        // Without a text, a place that lies within another one on offer is not offered itself.
        if text.is_empty() && !limited && is_within_covered(index, place) {
            continue;
        }
        if !offers(&place.code) {
            continue;
        }
        let rank = match rank(place, &text) {
            Some(rank) if place.pack.is_some() => rank,
            Some(rank) if !text.is_empty() => rank + 10,
            Some(_) | None => continue,
        };
        // Places come in the order of their codes; equals stay in it.
        let at = found.partition_point(|(other, _)| *other <= rank);
        if at < OFFERED {
            found.insert(at, (rank, place));
            found.truncate(OFFERED);
        }
    }
    found.into_iter().map(|(_, place)| place).collect()
}

fn is_within_covered(index: &Index, place: &IndexPlace) -> bool {
    place.within.as_ref().is_some_and(|code| {
        index
            .places
            .iter()
            .any(|other| other.code == *code && other.covered)
    })
}

fn rank(place: &IndexPlace, text: &str) -> Option<u8> {
    let pinyin: String = place
        .pinyin
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    if text.is_empty() {
        place.covered.then_some(0)
    } else if place.name.starts_with(text) || place.code == text {
        Some(0)
    } else if pinyin.starts_with(text) {
        Some(1)
    } else if words::contains(&place.name, text) {
        Some(2)
    } else if is_initials(&pinyin, text) {
        Some(3)
    } else {
        None
    }
}

/// Whether the text is the first letters of a run of syllables from the beginning. Syllables are
/// not marked in the name, so every consonant that may begin one counts.
fn is_initials(pinyin: &str, text: &str) -> bool {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'v');
    let mut before = 'a';
    let starts: Vec<char> = pinyin
        .chars()
        .filter(|c| {
            let opens = !vowel(*c) && (vowel(before) || matches!(before, 'n' | 'g' | 'r'));
            before = *c;
            opens
        })
        .collect();
    let mut rest = starts.iter();
    match (text.chars().next(), starts.first()) {
        (Some(a), Some(b)) if a == *b => text.chars().all(|c| rest.any(|s| *s == c)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        reason = "tests may fail loudly"
    )]
    use super::*;

    fn place(code: &str, name: &str, pinyin: &str, within: Option<&str>) -> IndexPlace {
        IndexPlace {
            code: code.into(),
            name: name.into(),
            pinyin: pinyin.into(),
            within: within.map(Into::into),
            covered: true,
            pack: Some(huice_pack::PackRef::default()),
            ..IndexPlace::default()
        }
    }

    fn index() -> Index {
        Index {
            version: String::new(),
            goals: Vec::new(),
            places: vec![
                place("320281", "江阴市", "jiangyinshi", Some("320200")),
                place("500000", "重庆市", "chongqingshi", None),
                place("500101", "万州区", "wanzhouqu", Some("500000")),
                place("512000", "资阳市", "ziyangshi", None),
            ],
        }
    }

    #[test]
    fn a_place_is_found_by_name_letters_and_initials() {
        let index = index();
        for (text, code) in [
            ("江阴", "320281"),
            ("jiangyin", "320281"),
            ("JY", "320281"),
            ("jys", "320281"),
            ("wz", "500101"),
            ("wan zhou", "500101"),
            ("cq", "500000"),
            ("zy", "512000"),
            ("阴", "320281"),
        ] {
            assert_eq!(
                search(&index, text, false, &|_| true)
                    .first()
                    .map(|p| p.code.as_str()),
                Some(code),
                "{text}"
            );
        }
        assert!(search(&index, "bj", false, &|_| true).is_empty());
        let offered: Vec<_> = search(&index, "", false, &|_| true)
            .iter()
            .map(|p| p.name.as_str())
            .collect();
        assert_eq!(offered, ["江阴市", "重庆市", "资阳市"]);
        // A list of places is offered as it is, whatever lies within what.
        let listed = search(&index, "", true, &|code| code == "500101");
        assert_eq!(listed.first().map(|p| p.name.as_str()), Some("万州区"));
        assert!(search(&index, "jy", true, &|code| code == "500101").is_empty());
    }

    #[test]
    fn a_name_tells_what_contains_it() {
        let index = index();
        assert_eq!(full_name(&index, &index.places[2]), "重庆市 万州区");
        assert_eq!(full_name(&index, &index.places[0]), "江阴市");
    }
}
