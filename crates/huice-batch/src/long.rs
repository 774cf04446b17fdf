//! The long form: a row for each person and instrument.

use crate::cells::since_1970;
use arrow::array::{ArrayRef, Date32Builder, Decimal128Builder, RecordBatch, StringBuilder};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use huice_api::need_terms;
use huice_api::terms;
use huice_core::batch::{OPEN_HIGH, VerdictCode};
use huice_core::ir::{Amount, Citation, Law};
use huice_core::{CompiledLaw, Date, Need};
use huice_zh::words;
use std::sync::Arc;

/// Digits and decimals of sums in 元: any number of 分 in 64 bits.
const SUM: (u8, i8) = (20, 2);

/// The columns of the long form.
#[must_use]
pub fn long_schema() -> SchemaRef {
    let text = |name: &str, empty| Field::new(name, DataType::Utf8, empty);
    let sum = |name: &str| Field::new(name, DataType::Decimal128(SUM.0, SUM.1), true);
    Arc::new(Schema::new(vec![
        text("person", false),
        text("instrument", false),
        text("title", false),
        text("verdict", false),
        Field::new("not_yet", DataType::Date32, true),
        text("amount", false),
        sum("low"),
        sum("high"),
        text("unit", true),
        text("strength", false),
        text("beneficiary", false),
        text("missing_kind", true),
        text("missing", true),
        text("document", false),
        text("clause", false),
    ]))
}

/// One outcome of one person.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LongRow {
    pub(crate) position: u16,
    pub(crate) verdict: VerdictCode,
    /// The day from which it can be had, where only time is missing.
    pub(crate) from: Option<Date>,
    /// Both ends of the sum in 分, where the instrument names one.
    pub(crate) sum: Option<(i64, i64)>,
    pub(crate) need: Option<Need>,
}

impl LongRow {
    /// Whether there is anything to be had, now, later, or as far as is known.
    fn may_be_had(&self) -> bool {
        match self.verdict {
            VerdictCode::Eligible | VerdictCode::Undetermined | VerdictCode::NotYet => true,
            VerdictCode::Ineligible
            | VerdictCode::Replaced
            | VerdictCode::Expired
            | VerdictCode::NotStarted
            | VerdictCode::StartUnknown => false,
        }
    }

    /// The verdict on the wire.
    pub(crate) fn wire(&self) -> terms::Verdict {
        match self.verdict {
            VerdictCode::Eligible => terms::Verdict::Eligible,
            VerdictCode::NotYet => terms::Verdict::NotYet,
            VerdictCode::Ineligible | VerdictCode::Replaced => terms::Verdict::Ineligible,
            VerdictCode::Undetermined => terms::Verdict::Undetermined,
            VerdictCode::Expired | VerdictCode::NotStarted | VerdictCode::StartUnknown => {
                terms::Verdict::NotInForce
            }
        }
    }

    /// What the amount is, and both its ends in 分; an end that is missing is open, or there is
    /// no number.
    fn amount(&self, amount: &Amount) -> (terms::AmountKind, Option<i64>, Option<i64>) {
        use terms::AmountKind as Kind;
        let (low, high) = self.sum.unwrap_or((0, 0));
        let open = |end: i64| (end != OPEN_HIGH).then_some(end);
        match amount {
            Amount::None => (Kind::None, None, None),
            _ if !self.may_be_had() => (Kind::NotDue, None, None),
            Amount::NotStated => (Kind::NotStated, None, None),
            Amount::Text(_) => (Kind::Text, None, None),
            Amount::Exactly(_) if low == high => (Kind::Exact, Some(low), Some(high)),
            Amount::Exactly(_) => (Kind::Range, Some(low), open(high)),
            Amount::AtMost(_) => (Kind::AtMost, None, open(high)),
        }
    }
}

/// What is the same in every row of an instrument.
struct Fixed {
    id: String,
    title: String,
    amount: Amount,
    unit: Option<String>,
    strength: &'static str,
    beneficiary: &'static str,
    document: String,
    clause: String,
}

/// Collects rows.
pub(crate) struct Long<'l> {
    law: &'l CompiledLaw,
    fixed: Vec<Fixed>,
    texts: [StringBuilder; 12],
    days: Date32Builder,
    low: Decimal128Builder,
    high: Decimal128Builder,
}

impl<'l> Long<'l> {
    pub(crate) fn new(law: &'l CompiledLaw) -> Self {
        let sums = || Decimal128Builder::new().with_data_type(DataType::Decimal128(SUM.0, SUM.1));
        Self {
            law,
            fixed: (0..law.instruments.len())
                .filter_map(|at| fixed(law, at))
                .collect(),
            texts: std::array::from_fn(|_| StringBuilder::new()),
            days: Date32Builder::new(),
            low: sums(),
            high: sums(),
        }
    }

    pub(crate) fn push(&mut self, person: &str, row: &LongRow) {
        let Some(fixed) = self.fixed.get(usize::from(row.position)) else {
            return;
        };
        let (kind, low, high) = row.amount(&fixed.amount);
        let numbers = low.is_some() || high.is_some();
        let need = row.need.map(|need| need_terms(self.law, need));
        let texts = [
            Some(person),
            Some(&fixed.id),
            Some(&fixed.title),
            Some(row.wire().word()),
            Some(kind.word()),
            fixed.unit.as_deref().filter(|_| numbers),
            Some(fixed.strength),
            Some(fixed.beneficiary),
            need.map(|(kind, _)| kind.word()),
            need.and_then(|(_, fact)| fact),
            Some(&fixed.document),
            Some(&fixed.clause),
        ];
        for (builder, text) in self.texts.iter_mut().zip(texts) {
            builder.append_option(text);
        }
        self.days.append_option(row.from.map(since_1970));
        self.low.append_option(low.map(i128::from));
        self.high.append_option(high.map(i128::from));
    }

    /// The rows so far; it is empty afterwards.
    pub(crate) fn finish(&mut self) -> RecordBatch {
        let mut texts = self.texts.iter_mut();
        let mut text = || -> Option<ArrayRef> { Some(Arc::new(texts.next()?.finish())) };
        let mut columns: Vec<ArrayRef> = Vec::new();
        columns.extend((0..4).filter_map(|_| text()));
        columns.push(Arc::new(self.days.finish()));
        columns.extend(text());
        columns.push(Arc::new(self.low.finish()));
        columns.push(Arc::new(self.high.finish()));
        columns.extend((0..7).filter_map(|_| text()));
        let schema = long_schema();
        RecordBatch::try_new(schema.clone(), columns)
            .unwrap_or_else(|_| RecordBatch::new_empty(schema))
    }
}

fn fixed(law: &Law, at: usize) -> Option<Fixed> {
    let own = law.instruments.get(at)?;
    let title = if own.plain.is_empty() {
        &own.title
    } else {
        &own.plain
    };
    let unit = match &own.amount {
        Amount::Exactly(formula) | Amount::AtMost(formula) => {
            Some(words::unit_word(&formula.unit).to_owned())
        }
        Amount::None | Amount::NotStated | Amount::Text(_) => None,
    };
    let document = law.documents.get(usize::from(own.cite.document));
    Some(Fixed {
        id: own.id.clone(),
        title: title.clone(),
        amount: own.amount.clone(),
        unit,
        strength: terms::Strength::from(own.strength).word(),
        beneficiary: terms::Beneficiary::from(own.beneficiary).word(),
        document: document.map_or_else(String::new, |d| d.id.clone()),
        clause: clause(&own.cite),
    })
}

/// A place in a text as rules write it: `三(八)#1a`.
fn clause(cite: &Citation) -> String {
    if cite.sentence.is_empty() {
        cite.clause.clone()
    } else {
        format!("{}#{}", cite.clause, cite.sentence)
    }
}
