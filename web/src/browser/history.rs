//! The address, and the way back.
//!
//! Each entry of the browser's history that is ours carries its count, so that back never leaves
//! the page by surprise. In a frame the history belongs to the page around it: there the app keeps
//! its own way back and never moves the other page.

use super::is_framed;
use gloo::events::EventListener;
use gloo::utils::{document, history, window};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, ScrollRestoration};
use yew::Callback;

/// Where the app is, and how it came there.
#[derive(Clone)]
pub struct History {
    inner: Rc<Inner>,
}

struct Inner {
    /// Hears of each new address, and whether it was come back to.
    arrived: Callback<(String, bool)>,
    /// The count of the deepest entry that there has been.
    deepest: Cell<u32>,
    /// In a frame: the addresses before this one.
    before: Option<RefCell<Vec<String>>>,
}

impl History {
    /// Begins to follow the address.
    #[must_use]
    pub fn new(arrived: Callback<(String, bool)>) -> Self {
        let before = is_framed().then(RefCell::default);
        let own = Self {
            inner: Rc::new(Inner {
                arrived,
                deepest: Cell::new(0),
                before,
            }),
        };
        // The app itself brings a screen back to where it was: the browser would do it too early.
        drop(history().set_scroll_restoration(ScrollRestoration::Manual));
        own.count(0);
        let listening = own.clone();
        EventListener::new(&window(), "hashchange", move |_| listening.changed()).forget();
        own
    }

    /// The address from `#` on, as it was written.
    #[must_use]
    pub fn hash(&self) -> String {
        window().location().hash().unwrap_or_default()
    }

    /// A new entry with this address.
    pub fn push(&self, hash: &str) {
        if hash == self.hash() {
            return;
        }
        // Another screen comes: a focus that goes with the old one would have both laid out at once.
        if let Some(active) = document().active_element() {
            drop(active.unchecked_into::<HtmlElement>().blur());
        }
        if let Some(before) = &self.inner.before {
            before.borrow_mut().push(self.hash());
            self.replace(hash);
            return;
        }
        let next = depth() + 1;
        self.inner.deepest.set(next);
        drop(history().push_state_with_url(&count(next), "", Some(hash)));
    }

    /// This entry with another address.
    pub fn replace(&self, hash: &str) {
        drop(history().replace_state_with_url(&count(depth()), "", Some(hash)));
    }

    /// One entry back, if it is ours; else this address.
    pub fn back(&self, hash: &str) {
        if let Some(before) = &self.inner.before {
            let last = before.borrow_mut().pop();
            self.turn(last.as_deref().unwrap_or(hash));
        } else if depth() > 0 {
            drop(history().back());
        } else {
            self.turn(hash);
        }
    }

    fn turn(&self, hash: &str) {
        self.replace(hash);
        self.inner.arrived.emit((hash.to_owned(), true));
    }

    /// A link, or the browser's own back and forward.
    fn changed(&self) {
        let before = self.inner.deepest.get();
        // Without a count, a plain link made the entry.
        let fresh = history().state().is_ok_and(|state| state.is_null());
        self.count(before + 1);
        self.inner.arrived.emit((self.hash(), !fresh));
    }

    /// Counts this entry, unless it has its count.
    fn count(&self, n: u32) {
        if history().state().is_ok_and(|state| state.is_null()) {
            drop(history().replace_state(&count(n), ""));
        }
        self.inner.deepest.set(depth());
    }
}

fn count(n: u32) -> JsValue {
    JsValue::from_str(&n.to_string())
}

/// How many entries behind this one are ours.
fn depth() -> u32 {
    let state = history().state().ok().and_then(|state| state.as_string());
    state.and_then(|n| n.parse().ok()).unwrap_or(0)
}
