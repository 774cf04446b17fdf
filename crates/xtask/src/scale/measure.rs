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
    /// The most memory it held, in bytes; zero where the system does not say.
    memory: u64,
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let milliseconds = self.wall.as_millis();
        let (seconds, rest) = (milliseconds / 1000, milliseconds % 1000 / 10);
        write!(
            f,
            "{seconds:>6}.{rest:02} s {:>7} MB",
            self.memory / 1_000_000
        )
    }
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
    let mut memory = 0;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        memory = memory.max(peak(child.id()));
        std::thread::sleep(EVERY);
    };
    if !status.success() {
        bail!("huice {}: {status}", arguments.join(" "));
    }
    Ok(Cost {
        wall: start.elapsed(),
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
