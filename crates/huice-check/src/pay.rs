//! `paid` and `loan`: when a sum is paid, and what the text fixes about a loan.

use crate::amount::{Steps, shallow};
use crate::code;
use crate::condition::parse;
use crate::keys;
use crate::literal::unit_name;
use crate::others::others;
use crate::report::Fields;
use crate::symbol_table::InstrumentDecl;
use crate::typing::{Scope, Type};
use huice_core::ir::{Amount, Expr, FactId, Kind, LoanTerms, PaymentSchedule, Unit};
use huice_syntax::text;
use huice_syntax::{Kind as NodeKind, Node};

/// Reads `paid`. Default: cash is paid once; for all other kinds the time is not stated.
pub(crate) fn paid(
    scope: &Scope<'_>,
    fields: &Fields<'_>,
    kind: Option<Kind>,
    amount: Option<&(Amount, Steps)>,
) -> Option<PaymentSchedule> {
    let Some(node) = fields.get("paid") else {
        return Some(match kind {
            Some(Kind::Cash) => PaymentSchedule::Once,
            _ => PaymentSchedule::NotStated,
        });
    };
    // An amount that could not be read has been reported; its steps are unknown here.
    let (amount, steps) = amount?;
    let at = scope.at;
    if !matches!(amount, Amount::Exactly(_) | Amount::AtMost(_)) {
        let help = (
            "金额不是一笔钱时，不写 `paid`",
            "leave `paid` out where the amount is not a sum of money",
        );
        at.wrong(
            code::SHAPE,
            at.head(node.span),
            ("没有要付的钱", "there is no sum to be paid"),
            help,
        );
        return None;
    }
    if let NodeKind::Scalar(_) = &node.kind {
        let once = at.word(node, "paid", &[("once", true), ("not stated", false)])?;
        return Some(if once {
            PaymentSchedule::Once
        } else {
            PaymentSchedule::NotStated
        });
    }
    let inner = at.map(node, ("付款方式", "a way of paying"), keys::PAID)?;
    let scope = Scope { steps, ..*scope };
    let from = match inner.get("from") {
        Some(node) => Some(day_fact(&scope, node)?),
        None => None,
    };
    match (inner.get("monthly"), inner.get("yearly")) {
        (Some(months), None) => Some(PaymentSchedule::Monthly {
            months: expr(&scope, months, &Unit::Months)?,
            from,
        }),
        (None, Some(list)) => {
            let parts = at.list(
                list,
                (
                    "金额的列表，第一年写在最前",
                    "a list of sums, first year first",
                ),
            );
            let parts: Vec<_> = parts.iter().map(|n| expr(&scope, n, &Unit::Yuan)).collect();
            at.need(&inner, "from")?;
            Some(PaymentSchedule::Yearly {
                parts: parts.into_iter().collect::<Option<Vec<_>>>()?,
                from: from?,
            })
        }
        _ => {
            let message = (
                "付款方式要在 `monthly` 和 `yearly` 里只写一个",
                "a way of paying needs exactly one of `monthly` and `yearly`",
            );
            let help = (
                "请写 `{monthly: <月数>}` 或 `{yearly: [<金额>], from: <日期>}`",
                "write `{monthly: <months>}` or `{yearly: [<sums>], from: <day>}`",
            );
            at.wrong(code::SHAPE, at.head(node.span), message, help);
            None
        }
    }
}

/// Reads `loan`.
pub(crate) fn loan(
    scope: &Scope<'_>,
    node: &Node,
    declared: &InstrumentDecl<'_>,
    kind: Option<Kind>,
    amount: Option<&(Amount, Steps)>,
) -> Option<LoanTerms> {
    let at = scope.at;
    let (_, steps) = amount?;
    let scope = &Scope { steps, ..*scope };
    let fields = at.map(node, ("贷款", "a loan"), keys::LOAN)?;
    if !matches!(kind, None | Some(Kind::Loan | Kind::Interest)) {
        let help = (
            "只有 `kind: loan` 或 `kind: interest` 才有",
            "only a `kind: loan` or `kind: interest` has one",
        );
        at.wrong(
            code::SHAPE,
            at.head(node.span),
            ("这不是贷款，也不是贴息", "this is no loan and no interest"),
            help,
        );
    }
    let part = |key: &str, unit: Unit| -> Option<Option<Expr>> {
        match fields.get(key) {
            Some(node) => Some(Some(expr(scope, node, &unit)?)),
            None => Some(None),
        }
    };
    let (limit, term) = (part("limit", Unit::Yuan), part("term", Unit::Months));
    let share = part("share", Unit::Percent);
    let share_rate = part("share rate", Unit::Percent);
    let share_months = part("share months", Unit::Months);
    let share_principal = part("share principal", Unit::Yuan);
    Some(LoanTerms {
        limit: limit?,
        term: term?,
        share: share?,
        share_rate: share_rate?,
        share_months: share_months?,
        share_principal: share_principal?,
        guarantee: at.maybe_text(&fields, "guarantee").unwrap_or_default(),
        helps: others(at, scope.symbols, declared, &fields, "helps"),
    })
}

/// A number in a unit.
fn expr(scope: &Scope<'_>, node: &Node, wanted: &Unit) -> Option<Expr> {
    let (expr, unit) = scope.amount(&parse(scope.at, node)?)?;
    if unit != *wanted {
        let (found, wanted) = (unit_name(&unit), unit_name(wanted));
        let message = text!(zh: "这里是{}", found.zh; en: "this is {}", found.en);
        let help = text!(
            zh: "算出来的单位要是{}", wanted.zh;
            en: "it must come out in {}", wanted.en
        );
        scope.at.wrong(code::UNIT, node.span, message, help);
        return None;
    }
    shallow(scope, node, &expr)?;
    Some(expr)
}

/// A date fact.
fn day_fact(scope: &Scope<'_>, node: &Node) -> Option<FactId> {
    let value = scope.value(&parse(scope.at, node)?)?;
    if let (Expr::Fact(id), Type::Date) = (&value.expr, &value.kind) {
        return Some(*id);
    }
    let help = (
        "请写一个 `date` 类型的事项：第一个月或第一年从那天开始",
        "name a fact of the type `date`, on which the first month or year begins",
    );
    scope.at.wrong(
        code::TYPE,
        node.span,
        ("这里要写一个日期事项", "expected a date fact"),
        help,
    );
    None
}
