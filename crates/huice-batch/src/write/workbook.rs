//! A workbook for people: headings and terms in Chinese.

use super::tables::read_arrow;
use super::texts::text;
use crate::BatchError;
use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{DataType, Decimal128Type, SchemaRef};
use huice_api::terms;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use std::path::{Path, PathBuf};

/// Most rows of a worksheet, the heading left out.
const MOST_ROWS: u32 = 1_048_575;

pub(super) fn whole(path: &Path, schema: &SchemaRef, parts: &[PathBuf]) -> Result<(), BatchError> {
    let failed = |error: XlsxError| BatchError::unwritten(path, &error);
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet_with_constant_memory().map_err(failed)?;
    sheet.set_name("结果").map_err(failed)?;
    for (at, field) in (0u16..).zip(schema.fields()) {
        sheet
            .write_string_with_format(0, at, heading(field.name()), &bold)
            .map_err(failed)?;
    }
    let mut next = 1;
    for part in parts {
        for rows in read_arrow(part)? {
            let rows = rows.map_err(|error| BatchError::unwritten(path, &error))?;
            let count = u32::try_from(rows.num_rows()).unwrap_or(u32::MAX);
            if next - 1 + count > MOST_ROWS {
                return Err(BatchError::Unusable(format!(
                    "结果超过 {MOST_ROWS} 行，一张表放不下；请用 --only 只看几项，或者写成 .csv、.parquet"
                )));
            }
            write(sheet, next, &rows).map_err(failed)?;
            next += count;
        }
    }
    book.save(path).map_err(failed)
}

fn write(sheet: &mut Worksheet, first: u32, rows: &RecordBatch) -> Result<(), XlsxError> {
    let schema = rows.schema();
    for (row, place) in (0..rows.num_rows()).zip(first..) {
        for ((at, field), column) in (0u16..).zip(schema.fields()).zip(rows.columns()) {
            let Some(text) = text(column, row) else {
                continue;
            };
            if let DataType::Decimal128(..) = column.data_type() {
                let fen = column.as_primitive::<Decimal128Type>().value(row);
                sheet.write_number(place, at, yuan(fen))?;
            } else {
                sheet.write_string(place, at, words(field.name(), &text))?;
            }
        }
    }
    Ok(())
}

#[allow(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    clippy::as_conversions,
    reason = "a worksheet has no other numbers; sums below 90 trillion 元 stay exact to the 分"
)]
fn yuan(fen: i128) -> f64 {
    fen as f64 / 100.0
}

fn heading(column: &str) -> &str {
    match column {
        "person" => "人员",
        "instrument" => "政策编号",
        "title" => "政策",
        "verdict" => "结论",
        "not_yet" => "从哪天起",
        "amount" => "金额说明",
        "low" => "至少",
        "high" => "至多",
        "unit" => "单位",
        "strength" => "能不能拿准",
        "beneficiary" => "给谁",
        "missing_kind" => "还差什么",
        "missing" => "还差哪一项",
        "document" => "文件",
        "clause" => "条款",
        other => other,
    }
}

/// The Chinese for a term of a column.
fn words<'t>(column: &str, term: &'t str) -> &'t str {
    match column {
        "verdict" => terms::Verdict::read(term).map(verdict),
        "amount" => terms::AmountKind::read(term).map(amount),
        "strength" => terms::Strength::read(term).map(strength),
        "beneficiary" => terms::Beneficiary::read(term).map(beneficiary),
        "missing_kind" => terms::NeedKind::read(term).map(need),
        _ => None,
    }
    .unwrap_or(term)
}

fn verdict(term: terms::Verdict) -> &'static str {
    match term {
        terms::Verdict::Eligible => "符合",
        terms::Verdict::NotYet => "时间未到",
        terms::Verdict::Ineligible => "不符合",
        terms::Verdict::Undetermined => "还不能确定",
        terms::Verdict::NotInForce => "不在有效期内",
        terms::Verdict::TextMissing => "原文缺失",
    }
}

fn amount(term: terms::AmountKind) -> &'static str {
    match term {
        terms::AmountKind::None => "没有钱",
        terms::AmountKind::NotDue => "没有",
        terms::AmountKind::NotStated => "文件没写",
        terms::AmountKind::Text => "见文件",
        terms::AmountKind::Exact => "就是这么多",
        terms::AmountKind::Range => "在这之间",
        terms::AmountKind::AtMost => "最多这么多",
    }
}

fn strength(term: terms::Strength) -> &'static str {
    use huice_core::ir::Strength as Core;
    huice_zh::terms::strength(match term {
        terms::Strength::Entitled => Core::Entitled,
        terms::Strength::May => Core::May,
        terms::Strength::IfAdopted => Core::IfAdopted,
        terms::Strength::Pilot => Core::Pilot,
        terms::Strength::Competitive => Core::Competitive,
        terms::Strength::ByOtherRule => Core::ByOtherRule,
        terms::Strength::Programme => Core::Programme,
    })
}

fn beneficiary(term: terms::Beneficiary) -> &'static str {
    use huice_core::ir::Beneficiary as Core;
    huice_zh::terms::beneficiary(match term {
        terms::Beneficiary::Founder => Core::Founder,
        terms::Beneficiary::Individual => Core::Individual,
        terms::Beneficiary::Employer => Core::Employer,
        terms::Beneficiary::Institution => Core::Institution,
        terms::Beneficiary::Intermediary => Core::Intermediary,
        terms::Beneficiary::Agency => Core::Agency,
        terms::Beneficiary::Household => Core::Household,
    })
}

fn need(term: terms::NeedKind) -> &'static str {
    match term {
        terms::NeedKind::Fact => "一个答案",
        terms::NeedKind::Judgement => "部门的认定",
        terms::NeedKind::Open => "文件没写明",
        terms::NeedKind::Reading => "文件有两种读法",
    }
}
