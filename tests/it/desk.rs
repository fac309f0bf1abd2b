//! A writer's desk: a folder of real files and an editor that has opened it.

use std::fs;
use std::path::Path;
use std::time::Duration;

use ibid::server::Backend;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::Client;

/// A folder with these files, and an editor that has opened it.
pub(crate) struct Desk {
    pub(crate) folder: TempDir,
    pub(crate) client: Client,
}

pub(crate) fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// The capabilities of a full-grown editor.
pub(crate) fn able() -> Value {
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
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        Self::with(files, able())
    }

    pub(crate) fn with(files: &[(&str, &str)], capabilities: Value) -> Self {
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

    pub(crate) fn write(&mut self, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn uri(&self, name: &str) -> String {
        uri(&self.folder.path().join(name))
    }

    pub(crate) fn open(&mut self, name: &str, text: &str) {
        let uri = self.uri(name);
        self.open_uri(&uri, text);
    }

    pub(crate) fn open_uri(&mut self, uri: &str, text: &str) {
        let document = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": text});
        self.client.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Puts `text` between two places.
    pub(crate) fn edit(&mut self, name: &str, version: i32, [a, b, c, d]: [u32; 4], text: &str) {
        let range = json!({"start": {"line": a, "character": b}, "end": {"line": c, "character": d}});
        let document = json!({"uri": self.uri(name), "version": version});
        let changes = json!([{"range": range, "text": text}]);
        self.client.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    pub(crate) fn close(&mut self, name: &str) {
        let document = json!({"uri": self.uri(name)});
        self.client.notify("textDocument/didClose", json!({"textDocument": document}));
    }

    /// The next diagnostics that are published for a document: version and `code start-end` of each.
    pub(crate) fn published(&mut self, name: &str) -> (Option<i64>, Vec<String>) {
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

    /// The text of a file on disk.
    pub(crate) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    /// Asks `textDocument/METHOD` about a document.
    pub(crate) fn ask(&mut self, method: &str, name: &str, more: Value) -> Value {
        let mut params = json!({"textDocument": {"uri": self.uri(name)}});
        params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.client.request(&format!("textDocument/{method}"), params)
    }

    /// The place of the `|` in a line of a document on disk, which need not stand there.
    pub(crate) fn place(&self, name: &str, marked: &str) -> Value {
        let (before, after) = marked.split_once('|').expect("a caret");
        let text = self.text(name);
        let at = text.find(&format!("{before}{after}")).unwrap_or_else(|| panic!("{marked} is not in {name}"));
        let upto = &text[..at + before.len()];
        let column = upto.rsplit('\n').next().unwrap_or("").encode_utf16().count();
        json!({"line": upto.matches('\n').count(), "character": column})
    }

    /// Does to the files on disk what an editor does with a `WorkspaceEdit`.
    pub(crate) fn apply(&mut self, edit: &Value) {
        if let Some(changes) = edit["changes"].as_object() {
            for (uri, edits) in changes {
                apply_to(uri, edits);
            }
        }
        for change in edit["documentChanges"].as_array().unwrap_or(&vec![]) {
            match change["kind"].as_str() {
                Some("rename") => {
                    let (old, new) = (path(&change["oldUri"]), path(&change["newUri"]));
                    assert!(!new.exists(), "{} is there", new.display());
                    fs::rename(old, new).unwrap();
                }
                Some("create") => {
                    let new = path(&change["uri"]);
                    assert!(!new.exists(), "{} is there", new.display());
                    fs::write(new, "").unwrap();
                }
                Some(kind) => panic!("{kind} is not expected"),
                None => apply_to(change["textDocument"]["uri"].as_str().unwrap(), &change["edits"]),
            }
        }
    }

    pub(crate) fn finish(mut self) {
        // What was published and not looked at is not of interest at the end.
        self.client.ignored.extend([
            "textDocument/publishDiagnostics",
            "workspace/codeLens/refresh",
            "workspace/configuration",
            "workspace/diagnostic/refresh",
            "workspace/inlayHint/refresh",
            "workspace/semanticTokens/refresh",
        ]);
        while self.client.within("textDocument/publishDiagnostics", Duration::from_millis(10)).is_some() {}
        assert_eq!(self.client.finish(), 0);
    }
}

pub(crate) fn line(diagnostic: &Value) -> String {
    let place = |place: &Value| format!("{}:{}", place["line"], place["character"]);
    let range = &diagnostic["range"];
    let code = diagnostic["code"].as_str().unwrap_or("-");
    format!("{code} {}-{}", place(&range["start"]), place(&range["end"]))
}

/// A small desk with everything a request can be asked about.
pub(crate) fn furnished(capabilities: Value) -> Desk {
    let article = "KYIV: Ukrainian Foreign Minister Dmytro Kuleba said on Tuesday that “there is a red line”.\n\n\
        Russia has massed 100,000 troops, he said. Kuleba spoke of Sergei Lavrov, who said “we are ready”.\n";
    let settings = "[[article]]\npath = \"articles/afp-1.txt\"\ndate = \"2022-01-12\"\n";
    let files = [("ibid.toml", settings), ("articles/afp-1.txt", article), ("articles/afp-2.txt", article)];
    let mut desk = Desk::with(&files, capabilities);
    desk.open("note.md", NOTE);
    desk.open("articles/afp-1.txt", article);
    // What is answered before all is read is right, but changes.
    for _ in 0..1000 {
        if desk.client.request("workspace/symbol", json!({"query": "afp"})).to_string().contains("afp-2") {
            return desk;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("the articles were not read");
}

pub(crate) const NOTE: &str = "# Talks\n\nKuleba said “there is a red line” [@afp-1, para. 1].\n\n\
    He said “there is no red line” on Tuesday [@afp-1].\n\nLavrov has 90,000 troops. See [@afp-9].\n";

fn path(uri: &Value) -> std::path::PathBuf {
    ibid::lsp::uri::to_path(&uri.as_str().unwrap().parse().unwrap()).to_path_buf()
}

/// Applies `TextEdit`s, which must not overlap, to a file.
fn apply_to(uri: &str, edits: &Value) {
    let path = path(&json!(uri));
    let text = ibid::text::Text::new(fs::read_to_string(&path).unwrap());
    let offset = |place: &Value| {
        let number = |name: &str| u32::try_from(place[name].as_u64().unwrap()).unwrap();
        let position = ibid::text::Position::new(number("line"), number("character"));
        text.offset(position, ibid::text::Encoding::Utf16)
    };
    let mut edits: Vec<(usize, usize, &str)> = edits
        .as_array()
        .unwrap()
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            (offset(&range["start"]), offset(&range["end"]), edit["newText"].as_str().unwrap())
        })
        .collect();
    edits.sort_unstable();
    let mut new = text.as_str().to_owned();
    let mut end = new.len();
    for (from, to, words) in edits.into_iter().rev() {
        assert!(to <= end, "edits overlap in {uri}");
        new.replace_range(from..to, words);
        end = from;
    }
    fs::write(path, new).unwrap();
}
