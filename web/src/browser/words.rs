//! Browsers and messengers translate pages by putting elements of their own in the place of texts.
//! The program would then change texts that are no longer shown, and fail where it looks for one.
//! The page asks not to be translated; where that is not heard, the texts are put back.

use gloo::utils::document;
use wasm_bindgen::prelude::*;
use web_sys::{MutationObserver, MutationObserverInit, MutationRecord, Node};

/// How often texts are put back before the browser has its way.
const PATIENCE: u32 = 50;

/// Watches over the texts of the app for as long as the page lives.
pub fn guard_words() {
    let Some(root) = document().get_element_by_id("app") else {
        return;
    };
    let mut left = PATIENCE;
    let changed = Closure::<dyn FnMut(js_sys::Array, MutationObserver)>::new(
        move |records: js_sys::Array, observer: MutationObserver| {
            let mut found = false;
            for record in records.iter() {
                found |= put_back(&record.unchecked_into());
            }
            // What was put back is no news.
            drop(observer.take_records());
            left = left.saturating_sub(u32::from(found));
            if left == 0 {
                observer.disconnect();
            }
        },
    );
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    options.set_subtree(true);
    if let Ok(observer) = MutationObserver::new(changed.as_ref().unchecked_ref()) {
        drop(observer.observe_with_options(&root, &options));
        changed.forget();
    }
}

/// Puts one text back in the place of an element that holds its translation.
fn put_back(record: &MutationRecord) -> bool {
    let (came, went) = (record.added_nodes(), record.removed_nodes());
    let (Some(came), Some(went)) = (came.get(0), went.get(0)) else {
        return false;
    };
    let translated = came.node_name() == "FONT" && went.node_type() == Node::TEXT_NODE;
    let parent = came.parent_node().filter(|_| translated);
    parent.is_some_and(|parent| parent.replace_child(&went, &came).is_ok())
}
