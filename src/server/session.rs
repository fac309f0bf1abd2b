//! One client: its folders, its open documents, its settings.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use tokio::sync::mpsc;
use tower_lsp::Client;
use tower_lsp::ls_types as lsp;

use crate::config::{Config, SETTINGS_FILE};
use crate::corpus;
use crate::lsp::View;
use crate::lsp::client::Abilities;
use crate::lsp::settings::Settings;
use crate::text::Text;
use crate::world::Change;

use super::folder::{Folder, Listener};
use super::progress::{self, Bars};
use super::publish::{self, Stale};
use super::sent_tokens::SentTokens;
use super::tasks::locked;
use super::voice::Voice;
use super::{log, roots};

/// How long a client may take to answer what we ask; then we do without.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);
/// The answer by which a folder is read that was hardly meant.
const READ_ALL: &str = "Read them";

/// One client.
pub(super) struct Session {
    pub(super) client: Client,
    abilities: Arc<OnceLock<Arc<Abilities>>>,
    folders: Mutex<Vec<Arc<Folder>>>,
    /// The folders as the client names them; those that are read may lie above.
    named: Mutex<Vec<PathBuf>>,
    /// For documents while there is no folder at all.
    nowhere: Arc<Folder>,
    settings: Mutex<Settings>,
    /// The open documents, as the client calls them.
    pub(super) uris: Mutex<HashMap<Arc<Path>, lsp::Uri>>,
    pub(super) stale: mpsc::UnboundedSender<Stale>,
    pub(super) voice: Arc<Voice>,
    pulled: Arc<AtomicBool>,
    pub(super) tokens: SentTokens,
    pub(super) bars: Bars,
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
            named: Mutex::default(),
            nowhere: Folder::nowhere(),
            settings: Mutex::default(),
            uris: Mutex::default(),
            stale,
            voice,
            pulled,
            tokens: SentTokens::default(),
            bars: Bars::default(),
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
        *locked(&self.named) = roots::of(params);
        *locked(&self.folders) = self.roots().into_iter().map(Folder::at).collect();
    }

    /// Begins to read the folders.
    pub(super) fn start(&self) {
        self.started.store(true, Ordering::Relaxed);
        for folder in self.folders() {
            self.start_folder(&folder);
        }
    }

    /// The folders that are to be read, each once.
    fn roots(&self) -> Vec<PathBuf> {
        let mut roots: Vec<PathBuf> = Vec::new();
        for root in locked(&self.named).iter().map(|folder| roots::above(folder)) {
            if !roots.contains(&root) {
                roots.push(root);
            }
        }
        roots
    }

    /// Reads a folder from now on; asks first where it was hardly meant.
    fn start_folder(&self, folder: &Arc<Folder>) {
        let settings = locked(&self.settings).clone();
        let (folder, listener) = (Arc::clone(folder), Arc::clone(&self.voice) as Arc<dyn Listener>);
        let client = self.client.clone();
        tokio::spawn(async move {
            if permitted(&client, &folder, &settings).await {
                folder.start(settings, listener);
            }
        });
    }

    pub(super) fn abilities(&self) -> Arc<Abilities> {
        self.abilities.get().cloned().unwrap_or_default()
    }

    pub(super) fn folders(&self) -> Vec<Arc<Folder>> {
        locked(&self.folders).clone()
    }

    /// Whether the client's own folders, and so its watching, leave a folder out.
    pub(super) fn lies_above(&self, folder: &Folder) -> bool {
        !locked(&self.named).iter().any(|named| folder.root.starts_with(named))
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

    /// The user does not want to wait for what a progress bar tells of.
    pub(super) fn cancel(&self, token: &lsp::ProgressToken) {
        let Some(root) = self.bars.root(token) else { return };
        self.folders().iter().filter(|folder| folder.root == root).for_each(|folder| folder.stop());
        let rest = "what they say is used; that something stands in none of them is not said";
        let message =
            format!("ibid has stopped reading articles. Some are not known yet: {rest}. It reads on after a restart.");
        self.show(lsp::MessageType::INFO, message);
    }

    /// Folders were added to the workspace or taken out of it.
    pub(super) fn change_folders(&self, added: Vec<PathBuf>, removed: &[PathBuf]) {
        {
            let mut named = locked(&self.named);
            named.retain(|folder| !removed.contains(folder));
            named.extend(added);
        }
        let before = self.folders();
        let folder = |root: PathBuf| {
            before.iter().find(|folder| folder.root == root).cloned().unwrap_or_else(|| Folder::at(root))
        };
        self.set_folders(&before, self.roots().into_iter().map(folder).collect());
    }

    /// Makes the folder with settings around a document ours when there is no other: a note that is opened
    /// alone still finds its sources.
    pub(super) fn adopt(&self, path: &Path) {
        if !locked(&self.folders).is_empty() || !path.is_absolute() {
            return;
        }
        if let Some(root) = path.parent().and_then(corpus::with_settings) {
            *locked(&self.named) = vec![root.clone()];
            self.set_folders(&[], vec![Folder::at(root)]);
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

/// Whether a folder may be read. One that was hardly meant is asked about; until there is an answer, and
/// without one, what is open in it is checked as far as it goes without articles.
async fn permitted(client: &Client, folder: &Arc<Folder>, settings: &Settings) -> bool {
    let (root, config) = (folder.root.clone(), Arc::new(settings.over(Config::default())));
    let doubt = {
        let config = Arc::clone(&config);
        tokio::task::spawn_blocking(move || corpus::doubt(&root, &config)).await
    };
    let Ok(Some(doubt)) = doubt else { return true };
    folder.furnish(&config);
    folder.go_ahead();
    let root = folder.root.display();
    let question = format!("{root} {doubt}. Should ibid read them all?");
    log::warning(format_args!("{question}"));
    let action = |title: &str| lsp::MessageActionItem { title: title.to_owned(), properties: HashMap::default() };
    let actions = vec![action(READ_ALL), action("Not now")];
    match client.show_message_request(lsp::MessageType::WARNING, question, Some(actions)).await {
        Ok(chosen) => chosen.is_some_and(|chosen| chosen.title == READ_ALL),
        Err(_) => {
            let way_out = format!(
                "{root} {doubt}: ibid does not read it unasked. Put an empty {} into the folder that is meant.",
                SETTINGS_FILE
            );
            client.show_message(lsp::MessageType::WARNING, way_out).await;
            false
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        locked(&self.folders).iter().for_each(|folder| folder.close());
    }
}
