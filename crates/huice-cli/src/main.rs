//! `huice`: check, format and test rules; evaluate, ask, explain and plan; publish packs.
//!
//! Exit codes: 0 done; 1 the rules are wrong or an example fails; 2 what was given cannot be
//! used (arguments, answers, files), or what came out cannot be written.

mod answers;
mod args;
mod changes;
mod clock;
mod command;
mod failure;
mod lsp;
mod output;
mod site;
mod table;
mod view;

use args::{Args, Command, RoleArg};
use clap::{CommandFactory, FromArgMatches};
use failure::Failure;
use huice_source::{Source, words};
use std::process::ExitCode;

fn main() -> ExitCode {
    output::keep_running_when_files_grow_too_large();
    let args = match arguments() {
        Ok(args) => args,
        Err(error) => return refuse(&error),
    };
    let json = args.json;
    match run(args) {
        Ok(text) => print(&text, 0),
        Err(Failure::Found(text)) => print(&text, 1),
        Err(Failure::Refused(refusals)) if json => print(&refusals.json(), 2),
        Err(Failure::Refused(refusals)) => complain(&refusals.text(), json, 2),
        Err(Failure::Unusable(message)) => complain(&message, json, 2),
        Err(Failure::Broken(message)) => complain(&message, json, 1),
    }
}

fn arguments() -> Result<Args, clap::Error> {
    let matches = args::localised(Args::command()).try_get_matches()?;
    Args::from_arg_matches(&matches)
}

/// Does what is asked; returns what to print.
fn run(args: Args) -> Result<String, Failure> {
    let source = Source {
        rules: args.rules,
        pack: args.pack,
        lang: args.lang.lang(),
    };
    let json = args.json;
    match args.command {
        Command::Check(asked) if asked.watch => command::watch::watch(&source, &asked, json),
        Command::Check(asked) => command::check::check(&source, &asked, json),
        Command::Fmt { check } => command::check::format(&source, check, json),
        Command::ExplainCode { code } => command::check::explain_code(&source, &code, json),
        Command::Cases { id } => command::cases::cases(&source, id.as_deref(), json),
        Command::New { what } => command::new::new(&source, &what),
        Command::Lsp { sources } => lsp::serve(&source, sources.as_deref()),
        Command::Schema { file } => Ok(command::schema::schema(file)),
        Command::Test => command::test::test(&source, json),
        Command::List(place) => command::list::list(&source, place.place.as_deref(), json),
        Command::Facts { place, asked_of } => {
            let role = asked_of.map(RoleArg::role);
            command::list::facts(&source, place.place.as_deref(), role, json)
        }
        Command::Evaluate { case, id, changes } => {
            command::evaluate::evaluate(&source, &case, &id, changes, json)
        }
        Command::Explain { case, id } => command::explain::explain(&source, &case, &id, json),
        Command::Ask { case, role } => command::ask::ask(&source, &case, &role, json),
        Command::People(args) => command::people::people(&source, &args, json),
        Command::Audit { sources, ledger } => {
            command::audit::audit(&source, sources.as_deref(), ledger.as_deref(), json)
        }
        Command::Plan { case, role, months } => {
            command::plan::plan(&source, &case, &role, months, json)
        }
        Command::Loan(loan) => command::loan::loan(&source, &loan, json),
        Command::Screen(args) => command::screen(&source, &args, json),
        Command::Diff(args) => command::diff(&source, &args, json),
        Command::Generate(args) => command::generate(&source, &args, json),
        Command::Pack { out, within } => {
            command::pack::pack(&source, &out, within.as_deref(), json)
        }
        Command::Site { out, app, base } => command::site::site(&source, &out, &app, &base, json),
    }
}

/// Help and version are printed as results; refused arguments as what went wrong.
fn refuse(error: &clap::Error) -> ExitCode {
    let text = args::say(error);
    if error.use_stderr() {
        complain(&text, args::asks_json(), 2)
    } else {
        print(&text, 0)
    }
}

/// Prints a result; one that cannot be printed is no success.
fn print(text: &str, code: u8) -> ExitCode {
    match output::print(text) {
        Ok(()) => ExitCode::from(code),
        Err(error) => {
            output::complain(&format!("huice: 结果写不出来：{}", words::io(&error)));
            ExitCode::from(2)
        }
    }
}

/// Says why nothing was done: on standard error, or as JSON where that is expected.
fn complain(message: &str, json: bool, code: u8) -> ExitCode {
    if json {
        return print(&view::error(message), code);
    }
    output::complain(&format!("huice: {message}"));
    ExitCode::from(code)
}
