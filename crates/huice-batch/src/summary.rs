//! Counts and sums over everybody.

use crate::RowError;
use crate::long::LongRow;
use huice_api::need_terms;
use huice_core::batch::{OPEN_HIGH, VerdictCode};
use huice_core::ir::{Amount, Law};
use huice_core::{AmountResult, CompiledLaw, Decimal, Decision, Need, Verdict, summarise};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Counts and sums over everybody. Sums are in 分.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Rows that were read.
    pub rows: u64,
    /// Rows that were decided.
    pub people: u64,
    /// Things that are wrong in rows that were not.
    pub errors: u64,
    /// What is certain: owed without discretion, of instruments that exclude none of each other.
    pub certain: i128,
    /// What more may come when everything is answered, where a ceiling is known.
    pub pending: i128,
    /// People with something pending of which no ceiling is known.
    pub pending_open: u64,
    /// What is up to an office, where a ceiling is known.
    pub discretionary: i128,
    /// People with something up to an office of which no ceiling is known.
    pub discretionary_open: u64,
    /// People with something certain.
    pub with_certain: u64,
    /// By instrument, in the law's order.
    pub instruments: Vec<InstrumentSummary>,
    /// By the fact that is missing first: how many verdicts wait for it.
    pub missing: BTreeMap<String, u64>,
    /// Facts by position, while it is counted.
    #[serde(skip)]
    waiting: BTreeMap<u16, u64>,
}

/// Counts and sums of one instrument.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstrumentSummary {
    /// Its id.
    pub id: String,
    /// People by verdict: eligible, not yet, undetermined, ineligible, not in force.
    pub eligible: u64,
    /// Only time is missing.
    pub not_yet: u64,
    /// Not settled.
    pub undetermined: u64,
    /// A condition fails, or another takes its place.
    pub ineligible: u64,
    /// Not in force on the day.
    pub not_in_force: u64,
    /// What those who are eligible get at least; of a ceiling nothing.
    pub low: i128,
    /// What those who are eligible or undetermined get at most, where that is known.
    pub high: i128,
    /// Of how many it is not.
    pub high_open: u64,
}

impl Summary {
    /// Nobody yet.
    #[must_use]
    pub fn new(law: &Law) -> Self {
        let named = |id: &String| InstrumentSummary {
            id: id.clone(),
            ..InstrumentSummary::default()
        };
        Self {
            instruments: law.instruments.iter().map(|i| named(&i.id)).collect(),
            ..Self::default()
        }
    }

    pub(crate) fn count_rows(&mut self, good: &[bool], broken: usize, errors: &[RowError]) {
        let whole = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        self.rows += whole(good.len() + broken);
        self.people += whole(good.iter().filter(|good| **good).count());
        self.errors += whole(errors.len());
    }

    pub(crate) fn count(&mut self, row: &LongRow) {
        if let Some(own) = self.instruments.get_mut(usize::from(row.position)) {
            own.count(row);
        }
        if let Some(Need::Fact(fact) | Need::Judgement(fact)) = row.need {
            *self.waiting.entry(fact).or_default() += 1;
        }
    }

    /// Adds others to these.
    pub fn add(&mut self, other: &Self) {
        self.rows += other.rows;
        self.people += other.people;
        self.errors += other.errors;
        self.certain += other.certain;
        self.pending += other.pending;
        self.pending_open += other.pending_open;
        self.discretionary += other.discretionary;
        self.discretionary_open += other.discretionary_open;
        self.with_certain += other.with_certain;
        for (own, other) in self.instruments.iter_mut().zip(&other.instruments) {
            own.add(other);
        }
        for (fact, count) in &other.missing {
            *self.missing.entry(fact.clone()).or_default() += count;
        }
    }

    /// Names the facts that verdicts wait for.
    #[must_use]
    pub fn named(mut self, law: &CompiledLaw) -> Self {
        for (fact, count) in std::mem::take(&mut self.waiting) {
            if let (_, Some(id)) = need_terms(law, Need::Fact(fact)) {
                *self.missing.entry(id.to_owned()).or_default() += count;
            }
        }
        self
    }

    /// The facts that most verdicts wait for, the first first.
    #[must_use]
    pub fn most_missing(&self) -> Vec<(&str, u64)> {
        let mut all: Vec<(&str, u64)> = self.missing.iter().map(|(f, n)| (&**f, *n)).collect();
        all.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        all
    }
}

impl InstrumentSummary {
    fn count(&mut self, row: &LongRow) {
        match row.verdict {
            VerdictCode::Eligible => self.eligible += 1,
            VerdictCode::NotYet => self.not_yet += 1,
            VerdictCode::Undetermined => self.undetermined += 1,
            VerdictCode::Ineligible | VerdictCode::Replaced => self.ineligible += 1,
            VerdictCode::Expired | VerdictCode::NotStarted | VerdictCode::StartUnknown => {
                self.not_in_force += 1;
            }
        }
        let (Some((low, high)), true) = (
            row.sum,
            matches!(
                row.verdict,
                VerdictCode::Eligible | VerdictCode::Undetermined
            ),
        ) else {
            return;
        };
        if row.verdict == VerdictCode::Eligible && low != OPEN_HIGH {
            self.low += i128::from(low);
        }
        if high == OPEN_HIGH {
            self.high_open += 1;
        } else {
            self.high += i128::from(high);
        }
    }

    fn add(&mut self, other: &Self) {
        self.eligible += other.eligible;
        self.not_yet += other.not_yet;
        self.undetermined += other.undetermined;
        self.ineligible += other.ineligible;
        self.not_in_force += other.not_in_force;
        self.low += other.low;
        self.high += other.high;
        self.high_open += other.high_open;
    }
}

/// The money of one person, added up as for a single one: see [`summarise`].
#[derive(Default)]
pub(crate) struct Money {
    decisions: Vec<Decision>,
}

impl Money {
    /// Notes a sum of 元 that may be added.
    pub(crate) fn note(&mut self, law: &Law, row: &LongRow) {
        let verdict = match row.verdict {
            VerdictCode::Eligible => Verdict::Eligible,
            VerdictCode::Undetermined => Verdict::Undetermined,
            _ => return,
        };
        let own = law.instruments.get(usize::from(row.position));
        let Some(own) = own.filter(|own| own.kind.pays()) else {
            return;
        };
        let unit = match &own.amount {
            Amount::Exactly(formula) => &formula.unit,
            Amount::None | Amount::NotStated | Amount::Text(_) | Amount::AtMost(_) => return,
        };
        let Some((low, high)) = row.sum else { return };
        let amount = if low == high {
            AmountResult::Exact(yuan(low), unit.clone())
        } else {
            let high = (high != OPEN_HIGH).then(|| yuan(high));
            AmountResult::Range(yuan(low), high, unit.clone())
        };
        self.decisions.push(Decision {
            instrument: row.position,
            verdict,
            strength: own.strength,
            kind: own.kind,
            beneficiary: own.beneficiary,
            amount,
            needs: Vec::new(),
            amount_needs: Vec::new(),
            exact: true,
        });
    }

    /// Adds what was noted, and forgets it.
    pub(crate) fn add_to(&mut self, law: &CompiledLaw, summary: &mut Summary) {
        let own = summarise(law, &self.decisions);
        self.decisions.clear();
        let certain = fen(own.certain);
        summary.certain += certain;
        summary.with_certain += u64::from(certain > 0);
        match own.pending {
            Some(more) => summary.pending += fen(more),
            None => summary.pending_open += 1,
        }
        match own.discretionary {
            Some(more) => summary.discretionary += fen(more),
            None => summary.discretionary_open += 1,
        }
    }
}

fn yuan(fen: i64) -> Decimal {
    Decimal::new(fen, 2)
}

fn fen(yuan: Decimal) -> i128 {
    let mut fen = yuan;
    fen.rescale(2);
    fen.mantissa()
}
