//! Conditions become proofs.

use super::expr::Reader;
use crate::answers::{Answer, Answers};
use crate::date::Date;
use crate::ir::{Citation, Condition, FactId, Instrument, Law, Test};
use crate::outcome::{Joint, Need, Proof};
use crate::truth::Truth;

/// Deeper than any rule that the checker accepts.
pub(super) const DEEPEST: usize = 48;

/// What one evaluation looks at.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) law: &'a Law,
    pub(crate) instrument: &'a Instrument,
    pub(crate) as_of: Date,
    /// The last day that is looked at: the day of evaluation, or later while it is asked what
    /// time may still bring.
    pub(crate) until: Date,
    pub(crate) answers: &'a Answers,
    /// What is supposed of facts that are not settled, while cases are tried: later ones first.
    pub(crate) trials: &'a [(FactId, Answer)],
}

impl<'a> Scene<'a> {
    pub(crate) fn new(
        law: &'a Law,
        instrument: &'a Instrument,
        as_of: Date,
        answers: &'a Answers,
    ) -> Self {
        Self {
            law,
            instrument,
            as_of,
            until: as_of,
            answers,
            trials: &[],
        }
    }

    /// The same on that day or any later one.
    pub(crate) fn ever(self) -> Self {
        Self {
            until: Date::LAST,
            ..self
        }
    }

    /// What is known, or supposed, of a fact.
    pub(crate) fn answer(&self, fact: FactId) -> Option<&'a Answer> {
        let supposed = self.trials.iter().rev().find(|(id, _)| *id == fact);
        supposed.map_or_else(|| self.answers.get(fact), |(_, answer)| Some(answer))
    }

    /// The same on another day.
    pub(crate) fn on(self, as_of: Date) -> Self {
        Self {
            as_of,
            until: as_of,
            ..self
        }
    }
}

/// Proves a condition and marks what decided it.
pub(crate) fn prove(scene: &Scene<'_>, condition: &Condition) -> Proof {
    let mut proof = build(scene, condition, &scene.instrument.cite, 0);
    mark(&mut proof);
    proof
}

fn build(scene: &Scene<'_>, condition: &Condition, cite: &Citation, depth: usize) -> Proof {
    let cite = condition.cite.as_ref().unwrap_or(cite);
    let mut proof = Proof {
        say: condition.say.clone(),
        joint: Joint::Leaf,
        truth: Truth::Unknown,
        cite: cite.clone(),
        decisive: false,
        missing: Vec::new(),
        parts: Vec::new(),
    };
    if depth > DEEPEST {
        return proof;
    }
    let parts = |list: &[Condition]| -> Vec<Proof> {
        list.iter()
            .map(|c| build(scene, c, cite, depth + 1))
            .collect()
    };
    match &condition.test {
        Test::All(list) => {
            proof.joint = Joint::All;
            proof.parts = parts(list);
            proof.truth = proof.parts.iter().fold(Truth::True, |t, p| t.and(p.truth));
        }
        Test::Any(list) => {
            proof.joint = Joint::Any;
            proof.parts = parts(list);
            proof.truth = proof.parts.iter().fold(Truth::False, |t, p| t.or(p.truth));
        }
        Test::Not(inner) => {
            proof.joint = Joint::Not;
            let part = build(scene, inner, cite, depth + 1);
            proof.truth = part.truth.negate();
            proof.parts = vec![part];
        }
        Test::Use(id) => {
            if let Some(definition) = scene.law.definitions.get(usize::from(*id)) {
                let part = build(scene, &definition.holds, &definition.cite, depth + 1);
                proof.joint = Joint::All;
                proof.truth = part.truth;
                proof.cite = definition.cite.clone();
                if proof.say.is_empty() {
                    proof.say.clone_from(&definition.title);
                }
                proof.parts = vec![part];
            }
        }
        Test::When(expr) => {
            let mut reader = Reader::new(scene, &[]);
            proof.truth = reader.truth(expr);
            proof.missing = if proof.truth == Truth::Unknown {
                reader.missing
            } else {
                Vec::new()
            };
        }
        Test::Judge(fact) => {
            proof.joint = Joint::Judge;
            let mut reader = Reader::new(scene, &[]);
            proof.truth = reader.truth(&crate::ir::Expr::Fact(*fact));
            proof.missing = reader.missing;
        }
        Test::Open => proof.joint = Joint::Open,
    }
    proof
}

/// Marks the nodes that make the whole what it is: the parts that share the whole's truth where
/// one of them is enough, every part where all are needed.
fn mark(proof: &mut Proof) {
    proof.decisive = true;
    let truth = proof.truth;
    match proof.joint {
        Joint::Not => proof.parts.iter_mut().for_each(mark),
        Joint::All | Joint::Any => {
            for part in proof.parts.iter_mut().filter(|p| p.truth == truth) {
                mark(part);
            }
        }
        Joint::Leaf | Joint::Judge | Joint::Open | Joint::Cases => {}
    }
}

/// What would settle a proof that is not settled, in the order of the conditions.
pub(crate) fn needs_of(law: &Law, proof: &Proof) -> Vec<Need> {
    let mut needs = Vec::new();
    gather(law, proof, &mut needs);
    needs
}

fn gather(law: &Law, proof: &Proof, needs: &mut Vec<Need>) {
    if proof.truth != Truth::Unknown {
        return;
    }
    let mut add = |need: Need| {
        if !needs.contains(&need) {
            needs.push(need);
        }
    };
    match proof.joint {
        Joint::Open => add(Need::Open(proof.say.clone())),
        Joint::Leaf | Joint::Judge => {
            for fact in &proof.missing {
                let judged = law
                    .facts
                    .get(usize::from(*fact))
                    .is_some_and(|f| f.judgement.is_some());
                add(if judged {
                    Need::Judgement(*fact)
                } else {
                    Need::Fact(*fact)
                });
            }
        }
        Joint::All | Joint::Any | Joint::Not | Joint::Cases => {
            for part in &proof.parts {
                gather(law, part, needs);
            }
        }
    }
}
