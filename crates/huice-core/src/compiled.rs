//! A law together with its program.

use crate::ir::Law;
use crate::program::Program;
use std::ops::Deref;

/// A law that is ready to be evaluated: the rules, for words and citations, and the program, for
/// decisions. Reads like a [`Law`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CompiledLaw {
    law: Law,
    program: Program,
}

impl CompiledLaw {
    /// Lowers a law.
    #[must_use]
    pub fn new(law: Law) -> Self {
        let program = Program::lower(&law);
        Self { law, program }
    }

    /// The rules.
    #[must_use]
    pub fn law(&self) -> &Law {
        &self.law
    }

    /// The program.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
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
