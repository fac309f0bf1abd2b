//! Which part of the protocol this server speaks, and why not the rest: the source of `editors/protocol.md`.

/// How a method stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Coverage {
    /// Spoken: where the capabilities of `initialize` say so (a JSON pointer; empty when the protocol needs no
    /// saying), and what it is for.
    Spoken(&'static str, &'static str),
    /// Left out, and why.
    LeftOut(&'static str),
}

use Coverage::{LeftOut, Spoken};

const NO_CODE: &str = "has no meaning in notes and articles";
const NO_FORMAT: &str = "ibid never changes how a writer sets the text";
const NO_NOTEBOOK: &str = "notes are Markdown files";
const AT_HAND: &str = "nothing costs enough to be left for later";

/// Every method of LSP 3.17, by name.
pub const METHODS: &[(&str, Coverage)] = &[
    ("$/cancelRequest", Spoken("", "the work is dropped, the request answered as cancelled")),
    ("$/logTrace", Spoken("", "each message with the time it took, when asked for")),
    ("$/progress", Spoken("", "articles being read")),
    ("$/setTrace", Spoken("", "`messages`, or `verbose` with parameters")),
    ("callHierarchy/incomingCalls", Spoken("/callHierarchyProvider", "who spoke of an actor")),
    ("callHierarchy/outgoingCalls", Spoken("/callHierarchyProvider", "of whom an actor spoke")),
    ("client/registerCapability", Spoken("", "file watching and settings, where the client can")),
    ("client/unregisterCapability", LeftOut("what is registered holds as long as the session")),
    ("codeAction/resolve", Spoken("/codeActionProvider/resolveProvider", "the edit, when a fix is chosen")),
    ("codeLens/resolve", Spoken("/codeLensProvider/resolveProvider", "who cites an article, when the lens is seen")),
    ("completionItem/resolve", Spoken("/completionProvider/resolveProvider", "the passage a proposal rests on")),
    (
        "documentLink/resolve",
        Spoken("/documentLinkProvider/resolveProvider", "the paragraph that a locator names, when a link is followed"),
    ),
    ("exit", Spoken("", "0 after `shutdown`, else 1")),
    ("initialize", Spoken("", "answered before anything is read from disk")),
    ("initialized", Spoken("", "articles and notes are read from here on")),
    (
        "inlayHint/resolve",
        Spoken("/inlayHintProvider/resolveProvider", "why, and where the anchor stands, when a hint is looked at"),
    ),
    ("notebookDocument/didChange", LeftOut(NO_NOTEBOOK)),
    ("notebookDocument/didClose", LeftOut(NO_NOTEBOOK)),
    ("notebookDocument/didOpen", LeftOut(NO_NOTEBOOK)),
    ("notebookDocument/didSave", LeftOut(NO_NOTEBOOK)),
    ("shutdown", Spoken("", "")),
    ("telemetry/event", LeftOut("ibid tells nobody what you write")),
    (
        "textDocument/codeAction",
        Spoken("/codeActionProvider", "fixes, “This is intentional”, the way to the passage, `source.fixAll.ibid`"),
    ),
    ("textDocument/codeLens", Spoken("/codeLensProvider", "the notes that cite an article; claims without a source")),
    ("textDocument/colorPresentation", LeftOut(NO_CODE)),
    ("textDocument/completion", Spoken("/completionProvider", "keys, paragraphs, quotations, names")),
    ("textDocument/declaration", Spoken("/declarationProvider", "the same as definition")),
    ("textDocument/definition", Spoken("/definitionProvider", "the passage in the source")),
    (
        "textDocument/diagnostic",
        Spoken("/diagnosticProvider", "for clients that pull; with an article come the notes that cite it"),
    ),
    ("textDocument/didChange", Spoken("/textDocumentSync/change", "incremental; UTF-8, UTF-16 or UTF-32")),
    ("textDocument/didClose", Spoken("/textDocumentSync/openClose", "diagnostics are cleared")),
    ("textDocument/didOpen", Spoken("/textDocumentSync/openClose", "notes, and articles, which then overlay the disk")),
    ("textDocument/didSave", Spoken("/textDocumentSync/save", "what was being typed is finished")),
    ("textDocument/documentColor", LeftOut(NO_CODE)),
    (
        "textDocument/documentHighlight",
        Spoken("/documentHighlightProvider", "the mentions of an actor, the citations of an article"),
    ),
    ("textDocument/documentLink", Spoken("/documentLinkProvider", "from a key to its article")),
    ("textDocument/documentSymbol", Spoken("/documentSymbolProvider", "headings and claims")),
    (
        "textDocument/foldingRange",
        Spoken("/foldingRangeProvider", "quotation blocks, footnotes, sections, comments, front matter"),
    ),
    ("textDocument/formatting", LeftOut(NO_FORMAT)),
    ("textDocument/hover", Spoken("/hoverProvider", "who, when, what the source says")),
    ("textDocument/implementation", Spoken("/implementationProvider", "what an actor said")),
    ("textDocument/inlayHint", Spoken("/inlayHintProvider", "what a relative date means")),
    ("textDocument/inlineCompletion", LeftOut("ibid writes no text of its own")),
    ("textDocument/inlineValue", LeftOut(NO_CODE)),
    ("textDocument/linkedEditingRange", Spoken("/linkedEditingRangeProvider", "the label of a footnote and its marks")),
    ("textDocument/moniker", LeftOut(NO_CODE)),
    ("textDocument/onTypeFormatting", LeftOut(NO_FORMAT)),
    ("textDocument/prepareCallHierarchy", Spoken("/callHierarchyProvider", "")),
    ("textDocument/prepareRename", Spoken("/renameProvider/prepareProvider", "")),
    ("textDocument/prepareTypeHierarchy", LeftOut(NO_CODE)),
    ("textDocument/publishDiagnostics", Spoken("", "with the version that was checked; for clients that do not pull")),
    ("textDocument/rangeFormatting", LeftOut(NO_FORMAT)),
    ("textDocument/rangesFormatting", LeftOut(NO_FORMAT)),
    ("textDocument/references", Spoken("/referencesProvider", "mentions of an actor, citations of an article")),
    (
        "textDocument/rename",
        Spoken("/renameProvider", "an actor, or a key wherever it stands; never inside quotation marks"),
    ),
    ("textDocument/selectionRange", Spoken("/selectionRangeProvider", "word, name, quotation, claim, paragraph")),
    (
        "textDocument/semanticTokens/full",
        Spoken("/semanticTokensProvider/full", "actors, dates, figures, quotations, keys"),
    ),
    ("textDocument/semanticTokens/full/delta", Spoken("/semanticTokensProvider/full/delta", "")),
    ("textDocument/semanticTokens/range", Spoken("/semanticTokensProvider/range", "")),
    ("textDocument/signatureHelp", LeftOut(NO_CODE)),
    ("textDocument/typeDefinition", Spoken("/typeDefinitionProvider", "from a name to the card")),
    ("textDocument/willSave", LeftOut("nothing is to be done before saving")),
    ("textDocument/willSaveWaitUntil", LeftOut("nothing is changed behind the writer's back")),
    ("typeHierarchy/subtypes", LeftOut(NO_CODE)),
    ("typeHierarchy/supertypes", LeftOut(NO_CODE)),
    ("window/logMessage", LeftOut("the log goes to standard error, which editors show")),
    ("window/showDocument", Spoken("", "the passage that a finding rests on, when “Show the passage” is chosen")),
    ("window/showMessage", Spoken("", "settings that are not used, a folder that cannot be read or watched")),
    ("window/showMessageRequest", Spoken("", "before a home folder or a whole disk is read")),
    ("window/workDoneProgress/cancel", Spoken("", "what was read is used; that words stand nowhere is then not said")),
    ("window/workDoneProgress/create", Spoken("", "articles being read")),
    ("workspace/applyEdit", LeftOut("nothing is changed unasked")),
    ("workspace/codeLens/refresh", Spoken("", "after a change on disk")),
    ("workspace/configuration", Spoken("", "the section `ibid`")),
    ("workspace/diagnostic", Spoken("/diagnosticProvider/workspaceDiagnostics", "every note of every folder")),
    ("workspace/diagnostic/refresh", Spoken("", "after a change on disk, for clients that pull")),
    ("workspace/didChangeConfiguration", Spoken("", "live")),
    ("workspace/didChangeWatchedFiles", Spoken("", "live; a watcher of its own where the client has none")),
    ("workspace/didChangeWorkspaceFolders", Spoken("/workspace/workspaceFolders/changeNotifications", "live")),
    ("workspace/didCreateFiles", Spoken("/workspace/fileOperations/didCreate", "")),
    ("workspace/didDeleteFiles", Spoken("/workspace/fileOperations/didDelete", "")),
    ("workspace/didRenameFiles", Spoken("/workspace/fileOperations/didRename", "")),
    ("workspace/executeCommand", Spoken("/executeCommandProvider", "`ibid.show` goes to a place; nothing is changed")),
    ("workspace/foldingRange/refresh", LeftOut("what folds is in the text alone")),
    ("workspace/inlayHint/refresh", Spoken("", "after a change on disk")),
    ("workspace/inlineValue/refresh", LeftOut(NO_CODE)),
    ("workspace/semanticTokens/refresh", Spoken("", "after a change on disk")),
    ("workspace/symbol", Spoken("/workspaceSymbolProvider", "articles, actors and claims")),
    ("workspace/textDocumentContent", LeftOut("every text is a file")),
    ("workspace/textDocumentContent/refresh", LeftOut("every text is a file")),
    ("workspace/willCreateFiles", LeftOut("a new file changes no other")),
    ("workspace/willDeleteFiles", LeftOut("a citation of a deleted article stays, and is reported")),
    (
        "workspace/willRenameFiles",
        Spoken("/workspace/fileOperations/willRename", "citations, links and descriptions follow a file that moves"),
    ),
    ("workspace/workspaceFolders", LeftOut("`initialize` and the notification tell")),
    ("workspaceSymbol/resolve", LeftOut(AT_HAND)),
];

/// The table as Markdown.
pub fn table() -> String {
    let mut page = String::from(
        "# The protocol\n\nWhich methods of the Language Server Protocol ibid speaks, made from `src/lsp/coverage.rs`.\n\n\
         | method | | |\n|---|---|---|\n",
    );
    for (method, coverage) in METHODS {
        let (mark, text) = match coverage {
            Spoken(_, what) => ("yes", what),
            LeftOut(why) => ("–", why),
        };
        page.push_str(&format!("| `{method}` | {mark} | {text} |\n"));
    }
    page.push_str(COMMANDS);
    page
}

/// The commands that go over the wire, for who writes a plugin.
const COMMANDS: &str = "
## Commands

| command | whose | arguments | |
|---|---|---|---|
| `ibid.showReferences` | the editor's | document (URI), position, locations | what a lens does: lists the places; in VS Code by way of `editor.action.showReferences` |
| `ibid.show` | the server's | location | asks the editor to show the place (`window/showDocument`); offered to editors that do |

A plugin registers `ibid.showReferences`; without one a lens still says what it counts.
";
