//! What `--json` prints. Decimals are strings, days are `2020-01-01`.

mod proof;
mod question;

pub(crate) use question::{FactView, QuestionView};

use crate::changes::{ChangesView, Day};
use crate::terms;
use huice_core::ir::{Citation, Document, FactId, Instrument, Law, LostItem};
use huice_core::outcome::TEXT_MISSING;
use huice_core::{
    AmountResult, AnswerError, Answers, CompiledLaw, Date, Decimal, Decision, Explanation, Need,
    Summary, Verdict, explain, words,
};
use huice_zh::input;
use proof::{Cite, ProofView, ReadingView, Reason, flatten};
use serde::Serialize;
use serde_json::json;

/// Prints a value.
pub(crate) fn print<T: Serialize>(value: &T) -> String {
    serde_json::to_string_pretty(value).unwrap_or_else(|e| error(&crate::words::json(&e)))
}

/// A message of failure.
pub(crate) fn error(message: &str) -> String {
    json!({"error": message}).to_string()
}

/// Answers that were refused, where nothing was evaluated.
pub(crate) fn refusals(errors: &[AnswerError]) -> String {
    let refused: Vec<Refused> = errors.iter().map(Refused::of).collect();
    print(&json!({"error": "有回答不能用", "refused": refused}))
}

/// A decimal as it stands on the wire.
pub(crate) fn digits(n: Decimal) -> String {
    n.normalize().to_string()
}

/// The whole answer of `evaluate`.
#[derive(Debug, Serialize)]
pub(crate) struct Evaluation {
    place: String,
    place_name: String,
    as_of: String,
    summary: SummaryView,
    pub(crate) outcomes: Vec<EntryView>,
    refused: Vec<Refused>,
}

impl Evaluation {
    pub(crate) fn of(
        law: &CompiledLaw,
        (as_of, answers): (Date, &Answers),
        summary: &Summary,
        decisions: &[&Decision],
        missing: &[&LostItem],
        refused: &[AnswerError],
    ) -> Self {
        let told = decisions.iter().filter_map(|decision| {
            let explanation = explain::explain_one(law, as_of, answers, decision)?;
            OutcomeView::of(law, decision, &explanation)
        });
        let lost = missing.iter().map(|m| MissingView::of(law, m));
        Self {
            place: law.place.clone(),
            place_name: law.place_name.clone(),
            as_of: as_of.to_string(),
            summary: SummaryView {
                certain: digits(summary.certain),
                pending: summary.pending.map(digits),
                discretionary: summary.discretionary.map(digits),
                settled: summary.settled,
                total: summary.total,
            },
            outcomes: told
                .map(|view| EntryView::Outcome(Box::new(view)))
                .chain(lost.map(|view| EntryView::Missing(Box::new(view))))
                .collect(),
            refused: refused.iter().map(Refused::of).collect(),
        }
    }
}

impl Evaluation {
    /// Tells of each outcome what would change it.
    pub(crate) fn with_changes(mut self, day: &Day<'_>, decisions: &[&Decision]) -> Self {
        for (told, decision) in self.outcomes.iter_mut().zip(decisions) {
            if let EntryView::Outcome(view) = told {
                view.changes = Some(day.view(decision));
            }
        }
        self
    }
}

/// Counts and sums in 元; `null`: no ceiling is known.
#[derive(Debug, Serialize)]
struct SummaryView {
    certain: String,
    pending: Option<String>,
    discretionary: Option<String>,
    settled: usize,
    total: usize,
}

/// An answer that was refused.
#[derive(Debug, Serialize)]
struct Refused {
    field: String,
    code: &'static str,
    found: String,
    expected: String,
}

impl Refused {
    fn of(error: &AnswerError) -> Self {
        Self {
            field: error.field.clone(),
            code: error.refusal.code(),
            found: input::found(&error.found),
            expected: input::refusal(&error.refusal),
        }
    }
}

/// What is said about an instrument, or about an item whose text is lost.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum EntryView {
    Outcome(Box<OutcomeView>),
    Missing(Box<MissingView>),
}

/// An item whose text is lost: what it gives, and to whom, is `null`.
#[derive(Debug, Serialize)]
pub(crate) struct MissingView {
    id: String,
    title: String,
    summary: &'static str,
    verdict: &'static str,
    strength: Option<&'static str>,
    to: Option<&'static str>,
    roles: Vec<&'static str>,
    kind: Option<&'static str>,
    amount: AmountView,
    needs: Vec<NeedView>,
    amount_needs: Vec<String>,
    /// Whether a part of the text is left.
    part: bool,
    /// The offices responsible, where their names are left.
    units: String,
    cite: Cite,
}

impl MissingView {
    pub(crate) fn of(law: &Law, missing: &LostItem) -> Self {
        let cite = Citation {
            document: missing.document,
            clause: missing.clause.clone(),
            sentence: String::new(),
        };
        Self {
            id: missing.id.clone(),
            title: words::missing_title(missing),
            summary: words::missing(missing),
            verdict: TEXT_MISSING,
            strength: None,
            to: None,
            roles: Vec::new(),
            kind: None,
            amount: AmountView::of(law, &AmountResult::NotStated, &[]),
            needs: Vec::new(),
            amount_needs: Vec::new(),
            part: missing.part,
            units: missing.units.clone(),
            cite: Cite::of(law, &cite),
        }
    }
}

/// Everything said about one instrument.
#[derive(Debug, Serialize)]
pub(crate) struct OutcomeView {
    id: String,
    title: String,
    summary: String,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_yet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expired: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    starts: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_between: Option<[String; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replaced_by: Option<String>,
    /// The instrument of a wider place that this one restates: one grant with two sources.
    #[serde(skip_serializing_if = "Option::is_none")]
    restates: Option<String>,
    /// The instrument that restates this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    restated_by: Option<String>,
    strength: &'static str,
    to: &'static str,
    roles: Vec<&'static str>,
    kind: &'static str,
    amount: AmountView,
    needs: Vec<NeedView>,
    amount_needs: Vec<String>,
    reasons: Vec<Reason>,
    proof: Option<ProofView>,
    readings: Vec<ReadingView>,
    terms: Vec<TermView>,
    valid: Valid,
    cite: Cite,
    upon: String,
    note: String,
    fund: String,
    /// What would change it; only where it is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<ChangesView>,
}

impl OutcomeView {
    fn of(law: &CompiledLaw, decision: &Decision, explanation: &Explanation) -> Option<Self> {
        let instrument = law.instruments.get(usize::from(decision.instrument))?;
        let mut reasons = Vec::new();
        if let Some(proof) = &explanation.proof {
            flatten(law, proof, None, 0, &mut reasons);
        }
        let mut view = Self {
            id: instrument.id.clone(),
            title: instrument.title.clone(),
            summary: instrument.summary.clone(),
            verdict: decision.verdict.word(),
            not_yet: None,
            expired: None,
            starts: None,
            start_between: None,
            replaced_by: None,
            restates: instrument.restates.and_then(|n| instrument_id(law, n)),
            restated_by: law
                .restated_by(decision.instrument)
                .and_then(|n| instrument_id(law, n)),
            strength: terms::strength(decision.strength).0,
            to: terms::beneficiary(decision.beneficiary).0,
            roles: instrument.roles.iter().map(|r| terms::role(*r)).collect(),
            kind: terms::kind(decision.kind).0,
            amount: AmountView::of(law, &decision.amount, &explanation.steps),
            needs: decision
                .needs
                .iter()
                .map(|need| NeedView::of(law, *need))
                .collect(),
            amount_needs: decision
                .amount_needs
                .iter()
                .map(|f| fact_id(law, *f))
                .collect(),
            reasons,
            proof: explanation.proof.as_ref().map(|p| ProofView::of(law, p)),
            readings: instrument
                .readings
                .iter()
                .zip(&explanation.readings)
                .map(|(reading, result)| ReadingView::of(law, reading, result))
                .collect(),
            terms: instrument
                .terms
                .iter()
                .map(|t| TermView {
                    label: t.label.clone(),
                    text: words::number(t.value, &t.unit),
                    cite: Cite::of(law, &t.cite),
                })
                .collect(),
            valid: Valid::of(
                instrument,
                law.documents.get(usize::from(instrument.cite.document)),
            ),
            cite: Cite::of(law, &instrument.cite),
            upon: instrument.prerequisite.clone(),
            note: instrument.note.clone(),
            fund: instrument.fund.clone(),
            changes: None,
        };
        match &decision.verdict {
            Verdict::NotYet(day) => view.not_yet = Some(day.to_string()),
            Verdict::Expired(day) => view.expired = Some(day.to_string()),
            Verdict::NotStarted(day) => view.starts = Some(day.to_string()),
            Verdict::StartUnknown(from, to) => {
                view.start_between = Some([from.to_string(), to.to_string()]);
            }
            Verdict::Replaced(by) => {
                view.replaced_by = instrument_id(law, *by);
            }
            Verdict::Eligible | Verdict::Ineligible | Verdict::Undetermined => {}
        }
        Some(view)
    }
}

/// The id of an instrument.
pub(crate) fn instrument_id(law: &Law, position: u16) -> Option<String> {
    law.instruments
        .get(usize::from(position))
        .map(|i| i.id.clone())
}

/// An amount with its arithmetic.
#[derive(Debug, Serialize)]
pub(crate) struct AmountView {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
    /// In words.
    text: String,
    steps: Vec<StepView>,
}

impl AmountView {
    pub(crate) fn of(law: &Law, amount: &AmountResult, steps: &[huice_core::Step]) -> Self {
        let (value, low, high, unit) = match amount {
            AmountResult::None
            | AmountResult::NotDue
            | AmountResult::NotStated
            | AmountResult::Text(_) => (None, None, None, None),
            AmountResult::Exact(n, unit) => (Some(*n), None, None, Some(unit)),
            AmountResult::Range(low, high, unit) => (None, Some(*low), *high, Some(unit)),
            AmountResult::AtMost(n, unit) => (*n, None, None, Some(unit)),
        };
        Self {
            kind: terms::amount(amount),
            value: value.map(digits),
            low: low.map(digits),
            high: high.map(digits),
            unit: unit.map(terms::money),
            text: words::amount(amount),
            steps: steps
                .iter()
                .map(|s| StepView {
                    label: words::step_label(s).into(),
                    line: words::step_line(law, s),
                })
                .collect(),
        }
    }
}

/// One line of arithmetic.
#[derive(Debug, Serialize)]
struct StepView {
    label: String,
    line: String,
}

/// What stands between the answers and a verdict.
#[derive(Debug, Serialize)]
pub(crate) struct NeedView {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fact: Option<String>,
    text: String,
}

impl NeedView {
    pub(crate) fn of(law: &CompiledLaw, need: Need) -> Self {
        let fact = match need {
            Need::Fact(id) | Need::Judgement(id) => Some(fact_id(law, id)),
            Need::Open(_) | Need::Reading(..) => None,
        };
        Self {
            kind: terms::need(&need),
            fact,
            text: words::need(law, need),
        }
    }
}

/// The id of a fact; empty for a position that points nowhere.
pub(crate) fn fact_id(law: &Law, id: FactId) -> String {
    law.facts
        .get(usize::from(id))
        .map_or_else(String::new, |f| f.id.clone())
}

/// Something fixed that is not a sum.
#[derive(Debug, Serialize)]
struct TermView {
    label: String,
    text: String,
    #[serde(flatten)]
    cite: Cite,
}

/// When it is in force.
#[derive(Debug, Serialize)]
struct Valid {
    /// First day; the latest day of issue where the clause states none of its own.
    from: Option<String>,
    /// Last day; `null` where no end is stated.
    until: Option<String>,
    last_checked: Option<String>,
}

impl Valid {
    fn of(instrument: &Instrument, document: Option<&Document>) -> Self {
        let from = instrument.from.or(document.map(|d| d.issued_latest));
        let until = instrument.until.or(document.and_then(|d| d.until));
        Self {
            from: from.map(|d| d.to_string()),
            until: until.map(|d| d.to_string()),
            last_checked: document.map(|d| d.checked.to_string()),
        }
    }
}
