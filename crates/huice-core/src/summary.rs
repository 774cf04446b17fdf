//! Counts and sums over all decisions.

use crate::compiled::CompiledLaw;
use crate::decision::Decision;
use crate::grant;
use crate::ir::{Law, Unit};
use crate::number;
use crate::outcome::{AmountResult, Verdict};
use crate::vec_map::insert_sorted;
use rust_decimal::Decimal;

/// Counts and sums over all decisions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Sum of exact cash of eligible, entitled instruments that exclude none of each other, in 元.
    pub certain: Decimal,
    /// What more may come if answers that are missing turn out well; `None`: no ceiling known.
    pub pending: Option<Decimal>,
    /// What is up to an office though the stated conditions are met.
    pub discretionary: Option<Decimal>,
    /// Grants whose verdict is settled; one with two sources, when both verdicts are.
    pub settled: usize,
    /// All grants; one with two sources counts once.
    pub total: usize,
}

/// Counts and adds up. Certain is only what is eligible, owed without discretion, exact and in
/// 元; where two exclude each other the smaller is left out. Loans and waivers are never money
/// in hand.
#[must_use]
pub fn summarise(law: &CompiledLaw, decisions: &[Decision]) -> Summary {
    let (total, settled) = grant::counts(law.program(), decisions);
    let mut summary = Summary {
        total,
        settled,
        pending: Some(Decimal::ZERO),
        discretionary: Some(Decimal::ZERO),
        certain: Decimal::ZERO,
    };
    let counted = without_excluded(law, decisions);
    for decision in counted {
        let (low, high) = match &decision.amount {
            AmountResult::Exact(n, Unit::Yuan) => (*n, Some(*n)),
            AmountResult::Range(low, high, Unit::Yuan) => (*low, *high),
            _ => continue,
        };
        match (&decision.verdict, decision.strength.settles()) {
            (Verdict::Eligible, true) => {
                summary.certain = number::add(summary.certain, low).unwrap_or(summary.certain);
                let more = high.and_then(|h| number::subtract(h, low));
                summary.pending = add(summary.pending, more);
            }
            (Verdict::Eligible, false) => {
                summary.discretionary = add(summary.discretionary, high);
            }
            (Verdict::Undetermined, _) => summary.pending = add(summary.pending, high),
            (_, _) => {}
        }
    }
    summary
}

fn add(a: Option<Decimal>, b: Option<Decimal>) -> Option<Decimal> {
    number::add(a?, b?)
}

/// The decisions whose money may be added: of two eligible ones that exclude each other, the
/// larger.
fn without_excluded<'o>(law: &Law, decisions: &'o [Decision]) -> Vec<&'o Decision> {
    let excluded = |a: &Decision, b: &Decision| {
        law.instruments
            .get(usize::from(a.instrument))
            .is_some_and(|i| i.excludes.contains(&b.instrument))
    };
    let mut kept: Vec<&Decision> = Vec::new();
    let mut all: Vec<&Decision> = Vec::new();
    for decision in decisions {
        let may_come = matches!(decision.verdict, Verdict::Eligible | Verdict::Undetermined);
        if may_come && decision.kind.pays() {
            insert_sorted(&mut all, decision, |a, b| {
                match (a.verdict.is_open(), b.verdict.is_open()) {
                    (true, false) => true,
                    (false, true) => false,
                    (true, true) => is_less(most(a), most(b)),
                    (false, false) => is_less(least(a), least(b)),
                }
            });
        }
    }
    for decision in all {
        // What may still come is left out only beside what is as much.
        let bars = |k: &Decision| !decision.verdict.is_open() || !is_less(most(k), most(decision));
        if !kept
            .iter()
            .any(|k| (excluded(k, decision) || excluded(decision, k)) && bars(k))
        {
            kept.push(decision);
        }
    }
    kept
}

/// Whether one sum is less than another; `None` is more than every sum.
fn is_less(a: Option<Decimal>, b: Option<Decimal>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a < b,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// The least money of a decision.
fn least(decision: &Decision) -> Option<Decimal> {
    match &decision.amount {
        AmountResult::Exact(n, _) | AmountResult::Range(n, _, _) => Some(*n),
        _ => Some(Decimal::ZERO),
    }
}

/// The most money of a decision, as far as it is counted; `None` if no ceiling is known.
fn most(decision: &Decision) -> Option<Decimal> {
    match &decision.amount {
        AmountResult::Exact(n, _) => Some(*n),
        AmountResult::Range(_, high, _) => *high,
        _ => Some(Decimal::ZERO),
    }
}
