//! The intermediate form: the law after names, types and units have been settled.
//!
//! Everything refers to everything else by position. The checker makes these; the pack carries
//! them. A position that points nowhere (only a damaged pack could hold one, and the pack's gate
//! refuses it) evaluates to unknown.

pub mod consequence;
mod payment;
mod restated;
mod succession;

use crate::date::Date;
pub use crate::unit::Unit;
pub use payment::{LoanTerms, PaymentSchedule};
pub(crate) use restated::restatements;
use rust_decimal::Decimal;
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
        (0u16..).zip(&self.facts).find(|(_, f)| f.id == id)
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

/// One node of a condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// Plain words; empty where the children speak for themselves.
    pub say: String,
    /// Own citation, where it differs from the instrument's.
    pub cite: Option<Citation>,
    /// What it tests.
    pub test: Test,
}

/// What a condition tests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Test {
    /// Every one.
    All(Vec<Condition>),
    /// At least one.
    Any(Vec<Condition>),
    /// Not.
    Not(Box<Condition>),
    /// A shared definition.
    Use(DefinitionId),
    /// A typed expression of truth.
    When(Expr),
    /// A finding that only an office can make: a bool fact.
    Judge(FactId),
    /// The text leaves this open: never settled.
    Open,
}

/// Comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Compare {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Less.
    Lt,
    /// At most.
    Le,
    /// More.
    Gt,
    /// At least.
    Ge,
}

/// Arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Arith {
    /// Plus.
    Add,
    /// Minus.
    Sub,
    /// Times.
    Mul,
}

/// A fold over records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Aggregate {
    /// How many.
    Count,
    /// The sum of a value.
    Sum,
    /// Whether one fits.
    Any,
    /// Whether every one fits (true of none).
    All,
}

/// A typed expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Expr {
    /// A truth.
    Bool(bool),
    /// A number with its unit (months for 年 and 月, shares for %).
    Number(Decimal, Unit),
    /// A day.
    Date(Date),
    /// The day of evaluation.
    AsOf,
    /// A fact.
    Fact(FactId),
    /// A field of the record at hand, by its position.
    Field(FactId, u16),
    /// A parameter of the instrument, by position.
    Param(u16),
    /// A step of the amount, by position.
    Let(u16),
    /// Not.
    Not(Box<Expr>),
    /// And.
    And(Vec<Expr>),
    /// Or.
    Or(Vec<Expr>),
    /// Numbers or dates compared.
    Compare(Compare, Box<Expr>, Box<Expr>),
    /// A choice (fact or field) is among the options; or a set has at least one of them.
    In(Box<Expr>, Vec<OptionId>),
    /// Arithmetic on numbers. For 元/年 × 月 the checker has put in a [`Expr::PerTwelve`].
    Arith(Arith, Box<Expr>, Box<Expr>),
    /// A twelfth, exact to the last digit a decimal has.
    PerTwelve(Box<Expr>),
    /// A day moved by months (negative goes back), by the calendar.
    AddMonths(Box<Expr>, Box<Expr>),
    /// The 1st of January of a day's year.
    YearStart(Box<Expr>),
    /// Least.
    Min(Vec<Expr>),
    /// Greatest.
    Max(Vec<Expr>),
    /// If, then, else (numbers).
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// A fold over the records of a fact: condition, value.
    Aggregate(Aggregate, FactId, Option<Box<Expr>>, Option<Box<Expr>>),
}

impl Expr {
    /// Does something with every fact that it reads, also through a field or a fold.
    pub fn each_fact(&mut self, act: &mut impl FnMut(&mut FactId)) {
        match self {
            Self::Bool(_)
            | Self::Number(..)
            | Self::Date(_)
            | Self::AsOf
            | Self::Param(_)
            | Self::Let(_) => {}
            Self::Fact(id) | Self::Field(id, _) => act(id),
            Self::Not(a) | Self::In(a, _) | Self::PerTwelve(a) | Self::YearStart(a) => {
                a.each_fact(act);
            }
            Self::And(list) | Self::Or(list) | Self::Min(list) | Self::Max(list) => {
                list.iter_mut().for_each(|part| part.each_fact(act));
            }
            Self::Compare(_, a, b) | Self::Arith(_, a, b) | Self::AddMonths(a, b) => {
                a.each_fact(act);
                b.each_fact(act);
            }
            Self::If(a, b, c) => {
                a.each_fact(act);
                b.each_fact(act);
                c.each_fact(act);
            }
            Self::Aggregate(_, id, test, each) => {
                act(id);
                test.iter_mut().for_each(|part| part.each_fact(act));
                each.iter_mut().for_each(|part| part.each_fact(act));
            }
        }
    }
}

/// What sort of thing an instrument gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the names are the terms of the rule language, explained there"
)]
pub enum Kind {
    Cash,
    Recurring,
    Reimbursement,
    Refund,
    Interest,
    Loan,
    Tax,
    Extension,
    Priority,
    Service,
    Duty,
    Definition,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] = [
        Self::Seeker,
        Self::Founder,
        Self::Employer,
        Self::Family,
        Self::Institution,
    ];
}

impl Kind {
    /// Whether a sum of this kind is paid out to somebody. A loan is paid back, and what need not
    /// be paid in tax or contributions is nobody's income.
    #[must_use]
    pub fn pays(self) -> bool {
        match self {
            Self::Cash | Self::Recurring | Self::Reimbursement | Self::Refund | Self::Interest => {
                true
            }
            Self::Loan
            | Self::Tax
            | Self::Extension
            | Self::Priority
            | Self::Service
            | Self::Duty
            | Self::Definition => false,
        }
    }
}

/// Who receives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the names are the terms of the rule language, explained there"
)]
pub enum Beneficiary {
    Founder,
    Individual,
    Employer,
    Institution,
    Intermediary,
    Agency,
    Household,
}

/// Who would look for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the names are the terms of the rule language, explained there"
)]
pub enum Role {
    Seeker,
    Founder,
    Employer,
    Family,
    Institution,
}

/// How strong the claim is once the stated conditions are met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the names are the terms of the rule language, explained there"
)]
pub enum Strength {
    Entitled,
    May,
    IfAdopted,
    Pilot,
    Competitive,
    ByOtherRule,
    Programme,
}

impl Strength {
    /// Whether meeting the stated conditions is enough. A competition that has been won is a
    /// condition met; `may` leaves the last word to an office.
    #[must_use]
    pub fn settles(self) -> bool {
        match self {
            Self::Entitled | Self::Competitive => true,
            Self::May | Self::IfAdopted | Self::Pilot | Self::ByOtherRule | Self::Programme => {
                false
            }
        }
    }
}

/// One thing the law gives, promises or demands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instrument {
    /// Stable id.
    pub id: String,
    /// Official title.
    pub title: String,
    /// The title in words that one would say at the counter; may be empty.
    pub plain: String,
    /// One plain line.
    pub summary: String,
    /// What sort.
    pub kind: Kind,
    /// Who receives it.
    pub beneficiary: Beneficiary,
    /// Who would look for it.
    pub roles: Vec<Role>,
    /// How strong the claim.
    pub strength: Strength,
    /// Its place in the text.
    pub cite: Citation,
    /// Which fund pays; may be empty.
    pub fund: String,
    /// A step that the text takes for granted; may be empty.
    pub prerequisite: String,
    /// Own first day, inclusive, where the clause states one.
    pub from: Option<Date>,
    /// Own last day, inclusive, where the clause states one.
    pub until: Option<Date>,
    /// 申领条件; `None` where it is open to all.
    pub eligible: Option<Condition>,
    /// 补贴标准.
    pub amount: Amount,
    /// Figures of the law.
    pub params: Vec<Param>,
    /// What is fixed but not a sum.
    pub terms: Vec<Term>,
    /// Other readings.
    pub readings: Vec<Reading>,
    /// Instruments whose money is never added to this one's: positions.
    pub excludes: Vec<u16>,
    /// Instruments whose place this one takes: positions.
    pub replaces: Vec<u16>,
    /// The instrument, by position, of a document of a wider place that this one restates: one
    /// grant with two sources.
    pub restates: Option<u16>,
    /// The offices responsible, as the clause names them, the leading one first: positions.
    pub offices: Vec<OfficeId>,
    /// The goals that it serves: positions, rising.
    pub goals: Vec<GoalId>,
    /// What to tell the person; may be empty.
    pub note: String,
    /// When it is paid.
    pub paid: PaymentSchedule,
    /// What is fixed about a loan or its interest.
    pub loan: Option<LoanTerms>,
}

impl Instrument {
    /// The expressions that only the cash schedule and the loan read, in a fixed order: those of
    /// the payments, then those of the loan.
    pub fn schedule_exprs(&self) -> impl Iterator<Item = &Expr> {
        let loan = self.loan.iter().flat_map(LoanTerms::exprs);
        self.paid.exprs().chain(loan)
    }
}

/// A figure of the law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Param {
    /// Its name in the rule.
    pub name: String,
    /// Plain words.
    pub label: String,
    /// The number.
    pub value: Decimal,
    /// Its unit.
    pub unit: Unit,
    /// Its place in the text.
    pub cite: Citation,
}

/// Something fixed that is not a sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Plain words.
    pub label: String,
    /// The number.
    pub value: Decimal,
    /// Its unit.
    pub unit: Unit,
    /// Its place in the text.
    pub cite: Citation,
}

/// What is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Amount {
    /// Nothing to pay.
    None,
    /// The text names no figure.
    NotStated,
    /// Not money.
    Text(String),
    /// A sum by formula.
    Exactly(Formula),
    /// A ceiling by formula.
    AtMost(Formula),
}

/// How a sum is worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Formula {
    /// Named steps: (label, value), each may use those before it.
    pub steps: Vec<(String, Expr)>,
    /// The sum.
    pub value: Expr,
    /// 元, 元/月 or 元/年.
    pub unit: Unit,
}

/// Another way to read a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// What is in doubt.
    pub about: String,
    /// The adopted reading in words.
    pub ours: String,
    /// The other in words.
    pub other: String,
    /// The condition under the other.
    pub eligible: Option<Condition>,
    /// The amount under the other.
    pub amount: Option<Amount>,
    /// Whether a yes that the other turns into a no becomes "ask".
    pub ask: bool,
}
