//! The hand-worked cases of `golden/`, on the rules, on the pack made of them and on its JSON.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_core::ir::{Instrument, Strength};
use huice_core::{
    AmountResult, Answers, CompiledLaw, Date, Decimal, Decision, Explanation, Law, Need, Verdict,
    evaluate, explain, summarise,
};
use huice_tests::{corpus, root};
use huice_zh::read::{UntypedAnswer, read_answers};
use huice_zh::words;
use serde_json::{Map, Value};

/// How many variants there are: a case that is lost is noticed.
const VARIANTS: usize = 325;

#[test]
fn every_place_comes_back_from_its_published_files() {
    let corpus = corpus();
    let entries: Vec<huice_pack::Entry> = corpus
        .places()
        .iter()
        .map(|place| huice_pack::Entry {
            code: place.code.clone(),
            name: place.name.clone(),
            pinyin: place.pinyin.clone(),
            within: place.within.clone(),
            contacts: place.contacts.clone(),
            law: corpus.law_for(&place.code),
        })
        .collect();
    let files = huice_pack::write_all(&entries).unwrap();
    let bytes = |name: &str| &files.iter().find(|(n, _)| n == name).unwrap().1;
    let index = huice_pack::decode_index(bytes(huice_pack::INDEX_FILE)).unwrap();
    for place in &index.places {
        let law = entries.iter().find(|e| e.code == place.code).unwrap();
        assert_eq!(place.covered, law.law.is_some());
        if let Some(law) = &law.law {
            let mut own: Vec<&Vec<u8>> = place.addresses("").iter().map(|n| bytes(n)).collect();
            assert_eq!(&place.open(&own).unwrap(), law);
            own.reverse();
            assert_eq!(
                &place.open(&own).unwrap(),
                law,
                "the order of files matters"
            );
        }
    }
}

#[test]
fn every_case_comes_out_as_worked_by_hand() {
    let corpus = corpus();
    let mut failures = Vec::new();
    let mut variants = 0;
    for case in cases() {
        let place = case["place"].as_str().unwrap();
        let law = corpus
            .law_for(place)
            .unwrap_or_else(|| panic!("no law for {place}"));
        let pack = huice_pack::decode(&huice_pack::encode(&law).unwrap()).unwrap();
        let json: Law = serde_json::from_str(&serde_json::to_string(&law).unwrap()).unwrap();
        assert_eq!(pack, law, "the pack of {place} holds another law");
        assert_eq!(json, law, "the JSON of {place} holds another law");
        let forms = [("rules", law), ("pack", pack), ("JSON", json)];
        let forms = forms.map(|(form, law)| (form, CompiledLaw::new(law)));
        for variant in case["variants"].as_array().unwrap() {
            variants += 1;
            let name = format!("{} {}", text(&case, "case"), text(variant, "name"));
            for (form, law) in &forms {
                run(law, &case, variant, &mut |what| {
                    failures.push(format!("{name} ({form}): {what}"));
                });
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} failures:\n{}",
        failures.len(),
        failures.join("\n")
    );
    assert_eq!(variants, VARIANTS);
}

/// Every case, in the order of names.
fn cases() -> Vec<Value> {
    let mut paths: Vec<_> = std::fs::read_dir(root().join("tests/golden"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    paths.sort();
    let read = |path| std::fs::read_to_string(path).unwrap();
    paths
        .iter()
        .map(|p| serde_json::from_str(&read(p)).unwrap())
        .collect()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key]
        .as_str()
        .unwrap_or_else(|| panic!("`{key}` is not a text in {value}"))
}

fn run(law: &CompiledLaw, case: &Value, variant: &Value, fail: &mut dyn FnMut(String)) {
    let mut given = case["answers"].as_object().unwrap().clone();
    given.extend(variant["answers"].as_object().cloned().unwrap_or_default());
    let Some(answers) = read(law, &given, fail) else {
        return;
    };
    let as_of = Date::parse(text(variant, "as_of")).unwrap();
    let decisions = evaluate(law, as_of, &answers);
    let find = |id: &str| {
        decisions
            .iter()
            .find(|o| law.instruments[usize::from(o.instrument)].id == id)
    };
    for (id, expected) in variant["expect"].as_object().unwrap() {
        match find(id) {
            None => fail(format!("{id}: no such instrument")),
            Some(decision) => {
                let why = explain::explain_one(law, as_of, &answers, decision).unwrap();
                for what in compare(law, decision, &why, expected.as_object().unwrap()) {
                    fail(format!("{id}: {what}"));
                }
            }
        }
    }
    if let Some(certain) = variant.get("certain") {
        let found = summarise(law, &decisions).certain.normalize().to_string();
        if found != certain.as_str().unwrap() {
            fail(format!("certain in all: {found}, expected {certain}"));
        }
    }
    if let Some(sum) = variant.get("sum") {
        let exact = |id: &Value| match find(id.as_str().unwrap()).map(|o| &o.amount) {
            Some(AmountResult::Exact(n, _)) => *n,
            other => panic!("{id} is not exact: {other:?}"),
        };
        let found: Decimal = sum["of"].as_array().unwrap().iter().map(exact).sum();
        if found.normalize().to_string() != text(sum, "is") {
            fail(format!("sum: {found}, expected {}", sum["is"]));
        }
    }
}

fn read(law: &Law, given: &Map<String, Value>, fail: &mut dyn FnMut(String)) -> Option<Answers> {
    let raw: Vec<(String, UntypedAnswer)> = given
        .iter()
        .map(|(k, v)| (k.clone(), huice_tests::raw(v)))
        .collect();
    let (answers, errors) = read_answers(law, &raw);
    errors.iter().for_each(|e| fail(format!("answer {e}")));
    errors.is_empty().then_some(answers)
}

/// What is not as expected.
fn compare(
    law: &CompiledLaw,
    decision: &Decision,
    why: &Explanation,
    expected: &Map<String, Value>,
) -> Vec<String> {
    let instrument = &law.instruments[usize::from(decision.instrument)];
    let mut wrong = Vec::new();
    for (key, value) in expected {
        let mut differ = |found: String| {
            if found != value.as_str().unwrap_or_default() {
                wrong.push(format!("{key} {found}, expected {value}"));
            }
        };
        match key.as_str() {
            "verdict" => differ(decision.verdict.word().into()),
            "strength" => differ(strength(decision.strength).into()),
            "date" => differ(date(&decision.verdict)),
            "amount" => differ(amount(&decision.amount)),
            "replaced_by" => differ(match decision.verdict {
                Verdict::Replaced(by) => law.instruments[usize::from(by)].id.clone(),
                _ => "nothing".into(),
            }),
            "upon" => {
                if instrument.prerequisite.is_empty() {
                    wrong.push("waits for nothing".into());
                }
            }
            "needs" => {
                let found: Vec<String> = decision.needs.iter().map(|n| need(law, *n)).collect();
                all_there(key, &found, value, str::eq, &mut wrong);
            }
            "amount_needs" => {
                let id = |f: &u16| law.facts[usize::from(*f)].id.clone();
                let found: Vec<String> = decision.amount_needs.iter().map(id).collect();
                all_there(key, &found, value, str::eq, &mut wrong);
            }
            "terms" => {
                let terms = instrument.terms.iter();
                let found = terms.map(|t| words::number(t.value, &t.unit));
                let found: Vec<String> = found.collect();
                all_there(
                    key,
                    &found,
                    value,
                    |text, piece| text.contains(piece),
                    &mut wrong,
                );
            }
            "steps" => {
                let steps = why.steps.iter();
                let found: Vec<String> = steps.map(|s| words::step_line(law, s)).collect();
                all_there(
                    key,
                    &found,
                    value,
                    |text, piece| text.contains(piece),
                    &mut wrong,
                );
            }
            "reading" => wrong.extend(reading(instrument, why, value)),
            other => panic!("golden: no such key `{other}`"),
        }
    }
    if wrong.is_empty() {
        wrong
    } else {
        with_needs(law, decision, wrong)
    }
}

/// The needs help to understand a failure.
fn with_needs(law: &CompiledLaw, decision: &Decision, mut wrong: Vec<String>) -> Vec<String> {
    let needs: Vec<String> = decision
        .needs
        .iter()
        .map(|n| words::need(law, *n))
        .collect();
    if let (Some(last), false) = (wrong.last_mut(), needs.is_empty()) {
        *last += &format!(" ({})", needs.join("；"));
    }
    wrong
}

fn all_there(
    key: &str,
    found: &[String],
    expected: &Value,
    fits: fn(&str, &str) -> bool,
    wrong: &mut Vec<String>,
) {
    for piece in expected.as_array().unwrap() {
        let piece = piece.as_str().unwrap();
        if !found.iter().any(|f| fits(f, piece)) {
            wrong.push(format!("{key} {found:?}, expected `{piece}` among them"));
        }
    }
}

fn reading(instrument: &Instrument, why: &Explanation, expected: &Value) -> Vec<String> {
    let about = text(expected, "about");
    let mut readings = instrument.readings.iter().zip(&why.readings);
    let Some((_, reading)) = readings.find(|(own, _)| own.about.contains(about)) else {
        return vec![format!("no reading about {about}")];
    };
    let mut wrong = Vec::new();
    if let Some(verdict) = expected.get("verdict") {
        let found = reading.verdict.as_ref().map_or("none", Verdict::word);
        if found != verdict.as_str().unwrap() {
            wrong.push(format!("other reading: {found}, expected {verdict}"));
        }
    }
    if let Some(sum) = expected.get("amount") {
        let found = reading.amount.as_ref().map_or("none".into(), amount);
        if found != sum.as_str().unwrap() {
            wrong.push(format!("other reading: {found}, expected {sum}"));
        }
    }
    wrong
}

fn date(verdict: &Verdict) -> String {
    match verdict {
        Verdict::NotYet(day) | Verdict::Expired(day) | Verdict::NotStarted(day) => day.to_string(),
        _ => "none".into(),
    }
}

fn need(law: &Law, need: Need) -> String {
    match need {
        Need::Fact(id) | Need::Judgement(id) => law.facts[usize::from(id)].id.clone(),
        Need::Open(_) => "open".into(),
        Need::Reading(..) => "reading".into(),
    }
}

fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Entitled => "entitled",
        Strength::May => "may",
        Strength::IfAdopted => "if_adopted",
        Strength::Pilot => "pilot",
        Strength::Competitive => "competitive",
        Strength::ByOtherRule => "by_other_rule",
        Strength::Programme => "programme",
    }
}

fn amount(amount: &AmountResult) -> String {
    let digits = |n: &Decimal| n.normalize().to_string();
    match amount {
        AmountResult::None => "none".into(),
        AmountResult::NotDue => "not_due".into(),
        AmountResult::NotStated => "not stated".into(),
        AmountResult::Text(text) => text.clone(),
        AmountResult::Exact(n, unit) => format!("{} {}", digits(n), words::unit_word(unit)),
        AmountResult::Range(low, high, unit) => {
            let high = high.as_ref().map_or_else(String::new, digits);
            format!("{}..{high} {}", digits(low), words::unit_word(unit))
        }
        AmountResult::AtMost(n, unit) => {
            let n = n.as_ref().map_or("?".into(), digits);
            format!("at most {n} {}", words::unit_word(unit))
        }
    }
}
