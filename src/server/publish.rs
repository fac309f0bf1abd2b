//! Pushed diagnostics: debounced for each document, never of a version that is past, never beside pulled ones.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::Instant;
use tower_lsp::ls_types as lsp;

use crate::lsp::answer::{Diagnosed, diagnose};

use super::session::Session;
use super::tasks;

/// How long a document must be at rest before it is checked.
pub(super) const DEBOUNCE: Duration = Duration::from_millis(50);
/// A document that is never at rest is checked this often.
const AT_LEAST: Duration = Duration::from_millis(400);
/// Who has not typed for so long has paused.
const PAUSE: Duration = Duration::from_millis(1500);

/// What makes diagnostics stale.
#[derive(Debug)]
pub(super) enum Stale {
    /// The document was opened or edited.
    Edited(Arc<Path>),
    /// The caret left what was being typed.
    Caret(Arc<Path>),
    Closed(Arc<Path>, lsp::Uri),
    /// Sources, settings or other notes changed.
    Everything,
    /// These are the diagnostics of a file that is no document of ours, such as the settings.
    Other(lsp::Uri, Vec<lsp::Diagnostic>),
    /// These are all files of a folder that cannot be read as they should be.
    Unread(PathBuf, HashMap<lsp::Uri, Vec<lsp::Diagnostic>>),
    /// The same of a card that is not open.
    Card(lsp::Uri, Vec<lsp::Diagnostic>),
    /// The client asks for itself from now on: what was pushed is taken back.
    Pulled,
}

/// A document to be checked.
struct Due {
    at: Instant,
    /// The first edit that was not answered yet.
    since: Instant,
    /// An edit is always answered, so that the client knows which version was checked.
    edited: bool,
    paused: bool,
}

struct Publisher {
    session: Weak<Session>,
    due: HashMap<Arc<Path>, Due>,
    said: HashMap<Arc<Path>, Diagnosed>,
    others: HashMap<lsp::Uri, Vec<lsp::Diagnostic>>,
    unread: HashMap<PathBuf, HashMap<lsp::Uri, Vec<lsp::Diagnostic>>>,
    cards: HashSet<lsp::Uri>,
}

/// Publishes until the session is dropped.
pub(super) async fn run(session: Weak<Session>, mut stale: mpsc::UnboundedReceiver<Stale>) {
    let mut publisher = Publisher {
        session,
        due: HashMap::new(),
        said: HashMap::new(),
        others: HashMap::new(),
        unread: HashMap::new(),
        cards: HashSet::new(),
    };
    loop {
        let next = publisher.due.values().map(|due| due.at).min();
        let received = match next {
            Some(at) => tokio::time::timeout_at(at, stale.recv()).await,
            None => Ok(stale.recv().await),
        };
        match received {
            Ok(Some(stale)) => publisher.take(stale).await,
            Ok(None) => return,
            Err(_elapsed) => publisher.publish_due().await,
        }
    }
}

impl Publisher {
    async fn take(&mut self, stale: Stale) {
        let Some(session) = self.session.upgrade() else { return };
        match stale {
            Stale::Edited(path) => self.schedule(path, DEBOUNCE, true),
            Stale::Caret(path) => self.schedule(path, DEBOUNCE, false),
            Stale::Closed(path, uri) => {
                self.due.remove(&path);
                if self.said.remove(&path).is_some() {
                    session.client.publish_diagnostics(uri, Vec::new(), None).await;
                }
            }
            Stale::Everything => {
                for path in session.documents() {
                    self.schedule(path, DEBOUNCE, false);
                }
            }
            Stale::Other(uri, items) => {
                if !items.is_empty() || self.others.contains_key(&uri) {
                    self.others.insert(uri.clone(), items);
                    self.publish_file(&session, uri).await;
                }
            }
            Stale::Unread(root, unread) => {
                let before = self.unread.insert(root, unread.clone()).unwrap_or_default();
                let mut changed: Vec<lsp::Uri> = Vec::new();
                changed.extend(before.keys().filter(|uri| !unread.contains_key(*uri)).cloned());
                changed.extend(
                    unread.iter().filter(|(uri, items)| before.get(*uri) != Some(*items)).map(|(uri, _)| uri.clone()),
                );
                for uri in changed {
                    self.publish_file(&session, uri).await;
                }
            }
            Stale::Card(uri, items) => {
                if !items.is_empty() || self.cards.contains(&uri) {
                    self.cards.insert(uri.clone());
                    session.client.publish_diagnostics(uri, items, None).await;
                }
            }
            Stale::Pulled => {
                self.due.clear();
                for uri in self.cards.drain() {
                    session.client.publish_diagnostics(uri, Vec::new(), None).await;
                }
                for (path, said) in self.said.drain().filter(|(_, said)| !said.items.is_empty()) {
                    if let Some(uri) = session.uri(&path) {
                        session.client.publish_diagnostics(uri, Vec::new(), said.version).await;
                    }
                }
            }
        }
    }

    /// All that is said of a file that is no document of ours.
    async fn publish_file(&self, session: &Session, uri: lsp::Uri) {
        let unread = self.unread.values().filter_map(|unread| unread.get(&uri));
        let items = self.others.get(&uri).into_iter().chain(unread).flatten().cloned().collect();
        session.client.publish_diagnostics(uri, items, None).await;
    }

    fn schedule(&mut self, path: Arc<Path>, wait: Duration, edited: bool) {
        let now = Instant::now();
        let due = self.due.entry(path).or_insert(Due { at: now, since: now, edited: false, paused: false });
        due.at = (now + wait).min(due.since + AT_LEAST);
        due.edited |= edited;
        due.paused = false;
    }

    async fn publish_due(&mut self) {
        let now = Instant::now();
        let due = self.due.iter().filter(|(_, due)| due.at <= now).min_by_key(|(_, due)| due.at);
        let Some(path) = due.map(|(path, _)| Arc::clone(path)) else { return };
        let Some(due) = self.due.remove(&path) else { return };
        let Some(session) = self.session.upgrade() else { return };
        let folder = session.folder_of(&path);
        // Loading ends with `Everything`.
        if session.is_pulled() || !folder.is_loaded() {
            return;
        }
        let Some(uri) = session.uri(&path) else { return };
        let view = session.view(&folder);
        let job = {
            let (view, path) = (view, Arc::clone(&path));
            move |_: &_| diagnose(&view, &path, due.paused)
        };
        let Ok(diagnosed) = tasks::run(job).await else { return };
        let open = folder.snapshot().open.get(&path).map(|document| document.version);
        if open.is_none() || open != diagnosed.version {
            return; // closed, or edited meanwhile: the edit has its own turn
        }
        if diagnosed.held {
            let at = Instant::now() + PAUSE;
            self.due.entry(Arc::clone(&path)).or_insert(Due { at, since: at, edited: false, paused: true });
        }
        let said = self.said.get(&path);
        if due.edited || said != Some(&diagnosed) {
            session.client.publish_diagnostics(uri, diagnosed.items.clone(), diagnosed.version).await;
            self.said.insert(path, diagnosed);
        }
    }
}
