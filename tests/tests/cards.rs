//! Parts of cards besides the law: plain titles, offices, contacts, goals, and the phone script.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_core::ir::{Document, Fact, FactKind, Kind, Law, Unit};
use huice_core::{Answer, Answers, CompiledLaw, Date, DateRange, Decimal};
use huice_tests::{corpus, laws, root};
use huice_zh::read::{UntypedAnswer, read_answers};
use huice_zh::{LONGEST_SCRIPT, age, issued, phone_script, validity};
use serde_json::{Value, json};

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

#[test]
fn whatever_gives_something_has_a_short_plain_title_of_its_own_words() {
    for (instrument, _) in corpus().instruments() {
        let (id, plain) = (&instrument.id, &instrument.plain);
        if instrument.kind == Kind::Definition {
            continue;
        }
        assert!(!plain.is_empty(), "{id}");
        assert!(plain.chars().count() <= 16, "{id}: {plain}");
        assert_ne!(plain, &instrument.title, "{id}");
        assert!(!plain.chars().any(|c| c.is_ascii_digit()), "{id}: {plain}");
    }
}

#[test]
fn every_law_names_offices_contacts_and_goals() {
    for law in laws() {
        let named = |i: &&huice_core::ir::Instrument| !i.offices.is_empty();
        let with = law.instruments.iter().filter(named).count();
        assert!(with * 10 >= law.instruments.len() * 8, "{}", law.place);
        let used = law.instruments.iter().flat_map(|i| &i.offices);
        let used: std::collections::BTreeSet<_> = used.collect();
        assert_eq!(used.len(), law.offices.len(), "{}", law.place);
        let numbers: Vec<&str> = law
            .contacts
            .hotlines
            .iter()
            .map(|h| h.number.as_str())
            .collect();
        assert_eq!(numbers, ["12333", "12345"], "{}", law.place);
        assert!(!law.contacts.portal.is_empty(), "{}", law.place);
        for (goal, at) in law.goals.iter().zip(0u16..) {
            let reached = law.instruments.iter().any(|i| i.goals.contains(&at));
            assert!(reached, "{}: {}", law.place, goal.label);
        }
    }
}

#[test]
fn the_year_of_every_document_is_shown() {
    let documents: Vec<Document> = corpus().documents().map(|(d, ..)| d.clone()).collect();
    let of = |id: &str| documents.iter().find(|d| d.id == id).unwrap();
    let shown = |id: &str| validity(of(id));
    assert_eq!(shown("js-jy-2019-18"), "2019 年上半年发文，没写终止日期");
    assert_eq!(shown("cq-2017-41"), "2017 年发文，没写终止日期");
    assert_eq!(shown("sc-zy-2017"), "2017 年 12 月发文，没写终止日期");
    let mut other = of("js-jy-2019-18").clone();
    other.until = Some(day("2022-12-31"));
    assert_eq!(
        validity(&other),
        "2019 年上半年发文，写明到 2022 年 12 月 31 日止"
    );
    other.issued_earliest = day("2018-07-01");
    assert_eq!(issued(&other), "2018 到 2019 年间发文");
    other.issued_latest = day("2018-12-31");
    assert_eq!(issued(&other), "2018 年下半年发文");
    let today = day("2026-11-29");
    assert_eq!(age(&other, today).unwrap(), "已过 8 年");
    assert_eq!(age(&other, day("2018-12-01")), None);
    assert_eq!(age(&other, day("2017-12-01")), None);
}

/// The people of `tests/people` with the law of their place.
fn people() -> Vec<(Law, Date, Answers)> {
    let corpus = corpus();
    let mut people = Vec::new();
    for entry in std::fs::read_dir(root().join("tests/people")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "json") {
            continue;
        }
        let person: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let law = corpus.law_for(person["place"].as_str().unwrap()).unwrap();
        let raw: Vec<(String, UntypedAnswer)> = person["answers"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(id, value)| (id.clone(), untyped(value)))
            .collect();
        let (answers, _) = read_answers(&law, &raw);
        people.push((law, day(person["as_of"].as_str().unwrap()), answers));
    }
    assert!(people.len() >= 12);
    people
}

fn untyped(value: &Value) -> UntypedAnswer {
    match value {
        Value::Null => UntypedAnswer::Null,
        Value::Bool(b) => UntypedAnswer::Bool(*b),
        Value::Number(n) => UntypedAnswer::Number(n.to_string()),
        Value::String(s) => UntypedAnswer::Text(s.clone()),
        Value::Array(list) => UntypedAnswer::List(list.iter().map(untyped).collect()),
        Value::Object(map) => {
            UntypedAnswer::Map(map.iter().map(|(k, v)| (k.clone(), untyped(v))).collect())
        }
    }
}

#[test]
fn what_is_said_on_the_phone_is_short_and_asks_for_the_thing() {
    for (law, as_of, answers) in people() {
        for instrument in &law.instruments {
            let script = phone_script(&law, instrument, &answers, as_of);
            let length = script.chars().count();
            assert!(length < LONGEST_SCRIPT, "{}: {script}", instrument.id);
            assert!(
                script.starts_with("您好，我"),
                "{}: {script}",
                instrument.id
            );
            assert!(script.ends_with('？'), "{}: {script}", instrument.id);
            assert!(!script.contains("{}"), "{}: {script}", instrument.id);
            // Without answers, the script states no answer.
            let bare = phone_script(&law, instrument, &Answers::new(), as_of);
            assert!(bare.starts_with("您好，我"), "{}", instrument.id);
            assert!(bare.matches('，').count() <= 4, "{}: {bare}", instrument.id);
        }
    }
}

/// A law of one place with the words of one fact, for the phone script.
fn with(kind: FactKind, words: &[(&str, &str)]) -> (Law, Fact) {
    let law = corpus().law_for("320281").unwrap();
    let (_, fact) = law.fact("startup_here").unwrap();
    let mut fact = fact.clone();
    fact.kind = kind;
    fact.label = "某事".into();
    fact.say_self = words
        .iter()
        .map(|(of, words)| ((*of).to_owned(), (*words).to_owned()))
        .collect();
    (law, fact)
}

/// The words for one answer, in the first place where the law reads the fact.
fn spoken(kind: FactKind, words: &[(&str, &str)], answer: Answer) -> String {
    let (mut law, fact) = with(kind, words);
    let (at, _) = law.fact("startup_here").unwrap();
    law.facts[usize::from(at)] = fact;
    let id = "js-jy-startup-grant-6000";
    let (_, instrument) = law.instrument(id).unwrap();
    let instrument = instrument.clone();
    let mut answers = Answers::new();
    answers.set(at, answer);
    let script = phone_script(&law, &instrument, &answers, day("2026-11-29"));
    let rest = script.strip_prefix("您好，我在江阴，").unwrap().to_owned();
    let end = rest.find("想问“").unwrap();
    rest[..end].trim_end_matches('，').to_owned()
}

#[test]
fn an_answer_is_spoken_in_its_own_words_or_by_its_label() {
    let yes_no = || FactKind::Bool {
        yes: "是".into(),
        no: "不是".into(),
    };
    let options = || {
        FactKind::Choice(vec![
            ("shop".into(), "个体户（小店）".into()),
            ("firm".into(), "公司".into()),
        ])
    };
    let words = [("yes", "头一次开店"), ("no", "以前开过店")];
    assert_eq!(spoken(yes_no(), &words, Answer::Bool(true)), "头一次开店");
    assert_eq!(spoken(yes_no(), &words, Answer::Bool(false)), "以前开过店");
    assert_eq!(spoken(yes_no(), &[], Answer::Bool(true)), "某事");
    assert_eq!(spoken(yes_no(), &[], Answer::Bool(false)), "");
    assert_eq!(spoken(yes_no(), &words, Answer::Unsure), "");
    let value = [("value", "{}办的执照")];
    let on = |text: &str| Answer::Date(DateRange::only(day(text)));
    assert_eq!(
        spoken(FactKind::Date, &value, on("2019-07-15")),
        "2019年7月办的执照"
    );
    assert_eq!(
        spoken(FactKind::Date, &value, on("2026-03-15")),
        "今年3月办的执照"
    );
    assert_eq!(
        spoken(FactKind::Date, &[], on("2025-03-15")),
        "某事是去年3月"
    );
    let unknown = Answer::Date(DateRange::ANY);
    assert_eq!(spoken(FactKind::Date, &value, unknown), "");
    let form = [("value", "我是{}"), ("firm", "开了公司")];
    assert_eq!(spoken(options(), &form, Answer::Choice(0)), "我是个体户");
    assert_eq!(spoken(options(), &form, Answer::Choice(1)), "开了公司");
    assert_eq!(spoken(options(), &[], Answer::Choice(1)), "某事是公司");
    let money = || FactKind::Number {
        unit: Unit::Yuan,
        min: Decimal::ZERO,
        max: Decimal::from(1_000_000),
    };
    let sum = |n: i64| spoken(money(), &[("value", "要贷{}")], Answer::Number(n.into()));
    assert_eq!(sum(200_000), "要贷20万元");
    assert_eq!(sum(15_000), "要贷1.5万元");
    assert_eq!(sum(12_345), "要贷12345元");
    assert_eq!(sum(0), "");
}

/// On one line of the review or the paper: what a bare yes is about, and of what a count is.
#[test]
fn a_batch_on_one_line_says_what_its_parts_are() {
    let law = CompiledLaw::new(corpus().law_for("320281").unwrap());
    let given = json!({"hires": [{
        "people": 5, "hired_on": "2020-07-01", "contract_months": 24, "insured_full": true,
    }]});
    let UntypedAnswer::Map(given) = huice_tests::raw(&given) else {
        panic!("answers")
    };
    let (answers, _) = read_answers(&law, &given);
    let (hires, fact) = law.fact("hires").unwrap();
    let line = huice_zh::words::answer(fact, answers.get(hires).unwrap());
    assert_eq!(
        line,
        "人数：5 人，2020年7月1日，24 个月（2 年），足额参保：是"
    );
}
