//! The checked rules, and the law of one place made from them.

pub use crate::citation_use::CitationUse;
use crate::refs::{self, Visit};
use crate::symbol_table::{
    Administrative, DocumentDecl, FactDecl, GoalDecl, MissingItem, Place, chain,
};
use huice_core::ir::{Definition, Expr, Fact, Goal, Instrument, Law, LostItem};
use huice_core::{AmountResult, Date};
use huice_syntax::Span;
use huice_zh::read::UntypedAnswer;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that the rule files say.
#[derive(Debug)]
pub struct Corpus {
    pub(crate) places: Vec<Place>,
    pub(crate) documents: Vec<DocumentDecl>,
    pub(crate) clauses: Vec<ClauseFile>,
    /// Every office that a clause names, once.
    pub(crate) offices: Vec<String>,
    pub(crate) goals: Vec<GoalDecl>,
    pub(crate) facts: Vec<FactDecl>,
    /// References are positions in the fields of this corpus.
    pub(crate) definitions: Vec<Definition>,
    /// The document of each definition, by position.
    pub(crate) definition_documents: Vec<u16>,
    pub(crate) instruments: Vec<(Instrument, Origin)>,
    pub(crate) examples: Vec<Example>,
    pub(crate) citations: Vec<CitationUse>,
}

/// Where an instrument is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Its document, by position among [`Corpus::document_ids`].
    pub document: u16,
    /// Path of the file.
    pub file: String,
    /// The position of its id.
    pub span: Span,
    /// The file's clause, as in 三(八).
    pub clause: String,
    /// The clause's heading in plain words.
    pub heading: String,
}

/// The head of a clause file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseFile {
    /// Its document, by position among [`Corpus::document_ids`].
    pub document: u16,
    /// Path of the file.
    pub file: String,
    /// The clause, as in 三(八).
    pub clause: String,
    /// The offices responsible, the leading one first; `None` where the file does not say.
    pub offices: Option<Vec<String>>,
    /// Their position, or the whole file.
    pub span: Span,
}

/// The position of a text in a list; appends it if it is new.
pub(crate) fn position(all: &mut Vec<String>, text: &str) -> u16 {
    let known = all.iter().position(|known| known == text);
    let at = known.unwrap_or_else(|| {
        all.push(text.to_owned());
        all.len() - 1
    });
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// What an example expects of the first other reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpectedReading {
    /// A verdict, by its word.
    Verdict(&'static str),
    /// An amount.
    Amount(AmountResult),
}

/// What an example expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The verdict's word, as `huice_core::Verdict::word` gives it.
    pub verdict: &'static str,
    /// The amount, where the example names one.
    pub amount: Option<AmountResult>,
    /// The day of a `not_yet`, or the day of a window.
    pub when: Option<Date>,
    /// The first other reading's result.
    pub reading: Option<ExpectedReading>,
}

/// An example of an instrument: both its test and its documentation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Id of the instrument.
    pub instrument: String,
    /// Id of its document.
    pub document: String,
    /// Code of a place at which it can be run.
    pub place: String,
    /// What it shows.
    pub name: String,
    /// The day of evaluation.
    pub as_of: Date,
    /// Answers by the ids of facts, as `huice_zh::read::read_answers` takes them.
    pub answers: Vec<(String, UntypedAnswer)>,
    /// What must come out.
    pub expected: Expected,
    /// Path of the file.
    pub file: String,
    /// Its position there.
    pub span: Span,
}

impl Corpus {
    /// Every place, in the order of the file.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Whether a place is another one, or lies within it.
    #[must_use]
    pub fn lies_within(&self, code: &str, outer: &str) -> bool {
        chain(&self.places, code).contains(&outer)
    }

    /// The documents, in the order of their folders: (document, places, name of the source text).
    pub fn documents(&self) -> impl Iterator<Item = (&huice_core::ir::Document, &[String], &str)> {
        self.documents
            .iter()
            .map(|d| (&d.document, d.applies.as_slice(), d.source.as_str()))
    }

    /// Ids of the documents, in the order of their folders.
    pub fn document_ids(&self) -> impl Iterator<Item = &str> {
        self.documents.iter().map(|d| d.document.id.as_str())
    }

    /// The clauses of a document that give nothing, by the document's id; for the audit.
    pub fn administrative(&self) -> impl Iterator<Item = (&str, &[Administrative])> {
        self.documents
            .iter()
            .map(|d| (d.document.id.as_str(), d.administrative.as_slice()))
    }

    /// The items of a document whose text is lost, by the document's id.
    pub fn missing(&self) -> impl Iterator<Item = (&str, &[MissingItem])> {
        self.documents
            .iter()
            .map(|d| (d.document.id.as_str(), d.missing.as_slice()))
    }

    /// Every fact with its topic, in the order of the files. A fact that is asked in different
    /// words in different places has an entry for each.
    pub fn facts(&self) -> impl Iterator<Item = (&Fact, &str)> {
        self.facts.iter().map(|d| (&d.fact, d.topic.as_str()))
    }

    /// Every instrument with where it is written, in the order of documents and clauses. What it
    /// refers to by position is not that of any law: see [`Self::law_for`].
    pub fn instruments(&self) -> impl Iterator<Item = (&Instrument, &Origin)> {
        self.instruments
            .iter()
            .map(|(instrument, origin)| (instrument, origin))
    }

    /// The heads of all clause files, in the order of the files.
    #[must_use]
    pub fn clauses(&self) -> &[ClauseFile] {
        &self.clauses
    }

    /// Goals that a person may choose.
    pub fn goals(&self) -> impl Iterator<Item = &Goal> {
        self.goals.iter().map(|declared| &declared.goal)
    }

    pub(crate) fn goal_decls(&self) -> &[GoalDecl] {
        &self.goals
    }

    /// The documents that apply to a place or to what contains it, by position.
    #[must_use]
    pub fn documents_of(&self, place_code: &str) -> Vec<u16> {
        let around = chain(&self.places, place_code);
        let reaches = |d: &DocumentDecl| d.applies.iter().any(|a| around.contains(&a.as_str()));
        let all = self.documents.iter().zip(0u16..);
        all.filter(|(d, _)| reaches(d)).map(|(_, n)| n).collect()
    }

    /// Every definition, in the order of documents and clauses. What it refers to by position is
    /// not that of any law: the document of its citation is one of [`Self::document_ids`].
    #[must_use]
    pub fn definitions(&self) -> &[Definition] {
        &self.definitions
    }

    /// Path of the file that declares a document, by the document's id.
    #[must_use]
    pub fn document_file(&self, id: &str) -> Option<String> {
        let declared = self.documents.iter().find(|d| d.document.id == id)?;
        Some(format!("{}/document.yaml", declared.folder))
    }

    /// Every example, in the order of the files.
    #[must_use]
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    /// Every citation, for the audit.
    #[must_use]
    pub fn citations(&self) -> &[CitationUse] {
        &self.citations
    }

    /// The law of a place: the documents that apply to it or to what contains it, with just the
    /// facts and definitions they need. `None` for a place we do not know, or that no document
    /// reaches.
    #[must_use]
    pub fn law_for(&self, place_code: &str) -> Option<Law> {
        let place = self.places.iter().find(|p| p.code == place_code)?;
        let around = chain(&self.places, place_code);
        let documents = self.documents_of(place_code);
        if documents.is_empty() {
            return None;
        }
        let chosen: Vec<u16> = self
            .instruments
            .iter()
            .zip(0u16..)
            .filter(|((_, origin), _)| documents.contains(&origin.document))
            .map(|(_, n)| n)
            .collect();
        let mut instruments: Vec<Instrument> = chosen
            .iter()
            .filter_map(|n| self.instruments.get(usize::from(*n)))
            .map(|(instrument, _)| instrument.clone())
            .collect();
        let mut used = Used::default();
        used.documents.extend(documents);
        instruments
            .iter_mut()
            .for_each(|i| refs::instrument(i, &mut used));
        self.follow_definitions(&mut used);

        let mut renumber = Renumber {
            facts: self.fact_order(&used.facts),
            definitions: used.definitions.iter().copied().zip(0..).collect(),
            documents: used.documents.iter().copied().zip(0..).collect(),
        };
        let mut offices = Vec::new();
        let positions: BTreeMap<u16, u16> = chosen.iter().copied().zip(0..).collect();
        let here = |list: &[u16]| {
            list.iter()
                .filter_map(|n| positions.get(n).copied())
                .collect()
        };
        for instrument in &mut instruments {
            refs::instrument(instrument, &mut renumber);
            for office in &mut instrument.offices {
                let name = self.offices.get(usize::from(*office));
                *office = position(&mut offices, name.map_or("", String::as_str));
            }
            instrument.excludes = here(&instrument.excludes);
            instrument.replaces = here(&instrument.replaces);
            // The restated document applies in every place where the restatement does.
            instrument.restates = instrument.restates.and_then(|n| positions.get(&n).copied());
            if let Some(loan) = &mut instrument.loan {
                loan.helps = here(&loan.helps);
            }
        }
        let mut definitions: Vec<Definition> = used
            .definitions
            .iter()
            .filter_map(|n| self.definition_in_law(*n))
            .collect();
        definitions
            .iter_mut()
            .for_each(|d| refs::definition(d, &mut renumber));
        let (facts, topics) = self.facts_of(&renumber.facts, &around);
        Some(Law {
            place: place.code.clone(),
            place_name: place.name.clone(),
            documents: used
                .documents
                .iter()
                .filter_map(|n| self.documents.get(usize::from(*n)))
                .map(|d| d.document.clone())
                .collect(),
            facts,
            topics,
            definitions,
            instruments,
            missing: self.missing_in(&used.documents),
            offices,
            contacts: place.contacts.clone(),
            goals: self.goals().cloned().collect(),
        })
    }

    /// A definition as a law holds it. Two documents may use one id for two definitions, so a law
    /// names the document too.
    fn definition_in_law(&self, at: u16) -> Option<Definition> {
        let definition = self.definitions.get(usize::from(at))?;
        let owner = self.definition_documents.get(usize::from(at))?;
        let document = &self.documents.get(usize::from(*owner))?.document.id;
        Some(Definition {
            id: format!("{document}:{}", definition.id),
            ..definition.clone()
        })
    }

    /// What is lost of some documents; each takes its position in the list.
    fn missing_in(&self, documents: &BTreeSet<u16>) -> Vec<LostItem> {
        let lost = |(old, new): (&u16, u16)| {
            let items = self.documents.get(usize::from(*old))?.missing.iter();
            Some(items.map(move |m| LostItem {
                id: m.id.clone(),
                document: new,
                item: m.item.clone(),
                clause: m.clause.clone(),
                units: m.units.clone(),
                part: m.part,
            }))
        };
        documents
            .iter()
            .zip(0..)
            .filter_map(lost)
            .flatten()
            .collect()
    }

    /// Definitions use definitions: adds all that are needed.
    fn follow_definitions(&self, used: &mut Used) {
        let mut followed = BTreeSet::new();
        loop {
            let next = used
                .definitions
                .iter()
                .copied()
                .find(|n| !followed.contains(n));
            let Some(next) = next else { break };
            followed.insert(next);
            if let Some(definition) = self.definitions.get(usize::from(next)) {
                refs::definition(&mut definition.clone(), used);
            }
        }
    }

    /// Positions in the law of the facts it needs: by topic, then as in the files.
    fn fact_order(&self, used: &BTreeSet<u16>) -> BTreeMap<u16, u16> {
        let topics = self.topic_order();
        let topic = |n: u16| {
            let fact = self.facts.get(usize::from(n));
            fact.and_then(|d| topics.iter().position(|t| *t == d.topic))
                .unwrap_or(usize::MAX)
        };
        let mut order: Vec<u16> = used.iter().copied().collect();
        order.sort_by_key(|n| (topic(*n), *n));
        order.into_iter().zip(0..).collect()
    }

    fn topic_order(&self) -> Vec<&str> {
        let mut topics: Vec<&str> = Vec::new();
        for fact in &self.facts {
            if !topics.contains(&fact.topic.as_str()) {
                topics.push(&fact.topic);
            }
        }
        topics
    }

    /// The facts themselves, in the words of the place, and their topics.
    fn facts_of(&self, order: &BTreeMap<u16, u16>, around: &[&str]) -> (Vec<Fact>, Vec<String>) {
        let mut by_position: Vec<(u16, u16)> =
            order.iter().map(|(old, new)| (*new, *old)).collect();
        by_position.sort_unstable();
        let mut topics: Vec<String> = Vec::new();
        let mut facts = Vec::new();
        for (_, old) in by_position {
            let Some(first) = self.facts.get(usize::from(old)) else {
                continue;
            };
            // The nearest place's words win over those for everywhere.
            let near = |d: &&FactDecl| match &d.place {
                Some(place) => around.iter().position(|c| c == place),
                None => Some(around.len()),
            };
            let variants = self.facts.iter().filter(|d| d.fact.id == first.fact.id);
            let chosen = variants
                .filter_map(|d| near(&d).map(|distance| (distance, d)))
                .min_by_key(|(distance, _)| *distance)
                .map_or(first, |(_, d)| d);
            let topic = topics
                .iter()
                .position(|t| *t == first.topic)
                .unwrap_or_else(|| {
                    topics.push(first.topic.clone());
                    topics.len() - 1
                });
            let topic = u16::try_from(topic).unwrap_or(u16::MAX);
            let mut fact = Fact {
                topic,
                ..chosen.fact.clone()
            };
            // What reads a fact that nothing here asks for settles nothing.
            fact.follows
                .retain_mut(|one| reads_only(&mut one.when, order));
            fact.contradicts
                .retain_mut(|one| reads_only(&mut one.when, order));
            facts.push(fact);
        }
        (facts, topics)
    }
}

/// Gives an expression the positions of the law; whether the law has all facts that it reads.
fn reads_only(expr: &mut Expr, order: &BTreeMap<u16, u16>) -> bool {
    let mut all = true;
    expr.each_fact(&mut |id| match order.get(id) {
        Some(new) => *id = *new,
        None => all = false,
    });
    all
}

/// Which positions are used.
#[derive(Default)]
struct Used {
    facts: BTreeSet<u16>,
    definitions: BTreeSet<u16>,
    documents: BTreeSet<u16>,
}

impl Visit for Used {
    fn fact(&mut self, id: &mut u16) {
        self.facts.insert(*id);
    }

    fn definition(&mut self, id: &mut u16) {
        self.definitions.insert(*id);
    }

    fn document(&mut self, id: &mut u16) {
        self.documents.insert(*id);
    }
}

/// New positions for old ones. Everything used has one.
struct Renumber {
    facts: BTreeMap<u16, u16>,
    definitions: BTreeMap<u16, u16>,
    documents: BTreeMap<u16, u16>,
}

fn renumber(map: &BTreeMap<u16, u16>, id: &mut u16) {
    *id = map.get(id).copied().unwrap_or(u16::MAX);
}

impl Visit for Renumber {
    fn fact(&mut self, id: &mut u16) {
        renumber(&self.facts, id);
    }

    fn definition(&mut self, id: &mut u16) {
        renumber(&self.definitions, id);
    }

    fn document(&mut self, id: &mut u16) {
        renumber(&self.documents, id);
    }
}
