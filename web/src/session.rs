//! The browser around the app: the address, the history, the session's storage. All of it may be
//! refused (a frame of another origin, a private window); the app then lives on memory alone.

use crate::frame::Limits;
use crate::route::Screen;
use crate::state::{Display, Size, State, Theme, law_mark};
use huice_core::Date;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, window};

const ANSWERS: &str = "huice";
const PLACE: &str = "huice-place";
const KEPT: &str = "kept";
const LOOK: &str = "huice-look";

/// The device's day.
#[must_use]
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    let part = |n: u32| u8::try_from(n).unwrap_or(1);
    u16::try_from(now.get_full_year())
        .ok()
        .and_then(|year| Date::new(year, part(now.get_month() + 1), part(now.get_date())))
        .unwrap_or(Date::FIRST)
}

fn storage() -> Option<web_sys::Storage> {
    window()?.session_storage().ok()?
}

/// What outlives the session: the place and the look, never an answer.
fn device() -> Option<web_sys::Storage> {
    window()?.local_storage().ok()?
}

/// The loader's object, which outlives the program that is running.
fn loader() -> JsValue {
    js_sys::Reflect::get(&js_sys::global(), &"huice".into()).unwrap_or_default()
}

/// Whether another program of ours was running before this one.
#[must_use]
pub fn is_running() -> bool {
    js_sys::Reflect::get(&loader(), &"running".into()).is_ok_and(|running| running.is_truthy())
}

/// The kept session; else one that knows only the place of the last visit. Memory comes first: it
/// holds what another program of ours left, even where storage is refused.
#[must_use]
pub fn kept() -> Option<String> {
    let memory = js_sys::Reflect::get(&loader(), &KEPT.into()).ok();
    if let Some(text) = memory.and_then(|text| text.as_string()) {
        return Some(text);
    }
    let session = storage().and_then(|s| s.get_item(ANSWERS).ok().flatten());
    session.or_else(|| device()?.get_item(PLACE).ok()?)
}

/// Keeps the session, where that is allowed.
pub fn keep(text: &str) {
    drop(js_sys::Reflect::set(&loader(), &KEPT.into(), &text.into()));
    if let Some(storage) = storage() {
        drop(storage.set_item(ANSWERS, text));
    }
    // The first two lines are the version and the place; day, roles and answers stay empty.
    if let Some(device) = device() {
        let head: Vec<&str> = text.split('\n').take(2).collect();
        let head = huice_core::words::joined(&head, "\n");
        drop(device.set_item(PLACE, &(head + "\n\n\n")));
    }
}

/// Forgets the session and the place.
pub fn forget() {
    drop(js_sys::Reflect::set(&loader(), &KEPT.into(), &"".into()));
    if let Some(storage) = storage() {
        drop(storage.remove_item(ANSWERS));
    }
    if let Some(device) = device() {
        drop(device.remove_item(PLACE));
    }
}

/// The look that is shown: the loader has put it there before anything was drawn.
#[must_use]
pub fn look() -> Display {
    let read = |name| root().and_then(|root| root.get_attribute(name));
    Display {
        size: match read("data-size").as_deref() {
            Some("elder") => Size::Elder,
            Some("large") => Size::Large,
            _ => Size::Normal,
        },
        theme: match read("data-theme").as_deref() {
            Some("dark") => Theme::Dark,
            Some("light") => Theme::Light,
            _ => Theme::System,
        },
        high: read("data-contrast").is_some(),
    }
}

/// Shows and keeps a look.
pub fn show_look(display: Display) {
    let size = match display.size {
        Size::Normal => None,
        Size::Large => Some("large"),
        Size::Elder => Some("elder"),
    };
    let theme = match display.theme {
        Theme::System => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    };
    let contrast = display.high.then_some("high");
    if let Some(root) = root() {
        for (name, value) in [
            ("data-size", size),
            ("data-theme", theme),
            ("data-contrast", contrast),
        ] {
            drop(match value {
                Some(value) => root.set_attribute(name, value),
                None => root.remove_attribute(name),
            });
        }
    }
    let words: Vec<_> = [size, theme, contrast].into_iter().flatten().collect();
    let words = huice_core::words::joined(&words, " ");
    for storage in [storage(), device()].into_iter().flatten() {
        drop(storage.set_item(LOOK, &words));
    }
}

fn root() -> Option<Element> {
    window()?.document()?.document_element()
}

/// The address from `#` on, as it was written.
#[must_use]
pub fn hash() -> String {
    window()
        .and_then(|w| w.location().hash().ok())
        .unwrap_or_default()
}

/// The address of the page, without what stands from `#` on.
#[must_use]
pub fn page() -> String {
    let whole = window().and_then(|w| w.location().href().ok());
    let whole = whole.unwrap_or_default();
    whole.split('#').next().unwrap_or_default().to_owned()
}

/// How many entries of ours lie behind this one.
fn depth() -> u32 {
    let state = window()
        .and_then(|w| w.history().ok())
        .and_then(|h| h.state().ok());
    let text = state
        .and_then(|state| state.as_string())
        .unwrap_or_default();
    text.parse().unwrap_or(0)
}

/// A new entry with this address. The entry carries its depth, so that back never leaves the
/// page by surprise.
pub fn push(hash: &str) {
    if hash == self::hash() {
        return;
    }
    if let Some(history) = window().and_then(|w| w.history().ok()) {
        let depth = JsValue::from_str(&(depth() + 1).to_string());
        drop(history.push_state_with_url(&depth, "", Some(hash)));
    }
}

/// This entry with another address.
pub fn replace(hash: &str) {
    if let Some(history) = window().and_then(|w| w.history().ok()) {
        let depth = JsValue::from_str(&depth().to_string());
        drop(history.replace_state_with_url(&depth, "", Some(hash)));
    }
}

/// Notes the depth of an entry that a plain link made.
pub fn note(last: u32) -> u32 {
    let Some(history) = window().and_then(|w| w.history().ok()) else {
        return last;
    };
    let known = history.state().ok().and_then(|state| state.as_string());
    match known.and_then(|text| text.parse().ok()) {
        Some(depth) => depth,
        None => {
            let depth = last + 1;
            drop(history.replace_state_with_url(&JsValue::from_str(&depth.to_string()), "", None));
            depth
        }
    }
}

/// One entry back, if it is ours.
#[must_use]
pub fn back() -> bool {
    if depth() == 0 {
        return false;
    }
    window()
        .and_then(|w| w.history().ok())
        .is_some_and(|history| history.back().is_ok())
}

/// The depth of this entry.
#[must_use]
pub fn here() -> u32 {
    depth()
}

/// Sets the page's title.
pub fn title(text: &str) {
    if let Some(document) = window().and_then(|w| w.document()) {
        document.set_title(text);
    }
}

/// Puts the focus on an element.
pub fn focus(id: &str) {
    let found = window()
        .and_then(|w| w.document())
        .and_then(|d| d.get_element_by_id(id));
    if let Some(element) = found.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        drop(element.focus());
    }
}

/// Scrolls to the top.
pub fn top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Puts text on the clipboard by selecting it in a field, the way that also works in web views
/// without the clipboard interface. Whether it worked.
#[must_use]
pub fn copy_from(id: &str) -> bool {
    let Some(document) = window().and_then(|w| w.document()) else {
        return false;
    };
    let Some(field) = document.get_element_by_id(id) else {
        return false;
    };
    let Ok(field) = field.dyn_into::<web_sys::HtmlTextAreaElement>() else {
        return false;
    };
    drop(field.focus());
    field.select();
    js_sys::Reflect::get(&document, &"execCommand".into())
        .ok()
        .and_then(|command| command.dyn_into::<js_sys::Function>().ok())
        .and_then(|command| command.call1(&document, &"copy".into()).ok())
        .is_some_and(|done| done.is_truthy())
}

/// Fetches files through the loader, which knows about timeouts and second tries; all at once.
///
/// # Errors
/// Why one of them did not come, for a technician.
pub async fn get(paths: &[String]) -> Result<Vec<Vec<u8>>, String> {
    let get = method("get").ok_or("LOADER")?;
    let promises = js_sys::Array::new();
    for path in paths {
        let path = JsValue::from_str(path);
        promises.push(
            &get.call1(&JsValue::UNDEFINED, &path)
                .map_err(|_| "LOADER")?,
        );
    }
    let all = js_sys::Promise::all(&promises);
    match wasm_bindgen_futures::JsFuture::from(all).await {
        Ok(files) => Ok(js_sys::Array::from(&files)
            .iter()
            .map(|bytes| js_sys::Uint8Array::new(&bytes).to_vec())
            .collect()),
        Err(why) => Err(why.as_string().unwrap_or_else(|| "NETWORK".into())),
    }
}

/// Has the loader fetch the full program, which then takes over at this address. Comes back only
/// where that failed: why, for a technician.
pub async fn more(hash: &str) -> String {
    let begun = method("more").and_then(|more| more.call1(&JsValue::UNDEFINED, &hash.into()).ok());
    let Some(begun) = begun else {
        return "LOADER".into();
    };
    match wasm_bindgen_futures::JsFuture::from(js_sys::Promise::from(begun)).await {
        Ok(why) | Err(why) => why.as_string().unwrap_or_else(|| "NETWORK".into()),
    }
}

/// What a page around this one limits it to, as the frame's script has it.
#[must_use]
pub fn limits() -> Option<Limits> {
    let text = js_sys::Reflect::get(&loader(), &"limits".into()).ok()?;
    Some(Limits::read(&text.as_string()?))
}

/// Tells the frame's script, where there is one, what the results are while they are shown. It
/// keeps them until the person says where they may go.
pub fn tell(state: &State) {
    let Some(tell) = method("told") else {
        return;
    };
    let shown = match (state.screen, state.law(), &state.view) {
        (Screen::Results, Some(law), Some(view)) => crate::frame::verdicts(law, &view.outcomes),
        _ => String::new(),
    };
    let law = state.picked().map(law_mark).unwrap_or_default();
    let kept = state.kept();
    let day = state.as_of.to_string();
    let told = js_sys::Array::new();
    for part in [kept, day, law, shown] {
        told.push(&JsValue::from_str(&part));
    }
    drop(tell.call1(&JsValue::UNDEFINED, &told));
}

/// What the loader can do.
fn method(name: &str) -> Option<js_sys::Function> {
    let found = js_sys::Reflect::get(&loader(), &name.into()).ok()?;
    found.dyn_into().ok()
}
