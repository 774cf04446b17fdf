//! `huice people`: what the questions cost typical people.

use crate::args::{PeopleArgs, RoleArg};
use crate::clock;
use crate::command::generated::{Population, generated};
use crate::failure::{Failure, Refusals};
use crate::{view, words};
use clap::ValueEnum;
use huice_core::CompiledLaw;
use huice_core::interview::{Cost, Shown, costs, in_file_order, interview};
use huice_core::ir::Role;
use huice_core::{Answers, Date, Law};
use huice_source::{Source, parse_answers, read_text, unreadable};
use huice_zh::input::date;
use huice_zh::read::read_answers_on;
use huice_zh::read::read_day;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A person as the file has them.
#[derive(Debug, Deserialize)]
struct PersonFile<'a> {
    name: Option<String>,
    place: Option<String>,
    as_of: Option<String>,
    #[serde(default)]
    roles: Vec<String>,
    #[serde(borrow)]
    answers: Option<&'a RawValue>,
}

/// A person with the law of their place.
struct Person {
    name: String,
    law: Rc<CompiledLaw>,
    as_of: Date,
    roles: Vec<Role>,
    answers: Answers,
}

/// What the questions cost one person.
struct Row {
    name: String,
    money: Cost,
    all: Cost,
    /// One fact a screen, in the order of the files, by plain logic: money, all.
    plain: (usize, usize),
}

/// A table in Markdown, or JSON.
pub(crate) fn people(source: &Source, args: &PeopleArgs, json: bool) -> Result<String, Failure> {
    if let Some(count) = args.generate {
        let population = Population {
            count,
            seed: args.seed,
            as_of: clock::as_of(args.as_of)?,
            devices: args.devices,
        };
        return generated(source, &args.places, &population, json);
    }
    let dir = args.dir.as_deref().unwrap_or(Path::new("."));
    let mut rows = Vec::new();
    for file in files(dir)? {
        let person = read(source, &file)?;
        let law = &person.law;
        let scope = |position: u16| {
            let instrument = law.instruments.get(usize::from(position));
            instrument.is_some_and(|i| person.roles.iter().any(|r| i.roles.contains(r)))
        };
        let shown = interview(law, person.as_of, &person.answers, &person.roles);
        let (money, all) = costs(&shown);
        let plain = in_file_order(law, person.as_of, &person.answers, &scope);
        let screens: Vec<Value> = shown.iter().map(|s| screen(law, s)).collect();
        rows.push((
            Row {
                name: person.name,
                money,
                all,
                plain,
            },
            screens,
        ));
    }
    if json {
        let as_json = rows.iter().map(|(row, screens)| {
            json!({
                "name": row.name,
                "until_money": cost(row.money, row.plain.0),
                "until_all": cost(row.all, row.plain.1),
                "screens": screens,
            })
        });
        return Ok(view::print(&as_json.collect::<Vec<_>>()));
    }
    Ok(table(rows.iter().map(|(row, _)| row)))
}

fn cost(cost: Cost, plain: usize) -> Value {
    json!({"screens": cost.screens, "facts": cost.facts, "in_file_order": plain})
}

fn screen(law: &Law, shown: &Shown) -> Value {
    let names = |facts: &[u16]| -> Vec<String> {
        let fact = |f: &u16| Some(law.facts.get(usize::from(*f))?.id.clone());
        facts.iter().filter_map(fact).collect()
    };
    json!({
        "facts": names(&shown.question.facts),
        "money_open": shown.question.money_open,
        "screens_at_least": shown.question.screens_at_least,
        "screens_at_most": shown.question.screens_at_most,
    })
}

/// The people's files, by name.
fn files(dir: &Path) -> Result<Vec<PathBuf>, Failure> {
    let trouble = |error| unreadable(dir, &error);
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(trouble)? {
        let path = entry.map_err(trouble)?.path();
        if path.extension().is_some_and(|e| e == "json") {
            paths.push(path);
        }
    }
    paths.sort();
    if paths.is_empty() {
        let message = format!("{} 里没有 .json 文件", dir.display());
        return Err(Failure::Unusable(message));
    }
    Ok(paths)
}

fn read(source: &Source, file: &Path) -> Result<Person, Failure> {
    let shown = file.display().to_string();
    let refuse = |why: &str| Failure::Unusable(format!("{shown} 不是写好的一个人：{why}"));
    let text = read_text(file)?;
    let person: PersonFile<'_> =
        serde_json::from_str(&text).map_err(|error| refuse(&words::json(&error)))?;
    let (Some(name), Some(place), Some(as_of), Some(answers)) =
        (person.name, person.place, person.as_of, person.answers)
    else {
        return Err(refuse("name、place、as_of 和 answers 都要有"));
    };
    let role = |role: &String| {
        RoleArg::from_str(role, false)
            .map(RoleArg::role)
            .map_err(|_| refuse(&format!("没有 `{role}` 这种人")))
    };
    let roles = person.roles.iter().map(role).collect::<Result<_, _>>()?;
    let as_of = read_day(&as_of).map_err(|error| refuse(&format!("`{as_of}` {}", date(error))))?;
    let law = source.law(Some(&place))?;
    let (answers, refused) = read_answers_on(&law, as_of, &parse_answers(answers.get(), &shown)?);
    if !refused.is_empty() {
        return Err(Failure::Refused(Refusals(refused)));
    }
    Ok(Person {
        name,
        law: Rc::new(law.into()),
        as_of,
        roles,
        answers,
    })
}

/// The table; each pair is screens / facts.
fn table<'r>(rows: impl Iterator<Item = &'r Row>) -> String {
    let mut lines = vec![
        "| 谁 | 钱算清：屏 / 问 | 逐条问到钱算清 | 全部算清：屏 / 问 | 逐条问到底 |".to_owned(),
        "|---|--:|--:|--:|--:|".to_owned(),
    ];
    for row in rows {
        let pair = |cost: Cost| format!("{} / {}", cost.screens, cost.facts);
        lines.push(format!(
            "| {} | {} | {} | {} | {} |",
            row.name,
            pair(row.money),
            row.plain.0,
            pair(row.all),
            row.plain.1
        ));
    }
    lines.join("\n")
}
