//! Commands: arguments, output for people and programs, exit codes.
//!
//! One file a command. Each answers an [`Outcome`]; an error is printed once, here, and ends with code 2.

mod annotate;
mod annotate_files;
mod check;
mod doctor;
mod excerpt;
mod explain;
mod find;
mod human;
mod index;
mod init;
mod init_actors;
mod lsp;
mod progress;
mod update_lock;
mod workspace;

use std::io;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Holds notes about news articles against the articles themselves.
#[derive(Parser, Debug)]
#[command(name = "ibid", version, max_term_width = 100, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    Check(check::Arguments),
    Explain(explain::Arguments),
    Init(init::Arguments),
    Annotate(annotate::Arguments),
    Lsp(lsp::Arguments),
    Index(index::Arguments),
    Find(find::Arguments),
    Doctor(doctor::Arguments),
}

/// How a command that could run ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Outcome {
    /// Exit code 0.
    Clean,
    /// Exit code 1: there is something that the caller asked to be told of.
    Found,
}

/// Runs the command that the process was started with.
///
/// Exit codes: 0 nothing found, 1 findings, 2 could not run (message on standard error). A reader that
/// went away (`ibid … | head`) ends the command quietly.
pub fn run() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Annotate(arguments) => annotate::run(&arguments),
        Command::Lsp(arguments) => lsp::run(&arguments),
        Command::Index(arguments) => index::run(&arguments),
        Command::Find(arguments) => find::run(&arguments),
        Command::Doctor(arguments) => doctor::run(&arguments),
    };
    match outcome {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("ibid: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(io::ErrorKind::BrokenPipe)
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn arguments_fit_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_reader_that_went_away_is_no_error() {
        let pipe = || io::Error::from(io::ErrorKind::BrokenPipe);
        assert!(is_broken_pipe(&pipe().into()));
        assert!(is_broken_pipe(&serde_json::Error::io(pipe()).into()));
        assert!(!is_broken_pipe(&io::Error::from(io::ErrorKind::NotFound).into()));
    }
}
