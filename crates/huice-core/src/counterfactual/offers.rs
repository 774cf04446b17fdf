//! What a fact can be changed to: the nearest value of every stretch that the tests can tell
//! apart, nearest first.

use super::{Search, Verdict};
use crate::answers::{Answer, Answers};
use crate::date::DateRange;
use crate::decide::{Place, Subject, stretches};
use crate::ir::{
    Action, ActionTarget, Condition, DefinitionId, Expr, Fact, FactId, FactKind, OptionId, Test,
    Unit,
};
use crate::number::{Bound, Interval, add, multiply, subtract, whole};
use crate::program::{Op, OpId, Program, decimals};
use crate::support::facts_below;
use crate::value::Value;
use crate::vec_map::{VecMap, insert_sorted};
use rust_decimal::Decimal;

/// How far ahead a day is set, in months.
const AHEAD: i64 = 36;
/// Most records with a field left open that are looked at while one is put together.
const MOST_RECORDS: usize = 2000;

type Record = VecMap<Answer>;

/// The tests of an instrument's conditions, those of the readings included that may hold a yes
/// back.
pub(super) struct Tests<'a> {
    subject: Subject<'a>,
    /// As they are written, for the figures that they name.
    exprs: Vec<&'a Expr>,
    /// Definitions that were looked at.
    definitions: Vec<DefinitionId>,
    /// As operations, each with the facts that it reads.
    ops: Vec<(OpId, Vec<FactId>)>,
}

impl<'a> Tests<'a> {
    pub(super) fn new(subject: Subject<'a>) -> Self {
        let mut tests = Self {
            subject,
            exprs: Vec::new(),
            definitions: Vec::new(),
            ops: Vec::new(),
        };
        let (instrument, ops) = (subject.instrument, subject.ops);
        let readings = instrument.readings.iter().zip(&ops.readings);
        let asking = readings.filter(|(reading, _)| reading.ask);
        let others = asking.map(|(reading, ops)| (&reading.eligible, ops.eligible));
        for (condition, op) in std::iter::once((&instrument.eligible, ops.eligible)).chain(others) {
            if let (Some(condition), Some(op)) = (condition, op) {
                tests.gather(condition);
                tests.gather_ops(subject.program, op);
            }
        }
        tests
    }

    fn gather(&mut self, condition: &'a Condition) {
        match &condition.test {
            Test::All(list) | Test::Any(list) => list.iter().for_each(|part| self.gather(part)),
            Test::Not(inner) => self.gather(inner),
            Test::Use(id) => {
                let definition = self.subject.law.definitions.get(usize::from(*id));
                if let Some(definition) = definition
                    && !self.definitions.contains(id)
                {
                    self.definitions.push(*id);
                    self.gather(&definition.holds);
                }
            }
            Test::When(expr) => self.exprs.push(expr),
            Test::Judge(_) | Test::Open => {}
        }
    }

    fn gather_ops(&mut self, program: &Program, op: OpId) {
        match program.op(op) {
            Op::All(args) | Op::Any(args) => {
                for part in program.args(args) {
                    self.gather_ops(program, *part);
                }
            }
            Op::Not(part) => self.gather_ops(program, part),
            _ if self.ops.iter().all(|(known, _)| *known != op) => {
                let mut facts = Vec::new();
                facts_below(program, op, &mut facts);
                self.ops.push((op, facts));
            }
            _ => {}
        }
    }

    /// Whether they read a fact.
    pub(super) fn read(&self, fact: FactId) -> bool {
        self.ops.iter().any(|(_, facts)| facts.contains(&fact))
    }

    /// The operations that read a fact.
    fn ops_of(&self, fact: FactId) -> Vec<OpId> {
        let reading = self.ops.iter().filter(|(_, facts)| facts.contains(&fact));
        reading.map(|(op, _)| *op).collect()
    }

    fn of(&self, fact: FactId) -> Vec<&'a Expr> {
        let all = self.exprs.iter().copied();
        all.filter(|e| reads(e, fact)).collect()
    }

    /// The figures of a unit that the tests of a fact name, and those just above.
    fn figures(&self, fact: FactId, unit: &Unit) -> Vec<Decimal> {
        let mut found = Vec::new();
        for expr in self.of(fact) {
            self.figure(expr, unit, &mut found);
        }
        found
    }

    fn figure(&self, expr: &Expr, unit: &Unit, into: &mut Vec<Decimal>) {
        let (value, of) = match expr {
            Expr::Number(n, of) => (*n, of),
            Expr::Param(at) => match self.subject.instrument.params.get(usize::from(*at)) {
                Some(param) => (param.value, &param.unit),
                None => return,
            },
            _ => {
                expr.each_part(&mut |part| self.figure(part, unit, into));
                return;
            }
        };
        let alike = matches!((of, unit), (Unit::Count(_), Unit::Count(_))) || of == unit;
        if alike {
            for n in [Some(value), add(value, Decimal::ONE)]
                .into_iter()
                .flatten()
            {
                if !into.contains(&n) {
                    insert_sorted(into, n, |a, b| a > b);
                }
            }
        }
    }
}

/// Whether an expression reads a fact.
fn reads(expr: &Expr, fact: FactId) -> bool {
    let mut found = matches!(
        expr,
        Expr::Fact(id) | Expr::Aggregate(_, id, ..) if *id == fact
    );
    expr.each_part(&mut |part| found = found || reads(part, fact));
    found
}

/// What a fact can be changed to, given the answers so far.
pub(super) fn offers(search: &Search<'_>, now: &Answers, id: FactId, act: &Action) -> Vec<Answer> {
    let (Some(fact), Some(current)) = (search.law.facts.get(usize::from(id)), now.get(id)) else {
        return Vec::new();
    };
    match (&fact.kind, current) {
        (FactKind::Records { fields, .. }, Answer::Records(list)) => {
            let mut found = edits(search, id, fields, list);
            if fact.change.is_some() {
                found.extend(one_more(search, now, id, fields, list));
            }
            found
        }
        (FactKind::Number { unit, min, max }, Answer::Number(n)) => {
            let step = step(unit);
            let up = act.target == ActionTarget::More;
            let range = if up {
                add(*n, step).map(|low| (low, *max))
            } else {
                subtract(*n, step).map(|high| (*min, high))
            };
            match range {
                Some((low, high)) if low <= high => {
                    numbers(search, now, (id, unit), (low, high), up)
                }
                _ => Vec::new(),
            }
        }
        (FactKind::Date, Answer::Date(_)) => {
            let range = DateRange {
                low: search.as_of,
                high: search.as_of.add_months(AHEAD),
            };
            let found = cut(search, now, id, Answer::Date(range));
            let days = found.into_iter().filter_map(|answer| match answer {
                Answer::Date(days) => Some(Answer::Date(DateRange::only(days.low))),
                _ => None,
            });
            days.filter(|day| day != current).collect()
        }
        (_, current) => plain(act, current),
    }
}

/// The least that two answers of a unit differ by.
fn step(unit: &Unit) -> Decimal {
    match unit {
        Unit::Percent => Decimal::new(1, 8),
        Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear => Decimal::new(1, 2),
        Unit::Count(_) | Unit::Months | Unit::Days | Unit::Age => Decimal::ONE,
    }
}

/// Leads every number of a set no further than need be, now that the others are what they are.
pub(super) fn tighten(search: &Search<'_>, set: &mut [(FactId, Answer)]) {
    let goal = search.quick(&search.with(set));
    for at in 0..set.len() {
        let Some((id, Answer::Number(to))) = set.get(at).cloned() else {
            continue;
        };
        let fact = search.law.facts.get(usize::from(id)).map(|f| &f.kind);
        let (Some(FactKind::Number { unit, .. }), Some(Answer::Number(from))) =
            (fact, search.answers.get(id))
        else {
            continue;
        };
        let mut look = |n| {
            let mut answers = search.with(set);
            answers.set(id, Answer::Number(n));
            search.quick(&answers) == goal
        };
        if let Some(short) = turn(unit, (to, *from), &mut look)
            && let Some(enough) = if to > *from {
                add(short, step(unit))
            } else {
                subtract(short, step(unit))
            }
            && let Some((_, answer)) = set.get_mut(at)
        {
            *answer = Answer::Number(enough);
        }
    }
}

/// A truth, a choice or a set, led where the act leads.
fn plain(act: &Action, current: &Answer) -> Vec<Answer> {
    match (&act.target, current) {
        (ActionTarget::Yes, Answer::Bool(false)) => vec![Answer::Bool(true)],
        (ActionTarget::No, Answer::Bool(true)) => vec![Answer::Bool(false)],
        (ActionTarget::Options(to), Answer::Choice(now)) => {
            let left = act.from.is_empty() || act.from.contains(now);
            let other = to.iter().filter(|at| left && *at != now);
            other.map(|at| Answer::Choice(*at)).collect()
        }
        (ActionTarget::Options(to), Answer::Set(chosen)) => {
            let new = to.iter().filter(|at| !chosen.contains(at));
            new.map(|at| Answer::Set(with(chosen, *at))).collect()
        }
        (_, _) => Vec::new(),
    }
}

fn with(chosen: &[OptionId], new: OptionId) -> Vec<OptionId> {
    let mut all = chosen.to_vec();
    insert_sorted(&mut all, new, |a, b| a > b);
    all
}

/// The stretches of a span that the tests can tell apart.
fn cut(search: &Search<'_>, now: &Answers, id: FactId, span: Answer) -> Vec<Answer> {
    let Some(fact) = search.law.facts.get(usize::from(id)) else {
        return Vec::new();
    };
    let place = Place {
        subject: search.subject,
        fact: id,
        amount: None,
    };
    let found = search.with_machine(now, |machine| {
        let mark = machine.mark();
        let ops = search.subject.reach.reached_by(id);
        machine.assume(search.law.program(), id, Value::of(fact, Some(&span)), ops);
        let found = stretches(machine, place, &search.tests.ops_of(id));
        machine.undo(mark);
        found
    });
    found
        .into_iter()
        .map(|value| value.to_answer(fact))
        .collect()
}

/// What a test comes to with a number for a fact.
fn with_number(
    search: &Search<'_>,
    now: &Answers,
    id: FactId,
    test: OpId,
    n: Decimal,
) -> crate::Truth {
    let mut answers = now.clone();
    answers.set(id, Answer::Number(n));
    search.with_machine(&answers, |machine| machine.truth(test))
}

/// The first whole step from `near` towards `far` at which a number of this unit makes something
/// else come out than `near` does, found by halving: right where it turns once in between.
fn turn<T: PartialEq>(
    unit: &Unit,
    (near, far): (Decimal, Decimal),
    look: &mut dyn FnMut(Decimal) -> T,
) -> Option<Decimal> {
    let scale = decimals(unit);
    let width = multiply(subtract(far, near)?.abs(), Decimal::from(10i64.pow(scale)))?;
    let last = whole(width)?;
    let at = |n: i64| {
        let step = Decimal::new(n, scale);
        if near <= far {
            add(near, step)
        } else {
            subtract(near, step)
        }
    };
    let first = look(near);
    if look(at(last)?) == first {
        return None;
    }
    let (mut same, mut other) = (0, last);
    while other - same > 1 {
        let middle = same + (other - same) / 2;
        if look(at(middle)?) == first {
            same = middle;
        } else {
            other = middle;
        }
    }
    at(other)
}

fn numbers(
    search: &Search<'_>,
    now: &Answers,
    (id, unit): (FactId, &Unit),
    (low, high): (Decimal, Decimal),
    up: bool,
) -> Vec<Answer> {
    let whole = Interval {
        low: Bound::At(low),
        high: Bound::At(high),
    };
    let mut found = Vec::new();
    let mut add = |n: Decimal| {
        if !found.contains(&n) {
            insert_sorted(&mut found, n, |a, b| if up { a > b } else { a < b });
        }
    };
    for stretch in cut(search, now, id, Answer::NumberRange(whole)) {
        match stretch {
            Answer::Number(n) => add(n),
            Answer::NumberRange(range) => {
                let end = if up { range.low } else { range.high };
                end.number().into_iter().for_each(&mut add);
            }
            _ => {}
        }
    }
    // Where another fact that is not known keeps a test open, no stretch of it is settled: the
    // number from which it is open instead of false counts as well, and that from which the whole
    // comes to something else.
    let ends = if up { (low, high) } else { (high, low) };
    for test in search.tests.ops_of(id) {
        let mut look = |n| with_number(search, now, id, test, n);
        turn(unit, ends, &mut look).into_iter().for_each(&mut add);
    }
    let mut whole = |n| {
        let mut answers = now.clone();
        answers.set(id, Answer::Number(n));
        search.quick(&answers)
    };
    turn(unit, ends, &mut whole).into_iter().for_each(&mut add);
    // Two numbers that are compared with each other and both change: as far as it goes, and then
    // back as far as the other allows.
    add(ends.1);
    found.into_iter().map(Answer::Number).collect()
}

/// The records with one field of one record changed, then with two.
fn edits(search: &Search<'_>, id: FactId, fields: &[Fact], list: &[Record]) -> Vec<Answer> {
    let (mut once, mut twice) = (Vec::new(), Vec::new());
    for (at, record) in list.iter().enumerate() {
        for (first, fact) in (0u16..).zip(fields) {
            for answer in field(search, id, fact, record.get(&first)) {
                let mut edited = record.clone();
                edited.insert(first, answer);
                for (second, other) in (0u16..).zip(fields).skip(usize::from(first) + 1) {
                    for answer in field(search, id, other, record.get(&second)) {
                        let mut both = edited.clone();
                        both.insert(second, answer);
                        twice.push(replaced(list, at, both));
                    }
                }
                once.push(replaced(list, at, edited));
            }
        }
    }
    once.extend(twice);
    once
}

fn replaced(list: &[Record], at: usize, record: Record) -> Answer {
    let mut list = list.to_vec();
    if let Some(place) = list.get_mut(at) {
        *place = record;
    }
    Answer::Records(list)
}

/// What a field of a record that is there can be changed to.
fn field(search: &Search<'_>, id: FactId, fact: &Fact, current: Option<&Answer>) -> Vec<Answer> {
    let (Some(act), Some(current)) = (&fact.change, current) else {
        return Vec::new();
    };
    match (&fact.kind, &act.target, current) {
        (FactKind::Number { unit, min, max }, ActionTarget::More, Answer::Number(n)) => {
            let more = |f: &Decimal| f > n && min <= f && f <= max;
            let figures = search.tests.figures(id, unit).into_iter().filter(more);
            figures.map(Answer::Number).collect()
        }
        (_, _, current) => plain(act, current),
    }
}

/// The list with one more record that helps, described no further than need be.
fn one_more(
    search: &Search<'_>,
    now: &Answers,
    id: FactId,
    fields: &[Fact],
    list: &[Record],
) -> Option<Answer> {
    let mut joiner = Joiner {
        search,
        now,
        id,
        fields,
        list,
        left: MOST_RECORDS,
        second: None,
    };
    let order = joiner.order();
    let plainest = joiner.plainest(&order).or_else(|| {
        let second = joiner.second.take()?;
        Some(joiner.plainer(second))
    })?;
    Some(joiner.list_with(&plainest))
}

struct Joiner<'s, 'a> {
    search: &'s Search<'a>,
    now: &'s Answers,
    id: FactId,
    fields: &'s [Fact],
    list: &'s [Record],
    left: usize,
    /// A record that leads from a no to "it depends".
    second: Option<Record>,
}

impl Joiner<'_, '_> {
    /// Fields in the order in which they are filled in: who they are first, numbers last.
    fn order(&self) -> Vec<u16> {
        let mut order = Vec::new();
        for (at, fact) in (0u16..).zip(self.fields) {
            let rank = match fact.kind {
                FactKind::Choice(_) | FactKind::Set(_) => 0,
                FactKind::Bool { .. } | FactKind::Date | FactKind::Records { .. } => 1,
                FactKind::Number { .. } => 2,
            };
            insert_sorted(&mut order, (rank, at), |a: &(u8, u16), b| a.0 > b.0);
        }
        order.into_iter().map(|(_, at)| at).collect()
    }

    /// Of the records that lead to a yes, one for each sort of people, the one that takes the
    /// fewest words.
    fn plainest(&mut self, order: &[u16]) -> Option<Record> {
        let (first, rest) = order.split_first()?;
        let fact = self.fields.get(usize::from(*first))?;
        let mut best: Option<Record> = None;
        for answer in self.values(fact) {
            let mut record = Record::new();
            record.insert(*first, answer);
            if let Some(found) = self.build(rest, &mut record) {
                let plain = self.plainer(found);
                if best.as_ref().is_none_or(|b| plain.len() < b.len()) {
                    best = Some(plain);
                }
            }
        }
        best
    }

    fn list_with(&self, record: &Record) -> Answer {
        let mut list = self.list.to_vec();
        list.push(record.clone());
        Answer::Records(list)
    }

    fn verdict(&self, record: &Record) -> Verdict {
        let mut answers = self.now.clone();
        answers.set(self.id, self.list_with(record));
        self.search.quick(&answers)
    }

    /// Fills in field after field; the first record that leads to a yes.
    fn build(&mut self, order: &[u16], record: &mut Record) -> Option<Record> {
        if self.left == 0 {
            return None;
        }
        self.left -= 1;
        let verdict = self.verdict(record);
        if verdict == Verdict::Ineligible {
            return None;
        }
        let Some((at, rest)) = order.split_first() else {
            if self.search.leads(super::Aim::Yes, &verdict) {
                return Some(record.clone());
            }
            if self.second.is_none() {
                self.second = Some(record.clone());
            }
            return None;
        };
        let fact = self.fields.get(usize::from(*at))?;
        for answer in self.values(fact) {
            record.insert(*at, answer);
            if let Some(found) = self.build(rest, record) {
                return Some(found);
            }
            record.remove(at);
        }
        None
    }

    /// What a new record may have in a field. A day is the day of evaluation.
    fn values(&self, fact: &Fact) -> Vec<Answer> {
        match &fact.kind {
            FactKind::Bool { .. } => vec![Answer::Bool(true), Answer::Bool(false)],
            FactKind::Choice(options) => {
                let all = (0u16..).zip(options);
                all.map(|(at, _)| Answer::Choice(at)).collect()
            }
            FactKind::Set(options) => {
                let one = (0u16..).zip(options).map(|(at, _)| vec![at]);
                let none = std::iter::once(Vec::new());
                one.chain(none).map(Answer::Set).collect()
            }
            FactKind::Number { unit, min, max } => {
                let mut found = self.search.tests.figures(self.id, unit);
                let least = Decimal::ONE.max(*min);
                if !found.contains(&least) {
                    insert_sorted(&mut found, least, |a, b| a > b);
                }
                let fits = |n: &Decimal| least <= *n && *n <= *max;
                found.into_iter().filter(fits).map(Answer::Number).collect()
            }
            FactKind::Date => vec![Answer::Date(DateRange::only(self.search.as_of))],
            FactKind::Records { .. } => Vec::new(),
        }
    }

    /// The same record without what need not be said, and with no more people than need be.
    fn plainer(&self, mut record: Record) -> Record {
        let goal = self.verdict(&record);
        for at in self.order() {
            let Some(kept) = record.get(&at).cloned() else {
                continue;
            };
            record.remove(&at);
            if self.verdict(&record) != goal {
                record.insert(at, self.least(&record, at, kept, &goal));
            }
        }
        record
    }

    /// The least number that does as well, by halving.
    fn least(&self, record: &Record, at: u16, kept: Answer, goal: &Verdict) -> Answer {
        let counted = self.fields.get(usize::from(at)).is_some_and(|f| {
            matches!(
                f.kind,
                FactKind::Number {
                    unit: Unit::Count(_) | Unit::Months,
                    ..
                }
            )
        });
        let Answer::Number(n) = &kept else {
            return kept;
        };
        let Some(mut high) = i64::try_from(*n).ok().filter(|n| counted && *n > 1) else {
            return kept;
        };
        let mut low = 1;
        while low < high {
            let middle = low + (high - low) / 2;
            let mut tried = record.clone();
            tried.insert(at, Answer::Number(middle.into()));
            if self.verdict(&tried) == *goal {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Answer::Number(high.into())
    }
}
