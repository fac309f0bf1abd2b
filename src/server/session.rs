//! One client: its folders, its open documents, its settings.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use tokio::sync::mpsc;
use tower_lsp::Client;
use tower_lsp::ls_types as lsp;

use crate::config::SETTINGS_FILE;
use crate::corpus;
use crate::lsp::View;
use crate::lsp::client::Abilities;
use crate::lsp::settings::Settings;
use crate::text::Text;
use crate::world::Change;

use super::folder::{Folder, Listener};
use super::publish::{self, Stale};
use super::sent_tokens::SentTokens;
use super::tasks::locked;
use super::voice::Voice;
use super::{log, progress};

/// How long a client may take to answer what we ask; then we do without.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// One client.
pub(super) struct Session {
    pub(super) client: Client,
    abilities: Arc<OnceLock<Arc<Abilities>>>,
    folders: Mutex<Vec<Arc<Folder>>>,
    /// For documents while there is no folder at all.
    nowhere: Arc<Folder>,
    settings: Mutex<Settings>,
    /// The open documents, as the client calls them.
    pub(super) uris: Mutex<HashMap<Arc<Path>, lsp::Uri>>,
    pub(super) stale: mpsc::UnboundedSender<Stale>,
    pub(super) voice: Arc<Voice>,
    pulled: Arc<AtomicBool>,
    pub(super) tokens: SentTokens,
    started: AtomicBool,
    /// Counts what may have made an answer stale, for who waits for that.
    pub(super) changes: Arc<tokio::sync::watch::Sender<u64>>,
}

impl Session {
    /// A session with its publishing and progress tasks; must be called inside the runtime.
    pub(super) fn new(client: Client) -> Arc<Self> {
        let (stale, staleness) = mpsc::unbounded_channel();
        let (loading, loadings) = mpsc::unbounded_channel();
        let changes = Arc::new(tokio::sync::watch::Sender::new(0));
        let pulled = Arc::new(AtomicBool::new(false));
        let abilities = Arc::new(OnceLock::new());
        let voice = Arc::new(Voice {
            stale: stale.clone(),
            loading,
            changes: Arc::clone(&changes),
            abilities: Arc::clone(&abilities),
            pulled: Arc::clone(&pulled),
            client: client.clone(),
            runtime: tokio::runtime::Handle::current(),
        });
        let session = Arc::new(Self {
            client,
            abilities,
            folders: Mutex::default(),
            nowhere: Folder::nowhere(),
            settings: Mutex::default(),
            uris: Mutex::default(),
            stale,
            voice,
            pulled,
            tokens: SentTokens::default(),
            started: AtomicBool::new(false),
            changes,
        });
        tokio::spawn(publish::run(Arc::downgrade(&session), staleness));
        tokio::spawn(progress::run(Arc::downgrade(&session), loadings));
        session
    }

    /// Takes in `initialize`.
    pub(super) fn initialize(&self, params: &lsp::InitializeParams, abilities: Abilities) {
        let _ = self.abilities.set(Arc::new(abilities));
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
        View::new(folder.snapshot(), self.abilities(), Arc::clone(&folder.findings), from_disk)
    }

    /// What was said of other documents may be stale.
    pub(super) fn elsewhere(&self) {
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
    pub(super) fn adopt(&self, path: &Path) {
        if !locked(&self.folders).is_empty() || !path.is_absolute() {
            return;
        }
        if let Some(root) = path.ancestors().skip(1).find(|folder| folder.join(SETTINGS_FILE).is_file()) {
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

/// A text as it lies on disk.
pub(super) fn from_disk(path: &Path) -> Option<Text> {
    corpus::read_text(path).ok()
}

impl Drop for Session {
    fn drop(&mut self) {
        locked(&self.folders).iter().for_each(|folder| folder.close());
    }
}
