//! Files that change outside of the editor: the client tells of them if it is asked to.

use lsp_server::{Request, RequestId};
use lsp_types::notification::{DidChangeWatchedFiles, Notification as _};
use lsp_types::request::{RegisterCapability, Request as _};
use serde_json::{Value, json};

/// Asks for news of rule files; `None` where the client cannot be asked. `asked`: what it says when it
/// begins.
pub(super) fn request(asked: &Value) -> Option<Request> {
    let able = asked.pointer("/capabilities/workspace/didChangeWatchedFiles/dynamicRegistration");
    able.and_then(Value::as_bool).filter(|able| *able)?;
    let name = "watch".to_owned();
    let wanted = json!({"registrations": [{
        "id": name,
        "method": DidChangeWatchedFiles::METHOD,
        "registerOptions": {"watchers": [{"globPattern": "**/*.yaml"}]},
    }]});
    let id = RequestId::from(name);
    Some(Request::new(id, RegisterCapability::METHOD.into(), wanted))
}
