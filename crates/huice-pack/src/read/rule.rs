//! Conditions, expressions and sums from columns.

use super::PackReader;
use crate::columns::{Column, Text};
use crate::enum_codes::{ARITHS, COMPARES, FOLDS};
use huice_core::ir::{Amount, Condition, Expr, Formula, Test};

impl PackReader<'_> {
    /// A condition.
    pub(crate) fn condition(&mut self) -> Condition {
        let tag = self.tag();
        self.down();
        // The lowest bit is set if it has its own citation.
        let cite = (tag & 1 == 1).then(|| self.citation());
        let say = self.text(Text::Say);
        let test = match tag >> 1 {
            _ if !self.from.sound => Test::Open,
            0 => Test::All(self.list(Self::condition)),
            1 => Test::Any(self.list(Self::condition)),
            2 => Test::Not(Box::new(self.condition())),
            3 => Test::Use(self.position(|p| &p.definitions, Column::Position)),
            4 => Test::When(self.expr()),
            5 => Test::Judge(self.fact_id()),
            6 => Test::Open,
            _ => self.wrong(Test::Open),
        };
        self.depth -= 1;
        Condition { say, cite, test }
    }

    pub(super) fn expr(&mut self) -> Expr {
        self.down();
        let expr = match self.tag() {
            _ if !self.from.sound => Expr::AsOf,
            0 => Expr::Bool(false),
            1 => Expr::Bool(true),
            2 => Expr::Number(self.decimal(), self.unit()),
            3 => Expr::Date(self.day()),
            4 => Expr::AsOf,
            5 => Expr::Fact(self.fact_id()),
            6 => Expr::Field(self.fact_id(), self.from.short(Column::Position)),
            7 => Expr::Param(self.from.short(Column::Position)),
            8 => Expr::Let(self.from.short(Column::Position)),
            9 => Expr::Not(self.boxed()),
            10 => Expr::And(self.list(Self::expr)),
            11 => Expr::Or(self.list(Self::expr)),
            12 => {
                let how = self.pick(Column::Shape, &COMPARES, huice_core::ir::Compare::Eq);
                Expr::Compare(how, self.boxed(), self.boxed())
            }
            13 => Expr::In(self.boxed(), self.list(|r| r.from.short(Column::Position))),
            14 => {
                let how = self.pick(Column::Shape, &ARITHS, huice_core::ir::Arith::Add);
                Expr::Arith(how, self.boxed(), self.boxed())
            }
            15 => Expr::PerTwelve(self.boxed()),
            16 => Expr::AddMonths(self.boxed(), self.boxed()),
            17 => Expr::YearStart(self.boxed()),
            18 => Expr::Min(self.list(Self::expr)),
            19 => Expr::Max(self.list(Self::expr)),
            20 => Expr::If(self.boxed(), self.boxed(), self.boxed()),
            21 => {
                let how = self.pick(Column::Shape, &FOLDS, huice_core::ir::Aggregate::Any);
                let over = self.fact_id();
                let test = self.flag().then(|| self.boxed());
                Expr::Aggregate(how, over, test, self.flag().then(|| self.boxed()))
            }
            _ => self.wrong(Expr::AsOf),
        };
        self.depth -= 1;
        expr
    }

    pub(super) fn boxed(&mut self) -> Box<Expr> {
        Box::new(self.expr())
    }

    pub(super) fn amount(&mut self) -> Amount {
        match self.tag() {
            0 => Amount::None,
            1 => Amount::NotStated,
            2 => Amount::Text(self.text(Text::Label)),
            3 => Amount::Exactly(self.formula()),
            4 => Amount::AtMost(self.formula()),
            _ => self.wrong(Amount::None),
        }
    }

    pub(super) fn formula(&mut self) -> Formula {
        Formula {
            steps: self.list(|r| (r.text(Text::Label), r.expr())),
            value: self.expr(),
            unit: self.unit(),
        }
    }
}
