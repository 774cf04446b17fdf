//! `cargo xtask <command>`.

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;
use std::path::PathBuf;
use std::process::ExitCode;
use xtask::house::House;
use xtask::server::Server;
use xtask::{bench, browser, build, dist, engines, lighthouse, npm, pace, setup, sizes, suite};

const HELP: &str = "\
cargo xtask <command>

  setup                        install what is missing: pinned tools, browser, font
  build                        the site, in dist/
  serve [--port N] [--no-build]  build, then serve dist/ (port 8080)
  npm                          the npm package, in target/npm/
  npm-tests                    its tests in Node (after npm)
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
struct Asked {
    command: String,
    port: u16,
    build: bool,
    out: Option<PathBuf>,
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

fn read_arguments() -> Result<Asked> {
    let mut asked = Asked {
        command: String::new(),
        port: 8080,
        build: true,
        out: None,
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
            Long("help") | Short('h') => asked.command = "help".into(),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(asked)
}

fn run(asked: &Asked) -> Result<()> {
    let house = House::here();
    match asked.command.as_str() {
        "setup" => setup::setup(&house),
        "build" => build::build(&house),
        "serve" => serve(&house, asked),
        "npm" => npm::npm(&house),
        "npm-tests" => npm::tests(&house),
        "dist" => dist::dist(&house, asked.build).map(drop),
        "sizes" => sizes::sizes(&house),
        "browser" => browser::walks(&house),
        "engines" => engines::engines(&house),
        "lighthouse" => lighthouse::lighthouse(&house),
        "pace" => pace::pace(&house),
        "shots" => browser::shots(
            &house,
            asked.out.as_deref().unwrap_or(&house.root.join("shots")),
        ),
        "bench" => bench::bench(&house),
        "bench-page" => bench::page(&house),
        "test" => suite::test(&house),
        "help" | "" => {
            print!("{HELP}");
            Ok(())
        }
        other => bail!("no command `{other}`\n\n{HELP}"),
    }
}

fn serve(house: &House, asked: &Asked) -> Result<()> {
    if asked.build {
        build::build(house)?;
    }
    if !house.dist.join("index.html").is_file() {
        bail!("no site in dist/: leave out --no-build");
    }
    let server = Server::start(&house.dist, asked.port).context("try another with --port N")?;
    println!("{}", server.address());
    loop {
        std::thread::park();
    }
}
