//! The step `trunk`: `trunk serve` builds the page as one works on it, with the law beside it, and
//! loads it again after a change.

use crate::serve::{changes, status};
use crate::wasm;
use anyhow::{Context, Result, bail};
use std::env;
use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::Duration;
use xtask_browser::cdp::{Browser, Page};
use xtask_tools::paths::Paths;
use xtask_tools::setup;
use xtask_tools::tools::{DEBIAN_BROWSER, TRUNK, on_path};

/// How often the page is looked at.
const GLANCE: Duration = Duration::from_millis(200);

/// How often it is looked at before it counts as not coming; Trunk compiles meanwhile.
const GLANCES: usize = 3000;

/// What is there once the app runs and has its law.
const RUNS: &str = "!!document.querySelector('main button[data-place]')";

/// The page of parts, which only this program has.
const PARTS: &str = "document.querySelectorAll('[data-part]').length > 5";

/// Whether a page has not been loaded again since it was marked.
const MARK: &str = "window.marked = true";
const MARKED: &str = "window.marked === true";

/// Serves, looks, changes, looks again.
///
/// # Errors
/// If the page does not come up, does not come again, or git sees anything.
pub fn check(paths: &Paths) -> Result<()> {
    setup::setup(paths)?;
    setup::cargo_tool(paths, &TRUNK)?;
    setup::debian(&DEBIAN_BROWSER)?;
    wasm::compile_bindgen(paths)?;
    let before = changes(paths)?;
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let mut trunk = Serving(start(paths, port)?);
    let host = format!("127.0.0.1:{port}");
    trunk.until(|| Ok(status(&host, "/").is_ok_and(|line| line.contains(" 200 "))))?;
    let chromium = on_path("chromium").context("no chromium")?;
    let browser = Browser::start(&chromium, &[])?;
    let mut page = browser.page()?;
    page.go(&format!("http://{host}/"))?;
    trunk.until(|| holds(&mut page, RUNS))?;
    page.go(&format!("http://{host}/#/gallery"))?;
    trunk.until(|| holds(&mut page, PARTS))?;
    page.evaluate(MARK)?;
    // The same content: Trunk looks at what is written, git at what has changed.
    let style = paths.root.join("web/styles/first.css");
    fs::write(&style, fs::read(&style)?)?;
    trunk.until(|| Ok(!holds(&mut page, MARKED).unwrap_or(true)))?;
    trunk.until(|| holds(&mut page, PARTS))?;
    let after = changes(paths)?;
    if before != after {
        bail!("`trunk serve` has changed the check-out:\n{after}");
    }
    Ok(())
}

fn start(paths: &Paths, port: u16) -> Result<Child> {
    let folder = paths.target.join("trunk");
    let mut trunk = Command::new(TRUNK.path(paths));
    trunk
        .args(["serve", "--offline", "--port", &port.to_string()])
        .current_dir(&paths.root)
        .env("PATH", path(paths, folder)?)
        // Trunk takes its value for a command-line value and stops at `1`.
        .env_remove("NO_COLOR");
    trunk.spawn().context("cannot start trunk")
}

/// The search path, with wasm-bindgen under the name by which Trunk looks for it.
fn path(paths: &Paths, folder: PathBuf) -> Result<std::ffi::OsString> {
    let folder = folder.join("bin");
    fs::create_dir_all(&folder)?;
    let name = |name: &str| format!("{name}{}", env::consts::EXE_SUFFIX);
    let own = paths.target.join("debug").join(name("xtask-bindgen"));
    fs::copy(&own, folder.join(name("wasm-bindgen"))).with_context(|| own.display().to_string())?;
    let rest = env::var_os("PATH").unwrap_or_default();
    let all = std::iter::once(folder).chain(env::split_paths(&rest));
    Ok(env::join_paths(all)?)
}

fn holds(page: &mut Page, expression: &str) -> Result<bool> {
    Ok(page.evaluate(expression)? == true)
}

/// A running Trunk; it ends with this.
struct Serving(Child);

impl Serving {
    fn until(&mut self, mut what: impl FnMut() -> Result<bool>) -> Result<()> {
        for _ in 0..GLANCES {
            if what()? {
                return Ok(());
            }
            if let Some(status) = self.0.try_wait()? {
                bail!("trunk ended with {status}");
            }
            sleep(GLANCE);
        }
        bail!("waited in vain for the page of trunk")
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}
