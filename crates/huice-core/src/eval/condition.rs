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

/// A proof while it is worked with: its words still stand in the law. Most proofs are only asked
/// for their truth and for what is missing; the words of the few that are read are copied then.
pub(crate) struct Tree<'a> {
    say: &'a str,
    joint: Joint,
    pub(crate) truth: Truth,
    cite: &'a Citation,
    missing: Vec<FactId>,
    parts: Vec<Tree<'a>>,
}

impl Tree<'_> {
    /// The proof, with what decided it marked: the parts that share the whole's truth where one of
    /// them is enough, every part where all are needed.
    pub(crate) fn told(&self, decisive: bool) -> Proof {
        let decides = |part: &Tree<'_>| match self.joint {
            Joint::Not => decisive,
            Joint::Cases => true,
            Joint::All | Joint::Any => decisive && part.truth == self.truth,
            Joint::Leaf | Joint::Judge | Joint::Open => false,
        };
        Proof {
            say: self.say.into(),
            joint: self.joint,
            truth: self.truth,
            cite: self.cite.clone(),
            decisive,
            missing: self.missing.clone(),
            parts: self.parts.iter().map(|p| p.told(decides(p))).collect(),
        }
    }

    /// The proof of what all cases agree on.
    pub(crate) fn agreed(self, truth: Truth) -> Self {
        Self {
            say: "没填的几项不管怎样，结果都一样",
            joint: Joint::Cases,
            truth,
            cite: self.cite,
            missing: Vec::new(),
            parts: vec![self],
        }
    }
}

/// Proves a condition.
pub(crate) fn prove<'a>(scene: &Scene<'a>, condition: &'a Condition) -> Tree<'a> {
    build(scene, condition, &scene.instrument.cite, 0)
}

fn build<'a>(
    scene: &Scene<'a>,
    condition: &'a Condition,
    cite: &'a Citation,
    depth: usize,
) -> Tree<'a> {
    let cite = condition.cite.as_ref().unwrap_or(cite);
    let mut proof = Tree {
        say: &condition.say,
        joint: Joint::Leaf,
        truth: Truth::Unknown,
        cite,
        missing: Vec::new(),
        parts: Vec::new(),
    };
    if depth > DEEPEST {
        return proof;
    }
    let mut part = |condition: &'a Condition, cite: &'a Citation| {
        let part = build(scene, condition, cite, depth + 1);
        let truth = part.truth;
        proof.parts.push(part);
        truth
    };
    match &condition.test {
        Test::All(list) => {
            let truths = list.iter().map(|c| part(c, cite));
            proof.truth = truths.fold(Truth::True, Truth::and);
            proof.joint = Joint::All;
        }
        Test::Any(list) => {
            let truths = list.iter().map(|c| part(c, cite));
            proof.truth = truths.fold(Truth::False, Truth::or);
            proof.joint = Joint::Any;
        }
        Test::Not(inner) => {
            proof.truth = part(inner, cite).negate();
            proof.joint = Joint::Not;
        }
        Test::Use(id) => {
            if let Some(definition) = scene.law.definitions.get(usize::from(*id)) {
                proof.truth = part(&definition.holds, &definition.cite);
                proof.joint = Joint::All;
                proof.cite = &definition.cite;
                if proof.say.is_empty() {
                    proof.say = &definition.title;
                }
            }
        }
        Test::When(expr) => {
            let mut reader = Reader::new(scene, &[]);
            proof.truth = reader.truth(expr);
            if proof.truth == Truth::Unknown {
                proof.missing = reader.missing;
            }
        }
        Test::Judge(fact) => {
            proof.joint = Joint::Judge;
            let mut reader = Reader::new(scene, &[]);
            proof.truth = reader.fact_truth(*fact);
            proof.missing = reader.missing;
        }
        Test::Open => proof.joint = Joint::Open,
    }
    proof
}

/// What would settle a proof that is not settled, in the order of the conditions.
pub(crate) fn needs_of(law: &Law, proof: &Tree<'_>) -> Vec<Need> {
    let mut needs = Vec::new();
    gather(law, proof, &mut needs);
    needs
}

fn gather(law: &Law, proof: &Tree<'_>, needs: &mut Vec<Need>) {
    if proof.truth != Truth::Unknown {
        return;
    }
    let mut add = |need: Need| {
        if !needs.contains(&need) {
            needs.push(need);
        }
    };
    match proof.joint {
        Joint::Open => add(Need::Open(proof.say.into())),
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
