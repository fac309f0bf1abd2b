use serde::{Deserialize, Serialize};
use tower_lsp::ls_types as lsp;

use crate::check::Finding;
use crate::ide::{self, Action, ActionKind};
use crate::lsp::{View, uri};
use crate::text::{Span, Text};

use super::diagnostics::diagnostic;
use super::edit::workspace_edit;
use super::execute_command::SHOW;

/// `source.fixAll.ibid`.
pub const FIX_ALL: &str = "source.fixAll.ibid";
/// The way to a passage is neither a fix nor a refactoring.
pub const SHOW_KIND: &str = "ibid.show";

/// What comes back with `codeAction/resolve`: which words of which document the action was offered for.
#[derive(Serialize, Deserialize)]
struct Unresolved {
    uri: lsp::Uri,
    start: usize,
    end: usize,
}

/// `textDocument/codeAction`. For a client that asks again, an edit is worked out when its action is chosen.
pub fn code_actions(view: &View, params: &lsp::CodeActionParams) -> Option<lsp::CodeActionResponse> {
    if !view.client.code_action_literals {
        return None; // such a client takes commands only, and we have none without a place to go to
    }
    let document = &params.text_document.uri;
    let path = uri::to_path(document);
    let text = view.text(&path)?;
    let findings = view.findings(&path)?;
    let span = view.span(&text, params.range);
    let actions = ide::actions(&view.snapshot, &path, span, &findings);
    let asked = |action: &Action| match &params.context.only {
        Some(kinds) => kinds.iter().any(|kind| covers(kind, &self::kind(action))),
        // An edit that touches the whole document is offered only to who asks for it.
        None => action.kind != ActionKind::FixAll,
    };
    let offered = actions.iter().filter(|action| asked(action)).filter_map(|action| {
        let offered = lsp::CodeAction {
            title: action.title.clone(),
            kind: Some(kind(action)),
            diagnostics: answered(view, &text, &findings, action),
            is_preferred: (view.client.preferred_actions && action.preferred).then_some(true),
            ..lsp::CodeAction::default()
        };
        if action.kind == ActionKind::Show {
            return shown(view, action, offered);
        }
        if view.client.resolves_fixes {
            let data = Unresolved { uri: document.clone(), start: span.start(), end: span.end() };
            return Some(lsp::CodeAction { data: serde_json::to_value(data).ok(), ..offered });
        }
        Some(lsp::CodeAction { edit: Some(workspace_edit(view, &action.edits)?), ..offered })
    });
    Some(offered.map(lsp::CodeActionOrCommand::CodeAction).collect())
}

/// `codeAction/resolve`: the edit. None when the document is no longer what it was when the action was offered.
pub fn code_action_resolve(view: &View, action: &lsp::CodeAction) -> Option<lsp::CodeAction> {
    let Some(data) = action.data.clone() else { return Some(action.clone()) };
    let about: Unresolved = serde_json::from_value(data).ok()?;
    let path = uri::to_path(&about.uri);
    let (findings, span) = (view.findings(&path)?, Span::new(about.start, about.end));
    let actions = ide::actions(&view.snapshot, &path, span, &findings);
    let text = view.text(&path)?;
    // What is said of a finding may change while articles are still being read; what it is about does not.
    let meant = |diagnostics: Option<Vec<lsp::Diagnostic>>| {
        diagnostics.unwrap_or_default().into_iter().map(|found| (found.code, found.range)).collect::<Vec<_>>()
    };
    let same = |offered: &&Action| {
        let same = offered.title == action.title && Some(kind(offered)) == action.kind;
        same && meant(answered(view, &text, &findings, offered)) == meant(action.diagnostics.clone())
    };
    let edit = workspace_edit(view, &actions.iter().find(same)?.edits)?;
    Some(lsp::CodeAction { edit: Some(edit), ..action.clone() })
}

/// The diagnostic that an action answers.
fn answered(view: &View, text: &Text, findings: &[Finding], action: &Action) -> Option<Vec<lsp::Diagnostic>> {
    let finding = findings.get(action.finding?)?;
    diagnostic(view, text, finding).map(|found| vec![found])
}

/// The way to a passage, for a client that shows documents when it is asked to.
fn shown(view: &View, action: &Action, offered: lsp::CodeAction) -> Option<lsp::CodeAction> {
    let place = action.place.as_ref().filter(|_| view.client.shows_documents)?;
    let place = serde_json::to_value(view.location(&place.path, place.span)?).ok()?;
    let command = lsp::Command { title: action.title.clone(), command: SHOW.to_owned(), arguments: Some(vec![place]) };
    Some(lsp::CodeAction { command: Some(command), ..offered })
}

fn kind(action: &Action) -> lsp::CodeActionKind {
    match action.kind {
        ActionKind::QuickFix => lsp::CodeActionKind::QUICKFIX,
        ActionKind::FixAll => FIX_ALL.into(),
        ActionKind::Show => SHOW_KIND.into(),
    }
}

/// Whether a kind that was asked for is this kind or stands above it (`source` above `source.fixAll`).
fn covers(asked: &lsp::CodeActionKind, kind: &lsp::CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(asked.as_str());
    asked == &lsp::CodeActionKind::EMPTY || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
