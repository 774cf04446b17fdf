//! What JS sees of results and questions; `npm/huice.d.ts` says what each part means. Every part
//! is always there, what there is none of is `null`. Decimals are texts without superfluous
//! noughts, days are `2019-07-01`.

use crate::facts::fact;
use crate::terms;
use crate::value::{ObjectBuilder, Value};
use huice_core::explain::Explanation;
use huice_core::ir::{Citation, FactId, Instrument, Law, LostItem, Reading, Unit};
use huice_core::number::format_decimal;
use huice_core::outcome::TEXT_MISSING;
use huice_core::{
    AmountResult, CompiledLaw, Date, Decimal, Decision, IncrementalEvaluator, Need, Proof,
    Question, ReadingResult, Verdict, summarise, words,
};

/// Why something was refused: what sort of thing was wrong, which field, what to do about it.
pub(crate) fn failure(code: &'static str, field: &str, message: String) -> Value {
    let mut m = ObjectBuilder::default();
    m.text("code", code);
    m.text("field", field);
    m.own("message", message);
    m.done()
}

/// A decimal as it stands on the wire.
pub(crate) fn digits(n: Decimal) -> Value {
    Value::Text(format_decimal(n))
}

pub(crate) fn maybe_digits(n: Option<Decimal>) -> Value {
    n.map_or(Value::Null, digits)
}

pub(crate) fn day(day: Date) -> Value {
    Value::Text(day.to_string())
}

pub(crate) fn instrument(law: &Law, position: u16) -> Option<&Instrument> {
    law.instruments.get(usize::from(position))
}

pub(crate) fn instrument_id(law: &Law, position: u16) -> Option<&str> {
    instrument(law, position).map(|i| i.id.as_str())
}

fn fact_id(law: &Law, id: FactId) -> Option<&str> {
    law.facts.get(usize::from(id)).map(|f| f.id.as_str())
}

fn fact_ids(law: &Law, facts: &[FactId]) -> Value {
    let mut list = Vec::new();
    for id in facts {
        list.push(Value::maybe(fact_id(law, *id)));
    }
    Value::List(list)
}

/// An amount: its kind, its numbers, its words.
pub(crate) fn amount(amount: &AmountResult) -> Value {
    let none: (_, _, _, Option<&Unit>) = (None, None, None, None);
    let (kind, (value, low, high, unit)) = match amount {
        AmountResult::None => ("none", none),
        AmountResult::NotStated => ("not_stated", none),
        AmountResult::Text(_) => ("text", none),
        AmountResult::Exact(n, unit) => ("exact", (Some(*n), None, None, Some(unit))),
        AmountResult::Range(low, high, unit) => ("range", (None, Some(*low), *high, Some(unit))),
        AmountResult::AtMost(n, unit) => ("at_most", (*n, None, None, Some(unit))),
        AmountResult::NotDue => ("not_due", (None, None, None, None)),
    };
    let mut m = ObjectBuilder::default();
    m.text("kind", kind);
    m.put("value", maybe_digits(value));
    m.put("low", maybe_digits(low));
    m.put("high", maybe_digits(high));
    m.maybe("unit", unit.map(words::unit_word));
    m.own("text", words::amount(amount));
    m.done()
}

/// One condition of a proof, with its parts.
fn reason(law: &Law, proof: &Proof) -> Value {
    let mut parts = Vec::new();
    for part in &proof.parts {
        parts.push(reason(law, part));
    }
    let mut m = ObjectBuilder::default();
    m.text("text", words::proof_words(proof));
    m.text("joint", terms::connective(proof.connective));
    m.text("truth", terms::truth(proof.truth));
    m.put("decisive", Value::Bool(proof.decisive));
    m.own("cite", words::cite(law, &proof.cite));
    m.put("missing", fact_ids(law, &proof.missing));
    m.list("parts", parts);
    m.done()
}

/// Another reading with its own result.
fn reading(reading: &Reading, found: &ReadingResult) -> Value {
    let mut m = ObjectBuilder::default();
    m.text("about", &reading.about);
    m.text("ours", &reading.ours);
    m.text("other", &reading.other);
    m.maybe("verdict", found.verdict.as_ref().map(Verdict::word));
    m.put("amount", found.amount.as_ref().map_or(Value::Null, amount));
    m.put("differs", Value::Bool(found.differs));
    m.done()
}

/// The day that a verdict names.
fn when(verdict: &Verdict) -> Value {
    let (kind, from, latest) = match verdict {
        Verdict::NotYet(day) => ("not_yet", *day, *day),
        Verdict::Expired(day) => ("expired", *day, *day),
        Verdict::NotStarted(day) => ("starts", *day, *day),
        Verdict::StartUnknown(from, to) => ("starts_between", *from, *to),
        Verdict::Eligible | Verdict::Ineligible | Verdict::Undetermined | Verdict::Replaced(_) => {
            return Value::Null;
        }
    };
    let mut m = ObjectBuilder::default();
    m.text("kind", kind);
    m.put("day", day(from));
    m.put("latest", day(latest));
    m.done()
}

/// What stands between the answers and a verdict.
fn need(kind: &'static str, fact: Option<&str>, text: String) -> Value {
    let mut m = ObjectBuilder::default();
    m.text("kind", kind);
    m.maybe("fact", fact);
    m.own("text", text);
    m.done()
}

fn needs(law: &CompiledLaw, outcome: &Decision) -> Vec<Value> {
    let mut list = Vec::new();
    for one in &outcome.needs {
        let (kind, id) = match one {
            Need::Fact(id) => ("fact", Some(*id)),
            Need::Judgement(id) => ("judgement", Some(*id)),
            Need::Open(_) => ("open", None),
            Need::Reading(..) => ("reading", None),
        };
        let fact = id.and_then(|id| fact_id(law, id));
        list.push(need(kind, fact, words::need(law, *one)));
    }
    list
}

/// An item whose text is lost, with the verdict `text_missing`: it may give something, and nobody
/// can say what or to whom.
fn lost(law: &Law, missing: &LostItem) -> Value {
    let cite = Citation {
        document: missing.document,
        clause: missing.clause.clone(),
        sentence: String::new(),
    };
    let mut m = ObjectBuilder::default();
    m.text("id", &missing.id);
    m.own("title", words::missing_title(missing));
    m.text("verdict", TEXT_MISSING);
    for name in ["when", "replaced_by", "strength", "kind", "to"] {
        m.put(name, Value::Null);
    }
    m.put("amount", amount(&AmountResult::NotStated));
    m.list("steps", Vec::new());
    let words = words::missing(missing).to_owned();
    m.list("needs", vec![need("open", None, words)]);
    m.list("amount_needs", Vec::new());
    m.put("exact", Value::Bool(true));
    m.list("readings", Vec::new());
    m.list("terms", Vec::new());
    m.own("cite", words::cite(law, &cite));
    m.put("restates", Value::Null);
    m.put("restated_by", Value::Null);
    m.done()
}

/// Everything said about one instrument, but for the proof.
pub(crate) fn result(law: &CompiledLaw, outcome: &Decision, why: &Explanation) -> Value {
    let own = instrument(law, outcome.instrument);
    let by = |position: Option<u16>| position.and_then(|n| instrument_id(law, n));
    let mut m = ObjectBuilder::default();
    m.maybe("id", own.map(|i| i.id.as_str()));
    m.maybe("title", own.map(|i| i.title.as_str()));
    m.text("verdict", outcome.verdict.word());
    m.put("when", when(&outcome.verdict));
    m.maybe(
        "replaced_by",
        by(match &outcome.verdict {
            Verdict::Replaced(other) => Some(*other),
            _ => None,
        }),
    );
    m.text("strength", terms::strength(outcome.strength));
    m.text("kind", terms::kind(outcome.kind));
    m.text("to", terms::beneficiary(outcome.beneficiary));
    m.put("amount", amount(&outcome.amount));
    let mut steps = Vec::new();
    for step in &why.steps {
        let (label, line) = (words::step_label(step), words::step_line(law, step));
        steps.push(if label.is_empty() {
            Value::Text(line)
        } else {
            Value::Text(words::joined(&[label, &line], " "))
        });
    }
    m.list("steps", steps);
    m.list("needs", needs(law, outcome));
    m.put("amount_needs", fact_ids(law, &outcome.amount_needs));
    m.put("exact", Value::Bool(outcome.exact));
    let mut readings = Vec::new();
    for (own, other) in own.iter().flat_map(|i| &i.readings).zip(&why.readings) {
        readings.push(reading(own, other));
    }
    m.list("readings", readings);
    let mut terms = Vec::new();
    for term in own.iter().flat_map(|i| &i.terms) {
        let mut m = ObjectBuilder::default();
        m.text("label", &term.label);
        m.own("text", words::number(term.value, &term.unit));
        terms.push(m.done());
    }
    m.list("terms", terms);
    m.own(
        "cite",
        own.map(|i| words::cite(law, &i.cite)).unwrap_or_default(),
    );
    m.maybe("restates", by(own.and_then(|i| i.restates)));
    m.maybe("restated_by", by(law.restated_by(outcome.instrument)));
    m.done()
}

/// Every instrument, in the law's order, then every item whose text is lost.
pub(crate) fn results(evaluator: &IncrementalEvaluator) -> Vec<Value> {
    let law = evaluator.law();
    let mut list = Vec::new();
    for decision in evaluator.decisions() {
        if let Some(why) = evaluator.explain(decision.instrument) {
            list.push(result(law, decision, &why));
        }
    }
    for missing in &law.missing {
        list.push(lost(law, missing));
    }
    list
}

/// Why one instrument or lost item comes out as it does: its result, and the proof where there is
/// one. `None` for an id that the law does not have.
#[must_use]
pub fn explanation(evaluator: &IncrementalEvaluator, id: &str) -> Option<Value> {
    let law = evaluator.law();
    let (result, proof) = match law.missing_item(id) {
        Some(missing) => (lost(law, missing), None),
        None => {
            let (position, _) = law.instrument(id)?;
            let decision = evaluator.decisions().get(usize::from(position))?;
            let why = evaluator.explain(position)?;
            (result(law, decision, &why), why.proof)
        }
    };
    let mut m = ObjectBuilder::default();
    m.put("result", result);
    m.put("reasons", proof.map_or(Value::Null, |p| reason(law, &p)));
    Some(m.done())
}

/// Sums over all instruments in 元; `null` where no ceiling is known.
pub(crate) fn summary(evaluator: &IncrementalEvaluator) -> Value {
    let summary = summarise(evaluator.law(), evaluator.decisions());
    let mut m = ObjectBuilder::default();
    m.put("certain", digits(summary.certain));
    m.put("pending", maybe_digits(summary.pending));
    m.put("discretionary", maybe_digits(summary.discretionary));
    m.put("settled", Value::count(summary.settled));
    m.put("total", Value::count(summary.total));
    m.done()
}

/// A question, or `null`.
pub(crate) fn question(law: &Law, question: Option<Question>) -> Value {
    let Some(question) = question else {
        return Value::Null;
    };
    let Some(asked) = law.facts.get(usize::from(question.fact)) else {
        return Value::Null;
    };
    let mut because = Vec::new();
    for position in question.because {
        because.push(Value::maybe(instrument_id(law, position)));
    }
    let mut m = ObjectBuilder::default();
    m.put("fact", fact(law, asked));
    m.list("because", because);
    m.put("at_least", Value::count(question.at_least));
    m.put("at_most", Value::count(question.at_most));
    m.done()
}

/// Everything at once: what `evaluate` of the package returns, and what conformance compares.
#[must_use]
pub fn evaluation(evaluator: &IncrementalEvaluator) -> Value {
    let law = evaluator.law();
    let mut m = ObjectBuilder::default();
    m.text("place", &law.place);
    m.text("place_name", &law.place_name);
    m.put("as_of", day(evaluator.as_of()));
    m.put("summary", summary(evaluator));
    m.list("results", results(evaluator));
    m.put("next", question(law, evaluator.next_question(&|_| true)));
    m.done()
}
