//! A law, a day and answers: what most commands work on.

use crate::args::CaseArgs;
use crate::clock;
use crate::failure::{Failure, Refusals};
use huice_core::{Answers, CompiledLaw, Date, IncrementalEvaluator, set_aside_contradicted};
use huice_source::{Source, parse_answers, short_text};
use huice_zh::read::{AnswerError, read_answers_on};
use std::rc::Rc;

/// Largest file of answers, in bytes.
const LARGEST: u64 = 4 << 20;

/// A law, a day and answers: what `evaluate`, `ask` and `explain` work on.
pub(crate) struct Case {
    pub(crate) law: Rc<CompiledLaw>,
    pub(crate) as_of: Date,
    pub(crate) answers: Answers,
    /// Answers left out, in lenient mode only.
    pub(crate) refused: Vec<AnswerError>,
    /// What is to be asked of whoever gave answers that cannot all be so.
    pub(crate) contradicted: Vec<String>,
}

impl Case {
    /// Reads everything that a case needs.
    ///
    /// # Errors
    /// Where the place, the day, the file or (unless lenient) an answer cannot be used.
    pub(crate) fn read(source: &Source, args: &CaseArgs) -> Result<Self, Failure> {
        let as_of = clock::as_of(args.as_of)?;
        let law = source.law(args.place.as_deref())?;
        let raw = match &args.answers {
            None => Vec::new(),
            Some(path) => {
                let text = short_text(path, LARGEST)?;
                parse_answers(&text, &path.display().to_string())?
            }
        };
        let (mut answers, refused) = read_answers_on(&law, as_of, &raw);
        if !refused.is_empty() && !args.lenient {
            return Err(Failure::Refused(Refusals(refused)));
        }
        let law: Rc<CompiledLaw> = Rc::new(law.into());
        let contradicted = set_aside_contradicted(&law, as_of, &mut answers)
            .into_iter()
            .map(|one| one.say.to_owned())
            .collect();
        Ok(Self {
            law,
            as_of,
            answers,
            refused,
            contradicted,
        })
    }

    /// Everything that follows from the case.
    pub(crate) fn evaluator(&self) -> IncrementalEvaluator {
        IncrementalEvaluator::new(Rc::clone(&self.law), self.as_of, self.answers.clone())
    }
}
