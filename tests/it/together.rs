//! Several processes on one folder: two servers and a command, while articles and notes change. They agree,
//! and nobody meets an error.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::{Client, PATIENCE};

/// How long they work together: 3 seconds, or as many as `IBID_TOGETHER` says.
fn length() -> Duration {
    let seconds = std::env::var("IBID_TOGETHER").ok().and_then(|seconds| seconds.parse().ok());
    Duration::from_secs(seconds.unwrap_or(3))
}

/// More than are kept in memory, so that all share one index on disk.
const ARTICLES: usize = 240;

fn ibid(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
    command.args(arguments).arg("--workspace").arg(root).stdin(Stdio::null()).stdout(Stdio::piped());
    command.stderr(Stdio::piped());
    command
}

fn article(number: usize, round: usize) -> String {
    format!(
        "date 2022-01-{:02}\n\nThe harbour of town{number} was closed again, the ministry said.\n\n\
         “Ship{number} will sail with cargo{round} before the ice is gone,” said Anna Verdon{number}, the minister.\n",
        1 + number % 28
    )
}

fn quotation(number: usize, round: usize) -> String {
    format!(
        "“Ship{number} will sail with cargo{round} before the ice is gone,” Anna Verdon{number} said [@a{number:03}].\n\n"
    )
}

/// A server in a process of its own, with the note open.
struct Editor {
    client: Client,
    uri: String,
    version: i32,
}

impl Editor {
    fn new(root: &Path, note: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
        command.arg("lsp").stderr(Stdio::null());
        let mut client = Client::over(command);
        client.ignored.extend(["window/workDoneProgress/create", "$/progress"]);
        let uri = |path: &Path| format!("file://{}", path.display());
        let folder = json!([{"uri": uri(root), "name": "together"}]);
        let capabilities = json!({"general": {"positionEncodings": ["utf-8"]}});
        client.initialize(json!({"processId": null, "capabilities": capabilities, "workspaceFolders": folder}));
        let uri = uri(note);
        let document = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": ""});
        client.notify("textDocument/didOpen", json!({"textDocument": document}));
        Self { client, uri, version: 1 }
    }

    fn write(&mut self, text: &str) {
        self.version += 1;
        let document = json!({"uri": self.uri, "version": self.version});
        let params = json!({"textDocument": document, "contentChanges": [{"text": text}]});
        self.client.notify("textDocument/didChange", params);
    }

    /// Waits until what is said of the note is this: codes, each with the line it stands on.
    fn says(&mut self, expected: &BTreeSet<String>) {
        let begun = Instant::now();
        let mut last = BTreeSet::new();
        while begun.elapsed() < PATIENCE {
            let Some(params) = self.client.within("textDocument/publishDiagnostics", PATIENCE) else { break };
            if params["uri"] != self.uri.as_str() || params["version"] != self.version {
                continue;
            }
            let line = |diagnostic: &Value| {
                let line = diagnostic["range"]["start"]["line"].as_u64().unwrap() + 1;
                format!("{line} {}", diagnostic["code"].as_str().unwrap())
            };
            last = params["diagnostics"].as_array().unwrap().iter().map(line).collect();
            if last == *expected {
                return;
            }
        }
        panic!("{last:?} was said, not {expected:?}");
    }
}

/// The same of the command.
fn checked(output: &Output) -> BTreeSet<String> {
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)) && told.is_empty(), "{:?}: {told}", output.status);
    let line = |line: &str| {
        let finding: Value = serde_json::from_str(line).unwrap();
        format!("{} {}", finding["line"], finding["code"].as_str().unwrap())
    };
    String::from_utf8_lossy(&output.stdout).lines().map(line).collect()
}

#[test]
fn two_servers_and_a_command_agree() {
    let dir = tempfile::Builder::new().prefix("ibid").tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap();
    fs::create_dir_all(root.join("articles")).unwrap();
    fs::create_dir_all(root.join("notes")).unwrap();
    let path = |number: usize| -> PathBuf { root.join(format!("articles/a{number:03}.txt")) };
    (0..ARTICLES).for_each(|number| fs::write(path(number), article(number, 0)).unwrap());
    let note = root.join("notes/n.md");
    fs::write(&note, "").unwrap();
    let mut editors = [Editor::new(&root, &note), Editor::new(&root, &note)];
    editors.iter_mut().for_each(|editor| editor.says(&BTreeSet::new()));

    let begun = Instant::now();
    let mut rounds = vec![0; ARTICLES];
    let mut round = 0;
    while round < 3 || begun.elapsed() < length() {
        round += 1;
        let check = ibid(&root, &["check", "--format", "jsonl", "--fail-on", "error"]).spawn().unwrap();
        let (changed, other) = (round * 7 % ARTICLES, round * 13 % ARTICLES);
        rounds[changed] = round;
        fs::write(path(changed), article(changed, round)).unwrap();
        // The first and the last are as the articles say, the second as one said before.
        let text = [(changed, round), (changed, round + 1000), (other, rounds[other])];
        let text: String = text.iter().map(|(number, round)| quotation(*number, *round)).collect();
        fs::write(&note, &text).unwrap();
        editors.iter_mut().for_each(|editor| editor.write(&text));
        let expected = BTreeSet::from(["3 misquote".to_owned()]);
        editors.iter_mut().for_each(|editor| editor.says(&expected));
        // Begun amid the changes it may have seen the older note, but met no error.
        checked(&check.wait_with_output().unwrap());
        let output = ibid(&root, &["check", "--format", "jsonl", "--fail-on", "error"]).output().unwrap();
        assert_eq!(checked(&output), expected, "round {round}");
    }
    for Editor { mut client, .. } in editors {
        client.ignored.push("textDocument/publishDiagnostics");
        while client.within("textDocument/publishDiagnostics", Duration::from_millis(10)).is_some() {}
        assert_eq!(client.finish(), 0);
    }
}
