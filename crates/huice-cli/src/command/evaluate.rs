//! `huice evaluate`: every instrument for one set of answers.

use crate::answers::Case;
use crate::args::CaseArgs;
use crate::failure::Failure;
use crate::table::table;
use crate::view;
use huice_api::Evaluation;
use huice_core::grant::doubles;
use huice_core::ir::{LostItem, Unit};
use huice_core::{AmountResult, CompiledLaw, Decimal, Decision, Law, Summary, Verdict, summarise};
use huice_source::Source;
use huice_zh::terms;
use huice_zh::words;

/// Evaluates, and prints the decisions of the instruments asked for (all, where none is).
pub(crate) fn evaluate(
    source: &Source,
    args: &CaseArgs,
    ids: &[String],
    changes: bool,
    json: bool,
) -> Result<String, Failure> {
    let case = Case::read(source, args)?;
    let wanted = Wanted::read(&case.law, ids)?;
    let evaluator = case.evaluator();
    let missing = wanted.missing(&case.law);
    if json {
        case.warn();
        let mut all = Evaluation::of(
            &evaluator,
            &|position| wanted.instrument(position),
            &mut missing.into_iter(),
            &case.refused,
        );
        all.contradictory = case.contradictory();
        return Ok(view::print(&if changes {
            all.with_changes(&evaluator)
        } else {
            all
        }));
    }
    let decisions = evaluator.decisions();
    let summary = summarise(&case.law, decisions);
    let mut shown: Vec<&Decision> = decisions
        .iter()
        .filter(|o| wanted.instrument(o.instrument))
        .collect();
    let doubles = doubles(case.law.program(), decisions);
    if wanted.is_all() {
        // The restatement stands for both.
        shown.retain(|o| !doubles.contains(&o.instrument));
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
            .filter_map(|o| row(&case.law, o, decisions, &doubles))
            .collect();
        if !rows.is_empty() {
            text += &format!("【{title}】{} 项\n", rows.len());
            text += &table(
                &["编号", "政策", "给谁", "结论", "金额", "还差什么，出处"],
                &rows,
            );
            text += "\n\n";
        }
    }
    if !missing.is_empty() {
        text += &lost(&missing);
    }
    text += &totals(&summary);
    for line in case.remarks() {
        text += &format!("\n{line}");
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

/// The instruments and lost items that are asked for; all, where none is named.
pub(crate) struct Wanted {
    instruments: Vec<u16>,
    missing: Vec<String>,
}

impl Wanted {
    /// Reads ids.
    ///
    /// # Errors
    /// Names every id that there is not.
    pub(crate) fn read(law: &Law, ids: &[String]) -> Result<Self, Failure> {
        let (mut instruments, mut missing, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
        for id in ids {
            match law.instrument(id) {
                Some((position, _)) => instruments.push(position),
                None if law.missing_item(id).is_some() => missing.push(id.clone()),
                None => unknown.push(format!("`{id}`")),
            }
        }
        if unknown.is_empty() {
            return Ok(Self {
                instruments,
                missing,
            });
        }
        Err(Failure::Unusable(format!(
            "{}没有政策 {}；用 `huice list --place {}` 看全部编号",
            law.place_name,
            unknown.join("、"),
            law.place
        )))
    }

    fn is_all(&self) -> bool {
        self.instruments.is_empty() && self.missing.is_empty()
    }

    /// The instruments that are named.
    pub(crate) fn named(self) -> Vec<u16> {
        self.instruments
    }

    /// Whether an instrument, by its position, is asked for.
    pub(crate) fn instrument(&self, position: u16) -> bool {
        self.is_all() || self.instruments.contains(&position)
    }

    /// The lost items asked for.
    pub(crate) fn missing<'l>(&self, law: &'l Law) -> Vec<&'l LostItem> {
        let asked = |m: &&LostItem| self.is_all() || self.missing.contains(&m.id);
        law.missing.iter().filter(asked).collect()
    }
}

/// The table of lost items.
pub(crate) fn lost(missing: &[&LostItem]) -> String {
    let rows: Vec<Vec<String>> = missing
        .iter()
        .map(|m| {
            vec![
                m.id.clone(),
                m.clause.clone(),
                words::missing(m).into(),
                m.units.clone(),
            ]
        })
        .collect();
    format!(
        "【原文缺失】{} 项，不算在合计里\n{}\n\n",
        rows.len(),
        table(&["编号", "条款", "怎么办", "责任单位"], &rows)
    )
}

/// Both sources of a grant that two documents state: `同一项，两份文件：…；…`.
pub(crate) fn two_sources(law: &Law, position: u16) -> Option<String> {
    let at = |n: u16| law.instruments.get(usize::from(n));
    let own = at(position)?;
    let other = at(law.other_text(position)?)?;
    Some(format!(
        "同一项，两份文件：{}；{}",
        words::cite(law, &own.cite),
        words::cite(law, &other.cite)
    ))
}

/// How many needs a row of the table names; `explain` names them all.
const MOST_NEEDS: usize = 2;

/// Whether two texts of a grant come out otherwise because of what they say, and not only because
/// one of them is not in force on the day.
pub(crate) fn words_differ(own: &Decision, other: &Decision) -> bool {
    let in_force = |one: &Decision| one.verdict.word() != "not_in_force";
    in_force(own) == in_force(other)
}

fn row(
    law: &CompiledLaw,
    decision: &Decision,
    all: &[Decision],
    doubles: &[u16],
) -> Option<Vec<String>> {
    let instrument = law.instruments.get(usize::from(decision.instrument))?;
    let mut needs: Vec<String> = decision
        .needs
        .iter()
        .take(MOST_NEEDS)
        .map(|need| words::need(law, *need))
        .collect();
    if decision.needs.len() > MOST_NEEDS {
        needs.push(format!("共 {} 样", decision.needs.len()));
    }
    if let Some(other) = law.other_text(decision.instrument) {
        if doubles.contains(&other) || doubles.contains(&decision.instrument) {
            needs.extend(two_sources(law, decision.instrument));
        } else if let Some(named) = law.instruments.get(usize::from(other))
            && let Some(other) = all.iter().find(|one| one.instrument == other)
        {
            needs.push(if words_differ(decision, other) {
                format!("同一项，另一份文件写法不同：{}", named.id)
            } else {
                let verdict = terms::verdict(&other.verdict);
                format!("同一项，另一份文件：{verdict}（{}）", named.id)
            });
        }
    }
    Some(vec![
        instrument.id.clone(),
        instrument.title.clone(),
        terms::beneficiary(decision.beneficiary).into(),
        format!(
            "{}（{}）",
            terms::verdict(&decision.verdict),
            terms::strength(decision.strength)
        ),
        words::amount(&decision.amount),
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
