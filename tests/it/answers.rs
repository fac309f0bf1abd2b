//! Every answer to every kind of editor: read by an independent model of the protocol, within what the editor
//! says it can do, and over every method that the table of the protocol calls spoken.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use ibid::lsp::coverage::{Coverage, METHODS};
use serde_json::{Value, json};

use crate::desk::{Desk, furnished};

/// What editors say of themselves in `initialize`: VS Code 1.90 (vscode-languageclient 9), Neovim 0.11.4, Helix
/// 25.07, eglot 1.9, and one that says nothing.
const EDITORS: [(&str, &str); 5] = [
    ("VS Code", include_str!("clients/vscode.json")),
    ("Neovim", include_str!("clients/neovim.json")),
    ("Helix", include_str!("clients/helix.json")),
    ("eglot", include_str!("clients/eglot.json")),
    ("an editor that says nothing", "{}"),
];

#[test]
fn every_method_is_answered_to_every_editor() {
    let seen: Arc<Mutex<BTreeSet<String>>> = Arc::default();
    for (name, capabilities) in EDITORS {
        let capabilities: Value = serde_json::from_str(capabilities).unwrap();
        let mut desk = furnished(capabilities.clone());
        seen.lock().unwrap().extend(desk.client.seen.lock().unwrap().clone());
        desk.client.seen = Arc::clone(&seen);
        let mut tour = Tour { editor: name, able: Able(capabilities), desk };
        tour.documents();
        tour.workspace();
        tour.files();
        tour.progress();
        tour.desk.client.ignored.extend(["$/logTrace", "window/showMessage"]);
        tour.desk.finish();
    }
    let spoken = METHODS.iter().filter(|(_, coverage)| matches!(coverage, Coverage::Spoken(..)));
    let seen = seen.lock().unwrap();
    let untried: Vec<&str> = spoken.map(|(method, _)| *method).filter(|method| !seen.contains(*method)).collect();
    assert_eq!(untried, [""; 0], "called spoken, and tried with no editor here");
}

/// What an editor says it can do.
struct Able(Value);

impl Able {
    fn is(&self, pointer: &str) -> bool {
        self.0.pointer(pointer).is_some_and(|value| *value == true)
    }

    fn lists(&self, pointer: &str, entry: &str) -> bool {
        self.0.pointer(pointer).and_then(Value::as_array).is_some_and(|list| list.iter().any(|known| known == entry))
    }
}

/// One editor's way through everything.
struct Tour {
    editor: &'static str,
    able: Able,
    desk: Desk,
}

impl Tour {
    fn holds(&self, said: bool, promise: &str) {
        assert!(said, "{} cannot take this: {promise}", self.editor);
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.desk.client.request(method, params)
    }

    fn documents(&mut self) {
        let files = [self.desk.uri("note.md"), self.desk.uri("articles/afp-1.txt"), self.desk.uri("nowhere.md")];
        for uri in &files {
            let document = json!({"uri": uri});
            let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
            let of_document = json!({"textDocument": document});
            let of_range = json!({"textDocument": document, "range": whole});
            self.symbols(&of_document);
            self.ask("textDocument/foldingRange", of_document.clone());
            self.tokens(&of_document, &of_range);
            self.lenses_and_links(&of_document);
            self.hints(of_range.clone());
            self.actions(of_range);
            for line in [0, 2, 4, 6, 99] {
                for character in [2, 20, 45] {
                    self.place(&document, &json!({"line": line, "character": character}));
                }
            }
        }
    }

    /// A bar that is gone is cancelled; a whole disk is asked about, and not read.
    fn progress(&mut self) {
        self.desk.client.notify("window/workDoneProgress/cancel", json!({"token": "ibid/0"}));
        if self.editor == "VS Code" {
            let disk = json!([{"uri": "file:///", "name": "disk"}]);
            let event = json!({"event": {"added": disk, "removed": []}});
            self.desk.client.notify("workspace/didChangeWorkspaceFolders", event);
            let question = self.desk.client.expect("window/showMessageRequest");
            self.holds(question["message"].as_str().is_some_and(|words| words.contains("whole disk")), "a question");
        }
    }

    fn symbols(&mut self, of_document: &Value) {
        let symbols = self.ask("textDocument/documentSymbol", of_document.clone());
        let nested = symbols[0].get("selectionRange").is_some();
        let able = self.able.is("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport");
        self.holds(able || !nested, "symbols in a tree");
    }

    fn tokens(&mut self, of_document: &Value, of_range: &Value) {
        let tokens = self.ask("textDocument/semanticTokens/full", of_document.clone());
        self.ask("textDocument/semanticTokens/range", of_range.clone());
        let mut delta = of_document.clone();
        delta["previousResultId"] = tokens.get("resultId").cloned().unwrap_or(json!("none"));
        self.ask("textDocument/semanticTokens/full/delta", delta);
    }

    fn lenses_and_links(&mut self, of_document: &Value) {
        let lenses = self.ask("textDocument/codeLens", of_document.clone());
        for lens in lenses.as_array().unwrap_or(&vec![]) {
            let resolved = self.ask("codeLens/resolve", lens.clone());
            assert_eq!(resolved["command"]["command"], "ibid.showReferences", "{resolved}");
        }
        let links = self.ask("textDocument/documentLink", of_document.clone());
        for link in links.as_array().unwrap_or(&vec![]) {
            let resolved = self.ask("documentLink/resolve", link.clone());
            assert!(resolved["target"].as_str().unwrap().starts_with("file://"), "{resolved}");
        }
    }

    fn hints(&mut self, of_range: Value) {
        let resolves = self.able.lists("/textDocument/inlayHint/resolveSupport/properties", "tooltip");
        let leads = self.able.lists("/textDocument/inlayHint/resolveSupport/properties", "label.location");
        let hints = self.ask("textDocument/inlayHint", of_range);
        for hint in hints.as_array().unwrap_or(&vec![]) {
            self.holds(leads || hint["label"].is_string(), "a hint in parts");
            self.holds(resolves || hint["tooltip"].is_string(), "a hint that says why only when asked");
            let resolved = self.ask("inlayHint/resolve", hint.clone());
            assert!(resolved["tooltip"].is_string(), "{resolved}");
        }
    }

    fn actions(&mut self, mut of_range: Value) {
        of_range["context"] = json!({"diagnostics": [], "only": ["", "source.fixAll.ibid", "ibid.show"]});
        let actions = self.ask("textDocument/codeAction", of_range);
        let literal = self.able.0.pointer("/textDocument/codeAction/codeActionLiteralSupport").is_some();
        self.holds(literal || actions.is_null(), "code actions that are no commands");
        let resolves = self.able.lists("/textDocument/codeAction/resolveSupport/properties", "edit");
        for action in actions.as_array().unwrap_or(&vec![]) {
            if let Some(command) = action.get("command") {
                self.holds(self.able.is("/window/showDocument/support"), "a document that is shown");
                let params = json!({"command": command["command"], "arguments": command["arguments"]});
                assert_eq!(self.ask("workspace/executeCommand", params), Value::Null);
                self.desk.client.expect("window/showDocument");
                continue;
            }
            self.holds(resolves || action["edit"].is_object(), "an edit that comes when asked for");
            let resolved = self.ask("codeAction/resolve", action.clone());
            self.edit(&resolved["edit"]);
            if let Some(related) = action["diagnostics"][0].get("relatedInformation") {
                let able = self.able.is("/textDocument/publishDiagnostics/relatedInformation");
                self.holds(able, &format!("related information: {related}"));
            }
        }
    }

    /// Edits are in the form that the editor takes.
    fn edit(&self, edit: &Value) {
        let changes = self.able.is("/workspace/workspaceEdit/documentChanges");
        assert!(edit.is_object());
        assert_eq!(edit.get("documentChanges").is_some(), changes, "{}: {edit}", self.editor);
        let moves = edit["documentChanges"].as_array().into_iter().flatten().any(|change| change["kind"] == "rename");
        let able = self.able.lists("/workspace/workspaceEdit/resourceOperations", "rename");
        self.holds(able || !moves, "a file that is renamed");
    }

    fn place(&mut self, document: &Value, position: &Value) {
        let at = json!({"textDocument": document, "position": position});
        let hover = self.ask("textDocument/hover", at.clone());
        if let Some(kind) = hover["contents"]["kind"].as_str() {
            let able = self.able.lists("/textDocument/hover/contentFormat", kind);
            self.holds(able || kind == "plaintext", "a hover in Markdown");
        }
        for method in ["declaration", "definition", "typeDefinition", "implementation"] {
            let found = self.ask(&format!("textDocument/{method}"), at.clone());
            let able = self.able.is(&format!("/textDocument/{method}/linkSupport"));
            self.holds(able || found[0].get("targetUri").is_none(), "a jump that is a link");
        }
        for method in ["documentHighlight", "linkedEditingRange", "prepareRename"] {
            self.ask(&format!("textDocument/{method}"), at.clone());
        }
        let mut references = at.clone();
        references["context"] = json!({"includeDeclaration": true});
        self.ask("textDocument/references", references);
        let ranges = json!({"textDocument": document, "positions": [position, position]});
        self.ask("textDocument/selectionRange", ranges);
        let completions = self.ask("textDocument/completion", at.clone());
        for item in completions["items"].as_array().into_iter().flatten().take(2) {
            self.ask("completionItem/resolve", item.clone());
        }
        let mut rename = at.clone();
        rename["newName"] = json!("somebody-else");
        let id = self.desk.client.ask("textDocument/rename", rename);
        let renamed = self.desk.client.answer(id); // an edit, or a reason
        if renamed["result"].is_object() {
            self.edit(&renamed["result"]);
        }
        let items = self.ask("textDocument/prepareCallHierarchy", at);
        for item in items.as_array().into_iter().flatten() {
            self.ask("callHierarchy/incomingCalls", json!({"item": item}));
            self.ask("callHierarchy/outgoingCalls", json!({"item": item}));
        }
    }

    fn workspace(&mut self) {
        for query in ["", "kuleba", "red line", "afp"] {
            self.ask("workspace/symbol", json!({"query": query}));
        }
        let document = json!({"uri": self.desk.uri("note.md")});
        self.ask("textDocument/diagnostic", json!({"textDocument": document}));
        let article = json!({"uri": self.desk.uri("articles/afp-1.txt")});
        let pulled = self.ask("textDocument/diagnostic", json!({"textDocument": article}));
        let able = self.able.is("/textDocument/diagnostic/relatedDocumentSupport");
        self.holds(able || pulled.get("relatedDocuments").is_none(), "diagnostics of related documents");
        self.ask("workspace/diagnostic", json!({"previousResultIds": []}));
        let client = &mut self.desk.client;
        client.notify("$/setTrace", json!({"value": "verbose"}));
        client.notify("$/cancelRequest", json!({"id": 0}));
        let told = client.expect("$/logTrace");
        assert!(told["message"].as_str().unwrap().starts_with("$/cancelRequest: "), "{told}");
        client.notify("$/setTrace", json!({"value": "off"}));
        client.notify("workspace/didChangeConfiguration", json!({"settings": {"ibid": {"rules": 7}}}));
        client.notify("textDocument/didSave", json!({"textDocument": document}));
        self.desk.edit("note.md", 2, [0, 0, 0, 0], "x");
        self.desk.close("note.md");
    }

    fn files(&mut self) {
        let (old, new) = (self.desk.uri("articles/afp-2.txt"), self.desk.uri("articles/afp-7.txt"));
        let renamed = json!({"files": [{"oldUri": old, "newUri": new}]});
        let edit = self.ask("workspace/willRenameFiles", renamed.clone());
        if edit.is_object() {
            self.edit(&edit);
        }
        let files = json!({"files": [{"uri": old}]});
        let folder = json!([{"uri": self.desk.uri("articles"), "name": "articles"}]);
        let client = &mut self.desk.client;
        client.notify("workspace/didRenameFiles", renamed);
        client.notify("workspace/didCreateFiles", files.clone());
        client.notify("workspace/didDeleteFiles", files);
        client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": old, "type": 2}]}));
        if self.able.is("/workspace/diagnostics/refreshSupport") {
            client.expect("workspace/diagnostic/refresh");
        }
        client.notify("workspace/didChangeWorkspaceFolders", json!({"event": {"added": folder, "removed": []}}));
        client.notify("workspace/didChangeWorkspaceFolders", json!({"event": {"added": [], "removed": folder}}));
    }
}
