//! Two laws of one place over the same people: whose verdict or sum changes.

use crate::people::Read;
use crate::read::{ROWS, Reader, rows_of};
use crate::{BatchError, Header, Repeats, Rows, generate};
use huice_core::batch::{BatchDecisions, BatchEvaluator, OPEN_HIGH, VerdictCode};
use huice_core::ir::Amount;
use huice_core::{CompiledLaw, Date, Law};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Most people that are named for each change of an instrument.
const EXAMPLES: usize = 3;
/// How many parts of an input are looked at before more is read.
const AT_ONCE: usize = 32;

/// What changes, over everybody who was looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diff {
    /// How many people were looked at.
    pub people: u64,
    /// How many rows could not be used by one of the laws.
    pub left_out: u64,
    /// How many people get another verdict or another sum.
    pub changed: u64,
    /// By instrument, what changes; nothing where nothing does.
    pub instruments: BTreeMap<String, InstrumentDiff>,
}

/// What changes about one instrument.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InstrumentDiff {
    /// Its title in plain words.
    pub title: String,
    /// By verdict before and after.
    pub moves: BTreeMap<(Standing, Standing), Move>,
    /// By how much what is paid in all changes.
    pub change: Change,
}

/// Some people with the same verdicts before and after.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Move {
    /// How many.
    pub people: u64,
    /// The first of them: who, and the sums before and after.
    pub examples: Vec<Example>,
}

/// Somebody whose verdict or sum changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Who.
    pub person: String,
    /// What they get before and after, in 分.
    pub sums: [Sum; 2],
}

/// What somebody may get, both ends inclusive, in 分; without a high end, nothing bounds it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum {
    /// The least.
    pub low: i128,
    /// The most.
    pub high: Option<i128>,
}

/// By how much a total changes, in 分: somewhere between both ends. An end that is missing is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// At the least.
    pub low: Option<i128>,
    /// At the most.
    pub high: Option<i128>,
}

impl Default for Change {
    fn default() -> Self {
        Self {
            low: Some(0),
            high: Some(0),
        }
    }
}

/// A verdict, or that the law has no such instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Met.
    Eligible,
    /// Only time is missing.
    NotYet,
    /// Not settled.
    Undetermined,
    /// A condition fails, or another takes its place.
    Ineligible,
    /// Not in force.
    NotInForce,
    /// The law has no such instrument.
    Absent,
}

impl From<VerdictCode> for Standing {
    fn from(code: VerdictCode) -> Self {
        match code {
            VerdictCode::Eligible => Self::Eligible,
            VerdictCode::NotYet => Self::NotYet,
            VerdictCode::Undetermined => Self::Undetermined,
            VerdictCode::Ineligible | VerdictCode::Replaced => Self::Ineligible,
            VerdictCode::Expired | VerdictCode::NotStarted | VerdictCode::StartUnknown => {
                Self::NotInForce
            }
        }
    }
}

/// One of the two laws.
struct Side<'l> {
    law: &'l CompiledLaw,
    evaluator: BatchEvaluator<'l>,
    decisions: BatchDecisions,
}

/// Two laws that are compared.
pub struct Comparison<'l> {
    as_of: Date,
    sides: [Side<'l>; 2],
    /// By instrument: its position in each law.
    pairs: Vec<(String, [Option<usize>; 2])>,
}

impl<'l> Comparison<'l> {
    /// Of an old and a new law of one place, as of a day.
    #[must_use]
    pub fn new(old: &'l CompiledLaw, new: &'l CompiledLaw, as_of: Date) -> Self {
        let side = |law: &'l CompiledLaw| Side {
            law,
            evaluator: BatchEvaluator::new(law, as_of),
            decisions: BatchDecisions::default(),
        };
        Self {
            as_of,
            sides: [side(old), side(new)],
            pairs: pairs(old, new),
        }
    }

    /// What changes for some rows, with the header as each of the laws reads it.
    pub fn rows(&mut self, headers: [&Header; 2], rows: &Rows) -> Diff {
        let mut diff = Diff::default();
        let mut reads = Vec::new();
        for (side, header) in self.sides.iter_mut().zip(headers) {
            let read = Read::new((side.law, self.as_of), header, rows);
            side.evaluator.decide(&read.people, &mut side.decisions);
            reads.push(read);
        }
        for person in 0..rows.len() {
            let good = reads
                .iter()
                .all(|read| read.good.get(person) == Some(&true));
            let name = reads.first().and_then(|read| read.names.get(person));
            match name {
                Some(name) if good => self.person(person, name, &mut diff),
                _ => diff.left_out += 1,
            }
        }
        diff
    }

    fn person(&self, person: usize, name: &str, diff: &mut Diff) {
        diff.people += 1;
        let mut changed = false;
        for (id, places) in &self.pairs {
            let [old, new] = &self.sides;
            let [before, after] = places;
            let (before, after) = (old.at(*before, person), new.at(*after, person));
            if before == after {
                continue;
            }
            changed = true;
            let own = diff
                .instruments
                .entry(id.clone())
                .or_insert_with(|| InstrumentDiff {
                    title: title(new.law, id)
                        .or_else(|| title(old.law, id))
                        .unwrap_or_default(),
                    ..InstrumentDiff::default()
                });
            own.note(name, [before, after]);
        }
        diff.changed += u64::from(changed);
    }
}

impl Side<'_> {
    /// The verdict on a person, and what they may get.
    fn at(&self, instrument: Option<usize>, person: usize) -> (Standing, Sum) {
        let nothing = Sum {
            low: 0,
            high: Some(0),
        };
        let columns = instrument.and_then(|at| self.decisions.instruments().get(at));
        let own = instrument.and_then(|at| self.law.instruments.get(at));
        let (Some(columns), Some(own)) = (columns, own) else {
            return (Standing::Absent, nothing);
        };
        let standing = Standing::from(columns.verdict(person));
        let end = |list: &[i64]| list.get(person).copied().unwrap_or(0);
        let (low, high) = (end(columns.low()), end(columns.high()));
        let high = (high != OPEN_HIGH).then_some(i128::from(high));
        let certain = matches!(own.amount, Amount::Exactly(_)) && low != OPEN_HIGH;
        let sum = match standing {
            Standing::Eligible | Standing::NotYet => Sum {
                low: if certain { low.into() } else { 0 },
                high,
            },
            Standing::Undetermined => Sum { low: 0, high },
            Standing::Ineligible | Standing::NotInForce | Standing::Absent => nothing,
        };
        (standing, sum)
    }
}

impl Diff {
    /// Adds what was found of other people.
    pub fn add(&mut self, other: Self) {
        self.people += other.people;
        self.left_out += other.left_out;
        self.changed += other.changed;
        for (id, other) in other.instruments {
            let own = self.instruments.entry(id).or_default();
            own.title.clone_from(&other.title);
            own.change = own.change.plus(other.change);
            for (between, moved) in other.moves {
                let own = own.moves.entry(between).or_default();
                own.people += moved.people;
                own.examples.extend(moved.examples);
                own.examples.truncate(EXAMPLES);
            }
        }
    }
}

impl InstrumentDiff {
    fn note(&mut self, name: &str, [before, after]: [(Standing, Sum); 2]) {
        let sums = [before.1, after.1];
        let own = self.moves.entry((before.0, after.0)).or_default();
        own.people += 1;
        if own.examples.len() < EXAMPLES {
            own.examples.push(Example {
                person: name.to_owned(),
                sums,
            });
        }
        self.change.add(sums);
    }
}

impl Change {
    /// Adds the change of one person.
    fn add(&mut self, [before, after]: [Sum; 2]) {
        let least = before.high.map(|high| after.low - high);
        let most = after.high.map(|high| high - before.low);
        self.low = self.low.zip(least).map(|(a, b)| a + b);
        self.high = self.high.zip(most).map(|(a, b)| a + b);
    }

    /// Adds another total.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            low: self.low.zip(other.low).map(|(a, b)| a + b),
            high: self.high.zip(other.high).map(|(a, b)| a + b),
        }
    }
}

/// The instruments of both laws, those of the new one in its order, then those that are gone.
fn pairs(old: &Law, new: &Law) -> Vec<(String, [Option<usize>; 2])> {
    let at = |law: &Law, id: &str| law.instruments.iter().position(|i| i.id == id);
    let known: BTreeSet<&str> = new.instruments.iter().map(|i| i.id.as_str()).collect();
    let ids = new.instruments.iter().map(|i| &i.id);
    let gone = old.instruments.iter().map(|i| &i.id);
    let gone = gone.filter(|id| !known.contains(id.as_str()));
    ids.chain(gone)
        .map(|id| (id.clone(), [at(old, id), at(new, id)]))
        .collect()
}

fn title(law: &Law, id: &str) -> Option<String> {
    let (_, own) = law.instrument(id)?;
    let title = if own.plain.is_empty() {
        &own.title
    } else {
        &own.plain
    };
    Some(title.clone())
}

/// Looks at everybody of an input, over all cores, and leaves rows of `repeats` out.
///
/// # Errors
/// Where the input is damaged.
pub fn compare(
    (reader, repeats): (&mut dyn Reader, &Repeats),
    (old, new): (&CompiledLaw, &CompiledLaw),
    as_of: Date,
) -> Result<Diff, BatchError> {
    let after = reader.header().clone();
    let before = Header::new(old, after.names.clone(), crate::header::PERSON);
    let mut all = Diff::default();
    loop {
        let mut some = Vec::new();
        while some.len() < AT_ONCE
            && let Some(mut rows) = reader.read()?
        {
            repeats.mark(&after, &mut rows);
            some.push(rows);
        }
        if some.is_empty() {
            return Ok(all);
        }
        let looked: Vec<Diff> = some
            .par_iter()
            .map_init(
                || Comparison::new(old, new, as_of),
                |comparison, rows| comparison.rows([&before, &after], rows),
            )
            .collect();
        looked.into_iter().for_each(|diff| all.add(diff));
    }
}

/// Looks at people who are made up for the facts of the new law.
#[must_use]
pub fn compare_made_up(
    (old, new): (&CompiledLaw, &CompiledLaw),
    as_of: Date,
    people: u64,
    seed: u64,
) -> Diff {
    let step = u64::try_from(ROWS).unwrap_or(u64::MAX);
    let firsts: Vec<u64> = (0..people).step_by(ROWS).collect();
    let looked: Vec<Diff> = firsts
        .par_iter()
        .map_init(
            || Comparison::new(old, new, as_of),
            |comparison, first| {
                let last = first.saturating_add(step).min(people);
                let batch = generate::people(new, as_of, *first..last, seed);
                let after = Header::of_schema(new, &batch.schema(), crate::header::PERSON);
                let before = Header::new(old, after.names.clone(), crate::header::PERSON);
                comparison.rows([&before, &after], &rows_of(&batch, *first + 1))
            },
        )
        .collect();
    let mut all = Diff::default();
    looked.into_iter().for_each(|diff| all.add(diff));
    all
}
