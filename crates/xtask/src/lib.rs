//! What `cargo xtask` does, as a library, so that the browser tests serve and measure the very
//! files that `serve` and `sizes` do.

pub mod bench;
pub mod browser;
pub mod build;
pub mod cdp;
pub mod ci;
pub mod conformance;
pub mod dist;
pub mod embed_assets;
pub mod engines;
pub mod fuzz;
pub mod http;
pub mod lighthouse;
pub mod npm;
pub mod offline;
pub mod paths;
pub mod perf;
pub mod policy;
pub mod run;
pub mod server;
pub mod setup;
pub mod sizes;
pub mod tools;
