//! The server as an editor meets it: documents, diagnostics, folders, settings, over the real loop with real
//! files.

use std::fs;
use std::time::{Duration, Instant};

use ibid::server::Backend;
use serde_json::{Value, json};

use crate::client::Client;
use crate::desk::{Desk, able, furnished, line, uri};

#[test]
fn initialize_is_answered_at_once_and_negotiates_the_encoding() {
    for (offered, agreed) in [
        (json!(["utf-8", "utf-16"]), "utf-8"),
        (json!(["utf-32"]), "utf-32"),
        (json!(["utf-7"]), "utf-16"),
        (Value::Null, "utf-16"),
    ] {
        let mut client = Client::new(Backend::service);
        let begun = Instant::now();
        let general = json!({"general": {"positionEncodings": offered}});
        let result = client.request("initialize", json!({"processId": null, "capabilities": general, "rootUri": null}));
        assert!(begun.elapsed() < Duration::from_secs(1));
        assert_eq!(result["capabilities"]["positionEncoding"], agreed);
        assert_eq!(result["serverInfo"]["name"], "ibid");
        client.notify("initialized", json!({}));
        assert_eq!(client.finish(), 0);
    }
}

#[test]
fn every_version_is_answered_and_closing_clears() {
    let mut desk = Desk::new(&[("articles/afp.txt", "An article.\n")]);
    desk.open("note.md", "A note.\n");
    assert_eq!(desk.published("note.md").0, Some(1));
    desk.edit("note.md", 2, [0, 0, 0, 0], "x");
    assert_eq!(desk.published("note.md").0, Some(2));
    // A burst is answered once, for its last version.
    for version in 3..30 {
        desk.edit("note.md", version, [0, 0, 0, 0], "x");
    }
    assert_eq!(desk.published("note.md").0, Some(29));
    desk.close("note.md");
    assert_eq!(desk.published("note.md"), (None, vec![]));
    desk.finish();
}

#[test]
fn edits_out_of_step_are_told_once() {
    let mut desk = Desk::new(&[]);
    desk.open("note.md", "A note.\n");
    assert_eq!(desk.published("note.md").0, Some(1));
    desk.edit("note.md", 9, [0, 0, 0, 0], "x");
    assert_eq!(desk.published("note.md").0, Some(9));
    desk.edit("note.md", 3, [0, 0, 0, 0], "x");
    let told = desk.client.expect("window/showMessage");
    assert!(told["message"].as_str().unwrap().starts_with("ibid lost track of note.md"), "{told}");
    desk.edit("note.md", 10, [0, 0, 0, 0], "x");
    desk.open("note.md", "A note again.\n");
    loop {
        if desk.published("note.md").0 == Some(1) {
            break;
        }
    }
    desk.finish();
}

#[test]
fn loading_shows_progress() {
    let mut desk = Desk::new(&[("articles/afp.txt", "An article.\n")]);
    desk.client.ignored.clear();
    let kinds: Vec<String> = std::iter::from_fn(|| {
        let progress = desk.client.expect("$/progress");
        Some(progress["value"]["kind"].as_str().unwrap().to_owned())
    })
    .take_while(|kind| kind != "end")
    .collect();
    assert_eq!(kinds.first().map(String::as_str), Some("begin"));
    desk.client.ignored.extend(["client/registerCapability", "window/workDoneProgress/create"]);
    desk.client.expect("window/workDoneProgress/create");
    desk.client.expect("client/registerCapability");
    desk.finish();
}

#[test]
fn changes_on_disk_are_seen() {
    let settings = ("ibid.toml", "[corpus]\narticles = [\"articles/*\", \"root*.md\"]\n");
    let mut desk = Desk::new(&[settings, ("articles/reuters.txt", "An article.\n")]);
    let cited = "It is so [@root-1], and so [@afp-1].\n";
    desk.open("note.md", cited);
    let unknown = ["unknown-source 0:11-0:17", "unknown-source 0:29-0:34"];
    assert_eq!(desk.published("note.md"), (Some(1), unknown.map(str::to_owned).to_vec()));
    let created = |desk: &mut Desk, name: &str| {
        desk.write(name, "An article.\n");
        let changes = json!({"changes": [{"uri": desk.uri(name), "type": 1}]});
        desk.client.notify("workspace/didChangeWatchedFiles", changes);
    };
    created(&mut desk, "root-1.md");
    assert_eq!(desk.published("note.md").1, unknown[1..]);
    created(&mut desk, "articles/afp-1.txt");
    assert_eq!(desk.published("note.md").1, [""; 0]);
    desk.finish();
}

#[test]
fn settings_of_the_wrong_shape_are_told_once() {
    let mut desk = Desk::new(&[]);
    let wrong = json!({"settings": {"ibid": {"rules": 7}}});
    desk.client.notify("workspace/didChangeConfiguration", wrong);
    let told = desk.client.expect("window/showMessage");
    assert_eq!(told["message"], "Settings not used: ibid.rules is an object.");
    desk.finish();
}

#[test]
fn documents_of_no_folder_are_served() {
    let mut client = Client::new(Backend::service);
    client.initialize(json!({"processId": null, "capabilities": able(), "rootUri": null}));
    client.ignored.push("client/registerCapability");
    for uri in ["untitled:Untitled-1", "http://x/y.md", "file://host/share/a.md", "file:///..//../no/such/file.md"] {
        let document = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": "Lavrov said “no” [@x]."});
        client.notify("textDocument/didOpen", json!({"textDocument": document}));
        let published = client.expect("textDocument/publishDiagnostics");
        assert_eq!((published["uri"].as_str(), published["version"].as_i64()), (Some(uri), Some(1)));
        client.request(
            "textDocument/hover",
            json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 2}}),
        );
    }
    assert_eq!(client.finish(), 0);
}

#[test]
fn a_fix_is_offered_with_the_version_and_mends_the_finding() {
    let mut desk = furnished(able());
    let (version, found) = desk.published("note.md");
    assert_eq!(version, Some(1));
    assert!(found.iter().any(|line| line.starts_with("misquote 4:")), "{found:?}");
    let range = json!({"start": {"line": 4, "character": 0}, "end": {"line": 4, "character": 40}});
    let params = json!({"textDocument": {"uri": desk.uri("note.md")}, "range": range,
        "context": {"diagnostics": [], "only": ["quickfix"]}});
    let actions = desk.client.request("textDocument/codeAction", params);
    let fix = actions.as_array().unwrap().iter().find(|action| action["diagnostics"][0]["code"] == "misquote").unwrap();
    let edited = &fix["edit"]["documentChanges"][0];
    assert_eq!((edited["textDocument"]["version"].as_i64(), &fix["kind"]), (Some(1), &json!("quickfix")));
    let edit = &edited["edits"][0];
    let change = json!({"textDocument": {"uri": desk.uri("note.md"), "version": 2},
        "contentChanges": [{"range": edit["range"], "text": edit["newText"]}]});
    desk.client.notify("textDocument/didChange", change);
    loop {
        let (version, found) = desk.published("note.md");
        if version == Some(2) {
            assert!(!found.iter().any(|line| line.starts_with("misquote")), "{found:?}");
            break;
        }
    }
    desk.finish();
}

#[test]
fn an_article_is_checked_again_by_an_edit_of_the_lock() {
    let entry = json!({"key": "afp", "exact": "We shall build on rock", "prefix": "", "suffix": "", "article": "00"});
    let lock = format!("# checked\n{entry}\n");
    let files = [
        ("ibid.toml", "[notes]\ninclude = [\"*.md\"]"),
        ("articles/afp.txt", "“We shall build on rock,” said Ana Brook.\n"),
        ("ibid.lock", &lock),
    ];
    let mut desk = Desk::new(&files);
    let text = "Ana Brook said: “We shall build on rock” [@afp].\n";
    desk.open("note.md", text);
    loop {
        let (_, found) = desk.published("note.md");
        if found.iter().any(|line| line == "source-changed 0:43-0:46") {
            break;
        }
    }
    let place = json!({"line": 0, "character": 44});
    let params = json!({"textDocument": {"uri": desk.uri("note.md")}, "range": {"start": place, "end": place},
        "context": {"diagnostics": [], "only": ["quickfix"]}});
    let actions = desk.client.request("textDocument/codeAction", params);
    let again = actions.as_array().unwrap().iter().find(|action| action["title"] == "Check again").unwrap();
    let edited = &again["edit"]["documentChanges"][0];
    assert_eq!(edited["textDocument"]["uri"], desk.uri("ibid.lock"));
    let edit = &edited["edits"][0];
    assert_eq!((&edit["range"]["start"]["line"], &edit["range"]["end"]["line"]), (&json!(1), &json!(1)));
    // The client saves what it has changed, and says so.
    let new_text = edit["newText"].as_str().unwrap();
    desk.write("ibid.lock", &format!("# checked\n{new_text}\n"));
    let changes = json!({"changes": [{"uri": desk.uri("ibid.lock"), "type": 2}]});
    desk.client.notify("workspace/didChangeWatchedFiles", changes);
    loop {
        let (_, found) = desk.published("note.md");
        if found.is_empty() {
            break;
        }
    }
    desk.finish();
}

#[test]
fn who_pulls_is_not_pushed_to() {
    let mut capabilities = able();
    capabilities["textDocument"]["diagnostic"] = json!({});
    let mut desk = furnished(capabilities);
    let uri = desk.uri("note.md");
    let pushed = desk.published("note.md").1;
    assert!(!pushed.is_empty());
    let report = desk.client.request("textDocument/diagnostic", json!({"textDocument": {"uri": uri}}));
    let pulled: Vec<String> = report["items"].as_array().unwrap().iter().map(line).collect();
    assert_eq!(pulled, pushed);
    // What was pushed before the client first asked is taken back, also from the open article.
    assert_eq!(desk.published("note.md").1, [""; 0]);
    while desk.client.within("textDocument/publishDiagnostics", Duration::from_millis(300)).is_some() {}
    desk.edit("note.md", 2, [0, 0, 0, 0], "x");
    let id = &report["resultId"];
    let params = json!({"textDocument": {"uri": uri}, "previousResultId": id});
    let report = desk.client.request("textDocument/diagnostic", params);
    assert_eq!((&report["kind"], &report["resultId"]), (&json!("unchanged"), id));
    let all = desk.client.request("workspace/diagnostic", json!({"previousResultIds": []}));
    let known: Vec<Value> = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|report| json!({"uri": report["uri"], "value": report["resultId"]}))
        .collect();
    // Nothing new: the answer waits for the next change.
    let waiting = desk.client.ask("workspace/diagnostic", json!({"previousResultIds": known}));
    assert_eq!(desk.client.within("textDocument/publishDiagnostics", Duration::from_millis(500)), None);
    desk.edit("note.md", 3, [4, 8, 4, 38], "");
    let answer = desk.client.answer(waiting);
    assert_eq!(answer["result"]["items"][0]["version"], 3, "{answer}");
    desk.finish();
}

#[test]
fn what_is_being_typed_is_left_alone() {
    let mut desk = Desk::new(&[("articles/afp-1.txt", "An article.\n")]);
    desk.open("note.md", "See .\n");
    assert_eq!(desk.published("note.md"), (Some(1), vec![]));
    desk.edit("note.md", 2, [0, 4, 0, 4], "[@reu");
    assert_eq!(desk.published("note.md"), (Some(2), vec![]));
    desk.edit("note.md", 3, [0, 9, 0, 9], "ters]");
    assert_eq!(desk.published("note.md"), (Some(3), vec!["unknown-source 0:6-0:13".to_owned()]));
    desk.edit("note.md", 4, [0, 13, 0, 14], "");
    assert_eq!(desk.published("note.md"), (Some(4), vec![]));
    desk.finish();
}

#[test]
fn settings_change_live() {
    let mut desk = Desk::new(&[("articles/afp-1.txt", "An article.\n")]);
    desk.open("note.md", "See [@reuters].\n");
    let unknown = vec!["unknown-source 0:6-0:13".to_owned()];
    assert_eq!(desk.published("note.md"), (Some(1), unknown.clone()));
    let off = json!({"settings": {"ibid": {"rules": {"unknown-source": "off"}}}});
    desk.client.notify("workspace/didChangeConfiguration", off);
    assert_eq!(desk.published("note.md").1, [""; 0]);
    desk.client.notify("workspace/didChangeConfiguration", json!({"settings": {"ibid": {}}}));
    assert_eq!(desk.published("note.md").1, unknown);
    desk.write("ibid.toml", "[rules]\nunknown-source = \"off\"\nnonsense = 3\n");
    let changed = json!({"changes": [{"uri": desk.uri("ibid.toml"), "type": 1}]});
    desk.client.notify("workspace/didChangeWatchedFiles", changed);
    assert!(!desk.published("ibid.toml").1.is_empty());
    assert_eq!(desk.published("note.md").1, [""; 0]);
    desk.finish();
}

#[test]
fn without_a_watching_client_changes_are_seen_all_the_same() {
    let mut capabilities = able();
    capabilities["workspace"]["didChangeWatchedFiles"] = Value::Null;
    let mut desk = Desk::with(&[("articles/afp-1.txt", "An article.\n")], capabilities);
    desk.open("note.md", "See [@reuters].\n");
    assert_eq!(desk.published("note.md").1.len(), 1);
    desk.write("articles/reuters.txt", "Another article.\n");
    assert_eq!(desk.published("note.md").1, [""; 0]);
    fs::remove_file(desk.folder.path().join("articles/reuters.txt")).unwrap();
    assert_eq!(desk.published("note.md").1.len(), 1);
    desk.finish();
}

#[test]
fn folders_come_and_go() {
    let mut desk = Desk::new(&[("articles/afp-1.txt", "An article.\n")]);
    let other = tempfile::Builder::new().prefix("ibid").tempdir().unwrap();
    fs::create_dir(other.path().join("articles")).unwrap();
    fs::write(other.path().join("articles/reuters.txt"), "Another.\n").unwrap();
    let note = uri(&other.path().join("note.md"));
    desk.open_uri(&note, "See [@reuters].\n");
    let published = |desk: &mut Desk| loop {
        let params = desk.client.expect("textDocument/publishDiagnostics");
        if params["uri"] == note.as_str() {
            return params["diagnostics"].as_array().unwrap().len();
        }
    };
    assert_eq!(published(&mut desk), 1);
    let folder = json!([{"uri": uri(other.path()), "name": "other"}]);
    let added = json!({"event": {"added": folder, "removed": []}});
    desk.client.notify("workspace/didChangeWorkspaceFolders", added);
    assert_eq!(published(&mut desk), 0);
    let removed = json!({"event": {"added": [], "removed": folder}});
    desk.client.notify("workspace/didChangeWorkspaceFolders", removed);
    assert_eq!(published(&mut desk), 1);
    desk.finish();
}
