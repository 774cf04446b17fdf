//! Steps with a name and a time, and commands whose errors include their output.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Runs one named step, and prints how long it took.
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

/// Runs a command that inherits standard output and error.
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
        let stderr = String::from_utf8_lossy(&out.stderr);
        bail!(
            "{} ended with {}: {}",
            line(command),
            out.status,
            stderr.trim()
        );
    }
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// How often a long command prints its progress.
const PROGRESS: Duration = Duration::from_secs(10);

/// Runs Cargo for a long time: every ten seconds it prints how many crates it has compiled. What Cargo
/// prints is shown if it fails.
///
/// # Errors
/// If it cannot be started, or ends with anything but success.
pub fn compile(name: &str, cargo: &mut Command) -> Result<()> {
    let start = Instant::now();
    let mut child = cargo
        .env("CARGO_TERM_COLOR", "never")
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", line(cargo)))?;
    let stderr = BufReader::new(child.stderr.take().context("no output")?);
    let (send, lines) = channel();
    thread::spawn(move || {
        let mut lines = stderr.lines().map_while(std::io::Result::ok);
        lines.all(|line| send.send(line).is_ok())
    });
    let (mut all, mut compiled, mut last) = (Vec::new(), 0, String::new());
    let mut next = PROGRESS;
    loop {
        match lines.recv_timeout(next.saturating_sub(start.elapsed())) {
            Ok(line) => {
                if let Some(this) = line.trim_start().strip_prefix("Compiling ") {
                    compiled += 1;
                    last = this.split(' ').next().unwrap_or_default().to_owned();
                }
                all.push(line);
            }
            Err(RecvTimeoutError::Timeout) => {
                let time = seconds(start.elapsed());
                eprintln!("      {name}: {time}, {compiled} crates compiled, now {last}");
                next += PROGRESS;
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("{} ended with {status}\n{}", line(cargo), all.join("\n"));
    }
    Ok(())
}

/// Does two things at the same time.
///
/// # Errors
/// That of the first, or of the second.
pub fn both(
    one: impl FnOnce() -> Result<()> + Send,
    other: impl FnOnce() -> Result<()> + Send,
) -> Result<()> {
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        one.join().unwrap_or_else(|_| bail!("a thread stopped"))?;
        other
    })
}

/// The command as a person would type it.
fn line(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|a| a.to_string_lossy().into_owned()));
    format!("`{}`", words.join(" "))
}
