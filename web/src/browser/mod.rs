//! The browser around the app. Whatever it refuses, in a private window or in the frame of another
//! site, is nothing: the app works on without it.

mod files;
mod history;
mod host;
mod kept;
mod offline;
mod words;

pub use files::fetch;
pub use history::History;
pub use host::{drawn, index, limits, stored_on, tell};
pub use kept::{apply_theme, keep, keep_on_device, kept, kept_on_device, look};
pub use offline::store;
pub use words::guard_words;

use crate::site::Site;
use gloo::events::EventListener;
use gloo::utils::{document, window};
use huice_core::{Date, china_day};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDocument, HtmlElement, HtmlTextAreaElement};

/// The day in China, by the device's clock.
#[must_use]
pub fn today() -> Date {
    // Whole milliseconds since 1970.
    china_day(js_sys::Date::now() as i64 / 1000)
}

/// Whether the page stands in a frame of another page. Who refuses to say is another site.
#[must_use]
pub fn is_framed() -> bool {
    !matches!(window().top(), Ok(Some(top)) if top == window())
}

/// The address of the page alone: without what was asked behind `?`, and from `#` on.
#[must_use]
pub fn page() -> String {
    let location = window().location();
    let address = location.href().unwrap_or_default();
    let end = address.find(['?', '#']).unwrap_or(address.len());
    address.get(..end).unwrap_or_default().to_owned()
}

/// Sets the page's title.
pub fn title(text: &str) {
    document().set_title(text);
}

fn element<T: JsCast>(id: &str) -> Option<T> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Puts the focus on an element, where there is one.
pub fn focus(id: &str) {
    if let Some(element) = element::<HtmlElement>(id) {
        drop(element.focus());
    }
}

/// How far the page is scrolled, in whole pixels.
#[must_use]
pub fn scrolled() -> i32 {
    window().scroll_y().map_or(0, |y| y as i32)
}

/// Scrolls to so many pixels below the top.
pub fn scroll_to(y: i32) {
    window().scroll_to_with_x_and_y(0.0, f64::from(y));
}

/// What the deployment says of itself: the build has written its `site.json` into the page's head.
#[must_use]
pub fn site() -> Site {
    let document = window().document();
    let text = |name: &str| {
        let meta = document
            .as_ref()?
            .query_selector(&format!("meta[name={name}]"));
        meta.ok()??.get_attribute("content")
    };
    let days = text("keep_days").and_then(|days| days.parse().ok());
    Site {
        operator: text("operator").unwrap_or_default(),
        notice: text("notice").unwrap_or_default(),
        // A frame keeps nothing on the device: what it stores belongs to the page around it.
        keep_days: days.filter(|_| !is_framed()).unwrap_or_default(),
    }
}

/// Puts the text of an element on the clipboard, by selecting it there: this also works in web views
/// without the clipboard interface. Whether it worked.
#[must_use]
pub fn copy_from(id: &str) -> bool {
    let Some(shown) = element::<HtmlElement>(id) else {
        return false;
    };
    match shown.dyn_ref::<HtmlTextAreaElement>() {
        Some(field) => {
            drop(field.focus());
            field.select();
        }
        None => {
            if let Ok(Some(selection)) = window().get_selection() {
                drop(selection.select_all_children(&shown));
            }
        }
    }
    let page: HtmlDocument = document().unchecked_into();
    page.exec_command("copy").unwrap_or(false)
}

/// Opens the browser's window for printing, where it has one.
pub fn print() {
    drop(window().print());
}

/// Loads the page again, past what is stored of it.
pub fn reload() {
    drop(window().location().reload());
}

/// The link that skips to the text only moves the focus: it is no screen, and no step back.
pub fn skip_in_place() {
    let Ok(Some(link)) = document().query_selector("a.skip") else {
        return;
    };
    let target: &Element = &link;
    EventListener::new_with_options(
        target,
        "click",
        gloo::events::EventListenerOptions::enable_prevent_default(),
        |event| {
            event.prevent_default();
            focus("main");
        },
    )
    .forget();
}

/// Tells whenever the page comes back into sight.
pub fn on_return(back: impl Fn() + 'static) {
    EventListener::new(&document(), "visibilitychange", move |_| {
        if !document().hidden() {
            back();
        }
    })
    .forget();
}
