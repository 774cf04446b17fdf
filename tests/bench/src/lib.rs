//! Benchmarks: the core compared with plain programs of ten instruments.
//!
//! The plain programs (`plain.rs`, `page/plain.js`) are what a programmer would write by hand for
//! these ten instruments only. They give the same verdicts and sums (checked by `tests/same.rs`,
//! and by the page before it measures), but no reasons, ranges or other readings.
#![allow(clippy::arithmetic_side_effects, reason = "figures of tests are small")]

pub mod browser;
pub mod people;
pub mod plain;
pub mod work;
