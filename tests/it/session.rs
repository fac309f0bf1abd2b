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
