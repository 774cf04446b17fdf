//! A fact as a form needs it, and the next question.

use super::digits;
use crate::terms;
use huice_core::ir::{Action, ActionTarget, Fact, FactKind, Law, ListSort};
use huice_core::{Decimal, Question, words};
use serde::Serialize;

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
    fn of(fact: &Fact, act: &Action) -> Self {
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
            to: match &act.target {
                ActionTarget::Yes => vec!["yes".into()],
                ActionTarget::No => vec!["no".into()],
                ActionTarget::More => vec!["more".into()],
                ActionTarget::Less => vec!["less".into()],
                ActionTarget::Later => vec!["later".into()],
                ActionTarget::Options(to) => ids(to),
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
                (false, Some(ListSort::Ticks)) => Some(if fact.unticked_is_unknown {
                    "unsure"
                } else {
                    "no"
                }),
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
