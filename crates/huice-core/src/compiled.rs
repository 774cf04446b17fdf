//! A law together with its program.

use crate::answers::Answers;
use crate::date::Date;
use crate::ir::{FactId, Law};
use crate::machine::Machine;
use crate::program::Program;
use std::ops::Deref;

/// A law that is ready to be evaluated: the rules, for words and citations, and the program, for
/// decisions. Reads like a [`Law`].
#[derive(Debug, Clone)]
pub struct CompiledLaw {
    law: Law,
    program: Program,
    /// To which nothing has been answered.
    blank: Machine,
}

impl CompiledLaw {
    /// Lowers a law.
    #[must_use]
    pub fn new(law: Law) -> Self {
        let program = Program::lower(&law);
        let blank = Machine::blank(&law, &program);
        Self {
            law,
            program,
            blank,
        }
    }

    /// The rules.
    #[must_use]
    pub fn law(&self) -> &Law {
        &self.law
    }

    /// A machine with these answers, with no operation run yet but for constants.
    pub(crate) fn machine(&self, as_of: Date, answers: &Answers) -> Machine {
        self.machine_for(as_of, answers, &|fact| self.program.is_read(fact))
    }

    /// The same for decisions alone: answers that none reads are left out.
    pub(crate) fn deciding_machine(&self, as_of: Date, answers: &Answers) -> Machine {
        self.machine_for(as_of, answers, &|fact| self.program.is_decisive(fact))
    }

    fn machine_for(
        &self,
        as_of: Date,
        answers: &Answers,
        wanted: &dyn Fn(FactId) -> bool,
    ) -> Machine {
        let mut machine = self.blank.clone();
        machine.move_to(as_of);
        for (fact, answer) in answers.iter().filter(|(fact, _)| wanted(*fact)) {
            machine.first_answer(&self.law, fact, answer);
        }
        machine
    }

    /// The program.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }
}

impl Default for CompiledLaw {
    fn default() -> Self {
        Self::new(Law::default())
    }
}

impl PartialEq for CompiledLaw {
    fn eq(&self, other: &Self) -> bool {
        // The rest follows from the rules.
        self.law == other.law
    }
}

impl From<Law> for CompiledLaw {
    fn from(law: Law) -> Self {
        Self::new(law)
    }
}

impl Deref for CompiledLaw {
    type Target = Law;

    fn deref(&self) -> &Law {
        &self.law
    }
}
