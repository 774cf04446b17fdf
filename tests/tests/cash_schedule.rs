//! The plan: what is in the total, in which month, and what is not; on a small made-up law,
//! and on the real law with answers on every figure.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_check::{SourceFile, check};
use huice_core::cash_schedule::{CashSchedule, Part, Reason, cash_schedule};
use huice_core::ir::{Kind, Unit};
use huice_core::{AmountResult, Answers, CompiledLaw, Date, Decimal, Law, Verdict, evaluate};
use huice_oracle::generate::{Dice, Figures, forget};
use huice_zh::read::{UntypedAnswer, read_answers};

const HEAD: &str = "clause: 一\nheading: 测试\ninstruments:\n";

const PLACES: &str = "places:\n  - {code: \"990001\", name: 某市, pinyin: moushi, covered: true}\n";

const FACTS: &str = "topic: 事
facts:
  - {id: opened, type: date, ask: 哪天？, label: 开业日期}
  - {id: started, type: date, ask: 哪天？, label: 开始日期}
  - {id: months_done, type: integer, unit: 月, max: 120, ask: 几个月？, label: 月数}
  - {id: rent, type: money, unit: 元, ask: 多少？, label: 房租}
  - {id: rich, type: bool, ask: 富吗？, label: 富}
  - id: hires
    type: records
    ask: 招了谁？
    label: 招的人
    item: 一批
    fields:
      - {id: people, type: integer, unit: 人, max: 1000, ask: 几个？, label: 人数}
      - {id: hired_on, type: date, ask: 哪天？, label: 入职}
";

const DOCUMENT: &str = "id: test-doc\ntitle: 意见\nnumber: 某〔2019〕1号\nissuer: 某市\napplies: [\"990001\"]\nissued: 2019-03-01\nuntil: not stated\nchecked: 2026-11-21\nsource: test-doc.txt\n";

/// A law with these instruments: id, then the keys that differ from a plain grant.
fn law(instruments: &[(&str, &str)]) -> CompiledLaw {
    let mut text = HEAD.to_owned();
    for (id, keys) in instruments {
        text += &format!("  - id: {id}\n    title: {id}\n    summary: 给钱。\n");
        for (key, usual) in [
            ("kind", "cash"),
            ("to", "founder"),
            ("roles", "[founder]"),
            ("strength", "entitled"),
            ("cite", "一#1"),
        ] {
            if !keys.contains(&format!("{key}: ")) {
                text += &format!("    {key}: {usual}\n");
            }
        }
        for line in keys.lines() {
            text += &format!("    {line}\n");
        }
    }
    let file = |path: &str, text: &str| SourceFile {
        path: path.into(),
        text: text.into(),
    };
    let checked = check(&[
        file("rules/places.yaml", PLACES),
        file("rules/facts/01.yaml", FACTS),
        file("rules/test-doc/document.yaml", DOCUMENT),
        file("rules/test-doc/01.yaml", &text),
    ]);
    let wrong: Vec<String> = checked
        .diagnostics
        .iter()
        .filter(|d| d.severity == huice_syntax::Severity::Error)
        .map(|d| d.render(&text, huice_syntax::Lang::En, false))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    checked.corpus.unwrap().law_for("990001").unwrap().into()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn run(law: &CompiledLaw, as_of: &str, answers: &[(&str, UntypedAnswer)]) -> CashSchedule {
    let raw: Vec<(String, UntypedAnswer)> = answers
        .iter()
        .map(|(k, v)| ((*k).to_owned(), v.clone()))
        .collect();
    let (answers, refused) = read_answers(law, &raw);
    assert!(refused.is_empty(), "{refused:?}");
    let as_of = day(as_of);
    let made = cash_schedule(
        law,
        as_of,
        &answers,
        &evaluate(law, as_of, &answers),
        36,
        &|_| true,
    );
    sound(law, &made, "small law");
    made
}

fn text(text: &str) -> UntypedAnswer {
    UntypedAnswer::Text(text.into())
}

fn number(text: &str) -> UntypedAnswer {
    UntypedAnswer::Number(text.into())
}

fn hires(batches: &[(&str, &str)]) -> UntypedAnswer {
    let batch = |(people, on): &(&str, &str)| {
        UntypedAnswer::Map(vec![
            ("people".into(), number(people)),
            ("hired_on".into(), text(on)),
        ])
    };
    UntypedAnswer::List(batches.iter().map(batch).collect())
}

/// Month, sum and first day of every payment.
fn lines(plan: &CashSchedule) -> Vec<(u16, String, String)> {
    plan.payments
        .iter()
        .map(|p| (p.month, p.sum.to_string(), p.due.to_string()))
        .collect()
}

fn line(month: u16, sum: &str, due: &str) -> (u16, String, String) {
    (month, sum.into(), due.into())
}

/// Reason and amount of every line beside the total.
fn beside(plan: &CashSchedule) -> Vec<(Reason, AmountResult)> {
    plan.uncounted
        .iter()
        .map(|b| (b.reason, b.amount.clone()))
        .collect()
}

fn exact(n: i64) -> AmountResult {
    AmountResult::Exact(n.into(), Unit::Yuan)
}

/// What holds of every plan.
fn sound(law: &Law, plan: &CashSchedule, what: &str) {
    let all: Decimal = plan.payments.iter().map(|p| p.sum).sum();
    assert_eq!(plan.total, all, "{what}");
    assert_eq!(plan.by_month.iter().sum::<Decimal>(), all, "{what}");
    assert_eq!(plan.by_year.iter().sum::<Decimal>(), all, "{what}");
    let receivers: Decimal = plan.by_receiver.iter().map(|(_, n)| *n).sum();
    assert_eq!(receivers, all, "{what}");
    assert!(plan.exact, "{what}");
    for payment in &plan.payments {
        assert!(payment.sum > Decimal::ZERO, "{what}: {payment:?}");
        assert!(payment.sum.normalize().scale() <= 2, "{what}: {payment:?}");
        assert!(usize::from(payment.month) < plan.by_month.len(), "{what}");
        assert!(payment.due >= plan.from, "{what}: {payment:?}");
        let instrument = &law.instruments[usize::from(payment.instrument)];
        assert_ne!(instrument.kind, Kind::Loan, "{what}");
        for other in &plan.payments {
            assert!(
                !instrument.excludes.contains(&other.instrument)
                    && !instrument.replaces.contains(&other.instrument)
                    && instrument.restates != Some(other.instrument),
                "{what}: {} beside {}",
                instrument.id,
                law.instruments[usize::from(other.instrument)].id
            );
        }
    }
}

#[test]
fn a_grant_stands_on_its_day() {
    let law = law(&[(
        "now-or-later",
        "eligible: {when: as_of >= opened + 6 月, say: 满半年}\namount: {value: 6000 元}",
    )]);
    let opened = [("opened", text("2024-03-15"))];
    assert_eq!(
        lines(&run(&law, "2024-06-30", &opened)),
        [line(3, "6000", "2024-09-15")]
    );
    assert_eq!(
        lines(&run(&law, "2025-06-30", &opened)),
        [line(0, "6000", "2025-06-30")]
    );
    // The last day of the last month is in, the next is not.
    assert_eq!(
        lines(&run(&law, "2021-10-31", &opened)),
        [line(35, "6000", "2024-09-15")]
    );
    let beyond = run(&law, "2021-09-30", &opened);
    assert_eq!(
        beside(&beyond),
        [(Reason::Later(day("2024-09-15")), exact(6000))]
    );
    assert_eq!(beyond.total, Decimal::ZERO);
    // Not asked yet: beside, not in the total.
    let open = run(&law, "2024-06-30", &[]);
    assert_eq!(beside(&open), [(Reason::Undetermined, exact(6000))]);
}

#[test]
fn people_who_qualify_later_add_to_the_sum_until_the_cap_is_used_up() {
    let law = law(&[(
        "hiring",
        "to: employer\namount: {value: \"min(1000 元 * sum(hires where hired_on + 6 月 <= as_of, people), 4000 元)\"}",
    )]);
    let made = run(
        &law,
        "2024-01-10",
        &[(
            "hires",
            hires(&[
                ("1", "2023-01-01"),
                ("2", "2023-12-31"),
                ("5", "2024-05-05"),
            ]),
        )],
    );
    assert_eq!(
        lines(&made),
        [
            line(0, "1000", "2024-01-10"),
            // 31 December and six months: 30 June, for June has no 31st.
            line(5, "2000", "2024-06-30"),
            line(10, "1000", "2024-11-05"),
        ]
    );
    assert_eq!(made.payments[1].part, Part::More);
    assert_eq!(made.total, Decimal::from(4000));
}

#[test]
fn months_and_years_follow_the_rule() {
    let monthly = "kind: recurring\namount: {value: 1000 元/月 * months_done}\npaid: {monthly: months_done, from: started}";
    let one = law(&[("monthly", monthly)]);
    let made = run(
        &one,
        "2024-03-20",
        &[
            ("months_done", number("4")),
            ("started", text("2024-02-15")),
        ],
    );
    // February and March are due on the first day; the third month begins on 15 April.
    assert_eq!(
        lines(&made),
        [
            line(0, "2000", "2024-03-20"),
            line(1, "1000", "2024-04-15"),
            line(2, "1000", "2024-05-15"),
        ]
    );
    assert_eq!(made.payments[0].part, Part::Months(1, 2));
    let unknown = run(&one, "2024-03-20", &[("months_done", number("4"))]);
    assert_eq!(beside(&unknown), [(Reason::StartNotKnown, exact(4000))]);
    // 1000 元 over three months: the last takes the rest.
    let thirds = law(&[(
        "thirds",
        "kind: recurring\namount: {value: 1000 元}\npaid: {monthly: 3 月, from: started}",
    )]);
    let made = run(&thirds, "2024-03-01", &[("started", text("2024-03-01"))]);
    let sums: Vec<String> = made.payments.iter().map(|p| p.sum.to_string()).collect();
    assert_eq!(sums, ["333.33", "333.33", "333.34"]);
    let yearly = law(&[(
        "yearly",
        "kind: recurring\namount: {value: \"min(rent, 6000 元) + 500 元\"}\npaid: {yearly: [\"min(rent, 6000 元)\", 500 元], from: opened}",
    )]);
    let answers = [("rent", number("7000.5")), ("opened", text("2022-05-31"))];
    assert_eq!(
        lines(&run(&yearly, "2023-06-01", &answers)),
        [line(0, "6000", "2023-06-01"), line(11, "500", "2024-05-31")]
    );
}

#[test]
fn a_time_that_is_not_stated_is_not_invented() {
    let law = law(&[
        ("interest", "kind: interest\namount: {value: 300 元}"),
        ("rate", "kind: recurring\namount: {value: 200 元/月}"),
        ("stated", "kind: refund\npaid: once\namount: {value: 10 元}"),
    ]);
    let made = run(&law, "2024-03-20", &[]);
    assert_eq!(lines(&made), [line(0, "10", "2024-03-20")]);
    let rate = AmountResult::Exact(200.into(), Unit::YuanPerMonth);
    assert_eq!(
        beside(&made),
        [
            (Reason::TimeNotStated, exact(300)),
            (Reason::TimeNotStated, rate)
        ]
    );
}

#[test]
fn the_best_of_what_excludes_each_other_is_taken() {
    let law = law(&[
        ("left", "amount: {value: 3000 元}"),
        (
            "middle",
            "amount: {value: 5000 元}\nexcludes: [left, right]",
        ),
        ("right", "amount: {value: 3000 元}\nto: individual"),
        (
            "office",
            "strength: may\namount: {value: 9 元}\nexcludes: [right]",
        ),
    ]);
    let made = run(&law, "2024-03-20", &[]);
    assert_eq!(made.total, Decimal::from(6000));
    assert_eq!(made.by_receiver.len(), 2);
    assert_eq!(
        beside(&made),
        [
            (Reason::Excluded(0), exact(5000)),
            (Reason::Excluded(2), exact(9))
        ]
    );
}

#[test]
fn what_stands_in_anothers_place_counts_once() {
    let law = law(&[
        ("old", "amount: {value: 100 元}"),
        (
            "new",
            "amount: {value: 70 元}\nreplaces: [old]\neligible: {when: as_of >= opened, say: 开业}",
        ),
    ]);
    // Both today: the new one replaces the old one, although it is less.
    let both = run(&law, "2024-03-20", &[("opened", text("2024-01-01"))]);
    assert_eq!(both.total, Decimal::from(70));
    assert_eq!(beside(&both), [(Reason::Excluded(1), AmountResult::NotDue)]);
    // The old one today, the new one only later: never both.
    let later = run(&law, "2024-03-20", &[("opened", text("2024-06-01"))]);
    assert_eq!(later.total, Decimal::from(100));
    assert_eq!(beside(&later), [(Reason::Excluded(0), exact(70))]);
}

#[test]
fn everything_else_stands_beside_with_its_reason() {
    let law = law(&[
        ("no-figure", "amount: not stated"),
        ("office", "strength: may\namount: {value: 50 元}"),
        ("ceiling", "amount: {at most: 60 元}"),
        ("loan", "kind: loan\namount: {at most: 70 元}"),
        ("tax", "kind: tax\namount: {value: 80 元}"),
        ("range", "amount: {value: \"if(rich, 100 元, 300 元)\"}"),
        ("service", "kind: service\namount: none"),
        (
            "over",
            "amount: {value: 5 元}\nvalid: {from: 2019-01-01, until: 2019-12-31}",
        ),
        ("huge", "amount: {value: 2000000000000000 元}"),
    ]);
    let made = run(&law, "2024-03-20", &[]);
    // The least of the range is certain; what more there may be is not.
    assert_eq!(lines(&made), [line(0, "100", "2024-03-20")]);
    let more = AmountResult::Range(Decimal::ZERO, Some(200.into()), Unit::Yuan);
    let at_most = |n: i64| AmountResult::AtMost(Some(n.into()), Unit::Yuan);
    let office = Reason::Office(huice_core::ir::Strength::May);
    assert_eq!(
        beside(&made),
        [
            (Reason::NotStated, AmountResult::NotStated),
            (office, exact(50)),
            (Reason::Ceiling, at_most(60)),
            (Reason::Loan, at_most(70)),
            (Reason::NotPaidOut, exact(80)),
            (Reason::Open, more),
            (Reason::TooLarge, exact(2_000_000_000_000_000)),
        ]
    );
}

#[test]
fn what_falls_due_after_the_window_is_not_promised() {
    let law = law(&[(
        "window",
        "kind: recurring\nvalid: {from: 2024-01-01, until: 2024-04-30}\namount: {value: 1000 元/月 * 4 月}\npaid: {monthly: 4 月, from: started}",
    )]);
    let made = run(&law, "2024-03-10", &[("started", text("2024-03-15"))]);
    assert_eq!(made.total, Decimal::from(2000));
    let last = Reason::AfterWindow(day("2024-04-30"));
    assert_eq!(beside(&made), [(last, exact(2000))]);
}

#[test]
fn on_the_real_law_every_total_adds_up_and_nothing_certain_is_lost() {
    let (mut paid, mut listed) = (0usize, 0usize);
    for law in huice_tests::laws() {
        for as_of in ["2019-10-15", "2020-06-30", "2026-11-21"].map(day) {
            let figures = Figures::of(&law, as_of);
            for seed in 0..90u64 {
                let mut dice = Dice::new(seed * 17 + u64::from(u32::from(as_of)));
                let full = figures.complete(&law, &mut dice);
                let keep = 1 + dice.below(8);
                for answers in [&full, &forget(&full, keep, &mut dice)] {
                    let made = accounted(&law, as_of, answers);
                    paid += made.payments.len();
                    listed += made.uncounted.len();
                }
            }
        }
    }
    assert!(
        paid > 200 && listed > 1000,
        "too little to prove anything: {paid}, {listed}"
    );
}

/// Every instrument whose certain sum is above zero is paid or listed.
fn accounted(law: &CompiledLaw, as_of: Date, answers: &Answers) -> CashSchedule {
    let decisions = evaluate(law, as_of, answers);
    let made = cash_schedule(law, as_of, answers, &decisions, 36, &|_| true);
    sound(law, &made, &format!("{} as of {as_of}", law.place_name));
    for decision in &decisions {
        let certain = match &decision.amount {
            AmountResult::Exact(n, _) | AmountResult::Range(n, _, _) => *n > Decimal::ZERO,
            _ => false,
        };
        let listed = made
            .payments
            .iter()
            .any(|p| p.instrument == decision.instrument)
            || made
                .uncounted
                .iter()
                .any(|b| b.instrument == decision.instrument);
        if decision.verdict == Verdict::Eligible && certain {
            assert!(
                listed,
                "{}",
                law.instruments[usize::from(decision.instrument)].id
            );
        }
        if decision.verdict == Verdict::Ineligible {
            assert!(
                !listed,
                "{}",
                law.instruments[usize::from(decision.instrument)].id
            );
        }
    }
    made
}
