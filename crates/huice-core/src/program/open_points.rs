//! What the text leaves open: the truth of a condition without it, and which readings settle it.

use super::lower::{Lowering, Scope};
use super::{Op, OpId};
use crate::ir::{Condition, DefinitionId, Instrument, Reading, Test};
use crate::truth::Truth;

impl<'l> Lowering<'l> {
    /// What is paid under a reading that settles a point that the text leaves open, at the scale
    /// of our sum.
    pub(super) fn settling(
        &mut self,
        instrument: &'l Instrument,
        reading: &'l Reading,
        paid: Option<OpId>,
        ours: &mut Option<OpId>,
    ) -> Option<OpId> {
        let (paid, sum) = (paid?, (*ours)?);
        let theirs = self.open_points(reading.eligible.as_ref()?);
        let points = self.open_points(instrument.eligible.as_ref()?);
        let left = |(words, places): &(&str, usize)| {
            theirs
                .iter()
                .any(|(own, left)| own == words && left >= places)
        };
        if points.iter().all(left) {
            return None;
        }
        let (paid, sum, _) = self.align(paid, sum);
        *ours = Some(sum);
        Some(paid)
    }

    /// What a condition leaves open, by its words: in how many places. What it uses more than
    /// once counts once.
    fn open_points(&self, condition: &'l Condition) -> Vec<(&'l str, usize)> {
        let mut points = Vec::new();
        let mut used = Vec::new();
        self.find_open_points(condition, &mut used, &mut points);
        points
    }

    fn find_open_points(
        &self,
        condition: &'l Condition,
        used: &mut Vec<DefinitionId>,
        points: &mut Vec<(&'l str, usize)>,
    ) {
        match &condition.test {
            Test::All(list) | Test::Any(list) => {
                for part in list {
                    self.find_open_points(part, used, points);
                }
            }
            Test::Not(part) => self.find_open_points(part, used, points),
            Test::Use(id) => {
                let definition = self.law.definitions.get(usize::from(*id));
                if let (Some(definition), false) = (definition, used.contains(id)) {
                    used.push(*id);
                    self.find_open_points(&definition.holds, used, points);
                }
            }
            Test::Open => {
                let words = condition.say.as_str();
                match points.iter_mut().find(|(own, _)| *own == words) {
                    Some((_, places)) => *places += 1,
                    None => points.push((words, 1)),
                }
            }
            Test::When(_) | Test::Judge(_) => {}
        }
    }

    /// A condition with a sum that must be above zero where the condition is `certain` to hold.
    /// What the text leaves open stays open: the sum is only that of what is certain.
    pub(super) fn with_some(&mut self, condition: OpId, certain: OpId, some: OpId) -> OpId {
        if certain == condition {
            return self.all(vec![condition, some]);
        }
        // What stands in both need not hold twice: only what is certain in place of something open
        // is looked at once more.
        let given = self.conjuncts(condition);
        let mut own = self.conjuncts(certain);
        own.retain(|part| !given.contains(part));
        let certain = self.all(own);
        let doubtful = self.push(Op::Not(certain));
        let either = self.any(vec![some, doubtful]);
        self.all(vec![condition, either])
    }

    /// What must all hold for a condition to hold.
    fn conjuncts(&self, condition: OpId) -> Vec<OpId> {
        match self.program.op(condition) {
            Op::All(args) => self.program.args(args).to_vec(),
            _ => vec![condition],
        }
    }

    /// A condition with everything that the text leaves open taken to speak against it (`hold`),
    /// or for it.
    pub(super) fn certain(&mut self, condition: &Condition, scope: Scope<'_>, hold: bool) -> OpId {
        match &condition.test {
            Test::All(list) => {
                let parts = list.iter().map(|part| self.certain(part, scope, hold));
                let parts = parts.collect();
                self.all(parts)
            }
            Test::Any(list) => {
                let parts = list.iter().map(|part| self.certain(part, scope, hold));
                let parts = parts.collect();
                self.any(parts)
            }
            Test::Not(part) => {
                let part = self.certain(part, scope, !hold);
                self.push(Op::Not(part))
            }
            Test::Use(id) => self.certain_definition(*id, hold),
            Test::When(expr) => self.untraced(expr, scope),
            Test::Judge(fact) => self.fact(*fact),
            Test::Open => self.push(Op::Truth(Truth::from(!hold))),
        }
    }

    fn certain_definition(&mut self, id: DefinitionId, hold: bool) -> OpId {
        let mut known = self.certain_definitions.iter();
        if let Some((_, op)) = known.find(|(key, _)| *key == (id, hold)) {
            return *op;
        }
        let open = self.open();
        // One that uses itself stays open where it does.
        let at = self.certain_definitions.len();
        self.certain_definitions.push(((id, hold), open));
        let op = match self.law.definitions.get(usize::from(id)) {
            Some(definition) => self.certain(&definition.holds, Scope::default(), hold),
            None => open,
        };
        if let Some((_, known)) = self.certain_definitions.get_mut(at) {
            *known = op;
        }
        op
    }
}
