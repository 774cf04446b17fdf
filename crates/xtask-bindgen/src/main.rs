//! `wasm-bindgen`, as far as the build and Trunk call it: the glue between a program and the page.
//!
//! It is a separate crate because it takes half a minute to compile: only a build for browsers
//! needs it, and compiles it beside the program. It is not optimised, since one run takes less time
//! than optimising it would.

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;
use std::path::PathBuf;
use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

/// The version of the library below, as `wasm-bindgen --version` prints it.
const VERSION: &str = "wasm-bindgen 0.2.130";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let (mut program, mut name, mut folder) = (None, None, None);
    let mut glue = Bindgen::new();
    glue.web(true)?
        .typescript(false)
        .omit_default_module_path(false);
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("version") => {
                println!("{VERSION}");
                return Ok(());
            }
            Long("target") => match arguments.value()?.string()?.as_str() {
                "web" => {}
                other => bail!("only for browsers, not for {other}"),
            },
            Long("out-dir") => folder = Some(PathBuf::from(arguments.value()?)),
            Long("out-name") => name = Some(arguments.value()?.string()?),
            Long("no-typescript") => {}
            Long("debug") => {
                glue.debug(true);
            }
            Long("keep-debug") => {
                glue.keep_debug(true);
            }
            Value(file) if program.is_none() => program = Some(PathBuf::from(file)),
            other => return Err(other.unexpected().into()),
        }
    }
    let program = program.context("no program is named")?;
    glue.input_path(&program)
        .out_name(&name.context("no --out-name")?)
        .generate(folder.context("no --out-dir")?)
        .with_context(|| program.display().to_string())
}
