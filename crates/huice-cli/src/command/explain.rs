//! `huice explain`: the reasons for the verdict on one instrument, condition by condition.

use crate::answers::Case;
use crate::args::CaseArgs;
use crate::changes::Day;
use crate::command::evaluate::{Wanted, two_sources, words_differ};
use crate::failure::Failure;
use crate::view;
use huice_api::Evaluation;
use huice_core::explain::Explanation;
use huice_core::ir::{Instrument, Law, LostItem};
use huice_core::{Connective, Date, Decision, Proof, Truth};
use huice_source::Source;
use huice_zh::terms;
use huice_zh::words;

/// Explains an instrument.
pub(crate) fn explain(
    source: &Source,
    args: &CaseArgs,
    id: &str,
    json: bool,
) -> Result<String, Failure> {
    let case = Case::read(source, args)?;
    let wanted = Wanted::read(&case.law, &[id.to_owned()])?;
    let evaluator = case.evaluator();
    let missing = wanted.missing(&case.law);
    if json {
        case.warn();
        let all = Evaluation::of(
            &evaluator,
            &|position| wanted.instrument(position),
            &mut missing.into_iter(),
            &case.refused,
        );
        return Ok(view::print(&all.with_changes(&evaluator).outcomes));
    }
    let decisions = evaluator.decisions();
    let today = Day {
        law: &case.law,
        as_of: case.as_of,
        answers: &case.answers,
    };
    let mut lines = Vec::new();
    for decision in decisions.iter().filter(|d| wanted.instrument(d.instrument)) {
        let instrument = case.law.instruments.get(usize::from(decision.instrument));
        let explanation = evaluator.explain(decision.instrument);
        if let (Some(instrument), Some(explanation)) = (instrument, explanation) {
            lines.push(format!("{}（{}）", instrument.title, instrument.id));
            lines.push(instrument.summary.clone());
            lines.push(format!(
                "依据：{}",
                words::cite(&case.law, &instrument.cite)
            ));
            other_text(&case.law, decisions, decision, &mut lines);
            lines.push(String::new());
            conclusion(&case, decision, instrument, &mut lines);
            conditions(&case.law, &explanation, &mut lines);
            today.lines(decision, &mut lines);
            amount(&case.law, decision, &explanation, &mut lines);
            readings(instrument, &explanation, &mut lines);
            rest(&case.law, instrument, case.as_of, &mut lines);
        }
    }
    missing.iter().for_each(|m| lost(&case.law, m, &mut lines));
    lines.extend(case.remarks());
    Ok(lines.join("\n").trim_end().to_owned())
}

/// Where another document states the same grant: both sources, and the other's verdict where
/// it is not the same.
fn other_text(law: &Law, decisions: &[Decision], decision: &Decision, lines: &mut Vec<String>) {
    let Some(position) = law.other_text(decision.instrument) else {
        return;
    };
    lines.extend(two_sources(law, decision.instrument));
    let other = decisions.iter().find(|o| o.instrument == position);
    let named = law.instruments.get(usize::from(position));
    if let (Some(other), Some(named)) = (other, named)
        && (other.verdict != decision.verdict
            || other.strength != decision.strength
            || other.amount != decision.amount)
    {
        let head = if words_differ(decision, other) {
            "另一份文件的写法不同"
        } else {
            "另一份文件"
        };
        lines.push(format!(
            "　　　{head}：{}（{}，{}），{}",
            terms::verdict(&other.verdict),
            terms::strength(other.strength),
            named.id,
            words::amount(&other.amount)
        ));
    }
}

/// An item whose text is lost.
fn lost(law: &Law, missing: &LostItem, lines: &mut Vec<String>) {
    let title = words::missing_title(missing);
    lines.push(format!("{title}（{}）", missing.id));
    lines.push(words::missing(missing).into());
    if let Some(document) = law.documents.get(usize::from(missing.document)) {
        lines.push(format!("依据：{} {}", document.number, missing.clause));
    }
    if !missing.units.is_empty() {
        lines.push(format!("责任单位：{}", missing.units));
    }
}

fn conclusion(case: &Case, decision: &Decision, instrument: &Instrument, lines: &mut Vec<String>) {
    let law = &case.law;
    lines.push(format!(
        "结论：{}（按{}算）",
        terms::verdict(&decision.verdict),
        words::day(case.as_of)
    ));
    if let huice_core::Verdict::Replaced(by) = decision.verdict
        && let Some(other) = law.instruments.get(usize::from(by))
    {
        lines.push(format!("　　　由「{}」代替（{}）", other.title, other.id));
    }
    lines.push(format!("把握：{}", terms::strength(decision.strength)));
    lines.push(format!(
        "给谁：{}",
        terms::beneficiary(decision.beneficiary)
    ));
    if !instrument.prerequisite.is_empty() {
        lines.push(format!("前提：{}", instrument.prerequisite));
    }
    if !decision.needs.is_empty() {
        lines.push("还差：".into());
    }
    lines.extend(
        decision
            .needs
            .iter()
            .map(|need| format!("  {}", words::need(law, *need))),
    );
}

fn conditions(law: &Law, explanation: &Explanation, lines: &mut Vec<String>) {
    lines.push(String::new());
    match &explanation.proof {
        None => lines.push("条件：文件没有写条件。".into()),
        Some(proof) => {
            lines.push("条件（✓ 满足　✗ 不满足　? 还不知道；► 决定了结论）：".into());
            node(law, proof, 0, lines);
        }
    }
}

/// One condition and what it is made of. Where a named condition consists of one joint without
/// its own words, both share one line; so do a "not" and the condition it denies.
fn node(law: &Law, proof: &Proof, depth: usize, lines: &mut Vec<String>) {
    let (shown, not) = match proof.parts.as_slice() {
        [denied] if proof.connective == Connective::Not && proof.say.is_empty() => {
            (denied, "不能是：")
        }
        _ => (proof, ""),
    };
    let inner = unfold(shown);
    let own_words = words::proof_words(shown);
    let joint = terms::connective(inner.connective);
    let words = match (own_words.is_empty(), inner.parts.len()) {
        (true, _) => joint.to_owned(),
        (false, 0 | 1) => own_words.to_owned(),
        (false, _) => format!("{own_words}：{joint}"),
    };
    // The mark is that of the whole line, "not" included.
    let mut line = format!(
        "{}{} {} {not}{words}",
        "  ".repeat(depth),
        if proof.decisive { "►" } else { " " },
        terms::truth(proof.truth)
    );
    if !own_words.is_empty() {
        line += &format!("（{}）", words::cite(law, &shown.cite));
    }
    if proof.truth == Truth::Unknown && !inner.missing.is_empty() {
        let labels: Vec<&str> = inner
            .missing
            .iter()
            .filter_map(|f| law.facts.get(usize::from(*f)))
            .map(|f| f.label.as_str())
            .filter(|label| *label != shown.say)
            .collect();
        if !labels.is_empty() {
            line += &format!("　还不知道：{}", labels.join("、"));
        }
    }
    lines.push(line);
    for part in &inner.parts {
        node(law, part, depth + 1, lines);
    }
}

/// The inner node, skipping joints of one part that add neither words nor a "not".
fn unfold(proof: &Proof) -> &Proof {
    match proof.parts.as_slice() {
        [part] if proof.connective != Connective::Not && part.say.is_empty() => unfold(part),
        _ => proof,
    }
}

fn amount(law: &Law, decision: &Decision, explanation: &Explanation, lines: &mut Vec<String>) {
    lines.push(String::new());
    lines.push(format!("金额：{}", words::amount(&decision.amount)));
    for step in &explanation.steps {
        let label = match words::step_label(step) {
            "" => "算法",
            label => label,
        };
        lines.push(format!("  {label}：{}", words::step_line(law, step)));
    }
    if let Some(instrument) = law.instruments.get(usize::from(decision.instrument)) {
        for param in &instrument.params {
            lines.push(format!(
                "  {}：{}（{}）",
                param.label,
                words::number(param.value, &param.unit),
                words::cite(law, &param.cite)
            ));
        }
    }
    let missing: Vec<&str> = decision
        .amount_needs
        .iter()
        .filter_map(|f| law.facts.get(usize::from(*f)))
        .map(|f| f.label.as_str())
        .collect();
    if !missing.is_empty() {
        lines.push(format!("  要算准还要知道：{}", missing.join("、")));
    }
}

fn readings(instrument: &Instrument, explanation: &Explanation, lines: &mut Vec<String>) {
    for (reading, outcome) in instrument.readings.iter().zip(&explanation.readings) {
        lines.push(String::new());
        lines.push(format!("两种读法：{}", reading.about));
        lines.push(format!("  采用：{}", reading.ours));
        lines.push(format!("  另一种：{}", reading.other));
        let mut result = Vec::new();
        result.extend(outcome.verdict.as_ref().map(terms::verdict));
        result.extend(outcome.amount.as_ref().map(words::amount));
        if !result.is_empty() {
            let same = if outcome.differs {
                ""
            } else {
                "（与采用的一样）"
            };
            lines.push(format!("  按另一种：{}{same}", result.join("，")));
        }
    }
}

fn rest(law: &Law, instrument: &Instrument, as_of: Date, lines: &mut Vec<String>) {
    lines.push(String::new());
    for term in &instrument.terms {
        lines.push(format!(
            "{}：{}（{}）",
            term.label,
            words::number(term.value, &term.unit),
            words::cite(law, &term.cite)
        ));
    }
    if !instrument.fund.is_empty() {
        lines.push(format!("资金：{}", instrument.fund));
    }
    if let Some(document) = law.documents.get(usize::from(instrument.cite.document)) {
        let until = instrument.until.or(document.until);
        let from = instrument
            .from
            .map_or_else(String::new, |d| format!("{}起，", words::day(d)));
        let until = until.map_or_else(
            || "没写到哪天为止".into(),
            |d| format!("{}止", words::day(d)),
        );
        lines.push(format!(
            "有效期：{from}{until}；{}核对过",
            words::day(document.checked)
        ));
        lines.extend(huice_zh::unchecked(document, as_of).map(|late| format!("注意：{late}")));
        let clause = &instrument.cite.clause;
        lines.extend(
            document
                .end_of(clause)
                .map(|end| format!("已被代替：{}", huice_zh::ended(end))),
        );
        let amends = document.amended_by(clause).map(huice_zh::amends);
        lines.extend(amends.map(|words| format!("新旧：{words}")));
    }
    if !instrument.note.is_empty() {
        lines.push(format!("提醒：{}", instrument.note));
    }
}
