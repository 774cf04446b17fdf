//! The built site as files: names, hashes, lists, the zip. It runs no compiler.

pub mod embed_assets;
pub mod hashes;
pub mod layout;
pub mod offline;
pub mod page;
pub mod zip;
