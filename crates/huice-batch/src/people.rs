//! Rows of an input become people.

use crate::answers::{Answered, Spread, read_column};
use crate::{Field, Header, RowError, Rows};
use huice_core::batch::People;
use huice_core::ir::{FactId, FactKind};
use huice_core::{CompiledLaw, Date, OneByOne};
use huice_zh::input::answer_error;
use huice_zh::read::{AnswerError, Found};
use std::collections::BTreeMap;

/// Some people with what is wrong about them.
pub(crate) struct Read {
    pub(crate) people: People,
    pub(crate) names: Vec<String>,
    pub(crate) errors: Vec<RowError>,
    /// By row: whether everything in it can be used.
    pub(crate) good: Vec<bool>,
}

impl Read {
    pub(crate) fn new((law, as_of): (&CompiledLaw, Date), header: &Header, rows: &Rows) -> Self {
        let mut people = People::unknown(law, rows.len());
        let mut refused: BTreeMap<usize, Vec<(String, String)>> = BTreeMap::new();
        let mut refuse = |row: usize, column: &str, problem: String| {
            let list = refused.entry(row).or_default();
            list.push((column.to_owned(), problem));
        };
        for (fact, answered, heading) in columns((law, as_of), header, rows) {
            let Answered { column, refused } = answered;
            for (row, error) in refused {
                refuse(row, &heading, in_a_table(law, fact, &error));
            }
            let fits = people.set(law, fact, column);
            // A column that was made for its fact always fits it.
            debug_assert_eq!(fits, Ok(()));
        }
        for (row, problem) in &rows.marked {
            refuse(*row, "", problem.clone());
        }
        set_aside((law, as_of), &mut people);
        let names = rows.people(header);
        let mut errors = rows.broken.clone();
        let mut good = vec![true; rows.len()];
        for (row, list) in refused {
            if let Some(place) = good.get_mut(row) {
                *place = false;
            }
            errors.extend(list.into_iter().map(|(column, problem)| RowError {
                row: rows.number(row),
                person: names.get(row).cloned().unwrap_or_default(),
                column,
                problem,
            }));
        }
        errors.sort_by_key(|error| error.row);
        Self {
            people,
            names,
            errors,
            good,
        }
    }
}

/// What is wrong with a cell, and what helps whoever fills in a table.
fn in_a_table(law: &CompiledLaw, fact: FactId, error: &AnswerError) -> String {
    let wrong = answer_error(error);
    let kind = law.facts.get(usize::from(fact)).map(|fact| &fact.kind);
    let help = match (kind, &error.found) {
        (Some(FactKind::Bool { .. }), _) => "；表里写“是”或“否”",
        (Some(FactKind::Date), Found::Number(_)) => {
            "；像是没有设成日期的单元格，请把这一栏设成日期"
        }
        (Some(_) | None, _) => "",
    };
    wrong + help
}

/// An answer that another rules out gives way, as it does for one person.
fn set_aside((law, as_of): (&CompiledLaw, Date), people: &mut People) {
    let mut one_by_one = OneByOne::new(law, as_of);
    let mut forgotten: BTreeMap<FactId, Vec<usize>> = BTreeMap::new();
    for person in 0..people.len() {
        for one in one_by_one.set_aside_contradicted(&mut people.answers(law, person)) {
            forgotten.entry(one.fact).or_default().push(person);
        }
    }
    for (fact, list) in forgotten {
        people.forget(law, fact, &list);
    }
}

/// The columns of the facts, each with the heading that an error names.
fn columns<'c>(
    (law, as_of): (&'c CompiledLaw, Date),
    header: &'c Header,
    rows: &'c Rows,
) -> impl Iterator<Item = (FactId, Answered, String)> + 'c {
    let fields = header.fields.iter().zip(&rows.columns);
    let single = fields
        .clone()
        .enumerate()
        .filter_map(move |(at, (field, cells))| {
            let Field::Fact(id) = *field else {
                return None;
            };
            let fact = law.facts.get(usize::from(id))?;
            let answered = read_column(fact, as_of, cells, rows.len());
            Some((id, answered, header.name(at).to_owned()))
        });
    let mut spread: BTreeMap<FactId, Spread<'_>> = BTreeMap::new();
    for (field, cells) in fields {
        if let Field::Part(fact, record, part) = *field {
            let list = spread.entry(fact).or_insert_with(|| Spread {
                fact,
                parts: Vec::new(),
            });
            list.parts.push((record, part, cells));
        }
    }
    let spread = spread.into_values().filter_map(move |list| {
        let fact = law.facts.get(usize::from(list.fact))?;
        let whole = header.fields.contains(&Field::Fact(list.fact));
        // The list in one cell comes before its records in columns.
        let answered = (!whole).then(|| list.read(fact, as_of, rows.len()))?;
        Some((list.fact, answered, fact.label.clone()))
    });
    single.chain(spread)
}
