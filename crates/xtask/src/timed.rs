//! `cargo test` with the time of each test. Its harness prints a line when a test ends; it begins
//! tests in the order of their names, one for each thread, and the next whenever one ends. So the
//! beginnings follow from the ends.

use anyhow::{Context, Result};
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How many of the slowest tests are printed.
const SLOWEST: usize = 10;

/// How a test run ended.
pub struct Ended {
    /// Whether all tests passed.
    pub passed: bool,
    /// Its standard output.
    pub output: String,
}

/// A test and how long it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timed {
    /// The test, after its file.
    pub name: String,
    /// How long it took.
    pub time: Duration,
}

/// A line of a run, with the time at which it was printed.
enum Line {
    /// From standard output.
    Out(Duration, String),
    /// From the error output, where Cargo prints which file it runs.
    Err(String),
}

/// Runs the tests of each file, so many at a time, prints what they print, and keeps the time of each
/// in `times`.
///
/// # Errors
/// If the command cannot be started or the times cannot be written.
pub fn run(command: &mut Command, threads: usize, times: &Path) -> Result<Ended> {
    let start = Instant::now();
    let mut child = command
        .env("RUST_TEST_THREADS", threads.to_string())
        .env("CARGO_TERM_COLOR", "never")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot start cargo")?;
    let (send, lines) = channel();
    let out = child.stdout.take().context("no output")?;
    let err = child.stderr.take().context("no output")?;
    let other = send.clone();
    let readers = [
        thread::spawn(move || read(out, &send, |line| Line::Out(start.elapsed(), line))),
        thread::spawn(move || read(err, &other, Line::Err)),
    ];
    let mut runs = Runs::new(threads);
    let mut output = String::new();
    for line in lines {
        match line {
            Line::Out(at, text) => {
                println!("{text}");
                runs.out(at, &text);
                output.push_str(&text);
                output.push('\n');
            }
            Line::Err(text) => {
                eprintln!("{text}");
                runs.err(&text);
            }
        }
    }
    for reader in readers {
        drop(reader.join());
    }
    let passed = child.wait()?.success();
    keep(times, &runs.timed())?;
    Ok(Ended { passed, output })
}

/// Tests of one file that run at the same time, where each has work for a core.
pub const CORES: usize = 2;

fn read(from: impl Read, to: &Sender<Line>, line: impl Fn(String) -> Line) {
    let lines = BufReader::new(from).lines();
    for text in lines.map_while(std::result::Result::ok) {
        if to.send(line(text)).is_err() {
            return;
        }
    }
}

/// The test files of a run, as Cargo runs one after the other.
struct Runs {
    threads: usize,
    files: Vec<String>,
    runs: Vec<Run>,
}

/// One file: when it began, and when each of its tests ended.
struct Run {
    began: Duration,
    ended: Vec<(String, Duration)>,
}

impl Runs {
    fn new(threads: usize) -> Self {
        Self {
            threads,
            files: Vec::new(),
            runs: Vec::new(),
        }
    }

    fn err(&mut self, line: &str) {
        let line = line.trim_start();
        let file = line.strip_prefix("Running ");
        let file = file.and_then(|rest| rest.split(" (").next());
        if let Some(file) = file.or_else(|| line.strip_prefix("Doc-tests ")) {
            self.files.push(file.to_owned());
        }
    }

    fn out(&mut self, at: Duration, line: &str) {
        if line.starts_with("running ") && line.ends_with(['s', 't']) {
            let ended = Vec::new();
            self.runs.push(Run { began: at, ended });
        } else if let Some(name) = ended(line)
            && let Some(run) = self.runs.last_mut()
        {
            run.ended.push((name.to_owned(), at));
        }
    }

    /// All tests, in no order.
    fn timed(&self) -> Vec<Timed> {
        let mut all = Vec::new();
        for (index, run) in self.runs.iter().enumerate() {
            let file = self.files.get(index).map_or("", String::as_str);
            let ends: Vec<Duration> = run.ended.iter().map(|(_, at)| *at).collect();
            let mut tests = run.ended.clone();
            tests.sort();
            for (position, (name, at)) in tests.into_iter().enumerate() {
                let before = position.checked_sub(self.threads);
                let began = before.and_then(|before| ends.get(before));
                let time = at.saturating_sub(*began.unwrap_or(&run.began));
                let name = format!("{file}: {name}");
                all.push(Timed { name, time });
            }
        }
        all
    }
}

/// The test that a line reports as ended.
fn ended(line: &str) -> Option<&str> {
    let (name, _) = line.strip_prefix("test ")?.split_once(" ... ")?;
    Some(name.trim_end_matches(" - should panic"))
}

fn keep(times: &Path, tests: &[Timed]) -> Result<()> {
    if let Some(folder) = times.parent() {
        fs::create_dir_all(folder)?;
    }
    let rows: String = tests
        .iter()
        .map(|test| format!("{}\t{}\n", test.time.as_millis(), test.name))
        .collect();
    fs::write(times, rows).with_context(|| times.display().to_string())
}

/// The slowest of the tests whose times lie in these files, slowest first.
#[must_use]
pub fn slowest(files: &[PathBuf]) -> Vec<Timed> {
    let mut all = Vec::new();
    for text in files.iter().flat_map(fs::read_to_string) {
        for row in text.lines() {
            if let Some((time, name)) = row.split_once('\t')
                && let Ok(time) = time.parse()
            {
                let (name, time) = (name.to_owned(), Duration::from_millis(time));
                all.push(Timed { name, time });
            }
        }
    }
    all.sort_by_key(|test| std::cmp::Reverse(test.time));
    all.truncate(SLOWEST);
    all
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;

    #[test]
    fn beginnings_follow_from_ends() {
        let mut runs = Runs::new(2);
        runs.err("     Running tests/exact.rs (target/debug/deps/exact-1)");
        for (second, line) in [
            (10, "running 3 tests"),
            (12, "test b ... ok"),
            (15, "test a ... FAILED"),
            (16, "test c - should panic ... ok"),
            (16, "test result: FAILED. 2 passed; 1 failed"),
        ] {
            runs.out(Duration::from_secs(second), line);
        }
        let mut tests = runs.timed();
        tests.sort_by(|a, b| a.name.cmp(&b.name));
        let found: Vec<(&str, u64)> = tests
            .iter()
            .map(|test| (test.name.as_str(), test.time.as_secs()))
            .collect();
        // `a` and `b` began at 10; `c` took the place of `b`, the first to end.
        let wanted = [
            ("tests/exact.rs: a", 5),
            ("tests/exact.rs: b", 2),
            ("tests/exact.rs: c", 4),
        ];
        assert_eq!(found, wanted);
    }

    #[test]
    fn the_slowest_of_several_files_come_first() {
        let folder = std::env::temp_dir().join(format!("huice-times-{}", std::process::id()));
        let files = [folder.join("a"), folder.join("b"), folder.join("none")];
        let test = |name: &str, time| Timed {
            name: name.into(),
            time: Duration::from_millis(time),
        };
        let many: Vec<Timed> = (0..20).map(|n| test("many", n)).collect();
        keep(&files[0], &many).unwrap();
        keep(&files[1], &[test("one", 500)]).unwrap();
        let found = slowest(&files);
        std::fs::remove_dir_all(folder).unwrap();
        assert_eq!(found.len(), SLOWEST);
        assert_eq!(found.first(), Some(&test("one", 500)));
        assert_eq!(found.get(1), Some(&test("many", 19)));
    }
}
