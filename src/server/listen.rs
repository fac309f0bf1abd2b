//! `ibid lsp`: on standard input and output, or for several editors at once on a socket of this machine.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use super::{Backend, log, serve};

/// Where clients come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Address {
    Stdio,
    /// `127.0.0.1:PORT`; port 0 takes a free one.
    Tcp(SocketAddr),
    /// `unix:PATH`.
    Unix(PathBuf),
}

impl std::str::FromStr for Address {
    type Err = anyhow::Error;

    /// Only addresses of this machine: the server has no notion of who may read the articles.
    fn from_str(text: &str) -> Result<Self> {
        if let Some(path) = text.strip_prefix("unix:") {
            return Ok(Self::Unix(path.into()));
        }
        let address: SocketAddr = text
            .replacen("localhost:", "127.0.0.1:", 1)
            .parse()
            .with_context(|| format!("“{text}” is no address; write 127.0.0.1:PORT or unix:PATH"))?;
        if !address.ip().is_loopback() {
            bail!("ibid listens on this machine only: write 127.0.0.1:{} or unix:PATH", address.port());
        }
        Ok(Self::Tcp(address))
    }
}

/// Serves until the client leaves (standard input and output), or for ever. Answers the exit code.
///
/// # Errors
/// When the runtime cannot start or the address cannot be listened on.
pub fn run(address: &Address) -> Result<i32> {
    let runtime = runtime()?;
    let code = runtime.block_on(async {
        match address {
            Address::Stdio => {
                let (service, socket) = Backend::service();
                Ok(serve(tokio::io::stdin(), tokio::io::stdout(), service, socket).await)
            }
            Address::Tcp(address) => tcp(*address).await,
            #[cfg(unix)]
            Address::Unix(path) => unix(path).await,
            #[cfg(not(unix))]
            Address::Unix(_) => bail!("this system has no sockets with a path: use 127.0.0.1:PORT"),
        }
    });
    // A read of standard input that will never end must not keep the process.
    runtime.shutdown_background();
    code
}

fn runtime() -> Result<Runtime> {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2) // they only pass on; the work is done on the pool
        .max_blocking_threads(cores + 4) // two of them are held by standard input and output
        .enable_all()
        .build()
        .context("no threads to serve with")
}

async fn tcp(address: SocketAddr) -> Result<i32> {
    let listener = TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))?;
    let address = listener.local_addr().unwrap_or(address);
    log::info(format_args!("listening on {address}"));
    loop {
        let (stream, peer) = listener.accept().await.context("no more clients can be accepted")?;
        let _ = stream.set_nodelay(true);
        let (input, output) = stream.into_split();
        session(input, output, peer.to_string());
    }
}

#[cfg(unix)]
async fn unix(path: &std::path::Path) -> Result<i32> {
    let listener = tokio::net::UnixListener::bind(path).with_context(|| {
        let there = if path.exists() { " (it is there already; remove it if no server uses it)" } else { "" };
        format!("cannot listen on {}{there}", path.display())
    })?;
    log::info(format_args!("listening on {}", path.display()));
    loop {
        let (stream, _) = listener.accept().await.context("no more clients can be accepted")?;
        let (input, output) = stream.into_split();
        session(input, output, "a client".to_owned());
    }
}

/// Serves one of several clients; how it ends is its own affair.
fn session<R, W>(input: R, output: W, name: String)
where
    R: AsyncRead + Unpin + Send + 'static,
    W: AsyncWrite + Unpin + Send + 'static,
{
    tokio::spawn(async move {
        log::info(format_args!("{name} came"));
        let (service, socket) = Backend::service();
        serve(input, output, service, socket).await;
        log::info(format_args!("{name} left"));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let check = |text: &str, expected: &str| {
            let got = text.parse::<Address>().map_or_else(|error| error.to_string(), |address| format!("{address:?}"));
            assert_eq!(got, expected);
        };
        check("127.0.0.1:0", "Tcp(127.0.0.1:0)");
        check("localhost:80", "Tcp(127.0.0.1:80)");
        check("[::1]:80", "Tcp([::1]:80)");
        check("unix:/tmp/x", "Unix(\"/tmp/x\")");
        check("0.0.0.0:80", "ibid listens on this machine only: write 127.0.0.1:80 or unix:PATH");
        check("80", "“80” is no address; write 127.0.0.1:PORT or unix:PATH");
    }
}
