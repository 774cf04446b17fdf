//! Which ways a form can come out: tried with all values that matter, where they are few enough.
//!
//! Parts of an `all` that share no variable are tried apart, for then each can come out on its
//! own. Where there are too many values even so, everything is thought possible: a warning must
//! be certain.

use super::domain::{Ask, Value, Variable, values};
use super::form::{Form, Forms};
use crate::literal::unit_name;
use huice_core::Decimal;
use huice_core::ir::{Compare, Fact, FactKind, Unit};
use std::collections::{BTreeMap, BTreeSet};

/// Most combinations that are tried for one group of parts.
const MOST: usize = 1 << 12;

/// Which ways something can come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Possible {
    pub(super) yes: bool,
    pub(super) no: bool,
}

/// What is strange about a form.
#[derive(Debug)]
pub(super) struct Strange {
    /// Always true; otherwise never true.
    pub(super) ever: bool,
    /// Two thresholds that shut each other out, in words.
    pub(super) clash: Option<[String; 2]>,
}

/// The values of all variables.
pub(super) struct Enumeration<'f> {
    variables: &'f [Variable],
    facts: Vec<Option<&'f Fact>>,
}

impl<'f> Enumeration<'f> {
    pub(super) fn of(forms: &'f Forms<'_>) -> Self {
        let variables = &forms.variables;
        Self {
            variables,
            facts: variables.iter().map(|v| forms.fact(v)).collect(),
        }
    }

    /// Whether a form is always the same.
    pub(super) fn strange(&self, form: &Form) -> Option<Strange> {
        let can = self.possible(form);
        (!can.yes || !can.no).then(|| Strange {
            ever: can.yes,
            clash: if can.yes { None } else { self.clash(form) },
        })
    }

    /// As [`Self::strange`], of the innermost part of an expression that is.
    pub(super) fn innermost(&self, form: &Form) -> Option<Strange> {
        let inner = match form {
            Form::All(list) | Form::Any(list) => list.iter().find_map(|f| self.innermost(f)),
            Form::Not(inner) => self.innermost(inner),
            Form::Const(_) | Form::Leaf(..) | Form::Open(_) => None,
        };
        inner.or_else(|| self.strange(form))
    }

    /// Which ways a form can come out.
    pub(super) fn possible(&self, form: &Form) -> Possible {
        match form {
            Form::Const(truth) => Possible {
                yes: *truth,
                no: !*truth,
            },
            Form::Open(_) => Possible {
                yes: true,
                no: true,
            },
            Form::Leaf(..) => self.together(&[form], true),
            Form::Not(inner) => {
                let Possible { yes, no } = self.possible(inner);
                Possible { yes: no, no: yes }
            }
            Form::All(list) => self.joined(list, true),
            Form::Any(list) => self.joined(list, false),
        }
    }

    fn joined(&self, list: &[Form], all: bool) -> Possible {
        let groups = groups(list);
        let parts: Vec<Possible> = groups.iter().map(|g| self.together(g, all)).collect();
        if all {
            Possible {
                yes: parts.iter().all(|p| p.yes),
                no: parts.iter().any(|p| p.no),
            }
        } else {
            Possible {
                yes: parts.iter().any(|p| p.yes),
                no: parts.iter().all(|p| p.no),
            }
        }
    }

    /// Parts that share variables, joined by `all` or `any`.
    fn together(&self, parts: &[&Form], all: bool) -> Possible {
        let mut asked: BTreeMap<usize, Vec<&Ask>> = BTreeMap::new();
        parts.iter().for_each(|part| gather(part, &mut asked));
        let domains: Vec<(usize, Vec<Value>)> = asked
            .iter()
            .filter_map(|(at, asks)| {
                let variable = self.variables.get(*at)?;
                let kind = self.facts.get(*at)?.map(|f| &f.kind);
                Some((*at, values(variable, kind, asks)))
            })
            .collect();
        let size = domains
            .iter()
            .try_fold(1usize, |n, (_, d)| n.checked_mul(d.len().max(1)));
        match size.filter(|n| *n <= MOST) {
            Some(size) => tried(parts, all, &domains, size),
            None => self.apart(parts, all),
        }
    }

    /// Too many values: only what follows from each part alone is certain.
    fn apart(&self, parts: &[&Form], all: bool) -> Possible {
        let [only] = parts else {
            let each: Vec<Possible> = parts.iter().map(|p| self.possible(p)).collect();
            return Possible {
                yes: !all || each.iter().all(|p| p.yes),
                no: all || each.iter().all(|p| p.no),
            };
        };
        match only {
            Form::All(list) | Form::Any(list) => {
                let inner = matches!(only, Form::All(_));
                let each: Vec<Possible> = list.iter().map(|p| self.possible(p)).collect();
                Possible {
                    yes: !inner || each.iter().all(|p| p.yes),
                    no: inner || each.iter().all(|p| p.no),
                }
            }
            Form::Not(_) | Form::Const(_) | Form::Leaf(..) | Form::Open(_) => Possible {
                yes: true,
                no: true,
            },
        }
    }

    /// Two comparisons of the same value in an `all` that no number satisfies.
    fn clash(&self, form: &Form) -> Option<[String; 2]> {
        let Form::All(list) = form else { return None };
        let mut bounds: Vec<(usize, Compare, Decimal)> = Vec::new();
        list.iter().for_each(|f| thresholds(f, &mut bounds));
        for (n, a) in bounds.iter().enumerate() {
            for b in bounds.iter().skip(n + 1).filter(|b| b.0 == a.0) {
                let leaves = [a, b].map(|(at, how, n)| Form::Leaf(*at, Ask::Number(*how, *n)));
                let [first, second] = &leaves;
                let can = |parts: &[&Form]| self.together(parts, true).yes;
                if can(&[first]) && can(&[second]) && !can(&[first, second]) {
                    return Some([a, b].map(|one| self.describe_threshold(one)));
                }
            }
        }
        None
    }

    fn describe_threshold(&self, (at, how, n): &(usize, Compare, Decimal)) -> String {
        let fact = self.facts.get(*at).copied().flatten();
        let name = fact.map_or("…", |f| f.id.as_str());
        let unit = fact.and_then(|f| match &f.kind {
            FactKind::Number { unit, .. } if *unit != Unit::Count(String::new()) => {
                Some(unit_name(unit).zh)
            }
            FactKind::Number { .. }
            | FactKind::Bool { .. }
            | FactKind::Choice(_)
            | FactKind::Set(_)
            | FactKind::Date
            | FactKind::Records { .. } => None,
        });
        let sign = match how {
            Compare::Eq => "==",
            Compare::Ne => "!=",
            Compare::Lt => "<",
            Compare::Le => "<=",
            Compare::Gt => ">",
            Compare::Ge => ">=",
        };
        match unit {
            Some(unit) => format!("`{name} {sign} {n} {unit}`"),
            None => format!("`{name} {sign} {n}`"),
        }
    }
}

/// Tries every combination of values.
fn tried(parts: &[&Form], all: bool, domains: &[(usize, Vec<Value>)], size: usize) -> Possible {
    let mut can = Possible {
        yes: false,
        no: false,
    };
    for number in 0..size {
        let mut rest = number;
        let mut chosen: BTreeMap<usize, &Value> = BTreeMap::new();
        for (at, domain) in domains {
            let count = domain.len().max(1);
            let (next, this) = (rest.checked_div(count), rest.checked_rem(count));
            rest = next.unwrap_or(0);
            chosen.extend(this.and_then(|n| domain.get(n)).map(|v| (*at, v)));
        }
        let holds = |part: &&Form| truth(part, &chosen);
        let truth = if all {
            parts.iter().all(holds)
        } else {
            parts.iter().any(holds)
        };
        can.yes |= truth;
        can.no |= !truth;
        if can.yes && can.no {
            break;
        }
    }
    can
}

fn truth(form: &Form, chosen: &BTreeMap<usize, &Value>) -> bool {
    match form {
        Form::Const(truth) => *truth,
        Form::Leaf(at, ask) => chosen.get(at).and_then(|v| ask.of(v)).unwrap_or(true),
        Form::Open(at) => matches!(chosen.get(at), Some(Value::Truth(true))),
        Form::Not(inner) => !truth(inner, chosen),
        Form::All(list) => list.iter().all(|f| truth(f, chosen)),
        Form::Any(list) => list.iter().any(|f| truth(f, chosen)),
    }
}

/// What is asked of each variable.
fn gather<'a>(form: &'a Form, asked: &mut BTreeMap<usize, Vec<&'a Ask>>) {
    match form {
        Form::Const(_) => {}
        Form::Leaf(at, ask) => asked.entry(*at).or_default().push(ask),
        Form::Open(at) => {
            asked.entry(*at).or_default();
        }
        Form::Not(inner) => gather(inner, asked),
        Form::All(list) | Form::Any(list) => list.iter().for_each(|f| gather(f, asked)),
    }
}

/// Parts that share variables, directly or through others.
fn groups(list: &[Form]) -> Vec<Vec<&Form>> {
    let mut groups: Vec<(BTreeSet<usize>, Vec<&Form>)> = Vec::new();
    for form in list {
        let mut asked = BTreeMap::new();
        gather(form, &mut asked);
        let mut own: BTreeSet<usize> = asked.into_keys().collect();
        let mut forms = vec![form];
        let (mates, apart): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|(variables, _)| !variables.is_disjoint(&own));
        for (variables, more) in mates {
            own.extend(variables);
            forms.extend(more);
        }
        groups = apart;
        groups.push((own, forms));
    }
    groups.into_iter().map(|(_, forms)| forms).collect()
}

/// The comparisons of numbers that an `all` needs.
fn thresholds(form: &Form, found: &mut Vec<(usize, Compare, Decimal)>) {
    match form {
        Form::Leaf(at, Ask::Number(how, n)) => found.push((*at, *how, *n)),
        Form::All(list) => list.iter().for_each(|f| thresholds(f, found)),
        Form::Leaf(..) | Form::Const(_) | Form::Not(_) | Form::Any(_) | Form::Open(_) => {}
    }
}
