//! Servers for the tests: plain ones whose answers a test may spoil, and those of Debian with the
//! example configurations of `deploy/`.

use crate::drivers::Engine;
use crate::phone::{Phone, Result, Screen};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use xtask_server::http::{Http, Request, Response};
use xtask_tools::paths::Paths;

use xtask_site::layout;
use xtask_site::zip;

/// The site that may embed, in the example configurations.
pub const EXAMPLE_HOST: &str = "https://www.example.gov.cn";

/// The policy of the example configurations.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self' https://www.example.gov.cn";

/// An answer before it is sent.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Headers by name.
    pub headers: BTreeMap<String, String>,
    /// The content, as it is sent.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header with another value.
    pub fn set(&mut self, name: &str, value: &str) {
        self.headers.insert(name.into(), value.into());
    }

    /// Without a header.
    pub fn unset(&mut self, name: &str) {
        self.headers.remove(name);
    }

    /// A page of our own making.
    pub fn page(html: &str) -> Self {
        let mut answer = Self {
            status: 200,
            headers: BTreeMap::new(),
            body: html.as_bytes().to_vec(),
        };
        answer.set("Content-Type", "text/html; charset=utf-8");
        answer
    }

    fn missing() -> Self {
        let mut answer = Self::page("not found");
        answer.status = 404;
        answer
    }
}

/// What a test does to answers, by the path below the site's folder.
pub type Change = Box<dyn Fn(&str, &mut Answer) + Send + Sync>;

/// A running server of this process; it stops when dropped.
pub struct Plain {
    /// The referrer of each request, with the requested address.
    pub seen: Arc<Mutex<Vec<(String, String)>>>,
    /// Its port on this machine.
    pub port: u16,
    #[expect(dead_code, reason = "it stops when it is dropped")]
    http: Http,
}

impl Plain {
    /// Serves `root` below `/huice/`, as a well-kept server would, but for what `change` does.
    pub fn start(root: &Path, change: Change) -> Self {
        let root = root.to_path_buf();
        Self::serve(Box::new(move |asked| {
            let Some(path) = asked.path().strip_prefix("/huice/") else {
                return Answer::missing();
            };
            let path = if path.is_empty() { "index.html" } else { path };
            let gzip = asked.header("accept-encoding").contains("gzip");
            let mut answer = good(&root, path, gzip);
            change(path, &mut answer);
            answer
        }))
    }

    /// Serves the responses of a function.
    pub fn serve(make: Box<dyn Fn(&Request) -> Answer + Send + Sync>) -> Self {
        let seen: Arc<Mutex<Vec<(String, String)>>> = Arc::default();
        let all = Arc::clone(&seen);
        let answers = move |asked: Request| {
            let from = asked.header("referer").to_owned();
            all.lock().unwrap().push((asked.url.clone(), from));
            let answer = make(&asked);
            Response {
                status: answer.status,
                headers: answer.headers.into_iter().collect(),
                body: answer.body,
            }
        };
        let http = Http::start(0, Arc::new(answers)).unwrap();
        Self {
            seen,
            port: http.port,
            http,
        }
    }

    /// The address of the site.
    pub fn site(&self) -> String {
        format!("http://127.0.0.1:{}/huice/", self.port)
    }
}

/// The answer of a well-kept server.
fn good(root: &Path, path: &str, gzip: bool) -> Answer {
    let file = root.join(path);
    if path.contains("..") || !file.is_file() {
        return Answer::missing();
    }
    let mut answer = Answer::page("");
    let end = file.extension().and_then(|e| e.to_str()).unwrap_or("");
    let media = match end {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    };
    answer.set("Content-Type", media);
    let keep = layout::is_hashed(&file);
    answer.set(
        "Cache-Control",
        if keep {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        },
    );
    answer.set("X-Content-Type-Options", "nosniff");
    answer.set("Content-Security-Policy", POLICY);
    let packed = xtask_site::layout::beside(&file, "gz");
    if gzip && packed.is_file() {
        answer.set("Content-Encoding", "gzip");
        answer.set("Vary", "Accept-Encoding");
        answer.body = fs::read(packed).unwrap();
    } else {
        answer.body = fs::read(file).unwrap();
    }
    answer
}

/// Opens a browser with default settings, does the work, and always closes it.
pub fn with_browser<F>(engine: Engine, name: &str, screen: Screen, work: impl FnOnce(Phone) -> F)
where
    F: Future<Output = Result<()>>,
{
    crate::run(engine, name, screen, &Value::Null, work);
}

/// The zip of `cargo xtask dist`, unpacked into a fresh folder: the site is in `huice/`.
pub fn unpacked(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&folder));
    let zip = Paths::here().target.join(zip::NAME);
    let zip = fs::read(&zip).unwrap_or_else(|e| panic!("{}: {e}: cargo xtask dist", zip.display()));
    zip::unpack(&zip, &folder).unwrap();
    folder
}

/// A server of Debian with our example configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Nginx,
    Apache,
    Caddy,
    Tomcat,
}

/// A running server of the system; it ends when dropped.
pub struct Other {
    child: Child,
    /// Its port on this machine.
    pub port: u16,
}

impl Other {
    /// Serves the unpacked zip in `folder`, by the configuration in it with only paths, port and
    /// the names of a test's machine put in.
    pub fn start(kind: Kind, folder: &Path) -> Result<Self> {
        // A port that was free a moment ago.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut command = match kind {
            Kind::Nginx => nginx(folder, port)?,
            Kind::Apache => apache(folder, port)?,
            Kind::Caddy => caddy(folder, port)?,
            Kind::Tomcat => tomcat(folder, port)?,
        };
        let log = fs::File::create(folder.join(format!("{kind:?}.log")))?;
        let child = command
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .map_err(|error| format!("{kind:?}: {error}; run `cargo xtask test hosts`"))?;
        let mut server = Self { child, port };
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let gone = server.child.try_wait()?.is_some();
            if gone || start.elapsed() > Duration::from_secs(90) {
                let log = fs::read_to_string(folder.join(format!("{kind:?}.log")))?;
                return Err(format!("{kind:?} does not serve: {log}").into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(server)
    }

    /// The address of the site.
    pub fn site(&self) -> String {
        format!("http://127.0.0.1:{}/huice/", self.port)
    }

    /// The headers of an answer to a browser that calls itself so.
    pub fn headers(&self, path: &str, agent: &str) -> Result<String> {
        let mut line = TcpStream::connect(("127.0.0.1", self.port))?;
        let port = self.port;
        write!(
            line,
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: {agent}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = Vec::new();
        line.read_to_end(&mut answer)?;
        let text = String::from_utf8_lossy(&answer).into_owned();
        let head = text.split("\r\n\r\n").next().unwrap_or_default();
        Ok(head.to_owned())
    }
}

impl Drop for Other {
    /// An orderly end first: a server that is killed may leave workers behind.
    fn drop(&mut self) {
        let asked = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status();
        let start = Instant::now();
        while asked.is_ok() && start.elapsed() < Duration::from_secs(10) {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A program that Debian may put where only administrators look.
fn program(name: &str) -> Command {
    let sbin = Path::new("/usr/sbin").join(name);
    Command::new(if sbin.is_file() { sbin } else { name.into() })
}

/// An example configuration with paths put in; each must stand in it.
fn example(folder: &Path, file: &str, puts: &[(&str, &str)]) -> Result<String> {
    let mut text = fs::read_to_string(folder.join("deploy").join(file))?;
    for (from, to) in puts {
        if !text.contains(from) {
            return Err(format!("{file} does not hold {from}").into());
        }
        text = text.replace(from, to);
    }
    Ok(text)
}

fn nginx(folder: &Path, port: u16) -> Result<Command> {
    let root = folder.display().to_string();
    let server = example(
        folder,
        "nginx/huice-server.conf",
        &[("root /srv/www;", &format!("root {root};"))],
    )?;
    let http = example(folder, "nginx/huice-http.conf", &[])?;
    let whole = format!(
        "daemon off;\nmaster_process off;\nworker_processes 1;\npid {root}/nginx.pid;\nerror_log {root}/nginx.err;\n\
         events {{ }}\nhttp {{\naccess_log off;\nclient_body_temp_path {root}/t1;\n\
         proxy_temp_path {root}/t2;\nfastcgi_temp_path {root}/t3;\nuwsgi_temp_path {root}/t4;\n\
         scgi_temp_path {root}/t5;\n{http}\nserver {{\nlisten 127.0.0.1:{port};\n{server}\n}}\n}}\n"
    );
    let file = folder.join("nginx.conf");
    fs::write(&file, whole)?;
    let mut command = program("nginx");
    command
        .arg("-p")
        .arg(folder)
        .arg("-e")
        .arg(folder.join("nginx.err"))
        .arg("-c")
        .arg(file);
    // The user who runs the tests owns the files; no other user needs to read them.
    let mut test = program("nginx");
    test.args(command.get_args()).arg("-t");
    checked(test)?;
    Ok(command)
}

const APACHE_MODULES: [&str; 8] = [
    "mpm_event",
    "authz_core",
    "mime",
    "dir",
    "alias",
    "headers",
    "rewrite",
    "setenvif",
];

fn apache(folder: &Path, port: u16) -> Result<Command> {
    let root = folder.display().to_string();
    let site = example(
        folder,
        "apache/huice.conf",
        &[("/srv/www/huice", &format!("{root}/huice"))],
    )?;
    let modules: String = APACHE_MODULES
        .iter()
        .map(|m| format!("LoadModule {m}_module /usr/lib/apache2/modules/mod_{m}.so\n"))
        .collect();
    let whole = format!(
        "ServerRoot {root}\nServerName localhost\nListen 127.0.0.1:{port}\nPidFile {root}/pid\n\
         ErrorLog {root}/apache.err\nMutex posixsem\n{modules}TypesConfig /dev/null\n{site}"
    );
    let file = folder.join("apache.conf");
    fs::write(&file, whole)?;
    let mut test = program("apache2");
    test.arg("-t").arg("-f").arg(&file);
    checked(test)?;
    let mut command = program("apache2");
    // One process, which ends on request.
    command.arg("-X").arg("-f").arg(&file);
    Ok(command)
}

fn caddy(folder: &Path, port: u16) -> Result<Command> {
    let root = folder.display().to_string();
    let site = example(
        folder,
        "caddy/Caddyfile",
        &[
            (
                "huice.example.gov.cn {",
                &format!("http://127.0.0.1:{port} {{"),
            ),
            ("root * /srv/www", &format!("root * {root}")),
        ],
    )?;
    let file = folder.join("Caddyfile");
    // No second port for orders: several may run at a time.
    fs::write(&file, format!("{{\n\tadmin off\n}}\n{site}"))?;
    let run = |what: &str| {
        let mut command = program("caddy");
        command
            .arg(what)
            .arg("--config")
            .arg(&file)
            .args(["--adapter", "caddyfile"])
            .env("HOME", folder)
            .env("XDG_DATA_HOME", folder)
            .env("XDG_CONFIG_HOME", folder);
        command
    };
    checked(run("validate"))?;
    Ok(run("run"))
}

/// Where Debian keeps the parts of Tomcat, and what a server of one's own begins with.
const TOMCAT: &str = "/usr/share/tomcat10";

fn tomcat(folder: &Path, port: u16) -> Result<Command> {
    let base = folder.join("tomcat");
    layout::copy_folder(&Path::new(TOMCAT).join("skel/conf"), &base.join("conf"))
        .map_err(|error| format!("{error:#}; run `cargo xtask test hosts`"))?;
    for name in ["logs", "temp", "webapps", "work"] {
        fs::create_dir_all(base.join(name))?;
    }
    let site = folder.join("huice");
    for name in ["web.xml", "huice.jsp"] {
        let file = site.join("WEB-INF").join(name);
        fs::create_dir_all(site.join("WEB-INF"))?;
        fs::write(file, example(folder, &format!("tomcat/{name}"), &[])?)?;
    }
    let server = format!(
        "<Server port='-1'><Service name='Catalina'>\
         <Connector port='{port}' address='127.0.0.1' protocol='HTTP/1.1'/>\
         <Engine name='Catalina' defaultHost='localhost'><Host name='localhost' appBase='webapps'>\
         <Context path='/huice' docBase='{}'/></Host></Engine></Service></Server>",
        site.display()
    );
    fs::write(base.join("conf/server.xml"), server)?;
    let mut command = Command::new(Path::new(TOMCAT).join("bin/catalina.sh"));
    command
        .arg("run")
        .env("CATALINA_HOME", TOMCAT)
        .env("CATALINA_BASE", base);
    Ok(command)
}

fn checked(mut command: Command) -> Result<()> {
    let done = command.output()?;
    if done.status.success() {
        Ok(())
    } else {
        let stderr = String::from_utf8_lossy(&done.stderr).into_owned();
        Err(format!("{command:?}: {stderr}").into())
    }
}
