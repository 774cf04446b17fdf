//! The browsers: how to start each, and its start options.

use crate::phone::{Result, Screen};
use fantoccini::wd::Capabilities;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use xtask_browser::engines;
use xtask_tools::paths::Paths;
use xtask_tools::tools::GECKODRIVER;

/// A browser, by what draws the page and runs the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The current Chromium.
    Chromium,
    /// Firefox with long support.
    Firefox,
    /// WebKit as GTK has it: the nearest to Safari that runs here.
    WebKit,
    /// A Chromium of years ago, by its major version.
    Old(u16),
}

/// A running driver and what it needs; all of it ends with this.
pub struct Driver {
    processes: Vec<Child>,
    /// The port that takes orders.
    pub port: u16,
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The driver before the screen that its browser is drawn on.
        for process in self.processes.iter_mut().rev() {
            drop(process.kill());
            drop(process.wait());
        }
    }
}

impl Driver {
    /// Starts the driver of an engine on a port that is free.
    pub fn start(engine: Engine) -> Result<Self> {
        match engine {
            Engine::Chromium => {
                let driver = Command::new("chromedriver");
                Self::on_any_port(driver, &["--port=0"], "successfully on port ")
                    .map_err(|error| format!("{error}; run `cargo xtask test browser`").into())
            }
            Engine::Firefox => {
                let driver = Command::new(GECKODRIVER.path(&Paths::here()));
                Self::on_any_port(driver, &["--port=0"], "Listening on 127.0.0.1:").map_err(missing)
            }
            Engine::WebKit => Self::on_a_screen().map_err(missing),
            Engine::Old(major) => Err(format!("Chromium {major} has no driver").into()),
        }
    }

    /// A driver that takes any free port and prints it.
    fn on_any_port(mut driver: Command, arguments: &[&str], before: &str) -> Result<Self> {
        let (child, port) = listen(driver.args(arguments), before)?;
        let port = port.parse()?;
        Ok(Self {
            processes: vec![child],
            port,
        })
    }

    /// WebKit's driver, which draws in a window and takes its port as an argument.
    fn on_a_screen() -> Result<Self> {
        let mut screen = Command::new("Xvfb");
        screen.args(["-displayfd", "1", "-screen", "0", "1280x1024x24"]);
        let (screen, display) = listen(screen.args(["-nolisten", "tcp"]), "")?;
        let mut driver = Self {
            processes: vec![screen],
            port: TcpListener::bind("127.0.0.1:0")?.local_addr()?.port(),
        };
        let child = Command::new("WebKitWebDriver")
            .arg(format!("--port={}", driver.port))
            .env("DISPLAY", format!(":{display}"))
            // No graphics card, and no rights for a sandbox; the only page is our own.
            .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1")
            .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env_remove("WAYLAND_DISPLAY")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("WebKitWebDriver: {error}"))?;
        driver.processes.push(child);
        let start = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", driver.port)).is_err() {
            if start.elapsed() > Duration::from_secs(20) {
                return Err("WebKitWebDriver does not open its port".into());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(driver)
    }
}

fn missing(
    error: Box<dyn std::error::Error + Send + Sync>,
) -> Box<dyn std::error::Error + Send + Sync> {
    format!("{error}; run `cargo xtask engines`, which installs it").into()
}

/// Starts a program and waits until it writes a line with these words; returns what follows them.
fn listen(command: &mut Command, before: &str) -> Result<(Child, String)> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("{name}: {error}"))?;
    let stdout = child.stdout.take().ok_or("no output")?;
    let mut lines = BufReader::new(stdout).lines();
    while let Some(line) = lines.next() {
        let line = line?;
        if let Some((_, rest)) = line.split_once(before) {
            let rest = rest.trim().trim_end_matches('.').to_owned();
            // It stops when nothing reads from it.
            std::thread::spawn(move || lines.for_each(drop));
            return Ok((child, rest));
        }
    }
    drop(child.wait());
    Err(format!("{name} ended without saying where it listens").into())
}

/// What a driver is asked for.
pub fn capabilities(engine: Engine, screen: Screen) -> Result<Capabilities> {
    let mut all = Capabilities::new();
    match engine {
        Engine::Chromium | Engine::Old(_) => {
            all.insert("goog:chromeOptions".into(), chromium(screen));
            all.insert("goog:loggingPrefs".into(), json!({"browser": "ALL"}));
        }
        Engine::Firefox => {
            let program = engines::firefox().ok_or_else(|| missing("no Firefox".into()))?;
            let (width, height) = screen.size();
            let options = json!({
                "binary": program,
                "args": [
                    "-headless",
                    format!("--width={width}"),
                    format!("--height={height}"),
                ],
                "prefs": {"intl.accept_languages": "zh-CN"},
            });
            all.insert("moz:firefoxOptions".into(), options);
        }
        Engine::WebKit => {
            let program: PathBuf =
                engines::mini_browser().ok_or_else(|| missing("no MiniBrowser".into()))?;
            let (width, height) = screen.size();
            let arguments = [
                "--automation".to_owned(),
                format!("--geometry={width}x{height}"),
            ];
            let options = json!({"binary": program, "args": arguments});
            all.insert("webkitgtk:browserOptions".into(), options);
        }
    }
    Ok(all)
}

fn chromium(screen: Screen) -> Value {
    let flags = [
        "--headless",
        // The sandbox needs rights that containers do not have; the only page is our own.
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // A test goes from screen to screen faster than a hand: past 200 steps in ten seconds
        // Chromium leaves steps out without a word.
        "--disable-ipc-flooding-protection",
        "--lang=zh-CN",
        "--window-size=1280,800",
    ];
    // chromedriver itself gives every session an empty profile and removes it in the end.
    let mut options = json!({"args": flags});
    match screen {
        Screen::Phone => {
            let (width, height) = screen.size();
            options["mobileEmulation"] = json!({"deviceMetrics": {
                "width": width, "height": height, "pixelRatio": 2.0, "touch": true
            }});
        }
        Screen::Wide => {}
    }
    options
}
