//! Formulas and tests in words, without anybody's answers: what is multiplied by what.

use huice_core::ir::{
    Aggregate, Amount, Arith, Compare, Expr, Fact, FactKind, Formula, Instrument, Law,
};
use huice_core::text;
use huice_zh::words;

/// What words are taken from: the law, and the figures and steps of one instrument.
pub(crate) struct Speaker<'l> {
    law: &'l Law,
    instrument: Option<&'l Instrument>,
    steps: Vec<&'l str>,
}

impl<'l> Speaker<'l> {
    /// For the conditions of an instrument; none for those of a definition.
    pub(crate) fn new(law: &'l Law, instrument: Option<&'l Instrument>) -> Self {
        let steps = instrument.map_or(&[][..], |own| steps(&own.amount));
        Self::with(law, instrument, steps)
    }

    /// For an amount of an instrument.
    pub(crate) fn of(law: &'l Law, instrument: &'l Instrument, formula: &'l Formula) -> Self {
        Self::with(law, Some(instrument), &formula.steps)
    }

    fn with(law: &'l Law, instrument: Option<&'l Instrument>, steps: &'l [(String, Expr)]) -> Self {
        Self {
            law,
            instrument,
            steps: steps.iter().map(|(label, _)| label.as_str()).collect(),
        }
    }

    /// An expression. `tight` is how strongly the surroundings bind: 1 inside a product.
    pub(crate) fn say(&self, expr: &Expr, tight: u8) -> String {
        match expr {
            Expr::Bool(truth) => if *truth { "一直成立" } else { "不成立" }.into(),
            Expr::Number(n, unit) => words::number(*n, unit),
            Expr::Date(day) => words::day(*day),
            Expr::AsOf => "办理那天".into(),
            Expr::Fact(id) => self.fact(*id).map_or_else(String::new, label),
            Expr::Field(id, at) => self.field(*id, *at).map_or_else(String::new, label),
            Expr::Param(at) => self.param(*at),
            Expr::Let(at) => self
                .steps
                .get(usize::from(*at))
                .map_or_else(String::new, |step| (*step).to_owned()),
            Expr::Not(inner) => format!("不是“{}”", self.say(inner, 0)),
            Expr::And(parts) => self.joined(parts, "，并且"),
            Expr::Or(parts) => self.joined(parts, "，或者"),
            Expr::Compare(how, a, b) => {
                let how = if self.is_day(a) || self.is_day(b) {
                    compared_days(*how)
                } else {
                    compared(*how)
                };
                format!("{}{how}{}", self.say(a, 1), self.say(b, 1))
            }
            Expr::In(value, options) => self.among(value, options),
            Expr::Arith(how, a, b) => self.arithmetic(*how, a, b, tight),
            Expr::PerTwelve(inner) => format!("{} ÷ 12", self.say(inner, 1)),
            Expr::AddMonths(day, months) => {
                format!("{}加{}", self.say(day, 1), self.say(months, 1))
            }
            Expr::YearStart(day) => format!("{}那年的1月1日", self.say(day, 1)),
            Expr::Min(parts) => format!("取最小（{}）", self.joined(parts, "，")),
            Expr::Max(parts) => format!("取最大（{}）", self.joined(parts, "，")),
            Expr::If(test, yes, no) => format!(
                "（{}的，{}；其他，{}）",
                self.say(test, 0),
                self.say(yes, 0),
                self.say(no, 0)
            ),
            Expr::Aggregate(how, fact, test, each) => {
                self.fold(*how, *fact, test.as_deref(), each.as_deref())
            }
        }
    }

    fn arithmetic(&self, how: Arith, a: &Expr, b: &Expr, tight: u8) -> String {
        let (sign, own) = match how {
            Arith::Add => ("＋", 0),
            Arith::Sub => ("－", 0),
            Arith::Mul => ("×", 1),
        };
        let line = format!("{} {sign} {}", self.say(a, own), self.say(b, 1));
        if own < tight {
            format!("（{line}）")
        } else {
            line
        }
    }

    fn joined(&self, parts: &[Expr], between: &str) -> String {
        let terms: Vec<String> = parts.iter().map(|part| self.say(part, 0)).collect();
        text::joined(&terms, between)
    }

    fn fact(&self, id: u16) -> Option<&'l Fact> {
        self.law.facts.get(usize::from(id))
    }

    fn field(&self, id: u16, at: u16) -> Option<&'l Fact> {
        match &self.fact(id)?.kind {
            FactKind::Records { fields, .. } => fields.get(usize::from(at)),
            FactKind::Bool { .. }
            | FactKind::Choice(_)
            | FactKind::Set(_)
            | FactKind::Number { .. }
            | FactKind::Date => None,
        }
    }

    fn is_day(&self, expr: &Expr) -> bool {
        let dated = |fact: Option<&Fact>| fact.is_some_and(|f| f.kind == FactKind::Date);
        match expr {
            Expr::Date(_) | Expr::AsOf | Expr::AddMonths(..) | Expr::YearStart(_) => true,
            Expr::Fact(id) => dated(self.fact(*id)),
            Expr::Field(id, at) => dated(self.field(*id, *at)),
            _ => false,
        }
    }

    fn param(&self, at: u16) -> String {
        let params = self.instrument.map_or(&[][..], |own| &own.params);
        params.get(usize::from(at)).map_or_else(String::new, |p| {
            format!("{}（{}）", p.label, words::number(p.value, &p.unit))
        })
    }

    fn among(&self, value: &Expr, options: &[u16]) -> String {
        let fact = match value {
            Expr::Fact(id) => self.fact(*id),
            Expr::Field(id, at) => self.field(*id, *at),
            _ => None,
        };
        let named: &[(String, String)] = match fact.map(|fact| &fact.kind) {
            Some(FactKind::Choice(named) | FactKind::Set(named)) => named,
            Some(_) | None => &[],
        };
        let chosen = options
            .iter()
            .filter_map(|option| named.get(usize::from(*option)));
        let chosen: Vec<&str> = chosen.map(|(_, words)| words.as_str()).collect();
        format!(
            "{}是“{}”",
            self.say(value, 1),
            text::joined(&chosen, "”或“")
        )
    }

    fn fold(&self, how: Aggregate, fact: u16, test: Option<&Expr>, each: Option<&Expr>) -> String {
        let name = self.fact(fact).map_or_else(String::new, label);
        let only = test.map_or_else(String::new, |test| {
            format!("（只算：{}）", self.say(test, 0))
        });
        let value = each.map_or_else(String::new, |each| self.say(each, 1));
        match how {
            Aggregate::Count => format!("{name}{only}的条数"),
            Aggregate::Sum => format!("{name}{only}的“{value}”加起来"),
            Aggregate::Any => format!("{name}里至少有一条{only}"),
            Aggregate::All => format!("{name}里每一条都是{only}"),
        }
    }
}

/// The steps of an amount.
fn steps(amount: &Amount) -> &[(String, Expr)] {
    match amount {
        Amount::Exactly(formula) | Amount::AtMost(formula) => &formula.steps,
        Amount::None | Amount::NotStated | Amount::Text(_) => &[],
    }
}

fn label(fact: &Fact) -> String {
    fact.label.clone()
}

fn compared(how: Compare) -> &'static str {
    match how {
        Compare::Eq => "等于",
        Compare::Ne => "不等于",
        Compare::Lt => "小于",
        Compare::Le => "不超过",
        Compare::Gt => "大于",
        Compare::Ge => "不少于",
    }
}

fn compared_days(how: Compare) -> &'static str {
    match how {
        Compare::Eq => "就是",
        Compare::Ne => "不是",
        Compare::Lt => "早于",
        Compare::Le => "不晚于",
        Compare::Gt => "晚于",
        Compare::Ge => "不早于",
    }
}
