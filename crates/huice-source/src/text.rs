//! Files that people hand over: every one is read here, so that each command refuses the same
//! encodings in the same words.

use crate::SourceError;
use crate::words;
use huice_check::Unreadable;
use std::io::Read;
use std::path::Path;

/// The text of a file without its byte order mark.
///
/// # Errors
/// Where it cannot be read or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, SourceError> {
    let bytes = std::fs::read(path).map_err(|e| unreadable(path, &e))?;
    decode(bytes, path)
}

/// The text of a file, or of standard input where the path is `-`, of at most so many bytes.
///
/// # Errors
/// As [`read_text`], and where it is longer.
pub fn short_text(path: &Path, most: u64) -> Result<String, SourceError> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().take(most + 1).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes))
    };
    match read {
        Ok(length) if length as u64 <= most => decode(bytes, path),
        Ok(_) => Err(SourceError::Unusable(format!(
            "{} 太大，最多 {} MB",
            path.display(),
            most >> 20
        ))),
        Err(error) => Err(unreadable(path, &error)),
    }
}

/// Says that a file or folder cannot be read.
pub fn unreadable(path: &Path, error: &std::io::Error) -> SourceError {
    SourceError::Unusable(format!("读不了 {}：{}", path.display(), words::io(error)))
}

fn decode(bytes: Vec<u8>, path: &Path) -> Result<String, SourceError> {
    decoded(bytes).map_err(|why| {
        let what = match why {
            Unreadable::Utf16 => "这个文件是 UTF-16 编码".to_owned(),
            Unreadable::Gbk => "这个文件是 GBK 编码".to_owned(),
            Unreadable::Other(byte) => format!("第 {byte} 个字节起不是 UTF-8 文字"),
            Unreadable::Deep => "放得太深".to_owned(),
        };
        let path = path.display();
        SourceError::Unusable(format!("读不了 {path}：{what}，请存成 UTF-8"))
    })
}

/// The text in these bytes without its byte order mark, or what they are instead.
pub(crate) fn decoded(bytes: Vec<u8>) -> Result<String, Unreadable> {
    if utf16(&bytes) {
        return Err(Unreadable::Utf16);
    }
    let bytes = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    String::from_utf8(bytes).map_err(|error| {
        if is_gbk(error.as_bytes()) {
            return Unreadable::Gbk;
        }
        Unreadable::Other(error.utf8_error().valid_up_to() + 1)
    })
}

/// What UTF-16 looks like: its mark, or a zero in every second of the first bytes.
fn utf16(bytes: &[u8]) -> bool {
    let marked = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let zeros = |odd: usize| {
        let own = bytes.iter().take(16).enumerate();
        let mut own = own.filter(|(at, _)| at % 2 == odd).peekable();
        own.peek().is_some() && own.all(|(_, byte)| *byte == 0)
    };
    marked || zeros(0) || zeros(1)
}

/// Whether every byte above ASCII is one of a pair of GBK, and there is at least one such pair.
fn is_gbk(bytes: &[u8]) -> bool {
    let mut bytes = bytes.iter();
    let mut pairs = 0;
    while let Some(byte) = bytes.next() {
        match byte {
            0..=0x7F => {}
            0x81..=0xFE => match bytes.next() {
                Some(0x40..=0x7E | 0x80..=0xFE) => pairs += 1,
                _ => return false,
            },
            _ => return false,
        }
    }
    pairs > 0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;

    fn read(bytes: &[u8]) -> Result<String, String> {
        match decode(bytes.to_vec(), Path::new("a.json")) {
            Ok(text) => Ok(text),
            Err(SourceError::Unusable(message)) => Err(message),
            Err(other) => Err(format!("{other:?}")),
        }
    }

    #[test]
    fn utf_8_is_read_with_and_without_its_mark() {
        assert_eq!(read("人".as_bytes()).unwrap(), "人");
        assert_eq!(read("\u{feff}人".as_bytes()).unwrap(), "人");
        assert_eq!(read(b"").unwrap(), "");
        assert_eq!(read(b"{}").unwrap(), "{}");
    }

    #[test]
    fn other_encodings_are_named() {
        let wide = |little: bool, mark: bool| -> Vec<u8> {
            let mark = mark.then_some(0xFEFF);
            let units = mark.into_iter().chain("{\"a\": \"人\"}".encode_utf16());
            units
                .flat_map(|u: u16| {
                    if little {
                        u.to_le_bytes()
                    } else {
                        u.to_be_bytes()
                    }
                })
                .collect()
        };
        for (little, mark) in [(true, true), (false, true)] {
            assert!(read(&wide(little, mark)).unwrap_err().contains("UTF-16"));
        }
        let plain: Vec<u8> = "{\"age\": 30}"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert!(read(&plain).unwrap_err().contains("UTF-16"));
        // 人 in GBK.
        let error = read(b"{\"a\": \"\xC8\xCB\"}").unwrap_err();
        assert!(
            error.contains("GBK") && error.contains("请存成 UTF-8"),
            "{error}"
        );
        let error = read(b"{\"a\": \"\xFF\"}").unwrap_err();
        assert!(
            error.contains("第 8 个字节") && !error.contains("GBK"),
            "{error}"
        );
    }
}
