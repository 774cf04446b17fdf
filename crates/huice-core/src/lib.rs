//! The meaning of the law: three-valued truth, exact money, calendar dates, evaluation, proof,
//! amounts and questions.
//!
//! Nothing here reads a file, asks the clock, knows a browser or names an instrument: the law
//! comes in as a [`Law`], the day as an argument, the answers as [`Answers`]. Evaluation is
//! total: whatever a [`Law`] holds, no call fails, panics or overflows.

pub mod answers;
pub mod date;
mod eval;
pub mod grant;
pub mod interview;
pub mod ir;
pub mod loan;
pub mod number;
pub mod outcome;
mod pay;
pub mod plan;
pub mod planner;
mod sorted;
pub mod standing;
pub mod truth;
pub mod words;

pub use answers::{Answer, AnswerError, Answers, Raw, read_answer, read_answers};
pub use date::{Date, DateRange};
pub use eval::{change, evaluate, replay, verdicts};
pub use ir::Law;
pub use outcome::{
    AmountResult, Joint, Need, Outcome, Proof, ReadingResult, Step, Summary, TermResult, Verdict,
    summarise,
};
pub use plan::plan;
pub use planner::{Question, next_question};
pub use rust_decimal::Decimal;
pub use sorted::{ByPosition, put};
pub use standing::Standing;
pub use truth::Truth;
