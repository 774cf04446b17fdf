//! A job that is killed goes on where it was, to the same bytes.

use super::{PLACE, screen};
use crate::common::{folder, huice};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// How many parts are done.
fn parts(folder: &Path, output: &str) -> usize {
    let files = std::fs::read_dir(folder.join(format!("{output}.parts")));
    let files = files.into_iter().flatten().flatten();
    files
        .filter(|f| f.path().extension().is_some_and(|end| end == "json"))
        .count()
}

#[test]
fn a_killed_job_goes_on_to_the_same_bytes() {
    let folder = folder("batch-resume");
    let made = ["generate", "-o", "in.parquet", "--people", "120000"];
    huice(&folder, &[&made, &PLACE[..]].concat(), b"").expect(0, &[]);
    for end in ["parquet", "csv"] {
        let (whole, killed) = (format!("whole.{end}"), format!("killed.{end}"));
        screen(&folder, "in.parquet", &whole, &["--threads", "1", "--all"]).expect(0, &[]);
        let mut child = Command::new(env!("CARGO_BIN_EXE_huice"))
            .current_dir(&folder)
            .args(["screen", "in.parquet", "-o", &killed, "--all"])
            .args(PLACE)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        while parts(&folder, &killed) < 2 {
            assert!(
                child.try_wait().unwrap().is_none(),
                "it was done before it was killed"
            );
            std::thread::sleep(Duration::from_millis(5));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(!folder.join(&killed).exists());
        let run = screen(&folder, "in.parquet", &killed, &["--all"]);
        run.expect(0, &["接着上次的做"]);
        let bytes = |name: &str| std::fs::read(folder.join(name)).unwrap();
        assert!(bytes(&whole) == bytes(&killed), "{end}: other bytes");
        assert!(!folder.join(format!("{killed}.parts")).exists());
    }
}
