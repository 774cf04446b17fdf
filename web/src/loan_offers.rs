//! Which loans there are for these answers, and what the rules say of them.

use crate::loan::Rule;
use crate::results::Results;
use crate::state::State;
use huice_core::CompiledLaw;
use huice_core::Verdict;
use huice_core::ir::Kind;
use huice_core::loan::loan_limits;

/// The loans that can be computed for these answers, by position.
#[must_use]
pub fn offered(state: &State) -> Vec<u16> {
    let (Some(law), Some(view)) = (state.session.law(), &state.results.view) else {
        return Vec::new();
    };
    let open = |verdict: &Verdict| {
        matches!(
            verdict,
            Verdict::Eligible | Verdict::NotYet(_) | Verdict::Undetermined
        )
    };
    let mut found: Vec<u16> = Vec::new();
    for (instrument, outcome) in law.instruments.iter().zip(view.outcomes()) {
        let own = instrument
            .loan
            .as_ref()
            .is_some_and(|l| instrument.kind == Kind::Loan || l.helps.is_empty());
        if own && state.session.is_mine(instrument) && open(&outcome.verdict) {
            found.push(outcome.instrument);
        }
    }
    found
}

/// What the rules say of the loan that is chosen.
#[must_use]
pub fn rule(state: &State) -> Rule {
    let (Some(law), Some(view)) = (state.session.law(), &state.results.view) else {
        return Rule::default();
    };
    let offered = offered(state);
    let chosen = state.form.loan.of.filter(|at| offered.contains(at));
    let Some(at) = chosen.or_else(|| offered.first().copied()) else {
        return Rule::default();
    };
    let of = |at: u16| loan_limits(law, at, state.session.as_of, state.counted_answers());
    let help = helpers(law, at)
        .filter(|helper| met(view, *helper))
        .find_map(|helper| Some((helper, of(helper)?.help?)));
    Rule {
        at: Some(at),
        fixed: of(at).unwrap_or_default(),
        help,
    }
}

/// The rules that help to pay the interest of a loan; one that names none helps its own.
fn helpers(law: &CompiledLaw, at: u16) -> impl Iterator<Item = u16> {
    let all = (0u16..).zip(&law.instruments);
    all.filter(move |(position, i)| {
        let helps = i.loan.as_ref().map(|l| &l.helps);
        helps.is_some_and(|h| h.contains(&at) || (*position == at && h.is_empty()))
    })
    .map(|(position, _)| position)
}

fn met(view: &Results, at: u16) -> bool {
    let outcome = view.outcomes().get(usize::from(at));
    outcome.is_some_and(|o| o.verdict == Verdict::Eligible)
}
