//! A condition as a truth over variables: definitions inlined, parameters replaced by numbers.

use super::domain::{Ask, Variable};
use crate::corpus::Corpus;
use huice_core::Date;
use huice_core::Decimal;
use huice_core::ir::{Arith, Compare, Condition, Expr, Fact, FactKind, Instrument, Test};

/// A condition as truth over variables.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Form {
    Const(bool),
    /// A question about a variable, by its position.
    Leaf(usize, Ask),
    Not(Box<Form>),
    All(Vec<Form>),
    Any(Vec<Form>),
    /// What the text leaves open.
    Open(usize),
}

impl Form {
    /// With everything that the text leaves open taken as a truth.
    pub(super) fn with_open(&self, truth: bool) -> Self {
        let all = |list: &[Self]| list.iter().map(|f| f.with_open(truth)).collect();
        match self {
            Self::Const(_) | Self::Leaf(..) => self.clone(),
            // What is denied is taken the other way, so that it helps no more than it would.
            Self::Not(inner) => Self::Not(Box::new(inner.with_open(!truth))),
            Self::All(list) => Self::All(all(list)),
            Self::Any(list) => Self::Any(all(list)),
            Self::Open(_) => Self::Const(truth),
        }
    }

    /// Whether anything at all is asked.
    pub(super) fn has_leaf(&self) -> bool {
        match self {
            Self::Leaf(..) => true,
            Self::Const(_) | Self::Open(_) => false,
            Self::Not(inner) => inner.has_leaf(),
            Self::All(list) | Self::Any(list) => list.iter().any(Self::has_leaf),
        }
    }
}

/// Makes forms; what they share are the variables.
pub(super) struct Forms<'c> {
    corpus: &'c Corpus,
    facts: &'c [&'c Fact],
    instrument: Option<&'c Instrument>,
    pub(super) variables: Vec<Variable>,
    open: usize,
}

impl<'c> Forms<'c> {
    /// `facts`: those of the corpus, in its order.
    pub(super) fn new(
        corpus: &'c Corpus,
        facts: &'c [&'c Fact],
        instrument: Option<&'c Instrument>,
    ) -> Self {
        Self {
            corpus,
            facts,
            instrument,
            variables: Vec::new(),
            open: 0,
        }
    }

    /// The fact that a variable is, if it is one.
    pub(super) fn fact(&self, variable: &Variable) -> Option<&'c Fact> {
        match variable {
            Variable::Fact(id) => self.facts.get(usize::from(*id)).copied(),
            Variable::AsOf | Variable::Number(_) | Variable::Truth(_) | Variable::Open(_) => None,
        }
    }

    /// A form as it is once every day that it waits for has come.
    pub(super) fn in_time(&self, form: &Form) -> Form {
        let all = |list: &[Form]| list.iter().map(|f| self.in_time(f)).collect();
        match form {
            Form::Const(_) | Form::Open(_) => form.clone(),
            Form::Not(inner) => Form::Not(Box::new(self.in_time(inner))),
            Form::All(list) => Form::All(all(list)),
            Form::Any(list) => Form::Any(all(list)),
            Form::Leaf(at, ask) => match (self.variables.get(*at), ask) {
                (Some(Variable::AsOf), Ask::Day(how, _)) => Form::Const(late(*how)),
                (Some(Variable::Truth(Expr::Compare(how, a, b))), _) => {
                    match (a.as_ref(), b.as_ref()) {
                        (Expr::AsOf, _) => Form::Const(late(*how)),
                        (_, Expr::AsOf) => Form::Const(late(turned(*how))),
                        _ => form.clone(),
                    }
                }
                _ => form.clone(),
            },
        }
    }

    pub(super) fn of(&mut self, condition: &Condition) -> Form {
        match &condition.test {
            Test::All(parts) => Form::All(parts.iter().map(|c| self.of(c)).collect()),
            Test::Any(parts) => Form::Any(parts.iter().map(|c| self.of(c)).collect()),
            Test::Not(part) => Form::Not(Box::new(self.of(part))),
            Test::Use(id) => {
                let definition = self.corpus.definitions().get(usize::from(*id));
                definition.map_or(Form::Const(true), |d| {
                    // A definition knows no parameters of who uses it.
                    let instrument = self.instrument.take();
                    let form = self.of(&d.holds);
                    self.instrument = instrument;
                    form
                })
            }
            Test::When(expr) => self.truth(expr),
            Test::Judge(id) => self.leaf(Variable::Fact(*id), Ask::True),
            Test::Open => {
                self.open += 1;
                let variable = Variable::Open(self.open);
                self.variables.push(variable);
                Form::Open(self.variables.len() - 1)
            }
        }
    }

    fn leaf(&mut self, variable: Variable, ask: Ask) -> Form {
        let known = self.variables.iter().position(|v| *v == variable);
        let at = known.unwrap_or_else(|| {
            self.variables.push(variable);
            self.variables.len() - 1
        });
        Form::Leaf(at, ask)
    }

    /// An expression of truth.
    pub(super) fn truth(&mut self, expr: &Expr) -> Form {
        match expr {
            Expr::Bool(truth) => Form::Const(*truth),
            Expr::Fact(id) => self.leaf(Variable::Fact(*id), Ask::True),
            Expr::Not(inner) => Form::Not(Box::new(self.truth(inner))),
            Expr::And(parts) => Form::All(parts.iter().map(|e| self.truth(e)).collect()),
            Expr::Or(parts) => Form::Any(parts.iter().map(|e| self.truth(e)).collect()),
            Expr::In(what, options) => match what.as_ref() {
                Expr::Fact(id) => self.leaf(Variable::Fact(*id), Ask::In(options.clone())),
                _ => self.leaf(Variable::Truth(expr.clone()), Ask::True),
            },
            Expr::Compare(how, a, b) => self.compare(*how, a, b),
            Expr::Number(..)
            | Expr::Date(_)
            | Expr::AsOf
            | Expr::Field(..)
            | Expr::Param(_)
            | Expr::Let(_)
            | Expr::Arith(..)
            | Expr::PerTwelve(_)
            | Expr::AddMonths(..)
            | Expr::YearStart(_)
            | Expr::Min(_)
            | Expr::Max(_)
            | Expr::If(..)
            | Expr::Aggregate(..) => self.leaf(Variable::Truth(expr.clone()), Ask::True),
        }
    }

    fn compare(&mut self, how: Compare, a: &Expr, b: &Expr) -> Form {
        if let (Some(a), Some(b)) = (self.number(a), self.number(b)) {
            return self.settled(Ask::Number(how, b).of(&super::domain::Value::Number(a)));
        }
        if let (Some(a), Some(b)) = (day(a), day(b)) {
            return self.settled(Ask::Day(how, b).of(&super::domain::Value::Day(a)));
        }
        if let Some(n) = self.number(b) {
            return self.with_number(how, a, n);
        }
        if let Some(n) = self.number(a) {
            return self.with_number(turned(how), b, n);
        }
        match (dated(a), day(b), day(a), dated(b)) {
            (Some(variable), Some(day), ..) => self.leaf(variable, Ask::Day(how, day)),
            (.., Some(day), Some(variable)) => self.leaf(variable, Ask::Day(turned(how), day)),
            _ => self.opposite(how, a, b),
        }
    }

    fn settled(&self, truth: Option<bool>) -> Form {
        truth.map_or(Form::All(Vec::new()), Form::Const)
    }

    fn with_number(&mut self, how: Compare, expr: &Expr, n: Decimal) -> Form {
        let number = |f: &&Fact| matches!(f.kind, FactKind::Number { .. });
        let variable = match expr {
            Expr::Fact(id) if self.facts.get(usize::from(*id)).is_some_and(number) => {
                Variable::Fact(*id)
            }
            other => Variable::Number(other.clone()),
        };
        self.leaf(variable, Ask::Number(how, n))
    }

    /// Two values compared, neither a number: `a < b` is the opposite of `a >= b`.
    fn opposite(&mut self, how: Compare, a: &Expr, b: &Expr) -> Form {
        let (plain, denied) = match how {
            Compare::Lt => (Compare::Ge, true),
            Compare::Gt => (Compare::Le, true),
            Compare::Ne => (Compare::Eq, true),
            Compare::Eq | Compare::Le | Compare::Ge => (how, false),
        };
        let whole = Expr::Compare(plain, Box::new(a.clone()), Box::new(b.clone()));
        let form = self.leaf(Variable::Truth(whole), Ask::True);
        if denied {
            Form::Not(Box::new(form))
        } else {
            form
        }
    }

    /// The number that an expression is whatever is answered.
    fn number(&self, expr: &Expr) -> Option<Decimal> {
        match expr {
            Expr::Number(n, _) => Some(*n),
            Expr::Param(at) => {
                let params = &self.instrument?.params;
                params.get(usize::from(*at)).map(|p| p.value)
            }
            Expr::Arith(how, a, b) => {
                let (a, b) = (self.number(a)?, self.number(b)?);
                match how {
                    Arith::Add => a.checked_add(b),
                    Arith::Sub => a.checked_sub(b),
                    Arith::Mul => a.checked_mul(b),
                }
            }
            _ => None,
        }
    }
}

fn day(expr: &Expr) -> Option<Date> {
    match expr {
        Expr::Date(day) => Some(*day),
        _ => None,
    }
}

fn dated(expr: &Expr) -> Option<Variable> {
    match expr {
        Expr::AsOf => Some(Variable::AsOf),
        Expr::Fact(id) => Some(Variable::Fact(*id)),
        _ => None,
    }
}

/// Whether a late day compares so with an earlier one.
fn late(how: Compare) -> bool {
    matches!(how, Compare::Gt | Compare::Ge | Compare::Ne)
}

/// The same comparison with its sides changed.
fn turned(how: Compare) -> Compare {
    match how {
        Compare::Lt => Compare::Gt,
        Compare::Le => Compare::Ge,
        Compare::Gt => Compare::Lt,
        Compare::Ge => Compare::Le,
        Compare::Eq | Compare::Ne => how,
    }
}
