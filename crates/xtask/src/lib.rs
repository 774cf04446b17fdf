//! What `cargo xtask` does, as a library, so that the browser tests serve and measure the very
//! files that `serve` and `sizes` do.

pub mod bench;
pub mod browser;
pub mod build;
pub mod cdp;
pub mod conformance;
pub mod dist;
pub mod engines;
pub mod fuzz;
pub mod house;
pub mod http;
pub mod kit;
pub mod lighthouse;
pub mod npm;
pub mod offline;
pub mod pace;
pub mod pinned;
pub mod policy;
pub mod run;
pub mod server;
pub mod setup;
pub mod sizes;
pub mod suite;
