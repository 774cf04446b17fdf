//! One JSON object a line.

use super::lines::Lines;
use super::{ROWS, Reader, Rows};
use crate::{BatchError, Cells, Header, RowError};
use huice_core::{Law, UntypedAnswer};
use huice_source::{parse_value, words};
use std::collections::HashMap;
use std::path::Path;

/// Reads rows of JSON. The columns are all facts of the law: a line names those that it has.
pub(super) struct NdjsonReader {
    lines: Lines,
    header: Header,
    columns: HashMap<String, usize>,
    /// The number of the next row.
    next: u64,
}

impl NdjsonReader {
    pub(super) fn open(path: &Path, law: &Law, person: &str) -> Result<Self, BatchError> {
        let facts = law.facts.iter().map(|fact| fact.id.clone());
        let names: Vec<String> = std::iter::once(person.to_owned()).chain(facts).collect();
        let columns = names.iter().cloned().zip(0..).collect();
        Ok(Self {
            lines: Lines::open(path)?,
            header: Header::new(law, names, person),
            columns,
            next: 0,
        })
    }

    /// The values of a line by column, or what is wrong with it.
    fn values(&self, line: &[u8]) -> Result<(Vec<Option<UntypedAnswer>>, Vec<String>), String> {
        let encoding = self.lines.encoding;
        let text = encoding
            .decode_without_bom_handling_and_without_replacement(line)
            .ok_or_else(|| format!("有 {} 编码没有的字", encoding.name()))?;
        let pairs = match parse_value(&text) {
            Ok(Some(UntypedAnswer::Map(pairs))) => pairs,
            Ok(Some(_)) => return Err("每行要是一个 JSON 对象，最外层用花括号".into()),
            Ok(None) => return Err("括号套得太深".into()),
            Err(error) => return Err(format!("不是写好的 JSON：{}", words::json(&error))),
        };
        let mut values = vec![None; self.header.names.len()];
        let mut problems = Vec::new();
        for (name, value) in pairs {
            let place = self.columns.get(&name).and_then(|at| values.get_mut(*at));
            match place {
                None => problems.push(format!("`{name}`：这个地方没有这一项")),
                Some(Some(_)) => problems.push(format!("`{name}`：这一项写了不止一次")),
                Some(place) => *place = Some(value),
            }
        }
        Ok((values, problems))
    }
}

impl Reader for NdjsonReader {
    fn header(&self) -> &Header {
        &self.header
    }

    fn people(&self) -> u64 {
        self.lines.count
    }

    fn read(&mut self) -> Result<Option<Rows>, BatchError> {
        let mut columns: Vec<Vec<Option<UntypedAnswer>>> =
            vec![Vec::new(); self.header.names.len()];
        let mut rows = Rows::default();
        let mut line = Vec::new();
        let mut any = false;
        while rows.len() + rows.broken.len() < ROWS {
            line.clear();
            if !self.lines.next(&mut line)? {
                break;
            }
            any = true;
            self.next += 1;
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            match self.values(&line) {
                Ok((values, problems)) => {
                    let at = rows.numbers.len();
                    rows.marked.extend(problems.into_iter().map(|p| (at, p)));
                    rows.numbers.push(self.next);
                    for (column, value) in columns.iter_mut().zip(values) {
                        column.push(value);
                    }
                }
                Err(problem) => rows.broken.push(RowError {
                    row: self.next,
                    person: String::new(),
                    column: String::new(),
                    problem,
                }),
            }
        }
        let nothing = |c: &Vec<Option<UntypedAnswer>>| c.iter().all(Option::is_none);
        rows.columns = columns
            .into_iter()
            .map(|c| {
                if nothing(&c) {
                    Cells::Nothing
                } else {
                    Cells::Values(c)
                }
            })
            .collect();
        Ok(any.then_some(rows))
    }
}
