//! Addresses of files, as the protocol writes them, and paths.

use lsp_types::Uri;
use std::str::FromStr;

/// The path of an address, with `/` between its parts.
pub(super) fn path_of(uri: &Uri) -> String {
    let text = decoded(uri.path().as_str());
    // On Windows a drive stands behind the first slash: `/c:/rules`.
    let drive = text.as_bytes().get(2) == Some(&b':');
    text.strip_prefix('/')
        .filter(|_| drive)
        .unwrap_or(&text)
        .to_owned()
}

/// The address of a path; `None` where it can have none.
pub(super) fn uri_of(path: &str) -> Option<Uri> {
    let slash = if path.starts_with('/') { "" } else { "/" };
    let mut text = format!("file://{slash}");
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~:".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text += &format!("%{byte:02X}");
        }
    }
    Uri::from_str(&text).ok()
}

/// A text with its `%E4` read.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('%') {
        bytes.extend(before.bytes());
        let byte = behind
            .get(..2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(b'%'));
        rest = behind
            .get(if byte.is_some() { 2 } else { 0 }..)
            .unwrap_or_default();
    }
    bytes.extend(rest.bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_paths_go_back_and_forth() {
        for path in [
            "/home/某人/rules/a b.yaml",
            "/x/100%/y.yaml",
            "c:/rules/x.yaml",
        ] {
            let uri = uri_of(path);
            assert_eq!(uri.as_ref().map(path_of).as_deref(), Some(path), "{uri:?}");
        }
    }
}
