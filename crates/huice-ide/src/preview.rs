//! The results of a rule: its card, its examples, its boundaries, and who is affected, for the rules
//! as they stand in the editor.

use crate::cases::{Boundary, Finder};
use crate::examples::{Difference, Runner};
use crate::names::NameKind;
use crate::position::{Position, offset};
use crate::workspace::Workspace;
use huice_check::Corpus;
use huice_core::{CompiledLaw, Date, IncrementalEvaluator, set_aside_contradicted};
use huice_zh::read::{AnswerError, UntypedAnswer, read_answers_on};
use std::rc::Rc;

/// A day and answers.
#[derive(Debug, Clone)]
pub struct Case {
    /// The day of evaluation.
    pub as_of: Date,
    /// Answers, by the ids of facts.
    pub answers: Vec<(String, UntypedAnswer)>,
}

/// The result of a case.
#[derive(Debug)]
pub struct Preview {
    /// Everything that follows; `huice-api` writes it.
    pub evaluator: IncrementalEvaluator,
    /// The instrument's position in its law.
    pub position: u16,
    /// Answers that cannot be used.
    pub refused: Vec<AnswerError>,
}

/// An example with how it differs from what comes out; it is right where nothing differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The name of the example.
    pub name: String,
    /// Its differences.
    pub differences: Vec<Difference>,
}

impl Workspace {
    /// The instrument around a place of a file, by its id.
    pub fn instrument_at(&mut self, path: &str, at: Position) -> Option<String> {
        let byte = offset(self.text(path)?, at);
        let symbols = self.symbols(&[path.to_owned()]);
        let names = self.names(path, &symbols).into_iter();
        let own = names.filter(|name| name.named.kind == NameKind::Instrument);
        let declared = own.filter_map(|name| Some((name.declares?.span.start, name.named.id)));
        // What stands between two belongs to the one before.
        let before = declared.filter(|(start, _)| *start <= byte);
        before.max_by_key(|(start, _)| *start).map(|(_, id)| id)
    }
}

/// A place in which an instrument applies: the first of its document.
fn place_of(corpus: &Corpus, id: &str) -> Option<String> {
    let (_, origin) = corpus.instruments().find(|(own, _)| own.id == id)?;
    let places = corpus
        .places()
        .iter()
        .filter(|place| corpus.documents_of(&place.code).contains(&origin.document));
    let covered = |place: &&huice_check::Place| !place.covered;
    places.min_by_key(covered).map(|place| place.code.clone())
}

/// The law of the first place in which an instrument applies.
#[must_use]
pub fn law_of(corpus: &Corpus, id: &str) -> Option<CompiledLaw> {
    Some(CompiledLaw::new(corpus.law_for(&place_of(corpus, id)?)?))
}

/// Evaluates an instrument of a law; `None` where there is none of this id.
#[must_use]
pub fn preview(law: Rc<CompiledLaw>, id: &str, case: &Case) -> Option<Preview> {
    let (position, _) = law.instrument(id)?;
    let (mut answers, refused) = read_answers_on(&law, case.as_of, &case.answers);
    drop(set_aside_contradicted(&law, case.as_of, &mut answers));
    Some(Preview {
        evaluator: IncrementalEvaluator::new(law, case.as_of, answers),
        position,
        refused,
    })
}

/// Runs the examples of an instrument.
#[must_use]
pub fn examples(corpus: &Corpus, id: &str) -> Vec<Run> {
    let mut runner = Runner::new(corpus);
    let own = corpus.examples().iter().filter(|e| e.instrument == id);
    own.map(|example| Run {
        name: example.name.clone(),
        differences: runner.run(example),
    })
    .collect()
}

/// The boundaries of an instrument; none where there is no instrument of this id.
#[must_use]
pub fn boundaries(corpus: &Corpus, id: &str) -> Vec<Boundary> {
    Finder::new(corpus).boundaries(id).unwrap_or_default()
}
