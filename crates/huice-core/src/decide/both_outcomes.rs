//! Sums while a claim hangs on what the text leaves open: the range over both outcomes.
//!
//! The sum by itself counts only what is certain. A reading that settles the open point says what
//! is paid if the point turns out well.

use super::{Finding, Subject, from_date_onward, is_false};
use crate::decision::Need;
use crate::ir::FactId;
use crate::machine::Machine;
use crate::outcome::Verdict;
use crate::program::OpId;
use crate::scaled::ScaledInterval;
use crate::truth::Truth;

/// A sum with what is known about it.
pub(super) struct Claim {
    pub(super) sum: ScaledInterval,
    /// The facts that still move it.
    pub(super) missing: Vec<FactId>,
    /// Whether both ends of it can come out.
    pub(super) exact: bool,
}

/// Widens a claim by what is paid under the readings that settle what the finding hangs on.
pub(super) fn over_both_outcomes(
    machine: &mut Machine,
    subject: Subject<'_>,
    finding: &Finding,
    claim: &mut Claim,
) {
    let open = |need: &Need| matches!(need, Need::Open(_));
    if finding.verdict != Verdict::Undetermined || !finding.needs.iter().any(open) {
        return;
    }
    let today = subject
        .ops
        .eligible
        .map_or(Truth::True, |op| machine.truth(op));
    let mark = machine.mark();
    // False today: it is on a later day that the claim is open.
    if today == Truth::False {
        from_date_onward(machine, subject);
    }
    for reading in &subject.ops.readings {
        if let Some(paid) = reading.settling
            && !is_false(machine, subject, reading.into())
        {
            claim.widen(machine, subject, paid);
        }
    }
    machine.undo(mark);
}

impl Claim {
    fn widen(&mut self, machine: &Machine, subject: Subject<'_>, paid: OpId) {
        let sum = machine.number(paid);
        self.exact &= sum.point().is_some();
        self.sum = self.sum.join(sum);
        let mut missing = Vec::new();
        machine.missing(subject.program, paid, &mut missing);
        missing.retain(|fact| !self.missing.contains(fact));
        self.missing.extend(missing);
    }
}
