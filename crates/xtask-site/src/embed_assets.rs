//! Files of the site besides the app: the script that embeds it (`v1/`), the page that makes
//! snippets, the page that tests a server, and the list of files for that test.

use crate::hashes::{Listed, listed};
use crate::layout::{LAW, beside, is_hashed, only};
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::Path;
use std::process::Command;
use xtask_tools::paths::Paths;
use xtask_tools::run;
use xtask_tools::tools::search_path;

/// The folder of the embedding contract. A copied snippet names it, so it stays for ever.
pub const VERSION: &str = "v1";

/// The list of files, for the self-test.
pub const FILES: &str = "files.json";

/// Scripts: source, place in the site, and the oldest language version. The one that other sites
/// load is ES5, because their pages may have to run on old browsers.
const SCRIPTS: [(&str, &str, &str); 4] = [
    ("embed.js", "v1/embed.js", "es5"),
    ("frame.js", "v1/frame.js", "chrome64,safari12"),
    ("builder.js", "tools/builder.js", "chrome64,safari12"),
    ("selftest.js", "tools/selftest.js", "chrome64,safari12"),
];

/// Styles of the two pages.
const STYLE: (&str, &str) = ("tools.css", "tools/tools.css");

/// Pages. `first.css`, `huice.css` and `icon.svg` in them are replaced by the names of the built
/// files, which have hashes.
const PAGES: [&str; 2] = ["builder.html", "selftest.html"];

/// Adds scripts and pages to the built site.
///
/// # Errors
/// If a file is missing, or a script is not the language that it should be.
pub fn widget(paths: &Paths) -> Result<()> {
    let source = paths.root.join("web/embed");
    let goals = goals(paths)?;
    for (name, to, target) in SCRIPTS {
        let mut esbuild = minifier(paths, &source.join(name), &paths.dist.join(to), target)?;
        esbuild.arg(format!("--define:HUICE_GOALS={goals}"));
        run::command(&mut esbuild).with_context(|| name.to_owned())?;
    }
    let (name, to) = STYLE;
    let style = (source.join(name), paths.dist.join(to));
    let mut esbuild = minifier(paths, &style.0, &style.1, "chrome64,safari12")?;
    run::command(&mut esbuild).with_context(|| name.to_owned())?;
    fs::copy(
        source.join("v1.json"),
        paths.dist.join(VERSION).join("contract.json"),
    )?;
    let named = [("first-", ".css"), ("huice-", ".css"), ("icon-", ".svg")];
    for page in PAGES {
        let mut text = fs::read_to_string(source.join(page)).with_context(|| page.to_owned())?;
        for (begin, end) in named {
            let name = format!("\"{}{end}\"", begin.trim_end_matches('-'));
            if !text.contains(&name) {
                bail!("{page} does not name {name}");
            }
            text = text.replace(&name, &format!("\"{}\"", only(&paths.dist, begin, end)?));
        }
        fs::write(paths.dist.join(page), text)?;
    }
    Ok(())
}

/// The ids of the goals in the packed law, as a list in JSON.
fn goals(paths: &Paths) -> Result<String> {
    #[derive(Deserialize)]
    struct Goal {
        id: String,
    }
    #[derive(Deserialize)]
    struct Index {
        goals: Vec<Goal>,
    }
    let file = paths.dist.join(LAW).join("index.json");
    let index: Index = serde_json::from_slice(&fs::read(&file)?).context("law/index.json")?;
    let ids: Vec<String> = index.goals.into_iter().map(|goal| goal.id).collect();
    Ok(serde_json::to_string(&ids)?)
}

/// What makes a script or a style small.
fn minifier(paths: &Paths, from: &Path, to: &Path, target: &str) -> Result<Command> {
    let mut esbuild = Command::new("esbuild");
    esbuild
        .arg(from)
        .args([
            "--bundle",
            "--minify",
            "--charset=utf8",
            "--log-level=error",
        ])
        .arg(format!("--target={target}"))
        .arg(format!("--outfile={}", to.display()))
        .env("PATH", search_path(paths)?);
    Ok(esbuild)
}

/// One row of the list for the self-test.
#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    file: Listed,
    /// Whether its name holds a hash, so that a browser may keep it for ever.
    keep: bool,
}

/// Writes the list of all files, for the page that tests a server. It runs after everything else
/// except compression; whether to send compressed forms is up to the server.
///
/// # Errors
/// If a file cannot be read.
pub fn list(paths: &Paths) -> Result<()> {
    let rows = listed(&paths.dist, FILES)?.into_iter().map(|file| Row {
        keep: is_hashed(Path::new(&file.path)),
        file,
    });
    let rows: Vec<Row> = rows.collect();
    fs::write(paths.dist.join(FILES), serde_json::to_string_pretty(&rows)?)?;
    Ok(())
}

/// Bytes of gzip of a file of the site, for the limits.
#[must_use]
pub fn gzip(dist: &Path, path: &str) -> Option<u64> {
    fs::metadata(beside(&dist.join(path), "gz"))
        .ok()
        .map(|m| m.len())
}
