//! A small law that uses every part of the intermediate form.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests may fail loudly"
)]
#![allow(dead_code, reason = "each test file uses its own part")]

use huice_core::ir::*;
use huice_core::{Date, Decimal};

/// The format's header: magic, version, length, hash.
pub const HEADER: usize = 18;

/// A day.
pub fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// A number of 元.
pub fn yuan(n: i64) -> Expr {
    Expr::Number(Decimal::from(n), Unit::Yuan)
}

/// A condition of one expression.
pub fn when(expr: Expr) -> Condition {
    Condition {
        say: "说明".into(),
        cite: None,
        test: Test::When(expr),
    }
}

/// A condition.
pub fn condition(test: Test) -> Condition {
    Condition {
        say: String::new(),
        cite: None,
        test,
    }
}

fn cite() -> Citation {
    Citation {
        document: 0,
        clause: "一".into(),
        sentence: "1a".into(),
    }
}

/// A fact.
pub fn fact(id: &str, kind: FactKind) -> Fact {
    Fact {
        ask: "问？".into(),
        label: id.into(),
        ..Fact::bare(id, kind)
    }
}

fn options() -> Vec<(String, String)> {
    vec![("a".into(), "甲".into()), ("b".into(), "乙".into())]
}

/// The law.
#[rustfmt::skip]
pub fn law() -> Law {
    let number = FactKind::Number { unit: Unit::Yuan, min: Decimal::ZERO, max: Decimal::from(1_000_000) };
    let people = FactKind::Number { unit: Unit::Count("人".into()), min: Decimal::ZERO, max: Decimal::from(999) };
    let mut finding = fact("found", FactKind::Bool { yes: "是".into(), no: "否".into() });
    finding.judgement = Some("部门".into());
    finding.change = Some(Action { say: "申请".into(), office: true, from: vec![], target: ActionTarget::Yes });
    let mut choice = fact("choice", FactKind::Choice(options()));
    choice.change = Some(Action {
        say: "改".into(), office: false, from: vec![0], target: ActionTarget::Options(vec![1]),
    });
    choice.say_self = vec![("value".into(), "我选{}".into())];
    let mut row = fact("row", FactKind::Bool { yes: "是".into(), no: "否".into() });
    (row.list, row.item, row.unticked_is_unknown) = ("哪些？".into(), "这一条".into(), true);
    let mut yes = fact("yes", FactKind::Bool { yes: "是".into(), no: "否".into() });
    (yes.knows, yes.frequency) = (Knower::Household, Frequency::Rare);
    yes.follows = vec![Consequence {
        when: Expr::Fact(7), value: FixedValue::Bool(false), say: "因为".into(),
    }];
    choice.follows = vec![Consequence {
        when: Expr::Aggregate(Aggregate::Any, 5, Some(Box::new(Expr::In(Box::new(Expr::Field(5, 1)), vec![0]))), None),
        value: FixedValue::Choice(1), say: "因为".into(),
    }];
    choice.contradicts = vec![Contradiction { when: Expr::Fact(0), say: "哪个对？".into() }];
    let b = Box::new;
    Law {
        place: "000001".into(),
        place_name: "某市".into(),
        documents: vec![Document {
            id: "d".into(), title: "文".into(), number: String::new(), issuer: "府".into(),
            issued_earliest: day("2019-01-01"), issued_latest: day("2019-06-30"),
            until: None, checked: day("2026-11-21"),
            ended: vec![Succession {
                clause: "一".into(), from: day("2027-01-01"), other_clause: "二".into(),
                other: Some(DocumentName { id: "n".into(), title: "新文".into(), number: "2 号".into() }),
            }],
            amends: vec![Succession {
                clause: String::new(), from: day("2019-01-01"), other: None, other_clause: String::new(),
            }],
        }],
        topics: vec!["题".into()],
        facts: vec![
            yes,
            fact("sum", number),
            fact("day", FactKind::Date),
            choice,
            fact("set", FactKind::Set(options())),
            fact("hires", FactKind::Records { item: "一批".into(), fields: vec![
                fact("people", people), fact("group", FactKind::Choice(options())),
            ] }),
            finding,
            row,
        ],
        definitions: vec![
            Definition { id: "one".into(), title: "一".into(), cite: cite(), holds: condition(Test::Any(vec![
                when(Expr::Fact(0)), condition(Test::Use(1)),
            ])) },
            Definition { id: "two".into(), title: "二".into(), cite: cite(), holds: condition(Test::Not(Box::new(
                when(Expr::In(b(Expr::Fact(4)), vec![0, 1])),
            ))) },
        ],
        instruments: vec![
            Instrument {
                id: "first".into(), title: "第一".into(), plain: "头一样".into(), summary: "一句".into(),
                kind: Kind::Cash, beneficiary: Beneficiary::Founder, roles: vec![Role::Founder], strength: Strength::Entitled,
                cite: cite(), fund: String::new(), prerequisite: String::new(),
                from: Some(day("2019-01-01")), until: Some(day("2019-12-31")),
                eligible: Some(condition(Test::All(vec![
                    condition(Test::Use(0)),
                    condition(Test::Judge(6)),
                    when(Expr::Fact(7)),
                    condition(Test::Open),
                    when(Expr::Compare(Compare::Ge, b(Expr::AsOf), b(Expr::AddMonths(
                        b(Expr::YearStart(b(Expr::Fact(2)))), b(Expr::Number(Decimal::from(6), Unit::Months)),
                    )))),
                    when(Expr::Not(b(Expr::And(vec![Expr::Bool(true), Expr::Or(vec![
                        Expr::Compare(Compare::Ne, b(Expr::Fact(0)), b(Expr::Bool(false))),
                        Expr::Aggregate(Aggregate::Any, 5, Some(b(Expr::In(b(Expr::Field(5, 1)), vec![1]))), None),
                    ])])))),
                ]))),
                amount: Amount::Exactly(Formula {
                    steps: vec![("步".into(), Expr::Aggregate(Aggregate::Sum, 5, None, Some(b(Expr::Field(5, 0)))))],
                    value: Expr::Arith(Arith::Mul, b(Expr::Let(0)), b(Expr::Min(vec![
                        Expr::Param(0),
                        Expr::Max(vec![Expr::Fact(1), yuan(0)]),
                        Expr::If(b(Expr::Bool(true)), b(Expr::PerTwelve(b(yuan(12)))), b(yuan(2))),
                    ]))),
                    unit: Unit::Yuan,
                }),
                params: vec![Param { name: "grant".into(), label: "标准".into(), value: Decimal::from(6000), unit: Unit::Yuan, cite: cite() }],
                terms: vec![Term { label: "期限".into(), value: Decimal::from(36), unit: Unit::Months, cite: cite() }],
                readings: vec![Reading {
                    about: "何".into(), ours: "此".into(), other: "彼".into(),
                    eligible: Some(when(Expr::Fact(0))),
                    amount: Some(Amount::AtMost(Formula { steps: vec![], value: Expr::Param(0), unit: Unit::Yuan })),
                    ask: true,
                }],
                excludes: vec![1], replaces: vec![1], restates: None, offices: vec![0, 1], goals: vec![0], note: String::new(),
                paid: PaymentSchedule::Yearly { parts: vec![Expr::Let(0)], from: 2 },
                loan: Some(LoanTerms {
                    limit: Some(Expr::Param(0)), term: Some(Expr::Number(Decimal::from(36), Unit::Months)),
                    share: Some(Expr::Number(Decimal::ONE, Unit::Percent)), guarantee: "保".into(),
                    helps: vec![1], ..LoanTerms::default()
                }),
            },
            Instrument {
                id: "second".into(), title: "第二".into(), plain: String::new(), summary: String::new(),
                kind: Kind::Service, beneficiary: Beneficiary::Individual, roles: vec![], strength: Strength::Programme,
                cite: cite(), fund: String::new(), prerequisite: String::new(), from: None, until: None,
                eligible: None, amount: Amount::Text("服务".into()), params: vec![], terms: vec![], readings: vec![],
                excludes: vec![], replaces: vec![], restates: None, offices: vec![1], goals: vec![], note: String::new(),
                paid: PaymentSchedule::Monthly { months: Expr::Number(Decimal::from(3), Unit::Months), from: Some(2) },
                loan: None,
            },
        ],
        missing: vec![LostItem {
            id: "d-item-3".into(), document: 0, item: "3".into(), clause: "一(一)".into(),
            units: String::new(), part: false,
        }],
        offices: vec!["甲局".into(), "乙局".into()],
        contacts: Contacts {
            hotlines: vec![Hotline { number: "12333".into(), name: "人社咨询".into() }],
            portal: "某办".into(),
        },
        goals: vec![Goal { id: "open".into(), label: "开店".into(), roles: vec![Role::Founder] }],
    }
}
