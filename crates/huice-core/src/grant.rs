//! One grant with two sources: an instrument of a district that restates one of the city.
//!
//! Both keep their own verdict, for the two texts may differ; but it is one grant. It is counted
//! once, and where the two say the same it is told once, by the restatement, for that is the
//! text nearest to the person.

use crate::ir::Law;
use crate::outcome::Outcome;

impl Law {
    /// How many grants there are; one with two sources counts once.
    #[must_use]
    pub fn grants(&self) -> usize {
        let restatements = self.instruments.iter().filter(|i| i.restates.is_some());
        self.instruments.len() - restatements.count()
    }

    /// The instrument that restates this one, by position.
    #[must_use]
    pub fn restated_by(&self, position: u16) -> Option<u16> {
        (0u16..)
            .zip(&self.instruments)
            .find(|(_, i)| i.restates == Some(position))
            .map(|(n, _)| n)
    }

    /// The other text of the same grant, by position: what this one restates, or what restates
    /// it.
    #[must_use]
    pub fn other_text(&self, position: u16) -> Option<u16> {
        let own = self.instruments.get(usize::from(position))?;
        own.restates.or_else(|| self.restated_by(position))
    }
}

/// Pairs of outcomes of one grant: (what is restated, the restatement). Only pairs of which both
/// are among the outcomes.
fn pairs<'o>(law: &Law, outcomes: &'o [Outcome]) -> Vec<(&'o Outcome, &'o Outcome)> {
    let mut by_position: Vec<Option<&Outcome>> = vec![None; law.instruments.len()];
    for outcome in outcomes {
        if let Some(place) = by_position.get_mut(usize::from(outcome.instrument)) {
            *place = Some(outcome);
        }
    }
    let at = |position: u16| by_position.get(usize::from(position)).copied().flatten();
    let restatements = outcomes.iter().filter_map(|outcome| {
        let own = law.instruments.get(usize::from(outcome.instrument))?;
        Some((at(own.restates?)?, outcome))
    });
    restatements.collect()
}

/// Whether two outcomes tell a person the same. A weaker claim is not the same: what the city
/// owes, a district that only encourages it does not take away.
fn same(city: &Outcome, district: &Outcome) -> bool {
    city.verdict == district.verdict
        && city.strength == district.strength
        && city.amount == district.amount
}

/// Instruments, by position, that need not be told: a restatement comes to the same verdict, the
/// same strength and the same amount.
#[must_use]
pub fn doubles(law: &Law, outcomes: &[Outcome]) -> Vec<u16> {
    pairs(law, outcomes)
        .into_iter()
        .filter(|(city, district)| same(city, district))
        .map(|(city, _)| city.instrument)
        .collect()
}

/// Of the doubles, those that ask for the same facts too: asking for one asks for both.
pub(crate) fn asked_by_another(law: &Law, outcomes: &[Outcome]) -> Vec<u16> {
    pairs(law, outcomes)
        .into_iter()
        .filter(|(city, district)| {
            same(city, district)
                && city.needs == district.needs
                && city.amount_needs == district.amount_needs
        })
        .map(|(city, _)| city.instrument)
        .collect()
}

/// How many grants there are among the outcomes, and how many are settled: one with two sources
/// counts once, and is settled when both are.
pub(crate) fn counts(law: &Law, outcomes: &[Outcome]) -> (usize, usize) {
    let pairs = pairs(law, outcomes);
    let both_open = pairs
        .iter()
        .filter(|(city, district)| city.verdict.is_open() && district.verdict.is_open())
        .count();
    let open = outcomes.iter().filter(|o| o.verdict.is_open()).count();
    let total = outcomes.len() - pairs.len();
    (total, total - (open - both_open))
}
