use anyhow::Result;
use clap::Args;

use crate::server::{Address, run as serve};

use super::Outcome;

/// Serves an editor over the Language Server Protocol.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Serve several editors on a socket of this machine: 127.0.0.1:PORT or unix:PATH
    #[arg(long, value_name = "ADDR")]
    listen: Option<Address>,
    /// What some clients add: standard input and output are the default.
    #[arg(long, hide = true, conflicts_with = "listen")]
    stdio: bool,
    /// What some clients add; `initialize` tells it too.
    #[arg(long = "clientProcessId", hide = true)]
    client_process_id: Option<u32>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome> {
    let code = serve(arguments.listen.as_ref().unwrap_or(&Address::Stdio))?;
    Ok(if code == 0 { Outcome::Clean } else { Outcome::Found })
}
