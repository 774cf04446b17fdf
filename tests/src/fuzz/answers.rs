//! Any JSON as answers: refused ones are reported, the others are evaluated, and fewer answers
//! never lead to a different settled verdict.

use huice_core::ir::{Fact, FactKind, Law};
use huice_core::{AmountResult, Answer, Answers, CompiledLaw, Date, Decision, Verdict};
use huice_oracle::naive::Naive;
use huice_zh::read::{UntypedAnswer, read_answers};
use serde_json::Value;
use std::rc::Rc;

/// How many bytes precede the JSON: law, day, and which answers are left out.
const HEAD: usize = 8;

/// One input: a byte for the law, three for the day, four whose bits each leave out an answer; then
/// a JSON object. In it `#12` is the name of the 12th fact and `@3` the third option, so the fuzzer
/// need not guess names.
pub fn answers(data: &[u8]) {
    let Some((head, json)) = data.split_first_chunk::<HEAD>() else {
        return;
    };
    let Ok(Value::Object(given)) = serde_json::from_slice::<Value>(json) else {
        return;
    };
    let laws = laws();
    let law = &laws[usize::from(head[0]) % laws.len()];
    let as_of = day(head[1], head[2], head[3]);
    let raw: Vec<(String, UntypedAnswer)> = given
        .iter()
        .map(|(name, value)| named(law, name, value))
        .collect();
    let (all, errors) = read_answers(law, &raw);
    for error in &errors {
        assert!(!error.field.is_empty() || raw.iter().any(|(name, _)| name.is_empty()));
        assert!(!error.to_string().is_empty());
    }
    let after = super::walk(law, as_of, &all);
    let mask = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
    if mask == 0 || all.is_empty() || !goes_together(law, as_of, &all) {
        return;
    }
    let mut some = Answers::new();
    for (bit, (id, answer)) in all.iter().enumerate() {
        if mask & (1 << (bit % 32)) == 0 {
            some.set(id, answer.clone());
        }
    }
    let before = super::walk(law, as_of, &some);
    for (before, after) in before.iter().zip(&after) {
        learnt(law, before, after);
    }
}

/// Whether every answer agrees with what the others settle. An answer that wins over a consequence
/// may contradict what the premises of the consequence leave possible.
fn goes_together(law: &CompiledLaw, as_of: Date, all: &Answers) -> bool {
    let naive = Naive {
        law,
        instrument: &law.instruments[0],
        as_of,
        answers: all,
    };
    let facts = (0u16..).zip(&law.facts);
    let mut given = facts.filter(|(id, _)| !matches!(all.get(*id), None | Some(Answer::Unsure)));
    given.all(|(_, fact)| {
        let mut follows = fact.follows.iter();
        follows.all(|one| naive.expression(&one.when) == Some(false))
    })
}

/// Learning never flips a settled verdict, and never leaves the reported range.
fn learnt(law: &Law, before: &Decision, after: &Decision) {
    let id = &law.instruments[usize::from(before.instrument)].id;
    if !before.verdict.is_open() {
        assert_eq!(before.verdict, after.verdict, "{id} flipped");
    }
    let may_be_had = matches!(
        after.verdict,
        Verdict::Eligible | Verdict::NotYet(_) | Verdict::Undetermined
    );
    let inside = match (&before.amount, &after.amount) {
        _ if !may_be_had => true,
        (AmountResult::Range(low, high, _), AmountResult::Exact(n, _)) => {
            low <= n && high.is_none_or(|h| *n <= h)
        }
        (AmountResult::Range(l, h, _), AmountResult::Range(low, high, _)) => {
            l <= low && h.is_none_or(|h| high.is_some_and(|high| high <= h))
        }
        (AmountResult::AtMost(high, _), AmountResult::AtMost(Some(n), _)) => {
            high.is_none_or(|h| *n <= h)
        }
        (a, b) => a == b,
    };
    assert!(
        inside,
        "{id}: {:?} became {:?}",
        before.amount, after.amount
    );
}

/// The first of these years to the last; days that no month has become the 28th.
fn day(year: u8, month: u8, day: u8) -> Date {
    let year = 2010 + u16::from(year % 30);
    let (month, day) = (month % 12 + 1, day % 31 + 1);
    Date::new(year, month, day)
        .or_else(|| Date::new(year, month, 28))
        .expect("every month has 28 days")
}

/// The law of every place that differs.
fn laws() -> Rc<[Rc<CompiledLaw>]> {
    thread_local! {
        static LAWS: Rc<[Rc<CompiledLaw>]> = crate::laws().into_iter().map(Rc::new).collect();
    }
    LAWS.with(Rc::clone)
}

fn short<'a, T>(text: &str, mark: char, list: &'a [T]) -> Option<&'a T> {
    let at: usize = text.strip_prefix(mark)?.parse().ok()?;
    list.get(at.checked_rem(list.len())?)
}

fn named(law: &Law, name: &str, value: &Value) -> (String, UntypedAnswer) {
    match short(name, '#', &law.facts) {
        Some(fact) => (fact.id.clone(), raw(value, Some(fact))),
        None => (name.to_owned(), raw(value, law.fact(name).map(|(_, f)| f))),
    }
}

fn raw(value: &Value, fact: Option<&Fact>) -> UntypedAnswer {
    let kind = fact.map(|fact| &fact.kind);
    match value {
        Value::Null => UntypedAnswer::Null,
        Value::Bool(b) => UntypedAnswer::Bool(*b),
        Value::Number(n) => UntypedAnswer::Number(n.to_string()),
        Value::String(t) => UntypedAnswer::Text(match kind {
            Some(FactKind::Choice(options) | FactKind::Set(options)) => {
                short(t, '@', options).map_or_else(|| t.clone(), |(id, _)| id.clone())
            }
            _ => t.clone(),
        }),
        Value::Array(items) => {
            UntypedAnswer::List(items.iter().map(|item| raw(item, fact)).collect())
        }
        Value::Object(map) => {
            let fields = match kind {
                Some(FactKind::Records { fields, .. }) => fields.as_slice(),
                _ => &[],
            };
            let part = |(name, value): (&String, &Value)| {
                let named = fields.iter().find(|f| f.id == *name);
                let field = short(name, '#', fields).or(named);
                let name = field.map_or_else(|| name.clone(), |f| f.id.clone());
                (name, raw(value, field))
            };
            UntypedAnswer::Map(map.iter().map(part).collect())
        }
    }
}

/// An object with an answer to every fact of each law, halves of it left out.
#[must_use]
pub fn answers_seeds() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for (at, law) in (0u8..).zip(laws().iter()) {
        for (part, facts) in law.facts.chunks(24).enumerate() {
            let mut object = serde_json::Map::new();
            for (n, fact) in facts.iter().enumerate() {
                object.insert(format!("#{}", part * 24 + n), example(fact));
            }
            let head = [at, 10, 5, 29, 0x55, 0xAA, 0x0F, 0xF0];
            let json = serde_json::to_vec(&object).expect("JSON");
            seeds.push([head.as_slice(), &json].concat());
        }
    }
    seeds
}

fn example(fact: &Fact) -> Value {
    match &fact.kind {
        FactKind::Bool { .. } => true.into(),
        FactKind::Choice(_) => "@1".into(),
        FactKind::Set(_) => vec!["@0", "@2"].into(),
        FactKind::Number { .. } => 12.into(),
        FactKind::Date => "2019-07".into(),
        FactKind::Records { fields, .. } => {
            let fields = fields.iter().enumerate();
            let record: serde_json::Map<String, Value> = fields
                .map(|(at, field)| (format!("#{at}"), example(field)))
                .collect();
            vec![Value::Object(record)].into()
        }
    }
}
