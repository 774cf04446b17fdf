//! Person by person, for what is not decided over columns. People who are the same to an
//! instrument are decided once.

use super::amounts;
use super::keys::KeyPlan;
use super::out::VerdictCode;
use super::people::People;
use crate::answers::Answers;
use crate::compiled::CompiledLaw;
use crate::date::Date;
use crate::decide::{Subject, decide};
use crate::decision::Need;
use crate::machine::Machine;
use crate::outcome::Verdict;
use std::collections::HashMap;

/// How many decisions are kept at most: some tens of megabytes.
const MOST_KEPT: usize = 1 << 18;

/// The decision on one instrument for people who are the same to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct KeptDecision {
    pub(super) verdict: VerdictCode,
    pub(super) day: Option<Date>,
    pub(super) ends: (i64, i64),
    /// What stands in the way of a verdict first.
    pub(super) need: Option<Need>,
}

/// Decides single instruments for single people.
pub(super) struct OneByOne {
    machine: Machine,
    /// By position of the instrument.
    keys: Vec<Option<KeyPlan>>,
    known: HashMap<Vec<u8>, KeptDecision>,
    key: Vec<u8>,
}

impl OneByOne {
    /// For a law and a day of evaluation.
    pub(super) fn new(law: &CompiledLaw, as_of: Date) -> Self {
        let positions = (0u16..).zip(&law.instruments).map(|(at, _)| at);
        let keys = positions.map(|at| Subject::new(law, law.program(), at).map(KeyPlan::new));
        Self {
            machine: law.machine(as_of, &Answers::new()),
            keys: keys.collect(),
            known: HashMap::new(),
            key: Vec::new(),
        }
    }

    /// Decides an instrument for a person, before another may stand in its place.
    pub(super) fn decide(
        &mut self,
        law: &CompiledLaw,
        (people, person): (&People, usize),
        position: u16,
    ) -> Option<KeptDecision> {
        let keys = self.keys.get(usize::from(position))?.as_ref()?;
        self.key.clear();
        self.key.extend(position.to_le_bytes());
        keys.write(people, person, &mut self.key);
        if let Some(decided) = self.known.get(&self.key) {
            return Some(*decided);
        }
        let decided = self.work_out(law, (people, person), position)?;
        if self.known.len() >= MOST_KEPT {
            self.known.clear();
        }
        self.known.insert(self.key.clone(), decided);
        Some(decided)
    }

    fn work_out(
        &mut self,
        law: &CompiledLaw,
        (people, person): (&People, usize),
        position: u16,
    ) -> Option<KeptDecision> {
        let program = law.program();
        let subject = Subject::new(law, program, position)?;
        for id in subject.reach.facts.iter().copied() {
            let fact = law.facts.get(usize::from(id));
            let column = people.column(id);
            let answer = fact
                .zip(column)
                .and_then(|(fact, column)| column.get(fact, person));
            self.machine.answer(law, program, id, answer.as_ref(), &[]);
        }
        self.machine.run(program, &subject.reach.ops);
        let decision = decide(&mut self.machine, subject);
        let day = match decision.verdict {
            Verdict::NotYet(day) => Some(day),
            _ => None,
        };
        Some(KeptDecision {
            verdict: VerdictCode::from(&decision.verdict),
            day,
            ends: amounts::ends(&decision.amount),
            need: decision.needs.first().copied(),
        })
    }
}
