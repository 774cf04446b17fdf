//! Reads untrusted input: numbers, days and options.
//!
//! Every caller uses these functions: answers in JSON, links, forms, the npm package, the loan
//! fields, the flags of the command line, the examples beside the rules. So the same text means the
//! same everywhere. A refusal is a value with a stable code; the words for people belong to the
//! caller.

mod answers;
mod date;
mod narrow;
mod number;
mod option;
mod refusal;
mod untyped;

pub use answers::{check_limits, read_answer, read_answer_on, read_answers, read_answers_on};
pub use date::{DateError, read_date, read_day};
pub use narrow::is_letter;
pub use number::{NumberError, read_count, read_number, read_number_within, write_number};
pub use option::read_option;
pub use refusal::{AnswerError, Found, MOST_RECORDS, Refusal};
pub use untyped::UntypedAnswer;
