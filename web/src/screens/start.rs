//! Place, roles, date.

use crate::components::fields::{date, wrong};
use crate::components::icon::{self, icon};
use crate::components::layout::{button, note};
use crate::components::{Slot, Ui, flag};
use crate::embed::Limits;
use crate::labels::{self, ROLES};
use crate::screens::waiting;
use crate::state::{Action, Load};
use huice_core::words;
use huice_pack::{Index, IndexPlace};
use yew::prelude::*;

/// Most places that are offered at once.
const OFFERED: usize = 8;

/// The screen.
pub fn start(ui: &Ui) -> Html {
    html! {
        <div class="wrap">
            <h1 class="gap5" id="h" tabindex="-1">
                <span class="ph">{ "看看您能享受" }</span><span class="ph">{ "哪些就业创业政策" }</span>
            </h1>
            <p class="lead">{ "补贴、奖励、退费和贷款，答几个问题就知道。" }</p>
            { linked(ui) }
            if matches!(ui.state.index, Load::Busy) {
                { waiting(ui) }
            } else {
                { form(ui) }
            }
        </div>
    }
}

/// What is asked at the start, and what happens with it.
pub fn form(ui: &Ui) -> Html {
    let state = ui.state;
    let failed = matches!(state.index, Load::Failed(_)) || matches!(state.law, Load::Failed(_));
    let go = if state.answers.is_empty() {
        "开始"
    } else {
        "接着答"
    };
    html! {
        <>
            <form novalidate=true onsubmit={ui.submit(Action::Start)}>
                { place(ui) }
                { roles(ui) }
                { day(ui) }
                if state.wrong.is_some() {
                    <div role="alert">{ wrong(Slot::Day, state.wrong.as_deref()) }</div>
                }
                if failed || state.is_waiting() {
                    { waiting(ui) }
                } else {
                    <div class="btns one">
                        <button class="btn" type="submit" data-action="start">{ go }</button>
                    </div>
                }
            </form>
            <p class="priv gap4">
                { icon(icon::LOCK) }
                <span>{ "您的回答只在这台设备里计算，不上传，不用登录，不问身份证号。" }</span>
            </p>
        </>
    }
}

/// What a link brought, or why it cannot be opened.
fn linked(ui: &Ui) -> Html {
    if let Some(words) = ui.state.refused {
        return html! { <div role="alert">{ note("note wait gap4", icon::WARN, words) }</div> };
    }
    if ui.state.offer.is_none() {
        return Html::default();
    }
    html! {
        <div class="box pad gap4" role="alert">
            <p>{ "这个链接里带着一份回答。您这里已经填过，用哪一份？" }</p>
            <div class="btns">
                { button(ui, "btn", "take-link", Action::Take(true), "用链接里的") }
                { button(ui, "btn sec", "leave-link", Action::Take(false), "留着我填的") }
            </div>
        </div>
    }
}

fn place(ui: &Ui) -> Html {
    let state = ui.state;
    let Some(index) = state.index.get() else {
        return html! {
            <div class="field">
                <label for="place">{ "您在哪里就业或创业？" }</label>
                { search_field(ui, "正在取地名") }
            </div>
        };
    };
    if let Some(place) = state.picked() {
        return picked(ui, index, place);
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
    html! {
        <div class="field">
            <label for="place">{ "您在哪里就业或创业？" }</label>
            { search_field(ui, "填地名或拼音") }
            <ul class="box places">{ for found.into_iter().map(|p| offered(ui, index, p)) }</ul>
            <p class="hint" role="status">{ hint }</p>
        </div>
    }
}

fn search_field(ui: &Ui, placeholder: &'static str) -> Html {
    html! {
        <div class="inp">
            { icon(icon::FIND) }
            <input id="place" name="place" autocomplete="off" {placeholder}
                value={ui.state.search.clone()} oninput={ui.typed(Action::Search)} />
        </div>
    }
}

/// A place that may be meant.
fn offered(ui: &Ui, index: &Index, place: &IndexPlace) -> Html {
    let beside = if place.pack.is_some() {
        ""
    } else {
        "还没有收录"
    };
    html! {
        <li>
            <button class="row" type="button" data-place={place.code.clone()}
                onclick={ui.press(Action::Pick(place.code.clone()))}>
                <span class="k">{ full_name(index, place) }</span>
                <span class="v s">{ beside }</span>
                { icon(icon::GO) }
            </button>
        </li>
    }
}

/// The place that was picked.
fn picked(ui: &Ui, index: &Index, place: &IndexPlace) -> Html {
    let law = ui.state.law().filter(|law| law.place == place.code);
    html! {
        <div class="field">
            <span class="lab">{ "您在哪里就业或创业？" }</span>
            <div class="box">
                <div class="row" data-place={place.code.clone()}>
                    { icon(icon::YES) }
                    <span class="k">
                        { full_name(index, place) }
                        if let Some(law) = law {
                            <small>{ "有 " }{ law.grants() }{ " 条政策" }</small>
                        }
                    </span>
                    { button(ui, "lnk", "change-place", Action::Unpick, "换地方") }
                </div>
            </div>
            if place.pack.is_none() {
                { not_covered(index, place) }
            }
        </div>
    }
}

fn not_covered(index: &Index, place: &IndexPlace) -> Html {
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

fn roles(ui: &Ui) -> Html {
    let cells = ROLES.into_iter().map(|role| {
        let (name, who, _) = labels::role(role);
        let id = labels::role_id(role);
        html! {
            <label class="opt">
                <input type="checkbox" id={format!("role-{id}")} data-role={id}
                    checked={ui.state.roles.contains(&role)} onchange={ui.tick(Action::Role(role))} />
                <span class="t">{ name }<small>{ who }</small></span>
            </label>
        }
    });
    html! {
        <fieldset class="field">
            <legend class="lab">{ "您是哪种身份？" }<span class="s soft thin">{ "可多选" }</span></legend>
            <div class="opts">{ for cells }</div>
        </fieldset>
    }
}

fn day(ui: &Ui) -> Html {
    let state = ui.state;
    let last = state.today.year().saturating_add(10);
    let today = state.as_of == state.today;
    html! {
        <div class="field">
            <span class="lab">{ "按哪一天算？" }</span>
            <div class="box">
                <div class="row">
                    <span class="k">
                        <span class="num" data-day={state.as_of.to_string()}>{ words::day(state.as_of) }</span>
                        <small>{ if today { "今天" } else { "不是今天" } }</small>
                    </span>
                    <button class="lnk" type="button" data-action="change-day"
                        aria-expanded={flag(state.day.is_some())} onclick={ui.press(Action::DayOpen)}>
                        { if state.day.is_some() { "收起" } else { "改日期" } }
                    </button>
                </div>
            </div>
            if let Some(draft) = &state.day {
                <div class="gap3">{ date(ui, Slot::Day, draft, "day", (2015, last, last)) }</div>
            }
        </div>
    }
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
