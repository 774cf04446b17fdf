//! Several steps at once: each in its own process, with its output in a file, in the order that
//! their needs allow.

use crate::steps::Step;
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use xtask_tools::run::seconds;

/// Steps that run at the same time: what two cores allow.
const LANES: usize = 2;

/// How often it is checked whether a step has ended.
const GLANCE: Duration = Duration::from_millis(50);

/// A step that is running.
struct Running<'s> {
    step: &'s Step,
    child: Child,
    start: Instant,
}

/// Runs all of them; `begin` makes the command of one.
///
/// # Errors
/// If a step fails: no other is begun after it, and its output is printed.
pub fn all<'s>(
    steps: &[&'s Step],
    logs: &Path,
    begin: impl Fn(&'s Step) -> Command,
) -> Result<Vec<(&'s str, Duration)>> {
    fs::create_dir_all(logs)?;
    let mut waiting: Vec<&'s Step> = steps.to_vec();
    let mut running: Vec<Running<'s>> = Vec::new();
    let mut open: BTreeSet<&str> = steps.iter().map(|step| step.name).collect();
    let mut times = Vec::new();
    let mut failed = Vec::new();
    while !running.is_empty() || (failed.is_empty() && !waiting.is_empty()) {
        while failed.is_empty()
            && let Some(next) = next(&waiting, &running, &open)
        {
            let step = waiting.remove(next);
            eprintln!("    {:<14}{}", step.name, step.about);
            running.push(start(step, logs, begin(step))?);
        }
        thread::sleep(GLANCE);
        for index in (0..running.len()).rev() {
            let Some(status) = running.get_mut(index).and_then(ended).transpose()? else {
                continue;
            };
            let Running { step, start, .. } = running.remove(index);
            let time = start.elapsed();
            open.remove(step.name);
            times.push((step.name, time));
            let word = if status { "ok" } else { "FAILED" };
            eprintln!("{word:>6}  {:<12}{}", step.name, seconds(time));
            if !status {
                failed.push(step.name);
                print_log(&log(logs, step.name))?;
            }
        }
    }
    if failed.is_empty() {
        return Ok(times);
    }
    let again = failed.join(" ");
    bail!("failed: {again}; to run it alone: cargo xtask test {again}")
}

/// The first step that may begin now.
fn next(waiting: &[&Step], running: &[Running<'_>], open: &BTreeSet<&str>) -> Option<usize> {
    if running.len() >= LANES || running.iter().any(|other| other.step.alone) {
        return None;
    }
    waiting.iter().position(|step| {
        let ready = step.after.iter().all(|before| !open.contains(before));
        ready && (!step.alone || running.is_empty())
    })
}

fn start<'s>(step: &'s Step, logs: &Path, mut command: Command) -> Result<Running<'s>> {
    let out = File::create(log(logs, step.name))?;
    let err = out.try_clone()?;
    let child = command
        .stdin(Stdio::null())
        .stdout(out)
        .stderr(err)
        .spawn()
        .with_context(|| format!("cannot start step `{}`", step.name))?;
    let start = Instant::now();
    Ok(Running { step, child, start })
}

/// Whether a step has ended, and then whether it passed.
fn ended(running: &mut Running<'_>) -> Option<Result<bool>> {
    match running.child.try_wait() {
        Ok(None) => None,
        Ok(Some(status)) => Some(Ok(status.success())),
        Err(error) => Some(Err(error.into())),
    }
}

/// Where the output of a step is.
#[must_use]
pub fn log(logs: &Path, step: &str) -> PathBuf {
    logs.join(format!("{step}.log"))
}

fn print_log(log: &Path) -> Result<()> {
    let text = fs::read(log).with_context(|| log.display().to_string())?;
    eprintln!("---- {}, without what went well", log.display());
    for line in String::from_utf8_lossy(&text).trim_end().lines() {
        if !went_well(line) {
            eprintln!("{line}");
        }
    }
    eprintln!("----");
    Ok(())
}

/// A line that says nothing about a failure: there are hundreds of them, and who reads the output
/// of CI may see only its beginning and its end.
fn went_well(line: &str) -> bool {
    let compiled = ["Compiling ", "Downloaded ", "Checking "];
    let is_test = line.starts_with("test ");
    compiled
        .iter()
        .any(|word| line.trim_start().starts_with(word))
        || (is_test && (line.ends_with(" ... ok") || line.contains(" ... ignored")))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;

    fn step(name: &'static str, after: &'static [&'static str], alone: bool) -> Step {
        Step {
            name,
            about: "",
            quick: false,
            alone,
            after,
            run: |_| Ok(()),
        }
    }

    /// A command that appends a word to a file, or fails.
    fn writes(folder: &Path, step: &Step) -> Command {
        let mut shell = Command::new("sh");
        let line = match step.name {
            "bad" => "echo wrong; exit 1".to_owned(),
            name => format!("echo {name} >> '{}'", folder.join("order").display()),
        };
        shell.args(["-c", &line]);
        shell
    }

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("huice-{name}-{}", std::process::id()));
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_step_waits_for_what_it_needs() {
        let folder = folder("order");
        let steps = [
            step("last", &["middle"], false),
            step("middle", &["first", "not asked for"], true),
            step("first", &[], false),
        ];
        let steps: Vec<&Step> = steps.iter().collect();
        let times = all(&steps, &folder, |step| writes(&folder, step)).unwrap();
        let order = fs::read_to_string(folder.join("order")).unwrap();
        fs::remove_dir_all(folder).unwrap();
        assert_eq!(order, "first\nmiddle\nlast\n");
        assert_eq!(times.len(), 3);
    }

    #[test]
    fn nothing_begins_after_a_failure() {
        let folder = folder("failure");
        let steps = [step("bad", &[], true), step("next", &["bad"], false)];
        let steps: Vec<&Step> = steps.iter().collect();
        let error = all(&steps, &folder, |step| writes(&folder, step)).unwrap_err();
        let begun = folder.join("order").exists();
        let output = fs::read_to_string(log(&folder, "bad")).unwrap();
        fs::remove_dir_all(folder).unwrap();
        assert!(error.to_string().contains("cargo xtask test bad"));
        assert!(!begun);
        assert_eq!(output, "wrong\n");
    }

    #[test]
    fn what_went_well_is_not_printed() {
        for line in [
            "   Compiling syn v2.0.119",
            "test taking::base_64_is_read ... ok",
            "test shots::people ... ignored, needs a browser",
        ] {
            assert!(went_well(line), "{line}");
        }
        for line in [
            "error: could not compile `syn`: No space left on device",
            "test taking::base_64_is_read ... FAILED",
            "test result: FAILED. 1 passed; 1 failed",
            "",
        ] {
            assert!(!went_well(line), "{line}");
        }
    }

    #[test]
    fn a_step_that_takes_both_cores_runs_alone() {
        let (both, other) = (step("both", &[], true), step("other", &[], false));
        let child = Command::new("true").spawn().unwrap();
        let start = Instant::now();
        let mut running = Running {
            step: &other,
            child,
            start,
        };
        let open = BTreeSet::from(["both", "other"]);
        let step = next(&[&both], std::slice::from_ref(&running), &open);
        assert_eq!(step, None);
        running.child.wait().unwrap();
        assert_eq!(next(&[&both], &[], &open), Some(0));
    }
}
