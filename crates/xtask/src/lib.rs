//! What `cargo xtask` does, as a library, so that the browser tests serve and measure the very
//! files that `serve` and `sizes` do.

pub mod batch;
pub mod bench;
pub mod browser;
pub mod build;
pub mod commands;
pub mod conformance;
pub mod deny;
pub mod dist;
pub mod documents;
pub mod fuzz;
pub mod lighthouse;
pub mod native;
pub mod npm;
pub mod perf;
pub mod scale;
pub mod schedule;
pub mod serve;
pub mod sizes;
pub mod steps;
pub mod test;
pub mod timed;
pub mod trunk;
pub mod walks;
pub mod wasm;
