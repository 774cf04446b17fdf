//! `huice audit`: compares the rules with the documents.

use crate::failure::Failure;
use crate::table::table;
use crate::view;
use huice_audit::{Audit, Gap, Ledger, LedgerError, Row};
use huice_check::SourceFile;
use huice_source::{Source, read_text, unreadable, words};
use huice_syntax::{Diagnostic, Lang};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// The files beside the ledger: a second reading, the list of every number, and the guide.
const BESIDE: [&str; 3] = ["sentences.tsv", "figures.md", "guide.md"];

/// Compares rules, documents and ledger; reports if there is nothing to compare with.
pub(crate) fn audit(
    source: &Source,
    sources: Option<&Path>,
    ledger: Option<&Path>,
    json: bool,
) -> Result<String, Failure> {
    let corpus = source.corpus()?;
    let Some(folder) = sources else {
        let message = match source.lang {
            Lang::Zh => "没有给出文件原文（--sources），什么也没有核对",
            Lang::En => "without the documents' texts (--sources) there is nothing to compare",
        };
        return Ok(if json {
            view::print(&json!({"compared": false, "message": message}))
        } else {
            message.to_owned()
        });
    };
    let texts = texts(folder)?;
    let (ledger, without) = match ledger {
        Some(path) => read_ledger(path)?,
        None => (Ledger::default(), vec!["--ledger".to_owned()]),
    };
    let audit = huice_audit::audit(&corpus, &texts, &ledger);
    let files = source.files()?;
    let text = if json {
        as_json(&audit, &without, source.lang)
    } else {
        as_text(&audit, &without, &files, source.lang)
    };
    if audit.is_whole() {
        Ok(text)
    } else {
        Err(Failure::Found(text))
    }
}

/// Every text of the folder, by its name without the ending.
fn texts(folder: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let mut texts = BTreeMap::new();
    for entry in std::fs::read_dir(folder).map_err(|e| unreadable(folder, &e))? {
        let path = entry.map_err(|e| unreadable(folder, &e))?.path();
        let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned());
        if let (true, Some(stem)) = (path.is_file(), stem) {
            texts.insert(stem, read_text(&path)?);
        }
    }
    if texts.is_empty() {
        let message = format!("{} 里没有文件原文", folder.display());
        return Err(Failure::Unusable(message));
    }
    Ok(texts)
}

/// The ledger with the files beside it, and the names of the missing ones.
fn read_ledger(path: &Path) -> Result<(Ledger, Vec<String>), Failure> {
    let text = read_text(path)?;
    let beside = |name| {
        let path = path.with_file_name(name);
        path.exists().then(|| read_text(&path)).transpose()
    };
    let [sentences, figures, guide] = BESIDE.map(beside);
    let (sentences, figures, guide) = (sentences?, figures?, guide?);
    let there = [&sentences, &figures, &guide];
    let without = BESIDE
        .iter()
        .zip(there)
        .filter(|(_, text)| text.is_none())
        .map(|(name, _)| (*name).to_owned())
        .collect();
    let ledger = Ledger::read(
        &text,
        sentences.as_deref(),
        figures.as_deref(),
        guide.as_deref(),
    )
    .map_err(|error| {
        let path = path.display();
        Failure::Unusable(format!("{path} 不能用：{}", ledger_words(&error)))
    })?;
    Ok((ledger, without))
}

fn ledger_words(error: &LedgerError) -> String {
    match error {
        LedgerError::Json(error) => format!("不是写好的 JSON，{}", words::json(error)),
        LedgerError::NoList(name) => format!("没有 `{name}` 这个列表"),
        LedgerError::Entry => "有一条缺 `id`、`doc`、`loc` 或 `clause`".into(),
    }
}

fn as_text(audit: &Audit, without: &[String], files: &[SourceFile], lang: Lang) -> String {
    let mut blocks: Vec<String> = audit
        .gaps
        .iter()
        .map(|gap| drawn(gap, files, lang))
        .collect();
    blocks.push(coverage(&audit.rows, lang));
    if !without.is_empty() {
        blocks.push(match lang {
            Lang::Zh => format!("没有核对：{} 不在", without.join("、")),
            Lang::En => format!("not compared, for it is not there: {}", without.join(", ")),
        });
    }
    if !audit.notes.is_empty() {
        blocks.push(match lang {
            Lang::Zh => format!(
                "第二遍通读与原文不同（以原文为准）：{}",
                audit.notes.join("、")
            ),
            Lang::En => format!(
                "the second reading differs from the document, which counts: {}",
                audit.notes.join(", ")
            ),
        });
    }
    let ours: usize = audit.rows.iter().map(|r| r.instruments).sum();
    let lacking = |code: &str| audit.gaps.iter().filter(|gap| gap.code == code).count();
    let (listed, used): (usize, usize) = audit
        .rows
        .iter()
        .fold((0, 0), |(l, u), r| (l + r.listed, u + r.used));
    let items: Vec<[usize; 4]> = audit.rows.iter().filter_map(|r| r.items).collect();
    let asked: usize = items.iter().map(|[all, ..]| all).sum();
    let covered: usize = items
        .iter()
        .map(|[_, rest @ ..]| rest.iter().sum::<usize>())
        .sum();
    let (all, clauses) = (audit.ledger, audit.ledger_clauses);
    let written = clauses.saturating_sub(lacking("A006"));
    let (offices, agreed, gaps) = (audit.offices, audit.agreed, audit.gaps.len());
    blocks.push(match lang {
        Lang::Zh => format!(
            "{ours}/{all} 项政策，{written}/{clauses} 条，{covered}/{asked} 项任务，{used}/{listed} 个数字，{offices} 个责任单位；两遍通读一致 {agreed} 句；{gaps} 处对不上"
        ),
        Lang::En => format!(
            "{ours}/{all} instruments, {written}/{clauses} clauses, {covered}/{asked} items, {used}/{listed} figures, {offices} offices; two readings agree on {agreed} sentences; {gaps} gaps"
        ),
    });
    blocks.join("\n\n")
}

/// A gap as the author of rules reads it: over the rule's text, where there is one.
fn drawn(gap: &Gap, files: &[SourceFile], lang: Lang) -> String {
    match &gap.place {
        Some((path, span)) => {
            let file = files.iter().find(|f| f.path == *path);
            Diagnostic::error(gap.code, path, *span, gap.message.clone())
                .help(gap.help.clone())
                .render(file.map_or("", |f| f.text.as_str()), lang, false)
        }
        None => {
            let (error, help) = match lang {
                Lang::Zh => ("错误", "怎么改"),
                Lang::En => ("error", "help"),
            };
            let (message, advice) = (gap.message.get(lang), gap.help.get(lang));
            format!("{error}[{}]: {message}\n{help}: {advice}", gap.code)
        }
    }
}

/// The columns of the coverage.
const HEAD_ZH: [&str; 13] = [
    "文件",
    "条款",
    "已写",
    "行政",
    "政策",
    "引用",
    "数字",
    "清单数字",
    "已用",
    "任务项",
    "已写",
    "行政",
    "缺失",
];

/// The same in English.
const HEAD_EN: [&str; 13] = [
    "document",
    "clauses",
    "encoded",
    "admin",
    "instruments",
    "citations",
    "figures",
    "listed",
    "used",
    "items",
    "encoded",
    "admin",
    "lost",
];

fn coverage(rows: &[Row], lang: Lang) -> String {
    let (head, sum_of_all) = match lang {
        Lang::Zh => (HEAD_ZH, "合计"),
        Lang::En => (HEAD_EN, "all"),
    };
    let line = |name: &str, r: &Row| -> Vec<String> {
        let counts = [
            r.clauses,
            r.encoded,
            r.administrative,
            r.instruments,
            r.citations,
            r.figures,
            r.listed,
            r.used,
        ];
        let items = r.items.map(|i| i.map(|n| n.to_string()));
        let items = items.unwrap_or_else(|| ["—"; 4].map(str::to_owned));
        let counts = counts.iter().map(ToString::to_string);
        std::iter::once(name.to_owned())
            .chain(counts)
            .chain(items)
            .collect()
    };
    let mut lines: Vec<Vec<String>> = rows.iter().map(|r| line(&r.document, r)).collect();
    let mut sum = Row::default();
    for row in rows {
        sum.clauses += row.clauses;
        sum.encoded += row.encoded;
        sum.administrative += row.administrative;
        sum.instruments += row.instruments;
        sum.citations += row.citations;
        sum.figures += row.figures;
        sum.listed += row.listed;
        sum.used += row.used;
        for (n, more) in sum
            .items
            .get_or_insert_default()
            .iter_mut()
            .zip(row.items.unwrap_or([0; 4]))
        {
            *n += more;
        }
    }
    lines.push(line(sum_of_all, &sum));
    table(&head, &lines)
}

fn as_json(audit: &Audit, without: &[String], lang: Lang) -> String {
    let gaps: Vec<Value> = audit.gaps.iter().map(|gap| gap_json(gap, lang)).collect();
    let rows: Vec<Value> = audit.rows.iter().map(row_json).collect();
    view::print(&json!({
        "compared": true,
        "whole": audit.is_whole(),
        "ledger": audit.ledger,
        "ledger_clauses": audit.ledger_clauses,
        "agreed": audit.agreed,
        "offices": audit.offices,
        "without": without,
        "notes": audit.notes,
        "documents": rows,
        "gaps": gaps,
    }))
}

fn gap_json(gap: &Gap, lang: Lang) -> Value {
    let place = gap.place.as_ref();
    json!({
        "code": gap.code,
        "file": place.map(|(file, _)| file),
        "line": place.map(|(_, span)| span.line),
        "column": place.map(|(_, span)| span.column),
        "message": gap.message.get(lang),
        "help": gap.help.get(lang),
    })
}

fn row_json(row: &Row) -> Value {
    let items = row.items.map(|[all, encoded, administrative, lost]| {
        json!({"all": all, "encoded": encoded, "administrative": administrative, "lost": lost})
    });
    json!({
        "document": row.document,
        "clauses": row.clauses,
        "encoded": row.encoded,
        "administrative": row.administrative,
        "instruments": row.instruments,
        "citations": row.citations,
        "figures": row.figures,
        "figures_listed": row.listed,
        "figures_used": row.used,
        "items": items,
    })
}
