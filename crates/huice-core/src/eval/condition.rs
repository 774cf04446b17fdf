//! Conditions become proofs.

use super::expr::ExprEvaluator;
use crate::answers::{Answer, Answers};
use crate::date::Date;
use crate::ir::{Citation, Condition, FactId, Instrument, Law, Test};
use crate::outcome::{Connective, Need, Proof};
use crate::truth::Truth;

/// Deeper than any rule that the checker accepts.
pub(super) const DEEPEST: usize = 48;

/// What one evaluation looks at.
#[derive(Clone, Copy)]
pub(crate) struct EvalContext<'a> {
    pub(crate) law: &'a Law,
    pub(crate) instrument: &'a Instrument,
    pub(crate) as_of: Date,
    /// The last day that is looked at: the day of evaluation, or later while it is asked what
    /// time may still bring.
    pub(crate) until: Date,
    pub(crate) answers: &'a Answers,
    /// What is supposed of facts that are not settled, while cases are tried: later ones first.
    pub(crate) assumptions: &'a [(FactId, Answer)],
}

impl<'a> EvalContext<'a> {
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
            assumptions: &[],
        }
    }

    /// The same on that day or any later one.
    pub(crate) fn date_onward(self) -> Self {
        Self {
            until: Date::LAST,
            ..self
        }
    }

    /// What is known, or supposed, of a fact.
    pub(crate) fn answer(&self, fact: FactId) -> Option<&'a Answer> {
        let supposed = self.assumptions.iter().rev().find(|(id, _)| *id == fact);
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
pub(crate) struct BorrowedProof<'a> {
    say: &'a str,
    connective: Connective,
    pub(crate) truth: Truth,
    cite: &'a Citation,
    missing: Vec<FactId>,
    parts: Vec<BorrowedProof<'a>>,
}

impl BorrowedProof<'_> {
    /// The proof, with what decided it marked: the parts that share the whole's truth where one of
    /// them is enough, every part where all are needed.
    pub(crate) fn to_proof(&self, decisive: bool) -> Proof {
        let decides = |part: &BorrowedProof<'_>| match self.connective {
            Connective::Not => decisive,
            Connective::Cases => true,
            Connective::All | Connective::Any => decisive && part.truth == self.truth,
            Connective::Leaf | Connective::Judge | Connective::Open => false,
        };
        Proof {
            say: self.say.into(),
            connective: self.connective,
            truth: self.truth,
            cite: self.cite.clone(),
            decisive,
            missing: self.missing.clone(),
            parts: self.parts.iter().map(|p| p.to_proof(decides(p))).collect(),
        }
    }

    /// The proof of what all cases agree on.
    pub(crate) fn agreed(self, truth: Truth) -> Self {
        Self {
            say: "没填的几项不管怎样，结果都一样",
            connective: Connective::Cases,
            truth,
            cite: self.cite,
            missing: Vec::new(),
            parts: vec![self],
        }
    }
}

/// Proves a condition.
pub(crate) fn prove<'a>(ctx: &EvalContext<'a>, condition: &'a Condition) -> BorrowedProof<'a> {
    build(ctx, condition, &ctx.instrument.cite, 0)
}

fn build<'a>(
    ctx: &EvalContext<'a>,
    condition: &'a Condition,
    cite: &'a Citation,
    depth: usize,
) -> BorrowedProof<'a> {
    let cite = condition.cite.as_ref().unwrap_or(cite);
    let mut proof = BorrowedProof {
        say: &condition.say,
        connective: Connective::Leaf,
        truth: Truth::Unknown,
        cite,
        missing: Vec::new(),
        parts: Vec::new(),
    };
    if depth > DEEPEST {
        return proof;
    }
    let mut part = |condition: &'a Condition, cite: &'a Citation| {
        let part = build(ctx, condition, cite, depth + 1);
        let truth = part.truth;
        proof.parts.push(part);
        truth
    };
    match &condition.test {
        Test::All(list) => {
            let truths = list.iter().map(|c| part(c, cite));
            proof.truth = truths.fold(Truth::True, Truth::and);
            proof.connective = Connective::All;
        }
        Test::Any(list) => {
            let truths = list.iter().map(|c| part(c, cite));
            proof.truth = truths.fold(Truth::False, Truth::or);
            proof.connective = Connective::Any;
        }
        Test::Not(inner) => {
            proof.truth = part(inner, cite).negate();
            proof.connective = Connective::Not;
        }
        Test::Use(id) => {
            if let Some(definition) = ctx.law.definitions.get(usize::from(*id)) {
                proof.truth = part(&definition.holds, &definition.cite);
                proof.connective = Connective::All;
                proof.cite = &definition.cite;
                if proof.say.is_empty() {
                    proof.say = &definition.title;
                }
            }
        }
        Test::When(expr) => {
            let mut evaluator = ExprEvaluator::new(ctx, &[]);
            proof.truth = evaluator.truth(expr);
            if proof.truth == Truth::Unknown {
                proof.missing = evaluator.missing;
            }
        }
        Test::Judge(fact) => {
            proof.connective = Connective::Judge;
            let mut evaluator = ExprEvaluator::new(ctx, &[]);
            proof.truth = evaluator.fact_truth(*fact);
            proof.missing = evaluator.missing;
        }
        Test::Open => proof.connective = Connective::Open,
    }
    proof
}

/// What would settle a proof that is not settled, in the order of the conditions.
pub(crate) fn needs_of(law: &Law, proof: &BorrowedProof<'_>) -> Vec<Need> {
    let mut needs = Vec::new();
    gather(law, proof, &mut needs);
    needs
}

fn gather(law: &Law, proof: &BorrowedProof<'_>, needs: &mut Vec<Need>) {
    if proof.truth != Truth::Unknown {
        return;
    }
    let mut add = |need: Need| {
        if !needs.contains(&need) {
            needs.push(need);
        }
    };
    match proof.connective {
        Connective::Open => add(Need::Open(proof.say.into())),
        Connective::Leaf | Connective::Judge => {
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
        Connective::All | Connective::Any | Connective::Not | Connective::Cases => {
            for part in &proof.parts {
                gather(law, part, needs);
            }
        }
    }
}
