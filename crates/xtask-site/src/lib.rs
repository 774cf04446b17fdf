//! The built site as files: the page, names, hashes, lists, compressed forms, what a visit weighs,
//! the zip. It runs no compiler.

pub mod compress;
pub mod embed_assets;
pub mod hashes;
pub mod layout;
pub mod offline;
pub mod page;
pub mod weights;
pub mod workbench;
pub mod zip;
