//! What every step of `cargo xtask` uses: the folders of the repository, commands that report how
//! they failed, and the pinned tools.

pub mod paths;
pub mod run;
pub mod setup;
pub mod tools;
