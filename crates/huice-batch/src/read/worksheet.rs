//! The first worksheet of a workbook.

use super::{ROWS, Reader, Rows};
use crate::{BatchError, Cells, Header};
use calamine::{Cell, DataRef, Dimensions, Reader as _, Xlsx, XlsxError, open_workbook};
use huice_core::Law;
use huice_zh::read::UntypedAnswer;
use std::fs::File;
use std::io::{BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// A row: its number in the sheet, and its cells by column.
type Row = (u32, Vec<(u32, UntypedAnswer)>);

/// Reads rows of a worksheet. The workbook is read on a thread of its own, a few rows ahead.
pub(super) struct WorksheetReader {
    path: PathBuf,
    header: Header,
    /// The position of each heading in the sheet.
    places: Vec<u32>,
    people: u64,
    merged: Vec<Dimensions>,
    rows: Receiver<Result<Row, String>>,
}

impl WorksheetReader {
    pub(super) fn open(path: &Path, law: &Law, person: &str) -> Result<Self, BatchError> {
        let damaged = |error: &XlsxError| match error {
            XlsxError::Io(error) => BatchError::reading(path, error),
            other => BatchError::damaged(path, "Excel", other),
        };
        other_kind(path)?;
        let mut book: Xlsx<BufReader<File>> = open_workbook(path).map_err(|e| damaged(&e))?;
        let sheet = book.sheet_names().first().cloned().unwrap_or_default();
        let merged = book.merge_cells_by_sheet_name(&sheet);
        let merged = merged.map_err(|e| damaged(&e))?;
        let (send, rows) = sync_channel(64);
        let people = book
            .worksheet_cells_reader(&sheet)
            .map_err(|e| damaged(&e))?
            .dimensions()
            .end
            .0;
        thread::spawn(move || send_rows(book, &sheet, &send));
        let mut reader = Self {
            path: path.to_owned(),
            header: Header::new(law, Vec::new(), person),
            places: Vec::new(),
            people: people.into(),
            merged,
            rows,
        };
        let Some((_, names)) = reader.next()? else {
            let path = path.display();
            return Err(BatchError::Damaged(format!(
                "{path} 的第一张表是空的；第一行要是各栏的名称"
            )));
        };
        reader.places = names.iter().map(|(place, _)| *place).collect();
        let names = names.into_iter().map(|(_, name)| text(name)).collect();
        reader.header = Header::new(law, names, person);
        Ok(reader)
    }

    fn next(&mut self) -> Result<Option<Row>, BatchError> {
        match self.rows.recv() {
            Ok(Ok(row)) => Ok(Some(row)),
            Ok(Err(error)) => Err(BatchError::damaged(&self.path, "Excel", &error)),
            // All rows have been sent.
            Err(_) => Ok(None),
        }
    }

    /// The cells of a row that a program has rounded: a worksheet keeps 15 digits of a number, and two
    /// people become one.
    fn rounded(&self, cells: &[(u32, UntypedAnswer)]) -> Option<String> {
        let (place, number) = cells.iter().find_map(|(place, value)| match value {
            UntypedAnswer::Number(number) if digits(number) > EXACT => Some((place, number)),
            _ => None,
        })?;
        let at = self.places.iter().position(|own| own == place)?;
        let name = self.header.name(at);
        Some(format!(
            "“{name}”栏的 {number} 超过 15 位，存成数字时后几位已经变了：请把这一栏设成文本再填一次"
        ))
    }

    /// Why a row cannot be used as it is.
    fn merged(&self, row: u32) -> Option<String> {
        let over = self
            .merged
            .iter()
            .find(|m| (m.start.0..=m.end.0).contains(&row))?;
        let (from, to) = (address(over.start), address(over.end));
        Some(format!("{from}:{to} 是合并的单元格，请拆开，每格各填一个"))
    }
}

/// Digits of a number that a worksheet keeps.
const EXACT: usize = 15;

/// How many digits stand before the point.
fn digits(number: &str) -> usize {
    let whole = number.split('.').next().unwrap_or_default();
    whole.bytes().filter(u8::is_ascii_digit).count()
}

/// What a file is that is no workbook of today, as far as its first bytes say.
///
/// # Errors
/// Where they say so.
fn other_kind(path: &Path) -> Result<(), BatchError> {
    let mut head = [0; 4];
    let read = File::open(path).and_then(|mut file| file.read(&mut head));
    let read = read.map_err(|error| BatchError::reading(path, &error))?;
    let what = match head.get(..read).unwrap_or_default() {
        [] => "这个文件是空的",
        b"PK\x03\x04" => return Ok(()),
        [0xD0, 0xCF, 0x11, 0xE0] => "这是旧的 .xls，或者加了密码：去掉密码，另存为 .xlsx",
        [b'<', ..] => "这是一张网页，不是工作簿：用 Excel 打开，另存为 .xlsx",
        _ => "里面不是工作簿：是文字的话，文件名改成 .csv",
    };
    Err(BatchError::damaged(path, "Excel", &what))
}

fn text(value: UntypedAnswer) -> String {
    match value {
        UntypedAnswer::Text(text) | UntypedAnswer::Number(text) => text.trim().to_owned(),
        UntypedAnswer::Bool(truth) => truth.to_string(),
        UntypedAnswer::Null | UntypedAnswer::List(_) | UntypedAnswer::Map(_) => String::new(),
    }
}

/// `B7`.
fn address((row, column): (u32, u32)) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        let letter = u8::try_from((left - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        left = (left - 1) / 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{}", row + 1)
}

/// Sends the rows of a sheet that are not empty.
fn send_rows(mut book: Xlsx<BufReader<File>>, sheet: &str, send: &SyncSender<Result<Row, String>>) {
    if let Err(error) = try_send_rows(&mut book, sheet, send) {
        // Nobody listens any more where the reader is gone.
        drop(send.send(Err(error.to_string())));
    }
}

fn try_send_rows(
    book: &mut Xlsx<BufReader<File>>,
    sheet: &str,
    send: &SyncSender<Result<Row, String>>,
) -> Result<(), XlsxError> {
    let mut cells = book.worksheet_cells_reader(sheet)?;
    let mut row: Row = (0, Vec::new());
    while let Some(cell) = cells.next_cell()? {
        let (at, column) = cell.get_position();
        if at != row.0 && !row.1.is_empty() {
            let whole = std::mem::take(&mut row.1);
            if send.send(Ok((row.0, whole))).is_err() {
                return Ok(());
            }
        }
        row.0 = at;
        row.1.extend(value(&cell).map(|value| (column, value)));
    }
    if !row.1.is_empty() {
        drop(send.send(Ok(row)));
    }
    Ok(())
}

fn value(cell: &Cell<DataRef<'_>>) -> Option<UntypedAnswer> {
    let text = |text: &str| (!text.trim().is_empty()).then(|| UntypedAnswer::Text(text.to_owned()));
    match cell.get_value() {
        DataRef::Empty => None,
        DataRef::Int(n) => Some(UntypedAnswer::Number(n.to_string())),
        DataRef::Float(n) => Some(UntypedAnswer::Number(n.to_string())),
        DataRef::Bool(truth) => Some(UntypedAnswer::Bool(*truth)),
        DataRef::String(own) => text(own),
        DataRef::SharedString(own) => text(own),
        DataRef::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            Some(UntypedAnswer::Text(format!(
                "{year:04}-{month:02}-{day:02}"
            )))
        }
        DataRef::DateTimeIso(day) | DataRef::DurationIso(day) => {
            text(day.split_once('T').map_or(day, |(day, _)| day))
        }
        DataRef::Error(error) => Some(UntypedAnswer::Text(error.to_string())),
    }
}

impl Reader for WorksheetReader {
    fn header(&self) -> &Header {
        &self.header
    }

    fn people(&self) -> u64 {
        self.people
    }

    fn read(&mut self) -> Result<Option<Rows>, BatchError> {
        let mut columns: Vec<Vec<Option<UntypedAnswer>>> = vec![Vec::new(); self.places.len()];
        let mut rows = Rows::default();
        while rows.len() < ROWS {
            let Some((at, cells)) = self.next()? else {
                break;
            };
            if let Some(problem) = self.merged(at) {
                rows.marked.push((rows.numbers.len(), problem));
            }
            if let Some(problem) = self.rounded(&cells) {
                rows.marked.push((rows.numbers.len(), problem));
            }
            rows.numbers.push(u64::from(at) + 1);
            for (place, column) in self.places.iter().zip(&mut columns) {
                let own = cells.iter().find(|(at, _)| at == place);
                column.push(own.map(|(_, value)| value.clone()));
            }
        }
        let any = !rows.is_empty();
        rows.columns = columns.into_iter().map(Cells::Values).collect();
        Ok(any.then_some(rows))
    }
}
