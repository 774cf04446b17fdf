#![no_main]
#![allow(dead_code, reason = "the app's modules; not all that they offer is used here")]

/// As the page with every screen.
const MONTHS: bool = true;

#[path = "../../../web/src/draft.rs"]
mod draft;
#[path = "../../../web/src/loan.rs"]
mod loan;
#[path = "../../../web/src/route.rs"]
mod route;
#[path = "../../../web/src/say.rs"]
mod say;
#[path = "../../../web/src/state.rs"]
mod state;
#[path = "../../../web/src/store.rs"]
mod store;
#[path = "../../../web/src/view.rs"]
mod view;
#[path = "../link.rs"]
mod link;

libfuzzer_sys::fuzz_target!(|data: &[u8]| link::link(data));
