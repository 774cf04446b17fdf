//! The cells of one column, whatever file they come from.

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Date32Array, Float64Array, Int64Array, StringArray,
};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Date32Type, Float64Type, Int64Type};
use huice_core::{Date, UntypedAnswer};

/// The cells of one column.
#[derive(Debug, Clone)]
pub enum Cells {
    /// Yes or no.
    Bools(BooleanArray),
    /// Whole numbers.
    Integers(Int64Array),
    /// Numbers.
    Floats(Float64Array),
    /// Days.
    Days(Date32Array),
    /// Texts, as in a table.
    Texts(StringArray),
    /// Values one by one, as JSON and worksheets have them.
    Values(Vec<Option<UntypedAnswer>>),
    /// Lists and named parts.
    Nested(ArrayRef),
    /// Nothing in any row.
    Nothing,
    /// Of a type that says nothing here: its name.
    Unusable(String),
}

impl From<&ArrayRef> for Cells {
    fn from(array: &ArrayRef) -> Self {
        let to = |kind: &DataType| cast(array, kind).ok();
        let found = match array.data_type() {
            DataType::Null => Some(Self::Nothing),
            DataType::Boolean => array.as_boolean_opt().cloned().map(Self::Bools),
            DataType::Int8
            | DataType::Int16
            | DataType::Int32
            | DataType::Int64
            | DataType::UInt8
            | DataType::UInt16
            | DataType::UInt32 => {
                let whole = to(&DataType::Int64);
                whole.and_then(|a| {
                    a.as_primitive_opt::<Int64Type>()
                        .cloned()
                        .map(Self::Integers)
                })
            }
            DataType::Float16 | DataType::Float32 | DataType::Float64 => {
                let numbers = to(&DataType::Float64);
                numbers.and_then(|a| {
                    a.as_primitive_opt::<Float64Type>()
                        .cloned()
                        .map(Self::Floats)
                })
            }
            DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => {
                let days = to(&DataType::Date32);
                days.and_then(|a| a.as_primitive_opt::<Date32Type>().cloned().map(Self::Days))
            }
            DataType::Utf8
            | DataType::LargeUtf8
            | DataType::Utf8View
            | DataType::UInt64
            | DataType::Decimal32(..)
            | DataType::Decimal64(..)
            | DataType::Decimal128(..)
            | DataType::Decimal256(..) => texts(array),
            DataType::Dictionary(_, inner) => to(inner).map(|plain| Self::from(&plain)),
            DataType::List(_)
            | DataType::LargeList(_)
            | DataType::ListView(_)
            | DataType::LargeListView(_)
            | DataType::FixedSizeList(..)
            | DataType::Struct(_) => Some(Self::Nested(array.clone())),
            _ => None,
        };
        found.unwrap_or_else(|| Self::Unusable(array.data_type().to_string()))
    }
}

fn texts(array: &ArrayRef) -> Option<Cells> {
    let texts = cast(array, &DataType::Utf8).ok()?;
    texts.as_string_opt::<i32>().cloned().map(Cells::Texts)
}

/// A cell before its fact is looked at, in a form that can be compared with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Raw<'c> {
    Bool(bool),
    Integer(i64),
    /// The bits of a number.
    Float(u64),
    /// Days since 1970.
    Day(i32),
    Text(&'c str),
}

impl Cells {
    /// The cell of a row, where it can be compared; `None` where it is empty.
    pub(crate) fn raw(&self, row: usize) -> Option<Raw<'_>> {
        match self {
            Self::Bools(a) => at(a, row).then(|| Raw::Bool(a.value(row))),
            Self::Integers(a) => at(a, row).then(|| Raw::Integer(a.value(row))),
            Self::Floats(a) => {
                let number = at(a, row).then(|| a.value(row));
                // Tables of numbers have no other word for nothing.
                number
                    .filter(|n| !n.is_nan())
                    .map(|n| Raw::Float(n.to_bits()))
            }
            Self::Days(a) => at(a, row).then(|| Raw::Day(a.value(row))),
            Self::Texts(a) => at(a, row).then(|| Raw::Text(a.value(row))),
            Self::Values(_) | Self::Nested(_) | Self::Nothing | Self::Unusable(_) => None,
        }
    }

    /// The cell of a row as it is; `None` where it is empty.
    pub(crate) fn value(&self, row: usize) -> Option<UntypedAnswer> {
        match self {
            Self::Values(values) => values.get(row).cloned().flatten(),
            Self::Nested(array) => untyped(array, row),
            Self::Bools(_)
            | Self::Integers(_)
            | Self::Floats(_)
            | Self::Days(_)
            | Self::Texts(_)
            | Self::Nothing
            | Self::Unusable(_) => self.raw(row).map(Raw::untyped),
        }
    }

    /// A cell as a text, for who it is; empty where there is none.
    pub(crate) fn text(&self, row: usize) -> String {
        match self.value(row) {
            Some(UntypedAnswer::Text(text) | UntypedAnswer::Number(text)) => text,
            Some(UntypedAnswer::Bool(truth)) => truth.to_string(),
            Some(UntypedAnswer::Null | UntypedAnswer::List(_) | UntypedAnswer::Map(_)) | None => {
                String::new()
            }
        }
    }
}

fn at(array: &dyn Array, row: usize) -> bool {
    row < array.len() && array.is_valid(row)
}

impl Raw<'_> {
    /// The cell as an answer without a type.
    pub(crate) fn untyped(self) -> UntypedAnswer {
        match self {
            Raw::Bool(truth) => UntypedAnswer::Bool(truth),
            Raw::Integer(n) => UntypedAnswer::Number(n.to_string()),
            Raw::Float(bits) => UntypedAnswer::Number(f64::from_bits(bits).to_string()),
            Raw::Day(days) => UntypedAnswer::Text(day(days)),
            Raw::Text(text) => UntypedAnswer::Text(text.to_owned()),
        }
    }
}

/// A day by its number since 1970. Days that no answer can have stay such.
fn day(days: i32) -> String {
    huice_core::china_day(i64::from(days) * 86_400).to_string()
}

/// A value of any type; `None` where it is missing.
fn untyped(array: &ArrayRef, row: usize) -> Option<UntypedAnswer> {
    if !at(array, row) {
        return None;
    }
    if let Some(parts) = array.as_struct_opt() {
        let names = parts.column_names().into_iter().zip(parts.columns());
        let known = names.filter_map(|(name, a)| Some((name.to_owned(), untyped(a, row)?)));
        return Some(UntypedAnswer::Map(known.collect()));
    }
    let items = match array.data_type() {
        DataType::List(_) => array.as_list_opt::<i32>().map(|a| a.value(row)),
        DataType::LargeList(_) => array.as_list_opt::<i64>().map(|a| a.value(row)),
        DataType::ListView(_) => array.as_list_view_opt::<i32>().map(|a| a.value(row)),
        DataType::LargeListView(_) => array.as_list_view_opt::<i64>().map(|a| a.value(row)),
        DataType::FixedSizeList(..) => array.as_fixed_size_list_opt().map(|a| a.value(row)),
        _ => return Cells::from(array).raw(row).map(Raw::untyped),
    }?;
    let items = (0..items.len()).map(|at| untyped(&items, at).unwrap_or(UntypedAnswer::Null));
    Some(UntypedAnswer::List(items.collect()))
}

/// A day as a column of days has it: counted from 1970-01-01.
pub(crate) fn since_1970(day: Date) -> i32 {
    // The calendar's cycle of 400 years, years counted from March.
    let (month, in_month) = (i32::from(day.month()), i32::from(day.day()));
    let year = i32::from(day.year()) - i32::from(month <= 2);
    let (cycle, of_cycle) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + in_month - 1;
    let days = of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year;
    cycle * 146_097 + days - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970_both_ways() {
        for days in -25_000..48_000 {
            let date = huice_core::china_day(i64::from(days) * 86_400);
            assert_eq!(since_1970(date), days);
            assert_eq!(day(days), date.to_string());
        }
    }
}
