//! A browser that is held like a phone. Most engines are held by a driver; those that are too old
//! for any are held directly.

use crate::drivers::{Driver, Engine, capabilities};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::wd::{TimeoutConfiguration, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};
use xtask_browser::cdp;
use xtask_browser::engines;
use xtask_tools::paths::Paths;

/// Any failure, with words.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// How long is waited for something to appear: longer than the loader waits before it asks again.
const PATIENCE: Duration = Duration::from_secs(40);

/// What is held.
#[derive(Debug, Clone, Copy)]
pub enum Screen {
    /// 360 × 640, touched.
    Phone,
    /// 1280 × 800, with a mouse.
    Wide,
}

impl Screen {
    /// Width and height in CSS pixels.
    pub fn size(self) -> (u32, u32) {
        match self {
            Self::Phone => (360, 640),
            Self::Wide => (1280, 800),
        }
    }
}

/// An open browser.
#[derive(Clone)]
pub struct Phone {
    hand: Arc<Hand>,
    engine: Engine,
}

/// How the browser is held. The fields are dropped in their order: the page before its browser.
enum Hand {
    /// By a driver.
    Driven(
        Client,
        #[expect(dead_code, reason = "it ends when it is dropped")] Driver,
    ),
    /// By the browser's own protocol.
    Direct(
        Box<Mutex<cdp::Page>>,
        #[expect(dead_code, reason = "it ends when it is dropped")] cdp::Browser,
    ),
}

/// Waits until something is so. All waiting is done here: no test counts its own tries, which a busy
/// machine would use up.
pub async fn patiently(what: &str, mut is_so: impl AsyncFnMut() -> Result<bool>) -> Result<()> {
    let start = Instant::now();
    while !is_so().await? {
        if start.elapsed() > PATIENCE {
            return Err(format!("waited in vain: {what}").into());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

/// Does it once more where the element was drawn again between finding and using it, as by a program
/// that has just arrived.
async fn steady(work: impl AsyncFn() -> Result<()>) -> Result<()> {
    for _ in 0..4 {
        match work().await {
            Err(why) if why.to_string().contains("stale") => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            done => return done,
        }
    }
    work().await
}

impl Phone {
    /// Opens a browser with an empty profile and the settings, of Chromium or Firefox, that a person
    /// has chosen, if any.
    pub async fn open(engine: Engine, screen: Screen, settings: &Value) -> Result<Self> {
        let hand = match engine {
            Engine::Old(major) => direct(major, screen)?,
            Engine::Chromium | Engine::Firefox | Engine::WebKit => {
                let driver = Driver::start(engine)?;
                let mut builder = ClientBuilder::new(HttpConnector::new());
                let mut wanted = capabilities(engine, screen)?;
                for name in ["goog:chromeOptions", "moz:firefoxOptions"] {
                    if let (Some(chosen), Some(options)) =
                        (settings.as_object(), wanted.get_mut(name))
                    {
                        for (key, value) in chosen {
                            options["prefs"][key] = value.clone();
                        }
                    }
                }
                builder.capabilities(wanted);
                let address = format!("http://127.0.0.1:{}", driver.port);
                Hand::Driven(builder.connect(&address).await?, driver)
            }
        };
        Ok(Self {
            hand: Arc::new(hand),
            engine,
        })
    }

    /// Closes the browser and its driver.
    pub async fn close(self) -> Result<()> {
        if let Hand::Driven(client, _) = &*self.hand {
            client.clone().close().await?;
        }
        Ok(())
    }

    /// Opens an address.
    pub async fn go(&self, address: &str) -> Result<()> {
        match &*self.hand {
            Hand::Driven(client, _) => Ok(client.goto(address).await?),
            Hand::Direct(page, _) => Ok(held(page).go(address)?),
        }
    }

    /// Loads the page again.
    pub async fn reload(&self) -> Result<()> {
        match &*self.hand {
            Hand::Driven(client, _) => Ok(client.refresh().await?),
            Hand::Direct(page, _) => Ok(held(page).reload()?),
        }
    }

    /// Waits for an element.
    pub async fn see(&self, css: &str) -> Result<()> {
        patiently(&format!("`{css}` to appear"), async || self.has(css).await).await
    }

    /// Whether an element is there now.
    pub async fn has(&self, css: &str) -> Result<bool> {
        let script = "return !!document.querySelector(arguments[0])";
        Ok(self.run(script, vec![css.into()]).await? == Value::Bool(true))
    }

    /// The text value of an expression; empty if it has none.
    pub async fn text(&self, expression: &str) -> Result<String> {
        let value = self
            .run(&format!("return {expression}"), Vec::new())
            .await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// An attribute of an element, once it is there.
    pub async fn attribute(&self, css: &str, name: &str) -> Result<Option<String>> {
        self.see(css).await?;
        let script = "return document.querySelector(arguments[0]).getAttribute(arguments[1])";
        let value = self.run(script, vec![css.into(), name.into()]).await?;
        Ok(value.as_str().map(str::to_owned))
    }

    /// Taps an element, once it is there, where a thumb would: in the middle of the screen, so
    /// that no bar covers it.
    pub async fn tap(&self, css: &str) -> Result<()> {
        self.tap_found(css, FIND).await
    }

    /// Taps the label around a control. (Old browsers know no `:has`.)
    pub async fn tap_label(&self, css: &str) -> Result<()> {
        self.tap_found(
            css,
            "return document.querySelector(arguments[0]).closest('label')",
        )
        .await
    }

    /// Presses an element with the mouse, for pages that run no scripts: a driver's own taps would
    /// wait for their scripts for ever.
    pub async fn press(&self, css: &str) -> Result<()> {
        if self.engine != Engine::Chromium {
            return self.tap(css).await;
        }
        self.see(css).await?;
        let arguments = vec![css.into()];
        let script = format!("{MIDDLE}({FUNCTION}{FIND}}})");
        let at = self.run(&script, arguments).await?;
        for event in mouse(&at).map_err(|error| format!("`{css}` cannot be pressed: {error}"))? {
            self.order("Input.dispatchMouseEvent", event).await?;
        }
        Ok(())
    }

    /// Taps what a script finds with the selector.
    async fn tap_found(&self, css: &str, find: &str) -> Result<()> {
        steady(async || self.tap_once(css, find).await).await
    }

    async fn tap_once(&self, css: &str, find: &str) -> Result<()> {
        self.see(css).await?;
        // A question that has only just come takes no press: nobody can have read it.
        let settled = "return !document.querySelector('main[data-fresh]')";
        self.until("the screen to settle", settled).await?;
        let done = match &*self.hand {
            Hand::Driven(client, _) => {
                let element = element(client, find, css).await?;
                let reference = serde_json::to_value(&element)?;
                self.run(CENTRE, vec![reference.clone()]).await?;
                // This driver's taps inside a frame of another site hit nothing.
                let framed = "return window !== window.top";
                if self.engine == Engine::WebKit
                    && self.run(framed, Vec::new()).await? == Value::Bool(true)
                {
                    self.run("arguments[0].click()", vec![reference]).await?;
                    return Ok(());
                }
                element.click().await.map_err(|error| error.to_string())
            }
            Hand::Direct(page, _) => {
                let at = call(
                    &mut held(page),
                    &format!("{MIDDLE}({FUNCTION}{find}}})"),
                    &[css.into()],
                )?;
                press_mouse(&mut held(page), &at)
            }
        };
        done.map_err(|error| format!("`{css}` cannot be tapped: {error}").into())
    }

    /// Types into a field.
    pub async fn write(&self, css: &str, text: &str) -> Result<()> {
        steady(async || self.write_once(css, text).await).await
    }

    async fn write_once(&self, css: &str, text: &str) -> Result<()> {
        self.see(css).await?;
        match &*self.hand {
            Hand::Driven(client, _) => {
                Ok(element(client, FIND, css).await?.send_keys(text).await?)
            }
            Hand::Direct(page, _) => {
                let focus = "document.querySelector(arguments[0]).focus()";
                call(&mut held(page), focus, &[css.into()])?;
                // Letter by letter: the oldest know no order to insert a text.
                for letter in text.chars() {
                    let typed = json!({"type": "char", "text": letter.to_string()});
                    held(page).call("Input.dispatchKeyEvent", typed)?;
                }
                Ok(())
            }
        }
    }

    /// Chooses a value of a select.
    pub async fn choose(&self, css: &str, value: &str) -> Result<()> {
        steady(async || self.choose_once(css, value).await).await
    }

    async fn choose_once(&self, css: &str, value: &str) -> Result<()> {
        self.see(css).await?;
        if let (Hand::Driven(client, _), true) = (&*self.hand, self.engine != Engine::WebKit) {
            let select = element(client, FIND, css).await?;
            self.run(CENTRE, vec![serde_json::to_value(&select)?])
                .await?;
            let chosen = select.select_by_value(value).await;
            return chosen.map_err(|error| format!("`{css}` has no {value}: {error}").into());
        }
        // These open a separate window to choose from, which nothing here can reach.
        let chosen = self.run(CHOOSE, vec![css.into(), value.into()]).await?;
        if chosen == Value::Bool(true) {
            Ok(())
        } else {
            Err(format!("`{css}` has no {value}").into())
        }
    }

    /// Presses one key, as WebDriver names it.
    pub async fn key(&self, key: char) -> Result<()> {
        let Hand::Driven(client, _) = &*self.hand else {
            return Err("keys are pressed by a driver".into());
        };
        let keys = KeyActions::new("keys".to_owned())
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        Ok(client.perform_actions(keys).await?)
    }

    /// Waits until a script returns true.
    pub async fn until(&self, what: &str, script: &str) -> Result<()> {
        let is_so = async || Ok(self.run(script, Vec::new()).await? == Value::Bool(true));
        patiently(what, is_so).await
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        match &*self.hand {
            Hand::Driven(client, _) => Ok(client.execute(script, arguments).await?),
            Hand::Direct(page, _) => call(&mut held(page), script, &arguments),
        }
    }

    /// The same for a script that takes minutes.
    pub async fn run_long(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        if let Hand::Driven(client, _) = &*self.hand {
            let patience = Duration::from_secs(1800);
            let patience = TimeoutConfiguration::new(Some(patience), None, None);
            client.update_timeouts(patience).await?;
        }
        self.run(script, arguments).await
    }

    /// Runs a script that calls its last argument with its result.
    pub async fn run_later(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        match &*self.hand {
            Hand::Driven(client, _) => Ok(client.execute_async(script, arguments).await?),
            Hand::Direct(..) => Err("scripts that wait are run by a driver".into()),
        }
    }

    /// An order of Chromium's own protocol.
    pub async fn order(&self, method: &str, params: Value) -> Result<Value> {
        match &*self.hand {
            Hand::Driven(client, _) if self.engine == Engine::Chromium => {
                let order = Order(json!({"cmd": method, "params": params}));
                Ok(client.issue_cmd(order).await?)
            }
            Hand::Driven(..) => Err(format!("{:?} knows no {method}", self.engine).into()),
            Hand::Direct(page, _) => Ok(held(page).call(method, params)?),
        }
    }

    /// Has every page from now on find that storage is refused, as in a frame of another origin.
    pub async fn refuse_storage(&self) -> Result<()> {
        let source = "for (const name of ['sessionStorage', 'localStorage'])
            Object.defineProperty(window, name, {get() { throw new Error('refused'); }});";
        let add = "Page.addScriptToEvaluateOnNewDocument";
        self.order(add, json!({"source": source})).await.map(drop)
    }

    /// Has requests fail whose address fits one of these patterns.
    pub async fn block(&self, patterns: &[&str]) -> Result<()> {
        self.order("Network.enable", json!({})).await?;
        let urls = json!({"urls": patterns});
        self.order("Network.setBlockedURLs", urls).await.map(drop)
    }

    /// Clears the session; stored files of the site stay.
    pub async fn forget_everything(&self) -> Result<()> {
        let script = "sessionStorage.clear(); localStorage.clear()";
        self.run(script, Vec::new()).await?;
        self.go("about:blank").await
    }

    /// Errors that the page has written to its console since the last call. The drivers of Firefox
    /// and WebKit do not report them.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        match &*self.hand {
            Hand::Driven(client, _) if self.engine == Engine::Chromium => {
                let rows = client.issue_cmd(ConsoleLog).await?;
                let rows = rows.as_array().cloned().unwrap_or_default();
                Ok(rows
                    .iter()
                    .filter(|row| row["level"] == "SEVERE")
                    .map(|row| row["message"].to_string())
                    .collect())
            }
            Hand::Driven(..) => Ok(Vec::new()),
            Hand::Direct(page, _) => Ok(held(page)
                .take_events()
                .iter()
                .filter(|event| {
                    event.name == "Runtime.exceptionThrown"
                        || event.params["entry"]["level"] == "error"
                })
                .map(|event| event.params.to_string())
                .collect()),
        }
    }

    /// Goes into a frame of the page, once it has been brought into sight: it waits for that.
    pub async fn enter(&self, css: &str) -> Result<()> {
        self.see(css).await?;
        let show = "document.querySelector(arguments[0]).scrollIntoView()";
        self.run(show, vec![css.into()]).await?;
        match &*self.hand {
            Hand::Driven(client, _) => {
                let frame = client.find(Locator::Css(css)).await?;
                Ok(frame.enter_frame().await?)
            }
            Hand::Direct(..) => Err("frames are entered by a driver".into()),
        }
    }

    /// Goes back to the page that holds the frame.
    pub async fn leave(&self) -> Result<()> {
        match &*self.hand {
            Hand::Driven(client, _) => Ok(client.clone().enter_parent_frame().await?),
            Hand::Direct(..) => Err("frames are left by a driver".into()),
        }
    }

    /// What the screen shows, as a PNG file.
    pub async fn picture(&self, file: &Path) -> Result<()> {
        match &*self.hand {
            Hand::Driven(client, _) => save(file, &client.screenshot().await?),
            Hand::Direct(..) => Err("pictures are taken by a driver".into()),
        }
    }

    /// Gives the page a screen of its kind, but of another height, in CSS pixels.
    pub async fn stretch(&self, screen: Screen, height: u64) -> Result<()> {
        let (width, _) = screen.size();
        let phone = matches!(screen, Screen::Phone);
        let metrics = json!({
            "width": width, "height": height,
            "deviceScaleFactor": if phone { 2 } else { 1 }, "mobile": phone
        });
        let set = "Emulation.setDeviceMetricsOverride";
        self.order(set, metrics).await.map(drop)
    }

    /// The whole page, however long, as a PNG file.
    pub async fn long_picture(&self, screen: Screen, file: &Path) -> Result<()> {
        let height = "return document.documentElement.scrollHeight";
        let height = self.run(height, Vec::new()).await?;
        self.stretch(screen, height.as_u64().ok_or("no height")?)
            .await?;
        self.picture(file).await?;
        self.stretch(screen, screen.size().1.into()).await
    }
}

/// The element of a selector.
const FIND: &str = "return document.querySelector(arguments[0])";

/// Puts an element in the middle of the screen.
const CENTRE: &str = "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})";

/// The beginning of a function that is given what the script around it was given.
const FUNCTION: &str = "function () {";

/// The middle of the element that a function finds, once nothing covers it.
const MIDDLE: &str = "
    const found = arguments[0];
    return (function (find) {
        const element = find.call(null, found);
        element.scrollIntoView({block: 'center', behavior: 'instant'});
        const box = element.getBoundingClientRect();
        const x = box.left + box.width / 2, y = box.top + box.height / 2;
        const hit = document.elementFromPoint(x, y);
        if (!hit || !(element.contains(hit) || hit.contains(element))) {
            return {under: hit ? hit.outerHTML.slice(0, 80) : 'nothing'};
        }
        return {x: x, y: y};
    })";

/// Chooses as a person would; the page cannot see a difference.
const CHOOSE: &str = "
    const select = document.querySelector(arguments[0]);
    if (![...select.options].some(option => option.value === arguments[1])) return false;
    select.value = arguments[1];
    for (const kind of ['input', 'change']) select.dispatchEvent(new Event(kind, {bubbles: true}));
    return true";

fn held(page: &Mutex<cdp::Page>) -> MutexGuard<'_, cdp::Page> {
    page.lock().unwrap()
}

/// Runs a script as a driver would.
fn call(page: &mut cdp::Page, script: &str, arguments: &[Value]) -> Result<Value> {
    let arguments = serde_json::to_string(arguments)?;
    let whole = format!("(function () {{ {script} }}).apply(null, {arguments})");
    Ok(page.evaluate(&whole)?)
}

/// What the mouse does to press the middle of an element.
fn mouse(at: &Value) -> std::result::Result<[Value; 2], String> {
    if let Some(under) = at["under"].as_str() {
        return Err(format!("it lies under {under}"));
    }
    Ok(["mousePressed", "mouseReleased"].map(
        |kind| json!({"type": kind, "x": at["x"], "y": at["y"], "button": "left", "clickCount": 1}),
    ))
}

fn press_mouse(page: &mut cdp::Page, at: &Value) -> std::result::Result<(), String> {
    for event in mouse(at)? {
        page.call("Input.dispatchMouseEvent", event)
            .map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Starts an old Chromium, in which everything is one process: so it needs no rights.
fn direct(major: u16, screen: Screen) -> Result<Hand> {
    let program = engines::chromium(&Paths::here(), major);
    let open = || -> Result<(cdp::Browser, cdp::Page)> {
        let browser = cdp::Browser::start(&program, &["--single-process", "--no-zygote"])
            .map_err(|error| format!("{error:#}; `cargo xtask engines` installs it"))?;
        let page = browser.page()?;
        Ok((browser, page))
    };
    // On a busy machine a single process for everything sometimes hangs before it has started.
    let (browser, mut page) = open().or_else(|_| open()).or_else(|_| open())?;
    let (width, height) = screen.size();
    let metrics = json!({
        "width": width, "height": height, "deviceScaleFactor": 2,
        "mobile": matches!(screen, Screen::Phone)
    });
    page.call("Emulation.setDeviceMetricsOverride", metrics)?;
    Ok(Hand::Direct(Box::new(Mutex::new(page)), browser))
}

/// The element that a script finds.
async fn element(client: &Client, find: &str, css: &str) -> Result<Element> {
    let element = client.execute(find, vec![css.into()]).await?;
    let reference = element
        .as_object()
        .and_then(|object| object.values().next()?.as_str())
        .ok_or_else(|| format!("`{css}` has gone"))?;
    Ok(Element::from_element_id(
        client.clone(),
        ElementRef::from(reference.to_owned()),
    ))
}

fn save(file: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    Ok(std::fs::write(file, bytes)?)
}

/// An order of Chromium's own protocol: a command of its driver beyond the standard.
#[derive(Debug)]
struct Order(Value);

/// The page's console: another one.
#[derive(Debug)]
struct ConsoleLog;

impl WebDriverCompatibleCommand for Order {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> std::result::Result<url::Url, url::ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/goog/cdp/execute"))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.0.to_string()))
    }
}

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

/// Fails if two values differ.
pub fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: T, wanted: T) -> Result<()> {
    if found == wanted {
        Ok(())
    } else {
        Err(format!("{what}: {found:?}, not {wanted:?}").into())
    }
}
