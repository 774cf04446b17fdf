//! Names in expressions: a name is a step or a parameter of its instrument, a field of the records
//! around it, an option of what it is compared with, or a fact.

use super::{NameKind, Named, Reader, items, named};
use huice_syntax::expr::{self, Expr, ExprKind, Name, Operator};
use huice_syntax::{Node, Span};

/// Where an expression stands.
#[derive(Clone, Copy)]
struct Around<'a> {
    /// The instrument; empty in a definition or a fact.
    instrument: &'a str,
    /// The records whose fields have names here; empty outside.
    records: &'a str,
}

impl<'t> Reader<'t, '_> {
    /// The names of an expression; none where it cannot be read.
    pub(super) fn expression(&mut self, node: Option<&'t Node>, instrument: &str) {
        let Some(node) = node else { return };
        if let Ok(found) = expr::parse(self.path, self.text, self.lines, node) {
            let around = Around {
                instrument,
                records: "",
            };
            self.walk(&found, around);
        }
    }

    /// A scalar or a list of scalars that are options, where they are known as such.
    pub(super) fn option_values(&mut self, node: Option<&'t Node>, owner: &str) {
        let alone = node.filter(|node| node.text().is_some());
        for item in items(node).iter().chain(alone) {
            if let Some(id) = item.text() {
                self.option(id, item.span, owner);
            }
        }
    }

    /// An option of a fact or of `fact.field`, if it has one of this id.
    pub(super) fn option(&mut self, id: &str, span: Span, owner: &str) {
        let subject = match owner.split_once('.') {
            Some((fact, field)) => named(NameKind::Field, fact, field),
            None => named(NameKind::Fact, "", owner),
        };
        let options = self.symbols.options_of(&subject);
        if options.is_some_and(|options| options.contains(id)) {
            self.push(named(NameKind::Choice, owner, id), span, None);
        }
    }

    fn walk(&mut self, expr: &Expr, around: Around<'_>) {
        match &expr.kind {
            ExprKind::Bool(_) | ExprKind::Number(..) | ExprKind::Date(_) | ExprKind::AsOf => {}
            ExprKind::Name(name) => {
                let found = self.resolve(name, around);
                self.push(found, expr.span, None);
            }
            ExprKind::Not(inner) | ExprKind::Negative(inner) => self.walk(inner, around),
            ExprKind::Binary(Operator::Eq | Operator::Ne, left, right) => {
                self.compared(left, right, around);
            }
            ExprKind::Binary(_, left, right) => {
                self.walk(left, around);
                self.walk(right, around);
            }
            ExprKind::In(subject, options) => {
                self.walk(subject, around);
                options.iter().for_each(|o| self.choice(subject, o, around));
            }
            ExprKind::Has(subject, option) => {
                self.walk(subject, around);
                self.choice(subject, option, around);
            }
            ExprKind::Call(_, arguments) => {
                arguments.iter().for_each(|a| self.walk(a, around));
            }
            ExprKind::Aggregate {
                records,
                condition,
                value,
                ..
            } => {
                self.push(named(NameKind::Fact, "", &records.text), records.span, None);
                let inside = Around {
                    records: &records.text,
                    ..around
                };
                for part in condition.iter().chain(value) {
                    self.walk(part, inside);
                }
            }
        }
    }

    /// `a == b`, where `b` may be an option of `a`.
    fn compared(&mut self, left: &Expr, right: &Expr, around: Around<'_>) {
        self.walk(left, around);
        if let ExprKind::Name(id) = &right.kind {
            let option = Name {
                text: id.clone(),
                span: right.span,
            };
            let before = self.found.len();
            self.choice(left, &option, around);
            if self.found.len() > before {
                return;
            }
        }
        self.walk(right, around);
    }

    /// An option of whatever the expression names.
    fn choice(&mut self, subject: &Expr, option: &Name, around: Around<'_>) {
        let ExprKind::Name(name) = &subject.kind else {
            return;
        };
        let subject = self.resolve(name, around);
        let owner = match subject.kind {
            NameKind::Field => format!("{}.{}", subject.owner, subject.id),
            NameKind::Fact
            | NameKind::Choice
            | NameKind::Definition
            | NameKind::Parameter
            | NameKind::Step
            | NameKind::Instrument
            | NameKind::Place
            | NameKind::Document => subject.id,
        };
        self.option(&option.text, option.span, &owner);
    }

    fn resolve(&self, name: &str, around: Around<'_>) -> Named {
        let step = named(NameKind::Step, around.instrument, name);
        if self.found.iter().any(|known| known.named == step) {
            return step;
        }
        let shape = self.symbols.facts.get(around.records);
        if shape.is_some_and(|shape| shape.fields.contains_key(name)) {
            return named(NameKind::Field, around.records, name);
        }
        if let Some(owner) = self.symbols.parameter(around.instrument, name) {
            return named(NameKind::Parameter, owner, name);
        }
        named(NameKind::Fact, "", name)
    }
}
