//! What keeps the site for when there is no network. Nothing waits for it, and where it is refused
//! nothing changes.

use gloo::timers::callback::Timeout;
use gloo::utils::window;
use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{PerformanceEntry, ServiceWorkerContainer, ServiceWorkerRegistration};

/// Milliseconds for which the worker leaves the line to the page.
const LATER: u32 = 2000;

/// Has the worker store what the page has used.
pub fn store() {
    Timeout::new(LATER, || spawn_local(async { drop(stored().await) })).forget();
}

async fn stored() -> Result<(), JsValue> {
    // Unknown on some servers, refused in some frames.
    let found = Reflect::get(&window().navigator(), &"serviceWorker".into())?;
    let Ok(container) = found.dyn_into::<ServiceWorkerContainer>() else {
        return Ok(());
    };
    JsFuture::from(container.register("worker.js")).await?;
    let ready = JsFuture::from(container.ready()?).await?;
    let registration: ServiceWorkerRegistration = ready.unchecked_into();
    let Some((worker, performance)) = registration.active().zip(window().performance()) else {
        return Ok(());
    };
    let used = performance.get_entries_by_type("resource");
    let names = used.iter().map(|entry| {
        let entry: PerformanceEntry = entry.unchecked_into();
        JsValue::from(entry.name())
    });
    worker.post_message(&names.collect::<Array>())
}
