//! For tests only: a second opinion.
//!
//! [`naive`] is a two-valued evaluator for answers that leave nothing open. It shares the
//! intermediate form with the core and nothing else: no intervals, no proofs, no pruning. What
//! it cannot answer (an open list, an answer left out) it answers with `None`.
//! [`generate`] makes answers that fall on, just under and just over every figure of the law.

pub mod domain;
pub mod follow;
pub mod generate;
pub mod naive;
