//! What would change a verdict, on the real law: every change set, once applied, has its stated
//! result for every value of what is unknown; nothing is changed that a person cannot change; no smaller set does as well; and every
//! day that is named is tried on the day before and on the day.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod excluded;
mod look;
mod reach;

use excluded::{contradicts, is_excluded};
use huice_core::counterfactual::{Change, ChangeSet, apply};
use huice_core::ir::{FactId, FactKind};
use huice_core::{Answer, Answers, CompiledLaw, Date, Verdict, evaluate};
use huice_oracle::domain::Domain;
use huice_oracle::generate::{Dice, Figures};
use huice_tests::alone;
use huice_zh::describe;
use huice_zh::read::read_answers;
use look::Look;
use reach::{may, reachable, records_allowed, spoil};

const DAYS: [&str; 3] = ["2019-10-15", "2020-06-30", "2026-11-21"];
/// Sets of changes that are tried against one prospect.
const SETS: usize = 150;

#[derive(Default, Debug)]
struct Tally {
    looked: usize,
    settled: usize,
    provided: usize,
    by_size: [usize; 4],
    records: usize,
    numbers: usize,
    asked: usize,
    smaller: usize,
    excluded: usize,
    /// Sets that bring together what cannot be together.
    contradicted: usize,
    cut_short: usize,
    from: usize,
    last: usize,
    flip_last: usize,
}

/// Everything that must be true of one prospect.
fn check(look: &Look<'_>, dice: &mut Dice, tally: &mut Tally) {
    tally.looked += 1;
    tally.cut_short += usize::from(!look.found.exhaustive);
    for change_set in &look.found.change_sets {
        assert!(!change_set.changes.is_empty(), "{}", look.context());
        assert_eq!(
            change_set.changes.len(),
            look.found.change_sets[0].changes.len(),
            "{}",
            look.context()
        );
        tally.by_size[change_set.changes.len()] += 1;
        for change in &change_set.changes {
            realistic(look, change, tally);
        }
        let changes = change_set.changes.iter();
        let made: Vec<(FactId, &Answer)> = changes.map(|c| (c.fact, &c.to)).collect();
        assert!(!contradicts(look, &made), "{}", look.context());
        change_sets(look, change_set, dice, tally);
        nearest(look, change_set);
    }
    if look.found.exhaustive {
        nothing_smaller(look, dice, tally);
    }
    days(look, tally);
}

/// The facts allow the change, and the changed answer was known.
fn realistic(look: &Look<'_>, change: &Change, tally: &mut Tally) {
    let fact = &look.law.facts[usize::from(change.fact)];
    assert_eq!(
        look.answers.get(change.fact),
        Some(&change.from),
        "{}",
        look.context()
    );
    assert!(
        change.from != Answer::Unsure && change.from != change.to,
        "{}",
        look.context()
    );
    assert!(!describe(look.law, change).is_empty(), "{}", look.context());
    let allowed = match (&fact.kind, &change.from, &change.to) {
        (FactKind::Records { fields, .. }, Answer::Records(old), Answer::Records(new)) => {
            tally.records += 1;
            records_allowed(fact, fields, old, new, look.as_of)
        }
        (_, from, to) => {
            tally.numbers += usize::from(matches!(to, Answer::Number(_)));
            let act = fact.change.as_ref().expect("only what can be changed");
            assert_eq!(act.office, change.office, "{}", look.context());
            may(act, from, to, look.as_of)
        }
    };
    assert!(allowed, "{}", look.context());
    if fact.judgement.is_some() {
        tally.asked += 1;
        assert!(change.office, "{}", look.context());
    }
}

/// Whether a verdict is eligible now, or sooner than it was.
fn is_better(verdict: &Verdict, was: &Verdict) -> bool {
    match (verdict, was) {
        (Verdict::Eligible, _) => true,
        (Verdict::NotYet(day), Verdict::NotYet(before)) => day < before,
        (Verdict::NotYet(_), _) => true,
        _ => false,
    }
}

/// Once made, the changes lead to the stated result, for every completion of the rest.
fn change_sets(look: &Look<'_>, change_set: &ChangeSet, dice: &mut Dice, tally: &mut Tally) {
    let answers = apply(look.answers, &change_set.changes);
    let then = evaluate(look.law, look.as_of, &answers).remove(0);
    assert_eq!(then.verdict, change_set.verdict, "{}", look.context());
    assert_eq!(then.amount, change_set.amount, "{}", look.context());
    if is_better(&change_set.verdict, &look.decision.verdict) {
        tally.settled += 1;
        assert!(change_set.remaining_needs.is_empty(), "{}", look.context());
        for full in look.completions(&answers, dice) {
            match change_set.verdict {
                Verdict::NotYet(day) => {
                    assert_eq!(
                        look.holds(&full, day.previous()),
                        Some(false),
                        "{}",
                        look.context()
                    );
                    assert_eq!(look.holds(&full, day), Some(true), "{}", look.context());
                }
                _ => assert_eq!(
                    look.holds(&full, look.as_of),
                    Some(true),
                    "{}",
                    look.context()
                ),
            }
        }
    } else {
        tally.provided += 1;
        assert_eq!(
            look.decision.verdict,
            Verdict::Ineligible,
            "{}",
            look.context()
        );
        assert_eq!(
            change_set.verdict,
            Verdict::Undetermined,
            "{}",
            look.context()
        );
        assert!(!change_set.remaining_needs.is_empty(), "{}", look.context());
    }
}

/// A number is led no further than need be: one step less does not do as well.
fn nearest(look: &Look<'_>, change_set: &ChangeSet) {
    for (at, change) in change_set.changes.iter().enumerate() {
        let (Answer::Number(from), Answer::Number(to)) = (&change.from, &change.to) else {
            continue;
        };
        let whole = to.is_integer() && (*to - *from).abs() > 1.into();
        if !whole {
            continue;
        }
        let back = if from < to {
            *to - huice_core::Decimal::ONE
        } else {
            *to + huice_core::Decimal::ONE
        };
        let mut changes = change_set.changes.clone();
        changes[at].to = Answer::Number(back);
        let short = look.verdict(&apply(look.answers, &changes), look.as_of);
        assert!(
            short != change_set.verdict || change_set.verdict != Verdict::Eligible,
            "{back} would do: {}",
            look.context()
        );
    }
}

/// No set with fewer changes does as well; where none was found, no set of one or two does.
fn nothing_smaller(look: &Look<'_>, dice: &mut Dice, tally: &mut Tally) {
    let was = &look.decision.verdict;
    let open = matches!(
        was,
        Verdict::Ineligible | Verdict::Undetermined | Verdict::NotYet(_)
    );
    if !open || look.instrument().eligible.is_none() {
        return;
    }
    let (size, yes) = match look.found.change_sets.first() {
        Some(change_set) => (
            change_set.changes.len(),
            is_better(&change_set.verdict, was),
        ),
        None => (3, false),
    };
    let domain = Domain::of(look.law, look.instrument(), look.as_of, look.answers);
    let mut options: Vec<(FactId, Vec<Answer>)> = Vec::new();
    for (id, _) in look.answers.iter() {
        let reach = reachable(look, &domain, id, dice);
        if !reach.is_empty() && domain.facts.iter().any(|(f, _)| *f == id) {
            options.push((id, reach));
        }
    }
    let mut tried = 0;
    let mut attempt = |set: &[(FactId, &Answer)]| {
        if is_excluded(look, set) {
            tally.excluded += 1;
            return;
        }
        if contradicts(look, set) {
            tally.contradicted += 1;
            return;
        }
        tried += 1;
        tally.smaller += 1;
        let mut answers = look.answers.clone();
        for (id, answer) in set {
            answers.set(*id, (*answer).clone());
        }
        let then = look.verdict(&answers, look.as_of);
        // Smaller sets than those found lead nowhere; a set of two never to Eligible where only
        // "it depends" was found.
        let fewer = set.len() < size;
        let better = is_better(&then, was);
        let possible = *was == Verdict::Ineligible && then != Verdict::Ineligible;
        if yes {
            assert!(
                !(fewer && better),
                "{set:?} does as well: {}",
                look.context()
            );
        } else {
            assert!(!better, "{set:?} leads to Eligible: {}", look.context());
            assert!(
                !(fewer && possible),
                "{set:?} does as well: {}",
                look.context()
            );
        }
    };
    if yes && size == 1 {
        return;
    }
    for (id, values) in &options {
        for value in values.iter().take(SETS) {
            attempt(&[(*id, value)]);
        }
    }
    if yes && size == 2 {
        return;
    }
    let pairs = (0..options.len()).flat_map(|a| (a + 1..options.len()).map(move |b| (a, b)));
    for (a, b) in pairs {
        let (first, second) = (&options[a], &options[b]);
        for _ in 0..(first.1.len() * second.1.len()).min(6) {
            let one = &first.1[dice.below(first.1.len())];
            let two = &second.1[dice.below(second.1.len())];
            attempt(&[(first.0, one), (second.0, two)]);
        }
    }
}

/// The day on which time alone brings it, and the last day to act: the day before, and the day.
fn days(look: &Look<'_>, tally: &mut Tally) {
    if let Some(day) = look.found.from {
        tally.from += 1;
        assert_ne!(
            look.verdict(look.answers, day.previous()),
            Verdict::Eligible,
            "{}",
            look.context()
        );
        assert_eq!(
            look.verdict(look.answers, day),
            Verdict::Eligible,
            "{}",
            look.context()
        );
    }
    if let Some(last) = look.found.last_day {
        tally.last += 1;
        closes(look, look.answers, &look.decision.verdict, last);
    }
    for change_set in &look.found.change_sets {
        if let Some(last) = change_set.last_day {
            tally.flip_last += 1;
            closes(
                look,
                &apply(look.answers, &change_set.changes),
                &change_set.verdict,
                last,
            );
        }
    }
}

/// Available on the last day, and no longer on the next.
fn closes(look: &Look<'_>, answers: &Answers, verdict: &Verdict, last: Date) {
    assert!(last >= look.as_of, "{}", look.context());
    let on = look.verdict(answers, last);
    if *verdict == Verdict::Eligible {
        assert!(
            matches!(on, Verdict::Eligible | Verdict::Undetermined),
            "{last} {on:?}: {}",
            look.context()
        );
    } else {
        assert!(
            !matches!(on, Verdict::Ineligible | Verdict::Expired(_)),
            "{last}: {}",
            look.context()
        );
    }
    let after = look.verdict(answers, last.next());
    assert!(
        matches!(
            after,
            Verdict::Ineligible | Verdict::NotYet(_) | Verdict::Undetermined | Verdict::Expired(_)
        ),
        "{last} {after:?}: {}",
        look.context()
    );
    // Undetermined after the day only where the law may open it once more.
    if after == Verdict::Undetermined {
        let mut dice = Dice::new(u64::from(u32::from(last)));
        for full in look.completions(answers, &mut dice) {
            assert_ne!(
                look.holds(&full, last.next()),
                Some(true),
                "{last}: {}",
                look.context()
            );
        }
    }
}

/// The examples of the rules, each also with one fact changed: close to Eligible, and not there.
#[test]
fn beside_every_example() {
    let corpus = huice_tests::corpus();
    let mut laws: Vec<(String, CompiledLaw)> = Vec::new();
    let mut tally = Tally::default();
    for (n, example) in corpus.examples().iter().enumerate() {
        if !laws.iter().any(|(place, _)| *place == example.place) {
            laws.push((
                example.place.clone(),
                corpus.law_for(&example.place).unwrap().into(),
            ));
        }
        let (_, whole) = laws.iter().find(|(p, _)| *p == example.place).unwrap();
        let (at, _) = whole.instrument(&example.instrument).unwrap();
        let law = alone(whole, at);
        let (answers, refused) = read_answers(&law, &example.answers);
        assert!(refused.is_empty(), "{refused:?}");
        let mut dice = Dice::new(n as u64);
        check(
            &Look::new(&law, example.as_of, &answers),
            &mut dice,
            &mut tally,
        );
        for (id, answer) in answers.iter() {
            if let Some(spoilt) = spoil(&law, id, answer) {
                let mut near = answers.clone();
                near.set(id, spoilt);
                check(
                    &Look::new(&law, example.as_of, &near),
                    &mut dice,
                    &mut tally,
                );
            }
        }
    }
    println!("{tally:?}");
    assert!(tally.settled > 200 && tally.provided > 20, "{tally:?}");
    assert!(tally.by_size[1] > 200 && tally.by_size[2] > 20, "{tally:?}");
    assert!(
        tally.records > 20 && tally.numbers > 20 && tally.asked > 20,
        "{tally:?}"
    );
    assert!(
        tally.from > 20 && tally.last > 20 && tally.flip_last > 5,
        "{tally:?}"
    );
    assert_eq!(tally.cut_short, 0, "{tally:?}");
}

/// Generated answers, for every instrument of every law.
#[test]
fn generated_answers() {
    let mut tally = Tally::default();
    for whole in huice_tests::laws() {
        let alone: Vec<CompiledLaw> = (0u16..)
            .zip(&whole.instruments)
            .map(|(at, _)| alone(&whole, at))
            .collect();
        for day in DAYS {
            let as_of = Date::parse(day).unwrap();
            let figures = Figures::of(&whole, as_of);
            for seed in 0..12u64 {
                let mut dice = Dice::new(seed * 41 + u64::from(u32::from(as_of)));
                let full = figures.complete(&whole, &mut dice);
                let keep = 2 + dice.below(7);
                let mut some = Answers::new();
                for (id, answer) in full.iter() {
                    if dice.below(8) < keep {
                        some.set(id, answer.clone());
                    }
                }
                for law in &alone {
                    check(&Look::new(law, as_of, &some), &mut dice, &mut tally);
                }
            }
        }
    }
    println!("{tally:?}");
    assert!(tally.settled > 500 && tally.provided > 100, "{tally:?}");
    assert!(tally.smaller > 1000, "{tally:?}");
    assert!(tally.contradicted > 1000, "{tally:?}");
    assert_eq!(tally.cut_short, 0, "{tally:?}");
}
