//! The values worth trying, by fact: every figure and day that a rule names, those that were
//! answered, their neighbours, and the ends of the range.

use crate::generate::Dice;
use huice_core::ir::{
    Amount, Condition, Expr, Fact, FactId, FactKind, Instrument, Law, Test, Unit,
};
use huice_core::{Answer, Answers, Date, DateRange, Decimal, VecMap};
use std::collections::BTreeSet;

/// Most days of one fact.
const MOST_DAYS: usize = 60;
/// Lists of records that are tried.
const LISTS: usize = 24;

/// For each fact of an instrument the values worth trying.
pub struct Domain {
    /// In the order of the facts.
    pub facts: Vec<(FactId, Vec<Answer>)>,
    /// The days worth trying, for dates and for the day of evaluation.
    pub days: Vec<Date>,
    /// Facts that are compared with each other: no figure of the law marks where they meet.
    together: Vec<BTreeSet<FactId>>,
}

impl Domain {
    /// Of the condition and the amount of an instrument, as of a day, beside some answers: a rule
    /// that compares two facts is settled at a value that only the answers name.
    #[must_use]
    pub fn of(law: &Law, instrument: &Instrument, as_of: Date, answers: &Answers) -> Self {
        let mut seen = Seen {
            law,
            facts: BTreeSet::new(),
            numbers: BTreeSet::from([Decimal::ZERO, Decimal::ONE]),
            months: BTreeSet::from([0]),
            days: BTreeSet::from([as_of, as_of.year_start()]),
            answered: BTreeSet::new(),
            together: Vec::new(),
        };
        for param in &instrument.params {
            seen.number(param.value, &param.unit);
        }
        if let Some(condition) = &instrument.eligible {
            seen.condition(condition);
        }
        if let Amount::Exactly(formula) | Amount::AtMost(formula) = &instrument.amount {
            for (_, step) in &formula.steps {
                seen.expr(step);
            }
            seen.expr(&formula.value);
        }
        seen.premises();
        for (id, answer) in answers.iter() {
            if seen.facts.contains(&id) {
                seen.answer(answer);
            }
        }
        let values = seen.values();
        let facts = seen.facts.iter().filter_map(|id| {
            let fact = law.facts.get(usize::from(*id))?;
            Some((*id, values.of(fact, &mut Dice::new(u64::from(*id)))))
        });
        Self {
            facts: facts.collect(),
            days: values.days,
            together: seen.together,
        }
    }

    /// Whether some comparison is open in two facts at once.
    #[must_use]
    pub fn meets(&self, answers: &Answers) -> bool {
        let open = |fact: &&FactId| matches!(answers.get(**fact), None | Some(Answer::Unsure));
        self.together
            .iter()
            .any(|facts| facts.iter().filter(open).count() > 1)
    }

    /// The facts without an answer in `answers`, and the number of combinations of their values.
    #[must_use]
    pub fn unknown(&self, answers: &Answers) -> (Vec<(FactId, Vec<Answer>)>, usize) {
        let open: Vec<_> = self
            .facts
            .iter()
            .filter(|(id, _)| matches!(answers.get(*id), None | Some(Answer::Unsure)))
            .cloned()
            .collect();
        let all = open
            .iter()
            .fold(1usize, |n, (_, values)| n.saturating_mul(values.len()));
        (open, all)
    }
}

/// The `n`th combination of values.
pub fn nth(open: &[(FactId, Vec<Answer>)], mut n: usize, answers: &mut Answers) {
    for (id, values) in open {
        if let Some(value) = n.checked_rem(values.len()).and_then(|at| values.get(at)) {
            answers.set(*id, value.clone());
            n /= values.len();
        }
    }
}

struct Seen<'l> {
    law: &'l Law,
    facts: BTreeSet<FactId>,
    numbers: BTreeSet<Decimal>,
    months: BTreeSet<i64>,
    /// Days that the rule names.
    days: BTreeSet<Date>,
    /// Days that the answers name.
    answered: BTreeSet<Date>,
    together: Vec<BTreeSet<FactId>>,
}

impl Seen<'_> {
    /// The days and numbers that an answer names, in records too.
    fn answer(&mut self, answer: &Answer) {
        match answer {
            Answer::Date(days) => self.answered.extend([days.low, days.high]),
            Answer::Number(n) => self.number(*n, &Unit::Yuan),
            Answer::Records(list) => {
                let fields = list.iter().flat_map(VecMap::iter);
                fields.for_each(|(_, answer)| self.answer(answer));
            }
            Answer::Bool(_)
            | Answer::NumberRange(_)
            | Answer::Choice(_)
            | Answer::Set(_)
            | Answer::Unsure => {}
        }
    }

    /// What may settle the facts, and what that looks at in turn.
    fn premises(&mut self) {
        let mut done = BTreeSet::new();
        while let Some(id) = self.facts.difference(&done).next().copied() {
            done.insert(id);
            let law = self.law;
            if let Some(fact) = law.facts.get(usize::from(id)) {
                fact.follows.iter().for_each(|one| self.expr(&one.when));
            }
        }
    }

    fn condition(&mut self, condition: &Condition) {
        match &condition.test {
            Test::All(list) | Test::Any(list) => list.iter().for_each(|c| self.condition(c)),
            Test::Not(inner) => self.condition(inner),
            Test::Use(id) => {
                if let Some(definition) = self.law.definitions.get(usize::from(*id)) {
                    self.condition(&definition.holds);
                }
            }
            Test::When(expr) => self.expr(expr),
            Test::Judge(fact) => {
                self.facts.insert(*fact);
            }
            Test::Open => {}
        }
    }

    fn number(&mut self, n: Decimal, unit: &Unit) {
        self.numbers.extend([n, n - Decimal::ONE, n + Decimal::ONE]);
        if *unit == Unit::Months {
            self.months.extend(n.trunc().to_string().parse::<i64>());
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Number(n, unit) => self.number(*n, unit),
            Expr::Date(day) => {
                self.days.insert(*day);
            }
            Expr::Fact(id) => {
                self.facts.insert(*id);
            }
            Expr::Not(a) | Expr::PerTwelve(a) | Expr::YearStart(a) | Expr::In(a, _) => self.expr(a),
            Expr::And(l) | Expr::Or(l) | Expr::Min(l) | Expr::Max(l) => {
                l.iter().for_each(|e| self.expr(e));
            }
            Expr::Compare(_, a, b) => {
                let before = std::mem::take(&mut self.facts);
                self.expr(a);
                self.expr(b);
                self.together.push(self.facts.clone());
                self.facts.extend(before);
            }
            Expr::Arith(_, a, b) | Expr::AddMonths(a, b) => {
                self.expr(a);
                self.expr(b);
            }
            Expr::If(a, b, c) => {
                self.expr(a);
                self.expr(b);
                self.expr(c);
            }
            Expr::Aggregate(_, fact, test, each) => {
                self.facts.insert(*fact);
                test.iter().chain(each).for_each(|e| self.expr(e));
            }
            Expr::Bool(_) | Expr::AsOf | Expr::Field(..) | Expr::Param(_) | Expr::Let(_) => {}
        }
    }

    /// The days of the rule, those that differ from an answered one by the months that are named,
    /// some of those that differ so from the rule's, and those beside them.
    fn values(&self) -> Values {
        let mut days: BTreeSet<Date> = self.moved(&self.answered).collect();
        days.extend(self.days.iter().flat_map(|day| [*day, day.next()]));
        days.extend([Date::FIRST, Date::LAST]);
        let more: BTreeSet<Date> = self.moved(&self.days).collect();
        let skip = more.len().div_ceil(MOST_DAYS).max(1);
        days.extend(more.into_iter().step_by(skip));
        Values {
            numbers: self.numbers.iter().copied().collect(),
            days: days.into_iter().collect(),
        }
    }

    /// Days moved by the months that are named, and the days after.
    fn moved(&self, days: &BTreeSet<Date>) -> impl Iterator<Item = Date> {
        days.iter().flat_map(|day| {
            let moved = self.months.iter();
            let moved = moved.flat_map(|n| [day.add_months(*n), day.add_months(-n)]);
            moved.flat_map(|day| [day, day.next()])
        })
    }
}

struct Values {
    numbers: Vec<Decimal>,
    days: Vec<Date>,
}

impl Values {
    fn of(&self, fact: &Fact, dice: &mut Dice) -> Vec<Answer> {
        match &fact.kind {
            FactKind::Bool { .. } => vec![Answer::Bool(true), Answer::Bool(false)],
            FactKind::Choice(options) => (0u16..)
                .zip(options)
                .map(|(at, _)| Answer::Choice(at))
                .collect(),
            FactKind::Set(options) => {
                let all: Vec<u16> = (0u16..).zip(options).map(|(at, _)| at).collect();
                let mut sets = vec![Answer::Set(Vec::new())];
                for at in &all {
                    sets.push(Answer::Set(vec![*at]));
                }
                sets.push(Answer::Set(all));
                sets
            }
            FactKind::Number { min, max, unit } => {
                // Just above the least: `> 0 元` is met by one 分.
                let ends = [*min, *min + Decimal::new(1, 2), *max];
                let inside = self.numbers.iter().filter(|n| *min <= **n && **n <= *max);
                // Where two facts are compared with each other, no figure marks where they meet.
                let between = [10, 100, 1000, 10_000].map(Decimal::from);
                let inside = inside.chain(between.iter().filter(|n| *min < **n && **n < *max));
                // An unknown value does not count as zero.
                let some = |n: &Decimal| fact.nothing.is_empty() || !n.is_zero();
                let fit = |n: &Decimal| unit.allows(*n) && some(n);
                let values: BTreeSet<Decimal> = inside.copied().chain(ends).filter(fit).collect();
                values.into_iter().map(Answer::Number).collect()
            }
            FactKind::Date => self
                .days
                .iter()
                .map(|day| Answer::Date(DateRange::only(*day)))
                .collect(),
            FactKind::Records { fields, .. } => {
                let mut lists = vec![Answer::Records(Vec::new())];
                for _ in 0..LISTS {
                    let rows = 1 + dice.below(2);
                    let list = (0..rows).map(|_| self.record(fields, dice)).collect();
                    lists.push(Answer::Records(list));
                }
                lists
            }
        }
    }

    fn record(&self, fields: &[Fact], dice: &mut Dice) -> VecMap<Answer> {
        let mut record = VecMap::new();
        for (at, field) in (0u16..).zip(fields) {
            let values = self.of(field, dice);
            if let Some(value) = values.get(dice.below(values.len())) {
                record.insert(at, value.clone());
            }
        }
        record
    }
}
