//! Place, roles, date.

use crate::components::fields::{date, wrong};
use crate::components::frame::{flag, note};
use crate::components::icon::{self, icon};
use crate::components::{Slot, Ui};
use crate::say::{self, ROLES};
use crate::screens::waiting;
use crate::state::{Action, Load};
use huice_core::words;
use huice_pack::{Index, IndexPlace};
use yew::prelude::*;

/// Most places that are offered at once.
const OFFERED: usize = 8;

/// The screen.
#[must_use]
pub fn start(ui: &Ui) -> Html {
    let state = ui.state;
    let failed = matches!(state.index, Load::Failed(_)) || matches!(state.law, Load::Failed(_));
    let begun = !state.answers.is_empty();
    let submit = ui.link.callback(|event: SubmitEvent| {
        event.prevent_default();
        Action::Start
    });
    html! {
        <div class="wrap">
            <h1 id="h" class="gap5" tabindex="-1"><span class="ph">{"看看您能享受"}</span><span class="ph">{"哪些就业创业政策"}</span></h1>
            <p class="lead">{"补贴、奖励、退费和贷款，答几个问题就知道。"}</p>
            <form novalidate=true onsubmit={submit}>
            { place(ui) }
            { roles(ui) }
            { day(ui) }
            { wrong(Slot::Day, state.wrong.as_deref()) }
            if failed || state.is_waiting() { { waiting(ui) } } else {
                <div class="btns one"><button class="btn" type="submit" data-action="start">{if begun { "接着答" } else { "开始" }}</button></div>
            }
            </form>
            <p class="priv gap4">{ icon(icon::LOCK) }<span>{"您的回答只在这台设备里计算，不上传，不用登录，不问身份证号。"}</span></p>
        </div>
    }
}

fn place(ui: &Ui) -> Html {
    let state = ui.state;
    let Some(index) = state.index.get() else {
        return html! {
            <div class="field"><label for="place">{"您在哪里就业或创业？"}</label>
                <div class="inp"><input id="place" autocomplete="off" value={state.search.clone()} oninput={ui.typed(Action::Search)} placeholder="正在取地名"/></div>
            </div>
        };
    };
    if let Some(place) = state.picked() {
        return html! {
            <div class="field"><span class="lab">{"您在哪里就业或创业？"}</span>
                <div class="box"><div class="row" data-place={place.code.clone()}>
                    { icon(icon::YES) }<span class="k">{full_name(index, place)}{ count(ui, place) }</span>
                    <button class="lnk" type="button" data-action="change-place" onclick={ui.act(Action::Unpick)}>{"换地方"}</button>
                </div></div>
                if place.pack.is_none() { { not_covered(index, place) } }
            </div>
        };
    }
    let found = search(index, &state.search);
    let empty = found.is_empty();
    html! {
        <div class="field"><label for="place">{"您在哪里就业或创业？"}</label>
            <div class="inp">{ icon(icon::FIND) }
                <input id="place" name="place" autocomplete="off" value={state.search.clone()}
                    oninput={ui.typed(Action::Search)} placeholder="填地名或拼音，比如 江阴、jy"/>
            </div>
            <ul class="box places">{ for found.into_iter().map(|place| html! {
                <li><button class="row" type="button" data-place={place.code.clone()} onclick={ui.act(Action::Pick(place.code.clone()))}>
                    <span class="k">{full_name(index, place)}</span>
                    <span class="v s">{if place.pack.is_some() { "" } else { "还没有收录" }}</span>{ icon(icon::GO) }
                </button></li>
            }) }</ul>
            <p class="hint" role="status">{if empty { "没有找到。换个写法试试，或填上一级地方。" } else { "" }}</p>
        </div>
    }
}

fn count(ui: &Ui, place: &IndexPlace) -> Html {
    match ui.state.law() {
        Some(law) if law.place == place.code => {
            html! { <small>{"有 "}{law.instruments.len()}{" 条政策"}</small> }
        }
        Some(_) | None => Html::default(),
    }
}

fn not_covered(index: &Index, place: &IndexPlace) -> Html {
    let others: Vec<_> = index.places.iter().filter(|p| p.covered).map(|p| p.name.as_str()).collect();
    note(
        "note wait gap3",
        icon::INFO,
        html! { <>{full_name(index, place)}{"的政策还没有收录，不能用别处的数字代替。请打 12333 问当地。现在有："}{others.join("、")}{"。"}</> },
    )
}

fn roles(ui: &Ui) -> Html {
    html! {
        <fieldset class="field"><legend class="lab">{"您是哪种身份？"}<span class="s soft thin">{"可多选"}</span></legend>
            <div class="opts">{ for ROLES.into_iter().map(|role| {
                let (name, who, _) = say::role(role);
                let id = say::role_id(role);
                html! {
                    <label class="opt"><input type="checkbox" id={format!("role-{id}")} data-role={id}
                        checked={ui.state.roles.contains(&role)} onchange={ui.tick(Action::Role(role))}/>
                        <span class="t">{name}<small>{who}</small></span></label>
                }
            }) }</div>
        </fieldset>
    }
}

fn day(ui: &Ui) -> Html {
    let state = ui.state;
    let open = state.day.is_some();
    let today = if state.as_of == state.today { "今天" } else { "不是今天" };
    html! {
        <div class="field"><span class="lab">{"按哪一天算？"}</span>
            <div class="box"><div class="row"><span class="k"><span class="num" data-day={state.as_of.to_string()}>{words::day(state.as_of)}</span><small>{today}</small></span>
                <button class="lnk" type="button" data-action="change-day" aria-expanded={flag(open)} onclick={ui.act(Action::DayOpen)}>{if open { "收起" } else { "改日期" }}</button>
            </div></div>
            if let Some(draft) = &state.day {
                <div class="gap3">{ date(ui, Slot::Day, draft, "day", (2015..=state.today.year().saturating_add(10)).rev().collect()) }</div>
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
        let Some(next) = at.within.as_ref().and_then(|code| index.places.iter().find(|p| p.code == *code))
        else {
            break;
        };
        names.push(&next.name);
        at = next;
    }
    names.reverse();
    names.join(" ")
}

/// Places that a search text may mean, those with law first; without a text, those with law.
#[must_use]
pub fn search<'i>(index: &'i Index, text: &str) -> Vec<&'i IndexPlace> {
    let text: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
    let mut found: Vec<(u8, &IndexPlace)> = index
        .places
        .iter()
        .filter_map(|place| {
            let rank = if text.is_empty() {
                if place.covered { 0 } else { return None }
            } else {
                rank(place, &text)?
            };
            Some((rank + if place.pack.is_some() { 0 } else { 10 }, place))
        })
        .collect();
    found.sort_by_key(|(rank, place)| (*rank, &place.code));
    found.into_iter().take(OFFERED).map(|(_, place)| place).collect()
}

fn rank(place: &IndexPlace, text: &str) -> Option<u8> {
    let pinyin: String = place.pinyin.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    if place.name.starts_with(text) || place.code == text {
        Some(0)
    } else if pinyin.starts_with(text) {
        Some(1)
    } else if place.name.contains(text) {
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
            pack: None,
        }
    }

    fn index() -> Index {
        Index {
            version: String::new(),
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
            assert_eq!(search(&index, text).first().map(|p| p.code.as_str()), Some(code), "{text}");
        }
        assert!(search(&index, "bj").is_empty());
        assert_eq!(search(&index, "").len(), 4);
    }

    #[test]
    fn a_name_tells_what_contains_it() {
        let index = index();
        assert_eq!(full_name(&index, &index.places[2]), "重庆市 万州区");
        assert_eq!(full_name(&index, &index.places[0]), "江阴市");
    }
}
