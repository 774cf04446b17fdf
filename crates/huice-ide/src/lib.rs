//! What an editor asks of the rules.

pub mod cases;
pub mod scaffold;
pub mod successor;
