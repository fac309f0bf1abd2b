use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::check::{self, Finding};
use crate::world::{Kind, Revision, Snapshot};

/// The findings of a folder's open documents, for as long as nothing changes: diagnostics, the menu of fixes and
/// the fix that is chosen ask one after the other.
#[derive(Debug, Default)]
pub struct Findings(Mutex<HashMap<Arc<Path>, Known>>);

/// What was found, and in which state of the world.
type Known = (Revision, Arc<Vec<Finding>>);

impl Findings {
    /// The findings of a note, a file of cards or an open article; none for what is none of them, or is out of
    /// step with the editor. The snapshot is one of this folder.
    pub fn of(&self, snapshot: &Snapshot, path: &Path) -> Option<Arc<Vec<Finding>>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
        if let Some((_, findings)) = known.filter(|(revision, _)| *revision == snapshot.revision) {
            return Some(findings);
        }
        // Worked out without the lock; two who ask at once both work.
        let findings = Arc::new(found(snapshot, path)?);
        if let Some((path, _)) = snapshot.open.get_key_value(path) {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            all.retain(|path, _| snapshot.open.contains_key(path));
            all.insert(Arc::clone(path), (snapshot.revision, Arc::clone(&findings)));
        }
        Some(findings)
    }
}

fn found(snapshot: &Snapshot, path: &Path) -> Option<Vec<Finding>> {
    match snapshot.open.get(path) {
        Some(document) if document.desynced => None,
        Some(document) => match document.kind {
            Kind::Note => Some(check::findings(snapshot, snapshot.notes.get(path)?)),
            Kind::Article => Some(check::findings_of_article(snapshot, document.article.as_ref()?)),
            Kind::Card => Some(check::findings_of_card(snapshot, snapshot.cards.file(path)?)),
            Kind::Other => None,
        },
        None => match snapshot.cards.file(path) {
            Some(file) => Some(check::findings_of_card(snapshot, file)),
            None => Some(check::findings(snapshot, snapshot.notes.get(path)?)),
        },
    }
}
