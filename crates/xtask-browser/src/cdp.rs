//! Chromium by its own protocol: for versions that are too old for any driver, and for what
//! drivers do not offer: a slow line and a slow processor.

use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tungstenite::protocol::WebSocketConfig;
use tungstenite::{Error, Message, WebSocket};

/// How long an answer may take before the browser counts as gone.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often a waiting reader checks the clock.
const GLANCE: Duration = Duration::from_millis(50);

/// A running Chromium with an empty profile; both end when it is dropped.
pub struct Browser {
    child: Child,
    profile: PathBuf,
    port: u16,
}

impl Browser {
    /// Starts a program without a window.
    ///
    /// # Errors
    /// If it cannot be started or does not open its port.
    pub fn start(program: &Path, flags: &[&str]) -> Result<Self> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("huice-{}-{count}", std::process::id());
        let profile = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&profile)?;
        let child = Command::new(program)
            .args(["--headless", "--no-sandbox", "--disable-gpu"])
            .args(["--remote-debugging-port=0", "--no-first-run"])
            .args(["--disable-dev-shm-usage", "--disable-background-networking"])
            .args(["--lang=zh-CN", "--hide-scrollbars"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .args(flags)
            .arg("about:blank")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        // From here on it is ended in every case.
        let mut browser = Self {
            child,
            profile,
            port: 0,
        };
        browser.port = browser
            .read_port()
            .with_context(|| format!("{} does not open its port", program.display()))?;
        Ok(browser)
    }

    /// Reads the port from what the browser writes.
    fn read_port(&mut self) -> Result<u16> {
        let stderr = self.child.stderr.take().context("it writes nothing")?;
        let mut lines = BufReader::new(stderr).lines();
        let mut heard = Vec::new();
        while let Some(line) = lines.next() {
            let line = line?;
            if let Some(rest) = line.split("DevTools listening on ws://").nth(1) {
                let port = rest.split(['/', ':']).nth(1).unwrap_or_default().parse()?;
                // It stops when nothing reads from it.
                std::thread::spawn(move || lines.for_each(drop));
                return Ok(port);
            }
            heard.push(line);
        }
        bail!("it ended: {}", heard.join("\n"))
    }

    /// The one open page.
    ///
    /// # Errors
    /// If the browser has ended.
    pub fn page(&self) -> Result<Page> {
        let start = Instant::now();
        loop {
            let pages: Value = serde_json::from_str(&self.http_get("/json/list")?)?;
            let targets = pages.as_array().into_iter().flatten();
            let page = targets.filter(|page| page.get("type") == Some(&json!("page")));
            let address = page
                .filter_map(|page| page.get("webSocketDebuggerUrl")?.as_str())
                .next();
            if let Some(address) = address {
                // The oldest sometimes take a connection before they can serve it, and never do.
                let page = Page::connect(address, self.port);
                if page.is_ok() || start.elapsed() > PATIENCE / 4 {
                    return page;
                }
            }
            if start.elapsed() > PATIENCE {
                bail!("the browser has no page: {pages}");
            }
            std::thread::sleep(GLANCE);
        }
    }

    /// The browser's description of itself, served at its own address.
    fn http_get(&self, path: &str) -> Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            self.port
        )?;
        let mut reader = BufReader::new(stream);
        let mut length = None;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            let line = line.trim().to_ascii_lowercase();
            if let Some(digits) = line.strip_prefix("content-length:") {
                length = Some(digits.trim().parse()?);
            }
            if line.is_empty() {
                break;
            }
        }
        let mut body = vec![0; length.context("no length")?];
        reader.read_exact(&mut body)?;
        Ok(String::from_utf8(body)?)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
        drop(std::fs::remove_dir_all(&self.profile));
    }
}

/// An event that the browser reported.
#[derive(Debug, Clone)]
pub struct Event {
    /// `Page.loadEventFired`.
    pub name: String,
    /// Its parameters.
    pub params: Value,
}

/// One page of a browser.
pub struct Page {
    socket: WebSocket<TcpStream>,
    sent: u64,
    events: Vec<Event>,
}

impl Page {
    fn connect(address: &str, port: u16) -> Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_nodelay(true)?;
        // Pictures of long pages are large.
        let config = WebSocketConfig::default()
            .max_message_size(None)
            .max_frame_size(None);
        let (socket, _) = tungstenite::client::client_with_config(address, stream, Some(config))
            .map_err(|error| anyhow!("{address}: {error}"))?;
        // Only now: a handshake cannot be resumed as a message can.
        socket.get_ref().set_read_timeout(Some(GLANCE))?;
        let mut page = Self {
            socket,
            sent: 0,
            events: Vec::new(),
        };
        for domain in ["Page", "Runtime", "Log", "Network"] {
            page.call_within(&format!("{domain}.enable"), json!({}), PATIENCE / 6)?;
        }
        Ok(page)
    }

    /// Gives an order and waits for its answer.
    ///
    /// # Errors
    /// If the browser refuses it or does not answer.
    pub fn call(&mut self, method: &str, params: Value) -> Result<Value> {
        self.call_within(method, params, PATIENCE)
    }

    fn call_within(&mut self, method: &str, params: Value, patience: Duration) -> Result<Value> {
        self.sent += 1;
        let id = self.sent;
        let order = json!({"id": id, "method": method, "params": params});
        self.socket.send(Message::text(order.to_string()))?;
        let start = Instant::now();
        loop {
            if let Some(answer) = self.hear()?
                && answer.get("id").and_then(Value::as_u64) == Some(id)
            {
                if let Some(error) = answer.get("error") {
                    bail!("{method}: {error}");
                }
                return Ok(answer.get("result").cloned().unwrap_or_default());
            }
            if start.elapsed() > patience {
                bail!("{method}: no answer");
            }
        }
    }

    /// One message, if one arrives soon. Events are kept.
    fn hear(&mut self) -> Result<Option<Value>> {
        let message = match self.socket.read() {
            Ok(message) => message,
            Err(Error::Io(error))
                if matches!(
                    error.kind(),
                    std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
                ) =>
            {
                return Ok(None);
            }
            Err(error) => bail!("the browser has gone away: {error}"),
        };
        let Ok(text) = message.to_text() else {
            return Ok(None);
        };
        let Ok(value) = serde_json::from_str::<Value>(text) else {
            return Ok(None);
        };
        if let Some(name) = value.get("method").and_then(Value::as_str) {
            let params = value.get("params").cloned().unwrap_or_default();
            let name = name.to_owned();
            self.events.push(Event { name, params });
            return Ok(None);
        }
        Ok(Some(value))
    }

    /// Waits for an event, among those that arrived since events were last taken and those to come.
    ///
    /// # Errors
    /// If it does not come.
    pub fn wait_for(&mut self, name: &str) -> Result<Value> {
        let start = Instant::now();
        loop {
            if let Some(event) = self.events.iter().find(|event| event.name == name) {
                return Ok(event.params.clone());
            }
            self.hear()?;
            if start.elapsed() > PATIENCE {
                bail!("waited in vain for {name}");
            }
        }
    }

    /// The events since the last call.
    pub fn take_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    /// The value of an expression in the page.
    ///
    /// # Errors
    /// If it throws.
    pub fn evaluate(&mut self, expression: &str) -> Result<Value> {
        let params = json!({
            "expression": expression, "returnByValue": true, "awaitPromise": true
        });
        let answer = self.call("Runtime.evaluate", params)?;
        if let Some(thrown) = answer.get("exceptionDetails") {
            bail!("the page threw: {thrown}");
        }
        let value = answer.pointer("/result/value");
        Ok(value.cloned().unwrap_or_default())
    }

    /// Opens an address and waits until it is loaded. A change of the fragment alone loads nothing.
    ///
    /// # Errors
    /// If it does not load.
    pub fn go(&mut self, address: &str) -> Result<()> {
        let here = self.evaluate("location.href.split('#')[0]")?;
        let before = |address: &str| address.split('#').next().map(str::to_owned);
        if address.contains('#') && before(address).as_deref() == here.as_str() {
            let target = serde_json::to_string(address)?;
            self.evaluate(&format!("void (location.href = {target})"))?;
            return Ok(());
        }
        self.events
            .retain(|event| event.name != "Page.loadEventFired");
        self.call("Page.navigate", json!({"url": address}))?;
        self.wait_for("Page.loadEventFired").map(drop)
    }

    /// Loads the page again.
    ///
    /// # Errors
    /// If it does not load.
    pub fn reload(&mut self) -> Result<()> {
        self.events
            .retain(|event| event.name != "Page.loadEventFired");
        self.call("Page.reload", json!({}))?;
        self.wait_for("Page.loadEventFired").map(drop)
    }
}
