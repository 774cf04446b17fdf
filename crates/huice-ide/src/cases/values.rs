//! The values across which an answer is moved: every figure and day of the rule, and what lies
//! beside it.

use super::place::{At, Place, Sort, Value};
use huice_check::Example;
use huice_core::ir::{Amount, Condition, Expr, FactKind, Instrument, Law, Test, Unit};
use huice_core::{Date, Decimal, UntypedAnswer};
use std::collections::BTreeSet;

/// Every figure and day that a rule names.
pub(super) struct Values<'l> {
    law: &'l Law,
    numbers: Vec<(Decimal, Unit)>,
    days: BTreeSet<Date>,
}

impl<'l> Values<'l> {
    /// Of an instrument.
    pub(super) fn of(law: &'l Law, id: &str) -> Option<Self> {
        let (_, instrument) = law.instrument(id)?;
        let mut found = Self {
            law,
            numbers: Vec::new(),
            days: BTreeSet::new(),
        };
        found.instrument(instrument);
        Some(found)
    }

    fn instrument(&mut self, instrument: &Instrument) {
        self.days.extend(instrument.from);
        self.days.extend(instrument.until);
        let document = usize::from(instrument.cite.document);
        if let Some(document) = self.law.documents.get(document) {
            self.days.insert(document.issued_earliest);
            self.days.extend(document.until);
        }
        let params = instrument.params.iter();
        self.numbers
            .extend(params.map(|p| (p.value, p.unit.clone())));
        if let Some(condition) = &instrument.eligible {
            self.condition(condition, 0);
        }
        if let Amount::Exactly(formula) | Amount::AtMost(formula) = &instrument.amount {
            let steps = formula.steps.iter().map(|(_, step)| step);
            steps.chain([&formula.value]).for_each(|e| self.expr(e));
        }
    }

    fn condition(&mut self, condition: &Condition, depth: usize) {
        match &condition.test {
            Test::All(parts) | Test::Any(parts) => {
                parts.iter().for_each(|part| self.condition(part, depth));
            }
            Test::Not(inner) => self.condition(inner, depth),
            Test::When(expr) => self.expr(expr),
            Test::Use(id) => {
                let law = self.law;
                let definition = law.definitions.get(usize::from(*id));
                // As deep as definitions may use each other.
                if let Some(definition) = definition.filter(|_| depth < 16) {
                    self.condition(&definition.holds, depth + 1);
                }
            }
            Test::Judge(_) | Test::Open => {}
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Number(n, unit) => self.numbers.push((*n, unit.clone())),
            Expr::Date(day) => {
                self.days.insert(*day);
            }
            Expr::Bool(_)
            | Expr::AsOf
            | Expr::Fact(_)
            | Expr::Field(..)
            | Expr::Param(_)
            | Expr::Let(_) => {}
            Expr::Not(a) | Expr::In(a, _) | Expr::PerTwelve(a) | Expr::YearStart(a) => self.expr(a),
            Expr::And(list) | Expr::Or(list) | Expr::Min(list) | Expr::Max(list) => {
                list.iter().for_each(|e| self.expr(e));
            }
            Expr::Compare(_, a, b) | Expr::Arith(_, a, b) | Expr::AddMonths(a, b) => {
                self.expr(a);
                self.expr(b);
            }
            Expr::If(a, b, c) => [a, b, c].into_iter().for_each(|e| self.expr(e)),
            Expr::Aggregate(_, _, test, each) => {
                test.iter().chain(each).for_each(|e| self.expr(e));
            }
        }
    }

    /// What can be moved in an example: the day, and every number and day that is answered.
    pub(super) fn places(&self, base: &Example) -> Vec<Place> {
        let mut found = vec![Place::day()];
        for (name, answer) in &base.answers {
            let Some((_, fact)) = self.law.fact(name) else {
                continue;
            };
            found.extend(Place::of(fact, At::Answer(name.clone())));
            let (UntypedAnswer::List(records), FactKind::Records { fields, .. }) =
                (answer, &fact.kind)
            else {
                continue;
            };
            for (n, record) in records.iter().enumerate() {
                let UntypedAnswer::Map(parts) = record else {
                    continue;
                };
                for (part, _) in parts {
                    let field = fields.iter().find(|field| field.id == *part);
                    let at = || At::Field(name.clone(), n, part.clone());
                    found.extend(field.and_then(|field| Place::of(field, at())));
                }
            }
        }
        found
    }

    /// The values to try at a place, ascending, each figure with what lies beside it.
    pub(super) fn of_place(&self, place: &Place, base: &Example) -> Vec<Value> {
        match &place.sort {
            Sort::Number(unit) => self.near_numbers(unit),
            Sort::Day => self.near_days(place, base),
        }
    }

    fn near_numbers(&self, unit: &Unit) -> Vec<Value> {
        let step = match unit {
            Unit::Percent => Decimal::new(1, 2),
            Unit::Yuan
            | Unit::YuanPerMonth
            | Unit::YuanPerYear
            | Unit::Months
            | Unit::Days
            | Unit::Age
            | Unit::Count(_) => Decimal::ONE,
        };
        let counts = |own: &Unit| matches!((own, unit), (Unit::Count(_), Unit::Count(_)));
        let mut found = BTreeSet::from([Decimal::ZERO, step]);
        for (n, own) in &self.numbers {
            if own == unit || counts(own) {
                let beside = [n.checked_sub(step), Some(*n), n.checked_add(step)];
                let sound = beside.into_iter().flatten();
                found.extend(sound.filter(|n| !n.is_sign_negative()));
            }
        }
        let value = |n: Decimal| Value::Number(n, unit.clone());
        found.into_iter().map(value).collect()
    }

    fn near_days(&self, place: &Place, base: &Example) -> Vec<Value> {
        let mut anchors = self.days.clone();
        anchors.insert(base.as_of);
        anchors.insert(base.as_of.year_start());
        base.answers
            .iter()
            .for_each(|(_, a)| answered_days(a, &mut anchors));
        let months: BTreeSet<i64> = (self.numbers.iter())
            .filter(|(_, unit)| *unit == Unit::Months)
            .filter_map(|(n, _)| n.trunc().to_string().parse().ok())
            .collect();
        let mut days = BTreeSet::new();
        for anchor in anchors {
            let moved = months
                .iter()
                .flat_map(|n| [anchor.add_months(*n), anchor.add_months(-n)]);
            for day in moved.chain([anchor]) {
                days.extend([day.previous(), day, day.next()]);
            }
        }
        if matches!(place.at, At::Day) {
            // Nobody asks what was the law before there was any.
            days.retain(|day| day.year() >= 2000);
        }
        days.into_iter().map(Value::Day).collect()
    }
}

/// Days in an answer.
fn answered_days(answer: &UntypedAnswer, found: &mut BTreeSet<Date>) {
    match answer {
        UntypedAnswer::Text(text) => found.extend(Date::parse(text)),
        UntypedAnswer::List(list) => list.iter().for_each(|a| answered_days(a, found)),
        UntypedAnswer::Map(parts) => parts.iter().for_each(|(_, a)| answered_days(a, found)),
        UntypedAnswer::Null | UntypedAnswer::Bool(_) | UntypedAnswer::Number(_) => {}
    }
}
