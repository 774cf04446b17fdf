//! The tools that a build needs, by version. `Cargo.toml` of `web` pins the wasm-bindgen library
//! to the same version as the tool; `npm/package.json` pins what npm holds.

use crate::house::House;
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// A tool that Cargo builds.
#[derive(Debug, Clone, Copy)]
pub struct CargoTool {
    /// The package.
    pub package: &'static str,
    /// The program it installs.
    pub program: &'static str,
    /// The version.
    pub version: &'static str,
    /// More arguments of `cargo install`.
    pub arguments: &'static [&'static str],
    /// Optimisation of the tool itself: `None` leaves it to Cargo.
    pub opt_level: Option<&'static str>,
}

/// Trunk 0.22 needs a newer compiler than the pinned one. Its default features (a server, an
/// updater) are not used, and it spends its time waiting for the compiler: no optimisation.
pub const TRUNK: CargoTool = CargoTool {
    package: "trunk",
    program: "trunk",
    version: "0.21.14",
    arguments: &["--locked", "--no-default-features"],
    opt_level: Some("0"),
};

/// Not `--locked`: its lock file names a package version that was never published.
pub const WASM_BINDGEN: CargoTool = CargoTool {
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version: "0.2.130",
    arguments: &[],
    opt_level: None,
};

/// It waits for compiler and optimiser too, and is itself told not to look for any in the network.
pub const WASM_PACK: CargoTool = CargoTool {
    package: "wasm-pack",
    program: "wasm-pack",
    version: "0.15.1",
    arguments: &["--locked"],
    opt_level: Some("0"),
};

/// Only for `cargo xtask fuzz`; nothing else sets it up.
pub const CARGO_FUZZ: CargoTool = CargoTool {
    package: "cargo-fuzz",
    program: "cargo-fuzz",
    version: "0.13.2",
    arguments: &["--locked"],
    opt_level: Some("0"),
};

/// What npm holds: package.json and its lock, which names no registry.
pub const NPM_PACKAGE: &str = include_str!("../npm/package.json");
/// See [`NPM_PACKAGE`].
pub const NPM_LOCK: &str = include_str!("../npm/package-lock.json");

/// A Debian package, and the file on the search path that shows that it is there.
#[derive(Debug, Clone, Copy)]
pub struct DebianPackage {
    /// Its name.
    pub name: &'static str,
    /// A program of it, for systems that are not Debian; a font has none.
    pub program: Option<&'static str>,
}

/// What the system provides: a browser, its driver, a Chinese font, and the WASM validator.
pub const DEBIAN: [DebianPackage; 4] = [
    DebianPackage {
        name: "chromium",
        program: Some("chromium"),
    },
    DebianPackage {
        name: "chromium-driver",
        program: Some("chromedriver"),
    },
    DebianPackage {
        name: "fonts-noto-cjk",
        program: None,
    },
    DebianPackage {
        name: "wabt",
        program: Some("wasm-validate"),
    },
];

impl CargoTool {
    /// The program, whether it is there or not.
    #[must_use]
    pub fn path(&self, house: &House) -> PathBuf {
        house
            .tool(self.package, self.version)
            .join("bin")
            .join(self.program)
    }
}

/// The search path with the pinned tools first, so that no other version is found.
///
/// # Errors
/// Where a folder's name holds the sign that separates folders.
pub fn search_path(house: &House) -> anyhow::Result<OsString> {
    let mut folders: Vec<PathBuf> = [TRUNK, WASM_BINDGEN]
        .iter()
        .map(|tool| house.tool(tool.package, tool.version).join("bin"))
        .collect();
    folders.push(house.tools.join("npm/node_modules/.bin"));
    if let Some(rest) = env::var_os("PATH") {
        folders.extend(env::split_paths(&rest));
    }
    Ok(env::join_paths(folders)?)
}

/// The program of that name on the search path.
#[must_use]
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}
