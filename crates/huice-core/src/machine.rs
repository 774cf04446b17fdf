//! Runs the operations of a program.
//!
//! A machine holds the answers as values and one value for each operation. An answer, a day or an
//! assumption moves only the operations that it reaches. Assumptions are made for a while: what
//! they overwrite is kept, and comes back with [`Machine::undo`].

use crate::answers::Answer;
use crate::date::{Date, DateRange};
use crate::digest::{mix, of_value};
use crate::ir::{FactId, FactKind, Law};
use crate::program::{OpId, OpMarks, Program, ValueType};
use crate::scaled::ScaledInterval;
use crate::truth::Truth;
use crate::value::Value;
use std::sync::Arc;

mod memory;
mod ops;
mod records;
mod settled;
mod values;
mod view;

use memory::{Cases, Memory};
pub(crate) use memory::Left;
pub(crate) use ops::{add_months, compare_values};
use values::Values;
pub(crate) use view::View;

/// The fields of one record.
type Record = Vec<Value>;

/// Values for every fact and every operation.
#[derive(Debug, Clone)]
pub(crate) struct Machine {
    facts: Vec<Value>,
    /// By fact: whether it has been answered, in whole or in part.
    given: Vec<bool>,
    /// By fact: the records, where the fact is a list of records that is known.
    records: Vec<Option<Vec<Record>>>,
    /// By fact: the fields of a record of which nothing is known.
    blanks: Arc<[Record]>,
    /// By fact: whether it is known.
    known: Vec<bool>,
    today: DateRange,
    asked_on: DateRange,
    values: Values,
    /// The operations that read something that has changed since they were run.
    dirty: OpMarks,
    undo: Vec<Undo>,
    /// By fact: a digest of all that is known of it; `None` as long as nobody asked.
    digests: Vec<Option<u64>>,
    /// How often records have been answered: two lists are not compared.
    lists: u64,
    /// The cases of facts that were found by trying values.
    pub(crate) cases: Memory<Cases>,
    /// What operations leave that are open.
    pub(crate) left: Memory<Left>,
}

/// What an assumption overwrote.
#[derive(Debug, Clone, Copy)]
enum Undo {
    Op(OpId, Value),
    Fact(FactId, Value),
    Today(DateRange),
}

/// How far back assumptions are undone.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark(usize);

impl Machine {
    /// A machine to which nothing has been answered, on no day in particular, with no operation
    /// run yet but for constants.
    pub(crate) fn blank(law: &Law, program: &Program) -> Self {
        let facts = law.facts.iter();
        let mut machine = Self {
            facts: facts.clone().map(Value::unknown).collect(),
            given: vec![false; law.facts.len()],
            records: vec![None; law.facts.len()],
            blanks: facts.map(|fact| blank_record(&fact.kind)).collect(),
            known: vec![false; law.facts.len()],
            today: DateRange::ANY,
            asked_on: DateRange::ANY,
            values: Values::unknown(program),
            dirty: OpMarks::new(program.len()),
            undo: Vec::new(),
            digests: vec![None; law.facts.len()],
            lists: 0,
            cases: Memory::default(),
            left: Memory::default(),
        };
        machine.run(program, &program.constants);
        machine
    }

    /// The same with nothing kept of what was found out.
    pub(crate) fn without_memory(&self) -> Self {
        Self {
            facts: self.facts.clone(),
            given: self.given.clone(),
            records: self.records.clone(),
            blanks: Arc::clone(&self.blanks),
            known: self.known.clone(),
            today: self.today,
            asked_on: self.asked_on,
            values: self.values.clone(),
            dirty: self.dirty.clone(),
            undo: self.undo.clone(),
            digests: self.digests.clone(),
            lists: self.lists,
            cases: Memory::default(),
            left: Memory::default(),
        }
    }

    /// Runs some operations, in order.
    pub(crate) fn run(&mut self, program: &Program, ops: &[OpId]) {
        for op in ops {
            self.dirty.take(*op);
            let now = self.compute(program, *op);
            self.values.set(*op, now);
        }
    }

    /// Runs those of some operations, in order, that are not marked as done, and marks them.
    pub(crate) fn run_missing(&mut self, program: &Program, done: &mut OpMarks, ops: &[OpId]) {
        for op in ops {
            if !done.has(*op) {
                done.set(*op);
                self.run(program, &[*op]);
            }
        }
    }

    /// Runs those of some operations, in order, that read something that has changed. `changed` is
    /// called with what an operation came to before, where it comes to something else now.
    ///
    /// What reads a change and is not among the operations stays marked. It may then be run once
    /// more than need be, with the same result.
    fn run_changed(
        &mut self,
        program: &Program,
        (first, ops): (&[OpId], &[OpId]),
        changed: &mut dyn FnMut(&mut Self, OpId, Value),
    ) {
        first.iter().for_each(|op| self.dirty.set(*op));
        for op in ops {
            if !self.dirty.take(*op) {
                continue;
            }
            let (before, now) = (self.value(program, *op), self.compute(program, *op));
            if before != now {
                changed(self, *op, before);
                self.values.set(*op, now);
                let users = program.users.of_op(*op);
                users.iter().for_each(|user| self.dirty.set(*user));
            }
        }
    }

    /// What an operation comes to now.
    fn compute(&self, program: &Program, op: OpId) -> Value {
        let view = self.view();
        match program.value_type(op) {
            ValueType::Truth => Value::Truth(view.truth_of(program, op)),
            ValueType::Number => Value::Number(view.number_of(program, op)),
            ValueType::Days => Value::Days(view.days_of(program, op)),
            ValueType::Options => Value::Options(view.options_of(program, op)),
        }
    }

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
        let records = records(&known.kind, answer);
        let given = !matches!(answer, None | Some(Answer::Unsure));
        let same = self.facts.get(usize::from(fact)) == Some(&value)
            && self.is_given(fact) == given
            && self.records.get(usize::from(fact)) == Some(&records);
        if same {
            return false;
        }
        if let Some(place) = self.facts.get_mut(usize::from(fact)) {
            *place = value;
        }
        if let Some(place) = self.given.get_mut(usize::from(fact)) {
            *place = given;
        }
        self.lists += u64::from(records.is_some());
        if let Some(place) = self.records.get_mut(usize::from(fact)) {
            *place = records;
        }
        self.note_known(fact);
        true
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

    /// The day of evaluation.
    pub(crate) fn as_of(&self) -> Date {
        self.today.low
    }

    /// Moves to another day, for good; no operation is run.
    pub(crate) fn move_to(&mut self, as_of: Date) {
        self.today = DateRange::only(as_of);
        self.asked_on = self.today;
    }

    /// What is known of a fact.
    pub(crate) fn fact(&self, fact: FactId) -> Value {
        let value = self.facts.get(usize::from(fact)).copied();
        value.unwrap_or(Value::Truth(Truth::Unknown))
    }

    /// Whether it is known what a fact is, or which records a list has and all their fields: by
    /// the answer, or by what settles it.
    pub(crate) fn is_known(&self, program: &Program, fact: FactId) -> bool {
        self.known.get(usize::from(fact)) == Some(&true) || self.is_settled_by_others(program, fact)
    }

    /// The only unknown fact that an operation reads; `None` where there is none, or another.
    pub(crate) fn only_unknown(&self, program: &Program, op: OpId) -> Option<FactId> {
        let unknown = |fact: &&FactId| !self.is_known(program, **fact);
        let mut facts = program.facts_of(op).iter().filter(unknown);
        facts.next().filter(|_| facts.next().is_none()).copied()
    }

    fn note_known(&mut self, fact: FactId) {
        let fields = self.records(fact).map(|records| records.iter().flatten());
        let known = match fields {
            Some(mut fields) => fields.all(Value::is_settled),
            None => self.fact(fact).is_settled(),
        };
        if let Some(place) = self.known.get_mut(usize::from(fact)) {
            *place = known;
        }
        self.forget_digest(fact);
    }

    fn forget_digest(&mut self, fact: FactId) {
        if let Some(place) = self.digests.get_mut(usize::from(fact)) {
            *place = None;
        }
    }

    /// A digest of all that is known of a fact.
    fn digest(&mut self, fact: FactId) -> u64 {
        if let Some(Some(known)) = self.digests.get(usize::from(fact)) {
            return *known;
        }
        let list = match self.records(fact) {
            Some(_) => self.lists,
            None => 0,
        };
        let given = mix(self.is_given(fact).into(), list);
        let digest = mix(given, of_value(self.fact(fact)));
        if let Some(place) = self.digests.get_mut(usize::from(fact)) {
            *place = Some(digest);
        }
        digest
    }

    /// Whether a fact has been answered, in whole or in part: then nothing else settles it.
    pub(crate) fn is_given(&self, fact: FactId) -> bool {
        self.given.get(usize::from(fact)) == Some(&true)
    }

    /// The records of a fact, where they are known.
    pub(crate) fn records(&self, fact: FactId) -> Option<&[Record]> {
        self.records.get(usize::from(fact))?.as_deref()
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

    /// The truth of an operation.
    pub(crate) fn truth(&self, op: OpId) -> Truth {
        self.values.truth(op)
    }

    /// The numbers that an operation may be.
    pub(crate) fn number(&self, op: OpId) -> ScaledInterval {
        self.values.number(op)
    }

    /// The machine as operations see it, with no record at hand.
    pub(crate) fn view(&self) -> View<'_> {
        View::of(self)
    }

    /// What an operation came to.
    pub(crate) fn value(&self, program: &Program, op: OpId) -> Value {
        self.view().value(program, op)
    }

    /// The facts that keep an operation from being settled: see [`View::missing`].
    pub(crate) fn missing(&self, program: &Program, op: OpId, missing: &mut Vec<FactId>) {
        self.view().missing(program, op, missing);
    }

    fn set_fact(&mut self, fact: FactId, value: Value) {
        if let Some(place) = self.facts.get_mut(usize::from(fact)) {
            *place = value;
        }
        self.note_known(fact);
    }

    /// A digest of everything that an operation reads: as long as it is the same, whatever is found
    /// out about the operation is the same.
    pub(crate) fn digest_of(&mut self, program: &Program, op: OpId) -> u64 {
        let facts = program.facts_of(op).iter();
        let digest = facts.fold(0, |all, fact| mix(all, self.digest(*fact)));
        if program.reads_day(op) {
            mix(digest, of_value(Value::Days(self.today)))
        } else {
            digest
        }
    }

    // Assumptions

    /// A point to go back to.
    pub(crate) fn mark(&self) -> Mark {
        Mark(self.undo.len())
    }

    /// Takes back what was assumed since.
    pub(crate) fn undo(&mut self, mark: Mark) {
        while self.undo.len() > mark.0 {
            match self.undo.pop() {
                Some(Undo::Op(op, value)) => self.values.set(op, value),
                Some(Undo::Fact(fact, value)) => self.set_fact(fact, value),
                Some(Undo::Today(days)) => self.today = days,
                None => return,
            }
        }
    }

    /// Assumes a value of a fact, and runs the operations given: those that it reaches and that
    /// will be looked at.
    pub(crate) fn assume(&mut self, program: &Program, fact: FactId, value: Value, ops: &[OpId]) {
        self.undo.push(Undo::Fact(fact, self.fact(fact)));
        self.set_fact(fact, value);
        self.run_for_a_while(program, program.users.of_fact(fact), ops);
    }

    /// Assumes that today is one of these days, and runs the operations given.
    pub(crate) fn assume_today(&mut self, program: &Program, days: DateRange, ops: &[OpId]) {
        self.undo.push(Undo::Today(self.today));
        self.today = days;
        self.run_for_a_while(program, program.users.of_day(), ops);
    }

    fn run_for_a_while(&mut self, program: &Program, first: &[OpId], ops: &[OpId]) {
        self.run_changed(program, (first, ops), &mut |machine, op, before| {
            machine.undo.push(Undo::Op(op, before));
        });
    }
}

fn records(kind: &FactKind, answer: Option<&Answer>) -> Option<Vec<Record>> {
    let (FactKind::Records { fields, .. }, Some(Answer::Records(records))) = (kind, answer) else {
        return None;
    };
    let fields_of = |record: &crate::VecMap<Answer>| {
        let fields = (0u16..).zip(fields);
        fields
            .map(|(at, field)| Value::of(field, record.get(&at)))
            .collect()
    };
    Some(records.iter().map(fields_of).collect())
}

fn blank_record(kind: &FactKind) -> Record {
    match kind {
        FactKind::Records { fields, .. } => fields.iter().map(Value::unknown).collect(),
        FactKind::Bool { .. }
        | FactKind::Choice(_)
        | FactKind::Set(_)
        | FactKind::Number { .. }
        | FactKind::Date => Record::new(),
    }
}
