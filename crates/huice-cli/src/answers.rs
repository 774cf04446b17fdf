//! A law, a day and answers: what most commands work on.

use crate::args::CaseArgs;
use crate::clock;
use crate::failure::{Failure, Refusals};
use huice_api::Contradictory;
use huice_core::{
    Answers, CompiledLaw, Date, IncrementalEvaluator, Inferring, set_aside_contradicted,
};
use huice_source::{Source, parse_answers, short_text};
use huice_zh::input::answer_error;
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
    /// Which is right, where an answer gave way to what was picked from a list.
    set_aside: Vec<String>,
    /// Which is right, where answers cannot all be so and all of them count.
    contradicted: Vec<String>,
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
        let set_aside = set_aside_contradicted(&law, as_of, &mut answers)
            .into_iter()
            .map(|one| one.say.to_owned())
            .collect();
        let contradicted = contradicted(&law, as_of, &answers);
        Ok(Self {
            law,
            as_of,
            answers,
            refused,
            set_aside,
            contradicted,
        })
    }

    /// What is to be said of the answers themselves: which were left out, which gave way and which
    /// do not go together. A heading, and a line for each; nothing where all is well.
    pub(crate) fn remarks(&self) -> Vec<String> {
        let refused = self.refused.iter().map(answer_error).collect();
        let groups: [(&str, Vec<String>); 3] = [
            ("没有用上的回答：", refused),
            (
                "对不上的回答，先按单位、身份那一项算：",
                self.set_aside.clone(),
            ),
            (
                "对不上的回答，先照写的算，请改好再算一次：",
                self.contradicted.clone(),
            ),
        ];
        let mut lines = Vec::new();
        for (heading, said) in groups.into_iter().filter(|(_, said)| !said.is_empty()) {
            lines.push(String::new());
            lines.push(heading.to_owned());
            lines.extend(said.iter().map(|one| format!("  {one}")));
        }
        lines
    }

    /// The answers that cannot all be so, in the shape of JSON.
    pub(crate) fn contradictory(&self) -> Vec<Contradictory> {
        let one = |question: &String, set_aside| Contradictory {
            question: question.clone(),
            set_aside,
        };
        let gave_way = self.set_aside.iter().map(|say| one(say, true));
        let counted = self.contradicted.iter().map(|say| one(say, false));
        gave_way.chain(counted).collect()
    }

    /// The same in words, on standard error, so that whoever reads only the results sees it too.
    pub(crate) fn warn(&self) {
        for line in self.remarks().iter().filter(|line| !line.is_empty()) {
            eprintln!("huice: {line}");
        }
    }

    /// Everything that follows from the case.
    pub(crate) fn evaluator(&self) -> IncrementalEvaluator {
        IncrementalEvaluator::new(Rc::clone(&self.law), self.as_of, self.answers.clone())
    }
}

/// The questions of the answers that cannot all be so.
fn contradicted(law: &CompiledLaw, as_of: Date, answers: &Answers) -> Vec<String> {
    let mut inferring = Inferring::new(law, as_of);
    for (fact, answer) in answers.iter() {
        inferring.set(fact, Some(answer));
    }
    let found = inferring.contradictions().into_iter();
    found.map(|one| one.say.to_owned()).collect()
}
