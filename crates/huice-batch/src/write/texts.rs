//! Comma-separated values and one JSON object a line.

use super::{JSON, create, finish};
use crate::BatchError;
use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::datatypes::{DataType, Date32Type, Decimal128Type, Field, SchemaRef};
use arrow::util::display::array_value_to_string;
use serde_json::{Map, Value};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Tells spreadsheets that a text is UTF-8.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The first line of a table.
pub(super) fn heading(schema: &SchemaRef) -> Vec<u8> {
    let names: Vec<&str> = schema.fields().iter().map(|f| f.name().as_str()).collect();
    let mut line = BOM.to_vec();
    line.extend(names.join(",").bytes());
    line.push(b'\n');
    line
}

pub(super) fn csv(path: &Path, rows: &RecordBatch) -> Result<(), BatchError> {
    let mut file = create(path)?;
    csv_rows(path, &mut file, rows)?;
    finish(path, file)
}

/// Adds rows to a table of text.
pub(super) fn csv_rows(
    path: &Path,
    file: &mut impl Write,
    rows: &RecordBatch,
) -> Result<(), BatchError> {
    let failed = |error: csv::Error| BatchError::unwritten(path, &error);
    let mut writer = csv::Writer::from_writer(file);
    for row in 0..rows.num_rows() {
        for column in rows.columns() {
            writer
                .write_field(text(column, row).unwrap_or_default())
                .map_err(failed)?;
        }
        writer.write_record(None::<&[u8]>).map_err(failed)?;
    }
    writer
        .flush()
        .map_err(|error| BatchError::writing(path, &error))
}

pub(super) fn ndjson(path: &Path, rows: &RecordBatch) -> Result<(), BatchError> {
    let mut file = create(path)?;
    ndjson_rows(path, &mut file, rows)?;
    finish(path, file)
}

/// Adds rows to a file of JSON. What is empty is not there.
pub(super) fn ndjson_rows(
    path: &Path,
    file: &mut impl Write,
    rows: &RecordBatch,
) -> Result<(), BatchError> {
    let schema = rows.schema();
    for row in 0..rows.num_rows() {
        let columns = schema.fields().iter().zip(rows.columns());
        let known = columns.filter_map(|(field, column)| {
            let text = text(column, row)?;
            Some((field.name().clone(), value(field, text)))
        });
        let line = Value::Object(known.collect::<Map<_, _>>()).to_string();
        writeln!(file, "{line}").map_err(|error| BatchError::writing(path, &error))?;
    }
    Ok(())
}

/// A cell in JSON: yes or no, whole numbers, what is JSON already; all others are texts.
fn value(field: &Field, text: String) -> Value {
    let json = match field.data_type() {
        DataType::Boolean | DataType::Int64 => true,
        _ => field.metadata().contains_key(JSON),
    };
    let read = json.then(|| serde_json::from_str(&text).ok()).flatten();
    read.unwrap_or(Value::String(text))
}

/// A cell as a text; `None` where it is empty.
pub(super) fn text(column: &ArrayRef, row: usize) -> Option<String> {
    if column.is_null(row) {
        return None;
    }
    Some(match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).to_owned(),
        DataType::Date32 => {
            let days = column.as_primitive::<Date32Type>().value(row);
            huice_core::china_day(i64::from(days) * 86_400).to_string()
        }
        DataType::Decimal128(..) => column.as_primitive::<Decimal128Type>().value_as_string(row),
        _ => array_value_to_string(column, row).unwrap_or_default(),
    })
}

/// A heading and the parts after it, byte for byte.
pub(super) fn whole(path: &Path, heading: &[u8], parts: &[PathBuf]) -> Result<(), BatchError> {
    let failed = |error: std::io::Error| BatchError::writing(path, &error);
    let mut file = create(path)?;
    file.write_all(heading).map_err(failed)?;
    for part in parts {
        let mut from = File::open(part).map_err(|error| BatchError::reading(part, &error))?;
        std::io::copy(&mut from, &mut file).map_err(failed)?;
    }
    finish(path, file)
}
