//! Answers as JSON: one form for the core and for the plain programs.

use huice_core::ir::{Fact, FactKind, Law, Unit};
use huice_core::{Answer, Answers, Date, DateRange, Decimal, VecMap};
use huice_zh::read::{UntypedAnswer, read_answers};
use serde_json::{Map, Value};

/// The answers that the core reads from an object of answers.
#[must_use]
pub fn answers(law: &Law, json: &Value) -> Answers {
    let given = json.as_object().into_iter().flatten();
    let known = given.filter(|(name, _)| law.fact(name).is_some());
    let raw: Vec<(String, UntypedAnswer)> = known
        .map(|(name, value)| (name.clone(), raw(value)))
        .collect();
    read_answers(law, &raw).0
}

fn raw(json: &Value) -> UntypedAnswer {
    match json {
        Value::Null => UntypedAnswer::Null,
        Value::Bool(b) => UntypedAnswer::Bool(*b),
        Value::Number(n) => UntypedAnswer::Number(n.to_string()),
        Value::String(text) => UntypedAnswer::Text(text.clone()),
        Value::Array(list) => UntypedAnswer::List(list.iter().map(raw).collect()),
        Value::Object(map) => {
            UntypedAnswer::Map(map.iter().map(|(k, v)| (k.clone(), raw(v))).collect())
        }
    }
}

/// The same answers, with what has already happened no later than a day: whoever reads answers as
/// of that day refuses anything else.
#[must_use]
pub fn up_to(law: &Law, as_of: Date, answers: &Answers) -> Answers {
    let mut found = Answers::new();
    for (id, answer) in answers.iter() {
        if let Some(fact) = law.facts.get(usize::from(id)) {
            found.set(id, happened(fact, as_of, answer));
        }
    }
    found
}

fn happened(fact: &Fact, as_of: Date, answer: &Answer) -> Answer {
    match (&fact.kind, answer) {
        (_, Answer::Date(range)) if fact.past && range.low > as_of => {
            Answer::Date(DateRange::only(as_of))
        }
        (FactKind::Records { fields, .. }, Answer::Records(records)) => {
            let field = |(at, answer): (&u16, &Answer)| {
                let field = fields.get(usize::from(*at))?;
                Some((*at, happened(field, as_of, answer)))
            };
            let record = |record: &VecMap<Answer>| record.iter().filter_map(field).collect();
            Answer::Records(records.iter().map(record).collect())
        }
        (_, _) => answer.clone(),
    }
}

/// An object of answers, with those facts that are wanted. What is not settled is left out.
#[must_use]
pub fn json(law: &Law, answers: &Answers, wanted: &dyn Fn(&str) -> bool) -> Value {
    let mut map = Map::new();
    for (id, answer) in answers.iter() {
        if let Some(fact) = law.facts.get(usize::from(id))
            && wanted(&fact.id)
            && let Some(value) = one(fact, answer)
        {
            map.insert(fact.id.clone(), value);
        }
    }
    Value::Object(map)
}

fn one(fact: &Fact, answer: &Answer) -> Option<Value> {
    let word = |options: &[(String, String)], at: u16| {
        let (id, _) = options.get(usize::from(at))?;
        Some(Value::from(id.as_str()))
    };
    match (&fact.kind, answer) {
        (_, Answer::Bool(b)) => Some(Value::from(*b)),
        (FactKind::Number { unit, .. }, Answer::Number(n)) => Some(Value::from(number(unit, *n))),
        (_, Answer::Date(range)) => Some(Value::from(day(range.low))),
        (FactKind::Choice(options), Answer::Choice(at)) => word(options, *at),
        (FactKind::Set(options), Answer::Set(chosen)) => {
            chosen.iter().map(|at| word(options, *at)).collect()
        }
        (FactKind::Records { fields, .. }, Answer::Records(records)) => {
            let record = |record: &VecMap<Answer>| {
                let mut map = Map::new();
                for (at, answer) in record.iter() {
                    let field = fields.get(usize::from(*at))?;
                    map.insert(field.id.clone(), one(field, answer)?);
                }
                Some(Value::Object(map))
            };
            records.iter().map(record).collect()
        }
        (_, _) => None,
    }
}

fn number(unit: &Unit, n: Decimal) -> String {
    match unit {
        Unit::Percent => format!("{}%", (n * Decimal::ONE_HUNDRED).normalize()),
        _ => n.normalize().to_string(),
    }
}

fn day(day: Date) -> String {
    day.to_string()
}
