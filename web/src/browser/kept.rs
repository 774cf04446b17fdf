//! What is kept where the browser allows it: the session for as long as its window is open, the
//! place and the look on the device.
//!
//! `gloo::storage` ends the program in a browser that refuses storage, so this asks the browser
//! itself.

use super::{host, is_framed};
use crate::state::{Display, Size, Theme};
use gloo::utils::{document_element, window};
use web_sys::Storage;

const SESSION: &str = "huice";
/// The session on the device, of a person who has agreed.
const KEPT: &str = "huice-kept";
const PLACE: &str = "huice-place";
const LOOK: &str = "huice-look";

fn session() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn device() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn read(storage: Option<Storage>, name: &str) -> Option<String> {
    let found = storage?.get_item(name).ok().flatten();
    found.filter(|text| !text.is_empty())
}

/// Whether it is written, or taken away.
fn write(storage: Option<Storage>, name: &str, text: &str) -> bool {
    let done = storage.map(|storage| match text {
        "" => storage.remove_item(name),
        text => storage.set_item(name, text),
    });
    done.is_some_and(|done| done.is_ok())
}

/// The kept session: what a frame's script or the early start left, else that of this window, else
/// one that knows only the place of the last visit.
#[must_use]
pub fn kept() -> String {
    host::begun()
        .or_else(|| read(session(), SESSION))
        .or_else(|| read(device(), PLACE))
        .unwrap_or_default()
}

/// The session that is kept on the device. In a frame it belongs to the page around it, so there is
/// none.
#[must_use]
pub fn kept_on_device() -> Option<String> {
    read(device(), KEPT).filter(|_| !is_framed())
}

/// Keeps the session on the device, or takes away what is kept there. Whether the browser did.
pub fn keep_on_device(text: &str) -> bool {
    write(device(), KEPT, text)
}

/// Keeps the session; an empty one is forgotten, and the place with it.
pub fn keep(text: &str) {
    host::set_kept(text);
    write(session(), SESSION, text);
    // The first two lines are the version and the place; day, roles and answers stay empty.
    let mut lines = text.lines();
    let place = match (lines.next(), lines.next()) {
        (Some(version), Some(place)) => format!("{version}\n{place}\n\n\n"),
        _ => String::new(),
    };
    write(device(), PLACE, &place);
}

const SIZE: &str = "data-size";
const THEME: &str = "data-theme";
const CONTRAST: &str = "data-contrast";

/// The look that is shown: the loader has put it there before anything was drawn.
#[must_use]
pub fn look() -> Display {
    let page = document_element();
    let worn = |name| page.get_attribute(name).unwrap_or_default();
    Display {
        size: match worn(SIZE).as_str() {
            "large" => Size::Large,
            "elder" => Size::Elder,
            _ => Size::Normal,
        },
        theme: match worn(THEME).as_str() {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::System,
        },
        high: worn(CONTRAST) == "high",
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
    let page = document_element();
    for (name, word) in [(SIZE, size), (THEME, theme), (CONTRAST, contrast)] {
        drop(match word {
            "" => page.remove_attribute(name),
            word => page.set_attribute(name, word),
        });
    }
    let words = [size, theme, contrast].join(" ");
    write(session(), LOOK, words.trim());
    write(device(), LOOK, words.trim());
}
