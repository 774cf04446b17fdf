//! The law on complete answers, in two-valued logic.

use huice_core::ir::{
    Aggregate, Amount, Arith, Compare, Condition, Expr, Instrument, Law, OptionId, Test,
};
use huice_core::{Answer, Answers, Date, Decimal};

/// A value with nothing left open.
#[derive(Debug, Clone, PartialEq)]
enum Plain {
    Truth(bool),
    Number(Decimal),
    Day(Date),
    Options(Vec<OptionId>),
}

/// One question put to the law.
#[derive(Clone, Copy)]
pub struct Naive<'a> {
    /// The law.
    pub law: &'a Law,
    /// The instrument whose parameters count.
    pub instrument: &'a Instrument,
    /// The day.
    pub as_of: Date,
    /// Complete answers.
    pub answers: &'a Answers,
}

type Row<'r> = Option<&'r huice_core::VecMap<Answer>>;

impl Naive<'_> {
    /// The truth of an expression that reads no parameter and no step.
    #[must_use]
    pub fn expression(&self, expr: &Expr) -> Option<bool> {
        self.truth(expr, None, &[])
    }

    /// Whether the instrument can be had: its condition holds, and its sum is more than zero.
    #[must_use]
    pub fn can_be_had(&self) -> Option<bool> {
        let condition = self.instrument.eligible.as_ref();
        match condition.map_or(Some(true), |condition| self.holds(condition)) {
            Some(true) => self.something(),
            other => other,
        }
    }

    /// Whether the sum is more than zero; true for an instrument without a sum.
    fn something(&self) -> Option<bool> {
        match &self.instrument.amount {
            Amount::Exactly(_) | Amount::AtMost(_) => {
                let sum = self.sum(&self.instrument.amount)?;
                Some(sum > Decimal::ZERO)
            }
            Amount::None | Amount::NotStated | Amount::Text(_) => Some(true),
        }
    }

    /// Whether a condition holds; `None` where the text or the answers leave it open.
    #[must_use]
    pub fn holds(&self, condition: &Condition) -> Option<bool> {
        match &condition.test {
            Test::All(list) => every(list.iter().map(|c| self.holds(c))),
            Test::Any(list) => every(list.iter().map(|c| self.holds(c).map(|b| !b))).map(|b| !b),
            Test::Not(inner) => self.holds(inner).map(|b| !b),
            Test::Use(id) => self.holds(&self.law.definitions.get(usize::from(*id))?.holds),
            Test::When(expr) => self.truth(expr, None, &[]),
            Test::Judge(fact) => self.truth(&Expr::Fact(*fact), None, &[]),
            Test::Open => None,
        }
    }

    /// The sum of an amount by formula, not rounded.
    #[must_use]
    pub fn sum(&self, amount: &Amount) -> Option<Decimal> {
        let (Amount::Exactly(formula) | Amount::AtMost(formula)) = amount else {
            return None;
        };
        let mut lets = Vec::new();
        for (_, step) in &formula.steps {
            lets.push(self.value(step, None, &lets));
        }
        self.number(&formula.value, None, &lets)
    }

    fn truth(&self, expr: &Expr, row: Row<'_>, lets: &[Option<Plain>]) -> Option<bool> {
        match self.value(expr, row, lets)? {
            Plain::Truth(b) => Some(b),
            Plain::Number(_) | Plain::Day(_) | Plain::Options(_) => None,
        }
    }

    fn number(&self, expr: &Expr, row: Row<'_>, lets: &[Option<Plain>]) -> Option<Decimal> {
        match self.value(expr, row, lets)? {
            Plain::Number(n) => Some(n),
            Plain::Truth(_) | Plain::Day(_) | Plain::Options(_) => None,
        }
    }

    fn day(&self, expr: &Expr, row: Row<'_>, lets: &[Option<Plain>]) -> Option<Date> {
        match self.value(expr, row, lets)? {
            Plain::Day(d) => Some(d),
            Plain::Truth(_) | Plain::Number(_) | Plain::Options(_) => None,
        }
    }

    fn value(&self, expr: &Expr, row: Row<'_>, lets: &[Option<Plain>]) -> Option<Plain> {
        let truth = |e: &Expr| self.truth(e, row, lets);
        let number = |e: &Expr| self.number(e, row, lets);
        let day = |e: &Expr| self.day(e, row, lets);
        Some(match expr {
            Expr::Bool(b) => Plain::Truth(*b),
            Expr::Number(n, _) => Plain::Number(*n),
            Expr::Date(d) => Plain::Day(*d),
            Expr::AsOf => Plain::Day(self.as_of),
            Expr::Fact(id) => plain(self.answers.get(*id)?)?,
            Expr::Field(_, field) => plain(row?.get(field)?)?,
            Expr::Param(p) => Plain::Number(self.instrument.params.get(usize::from(*p))?.value),
            Expr::Let(l) => lets.get(usize::from(*l))?.clone()?,
            Expr::Not(e) => Plain::Truth(!truth(e)?),
            Expr::And(list) => Plain::Truth(every(list.iter().map(truth))?),
            Expr::Or(list) => Plain::Truth(!every(list.iter().map(|e| truth(e).map(|b| !b)))?),
            Expr::Compare(how, a, b) => {
                let (a, b) = (self.value(a, row, lets)?, self.value(b, row, lets)?);
                Plain::Truth(compare(*how, &a, &b)?)
            }
            Expr::In(e, options) => match self.value(e, row, lets)? {
                Plain::Options(chosen) => Plain::Truth(chosen.iter().any(|o| options.contains(o))),
                Plain::Truth(_) | Plain::Number(_) | Plain::Day(_) => return None,
            },
            Expr::Arith(how, a, b) => {
                let (a, b) = (number(a)?, number(b)?);
                Plain::Number(match how {
                    Arith::Add => a.checked_add(b)?,
                    Arith::Sub => a.checked_sub(b)?,
                    Arith::Mul => a.checked_mul(b)?,
                })
            }
            Expr::PerTwelve(e) => Plain::Number(number(e)?.checked_div(Decimal::from(12))?),
            Expr::AddMonths(d, m) => {
                let months: i64 = number(m)?.trunc().to_string().parse().ok()?;
                Plain::Day(day(d)?.add_months(months))
            }
            Expr::YearStart(d) => Plain::Day(Date::new(day(d)?.year(), 1, 1)?),
            Expr::Min(list) => Plain::Number(all(list.iter().map(number))?.into_iter().min()?),
            Expr::Max(list) => Plain::Number(all(list.iter().map(number))?.into_iter().max()?),
            Expr::If(test, yes, no) => Plain::Number(number(if truth(test)? { yes } else { no })?),
            Expr::Aggregate(how, fact, test, each) => {
                self.fold(*how, *fact, test.as_deref(), each.as_deref(), lets)?
            }
        })
    }

    fn fold(
        &self,
        how: Aggregate,
        fact: u16,
        test: Option<&Expr>,
        each: Option<&Expr>,
        lets: &[Option<Plain>],
    ) -> Option<Plain> {
        let Answer::Records(rows) = self.answers.get(fact)? else {
            return None;
        };
        let mut fitting = Vec::new();
        for row in rows {
            if test.is_none_or(|t| self.truth(t, Some(row), lets) == Some(true)) {
                fitting.push(row);
            } else {
                self.truth(test?, Some(row), lets)?;
            }
        }
        Some(match how {
            Aggregate::Count => Plain::Number(fitting.len().into()),
            Aggregate::Any => Plain::Truth(!fitting.is_empty()),
            Aggregate::All => Plain::Truth(fitting.len() == rows.len()),
            Aggregate::Sum => {
                let mut sum = Decimal::ZERO;
                for row in fitting {
                    sum = sum.checked_add(self.number(each?, Some(row), lets)?)?;
                }
                Plain::Number(sum)
            }
        })
    }
}

fn plain(answer: &Answer) -> Option<Plain> {
    match answer {
        Answer::Bool(b) => Some(Plain::Truth(*b)),
        Answer::Number(n) => Some(Plain::Number(*n)),
        Answer::Date(r) if r.low == r.high => Some(Plain::Day(r.low)),
        Answer::Choice(o) => Some(Plain::Options(vec![*o])),
        Answer::Set(list) => Some(Plain::Options(list.clone())),
        Answer::Unsure | Answer::Date(_) | Answer::NumberRange(_) | Answer::Records(_) => None,
    }
}

fn compare(how: Compare, a: &Plain, b: &Plain) -> Option<bool> {
    let order = match (a, b) {
        (Plain::Number(a), Plain::Number(b)) => a.cmp(b),
        (Plain::Day(a), Plain::Day(b)) => a.cmp(b),
        (Plain::Truth(a), Plain::Truth(b)) => a.cmp(b),
        _ => return None,
    };
    Some(match how {
        Compare::Eq => order.is_eq(),
        Compare::Ne => order.is_ne(),
        Compare::Lt => order.is_lt(),
        Compare::Le => order.is_le(),
        Compare::Gt => order.is_gt(),
        Compare::Ge => order.is_ge(),
    })
}

/// All hold; a false one decides even beside an open one (guide K9).
fn every(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let parts: Vec<_> = parts.collect();
    if parts.contains(&Some(false)) {
        Some(false)
    } else if parts.contains(&None) {
        None
    } else {
        Some(true)
    }
}

fn all<T>(parts: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    parts.collect()
}
