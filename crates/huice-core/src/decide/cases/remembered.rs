//! What operations leave, looked at once for all cases, instruments and answers that do not differ
//! in what they read.

use super::{Search, insert};
use crate::decide::residual::{self, Group};
use crate::digest::mix;
use crate::ir::FactId;
use crate::machine::{GivenUp, Left, Machine};
use crate::program::{Op, OpId};
use crate::truth::Truth;

impl Search<'_> {
    /// What is left of an operation that is open, looked at once for all cases that do not differ in
    /// what it reads.
    pub(super) fn remembered(
        &mut self,
        machine: &mut Machine,
        op: OpId,
        holds: bool,
        within: Option<Group>,
    ) -> Option<bool> {
        let program = self.subject.program;
        let key = self.key(machine, op, holds, within);
        let known = machine.found.left.get(key);
        if let Some(known) = known.filter(|known| known.op == op && known.holds == holds) {
            self.parts.extend(&known.parts);
            let matters = known.matters.iter();
            matters.for_each(|fact| insert(&mut self.matters, *fact));
            self.given_up = self.given_up.max(known.given_up);
            return known.settled;
        }
        let start = self.parts.len();
        let before = std::mem::take(&mut self.matters);
        let given_up = std::mem::replace(&mut self.given_up, GivenUp::Nothing);
        let settled = match program.op(op) {
            Op::All(args) => match self.paid(machine, op, holds) {
                Some(found) => found,
                None => self.join(machine, op, program.args(args), (holds, holds), within),
            },
            Op::Any(args) => self.join(machine, op, program.args(args), (holds, !holds), within),
            _ => self.leaf(machine, op, holds),
        };
        let matters = std::mem::replace(&mut self.matters, before);
        if !self.sampling {
            self.given_up = self.lost(machine, op, settled, &matters);
        }
        let added = matters.iter();
        added.for_each(|fact| insert(&mut self.matters, *fact));
        let left = Left {
            op,
            holds,
            settled,
            parts: self.parts.get(start..).map_or(Vec::new(), <[u64]>::to_vec),
            matters,
            given_up: self.given_up,
        };
        self.given_up = self.given_up.max(given_up);
        machine.found.left.keep(key, left);
        settled
    }

    /// What is lost of an operation by what had to be given up.
    fn lost(
        &mut self,
        machine: &mut Machine,
        op: OpId,
        settled: Option<bool>,
        matters: &[FactId],
    ) -> GivenUp {
        let given_up = self.given_up;
        match given_up {
            _ if settled.is_some() => GivenUp::Nothing,
            GivenUp::Figures if self.is_borne_out(machine, op, matters) => GivenUp::Nothing,
            // What stands around it does not try again.
            GivenUp::Figures => GivenUp::Cases,
            other => other,
        }
    }

    /// Whether samples of the figures that could not be cut show that an operation is open and that all
    /// of some facts matter to it.
    fn is_borne_out(&mut self, machine: &mut Machine, op: OpId, matters: &[FactId]) -> bool {
        let before = std::mem::replace(&mut self.given_up, GivenUp::Nothing);
        self.sampling = true;
        let (rest, sampled) = self.apart(machine, op);
        self.sampling = false;
        let given_up = std::mem::replace(&mut self.given_up, before);
        let mut matters = matters.iter();
        given_up == GivenUp::Nothing
            && rest.truth() == Truth::Unknown
            && matters.all(|fact| sampled.contains(fact))
    }

    /// A digest of all on which it depends what an operation leaves.
    fn key(&self, machine: &mut Machine, op: OpId, holds: bool, within: Option<Group>) -> u64 {
        let program = self.subject.program;
        let assumed = residual::of_leaf(program, &self.assumed, op, holds);
        let around = match within {
            None => 0,
            Some(Group { every: false }) => 1,
            Some(Group { every: true }) => 2,
        };
        let combinations = u64::try_from(self.combinations(op)).unwrap_or(u64::MAX);
        [
            machine.digest_of(program, op),
            around,
            combinations,
            self.sampling.into(),
        ]
        .into_iter()
        .fold(assumed, mix)
    }

    /// Of how many combinations of cases of the facts that an operation reads one is looked at.
    pub(super) fn combinations(&self, op: OpId) -> usize {
        let program = self.subject.program;
        let read = self
            .assumed
            .iter()
            .filter(|own| program.reads(op, own.fact));
        read.fold(1, |all, own| all.saturating_mul(own.cases))
    }
}
