//! The meaning of the law: three-valued truth, exact money, calendar dates, evaluation, proof,
//! amounts and questions.
//!
//! Nothing here reads a file, asks the clock, knows a browser or names an instrument: the law
//! comes in as a [`Law`], the day as an argument, the answers as [`Answers`]. Evaluation is
//! total: whatever a [`Law`] holds, no call fails, panics or overflows.

pub mod answers;
pub mod cash_schedule;
mod compiled;
pub mod date;
mod decide;
pub mod decision;
mod eval;
pub mod evaluator;
pub mod grant;
pub mod incremental;
pub mod interview;
pub mod ir;
pub mod loan;
mod machine;
pub mod number;
pub mod outcome;
mod pay;
pub mod program;
pub mod question_selection;
pub mod scaled;
pub mod truth;
mod value;
mod vec_map;
pub mod words;

pub use answers::{Answer, AnswerError, Answers, UntypedAnswer, read_answer, read_answers};
pub use cash_schedule::cash_schedule;
pub use compiled::CompiledLaw;
pub use date::{Date, DateRange};
pub use decision::Decision;
pub use eval::{counterfactual, evaluate, support, verdicts};
pub use evaluator::{Evaluator, decisions};
pub use incremental::IncrementalEvaluator;
pub use ir::Law;
pub use outcome::{
    AmountResult, Connective, Need, Outcome, Proof, ReadingResult, Step, Summary, TermResult,
    Verdict, summarise,
};
pub use program::Program;
pub use question_selection::{Question, next_question};
pub use rust_decimal::Decimal;
pub use truth::Truth;
pub use vec_map::{VecMap, insert_sorted};
