//! Operations, by the type of their value. Each takes its operands from a view.

use super::view::View;
use crate::date::{Date, DateRange};
use crate::ir::Compare;
use crate::number::{equal, less};
use crate::program::{Args, Op, OpId, Program};
use crate::scaled::ScaledInterval;
use crate::truth::Truth;
use crate::value::{OptionSet, Value};

impl View<'_> {
    pub(super) fn truth_of(self, program: &Program, op: OpId) -> Truth {
        match program.op(op) {
            Op::Truth(truth) => truth,
            Op::Fact(fact) => self.machine().fact(fact).truth(),
            Op::Settled(at) => self.settled_value(program, at).truth(),
            Op::Field(_, field) => self.field(field).map_or(Truth::Unknown, Value::truth),
            Op::Not(a) => self.truth(program, a).negate(),
            Op::All(args) => self.join(program, args, Truth::False),
            Op::Any(args) => self.join(program, args, Truth::True),
            Op::CompareNumbers(how, a, b) => {
                compare_numbers(how, self.number(program, a), self.number(program, b))
            }
            Op::CompareDays(how, a, b) => {
                compare_days(how, self.days(program, a), self.days(program, b))
            }
            Op::CompareTruths(how, a, b) => {
                let (x, y) = (self.truth(program, a), self.truth(program, b));
                let same = || x.and(y).or(x.negate().and(y.negate()));
                compare(how, || Truth::Unknown, || Truth::Unknown, same)
            }
            Op::In(choice, mask) => self.options(program, choice).has_any(program.mask(mask)),
            Op::Aggregate(at) => match program.aggregate(at) {
                Some(aggregate) => self.machine().any_or_all(program, aggregate),
                None => Truth::Unknown,
            },
            _ => Truth::Unknown,
        }
    }

    pub(super) fn number_of(self, program: &Program, op: OpId) -> ScaledInterval {
        let number = |op: OpId| self.number(program, op);
        match program.op(op) {
            Op::Number(at) => ScaledInterval::only(program.number(at)),
            Op::Fact(fact) => self.machine().fact(fact).number(),
            Op::Settled(at) => self.settled_value(program, at).number(),
            Op::Field(_, field) => self.field(field).map_or(ScaledInterval::ANY, Value::number),
            Op::Add(a, b) => number(a).plus(number(b)),
            Op::Subtract(a, b) => number(a).minus(number(b)),
            Op::Multiply(a, b) => number(a).times(number(b)),
            Op::Twelfth(a) => number(a),
            Op::Rescale(a, by) => number(a).times(ScaledInterval::only(program.number(by))),
            Op::Truncate(a, by) => number(a).divided(program.number(by)),
            Op::Min(args) => self.fold(program, args, ScaledInterval::min),
            Op::Max(args) => self.fold(program, args, ScaledInterval::max),
            Op::Choose(test, yes, no) => match self.truth(program, test) {
                Truth::True => number(yes),
                Truth::False => number(no),
                Truth::Unknown => number(yes).join(number(no)),
            },
            Op::Aggregate(at) => match program.aggregate(at) {
                Some(aggregate) => self.machine().sum(program, aggregate),
                None => ScaledInterval::ANY,
            },
            _ => ScaledInterval::ANY,
        }
    }

    pub(super) fn days_of(self, program: &Program, op: OpId) -> DateRange {
        match program.op(op) {
            Op::Day(day) => DateRange::only(day),
            Op::AsOf => self.today(),
            Op::AskedOn => self.asked_on(),
            Op::Fact(fact) => self.machine().fact(fact).days(),
            Op::Field(_, field) => self.field(field).map_or(DateRange::ANY, Value::days),
            Op::AddMonths(day, months) => {
                add_months(self.days(program, day), self.number(program, months))
            }
            Op::YearStart(day) => {
                let day = self.days(program, day);
                DateRange {
                    low: day.low.year_start(),
                    high: day.high.year_start(),
                }
            }
            _ => DateRange::ANY,
        }
    }

    pub(super) fn options_of(self, program: &Program, op: OpId) -> OptionSet {
        match program.op(op) {
            Op::Fact(fact) => self.machine().fact(fact).options(),
            Op::Settled(at) => self.settled_value(program, at).options(),
            Op::Field(_, field) => self.field(field).map_or(OptionSet::ANY, Value::options),
            _ => OptionSet::ANY,
        }
    }

    /// All (a false part decides) or any (a true part decides).
    fn join(self, program: &Program, args: Args, decides: Truth) -> Truth {
        let mut all = decides.negate();
        for part in program.args(args) {
            let truth = self.truth(program, *part);
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
        self,
        program: &Program,
        args: Args,
        join: fn(ScaledInterval, ScaledInterval) -> ScaledInterval,
    ) -> ScaledInterval {
        let parts = program
            .args(args)
            .iter()
            .map(|part| self.number(program, *part));
        parts.reduce(join).unwrap_or(ScaledInterval::ANY)
    }
}

/// A comparison of two numbers or of two days; not known for anything else.
pub(crate) fn compare_values(how: Compare, a: Value, b: Value) -> Truth {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => compare_numbers(how, a, b),
        (Value::Days(a), Value::Days(b)) => compare_days(how, a, b),
        (_, _) => Truth::Unknown,
    }
}

fn compare_numbers(how: Compare, a: ScaledInterval, b: ScaledInterval) -> Truth {
    compare(how, || a.less(b), || b.less(a), || a.equal(b))
}

fn compare_days(how: Compare, a: DateRange, b: DateRange) -> Truth {
    let (a, b) = ((a.low, a.high), (b.low, b.high));
    compare(how, || less(a, b), || less(b, a), || equal(a, b))
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
