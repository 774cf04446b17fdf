//! Files that lie among the rules and are not read: nothing may vanish without a word.

use crate::code;
use huice_syntax::{Diagnostic, Span, Text, text};

/// The first sign of a file.
const START: Span = Span {
    start: 0,
    end: 0,
    line: 1,
    column: 1,
};

/// Why a file cannot be read as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// GBK or GB 18030.
    Gbk,
    /// UTF-16, of either order.
    Utf16,
    /// Something else; the first byte that is no text, from 1.
    Other(usize),
    /// It lies in more folders within each other than are looked through.
    Deep,
}

/// The error of a file that cannot be read as text.
#[must_use]
pub fn unreadable(path: &str, why: Unreadable) -> Diagnostic {
    let (code, message, help): (_, Text, Text) = match why {
        Unreadable::Gbk => (
            code::ENCODING,
            ("这个文件是 GBK 编码", "this file is in GBK").into(),
            SAVE.into(),
        ),
        Unreadable::Utf16 => (
            code::ENCODING,
            ("这个文件是 UTF-16 编码", "this file is in UTF-16").into(),
            SAVE.into(),
        ),
        Unreadable::Other(byte) => (
            code::ENCODING,
            text!(
                "第 {byte} 个字节起不是 UTF-8 文字",
                "from byte {byte} on this is not text in UTF-8"
            ),
            SAVE.into(),
        ),
        Unreadable::Deep => (
            code::UNREAD,
            (
                "文件夹套得太深，这个文件没有读",
                "this file lies too deep and was not read",
            )
                .into(),
            (
                "请放进文件自己的文件夹：rules/编号/条款.yaml",
                "put it into the folder of its document: rules/id/clause.yaml",
            )
                .into(),
        ),
    };
    Diagnostic::error(code, path, START, message).help(help)
}

const SAVE: (&str, &str) = (
    "请用编辑器另存为 UTF-8（记事本：另存为 → 编码 → UTF-8）",
    "save it as UTF-8 with your editor (Notepad: Save as, Encoding, UTF-8)",
);

/// The error of a file whose name says that it is not read; `None` for a rule file.
pub(crate) fn by_name(path: &str) -> Option<Diagnostic> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.strip_suffix(".yaml");
    if stem.is_some_and(|stem| !stem.is_empty()) {
        return None;
    }
    let message = text!(
        "`{name}` 不会读：规则文件的名字以 .yaml 结尾",
        "`{name}` is not read: the name of a rule file ends in .yaml"
    );
    let lower = name.to_lowercase();
    let base = lower.find(".y").and_then(|at| name.get(..at));
    let help = match base.filter(|base| !base.is_empty()) {
        Some(base) => text!("请改名为 `{base}.yaml`", "rename it to `{base}.yaml`"),
        None => (
            "不是规则的文件请放到别处；说明可以写成 .md",
            "put what is no rule elsewhere; notes may be .md files",
        )
            .into(),
    };
    Some(Diagnostic::error(code::UNREAD, path, START, message).help(help))
}
