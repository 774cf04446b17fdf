//! `huice check`, `huice fmt` and `huice explain-code`: for the author of rules.

use crate::args::CheckArgs;
use crate::clock;
use crate::failure::Failure;
use crate::output;
use crate::view;
use huice_check::Corpus;
use huice_source::Source;
use huice_syntax::{Diagnostic, Lang, Severity, Text};
use serde_json::{Value, json};
use std::path::Path;

/// Checks all rule files and reports everything at once; where it is asked, also documents that
/// were last checked against their text too many days ago.
pub(crate) fn check(source: &Source, asked: &CheckArgs, json: bool) -> Result<String, Failure> {
    let Findings {
        diagnostics,
        drawn,
        files,
    } = diagnose(source, asked)?;
    let errors = (diagnostics.iter())
        .filter(|d| d.severity == Severity::Error)
        .count();
    let warnings = diagnostics.len() - errors;
    let text = if json {
        let all: Vec<Value> = (diagnostics.iter())
            .map(|d| diagnostic(d, source.lang))
            .collect();
        view::print(&json!({"errors": errors, "warnings": warnings, "diagnostics": all}))
    } else {
        let summary = match source.lang {
            Lang::Zh => format!("{files} 个文件，{errors} 处错误，{warnings} 处提醒"),
            Lang::En => format!("{files} files, {errors} errors, {warnings} warnings"),
        };
        if drawn.is_empty() {
            summary
        } else {
            format!("{}\n\n{summary}", drawn.join("\n\n"))
        }
    };
    if errors == 0 && (warnings == 0 || !asked.deny_warnings) {
        Ok(text)
    } else {
        Err(Failure::Found(text))
    }
}

/// The result of checking.
struct Findings {
    diagnostics: Vec<Diagnostic>,
    /// Each over its text.
    drawn: Vec<String>,
    /// How many files were checked.
    files: usize,
}

fn diagnose(source: &Source, asked: &CheckArgs) -> Result<Findings, Failure> {
    let today = clock::as_of(asked.as_of)?;
    let late = |corpus: &Corpus| {
        let days = asked.checked_within;
        days.map_or_else(Vec::new, |days| huice_check::stale(corpus, today, days))
    };
    let Some(mut country) = source.country()? else {
        let mut rules = source.rules()?;
        let late = rules.checked.corpus.as_ref().map(late);
        rules.checked.diagnostics.extend(late.unwrap_or_default());
        huice_syntax::sort(&mut rules.checked.diagnostics);
        return Ok(Findings {
            drawn: rules.drawn(),
            diagnostics: rules.checked.diagnostics,
            files: rules.count,
        });
    };
    let mut diagnostics = country.diagnostics()?;
    let clean = diagnostics.iter().all(|d| d.severity != Severity::Error);
    if clean && asked.checked_within.is_some() {
        let all = country.each(|corpus| Ok(late(corpus)))?;
        diagnostics.extend(all.into_iter().flatten());
        huice_syntax::sort(&mut diagnostics);
    }
    let drawn = diagnostics.iter().take(MOST_DRAWN);
    Ok(Findings {
        drawn: drawn.map(|d| huice_source::drawn(d, source.lang)).collect(),
        diagnostics,
        files: country.files(),
    })
}

/// Most diagnostics of a country that are drawn: nobody reads more at once.
const MOST_DRAWN: usize = 200;

fn diagnostic(d: &Diagnostic, lang: Lang) -> Value {
    json!({
        "code": d.code,
        "severity": match d.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "file": d.file,
        "line": d.span.line,
        "column": d.span.column,
        "start": d.span.start,
        "end": d.span.end,
        "message": d.message.get(lang),
        "label": d.label.get(lang),
        "help": d.help.get(lang),
    })
}

/// Writes every file in its canonical form, or lists those that are not.
pub(crate) fn format(source: &Source, only_check: bool, json: bool) -> Result<String, Failure> {
    let files = source.files()?;
    let mut changed = Vec::new();
    let mut broken = Vec::new();
    for file in &files {
        match huice_syntax::format(&file.text) {
            Ok(text) if text == file.text => {}
            Ok(text) => {
                changed.push(file.path.clone());
                if !only_check {
                    output::replace(Path::new(&file.path), text.as_bytes())?;
                }
            }
            Err(diagnostics) => {
                // The formatter sees a text, not a file: the path is put in here.
                broken.extend(diagnostics.into_iter().map(|d| {
                    let d = Diagnostic {
                        file: file.path.clone(),
                        ..d
                    };
                    (
                        d.render(&file.text, source.lang, false),
                        diagnostic(&d, source.lang),
                    )
                }));
            }
        }
    }
    let text = if json {
        let diagnostics: Vec<&Value> = broken.iter().map(|(_, d)| d).collect();
        view::print(&json!({"changed": changed, "diagnostics": diagnostics}))
    } else {
        let mut lines: Vec<String> = broken.iter().map(|(drawn, _)| drawn.clone()).collect();
        let (all, count) = (files.len(), changed.len());
        let (what, summary) = match (source.lang, only_check) {
            (Lang::Zh, true) => ("写法要改：", format!("{all} 个文件，{count} 个写法要改")),
            (Lang::Zh, false) => ("改了写法：", format!("{all} 个文件，{count} 个改了写法")),
            (Lang::En, true) => ("to format: ", format!("{all} files, {count} to format")),
            (Lang::En, false) => ("formatted: ", format!("{all} files, {count} formatted")),
        };
        lines.extend(changed.iter().map(|path| format!("{what}{path}")));
        lines.push(summary);
        lines.join("\n")
    };
    if broken.is_empty() && (changed.is_empty() || !only_check) {
        Ok(text)
    } else {
        Err(Failure::Found(text))
    }
}

/// The page of a code.
pub(crate) fn explain_code(source: &Source, code: &str, json: bool) -> Result<String, Failure> {
    let wanted = code.trim().to_uppercase();
    let Some(page) = huice_check::codes::page(&wanted) else {
        let known: Vec<&str> = huice_check::codes::all().iter().map(|p| p.code).collect();
        let known = known.join(" ");
        return Err(Failure::Unusable(match source.lang {
            Lang::Zh => format!("没有代码 `{code}`；有 {known}"),
            Lang::En => format!("there is no code `{code}`; there are {known}"),
        }));
    };
    let (title, why) = (Text::from(page.title), Text::from(page.why));
    let (title, why) = (title.get(source.lang), why.get(source.lang));
    if json {
        return Ok(view::print(&json!({
            "code": page.code, "title": title, "why": why,
            "bad": page.bad, "good": page.good,
        })));
    }
    let (code, bad, good) = (page.code, page.bad, page.good);
    Ok(match source.lang {
        Lang::Zh => format!("{code}：{title}\n\n{why}\n\n不对：\n{bad}\n\n对：\n{good}"),
        Lang::En => format!("{code}: {title}\n\n{why}\n\nwrong:\n{bad}\n\nright:\n{good}"),
    })
}
