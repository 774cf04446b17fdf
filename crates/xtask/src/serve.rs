//! `cargo xtask serve`: the site, built and served.

use crate::build;
use anyhow::{Context, Result, bail};
use std::env;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use xtask_server::server::Server;
use xtask_tools::paths::Paths;
use xtask_tools::run;

/// Builds, serves, and prints the address. It does not end.
///
/// # Errors
/// If a step of the build fails, there is no site, or the port is taken.
pub fn serve(paths: &Paths, port: u16, build: bool) -> Result<()> {
    if build {
        build::build(paths)?;
    }
    if !paths.dist.join("index.html").is_file() {
        bail!("no site in dist/: leave out --no-build");
    }
    let server = Server::start(&paths.dist, port).context("try another with --port N")?;
    println!("{}", server.address());
    loop {
        std::thread::park();
    }
}

/// The step `site`: the command answers, and leaves nothing behind that git would see.
///
/// # Errors
/// If it does not answer, or the check-out has changed.
pub fn check(paths: &Paths) -> Result<()> {
    let before = changes(paths)?;
    let mut serving = Command::new(env::current_exe()?)
        .args(["serve", "--port", "0"])
        .current_dir(&paths.root)
        .stdout(Stdio::piped())
        .spawn()?;
    let answered = answers(&mut serving);
    drop(serving.kill());
    drop(serving.wait());
    answered?;
    let after = changes(paths)?;
    if before != after {
        bail!("`cargo xtask serve` has changed the check-out:\n{after}");
    }
    Ok(())
}

/// Waits for the address and fetches what a visit begins with.
fn answers(serving: &mut Child) -> Result<()> {
    let out = serving.stdout.take().context("no output")?;
    let mut lines = BufReader::new(out).lines().map_while(std::io::Result::ok);
    let address = lines.find_map(|line| line.strip_prefix("http://").map(str::to_owned));
    let address = address.context("it ended without an address")?;
    let host = address.trim_end_matches('/');
    for path in ["/", "/law/index.bin", "/pages/index.html"] {
        let status = status(host, path)?;
        if !status.starts_with("HTTP/1.1 200 ") {
            bail!("{path}: {status}");
        }
    }
    Ok(())
}

/// The first line of the answer to a request.
///
/// # Errors
/// If nobody listens there.
pub fn status(host: &str, path: &str) -> Result<String> {
    let mut stream = TcpStream::connect(host)?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line)?;
    Ok(line)
}

/// What git sees of the check-out.
///
/// # Errors
/// If it is no check-out.
pub fn changes(paths: &Paths) -> Result<String> {
    let mut git = Command::new("git");
    run::output(git.args(["status", "--porcelain"]).current_dir(&paths.root))
}
