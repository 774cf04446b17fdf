//! Answers that fall on, just under and just over every figure of the law.

use crate::follow::Follow;
use huice_core::ir::{Condition, Expr, Fact, FactKind, Instrument, Law, Test, Unit};
use huice_core::{Answer, Answers, Date, DateRange, Decimal};
use std::collections::BTreeSet;

/// A small random source of our own: tests must repeat exactly from their seed.
pub struct Dice(u64);

impl Dice {
    /// From a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(2).wrapping_add(0x9E37_79B9_7F4A_7C15))
    }

    /// A number below `n` (0 where `n` is 0).
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        // In 64 bits: the positions of a browser's program have 32, and would all be 0.
        let n = u64::try_from(n).unwrap_or(u64::MAX);
        let drawn = (self.0 >> 16).checked_rem(n).unwrap_or(0);
        usize::try_from(drawn).unwrap_or(0)
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        from.get(self.below(from.len())).cloned()
    }
}

/// The figures of the law, by what they count, and its days.
pub struct Figures {
    money: BTreeSet<Decimal>,
    counts: BTreeSet<Decimal>,
    months: BTreeSet<i64>,
    days: BTreeSet<Date>,
    as_of: Date,
}

impl Figures {
    /// Gathers every figure of a law, with its neighbours.
    #[must_use]
    pub fn of(law: &Law, as_of: Date) -> Self {
        let mut figures = Self::none(as_of);
        for definition in &law.definitions {
            figures.condition(&definition.holds);
        }
        for instrument in &law.instruments {
            figures.instrument(instrument);
        }
        figures.spread();
        figures
    }

    /// Gathers the figures of one instrument and of the definitions that it uses.
    #[must_use]
    pub fn of_instrument(law: &Law, as_of: Date, instrument: &Instrument) -> Self {
        let mut figures = Self::none(as_of);
        figures.instrument(instrument);
        let mut used = BTreeSet::new();
        for condition in conditions(instrument) {
            definitions(law, condition, &mut used);
        }
        for definition in used.iter().filter_map(|id| law.definitions.get(*id)) {
            figures.condition(&definition.holds);
        }
        figures.spread();
        figures
    }

    fn none(as_of: Date) -> Self {
        Self {
            money: BTreeSet::new(),
            counts: BTreeSet::new(),
            months: BTreeSet::new(),
            days: BTreeSet::new(),
            as_of,
        }
    }

    /// Adds the days that lie so many months before and behind each day.
    fn spread(&mut self) {
        let bases: Vec<Date> = self.days.iter().copied().chain([self.as_of]).collect();
        for base in bases {
            for months in self.months.clone() {
                for day in [base.add_months(months), base.add_months(-months), base] {
                    self.days.insert(day);
                    self.days.insert(day.next());
                }
            }
        }
    }

    fn instrument(&mut self, instrument: &Instrument) {
        conditions(instrument).for_each(|c| self.condition(c));
        for param in &instrument.params {
            self.figure(param.value, &param.unit);
        }
        self.days.extend(instrument.from);
        self.days.extend(instrument.until);
    }

    fn condition(&mut self, condition: &Condition) {
        match &condition.test {
            Test::All(list) | Test::Any(list) => list.iter().for_each(|c| self.condition(c)),
            Test::Not(inner) => self.condition(inner),
            Test::When(expr) => self.expr(expr),
            Test::Use(_) | Test::Judge(_) | Test::Open => {}
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Number(n, unit) => self.figure(*n, unit),
            Expr::Date(d) => {
                self.days.insert(*d);
            }
            Expr::Not(a) | Expr::PerTwelve(a) | Expr::YearStart(a) | Expr::In(a, _) => self.expr(a),
            Expr::And(l) | Expr::Or(l) | Expr::Min(l) | Expr::Max(l) => {
                l.iter().for_each(|e| self.expr(e));
            }
            Expr::Compare(_, a, b) | Expr::Arith(_, a, b) | Expr::AddMonths(a, b) => {
                self.expr(a);
                self.expr(b);
            }
            Expr::If(a, b, c) => {
                self.expr(a);
                self.expr(b);
                self.expr(c);
            }
            Expr::Aggregate(_, _, a, b) => a.iter().chain(b).for_each(|e| self.expr(e)),
            Expr::Bool(_)
            | Expr::AsOf
            | Expr::Fact(_)
            | Expr::Field(..)
            | Expr::Param(_)
            | Expr::Let(_) => {}
        }
    }

    fn figure(&mut self, n: Decimal, unit: &Unit) {
        let around = [n, n - Decimal::ONE, n + Decimal::ONE];
        match unit {
            Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear => self.money.extend(around),
            Unit::Months => {
                let whole = n.trunc().to_string().parse::<i64>().unwrap_or(0);
                self.months.insert(whole);
                self.counts.extend(around);
            }
            Unit::Count(_) | Unit::Days | Unit::Age => self.counts.extend(around),
            Unit::Percent => {}
        }
    }

    /// A settled answer to a fact.
    pub fn answer(&self, fact: &Fact, dice: &mut Dice) -> Option<Answer> {
        Some(match &fact.kind {
            FactKind::Bool { .. } => Answer::Bool(dice.below(2) == 0),
            FactKind::Choice(options) => {
                Answer::Choice(u16::try_from(dice.below(options.len())).ok()?)
            }
            FactKind::Set(options) => {
                let all = 0..u16::try_from(options.len()).ok()?;
                Answer::Set(all.filter(|_| dice.below(3) == 0).collect())
            }
            FactKind::Number { unit, min, max } => {
                let pool: Vec<Decimal> = match unit {
                    Unit::Percent => (0..=30).map(|n| Decimal::new(n, 2)).collect(),
                    Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear => {
                        self.money.iter().copied().collect()
                    }
                    Unit::Count(_) | Unit::Months | Unit::Days | Unit::Age => {
                        self.counts.iter().copied().collect()
                    }
                };
                let n = dice.pick(&pool).unwrap_or_default().clamp(*min, *max);
                // Zero would be another person: one who does not want this.
                let none = n.is_zero() && !fact.nothing.is_empty();
                Answer::Number(if none { Decimal::ONE.min(*max) } else { n })
            }
            FactKind::Date => {
                let days: Vec<Date> = self.days.iter().copied().collect();
                Answer::Date(DateRange::only(dice.pick(&days)?))
            }
            FactKind::Records { fields, .. } => {
                let mut records = Vec::new();
                for _ in 0..dice.below(4) {
                    let mut record = huice_core::VecMap::new();
                    for (at, field) in (0u16..).zip(fields) {
                        record.insert(at, self.answer(field, dice)?);
                    }
                    records.push(record);
                }
                Answer::Records(records)
            }
        })
    }

    /// Settled answers to every fact, among them what follows from the others.
    pub fn complete(&self, law: &Law, dice: &mut Dice) -> Answers {
        let mut answers = Answers::new();
        for (id, fact) in (0u16..).zip(&law.facts) {
            if let Some(answer) = self.answer(fact, dice) {
                answers.set(id, answer);
            }
        }
        Follow::all(law).complete(self.as_of, &Answers::new(), &answers)
    }
}

/// The conditions of an instrument, in every reading.
fn conditions(instrument: &Instrument) -> impl Iterator<Item = &Condition> {
    let readings = instrument.readings.iter();
    let readings = readings.filter_map(|reading| reading.eligible.as_ref());
    instrument.eligible.iter().chain(readings)
}

/// Adds the definitions that a condition uses, by position, and those that they use.
fn definitions(law: &Law, condition: &Condition, used: &mut BTreeSet<usize>) {
    match &condition.test {
        Test::All(list) | Test::Any(list) => list.iter().for_each(|c| definitions(law, c, used)),
        Test::Not(inner) => definitions(law, inner, used),
        Test::Use(id) => {
            let id = usize::from(*id);
            if let Some(definition) = law.definitions.get(id).filter(|_| used.insert(id)) {
                definitions(law, &definition.holds, used);
            }
        }
        Test::When(_) | Test::Judge(_) | Test::Open => {}
    }
}

/// Some of the answers: each fact is kept with `keep` chances in eight; of records and dates
/// some are kept in part (a field left out, only the month known).
pub fn forget(answers: &Answers, keep: usize, dice: &mut Dice) -> Answers {
    let mut some = Answers::new();
    for (id, answer) in answers.iter() {
        if dice.below(8) >= keep {
            continue;
        }
        let blur = dice.below(6) == 0;
        some.set(
            id,
            match answer {
                Answer::Records(list) if blur => Answer::Records(
                    list.iter()
                        .map(|record| {
                            let kept = record.iter().filter(|_| dice.below(4) > 0);
                            kept.map(|(k, v)| (*k, v.clone())).collect()
                        })
                        .collect(),
                ),
                Answer::Date(day) if blur => Answer::Date(month_of(day.low)),
                _ if dice.below(12) == 0 => Answer::Unsure,
                other => other.clone(),
            },
        );
    }
    some
}

fn month_of(day: Date) -> DateRange {
    let low = Date::new(day.year(), day.month(), 1).unwrap_or(day);
    let mut high = day;
    while high.next().month() == day.month() && high != Date::LAST {
        high = high.next();
    }
    DateRange { low, high }
}
