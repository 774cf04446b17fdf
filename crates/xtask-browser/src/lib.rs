//! Browsers for the tests: where they are, and Chromium by its own protocol.

pub mod cdp;
pub mod engines;
