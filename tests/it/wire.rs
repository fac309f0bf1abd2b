//! The rules of the wire loop, each driven through the real loop with a service that misbehaves.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{InitializeParams, InitializeResult};
use tower_lsp::{ClientSocket, LanguageServer, LspService};

use crate::client::Client;

/// Counts, waits, panics and asks its client, as it is told.
struct Careless {
    client: tower_lsp::Client,
    count: AtomicUsize,
    gate: Arc<Semaphore>,
}

impl LanguageServer for Careless {
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        tokio::time::sleep(Duration::from_millis(20)).await;
        Ok(InitializeResult::default())
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }
}

impl Careless {
    /// Changes the state before the first `await`, as the law asks.
    async fn add(&self) {
        self.count.fetch_add(1, Ordering::SeqCst);
        tokio::task::yield_now().await;
    }

    async fn count(&self) -> Result<usize> {
        let count = self.count.load(Ordering::SeqCst);
        tokio::task::yield_now().await;
        Ok(count)
    }

    async fn wait(&self) -> Result<()> {
        let _ = self.gate.acquire().await;
        Ok(())
    }

    async fn open_gate(&self) {
        self.gate.add_permits(1000);
    }

    async fn panic(&self) -> Result<()> {
        panic!("a handler's slip (wanted by the test)")
    }

    async fn panic_later(&self) -> Result<()> {
        tokio::task::yield_now().await;
        panic!("a handler's slip (wanted by the test)")
    }

    async fn panic_quietly(&self) {
        panic!("a handler's slip (wanted by the test)")
    }

    async fn ask_client(&self) {
        let _ = self.client.workspace_folders().await;
    }

    async fn shout(&self, params: Value) {
        for _ in 0..params["times"].as_u64().unwrap_or(0) {
            self.client.log_message(tower_lsp::ls_types::MessageType::LOG, "x".repeat(1000)).await;
        }
    }
}

fn careless() -> (LspService<Careless>, ClientSocket) {
    LspService::build(|client| Careless { client, count: AtomicUsize::new(0), gate: Arc::new(Semaphore::new(0)) })
        .custom_method("add", Careless::add)
        .custom_method("count", Careless::count)
        .custom_method("wait", Careless::wait)
        .custom_method("openGate", Careless::open_gate)
        .custom_method("panic", Careless::panic)
        .custom_method("panicLater", Careless::panic_later)
        .custom_method("panicQuietly", Careless::panic_quietly)
        .custom_method("askClient", Careless::ask_client)
        .custom_method("shout", Careless::shout)
        .finish()
}

fn started() -> Client {
    let mut client = Client::new(careless);
    client.initialize(json!({"capabilities": {}}));
    client
}

#[test]
fn a_bad_message_costs_one_reply() {
    let mut client = started();
    let parse_error = -32700;
    let invalid = -32600;
    for (body, code) in [
        (&b"{\"jsonrpc\":\"2.0\",\"id\":1,"[..], parse_error),
        (b"", parse_error),
        (b"42", invalid),
        (b"{\"foo\":1}", invalid),
        (b"[{\"jsonrpc\":\"2.0\",\"method\":\"x\"}]", invalid),
    ] {
        client.frame(body);
        assert_eq!(client.complaint(), code, "{}", String::from_utf8_lossy(body));
    }
    for header in
        [&b"X-Other: 1\r\n\r\n"[..], b"Content-Length: -5\r\n\r\n", b"Content-Length: 9000000000000000000\r\n\r\n"]
    {
        client.raw(header);
        assert_eq!(client.complaint(), parse_error, "{}", String::from_utf8_lossy(header));
    }
    // No reply at all to what can be read after all, or has no id.
    client.frame(b"{\"jsonrpc\":\"2.0\",\"method\":\"x\xff\xfe\"}");
    client.frame(br#"{"jsonrpc":"2.0","method":"$/x","params":["\ud83d"]}"#);
    client.frame(br#"{"jsonrpc":"2.0","id":77777,"result":null}"#);
    client.frame(br#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{}}"#);
    assert_eq!(client.request("count", Value::Null), 0);
    assert_eq!(client.finish(), 0);
}

#[test]
fn initialize_is_finished_before_the_next_message_is_read() {
    let mut client = Client::new(careless);
    let early = client.ask("count", Value::Null);
    let initialize = client.ask("initialize", json!({"capabilities": {}}));
    client.notify("add", Value::Null);
    let count = client.ask("count", Value::Null);
    assert_eq!(client.answer(early)["error"]["code"], -32002);
    assert!(client.answer(initialize)["result"].is_object());
    assert_eq!(client.answer(count)["result"], 1);
    assert_eq!(client.refused("initialize", json!({"capabilities": {}})), -32600);
    assert_eq!(client.finish(), 0);
}

#[test]
fn handlers_begin_in_the_order_of_arrival() {
    let mut client = started();
    let mut asked = Vec::new();
    for done in 1..=500 {
        client.notify("add", Value::Null);
        asked.push((client.ask("count", Value::Null), done));
    }
    for (id, done) in asked {
        assert_eq!(client.answer(id)["result"], done);
    }
    assert_eq!(client.finish(), 0);
}

#[test]
fn slow_requests_hold_up_nobody_and_can_be_cancelled() {
    let mut client = started();
    let slow: Vec<i64> = (0..50).map(|_| client.ask("wait", Value::Null)).collect();
    assert_eq!(client.request("count", Value::Null), 0);
    client.notify("$/cancelRequest", json!({"id": slow[0]}));
    assert_eq!(client.answer(slow[0])["error"]["code"], -32800);
    client.notify("openGate", Value::Null);
    for id in &slow[1..] {
        assert_eq!(client.answer(*id)["result"], Value::Null);
    }
    assert_eq!(client.finish(), 0);
}

#[test]
fn a_panic_is_answered_once_and_survived() {
    let mut client = started();
    assert_eq!(client.refused("panic", Value::Null), -32603);
    assert_eq!(client.refused("panicLater", Value::Null), -32603);
    client.notify("panicQuietly", Value::Null);
    assert_eq!(client.request("count", Value::Null), 0);
    assert_eq!(client.finish(), 0);
}

#[test]
fn a_client_that_never_answers_blocks_nothing() {
    let mut client = started();
    client.answers_requests = false;
    for _ in 0..20 {
        client.notify("askClient", Value::Null);
    }
    assert_eq!(client.request("count", Value::Null), 0);
    for _ in 0..20 {
        client.expect("workspace/workspaceFolders");
    }
    assert_eq!(client.finish(), 0);
}

#[test]
fn a_client_that_stops_reading_is_still_read() {
    let mut client = started();
    // Far more than the pipe holds; then what must be read although nothing could be written.
    client.notify("shout", json!({"times": 2000}));
    for _ in 0..2000 {
        client.notify("add", Value::Null);
    }
    assert_eq!(client.request("count", Value::Null), 2000);
    assert_eq!(client.finish(), 0);
}

#[test]
fn ends_as_the_specification_says() {
    assert_eq!(started().finish(), 0);
    assert_eq!(started().exit(), 1);
    assert_eq!(started().hang_up(), 1);
    let mut cut = started();
    cut.raw(b"Content-Length: 500\r\n\r\n{\"jsonrpc\"");
    assert_eq!(cut.hang_up(), 1);
    let begun = Instant::now();
    let mut busy = started();
    busy.notify("shout", json!({"times": 100_000}));
    assert_eq!(busy.exit(), 1);
    assert!(begun.elapsed() < Duration::from_secs(10));
}
