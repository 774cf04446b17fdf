//! What `--json` prints. Decimals are strings, days are `2020-01-01`.

use crate::changes::{ChangesView, Day};
use crate::terms;
use huice_core::ir::{
    Act, Citation, Document, Fact, FactId, FactKind, Goal, Instrument, Law, ListSort, Missing,
};
use huice_core::outcome::{Joint, TEXT_MISSING};
use huice_core::{
    AmountResult, AnswerError, Date, Decimal, Need, Outcome, Proof, Question, Summary, Verdict,
    words,
};
use serde::Serialize;
use serde_json::json;

/// Prints a value.
pub(crate) fn print<T: Serialize>(value: &T) -> String {
    serde_json::to_string_pretty(value).unwrap_or_else(|e| error(&e.to_string()))
}

/// A message of failure.
pub(crate) fn error(message: &str) -> String {
    json!({"error": message}).to_string()
}

/// Answers that were refused, where nothing was evaluated.
pub(crate) fn refusals(errors: &[AnswerError]) -> String {
    let refused: Vec<Refused> = errors.iter().map(Refused::of).collect();
    print(&json!({"error": "answers refused", "refused": refused}))
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
    pub(crate) outcomes: Vec<Told>,
    refused: Vec<Refused>,
}

impl Evaluation {
    pub(crate) fn of(
        law: &Law,
        as_of: Date,
        summary: &Summary,
        outcomes: &[&Outcome],
        missing: &[&Missing],
        refused: &[AnswerError],
    ) -> Self {
        let told = outcomes.iter().filter_map(|o| OutcomeView::of(law, o));
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
                .map(|view| Told::Outcome(Box::new(view)))
                .chain(lost.map(|view| Told::Missing(Box::new(view))))
                .collect(),
            refused: refused.iter().map(Refused::of).collect(),
        }
    }
}

impl Evaluation {
    /// Tells of each outcome what would change it.
    pub(crate) fn with_changes(mut self, day: &Day<'_>, outcomes: &[&Outcome]) -> Self {
        for (told, outcome) in self.outcomes.iter_mut().zip(outcomes) {
            if let Told::Outcome(view) = told {
                view.changes = Some(day.view(outcome));
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
    found: String,
    expected: String,
}

impl Refused {
    fn of(error: &AnswerError) -> Self {
        Self {
            field: error.field.clone(),
            found: error.found.clone(),
            expected: error.expected.clone(),
        }
    }
}

/// What is said about an instrument, or about an item whose text is lost.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Told {
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
    pub(crate) fn of(law: &Law, missing: &Missing) -> Self {
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
            amount: AmountView::of(&AmountResult::NotStated, &[]),
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
    fn of(law: &Law, outcome: &Outcome) -> Option<Self> {
        let instrument = law.instruments.get(usize::from(outcome.instrument))?;
        let mut reasons = Vec::new();
        if let Some(proof) = &outcome.proof {
            flatten(law, proof, None, 0, &mut reasons);
        }
        let mut view = Self {
            id: instrument.id.clone(),
            title: instrument.title.clone(),
            summary: instrument.summary.clone(),
            verdict: outcome.verdict.word(),
            not_yet: None,
            expired: None,
            starts: None,
            start_between: None,
            replaced_by: None,
            restates: instrument.restates.and_then(|n| instrument_id(law, n)),
            restated_by: law
                .restated_by(outcome.instrument)
                .and_then(|n| instrument_id(law, n)),
            strength: terms::strength(outcome.strength).0,
            to: terms::to(outcome.to).0,
            roles: instrument.roles.iter().map(|r| terms::role(*r)).collect(),
            kind: terms::kind(outcome.kind).0,
            amount: AmountView::of(&outcome.amount, &outcome.steps),
            needs: outcome.needs.iter().map(|n| NeedView::of(law, n)).collect(),
            amount_needs: outcome
                .amount_needs
                .iter()
                .map(|f| fact_id(law, *f))
                .collect(),
            reasons,
            proof: outcome.proof.as_ref().map(|p| ProofView::of(law, p)),
            readings: outcome.readings.iter().map(ReadingView::of).collect(),
            terms: outcome
                .terms
                .iter()
                .map(|t| TermView {
                    label: t.label.clone(),
                    text: t.text.clone(),
                    cite: Cite::of(law, &t.cite),
                })
                .collect(),
            valid: Valid::of(
                instrument,
                law.documents.get(usize::from(instrument.cite.document)),
            ),
            cite: Cite::of(law, &instrument.cite),
            upon: instrument.upon.clone(),
            note: instrument.note.clone(),
            fund: instrument.fund.clone(),
            changes: None,
        };
        match &outcome.verdict {
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
    pub(crate) fn of(amount: &AmountResult, steps: &[huice_core::Step]) -> Self {
        let (value, low, high, unit) = match amount {
            AmountResult::None | AmountResult::NotStated | AmountResult::Text(_) => {
                (None, None, None, None)
            }
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
                    label: s.label.clone(),
                    line: s.line.clone(),
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
    pub(crate) fn of(law: &Law, need: &Need) -> Self {
        let fact = match need {
            Need::Fact(id) | Need::Judgement(id) => Some(fact_id(law, *id)),
            Need::Open(_) | Need::Reading(_) => None,
        };
        Self {
            kind: terms::need(need),
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

/// Where something stands.
#[derive(Debug, Serialize)]
struct Cite {
    /// In words.
    cite: String,
    document: String,
    clause: String,
    sentence: String,
}

impl Cite {
    fn of(law: &Law, cite: &Citation) -> Self {
        Self {
            cite: words::cite(law, cite),
            document: law
                .documents
                .get(usize::from(cite.document))
                .map_or_else(String::new, |d| d.id.clone()),
            clause: cite.clause.clone(),
            sentence: cite.sentence.clone(),
        }
    }
}

/// A single condition of the proof.
#[derive(Debug, Serialize)]
struct Reason {
    /// How many joints stand above it.
    depth: usize,
    /// What joins it to those beside it: `all`, `any` or `not`; `none` where it stands alone.
    joint: &'static str,
    /// `leaf`, `judge` or `open`.
    kind: &'static str,
    text: String,
    truth: &'static str,
    decisive: bool,
    #[serde(flatten)]
    cite: Cite,
    missing: Vec<String>,
}

/// Gathers the conditions that stand at the ends of the proof.
fn flatten(law: &Law, proof: &Proof, joint: Option<Joint>, depth: usize, into: &mut Vec<Reason>) {
    match proof.joint {
        Joint::All | Joint::Any | Joint::Not => {}
        Joint::Leaf | Joint::Judge | Joint::Open | Joint::Cases => into.push(Reason {
            depth,
            joint: joint.map_or("none", |j| terms::joint(j).0),
            kind: terms::joint(proof.joint).0,
            text: proof.say.clone(),
            truth: terms::truth(proof.truth).0,
            decisive: proof.decisive,
            cite: Cite::of(law, &proof.cite),
            missing: proof.missing.iter().map(|f| fact_id(law, *f)).collect(),
        }),
    }
    for part in &proof.parts {
        flatten(law, part, Some(proof.joint), depth + 1, into);
    }
}

/// A node of the proof.
#[derive(Debug, Serialize)]
struct ProofView {
    text: String,
    joint: &'static str,
    truth: &'static str,
    decisive: bool,
    #[serde(flatten)]
    cite: Cite,
    missing: Vec<String>,
    parts: Vec<ProofView>,
}

impl ProofView {
    fn of(law: &Law, proof: &Proof) -> Self {
        Self {
            text: proof.say.clone(),
            joint: terms::joint(proof.joint).0,
            truth: terms::truth(proof.truth).0,
            decisive: proof.decisive,
            cite: Cite::of(law, &proof.cite),
            missing: proof.missing.iter().map(|f| fact_id(law, *f)).collect(),
            parts: proof.parts.iter().map(|p| Self::of(law, p)).collect(),
        }
    }
}

/// Another reading with its own result.
#[derive(Debug, Serialize)]
struct ReadingView {
    about: String,
    ours: String,
    other: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<AmountView>,
    differs: bool,
}

impl ReadingView {
    fn of(reading: &huice_core::ReadingResult) -> Self {
        Self {
            about: reading.about.clone(),
            ours: reading.ours.clone(),
            other: reading.other.clone(),
            verdict: reading.verdict.as_ref().map(Verdict::word),
            amount: reading.amount.as_ref().map(|a| AmountView::of(a, &[])),
            differs: reading.differs,
        }
    }
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

/// A fact as a form needs it.
#[derive(Debug, Serialize)]
pub(crate) struct FactView {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    topic: Option<String>,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<String>,
    ask: String,
    label: String,
    help: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    judgement: Option<String>,
    /// Where it is asked in a list: its words there, and whether leaving it unticked says
    /// `no` or leaves it `unsure`.
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unticked: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    options: Vec<OptionView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
    /// What a person can do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<ActView>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<FactView>,
}

/// What a person can do about a fact.
#[derive(Debug, Serialize)]
struct ActView {
    text: String,
    /// `do`, or `ask` where an office has the last word.
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    from: Vec<String>,
    /// `yes`, `no`, `more`, `less`, `later`, or options.
    to: Vec<String>,
}

impl ActView {
    fn of(fact: &Fact, act: &Act) -> Self {
        let ids = |positions: &[u16]| match &fact.kind {
            FactKind::Choice(options) | FactKind::Set(options) => positions
                .iter()
                .filter_map(|at| options.get(usize::from(*at)))
                .map(|(id, _)| id.clone())
                .collect(),
            _ => Vec::new(),
        };
        Self {
            text: act.say.clone(),
            kind: if act.office { "ask" } else { "do" },
            from: ids(&act.from),
            to: match &act.to {
                Goal::Yes => vec!["yes".into()],
                Goal::No => vec!["no".into()],
                Goal::More => vec!["more".into()],
                Goal::Less => vec!["less".into()],
                Goal::Later => vec!["later".into()],
                Goal::Options(to) => ids(to),
            },
        }
    }
}

/// One thing to choose.
#[derive(Debug, Serialize)]
struct OptionView {
    id: String,
    text: String,
}

impl FactView {
    pub(crate) fn of(law: &Law, fact: &Fact) -> Self {
        let mut view = Self {
            id: fact.id.clone(),
            topic: law.topics.get(usize::from(fact.topic)).cloned(),
            r#type: terms::fact_type(&fact.kind),
            unit: None,
            min: None,
            max: None,
            ask: fact.ask.clone(),
            label: fact.label.clone(),
            help: fact.help.clone(),
            judgement: fact.judgement.clone(),
            row: (!fact.list.is_empty()).then(|| fact.in_list().to_owned()),
            unticked: match (fact.list.is_empty(), fact.list_sort()) {
                (false, Some(ListSort::Ticks)) => Some(if fact.doubt { "unsure" } else { "no" }),
                (_, _) => None,
            },
            options: Vec::new(),
            item: None,
            change: fact.change.as_ref().map(|act| ActView::of(fact, act)),
            fields: Vec::new(),
        };
        let option = |(id, text): &(String, String)| OptionView {
            id: id.clone(),
            text: text.clone(),
        };
        match &fact.kind {
            FactKind::Bool { yes, no } => {
                view.options = vec![
                    OptionView {
                        id: "true".into(),
                        text: yes.clone(),
                    },
                    OptionView {
                        id: "false".into(),
                        text: no.clone(),
                    },
                ];
            }
            FactKind::Choice(options) | FactKind::Set(options) => {
                view.options = options.iter().map(option).collect();
            }
            FactKind::Number { unit, min, max } => {
                view.unit = Some(words::unit_word(unit).to_owned());
                // Shares are kept as parts of 1 and spoken of as percentages.
                let shown = |n: &Decimal| match unit {
                    huice_core::ir::Unit::Percent => {
                        digits(n.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(*n))
                    }
                    _ => digits(*n),
                };
                view.min = Some(shown(min));
                view.max = Some(shown(max));
            }
            FactKind::Date => {}
            FactKind::Records { item, fields } => {
                view.item = Some(item.clone());
                view.fields = fields
                    .iter()
                    .map(|f| Self {
                        topic: None,
                        ..Self::of(law, f)
                    })
                    .collect();
            }
        }
        view
    }
}

/// The next question.
#[derive(Debug, Serialize)]
pub(crate) struct QuestionView {
    #[serde(flatten)]
    fact: FactView,
    /// Ids of the instruments that the answers can move, money first.
    because: Vec<String>,
    at_least: usize,
    at_most: usize,
    /// The question of the list, where several facts are asked together.
    #[serde(skip_serializing_if = "Option::is_none")]
    list: Option<String>,
    /// All facts of the screen.
    facts: Vec<FactView>,
    screens_at_least: usize,
    screens_at_most: usize,
    /// Instruments of which money is still open.
    money_open: usize,
}

impl QuestionView {
    pub(crate) fn of(law: &Law, question: &Question) -> Option<Self> {
        let fact = law.facts.get(usize::from(question.fact))?;
        let facts = question.facts.iter();
        let facts = facts.filter_map(|f| law.facts.get(usize::from(*f)));
        Some(Self {
            list: (question.facts.len() > 1).then(|| fact.list.clone()),
            facts: facts.map(|f| FactView::of(law, f)).collect(),
            screens_at_least: question.screens_at_least,
            screens_at_most: question.screens_at_most,
            money_open: question.money_open,
            fact: FactView::of(law, fact),
            because: question
                .because
                .iter()
                .filter_map(|i| law.instruments.get(usize::from(*i)))
                .map(|i| i.id.clone())
                .collect(),
            at_least: question.at_least,
            at_most: question.at_most,
        })
    }
}
