//! HTTP for the servers of this project: every connection is served, however many a browser keeps
//! open, and the handler is a plain function.

use anyhow::{Context, Result};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{HeaderName, HeaderValue};
use hyper::service::service_fn;
use hyper::{HeaderMap, StatusCode};
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;
use tokio::sync::oneshot;

/// A request.
#[derive(Debug, Clone)]
pub struct Request {
    /// GET, HEAD, POST, …
    pub method: String,
    /// The path, with its question part.
    pub url: String,
    /// What was sent along, such as a report.
    pub body: Vec<u8>,
    headers: HeaderMap,
}

impl Request {
    /// The path without its question part.
    #[must_use]
    pub fn path(&self) -> &str {
        self.url.split(['?', '#']).next().unwrap_or_default()
    }

    /// The value of a header; empty where it is not sent or is no text.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.and_then(|v| v.to_str().ok()).unwrap_or_default()
    }
}

/// The response.
#[derive(Debug, Clone, Default)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// Headers; one that cannot be sent is left out.
    pub headers: Vec<(String, String)>,
    /// The content. Its length is always sent, so that a page can show the progress of a load.
    pub body: Vec<u8>,
}

/// The handler. It may block: other connections are served meanwhile.
pub type Handler = dyn Fn(Request) -> Response + Send + Sync;

/// A running server on this machine; it stops when dropped.
#[derive(Debug)]
pub struct Http {
    /// Where it listens.
    pub port: u16,
    stop: Option<oneshot::Sender<()>>,
}

impl Http {
    /// Starts one; port 0 takes a free one.
    ///
    /// # Errors
    /// If the port is taken.
    pub fn start(port: u16, handler: Arc<Handler>) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port))
            .with_context(|| format!("cannot serve on port {port}"))?;
        let port = listener.local_addr()?.port();
        listener.set_nonblocking(true)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let (stop, stopped) = oneshot::channel();
        thread::spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    () = listen(listener, handler) => {}
                    _ = stopped => {}
                }
            });
            // A response that is still being made does not block other connections.
            runtime.shutdown_background();
        });
        Ok(Self {
            port,
            stop: Some(stop),
        })
    }
}

impl Drop for Http {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // Nobody listens where the thread has ended already.
            let _ = stop.send(());
        }
    }
}

async fn listen(listener: TcpListener, handler: Arc<Handler>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
        return;
    };
    loop {
        // A connection that closes before it is accepted is no reason to stop.
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        let handler = Arc::clone(&handler);
        tokio::spawn(async move {
            let service = service_fn(move |request| answer(request, Arc::clone(&handler)));
            let connection = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service);
            // A browser that closes the connection is not an error of the server.
            drop(connection.await);
        });
    }
}

async fn answer(
    request: hyper::Request<Incoming>,
    handler: Arc<Handler>,
) -> Result<hyper::Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let body = body.collect().await;
    let request = Request {
        method: head.method.as_str().to_owned(),
        url: head.uri.to_string(),
        body: body.map_or_else(|_| Vec::new(), |all| all.to_bytes().to_vec()),
        headers: head.headers,
    };
    let reply = tokio::task::spawn_blocking(move || handler(request)).await;
    let reply = reply.unwrap_or(Response {
        status: 500,
        ..Response::default()
    });
    let mut response = hyper::Response::new(Full::new(Bytes::from(reply.body)));
    *response.status_mut() =
        StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in reply.headers {
        let pair = HeaderName::try_from(name)
            .ok()
            .zip(HeaderValue::try_from(value).ok());
        if let Some((name, value)) = pair {
            response.headers_mut().append(name, value);
        }
    }
    Ok(response)
}
