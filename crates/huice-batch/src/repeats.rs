//! Rows that are about the same person.
//!
//! Nobody can say which of two rows of one person is right, so neither counts. People are compared
//! by 128 bits over the whole input. Past a million rows these bits wait on the disk, in sorted
//! runs: the memory does not grow with the input. They are made with keys that only this process
//! knows, so the file says nothing about anybody.

mod runs;

use crate::read::open_for_people;
use crate::{BatchError, Header, Rows};
use huice_core::Law;
use runs::{Entry, Merge, Runs};
use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;

/// For each row whose person stands in another one, too, the number of that other row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repeats {
    others: BTreeMap<u64, u64>,
}

/// Most rows that are listed. With more, the column does not tell people apart.
const MOST: usize = 100_000;

impl Repeats {
    /// Looks through a file. `progress` hears of rows that were read, `scratch` is a file that
    /// may be written. Where the input is damaged, what comes before is looked through.
    ///
    /// # Errors
    /// Where the input cannot be opened or its column of people does not tell them apart, or where
    /// `scratch` cannot be written.
    pub fn in_file(
        (path, law, person): (&Path, &Law, &str),
        scratch: &Path,
        mut progress: impl FnMut(u64),
    ) -> Result<Self, BatchError> {
        let mut reader = open_for_people(path, law, person)?;
        let header = reader.header().clone();
        if header.person().is_none() {
            return Ok(Self::default());
        }
        let mut finder = Finder::new(&header, Some(scratch));
        while let Ok(Some(rows)) = reader.read() {
            finder.look(&header, &rows)?;
            progress(u64::try_from(rows.len()).unwrap_or(0));
        }
        finder.finish()
    }

    /// Marks the rows of which none counts.
    pub fn mark(&self, header: &Header, rows: &mut Rows) {
        let (Some(first), Some(last)) = (rows.numbers.first(), rows.numbers.last()) else {
            return;
        };
        let column = header.person().map_or("", |at| header.name(at));
        let mut marked = Vec::new();
        for (row, other) in self.others.range(first..=last) {
            if let Ok(at) = rows.numbers.binary_search(row) {
                let person = rows.person(header, at);
                let problem = format!(
                    "“{column}”栏的 {person} 在第 {other} 行也有，不知道以哪一行为准，都没有算；请只留一行"
                );
                marked.push((at, problem));
            }
        }
        rows.marked.extend(marked);
    }

    /// Notes that two rows are about the same person; the later one names the first.
    fn note(&mut self, first: u64, row: u64) {
        self.others.entry(first).or_insert(row);
        self.others.insert(row, first);
    }
}

/// Looks for rows that are about the same person.
pub struct Finder {
    keys: [RandomState; 2],
    runs: Runs,
    /// The heading of the column, for what is said about it.
    column: String,
}

impl Finder {
    /// Nobody yet. The file is only made where there are many rows; without one, all stays in
    /// memory, 24 bytes a row.
    #[must_use]
    pub fn new(header: &Header, file: Option<&Path>) -> Self {
        let column = header.person().map_or("", |at| header.name(at));
        Self {
            keys: [RandomState::new(), RandomState::new()],
            runs: Runs::new(file),
            column: column.to_owned(),
        }
    }

    /// Looks at some rows.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn look(&mut self, header: &Header, rows: &Rows) -> Result<(), BatchError> {
        for (at, row) in rows.numbers.iter().enumerate() {
            let person = rows.person(header, at);
            let [high, low] = &self.keys;
            let person = person.trim();
            self.runs
                .push([high.hash_one(person), low.hash_one(person), *row])?;
        }
        Ok(())
    }

    /// What was found.
    ///
    /// # Errors
    /// Where so many rows are about somebody who has another one that the column cannot be one of
    /// people, or where the file cannot be read.
    pub fn finish(self) -> Result<Repeats, BatchError> {
        let mut repeats = Repeats::default();
        let mut first: Option<Entry> = None;
        let mut merge = Merge::new(self.runs)?;
        while let Some(next) = merge.next()? {
            match first {
                Some(first) if same(&first, &next) => repeats.note(row(&first), row(&next)),
                Some(_) | None => first = Some(next),
            }
            if repeats.others.len() > MOST {
                return Err(too_many(&self.column, &repeats));
            }
        }
        Ok(repeats)
    }
}

fn same([high, low, _]: &Entry, [other_high, other_low, _]: &Entry) -> bool {
    (high, low) == (other_high, other_low)
}

fn row([_, _, row]: &Entry) -> u64 {
    *row
}

fn too_many(column: &str, repeats: &Repeats) -> BatchError {
    let (row, other) = repeats.others.first_key_value().unwrap_or((&0, &0));
    BatchError::Damaged(format!(
        "“{column}”栏里有 {MOST} 多行和别的行一样（如第 {row} 行和第 {other} 行），分不出谁是谁，所以什么也\
         没有算。人员编号在别的栏，用 --id 写明；没有编号，就去掉这一栏，结果用行号"
    ))
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]
mod tests {
    use super::*;
    use crate::Cells;
    use arrow::array::StringArray;

    fn header() -> Header {
        Header::new(&Law::default(), vec!["person".into()], "person")
    }

    /// Rows from a number on, with these people.
    fn rows(first: u64, people: &[&str]) -> Rows {
        let count = u64::try_from(people.len()).unwrap();
        Rows {
            columns: vec![Cells::Texts(StringArray::from(people.to_vec()))],
            numbers: (first..first + count).collect(),
            ..Rows::default()
        }
    }

    fn found(file: &Path, most: usize, parts: &[Rows]) -> Result<Repeats, BatchError> {
        let mut finder = Finder::new(&header(), Some(file));
        finder.runs.most = most;
        for part in parts {
            finder.look(&header(), part)?;
        }
        finder.finish()
    }

    #[test]
    fn every_row_of_somebody_with_several_is_found_in_memory_and_on_the_disk() {
        let folder = std::env::temp_dir().join(format!("huice-repeats-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("ids");
        let parts = [
            rows(2, &["a", "b", "c", "d"]),
            rows(6, &["e", " b ", "f", "a"]),
            rows(10, &["", "b", "2", "10", "g"]),
        ];
        let wanted = [(2, 9), (3, 7), (7, 3), (9, 2), (10, 13), (11, 3), (13, 10)];
        for most in [1, 2, 3, 5, 1000] {
            let repeats = found(&file, most, &parts).unwrap();
            assert_eq!(repeats.others, BTreeMap::from(wanted), "{most}");
            assert!(!file.exists());
        }
        std::fs::remove_dir(&folder).unwrap();
    }

    #[test]
    fn a_marked_row_names_the_other_one() {
        let mut some = rows(6, &["e", "b"]);
        let repeats = found(Path::new("none"), 1000, &[rows(2, &["b"]), some.clone()]).unwrap();
        repeats.mark(&header(), &mut some);
        assert_eq!(some.marked.len(), 1);
        assert_eq!(some.marked[0].0, 1);
        assert!(some.marked[0].1.contains("b 在第 2 行也有"));
    }

    #[test]
    fn a_column_that_does_not_tell_people_apart_is_refused() {
        let people = vec!["x"; MOST + 1];
        let error = found(Path::new("none"), 1 << 20, &[rows(2, &people)]).unwrap_err();
        assert!(error.to_string().contains("第 2 行和第 3 行"), "{error}");
    }
}
