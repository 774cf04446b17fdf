//! The meaning of the law: three-valued truth, exact money, calendar dates, evaluation, proof,
//! amounts and questions.
//!
//! Nothing here reads a file, asks the clock, knows a browser or names an instrument: the law
//! comes in as a [`Law`], the day as an argument, the answers as [`Answers`]. Evaluation is
//! total: whatever a [`Law`] holds, no call fails, panics or overflows.

pub mod answers;
pub mod batch;
pub mod cash_schedule;
mod compiled;
pub mod counterfactual;
pub mod date;
mod decide;
pub mod decision;
mod digest;
pub mod explain;
pub mod grant;
pub mod incremental;
pub mod inferred;
pub mod interview;
pub mod ir;
mod kleene_baseline;
pub mod loan;
mod machine;
pub mod number;
mod options;
pub mod outcome;
mod pay;
pub mod population;
pub mod program;
pub mod question_selection;
pub mod record_fields;
pub mod scaled;
mod set_aside;
pub mod summary;
pub mod support;
pub mod text;
pub mod truth;
mod unit;
mod value;
mod vec_map;

pub use answers::{Answer, Answers};
pub use batch::decide_batch;
pub use cash_schedule::cash_schedule;
pub use compiled::CompiledLaw;
pub use date::{Date, DateRange, china_day};
pub use decision::{Decision, Need};
pub use explain::{Connective, Explanation, Figure, Proof, ReadingResult, Step};
pub use incremental::{IncrementalEvaluator, SharedFindings, evaluate, evaluate_some};
pub use inferred::{Contradicted, Inferred, Inferring};
pub use ir::Law;
pub use kleene_baseline::kleene_open_facts;
pub use outcome::{AmountResult, Verdict};
pub use program::Program;
pub use question_selection::Question;
pub use rust_decimal::Decimal;
pub use set_aside::{GivenAnswers, OneByOne, set_aside_contradicted};
pub use summary::{Summary, summarise};
pub use truth::Truth;
pub use vec_map::{VecMap, insert_sorted, sort};
