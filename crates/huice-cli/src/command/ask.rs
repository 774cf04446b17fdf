//! `huice ask`: the next question.

use crate::answers::Case;
use crate::args::{CaseArgs, RoleArg};
use crate::failure::Failure;
use crate::view;
use huice_api::terms::FactType;
use huice_api::{Question, looks_for};
use huice_core::IncrementalEvaluator;
use huice_core::ir::{Fact, FactKind, Role};
use huice_source::Source;
use std::rc::Rc;

/// The next question for the instruments that these roles look for (all, where none is given).
pub(crate) fn ask(
    source: &Source,
    args: &CaseArgs,
    roles: &[RoleArg],
    json: bool,
) -> Result<String, Failure> {
    let case = Case::read(source, args)?;
    let remarks = case.remarks();
    if json {
        case.warn();
    }
    let law = &Rc::new(case.law);
    let evaluator = IncrementalEvaluator::new(Rc::clone(law), case.as_of, case.answers);
    let roles: Vec<Role> = roles.iter().map(|role| role.role()).collect();
    let scope = |position: u16| looks_for(law, &roles, position);
    let question = if roles.is_empty() {
        evaluator.next_question(&scope)
    } else {
        evaluator.next_question_for(&scope, &roles)
    };
    if json {
        let question = question.as_ref().and_then(|q| Question::new(law, q));
        return Ok(view::print(&question));
    }
    let fact = question
        .as_ref()
        .and_then(|q| law.facts.get(usize::from(q.fact)));
    let (Some(question), Some(fact)) = (&question, fact) else {
        return Ok([vec!["没有要问的了。".into()], remarks].concat().join("\n"));
    };
    let mut lines = Vec::new();
    if question.facts.len() > 1 {
        lines.push(fact.list.clone());
        let rows = question.facts.iter();
        for row in rows.filter_map(|f| law.facts.get(usize::from(*f))) {
            let says = FactType::from(&row.kind).word();
            lines.push(format!(
                "  {}　{}（{says}）",
                row.id,
                huice_zh::words::in_list(row)
            ));
        }
    } else {
        alone(fact, &mut lines);
    }
    lines.push("  null　不清楚".into());
    let because: Vec<&str> = question
        .because
        .iter()
        .filter_map(|i| law.instruments.get(usize::from(*i)))
        .map(|i| i.title.as_str())
        .collect();
    lines.push(format!(
        "关系到 {} 项：{}",
        because.len(),
        because.join("、")
    ));
    lines.push(format!(
        "连这一屏，还有 {} 到 {} 屏，{} 到 {} 问。",
        question.screens_at_least, question.screens_at_most, question.at_least, question.at_most
    ));
    lines.push(match question.money_open {
        0 => "钱都算清了，其余是服务。".into(),
        open => format!("还有 {open} 项的钱没算清。"),
    });
    lines.extend(remarks);
    Ok(lines.join("\n"))
}

/// A fact that is asked alone.
fn alone(fact: &Fact, lines: &mut Vec<String>) {
    lines.push(format!("{}（{}）", fact.ask, fact.id));
    if !fact.help.is_empty() {
        lines.push(format!("  {}", fact.help));
    }
    match &fact.kind {
        FactKind::Bool { yes, no } => {
            lines.push(format!("  true　{yes}"));
            lines.push(format!("  false　{no}"));
        }
        FactKind::Choice(options) | FactKind::Set(options) => {
            lines.extend(options.iter().map(|(id, words)| format!("  {id}　{words}")));
        }
        FactKind::Number { unit, .. } => {
            let unit = huice_zh::words::unit_word(unit);
            lines.push(format!("  填数字，单位{unit}"));
        }
        FactKind::Date => lines.push("  填日期，如 2019-07-01；只知道年月就填 2019-07".into()),
        FactKind::Records { item, fields } => {
            lines.push(format!("  每{item}填："));
            lines.extend(fields.iter().map(|f| {
                format!(
                    "    {}　{}（{}）",
                    f.id,
                    f.label,
                    FactType::from(&f.kind).word()
                )
            }));
        }
    }
}
