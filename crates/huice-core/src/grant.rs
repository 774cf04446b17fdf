//! One grant with two sources: an instrument of a district that restates one of the city.
//!
//! Both keep their own verdict, for the two texts may differ; but it is one grant. It is counted
//! once, and where the two say the same it is told once, by the restatement, for that is the
//! text nearest to the person.

use crate::decision::Decision;
use crate::program::Program;

/// Pairs of decisions of one grant. Only pairs of which both are among the decisions, which stand
/// in the law's order.
fn pairs<'d>(
    program: &'d Program,
    decisions: &'d [Decision],
) -> impl Iterator<Item = (&'d Decision, &'d Decision)> {
    let at = |position: u16| {
        let found = decisions.binary_search_by_key(&position, |d| d.instrument);
        found.ok().and_then(|at| decisions.get(at))
    };
    let all = program.restatements.iter();
    all.filter_map(move |(city, district)| Some((at(*city)?, at(*district)?)))
}

/// Whether two decisions say the same to a person. A weaker claim is not the same: what the city
/// owes, a district that only encourages it does not take away.
fn same(city: &Decision, district: &Decision) -> bool {
    city.verdict == district.verdict
        && city.strength == district.strength
        && city.amount == district.amount
}

/// Instruments, by position, that need not be shown: a restatement has the same verdict, the
/// same strength and the same amount.
#[must_use]
pub fn doubles(program: &Program, decisions: &[Decision]) -> Vec<u16> {
    pairs(program, decisions)
        .filter(|(city, district)| same(city, district))
        .map(|(city, _)| city.instrument)
        .collect()
}

/// Of the doubles, those that ask for the same facts too: asking for one asks for both.
pub(crate) fn asked_by_another(program: &Program, decisions: &[Decision]) -> Vec<u16> {
    pairs(program, decisions)
        .filter(|(city, district)| {
            same(city, district)
                && city.needs == district.needs
                && city.amount_needs == district.amount_needs
        })
        .map(|(city, _)| city.instrument)
        .collect()
}

/// How many grants there are among the decisions, and how many are settled: one with two sources
/// counts once, and is settled when both are.
pub(crate) fn counts(program: &Program, decisions: &[Decision]) -> (usize, usize) {
    let (mut twice, mut both_open) = (0, 0);
    for (city, district) in pairs(program, decisions) {
        twice += 1;
        both_open += usize::from(city.verdict.is_open() && district.verdict.is_open());
    }
    let open = decisions.iter().filter(|d| d.verdict.is_open()).count();
    let total = decisions.len() - twice;
    (total, total - (open - both_open))
}
