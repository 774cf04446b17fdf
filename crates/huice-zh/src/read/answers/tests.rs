//! Answers as JSON, links and forms hold them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use super::*;
use huice_core::Decimal;
use huice_core::ir::Unit;

fn fact(id: &str, kind: FactKind) -> Fact {
    Fact::bare(id, kind)
}

fn truth() -> FactKind {
    FactKind::Bool {
        yes: String::new(),
        no: String::new(),
    }
}

fn number(unit: Unit) -> FactKind {
    FactKind::Number {
        unit,
        min: Decimal::ZERO,
        max: 1_000_000.into(),
    }
}

fn options() -> Vec<(String, String)> {
    ["shop", "farm"].map(|id| (id.into(), String::new())).into()
}

fn law() -> Law {
    let fields = vec![
        fact("people", number(Unit::Count("人".into()))),
        fact("insured", truth()),
    ];
    let records = FactKind::Records {
        item: String::new(),
        fields,
    };
    Law {
        facts: vec![
            fact("local", truth()),
            fact("rent", number(Unit::Yuan)),
            fact("trade", FactKind::Choice(options())),
            fact("trades", FactKind::Set(options())),
            fact("opened", FactKind::Date),
            fact("hires", records),
        ],
        ..Law::default()
    }
}

fn text(text: &str) -> UntypedAnswer {
    UntypedAnswer::Text(text.into())
}

fn named(pairs: &[(&str, UntypedAnswer)]) -> Vec<(String, UntypedAnswer)> {
    let own = |(name, raw): &(&str, UntypedAnswer)| ((*name).to_owned(), raw.clone());
    pairs.iter().map(own).collect()
}

/// The codes of the refusals of one answer.
fn codes(name: &str, raw: UntypedAnswer) -> Vec<&'static str> {
    let (answers, errors) = read_answers(&law(), &named(&[(name, raw)]));
    assert!(
        answers.is_empty() || errors.is_empty(),
        "{answers:?} {errors:?}"
    );
    errors.iter().map(|e| e.refusal.code()).collect()
}

#[test]
fn what_is_not_a_plain_yes_or_no_stays_unknown_and_is_reported() {
    for raw in ["true", "1", "yes", "y", "", "是"] {
        assert_eq!(codes("local", text(raw)), ["not_bool"], "{raw}");
    }
    assert_eq!(
        codes("local", UntypedAnswer::Number("1".into())),
        ["not_bool"]
    );
    assert!(codes("local", UntypedAnswer::Bool(false)).is_empty());
}

#[test]
fn every_refusal_has_its_code() {
    for (name, raw, code) in [
        ("hukou", text(""), "unknown_fact"),
        ("rent", text("1000,10"), "number_group_mark"),
        ("rent", text("6.000"), "number_decimals"),
        ("rent", text("2000000"), "number_too_large"),
        ("rent", text("-1"), "number_too_small"),
        ("rent", text("30岁"), "number_unit"),
        ("rent", text(""), "number_empty"),
        ("rent", UntypedAnswer::Bool(true), "not_a_number"),
        ("trade", text("Shop"), "not_an_option"),
        ("trades", text("shop"), "not_options"),
        ("opened", text("2019-02-30"), "no_such_day"),
        ("opened", UntypedAnswer::List(Vec::new()), "not_a_date"),
        ("hires", text(""), "not_records"),
        ("hires", UntypedAnswer::List(vec![text("")]), "not_a_record"),
        (
            "hires",
            UntypedAnswer::List(vec![UntypedAnswer::Map(Vec::new()); 201]),
            "too_many_records",
        ),
    ] {
        assert_eq!(codes(name, raw.clone()), [code], "{name} {raw:?}");
    }
}

#[test]
fn a_name_that_is_there_twice_has_no_answer() {
    let both = named(&[
        ("local", UntypedAnswer::Bool(true)),
        ("rent", text("6000元")),
        ("local", UntypedAnswer::Bool(false)),
    ]);
    let (answers, errors) = read_answers(&law(), &both);
    assert_eq!(answers.len(), 1);
    assert_eq!(answers.get(1), Some(&Answer::Number(6000.into())));
    assert!(
        errors
            .iter()
            .all(|e| e.refusal == Refusal::Twice && e.field == "local")
    );
    let record = named(&[("people", text("1")), ("people", text("2"))]);
    let (answers, errors) = read_answers(
        &law(),
        &named(&[(
            "hires",
            UntypedAnswer::List(vec![UntypedAnswer::Map(record)]),
        )]),
    );
    assert!(answers.is_empty());
    assert_eq!(errors[0].field, "hires[0].people");
    assert_eq!(errors[0].refusal, Refusal::Twice);
}

#[test]
fn many_unknown_names_are_refused_in_linear_time() {
    // With a search through all names for each name this takes minutes.
    let many: Vec<(String, UntypedAnswer)> = (0..300_000)
        .map(|n| (format!("no_such_fact_{n}"), UntypedAnswer::Null))
        .collect();
    assert_eq!(read_answers(&law(), &many).1.len(), many.len());
    let record = UntypedAnswer::List(vec![UntypedAnswer::Map(many)]);
    assert_eq!(codes("hires", record), ["unknown_field"]);
}

#[test]
fn a_long_text_is_cut_and_a_number_in_a_date_is_a_year() {
    let (_, errors) = read_answers(&law(), &named(&[("rent", text(&"九".repeat(100)))]));
    assert_eq!(errors[0].found, Found::Text("九".repeat(40) + "…"));
    assert!(codes("opened", UntypedAnswer::Number("2019".into())).is_empty());
}

#[test]
fn what_can_only_lie_in_the_past_is_not_ahead() {
    let mut left = fact("left", FactKind::Date);
    left.past = true;
    let hires = FactKind::Records {
        item: String::new(),
        fields: vec![left.clone(), fact("starts", FactKind::Date)],
    };
    let law = Law {
        facts: vec![left, fact("hires", hires)],
        ..Law::default()
    };
    let date = |text: &str| Answer::Date(read_date(text).unwrap());
    let today = Date::new(2019, 7, 15).unwrap();
    let late = |day: &str| {
        let mut answers = Answers::new();
        answers.set(0, date(day));
        let mut record = VecMap::new();
        record.insert(0, date(day));
        record.insert(1, date("2100-01-01"));
        answers.set(1, Answer::Records(vec![record]));
        check_limits(&law, today, &answers)
    };
    assert_eq!(late("2019-07-15"), []);
    // A month or a year that has begun stands.
    assert_eq!(late("2019-07"), []);
    assert_eq!(late("2019"), []);
    let refused = late("2019-07-16");
    assert_eq!(refused.len(), 2);
    assert_eq!(refused[1].field, "hires[0].left");
    assert_eq!(refused[1].refusal, Refusal::Future(today));
    assert_eq!(late("2020").len(), 2);
}

fn renamed_law() -> Law {
    let mut trade = fact("trade", FactKind::Choice(options()));
    trade.formerly = vec!["trade_before".into(), "line".into()];
    trade.former_options = vec![("store".into(), "shop".into())];
    Law {
        facts: vec![fact("local", truth()), trade],
        ..Law::default()
    }
}

#[test]
fn names_of_before_are_read() {
    let law = renamed_law();
    for (name, option) in [
        ("trade", "shop"),
        ("trade_before", "shop"),
        ("line", "store"),
    ] {
        let (answers, errors) =
            read_answers(&law, &[(name.into(), UntypedAnswer::Text(option.into()))]);
        assert_eq!(errors, []);
        assert_eq!(answers.get(1), Some(&Answer::Choice(0)), "{name} {option}");
    }
}

#[test]
fn two_names_that_say_different_things_are_refused() {
    let law = renamed_law();
    let read = |now: &str, before: &str| {
        read_answers(
            &law,
            &[
                ("trade".into(), UntypedAnswer::Text(now.into())),
                ("line".into(), UntypedAnswer::Text(before.into())),
            ],
        )
    };
    let (answers, errors) = read("shop", "store");
    assert_eq!((answers.len(), errors.len()), (1, 0));
    let (answers, errors) = read("farm", "store");
    assert_eq!(answers.len(), 0);
    assert_eq!(errors[0].refusal, Refusal::Twice);
}
