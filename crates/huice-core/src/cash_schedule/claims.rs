//! The days on which the parts of a sum can be had.

use super::dated_eval::DatedEvaluator;
use super::growth::{exprs, formula, grows};
use super::{Part, Reason, Uncounted, plus};
use crate::answers::{Answer, Answers};
use crate::compiled::CompiledLaw;
use crate::date::Date;
use crate::ir::{Beneficiary, Expr, FactId, Instrument, PaymentSchedule, Unit};
use crate::number::{cents, divide, multiply, subtract};
use crate::outcome::{AmountResult, Verdict};
use crate::pay::{known_day, value};
use crate::vec_map::SortedInts;
use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};

/// Most months of one benefit: a hundred years.
const MOST_MONTHS: u32 = 1200;

/// Most days on which a growing sum is looked at again. A person's records name a few dozen;
/// what lies behind so many would only come later, never more.
const MOST_DAYS: usize = 600;

/// Part of a sum, from a day on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Due {
    pub(super) day: Date,
    pub(super) part: Part,
    pub(super) sum: Decimal,
}

/// A certain sum that cannot be put into a month.
#[derive(Debug, Clone)]
pub(super) struct Unscheduled {
    pub(super) amount: AmountResult,
    pub(super) reason: Reason,
}

/// All certain money of one instrument.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) instrument: u16,
    pub(super) to: Beneficiary,
    /// The first day on which the conditions are met.
    pub(super) first: Date,
    pub(super) parts: Vec<Due>,
    pub(super) unscheduled: Vec<Unscheduled>,
}

impl Claim {
    /// Takes out what falls due after the last day in force.
    pub(super) fn cut(&mut self, end: Option<Date>) {
        let Some(end) = end else { return };
        let (first, mut sum) = (self.first, Decimal::ZERO);
        let before = self.parts.len();
        self.parts.retain(|part| {
            let kept = part.day <= end || part.day <= first;
            if !kept {
                sum = plus(sum, part.sum);
            }
            kept
        });
        if self.parts.len() < before {
            self.unscheduled.push(Unscheduled {
                amount: AmountResult::Exact(sum, Unit::Yuan),
                reason: Reason::AfterWindow(end),
            });
        }
    }

    /// What it is worth beside its rivals: what falls into the plan, and what is certain though
    /// its time is not told.
    pub(super) fn worth(&self, within: &dyn Fn(Date) -> bool) -> Decimal {
        self.add_up(within, &|unscheduled| {
            !matches!(unscheduled.reason, Reason::AfterWindow(_))
        })
    }

    /// Everything, whenever it comes.
    pub(super) fn all(&self) -> Decimal {
        self.add_up(&|_| true, &|_| true)
    }

    fn add_up(
        &self,
        within: &dyn Fn(Date) -> bool,
        counts: &dyn Fn(&Unscheduled) -> bool,
    ) -> Decimal {
        let mut sum = Decimal::ZERO;
        for part in &self.parts {
            if within(part.day) {
                sum = plus(sum, part.sum);
            }
        }
        for unscheduled in &self.unscheduled {
            if counts(unscheduled) {
                sum = plus(sum, unscheduled.yuan());
            }
        }
        sum
    }

    /// A line beside the total.
    pub(super) fn line(
        &self,
        reason: Reason,
        amount: AmountResult,
        month: Option<u16>,
    ) -> Uncounted {
        Uncounted {
            instrument: self.instrument,
            beneficiary: self.to,
            reason,
            amount,
            month,
        }
    }
}

impl Unscheduled {
    fn yuan(&self) -> Decimal {
        match &self.amount {
            AmountResult::Exact(n, Unit::Yuan) => *n,
            AmountResult::Exact(..)
            | AmountResult::None
            | AmountResult::NotDue
            | AmountResult::NotStated
            | AmountResult::Text(_)
            | AmountResult::Range(..)
            | AmountResult::AtMost(..) => Decimal::ZERO,
        }
    }
}

/// One instrument whose conditions are met from a day on.
pub(super) struct Case<'a> {
    pub(super) law: &'a CompiledLaw,
    pub(super) answers: &'a Answers,
    pub(super) instrument: &'a Instrument,
    pub(super) position: u16,
    /// The first day on which its conditions are met.
    pub(super) first: Date,
    /// The first day that the plan does not reach.
    pub(super) until: Date,
}

impl Case<'_> {
    /// Puts the sum of the first day, and what it grows to, where the rule says.
    pub(super) fn claim(
        &self,
        evaluator: &mut DatedEvaluator<'_>,
        sum: Decimal,
        unit: Unit,
    ) -> Claim {
        let mut claim = Claim {
            instrument: self.position,
            to: self.instrument.beneficiary,
            first: self.first,
            parts: Vec::new(),
            unscheduled: Vec::new(),
        };
        let placed = match (&self.instrument.paid, &unit) {
            (PaymentSchedule::Once, Unit::Yuan) => {
                let part = Part::Whole;
                claim.parts.push(self.due(self.first, part, sum));
                self.grow(evaluator, sum, &mut claim.parts);
                Ok(())
            }
            (PaymentSchedule::Monthly { months, from }, _) => {
                self.monthly(&mut claim, (sum, &unit), months, *from)
            }
            (PaymentSchedule::Yearly { parts, from }, Unit::Yuan) => {
                self.yearly(&mut claim, sum, parts, *from)
            }
            (
                PaymentSchedule::NotStated | PaymentSchedule::Once | PaymentSchedule::Yearly { .. },
                _,
            ) => Err((Reason::TimeNotStated, sum, unit)),
        };
        if let Err((reason, sum, unit)) = placed {
            claim.unscheduled.push(Unscheduled {
                amount: AmountResult::Exact(sum, unit),
                reason,
            });
        }
        claim
    }

    /// A part falls due on its day, but never before the conditions are met.
    fn due(&self, day: Date, part: Part, sum: Decimal) -> Due {
        Due {
            day: day.max(self.first),
            part,
            sum,
        }
    }

    fn value(&self, expr: &Expr) -> AmountResult {
        value(self.law, self.position, self.answers, self.first, expr, 1)
    }

    fn monthly(
        &self,
        claim: &mut Claim,
        (sum, unit): (Decimal, &Unit),
        months: &Expr,
        from: Option<FactId>,
    ) -> Result<(), (Reason, Decimal, Unit)> {
        let untold = || (Reason::TimeNotStated, sum, unit.clone());
        let AmountResult::Exact(count, _) = self.value(months) else {
            return Err(untold());
        };
        let whole = count.to_u32().filter(|n| Decimal::from(*n) == count);
        let count = whole.filter(|n| (1..=MOST_MONTHS).contains(n));
        let count = count.ok_or_else(untold)?;
        let times = Decimal::from(count);
        let total = match unit {
            Unit::Yuan => Some(sum),
            Unit::YuanPerMonth => multiply(sum, times),
            Unit::YuanPerYear
            | Unit::Count(_)
            | Unit::Months
            | Unit::Days
            | Unit::Age
            | Unit::Percent => None,
        };
        let total = total
            .filter(|t| *t <= super::TOO_LARGE)
            .ok_or_else(untold)?;
        let Some(start) = from.and_then(|id| known_day(self.answers, id)) else {
            return Err((Reason::StartNotKnown, total, Unit::Yuan));
        };
        // Rounded down, so that the last month, which takes the rest, never gets less.
        let each = divide(total, times)
            .map(|n| {
                n.round_dp_with_strategy(2, RoundingStrategy::ToZero)
                    .normalize()
            })
            .ok_or_else(untold)?;
        let mut rest = total;
        for month in 1..=count {
            let sum = if month == count { rest } else { each };
            rest = subtract(rest, sum).unwrap_or_default();
            let day = start.add_months(i64::from(month) - 1);
            claim
                .parts
                .push(self.due(day, Part::Months(month, month), sum));
        }
        Ok(())
    }

    fn yearly(
        &self,
        claim: &mut Claim,
        total: Decimal,
        parts: &[Expr],
        from: FactId,
    ) -> Result<(), (Reason, Decimal, Unit)> {
        let untold = || (Reason::TimeNotStated, total, Unit::Yuan);
        let mut sums = Vec::new();
        for part in parts {
            match self.value(part) {
                AmountResult::Exact(n, _) | AmountResult::Range(n, _, _) => sums.push(n),
                AmountResult::None
                | AmountResult::NotDue
                | AmountResult::NotStated
                | AmountResult::Text(_)
                | AmountResult::AtMost(..) => return Err(untold()),
            }
        }
        // Parts are rounded one by one: the last takes what that leaves. Parts that do not make
        // up the sum are not its parts.
        let all = sums.iter().copied().fold(Decimal::ZERO, plus);
        let off = subtract(total, all).ok_or_else(untold)?;
        if off.abs() > Decimal::new(i64::try_from(sums.len()).unwrap_or(i64::MAX), 2) {
            return Err(untold());
        }
        let last = sums.iter_mut().rev().find(|n| !n.is_zero());
        if let Some(last) = last {
            *last = plus(*last, off).max(Decimal::ZERO);
        }
        let Some(start) = known_day(self.answers, from) else {
            return Err((Reason::StartNotKnown, total, Unit::Yuan));
        };
        for (year, sum) in (1u32..).zip(sums) {
            if !sum.is_zero() {
                let day = start.add_months(i64::from(year).saturating_mul(12));
                claim.parts.push(self.due(day, Part::Year(year), sum));
            }
        }
        Ok(())
    }

    /// More records may meet the conditions later: what the sum then exceeds the greatest sum
    /// before. A ceiling within the sum is thereby used up.
    fn grow(&self, evaluator: &mut DatedEvaluator<'_>, sum: Decimal, parts: &mut Vec<Due>) {
        if !grows(self.instrument) {
            return;
        }
        let mut most = sum;
        for day in self.transition_dates() {
            let Some((Verdict::Eligible, amount)) =
                evaluator.verdict_and_amount(self.position, day)
            else {
                continue;
            };
            let (AmountResult::Exact(n, Unit::Yuan) | AmountResult::Range(n, _, Unit::Yuan)) =
                amount
            else {
                continue;
            };
            let more = subtract(n, most).map(cents).unwrap_or_default();
            if more > Decimal::ZERO && n <= super::TOO_LARGE {
                parts.push(self.due(day, Part::More, more));
                most = n;
            }
        }
    }

    /// The later days of the plan on which a comparison with the day can turn: a known day, moved
    /// by a number of months that the rule names or a person has given, or the day after.
    fn transition_dates(&self) -> Vec<Date> {
        let mut clues = Clues::default();
        clues.months.insert(0);
        for param in &self.instrument.params {
            if param.unit == Unit::Months {
                clues.months.insert_months(param.value, false);
            }
        }
        if let Some(formula) = formula(self.instrument) {
            exprs(formula).for_each(|expr| clues.look(expr));
        }
        for (_, answer) in self.answers.iter() {
            clues.gather(answer);
        }
        let within = |day: Date| day > self.first && day < self.until;
        let mut turning = SortedInts::default();
        turning.moved(&clues.days, &clues.months, &within);
        let mut year = self.first.year_start().add_months(12);
        while year < self.until {
            if within(year) {
                turning.insert_day(year);
            }
            year = year.add_months(12);
        }
        let mut days = turning.days();
        days.truncate(MOST_DAYS);
        days
    }
}

/// Known days, by slot, and lengths of time in months, in what can move a sum.
#[derive(Default)]
struct Clues {
    days: SortedInts,
    months: SortedInts,
}

impl Clues {
    fn look(&mut self, expr: &Expr) {
        match expr {
            Expr::Number(n, Unit::Months) => self.months.insert_months(*n, false),
            Expr::Date(day) => self.days.insert_day(*day),
            _ => {}
        }
        expr.each_part(&mut |part| self.look(part));
    }

    fn gather(&mut self, answer: &Answer) {
        match answer {
            Answer::Date(range) => {
                self.days.insert_day(range.low);
                self.days.insert_day(range.high);
            }
            Answer::Number(n) => self.months.insert_months(*n, true),
            Answer::Records(records) => {
                for answer in records.iter().flat_map(|r| r.values()) {
                    self.gather(answer);
                }
            }
            Answer::Unsure
            | Answer::Bool(_)
            | Answer::NumberRange(_)
            | Answer::Choice(_)
            | Answer::Set(_) => {}
        }
    }
}
