//! Errors outside of the program, in Chinese: files, JSON, packs.

use huice_pack::PackError;
use serde_json::error::Category;
use std::io;

/// Why the system refused to read or write.
pub fn io(error: &io::Error) -> String {
    use io::ErrorKind as Kind;
    let words = match error.kind() {
        Kind::NotFound => "没有这个文件或文件夹",
        Kind::PermissionDenied => "没有权限",
        Kind::AlreadyExists => "已经有同名的文件",
        Kind::IsADirectory => "这是文件夹，不是文件",
        Kind::NotADirectory => "这是文件，不是文件夹",
        Kind::StorageFull | Kind::QuotaExceeded => "磁盘满了",
        Kind::FileTooLarge => "文件超过了系统允许的大小",
        Kind::ReadOnlyFilesystem => "这个磁盘只能读，不能写",
        Kind::InvalidFilename => "文件名不能用",
        Kind::BrokenPipe => "对方不再接收",
        _ => {
            return match error.raw_os_error() {
                Some(code) => format!("系统报错（代码 {code}）"),
                None => "系统报错".into(),
            };
        }
    };
    words.into()
}

/// Why a text is not JSON.
pub fn json(error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    match error.classify() {
        Category::Eof => format!("没有写完，到第 {line} 行就断了"),
        Category::Syntax => format!("第 {line} 行第 {column} 个字符附近写错了"),
        Category::Data => format!("第 {line} 行第 {column} 个字符附近的值不是这里要的"),
        Category::Io => "读不了".into(),
    }
}

/// Why a pack cannot be used.
pub fn pack(error: &PackError) -> String {
    match error {
        PackError::NotAPack => "这不是规则包".into(),
        PackError::Version { found, expected } => {
            format!("规则包是第 {found} 版的格式，这个程序读第 {expected} 版；请换成配套的")
        }
        PackError::Truncated { found, expected } => {
            format!("规则包不完整，应有 {expected} 字节，只有 {found} 字节；请重新下载")
        }
        PackError::Trailing(more) => {
            format!("规则包后面多出 {more} 字节；请重新下载")
        }
        PackError::TooLong(bytes) => format!("规则包自称有 {bytes} 字节，太长了"),
        PackError::Damaged => "规则包损坏了，内容和校验值对不上；请重新下载".into(),
        PackError::Invalid(_) => "规则包的内容不合格，或者几个文件不是一套；请全部重新下载".into(),
    }
}
