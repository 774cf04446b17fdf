//! Entries in sorted runs, all but the last on the disk, and the runs put together.

use crate::BatchError;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::vec::IntoIter;

/// A person's 128 bits and the number of the row.
pub(super) type Entry = [u64; 3];

/// How many bytes an entry takes on the disk.
const BYTES: usize = 24;
/// How many entries of a run are read at once.
const AT_ONCE: u64 = 1024;

/// Entries that come in any order.
pub(super) struct Runs {
    path: PathBuf,
    /// The file of all runs that are full, where there is one.
    file: Option<File>,
    /// Where each run of the file ends, counted in entries.
    ends: Vec<u64>,
    /// The run that is not full.
    last: Vec<Entry>,
    /// How many entries make a run full.
    pub(super) most: usize,
}

impl Runs {
    /// With a file that may be written; without one, all stays in memory.
    pub(super) fn new(path: Option<&Path>) -> Self {
        Self {
            path: path.map(Path::to_owned).unwrap_or_default(),
            file: None,
            ends: Vec::new(),
            last: Vec::new(),
            most: path.map_or(usize::MAX, |_| 1 << 20),
        }
    }

    pub(super) fn push(&mut self, entry: Entry) -> Result<(), BatchError> {
        self.last.push(entry);
        if self.last.len() < self.most {
            return Ok(());
        }
        self.spill()
            .map_err(|error| BatchError::writing(&self.path, &error))
    }

    /// Writes the run that is full.
    fn spill(&mut self) -> std::io::Result<()> {
        if self.file.is_none() {
            let mut options = File::options();
            let options = options.read(true).write(true).create(true).truncate(true);
            self.file = Some(options.open(&self.path)?);
        }
        let Some(file) = &mut self.file else {
            return Ok(());
        };
        self.last.sort_unstable();
        let mut writer = BufWriter::with_capacity(1 << 16, file);
        for number in self.last.iter().flatten() {
            writer.write_all(&number.to_le_bytes())?;
        }
        writer.flush()?;
        let count = u64::try_from(self.last.len()).unwrap_or(0);
        self.ends
            .push(self.ends.last().copied().unwrap_or(0) + count);
        self.last.clear();
        Ok(())
    }
}

impl Drop for Runs {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            // Nobody reads it again, and it says nothing.
            drop(std::fs::remove_file(&self.path));
        }
    }
}

/// A run while it is read.
struct Run {
    ready: IntoIter<Entry>,
    /// What is not read yet, counted in entries.
    from: u64,
    to: u64,
}

/// All entries in order.
pub(super) struct Merge {
    runs: Runs,
    open: Vec<Run>,
    heads: BinaryHeap<Reverse<(Entry, usize)>>,
}

impl Merge {
    pub(super) fn new(mut runs: Runs) -> Result<Self, BatchError> {
        let mut last = std::mem::take(&mut runs.last);
        last.sort_unstable();
        let starts = std::iter::once(0).chain(runs.ends.iter().copied());
        let mut open: Vec<Run> = starts
            .zip(&runs.ends)
            .map(|(from, to)| Run {
                ready: Vec::new().into_iter(),
                from,
                to: *to,
            })
            .collect();
        open.push(Run {
            ready: last.into_iter(),
            from: 0,
            to: 0,
        });
        let mut merge = Self {
            runs,
            open,
            heads: BinaryHeap::new(),
        };
        for run in 0..merge.open.len() {
            merge.refill(run)?;
        }
        Ok(merge)
    }

    /// The next entry.
    pub(super) fn next(&mut self) -> Result<Option<Entry>, BatchError> {
        let Some(Reverse((entry, run))) = self.heads.pop() else {
            return Ok(None);
        };
        self.refill(run)?;
        Ok(Some(entry))
    }

    /// Puts the next entry of a run among the heads.
    fn refill(&mut self, at: usize) -> Result<(), BatchError> {
        let Some(run) = self.open.get_mut(at) else {
            return Ok(());
        };
        if run.ready.len() == 0
            && run.from < run.to
            && let Some(file) = &mut self.runs.file
        {
            let count = AT_ONCE.min(run.to - run.from);
            let some = read(file, run.from, count);
            let path = &self.runs.path;
            run.ready = some
                .map_err(|error| BatchError::reading(path, &error))?
                .into_iter();
            run.from += count;
        }
        self.heads
            .extend(run.ready.next().map(|entry| Reverse((entry, at))));
        Ok(())
    }
}

/// Some entries of the file.
fn read(file: &mut File, from: u64, count: u64) -> std::io::Result<Vec<Entry>> {
    let width = u64::try_from(BYTES).unwrap_or(0);
    file.seek(SeekFrom::Start(from * width))?;
    let mut bytes = Vec::new();
    file.take(count * width).read_to_end(&mut bytes)?;
    let (numbers, _) = bytes.as_chunks::<8>();
    let mut numbers = numbers.iter().map(|bytes| u64::from_le_bytes(*bytes));
    let mut entries = Vec::new();
    while let (Some(high), Some(low), Some(row)) = (numbers.next(), numbers.next(), numbers.next())
    {
        entries.push([high, low, row]);
    }
    Ok(entries)
}
