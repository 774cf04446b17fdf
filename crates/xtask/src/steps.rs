//! The steps of `cargo xtask test`, in the order in which they begin. A new step is one line.
//!
//! A step sets up what it uses and nothing else. Steps that need each other's results declare it in
//! `after`; others run beside each other.

use crate::{
    batch, browser, conformance, deny, documents, native, npm, serve, sizes, trunk, walks,
};
use anyhow::Result;
use xtask_tools::paths::Paths;

/// A step.
pub struct Step {
    /// Its name on the command line.
    pub name: &'static str,
    /// What passes when it passes.
    pub about: &'static str,
    /// Whether `cargo xtask test quick` has it.
    pub quick: bool,
    /// Whether it takes both cores, so that nothing runs beside it.
    pub alone: bool,
    /// Steps whose results it reads, where they run too.
    pub after: &'static [&'static str],
    /// Does the work.
    pub run: fn(&Paths) -> Result<()>,
}

/// All of them. One line each: name, what it needs, what it shows, work.
#[rustfmt::skip]
pub const STEPS: &[Step] = &[
    quick("format", "rustfmt changes nothing", native::format),
    quick("lints", "Clippy finds nothing", native::lints),
    full("programs", &[], "browsers, servers, Java are installed", browser::programs),
    quick("rules", "check, format, examples of the rules", native::rules),
    quick("unit", "unit tests of all crates", native::unit),
    quick("golden", "cases worked by hand", native::golden),
    full("site", &[], "the site is built and served; git sees nothing", serve::check),
    full("tests", &[], "all other native tests", native::tests),
    full("batch", &[], "many people: screen, generate, diff", batch::check),
    full("python", &["programs", "batch"], "the Python package, two executors of Spark", batch::python),
    full("deny", &[], "licences, advisories, duplicates", deny::deny),
    full("npm", &["site"], "the npm package is built", npm::npm),
    full("documents", &[], "the commands of the documents run", documents::documents),
    full("audit", &[], "rules against documents", native::audit),
    full("npm-tests", &["programs", "npm"], "the package in Node, Vite, a browser", npm::tests),
    full("conformance", &["npm-tests"], "core, Node, browser: same bytes", conformance::check),
    full("sizes", &["npm"], "a first visit is within limits.toml", sizes::sizes),
    full("trunk", &[], "`trunk serve` builds, serves, reloads", trunk::check),
    alone("browser", &["programs", "site"], "people walk the site in Chromium", walks::walks),
    alone("hosts", &["programs", "site"], "the site on nginx, Apache, Caddy, Tomcat", walks::hosts),
    alone("engines", &["programs", "site"], "Firefox, WebKit, old Chromium", browser::engines),
];

/// Steps that run only where they are named: Trunk is compiled from source.
pub const BY_NAME: [&str; 1] = ["trunk"];

const fn quick(name: &'static str, about: &'static str, run: fn(&Paths) -> Result<()>) -> Step {
    Step {
        quick: true,
        ..full(name, &[], about, run)
    }
}

const fn full(
    name: &'static str,
    after: &'static [&'static str],
    about: &'static str,
    run: fn(&Paths) -> Result<()>,
) -> Step {
    Step {
        name,
        about,
        quick: false,
        alone: false,
        after,
        run,
    }
}

const fn alone(
    name: &'static str,
    after: &'static [&'static str],
    about: &'static str,
    run: fn(&Paths) -> Result<()>,
) -> Step {
    Step {
        alone: true,
        ..full(name, after, about, run)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_step_comes_after_what_it_needs_and_has_one_name() {
        let mut before = BTreeSet::new();
        for step in STEPS {
            for needed in step.after {
                assert!(before.contains(needed), "{} before {needed}", step.name);
            }
            assert!(before.insert(step.name), "{} is there twice", step.name);
        }
    }
}
