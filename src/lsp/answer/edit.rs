//! Edits of files, as the client takes them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::ls_types as lsp;

use crate::check::FileEdit;
use crate::lsp::{View, uri};

/// Edits with the version of each document where the client checks it; none when a file's text is not known,
/// because half a change is worse than none. Settings that are not there yet are made, where the client can.
pub(super) fn workspace_edit(view: &View, edits: &[FileEdit]) -> Option<lsp::WorkspaceEdit> {
    let settings = view.settings();
    if edits.iter().any(|edit| *edit.path == settings) && view.text(&settings).is_none() {
        return edit_of_new(view, edits, &settings);
    }
    if view.client.document_changes {
        let documents = documents(view, edits)?;
        let document_changes = Some(lsp::DocumentChanges::Edits(documents));
        return Some(lsp::WorkspaceEdit { document_changes, ..lsp::WorkspaceEdit::default() });
    }
    let changes: Option<HashMap<_, _>> =
        by_path(view, edits)?.into_iter().map(|(path, edits)| Some((uri::from_path(path)?, edits))).collect();
    Some(lsp::WorkspaceEdit { changes: Some(changes?), ..lsp::WorkspaceEdit::default() })
}

/// Makes a file, which no other may have made meanwhile, and edits it and others.
fn edit_of_new(view: &View, edits: &[FileEdit], new: &Path) -> Option<lsp::WorkspaceEdit> {
    if !view.client.makes_files {
        return None;
    }
    let (inside, others): (Vec<_>, Vec<_>) = edits.iter().cloned().partition(|edit| *edit.path == *new);
    let uri = uri::from_path(new)?;
    let mut operations = vec![lsp::DocumentChangeOperation::Op(lsp::ResourceOp::Create(lsp::CreateFile {
        uri: uri.clone(),
        options: Some(lsp::CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(false) }),
        annotation_id: None,
    }))];
    // An empty file has one place.
    let text = |edit: FileEdit| lsp::OneOf::Left(lsp::TextEdit::new(lsp::Range::default(), edit.new_text));
    operations.push(lsp::DocumentChangeOperation::Edit(lsp::TextDocumentEdit {
        text_document: lsp::OptionalVersionedTextDocumentIdentifier { uri, version: None },
        edits: inside.into_iter().map(text).collect(),
    }));
    operations.extend(documents(view, &others)?.into_iter().map(lsp::DocumentChangeOperation::Edit));
    let document_changes = Some(lsp::DocumentChanges::Operations(operations));
    Some(lsp::WorkspaceEdit { document_changes, ..lsp::WorkspaceEdit::default() })
}

/// Edits, and then a file that gets another path, which must be free; none when the client cannot do that.
pub(super) fn edit_and_move(
    view: &View,
    edits: &[FileEdit],
    (old, new): &(Arc<Path>, PathBuf),
) -> Option<lsp::WorkspaceEdit> {
    if !view.client.renames_files {
        return None;
    }
    let operation = |edit| lsp::DocumentChangeOperation::Edit(edit);
    let mut operations: Vec<_> = documents(view, edits)?.into_iter().map(operation).collect();
    operations.push(lsp::DocumentChangeOperation::Op(lsp::ResourceOp::Rename(lsp::RenameFile {
        old_uri: uri::from_path(old)?,
        new_uri: uri::from_path(new)?,
        options: Some(lsp::RenameFileOptions { overwrite: Some(false), ignore_if_exists: Some(false) }),
        annotation_id: None,
    })));
    let document_changes = Some(lsp::DocumentChanges::Operations(operations));
    Some(lsp::WorkspaceEdit { document_changes, ..lsp::WorkspaceEdit::default() })
}

/// Two edits as one. A file that both change lies in two folders, one inside the other, and is changed once.
pub fn joined(mut one: lsp::WorkspaceEdit, other: lsp::WorkspaceEdit) -> lsp::WorkspaceEdit {
    for (uri, edits) in other.changes.into_iter().flatten() {
        one.changes.get_or_insert_default().entry(uri).or_insert(edits);
    }
    if let Some(lsp::DocumentChanges::Edits(edits)) = other.document_changes {
        match &mut one.document_changes {
            Some(lsp::DocumentChanges::Edits(all)) => {
                let known: HashSet<_> = all.iter().map(|edit| edit.text_document.uri.clone()).collect();
                all.extend(edits.into_iter().filter(|edit| !known.contains(&edit.text_document.uri)));
            }
            all => *all = Some(lsp::DocumentChanges::Edits(edits)),
        }
    }
    one
}

fn by_path<'e>(view: &View, edits: &'e [FileEdit]) -> Option<BTreeMap<&'e Arc<Path>, Vec<lsp::TextEdit>>> {
    let mut by_path: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for edit in edits {
        let range = view.range(&view.text(&edit.path)?, edit.span);
        by_path.entry(&edit.path).or_default().push(lsp::TextEdit::new(range, edit.new_text.clone()));
    }
    Some(by_path)
}

fn documents(view: &View, edits: &[FileEdit]) -> Option<Vec<lsp::TextDocumentEdit>> {
    let documents = by_path(view, edits)?.into_iter().map(|(path, edits)| {
        let uri = uri::from_path(path)?;
        let text_document = lsp::OptionalVersionedTextDocumentIdentifier { uri, version: view.version(path) };
        let edits = edits.into_iter().map(lsp::OneOf::Left).collect();
        Some(lsp::TextDocumentEdit { text_document, edits })
    });
    documents.collect()
}
