//! What `cargo xtask` does, as a library, so that the browser tests serve and measure the very
//! files that `serve` and `sizes` do.

pub mod bench;
pub mod browser;
pub mod build;
pub mod ci;
pub mod conformance;
pub mod dist;
pub mod fuzz;
pub mod lighthouse;
pub mod npm;
pub mod perf;
pub mod sizes;
pub mod walks;

pub use xtask_tools::{paths, run, setup, tools};
