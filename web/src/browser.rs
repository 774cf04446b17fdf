//! The browser around the app: the address, the history, storage, files. The loader does the work,
//! for it knows what may be refused (a frame of another origin, a private window), and a call of it
//! costs far fewer bytes than each of its steps would from here. Only texts and bytes pass.

use crate::embed::Limits;
use crate::route::Screen;
use crate::site::Site;
use crate::state::{Display, Size, State, Theme, law_mark};
use huice_core::words::{contains, joined};
use huice_core::{Date, china_day};
use wasm_bindgen::prelude::*;

/// Has the loader do something. Whatever fails is nothing.
#[inline(never)]
fn ask(name: &str, first: &str, second: &str) -> JsValue {
    let loader = js_sys::Reflect::get(&js_sys::global(), &"huice".into()).unwrap_or_default();
    let method = js_sys::Reflect::get(&loader, &name.into());
    method
        .ok()
        .and_then(|method| method.dyn_into::<js_sys::Function>().ok())
        .and_then(|method| method.call2(&loader, &first.into(), &second.into()).ok())
        .unwrap_or_default()
}

/// Has the loader say something.
fn text(name: &str) -> String {
    ask(name, "", "").as_string().unwrap_or_default()
}

/// The day in China, by the device's clock.
#[must_use]
pub fn today() -> Date {
    text("now").parse().map_or(Date::FIRST, china_day)
}

/// Whether another program of ours was running before this one.
#[must_use]
pub fn took_over() -> bool {
    ask("tookOver", "", "").is_truthy()
}

/// The kept session; else one that knows only the place of the last visit. Memory comes first: it
/// holds what another program of ours left, even where storage is refused.
#[must_use]
pub fn kept() -> String {
    text("session")
}

/// Keeps the session, where that is allowed; an empty one is forgotten, and the place with it.
pub fn keep(session: &str) {
    ask("keep", session, "");
}

/// The look that is shown: the loader has put it there before anything was drawn.
#[must_use]
pub fn look() -> Display {
    let words = text("look");
    let is = |word| contains(&words, word);
    Display {
        size: match (is("elder"), is("large")) {
            (true, _) => Size::Elder,
            (false, true) => Size::Large,
            (false, false) => Size::Normal,
        },
        theme: match (is("dark"), is("light")) {
            (true, _) => Theme::Dark,
            (false, true) => Theme::Light,
            (false, false) => Theme::System,
        },
        high: is("high"),
    }
}

/// Shows and keeps a look.
pub fn apply_theme(display: Display) {
    let size = match display.size {
        Size::Normal => "",
        Size::Large => "large",
        Size::Elder => "elder",
    };
    let theme = match display.theme {
        Theme::System => "",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    let contrast = if display.high { "high" } else { "" };
    ask("wear", &joined(&[size, theme, contrast], " "), "");
}

/// The address from `#` on, as it was written.
#[must_use]
pub fn hash() -> String {
    text("hash")
}

/// The address of the page, without what stands from `#` on.
#[must_use]
pub fn page() -> String {
    text("page")
}

/// A new entry in the history with this address.
pub fn push(hash: &str) {
    ask("go", hash, "push");
}

/// This entry with another address.
pub fn replace(hash: &str) {
    ask("go", hash, "");
}

/// One entry back, if it is ours; else this address, of which is heard as of any other.
pub fn back(hash: &str) {
    ask("go", hash, "back");
}

/// Sets the page's title.
pub fn title(text: &str) {
    ask("title", text, "");
}

/// Puts the focus on an element.
pub fn focus(id: &str) {
    ask("focus", id, "");
}

/// Scrolls to the top.
pub fn top() {
    ask("top", "", "");
}

/// Puts the text of a field on the clipboard, by selecting it there: this also works in web views
/// without the clipboard interface. Whether it worked.
#[must_use]
pub fn copy_from(id: &str) -> bool {
    ask("copy", id, "").is_truthy()
}

/// Opens the browser's window for printing, where it has one.
pub fn print() {
    ask("print", "", "");
}

/// Fetches files; they are heard of under this name.
pub fn fetch(name: &str, paths: &[String]) {
    ask("fetch", name, &joined(paths, "\n"));
}

/// What the deployment says of itself, in JSON; what is not there is empty.
#[must_use]
pub fn site(json: &[u8]) -> Site {
    let text = String::from_utf8_lossy(json);
    let read = js_sys::JSON::parse(&text).unwrap_or_default();
    let text = |name: &str| {
        let value = js_sys::Reflect::get(&read, &name.into()).unwrap_or_default();
        value.as_string().unwrap_or_default()
    };
    Site {
        operator: text("operator"),
        notice: text("notice"),
    }
}

/// Fetches the full program, which then takes over at this address. Where that fails, why is heard
/// under the name `later`.
pub fn more(hash: &str) {
    ask("more", hash, "");
}

/// What a page around this one limits it to, as the frame's script has it.
#[must_use]
pub fn limits() -> Option<Limits> {
    Some(Limits::read(&ask("asked", "", "").as_string()?))
}

/// Tells the frame's script, where there is one, what the results are while they are shown. It
/// keeps them until the person says where they may go.
pub fn tell(state: &State) {
    if !ask("listens", "", "").is_truthy() {
        return;
    }
    let shown = match (state.screen, state.law(), &state.view) {
        (Screen::Results, Some(law), Some(view)) => crate::embed::verdicts(law, view.outcomes()),
        _ => String::new(),
    };
    let law = state.picked().map(law_mark).unwrap_or_default();
    let told = [state.kept(), state.as_of.to_string(), law, shown];
    ask("results", &joined(&told, "\u{1}"), "");
}

/// Something that the loader tells of, under a name.
#[derive(Debug)]
pub enum News {
    /// Words.
    Text(String),
    /// Files, in the order in which they were asked for.
    Files(Vec<Vec<u8>>),
}

/// Listens to the loader from now on, in the place of whoever did before.
pub fn listen(heard: impl Fn(String, News) + 'static) {
    let closure = Closure::<dyn Fn(JsValue, JsValue)>::new(move |name: JsValue, value: JsValue| {
        let news = match value.as_string() {
            Some(text) => News::Text(text),
            None => News::Files(files(&js_sys::Uint8Array::new(&value).to_vec())),
        };
        heard(name.as_string().unwrap_or_default(), news);
    });
    let loader = js_sys::Reflect::get(&js_sys::global(), &"huice".into()).unwrap_or_default();
    drop(js_sys::Reflect::set(
        &loader,
        &"hear".into(),
        closure.as_ref(),
    ));
    // It lives as long as the page.
    closure.forget();
}

/// Files out of one piece: each stands behind its length in four bytes, the lowest first.
fn files(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk() {
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let (file, rest) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        files.push(file.to_vec());
        bytes = rest;
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_in_one_piece() {
        let piece = [2, 0, 0, 0, 7, 8, 0, 0, 0, 0, 1, 0, 0, 0, 9];
        assert_eq!(files(&piece), [vec![7, 8], vec![], vec![9]]);
        assert_eq!(files(&[]), Vec::<Vec<u8>>::new());
        // Cut short: what there is; the law's own length and hash refuse it.
        assert_eq!(files(&[9, 0, 0, 0, 1]), [vec![1]]);
        assert_eq!(files(&[9, 0]), Vec::<Vec<u8>>::new());
    }
}
