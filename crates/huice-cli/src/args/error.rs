//! Help and refusals of arguments in Chinese.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, Error};
use std::error::Error as _;

/// The command with Chinese headings.
pub(crate) fn localised(command: Command) -> Command {
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .help("看这份说明")
        .action(ArgAction::Help);
    let mut command = command
        .help_template("{about}\n\n用法：{usage}\n\n{all-args}")
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .disable_help_flag(true)
        .arg(help);
    if command.get_version().is_some() {
        let version = Arg::new("version")
            .short('V')
            .long("version")
            .help("看版本")
            .action(ArgAction::Version);
        command = command.disable_version_flag(true).arg(version);
    }
    let names: Vec<String> = command
        .get_subcommands()
        .map(|c| c.get_name().to_owned())
        .collect();
    command = command.mut_args(|arg| {
        let heading = if arg.is_positional() {
            "要写明的"
        } else {
            "选项"
        };
        arg.help_heading(heading)
    });
    names.iter().fold(command, |command, name| {
        command.mut_subcommand(name, localised)
    })
}

/// Words that clap writes by itself into help.
const WORDS: [(&str, &str); 8] = [
    ("命令:\n", "命令：\n"),
    ("选项:\n", "选项：\n"),
    ("要写明的:\n", "要写明的：\n"),
    ("[OPTIONS]", "[选项]"),
    ("[default: ", "[不写就是："),
    ("[possible values: ", "[可以写："),
    ("Possible values:", "可以写："),
    ("[aliases: ", "[也可以写："),
];

/// What to print about arguments: help and version as they are, a refusal in Chinese.
pub(crate) fn say(error: &Error) -> String {
    let chinese = |text: String| {
        WORDS
            .iter()
            .fold(text, |text, (from, to)| text.replace(from, to))
            .trim_end()
            .to_owned()
    };
    match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => chinese(error.to_string()),
        _ => format!("{}\n看用法：huice --help", refusal(error)),
    }
}

/// Whether the arguments ask for JSON, though they cannot be read.
pub(crate) fn asks_json() -> bool {
    std::env::args_os().any(|argument| argument == "--json")
}

fn refusal(error: &Error) -> String {
    let text = |kind| context(error, kind);
    let argument = text(ContextKind::InvalidArg);
    let value = text(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => format!(
            "没有 `{argument}` 这个选项{}",
            meant(&text(ContextKind::SuggestedArg))
        ),
        ErrorKind::InvalidSubcommand => format!(
            "没有 `{}` 这个命令{}",
            text(ContextKind::InvalidSubcommand),
            meant(&text(ContextKind::SuggestedSubcommand))
        ),
        ErrorKind::MissingSubcommand => "还要写一个命令".into(),
        ErrorKind::MissingRequiredArgument => format!("还要写 {argument}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("`{argument}` 后面要写一个值"),
        ErrorKind::InvalidValue => format!(
            "`{argument}` 不能写 `{value}`；可以写 {}",
            text(ContextKind::ValidValue)
        ),
        ErrorKind::ValueValidation => {
            let why = error.source().map(ToString::to_string).unwrap_or_default();
            format!("`{argument}` 的 `{value}` 不能用：{why}")
        }
        ErrorKind::ArgumentConflict => {
            let other = text(ContextKind::PriorArg);
            if other.is_empty() || other == argument {
                format!("`{argument}` 只能写一次")
            } else {
                format!("`{argument}` 不能和 `{other}` 一起写")
            }
        }
        ErrorKind::TooManyValues
        | ErrorKind::TooFewValues
        | ErrorKind::WrongNumberOfValues
        | ErrorKind::NoEquals => format!("`{argument}` 后面的值不对"),
        ErrorKind::InvalidUtf8 => "有一个参数不是 UTF-8 文字".into(),
        _ => "这样的参数用不了".into(),
    }
}

fn meant(suggestion: &str) -> String {
    if suggestion.is_empty() {
        String::new()
    } else {
        format!("；您想写的可能是 `{suggestion}`")
    }
}

fn context(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(_) | None => String::new(),
    }
}
