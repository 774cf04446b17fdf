//! A small server for the built site: compressed files, right types, right caching, a strict
//! policy. It is for trying and testing; any web server that serves files can take its place. For
//! tests it can also do what bad servers and bad networks do.

use crate::http::{Http, Request, Response};
use crate::policy::policy;
use anyhow::Result;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;
use xtask_site::layout::{WORKER, beside, is_hashed};

/// One answered request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    /// The path asked for, without the question part.
    pub path: String,
    /// The status.
    pub status: u16,
    /// Bytes of content sent.
    pub bytes: u64,
    /// Whether the service worker asked, for its store, and not the page.
    pub stored: bool,
}

/// A fault that the server injects into a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is not there.
    Missing,
    /// Something on the way refuses it.
    Refused,
    /// Its second half is noise.
    Damaged,
    /// It ends in the middle.
    Cut,
    /// It is sent as another type.
    Type(&'static str),
    /// It arrives late.
    Slow(Duration),
    /// It arrives when the faults are cleared.
    Held,
    /// It is sent uncompressed.
    Plain,
    /// An error page of a proxy replaces it, with status 200.
    Page,
}

/// What the threads of a server share.
#[derive(Default)]
struct Shared {
    served: Mutex<Vec<Served>>,
    reports: Mutex<Vec<String>>,
    /// The injected faults, by a part of the paths of files.
    faults: Mutex<Vec<(String, Fault)>>,
}

impl Shared {
    /// The fault of a file.
    fn fault(&self, path: &str) -> Option<Fault> {
        let faults = self.faults.lock().ok()?;
        let fits = faults.iter().find(|(part, _)| path.contains(part.as_str()));
        fits.map(|(_, fault)| *fault)
    }
}

/// How often what is held looks whether it may go.
const GLANCE: Duration = Duration::from_millis(10);

/// Where browsers report what the policy forbade.
const REPORTS: &str = "/policy-reports";

/// A running server; it stops when dropped.
pub struct Server {
    http: Http,
    shared: Arc<Shared>,
}

impl Server {
    /// Serves a folder on this machine only; port 0 takes a free one.
    ///
    /// # Errors
    /// If the port is taken.
    pub fn start(dist: &Path, port: u16) -> Result<Self> {
        let shared: Arc<Shared> = Arc::default();
        let dist = dist.to_path_buf();
        let all = Arc::clone(&shared);
        let http = Http::start(port, Arc::new(move |request| answer(&dist, &request, &all)))?;
        Ok(Self { http, shared })
    }

    /// Its address, with a slash at the end.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.http.port)
    }

    /// What has been served since the start or the last call.
    #[must_use]
    pub fn take_served(&self) -> Vec<Served> {
        let rows = self.shared.served.lock();
        rows.map(|mut rows| std::mem::take(&mut *rows))
            .unwrap_or_default()
    }

    /// What browsers have reported as forbidden since the start or the last call.
    #[must_use]
    pub fn take_reports(&self) -> Vec<String> {
        let reports = self.shared.reports.lock();
        reports
            .map(|mut reports| std::mem::take(&mut *reports))
            .unwrap_or_default()
    }

    /// Injects a fault into every file whose path has this part; the first
    /// matching fault counts.
    pub fn inject_fault(&self, part: &str, fault: Fault) {
        if let Ok(mut faults) = self.shared.faults.lock() {
            faults.push((part.to_owned(), fault));
        }
    }

    /// Removes all injected faults.
    pub fn clear_fault(&self) {
        if let Ok(mut faults) = self.shared.faults.lock() {
            faults.clear();
        }
    }
}

impl Drop for Server {
    /// What is held is let go.
    fn drop(&mut self) {
        self.clear_fault();
    }
}

/// Answers one request. Reports are kept apart from the log: they are not visits.
fn answer(dist: &Path, request: &Request, shared: &Shared) -> Response {
    let path = request.path();
    if request.method == "POST" && path == REPORTS {
        if let Ok(mut reports) = shared.reports.lock() {
            reports.push(String::from_utf8_lossy(&request.body).into_owned());
        }
        return Response {
            status: 204,
            ..Response::default()
        };
    }
    let mut fault = shared.fault(path);
    while fault == Some(Fault::Held) {
        thread::sleep(GLANCE);
        fault = shared.fault(path);
    }
    let (status, body, headers) = match (request.method.as_str(), find(dist, path)) {
        ("GET" | "HEAD", Some(file)) => with_fault(&file, request, fault),
        ("GET" | "HEAD", None) => missing(),
        _ => (405, Vec::new(), vec![("Allow", "GET, HEAD")]),
    };
    let policy = format!(
        "{}; report-uri {REPORTS}",
        policy(request.header("user-agent"))
    );
    let safety = [("Content-Security-Policy", policy.as_str())];
    let headers = headers.into_iter().chain(safety);
    let worker = |path: &str| path.rsplit('/').next() == Some(WORKER);
    if let Ok(mut rows) = shared.served.lock() {
        rows.push(Served {
            path: path.to_owned(),
            status,
            bytes: body.len() as u64,
            stored: worker(request.header("referer")) || worker(path),
        });
    }
    Response {
        status,
        headers: headers.map(|(n, v)| (n.into(), v.into())).collect(),
        body,
    }
}

fn missing() -> Answer {
    let headers = vec![("Content-Type", "text/plain")];
    (404, b"not found".to_vec(), headers)
}

/// A file, with its injected fault.
fn with_fault(file: &Path, request: &Request, fault: Option<Fault>) -> Answer {
    let well = || read(file, &accepted(request.header("accept-encoding")));
    match fault {
        // What was held comes well.
        None | Some(Fault::Held) => well(),
        Some(Fault::Missing) => missing(),
        Some(Fault::Refused) => (403, b"forbidden".to_vec(), Vec::new()),
        Some(Fault::Plain) => read(file, &[]),
        Some(Fault::Slow(time)) => {
            thread::sleep(time);
            well()
        }
        Some(Fault::Damaged) => {
            let (status, mut body, headers) = read(file, &[]);
            let half = body.len() / 2;
            body.iter_mut().skip(half).for_each(|byte| *byte ^= 1);
            (status, body, headers)
        }
        Some(Fault::Cut) => {
            let (status, mut body, headers) = read(file, &[]);
            body.truncate(body.len() / 2);
            (status, body, headers)
        }
        Some(Fault::Type(other)) => {
            let (status, body, mut headers) = well();
            headers.retain(|(name, _)| *name != "Content-Type");
            headers.push(("Content-Type", other));
            (status, body, headers)
        }
        Some(Fault::Page) => {
            let headers = vec![("Content-Type", "text/html; charset=utf-8")];
            (
                200,
                "<!doctype html><title>认证</title>请先登录".into(),
                headers,
            )
        }
    }
}

/// The file for a path. Only plain names: nothing leads out of the folder, nothing hidden is shown.
fn find(dist: &Path, path: &str) -> Option<PathBuf> {
    let plain = |part: &str| {
        !part.starts_with('.')
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    let mut file = dist.to_path_buf();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        if !plain(part) {
            return None;
        }
        file.push(part);
    }
    if file.is_dir() {
        file.push("index.html");
    }
    file.is_file().then_some(file)
}

/// Codings the browser accepts, best first, by the end of the file's name.
fn accepted(codings: &str) -> Vec<(&'static str, &'static str)> {
    let codings: Vec<String> = codings
        .split(',')
        .map(|coding| coding.trim().to_ascii_lowercase())
        .collect();
    [("br", "br"), ("gz", "gzip")]
        .into_iter()
        .filter(|(_, name)| {
            codings
                .iter()
                .any(|coding| coding.split(';').next() == Some(name) && !coding.ends_with(";q=0"))
        })
        .collect()
}

type Answer = (u16, Vec<u8>, Vec<(&'static str, &'static str)>);

fn read(file: &Path, accepted: &[(&str, &'static str)]) -> Answer {
    let mut headers = vec![
        ("Content-Type", media_type(file)),
        ("Cache-Control", caching(file)),
        ("Vary", "Accept-Encoding"),
        ("X-Content-Type-Options", "nosniff"),
    ];
    for (end, name) in accepted {
        if let Ok(bytes) = fs::read(beside(file, end)) {
            headers.push(("Content-Encoding", name));
            return (200, bytes, headers);
        }
    }
    match fs::read(file) {
        Ok(bytes) => (200, bytes, headers),
        Err(_) => (404, Vec::new(), Vec::new()),
    }
}

fn extension(file: &Path) -> &str {
    file.extension()
        .and_then(|end| end.to_str())
        .unwrap_or_default()
}

/// The media type by the end of the name.
fn media_type(file: &Path) -> &'static str {
    match extension(file) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

/// A name with a hash in it never changes its content; every other name may.
fn caching(file: &Path) -> &'static str {
    if is_hashed(file) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;

    #[test]
    fn a_path_stays_in_the_folder() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert_eq!(
            find(folder, "/src/server.rs"),
            Some(folder.join("src/server.rs"))
        );
        assert_eq!(find(folder, "/src/../Cargo.toml"), None);
        assert_eq!(find(folder, "/src/%2e%2e/Cargo.toml"), None);
        assert_eq!(find(folder, "//etc/passwd"), None);
        assert_eq!(find(folder, "/.cargo/config.toml"), None);
        assert_eq!(find(folder, "/"), None);
    }

    #[test]
    fn only_names_with_a_hash_are_kept() {
        let kept = |name: &str| caching(Path::new(name)) != "no-cache";
        assert!(kept("320281-0123456789abcdef.pack"));
        assert!(kept("huice-web-0123456789abcdef_bg.wasm"));
        assert!(!kept("index.html"));
        assert!(!kept("law/index.bin"));
    }

    #[test]
    fn wasm_has_its_type() {
        assert_eq!(media_type(Path::new("a_bg.wasm")), "application/wasm");
        assert_eq!(
            media_type(Path::new("index.html")),
            "text/html; charset=utf-8"
        );
    }
}
