//! `huice`: check, format and test rules; evaluate, ask, explain and plan; publish packs.
//!
//! Exit codes: 0 done; 1 the rules are wrong or an example fails; 2 what was given cannot be
//! used (arguments, answers, files).

mod answers;
mod args;
mod changes;
mod clock;
mod command;
mod failure;
mod rules;
mod site;
mod table;
mod terms;
mod view;

use args::{Args, Command};
use clap::Parser;
use failure::Failure;
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = Args::parse();
    let json = args.json;
    match run(args) {
        Ok(text) => print(&text, ExitCode::SUCCESS),
        Err(Failure::Found(text)) => print(&text, ExitCode::from(1)),
        Err(Failure::Refused(refusals)) if json => print(&refusals.json(), ExitCode::from(2)),
        Err(Failure::Refused(refusals)) => complain(&refusals.text(), json, 2),
        Err(Failure::Unusable(message)) => complain(&message, json, 2),
        Err(Failure::Broken(message)) => complain(&message, json, 1),
    }
}

/// Does what is asked; returns what to print.
fn run(args: Args) -> Result<String, Failure> {
    let source = rules::Source {
        rules: args.rules,
        pack: args.pack,
    };
    let json = args.json;
    match args.command {
        Command::Check(asked) => command::check::check(&source, &asked, json),
        Command::Fmt { check } => command::check::format(&source, check, json),
        Command::ExplainCode { code } => command::check::explain_code(&code, json),
        Command::Test => command::test::test(&source, json),
        Command::List(place) => command::list::list(&source, place.place.as_deref(), json),
        Command::Facts(place) => command::list::facts(&source, place.place.as_deref(), json),
        Command::Evaluate { case, id, changes } => {
            command::evaluate::evaluate(&source, &case, &id, changes, json)
        }
        Command::Explain { case, id } => command::explain::explain(&source, &case, &id, json),
        Command::Ask { case, role } => command::ask::ask(&source, &case, &role, json),
        Command::People { dir } => command::people::people(&source, &dir, json),
        Command::Audit { sources, ledger } => {
            command::audit::audit(&source, sources.as_deref(), ledger.as_deref(), json)
        }
        Command::Plan { case, role, months } => {
            command::plan::plan(&source, &case, &role, months, json)
        }
        Command::Loan(loan) => command::loan::loan(&source, &loan, json),
        Command::Pack { out } => command::pack::pack(&source, &out, json),
        Command::Site { out, app, base } => command::site::site(&source, &out, &app, &base, json),
    }
}

/// Prints; a reader that has gone away (`| head`) is no error.
fn print(text: &str, code: ExitCode) -> ExitCode {
    let mut out = std::io::stdout().lock();
    match out
        .write_all(text.as_bytes())
        .and_then(|()| out.write_all(b"\n"))
    {
        Ok(()) | Err(_) => code,
    }
}

/// Says why nothing was done: on standard error, or as JSON where that is expected.
fn complain(message: &str, json: bool, code: u8) -> ExitCode {
    if json {
        return print(&view::error(message), ExitCode::from(code));
    }
    let mut out = std::io::stderr().lock();
    match writeln!(out, "huice: {message}") {
        Ok(()) | Err(_) => ExitCode::from(code),
    }
}
