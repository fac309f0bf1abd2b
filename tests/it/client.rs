//! A strict client over pipes in memory: it fails when a request is not answered, or twice, and when a message
//! was left unread at the end.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, ReadHalf, WriteHalf};
use tokio::runtime::Runtime;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tower_lsp::{ClientSocket, LanguageServer, LspService};

use crate::conform;

/// How long an answer may take on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Client {
    to_server: Option<WriteHalf<DuplexStream>>,
    from_server: mpsc::UnboundedReceiver<Value>,
    server: Option<JoinHandle<i32>>,
    last_id: i64,
    /// Requests that are not answered yet, with their method.
    open: BTreeMap<i64, String>,
    answers: VecDeque<Value>,
    /// Notifications and requests of the server that no test has looked at.
    unread: VecDeque<Value>,
    /// Methods that are of no interest here.
    pub(crate) ignored: Vec<&'static str>,
    /// Whether the server's requests are answered.
    pub(crate) answers_requests: bool,
    /// The methods that went either way.
    pub(crate) seen: Arc<Mutex<BTreeSet<String>>>,
    /// With what, by method; else with null.
    pub(crate) replies: BTreeMap<&'static str, Value>,
    /// The last to go: it waits for a server in another process, which ends when its input does.
    runtime: Runtime,
}

impl Client {
    pub(crate) fn new<S: LanguageServer>(build: impl FnOnce() -> (LspService<S>, ClientSocket)) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let (ours, theirs) = tokio::io::duplex(1 << 16);
        let (read, write) = tokio::io::split(theirs);
        let (service, socket) = {
            let _inside = runtime.enter();
            build()
        };
        let server = runtime.spawn(ibid::server::serve(read, write, service, socket));
        Self::with(runtime, ours, server)
    }

    /// A client of a server in a process of its own.
    pub(crate) fn over(mut command: Command) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let (ours, theirs) = tokio::io::duplex(1 << 16);
        let (mut read, mut write) = tokio::io::split(theirs);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (mut input, mut output) = (process.stdin.take().unwrap(), process.stdout.take().unwrap());
        // Pipes of processes block, so each has a thread.
        let handle = runtime.handle().clone();
        std::thread::spawn(move || {
            let mut bytes = [0; 1 << 14];
            while let Ok(len @ 1..) = handle.block_on(read.read(&mut bytes)) {
                if input.write_all(&bytes[..len]).and_then(|()| input.flush()).is_err() {
                    break;
                }
            }
        });
        let handle = runtime.handle().clone();
        std::thread::spawn(move || {
            let mut bytes = [0; 1 << 14];
            while let Ok(len @ 1..) = output.read(&mut bytes) {
                if handle.block_on(write.write_all(&bytes[..len])).is_err() {
                    break;
                }
            }
        });
        let server = runtime.spawn_blocking(move || process.wait().unwrap().code().unwrap_or(-1));
        Self::with(runtime, ours, server)
    }

    fn with(runtime: Runtime, ours: DuplexStream, server: JoinHandle<i32>) -> Self {
        let (read, to_server) = tokio::io::split(ours);
        let (inbox, from_server) = mpsc::unbounded_channel();
        runtime.spawn(read_messages(read, inbox));
        Self {
            runtime,
            to_server: Some(to_server),
            from_server,
            server: Some(server),
            last_id: 0,
            open: BTreeMap::new(),
            answers: VecDeque::new(),
            unread: VecDeque::new(),
            ignored: vec!["window/logMessage"],
            answers_requests: true,
            seen: Arc::default(),
            replies: BTreeMap::new(),
        }
    }

    /// Sends bytes as they are.
    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        let to_server = self.to_server.as_mut().expect("the input is open");
        self.runtime.block_on(async {
            to_server.write_all(bytes).await.unwrap();
            to_server.flush().await.unwrap();
        });
    }

    /// Sends a body in a frame of its length.
    pub(crate) fn frame(&mut self, body: &[u8]) {
        self.raw(&[format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat());
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.saw(method);
        self.frame(json!({"jsonrpc": "2.0", "method": method, "params": params}).to_string().as_bytes());
    }

    /// Sends a request and does not wait; answers its id.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        self.saw(method);
        self.open.insert(self.last_id, method.to_owned());
        let request = json!({"jsonrpc": "2.0", "id": self.last_id, "method": method, "params": params});
        self.frame(request.to_string().as_bytes());
        self.last_id
    }

    /// The same, for an answer that the model of the protocol need not understand.
    pub(crate) fn ask_without_model(&mut self, method: &str, params: Value) -> i64 {
        let id = self.ask(method, params);
        self.open.insert(id, String::new());
        id
    }

    /// The whole answer to an earlier request.
    pub(crate) fn answer(&mut self, id: i64) -> Value {
        loop {
            if let Some(at) = self.answers.iter().position(|answer| answer["id"] == id) {
                return self.answers.remove(at).unwrap();
            }
            assert!(self.receive(PATIENCE), "request {id} was not answered");
        }
    }

    /// Sends a request and waits for its result.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let mut answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].take()
    }

    /// Sends a request that fails; answers the code.
    pub(crate) fn refused(&mut self, method: &str, params: Value) -> i64 {
        let id = self.ask(method, params);
        let answer = self.answer(id);
        answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("{method} was not refused: {answer}"))
    }

    /// The next notification or request of this method from the server: its parameters.
    pub(crate) fn expect(&mut self, method: &str) -> Value {
        self.within(method, PATIENCE).unwrap_or_else(|| panic!("no {method} came; unread: {:?}", self.unread))
    }

    /// The same, if one comes in this time.
    pub(crate) fn within(&mut self, method: &str, patience: Duration) -> Option<Value> {
        loop {
            if let Some(at) = self.unread.iter().position(|message| message["method"] == method) {
                return self.unread.remove(at).map(|mut message| message["params"].take());
            }
            if !self.receive(patience) {
                return None;
            }
        }
    }

    /// An error reply to a message that could not be read: its code.
    pub(crate) fn complaint(&mut self) -> i64 {
        loop {
            if let Some(at) = self.answers.iter().position(|answer| answer["id"].is_null()) {
                return self.answers.remove(at).unwrap()["error"]["code"].as_i64().unwrap();
            }
            assert!(self.receive(PATIENCE), "no complaint came");
        }
    }

    /// `initialize` and `initialized`; answers the result.
    pub(crate) fn initialize(&mut self, params: Value) -> Value {
        let result = self.request("initialize", params);
        self.notify("initialized", json!({}));
        result
    }

    /// `shutdown` and `exit`; answers the exit code.
    pub(crate) fn finish(mut self) -> i32 {
        assert_eq!(self.request("shutdown", Value::Null), Value::Null);
        self.exit()
    }

    /// `exit`; answers the exit code.
    pub(crate) fn exit(mut self) -> i32 {
        self.saw("exit");
        self.frame(br#"{"jsonrpc":"2.0","method":"exit"}"#);
        self.ended()
    }

    /// Closes the server's input; answers the exit code.
    pub(crate) fn hang_up(mut self) -> i32 {
        let mut to_server = self.to_server.take().unwrap();
        self.runtime.block_on(to_server.shutdown()).unwrap();
        self.ended()
    }

    fn ended(mut self) -> i32 {
        let server = self.server.take().unwrap();
        let code = self.runtime.block_on(async { tokio::time::timeout(PATIENCE, server).await });
        while self.receive(Duration::from_millis(200)) {}
        let ignored = std::mem::take(&mut self.ignored);
        self.unread.retain(|message| !ignored.iter().any(|method| message["method"] == *method));
        assert!(self.unread.is_empty(), "left unread: {:?}", self.unread);
        assert!(self.answers.is_empty(), "answers nobody asked for: {:?}", self.answers);
        assert!(self.open.is_empty(), "not answered: {:?}", self.open);
        code.expect("the server does not end").unwrap()
    }

    fn saw(&self, method: &str) {
        self.seen.lock().unwrap().insert(method.to_owned());
    }

    /// Takes in one message; false when none comes.
    fn receive(&mut self, patience: Duration) -> bool {
        let next = self.runtime.block_on(async { tokio::time::timeout(patience, self.from_server.recv()).await });
        let Ok(Some(message)) = next else { return false };
        assert_eq!(message["jsonrpc"], "2.0");
        assert!(message.get("params").is_none_or(|params| !params.is_null()), "no such parameters: {message}");
        if let Some(method) = message["method"].as_str() {
            conform::check_message(&message);
            self.saw(method);
            if let (Some(id), true) = (message.get("id"), self.answers_requests) {
                let reply = message["method"].as_str().and_then(|method| self.replies.get(method));
                let answer = json!({"jsonrpc": "2.0", "id": id, "result": reply});
                self.frame(answer.to_string().as_bytes());
            }
            if !self.ignored.iter().any(|method| message["method"] == *method) {
                self.unread.push_back(message);
            }
        } else {
            if let Some(id) = message["id"].as_i64() {
                let method = self.open.remove(&id).unwrap_or_else(|| panic!("answered twice or not asked: {message}"));
                match message.get("result") {
                    Some(result) => conform::check_result(&method, result),
                    None => assert!(message["error"]["code"].is_i64(), "neither result nor error: {message}"),
                }
            }
            self.answers.push_back(message);
        }
        true
    }
}

async fn read_messages(read: ReadHalf<DuplexStream>, inbox: mpsc::UnboundedSender<Value>) {
    let mut read = BufReader::new(read);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if read.read_line(&mut line).await.unwrap_or(0) == 0 {
                return;
            }
            if line == "\r\n" {
                break;
            }
            length = line.strip_prefix("Content-Length: ").expect("a header").trim_end().parse().unwrap();
        }
        let mut body = vec![0; length];
        if read.read_exact(&mut body).await.is_err() {
            return;
        }
        if inbox.send(serde_json::from_slice(&body).expect("the server sends JSON")).is_err() {
            return;
        }
    }
}
