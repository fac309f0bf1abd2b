//! The loop between the wire and tower-lsp's service: what arrives is begun in the order it arrives.
//!
//! tower-lsp's own `Server::serve` ends at the first malformed frame, dies with any handler that panics,
//! blocks for ever when four handlers wait for the client, and cannot cancel while four are busy. This loop
//! has these rules, each a test in `tests/it/wire.rs`:
//!
//! 1. A bad frame or body costs one error reply, never the session.
//! 2. `initialize` is finished before anything else is read.
//! 3. Every other handler is polled once here, in the order of arrival, and what is not done by then is
//!    spawned. So a handler changes the world, or takes its snapshot, **before its first `await`**.
//! 4. A handler that panics answers its request with an internal error, once.
//! 5. Nothing here waits for the client; one task writes.
//! 6. `exit` ends the session with 0 after `shutdown`, else 1; so do the end of input and a dead client.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};

use futures_util::future::{Either, select};
use futures_util::{FutureExt, Sink, SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite, BufReader};
use tokio::sync::Notify;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::{ClientSocket, LanguageServer, LspService};
use tower_service::Service;

use super::decode::{Incoming, bad, decode};
use super::outbox::Outbox;
use super::trace::{Trace, Traced};
use super::wire::read_frame;
use super::{log, process};

/// How long what is still to be written may take when the session is over.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// Serves one client until it leaves; answers the exit code of the process.
pub async fn serve<S, R, W>(input: R, output: W, service: LspService<S>, socket: ClientSocket) -> i32
where
    S: LanguageServer,
    R: AsyncRead + Unpin,
    W: AsyncWrite + Unpin + Send + 'static,
{
    let gone = Arc::new(Notify::new());
    let (outbox, writer) = Outbox::start(output, Arc::clone(&gone));
    let (mut requests, answers) = socket.split();
    let ours = tokio::spawn({
        let outbox = outbox.clone();
        async move {
            while let Some(request) = requests.next().await {
                outbox.send(&without_null(&request));
            }
        }
    });
    let mut dispatch = Dispatch { service, answers, outbox, gone, shut_down: false, trace: Trace::Off };
    let code = dispatch.run(input).await;
    drop(dispatch);
    ours.abort();
    let _ = tokio::time::timeout(LAST_WORDS, writer).await;
    code
}

struct Dispatch<S, A> {
    service: LspService<S>,
    /// Where answers to our own requests go.
    answers: A,
    outbox: Outbox,
    /// Told when the client can no longer be written to, or its process is gone.
    gone: Arc<Notify>,
    shut_down: bool,
    trace: Trace,
}

impl<S: LanguageServer, A: Sink<Response> + Unpin> Dispatch<S, A> {
    async fn run<R: AsyncRead + Unpin>(&mut self, input: R) -> i32 {
        let mut input = BufReader::with_capacity(64 << 10, input);
        let gone = Arc::clone(&self.gone);
        loop {
            let frame = match select(pin!(read_frame(&mut input)), pin!(gone.notified())).await {
                Either::Left((Ok(Some(frame)), _)) => frame,
                Either::Left((Ok(None), _)) => break,
                Either::Left((Err(error), _)) => {
                    log::warning(format_args!("reading from the client failed: {error}"));
                    break;
                }
                Either::Right(_) => break,
            };
            let incoming = match frame {
                Ok(body) => decode(&body),
                Err(error) => bad(Id::Null, ErrorCode::ParseError, error.to_string()),
            };
            match incoming {
                Incoming::Call(request) if request.method() == "exit" => return self.exit_code(),
                Incoming::Call(request) if request.method() == "$/setTrace" => {
                    self.trace = Trace::of(request.params(), "value");
                }
                Incoming::Call(request) => self.call(request).await,
                Incoming::Answer(response) => {
                    let _ = self.answers.send(response).await; // done at once: it only wakes who waits
                }
                Incoming::Bad(response) => {
                    log::warning(format_args!("a message was refused: {}", refusal(&response)));
                    self.outbox.send(&response);
                }
            }
        }
        self.exit_code()
    }

    /// The specification's codes; the end of input without `exit` counts as one.
    fn exit_code(&self) -> i32 {
        i32::from(!self.shut_down)
    }

    async fn call(&mut self, request: Request) {
        let method = request.method().to_owned();
        let id = request.id().cloned();
        if method == "initialize" {
            process::watch(request.params(), &self.gone);
            self.trace = Trace::of(request.params(), "trace");
        }
        let (begun_at, traced) = (Instant::now(), Traced::begin(self.trace, &request));
        // The service is never asked whether it is ready: while initialising it says no and wakes nobody.
        let begun = catch_unwind(AssertUnwindSafe(|| self.service.call(request)));
        let mut handler = Box::pin(async move {
            let outcome = match begun {
                Ok(future) => AssertUnwindSafe(future).catch_unwind().await,
                Err(panic) => Err(panic),
            };
            match (outcome, id) {
                (Ok(response), _) => response.ok().flatten(),
                (Err(_), Some(id)) => Some(Response::from_error(id, Error::internal_error())),
                (Err(_), None) => None, // a notification; the panic hook has logged it
            }
        });
        if matches!(&*method, "initialize" | "shutdown") {
            let response = handler.await;
            self.shut_down |= method == "shutdown" && response.as_ref().is_some_and(Response::is_ok);
            return reply(&self.outbox, response, traced, begun_at);
        }
        match poll_fn(|context| Poll::Ready(handler.as_mut().poll(context))).await {
            Poll::Ready(response) => reply(&self.outbox, response, traced, begun_at),
            Poll::Pending => {
                let outbox = self.outbox.clone();
                tokio::spawn(async move { reply(&outbox, handler.await, traced, begun_at) });
            }
        }
    }
}

/// The message as the protocol has it: tower-lsp writes parameters that are none as null (JSON-RPC 2.0: “if
/// present, parameters must be an object or an array”).
fn without_null(request: &Request) -> serde_json::Value {
    let mut message = serde_json::to_value(request).unwrap_or_default();
    if let Some(object) = message.as_object_mut().filter(|object| object.get("params").is_some_and(|p| p.is_null())) {
        object.shift_remove("params");
    }
    message
}

fn reply(outbox: &Outbox, response: Option<Response>, traced: Option<Traced>, begun_at: Instant) {
    if let Some(response) = response {
        outbox.send(&response);
    }
    if let Some(traced) = traced {
        outbox.send(&traced.end(begun_at.elapsed()));
    }
}

/// What a refused message was told.
fn refusal(response: &Response) -> &str {
    response.error().map_or("", |error| &error.message)
}
