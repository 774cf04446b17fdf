//! Programs for browsers: compiled, joined with their glue, optimised. The page, the npm package and
//! the page of the benchmark are made in the same way.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use xtask_site::hashes::hex;
use xtask_site::layout::files;
use xtask_site::page;
use xtask_tools::paths::Paths;
use xtask_tools::run::{self, step};
use xtask_tools::tools::{NPM, WASM_BINDGEN, fits, search_path};

/// The only target of programs for browsers.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Compiler flags of the programs for browsers: no feature of WebAssembly that old browsers lack.
/// What the standard library brings along, `wasm-opt` lowers; see `index.html`. They are set here
/// and not in `.cargo/config.toml`, since only a release build, which strips the names of features,
/// gets through `wasm-bindgen` with them.
const RUSTFLAGS: &str = "-Ctarget-cpu=mvp";

/// The flags, with others that leave the folders of this machine out of the program: what is
/// published says nothing of where it was built, and is the same wherever that was.
fn flags() -> Result<String> {
    let sysroot = run::output(Command::new("rustc").args(["--print", "sysroot"]))?;
    let mut flags = format!("{RUSTFLAGS} --remap-path-prefix={}=", sysroot.trim());
    if let Some(cargo) = std::env::home_dir().map(|home| home.join(".cargo")) {
        let cargo = std::env::var_os("CARGO_HOME").map_or(cargo, PathBuf::from);
        flags += &format!(" --remap-path-prefix={}=", cargo.display());
    }
    Ok(flags)
}

/// A program of this workspace.
#[derive(Debug, Clone, Copy)]
pub struct Program {
    /// The package.
    pub package: &'static str,
    /// Its program or library: `--bin` or `--lib`.
    pub part: &'static str,
    /// What the names of its two files begin with.
    pub name: &'static str,
}

/// Makes `NAME.js` and `NAME_bg.wasm` in a folder.
///
/// # Errors
/// If the program does not compile, or a tool is missing or fails.
pub fn make(paths: &Paths, program: Program, folder: &Path) -> Result<()> {
    run::both(
        || step("compile for browsers", || compile(paths, program)),
        || step("compile wasm-bindgen", || compile_bindgen(paths)),
    )?;
    step("join and optimise", || join(paths, program, folder))
}

/// The program as the compiler leaves it.
///
/// # Errors
/// If it does not compile.
pub fn compile(paths: &Paths, program: Program) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["build", "--release", program.part])
        .args(["--package", program.package, "--target", TARGET])
        .current_dir(&paths.root)
        // A separate folder, because the flags differ from the native build's, and so that
        // neither waits for the other's lock.
        .env("CARGO_TARGET_DIR", folder(paths))
        .env("RUSTFLAGS", flags()?);
    run::compile("for browsers", &mut cargo)
}

/// What makes the glue, unless the search path has it.
///
/// # Errors
/// If it does not compile.
pub fn compile_bindgen(paths: &Paths) -> Result<()> {
    if fits("wasm-bindgen", WASM_BINDGEN) {
        return Ok(());
    }
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--package", "xtask-bindgen"]);
    run::compile("wasm-bindgen", cargo.current_dir(&paths.root))
}

/// Glue and optimised program, of what is compiled already, in a fresh folder. What was made of the
/// same program before is taken again: the optimiser needs most of a minute.
///
/// # Errors
/// If a tool fails.
pub fn join(paths: &Paths, program: Program, to: &Path) -> Result<()> {
    let compiled = compiled(paths, program);
    let flags = page::optimiser(&paths.root)?;
    let mut made_of = fs::read(&compiled).with_context(|| compiled.display().to_string())?;
    made_of.extend(
        [flags.concat().as_str(), NPM.package, WASM_BINDGEN]
            .concat()
            .bytes(),
    );
    let made_of = hex(&made_of);
    let kept = paths.target.join("programs").join(program.package);
    let mark = kept.join("made-of");
    if !fs::read_to_string(&mark).is_ok_and(|before| before == made_of) {
        glue(paths, program, &compiled, &kept)?;
        optimise(paths, &kept.join(wasm(program)), &flags)?;
        // Last: it marks the folder as complete.
        fs::write(&mark, made_of)?;
    }
    fresh(to)?;
    for name in [wasm(program), format!("{}.js", program.name)] {
        fs::copy(kept.join(&name), to.join(&name)).with_context(|| name.clone())?;
    }
    Ok(())
}

/// Where the compiler leaves a program.
fn compiled(paths: &Paths, program: Program) -> PathBuf {
    let name = match program.part {
        "--lib" => program.package.replace('-', "_"),
        _ => program.package.to_owned(),
    };
    let folder = folder(paths).join(TARGET).join("release");
    folder.join(name).with_extension("wasm")
}

fn wasm(program: Program) -> String {
    format!("{}_bg.wasm", program.name)
}

fn glue(paths: &Paths, program: Program, compiled: &Path, to: &Path) -> Result<()> {
    fresh(to)?;
    let mut glue = bindgen(paths);
    glue.args(["--target", "web", "--no-typescript"]);
    glue.arg("--out-name").arg(program.name);
    run::command(glue.arg("--out-dir").arg(to).arg(compiled))
}

fn optimise(paths: &Paths, program: &Path, flags: &[String]) -> Result<()> {
    let mut optimise = Command::new("wasm-opt");
    // As Trunk does: once as a whole, then with the flags of the page.
    optimise.arg("-Oz").args(flags);
    optimise.arg(program).arg("-o").arg(program);
    run::command(optimise.env("PATH", search_path(paths)?)).context("the optimiser")
}

fn fresh(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())
}

/// wasm-bindgen: of the search path, or of this workspace.
fn bindgen(paths: &Paths) -> Command {
    if fits("wasm-bindgen", WASM_BINDGEN) {
        return Command::new("wasm-bindgen");
    }
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--quiet", "--package", "xtask-bindgen", "--"]);
    cargo.current_dir(&paths.root);
    cargo
}

fn folder(paths: &Paths) -> PathBuf {
    paths.target.join("web")
}

/// Every feature of WASM that browsers of 2017 do not know. The optimiser lowers them away; this is
/// the proof. (The optimiser's own check of features accepts what those browsers refuse.)
const LATER_FEATURES: [&str; 7] = [
    "mutable-globals",
    "saturating-float-to-int",
    "sign-extension",
    "simd",
    "multi-value",
    "bulk-memory",
    "reference-types",
];

/// Holds every program below a folder against what browsers of 2017 know.
///
/// # Errors
/// If there is none, or one would not start there.
pub fn validate(paths: &Paths, folder: &Path) -> Result<()> {
    let mut programs = files(folder)?;
    programs.retain(|file| file.extension().is_some_and(|end| end == "wasm"));
    if programs.is_empty() {
        bail!("the build made no .wasm file");
    }
    for program in programs {
        let mut check = Command::new("wasm-validate");
        check.args(LATER_FEATURES.map(|feature| format!("--disable-{feature}")));
        check.arg(&program).env("PATH", search_path(paths)?);
        run::command(&mut check).context(
            "the program uses WASM that old browsers refuse; see index.html, data-wasm-opt-params",
        )?;
    }
    Ok(())
}
