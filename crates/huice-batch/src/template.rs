//! An empty table whose columns, allowed values and explanations come from the facts.

use crate::header::PERSON;
use crate::read::Format;
use crate::{BatchError, write};
use huice_core::ir::{Fact, FactKind, Unit};
use huice_core::{CompiledLaw, words};
use rust_xlsxwriter::{
    DataValidation, DataValidationRule, Format as Style, Workbook, Worksheet, XlsxError,
};
use std::path::{Path, PathBuf};

/// How many records of a list have columns of their own.
const RECORDS: usize = 2;
/// The longest list of allowed values that a worksheet takes.
const LONGEST_LIST: usize = 255;
/// For how many rows a worksheet offers the allowed values.
const ROWS: u32 = 50_000;

/// One column of the table.
struct Column<'l> {
    /// `年龄（age）`.
    heading: String,
    ask: String,
    help: &'l str,
    fact: &'l Fact,
}

/// Writes an empty table, as a workbook or as text, for the facts that the instruments read; of all
/// instruments where none is named. Returns the files.
///
/// # Errors
/// Where they cannot be written, or the name is of another sort of file.
pub fn template(law: &CompiledLaw, only: &[u16], path: &Path) -> Result<Vec<PathBuf>, BatchError> {
    let columns = columns(law, only);
    match Format::of(path)? {
        Format::Xlsx => {
            let beside = write::beside(path);
            workbook(&columns, &beside).map_err(|error| BatchError::unwritten(path, &error))?;
            std::fs::rename(&beside, path).map_err(|error| BatchError::writing(path, &error))?;
            Ok(vec![path.to_owned()])
        }
        Format::Csv => {
            let mut name = path.file_stem().unwrap_or_default().to_owned();
            name.push(".columns.csv");
            let about = path.with_file_name(name);
            let headings = columns.iter().map(|column| column.heading.clone());
            let headings = std::iter::once(who()).chain(headings).collect();
            write::replace(path, &table(&[headings]))?;
            write::replace(&about, &table(&explained(&columns)))?;
            Ok(vec![path.to_owned(), about])
        }
        Format::Parquet | Format::Ndjson | Format::Arrow => {
            Err(BatchError::Unusable("空表只能写成 .xlsx 或 .csv".into()))
        }
    }
}

/// The heading of the column that says who it is.
fn who() -> String {
    format!("人员（{PERSON}）")
}

fn columns<'l>(law: &'l CompiledLaw, only: &[u16]) -> Vec<Column<'l>> {
    let mut columns = Vec::new();
    for (id, fact) in (0u16..).zip(&law.facts) {
        let read = law.program().affected(id);
        if !read.iter().any(|at| only.is_empty() || only.contains(at)) {
            continue;
        }
        let FactKind::Records { fields, .. } = &fact.kind else {
            columns.push(Column {
                heading: format!("{}（{}）", fact.label, fact.id),
                ask: fact.ask.clone(),
                help: &fact.help,
                fact,
            });
            continue;
        };
        for record in 1..=RECORDS {
            columns.extend(fields.iter().map(|field| Column {
                heading: format!(
                    "{}{record}：{}（{}.{record}.{}）",
                    fact.label, field.label, fact.id, field.id
                ),
                ask: format!("{}第 {record} 条：{}", fact.ask, field.ask),
                help: &field.help,
                fact: field,
            }));
        }
    }
    columns
}

/// The allowed values, where there are few.
fn allowed(fact: &Fact) -> Vec<&str> {
    match &fact.kind {
        FactKind::Bool { .. } => vec!["是", "否"],
        FactKind::Choice(options) => options.iter().map(|(_, words)| words.as_str()).collect(),
        FactKind::Set(_) | FactKind::Number { .. } | FactKind::Date | FactKind::Records { .. } => {
            Vec::new()
        }
    }
}

/// How the column is filled in.
fn how(fact: &Fact) -> String {
    match &fact.kind {
        FactKind::Bool { .. } => "填“是”或“否”；不清楚就空着".into(),
        FactKind::Choice(_) => format!("填其中一个：{}", allowed(fact).join("、")),
        FactKind::Set(options) => {
            let options: Vec<&str> = options.iter().map(|(_, words)| words.as_str()).collect();
            format!(
                "可以填几个，用顿号隔开；一个也没有就填“无”：{}",
                options.join("、")
            )
        }
        FactKind::Number { unit, min, max } => {
            let (min, max) = (words::number(*min, unit), words::number(*max, unit));
            let more = match unit {
                Unit::Percent => "，30 就是 30%",
                Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear => "，最多写到分",
                Unit::Count(_) | Unit::Months | Unit::Days | Unit::Age => "，填整数",
            };
            format!("{min} 到 {max}{more}")
        }
        FactKind::Date => "填日期，如 2019-07-01；只知道年月就填 2019-07".into(),
        FactKind::Records { .. } => "每条一组".into(),
    }
}

fn explained(columns: &[Column<'_>]) -> Vec<Vec<String>> {
    let heading = ["栏目", "问题", "怎么填", "在哪里找"]
        .map(str::to_owned)
        .to_vec();
    let own = vec![
        who(),
        "是谁：姓名以外的编号，结果里原样写出".into(),
        "文字或数字；空着就用行号".into(),
        String::new(),
    ];
    let rows = columns.iter().map(|column| {
        vec![
            column.heading.clone(),
            column.ask.clone(),
            how(column.fact),
            column.help.to_owned(),
        ]
    });
    [heading, own].into_iter().chain(rows).collect()
}

fn table(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        // Nothing fails in memory.
        drop(writer.write_record(row));
    }
    writer.into_inner().unwrap_or_default()
}

fn workbook(columns: &[Column<'_>], path: &Path) -> Result<(), XlsxError> {
    let mut book = Workbook::new();
    let bold = Style::new().set_bold().set_text_wrap();
    let sheet = book.add_worksheet();
    sheet.set_name("名单")?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.write_string_with_format(0, 0, who(), &bold)?;
    for (at, column) in (1u16..).zip(columns) {
        sheet.set_column_width(at, 16)?;
        sheet.write_string_with_format(0, at, &column.heading, &bold)?;
        validate(sheet, at, column)?;
    }
    let about = book.add_worksheet();
    about.set_name("说明")?;
    for (row, cells) in (0u32..).zip(explained(columns)) {
        for (at, cell) in (0u16..).zip(cells) {
            if row == 0 {
                about.write_string_with_format(row, at, cell, &bold)?;
            } else {
                about.write_string(row, at, cell)?;
            }
        }
    }
    for (at, width) in [(0, 30), (1, 50), (2, 50), (3, 40)] {
        about.set_column_width(at, width)?;
    }
    book.save(path)
}

/// Offers the allowed values of a column, and shows its question where it is filled in.
fn validate(sheet: &mut Worksheet, at: u16, column: &Column<'_>) -> Result<(), XlsxError> {
    let short = |text: &str, most: usize| text.chars().take(most).collect::<String>();
    let mut rule = DataValidation::new()
        .set_input_title(short(&column.fact.label, 32))?
        .set_input_message(short(&format!("{}{}", column.ask, how(column.fact)), 250))?;
    let list = allowed(column.fact);
    // Each counts with the comma after it.
    let length: usize = list.iter().map(|word| word.chars().count() + 1).sum();
    if !list.is_empty() && length <= LONGEST_LIST && !list.iter().any(|w| w.contains(',')) {
        rule = rule.allow_list_strings(&list)?;
    } else if let FactKind::Number { unit, .. } = &column.fact.kind
        && matches!(unit, Unit::Count(_) | Unit::Months | Unit::Days | Unit::Age)
        && column.fact.named.is_empty()
    {
        rule = rule.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0));
    } else {
        rule = rule.allow_any_value();
    }
    sheet.add_data_validation(1, at, ROWS, at, &rule)?;
    Ok(())
}
