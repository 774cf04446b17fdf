//! Proofs: a condition as it is written, with the truth of every part.

use super::{Connective, Proof};
use crate::compiled::CompiledLaw;
use crate::ir::{Citation, Condition, Instrument, Test};
use crate::machine::Machine;
use crate::program::TraceNode;
use crate::truth::Truth;

/// The proof of a condition, as the machine's values stand.
pub(crate) fn proof_of(
    machine: &mut Machine,
    law: &CompiledLaw,
    instrument: &Instrument,
    condition: &Condition,
    node: TraceNode<'_>,
) -> Proof {
    let mut writer = Writer { machine, law };
    writer.proof(condition, node, &instrument.cite, true)
}

struct Writer<'m, 'l> {
    machine: &'m mut Machine,
    law: &'l CompiledLaw,
}

impl Writer<'_, '_> {
    fn proof(
        &mut self,
        condition: &Condition,
        node: TraceNode<'_>,
        cite: &Citation,
        decisive: bool,
    ) -> Proof {
        let cite = condition.cite.as_ref().unwrap_or(cite);
        let truth = self.machine.truth(node.op());
        let mut proof = Proof {
            say: condition.say.clone(),
            connective: connective(&condition.test),
            truth,
            cite: cite.clone(),
            decisive,
            missing: Vec::new(),
            parts: Vec::new(),
        };
        match &condition.test {
            Test::All(list) | Test::Any(list) => {
                let parts = list.iter().zip(node.parts());
                proof.parts = parts
                    .map(|(part, node)| {
                        // One of several decides where it shares the truth of the whole.
                        let decides = decisive && self.machine.truth(node.op()) == truth;
                        self.proof(part, node, cite, decides)
                    })
                    .collect();
            }
            Test::Not(part) => {
                let parts = node.parts().take(1);
                proof.parts = parts
                    .map(|node| self.proof(part, node, cite, decisive))
                    .collect();
            }
            Test::Use(id) => self.definition(&mut proof, *id, decisive),
            Test::When(_) | Test::Judge(_) => {
                if truth == Truth::Unknown {
                    let program = self.law.program();
                    self.machine.missing(program, node.op(), &mut proof.missing);
                }
            }
            Test::Open => {}
        }
        proof
    }

    fn definition(&mut self, proof: &mut Proof, id: u16, decisive: bool) {
        let definition = self.law.definitions.get(usize::from(id));
        let node = self.law.program().trace.definition(id);
        if let (Some(definition), Some(node)) = (definition, node) {
            proof.cite = definition.cite.clone();
            if proof.say.is_empty() {
                proof.say.clone_from(&definition.title);
            }
            let part = self.proof(&definition.holds, node, &definition.cite, decisive);
            proof.parts.push(part);
        }
    }
}

fn connective(test: &Test) -> Connective {
    match test {
        Test::All(_) | Test::Use(_) => Connective::All,
        Test::Any(_) => Connective::Any,
        Test::Not(_) => Connective::Not,
        Test::When(_) => Connective::Leaf,
        Test::Judge(_) => Connective::Judge,
        Test::Open => Connective::Open,
    }
}
