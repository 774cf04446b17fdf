//! Runs the operations of a program.
//!
//! A machine holds the answers as values and one value for each operation. An answer, a day or an
//! assumption moves only the operations that it reaches. Assumptions are made for a while: what
//! they overwrite is kept, and comes back with [`Machine::undo`].

use crate::answers::Answer;
use crate::date::{Date, DateRange};
use crate::ir::{Aggregate, Compare, FactId, FactKind, Law};
use crate::program::{AggregateOp, Args, Op, OpId, Program, ValueType};
use crate::scaled::{ScaledInterval, equal, less};
use crate::truth::Truth;
use crate::value::{OptionSet, Value};
use std::sync::Arc;

mod settled;

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
    undo: Vec<Undo>,
}

/// One value for each operation. Most operations are truths: these have one place each. All other
/// lists hold only what is of their type, since a machine is copied for every evaluation.
#[derive(Debug, Clone)]
struct Values {
    /// By operation: its place in the list of its type; of no meaning for truths.
    places: Arc<[u32]>,
    truths: Vec<Truth>,
    numbers: Vec<ScaledInterval>,
    days: Vec<DateRange>,
    options: Vec<OptionSet>,
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

impl Values {
    fn unknown(program: &Program) -> Self {
        let mut values = Self {
            places: Arc::from([]),
            truths: vec![Truth::Unknown; program.len()],
            numbers: Vec::new(),
            days: Vec::new(),
            options: Vec::new(),
        };
        let places = program.types.iter().map(|value_type| match value_type {
            ValueType::Truth => 0,
            ValueType::Number => add_place(&mut values.numbers, ScaledInterval::ANY),
            ValueType::Days => add_place(&mut values.days, DateRange::ANY),
            ValueType::Options => add_place(&mut values.options, OptionSet::ANY),
        });
        values.places = places.collect();
        values
    }

    fn place(&self, op: OpId) -> usize {
        let place = self.places.get(op.index()).copied();
        place.map_or(usize::MAX, |place| {
            usize::try_from(place).unwrap_or(usize::MAX)
        })
    }

    fn truth(&self, op: OpId) -> Truth {
        let truth = self.truths.get(op.index()).copied();
        truth.unwrap_or(Truth::Unknown)
    }

    fn number(&self, op: OpId) -> ScaledInterval {
        let numbers = self.numbers.get(self.place(op)).copied();
        numbers.unwrap_or(ScaledInterval::ANY)
    }

    fn days(&self, op: OpId) -> DateRange {
        let days = self.days.get(self.place(op)).copied();
        days.unwrap_or(DateRange::ANY)
    }

    fn options(&self, op: OpId) -> OptionSet {
        let options = self.options.get(self.place(op)).copied();
        options.unwrap_or(OptionSet::ANY)
    }

    fn set(&mut self, op: OpId, value: Value) {
        match value {
            Value::Truth(truth) => put(&mut self.truths, op.index(), truth),
            Value::Number(numbers) => {
                let place = self.place(op);
                put(&mut self.numbers, place, numbers);
            }
            Value::Days(days) => {
                let place = self.place(op);
                put(&mut self.days, place, days);
            }
            Value::Options(options) => {
                let place = self.place(op);
                put(&mut self.options, place, options);
            }
        }
    }
}

/// One more value in a list: its place.
fn add_place<T>(list: &mut Vec<T>, value: T) -> u32 {
    list.push(value);
    u32::try_from(list.len() - 1).unwrap_or(u32::MAX)
}

fn put<T>(list: &mut [T], at: usize, value: T) {
    if let Some(place) = list.get_mut(at) {
        *place = value;
    }
}

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
            undo: Vec::new(),
        };
        machine.run(program, &program.constants);
        machine
    }

    /// Runs some operations, in order.
    pub(crate) fn run(&mut self, program: &Program, ops: &[OpId]) {
        for op in ops {
            let now = self.compute(program, *op);
            self.values.set(*op, now);
        }
    }

    /// What an operation comes to now.
    fn compute(&self, program: &Program, op: OpId) -> Value {
        match program.value_type(op) {
            ValueType::Truth => Value::Truth(truth_of(self, program, op)),
            ValueType::Number => Value::Number(number_of(self, program, op)),
            ValueType::Days => Value::Days(days_of(self, program, op)),
            ValueType::Options => Value::Options(options_of(self, program, op)),
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
        self.set_fact(fact, value);
        if let Some(place) = self.given.get_mut(usize::from(fact)) {
            *place = given;
        }
        if let Some(place) = self.records.get_mut(usize::from(fact)) {
            *place = records;
        }
        self.note_known(fact);
        self.run(program, ops);
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
        self.run(program, ops);
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
    pub(crate) fn record(&self, fact: FactId, at: usize) -> InRecord<'_> {
        let known = self.records(fact).and_then(|records| records.get(at));
        let blank = || self.blanks.get(usize::from(fact));
        InRecord {
            machine: self,
            record: known.or_else(blank).map_or(&[], Vec::as_slice),
        }
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

    fn set_fact(&mut self, fact: FactId, value: Value) {
        if let Some(place) = self.facts.get_mut(usize::from(fact)) {
            *place = value;
        }
        self.note_known(fact);
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
            let (before, now) = (self.value(program, *op), self.compute(program, *op));
            if before != now {
                self.undo.push(Undo::Op(*op, before));
                self.values.set(*op, now);
            }
        }
    }
}

/// Where operations find their operands: in the machine, or in a record that is looked at.
pub(crate) trait View {
    /// The machine below.
    fn machine(&self) -> &Machine;
    /// A field of the record at hand.
    fn field(&self, field: u16) -> Option<Value>;
    /// The truth of an operation.
    fn truth(&self, program: &Program, op: OpId) -> Truth;
    /// The numbers that an operation may be.
    fn number(&self, program: &Program, op: OpId) -> ScaledInterval;
    /// The days that an operation may be.
    fn days(&self, program: &Program, op: OpId) -> DateRange;
    /// The options of an operation.
    fn options(&self, program: &Program, op: OpId) -> OptionSet;

    /// The only unknown fact that an operation reads, where it is that one alone that keeps it
    /// open for certain.
    fn only_missing(&self, program: &Program, op: OpId) -> Option<FactId>;

    /// What an operation came to.
    fn value(&self, program: &Program, op: OpId) -> Value {
        match program.value_type(op) {
            ValueType::Truth => Value::Truth(self.truth(program, op)),
            ValueType::Number => Value::Number(self.number(program, op)),
            ValueType::Days => Value::Days(self.days(program, op)),
            ValueType::Options => Value::Options(self.options(program, op)),
        }
    }

    /// Whether an operation came to one thing only.
    fn is_settled(&self, program: &Program, op: OpId) -> bool {
        self.value(program, op).is_settled()
    }

    /// The facts that keep an operation from being settled, in the order in which it reads them.
    /// A field stands for its list.
    fn missing(&self, program: &Program, op: OpId, missing: &mut Vec<FactId>) {
        if self.is_settled(program, op) {
            return;
        }
        if let Some(fact) = self.only_missing(program, op) {
            insert(missing, fact);
            return;
        }
        match program.op(op) {
            Op::Fact(fact) | Op::Field(fact, _) => insert(missing, fact),
            Op::Settled(at) => settled::missing(self, program, at, missing),
            Op::Aggregate(at) => {
                if let Some(aggregate) = program.aggregate(at) {
                    missing_records(self.machine(), program, aggregate, missing);
                }
            }
            // Of a choice between two, only the branch that may be taken counts.
            Op::Choose(test, yes, no) => match self.truth(program, test) {
                Truth::True => self.missing(program, yes, missing),
                Truth::False => self.missing(program, no, missing),
                Truth::Unknown => {
                    for operand in [test, yes, no] {
                        self.missing(program, operand, missing);
                    }
                }
            },
            op => program.operands(op, &mut |operand| self.missing(program, operand, missing)),
        }
    }
}

/// What the tests and values of records keep open.
fn missing_records(
    machine: &Machine,
    program: &Program,
    op: AggregateOp,
    missing: &mut Vec<FactId>,
) {
    if machine.list_length(op).is_none() {
        // There may be any records: whatever else they are tested by may matter.
        insert(missing, op.fact);
        let parts = op.test.into_iter().chain(op.value).chain(op.none);
        for fact in parts.flat_map(|part| program.facts_of(part)) {
            if !machine.is_known(program, *fact) {
                insert(missing, *fact);
            }
        }
        return;
    }
    for at in 0..machine.list_length(op).unwrap_or(1) {
        let record = machine.record(op.fact, at);
        let fits = op
            .test
            .map_or(Truth::True, |test| record.truth(program, test));
        op.test
            .iter()
            .for_each(|test| record.missing(program, *test, missing));
        if fits != Truth::False {
            op.value
                .iter()
                .for_each(|value| record.missing(program, *value, missing));
        }
    }
}

impl View for Machine {
    fn machine(&self) -> &Machine {
        self
    }

    fn only_missing(&self, program: &Program, op: OpId) -> Option<FactId> {
        self.only_unknown(program, op)
    }

    fn field(&self, _: u16) -> Option<Value> {
        None
    }

    fn truth(&self, _: &Program, op: OpId) -> Truth {
        self.values.truth(op)
    }

    fn number(&self, _: &Program, op: OpId) -> ScaledInterval {
        self.values.number(op)
    }

    fn days(&self, _: &Program, op: OpId) -> DateRange {
        self.values.days(op)
    }

    fn options(&self, _: &Program, op: OpId) -> OptionSet {
        self.values.options(op)
    }
}

/// A record while it is looked at. Operations that read its fields are computed on the spot, as
/// far as they are asked for; all others stand in the machine.
#[derive(Clone, Copy)]
pub(crate) struct InRecord<'m> {
    machine: &'m Machine,
    record: &'m [Value],
}

impl View for InRecord<'_> {
    fn machine(&self) -> &Machine {
        self.machine
    }

    fn only_missing(&self, _: &Program, _: OpId) -> Option<FactId> {
        // A field of the record may be missing as well.
        None
    }

    fn field(&self, field: u16) -> Option<Value> {
        self.record.get(usize::from(field)).copied()
    }

    fn truth(&self, program: &Program, op: OpId) -> Truth {
        if program.in_body(op) {
            truth_of(self, program, op)
        } else {
            self.machine.values.truth(op)
        }
    }

    fn number(&self, program: &Program, op: OpId) -> ScaledInterval {
        if program.in_body(op) {
            number_of(self, program, op)
        } else {
            self.machine.values.number(op)
        }
    }

    fn days(&self, program: &Program, op: OpId) -> DateRange {
        if program.in_body(op) {
            days_of(self, program, op)
        } else {
            self.machine.values.days(op)
        }
    }

    fn options(&self, program: &Program, op: OpId) -> OptionSet {
        if program.in_body(op) {
            options_of(self, program, op)
        } else {
            self.machine.values.options(op)
        }
    }
}

// Operations, by what they come to. Each takes its operands from a view.

fn truth_of(view: &impl View, program: &Program, op: OpId) -> Truth {
    match program.op(op) {
        Op::Truth(truth) => truth,
        Op::Fact(fact) => view.machine().fact(fact).truth(),
        Op::Settled(at) => settled::value(view, program, at).truth(),
        Op::Field(_, field) => view.field(field).map_or(Truth::Unknown, Value::truth),
        Op::Not(a) => view.truth(program, a).negate(),
        Op::All(args) => join(view, program, args, Truth::False),
        Op::Any(args) => join(view, program, args, Truth::True),
        Op::CompareNumbers(how, a, b) => {
            let (x, y) = (view.number(program, a), view.number(program, b));
            compare(how, || x.less(y), || y.less(x), || x.equal(y))
        }
        Op::CompareDays(how, a, b) => {
            let (x, y) = (view.days(program, a), view.days(program, b));
            let (x, y) = ((x.low, x.high), (y.low, y.high));
            compare(how, || less(x, y), || less(y, x), || equal(x, y))
        }
        Op::CompareTruths(how, a, b) => {
            let (x, y) = (view.truth(program, a), view.truth(program, b));
            let same = || x.and(y).or(x.negate().and(y.negate()));
            compare(how, || Truth::Unknown, || Truth::Unknown, same)
        }
        Op::In(choice, mask) => view.options(program, choice).has_any(program.mask(mask)),
        Op::Aggregate(at) => match program.aggregate(at) {
            Some(aggregate) => any_or_all(view.machine(), program, aggregate),
            None => Truth::Unknown,
        },
        _ => Truth::Unknown,
    }
}

fn number_of(view: &impl View, program: &Program, op: OpId) -> ScaledInterval {
    let number = |op: OpId| view.number(program, op);
    match program.op(op) {
        Op::Number(at) => ScaledInterval::only(program.number(at)),
        Op::Fact(fact) => view.machine().fact(fact).number(),
        Op::Settled(at) => settled::value(view, program, at).number(),
        Op::Field(_, field) => view.field(field).map_or(ScaledInterval::ANY, Value::number),
        Op::Add(a, b) => number(a).plus(number(b)),
        Op::Subtract(a, b) => number(a).minus(number(b)),
        Op::Multiply(a, b) => number(a).times(number(b)),
        Op::Twelfth(a) => number(a),
        Op::Rescale(a, by) => number(a).times(ScaledInterval::only(program.number(by))),
        Op::Truncate(a, by) => number(a).divided(program.number(by)),
        Op::Min(args) => fold(view, program, args, ScaledInterval::min),
        Op::Max(args) => fold(view, program, args, ScaledInterval::max),
        Op::Choose(test, yes, no) => match view.truth(program, test) {
            Truth::True => number(yes),
            Truth::False => number(no),
            Truth::Unknown => number(yes).join(number(no)),
        },
        Op::Aggregate(at) => match program.aggregate(at) {
            Some(aggregate) => sum(view.machine(), program, aggregate),
            None => ScaledInterval::ANY,
        },
        _ => ScaledInterval::ANY,
    }
}

fn days_of(view: &impl View, program: &Program, op: OpId) -> DateRange {
    match program.op(op) {
        Op::Day(day) => DateRange::only(day),
        Op::AsOf => view.machine().today,
        Op::AskedOn => view.machine().asked_on,
        Op::Fact(fact) => view.machine().fact(fact).days(),
        Op::Field(_, field) => view.field(field).map_or(DateRange::ANY, Value::days),
        Op::AddMonths(day, months) => {
            add_months(view.days(program, day), view.number(program, months))
        }
        Op::YearStart(day) => {
            let day = view.days(program, day);
            DateRange {
                low: day.low.year_start(),
                high: day.high.year_start(),
            }
        }
        _ => DateRange::ANY,
    }
}

fn options_of(view: &impl View, program: &Program, op: OpId) -> OptionSet {
    match program.op(op) {
        Op::Fact(fact) => view.machine().fact(fact).options(),
        Op::Settled(at) => settled::value(view, program, at).options(),
        Op::Field(_, field) => view.field(field).map_or(OptionSet::ANY, Value::options),
        _ => OptionSet::ANY,
    }
}

/// All (a false part decides) or any (a true part decides).
fn join(view: &impl View, program: &Program, args: Args, decides: Truth) -> Truth {
    let mut all = decides.negate();
    for part in program.args(args) {
        let truth = view.truth(program, *part);
        if truth == decides {
            return decides;
        }
        if truth == Truth::Unknown {
            all = Truth::Unknown;
        }
    }
    all
}

fn fold(
    view: &impl View,
    program: &Program,
    args: Args,
    join: fn(ScaledInterval, ScaledInterval) -> ScaledInterval,
) -> ScaledInterval {
    let parts = program
        .args(args)
        .iter()
        .map(|part| view.number(program, *part));
    parts.reduce(join).unwrap_or(ScaledInterval::ANY)
}

/// Whether one record fits, or every one.
fn any_or_all(machine: &Machine, program: &Program, op: AggregateOp) -> Truth {
    let decides = Truth::from(op.how == Aggregate::Any);
    let mut all = decides.negate();
    let known = machine.list_length(op);
    for at in 0..known.unwrap_or(1) {
        let record = machine.record(op.fact, at);
        let fits = op
            .test
            .map_or(Truth::True, |test| record.truth(program, test));
        if fits == decides {
            all = decides;
            break;
        }
        if fits == Truth::Unknown {
            all = Truth::Unknown;
        }
    }
    // Where the records are not known there may be none.
    if known.is_none() && all == decides {
        return Truth::Unknown;
    }
    all
}

/// The sum of a value over the records that fit, or their number.
fn sum(machine: &Machine, program: &Program, op: AggregateOp) -> ScaledInterval {
    let share = |record: InRecord<'_>| {
        let value = op.value.map(|value| record.number(program, value));
        value.unwrap_or(ScaledInterval::only(1))
    };
    let fits = |record: InRecord<'_>| op.test.map_or(Truth::True, |t| record.truth(program, t));
    let Some(count) = machine.list_length(op) else {
        // There may be none of them, or any number.
        let record = machine.record(op.fact, 0);
        return match fits(record) {
            Truth::False => ScaledInterval::ZERO,
            Truth::True | Truth::Unknown => {
                ScaledInterval::between(Some(0), None).times(share(record))
            }
        };
    };
    let mut sum = ScaledInterval::ZERO;
    for at in 0..count {
        let record = machine.record(op.fact, at);
        match fits(record) {
            Truth::True => sum = sum.plus(share(record)),
            Truth::Unknown => sum = sum.plus(share(record).join(ScaledInterval::ZERO)),
            Truth::False => {}
        }
    }
    sum
}

fn insert(facts: &mut Vec<FactId>, fact: FactId) {
    if !facts.contains(&fact) {
        facts.push(fact);
    }
}

fn compare(
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
