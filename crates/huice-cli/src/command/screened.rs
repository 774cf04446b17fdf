//! The summary that `huice screen` prints at the end.

use crate::table::table;
use crate::view;
use huice_batch::{InstrumentSummary, Job, Outcome};
use huice_core::CompiledLaw;
use huice_zh::words;
use serde_json::{Value, json};
use std::path::Path;

/// How many missing facts are listed.
const MISSING: usize = 10;

/// The summary for people.
pub(crate) fn text(
    law: &CompiledLaw,
    job: &Job<'_>,
    outcome: &Outcome,
    explained: Option<&Path>,
) -> String {
    let all = &outcome.summary;
    let mut lines = vec![
        format!("{}，按{}算", law.place_name, words::day(job.as_of)),
        format!(
            "{} 行，算了 {} 人，结果在 {}",
            all.rows,
            all.people,
            job.output.display()
        ),
    ];
    if outcome.resumed > 0 {
        lines.push(format!(
            "接着上次的做，已经做好的 {} 份没有重做",
            outcome.resumed
        ));
    }
    lines.push(format!(
        "能确定的钱：{} 人，共 {}；答齐以后最多再有 {}{}；由部门决定的最多 {}{}",
        all.with_certain,
        yuan(all.certain),
        yuan(all.pending),
        open(all.pending_open),
        yuan(all.discretionary),
        open(all.discretionary_open),
    ));
    lines.push(String::new());
    lines.push(instruments(law, job, &all.instruments));
    let missing = missing(law, outcome);
    if !missing.is_empty() {
        lines.push("\n最该补的几项（还不能确定的结论里，先差这一项的有多少个）".to_owned());
        lines.push(table(&["编号", "事项", "几个结论"], &missing));
    }
    if let Some(path) = explained {
        lines.push(format!("\n前几个人的理由在 {}", path.display()));
    }
    if let Some(path) = &outcome.errors {
        lines.push(format!(
            "\n有 {} 处不能用，全部在 {}；头几处：",
            all.errors,
            path.display()
        ));
        lines.extend(
            outcome
                .first_errors
                .iter()
                .map(|error| format!("  {error}")),
        );
    }
    lines.push("\n结果里有个人信息，请按规定保管。".to_owned());
    lines.join("\n")
}

/// An amount without an end for some.
fn open(people: u64) -> String {
    match people {
        0 => String::new(),
        n => format!("（另有 {n} 人没有上限）"),
    }
}

fn instruments(law: &CompiledLaw, job: &Job<'_>, all: &[InstrumentSummary]) -> String {
    let rows: Vec<Vec<String>> = (0u16..)
        .zip(law.instruments.iter().zip(all))
        .filter(|(at, _)| job.options.wants(*at))
        .filter(|(_, (_, own))| own.eligible + own.not_yet + own.undetermined > 0)
        .map(|(_, (instrument, own))| {
            let title = match instrument.plain.as_str() {
                "" => &instrument.title,
                plain => plain,
            };
            vec![
                own.id.clone(),
                own.eligible.to_string(),
                own.not_yet.to_string(),
                own.undetermined.to_string(),
                yuan(own.low),
                yuan(own.high),
                title.to_owned(),
            ]
        })
        .collect();
    let head = [
        "编号",
        "符合",
        "时间未到",
        "还不能确定",
        "至少",
        "至多",
        "政策",
    ];
    table(&head, &rows)
}

fn missing(law: &CompiledLaw, outcome: &Outcome) -> Vec<Vec<String>> {
    let most = outcome.summary.most_missing();
    let row = |(id, count): (&str, u64)| {
        let label = law.fact(id).map_or("", |(_, fact)| &fact.label);
        vec![id.to_owned(), label.to_owned(), count.to_string()]
    };
    most.into_iter().take(MISSING).map(row).collect()
}

/// A sum of 分 in 元.
pub(crate) fn yuan(fen: i128) -> String {
    let (sign, fen) = (if fen < 0 { "-" } else { "" }, fen.unsigned_abs());
    match fen % 100 {
        0 => format!("{sign}{} 元", fen / 100),
        rest => format!("{sign}{}.{rest:02} 元", fen / 100),
    }
}

/// The summary for programs. Sums are digits in 元.
pub(crate) fn json(
    law: &CompiledLaw,
    job: &Job<'_>,
    outcome: &Outcome,
    explained: Option<&Path>,
) -> String {
    let all = &outcome.summary;
    let instruments: Vec<Value> = (0u16..)
        .zip(&all.instruments)
        .filter(|(at, _)| job.options.wants(*at))
        .map(|(_, own)| {
            json!({
                "id": own.id,
                "eligible": own.eligible,
                "not_yet": own.not_yet,
                "undetermined": own.undetermined,
                "ineligible": own.ineligible,
                "not_in_force": own.not_in_force,
                "low": digits(own.low),
                "high": digits(own.high),
                "high_open": own.high_open,
            })
        })
        .collect();
    let missing: Vec<Value> = all
        .most_missing()
        .into_iter()
        .map(|(fact, count)| json!({"fact": fact, "verdicts": count}))
        .collect();
    view::print(&json!({
        "place": law.place,
        "as_of": job.as_of.to_string(),
        "rows": all.rows,
        "people": all.people,
        "errors": all.errors,
        "certain": digits(all.certain),
        "with_certain": all.with_certain,
        "pending": digits(all.pending),
        "pending_open": all.pending_open,
        "discretionary": digits(all.discretionary),
        "discretionary_open": all.discretionary_open,
        "instruments": instruments,
        "missing": missing,
        "resumed": outcome.resumed,
        "output": job.output.display().to_string(),
        "errors_file": outcome.errors.as_ref().map(|path| path.display().to_string()),
        "explained": explained.map(|path| path.display().to_string()),
    }))
}

fn digits(fen: i128) -> String {
    let text = yuan(fen);
    text.strip_suffix(" 元").unwrap_or(&text).to_owned()
}
