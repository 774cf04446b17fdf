//! What a command costs: time and memory.

use anyhow::{Context, Result, bail};
use std::fmt;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often the memory is looked at.
const EVERY: Duration = Duration::from_millis(20);

/// What a command took.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost {
    /// From start to end.
    wall: Duration,
    /// Of all processors together; zero if the system does not report it. What runs beside the command
    /// makes it no longer.
    work: Duration,
    /// The most memory it held, in bytes; zero if the system does not report it.
    memory: u64,
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {} {:>7} MB",
            seconds(self.wall),
            seconds(self.work),
            self.memory / 1_000_000
        )
    }
}

fn seconds(time: Duration) -> String {
    let milliseconds = time.as_millis();
    format!(
        "{:>6}.{:02} s",
        milliseconds / 1000,
        milliseconds % 1000 / 10
    )
}

/// Runs the command line in a folder.
///
/// # Errors
/// If it cannot be started or reports a failure.
pub(super) fn measure(program: &Path, folder: &Path, arguments: &[&str]) -> Result<Cost> {
    let start = Instant::now();
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::inherit())
        .spawn()
        .with_context(|| program.display().to_string())?;
    let (mut memory, mut work) = (0, Duration::ZERO);
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        memory = memory.max(peak(child.id()));
        work = work.max(worked(child.id()));
        std::thread::sleep(EVERY);
    };
    if !status.success() {
        bail!("huice {}: {status}", arguments.join(" "));
    }
    Ok(Cost {
        wall: start.elapsed(),
        work,
        memory,
    })
}

/// The most memory that a process has held so far.
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse().ok());
    kilobytes.map_or(0, |kilobytes: u64| kilobytes * 1024)
}

/// How long the processors have worked for a process so far.
fn worked(process: u32) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // Behind the name, which may hold spaces, user and system time are the 12th and 13th.
    let fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = fields.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks.saturating_mul(TICK))
}

/// A tick of the system's clock, in milliseconds.
const TICK: u64 = 10;
