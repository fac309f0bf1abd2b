//! The server as an editor meets it: documents, diagnostics, folders, settings, over the real loop with real
//! files.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use ibid::server::Backend;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::Client;

/// A folder with these files, and an editor that has opened it.
struct Desk {
    folder: TempDir,
    client: Client,
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// The capabilities of a full-grown editor.
fn able() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-16"]},
        "window": {"workDoneProgress": true},
        "workspace": {
            "configuration": false,
            "workspaceFolders": true,
            "workspaceEdit": {"documentChanges": true},
            "didChangeWatchedFiles": {"dynamicRegistration": true},
        },
        "textDocument": {
            "publishDiagnostics": {"relatedInformation": true, "versionSupport": true},
            "hover": {"contentFormat": ["markdown"]},
            "definition": {"linkSupport": true},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}, "isPreferredSupport": true},
        },
    })
}

impl Desk {
    fn new(files: &[(&str, &str)]) -> Self {
        Self::with(files, able())
    }

    fn with(files: &[(&str, &str)], capabilities: Value) -> Self {
        let folder = tempfile::Builder::new().prefix("ibid").tempdir().unwrap();
        let mut desk = Self { folder, client: Client::new(Backend::service) };
        for (name, text) in files {
            desk.write(name, text);
        }
        desk.client.ignored.extend(["client/registerCapability", "window/workDoneProgress/create", "$/progress"]);
        let root = uri(desk.folder.path());
        desk.client.initialize(json!({
            "processId": std::process::id(),
            "capabilities": capabilities,
            "workspaceFolders": [{"uri": root, "name": "desk"}],
        }));
        desk
    }

    fn write(&mut self, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn uri(&self, name: &str) -> String {
        uri(&self.folder.path().join(name))
    }

    fn open(&mut self, name: &str, text: &str) {
        let uri = self.uri(name);
        self.open_uri(&uri, text);
    }

    fn open_uri(&mut self, uri: &str, text: &str) {
        let document = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": text});
        self.client.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Puts `text` between two places.
    fn edit(&mut self, name: &str, version: i32, [a, b, c, d]: [u32; 4], text: &str) {
        let range = json!({"start": {"line": a, "character": b}, "end": {"line": c, "character": d}});
        let document = json!({"uri": self.uri(name), "version": version});
        let changes = json!([{"range": range, "text": text}]);
        self.client.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    fn close(&mut self, name: &str) {
        let document = json!({"uri": self.uri(name)});
        self.client.notify("textDocument/didClose", json!({"textDocument": document}));
    }

    /// The next diagnostics that are published for a document: version and `code start-end` of each.
    fn published(&mut self, name: &str) -> (Option<i64>, Vec<String>) {
        let uri = self.uri(name);
        loop {
            let params = self.client.expect("textDocument/publishDiagnostics");
            if params["uri"] == uri.as_str() {
                return (
                    params["version"].as_i64(),
                    params["diagnostics"].as_array().unwrap().iter().map(line).collect(),
                );
            }
        }
    }

    fn finish(mut self) {
        // What was published and not looked at is not of interest at the end.
        self.client.ignored.push("textDocument/publishDiagnostics");
        while self.client.within("textDocument/publishDiagnostics", Duration::from_millis(10)).is_some() {}
        assert_eq!(self.client.finish(), 0);
    }
}

fn line(diagnostic: &Value) -> String {
    let place = |place: &Value| format!("{}:{}", place["line"], place["character"]);
    let range = &diagnostic["range"];
    let code = diagnostic["code"].as_str().unwrap_or("-");
    format!("{code} {}-{}", place(&range["start"]), place(&range["end"]))
}

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

/// A small desk with everything a request can be asked about.
fn furnished(capabilities: Value) -> Desk {
    let article = "KYIV: Ukrainian Foreign Minister Dmytro Kuleba said on Tuesday that “there is a red line”.\n\n\
        Russia has massed 100,000 troops, he said. Kuleba spoke of Sergei Lavrov, who said “we are ready”.\n";
    let mut desk = Desk::with(&[("articles/afp-1.txt", article), ("articles/afp-2.txt", article)], capabilities);
    desk.open("note.md", NOTE);
    desk.open("articles/afp-1.txt", article);
    desk
}

const NOTE: &str = "# Talks\n\nKuleba said “there is a red line” [@afp-1, para. 1].\n\n\
    He said “there is no red line” on Tuesday [@afp-1].\n\nLavrov has 90,000 troops. See [@afp-9].\n";

#[test]
fn every_answer_is_understood_by_another_model() {
    let mut plain = able();
    plain["textDocument"]["definition"] = Value::Null;
    plain["textDocument"]["documentSymbol"] = Value::Null;
    plain["workspace"]["workspaceEdit"] = Value::Null;
    for capabilities in [able(), plain, json!({})] {
        let mut desk = furnished(capabilities);
        assert_eq!(desk.published("note.md").0, Some(1));
        let files = [desk.uri("note.md"), desk.uri("articles/afp-1.txt"), desk.uri("nowhere.md")];
        for uri in &files {
            let document = json!({"uri": uri});
            let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
            for method in ["documentSymbol", "codeLens", "documentLink", "semanticTokens/full"] {
                desk.client.request(&format!("textDocument/{method}"), json!({"textDocument": document}));
            }
            for method in ["inlayHint", "semanticTokens/range"] {
                let params = json!({"textDocument": document, "range": whole});
                desk.client.request(&format!("textDocument/{method}"), params);
            }
            let action = json!({"textDocument": document, "range": whole, "context": {"diagnostics": []}});
            desk.client.request("textDocument/codeAction", action);
            for line in [0, 2, 4, 6, 99] {
                for character in [0, 2, 6, 20, 45] {
                    every_place(&mut desk, &document, &json!({"line": line, "character": character}));
                }
            }
        }
        for query in ["", "kuleba", "red line", "afp"] {
            desk.client.request("workspace/symbol", json!({"query": query}));
        }
        let renamed = json!({"files": [{"oldUri": files[1], "newUri": desk.uri("articles/afp-7.txt")}]});
        desk.client.request("workspace/willRenameFiles", renamed);
        desk.finish();
    }
}

fn every_place(desk: &mut Desk, document: &Value, position: &Value) {
    let at = json!({"textDocument": document, "position": position});
    for method in ["hover", "declaration", "definition", "documentHighlight", "prepareRename"] {
        desk.client.request(&format!("textDocument/{method}"), at.clone());
    }
    let mut references = at.clone();
    references["context"] = json!({"includeDeclaration": true});
    desk.client.request("textDocument/references", references);
    let ranges = json!({"textDocument": document, "positions": [position, position]});
    desk.client.request("textDocument/selectionRange", ranges);
    let completions = desk.client.request("textDocument/completion", at.clone());
    if let Some(item) = completions["items"].get(0) {
        desk.client.request("completionItem/resolve", item.clone());
    }
    let mut rename = at.clone();
    rename["newName"] = json!("Somebody Else");
    let id = desk.client.ask("textDocument/rename", rename);
    desk.client.answer(id); // an edit, or a reason
    let items = desk.client.request("textDocument/prepareCallHierarchy", at);
    if let Some(item) = items.get(0) {
        desk.client.request("callHierarchy/incomingCalls", json!({"item": item}));
        desk.client.request("callHierarchy/outgoingCalls", json!({"item": item}));
    }
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
