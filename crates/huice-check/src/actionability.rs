//! What a person can do about a fact: the key `change`.

use crate::code;
use crate::keys;
use crate::report::{Fields, FileContext};
use crate::suggest::quoted;
use huice_core::ir::{Action, ActionTarget, FactKind, OptionId};
use huice_syntax::text;
use huice_syntax::{Kind, Node};

/// The words that lead somewhere without naming an option.
const TARGETS: [(&str, ActionTarget); 5] = [
    ("yes", ActionTarget::Yes),
    ("no", ActionTarget::No),
    ("more", ActionTarget::More),
    ("less", ActionTarget::Less),
    ("later", ActionTarget::Later),
];

/// Reads what can be done about a fact of this kind; `judged` where an office makes the finding.
pub(crate) fn action(
    at: FileContext<'_>,
    node: &Node,
    kind: &FactKind,
    judged: bool,
) -> Option<Action> {
    let fields = at.map(node, ("“能做什么”", "what can be done"), keys::CHANGE)?;
    let (say, office) = match (fields.get("do"), fields.get("ask")) {
        (Some(say), None) => (
            at.text(say, ("大白话的做法", "the act in plain words"))?,
            false,
        ),
        (None, Some(say)) => (
            at.text(
                say,
                ("大白话的申请内容", "what is asked for in plain words"),
            )?,
            true,
        ),
        (_, _) => {
            let message = (
                "要么由本人去做，要么请部门办，只能写一个",
                "either the person does it or an office is asked",
            );
            let help = (
                "写 `do: 去办失业登记`，或者 `ask: 向人社部门申请认定`",
                "write `do: 去办失业登记`, or `ask: 向人社部门申请认定`",
            );
            at.wrong(code::ACT, node.span, message, help);
            return None;
        }
    };
    if judged && !office {
        let message = (
            "要由部门认定的事，本人不能自己办成",
            "what an office finds cannot be done by the person",
        );
        at.wrong(
            code::ACT,
            node.span,
            message,
            ("把 `do:` 改成 `ask:`", "write `ask:` for `do:`"),
        );
        return None;
    }
    let to = target(at, &fields, kind)?;
    let from = match (fields.get("from"), kind) {
        (None, _) => Vec::new(),
        (Some(node), FactKind::Choice(options)) => named(at, node, options)?,
        (Some(node), _) => {
            let message = (
                "只有单选的事项才能写从哪几个选项改起",
                "only a choice can be left from some of its options",
            );
            at.wrong(
                code::ACT,
                node.span,
                message,
                ("请删掉 `from`", "take `from` away"),
            );
            return None;
        }
    };
    Some(Action {
        say: say.to_owned(),
        office,
        from,
        target: to,
    })
}

/// Where it leads, by the fact's kind.
fn target(at: FileContext<'_>, fields: &Fields<'_>, kind: &FactKind) -> Option<ActionTarget> {
    let node = at.need(fields, "to")?;
    if let FactKind::Choice(options) | FactKind::Set(options) = kind {
        return named(at, node, options).map(ActionTarget::Options);
    }
    let fitting: &[&str] = match kind {
        FactKind::Bool { .. } => &["yes", "no"],
        FactKind::Number { .. } => &["more", "less"],
        FactKind::Date => &["later"],
        FactKind::Records { .. } => &["more"],
        FactKind::Choice(_) | FactKind::Set(_) => &[],
    };
    let text = node.text().unwrap_or_default();
    let found = TARGETS
        .iter()
        .find(|(word, _)| *word == text && fitting.contains(word));
    if found.is_none() {
        let message = text!(
            "这一项不能改成 `{text}`",
            "`{text}` is not where this fact can be led"
        );
        let help = text!(
            "请写 `to: {}`",
            "write `to: {}`",
            fitting.join("` or `to: ")
        );
        at.wrong(code::ACT, node.span, message, help);
    }
    found.map(|(_, goal)| goal.clone())
}

/// One option or a list of them.
fn named(at: FileContext<'_>, node: &Node, options: &[(String, String)]) -> Option<Vec<OptionId>> {
    let nodes = match &node.kind {
        Kind::List(items) => items.iter().collect(),
        Kind::Scalar(_) | Kind::Map(_) => vec![node],
    };
    let mut found = Vec::new();
    for node in nodes {
        let text = node.text().unwrap_or_default();
        match (0u16..).zip(options).find(|(_, (id, _))| id == text) {
            Some((position, _)) => found.push(position),
            None => {
                let ids: Vec<&str> = options.iter().map(|(id, _)| id.as_str()).collect();
                let message = text!(
                    "`{text}` 不是这一项的选项",
                    "`{text}` is not an option of this fact"
                );
                let help = text!("它的选项是 {}", "its options are {}", quoted(&ids));
                at.wrong(code::UNKNOWN_OPTION, node.span, message, help);
                return None;
            }
        }
    }
    (!found.is_empty()).then_some(found)
}
