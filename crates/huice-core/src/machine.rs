//! Runs the operations of a program.
//!
//! A machine holds the answers as values and one value for each operation. An answer, a day or an
//! assumption moves only the operations that it reaches. Assumptions are made for a while: what
//! they overwrite is kept, and comes back with [`Machine::undo`].

use crate::answers::{Answer, Answers};
use crate::date::{Date, DateRange};
use crate::ir::{Aggregate, Compare, FactId, FactKind, Law};
use crate::program::{AggregateOp, Args, Op, OpId, Program, fact_of};
use crate::scaled::{ScaledInterval, equal, less};
use crate::truth::Truth;
use crate::value::{OptionSet, Value};

/// The fields of one record.
type Record = Vec<Value>;

/// Values for every fact and every operation.
#[derive(Debug, Clone)]
pub(crate) struct Machine {
    facts: Vec<Value>,
    /// By fact: the records, where the fact is a list of records that is known.
    records: Vec<Option<Vec<Record>>>,
    /// By fact: the fields of a record of which nothing is known.
    blanks: Vec<Option<Record>>,
    today: DateRange,
    values: Vec<Value>,
    undo: Vec<Undo>,
}

/// What an assumption overwrote.
#[derive(Debug, Clone, Copy)]
enum Undo {
    Op(OpId, Value),
    Fact(FactId, Value),
    Today(DateRange),
}

/// How far back an assumption can be undone.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark(usize);

impl Machine {
    /// A machine with these answers, with no operation run yet.
    pub(crate) fn new(law: &Law, program: &Program, as_of: Date, answers: &Answers) -> Self {
        let mut machine = Self {
            facts: Vec::with_capacity(law.facts.len()),
            records: Vec::with_capacity(law.facts.len()),
            blanks: Vec::with_capacity(law.facts.len()),
            today: DateRange::only(as_of),
            values: vec![Value::Truth(Truth::Unknown); program.len()],
            undo: Vec::new(),
        };
        for (id, fact) in (0u16..).zip(&law.facts) {
            let answer = answers.get(id);
            machine.facts.push(Value::of(fact, answer));
            machine.records.push(records(&fact.kind, answer));
            machine.blanks.push(blank(&fact.kind));
        }
        machine
    }

    /// Runs some operations, in order.
    pub(crate) fn run(&mut self, program: &Program, ops: &[OpId]) {
        for op in ops {
            let value = self.compute(program, program.op(*op));
            self.set_value(*op, value);
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
        let Some(known) = law.facts.get(usize::from(fact)) else {
            return false;
        };
        let value = Value::of(known, answer);
        let records = records(&known.kind, answer);
        let same = self.facts.get(usize::from(fact)) == Some(&value)
            && self.records.get(usize::from(fact)) == Some(&records);
        if same {
            return false;
        }
        self.set_fact(fact, value);
        if let Some(place) = self.records.get_mut(usize::from(fact)) {
            *place = records;
        }
        self.run(program, ops);
        true
    }

    /// The day of evaluation.
    pub(crate) fn as_of(&self) -> Date {
        self.today.low
    }

    /// What is known of a fact.
    pub(crate) fn fact(&self, fact: FactId) -> Value {
        let value = self.facts.get(usize::from(fact)).copied();
        value.unwrap_or(Value::Truth(Truth::Unknown))
    }

    /// The records of a fact, where they are known.
    pub(crate) fn records(&self, fact: FactId) -> Option<&[Record]> {
        self.records.get(usize::from(fact))?.as_deref()
    }

    /// What an operation came to.
    pub(crate) fn value(&self, op: OpId) -> Value {
        let value = self.values.get(op.index()).copied();
        value.unwrap_or(Value::Truth(Truth::Unknown))
    }

    /// The truth of an operation.
    pub(crate) fn truth(&self, op: OpId) -> Truth {
        match self.values.get(op.index()) {
            Some(Value::Truth(truth)) => *truth,
            Some(Value::Number(_) | Value::Days(_) | Value::Options(_)) | None => Truth::Unknown,
        }
    }

    /// The numbers that an operation may be.
    pub(crate) fn number(&self, op: OpId) -> ScaledInterval {
        match self.values.get(op.index()) {
            Some(Value::Number(numbers)) => *numbers,
            Some(Value::Truth(_) | Value::Days(_) | Value::Options(_)) | None => {
                ScaledInterval::ANY
            }
        }
    }

    fn days(&self, op: OpId) -> DateRange {
        match self.values.get(op.index()) {
            Some(Value::Days(days)) => *days,
            Some(Value::Truth(_) | Value::Number(_) | Value::Options(_)) | None => DateRange::ANY,
        }
    }

    fn options(&self, op: OpId) -> Option<OptionSet> {
        match self.values.get(op.index()) {
            Some(Value::Options(options)) => Some(*options),
            Some(Value::Truth(_) | Value::Number(_) | Value::Days(_)) | None => None,
        }
    }

    fn set_value(&mut self, op: OpId, value: Value) {
        if let Some(place) = self.values.get_mut(op.index()) {
            *place = value;
        }
    }

    fn set_fact(&mut self, fact: FactId, value: Value) {
        if let Some(place) = self.facts.get_mut(usize::from(fact)) {
            *place = value;
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
                Some(Undo::Op(op, value)) => self.set_value(op, value),
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
        self.run_for_a_while(program, ops);
    }

    /// Assumes that today is one of these days, and runs the operations given.
    pub(crate) fn assume_today(&mut self, program: &Program, days: DateRange, ops: &[OpId]) {
        self.undo.push(Undo::Today(self.today));
        self.today = days;
        self.run_for_a_while(program, ops);
    }

    fn run_for_a_while(&mut self, program: &Program, ops: &[OpId]) {
        for op in ops {
            let value = self.compute(program, program.op(*op));
            let before = self.value(*op);
            if before != value {
                self.undo.push(Undo::Op(*op, before));
                self.set_value(*op, value);
            }
        }
    }

    // Operations

    fn compute(&mut self, program: &Program, op: Op) -> Value {
        match op {
            Op::Truth(truth) => Value::Truth(truth),
            Op::Number(n) => Value::Number(ScaledInterval::only(n)),
            Op::Day(day) => Value::Days(DateRange::only(day)),
            Op::AsOf => Value::Days(self.today),
            Op::Fact(fact) => self.fact(fact),
            // Set before the body of an aggregate runs.
            Op::Field(..) | Op::Open(_) => Value::Truth(Truth::Unknown),
            Op::Not(a) => Value::Truth(self.truth(a).negate()),
            Op::All(args) => Value::Truth(self.join(program, args, Truth::False)),
            Op::Any(args) => Value::Truth(self.join(program, args, Truth::True)),
            Op::Compare(how, a, b) => Value::Truth(self.compare(how, a, b)),
            Op::In(choice, wanted) => Value::Truth(match self.options(choice) {
                Some(options) => options.has_any(wanted),
                None => Truth::Unknown,
            }),
            Op::Add(a, b) => Value::Number(self.number(a).plus(self.number(b))),
            Op::Subtract(a, b) => Value::Number(self.number(a).minus(self.number(b))),
            Op::Multiply(a, b) => Value::Number(self.number(a).times(self.number(b))),
            Op::Twelfth(a) => Value::Number(self.number(a)),
            Op::Rescale(a, by) => Value::Number(self.number(a).times(ScaledInterval::only(by))),
            Op::Truncate(a, by) => Value::Number(self.number(a).divided(by)),
            Op::Min(args) => Value::Number(self.fold(program, args, ScaledInterval::min)),
            Op::Max(args) => Value::Number(self.fold(program, args, ScaledInterval::max)),
            Op::Choose(test, yes, no) => Value::Number(match self.truth(test) {
                Truth::True => self.number(yes),
                Truth::False => self.number(no),
                Truth::Unknown => self.number(yes).join(self.number(no)),
            }),
            Op::AddMonths(day, months) => {
                Value::Days(add_months(self.days(day), self.number(months)))
            }
            Op::YearStart(day) => {
                let day = self.days(day);
                Value::Days(DateRange {
                    low: day.low.year_start(),
                    high: day.high.year_start(),
                })
            }
            Op::Aggregate(op) => self.aggregate(program, op),
        }
    }

    /// All (a false part decides) or any (a true part decides).
    fn join(&self, program: &Program, args: Args, decides: Truth) -> Truth {
        let mut all = decides.negate();
        for part in program.args(args) {
            let truth = self.truth(*part);
            if truth == decides {
                return decides;
            }
            if truth == Truth::Unknown {
                all = Truth::Unknown;
            }
        }
        all
    }

    fn compare(&self, how: Compare, a: OpId, b: OpId) -> Truth {
        match (self.values.get(a.index()), self.values.get(b.index())) {
            (Some(Value::Number(x)), Some(Value::Number(y))) => {
                compare_as(how, || x.less(*y), || y.less(*x), || x.equal(*y))
            }
            (Some(Value::Days(x)), Some(Value::Days(y))) => {
                let (x, y) = ((x.low, x.high), (y.low, y.high));
                compare_as(how, || less(x, y), || less(y, x), || equal(x, y))
            }
            (Some(Value::Truth(x)), Some(Value::Truth(y))) => {
                let same = || x.and(*y).or(x.negate().and(y.negate()));
                compare_as(how, || Truth::Unknown, || Truth::Unknown, same)
            }
            _ => Truth::Unknown,
        }
    }

    fn fold(
        &self,
        program: &Program,
        args: Args,
        join: fn(ScaledInterval, ScaledInterval) -> ScaledInterval,
    ) -> ScaledInterval {
        let parts = program.args(args).iter().map(|part| self.number(*part));
        parts.reduce(join).unwrap_or(ScaledInterval::ANY)
    }

    fn aggregate(&mut self, program: &Program, op: AggregateOp) -> Value {
        let at = usize::from(op.fact);
        let Some(records) = self.records.get_mut(at).and_then(Option::take) else {
            return self.unknown_aggregate(program, op);
        };
        let mut sum = ScaledInterval::ZERO;
        let (mut any, mut all) = (Truth::False, Truth::True);
        for record in &records {
            self.run_body(program, op, record);
            let fits = op.test.map_or(Truth::True, |test| self.truth(test));
            any = any.or(fits);
            all = all.and(fits);
            if fits == Truth::False {
                continue;
            }
            let share = op
                .value
                .map_or(ScaledInterval::only(1), |value| self.number(value));
            sum = sum.plus(match fits {
                Truth::Unknown => share.join(ScaledInterval::ZERO),
                Truth::True | Truth::False => share,
            });
        }
        if let Some(place) = self.records.get_mut(at) {
            *place = Some(records);
        }
        match op.how {
            Aggregate::Count | Aggregate::Sum => Value::Number(sum),
            Aggregate::Any => Value::Truth(any),
            Aggregate::All => Value::Truth(all),
        }
    }

    /// Nothing is known of the records: there may be none of them, or any number.
    fn unknown_aggregate(&mut self, program: &Program, op: AggregateOp) -> Value {
        self.run_blank(program, op);
        let fits = op.test.map_or(Truth::True, |test| self.truth(test));
        let share = op
            .value
            .map_or(ScaledInterval::only(1), |value| self.number(value));
        match (op.how, fits) {
            (Aggregate::Count | Aggregate::Sum, Truth::False) => {
                Value::Number(ScaledInterval::ZERO)
            }
            (Aggregate::Count | Aggregate::Sum, _) => {
                Value::Number(ScaledInterval::between(Some(0), None).times(share))
            }
            (Aggregate::Any, Truth::False) => Value::Truth(Truth::False),
            (Aggregate::All, Truth::True) => Value::Truth(Truth::True),
            (Aggregate::Any | Aggregate::All, _) => Value::Truth(Truth::Unknown),
        }
    }

    /// Runs the body of an aggregate for one of its records.
    pub(crate) fn run_body_at(&mut self, program: &Program, op: AggregateOp, at: usize) {
        let record = self
            .records(op.fact)
            .and_then(|records| records.get(at))
            .cloned();
        match record {
            Some(record) => self.run_body(program, op, &record),
            None => self.run_blank(program, op),
        }
    }

    /// Runs the body of an aggregate for a record of which nothing is known.
    pub(crate) fn run_blank(&mut self, program: &Program, op: AggregateOp) {
        let at = usize::from(op.fact);
        if let Some(blank) = self.blanks.get_mut(at).and_then(Option::take) {
            self.run_body(program, op, &blank);
            if let Some(place) = self.blanks.get_mut(at) {
                *place = Some(blank);
            }
        }
    }

    fn run_body(&mut self, program: &Program, op: AggregateOp, record: &[Value]) {
        for id in program.args(op.body) {
            let value = match program.op(*id) {
                Op::Field(_, field) => record
                    .get(usize::from(field))
                    .copied()
                    .unwrap_or(Value::Truth(Truth::Unknown)),
                op => self.compute(program, op),
            };
            self.set_value(*id, value);
        }
    }

    // What keeps an operation open

    /// The facts that keep an operation from being settled, in the order in which it reads them.
    pub(crate) fn missing(&mut self, program: &Program, op: OpId, missing: &mut Vec<FactId>) {
        if self.value(op).is_settled() {
            return;
        }
        match program.op(op) {
            Op::Aggregate(aggregate) => self.missing_records(program, aggregate, missing),
            op => {
                if let Some(fact) = fact_of(op) {
                    insert(missing, fact);
                }
                let mut operands = Vec::new();
                program.operands(op, &mut |operand| operands.push(operand));
                // Of a choice between two, only the branch that may be taken counts.
                if let Op::Choose(test, yes, no) = op {
                    operands = match self.truth(test) {
                        Truth::True => vec![yes],
                        Truth::False => vec![no],
                        Truth::Unknown => vec![test, yes, no],
                    };
                }
                for operand in operands {
                    self.missing(program, operand, missing);
                }
            }
        }
    }

    fn missing_records(&mut self, program: &Program, op: AggregateOp, missing: &mut Vec<FactId>) {
        let Some(count) = self.records(op.fact).map(<[Record]>::len) else {
            insert(missing, op.fact);
            self.run_blank(program, op);
            self.missing_in_body(program, op, missing);
            return;
        };
        for at in 0..count {
            self.run_body_at(program, op, at);
            self.missing_in_body(program, op, missing);
        }
    }

    /// What keeps the test and the value for the record at hand open. A field stands for its list.
    fn missing_in_body(&mut self, program: &Program, op: AggregateOp, missing: &mut Vec<FactId>) {
        let fits = op.test.map_or(Truth::True, |test| self.truth(test));
        let mut waiting: Vec<OpId> = Vec::new();
        if fits != Truth::False {
            waiting.extend(op.value);
        }
        waiting.extend(op.test);
        while let Some(id) = waiting.pop() {
            if self.value(id).is_settled() {
                continue;
            }
            if !program.in_body(id) {
                self.missing(program, id, missing);
                continue;
            }
            match program.op(id) {
                Op::Field(fact, _) => insert(missing, fact),
                op => program.operands(op, &mut |operand| waiting.push(operand)),
            }
        }
    }
}

fn insert(facts: &mut Vec<FactId>, fact: FactId) {
    if !facts.contains(&fact) {
        facts.push(fact);
    }
}

fn compare_as(
    how: Compare,
    less: impl Fn() -> Truth,
    greater: impl Fn() -> Truth,
    equal: impl Fn() -> Truth,
) -> Truth {
    match how {
        Compare::Eq => equal(),
        Compare::Ne => equal().negate(),
        Compare::Lt => less(),
        Compare::Le => greater().negate(),
        Compare::Gt => greater(),
        Compare::Ge => less().negate(),
    }
}

/// Days moved by months, by the calendar.
pub(crate) fn add_months(day: DateRange, months: ScaledInterval) -> DateRange {
    let move_by = |day: Date, months: Option<i128>, open: Date| match months {
        Some(months) => {
            let bounded = months.clamp(i64::MIN.into(), i64::MAX.into());
            day.add_months(i64::try_from(bounded).unwrap_or(0))
        }
        None => open,
    };
    DateRange {
        low: move_by(day.low, months.low(), Date::FIRST),
        high: move_by(day.high, months.high(), Date::LAST),
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

fn blank(kind: &FactKind) -> Option<Record> {
    let FactKind::Records { fields, .. } = kind else {
        return None;
    };
    Some(
        fields
            .iter()
            .map(|field| Value::unknown(&field.kind))
            .collect(),
    )
}
