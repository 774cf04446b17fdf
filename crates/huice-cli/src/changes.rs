//! What would change a result: as JSON, and in plain words.

use crate::terms;
use crate::view::{AmountView, NeedView, digits, fact_id};
use huice_core::counterfactual::{ChangeSet, Counterfactuals, counterfactuals, describe};
use huice_core::ir::{Fact, FactKind, OptionId, Unit};
use huice_core::{
    Answer, Answers, CompiledLaw, Date, DateRange, Decimal, Decision, Verdict, support, words,
};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// What may become of an instrument.
#[derive(Debug, Serialize)]
pub(crate) struct ChangesView {
    /// The day from which time alone makes it eligible.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// The last day, inclusive, on which it can be had.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_day: Option<String>,
    /// The smallest sets of changes.
    sets: Vec<SetView>,
    /// Whether every set of up to three changes was looked at.
    whole: bool,
    /// The facts on which the verdict rests: these answers alone give it.
    cited: Vec<String>,
}

/// One set of changes.
#[derive(Debug, Serialize)]
struct SetView {
    changes: Vec<ChangeView>,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_yet: Option<String>,
    amount: AmountView,
    /// What it still depends on.
    provided: Vec<NeedView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_day: Option<String>,
}

/// One change.
#[derive(Debug, Serialize)]
struct ChangeView {
    fact: String,
    /// `do`, or `ask` where an office has the last word.
    kind: &'static str,
    text: String,
    /// The answer then, as answers are given.
    to: Value,
}

/// The answers of one day.
pub(crate) struct Day<'a> {
    pub(crate) law: &'a CompiledLaw,
    pub(crate) as_of: Date,
    pub(crate) answers: &'a Answers,
    /// All decisions on them.
    pub(crate) decisions: &'a [Decision],
}

impl Day<'_> {
    fn counterfactuals(&self, decision: &Decision) -> Counterfactuals {
        counterfactuals(self.law, self.as_of, self.answers, decision)
    }

    /// As JSON.
    pub(crate) fn view(&self, decision: &Decision) -> ChangesView {
        let found = self.counterfactuals(decision);
        let at = self.decisions.iter().position(|known| known == decision);
        let cited = at.map_or_else(Vec::new, |at| {
            support::supporting_facts(self.law, self.as_of, self.answers, self.decisions, at)
        });
        ChangesView {
            from: found.from.map(|d| d.to_string()),
            last_day: found.last_day.map(|d| d.to_string()),
            sets: found
                .change_sets
                .iter()
                .map(|found| self.set(found))
                .collect(),
            whole: found.exhaustive,
            cited: cited.iter().map(|f| fact_id(self.law, *f)).collect(),
        }
    }

    fn set(&self, change_set: &ChangeSet) -> SetView {
        let changes = change_set.changes.iter().map(|change| ChangeView {
            fact: fact_id(self.law, change.fact),
            kind: if change.office { "ask" } else { "do" },
            text: describe(self.law, change),
            to: self
                .law
                .facts
                .get(usize::from(change.fact))
                .map_or(Value::Null, |fact| value(fact, &change.to)),
        });
        SetView {
            changes: changes.collect(),
            verdict: change_set.verdict.word(),
            not_yet: match change_set.verdict {
                Verdict::NotYet(day) => Some(day.to_string()),
                _ => None,
            },
            amount: AmountView::of(self.law, &change_set.amount, &[]),
            provided: change_set
                .remaining_needs
                .iter()
                .map(|need| NeedView::of(self.law, *need))
                .collect(),
            last_day: change_set.last_day.map(|d| d.to_string()),
        }
    }

    /// In plain words, a line each.
    pub(crate) fn lines(&self, decision: &Decision, lines: &mut Vec<String>) {
        let found = self.counterfactuals(decision);
        if let Some(day) = found.last_day {
            lines.push(String::new());
            lines.push(format!(
                "最晚：{}。过了这一天，照现在的情况就不行了。",
                words::day(day)
            ));
        }
        if found.change_sets.is_empty() {
            return;
        }
        lines.push(String::new());
        lines.push("怎样能办成（改动最少的办法，任选一条）：".into());
        for (n, change_set) in found.change_sets.iter().enumerate() {
            lines.push(format!("  {}. {}", n + 1, self.line(change_set)));
            if !change_set.remaining_needs.is_empty() {
                let needs: Vec<String> = change_set
                    .remaining_needs
                    .iter()
                    .map(|need| words::need(self.law, *need))
                    .collect();
                lines.push(format!("     还要看：{}", needs.join("；")));
            }
            if let Some(day) = change_set.last_day {
                lines.push(format!("     最晚{}办好。", words::day(day)));
            }
        }
    }

    fn line(&self, change_set: &ChangeSet) -> String {
        let acts: Vec<String> = change_set
            .changes
            .iter()
            .map(|change| {
                let say = describe(self.law, change);
                if change.office {
                    format!("{say}（由部门决定）")
                } else {
                    say
                }
            })
            .collect();
        format!(
            "{} → {}，{}",
            acts.join("，并且"),
            terms::verdict(&change_set.verdict),
            words::amount(&change_set.amount)
        )
    }
}

/// An answer as it is given: `true`, an option, digits, a day, a list.
fn value(fact: &Fact, answer: &Answer) -> Value {
    let option = |options: &[(String, String)], at: &OptionId| {
        let found = options.get(usize::from(*at));
        found.map_or(Value::Null, |(id, _)| json!(id))
    };
    match (&fact.kind, answer) {
        (FactKind::Bool { .. }, Answer::Bool(b)) => json!(b),
        (FactKind::Choice(options), Answer::Choice(at)) => option(options, at),
        (FactKind::Set(options), Answer::Set(chosen)) => {
            chosen.iter().map(|at| option(options, at)).collect()
        }
        (FactKind::Number { unit, .. }, Answer::Number(n)) => {
            let shown = match unit {
                Unit::Percent => n.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(*n),
                _ => *n,
            };
            json!(digits(shown))
        }
        (FactKind::Date, Answer::Date(range)) => json!(day(*range)),
        (FactKind::Records { fields, .. }, Answer::Records(records)) => records
            .iter()
            .map(|record| {
                let named = record.iter().filter_map(|(at, answer)| {
                    let field = fields.get(usize::from(*at))?;
                    Some((field.id.clone(), value(field, answer)))
                });
                Value::Object(named.collect::<Map<_, _>>())
            })
            .collect(),
        (_, _) => Value::Null,
    }
}

/// A day, or the month or year of which one is known.
fn day(range: DateRange) -> String {
    let whole = range.low.to_string();
    let parts: Vec<&str> = whole.split('-').collect();
    match parts.as_slice() {
        [year, month, _] if range.low != range.high => {
            if range.low.year() == range.high.year() && range.low.month() == range.high.month() {
                format!("{year}-{month}")
            } else {
                (*year).to_owned()
            }
        }
        _ => whole,
    }
}
