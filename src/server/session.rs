//! One client: its folders, its open documents, its settings.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use tokio::sync::mpsc;
use tower_lsp::Client;
use tower_lsp::ls_types as lsp;

use crate::config::Problem;
use crate::corpus::Progress;
use crate::lsp::client::Abilities;
use crate::lsp::settings::Settings;
use crate::lsp::{View, position};
use crate::text::Text;
use crate::world::{Change, TextChange};

use super::folder::{Folder, Listener, SETTINGS};
use super::log;
use super::progress::{self, Loading};
use super::publish::{self, Stale};
use super::tasks::locked;

/// How long a client may take to answer what we ask; then we do without.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// One client.
pub(super) struct Session {
    pub(super) client: Client,
    abilities: OnceLock<Arc<Abilities>>,
    folders: Mutex<Vec<Arc<Folder>>>,
    /// For documents while there is no folder at all.
    nowhere: Arc<Folder>,
    settings: Mutex<Settings>,
    /// The open documents, as the client calls them.
    uris: Mutex<HashMap<Arc<Path>, lsp::Uri>>,
    stale: mpsc::UnboundedSender<Stale>,
    voice: Arc<Voice>,
    pulled: Arc<AtomicBool>,
    /// The semantic tokens last sent for a document, by their id.
    tokens: Mutex<HashMap<Arc<Path>, SentTokens>>,
    started: AtomicBool,
    /// Counts what may have made an answer stale, for who waits for that.
    pub(super) changes: Arc<tokio::sync::watch::Sender<u64>>,
}

/// The id of an answer, and its tokens.
type SentTokens = (String, Vec<lsp::SemanticToken>);

/// Passes on what a folder's thread tells.
struct Voice {
    stale: mpsc::UnboundedSender<Stale>,
    loading: mpsc::UnboundedSender<Loading>,
    changes: Arc<tokio::sync::watch::Sender<u64>>,
    abilities: OnceLock<Arc<Abilities>>,
    pulled: Arc<AtomicBool>,
    client: Client,
    runtime: tokio::runtime::Handle,
}

impl Session {
    /// A session with its publishing and progress tasks; must be called inside the runtime.
    pub(super) fn new(client: Client) -> Arc<Self> {
        let (stale, staleness) = mpsc::unbounded_channel();
        let (loading, loadings) = mpsc::unbounded_channel();
        let changes = Arc::new(tokio::sync::watch::Sender::new(0));
        let pulled = Arc::new(AtomicBool::new(false));
        let voice = Arc::new(Voice {
            stale: stale.clone(),
            loading,
            changes: Arc::clone(&changes),
            abilities: OnceLock::new(),
            pulled: Arc::clone(&pulled),
            client: client.clone(),
            runtime: tokio::runtime::Handle::current(),
        });
        let session = Arc::new(Self {
            client,
            abilities: OnceLock::new(),
            folders: Mutex::default(),
            nowhere: Folder::nowhere(),
            settings: Mutex::default(),
            uris: Mutex::default(),
            stale,
            voice,
            pulled,
            tokens: Mutex::default(),
            started: AtomicBool::new(false),
            changes,
        });
        tokio::spawn(publish::run(Arc::downgrade(&session), staleness));
        tokio::spawn(progress::run(Arc::downgrade(&session), loadings));
        session
    }

    /// Takes in `initialize`.
    pub(super) fn initialize(&self, params: &lsp::InitializeParams, abilities: Abilities) {
        let abilities = Arc::new(abilities);
        let _ = self.abilities.set(Arc::clone(&abilities));
        let _ = self.voice.abilities.set(abilities);
        let (settings, problems) = Settings::parse(params.initialization_options.as_ref().unwrap_or_default());
        self.complain(&problems);
        *locked(&self.settings) = settings;
        let roots = super::roots::of(params);
        *locked(&self.folders) = roots.into_iter().map(Folder::at).collect();
    }

    /// Begins to read the folders.
    pub(super) fn start(&self) {
        self.started.store(true, Ordering::Relaxed);
        for folder in self.folders() {
            self.start_folder(&folder);
        }
    }

    fn start_folder(&self, folder: &Arc<Folder>) {
        match super::roots::refusal(&folder.root) {
            None => folder.start(locked(&self.settings).clone(), Arc::clone(&self.voice) as Arc<dyn Listener>),
            Some(reason) => {
                folder.give_up();
                self.show(lsp::MessageType::WARNING, reason);
            }
        }
    }

    pub(super) fn abilities(&self) -> Arc<Abilities> {
        self.abilities.get().cloned().unwrap_or_default()
    }

    pub(super) fn folders(&self) -> Vec<Arc<Folder>> {
        locked(&self.folders).clone()
    }

    /// The folder a document belongs to: the innermost that holds it, else the first, so that an untitled note
    /// finds its sources.
    pub(super) fn folder_of(&self, path: &Path) -> Arc<Folder> {
        let folders = locked(&self.folders);
        let inside = folders.iter().filter(|folder| path.starts_with(&folder.root));
        let innermost = inside.max_by_key(|folder| folder.root.as_os_str().len());
        Arc::clone(innermost.or(folders.first()).unwrap_or(&self.nowhere))
    }

    /// What a request about a document of this folder is answered from.
    pub(super) fn view(&self, folder: &Folder) -> View {
        View { snapshot: folder.snapshot(), client: self.abilities() }
    }

    /// The open documents.
    pub(super) fn documents(&self) -> Vec<Arc<Path>> {
        locked(&self.uris).keys().cloned().collect()
    }

    /// What the client calls an open document.
    pub(super) fn uri(&self, path: &Path) -> Option<lsp::Uri> {
        locked(&self.uris).get(path).cloned()
    }

    pub(super) fn open(&self, path: Arc<Path>, document: lsp::TextDocumentItem) {
        self.adopt(&path);
        locked(&self.uris).insert(Arc::clone(&path), document.uri);
        let folder = self.folder_of(&path);
        let ending = path.extension().is_some_and(|ending| ending == "md" || ending == "markdown");
        let kind = folder.kind(&path, ending || document.language_id == "markdown");
        let (version, text) = (document.version, document.text);
        folder.change(Change::Open { path: Arc::clone(&path), version, text, kind });
        self.edited(path);
    }

    pub(super) fn edit(&self, path: Arc<Path>, version: i32, changes: Vec<lsp::TextDocumentContentChangeEvent>) {
        let encoding = self.abilities().encoding;
        let from = position::from_position;
        let changes = changes.into_iter().map(|change| TextChange {
            range: change.range.map(|range| (from(range.start), from(range.end))),
            encoding,
            new_text: change.text,
        });
        let folder = self.folder_of(&path);
        let synced = |folder: &Folder| folder.snapshot().open.get(&path).map(|document| !document.desynced);
        let before = synced(&folder);
        folder.change(Change::Edit { path: Arc::clone(&path), version, changes: changes.collect() });
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        match (before, synced(&folder)) {
            (None, _) => log::warning(format_args!("{name} was changed but never opened")),
            (Some(true), Some(false)) => self.show(
                lsp::MessageType::WARNING,
                format!("ibid lost track of {name}: its changes came out of order. Close it and open it again."),
            ),
            _ => {}
        }
        self.edited(path);
    }

    pub(super) fn close(&self, path: Arc<Path>) {
        let Some(uri) = locked(&self.uris).remove(&path) else { return };
        locked(&self.tokens).remove(&path);
        self.folder_of(&path).change(Change::Close(Arc::clone(&path)));
        let _ = self.stale.send(Stale::Closed(path, uri));
        self.elsewhere();
    }

    /// The caret was seen in a document.
    pub(super) fn caret(&self, path: &Arc<Path>, position: Option<lsp::Position>) {
        let folder = self.folder_of(path);
        let snapshot = folder.snapshot();
        let Some(document) = snapshot.open.get(path) else { return };
        let encoding = self.abilities().encoding;
        let caret = position.map(|at| position::offset(&document.text, at, encoding));
        if document.caret.is_some() && document.caret != caret {
            folder.change(Change::Caret(Arc::clone(path), caret));
            let _ = self.stale.send(Stale::Caret(Arc::clone(path)));
        }
    }

    fn edited(&self, path: Arc<Path>) {
        let article =
            self.folder_of(&path).snapshot().open.get(&path).is_some_and(|document| document.article.is_some());
        let _ = self.stale.send(Stale::Edited(path));
        if article {
            self.elsewhere();
        }
        self.changes.send_modify(|count| *count += 1);
    }

    /// What was said of other documents may be stale.
    fn elsewhere(&self) {
        let _ = self.stale.send(Stale::Everything);
        self.changes.send_modify(|count| *count += 1);
    }

    /// Whether the client asks for diagnostics itself. It does once it has: not all that say so do.
    pub(super) fn is_pulled(&self) -> bool {
        self.pulled.load(Ordering::Relaxed)
    }

    pub(super) fn pull(&self) {
        if !self.pulled.swap(true, Ordering::Relaxed) {
            let _ = self.stale.send(Stale::Pulled);
        }
    }

    /// Keeps the tokens that are sent, so that the next answer may be an edit of them.
    pub(super) fn remember_tokens(&self, path: Arc<Path>, data: Vec<lsp::SemanticToken>) -> lsp::SemanticTokens {
        let mut known = locked(&self.tokens);
        let number = known.get(&path).and_then(|(id, _)| id.parse::<u64>().ok()).unwrap_or(0) + 1;
        let id = number.to_string();
        known.insert(path, (id.clone(), data.clone()));
        lsp::SemanticTokens { result_id: Some(id), data }
    }

    /// The tokens that were sent under this id, if they are the last.
    pub(super) fn known_tokens(&self, path: &Path, id: &str) -> Option<Vec<lsp::SemanticToken>> {
        locked(&self.tokens).get(path).filter(|(known, _)| known == id).map(|(_, data)| data.clone())
    }

    /// New settings of the editor; read again only when they differ.
    pub(super) fn configure(&self, value: &serde_json::Value) {
        let (settings, problems) = Settings::parse(value);
        self.complain(&problems);
        let mut current = locked(&self.settings);
        if *current != settings {
            *current = settings.clone();
            drop(current);
            self.folders().iter().for_each(|folder| folder.reload(settings.clone()));
        }
    }

    /// Files changed on disk.
    pub(super) fn touched(&self, paths: &[PathBuf]) {
        for folder in self.folders() {
            let inside: Vec<PathBuf> = paths.iter().filter(|path| path.starts_with(&folder.root)).cloned().collect();
            if !inside.is_empty() {
                folder.touched(inside);
            }
        }
    }

    /// Folders were added to the workspace or taken out of it.
    pub(super) fn change_folders(&self, added: Vec<PathBuf>, removed: &[PathBuf]) {
        let mut folders = self.folders();
        let before = folders.clone();
        folders.retain(|folder| !removed.contains(&folder.root));
        for root in added {
            if !folders.iter().any(|folder| folder.root == root) {
                folders.push(Folder::at(root));
            }
        }
        self.set_folders(&before, folders);
    }

    /// Makes the folder with settings around a document ours when there is no other: a note that is opened
    /// alone still finds its sources.
    fn adopt(&self, path: &Path) {
        if !locked(&self.folders).is_empty() || !path.is_absolute() {
            return;
        }
        if let Some(root) = path.ancestors().skip(1).find(|folder| folder.join(SETTINGS).is_file()) {
            self.set_folders(&[], vec![Folder::at(root.to_owned())]);
        }
    }

    fn set_folders(&self, before: &[Arc<Folder>], after: Vec<Arc<Folder>>) {
        let holder = |path: &Path| {
            let folders = before.iter().chain([&self.nowhere]);
            folders
                .map(|folder| (folder, folder.snapshot()))
                .find_map(|(folder, snapshot)| Some((Arc::clone(folder), snapshot.open.get(path)?.clone())))
        };
        let held: Vec<_> = self.documents().into_iter().filter_map(|path| Some((holder(&path)?, path))).collect();
        *locked(&self.folders) = after.clone();
        for ((old, document), path) in held {
            let new = self.folder_of(&path);
            if !Arc::ptr_eq(&old, &new) {
                old.change(Change::Close(Arc::clone(&path)));
                let kind = new.kind(&path, document.kind == crate::world::Kind::Note);
                let (version, text) = (document.version, document.text.as_str().to_owned());
                new.change(Change::Open { path, version, text, kind });
            }
        }
        for folder in before.iter().filter(|folder| !after.iter().any(|kept| Arc::ptr_eq(kept, folder))) {
            folder.close();
        }
        if self.started.load(Ordering::Relaxed) {
            for folder in after.iter().filter(|folder| !before.iter().any(|kept| Arc::ptr_eq(kept, folder))) {
                self.start_folder(folder);
            }
        }
        self.elsewhere();
    }

    /// Tells the user, without waiting.
    pub(super) fn show(&self, kind: lsp::MessageType, message: String) {
        log::warning(format_args!("{message}"));
        let client = self.client.clone();
        tokio::spawn(async move { client.show_message(kind, message).await });
    }

    fn complain(&self, problems: &[String]) {
        if !problems.is_empty() {
            self.show(lsp::MessageType::WARNING, format!("Settings not used: {}.", problems.join("; ")));
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        locked(&self.folders).iter().for_each(|folder| folder.close());
    }
}

impl Listener for Voice {
    fn loading(&self, root: &Path, progress: Option<Progress>, done: bool) {
        let root = root.to_owned();
        let event = match progress {
            _ if done => Loading::Done(root),
            Some(progress) => Loading::At(root, progress),
            None => Loading::Began(root),
        };
        let _ = self.loading.send(event);
    }

    fn changed(&self, _root: &Path) {
        let _ = self.stale.send(Stale::Everything);
        self.changes.send_modify(|count| *count += 1);
        // What the client asked for may be stale, and only it can ask again.
        let Some(abilities) = self.abilities.get().cloned() else { return };
        let pulled = self.pulled.load(Ordering::Relaxed);
        let client = self.client.clone();
        self.runtime.spawn(async move {
            let refreshed = async {
                if abilities.refreshes_diagnostics && pulled {
                    let _ = client.workspace_diagnostic_refresh().await;
                }
                if abilities.refreshes_tokens {
                    let _ = client.semantic_tokens_refresh().await;
                }
                if abilities.refreshes_hints {
                    let _ = client.inlay_hint_refresh().await;
                }
                if abilities.refreshes_lenses {
                    let _ = client.code_lens_refresh().await;
                }
            };
            let _ = tokio::time::timeout(PATIENCE, refreshed).await;
        });
    }

    fn settings(&self, path: &Path, text: &Text, problems: &[Problem]) {
        let Some(uri) = crate::lsp::uri::from_path(path) else { return };
        let encoding = self.abilities.get().map(|abilities| abilities.encoding).unwrap_or_default();
        let diagnostic = |problem: &Problem| lsp::Diagnostic {
            range: position::range(text, problem.span, encoding),
            severity: Some(lsp::DiagnosticSeverity::WARNING),
            source: Some("ibid".to_owned()),
            message: problem.message.clone(),
            ..lsp::Diagnostic::default()
        };
        let _ = self.stale.send(Stale::Other(uri, problems.iter().map(diagnostic).collect()));
    }
}
