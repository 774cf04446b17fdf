//! The step `documents`: every command that a document shows is run, or its words are checked against
//! the help of its program.

use crate::build;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use xtask_site::layout::copy_folder;
use xtask_tools::paths::Paths;
use xtask_tools::run;

/// What runs a command that is too expensive to run here.
enum By {
    /// A step of `cargo xtask test`.
    Step(&'static str),
    /// Nothing, and why.
    Nothing(&'static str),
}

/// Commands that are not run here, by their beginning; the first that fits counts.
const ELSEWHERE: &[(&str, By)] = &[
    ("cargo xtask test --list", By::Step("documents")),
    ("cargo xtask test", By::Nothing("it is what runs this")),
    ("cargo xtask serve", By::Step("site")),
    ("cargo xtask build", By::Step("site")),
    ("cargo xtask dist", By::Step("hosts")),
    (
        "cargo xtask scale",
        By::Nothing("it measures a country for minutes; `tests` makes a small one"),
    ),
    ("cargo xtask npm-tests", By::Step("npm-tests")),
    ("cargo xtask npm", By::Step("npm")),
    ("cargo xtask conformance", By::Step("conformance")),
    ("cargo xtask sizes", By::Step("sizes")),
    ("cargo xtask browser", By::Step("browser")),
    ("cargo xtask engines", By::Step("engines")),
    (
        "cargo xtask bench",
        By::Nothing("it measures for an hour; `browser` builds its page"),
    ),
    (
        "cargo xtask pace",
        By::Nothing("it measures time, which no test may depend on"),
    ),
    (
        "cargo xtask lighthouse",
        By::Nothing("it measures time; axe runs in `browser`"),
    ),
    (
        "cargo xtask fuzz",
        By::Nothing("it has no end; `tests` replays its corpus"),
    ),
    (
        "cargo xtask pictures",
        By::Nothing("it changes pictures; `browser` takes the same ones"),
    ),
    (
        "cargo xtask shots",
        By::Nothing("24 people take minutes; `browser` takes the pictures of one"),
    ),
    (
        "cargo install",
        By::Nothing("the steps install the same version by themselves"),
    ),
    ("trunk serve", By::Step("trunk")),
    (
        "HUICE_BLESS=1",
        By::Nothing("it writes what a test of the same name compares"),
    ),
    (
        "cargo bench",
        By::Nothing("it measures time, which no test may depend on"),
    ),
    ("huice audit", By::Step("audit")),
    // Follows the recipe that shows it, to its end.
    ("huice new", By::Step("tests")),
    ("huice screen", By::Step("batch")),
    ("huice generate", By::Step("batch")),
    ("huice diff", By::Step("batch")),
    (
        "cargo xtask huice-batch",
        By::Nothing("an optimised build takes minutes; the step `batch` tests a quick one"),
    ),
    (
        "huice people --generate",
        By::Nothing("minutes; a test of the command runs fewer"),
    ),
];

/// Documents whose commands are those of other projects, and why they are not run.
const OTHERS: &[(&str, &str)] = &[
    (
        "tests/bench/npm/README.md",
        "compares with packages of other projects",
    ),
    ("tests/bench/openfisca/README.md", "needs OpenFisca"),
    ("tests/bench/publicodes/README.md", "needs Publicodes"),
];

/// Programs whose commands are looked for.
const PROGRAMS: [&str; 6] = ["cargo", "huice", "trunk", "node", "npm", "HUICE_BLESS=1"];

/// How the documents call the command line before it is installed.
const FROM_SOURCE: &str = "cargo run -q -p huice-cli -- ";

/// A command of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Shown {
    text: String,
    /// Whether it is meant to be typed as it stands: it fills a line, or has arguments.
    whole: bool,
}

/// Runs the commands of all documents.
///
/// # Errors
/// At the first that fails, with its document.
pub fn documents(paths: &Paths) -> Result<()> {
    let shown = all(paths)?;
    if shown.len() < 20 {
        bail!("only {} commands were found", shown.len());
    }
    let folder = prepare(paths)?;
    let steps = xtask(&["test", "--list"])?;
    let (mut run, mut compared, mut elsewhere) = (0, 0, 0);
    for (command, document) in &shown {
        let what = || format!("{document}: `{}`", command.text);
        if let Some(by) = by(&command.text) {
            exists(by, &steps).with_context(what)?;
            words_exist(paths, &command.text).with_context(what)?;
            elsewhere += 1;
        } else if command.whole && !has_gaps(&command.text) {
            eprintln!("    {}", command.text);
            run_one(&folder, &command.text).with_context(what)?;
            run += 1;
        } else {
            words_exist(paths, &command.text).with_context(what)?;
            compared += 1;
        }
    }
    eprintln!("{run} commands run, {compared} compared with their help, {elsewhere} run elsewhere");
    Ok(())
}

/// Every command, with the document that shows it first.
fn all(paths: &Paths) -> Result<BTreeMap<Shown, String>> {
    let mut git = Command::new("git");
    let files = run::output(git.args(["ls-files", "*.md"]).current_dir(&paths.root))?;
    let mut found = BTreeMap::new();
    for document in files.lines().filter(|path| is_current(path)) {
        let file = paths.root.join(document);
        let text = fs::read_to_string(&file).with_context(|| document.to_owned())?;
        for command in commands(&text) {
            found.entry(command).or_insert_with(|| document.to_owned());
        }
    }
    Ok(found)
}

/// The changelog and decisions show what was.
fn is_current(document: &str) -> bool {
    document != "CHANGELOG.md"
        && !document.starts_with("docs/decisions/")
        && !OTHERS.iter().any(|(other, _)| *other == document)
}

/// The commands of a document: lines between fences, and code in a line of text.
fn commands(text: &str) -> Vec<Shown> {
    let mut found = Vec::new();
    let mut fence: Option<bool> = None;
    for line in text.lines() {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            fence = match fence {
                None => Some(["", "sh", "bash"].contains(&language)),
                Some(_) => None,
            };
        } else if fence == Some(true) {
            found.extend(command(line, true));
        } else if fence.is_none() {
            let code = line.split('`').skip(1).step_by(2);
            found.extend(code.filter_map(|code| command(code, is_whole(code))));
        }
    }
    found
}

/// Whether code in a line of text is a command and no mere name of one.
fn is_whole(code: &str) -> bool {
    let words: Vec<&str> = code.split(' ').collect();
    words.len() > 2 && words.last().is_some_and(|word| !word.starts_with("--"))
}

fn command(line: &str, whole: bool) -> Option<Shown> {
    let line = line.split(" #").next().unwrap_or_default().trim();
    let program = line.split(' ').next().unwrap_or_default();
    if !PROGRAMS.contains(&program) || program == line {
        return None;
    }
    let text = match line.strip_prefix(FROM_SOURCE) {
        Some(rest) => format!("huice {rest}"),
        None => line.to_owned(),
    };
    Some(Shown { text, whole })
}

fn by(command: &str) -> Option<&'static By> {
    let fits = ELSEWHERE
        .iter()
        .find(|(begin, _)| command.starts_with(begin));
    fits.map(|(_, by)| by)
}

fn exists(by: &By, steps: &str) -> Result<()> {
    let first = |line: &str| line.split(' ').next().unwrap_or_default().to_owned();
    match by {
        By::Step(name) if steps.lines().any(|line| first(line) == *name) => Ok(()),
        By::Step(name) => bail!("no step `{name}`"),
        By::Nothing("") => bail!("no reason why it is not run"),
        By::Nothing(_) => Ok(()),
    }
}

/// Whether a reader must put something in: `DIR`, `…`, `[--devices]`.
fn has_gaps(command: &str) -> bool {
    command.contains(['…', '[', '<'])
        || command.split(' ').any(|word| {
            word.chars().count() > 0 && word.chars().all(|letter| letter.is_ascii_uppercase())
        })
}

/// A folder in which commands find what the documents speak of, and may write.
fn prepare(paths: &Paths) -> Result<PathBuf> {
    let folder = paths.target.join("documents");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    for part in ["rules", "tests/people"] {
        copy_folder(&paths.root.join(part), &folder.join(part))?;
    }
    let readme = fs::read_to_string(paths.root.join("README.md"))?;
    let answers = readme.split('`').find(|code| code.starts_with("{\""));
    let answers = answers.context("README.md shows no answers")?;
    fs::write(folder.join("answers.json"), answers)?;
    Ok(folder)
}

fn run_one(folder: &Path, text: &str) -> Result<()> {
    let mut words = text.split(' ').filter(|word| !word.is_empty());
    let program = words.next().context("no command")?;
    let mut command = Command::new(program);
    if program == "huice" {
        command = Command::new("cargo");
        command.args(FROM_SOURCE.split_whitespace().skip(1));
    }
    run::output(command.args(words).current_dir(folder)).map(drop)
}

/// Whether the program knows the command and its flags.
fn words_exist(paths: &Paths, text: &str) -> Result<()> {
    let mut words = text.split(' ');
    let is_word = |word: &str| word.bytes().all(|letter| letter.is_ascii_lowercase());
    let help = match (words.next(), words.next(), words.next()) {
        // A command of a command: `huice new place`.
        (Some("huice"), Some(name), Some(part)) if is_word(part) => {
            run::output(build::huice(paths).args([name, part, "--help"]))?
        }
        (Some("huice"), Some(name), _) => run::output(build::huice(paths).args([name, "--help"]))?,
        (Some("cargo"), Some("xtask"), Some(name)) if name != "…" => usage(name)?,
        _ => return Ok(()),
    };
    let flags = text.split(' ').map(|word| word.trim_matches(['[', ']']));
    for flag in flags.filter(|word| word.starts_with("--") && word.len() > 2) {
        if !help.contains(flag) {
            bail!("its help does not name {flag}");
        }
    }
    Ok(())
}

/// The line of a command in the help of `cargo xtask`.
fn usage(name: &str) -> Result<String> {
    let help = xtask(&["help"])?;
    let found = help
        .lines()
        .find(|line| line.trim_start().split(' ').next() == Some(name));
    let line = found.with_context(|| format!("`cargo xtask` has no `{name}`"))?;
    Ok(line.to_owned())
}

/// What this very program prints.
fn xtask(arguments: &[&str]) -> Result<String> {
    run::output(Command::new(env::current_exe()?).args(arguments))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_found_in_fences_and_in_text() {
        let text = "Use `huice audit` or `huice plan --place 1 --months 3`.\n\n```\n\
                    cargo run -q -p huice-cli -- check\ncargo xtask serve   # and look\n```\n\n\
                    ```rust\ncargo not this\n```\n`cargo`, `cargo xtask test`.\n";
        let found = commands(text);
        let found: Vec<(&str, bool)> = found
            .iter()
            .map(|shown| (shown.text.as_str(), shown.whole))
            .collect();
        let wanted = [
            ("huice audit", false),
            ("huice plan --place 1 --months 3", true),
            ("huice check", true),
            ("cargo xtask serve", true),
            ("cargo xtask test", true),
        ];
        assert_eq!(found, wanted);
    }

    #[test]
    fn what_a_reader_puts_in_is_seen() {
        assert!(has_gaps("huice pack --out DIR") && has_gaps("huice people --place …"));
        assert!(!has_gaps("huice explain-code E012"));
    }

    #[test]
    fn a_step_that_is_gone_is_an_error() {
        let steps = "site     the site is built\n";
        assert!(exists(&By::Step("site"), steps).is_ok());
        assert!(exists(&By::Step("sit"), steps).is_err());
    }
}
