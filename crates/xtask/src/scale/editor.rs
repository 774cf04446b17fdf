//! What an edit costs in the language server: a client that types.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// How many edits are made; the middle one counts.
const EDITS: usize = 9;

/// A language server, and its pipes.
struct Client {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    asked: u32,
}

/// Opens a clause and edits it. Prints the time until what is wrong is known, after opening and after
/// an edit, and until suggestions are there.
///
/// # Errors
/// If the server cannot be started or ends.
pub(super) fn edits(huice: &Path, folder: &Path, clause: &Path) -> Result<()> {
    let mut client = Client::start(huice, folder)?;
    let text = fs::read_to_string(clause)?;
    // With an error in it, so that there is something to report.
    let wrong = |n: usize| text.replacen("heading: ", &format!("wrong_{n}: "), 1);
    let uri = format!("file://{}", clause.display());
    let first = json!({"uri": uri, "languageId": "yaml", "version": 1, "text": wrong(0)});
    let start = Instant::now();
    client.notify("textDocument/didOpen", &json!({"textDocument": first}))?;
    client.wait_for_diagnostics()?;
    print("editor: open and first check", start.elapsed());
    let mut times = Vec::new();
    for n in 1..=EDITS {
        let changes = json!([{"text": wrong(n)}]);
        let document = json!({"uri": uri, "version": n + 1});
        let start = Instant::now();
        let change = json!({"textDocument": document, "contentChanges": changes});
        client.notify("textDocument/didChange", &change)?;
        client.wait_for_diagnostics()?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    print(
        "editor: after one edit",
        times.get(EDITS / 2).copied().unwrap_or_default(),
    );
    let place = json!({"textDocument": {"uri": uri}, "position": {"line": 3, "character": 0}});
    let start = Instant::now();
    client.ask("textDocument/completion", &place)?;
    print("editor: suggestions", start.elapsed());
    client.child.kill().context("the language server")?;
    client.child.wait().map(drop).context("the language server")
}

fn print(what: &str, time: Duration) {
    println!("{what:<34}{:>8} ms", time.as_millis());
}

impl Client {
    fn start(huice: &Path, folder: &Path) -> Result<Self> {
        let mut child = Command::new(huice)
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| huice.display().to_string())?;
        let to = child.stdin.take().context("no input")?;
        let from = BufReader::new(child.stdout.take().context("no output")?);
        let mut client = Self {
            child,
            to,
            from,
            asked: 0,
        };
        let root = format!("file://{}", folder.display());
        client.ask("initialize", &json!({"capabilities": {}, "rootUri": root}))?;
        client.notify("initialized", &json!({}))?;
        Ok(client)
    }

    fn send(&mut self, message: &Value) -> Result<()> {
        let text = message.to_string();
        write!(self.to, "Content-Length: {}\r\n\r\n{text}", text.len())?;
        Ok(self.to.flush()?)
    }

    fn notify(&mut self, method: &str, params: &Value) -> Result<()> {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
    }

    fn ask(&mut self, method: &str, params: &Value) -> Result<()> {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))?;
        while self.next()?.get("id") != Some(&json!(id)) {}
        Ok(())
    }

    /// Waits until the server reports the diagnostics of a file.
    fn wait_for_diagnostics(&mut self) -> Result<()> {
        let method = "textDocument/publishDiagnostics";
        while self.next()?.get("method") != Some(&json!(method)) {}
        Ok(())
    }

    fn next(&mut self) -> Result<Value> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.from.read_line(&mut line)? == 0 {
                bail!("the language server has ended");
            }
            match line.trim().split_once(": ") {
                Some((_, bytes)) => length = bytes.parse()?,
                None => break,
            }
        }
        let mut bytes = vec![0; length];
        self.from.read_exact(&mut bytes)?;
        Ok(serde_json::from_slice(&bytes)?)
    }
}
