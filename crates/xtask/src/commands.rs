//! The commands of `cargo xtask`, one line each, and their arguments.

use crate::{
    batch, bench, browser, build, conformance, dist, fuzz, lighthouse, npm, perf, scale, serve,
    sizes, test, walks,
};
use anyhow::{Context, Result, bail};
use lexopt::prelude::*;
use std::path::PathBuf;
use xtask_tools::paths::Paths;
use xtask_tools::setup;

/// A command.
pub struct Command {
    /// Its name.
    pub name: &'static str,
    /// Its arguments, as its help shows them.
    pub usage: &'static str,
    /// What it does.
    pub about: &'static str,
    run: fn(&Paths, lexopt::Parser) -> Result<()>,
}

/// All of them. One line each: name, arguments, what it does, work.
#[rustfmt::skip]
pub const COMMANDS: &[Command] = &[
    command("serve", "[--port N] [--no-build]", "build, then serve dist/ (port 8080)", serve_site),
    command("test", "[STEP…|quick] [--list]", "all that CI checks, or some steps", test_steps),
    command("setup", "", "install what a build needs", |paths, args| plain(args, || setup::setup_alone(paths))),
    command("build", "", "the site, in dist/", |paths, args| plain(args, || build::build(paths))),
    command("dist", "[--no-build]", "the site and its deployment kit as a zip, in target/", dist_zip),
    command("huice-batch", "", "a `huice` for many people, in target/batch/", |paths, args| plain(args, || batch::build(paths))),
    command("npm", "", "the npm package, in target/npm/", |paths, args| plain(args, || npm::npm(paths))),
    command("npm-tests", "", "its tests in Node (after npm)", |paths, args| plain(args, || npm::tests(paths))),
    command("conformance", "[--bless]", "the same cases by core, Node and browser (after npm-tests)", compare),
    command("sizes", "", "bytes of a first visit, against limits.toml (after build)", |paths, args| plain(args, || sizes::sizes(paths))),
    command("browser", "", "people walk the site in Chromium (after build)", |paths, args| plain(args, || walks::walks(paths))),
    command("engines", "", "the same in Firefox, WebKit and old Chromium (after build)", |paths, args| plain(args, || browser::engines(paths))),
    command("lighthouse", "", "what Lighthouse says of the site on a phone (after build)", |paths, args| plain(args, || lighthouse::lighthouse(paths))),
    command("pace", "", "how soon it can be used on a slow line and phone (after build)", |paths, args| plain(args, || perf::perf(paths))),
    command("pictures", "", "the pictures of the documents, in docs/ (after build)", |paths, args| plain(args, || browser::pictures(paths))),
    command("shots", "[--out DIR]", "a picture of each screen, in shots/ (after build)", album),
    command("bench", "", "speed, beside plain programs: tests/bench/RESULTS.md", |paths, args| plain(args, || bench::bench(paths))),
    command("bench-page", "", "only the page that is measured, in target/bench/page (after build)", |paths, args| plain(args, || bench::page(paths))),
    command("scale", "[--places N]", "what 3,000 places and 60,000 instruments cost", country),
    command("fuzz", "TARGET [--minutes N]", "look for what breaks: rules, pack, answers or link", look_for_faults),
];

const fn command(
    name: &'static str,
    usage: &'static str,
    about: &'static str,
    run: fn(&Paths, lexopt::Parser) -> Result<()>,
) -> Command {
    Command {
        name,
        usage,
        about,
        run,
    }
}

/// Runs the command of the command line.
///
/// # Errors
/// If there is no such command, it does not have such an argument, or it fails.
pub fn run(mut arguments: lexopt::Parser) -> Result<()> {
    let name = match arguments.next()? {
        None | Some(Long("help") | Short('h')) => {
            print!("{}", help());
            return Ok(());
        }
        Some(Value(name)) => name.string()?,
        Some(other) => return Err(other.unexpected().into()),
    };
    if name == "help" {
        print!("{}", help());
        return Ok(());
    }
    let command = COMMANDS.iter().find(|command| command.name == name);
    let command = command.with_context(|| format!("no command `{name}`\n\n{}", help()))?;
    (command.run)(&Paths::here(), arguments)
}

/// The help of all commands.
#[must_use]
pub fn help() -> String {
    let mut text = "cargo xtask <command>\n\n".to_owned();
    for Command {
        name, usage, about, ..
    } in COMMANDS
    {
        let left = format!("{name} {usage}");
        text.push_str(&format!("  {left:<32}{about}\n"));
    }
    text.push_str("\nHUICE_TOOLS names another folder for the pinned tools than .tools.\n");
    text
}

/// A command without arguments.
fn plain(mut arguments: lexopt::Parser, work: impl FnOnce() -> Result<()>) -> Result<()> {
    match arguments.next()? {
        None => work(),
        Some(other) => Err(other.unexpected().into()),
    }
}

fn serve_site(paths: &Paths, mut arguments: lexopt::Parser) -> Result<()> {
    let (mut port, mut build) = (8080, true);
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("port") => port = arguments.value()?.parse()?,
            Long("no-build") => build = false,
            other => return Err(other.unexpected().into()),
        }
    }
    serve::serve(paths, port, build)
}

fn test_steps(paths: &Paths, mut arguments: lexopt::Parser) -> Result<()> {
    let mut names = Vec::new();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("list") => {
                test::list();
                return Ok(());
            }
            Value(name) => names.push(name.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    test::test(paths, &names)
}

fn dist_zip(paths: &Paths, mut arguments: lexopt::Parser) -> Result<()> {
    let mut build = true;
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("no-build") => build = false,
            other => return Err(other.unexpected().into()),
        }
    }
    dist::dist(paths, build).map(drop)
}

fn compare(paths: &Paths, mut arguments: lexopt::Parser) -> Result<()> {
    let mut bless = false;
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("bless") => bless = true,
            other => return Err(other.unexpected().into()),
        }
    }
    conformance::conformance(paths, bless)
}

fn album(paths: &Paths, mut arguments: lexopt::Parser) -> Result<()> {
    let mut out = paths.root.join("shots");
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("out") => out = PathBuf::from(arguments.value()?),
            other => return Err(other.unexpected().into()),
        }
    }
    browser::shots(paths, &out)
}

fn country(paths: &Paths, mut arguments: lexopt::Parser) -> Result<()> {
    let mut places = scale::PLACES;
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("places") => places = arguments.value()?.parse()?,
            other => return Err(other.unexpected().into()),
        }
    }
    scale::scale(paths, places)
}

fn look_for_faults(paths: &Paths, mut arguments: lexopt::Parser) -> Result<()> {
    let (mut target, mut minutes) = (None, 10);
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("minutes") => minutes = arguments.value()?.parse()?,
            Value(name) if target.is_none() => target = Some(name.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    match target {
        Some(target) => fuzz::fuzz(paths, &target, minutes),
        None => bail!("name what to fuzz: rules, pack, answers or link"),
    }
}
