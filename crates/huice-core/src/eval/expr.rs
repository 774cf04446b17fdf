//! Typed expressions over what is known and what is not.

use super::condition::EvalContext;
use crate::answers::Answer;
use crate::date::DateRange;
use crate::ir::{Aggregate, Arith, Compare, Expr, Fact, FactId, FactKind, OptionId, Unit};
use crate::number::{Bound, Interval, equal, less, whole};
use crate::truth::Truth;
use rust_decimal::Decimal;

/// What an expression comes to. Units and options stay where they stand, in the law and the
/// answers: millions of values are made while cases are tried.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Value<'a> {
    /// A truth.
    Truth(Truth),
    /// Numbers with their unit.
    Number(Interval, &'a Unit),
    /// Days.
    Date(DateRange),
    /// Options chosen; `None`: not known.
    Options(Option<&'a [OptionId]>),
}

/// The unit of what has none.
static BARE: Unit = Unit::Count(String::new());

/// A record at hand while a fold looks at it; `None` for a record of which nothing is known.
pub(crate) type Record<'a> = Option<&'a crate::VecMap<Answer>>;

/// Evaluates expressions; gathers the facts that kept a result from being settled.
pub(crate) struct ExprEvaluator<'s, 'a> {
    pub(crate) ctx: &'s EvalContext<'a>,
    pub(crate) lets: &'s [Value<'a>],
    pub(crate) record: Record<'a>,
    pub(crate) missing: Vec<FactId>,
}

impl<'s, 'a> ExprEvaluator<'s, 'a> {
    pub(crate) fn new(ctx: &'s EvalContext<'a>, lets: &'s [Value<'a>]) -> Self {
        Self {
            ctx,
            lets,
            record: None,
            missing: Vec::new(),
        }
    }

    fn record_missing(&mut self, fact: FactId) {
        if !self.missing.contains(&fact) {
            self.missing.push(fact);
        }
    }

    /// Reads a part on its own; its missing facts come back beside it.
    fn with_fresh_missing<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> (T, Vec<FactId>) {
        let kept = std::mem::take(&mut self.missing);
        let value = read(self);
        (value, std::mem::replace(&mut self.missing, kept))
    }

    /// The truth of an expression.
    pub(crate) fn truth(&mut self, expr: &'a Expr) -> Truth {
        match self.value(expr) {
            Value::Truth(truth) => truth,
            Value::Number(..) | Value::Date(_) | Value::Options(_) => Truth::Unknown,
        }
    }

    /// The truth of a fact.
    pub(crate) fn fact_truth(&mut self, fact: FactId) -> Truth {
        match self.fact(fact) {
            Value::Truth(truth) => truth,
            Value::Number(..) | Value::Date(_) | Value::Options(_) => Truth::Unknown,
        }
    }

    /// The numbers that an expression may be.
    pub(crate) fn number(&mut self, expr: &'a Expr) -> (Interval, &'a Unit) {
        match self.value(expr) {
            Value::Number(range, unit) => (range, unit),
            Value::Truth(_) | Value::Date(_) | Value::Options(_) => (Interval::ANY, &BARE),
        }
    }

    fn date(&mut self, expr: &'a Expr) -> DateRange {
        match self.value(expr) {
            Value::Date(range) => range,
            Value::Truth(_) | Value::Number(..) | Value::Options(_) => DateRange::ANY,
        }
    }

    pub(crate) fn value(&mut self, expr: &'a Expr) -> Value<'a> {
        match expr {
            Expr::Bool(b) => Value::Truth((*b).into()),
            Expr::Number(n, unit) => Value::Number(Interval::only(*n), unit),
            Expr::Date(d) => Value::Date(DateRange::only(*d)),
            Expr::AsOf => Value::Date(DateRange {
                low: self.ctx.as_of,
                high: self.ctx.until,
            }),
            Expr::Fact(id) => self.fact(*id),
            Expr::Field(fact, field) => self.field(*fact, *field),
            Expr::Param(position) => match self.ctx.instrument.params.get(usize::from(*position)) {
                Some(p) => Value::Number(Interval::only(p.value), &p.unit),
                None => Value::Options(None),
            },
            Expr::Let(position) => self
                .lets
                .get(usize::from(*position))
                .copied()
                .unwrap_or(Value::Options(None)),
            Expr::Not(inner) => Value::Truth(self.truth(inner).negate()),
            Expr::And(parts) => Value::Truth(self.join(parts, Truth::False)),
            Expr::Or(parts) => Value::Truth(self.join(parts, Truth::True)),
            Expr::Compare(how, a, b) => Value::Truth(self.compare(*how, a, b)),
            Expr::In(inner, options) => Value::Truth(self.among(inner, options)),
            Expr::Arith(how, a, b) => self.arith(*how, a, b),
            Expr::PerTwelve(inner) => {
                let (range, unit) = self.number(inner);
                Value::Number(range.twelfth(), unit)
            }
            Expr::AddMonths(day, months) => {
                let (day, (months, _)) = (self.date(day), self.number(months));
                Value::Date(add_months(day, months))
            }
            Expr::YearStart(day) => {
                let day = self.date(day);
                Value::Date(DateRange {
                    low: day.low.year_start(),
                    high: day.high.year_start(),
                })
            }
            Expr::Min(parts) => self.least(parts, Interval::min),
            Expr::Max(parts) => self.least(parts, Interval::max),
            Expr::If(test, yes, no) => self.choose(test, yes, no),
            Expr::Aggregate(how, fact, test, each) => {
                self.fold(*how, *fact, test.as_deref(), each.as_deref())
            }
        }
    }

    /// And (a false part decides) or or (a true part decides), with only the facts that matter.
    fn join(&mut self, parts: &'a [Expr], decides: Truth) -> Truth {
        let mut open = Vec::new();
        for part in parts {
            let (truth, missing) = self.with_fresh_missing(|r| r.truth(part));
            if truth == decides {
                return decides;
            }
            if truth == Truth::Unknown {
                open.push(missing);
            }
        }
        if open.is_empty() {
            return decides.negate();
        }
        open.into_iter()
            .flatten()
            .for_each(|fact| self.record_missing(fact));
        Truth::Unknown
    }

    fn compare(&mut self, how: Compare, a: &'a Expr, b: &'a Expr) -> Truth {
        let ((left, right), missing) = self.with_fresh_missing(|r| (r.value(a), r.value(b)));
        let (lt, gt, eq) = match (left, right) {
            (Value::Number(x, _), Value::Number(y, _)) => (x.less(y), y.less(x), x.equal(y)),
            (Value::Date(x), Value::Date(y)) => (
                less(x.low, x.high, y.low, y.high),
                less(y.low, y.high, x.low, x.high),
                equal(x.low, x.high, y.low, y.high),
            ),
            (Value::Truth(x), Value::Truth(y)) => {
                let eq = x.and(y).or(x.negate().and(y.negate()));
                (Truth::Unknown, Truth::Unknown, eq)
            }
            _ => (Truth::Unknown, Truth::Unknown, Truth::Unknown),
        };
        let truth = match how {
            Compare::Eq => eq,
            Compare::Ne => eq.negate(),
            Compare::Lt => lt,
            Compare::Le => gt.negate(),
            Compare::Gt => gt,
            Compare::Ge => lt.negate(),
        };
        if truth == Truth::Unknown {
            missing
                .into_iter()
                .for_each(|fact| self.record_missing(fact));
        }
        truth
    }

    fn among(&mut self, inner: &'a Expr, options: &[OptionId]) -> Truth {
        match self.value(inner) {
            Value::Options(Some(chosen)) => chosen.iter().any(|o| options.contains(o)).into(),
            Value::Options(None) | Value::Truth(_) | Value::Number(..) | Value::Date(_) => {
                Truth::Unknown
            }
        }
    }

    fn arith(&mut self, how: Arith, a: &'a Expr, b: &'a Expr) -> Value<'a> {
        let (((x, p), xm), ((y, q), ym)) = (
            self.with_fresh_missing(|r| r.number(a)),
            self.with_fresh_missing(|r| r.number(b)),
        );
        let (range, unit) = match how {
            Arith::Add => (x.plus(y), p),
            Arith::Sub => (x.minus(y), p),
            Arith::Mul => (x.times(y), product(p, q)),
        };
        if range.point().is_none() {
            xm.into_iter()
                .chain(ym)
                .for_each(|fact| self.record_missing(fact));
        }
        Value::Number(range, unit)
    }

    fn least(&mut self, parts: &'a [Expr], pick: fn(Interval, Interval) -> Interval) -> Value<'a> {
        let mut read = Vec::new();
        for part in parts {
            read.push(self.with_fresh_missing(|r| r.number(part)));
        }
        let mut all: Option<(Interval, &'a Unit)> = None;
        for ((range, unit), _) in &read {
            all = Some(match all {
                None => (*range, unit),
                Some((so_far, unit)) => (pick(so_far, *range), unit),
            });
        }
        let (range, unit) = all.unwrap_or((Interval::ANY, &BARE));
        if range.point().is_none() {
            read.into_iter()
                .flat_map(|(_, missing)| missing)
                .for_each(|fact| self.record_missing(fact));
        }
        Value::Number(range, unit)
    }

    fn choose(&mut self, test: &'a Expr, yes: &'a Expr, no: &'a Expr) -> Value<'a> {
        let (truth, why) = self.with_fresh_missing(|r| r.truth(test));
        match truth {
            Truth::True => self.value(yes),
            Truth::False => self.value(no),
            Truth::Unknown => {
                let (((a, unit), am), ((b, _), bm)) = (
                    self.with_fresh_missing(|r| r.number(yes)),
                    self.with_fresh_missing(|r| r.number(no)),
                );
                let range = a.join(b);
                if range.point().is_none() {
                    why.into_iter()
                        .chain(am)
                        .chain(bm)
                        .for_each(|fact| self.record_missing(fact));
                }
                Value::Number(range, unit)
            }
        }
    }

    fn fact(&mut self, id: FactId) -> Value<'a> {
        let Some(fact) = self.ctx.law.facts.get(usize::from(id)) else {
            return Value::Options(None);
        };
        let answer = self.ctx.answer(id);
        let (value, settled) = read(fact, answer);
        if !settled {
            self.record_missing(id);
        }
        value
    }

    fn field(&mut self, fact: FactId, field: u16) -> Value<'a> {
        let kind = self.ctx.law.facts.get(usize::from(fact)).map(|f| &f.kind);
        let Some(FactKind::Records { fields, .. }) = kind else {
            return Value::Options(None);
        };
        let Some(part) = fields.get(usize::from(field)) else {
            return Value::Options(None);
        };
        let (value, settled) = read(part, self.record.and_then(|r| r.get(&field)));
        if !settled {
            self.record_missing(fact);
        }
        value
    }

    fn fold(
        &mut self,
        how: Aggregate,
        fact: FactId,
        test: Option<&'a Expr>,
        each: Option<&'a Expr>,
    ) -> Value<'a> {
        let ctx = self.ctx;
        let Some(Answer::Records(records)) = ctx.answer(fact) else {
            return self.unknown_fold(how, fact, test, each);
        };
        let outer = self.record;
        let mut totals = (Interval::only(Decimal::ZERO), Truth::False, Truth::True);
        let (_, mut unit) = self.blank_record(each);
        for record in records {
            self.record = Some(record);
            let fits = test.map_or(Truth::True, |t| self.truth(t));
            totals.1 = totals.1.or(fits);
            totals.2 = totals.2.and(fits);
            let (share, of) = match (fits, each) {
                (Truth::False, _) => (Interval::only(Decimal::ZERO), None),
                (_, Some(each)) => {
                    let (range, of) = self.number(each);
                    (range, Some(of))
                }
                (_, None) => (Interval::only(Decimal::ONE), None),
            };
            let share = if fits == Truth::Unknown {
                share.join(Interval::only(Decimal::ZERO))
            } else {
                share
            };
            totals.0 = totals.0.plus(share);
            unit = of.unwrap_or(unit);
        }
        self.record = outer;
        match how {
            Aggregate::Count | Aggregate::Sum => Value::Number(totals.0, unit),
            Aggregate::Any => Value::Truth(totals.1),
            Aggregate::All => Value::Truth(totals.2),
        }
    }

    /// Nothing is known of the records: none of them, or any number. What else the test and the
    /// value look at is missing too.
    fn unknown_fold(
        &mut self,
        how: Aggregate,
        fact: FactId,
        test: Option<&'a Expr>,
        each: Option<&'a Expr>,
    ) -> Value<'a> {
        let (share, unit) = self.blank_record(each);
        let outer = self.record.take();
        let (fits, mut gaps) =
            self.with_fresh_missing(|r| test.map_or(Truth::True, |t| r.truth(t)));
        if let Some(each) = each {
            gaps.extend(self.with_fresh_missing(|r| r.number(each)).1);
        }
        self.record = outer;
        let none = Interval::only(Decimal::ZERO);
        match how {
            // No record can fit.
            Aggregate::Count | Aggregate::Sum if fits == Truth::False => {
                return Value::Number(none, unit);
            }
            Aggregate::Any if fits == Truth::False => return Value::Truth(Truth::False),
            Aggregate::All if fits == Truth::True => return Value::Truth(Truth::True),
            Aggregate::Count | Aggregate::Sum | Aggregate::Any | Aggregate::All => {}
        }
        self.record_missing(fact);
        gaps.into_iter().for_each(|gap| self.record_missing(gap));
        let any = Interval {
            low: none.low,
            high: Bound::Above,
        };
        match how {
            Aggregate::Count => Value::Number(any, unit),
            Aggregate::Sum => Value::Number(any.times(share), unit),
            Aggregate::Any | Aggregate::All => Value::Truth(Truth::Unknown),
        }
    }

    /// What a sum adds up for a record of which nothing is known: numbers and unit.
    fn blank_record(&mut self, each: Option<&'a Expr>) -> (Interval, &'a Unit) {
        let Some(each) = each else {
            return (Interval::only(Decimal::ONE), &BARE);
        };
        let outer = self.record.take();
        let (found, _) = self.with_fresh_missing(|r| r.number(each));
        self.record = outer;
        found
    }
}

/// The value of a fact by its answer, and whether that settles it.
fn read<'a>(fact: &'a Fact, answer: Option<&'a Answer>) -> (Value<'a>, bool) {
    match (&fact.kind, answer) {
        (FactKind::Bool { .. }, Some(Answer::Bool(b))) => (Value::Truth((*b).into()), true),
        (FactKind::Bool { .. }, _) => (Value::Truth(Truth::Unknown), false),
        (FactKind::Choice(_), Some(Answer::Choice(o))) => {
            (Value::Options(Some(std::slice::from_ref(o))), true)
        }
        (FactKind::Set(_), Some(Answer::Set(chosen))) => (Value::Options(Some(chosen)), true),
        (FactKind::Choice(_) | FactKind::Set(_), _) => (Value::Options(None), false),
        (FactKind::Number { unit, .. }, Some(Answer::Number(n))) => {
            (Value::Number(Interval::only(*n), unit), true)
        }
        (FactKind::Number { unit, .. }, Some(Answer::NumberRange(range))) => {
            (Value::Number(*range, unit), range.point().is_some())
        }
        (FactKind::Number { unit, min, max }, _) => {
            let high = if ceiling_is_real(unit) {
                Bound::At(*max)
            } else {
                Bound::Above
            };
            (
                Value::Number(
                    Interval {
                        low: Bound::At(*min),
                        high,
                    },
                    unit,
                ),
                false,
            )
        }
        (FactKind::Date, Some(Answer::Date(range))) => {
            (Value::Date(*range), range.low == range.high)
        }
        (FactKind::Date, _) => (Value::Date(DateRange::ANY), false),
        (FactKind::Records { .. }, _) => (Value::Options(None), true),
    }
}

/// The greatest sum or count that a form accepts is only a guard against slips of the hand, so
/// no amount is ever quoted from it; the greatest share, age or length of time is a real limit.
fn ceiling_is_real(unit: &Unit) -> bool {
    match unit {
        Unit::Percent | Unit::Age | Unit::Months | Unit::Days => true,
        Unit::Count(_) | Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear => false,
    }
}

/// The unit of a product; the checker lets only these pass.
fn product<'a>(a: &'a Unit, b: &'a Unit) -> &'a Unit {
    match (a, b) {
        (Unit::Percent, other) | (other, Unit::Percent) => other,
        (Unit::YuanPerMonth | Unit::YuanPerYear, Unit::Months)
        | (Unit::Months, Unit::YuanPerMonth | Unit::YuanPerYear) => &Unit::Yuan,
        (Unit::Count(_), other) | (other, Unit::Count(_)) => other,
        (a, _) => a,
    }
}

fn add_months(day: DateRange, months: Interval) -> DateRange {
    let whole = |end: Bound| end.number().and_then(whole);
    let low = whole(months.low).map_or(crate::Date::FIRST, |m| day.low.add_months(m));
    let high = whole(months.high).map_or(crate::Date::LAST, |m| day.high.add_months(m));
    DateRange { low, high }
}
