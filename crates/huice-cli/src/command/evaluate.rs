//! `huice evaluate`: every instrument for one set of answers.

use crate::answers::Case;
use crate::args::CaseArgs;
use crate::failure::Failure;
use crate::rules::Source;
use crate::table::table;
use crate::terms;
use crate::view::{self, Evaluation};
use huice_core::ir::Unit;
use huice_core::outcome::summarise;
use huice_core::{AmountResult, Decimal, Law, Outcome, Summary, Verdict, evaluate as run, words};

/// Evaluates, and prints the outcomes of the instruments asked for (all, where none is).
pub(crate) fn evaluate(
    source: &Source,
    args: &CaseArgs,
    ids: &[String],
    json: bool,
) -> Result<String, Failure> {
    let case = Case::read(source, args)?;
    let wanted = positions(&case.law, ids)?;
    let outcomes = run(&case.law, case.as_of, &case.answers);
    let summary = summarise(&case.law, &outcomes);
    let shown: Vec<&Outcome> = outcomes
        .iter()
        .filter(|o| wanted.is_empty() || wanted.contains(&o.instrument))
        .collect();
    if json {
        let all = Evaluation::of(&case.law, case.as_of, &summary, &shown, &case.refused);
        return Ok(view::print(&all));
    }
    let mut text = format!(
        "{}，按{}算\n\n",
        case.law.place_name,
        words::day(case.as_of)
    );
    for (title, belongs) in GROUPS {
        let rows: Vec<Vec<String>> = shown
            .iter()
            .filter(|o| belongs(&o.verdict))
            .filter_map(|o| row(&case.law, o))
            .collect();
        if !rows.is_empty() {
            text += &format!("【{title}】{} 项\n", rows.len());
            text += &table(&["编号", "政策", "给谁", "结论", "金额", "还差什么"], &rows);
            text += "\n\n";
        }
    }
    text += &totals(&summary);
    if !case.refused.is_empty() {
        text += "\n\n没有用上的回答：";
        for error in &case.refused {
            text += &format!("\n  {error}");
        }
    }
    Ok(text)
}

/// A heading and the verdicts that stand under it.
type Group = (&'static str, fn(&Verdict) -> bool);

/// The groups in the order in which a person wants them.
const GROUPS: [Group; 5] = [
    ("符合条件", |v| matches!(v, Verdict::Eligible)),
    ("时间未到", |v| matches!(v, Verdict::NotYet(_))),
    ("还不能确定", |v| matches!(v, Verdict::Undetermined)),
    ("不符合", |v| {
        matches!(v, Verdict::Ineligible | Verdict::Replaced(_))
    }),
    ("不在有效期内", |v| {
        matches!(
            v,
            Verdict::Expired(_) | Verdict::NotStarted(_) | Verdict::StartUnknown(..)
        )
    }),
];

/// Positions of the instruments with these ids.
///
/// # Errors
/// Names every id that there is not.
pub(crate) fn positions(law: &Law, ids: &[String]) -> Result<Vec<u16>, Failure> {
    let mut found = Vec::new();
    let mut unknown = Vec::new();
    for id in ids {
        match (0u16..).zip(&law.instruments).find(|(_, i)| i.id == *id) {
            Some((position, _)) => found.push(position),
            None => unknown.push(format!("`{id}`")),
        }
    }
    if unknown.is_empty() {
        Ok(found)
    } else {
        Err(Failure::Unusable(format!(
            "{}没有政策 {}；用 `huice list --place {}` 看全部编号",
            law.place_name,
            unknown.join("、"),
            law.place
        )))
    }
}

/// How many needs a row of the table names; `explain` names them all.
const MOST_NEEDS: usize = 2;

fn row(law: &Law, outcome: &Outcome) -> Option<Vec<String>> {
    let instrument = law.instruments.get(usize::from(outcome.instrument))?;
    let mut needs: Vec<String> = outcome
        .needs
        .iter()
        .take(MOST_NEEDS)
        .map(|n| words::need(law, n))
        .collect();
    if outcome.needs.len() > MOST_NEEDS {
        needs.push(format!("共 {} 样", outcome.needs.len()));
    }
    Some(vec![
        instrument.id.clone(),
        instrument.title.clone(),
        terms::to(outcome.to).1.into(),
        format!(
            "{}（{}）",
            terms::verdict(&outcome.verdict),
            terms::strength(outcome.strength).1
        ),
        words::amount(&outcome.amount),
        needs.join("；"),
    ])
}

fn totals(summary: &Summary) -> String {
    let sum = |n: Decimal| words::amount(&AmountResult::Exact(n, Unit::Yuan));
    let open = |n: Option<Decimal>| n.map_or_else(|| "说不准".into(), sum);
    format!(
        "确定能拿 {}；答全以后最多再加 {}；要由部门决定的最多 {}。{} 项中 {} 项已有结论。",
        sum(summary.certain),
        open(summary.pending),
        open(summary.discretionary),
        summary.total,
        summary.settled
    )
}
