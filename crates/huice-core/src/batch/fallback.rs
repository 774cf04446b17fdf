//! Person by person, for what is not decided over columns.

use super::amounts;
use super::out::{InstrumentColumns, VerdictCode};
use super::people::People;
use crate::compiled::CompiledLaw;
use crate::decide::{Subject, decide};
use crate::machine::Machine;
use crate::outcome::Verdict;

/// Decides single instruments for single people.
pub(super) struct OneByOne {
    pub(super) machine: Machine,
}

impl OneByOne {
    /// Decides an instrument for a person, and puts the decision to their place.
    pub(super) fn decide(
        &mut self,
        law: &CompiledLaw,
        (people, person): (&People, usize),
        position: u16,
        (out, place): (&mut InstrumentColumns, usize),
    ) {
        let program = law.program();
        let Some(subject) = Subject::new(law, program, position) else {
            return;
        };
        for known in &subject.reach.facts {
            let fact = law.facts.get(usize::from(known.fact));
            let column = people.column(known.fact);
            let answer = fact
                .zip(column)
                .and_then(|(fact, column)| column.get(fact, person));
            self.machine
                .answer(law, program, known.fact, answer.as_ref(), &[]);
        }
        self.machine.run(program, &subject.reach.ops);
        let decision = decide(&mut self.machine, subject);
        let day = match decision.verdict {
            Verdict::NotYet(day) => Some(day),
            _ => None,
        };
        let verdict = VerdictCode::from(&decision.verdict);
        out.set(place, (verdict, day, amounts::ends(&decision.amount)));
    }
}
