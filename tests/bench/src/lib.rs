//! Speed: the core beside plain programs of ten instruments.
//!
//! The plain programs (`plain.rs`, `page/plain.js`) are what a programmer would write by hand for
//! these ten instruments and nothing else. They say the same verdicts and sums (`tests/same.rs`,
//! and the page itself before it measures); they give no reasons, ranges or other readings.
#![allow(clippy::arithmetic_side_effects, reason = "figures of tests are small")]

pub mod browser;
pub mod people;
pub mod plain;
pub mod work;
