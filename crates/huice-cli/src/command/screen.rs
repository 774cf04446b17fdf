//! `huice screen` and `huice generate`: many people at once.

use crate::args::{GenerateArgs, ScreenArgs};
use crate::clock;
use crate::command::evaluate::Wanted;
use crate::command::screened;
use crate::failure::Failure;
use crate::view;
use huice_batch::generate::{Wanted as Made, generate as make};
use huice_batch::{BatchError, Job, Options, screen as run, template};
use huice_core::CompiledLaw;
use huice_source::Source;
use huice_zh::words;
use serde_json::json;
use std::io::IsTerminal;
use std::path::Path;

impl From<BatchError> for Failure {
    fn from(error: BatchError) -> Self {
        match error {
            BatchError::Unusable(text) => Self::Unusable(text),
            BatchError::Damaged(text) => Self::Broken(text),
        }
    }
}

/// Decides for everybody of a file, or writes the empty table.
pub(crate) fn screen(source: &Source, args: &ScreenArgs, json: bool) -> Result<String, Failure> {
    let law: CompiledLaw = source.law(args.place.as_deref())?.into();
    let only = Wanted::read(&law, &args.only)?.named();
    if let Some(path) = &args.template {
        let files = template(&law, &only, path)?;
        let names: Vec<String> = files.iter().map(|f| f.display().to_string()).collect();
        return Ok(if json {
            view::print(&json!({"files": names}))
        } else {
            format!("写好了：{}", names.join("、"))
        });
    }
    let (Some(input), Some(output)) = (&args.input, &args.output) else {
        return Err(Failure::Unusable("请写明名单和 -o".into()));
    };
    let job = Job {
        law: &law,
        as_of: clock::as_of(args.as_of)?,
        input,
        output,
        person: &args.id,
        options: Options {
            only,
            all: args.all,
        },
        threads: args.threads,
        progress: shows_progress(),
    };
    let outcome = run(&job)?;
    let explained = (args.explain > 0)
        .then(|| huice_batch::explain(&job, &outcome.repeats, args.explain))
        .transpose()?;
    let text = if json {
        screened::json(&law, &job, &outcome, explained.as_deref())
    } else {
        screened::text(&law, &job, &outcome, explained.as_deref())
    };
    if outcome.summary.errors > 0 {
        Err(Failure::Found(text))
    } else {
        Ok(text)
    }
}

/// Makes people up.
pub(crate) fn generate(
    source: &Source,
    args: &GenerateArgs,
    json: bool,
) -> Result<String, Failure> {
    let law: CompiledLaw = source.law(args.place.as_deref())?.into();
    let as_of = clock::as_of(args.as_of)?;
    make(&Made {
        law: &law,
        as_of,
        people: args.people,
        seed: args.seed,
        output: &args.output,
        progress: shows_progress(),
    })?;
    Ok(if json {
        view::print(&json!({
            "place": law.place,
            "as_of": as_of.to_string(),
            "people": args.people,
            "seed": args.seed,
            "file": shown(&args.output),
        }))
    } else {
        format!(
            "编了 {} 个人（{}，{}，从 {} 编起），写在 {}",
            args.people,
            law.place_name,
            words::day(as_of),
            args.seed,
            shown(&args.output)
        )
    })
}

fn shows_progress() -> bool {
    std::io::stderr().is_terminal()
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
