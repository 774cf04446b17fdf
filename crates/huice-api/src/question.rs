//! A fact as a form needs it, and the next question.

use crate::answer::number;
use crate::instrument_id;
use crate::terms::{ActionKind, FactType, Unticked};
use huice_core::ir::{self, ActionTarget, FactKind, Law, ListSort};
use huice_zh::words;
use serde::Serialize;

/// One thing that may be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fact<'l> {
    /// Its id, used in answers.
    pub id: &'l str,
    /// The topic that it belongs to; fields of records have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<&'l str>,
    /// What it is answered with.
    pub r#type: FactType,
    /// Of numbers: what they count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'l str>,
    /// Of numbers: the least, percentages as people write them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<String>,
    /// Of numbers: the greatest, percentages as people write them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<String>,
    /// The question.
    pub ask: &'l str,
    /// A short name.
    pub label: &'l str,
    /// Where to find the answer; may be empty.
    pub help: &'l str,
    /// Who makes the finding, where only an office can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judgement: Option<&'l str>,
    /// Its words as a row of a list, where it is asked in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<&'l str>,
    /// What leaving that row unticked means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unticked: Option<Unticked>,
    /// Of `bool` the words for `true` and `false`; of `choice` and `set` what there is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice<'l>>,
    /// Of records: what one is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<&'l str>,
    /// What a person can do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Action<'l>>,
    /// Of records: the fields of one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Fact<'l>>,
}

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Choice<'l> {
    /// Its id, used in answers.
    pub id: &'l str,
    /// In words.
    pub text: &'l str,
}

/// What a person can do about a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Action<'l> {
    /// The act: 去办失业登记.
    pub text: &'l str,
    /// Whether the person does it, or asks an office.
    pub kind: ActionKind,
    /// Of a choice: the options from which it can be done; from each where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<&'l str>,
    /// Where it leads: `yes`, `no`, `more`, `less`, `later`, or options.
    pub to: Vec<&'l str>,
}

impl<'l> Action<'l> {
    fn new(fact: &'l ir::Fact, action: &'l ir::Action) -> Self {
        let ids = |positions: &[ir::OptionId]| match &fact.kind {
            FactKind::Choice(options) | FactKind::Set(options) => positions
                .iter()
                .filter_map(|at| options.get(usize::from(*at)))
                .map(|(id, _)| id.as_str())
                .collect(),
            _ => Vec::new(),
        };
        Self {
            text: &action.say,
            kind: ActionKind::of(action.office),
            from: ids(&action.from),
            to: match &action.target {
                ActionTarget::Yes => vec!["yes"],
                ActionTarget::No => vec!["no"],
                ActionTarget::More => vec!["more"],
                ActionTarget::Less => vec!["less"],
                ActionTarget::Later => vec!["later"],
                ActionTarget::Options(to) => ids(to),
            },
        }
    }
}

impl<'l> Fact<'l> {
    /// A fact of a law.
    #[must_use]
    pub fn new(law: &'l Law, fact: &'l ir::Fact) -> Self {
        let topic = law.topics.get(usize::from(fact.topic));
        Self {
            topic: topic.map(String::as_str),
            ..Self::field(fact)
        }
    }

    /// A field of a record: a fact without a topic.
    fn field(fact: &'l ir::Fact) -> Self {
        let listed = !fact.list.is_empty();
        let unticked = match fact.list_sort() {
            Some(ListSort::Ticks) if listed => Some(if fact.unticked_is_unknown {
                Unticked::Unsure
            } else {
                Unticked::No
            }),
            _ => None,
        };
        let mut own = Self {
            id: &fact.id,
            topic: None,
            r#type: (&fact.kind).into(),
            unit: None,
            min: None,
            max: None,
            ask: &fact.ask,
            label: &fact.label,
            help: &fact.help,
            judgement: fact.judgement.as_deref(),
            row: listed.then(|| huice_zh::words::in_list(fact)),
            unticked,
            options: Vec::new(),
            item: None,
            change: fact.change.as_ref().map(|act| Action::new(fact, act)),
            fields: Vec::new(),
        };
        match &fact.kind {
            FactKind::Bool { yes, no } => {
                own.options = [("true", yes), ("false", no)]
                    .map(|(id, text)| Choice { id, text })
                    .into();
            }
            FactKind::Choice(options) | FactKind::Set(options) => {
                own.options = options
                    .iter()
                    .map(|(id, text)| Choice { id, text })
                    .collect();
            }
            FactKind::Number { unit, min, max } => {
                own.unit = Some(words::unit_word(unit));
                own.min = Some(number(*min, unit));
                own.max = Some(number(*max, unit));
            }
            FactKind::Date => {}
            FactKind::Records { item, fields } => {
                own.item = Some(item);
                own.fields = fields.iter().map(Self::field).collect();
            }
        }
        own
    }
}

/// The next question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Question<'l> {
    /// The fact that may settle most.
    #[serde(flatten)]
    pub fact: Fact<'l>,
    /// The policies that the answers can move, money first.
    pub because: Vec<&'l str>,
    /// How many questions remain at least, this one included.
    pub at_least: usize,
    /// How many may remain at most, this one included.
    pub at_most: usize,
    /// The question of the list, where several facts are asked together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<&'l str>,
    /// All facts of the screen.
    pub facts: Vec<Fact<'l>>,
    /// How many screens remain at least, this one included.
    pub screens_at_least: usize,
    /// How many may remain at most, this one included.
    pub screens_at_most: usize,
    /// Policies of which money is still open.
    pub money_open: usize,
}

impl<'l> Question<'l> {
    /// A question; `None` for a fact that the law does not have.
    #[must_use]
    pub fn new(law: &'l Law, question: &huice_core::Question) -> Option<Self> {
        let at = |id: &ir::FactId| law.facts.get(usize::from(*id));
        let fact = at(&question.fact)?;
        let facts = question.facts.iter().filter_map(at);
        let because = question.because.iter();
        Some(Self {
            fact: Fact::new(law, fact),
            because: because.filter_map(|i| instrument_id(law, *i)).collect(),
            at_least: question.at_least,
            at_most: question.at_most,
            list: (question.facts.len() > 1).then_some(fact.list.as_str()),
            facts: facts.map(|fact| Fact::new(law, fact)).collect(),
            screens_at_least: question.screens_at_least,
            screens_at_most: question.screens_at_most,
            money_open: question.money_open,
        })
    }
}
