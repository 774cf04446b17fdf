//! Comma-separated values in UTF-8 or GBK.

use super::lines::Lines;
use super::{ROWS, Reader, Rows};
use crate::{BatchError, Cells, Header, RowError};
use arrow::array::StringBuilder;
use csv::{ByteRecord, ReaderBuilder};
use huice_core::Law;
use std::path::Path;

/// Most lines of one row: a text in quotes may go over several.
const MOST_LINES: usize = 20;

/// Reads rows of a table of text.
pub(super) struct CsvReader {
    lines: Lines,
    header: Header,
    /// The number of the next row.
    next: u64,
    /// Lines that are read again, after a quote that no other one closed.
    again: Vec<Vec<u8>>,
}

/// A row that is read: its number and its bytes.
enum Line {
    Whole(Vec<u8>),
    /// A quote is open to the end.
    Open,
}

impl CsvReader {
    pub(super) fn open(path: &Path, law: &Law, person: &str) -> Result<Self, BatchError> {
        let mut reader = Self {
            lines: Lines::open(path)?,
            header: Header::new(law, Vec::new(), person),
            next: 1,
            again: Vec::new(),
        };
        let names = match reader.line()? {
            Some(Line::Whole(bytes)) => reader.names(&bytes),
            Some(Line::Open) | None => None,
        };
        let names = names.ok_or_else(|| {
            let path = path.display();
            BatchError::Damaged(format!("{path} 的第 1 行要是各栏的名称，读不出来"))
        })?;
        reader.header = Header::new(law, names, person);
        Ok(reader)
    }

    fn names(&self, bytes: &[u8]) -> Option<Vec<String>> {
        let record = record(bytes)?;
        let decode = |field| {
            let text = self.decode(field)?;
            Some(text.trim().to_owned())
        };
        record.iter().map(decode).collect()
    }

    /// A field as a text; `None` where it holds what the encoding does not.
    fn decode<'f>(&self, field: &'f [u8]) -> Option<std::borrow::Cow<'f, str>> {
        let encoding = self.lines.encoding;
        encoding.decode_without_bom_handling_and_without_replacement(field)
    }

    fn one_line(&mut self, line: &mut Vec<u8>) -> Result<bool, BatchError> {
        match self.again.pop() {
            Some(again) => {
                line.extend(again);
                Ok(true)
            }
            None => self.lines.next(line),
        }
    }

    /// The next row, over as many lines as its quotes take.
    fn line(&mut self) -> Result<Option<Line>, BatchError> {
        let mut bytes = Vec::new();
        if !self.one_line(&mut bytes)? {
            return Ok(None);
        }
        let mut more: Vec<Vec<u8>> = Vec::new();
        let mut quotes = count(&bytes);
        while quotes % 2 == 1 {
            let mut line = Vec::new();
            if more.len() == MOST_LINES || !self.one_line(&mut line)? {
                // Nothing closes it: only the first line is lost.
                more.reverse();
                self.again.append(&mut more);
                return Ok(Some(Line::Open));
            }
            quotes += count(&line);
            more.push(line);
        }
        for line in more {
            bytes.push(b'\n');
            bytes.extend(line);
        }
        Ok(Some(Line::Whole(bytes)))
    }
}

fn count(line: &[u8]) -> usize {
    line.iter().filter(|byte| **byte == b'"').count()
}

fn record(bytes: &[u8]) -> Option<ByteRecord> {
    let mut record = ByteRecord::new();
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(bytes.len().max(64))
        .from_reader(bytes);
    let found = reader.read_byte_record(&mut record).unwrap_or(false);
    let more = reader.read_byte_record(&mut ByteRecord::new());
    (found && !more.unwrap_or(true)).then_some(record)
}

impl Reader for CsvReader {
    fn header(&self) -> &Header {
        &self.header
    }

    fn people(&self) -> u64 {
        self.lines.count.saturating_sub(1)
    }

    fn read(&mut self) -> Result<Option<Rows>, BatchError> {
        let width = self.header.names.len();
        let mut columns: Vec<StringBuilder> = (0..width).map(|_| StringBuilder::new()).collect();
        let mut rows = Rows::default();
        let mut any = false;
        while rows.len() + rows.broken.len() < ROWS {
            let Some(line) = self.line()? else { break };
            any = true;
            self.next += 1;
            let problem = match line {
                Line::Open => Some("有一个引号没有收尾".to_owned()),
                Line::Whole(bytes) if bytes.iter().all(u8::is_ascii_whitespace) => continue,
                Line::Whole(bytes) => match record(&bytes) {
                    Some(record) if record.len() == width => {
                        self.push(&record, &mut columns, &mut rows);
                        None
                    }
                    Some(record) => Some(format!("有 {} 格，应有 {width} 格", record.len())),
                    None => Some("这一行写错了，读不出各格".to_owned()),
                },
            };
            rows.broken.extend(problem.map(|problem| RowError {
                row: self.next,
                person: String::new(),
                column: String::new(),
                problem,
            }));
        }
        let cells = columns
            .iter_mut()
            .map(|column| Cells::Texts(column.finish()));
        rows.columns = cells.collect();
        Ok(any.then_some(rows))
    }
}

impl CsvReader {
    fn push(&self, record: &ByteRecord, columns: &mut [StringBuilder], rows: &mut Rows) {
        for (at, (field, column)) in record.iter().zip(columns).enumerate() {
            match self.decode(field) {
                Some(text) if text.is_empty() => column.append_null(),
                Some(text) => column.append_value(text),
                None => {
                    column.append_null();
                    let name = self.header.name(at);
                    let encoding = self.lines.encoding.name();
                    let problem = format!("“{name}”栏里有 {encoding} 编码没有的字");
                    rows.marked.push((rows.numbers.len(), problem));
                }
            }
        }
        rows.numbers.push(self.next);
    }
}
