//! What is known of facts: by answers, and by what settles them.

use super::view::View;
use super::{Machine, Record};
use crate::answers::Answer;
use crate::digest::{mix, of_value};
use crate::ir::{Fact, FactId, FactKind, Law};
use crate::program::{OpId, Program};
use crate::value::Value;

impl Machine {
    /// Sets an answer and runs the operations given: those that it reaches and that will be
    /// looked at. Whether anything changed.
    pub(crate) fn answer(
        &mut self,
        law: &Law,
        program: &Program,
        fact: FactId,
        answer: Option<&Answer>,
        ops: &[OpId],
    ) -> bool {
        let changed = self.note_answer(law, program, fact, answer);
        if changed {
            self.run_readers(program, fact, ops);
        }
        changed
    }

    /// Sets an answer before anything that reads it has been run. Whether anything changed.
    pub(crate) fn note_answer(
        &mut self,
        law: &Law,
        program: &Program,
        fact: FactId,
        answer: Option<&Answer>,
    ) -> bool {
        let Some(known) = law.facts.get(usize::from(fact)) else {
            return false;
        };
        if !program.is_read(fact) {
            return false;
        }
        let value = Value::of(known, answer);
        let given = !matches!(answer, None | Some(Answer::Unsure));
        let records = records(&known.kind, answer);
        let same = self.facts.get(usize::from(fact)) == Some(&value)
            && self.is_given(fact) == given
            && self.records(fact) == records.as_deref();
        if !same {
            self.set_answer(fact, value, given, records);
        }
        !same
    }

    /// Sets an answer of a machine to which nothing has been answered yet.
    pub(crate) fn first_answer(&mut self, law: &Law, fact: FactId, answer: &Answer) {
        if let Some(known) = law.facts.get(usize::from(fact)) {
            let given = *answer != Answer::Unsure;
            let records = records(&known.kind, Some(answer));
            self.set_answer(fact, Value::of(known, Some(answer)), given, records);
        }
    }

    fn set_answer(
        &mut self,
        fact: FactId,
        value: Value,
        given: bool,
        records: Option<Vec<Record>>,
    ) {
        let at = usize::from(fact);
        if let Some(place) = self.facts.get_mut(at) {
            *place = value;
        }
        if let Some(place) = self.given.get_mut(at) {
            *place = given;
        }
        self.records.retain(|(own, _)| *own != fact);
        if let Some(records) = records {
            self.records.push((fact, records));
        }
        self.note_known(fact);
    }

    /// Takes a fact to be answered, and leaves open with what: nothing else settles it then.
    pub(crate) fn answer_somehow(
        &mut self,
        law: &Law,
        program: &Program,
        fact: FactId,
        ops: &[OpId],
    ) {
        self.answer(law, program, fact, None, &[]);
        if let Some(place) = self.given.get_mut(usize::from(fact)) {
            *place = true;
        }
        self.forget_digest(fact);
        self.run_readers(program, fact, ops);
    }

    /// Runs those of some operations that a change of a fact reaches.
    fn run_readers(&mut self, program: &Program, fact: FactId, ops: &[OpId]) {
        let first = program.users.of_fact(fact);
        self.run_changed(program, (first, ops), &mut |_, _, _| {});
    }

    /// Whether it is known what a fact is, or which records a list has and all their fields: by
    /// the answer, or by what settles it.
    pub(crate) fn is_known(&self, program: &Program, fact: FactId) -> bool {
        self.known.has(fact) || self.is_settled_by_others(program, fact)
    }

    /// The only unknown fact that an operation reads; `None` where there is none, or another.
    pub(crate) fn only_unknown(&self, program: &Program, op: OpId) -> Option<FactId> {
        let mut only = None;
        for fact in program.facts.facts_without(op, &self.known) {
            if self.is_settled_by_others(program, fact) {
                continue;
            }
            if only.is_some() {
                return None;
            }
            only = Some(fact);
        }
        only
    }

    fn note_known(&mut self, fact: FactId) {
        let fields = self.records(fact).map(|records| records.iter().flatten());
        let known = match fields {
            Some(mut fields) => fields.all(Value::is_settled),
            None => self.fact(fact).is_settled(),
        };
        self.known.set(fact, known);
        self.forget_digest(fact);
    }

    fn forget_digest(&mut self, fact: FactId) {
        if let Some(place) = self.digests.get_mut(usize::from(fact)) {
            *place = 0;
        }
    }

    /// A digest of all that is known of a fact.
    fn digest(&mut self, fact: FactId) -> u64 {
        if let Some(known) = self.digests.get(usize::from(fact))
            && *known != 0
        {
            return *known;
        }
        let records = self.records(fact);
        let fields = records.into_iter().flatten().flatten();
        let records = mix(records.map_or(0, |records| records.len() as u64 + 1), 0);
        let records = fields.fold(records, |all, field| mix(all, of_value(*field)));
        let given = mix(self.is_given(fact).into(), records);
        let digest = mix(given, of_value(self.fact(fact)));
        if let Some(place) = self.digests.get_mut(usize::from(fact)) {
            *place = digest;
        }
        digest
    }

    /// Whether a fact has been answered, in whole or in part: then nothing else settles it.
    pub(crate) fn is_given(&self, fact: FactId) -> bool {
        self.given.get(usize::from(fact)).is_some_and(|own| *own)
    }

    /// The records of a fact, where they are known.
    pub(crate) fn records(&self, fact: FactId) -> Option<&[Record]> {
        let mut known = self.records.iter();
        known
            .find(|(own, _)| *own == fact)
            .map(|(_, records)| records.as_slice())
    }

    /// A record of a fact, or one of which nothing is known where there is none at the position.
    pub(crate) fn record(&self, fact: FactId, at: usize) -> View<'_> {
        let known = self.records(fact).and_then(|records| records.get(at));
        let blank = || self.blanks.get(usize::from(fact));
        View::of_record(self, known.or_else(blank).map_or(&[], Vec::as_slice))
    }

    /// How many records of a fact there are to look at: one of which nothing is known, where they
    /// are not known.
    pub(crate) fn record_count(&self, fact: FactId) -> usize {
        self.records(fact).map_or(1, <[Record]>::len)
    }

    pub(super) fn set_fact(&mut self, fact: FactId, value: Value) {
        if let Some(place) = self.facts.get_mut(usize::from(fact)) {
            *place = value;
        }
        self.note_known(fact);
    }

    /// A digest of everything that an operation reads: as long as it is the same, whatever is found
    /// out about the operation is the same.
    pub(crate) fn digest_of(&mut self, program: &Program, op: OpId) -> u64 {
        let facts = program.facts_of(op);
        let digest = facts.fold(self.found.seed, |all, fact| mix(all, self.digest(fact)));
        if program.reads_day(op) {
            mix(digest, of_value(Value::Days(self.today)))
        } else {
            digest
        }
    }
}

fn records(kind: &FactKind, answer: Option<&Answer>) -> Option<Vec<Record>> {
    let (FactKind::Records { fields, .. }, Some(Answer::Records(records))) = (kind, answer) else {
        return None;
    };
    Some(records.iter().map(|given| record(fields, given)).collect())
}

fn record(fields: &[Fact], given: &crate::VecMap<Answer>) -> Record {
    let mut given = given.iter().peekable();
    let mut record = Record::with_capacity(fields.len());
    for (at, field) in (0u16..).zip(fields) {
        let answer = given.next_if(|(own, _)| **own == at);
        record.push(Value::of(field, answer.map(|(_, answer)| answer)));
    }
    record
}

pub(super) fn blank_record(kind: &FactKind) -> Record {
    match kind {
        FactKind::Records { fields, .. } => fields.iter().map(Value::unknown).collect(),
        FactKind::Bool { .. }
        | FactKind::Choice(_)
        | FactKind::Set(_)
        | FactKind::Number { .. }
        | FactKind::Date => Record::new(),
    }
}
