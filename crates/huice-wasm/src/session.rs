//! One person's answers, kept on this side of the boundary with what follows from them.

use crate::registry::{Reply, refuse};
use crate::value::Value;
use crate::{answer_codec, dto, terms};
use huice_core::ir::Role;
use huice_core::{Answers, CompiledLaw, Date, IncrementalEvaluator, read_answer};
use std::rc::Rc;

pub(crate) struct Session {
    pub(crate) law: Rc<CompiledLaw>,
    pub(crate) as_of: Date,
    pub(crate) answers: Answers,
    /// What follows from the answers, as far as it was wanted.
    evaluator: IncrementalEvaluator,
    /// The results that were told last.
    told: Vec<Value>,
}

impl Session {
    pub(crate) fn new(law: Rc<CompiledLaw>, as_of: Date) -> Self {
        Self {
            evaluator: IncrementalEvaluator::new(Rc::clone(&law), as_of, Answers::new()),
            law,
            as_of,
            answers: Answers::new(),
            told: Vec::new(),
        }
    }

    /// Does one thing: see [`crate::registry`].
    pub(crate) fn call(&mut self, what: u32, first: &str, second: &str) -> Reply {
        match what {
            5 => return self.set(first, Some(second)),
            6 => return self.set(first, None),
            _ => {}
        }
        self.recompute();
        Ok(match what {
            7 => dto::evaluation(&self.evaluator),
            8 => self.results(false),
            9 => self.results(true),
            10 => dto::summary(&self.evaluator),
            11 => self.next(first)?,
            12 => dto::explanation(&self.evaluator, first)
                .ok_or_else(|| refuse("policy", first, "this place has no such policy"))?,
            _ => Value::Null,
        })
    }

    /// Sets an answer, written as [`answer_codec`] says, or takes it back. The other answers stand.
    fn set(&mut self, fact: &str, value: Option<&str>) -> Reply {
        let Some((id, known)) = self.law.fact(fact) else {
            return Err(refuse("fact", fact, "not asked in this place"));
        };
        let answer = match value {
            None => None,
            Some(text) => {
                let no_answer = || refuse("answer", fact, "no answer can look like this");
                let raw = answer_codec::read(text).ok_or_else(no_answer)?;
                Some(read_answer(known, &raw, fact).map_err(|e| refuse("answer", &e.field, &e))?)
            }
        };
        match answer {
            Some(answer) => self.answers.set(id, answer),
            None => self.answers.unset(id),
        }
        Ok(Value::Null)
    }

    /// Brings what follows up to date: only what depends on answers that have changed is evaluated.
    pub(crate) fn recompute(&mut self) {
        self.evaluator.update(self.as_of, &self.answers);
    }

    /// All results, or only those that are no longer as they were told last.
    fn results(&mut self, changed: bool) -> Value {
        let now = dto::results(&self.evaluator);
        let mut told = Vec::new();
        for (at, result) in now.iter().enumerate() {
            if !changed || self.told.get(at) != Some(result) {
                told.push(result.clone());
            }
        }
        self.told = now;
        Value::List(told)
    }

    /// The next question for what people in these roles look for.
    fn next(&self, roles: &str) -> Reply {
        let roles = read_roles(roles)?;
        let scope = |position: u16| looks_for(&self.law, &roles, position);
        let asked = self.evaluator.next_question(&scope);
        Ok(dto::question(&self.law, asked))
    }
}

/// Roles, with a zero between their words; none: everybody's.
pub(crate) fn read_roles(words: &str) -> Result<Vec<Role>, Value> {
    let mut roles = Vec::new();
    let mut words = answer_codec::Words(Some(words));
    while let Some(word) = words.next() {
        if word.is_empty() {
            continue;
        }
        let found = terms::ROLES.iter().find(|(_, known)| *known == word);
        let (role, _) = found.ok_or_else(|| refuse("argument", "roles", "no such role"))?;
        roles.push(*role);
    }
    Ok(roles)
}

/// Whether people in these roles look for an instrument.
pub(crate) fn looks_for(law: &CompiledLaw, roles: &[Role], position: u16) -> bool {
    let own = dto::instrument(law, position);
    roles.is_empty() || own.is_some_and(|i| roles.iter().any(|r| i.roles.contains(r)))
}
