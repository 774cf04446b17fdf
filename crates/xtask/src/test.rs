//! `cargo xtask test`: all steps, the quick ones, or those that are named.

use crate::schedule;
use crate::steps::{BY_NAME, STEPS, Step};
use crate::timed;
use anyhow::{Context, Result, bail};
use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};
use xtask_tools::paths::Paths;
use xtask_tools::run::{seconds, step};

/// The word for all steps of the quick loop.
const QUICK: &str = "quick";

/// Prints the steps.
pub fn list() {
    for step in STEPS {
        let quick = match step {
            _ if step.quick => QUICK,
            _ if BY_NAME.contains(&step.name) => "named",
            _ => "",
        };
        println!("{:<14}{quick:<7}{}", step.name, step.about);
    }
}

/// Runs steps: all but those of [`BY_NAME`] if none is named. One alone runs in this process and
/// prints its output; several run each in its own process.
///
/// # Errors
/// If there is no such step, or one fails.
pub fn test(paths: &Paths, names: &[String]) -> Result<()> {
    let start = Instant::now();
    let steps = chosen(names)?;
    if let [one] = steps.as_slice() {
        step(one.name, || (one.run)(paths))?;
        return Ok(());
    }
    let folder = paths.target.join("test");
    forget(&folder)?;
    // A step may build this very program anew.
    let own = env::current_exe().context("where is this program?")?;
    let times = schedule::all(&steps, &folder, |step| {
        let mut command = Command::new(&own);
        command.args(["test", step.name]).current_dir(&paths.root);
        command
    })?;
    report(&times, &time_files(&folder)?);
    eprintln!(
        "all {} steps passed in {}; their output is in {}",
        steps.len(),
        seconds(start.elapsed()),
        folder.display()
    );
    Ok(())
}

/// The steps of these names, in the order of the list.
fn chosen(names: &[String]) -> Result<Vec<&'static Step>> {
    for name in names {
        if name != QUICK && !STEPS.iter().any(|step| step.name == name) {
            bail!("no step `{name}`; `cargo xtask test --list` shows them");
        }
    }
    let wanted = |step: &&Step| {
        (names.is_empty() && !BY_NAME.contains(&step.name))
            || (step.quick && names.iter().any(|name| name == QUICK))
            || names.iter().any(|name| name == step.name)
    };
    Ok(STEPS.iter().filter(wanted).collect())
}

/// Times and outputs of an earlier run are no part of this one.
fn forget(folder: &PathBuf) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    Ok(())
}

fn time_files(folder: &PathBuf) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        if file.extension().is_some_and(|end| end == "times") {
            files.push(file);
        }
    }
    Ok(files)
}

fn report(steps: &[(&str, Duration)], times: &[PathBuf]) {
    let mut steps = steps.to_vec();
    steps.sort_by_key(|(_, time)| std::cmp::Reverse(*time));
    eprintln!("\nsteps, slowest first (two run at the same time):");
    for (name, time) in steps {
        eprintln!("{:>12}  {name}", seconds(time));
    }
    eprintln!("\nthe slowest tests:");
    for test in timed::slowest(times) {
        eprintln!("{:>12}  {}", seconds(test.time), test.name);
    }
    eprintln!();
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;

    fn names(asked: &[&str]) -> Vec<&'static str> {
        let asked: Vec<String> = asked.iter().map(|name| (*name).to_owned()).collect();
        let steps = chosen(&asked).unwrap();
        steps.iter().map(|step| step.name).collect()
    }

    #[test]
    fn steps_are_chosen_by_name_in_the_order_of_the_list() {
        assert_eq!(names(&[]).len() + BY_NAME.len(), STEPS.len());
        assert_eq!(names(&["trunk"]), ["trunk"]);
        assert_eq!(names(&["sizes", "lints"]), ["lints", "sizes"]);
        let quick = names(&["quick", "site"]);
        assert!(quick.starts_with(&["format", "lints"]) && quick.ends_with(&["site"]));
        assert!(chosen(&["nothing".to_owned()]).is_err());
    }
}
