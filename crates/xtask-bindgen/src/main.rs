//! `xtask-bindgen PROGRAM.wasm NAME FOLDER`: writes the program as a browser loads it, and its glue,
//! `NAME_bg.wasm` and `NAME.js`.
//!
//! It is a crate of its own because it takes a minute to compile: only a build for browsers needs
//! it, and Cargo compiles it while it waits for nothing else. It is never optimised, since one run
//! takes less time than optimising it would.

use anyhow::{Context, Result, bail};
use std::env;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [program, name, folder] = arguments.as_slice() else {
        bail!("usage: xtask-bindgen PROGRAM.wasm NAME FOLDER");
    };
    Bindgen::new()
        .input_path(program)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(false)
        .out_name(name)
        .generate(folder)
        .with_context(|| program.clone())
}
