//! Exactness, against enumeration by the naive evaluator: what is settled follows from every
//! completion, what is open has completions both ways, every fact that is asked for can change
//! the verdict and every fact that can is asked for, and a range is the least and the greatest.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_core::ir::{Condition, FactId, Instrument, Test};
use huice_core::{
    AmountResult, Answer, Answers, CompiledLaw, Date, Decimal, Decision, Need, Verdict, evaluate,
    explain,
};
use huice_oracle::domain::{Domain, nth};
use huice_oracle::follow::Follow;
use huice_oracle::generate::{Dice, Figures};
use huice_oracle::naive::Naive;
use std::collections::BTreeSet;

const DAYS: [&str; 3] = ["2019-10-15", "2020-06-30", "2026-11-21"];
/// Combinations up to this many are all tried.
const ALL: usize = 3000;
/// Combinations that are tried where there are more.
const SOME: usize = 1500;

/// Where only soundness is claimed, and why: what cannot be cut into cases, and where samples do not
/// show that nothing is lost by it. The list may shrink, never grow.
const SOUND_ONLY: [(&str, &str); 13] = [
    ("cq-absorb-keygroup-6000", LIST),
    ("cq-rc-absorb-keygroup-6000", LIST),
    ("cq-social-org-absorption", LIST),
    ("cq-rc-social-org-absorption", LIST),
    ("cq-wz-no-duplicate-training", LIST),
    ("js-jy-incubation-subsidy-5000", LIST),
    ("js-jy-smb-hire-loan-interest", LIST),
    ("js-jy-startup-employment-bonus", LIST),
    ("js-jy-startup-rent-subsidy", LIST),
    ("sc-zy-absorb-poor-1000", LIST),
    ("js-jy-dibao-grace-3m", PAIR),
    ("js-jy-training-living-allowance", PAIR),
    ("js-jy-internal-diversion-si-100", LIST),
];
const LIST: &str = "a list of records that several tests, or a test and the sum, look at";
const PAIR: &str = "figures that are computed with each other in several places";

/// One instrument under some answers.
struct Look<'a> {
    law: &'a CompiledLaw,
    instrument: &'a Instrument,
    as_of: Date,
    answers: &'a Answers,
    /// What is not known, with the values to try.
    open: Vec<(FactId, Vec<Answer>)>,
    /// Which combinations to try.
    tries: Vec<usize>,
    /// Whether these are all.
    whole: bool,
    /// What follows from what, as far as it matters here.
    follow: Follow<'a>,
}

impl<'a> Look<'a> {
    fn new(
        law: &'a CompiledLaw,
        instrument: &'a Instrument,
        as_of: Date,
        answers: &'a Answers,
        dice: &mut Dice,
    ) -> Self {
        let domain = Domain::of(law, instrument, as_of, answers);
        let (open, all) = domain.unknown(answers);
        let follow = Follow::some(law, &|id| domain.facts.iter().any(|(own, _)| *own == id));
        let whole = all <= ALL && !domain.meets(answers);
        let tries = if all <= ALL {
            (0..all).collect()
        } else {
            (0..SOME).map(|_| dice.below(all)).collect()
        };
        Self {
            law,
            instrument,
            as_of,
            answers,
            open,
            tries,
            whole,
            follow,
        }
    }

    fn holds(&self, full: &Answers) -> Option<bool> {
        self.holds_on(self.as_of, full)
    }

    fn holds_on(&self, as_of: Date, full: &Answers) -> Option<bool> {
        let full = self.follow.complete(self.as_of, self.answers, full);
        let naive = Naive {
            as_of,
            ..self.naive(&full)
        };
        naive.can_be_had()
    }

    fn naive<'n>(&'n self, answers: &'n Answers) -> Naive<'n> {
        Naive {
            law: self.law,
            instrument: self.instrument,
            as_of: self.as_of,
            answers,
        }
    }

    fn completions(&self) -> impl Iterator<Item = Answers> {
        self.tries.iter().map(|n| {
            let mut full = self.answers.clone();
            nth(&self.open, *n, &mut full);
            full
        })
    }

    /// Whether some completion changes its truth when only this fact changes.
    fn matters(&self, fact: FactId, values: &[Answer]) -> bool {
        self.completions().any(|mut full| {
            let mut first = None;
            values.iter().any(|value| {
                full.set(fact, value.clone());
                let truth = self.holds(&full);
                *first.get_or_insert(truth) != truth
            })
        })
    }

    /// Least and greatest sum over the completions in which the condition may hold. Where the
    /// text leaves it open, the other readings under which something is paid count too.
    fn sums(&self) -> Option<(Decimal, Decimal)> {
        let mut ends: Option<(Decimal, Decimal)> = None;
        for full in self.completions() {
            let holds = self.holds(&full);
            if holds == Some(false) {
                continue;
            }
            let full = self.follow.complete(self.as_of, self.answers, &full);
            let naive = self.naive(&full);
            let mut sums = vec![naive.sum(&self.instrument.amount)?];
            if holds.is_none() {
                sums.extend(self.settling(naive));
            }
            for sum in sums {
                let sum = huice_core::number::cents(sum.max(Decimal::ZERO));
                ends = Some(ends.map_or((sum, sum), |(l, h)| (l.min(sum), h.max(sum))));
            }
        }
        ends
    }

    /// What is paid under the readings that leave fewer points open than ours and are eligible.
    fn settling<'n>(&'n self, naive: Naive<'n>) -> impl Iterator<Item = Decimal> + 'n {
        let ours = self.instrument.eligible.as_ref();
        let ours = ours.map_or(0, |condition| self.open_points(condition));
        self.instrument.readings.iter().filter_map(move |reading| {
            let (condition, amount) = (reading.eligible.as_ref()?, reading.amount.as_ref()?);
            let fewer = self.open_points(condition) < ours;
            let yes = naive.holds(condition) == Some(true);
            (fewer && yes).then(|| naive.sum(amount))?
        })
    }

    /// How many places of a condition, written out, the text leaves open.
    fn open_points(&self, condition: &Condition) -> usize {
        match &condition.test {
            Test::All(list) | Test::Any(list) => list.iter().map(|c| self.open_points(c)).sum(),
            Test::Not(inner) => self.open_points(inner),
            Test::Use(id) => self.open_points(&self.law.definitions[usize::from(*id)].holds),
            Test::When(_) | Test::Judge(_) => 0,
            Test::Open => 1,
        }
    }
}

#[derive(Default)]
struct Tally {
    settled: usize,
    both_ways: usize,
    asked: usize,
    /// Asked, and no pair of completions was met that differs; counted only where not all were
    /// tried.
    unproven: usize,
    ranges: usize,
    sound_only: BTreeSet<String>,
}

fn asked(decision: &Decision) -> BTreeSet<FactId> {
    let facts = decision.needs.iter().filter_map(|need| match need {
        Need::Fact(fact) | Need::Judgement(fact) => Some(*fact),
        Need::Open(_) | Need::Reading(..) => None,
    });
    facts.collect()
}

fn check(look: &Look<'_>, decision: &Decision, tally: &mut Tally) {
    let id = &look.instrument.id;
    let truths: BTreeSet<Option<bool>> = look.completions().map(|f| look.holds(&f)).collect();
    let context = || format!("{id} as of {}: {truths:?}\n{:?}", look.as_of, look.answers);
    match &decision.verdict {
        Verdict::Eligible => {
            tally.settled += 1;
            assert_eq!(truths, BTreeSet::from([Some(true)]), "{}", context());
        }
        Verdict::Ineligible | Verdict::NotYet(_) => {
            tally.settled += 1;
            assert_eq!(truths, BTreeSet::from([Some(false)]), "{}", context());
        }
        Verdict::Undetermined => undetermined(look, decision, &truths, tally),
        Verdict::Expired(_)
        | Verdict::NotStarted(_)
        | Verdict::StartUnknown(..)
        | Verdict::Replaced(_) => return,
    }
    if !decision.exact {
        tally.sound_only.insert(id.clone());
    }
    if !matches!(decision.verdict, Verdict::NotYet(_)) {
        range(look, decision, tally);
    }
}

fn undetermined(
    look: &Look<'_>,
    decision: &Decision,
    truths: &BTreeSet<Option<bool>>,
    tally: &mut Tally,
) {
    let id = &look.instrument.id;
    let held_back = decision
        .needs
        .iter()
        .any(|n| matches!(n, Need::Reading(..)));
    let replaced = (look.law.instruments.iter()).any(|i| i.replaces.contains(&decision.instrument));
    // False today for all answers: only a later day is open.
    let later = truths.len() == 1 && truths.contains(&Some(false));
    if held_back || replaced || later {
        return;
    }
    let left_open = truths.contains(&None);
    if decision.exact && look.whole {
        let both = truths.contains(&Some(true)) && truths.contains(&Some(false));
        assert!(
            both || left_open,
            "{id} as of {} is settled: {truths:?}\n{:?}",
            look.as_of,
            look.answers
        );
        tally.both_ways += 1;
    }
    let asked = asked(decision);
    for (fact, values) in &look.open {
        let name = &look.law.facts[usize::from(*fact)].id;
        let context = || {
            let named = |f: &FactId| &look.law.facts[usize::from(*f)].id;
            let open: Vec<_> = look.open.iter().map(|(f, _)| named(f)).collect();
            format!(
                "{id}, {name}, as of {}; {truths:?}; asked {:?} of {open:?}; {:?}",
                look.as_of,
                asked.iter().map(named).collect::<Vec<_>>(),
                explain::explain_one(look.law, look.as_of, look.answers, decision)
            )
        };
        let matters = look.matters(*fact, values);
        if asked.contains(fact) {
            tally.asked += 1;
            if !matters && decision.exact {
                // The naive evaluator cannot show that one of two open things is settled.
                assert!(!look.whole || left_open, "asked in vain: {}", context());
                tally.unproven += 1;
            }
        } else {
            assert!(!matters, "not asked, and it matters: {}", context());
        }
    }
}

fn range(look: &Look<'_>, decision: &Decision, tally: &mut Tally) {
    let (low, high) = match &decision.amount {
        AmountResult::Range(low, high, _) => (*low, *high),
        AmountResult::Exact(n, _) => (*n, Some(*n)),
        AmountResult::AtMost(..)
        | AmountResult::None
        | AmountResult::NotDue
        | AmountResult::NotStated
        | AmountResult::Text(_) => return,
    };
    let Some((least, greatest)) = look.sums() else {
        return;
    };
    let context = || {
        format!(
            "{} as of {}: {low} to {high:?}, but {least} to {greatest}\n{:?}",
            look.instrument.id, look.as_of, look.answers
        )
    };
    assert!(
        low <= least && high.is_none_or(|h| greatest <= h),
        "{}",
        context()
    );
    // Where time plays a part, later sums are in the range as well.
    let timeless = look.completions().all(|f| {
        let later = Date::new(9999, 12, 1).unwrap();
        look.holds_on(later, &f) == look.holds(&f)
    });
    if look.whole && decision.exact && timeless && !lists(look) {
        tally.ranges += 1;
        // A sum that is more than zero by any amount is shown as a range from zero.
        let above_nothing = look.open.iter().any(|(fact, _)| {
            let fact = &look.law.facts[usize::from(*fact)];
            !fact.nothing.is_empty()
        });
        assert!(
            (low == least || (low < least && above_nothing)) && high.is_none_or(|h| h == greatest),
            "{}",
            context()
        );
    }
}

/// Whether a list of records is open: not all lists can be tried.
fn lists(look: &Look<'_>) -> bool {
    let mut values = look.open.iter().flat_map(|(_, values)| values);
    values.any(|v| matches!(v, Answer::Records(_)))
}

#[test]
fn results_are_exact() {
    let mut tally = Tally::default();
    for law in huice_tests::laws() {
        for day in DAYS {
            let as_of = Date::parse(day).unwrap();
            let figures = Figures::of(&law, as_of);
            for seed in 0..8u64 {
                let mut dice = Dice::new(seed * 37 + u64::from(u32::from(as_of)));
                let full = figures.complete(&law, &mut dice);
                let mut some = Answers::new();
                let keep = dice.below(8);
                for (id, answer) in full.iter() {
                    if dice.below(8) < keep {
                        some.set(id, answer.clone());
                    }
                }
                let decisions = evaluate(&law, as_of, &some);
                for (decision, instrument) in decisions.iter().zip(&law.instruments) {
                    let look = Look::new(&law, instrument, as_of, &some, &mut dice);
                    check(&look, decision, &mut tally);
                }
            }
        }
    }
    println!(
        "{} settled, {} both ways, {} asked ({} unproven), {} ranges; sound only: {:?}",
        tally.settled, tally.both_ways, tally.asked, tally.unproven, tally.ranges, tally.sound_only
    );
    let known = |id: &&String| SOUND_ONLY.iter().any(|(known, _)| known == id);
    let more: Vec<&String> = tally.sound_only.iter().filter(|id| !known(id)).collect();
    assert!(more.is_empty(), "no longer exact: {more:?}");
    assert!(tally.settled > 500 && tally.both_ways > 500 && tally.ranges > 50);
    assert!(tally.unproven * 20 < tally.asked, "too few of them proven");
}
