//! What is asked: facts, their kinds, and what follows from them.

use super::{Expr, OptionId, Role};
use crate::unit::Unit;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// One thing that a person may be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Stable id, used in answers.
    pub id: String,
    /// Position in [`Law::topics`].
    pub topic: u16,
    /// The question.
    pub ask: String,
    /// A short name.
    pub label: String,
    /// Where to find the answer; may be empty.
    pub help: String,
    /// How somebody says the answer of themselves: by `yes`, `no`, `value` (with `{}` for it) or
    /// the id of an option, the words. May be empty.
    pub say_self: Vec<(String, String)>,
    /// Type and limits.
    pub kind: FactKind,
    /// Who makes the finding, where only an office can.
    pub judgement: Option<String>,
    /// Names that it had before. Answers under them are still read; nothing else knows them.
    pub formerly: Vec<String>,
    /// Options that a choice or a set had before, and those that stand for them now.
    pub former_options: Vec<(String, String)>,
    /// What a person can realistically do about it; `None` for what nobody changes at will.
    pub change: Option<Action>,
    /// The question of the list that it is asked in; empty where it is asked alone.
    pub list: String,
    /// Its words in that list; empty where they follow from the question.
    pub item: String,
    /// Whether leaving it unticked in that list says nothing, where otherwise it says no.
    pub unticked_is_unknown: bool,
    /// Whether it belongs to the few facts that are asked first.
    pub profile: bool,
    /// Values of a number that have a name, and are chosen by it: 没有固定期限, 不借.
    pub named: Vec<(Decimal, String)>,
    /// What 0 means, of a number whose 0 stands for nothing at all: 没有要贷款. Empty for every
    /// other fact. What is not known is then more than 0.
    pub nothing: String,
    /// Who knows the answer.
    pub knows: Knower,
    /// The roles that may be asked; none for what an office or a place decides or publishes.
    pub asked_of: Vec<Role>,
    /// Whether it can only lie in the past: a day of it is never after the day of evaluation.
    pub past: bool,
    /// How common a yes is.
    pub frequency: Frequency,
    /// What settles it without asking; none for fields of records.
    pub follows: Vec<Consequence>,
    /// Answers that cannot all be so; none for fields of records. Each stands at one of the facts
    /// that it reads.
    pub contradicts: Vec<Contradiction>,
}

/// Who knows the answer to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Knower {
    /// The person, about themselves.
    Person,
    /// Anybody of the household.
    Household,
    /// Whoever runs a business, about that business.
    OwnBusiness,
    /// Whoever employs people, about the unit.
    Employer,
    /// A carrier, a training body, a bank or another institution, about itself.
    Institution,
    /// An office: it is a finding of its own.
    Office,
    /// The place: what is published or put in force there.
    Place,
}

impl Knower {
    /// Whether somebody who answers the questions can know it at all.
    #[must_use]
    pub fn can_be_asked(self) -> bool {
        match self {
            Self::Person
            | Self::Household
            | Self::OwnBusiness
            | Self::Employer
            | Self::Institution => true,
            Self::Office | Self::Place => false,
        }
    }

    /// The roles that can know it. A fact may be asked of fewer, never of others.
    #[must_use]
    pub fn roles(self) -> &'static [Role] {
        match self {
            Self::Person | Self::Household => &[Role::Seeker, Role::Founder, Role::Family],
            // Who has closed a business and looks for work still knows of it.
            Self::OwnBusiness => &[Role::Seeker, Role::Founder, Role::Employer],
            Self::Employer => &[Role::Founder, Role::Employer, Role::Institution],
            Self::Institution => &[Role::Institution],
            Self::Office | Self::Place => &[],
        }
    }
}

/// How common a yes is, or any answer but none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Frequency {
    /// More often than not.
    Usual,
    /// Now and then.
    Sometimes,
    /// Of fewer than one in ten.
    Rare,
    /// Not said.
    NotSaid,
}

/// What settles a fact without asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consequence {
    /// A truth over other facts; where it holds, the fact has the value.
    pub when: Expr,
    /// The value.
    pub value: FixedValue,
    /// The reason in plain words.
    pub say: String,
}

/// The value that a consequence gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FixedValue {
    /// Of a truth.
    Bool(bool),
    /// Of a choice.
    Choice(OptionId),
    /// Of a set: exactly these options, in rising order.
    Set(Vec<OptionId>),
    /// Of a number.
    Number(Decimal),
    /// Of records: there are none.
    NoRecords,
}

impl FixedValue {
    /// Whether a fact of this kind can have the value.
    #[must_use]
    pub fn fits(&self, kind: &FactKind) -> bool {
        match (self, kind) {
            (Self::Bool(_), FactKind::Bool { .. })
            | (Self::NoRecords, FactKind::Records { .. }) => true,
            (Self::Choice(option), FactKind::Choice(options)) => {
                usize::from(*option) < options.len()
            }
            (Self::Set(chosen), FactKind::Set(options)) => {
                chosen.is_sorted_by(|a, b| a < b)
                    && chosen.iter().all(|o| usize::from(*o) < options.len())
            }
            (Self::Number(n), FactKind::Number { min, max, .. }) => min <= n && n <= max,
            (
                Self::Bool(_) | Self::Choice(_) | Self::Set(_) | Self::Number(_) | Self::NoRecords,
                _,
            ) => false,
        }
    }
}

/// Answers that cannot all be so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contradiction {
    /// A truth over facts that never holds of anybody.
    pub when: Expr,
    /// Kind words: what does not go together, and a question which is right.
    pub say: String,
}

/// What a person can realistically do about a fact. Never a change of who they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// The act in plain words: 去办失业登记.
    pub say: String,
    /// Whether it is an office that has the last word: it can only be asked.
    pub office: bool,
    /// For a choice: the options from which it can be done; empty: from each.
    pub from: Vec<OptionId>,
    /// Where it leads.
    pub target: ActionTarget,
}

/// Where an act leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ActionTarget {
    /// A truth becomes yes.
    Yes,
    /// A truth becomes no.
    No,
    /// A number grows, or a list gets one more record.
    More,
    /// A number shrinks.
    Less,
    /// A day becomes today or a later one.
    Later,
    /// A choice becomes one of these; a set gains one of them.
    Options(Vec<OptionId>),
}

/// What the rows of a list have in common, which is how they are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListSort {
    /// Truths: a row is ticked or not.
    Ticks,
    /// Numbers, days and choices: a row that is left empty is not known.
    Fields,
}

impl Fact {
    /// A fact of which only the id and the kind are said, and which everybody may be asked.
    #[must_use]
    pub fn bare(id: &str, kind: FactKind) -> Self {
        Self {
            id: id.to_owned(),
            topic: 0,
            ask: String::new(),
            label: String::new(),
            help: String::new(),
            kind,
            judgement: None,
            formerly: Vec::new(),
            former_options: Vec::new(),
            change: None,
            say_self: Vec::new(),
            list: String::new(),
            item: String::new(),
            unticked_is_unknown: false,
            profile: false,
            named: Vec::new(),
            nothing: String::new(),
            knows: Knower::Person,
            asked_of: Role::ALL.to_vec(),
            past: false,
            frequency: Frequency::NotSaid,
            follows: Vec::new(),
            contradicts: Vec::new(),
        }
    }

    /// How it would be answered in a list; none for what is always asked alone.
    #[must_use]
    pub fn list_sort(&self) -> Option<ListSort> {
        match &self.kind {
            FactKind::Bool { .. } => Some(ListSort::Ticks),
            FactKind::Choice(_) | FactKind::Number { .. } | FactKind::Date => {
                Some(ListSort::Fields)
            }
            FactKind::Set(_) | FactKind::Records { .. } => None,
        }
    }
}

/// Type of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FactKind {
    /// Yes or no, with the words for the two buttons.
    Bool {
        /// Words for yes.
        yes: String,
        /// Words for no.
        no: String,
    },
    /// Exactly one option: (id, words).
    Choice(Vec<(String, String)>),
    /// Any number of options: (id, words).
    Set(Vec<(String, String)>),
    /// A number within limits, both inclusive.
    Number {
        /// What it counts.
        unit: Unit,
        /// Least value.
        min: Decimal,
        /// Greatest value.
        max: Decimal,
    },
    /// A day.
    Date,
    /// A list of records.
    Records {
        /// What one record is called.
        item: String,
        /// Its fields; never records themselves.
        fields: Vec<Fact>,
    },
}
