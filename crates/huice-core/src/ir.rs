//! The intermediate form: the law after names, types and units have been settled.
//!
//! Everything refers to everything else by position. The checker makes these; the pack carries
//! them. A position that points nowhere (only a damaged pack could hold one, and the pack's gate
//! refuses it) evaluates to unknown.

mod condition;
pub mod consequence;
mod fact;
mod instrument;
mod payment;
mod restated;
mod succession;

use crate::date::Date;
pub use crate::unit::Unit;
pub use condition::{Aggregate, Arith, Compare, Condition, Expr, Test};
pub use fact::{
    Action, ActionTarget, Consequence, Contradiction, Fact, FactKind, FixedValue, Frequency,
    Knower, ListSort,
};
pub use instrument::{
    Amount, Beneficiary, Formula, Instrument, Kind, Param, Reading, Role, Strength, Term,
};
pub use payment::{LoanTerms, PaymentSchedule};
pub(crate) use restated::restatements;
use serde::{Deserialize, Serialize};
pub use succession::{DocumentName, Succession};

/// Position of a fact in [`Law::facts`].
pub type FactId = u16;
/// Position of a definition in [`Law::definitions`].
pub type DefinitionId = u16;
/// Position of a document in [`Law::documents`].
pub type DocumentId = u16;
/// Position of an option in [`FactKind::Choice`] or [`FactKind::Set`].
pub type OptionId = u16;
/// Position of an office in [`Law::offices`].
pub type OfficeId = u16;
/// Position of a goal in [`Law::goals`].
pub type GoalId = u16;

/// All the law that reaches one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Law {
    /// GB/T 2260 code of the place.
    pub place: String,
    /// Its name.
    pub place_name: String,
    /// Documents that apply here.
    pub documents: Vec<Document>,
    /// What may be asked, in the order of topics.
    pub facts: Vec<Fact>,
    /// Names of the topics, in order.
    pub topics: Vec<String>,
    /// Shared definitions.
    pub definitions: Vec<Definition>,
    /// The instruments, in the order of the documents' clauses.
    pub instruments: Vec<Instrument>,
    /// What the documents said where their text is lost.
    pub missing: Vec<LostItem>,
    /// The offices that clauses name as responsible, each once, in the order in which the
    /// instruments name them.
    pub offices: Vec<String>,
    /// Whom to call here, and where to look online.
    pub contacts: Contacts,
    /// What somebody may come for; the same everywhere.
    pub goals: Vec<Goal>,
}

impl Law {
    /// A fact by its name.
    #[must_use]
    pub fn fact(&self, id: &str) -> Option<(FactId, &Fact)> {
        // In a program compiled for size two texts are compared by a call, most of them for nothing.
        let is = |fact: &Fact| fact.id.len() == id.len() && fact.id == id;
        (0u16..).zip(&self.facts).find(|(_, fact)| is(fact))
    }

    /// The fact that an answer is about, by its id or by one that it had before.
    #[must_use]
    pub fn fact_answered(&self, name: &str) -> Option<(FactId, &Fact)> {
        let before = |fact: &Fact| fact.formerly.iter().any(|id| id == name);
        self.fact(name)
            .or_else(|| (0u16..).zip(&self.facts).find(|(_, fact)| before(fact)))
    }

    /// A lost item by its id.
    #[must_use]
    pub fn missing_item(&self, id: &str) -> Option<&LostItem> {
        self.missing.iter().find(|m| m.id == id)
    }

    /// An instrument by its id.
    #[must_use]
    pub fn instrument(&self, id: &str) -> Option<(u16, &Instrument)> {
        (0u16..).zip(&self.instruments).find(|(_, i)| i.id == id)
    }
}

/// Whom to call in a place, and where to look online.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Contacts {
    /// The numbers to call, the best first.
    pub hotlines: Vec<Hotline>,
    /// Name of the online portal; empty where we are not certain of one.
    pub portal: String,
}

/// A number to call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hotline {
    /// The number, as it is dialled.
    pub number: String,
    /// What it is for.
    pub name: String,
}

/// What somebody may come for, named at the start instead of a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// Stable id.
    pub id: String,
    /// A few words.
    pub label: String,
    /// The roles that it stands for.
    pub roles: Vec<Role>,
}

/// A document of law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Our short id.
    pub id: String,
    /// Official title.
    pub title: String,
    /// 文号; empty where the text has none.
    pub number: String,
    /// Who issued it.
    pub issuer: String,
    /// Earliest day on which it can have been issued, inclusive.
    pub issued_earliest: Date,
    /// Latest such day, inclusive; equal to the earliest where the day is known.
    pub issued_latest: Date,
    /// Last day in force, inclusive; `None` where no end is stated.
    pub until: Option<Date>,
    /// Day on which the rules were last checked against the text.
    pub checked: Date,
    /// What of it no longer holds, in the order of days. Its instruments end on the day before.
    pub ended: Vec<Succession>,
    /// What of other documents it took the place of, in the order of days.
    pub amends: Vec<Succession>,
}

/// Half of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// January to June.
    First,
    /// July to December.
    Second,
}

/// The years in which a document can have been issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IssueYears {
    /// The first of them.
    pub earliest: u16,
    /// The last of them; the same where the year is known.
    pub latest: u16,
    /// The half of the year, where that is all that is known: neither the day nor only the year.
    pub half: Option<Half>,
}

impl Document {
    /// The day of issue, where it is known.
    #[must_use]
    pub fn issue_day(&self) -> Option<Date> {
        (self.issued_earliest == self.issued_latest).then_some(self.issued_earliest)
    }

    /// The years in which it can have been issued.
    #[must_use]
    pub fn issue_years(&self) -> IssueYears {
        let (first, last) = (self.issued_earliest, self.issued_latest);
        let half = match (first.month(), last.month()) {
            _ if first == last || first.year() != last.year() => None,
            (_, ..=6) => Some(Half::First),
            (7.., _) => Some(Half::Second),
            (..=6, 7..) => None,
        };
        IssueYears {
            earliest: first.year(),
            latest: last.year(),
            half,
        }
    }
}

/// An item of a document whose text is lost: nobody can say what it gives, or to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostItem {
    /// Stable id, in the same space as those of instruments.
    pub id: String,
    /// The document.
    pub document: DocumentId,
    /// The item, as the document counts it.
    pub item: String,
    /// The clause it stood in, as far as that can be told.
    pub clause: String,
    /// The offices responsible, where their names are left; may be empty.
    pub units: String,
    /// Whether a part of the text is left.
    pub part: bool,
}

/// Where in a document something stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Citation {
    /// The document.
    pub document: DocumentId,
    /// Clause, as in 三(八).
    pub clause: String,
    /// Sentence within the clause, as in 1a; may be empty.
    pub sentence: String,
}

/// A definition that several instruments share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// Stable id.
    pub id: String,
    /// The term.
    pub title: String,
    /// Its place in the text.
    pub cite: Citation,
    /// What makes it hold.
    pub holds: Condition,
}
