//! Pulled diagnostics: of one document, and of every note and card of every folder.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

use crate::ide;
use crate::lsp::answer::{Diagnosed, diagnose};
use crate::lsp::{View, uri};

use super::session::Session;
use super::tasks::{self, Cancel};

/// With an article's diagnostics come those of at most so many notes.
const RELATED: usize = 20;
/// How long after a change the whole workspace is looked at again, for a client that waits.
const REST: Duration = Duration::from_millis(300);

/// `textDocument/diagnostic`. Waits until the sources have been read: before, an unknown key says nothing.
pub(super) async fn document(
    session: &Arc<Session>,
    params: DocumentDiagnosticParams,
) -> Result<DocumentDiagnosticReportResult> {
    let path = uri::to_path(&params.text_document.uri);
    let folder = session.folder_of(&path);
    folder.loaded().await;
    let view = session.view(&folder);
    let (diagnosed, related) = tasks::run(move |cancel| {
        let related = if view.client.related_documents { related(&view, &path, cancel) } else { None };
        (diagnose(&view, &path, true), related)
    })
    .await?;
    let id = result_id(&diagnosed);
    let report = if params.previous_result_id.as_ref() == Some(&id) {
        DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: related,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: id },
        })
    } else {
        DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents: related,
            full_document_diagnostic_report: FullDocumentDiagnosticReport {
                result_id: Some(id),
                items: diagnosed.items,
            },
        })
    };
    Ok(DocumentDiagnosticReportResult::Report(report))
}

/// The notes that cite an open article, the open ones first: what is said of them changes with it.
fn related(view: &View, article: &Path, cancel: &Cancel) -> Option<HashMap<Uri, DocumentDiagnosticReportKind>> {
    let mut notes = ide::citing_notes(&view.snapshot, article);
    notes.sort_by_key(|note| !view.snapshot.open.contains_key(note));
    let report = |note: Arc<Path>| {
        let diagnosed = diagnose(view, &note, true);
        let report = FullDocumentDiagnosticReport { result_id: Some(result_id(&diagnosed)), items: diagnosed.items };
        Some((uri::from_path(&note)?, DocumentDiagnosticReportKind::Full(report)))
    };
    let reports: HashMap<_, _> =
        notes.into_iter().take(RELATED).take_while(|_| !cancel.is_set()).filter_map(report).collect();
    (!reports.is_empty()).then_some(reports)
}

/// `workspace/diagnostic`. A client asks again as soon as it has its answer, so an answer in which nothing is
/// new waits until something changes.
pub(super) async fn workspace(
    session: &Arc<Session>,
    params: WorkspaceDiagnosticParams,
) -> Result<WorkspaceDiagnosticReportResult> {
    let known: HashMap<Uri, String> = params.previous_result_ids.into_iter().map(|id| (id.uri, id.value)).collect();
    let known = Arc::new(known);
    let mut changes = session.changes.subscribe();
    loop {
        changes.mark_unchanged();
        for folder in session.folders() {
            folder.loaded().await;
        }
        let (views, known_then) = (views(session), Arc::clone(&known));
        let (items, news) = tasks::run(move |cancel| reports(&views, &known_then, cancel)).await?;
        if news || known.is_empty() {
            return Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items }));
        }
        if changes.changed().await.is_err() {
            return Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items }));
        }
        tokio::time::sleep(REST).await;
    }
}

fn views(session: &Session) -> Vec<View> {
    session.folders().iter().map(|folder| session.view(folder)).collect()
}

/// A report for every note and card, and whether any differs from what the client knows.
fn reports(
    views: &[View],
    known: &HashMap<Uri, String>,
    cancel: &Cancel,
) -> (Vec<WorkspaceDocumentDiagnosticReport>, bool) {
    let mut reports = Vec::new();
    let mut news = false;
    for view in views {
        let notes = view.snapshot.notes.values().map(|note| &note.path);
        for path in notes.chain(view.snapshot.cards.files().iter().map(|file| &file.path)) {
            if cancel.is_set() {
                return (reports, true);
            }
            let Some(uri) = uri::from_path(path) else { continue };
            let diagnosed = diagnose(view, path, true);
            let version = diagnosed.version.map(i64::from);
            let id = result_id(&diagnosed);
            if known.get(&uri) == Some(&id) {
                let report = UnchangedDocumentDiagnosticReport { result_id: id };
                reports.push(WorkspaceDocumentDiagnosticReport::Unchanged(
                    WorkspaceUnchangedDocumentDiagnosticReport {
                        uri,
                        version,
                        unchanged_document_diagnostic_report: report,
                    },
                ));
            } else {
                news = true;
                let report = FullDocumentDiagnosticReport { result_id: Some(id), items: diagnosed.items };
                reports.push(WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
                    uri,
                    version,
                    full_document_diagnostic_report: report,
                }));
            }
        }
    }
    let gone = known.keys().filter(|uri| {
        let path = uri::to_path(uri);
        !views.iter().any(|view| view.snapshot.notes.get(&path).is_some() || view.snapshot.cards.file(&path).is_some())
    });
    for uri in gone {
        news = true;
        reports.push(WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
            uri: uri.clone(),
            version: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport::default(),
        }));
    }
    (reports, news)
}

/// Names what was said: the same diagnostics have the same id.
fn result_id(diagnosed: &Diagnosed) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(&diagnosed.items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
