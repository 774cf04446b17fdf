//! What JS sees.

use huice_core::ir::{Citation, FactKind, Law, Missing};
use huice_core::outcome::{Joint, Need, Proof, TEXT_MISSING};
use huice_core::words;
use huice_core::{AmountResult, Outcome, Question, Summary, Truth, Verdict};
use serde::Serialize;

/// Why something was refused.
#[derive(Debug, Serialize)]
pub struct Failure {
    /// `pack`, `date`, `fact` or `answer`.
    pub code: &'static str,
    /// The field, for answers.
    pub field: String,
    /// What to do about it.
    pub message: String,
}

impl Failure {
    /// A refusal.
    #[must_use]
    pub fn new(code: &'static str, field: String, message: String) -> Self {
        Self {
            code,
            field,
            message,
        }
    }
}

/// An amount; decimals are strings.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "the fields are the kinds' own numbers, explained by `words`"
)]
pub enum Amount {
    None,
    NotStated,
    Text {
        text: String,
    },
    Exact {
        value: String,
        unit: String,
    },
    Range {
        low: String,
        high: Option<String>,
        unit: String,
    },
    AtMost {
        value: Option<String>,
        unit: String,
    },
}

impl Amount {
    /// From the core's.
    #[must_use]
    pub fn of(amount: &AmountResult) -> Self {
        let word = |unit| words::unit_word(unit).to_owned();
        match amount {
            AmountResult::None => Self::None,
            AmountResult::NotStated => Self::NotStated,
            AmountResult::Text(text) => Self::Text { text: text.clone() },
            AmountResult::Exact(n, unit) => Self::Exact {
                value: n.to_string(),
                unit: word(unit),
            },
            AmountResult::Range(low, high, unit) => Self::Range {
                low: low.to_string(),
                high: high.map(|h| h.to_string()),
                unit: word(unit),
            },
            AmountResult::AtMost(n, unit) => Self::AtMost {
                value: n.map(|n| n.to_string()),
                unit: word(unit),
            },
        }
    }
}

/// One condition of a proof.
#[derive(Debug, Serialize)]
pub struct Reason {
    /// Plain words.
    pub text: String,
    /// `all`, `any`, `not`, `leaf`, `judge` or `open`.
    pub joint: &'static str,
    /// `true`, `false` or `unknown`.
    pub truth: &'static str,
    /// Whether it decided the whole.
    pub decisive: bool,
    /// Document and clause.
    pub cite: String,
    /// The parts.
    pub parts: Vec<Reason>,
}

impl Reason {
    fn of(law: &Law, proof: &Proof) -> Self {
        Self {
            text: proof.say.clone(),
            joint: match proof.joint {
                Joint::All => "all",
                Joint::Any => "any",
                Joint::Not => "not",
                Joint::Leaf => "leaf",
                Joint::Judge => "judge",
                Joint::Open => "open",
                Joint::Cases => "cases",
            },
            truth: match proof.truth {
                Truth::True => "true",
                Truth::False => "false",
                Truth::Unknown => "unknown",
            },
            decisive: proof.decisive,
            cite: words::cite(law, &proof.cite),
            parts: proof.parts.iter().map(|p| Self::of(law, p)).collect(),
        }
    }
}

/// Another reading with its own result.
#[derive(Debug, Serialize)]
pub struct OtherReading {
    /// What is in doubt.
    pub about: String,
    /// The adopted reading.
    pub ours: String,
    /// The other.
    pub other: String,
    /// The other's verdict, where it has its own condition.
    pub verdict: Option<&'static str>,
    /// The other's amount, where it has its own.
    pub amount: Option<Amount>,
}

/// Everything said about one instrument.
#[derive(Debug, Serialize)]
pub struct Told {
    /// Its id.
    pub id: String,
    /// Official title.
    pub title: String,
    /// `eligible`, `not_yet`, `ineligible`, `undetermined`, `not_in_force` or `text_missing`.
    pub verdict: &'static str,
    /// The day from which it can be had, for `not_yet`.
    pub from: Option<String>,
    /// The amount.
    pub amount: Amount,
    /// Its arithmetic, line by line.
    pub steps: Vec<String>,
    /// What is missing, in words.
    pub needs: Vec<String>,
    /// The facts that are missing.
    pub facts: Vec<String>,
    /// Why.
    pub reasons: Option<Reason>,
    /// Other readings.
    pub readings: Vec<OtherReading>,
    /// Document and clause.
    pub cite: String,
    /// Id of the instrument of a wider place that this one restates: one grant, two sources.
    pub restates: Option<String>,
    /// Id of the instrument that restates this one.
    pub restated_by: Option<String>,
}

impl Told {
    /// An item whose text is lost, with the verdict `text_missing`: it may give something, and
    /// nobody can say what or to whom.
    #[must_use]
    pub fn missing(law: &Law, missing: &Missing) -> Self {
        let cite = Citation {
            document: missing.document,
            clause: missing.clause.clone(),
            sentence: String::new(),
        };
        Self {
            id: missing.id.clone(),
            title: words::missing_title(missing),
            verdict: TEXT_MISSING,
            from: None,
            amount: Amount::NotStated,
            steps: Vec::new(),
            needs: vec![words::missing(missing).to_owned()],
            facts: Vec::new(),
            reasons: None,
            readings: Vec::new(),
            cite: words::cite(law, &cite),
            restates: None,
            restated_by: None,
        }
    }

    /// From the core's.
    #[must_use]
    pub fn of(law: &Law, outcome: &Outcome) -> Self {
        let instrument = law.instruments.get(usize::from(outcome.instrument));
        let fact = |id: &u16| law.facts.get(usize::from(*id)).map(|f| f.id.clone());
        let name = |n: u16| law.instruments.get(usize::from(n)).map(|i| i.id.clone());
        Self {
            id: instrument.map(|i| i.id.clone()).unwrap_or_default(),
            title: instrument.map(|i| i.title.clone()).unwrap_or_default(),
            verdict: outcome.verdict.word(),
            from: match &outcome.verdict {
                Verdict::NotYet(day) => Some(day.to_string()),
                _ => None,
            },
            amount: Amount::of(&outcome.amount),
            steps: outcome
                .steps
                .iter()
                .map(|s| format!("{} {}", s.label, s.line))
                .collect(),
            needs: outcome.needs.iter().map(|n| words::need(law, n)).collect(),
            facts: outcome
                .needs
                .iter()
                .filter_map(|n| match n {
                    Need::Fact(id) | Need::Judgement(id) => fact(id),
                    Need::Open(_) | Need::Reading(_) => None,
                })
                .collect(),
            reasons: outcome.proof.as_ref().map(|p| Reason::of(law, p)),
            readings: outcome
                .readings
                .iter()
                .map(|r| OtherReading {
                    about: r.about.clone(),
                    ours: r.ours.clone(),
                    other: r.other.clone(),
                    verdict: r.verdict.as_ref().map(Verdict::word),
                    amount: r.amount.as_ref().map(Amount::of),
                })
                .collect(),
            cite: instrument
                .map(|i| words::cite(law, &i.cite))
                .unwrap_or_default(),
            restates: instrument.and_then(|i| name(i.restates?)),
            restated_by: law.restated_by(outcome.instrument).and_then(name),
        }
    }
}

/// Sums over all instruments; decimals are strings, `null` where no ceiling is known.
#[derive(Debug, Serialize)]
pub struct Totals {
    /// Certain, in 元.
    pub certain: String,
    /// What more may come, in 元.
    pub pending: Option<String>,
    /// What is up to an office, in 元.
    pub discretionary: Option<String>,
    /// Grants settled.
    pub settled: u32,
    /// Grants in all; one with two sources counts once.
    pub total: u32,
}

impl Totals {
    /// From the core's.
    #[must_use]
    pub fn of(summary: &Summary) -> Self {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            certain: summary.certain.to_string(),
            pending: summary.pending.map(|n| n.to_string()),
            discretionary: summary.discretionary.map(|n| n.to_string()),
            settled: count(summary.settled),
            total: count(summary.total),
        }
    }
}

/// The next question.
#[derive(Debug, Serialize)]
pub struct Asked {
    /// The fact.
    pub fact: String,
    /// The question.
    pub ask: String,
    /// Where to find the answer.
    pub help: String,
    /// `bool`, `choice`, `set`, `number`, `date` or `records`.
    pub kind: &'static str,
    /// For choices and sets: id and words.
    pub options: Vec<(String, String)>,
    /// The instruments that its answer can move.
    pub because: Vec<String>,
    /// How many questions remain at least.
    pub at_least: u32,
    /// How many questions may remain at most.
    pub at_most: u32,
}

impl Asked {
    /// From the core's.
    #[must_use]
    pub fn of(law: &Law, question: &Question) -> Option<Self> {
        let fact = law.facts.get(usize::from(question.fact))?;
        let (kind, options) = match &fact.kind {
            FactKind::Bool { .. } => ("bool", Vec::new()),
            FactKind::Choice(options) => ("choice", options.clone()),
            FactKind::Set(options) => ("set", options.clone()),
            FactKind::Number { .. } => ("number", Vec::new()),
            FactKind::Date => ("date", Vec::new()),
            FactKind::Records { .. } => ("records", Vec::new()),
        };
        let name = |id: &u16| law.instruments.get(usize::from(*id)).map(|i| i.id.clone());
        Some(Self {
            fact: fact.id.clone(),
            ask: fact.ask.clone(),
            help: fact.help.clone(),
            kind,
            options,
            because: question.because.iter().filter_map(name).collect(),
            at_least: u32::try_from(question.at_least).unwrap_or(u32::MAX),
            at_most: u32::try_from(question.at_most).unwrap_or(u32::MAX),
        })
    }
}
