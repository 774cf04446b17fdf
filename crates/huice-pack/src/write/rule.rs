//! Conditions, expressions and sums into columns.

use super::PackWriter;
use crate::columns::{Column, Text};
use crate::enum_codes::{ARITHS, COMPARES, FOLDS};
use huice_core::ir::{Amount, Condition, Expr, Formula, Test};

impl PackWriter {
    /// A condition.
    pub(crate) fn condition(&mut self, condition: &Condition) {
        let Condition { say, cite, test } = condition;
        let tag = match test {
            Test::All(_) => 0,
            Test::Any(_) => 2,
            Test::Not(_) => 4,
            Test::Use(_) => 6,
            Test::When(_) => 8,
            Test::Judge(_) => 10,
            Test::Open => 12,
        };
        self.tag(tag + u16::from(cite.is_some()));
        if let Some(cite) = cite {
            self.citation(cite);
        }
        self.to.text(Text::Say, say);
        match test {
            Test::All(parts) | Test::Any(parts) => self.list(parts, Self::condition),
            Test::Not(part) => self.condition(part),
            Test::Use(id) => {
                self.used.definitions.insert(*id);
                let known = &self.numbering.definitions;
                self.position(known.get(id).copied().unwrap_or(*id));
            }
            Test::When(expr) => self.expr(expr),
            Test::Judge(id) => self.fact_id(*id),
            Test::Open => {}
        }
    }

    pub(super) fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Bool(truth) => self.tag(u16::from(*truth)),
            Expr::Number(value, unit) => {
                self.tag(2);
                self.decimal(*value);
                self.unit(unit);
            }
            Expr::Date(day) => {
                self.tag(3);
                self.day(*day);
            }
            Expr::AsOf => self.tag(4),
            Expr::Fact(id) => {
                self.tag(5);
                self.fact_id(*id);
            }
            Expr::Field(id, field) => {
                self.tag(6);
                self.fact_id(*id);
                self.position(*field);
            }
            Expr::Param(at) => {
                self.tag(7);
                self.position(*at);
            }
            Expr::Let(at) => {
                self.tag(8);
                self.position(*at);
            }
            Expr::Not(inner) => self.parts(9, &[inner]),
            Expr::And(parts) => self.exprs(10, parts),
            Expr::Or(parts) => self.exprs(11, parts),
            Expr::Compare(how, a, b) => {
                self.tag(12);
                self.pick(Column::Shape, &COMPARES, how);
                self.expr(a);
                self.expr(b);
            }
            Expr::In(inner, options) => {
                self.parts(13, &[inner]);
                self.list(options, |w, option| w.position(*option));
            }
            Expr::Arith(how, a, b) => {
                self.tag(14);
                self.pick(Column::Shape, &ARITHS, how);
                self.expr(a);
                self.expr(b);
            }
            Expr::PerTwelve(inner) => self.parts(15, &[inner]),
            Expr::AddMonths(day, months) => self.parts(16, &[day, months]),
            Expr::YearStart(day) => self.parts(17, &[day]),
            Expr::Min(parts) => self.exprs(18, parts),
            Expr::Max(parts) => self.exprs(19, parts),
            Expr::If(test, yes, no) => self.parts(20, &[test, yes, no]),
            Expr::Aggregate(how, over, test, each) => {
                self.tag(21);
                self.pick(Column::Shape, &FOLDS, how);
                self.fact_id(*over);
                self.maybe(test.as_deref(), Self::expr);
                self.maybe(each.as_deref(), Self::expr);
            }
        }
    }

    pub(super) fn parts(&mut self, tag: u16, parts: &[&Expr]) {
        self.tag(tag);
        parts.iter().for_each(|part| self.expr(part));
    }

    pub(super) fn exprs(&mut self, tag: u16, parts: &[Expr]) {
        self.tag(tag);
        self.list(parts, Self::expr);
    }

    pub(super) fn amount(&mut self, amount: &Amount) {
        match amount {
            Amount::None => self.tag(0),
            Amount::NotStated => self.tag(1),
            Amount::Text(text) => {
                self.tag(2);
                self.to.text(Text::Label, text);
            }
            Amount::Exactly(formula) => {
                self.tag(3);
                self.formula(formula);
            }
            Amount::AtMost(formula) => {
                self.tag(4);
                self.formula(formula);
            }
        }
    }

    pub(super) fn formula(&mut self, formula: &Formula) {
        let Formula { steps, value, unit } = formula;
        self.list(steps, |w, (label, step)| {
            w.to.text(Text::Label, label);
            w.expr(step);
        });
        self.expr(value);
        self.unit(unit);
    }
}
