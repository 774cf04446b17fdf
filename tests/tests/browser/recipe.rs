//! `CONTRIBUTING.md` followed word for word, in a copy of the rules: a made-up city with two
//! benefits and a new question is answered by the command line and offered by the app, and nothing
//! outside `rules/` was touched.

use crate::case::Case;
use crate::phone::{Phone, Result, Screen};
use crate::walk::{answer_all, cards, start};
use crate::{dist, with_phone_on};
use serde_json::{Map, Value, json};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const PLACE: &str = "990001";
const DAY: &str = "2026-11-21";

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn a_city_and_a_benefit_by_the_recipe() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("recipe");
    drop(fs::remove_dir_all(&folder));
    let rules = folder.join("rules");
    copy(&huice_tests::root().join("rules"), &rules);
    follow(&folder);

    // The command line.
    huice(&rules, &["check"], "").unwrap();
    huice(&rules, &["fmt", "--check"], "").unwrap();
    huice(&rules, &["test"], "").unwrap();
    let answers = json!({"works_nights_demo": true, "night_months_demo": 3});
    let asked = [
        "evaluate",
        "--json",
        "--place",
        PLACE,
        "--as-of",
        DAY,
        "--answers",
        "-",
    ];
    let evaluation: Value =
        serde_json::from_str(&huice(&rules, &asked, &answers.to_string()).unwrap()).unwrap();
    assert_eq!(evaluation["summary"]["certain"], "300", "{evaluation}");
    let first = huice(
        &rules,
        &["ask", "--json", "--place", PLACE, "--as-of", DAY],
        "",
    )
    .unwrap();
    assert!(first.contains("works_nights_demo"), "{first}");

    // The app: the same program, with other law beside it.
    let site = folder.join("dist");
    copy(&dist(), &site);
    fs::remove_dir_all(site.join("law")).unwrap();
    let law = site.join("law").to_string_lossy().into_owned();
    huice(&rules, &["pack", "--out", &law], "").unwrap();
    let answers = answers.as_object().unwrap().clone();
    with_phone_on(&site, "recipe", Screen::Phone, async |phone, address| {
        offered(&phone, &address, answers).await
    });
}

async fn offered(phone: &Phone, address: &str, answers: Map<String, Value>) -> Result<()> {
    let case = Case {
        name: "recipe".into(),
        place: PLACE.into(),
        as_of: DAY.into(),
        roles: Vec::new(),
        answers,
        expected: [].into(),
    };
    phone.go(address).await?;
    phone.write("#place", "shili").await?;
    start(phone, address, &case, &["seeker"]).await?;
    let given = answer_all(phone, &case.answers, async |_, _| Ok(())).await?;
    if given.len() != 2 {
        return Err(format!("asked {given:?}").into());
    }
    phone.go(&format!("{address}#/all")).await?;
    phone.see("#find").await?;
    let cards = cards(phone).await?;
    let verdicts: Vec<(&str, &str)> = cards
        .iter()
        .map(|(id, (verdict, _))| (id.as_str(), verdict.as_str()))
        .collect();
    let expected = [
        ("xx-demo-night-allowance", "eligible"),
        ("xx-demo-night-bus", "eligible"),
    ];
    if verdicts == expected {
        Ok(())
    } else {
        Err(format!("{cards:?}").into())
    }
}

/// The files of the city, as they are when both recipes have been followed from nothing: by path
/// below `rules/`.
pub(crate) fn files() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("recipe-alone");
    drop(fs::remove_dir_all(&folder));
    let rules = folder.join("rules");
    fs::create_dir_all(&rules).unwrap();
    fs::write(rules.join("places.yaml"), "places:\n").unwrap();
    follow(&folder);
    let names = [
        "places.yaml",
        "facts/90-demo.yaml",
        "xx-demo-2026-1/document.yaml",
        "xx-demo-2026-1/01-01.yaml",
    ];
    let read = |name: &str| fs::read_to_string(rules.join(name)).unwrap();
    names.map(|name| (name.to_owned(), read(name))).into()
}

/// Follows the recipes: the city first, then the benefit that is added to it.
fn follow(folder: &Path) {
    let text = fs::read_to_string(huice_tests::root().join("CONTRIBUTING.md")).unwrap();
    let blocks: Vec<(&str, &str)> = text
        .split("```yaml ")
        .skip(1)
        .filter_map(|block| block.split_once("```")?.0.split_once('\n'))
        .collect();
    assert_eq!(blocks.len(), 6, "{blocks:?}");
    for (head, body) in &blocks {
        if let Some(path) = head.strip_prefix("file=") {
            let file = folder.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, body).unwrap();
        }
    }
    for (head, body) in &blocks {
        if let Some(path) = head.strip_prefix("append=") {
            let mut file = fs::OpenOptions::new()
                .append(true)
                .open(folder.join(path))
                .unwrap();
            file.write_all(body.as_bytes()).unwrap();
        }
    }
}

/// Runs the command line over some rules; an error contains what it printed.
pub(crate) fn huice(rules: &Path, arguments: &[&str], input: &str) -> Result<String> {
    let mut run = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "huice-cli", "--", "--rules"])
        .arg(rules)
        .args(arguments)
        .current_dir(huice_tests::root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = run.stdin.take() {
        stdin.write_all(input.as_bytes())?;
    }
    let done = run.wait_with_output()?;
    let (out, err) = (
        String::from_utf8_lossy(&done.stdout).into_owned(),
        String::from_utf8_lossy(&done.stderr).into_owned(),
    );
    if done.status.success() {
        Ok(out)
    } else {
        Err(format!("{arguments:?}: {out}{err}").into())
    }
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}
