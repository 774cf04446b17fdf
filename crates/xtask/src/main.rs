//! `cargo xtask <command>`.

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;
use std::path::PathBuf;
use std::process::ExitCode;
use xtask::{
    bench, browser, build, ci, conformance, dist, fuzz, lighthouse, npm, perf, setup, sizes, walks,
};
use xtask_server::server::Server;
use xtask_tools::paths::Paths;

const HELP: &str = "\
cargo xtask <command>

  setup                        install what is missing: pinned tools, browser, font
  build                        the site, in dist/
  serve [--port N] [--no-build]  build, then serve dist/ (port 8080)
  npm                          the npm package, in target/npm/
  npm-tests                    its tests in Node (after npm)
  conformance [--bless]        the same cases by core, Node and browser (after npm-tests)
  fuzz TARGET [--minutes N]    look for what breaks: rules, pack, answers or link
  dist [--no-build]            the site and its deployment kit as a zip, in target/
  sizes                        bytes of a first visit, against limits.toml
  browser                      walk golden cases in a browser (after build)
  engines                      the same in Firefox, WebKit and old Chromium (after build)
  lighthouse                   what Lighthouse says of the site on a phone (after build)
  pace                         how soon it can be used on a slow line and phone (after build)
  shots [--out DIR]            a picture of each screen, in shots/ (after build)
  bench                        speed, beside plain programs: tests/bench/RESULTS.md
  bench-page                   only the page that is measured, in target/bench/page (after build)
  test                         everything that CI checks

HUICE_TOOLS names another folder for the pinned tools than .tools.
";

/// What was asked for.
struct Arguments {
    command: String,
    port: u16,
    build: bool,
    out: Option<PathBuf>,
    bless: bool,
    target: String,
    minutes: u32,
}

fn main() -> ExitCode {
    match read_arguments().and_then(|asked| run(&asked)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn read_arguments() -> Result<Arguments> {
    let mut asked = Arguments {
        command: String::new(),
        port: 8080,
        build: true,
        out: None,
        bless: false,
        target: String::new(),
        minutes: 10,
    };
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Value(word) if asked.command.is_empty() => asked.command = word.string()?,
            Long("port") if asked.command == "serve" => asked.port = arguments.value()?.parse()?,
            Long("no-build") if ["serve", "dist"].contains(&asked.command.as_str()) => {
                asked.build = false
            }
            Long("out") if asked.command == "shots" => asked.out = Some(arguments.value()?.into()),
            Long("bless") if asked.command == "conformance" => asked.bless = true,
            Value(word) if asked.command == "fuzz" => asked.target = word.string()?,
            Long("minutes") if asked.command == "fuzz" => {
                asked.minutes = arguments.value()?.parse()?;
            }
            Long("help") | Short('h') => asked.command = "help".into(),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(asked)
}

fn run(asked: &Arguments) -> Result<()> {
    let paths = Paths::here();
    match asked.command.as_str() {
        "setup" => setup::setup(&paths),
        "build" => build::build(&paths),
        "serve" => serve(&paths, asked),
        "npm" => npm::npm(&paths),
        "conformance" => conformance::conformance(&paths, asked.bless),
        "fuzz" => fuzz::fuzz(&paths, &asked.target, asked.minutes),
        "npm-tests" => npm::tests(&paths),
        "dist" => dist::dist(&paths, asked.build).map(drop),
        "sizes" => sizes::sizes(&paths),
        "browser" => walks::walks(&paths),
        "engines" => browser::engines(&paths),
        "lighthouse" => lighthouse::lighthouse(&paths),
        "pace" => perf::perf(&paths),
        "shots" => browser::shots(
            &paths,
            asked.out.as_deref().unwrap_or(&paths.root.join("shots")),
        ),
        "bench" => bench::bench(&paths),
        "bench-page" => bench::page(&paths),
        "test" => ci::test(&paths),
        "help" | "" => {
            print!("{HELP}");
            Ok(())
        }
        other => bail!("no command `{other}`\n\n{HELP}"),
    }
}

fn serve(paths: &Paths, asked: &Arguments) -> Result<()> {
    if asked.build {
        build::build(paths)?;
    }
    if !paths.dist.join("index.html").is_file() {
        bail!("no site in dist/: leave out --no-build");
    }
    let server = Server::start(&paths.dist, asked.port).context("try another with --port N")?;
    println!("{}", server.address());
    loop {
        std::thread::park();
    }
}
