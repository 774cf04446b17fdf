//! What the loader and a frame's script hand over, in `window.huice`.

use crate::embed::{Limits, verdicts, years};
use crate::labels::role_id;
use crate::route::Screen;
use crate::state::{State, law_mark};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type Huice;

    #[wasm_bindgen(thread_local_v2, js_namespace = window, js_name = huice)]
    static HUICE: Huice;

    /// The index of the law, as bytes; or why it did not come, as text.
    #[wasm_bindgen(method, getter)]
    fn index(this: &Huice) -> JsValue;

    /// A file of the site, as bytes; with `again`, past every cache. Refused with a short code.
    #[wasm_bindgen(method)]
    fn fetch(this: &Huice, address: &str, again: bool) -> js_sys::Promise;

    /// On which day the index was stored that the worker gave, where it could not ask for news.
    #[wasm_bindgen(method, getter, js_name = storedOn)]
    fn stored_on(this: &Huice) -> Option<String>;

    /// The session in memory: from a frame's script, or what was chosen before the program came.
    #[wasm_bindgen(method, getter)]
    fn kept(this: &Huice) -> Option<String>;

    #[wasm_bindgen(method, setter)]
    fn set_kept(this: &Huice, session: &str);

    /// What a page around this one limits it to.
    #[wasm_bindgen(method, getter)]
    fn limits(this: &Huice) -> Option<String>;

    /// Takes what was typed and pressed before the program was here.
    #[wasm_bindgen(method)]
    fn drawn(this: &Huice);

    /// A frame's script that wants to hear of the results.
    #[wasm_bindgen(method, getter)]
    fn told(this: &Huice) -> Option<js_sys::Function>;
}

/// The index that the loader has fetched.
///
/// # Errors
/// Why it did not come, as the loader says it.
pub fn index() -> Result<Vec<u8>, String> {
    let found = HUICE.with(Huice::index);
    match found.as_string() {
        Some(why) => Err(why),
        None => Ok(js_sys::Uint8Array::new(&found).to_vec()),
    }
}

/// Has the loader fetch a file.
pub fn fetch(address: &str, again: bool) -> js_sys::Promise {
    HUICE.with(|huice| huice.fetch(address, again))
}

/// The day on which the law was stored, in words, where there is no network.
#[must_use]
pub fn stored_on() -> Option<String> {
    HUICE.with(Huice::stored_on)
}

/// Says that the program has drawn itself: what was typed and pressed before it came is passed on.
pub fn drawn() {
    HUICE.with(Huice::drawn);
}

/// The session in memory, where there is one. An empty one is one: nothing was kept.
pub fn begun() -> Option<String> {
    HUICE.with(Huice::kept)
}

/// Leaves the session in memory, for the frame's script.
pub fn set_kept(session: &str) {
    HUICE.with(|huice| huice.set_kept(session));
}

/// What a page around this one limits it to, as the frame's script has it.
#[must_use]
pub fn limits() -> Option<Limits> {
    Some(Limits::read(&HUICE.with(Huice::limits)?))
}

/// Tells the frame's script, where there is one, what the results are while they are shown. It
/// keeps them until the person says where they may go.
pub fn tell(state: &State) {
    let Some(told) = HUICE.with(Huice::told) else {
        return;
    };
    let shown = match (
        state.navigation.screen,
        state.session.law(),
        &state.results.view,
    ) {
        (Screen::Results, Some(law), Some(view)) => verdicts(law, view.outcomes()),
        _ => String::new(),
    };
    let law = state.session.picked().map(law_mark).unwrap_or_default();
    let roles: Vec<&str> = state.session.roles.iter().map(|r| role_id(*r)).collect();
    let years = state
        .session
        .law()
        .map(|law| years(law))
        .unwrap_or_default();
    let day = state.session.as_of.to_string();
    let parts = [state.kept(), day, law, shown, roles.join(","), years];
    let parts: js_sys::Array = parts.iter().map(|part| JsValue::from_str(part)).collect();
    drop(told.call1(&JsValue::NULL, &parts));
}
