//! Amounts, parameters, terms and readings.

use crate::code;
use crate::condition::{Clause, cite, condition, parse};
use crate::figure;
use crate::keys;
use crate::literal::{number, unit_name};
use crate::report::Fields;
use crate::typing::{Scope, depth};
use huice_core::Decimal;
use huice_core::ir::{Amount, Citation, Expr, Formula, Param, Reading, Term, Unit};
use huice_syntax::expr::ExprKind;
use huice_syntax::text;
use huice_syntax::{Kind, Node};

/// Deepest expression of an amount: a pack refuses more than 64.
const DEEPEST: usize = 56;

/// The steps of an amount: name and unit.
pub(crate) type Steps = Vec<(String, Unit)>;

/// Reads an amount.
pub(crate) fn amount(scope: &Scope<'_>, node: &Node) -> Option<Amount> {
    amount_with_steps(scope, node).map(|(amount, _)| amount)
}

/// Reads an amount; also returns its steps.
pub(crate) fn amount_with_steps(scope: &Scope<'_>, node: &Node) -> Option<(Amount, Steps)> {
    let at = scope.at;
    if let Kind::Scalar(scalar) = &node.kind {
        return match scalar.text.as_str() {
            "none" => Some((Amount::None, Steps::new())),
            "not stated" => Some((Amount::NotStated, Steps::new())),
            text => {
                let message = text!("`{text}` 不是金额", "`{text}` is not an amount");
                let help = (
                    "可以写 `not stated`、`none`、`{value: …}`、`{at most: …}` 或 `{text: …}`",
                    "write `not stated`, `none`, `{value: …}`, `{at most: …}` or `{text: …}`",
                );
                at.wrong(code::SHAPE, node.span, message, help);
                None
            }
        };
    }
    let fields = at.map(node, ("金额", "an amount"), keys::AMOUNT)?;
    match (
        fields.get("value"),
        fields.get("at most"),
        fields.get("text"),
    ) {
        (Some(value), None, None) => {
            formula(scope, &fields, value).map(|(f, steps)| (Amount::Exactly(f), steps))
        }
        (None, Some(value), None) => {
            formula(scope, &fields, value).map(|(f, steps)| (Amount::AtMost(f), steps))
        }
        (None, None, Some(text)) => {
            if let Some(steps) = fields.get("let") {
                let help = (
                    "用文字写的金额不用分步：请删掉 `let`",
                    "words need no steps: leave `let` out",
                );
                at.wrong(
                    code::SHAPE,
                    at.head(steps.span),
                    ("文字旁边写了步骤", "steps beside a text"),
                    help,
                );
            }
            let words = at
                .text(text, ("用文字写的金额", "the amount in words"))?
                .to_owned();
            Some((Amount::Text(words), Steps::new()))
        }
        _ => {
            let message = (
                "金额要在 `value`、`at most` 和 `text` 里只写一个",
                "an amount needs exactly one of `value`, `at most` and `text`",
            );
            at.wrong(
                code::SHAPE,
                at.head(node.span),
                message,
                (
                    "留下文件里写明的那一个",
                    "keep the one that the text states",
                ),
            );
            None
        }
    }
}

fn formula(scope: &Scope<'_>, fields: &Fields<'_>, value: &Node) -> Option<(Formula, Steps)> {
    let at = scope.at;
    let nodes = at.items(fields, "let", ("步骤的列表", "a list of steps"));
    let names = |n: &Node| n.get("name").and_then(Node::text).map(ToOwned::to_owned);
    let later: Vec<String> = nodes.iter().filter_map(names).collect();
    let mut steps = Steps::new();
    let mut made: Vec<(String, Expr)> = Vec::new();
    let mut whole = true;
    for node in nodes {
        let scope = Scope {
            steps: &steps,
            later: &later,
            ..*scope
        };
        match step(&scope, node) {
            Some((name, label, expr, unit)) => {
                steps.push((name, unit));
                made.push((label, expr));
            }
            None => whole = false,
        }
    }
    if !whole {
        // What follows may use the broken step: say nothing that is not sure.
        return None;
    }
    let inner = Scope {
        steps: &steps,
        later: &later,
        ..*scope
    };
    let (expr, unit) = inner.amount(&parse(at, value)?)?;
    if !unit.is_money() {
        let unit = unit_name(&unit);
        let message = text!(
            zh: "金额是钱，这里是{}", unit.zh;
            en: "an amount is money, and this is {}", unit.en
        );
        let help = (
            "算出来的单位要是 元、元/月 或 元/年",
            "the value must come out in 元, 元/月 or 元/年",
        );
        at.wrong(code::UNIT, value.span, message, help);
        return None;
    }
    shallow(scope, value, &expr)?;
    let formula = Formula {
        steps: made,
        value: expr,
        unit,
    };
    Some((formula, steps))
}

pub(crate) fn shallow(scope: &Scope<'_>, node: &Node, expr: &Expr) -> Option<()> {
    if depth(expr) > DEEPEST {
        let help = ("请用 `let` 分成几步", "split it into steps of `let`");
        scope.at.wrong(
            code::TOO_MUCH,
            node.span,
            ("算式套得太深", "the expression is nested too deeply"),
            help,
        );
        return None;
    }
    Some(())
}

/// One step: name, label, value, unit.
fn step(scope: &Scope<'_>, node: &Node) -> Option<(String, String, Expr, Unit)> {
    let at = scope.at;
    let fields = at.map(node, ("一步", "a step"), keys::STEP)?;
    let label = at.need_text(&fields, "label");
    let name_node = at.need(&fields, "name");
    let name = name_node.and_then(|n| at.id(n, ("一步", "a step"), "_"));
    let value_node = at.need(&fields, "value")?;
    let found = parse(at, value_node).and_then(|e| scope.amount(&e));
    let name = name?;
    let (expr, mut unit) = found?;
    shallow(scope, value_node, &expr)?;
    let taken = scope
        .steps
        .iter()
        .chain(scope.params)
        .any(|(n, _)| *n == name);
    if taken || scope.symbols.fact(&name).is_some() {
        let message = text!("名字 `{name}` 已经有了", "the name `{name}` is taken");
        let help = (
            "事项、参数或别的步骤已经用了它：请换一个",
            "a fact, a parameter or another step has it: choose another",
        );
        at.wrong(
            code::TWICE,
            name_node.map_or(node.span, |n| n.span),
            message,
            help,
        );
    }
    if let Some(declared) = fields.get("unit") {
        let words = [("元", 0), ("元/月", 1), ("元/年", 2)];
        let wanted = match at.word(declared, "unit", &words)? {
            0 => Unit::Yuan,
            1 => Unit::YuanPerMonth,
            _ => Unit::YuanPerYear,
        };
        if unit != wanted && unit != Unit::Yuan {
            let (found, named) = (unit_name(&unit), unit_name(&wanted));
            let message = text!(
                zh: "这一步的单位是{}，不是{}", found.zh, named.zh;
                en: "the step is in {}, not in {}", found.en, named.en
            );
            let help = (
                "`unit` 只把 元 变成 元/月 或 元/年，用在按比例计算的地方",
                "a `unit` makes 元 into 元/月 or 元/年, where a rate is applied",
            );
            at.wrong(code::UNIT, declared.span, message, help);
        }
        unit = wanted;
    }
    Some((name, label, expr, unit))
}

/// A number with its unit, written out.
fn literal(scope: &Scope<'_>, node: &Node) -> Option<(Decimal, Unit)> {
    let parsed = parse(scope.at, node)?;
    match &parsed.kind {
        ExprKind::Number(digits, word) => number(scope.at, digits, word.as_deref(), parsed.span),
        _ => {
            let help = (
                "文件里的数字要带单位：`6000 元`、`3 年`、`50%`",
                "a figure of the law is a number with its unit: `6000 元`, `3 年`, `50%`",
            );
            scope.at.wrong(
                code::TYPE,
                parsed.span,
                ("这里要写一个数", "expected a number"),
                help,
            );
            None
        }
    }
}

/// A figure with its citation: value, unit, citation.
fn cited_figure(scope: &Scope<'_>, fields: &Fields<'_>) -> Option<(Decimal, Unit, Citation)> {
    let at = scope.at;
    let found = at.need(fields, "value").and_then(|n| literal(scope, n));
    let figure = at.need_text(fields, "figure");
    let cited = at
        .need(fields, "cite")
        .and_then(|n| cite(scope, n, Clause::Any));
    if cited.is_some() && !figure.is_empty() {
        scope.symbols.figure(figure, found.clone());
    }
    if let (Some(found), Some(node)) = (&found, fields.get("value")) {
        compare(scope, node, found, fields.get("figure"));
    }
    let (value, unit) = found?;
    Some((value, unit, cited?))
}

/// Compares a value with the figure that it is taken from.
fn compare(scope: &Scope<'_>, node: &Node, found: &(Decimal, Unit), figure: Option<&Node>) {
    let (at, (value, unit)) = (scope.at, found);
    let Some(figure) = figure.and_then(Node::text) else {
        return;
    };
    let written = node.text().unwrap_or_default();
    if let Some(stated) = figure::unit(figure).filter(|stated| !figure::same_sort(stated, unit)) {
        if *unit == Unit::Count(String::new()) {
            let message = text!("`{written}` 少了单位", "`{written}` lacks its unit");
            let help = text!(
                "应该是 `{written} {stated}`",
                "it should be `{written} {stated}`"
            );
            return at.wrong(code::LITERAL, node.span, message, help);
        }
        let message = text!(
            "`{written}` 和原文的 `{figure}` 单位不同",
            "`{written}` and the figure `{figure}` are in different units"
        );
        return at.wrong(code::FIGURE, node.span, message, FIGURE_HELP);
    }
    let numbers = figure::numbers(figure);
    if !numbers.is_empty() && !figure::is_value(figure, *value) {
        let message = text!(
            "`{written}` 和原文的 `{figure}` 对不上",
            "`{written}` is not what the figure `{figure}` says"
        );
        at.wrong(code::FIGURE, node.span, message, FIGURE_HELP);
    }
}

const FIGURE_HELP: (&str, &str) = (
    "`figure` 照抄原文的数字，`value` 是同一个数：改正其中一个",
    "`figure` is copied from the text and `value` is the same number: correct one of them",
);

/// Reads `params`.
pub(crate) fn params(scope: &Scope<'_>, fields: &Fields<'_>) -> Vec<Param> {
    let at = scope.at;
    let mut found: Vec<Param> = Vec::new();
    let Some(node) = fields.get("params") else {
        return found;
    };
    for entry in at.entries(node, ("各个参数", "parameters")) {
        let name = at.id_text(&entry.key, entry.key_span, ("参数", "a parameter"), "_");
        let inner = at.map(&entry.value, ("参数", "a parameter"), keys::PARAM);
        let (Some(name), Some(inner)) = (name, inner) else {
            continue;
        };
        if scope.symbols.fact(&name).is_some() {
            let message = text!(
                "名字 `{name}` 已经是一个事项",
                "the name `{name}` is taken by a fact"
            );
            at.wrong(
                code::TWICE,
                entry.key_span,
                message,
                ("请换一个名字", "choose another name"),
            );
        }
        let label = at.maybe_text(&inner, "label").unwrap_or_default();
        if let Some((value, unit, cite)) = cited_figure(scope, &inner) {
            found.push(Param {
                name,
                label,
                value,
                unit,
                cite,
            });
        }
    }
    found
}

/// Reads `terms`.
pub(crate) fn terms(scope: &Scope<'_>, fields: &Fields<'_>) -> Vec<Term> {
    let at = scope.at;
    let mut found = Vec::new();
    for node in at.items(fields, "terms", ("`terms` 的列表", "a list of terms")) {
        let Some(inner) = at.map(node, ("一条 `terms`", "a term"), keys::TERM) else {
            continue;
        };
        let label = at.need_text(&inner, "label");
        if let Some((value, unit, cite)) = cited_figure(scope, &inner) {
            found.push(Term {
                label,
                value,
                unit,
                cite,
            });
        }
    }
    found
}

/// How a reading weighs: whether it turns a yes into a question.
pub(crate) const WEIGHTS: [(&str, bool); 2] = [("ask", true), ("show", false)];

/// Reads `readings`.
pub(crate) fn readings(scope: &Scope<'_>, fields: &Fields<'_>) -> Vec<Reading> {
    let at = scope.at;
    let mut found = Vec::new();
    for node in at.items(fields, "readings", ("读法的列表", "a list of readings")) {
        let Some(inner) = at.map(node, ("一种读法", "a reading"), keys::READING) else {
            continue;
        };
        found.push(Reading {
            about: at.need_text(&inner, "about"),
            ours: at.need_text(&inner, "ours"),
            other: at.need_text(&inner, "other"),
            eligible: inner.get("eligible").and_then(|n| condition(scope, n)),
            amount: inner.get("amount").and_then(|n| amount(scope, n)),
            ask: inner
                .get("weight")
                .and_then(|n| at.word(n, "weight", &WEIGHTS))
                .unwrap_or(false),
        });
    }
    found
}
