//! A small server for the built site: compressed files, right types, right caching. It is for
//! trying and testing; any web server that serves files can take its place.

use crate::sizes::beside;
use anyhow::{Result, anyhow};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use tiny_http::{Header, Method, Request, Response};

/// One answered request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    /// The path asked for, without the question part.
    pub path: String,
    /// The status.
    pub status: u16,
    /// Bytes of content sent.
    pub bytes: u64,
}

/// A running server; it stops when dropped.
pub struct Server {
    http: Arc<tiny_http::Server>,
    served: Arc<Mutex<Vec<Served>>>,
    port: u16,
}

/// Requests answered at a time: browsers open up to six connections.
const THREADS: usize = 6;

impl Server {
    /// Serves a folder on this machine only; port 0 takes a free one.
    ///
    /// # Errors
    /// Where the port is taken.
    pub fn start(dist: &Path, port: u16) -> Result<Self> {
        let http = tiny_http::Server::http(("127.0.0.1", port))
            .map_err(|error| anyhow!("cannot serve on port {port}: {error}"))?;
        let port = http
            .server_addr()
            .to_ip()
            .map_or(port, |address| address.port());
        let server = Self {
            http: Arc::new(http),
            served: Arc::default(),
            port,
        };
        for _ in 0..THREADS {
            let http = Arc::clone(&server.http);
            let served = Arc::clone(&server.served);
            let dist = dist.to_path_buf();
            thread::spawn(move || {
                while let Ok(request) = http.recv() {
                    let row = answer(&dist, request);
                    if let Ok(mut rows) = served.lock() {
                        rows.push(row);
                    }
                }
            });
        }
        Ok(server)
    }

    /// Its address, with a slash at the end.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// What has been served since the start or the last call.
    #[must_use]
    pub fn take_served(&self) -> Vec<Served> {
        self.served
            .lock()
            .map(|mut rows| std::mem::take(&mut *rows))
            .unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for _ in 0..THREADS {
            self.http.unblock();
        }
    }
}

fn answer(dist: &Path, request: Request) -> Served {
    let path = request
        .url()
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .to_owned();
    let accepted = accepted(&request);
    let (status, body, headers) = match (request.method(), find(dist, &path)) {
        (Method::Get | Method::Head, Some(file)) => read(&file, &accepted),
        (Method::Get | Method::Head, None) => (
            404,
            b"not found".to_vec(),
            vec![("Content-Type", "text/plain")],
        ),
        _ => (405, Vec::new(), vec![("Allow", "GET, HEAD")]),
    };
    let bytes = body.len() as u64;
    let mut response = Response::from_data(body)
        .with_status_code(status)
        // The length is known: say it, so that a page can show how far it has come.
        .with_chunked_threshold(usize::MAX);
    for (name, value) in headers {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    // A browser that has gone away is no fault of ours.
    drop(request.respond(response));
    Served {
        path,
        status,
        bytes,
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
fn accepted(request: &Request) -> Vec<(&'static str, &'static str)> {
    let codings: Vec<String> = request
        .headers()
        .iter()
        .filter(|header| header.field.equiv("Accept-Encoding"))
        .flat_map(|header| header.value.as_str().split(','))
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
    if crate::kit::is_hashed(file) {
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
