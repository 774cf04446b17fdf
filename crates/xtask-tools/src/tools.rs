//! The pinned tools, by version. `npm/*/package.json` pins what npm holds.

use crate::paths::Paths;
use crate::run;
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

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

/// Only for the test of `trunk serve`: the site is built without it. Trunk 0.22 needs a newer compiler
/// than the pinned one. It spends its time waiting for the compiler: no optimisation.
pub const TRUNK: CargoTool = CargoTool {
    package: "trunk",
    program: "trunk",
    version: "0.21.14",
    arguments: &["--locked", "--no-default-features"],
    opt_level: Some("0"),
};

/// The version of wasm-bindgen: `web`, `huice-wasm` and `xtask-bindgen` pin the same one.
pub const WASM_BINDGEN: &str = "0.2.130";

/// Only for `cargo xtask fuzz`; nothing else sets it up.
pub const CARGO_FUZZ: CargoTool = CargoTool {
    package: "cargo-fuzz",
    program: "cargo-fuzz",
    version: "0.13.2",
    arguments: &["--locked"],
    opt_level: Some("0"),
};

/// Only for the step `deny`. It waits for files: no optimisation.
pub const CARGO_DENY: CargoTool = CargoTool {
    package: "cargo-deny",
    program: "cargo-deny",
    version: "0.20.2",
    arguments: &["--locked", "--no-default-features"],
    opt_level: Some("0"),
};

/// Drives Firefox. Like Trunk, it spends its time waiting.
pub const GECKODRIVER: CargoTool = CargoTool {
    package: "geckodriver",
    program: "geckodriver",
    version: "0.37.1",
    arguments: &["--locked"],
    opt_level: Some("0"),
};

/// What npm holds: package.json and its lock, which names no registry.
#[derive(Debug, Clone, Copy)]
pub struct NpmFolder {
    /// Its folder among the tools.
    pub name: &'static str,
    /// `package.json`.
    pub package: &'static str,
    /// `package-lock.json`.
    pub lock: &'static str,
}

/// What the build needs: the optimiser of WebAssembly, its validator, and what lowers scripts.
pub const NPM: NpmFolder = NpmFolder {
    name: "npm-build",
    package: include_str!("../npm/build/package.json"),
    lock: include_str!("../npm/build/package-lock.json"),
};

/// What the authors' workbench is bundled from: an editor, and zips.
pub const WORKBENCH: NpmFolder = NpmFolder {
    name: "npm-workbench",
    package: include_str!("../npm/workbench/package.json"),
    lock: include_str!("../npm/workbench/package-lock.json"),
};

/// Tools that check accessibility and speed.
pub const CHECKS: NpmFolder = NpmFolder {
    name: "npm-checks",
    package: include_str!("../npm/checks/package.json"),
    lock: include_str!("../npm/checks/package-lock.json"),
};

/// Old versions of Chromium. They were packed for servers without a screen, which is why they run
/// anywhere.
pub const ENGINES: NpmFolder = NpmFolder {
    name: "npm-engines",
    package: include_str!("../npm/engines/package.json"),
    lock: include_str!("../npm/engines/package-lock.json"),
};

/// What the tests of the npm package use: its types are compiled, and a sample page is built.
pub const NPM_TESTS: NpmFolder = NpmFolder {
    name: "npm-package",
    package: include_str!("../npm/package/package.json"),
    lock: include_str!("../npm/package/package-lock.json"),
};

/// The rule engine that the npm package is measured beside.
pub const BENCH: NpmFolder = NpmFolder {
    name: "npm-bench",
    package: include_str!("../../../tests/bench/publicodes/package.json"),
    lock: include_str!("../../../tests/bench/publicodes/package-lock.json"),
};

/// A Debian package, and the file on the search path that shows that it is there.
#[derive(Debug, Clone, Copy)]
pub struct DebianPackage {
    /// Its name.
    pub name: &'static str,
    /// A program of it, for systems that are not Debian; a font has none.
    pub program: Option<&'static str>,
}

/// A browser, its driver, a Chinese font.
pub const DEBIAN_BROWSER: [DebianPackage; 3] = [
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
];

/// Servers, to try the example configurations of `deploy/` with.
pub const DEBIAN_SERVERS: [DebianPackage; 4] = [
    DebianPackage {
        name: "nginx-light",
        program: Some("nginx"),
    },
    DebianPackage {
        name: "apache2-bin",
        program: Some("apache2"),
    },
    DebianPackage {
        name: "caddy",
        program: Some("caddy"),
    },
    DebianPackage {
        name: "tomcat10-user",
        program: Some("tomcat10-instance-create"),
    },
];

/// What only the walks in other browsers need.
pub const DEBIAN_ENGINES: [DebianPackage; 3] = [
    DebianPackage {
        name: "firefox-esr",
        program: Some("firefox"),
    },
    DebianPackage {
        name: "webkit2gtk-driver",
        program: Some("WebKitWebDriver"),
    },
    // WebKit's driver opens windows only.
    DebianPackage {
        name: "xvfb",
        program: Some("Xvfb"),
    },
];

/// What Spark runs on.
pub const DEBIAN_JAVA: [DebianPackage; 2] = [
    DebianPackage {
        name: "openjdk-17-jre-headless",
        program: Some("java"),
    },
    DebianPackage {
        name: "python3-venv",
        program: Some("python3"),
    },
];

/// All folders of npm.
pub const NPM_FOLDERS: [NpmFolder; 5] = [NPM, WORKBENCH, CHECKS, ENGINES, NPM_TESTS];

/// All tools that Cargo builds.
pub const CARGO_TOOLS: [CargoTool; 4] = [TRUNK, GECKODRIVER, CARGO_FUZZ, CARGO_DENY];

/// All packages of the system.
pub const DEBIAN_PACKAGES: [&[DebianPackage]; 4] = [
    &DEBIAN_BROWSER,
    &DEBIAN_SERVERS,
    &DEBIAN_ENGINES,
    &DEBIAN_JAVA,
];

impl NpmFolder {
    /// Where its packages are.
    #[must_use]
    pub fn modules(&self, paths: &Paths) -> PathBuf {
        paths.tools.join(self.name).join("node_modules")
    }
}

impl CargoTool {
    /// The program: ours where it is installed, otherwise the one on the search path.
    #[must_use]
    pub fn path(&self, paths: &Paths) -> PathBuf {
        let own = self.own(paths);
        if own.is_file() {
            own
        } else {
            PathBuf::from(self.program)
        }
    }

    /// Whether it is there in its version.
    #[must_use]
    pub fn is_there(&self, paths: &Paths) -> bool {
        self.own(paths).is_file() || fits(self.program, self.version)
    }

    /// Where it is installed.
    #[must_use]
    pub fn folder(&self, paths: &Paths) -> PathBuf {
        paths
            .tools
            .join(format!("{}-{}", self.package, self.version))
    }

    fn own(&self, paths: &Paths) -> PathBuf {
        self.folder(paths).join("bin").join(self.program)
    }
}

/// The search path with the pinned tools first, so that no other version is found.
///
/// # Errors
/// If a folder's name holds the sign that separates folders.
pub fn search_path(paths: &Paths) -> anyhow::Result<OsString> {
    let mut folders = vec![NPM.modules(paths).join(".bin")];
    if let Some(rest) = env::var_os("PATH") {
        folders.extend(env::split_paths(&rest));
    }
    Ok(env::join_paths(folders)?)
}

/// Whether a program on the search path is of this version: `NAME --version` prints it.
#[must_use]
pub fn fits(program: &str, version: &str) -> bool {
    let printed = run::output(Command::new(program).arg("--version"));
    printed.is_ok_and(|text| text.split_whitespace().any(|word| word == version))
}

/// The program of that name on the search path.
#[must_use]
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}
