//! What an editor waits for: the real server over the real wire, asked as a writer would ask.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::generate::{self, Dice};
use crate::{Failure, Times, status};

/// How many paragraphs the note has, each about another article: 3,000 words in all.
const PARAGRAPHS: usize = 150;
/// One paragraph in so many has a sentence without a source behind it.
const UNSOURCED: usize = 10;
/// What the publisher waits for on purpose.
const DEBOUNCE: f64 = 50.0;
/// How long an answer may take before the measurement is given up.
const PATIENCE: Duration = Duration::from_secs(600);

struct Server {
    process: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    id: i64,
}

impl Server {
    fn start() -> Result<Self, Failure> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
        let mut process =
            command.arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let (input, output) = (process.stdin.take().ok_or("no input")?, process.stdout.take().ok_or("no output")?);
        let (inbox, messages) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = receive(&mut output) {
                if inbox.send(message).is_err() {
                    break;
                }
            }
        });
        Ok(Self { process, input, messages, id: 0 })
    }

    fn send(&mut self, message: &Value) -> Result<(), Failure> {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len())?;
        Ok(self.input.flush()?)
    }

    fn notify(&mut self, method: &str, params: Value) -> Result<(), Failure> {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
    }

    /// The next message that `wanted` takes; the server's own requests are answered with null.
    fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Result<Value, Failure> {
        loop {
            let message = self.messages.recv_timeout(PATIENCE)?;
            if wanted(&message) {
                return Ok(message);
            }
            if message.get("method").is_some()
                && let Some(id) = message.get("id")
            {
                self.send(&json!({"jsonrpc": "2.0", "id": id, "result": null}))?;
            }
        }
    }

    /// Milliseconds until a request is answered, and the answer.
    fn ask(&mut self, method: &str, params: Value) -> Result<(f64, Value), Failure> {
        self.id += 1;
        let id = self.id;
        let start = Instant::now();
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))?;
        let mut answer = self.wait(|message| message["id"] == id && message.get("method").is_none())?;
        Ok((start.elapsed().as_secs_f64() * 1e3, answer["result"].take()))
    }

    fn published(&mut self, uri: &str, wanted: impl Fn(&Value) -> bool) -> Result<(), Failure> {
        let method = "textDocument/publishDiagnostics";
        self.wait(|m| m["method"] == method && m["params"]["uri"] == uri && wanted(&m["params"]))?;
        Ok(())
    }
}

fn receive(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.strip_prefix("Content-Length: ") {
            Some(number) => length = number.trim_end().parse().ok()?,
            None if line == "\r\n" => break,
            None => {}
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

/// One paragraph about an article: its quotation and who said it; behind it, sometimes, a figure that nobody stands for.
fn paragraph(number: usize, unsourced: bool) -> Option<String> {
    let text = generate::article(number);
    let quoted = text.split_once('“')?.1.split_once(",”")?.0;
    let said = text.split_once(&format!("{quoted},” "))?.1.split_once(" said")?.0;
    let figure = text.split(". ").find(|sentence| sentence.contains(" sent some "))?;
    let key = generate::key(number);
    let behind = if unsourced { format!("{}.\n\n", figure.trim()) } else { String::new() };
    Some(format!("“{quoted},” {said} said [@{key}].\n\n{behind}"))
}

/// Prints what the server takes for the folder of `count` articles.
#[expect(clippy::print_stdout, reason = "the parent process reads it")]
pub(crate) fn serve(root: &Path, count: usize) -> Result<(), Failure> {
    let mut dice = Dice::new(11);
    let numbers: Vec<usize> =
        if count < PARAGRAPHS { (0..count).collect() } else { (0..PARAGRAPHS * 3).map(|_| dice.roll(count)).collect() };
    let paragraphs = numbers.into_iter().enumerate().filter_map(|(ix, number)| paragraph(number, ix % UNSOURCED == 0));
    let written: Vec<String> = paragraphs.take(PARAGRAPHS).collect();
    let mut text: String = written.concat();
    let note = root.join("notes/bench.md");
    fs::create_dir_all(root.join("notes"))?;
    fs::write(&note, &text)?;
    let name = |path: &Path| format!("file://{}", path.display());
    let uri = name(&note);

    let mut server = Server::start()?;
    let capabilities = json!({"general": {"positionEncodings": ["utf-8"]},
        "textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}}});
    let folders = json!([{"uri": name(root), "name": "bench"}]);
    let parameters = json!({"processId": null, "capabilities": capabilities, "workspaceFolders": folders});
    let (initialized, _) = server.ask("initialize", parameters)?;
    server.notify("initialized", json!({}))?;
    let start = Instant::now();
    let document = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": text});
    server.notify("textDocument/didOpen", json!({"textDocument": document}))?;
    server.published(&uri, |_| true)?;
    let first = start.elapsed().as_secs_f64();
    // Asked at once, while the folder is still being compared with the index.
    let early = asked(&mut server, &uri, &text, "textDocument/hover", 2)?;

    let mut version = 1;
    // The folder has been read when a quotation that stands nowhere is told to stand nowhere.
    let nowhere = "“we shall sing of nine blue lighthouses before supper,” he said.\n\n";
    text.push_str(nowhere);
    version += 1;
    change(&mut server, &uri, version, &text)?;
    let told = |params: &Value| {
        params["diagnostics"].as_array().is_some_and(|all| all.iter().any(|d| d["code"] == "quote-not-found"))
    };
    server.published(&uri, told)?;
    let ready = start.elapsed().as_secs_f64();

    let hover = asked(&mut server, &uri, &text, "textDocument/hover", 3)?;
    let definition = asked(&mut server, &uri, &text, "textDocument/definition", 2)?;
    let suggestion = suggested(&mut server, &uri, &text)?;
    let mut checks = Times::default();
    for round in 0..120 {
        // A word of a quotation changes and changes back: the quotation is sought again.
        let quoted = text.match_indices(" said [@").nth(round % written.len()).map_or(0, |(at, _)| at);
        text.insert_str(quoted, if round % 2 == 0 { " then" } else { " later" });
        version += 1;
        let start = Instant::now();
        change(&mut server, &uri, version, &text)?;
        server.published(&uri, |params| params["version"] == version)?;
        checks.add((start.elapsed().as_secs_f64() * 1e3 - DEBOUNCE).max(0.0));
    }
    let visible = seen(&mut server, root, &uri)?;
    let process = server.process.id();
    println!(
        "| {initialized:>5.1} {first:>6.2} {ready:>6.2} | {early} | {hover} | {definition} | {checks} | {suggestion} | {visible:>6.0} | {:>6.0} {:>6.0}",
        status(process, "VmHWM")?,
        status(process, "RssAnon")?
    );
    server.ask("shutdown", Value::Null)?;
    server.notify("exit", Value::Null)?;
    server.process.wait()?;
    fs::remove_file(&note)?;
    Ok(())
}

fn change(server: &mut Server, uri: &str, version: i32, text: &str) -> Result<(), Failure> {
    let document = json!({"uri": uri, "version": version});
    server.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": [{"text": text}]}))
}

/// Asks at several places of every paragraph about a quotation: in it, on who said it, on its citation.
fn asked(server: &mut Server, uri: &str, text: &str, method: &str, places: usize) -> Result<Times, Failure> {
    let mut times = Times::default();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| line.contains(" said [@")) {
        let marks = [line.find("[@").unwrap_or(0) + 4, 20.min(line.len()), line.find(" said [@").unwrap_or(1) - 1];
        for at in &marks[..places] {
            let at = (0..=*at).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0);
            let place = json!({"line": number, "character": at});
            let (took, _) = server.ask(method, json!({"textDocument": {"uri": uri}, "position": place}))?;
            times.add(took);
        }
    }
    Ok(times)
}

/// What would be offered as a source for a sentence that has none.
fn suggested(server: &mut Server, uri: &str, text: &str) -> Result<Times, Failure> {
    let mut times = Times::default();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| line.contains(" sent some ")) {
        let place = |at: usize| json!({"line": number, "character": at});
        let range = json!({"start": place(0), "end": place(line.len())});
        let context = json!({"diagnostics": []});
        let params = json!({"textDocument": {"uri": uri}, "range": range, "context": context});
        let (action, _) = server.ask("textDocument/codeAction", params)?;
        let params = json!({"textDocument": {"uri": uri}, "position": place(line.len().min(30))});
        let (hover, _) = server.ask("textDocument/hover", params)?;
        times.add(action.max(hover));
    }
    Ok(times)
}

/// Milliseconds from the change of one article on disk until a note that quotes it is told so.
fn seen(server: &mut Server, root: &Path, uri: &str) -> Result<f64, Failure> {
    let path = root.join(generate::place(0));
    let before = fs::read_to_string(&path)?;
    let words = "never before had a lighthouse keeper sung so well";
    change(server, uri, 1_000_000, &format!("“{words},” he said [@{}].\n", generate::key(0)))?;
    server.published(uri, |params| params["version"] == 1_000_000 && params["diagnostics"] != json!([]))?;
    let start = Instant::now();
    fs::write(&path, format!("{before}\n“{words},” he added.\n"))?;
    server.published(uri, |params| {
        params["diagnostics"]
            .as_array()
            .is_some_and(|all| all.iter().all(|d| d["code"] != "quote-not-found" && d["code"] != "misquote"))
    })?;
    let took = start.elapsed().as_secs_f64() * 1e3;
    fs::write(&path, before)?;
    Ok(took)
}
