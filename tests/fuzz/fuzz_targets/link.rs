#![no_main]
#![allow(
    dead_code,
    unused_imports,
    reason = "the app's modules; not all that they offer is used here"
)]

#[path = "../../../web/src/draft.rs"]
mod draft;
#[path = "../../../web/src/embed.rs"]
mod embed;
#[path = "../../../web/src/link.rs"]
mod link;
#[path = "../../../web/src/loan.rs"]
mod loan;
#[path = "../../../web/src/route.rs"]
mod route;
#[path = "../../../web/src/labels/mod.rs"]
mod labels;
#[path = "../../../web/src/state/mod.rs"]
mod state;
#[path = "../../../web/src/unfinished.rs"]
mod unfinished;
#[path = "../../../web/src/saved_session.rs"]
mod saved_session;
#[path = "../../../web/src/site.rs"]
mod site;
#[path = "../link.rs"]
mod target;
#[path = "../../../web/src/results.rs"]
mod results;

libfuzzer_sys::fuzz_target!(|data: &[u8]| target::link(data));
