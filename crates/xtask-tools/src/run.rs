//! Steps with a name and a time, and commands that say how they failed.

use anyhow::{Context, Result, bail};
use std::process::Command;
use std::time::{Duration, Instant};

/// Runs one named step, and says how long it took.
///
/// # Errors
/// Those of the step, with its name.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("==> {name}");
    let start = Instant::now();
    let done = work();
    let time = seconds(start.elapsed());
    match &done {
        Ok(_) => eprintln!("    {name}: {time}"),
        Err(_) => eprintln!("    {name}: FAILED after {time}"),
    }
    done.with_context(|| format!("step `{name}` failed"))
}

/// A time as `8.2 s` or `5 min 31 s`.
#[must_use]
pub fn seconds(time: Duration) -> String {
    let whole = time.as_secs();
    if whole < 60 {
        format!("{whole}.{} s", time.subsec_millis() / 100)
    } else {
        format!("{} min {} s", whole / 60, whole % 60)
    }
}

/// Runs a command whose output goes where ours does.
///
/// # Errors
/// If it cannot be started, or ends with anything but success.
pub fn command(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("cannot start {}", line(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", line(command));
    }
    Ok(())
}

/// Runs a command and returns what it prints.
///
/// # Errors
/// If it cannot be started, or ends with anything but success.
pub fn output(command: &mut Command) -> Result<String> {
    let out = command
        .output()
        .with_context(|| format!("cannot start {}", line(command)))?;
    if !out.status.success() {
        let said = String::from_utf8_lossy(&out.stderr);
        bail!(
            "{} ended with {}: {}",
            line(command),
            out.status,
            said.trim()
        );
    }
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// The command as a person would type it.
fn line(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|a| a.to_string_lossy().into_owned()));
    format!("`{}`", words.join(" "))
}
