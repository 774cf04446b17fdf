//! Types of expressions, and whether the types of their parts fit.

use super::{Checked, DEEPEST, Size};
use huice_core::ir::{Aggregate, Compare, Expr, FactId, FactKind, Law, Param};

/// The type of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A truth.
    Bool,
    /// A number.
    Number,
    /// A day.
    Date,
    /// Options, out of this many.
    Options(usize),
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Bool => "a truth",
            Self::Number => "a number",
            Self::Date => "a day",
            Self::Options(_) => "options",
        }
    }
}

/// What an expression can see.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope<'a> {
    law: &'a Law,
    params: &'a [Param],
    lets: &'a [Kind],
    /// The records that the innermost aggregate reads.
    records: Option<FactId>,
}

impl<'a> Scope<'a> {
    /// The law and an instrument's parameters.
    pub(super) fn new(law: &'a Law, params: &'a [Param]) -> Self {
        Self {
            law,
            params,
            lets: &[],
            records: None,
        }
    }

    /// With the steps so far.
    pub(super) fn with_lets<'b>(&self, lets: &'b [Kind]) -> Scope<'b>
    where
        'a: 'b,
    {
        Scope { lets, ..*self }
    }
}

/// Refuses another kind.
pub(super) fn expect(found: Kind, expected: Kind) -> Checked {
    if found == expected {
        Ok(())
    } else {
        Err(format!(
            "{} where {} should be",
            found.name(),
            expected.name()
        ))
    }
}

/// The type and size of an expression; `down` as for conditions.
pub(super) fn kind_of(expr: &Expr, scope: &Scope<'_>, down: usize) -> Checked<(Kind, Size)> {
    if down > usize::from(DEEPEST) {
        return Err(format!("nested deeper than {DEEPEST}"));
    }
    let mut size = Size::default();
    // Reads a part that must be of a kind.
    let mut part = |expr: &Expr, kind: Kind, scope: &Scope<'_>| -> Checked {
        let (found, below) = kind_of(expr, scope, down + 1)?;
        size = size.beside(below);
        expect(found, kind)
    };
    let kind = match expr {
        Expr::Bool(_) => Kind::Bool,
        Expr::Number(_, unit) => {
            super::check_unit(unit)?;
            Kind::Number
        }
        Expr::Date(_) | Expr::AsOf => Kind::Date,
        Expr::Fact(id) => match scope.law.facts.get(usize::from(*id)) {
            Some(fact) => kind_of_fact(&fact.kind)?,
            None => return Err(format!("fact {id} of {}", scope.law.facts.len())),
        },
        Expr::Field(fact, field) => kind_of_field(scope, *fact, *field)?,
        Expr::Param(position) => {
            if usize::from(*position) >= scope.params.len() {
                return Err(format!("parameter {position} of {}", scope.params.len()));
            }
            Kind::Number
        }
        Expr::Let(position) => match scope.lets.get(usize::from(*position)) {
            Some(kind) => *kind,
            None => return Err(format!("step {position} before it is computed")),
        },
        Expr::Not(inner) => {
            part(inner, Kind::Bool, scope)?;
            Kind::Bool
        }
        Expr::And(parts) | Expr::Or(parts) => {
            parts.iter().try_for_each(|p| part(p, Kind::Bool, scope))?;
            Kind::Bool
        }
        Expr::Compare(how, a, b) => {
            let (kind, below) = kind_of(a, scope, down + 1)?;
            size = size.beside(below);
            let ordered = match how {
                Compare::Eq | Compare::Ne => false,
                Compare::Lt | Compare::Le | Compare::Gt | Compare::Ge => true,
            };
            match kind {
                Kind::Number | Kind::Date => {}
                Kind::Bool if !ordered => {}
                Kind::Bool | Kind::Options(_) => {
                    return Err(format!("{} compared", kind.name()));
                }
            }
            let (other, below) = kind_of(b, scope, down + 1)?;
            size = size.beside(below);
            expect(other, kind)?;
            Kind::Bool
        }
        Expr::In(inner, options) => {
            let (kind, below) = kind_of(inner, scope, down + 1)?;
            size = size.beside(below);
            let Kind::Options(count) = kind else {
                return Err(format!("{} where options should be", kind.name()));
            };
            if let Some(option) = options.iter().find(|o| usize::from(**o) >= count) {
                return Err(format!("option {option} of {count}"));
            }
            Kind::Bool
        }
        Expr::Arith(_, a, b) => {
            part(a, Kind::Number, scope)?;
            part(b, Kind::Number, scope)?;
            Kind::Number
        }
        Expr::PerTwelve(inner) => {
            part(inner, Kind::Number, scope)?;
            Kind::Number
        }
        Expr::AddMonths(day, months) => {
            part(day, Kind::Date, scope)?;
            part(months, Kind::Number, scope)?;
            Kind::Date
        }
        Expr::YearStart(day) => {
            part(day, Kind::Date, scope)?;
            Kind::Date
        }
        Expr::Min(parts) | Expr::Max(parts) => {
            if parts.is_empty() {
                return Err("the minimum or maximum of no values".into());
            }
            parts
                .iter()
                .try_for_each(|p| part(p, Kind::Number, scope))?;
            Kind::Number
        }
        Expr::If(test, yes, no) => {
            part(test, Kind::Bool, scope)?;
            part(yes, Kind::Number, scope)?;
            part(no, Kind::Number, scope)?;
            Kind::Number
        }
        Expr::Aggregate(how, fact, test, each) => {
            records(scope, *fact)?;
            let inner = Scope {
                records: Some(*fact),
                ..*scope
            };
            if let Some(test) = test {
                part(test, Kind::Bool, &inner)?;
            }
            if let Some(each) = each {
                part(each, Kind::Number, &inner)?;
            }
            match (how, test, each) {
                (Aggregate::Count, _, None) | (Aggregate::Sum, _, Some(_)) => Kind::Number,
                (Aggregate::Any | Aggregate::All, Some(_), None) => Kind::Bool,
                (Aggregate::Count | Aggregate::Sum | Aggregate::Any | Aggregate::All, _, _) => {
                    return Err("an aggregate without its parts".into());
                }
            }
        }
    };
    Ok((kind, size.above()?))
}

fn kind_of_fact(kind: &FactKind) -> Checked<Kind> {
    Ok(match kind {
        FactKind::Bool { .. } => Kind::Bool,
        FactKind::Choice(options) | FactKind::Set(options) => Kind::Options(options.len()),
        FactKind::Number { .. } => Kind::Number,
        FactKind::Date => Kind::Date,
        FactKind::Records { .. } => return Err("records outside an aggregate".into()),
    })
}

fn records<'a>(scope: &Scope<'a>, fact: FactId) -> Checked<&'a [huice_core::ir::Fact]> {
    match scope.law.facts.get(usize::from(fact)).map(|f| &f.kind) {
        Some(FactKind::Records { fields, .. }) => Ok(fields),
        Some(_) => Err(format!("fact {fact} is not records")),
        None => Err(format!("fact {fact} of {}", scope.law.facts.len())),
    }
}

/// A field is visible only inside an aggregate over its own records.
fn kind_of_field(scope: &Scope<'_>, fact: FactId, field: u16) -> Checked<Kind> {
    let fields = records(scope, fact)?;
    if scope.records != Some(fact) {
        return Err("a field of records outside their scope".into());
    }
    match fields.get(usize::from(field)) {
        Some(part) => kind_of_fact(&part.kind),
        None => Err(format!("field {field} of {}", fields.len())),
    }
}
