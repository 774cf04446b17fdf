//! Which operations read which: a change is passed on to those alone that read what has changed.

use super::{Op, OpId, Program};
use crate::ir::{FactId, Law};

/// By operation, by fact and for the day: the operations that read it themselves, in order. What is
/// only run inside of an aggregate is left out; the aggregate stands for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Users {
    /// By operation: where its users begin in `users`; one more at the end.
    starts: Vec<usize>,
    users: Vec<OpId>,
    by_fact: Vec<Vec<OpId>>,
    of_day: Vec<OpId>,
}

impl Users {
    /// The users of a program whose operations all stand.
    pub(super) fn of(law: &Law, program: &Program) -> Self {
        let mut found = Self {
            by_fact: vec![Vec::new(); law.facts.len()],
            ..Self::default()
        };
        let mut counts = vec![0usize; program.len()];
        each_pair(program, &mut |read, _| {
            if let Some(count) = counts.get_mut(read.index()) {
                *count += 1;
            }
        });
        let mut start = 0;
        found.starts.push(0);
        for count in &mut counts {
            start += std::mem::replace(count, start);
            found.starts.push(start);
        }
        // From here on `counts` says where the next user of an operation goes.
        found.users = vec![OpId(0); start];
        each_pair(program, &mut |read, user| {
            if let Some(next) = counts.get_mut(read.index())
                && let Some(place) = found.users.get_mut(*next)
            {
                *place = user;
                *next += 1;
            }
        });
        for op in program.all_ops().filter(|op| !program.in_body(*op)) {
            if let Op::AsOf = program.op(op) {
                found.of_day.push(op);
            }
            let own = program.fact_of(program.op(op));
            let own = own.or_else(|| program.value_of(program.op(op)));
            if let Some(list) = own.and_then(|fact| found.by_fact.get_mut(usize::from(fact))) {
                list.push(op);
            }
        }
        found
    }

    /// The operations that read an operation.
    pub(crate) fn of_op(&self, op: OpId) -> &[OpId] {
        let at = op.index();
        match (self.starts.get(at), self.starts.get(at.saturating_add(1))) {
            (Some(start), Some(end)) => self.users.get(*start..*end).unwrap_or(&[]),
            (_, _) => &[],
        }
    }

    /// The operations that read what is known of a fact.
    pub(crate) fn of_fact(&self, fact: FactId) -> &[OpId] {
        let list = self.by_fact.get(usize::from(fact));
        list.map_or(&[], Vec::as_slice)
    }

    /// The operations that read the day of evaluation.
    pub(crate) fn of_day(&self) -> &[OpId] {
        &self.of_day
    }
}

/// Calls `see` with everything that is read and who reads it.
fn each_pair(program: &Program, see: &mut dyn FnMut(OpId, OpId)) {
    for user in program.all_ops().filter(|op| !program.in_body(*op)) {
        each_read(program, user, &mut |read| see(read, user));
    }
}

/// Calls `see` with everything that an operation reads, through what runs only inside of it.
fn each_read(program: &Program, op: OpId, see: &mut dyn FnMut(OpId)) {
    program.operands(program.op(op), &mut |read| {
        if program.in_body(read) {
            each_read(program, read, see);
        } else {
            see(read);
        }
    });
}

/// A mark for each operation.
#[derive(Debug, Clone)]
pub(crate) struct OpMarks(Vec<u64>);

impl OpMarks {
    /// None is marked.
    pub(crate) fn new(ops: usize) -> Self {
        Self(vec![0; ops.div_ceil(64)])
    }

    /// Marks an operation.
    #[inline(always)]
    pub(crate) fn set(&mut self, op: OpId) {
        if let Some(marks) = self.0.get_mut(op.index() / 64) {
            *marks |= 1 << (op.index() % 64);
        }
    }

    /// Whether an operation is marked.
    #[inline(always)]
    pub(crate) fn has(&self, op: OpId) -> bool {
        let marks = self.0.get(op.index() / 64).copied().unwrap_or(0);
        marks & (1 << (op.index() % 64)) != 0
    }

    /// Takes the mark off an operation: whether it was there.
    #[inline(always)]
    pub(crate) fn take(&mut self, op: OpId) -> bool {
        let Some(marks) = self.0.get_mut(op.index() / 64) else {
            return false;
        };
        let mark = 1 << (op.index() % 64);
        let was = *marks & mark != 0;
        *marks &= !mark;
        was
    }
}
