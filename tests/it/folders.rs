//! The folders that a client names: which are read, which are asked about, what of them is told.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use ibid::server::Backend;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::Client;

const ARTICLE: &str = "date 2022-01-21\n\nThe bridge was shut on Friday, said Anna Verdon.\n";

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

fn folder(files: &[(&str, &str)]) -> (TempDir, PathBuf) {
    let dir = tempfile::Builder::new().prefix("ibid").tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap();
    for (name, text) in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    (dir, root)
}

fn initialize(client: &mut Client, folders: &[&Path]) {
    client.ignored.extend(["client/registerCapability", "window/workDoneProgress/create"]);
    let folders: Vec<Value> = folders.iter().map(|path| json!({"uri": uri(path), "name": "folder"})).collect();
    let capabilities = json!({"window": {"workDoneProgress": true}, "general": {"positionEncodings": ["utf-8"]}});
    client.initialize(json!({"processId": null, "capabilities": capabilities, "workspaceFolders": folders}));
}

fn open(client: &mut Client, path: &Path, text: &str) {
    let document = json!({"uri": uri(path), "languageId": "markdown", "version": 1, "text": text});
    client.notify("textDocument/didOpen", json!({"textDocument": document}));
}

/// What is published for a file next: code (or message) of each.
fn published(client: &mut Client, path: &Path) -> Vec<String> {
    loop {
        let params = client.expect("textDocument/publishDiagnostics");
        if params["uri"] == uri(path).as_str() {
            let told = |d: &Value| d["code"].as_str().or(d["message"].as_str()).unwrap_or_default().to_owned();
            return params["diagnostics"].as_array().unwrap().iter().map(told).collect();
        }
    }
}

fn finish(mut client: Client) {
    client.ignored.extend(["textDocument/publishDiagnostics", "$/progress", "window/showMessage"]);
    while client.within("$/nothing", Duration::from_millis(50)).is_some() {}
    while client.within("textDocument/publishDiagnostics", Duration::from_millis(10)).is_some() {}
    while client.within("$/progress", Duration::from_millis(10)).is_some() {}
    while client.within("window/showMessage", Duration::from_millis(10)).is_some() {}
    assert_eq!(client.finish(), 0);
}

#[test]
fn settings_are_looked_for_upward() {
    let (_dir, root) = folder(&[
        ("ibid.toml", "[corpus]\narticles = [\"texts/*.txt\"]\n"),
        ("texts/bridge.txt", ARTICLE),
        ("notes/deep/n.md", ""),
    ]);
    let mut client = Client::new(Backend::service);
    initialize(&mut client, &[&root.join("notes/deep")]);
    let note = root.join("notes/deep/n.md");
    open(&mut client, &note, "It was shut [@bridge], not open [@harbour].\n");
    assert_eq!(published(&mut client, &note), ["unknown-source"]);
    // What the client does not watch is watched all the same.
    std::thread::sleep(Duration::from_millis(300));
    fs::write(root.join("texts/harbour.txt"), ARTICLE).unwrap();
    while !published(&mut client, &note).is_empty() {}
    finish(client);
}

#[test]
fn each_folder_has_its_own_articles() {
    let (_one, one) = folder(&[("articles/bridge.txt", ARTICLE)]);
    let (_two, two) = folder(&[("articles/harbour.txt", ARTICLE)]);
    let mut client = Client::new(Backend::service);
    initialize(&mut client, &[&one, &two]);
    for (root, expected) in [(&one, "harbour"), (&two, "bridge")] {
        let note = root.join("n.md");
        open(&mut client, &note, "It was shut [@bridge]. It was open [@harbour].\n");
        let params = loop {
            let params = client.expect("textDocument/publishDiagnostics");
            if params["uri"] == uri(&note).as_str() {
                break params;
            }
        };
        let told = params["diagnostics"].as_array().unwrap();
        assert!(told.len() == 1 && told[0]["message"].as_str().unwrap().contains(expected), "{params}");
    }
    finish(client);
}

#[test]
fn a_home_folder_is_asked_about() {
    let (_dir, home) = folder(&[("articles/bridge.txt", ARTICLE), ("n.md", ""), ("diary.md", "")]);
    for (reply, expected) in [(json!({"title": "Read them"}), vec!["unknown-source"]), (Value::Null, vec![])] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
        command.arg("lsp").env("HOME", &home).stderr(Stdio::null());
        let mut client = Client::over(command);
        client.replies.insert("window/showMessageRequest", reply);
        initialize(&mut client, &[&home]);
        let question = client.expect("window/showMessageRequest");
        let message = question["message"].as_str().unwrap();
        assert!(
            message.ends_with("is your home folder, with 3 articles and notes. Should ibid read them all?"),
            "{message}"
        );
        let note = home.join("n.md");
        open(&mut client, &note, "It was shut [@bridge], not open [@harbour].\n");
        // What is said before the answer is known may be less.
        let mut told = published(&mut client, &note);
        while told != expected {
            told = published(&mut client, &note);
        }
        assert!(!home.join(".ibid").exists());
        finish(client);
    }
}

#[test]
fn what_cannot_be_read_is_told_on_the_file_until_it_can() {
    let (_dir, root) = folder(&[("articles/bridge.txt", ARTICLE), ("n.md", "")]);
    let (binary, note) = (root.join("articles/binary.txt"), root.join("n.md"));
    fs::write(&binary, b"PK\x03\x04\0\0").unwrap();
    let mut client = Client::new(Backend::service);
    initialize(&mut client, &[&root]);
    assert_eq!(published(&mut client, &binary), ["Not read: it holds no text (there are zero bytes in it)."]);
    // It is a source, if one that cannot be compared.
    open(&mut client, &note, "Anna Verdon said: “we shall sing of lighthouses tonight” [@binary].\n");
    assert_eq!(published(&mut client, &note), [""; 0]);
    fs::write(&binary, ARTICLE).unwrap();
    let change = json!({"changes": [{"uri": uri(&binary), "type": 2}]});
    client.notify("workspace/didChangeWatchedFiles", change);
    assert_eq!(published(&mut client, &binary), [""; 0]);
    while published(&mut client, &note) != ["quote-not-found"] {}
    finish(client);
}

#[test]
fn reading_can_be_stopped_and_half_a_corpus_raises_no_alarm() {
    let (_dir, root) = folder(&[("n.md", "")]);
    fs::create_dir(root.join("articles")).unwrap();
    for number in 0..1500 {
        let text = ARTICLE.replace("bridge", &format!("bridge of town{number}")).repeat(12);
        fs::write(root.join(format!("articles/a{number:04}.txt")), text).unwrap();
    }
    let mut client = Client::new(Backend::service);
    initialize(&mut client, &[&root]);
    let token = loop {
        let mut progress = client.expect("$/progress");
        if progress["value"]["kind"] == "report" {
            let message = progress["value"]["message"].as_str().unwrap();
            assert!(message.contains("MB/s") && progress["value"]["cancellable"] == true, "{progress}");
            break progress["token"].take();
        }
    };
    client.notify("window/workDoneProgress/cancel", json!({"token": token}));
    while client.expect("$/progress")["value"]["kind"] != "end" {}
    let note = root.join("n.md");
    open(&mut client, &note, "Anna Verdon said: “we shall sing of lighthouses tonight” [@harbour].\n");
    assert_eq!(published(&mut client, &note), [""; 0]);
    // What was read is used.
    let symbols = client.request("workspace/symbol", json!({"query": "a0"}));
    assert!(!symbols.as_array().unwrap().is_empty());
    finish(client);
}
