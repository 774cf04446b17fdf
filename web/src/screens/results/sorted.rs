//! Outcomes by where they are shown, and which come first.

use crate::labels::{Group, is_own, worth, worth_asking};
use crate::results::Results;
use crate::state::State;
use huice_core::ir::{Instrument, Kind};
use huice_core::{CompiledLaw, Decimal, Decision, Need};

/// How many cards stand first.
const FIRST: usize = 3;

/// Outcomes by where they are shown.
pub struct Sorted<'a> {
    /// The cards that stand first.
    pub first: Vec<&'a Decision>,
    /// Loans and help with interest that can be had.
    pub loans: Vec<&'a Decision>,
    /// What is worth asking for, those that stand first and loans left out.
    main: Vec<(Group, &'a Decision)>,
    /// Services and arrangements.
    pub services: Vec<&'a Decision>,
    /// What the chosen goals do not look for.
    pub others: Vec<&'a Decision>,
    /// How many things of `first`, `loans` and `main` can be had.
    pub had: usize,
}

impl<'a> Sorted<'a> {
    /// Sorts the outcomes for the person.
    pub fn new(state: &State, law: &CompiledLaw, view: &'a Results) -> Self {
        let mut sorted = Self {
            first: Vec::new(),
            loans: Vec::new(),
            main: Vec::new(),
            services: Vec::new(),
            others: Vec::new(),
            had: 0,
        };
        let mut ranked: Vec<(Rank, Group, &Decision)> = Vec::new();
        for (instrument, outcome) in law.instruments.iter().zip(view.outcomes()) {
            if view.doubles.contains(&outcome.instrument) {
                continue;
            }
            if !state.session.is_mine(instrument) || !state.looks_at(outcome.kind) {
                sorted.others.push(outcome);
            } else if !worth_asking(outcome.kind) {
                sorted.services.push(outcome);
            } else {
                let group = state.session.group(outcome);
                let rank = Rank::of(state, instrument, outcome, group);
                let at = ranked.partition_point(|(other, ..)| *other <= rank);
                ranked.insert(at, (rank, group, outcome));
            }
        }
        let had = |group| matches!(group, Group::Yes | Group::Office);
        sorted.had = ranked.iter().filter(|(_, group, _)| had(*group)).count();
        for (rank, group, outcome) in ranked {
            if rank.is_first() && sorted.first.len() < FIRST {
                sorted.first.push(outcome);
            } else if had(group) && is_loan(outcome.kind) {
                sorted.loans.push(outcome);
            } else {
                sorted.main.push((group, outcome));
            }
        }
        sorted
    }

    /// The rest of a group.
    pub fn of(&self, group: Group) -> Vec<&'a Decision> {
        let of = self.main.iter().filter(|(own, _)| *own == group);
        of.map(|(_, outcome)| *outcome).collect()
    }
}

fn is_loan(kind: Kind) -> bool {
    matches!(kind, Kind::Loan | Kind::Interest)
}

/// The order in which things are shown, the best first: what is surely had with a stated sum, the
/// largest before the others; what is surely had without one; what an office decides, the largest
/// first; what one answer of the person would settle; what hangs on others; the rest. Money of
/// others comes behind one's own of the same step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    step: u8,
    others: bool,
    /// The sum, turned round: the largest is the least.
    sum: std::cmp::Reverse<Decimal>,
}

/// The step from which on a thing is no reason to go anywhere.
const NO_REASON: u8 = 6;

impl Rank {
    fn of(state: &State, instrument: &Instrument, outcome: &Decision, group: Group) -> Self {
        let sum = worth(&outcome.amount);
        let paid = !sum.is_zero() && outcome.kind.pays();
        let one_answer =
            outcome.needs.len() == 1 && matches!(outcome.needs.first(), Some(Need::Fact(_)));
        let step = match group {
            Group::Yes if paid => 0,
            Group::Yes => 1,
            Group::Office if paid => 2,
            Group::Office => 3,
            Group::Ask if one_answer => 4,
            Group::Judge => 5,
            Group::Ask | Group::Later => NO_REASON,
            Group::No | Group::Gone => NO_REASON + 1,
        };
        Self {
            step,
            others: !is_own(instrument.beneficiary, &state.session.roles),
            sum: std::cmp::Reverse(sum),
        }
    }

    /// Whether it may stand among the first: it is the person's, and a reason to go or to call.
    fn is_first(self) -> bool {
        self.step < NO_REASON && !self.others
    }
}
