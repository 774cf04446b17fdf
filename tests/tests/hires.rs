//! More people hired never lower what an employer gets; and the one place where the number of
//! staff works the other way.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_core::ir::{Fact, FactId, FactKind, Law, Unit};
use huice_core::{
    AmountResult, Answer, Answers, CompiledLaw, Date, Decimal, Decision, VecMap, Verdict, evaluate,
};
use huice_oracle::domain::Domain;
use huice_oracle::generate::{Dice, Figures};
use huice_tests::alone;
use huice_zh::read::read_answers;
use std::collections::BTreeSet;

/// Everything by which the rules count who has been hired or given work. Of the numbers, those
/// that rise with them by nature.
const HIRES: [(&str, &[&str]); 8] = [
    ("hires", &[]),
    ("hires_cq", &[]),
    ("hires_2020_cq", &[]),
    ("poor_hires_zy", &[]),
    ("decap_hires_rc", &[]),
    ("employees_hired", &[]),
    ("employees_driven_cq", &[]),
    ("new_qualifying_hires_cq", &["employees_total_cq"]),
];

/// The answers with one more hired: of records the same once more and some others, of numbers
/// one more.
fn more(law: &Law, id: FactId, answers: &Answers, as_of: Date, dice: &mut Dice) -> Vec<Answers> {
    let fact = &law.facts[usize::from(id)];
    let with = |answer: Answer| {
        let mut more = answers.clone();
        more.set(id, answer);
        more
    };
    match (&fact.kind, answers.get(id)) {
        (FactKind::Records { fields, .. }, Some(Answer::Records(list))) => {
            let mut new: Vec<VecMap<Answer>> = list.clone();
            let domain = Domain::of(law, &law.instruments[0], as_of, answers);
            let lists = domain.facts.iter().filter(|(f, _)| *f == id);
            for answer in lists.flat_map(|(_, values)| values) {
                if let Answer::Records(records) = answer
                    && dice.below(4) == 0
                {
                    new.extend(records.iter().cloned());
                }
            }
            let append = |record: VecMap<Answer>| {
                let mut list = list.clone();
                list.push(few(fields, record));
                with(Answer::Records(list))
            };
            new.into_iter().map(append).collect()
        }
        (FactKind::Number { .. }, Some(Answer::Number(n))) => {
            let mut more = with(Answer::Number(*n + Decimal::ONE));
            let (_, together) = HIRES.iter().find(|(name, _)| *name == fact.id).unwrap();
            for name in *together {
                let (other, _) = law.fact(name).unwrap();
                match more.get(other) {
                    Some(Answer::Number(n)) => {
                        let n = *n + Decimal::ONE;
                        more.set(other, Answer::Number(n));
                    }
                    // Not known how many there are: nor then.
                    _ => return Vec::new(),
                }
            }
            vec![more]
        }
        _ => Vec::new(),
    }
}

/// Two of a batch at most.
fn few(fields: &[Fact], mut record: VecMap<Answer>) -> VecMap<Answer> {
    for (at, field) in (0u16..).zip(fields) {
        if let (
            FactKind::Number {
                unit: Unit::Count(_),
                ..
            },
            Some(Answer::Number(n)),
        ) = (&field.kind, record.get(&at))
        {
            let n = (*n).min(Decimal::TWO);
            record.insert(at, Answer::Number(n));
        }
    }
    record
}

fn ends(amount: &AmountResult) -> Option<(Decimal, Option<Decimal>)> {
    match amount {
        AmountResult::Exact(n, _) => Some((*n, Some(*n))),
        AmountResult::Range(low, high, _) => Some((*low, *high)),
        AmountResult::AtMost(high, _) => Some((Decimal::ZERO, *high)),
        AmountResult::None
        | AmountResult::NotDue
        | AmountResult::NotStated
        | AmountResult::Text(_) => None,
    }
}

fn no_lower(before: &Decision, after: &Decision) -> bool {
    let verdict = match (&before.verdict, &after.verdict) {
        (Verdict::Eligible, then) => *then == Verdict::Eligible,
        (Verdict::NotYet(day), Verdict::NotYet(then)) => then <= day,
        (Verdict::NotYet(_), then) => *then == Verdict::Eligible,
        (Verdict::Undetermined, then) => *then != Verdict::Ineligible,
        _ => true,
    };
    let had = matches!(before.verdict, Verdict::Eligible | Verdict::NotYet(_));
    let amount = match (ends(&before.amount), ends(&after.amount)) {
        (Some((low, high)), Some((then_low, then_high))) if had => {
            low <= then_low && then_high.is_none_or(|then| high.is_some_and(|high| high <= then))
        }
        _ => true,
    };
    verdict && amount
}

struct Tally {
    tried: usize,
    had: usize,
    raised: usize,
    instruments: BTreeSet<String>,
}

fn check(law: &CompiledLaw, as_of: Date, answers: &Answers, dice: &mut Dice, tally: &mut Tally) {
    // A later sum is compared as of its day: the same day both times.
    let today = evaluate(law, as_of, answers).remove(0);
    let day = match today.verdict {
        Verdict::NotYet(day) => day,
        _ => as_of,
    };
    let before = evaluate(law, day, answers).remove(0);
    let id = &law.instruments[0].id;
    let domain = Domain::of(law, &law.instruments[0], as_of, answers);
    for (name, _) in HIRES {
        let Some((fact, _)) = law.fact(name) else {
            continue;
        };
        if !domain.facts.iter().any(|(f, _)| *f == fact) {
            continue;
        }
        tally.instruments.insert(id.clone());
        for hired in more(law, fact, answers, as_of, dice) {
            let after = evaluate(law, day, &hired).remove(0);
            assert!(
                no_lower(&before, &after),
                "{id} as of {day}: {:?} {:?} became {:?} {:?}\n{answers:?}\n{hired:?}",
                before.verdict,
                before.amount,
                after.verdict,
                after.amount
            );
            tally.tried += 1;
            if before.verdict == Verdict::Eligible {
                tally.had += 1;
                let grown = ends(&before.amount).map(|e| e.0) < ends(&after.amount).map(|e| e.0);
                tally.raised += usize::from(grown);
            }
        }
    }
}

#[test]
fn more_hires_never_lower_a_bonus() {
    let corpus = huice_tests::corpus();
    let mut tally = Tally {
        tried: 0,
        had: 0,
        raised: 0,
        instruments: BTreeSet::new(),
    };
    let mut dice = Dice::new(7);
    for example in corpus.examples() {
        let whole = corpus.law_for(&example.place).unwrap();
        let (at, _) = whole.instrument(&example.instrument).unwrap();
        let law = alone(&whole, at);
        let (answers, _) = read_answers(&law, &example.answers);
        check(&law, example.as_of, &answers, &mut dice, &mut tally);
    }
    for whole in huice_tests::laws() {
        for day in ["2019-10-15", "2020-09-30"] {
            let as_of = Date::parse(day).unwrap();
            let figures = Figures::of(&whole, as_of);
            let sets: Vec<Answers> = (0..25)
                .map(|_| figures.complete(&whole, &mut dice))
                .collect();
            for (at, _) in (0u16..).zip(&whole.instruments) {
                let law = alone(&whole, at);
                for answers in &sets {
                    check(&law, as_of, answers, &mut dice, &mut tally);
                }
            }
        }
    }
    println!(
        "{} tried, {} had, {} raised, by {:?}",
        tally.tried, tally.had, tally.raised, tally.instruments
    );
    assert!(
        tally.had > 100 && tally.raised > 20,
        "{} {}",
        tally.had,
        tally.raised
    );
    assert!(tally.instruments.len() > 8, "{:?}", tally.instruments);
}

/// The exception: of small firms with more than 100 staff a smaller share is asked. One more
/// employee who does not count turns Ineligible into Eligible there, and nowhere below.
#[test]
fn at_101_staff_fewer_hires_are_asked() {
    let corpus = huice_tests::corpus();
    let id = "cq-2020-smb-loan-hiring-ratio";
    let example = corpus
        .examples()
        .iter()
        .find(|e| e.instrument == id)
        .unwrap();
    let whole = corpus.law_for(&example.place).unwrap();
    let law = alone(&whole, whole.instrument(id).unwrap().0);
    let as_of = Date::parse("2020-09-30").unwrap();
    let set = |name: &str, answers: &mut Answers, answer: Answer| {
        answers.set(law.fact(name).unwrap().0, answer);
    };
    let verdict = |staff: i64, hired: i64| {
        let (mut answers, _) = read_answers(&law, &example.answers);
        set(
            "employees_total_cq",
            &mut answers,
            Answer::Number(staff.into()),
        );
        set(
            "new_qualifying_hires_cq",
            &mut answers,
            Answer::Number(hired.into()),
        );
        evaluate(&law, as_of, &answers).remove(0).verdict
    };
    // Fewest hires that are not refused.
    let least = |staff: i64| (0..=staff).find(|n| verdict(staff, *n) != Verdict::Ineligible);
    for staff in 1..100 {
        assert!(least(staff) <= least(staff + 1), "{staff}");
    }
    assert_eq!((least(100), least(101)), (Some(20), Some(11)));
    for staff in 101..200 {
        assert!(least(staff) <= least(staff + 1), "{staff}");
    }
    assert_eq!(verdict(100, 15), Verdict::Ineligible);
    assert_ne!(verdict(101, 15), Verdict::Ineligible);
    // Hired themselves, more people never hurt, across the line too.
    for (staff, hired) in [(99, 20), (100, 20), (101, 21), (95, 30)] {
        assert_eq!(verdict(staff, hired), Verdict::Eligible, "{staff}, {hired}");
        assert_eq!(
            verdict(staff + 1, hired + 1),
            Verdict::Eligible,
            "{staff}, {hired}"
        );
    }
}
