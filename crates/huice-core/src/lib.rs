//! The meaning of the law: three-valued truth, exact money, calendar dates, evaluation, proof,
//! amounts and questions.
//!
//! Nothing here reads a file, asks the clock, knows a browser or names an instrument: the law
//! comes in as a [`Law`], the day as an argument, the answers as [`Answers`]. Evaluation is
//! total: whatever a [`Law`] holds, no call fails, panics or overflows.

pub mod answers;
pub mod cash_schedule;
pub mod date;
mod eval;
pub mod grant;
pub mod incremental;
pub mod interview;
pub mod ir;
pub mod loan;
pub mod number;
pub mod outcome;
mod pay;
pub mod question_selection;
pub mod truth;
mod vec_map;
pub mod words;

pub use answers::{Answer, AnswerError, Answers, UntypedAnswer, read_answer, read_answers};
pub use cash_schedule::cash_schedule;
pub use date::{Date, DateRange};
pub use eval::{counterfactual, evaluate, support, verdicts};
pub use incremental::IncrementalEvaluator;
pub use ir::Law;
pub use outcome::{
    AmountResult, Connective, Need, Outcome, Proof, ReadingResult, Step, Summary, TermResult,
    Verdict, summarise,
};
pub use question_selection::{Question, next_question};
pub use rust_decimal::Decimal;
pub use truth::Truth;
pub use vec_map::{VecMap, insert_sorted};
