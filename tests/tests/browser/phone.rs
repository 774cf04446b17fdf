//! A browser that is held like a phone.

use fantoccini::elements::Element;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Any failure, with words.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// How long a person would wait for something to appear.
const PATIENCE: Duration = Duration::from_secs(15);

/// What is held.
#[derive(Debug, Clone, Copy)]
pub enum Screen {
    /// 360 × 640, touched.
    Phone,
    /// 1280 × 900, with a mouse.
    Wide,
}

/// An open browser.
#[derive(Clone)]
pub struct Phone {
    client: Client,
    driver: Arc<Mutex<Driver>>,
}

/// The driver's process; it ends with us.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

impl Phone {
    /// Opens a browser with an empty profile, and with settings that a person has chosen, if any.
    pub async fn open_with(screen: Screen, settings: &Value) -> Result<Self> {
        let (driver, port) = start_driver()?;
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let mut wanted = capabilities(screen);
        if let Some(options) = wanted.get_mut("goog:chromeOptions") {
            if settings.is_object() {
                options["prefs"] = settings.clone();
            }
        }
        builder.capabilities(wanted);
        let client = builder.connect(&format!("http://127.0.0.1:{port}")).await?;
        Ok(Self {
            client,
            driver: Arc::new(Mutex::new(driver)),
        })
    }

    /// Closes the browser and its driver.
    pub async fn close(self) -> Result<()> {
        self.client.close().await?;
        drop(self.driver);
        Ok(())
    }

    /// Opens an address.
    pub async fn go(&self, address: &str) -> Result<()> {
        Ok(self.client.goto(address).await?)
    }

    /// Loads the page again.
    pub async fn reload(&self) -> Result<()> {
        Ok(self.client.refresh().await?)
    }

    /// Waits for an element.
    pub async fn see(&self, css: &str) -> Result<Element> {
        let found = self
            .client
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::Css(css))
            .await;
        found.map_err(|error| format!("`{css}` did not appear: {error}").into())
    }

    /// Whether an element is there now.
    pub async fn has(&self, css: &str) -> Result<bool> {
        Ok(!self.client.find_all(Locator::Css(css)).await?.is_empty())
    }

    /// An attribute of an element.
    pub async fn attribute(&self, css: &str, name: &str) -> Result<Option<String>> {
        Ok(self.see(css).await?.attr(name).await?)
    }

    /// Taps an element, once it is there, where a thumb would: in the middle of the screen, so
    /// that no bar lies over it.
    pub async fn tap(&self, css: &str) -> Result<()> {
        let element = self.see(css).await?;
        self.run(
            "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})",
            vec![serde_json::to_value(&element)?],
        )
        .await?;
        element
            .click()
            .await
            .map_err(|error| format!("`{css}` cannot be tapped: {error}").into())
    }

    /// Types into a field.
    pub async fn write(&self, css: &str, text: &str) -> Result<()> {
        Ok(self.see(css).await?.send_keys(text).await?)
    }

    /// Chooses a value of a select.
    pub async fn choose(&self, css: &str, value: &str) -> Result<()> {
        let select = self.see(css).await?;
        let chosen = select.select_by_value(value).await;
        chosen.map_err(|error| format!("`{css}` has no {value}: {error}").into())
    }

    /// Waits until a script returns true.
    pub async fn until(&self, what: &str, script: &str) -> Result<()> {
        let start = std::time::Instant::now();
        while self.run(script, Vec::new()).await? != Value::Bool(true) {
            if start.elapsed() > PATIENCE {
                return Err(format!("waited in vain: {what}").into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute(script, arguments).await?)
    }

    /// Has every page from now on find that storage is refused, as in a frame of another origin.
    pub async fn refuse_storage(&self) -> Result<()> {
        let source = "for (const name of ['sessionStorage', 'localStorage'])
            Object.defineProperty(window, name, {get() { throw new Error('refused'); }});";
        let add = "Page.addScriptToEvaluateOnNewDocument";
        self.devtools(add, json!({"source": source})).await
    }

    /// Has requests fail whose address fits one of these patterns.
    pub async fn block(&self, patterns: &[&str]) -> Result<()> {
        self.devtools("Network.enable", json!({})).await?;
        self.devtools("Network.setBlockedURLs", json!({"urls": patterns}))
            .await
    }

    /// Forgets what the session keeps; what is stored of the site stays.
    pub async fn forget_everything(&self) -> Result<()> {
        let script = "sessionStorage.clear(); localStorage.clear()";
        self.run(script, Vec::new()).await?;
        self.go("about:blank").await
    }

    /// A command to the browser's developer tools.
    pub async fn devtools(&self, name: &str, arguments: Value) -> Result<()> {
        let command = DevTools(json!({"cmd": name, "params": arguments}).to_string());
        self.client.issue_cmd(command).await?;
        Ok(())
    }

    /// Errors that the page has written to its console since the last call.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        let rows = self.client.issue_cmd(ConsoleLog).await?;
        let rows = rows.as_array().cloned().unwrap_or_default();
        Ok(rows
            .iter()
            .filter(|row| row["level"] == "SEVERE")
            .map(|row| row["message"].to_string())
            .collect())
    }

    /// What the screen shows, as a PNG file.
    pub async fn picture(&self, file: &Path) -> Result<()> {
        save(file, &self.client.screenshot().await?)
    }

    /// The whole page, however long, as a PNG file.
    pub async fn long_picture(&self, file: &Path) -> Result<()> {
        save(file, &self.see("body").await?.screenshot().await?)
    }
}

fn save(file: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    Ok(std::fs::write(file, bytes)?)
}

/// Starts the driver on a port that is free.
fn start_driver() -> Result<(Driver, u16)> {
    let mut child = Command::new("chromedriver")
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("chromedriver: {error}; run `cargo xtask setup`"))?;
    let said = child.stdout.take().ok_or("chromedriver has no output")?;
    let driver = Driver(child);
    let mut lines = BufReader::new(said).lines();
    while let Some(line) = lines.next() {
        if let Some((_, port)) = line?
            .trim_end_matches('.')
            .rsplit_once("successfully on port ")
        {
            let port = port.parse()?;
            // It stops when nobody listens to it.
            std::thread::spawn(move || lines.for_each(drop));
            return Ok((driver, port));
        }
    }
    Err("chromedriver ended without naming its port".into())
}

fn capabilities(screen: Screen) -> Capabilities {
    let mut flags = vec![
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
        "--lang=zh-CN",
        "--window-size=1280,900",
    ];
    flags.sort_unstable();
    // chromedriver itself gives every session an empty profile and removes it in the end.
    let mut options = json!({"args": flags});
    match screen {
        Screen::Phone => {
            options["mobileEmulation"] = json!({
                "deviceMetrics": {"width": 360, "height": 640, "pixelRatio": 2.0, "touch": true}
            });
        }
        Screen::Wide => {}
    }
    let mut all = Capabilities::new();
    all.insert("goog:chromeOptions".into(), options);
    all.insert("goog:loggingPrefs".into(), json!({"browser": "ALL"}));
    all
}

/// The page's console: a command of this browser's driver beyond the standard.
#[derive(Debug)]
struct ConsoleLog;

impl WebDriverCompatibleCommand for ConsoleLog {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> std::result::Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (
            http::Method::POST,
            Some(json!({"type": "browser"}).to_string()),
        )
    }
}

/// A command to this browser's developer tools.
#[derive(Debug)]
struct DevTools(String);

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> std::result::Result<url::Url, url::ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/goog/cdp/execute"))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.0.clone()))
    }
}
