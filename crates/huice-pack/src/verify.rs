//! Verifies a law that was read from bytes: every position points at something of the right kind,
//! there are no cycles, and nothing is larger than a law can be.
//!
//! The checker makes only laws that pass. A law that fails was not made by it, or by another
//! version of it, and is refused as a whole.

mod amount;
mod expr;
mod fact;

use crate::header::PackError;
use amount::{check_amount, check_loan, check_paid};
use expr::{Kind, Scope, kind_of};
use fact::{check_fact, no_circles};

use huice_core::ir::{
    Citation, Condition, Contacts, Definition, Document, DocumentId, Fact, FactKind, Goal,
    Instrument, Law, LostItem, Test, Unit,
};

/// How deep conditions and expressions may nest, together.
pub(crate) const DEEPEST: u8 = 64;

/// Most nodes that evaluating one condition may visit, uses of definitions counted each time:
/// definitions that use each other twice over would otherwise double at every step.
const MOST_NODES: usize = 100_000;

/// Most goals: each is a bit of a number of 16.
const MOST_GOALS: usize = 16;

/// Longest text, in bytes.
const LONGEST_TEXT: usize = 20_000;

/// What is wrong, in words; becomes [`PackError::Invalid`].
type Checked<T = ()> = Result<T, String>;

/// Verifies a law.
///
/// # Errors
/// [`PackError::Invalid`] with the first error.
pub fn verify(law: &Law) -> Result<(), PackError> {
    walk(law).map_err(PackError::Invalid)
}

fn walk(law: &Law) -> Checked {
    short(&[&law.place, &law.place_name])?;
    for (what, count) in [
        ("documents", law.documents.len()),
        ("facts", law.facts.len()),
        ("topics", law.topics.len()),
        ("definitions", law.definitions.len()),
        ("instruments", law.instruments.len()),
        ("lost items", law.missing.len()),
        ("offices", law.offices.len()),
    ] {
        // A position is 16 bits; the last one stays free.
        if count >= usize::from(u16::MAX) {
            return Err(format!("{count} {what}"));
        }
    }
    law.topics.iter().try_for_each(|t| short(&[t]))?;
    law.offices.iter().try_for_each(|o| short(&[o]))?;
    unique("office", law.offices.iter().map(String::as_str))?;
    contacts(&law.contacts)?;
    goals(&law.goals)?;
    unique("document", law.documents.iter().map(|d| d.id.as_str()))?;
    unique("fact", law.facts.iter().map(|f| f.id.as_str()))?;
    unique("definition", law.definitions.iter().map(|d| d.id.as_str()))?;
    let lost = law.missing.iter().map(|m| m.id.as_str());
    let instruments = law.instruments.iter().map(|i| i.id.as_str());
    unique("instrument", instruments.chain(lost))?;
    for document in &law.documents {
        at(&document.id, dates(document))?;
    }
    for fact in &law.facts {
        at(&fact.id, check_fact(law, fact, true))?;
    }
    no_circles(law)?;
    let mut walker = Walker {
        law,
        sizes: vec![Progress::Untouched; law.definitions.len()],
    };
    for position in 0..law.definitions.len() {
        walker.definition(position)?;
    }
    for (position, instrument) in law.instruments.iter().enumerate() {
        at(&instrument.id, walker.instrument(position, instrument))?;
    }
    for missing in &law.missing {
        at(&missing.id, walker.missing(missing))?;
    }
    Ok(())
}

/// Says where something is wrong.
fn at<T>(place: &str, checked: Checked<T>) -> Checked<T> {
    checked.map_err(|what| format!("{place}: {what}"))
}

/// Refuses an id that is there twice.
pub(crate) fn unique<'a>(what: &str, ids: impl Iterator<Item = &'a str>) -> Checked {
    all_differ(what, ids.collect())
}

fn all_differ(what: &str, mut ids: Vec<&str>) -> Checked {
    huice_core::sort(&mut ids);
    let twice = ids.iter().zip(ids.iter().skip(1)).find(|(a, b)| a == b);
    match twice {
        None => Ok(()),
        Some((id, _)) => Err(format!("{what} `{id}` appears twice")),
    }
}

fn short(texts: &[&str]) -> Checked {
    match texts.iter().find(|t| t.len() > LONGEST_TEXT) {
        None => Ok(()),
        Some(text) => Err(format!("a text of {} bytes", text.len())),
    }
}

/// Every hotline has a number that can be called.
pub(crate) fn contacts(contacts: &Contacts) -> Checked {
    short(&[&contacts.portal])?;
    for hotline in &contacts.hotlines {
        short(&[&hotline.name])?;
        // The number becomes part of an address: digits only.
        let digits = hotline.number.bytes().all(|b| b.is_ascii_digit());
        if !digits || hotline.number.is_empty() || hotline.number.len() > 12 {
            return Err(format!("`{}` cannot be called", hotline.number));
        }
    }
    Ok(())
}

/// Goals fit into the bits of a number.
pub(crate) fn goals(goals: &[Goal]) -> Checked {
    if goals.len() > MOST_GOALS {
        return Err(format!("{} goals", goals.len()));
    }
    goals
        .iter()
        .try_for_each(|goal| short(&[&goal.id, &goal.label]))?;
    unique("goal", goals.iter().map(|g| g.id.as_str()))
}

fn dates(document: &Document) -> Checked {
    short(&[
        &document.id,
        &document.title,
        &document.number,
        &document.issuer,
    ])?;
    for one in document.ended.iter().chain(&document.amends) {
        short(&[&one.clause, &one.other_clause])?;
        if let Some(other) = &one.other {
            short(&[&other.id, &other.title, &other.number])?;
        }
    }
    if document.issued_earliest > document.issued_latest {
        return Err("issued at the earliest after the latest".into());
    }
    if document
        .until
        .is_some_and(|until| until < document.issued_earliest)
    {
        return Err("ends before it was issued".into());
    }
    Ok(())
}

fn check_unit(unit: &Unit) -> Checked {
    match unit {
        Unit::Count(word) => short(&[word]),
        Unit::Months
        | Unit::Days
        | Unit::Age
        | Unit::Yuan
        | Unit::YuanPerMonth
        | Unit::YuanPerYear
        | Unit::Percent => Ok(()),
    }
}

/// How deep something nests and how many nodes it has, with definitions unfolded.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    depth: usize,
    nodes: usize,
}

impl Size {
    /// Beside another part.
    fn beside(self, other: Self) -> Self {
        Self {
            depth: self.depth.max(other.depth),
            nodes: self.nodes.saturating_add(other.nodes),
        }
    }

    /// With a node above; refuses a size that is too deep or too large.
    fn above(self) -> Checked<Self> {
        let size = Self {
            depth: self.depth + 1,
            nodes: self.nodes.saturating_add(1),
        };
        if size.depth > usize::from(DEEPEST) {
            return Err(format!("nested deeper than {DEEPEST}"));
        }
        if size.nodes > MOST_NODES {
            return Err(format!("larger than {MOST_NODES} conditions"));
        }
        Ok(size)
    }
}

/// How far a definition has been walked.
#[derive(Debug, Clone, Copy)]
enum Progress {
    Untouched,
    Open,
    Done(Size),
}

struct Walker<'a> {
    law: &'a Law,
    sizes: Vec<Progress>,
}

impl Walker<'_> {
    fn definition(&mut self, position: usize) -> Checked<Size> {
        let (Some(definition), Some(progress)) = (
            self.law.definitions.get(position),
            self.sizes.get_mut(position),
        ) else {
            return Err(format!(
                "definition {position} of {}",
                self.law.definitions.len()
            ));
        };
        match *progress {
            Progress::Done(size) => return Ok(size),
            Progress::Open => return Err(format!("`{}` is defined by itself", definition.id)),
            Progress::Untouched => *progress = Progress::Open,
        }
        let size = at(&definition.id, self.open_definition(definition))?;
        if let Some(progress) = self.sizes.get_mut(position) {
            *progress = Progress::Done(size);
        }
        Ok(size)
    }

    fn open_definition(&mut self, definition: &Definition) -> Checked<Size> {
        short(&[&definition.id, &definition.title])?;
        self.citation(&definition.cite)?;
        self.condition(&definition.holds, &Scope::new(self.law, &[]), 0)
    }

    fn citation(&self, cite: &Citation) -> Checked {
        short(&[&cite.clause, &cite.sentence])?;
        self.document(cite.document)
    }

    fn document(&self, position: DocumentId) -> Checked {
        let count = self.law.documents.len();
        if usize::from(position) < count {
            Ok(())
        } else {
            Err(format!("document {position} of {count}"))
        }
    }

    fn missing(&self, missing: &LostItem) -> Checked {
        short(&[&missing.id, &missing.item, &missing.clause, &missing.units])?;
        self.document(missing.document)
    }

    /// `down`: how many nodes are above, so that the recursion never goes deeper than the limit,
    /// for any input.
    fn condition(
        &mut self,
        condition: &Condition,
        scope: &Scope<'_>,
        down: usize,
    ) -> Checked<Size> {
        if down > usize::from(DEEPEST) {
            return Err(format!("nested deeper than {DEEPEST}"));
        }
        short(&[&condition.say])?;
        if let Some(cite) = &condition.cite {
            self.citation(cite)?;
        }
        let below = match &condition.test {
            Test::All(parts) | Test::Any(parts) => {
                let mut size = Size::default();
                for part in parts {
                    size = size.beside(self.condition(part, scope, down + 1)?);
                }
                size
            }
            Test::Not(part) => self.condition(part, scope, down + 1)?,
            Test::Use(id) => self.definition(usize::from(*id))?,
            Test::When(expr) => {
                let (kind, size) = kind_of(expr, scope, down + 1)?;
                expr::expect(kind, Kind::Bool)?;
                size
            }
            Test::Judge(id) => match self.law.facts.get(usize::from(*id)) {
                Some(Fact {
                    kind: FactKind::Bool { .. },
                    judgement: Some(_),
                    ..
                }) => Size::default(),
                Some(fact) => {
                    return Err(format!(
                        "`{}` is not a finding that an office makes",
                        fact.id
                    ));
                }
                None => return Err(format!("fact {id} of {}", self.law.facts.len())),
            },
            Test::Open => Size::default(),
        };
        below.above()
    }

    fn instrument(&mut self, position: usize, instrument: &Instrument) -> Checked {
        let Instrument {
            id,
            title,
            plain,
            summary,
            fund,
            prerequisite: upon,
            note,
            ..
        } = instrument;
        short(&[id, title, plain, summary, fund, upon, note])?;
        let all = [
            ("office", &instrument.offices, self.law.offices.len()),
            ("goal", &instrument.goals, self.law.goals.len()),
        ];
        for (what, own, count) in all {
            if let Some(at) = own.iter().find(|at| usize::from(**at) >= count) {
                return Err(format!("{what} {at} of {count}"));
            }
        }
        let goals = instrument.goals.iter();
        if goals.clone().zip(goals.skip(1)).any(|(a, b)| a >= b) {
            return Err("goals out of order".into());
        }
        self.citation(&instrument.cite)?;
        if let (Some(from), Some(until)) = (instrument.from, instrument.until)
            && from > until
        {
            return Err("ends before it starts".into());
        }
        for param in &instrument.params {
            short(&[&param.name, &param.label])?;
            check_unit(&param.unit)?;
            self.citation(&param.cite)?;
        }
        for term in &instrument.terms {
            short(&[&term.label])?;
            check_unit(&term.unit)?;
            self.citation(&term.cite)?;
        }
        let scope = Scope::new(self.law, &instrument.params);
        if let Some(condition) = &instrument.eligible {
            self.condition(condition, &scope, 0)?;
        }
        check_amount(&instrument.amount, &scope)?;
        for reading in &instrument.readings {
            short(&[&reading.about, &reading.ours, &reading.other])?;
            if let Some(condition) = &reading.eligible {
                self.condition(condition, &scope, 0)?;
            }
            if let Some(amount) = &reading.amount {
                check_amount(amount, &scope)?;
            }
        }
        self.restated(position, instrument)?;
        check_paid(self.law, instrument, &scope)?;
        let mut others: Vec<u16> = Vec::new();
        others.extend(&instrument.excludes);
        others.extend(&instrument.replaces);
        if let Some(loan) = &instrument.loan {
            check_loan(loan, &instrument.amount, &scope)?;
            others.extend(&loan.helps);
        }
        for other in &others {
            let other = usize::from(*other);
            if other >= self.law.instruments.len() {
                return Err(format!(
                    "instrument {other} of {}",
                    self.law.instruments.len()
                ));
            }
            if other == position {
                return Err("excludes, replaces or helps itself".into());
            }
        }
        Ok(())
    }
}

impl Walker<'_> {
    /// What is restated is there, belongs to another document, and restates nothing itself.
    fn restated(&self, position: usize, instrument: &Instrument) -> Checked {
        let Some(restated) = instrument.restates else {
            return Ok(());
        };
        let Some(other) = self.law.instruments.get(usize::from(restated)) else {
            let count = self.law.instruments.len();
            return Err(format!("restates instrument {restated} of {count}"));
        };
        if usize::from(restated) == position || other.restates.is_some() {
            return Err("restates a restatement".into());
        }
        if other.cite.document == instrument.cite.document {
            return Err("restates an instrument of the same document".into());
        }
        Ok(())
    }
}
