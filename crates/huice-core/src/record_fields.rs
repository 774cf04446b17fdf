//! Which fields of a record are worth asking for.

use crate::answers::{Answer, Answers};
use crate::compiled::CompiledLaw;
use crate::date::{Date, DateRange};
use crate::ir::FactId;
use crate::machine::{Machine, View};
use crate::program::{AggregateOp, InstrumentProgram, Op, OpId, Program};
use crate::truth::Truth;
use crate::vec_map::{VecMap, sort};

/// The fields of a record, by position and in order, that can still move an instrument in `scope` (by
/// position). `record` is what is known of it; the list that it belongs to may hold others. A field
/// that only matters for hires of another kind is left out, and so is one of an instrument that other
/// answers rule out.
#[must_use]
pub fn fields_that_matter(
    law: &CompiledLaw,
    as_of: Date,
    answers: &Answers,
    (fact, record): (FactId, &VecMap<Answer>),
    scope: &dyn Fn(u16) -> bool,
) -> Vec<u16> {
    let program = law.program();
    // What does not count yet may count on a later day.
    let from_now = DateRange {
        low: as_of,
        high: Date::LAST,
    };
    let run = |answers: &Answers| {
        let mut machine = law.machine(as_of, answers);
        machine.run(program, &program.schedule);
        machine.assume_today(program, from_now, &program.schedule);
        machine
    };
    let mut answers = answers.clone();
    answers.unset(fact);
    let without = run(&answers);
    // Beside it stands another one of which nothing is known. Without an answer there may be any
    // number of them, unless other answers say that there are none.
    answers.set(fact, Answer::Records(vec![record.clone(), VecMap::new()]));
    let with = run(&answers);
    let mut fields = Vec::new();
    for (position, instrument) in (0u16..).zip(&program.instruments) {
        let open = is_open(&without, instrument) || is_open(&with, instrument);
        if scope(position) && open {
            let read = aggregates(program, instrument, fact);
            read.for_each(|one| add_fields(with.record(fact, 0), program, one, &mut fields));
        }
    }
    sort(&mut fields);
    fields
}

/// Whether the condition may hold, in one reading at least.
fn is_open(machine: &Machine, instrument: &InstrumentProgram) -> bool {
    let may = |op: OpId| machine.truth(op) != Truth::False;
    let mut readings = instrument.readings.iter();
    instrument.eligible.is_none_or(may) || readings.any(|reading| reading.eligible.is_some_and(may))
}

/// What an instrument computes over the records of a fact.
fn aggregates(
    program: &Program,
    instrument: &InstrumentProgram,
    fact: FactId,
) -> impl Iterator<Item = AggregateOp> {
    let ops = instrument.whole(program).ops.iter();
    ops.filter_map(move |op| match program.op(*op) {
        Op::Aggregate(at) => program.aggregate(at).filter(|one| one.fact == fact),
        _ => None,
    })
}

/// The fields that a fold reads, unless the record is none of those that it is about.
fn add_fields(record: View<'_>, program: &Program, fold: AggregateOp, fields: &mut Vec<u16>) {
    let fits = fold
        .test
        .map_or(Truth::True, |test| record.truth(program, test));
    if fits != Truth::False {
        for op in fold.test.into_iter().chain(fold.value) {
            add_read(program, op, fields);
        }
    }
}

fn add_read(program: &Program, op: OpId, fields: &mut Vec<u16>) {
    match program.op(op) {
        Op::Field(_, field) if !fields.contains(&field) => fields.push(field),
        op => program.operands(op, &mut |operand| add_read(program, operand, fields)),
    }
}
