use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use tower_lsp::ls_types as lsp;

use crate::check::FileEdit;
use crate::ide::{self, Action, ActionKind};
use crate::lsp::{View, uri};

use super::diagnostics::{diagnostic, findings};

/// `source.fixAll.ibid`.
const FIX_ALL: &str = "source.fixAll.ibid";

/// `textDocument/codeAction`. Edits carry the document's version where the client checks it.
pub fn code_actions(view: &View, params: &lsp::CodeActionParams) -> Option<lsp::CodeActionResponse> {
    if !view.client.code_action_literals {
        return None; // such a client takes commands only, and we have none
    }
    let path = uri::to_path(&params.text_document.uri);
    let text = view.text(&path)?;
    let findings = findings(view, &path)?;
    let actions = ide::actions(&view.snapshot, &path, view.span(&text, params.range), &findings);
    let asked = |action: &Action| match &params.context.only {
        Some(kinds) => kinds.iter().any(|kind| covers(kind, &self::kind(action))),
        // An edit that touches the whole document is offered only to who asks for it.
        None => action.kind != ActionKind::FixAll,
    };
    let offered = actions.iter().filter(|action| asked(action)).filter_map(|action| {
        let answered = action.finding.and_then(|ix| findings.get(ix));
        Some(lsp::CodeActionOrCommand::CodeAction(lsp::CodeAction {
            title: action.title.clone(),
            kind: Some(kind(action)),
            diagnostics: answered.and_then(|finding| diagnostic(view, &text, finding)).map(|found| vec![found]),
            edit: Some(workspace_edit(view, &action.edits)?),
            is_preferred: (view.client.preferred_actions && action.preferred).then_some(true),
            ..lsp::CodeAction::default()
        }))
    });
    Some(offered.collect())
}

fn kind(action: &Action) -> lsp::CodeActionKind {
    match action.kind {
        ActionKind::QuickFix => lsp::CodeActionKind::QUICKFIX,
        ActionKind::FixAll => FIX_ALL.into(),
    }
}

/// Whether a kind that was asked for is this kind or stands above it (`source` above `source.fixAll`).
fn covers(asked: &lsp::CodeActionKind, kind: &lsp::CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(asked.as_str());
    asked == &lsp::CodeActionKind::EMPTY || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Edits of files as the client takes them; none when a file's text is not known, because half a change is
/// worse than none.
pub(super) fn workspace_edit(view: &View, edits: &[FileEdit]) -> Option<lsp::WorkspaceEdit> {
    let mut by_path: BTreeMap<&Arc<Path>, Vec<lsp::TextEdit>> = BTreeMap::new();
    for edit in edits {
        let range = view.range(&view.text(&edit.path)?, edit.span);
        by_path.entry(&edit.path).or_default().push(lsp::TextEdit::new(range, edit.new_text.clone()));
    }
    if !view.client.document_changes {
        let changes: Option<HashMap<_, _>> =
            by_path.into_iter().map(|(path, edits)| Some((uri::from_path(path)?, edits))).collect();
        return Some(lsp::WorkspaceEdit { changes: Some(changes?), ..lsp::WorkspaceEdit::default() });
    }
    let documents = by_path.into_iter().map(|(path, edits)| {
        let uri = uri::from_path(path)?;
        let text_document = lsp::OptionalVersionedTextDocumentIdentifier { uri, version: view.version(path) };
        let edits = edits.into_iter().map(lsp::OneOf::Left).collect();
        Some(lsp::TextDocumentEdit { text_document, edits })
    });
    let documents: Option<Vec<_>> = documents.collect();
    Some(lsp::WorkspaceEdit {
        document_changes: Some(lsp::DocumentChanges::Edits(documents?)),
        ..lsp::WorkspaceEdit::default()
    })
}
