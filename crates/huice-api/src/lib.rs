//! The one JSON shape of results. The command line's `--json`, the npm package and the conformance
//! folder all print these types; `schema/` holds their JSON Schema.
//!
//! Decimals are texts of digits without superfluous zeros (`6000`, `0.5`), days are `2019-07-01`,
//! months `2019-07`, counts are numbers. Shares are texts as well: `0.5` is 50 %, except for the
//! limits of a fact and for answers, which are percentages as people write them. A key that may be
//! missing is missing where there is nothing to say; `null` stands where that itself says something
//! (no ceiling is known, no end is stated).

mod amount;
mod answer;
mod catalogue;
mod changes;
mod evaluation;
mod loan;
mod loan_terms;
mod need;
mod outcome;
mod plan;
mod proof;
mod question;
#[cfg(feature = "schema")]
pub mod schema;
pub mod terms;

pub use amount::{Amount, Step};
pub use answer::{AnswerValue, NamedAnswers};
pub use catalogue::{
    Cite, Contents, Document, DocumentName, Index, IndexPlace, ListedPolicy, Place, Policy,
    Succession, Term, Valid,
};
pub use changes::{Change, ChangeSet, Changes};
pub use evaluation::{Contradictory, Evaluation, Refused, Summary};
pub use loan::{Loan, LoanHelp, LoanRow};
pub use loan_terms::{LoanTerms, NoLoanTerms, loan_terms};
pub use need::{Need, need_terms};
pub use outcome::Outcome;
pub use plan::{Payment, Plan, PlanMonth, ReceiverSum, Uncounted, looks_for};
pub use proof::{Proof, Reading, Reason};
pub use question::{Action, Choice, Fact, Question};

use huice_core::ir::{FactId, Instrument, Law};
use huice_core::number::format_decimal;
use huice_core::{Date, Decimal};

/// A decimal on the wire.
#[must_use]
pub fn digits(n: Decimal) -> String {
    format_decimal(n)
}

/// A day on the wire.
fn day(day: Date) -> String {
    day.to_string()
}

fn instrument(law: &Law, position: u16) -> Option<&Instrument> {
    law.instruments.get(usize::from(position))
}

fn instrument_id(law: &Law, position: u16) -> Option<&str> {
    instrument(law, position).map(|i| i.id.as_str())
}

/// The id of a fact; empty for a position that points nowhere.
fn fact_id(law: &Law, id: FactId) -> &str {
    law.facts
        .get(usize::from(id))
        .map_or("", |fact| fact.id.as_str())
}

fn fact_ids<'l>(law: &'l Law, facts: &[FactId]) -> Vec<&'l str> {
    facts.iter().map(|id| fact_id(law, *id)).collect()
}
