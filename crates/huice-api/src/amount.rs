//! Amounts with their arithmetic.

use crate::digits;
use crate::terms::AmountKind;
use huice_core::AmountResult;
use huice_core::ir::Law;
use huice_zh::words;
use serde::Serialize;

/// An amount: what it is, its numbers, its words and its arithmetic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Amount {
    /// What it is; the numbers that follow depend on it.
    pub kind: AmountKind,
    /// The sum, or the ceiling.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The least sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<String>,
    /// The greatest sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<String>,
    /// 元, 元/月 or 元/年, where there are numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// In words.
    pub text: String,
    /// The arithmetic, the sum last; empty if there is none to show.
    pub steps: Vec<Step>,
}

/// One line of arithmetic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    /// What it is; may be empty.
    pub label: String,
    /// `6000 元 × 3 人 = 18000 元`.
    pub line: String,
}

impl Amount {
    /// An amount with the steps of its explanation.
    #[must_use]
    pub fn new(law: &Law, amount: &AmountResult, steps: &[huice_core::Step]) -> Self {
        let (value, low, high, unit) = match amount {
            AmountResult::None
            | AmountResult::NotDue
            | AmountResult::NotStated
            | AmountResult::Text(_) => (None, None, None, None),
            AmountResult::Exact(n, unit) => (Some(*n), None, None, Some(unit)),
            AmountResult::Range(low, high, unit) => (None, Some(*low), *high, Some(unit)),
            AmountResult::AtMost(n, unit) => (*n, None, None, Some(unit)),
        };
        let step = |step| Step {
            label: words::step_label(step).to_owned(),
            line: words::step_line(law, step),
        };
        Self {
            kind: amount.into(),
            value: value.map(digits),
            low: low.map(digits),
            high: high.map(digits),
            unit: unit.map(|unit| words::unit_word(unit).to_owned()),
            text: words::amount(amount),
            steps: steps.iter().map(step).collect(),
        }
    }
}
