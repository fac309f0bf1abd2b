//! Changes on disk: told by the client when it watches files, else seen by a watcher of our own, else looked for.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use tower_lsp::ls_types as lsp;

use crate::config::Config;
use crate::corpus;

use super::log;
use super::session::{PATIENCE, Session};

/// What a client should watch: articles, notes, cards, bibliographies, settings.
const WATCHED: [&str; 3] = [
    "**/*.{md,markdown,txt,text,html,htm,xhtml,json,jsonl,ndjson,eml,pdf,rss,atom,xml,bib,yml,yaml}",
    "**/{ibid.toml,ibid.lock,.ibidignore,.ignore,.gitignore}",
    "**/{articles,sources,clippings,seeds,actors,notes}",
];
/// Without a watcher, the folders are looked through this often.
const RESCAN: Duration = Duration::from_secs(30);

/// Watches the session's folders in the way that the client makes possible.
pub(super) async fn start(session: Weak<Session>) {
    let Some(strong) = session.upgrade() else { return };
    let mut watched = false;
    if strong.abilities().registers_watchers {
        let registered = strong.client.register_capability(vec![registration()]);
        match tokio::time::timeout(PATIENCE, registered).await {
            Ok(Ok(())) => watched = true,
            _ => log::warning(format_args!("the client does not watch files although it offered to")),
        }
    }
    // A client watches its own folders, and one that is read may lie above them.
    let ours = strong.folders().into_iter().filter(|folder| !watched || strong.lies_above(folder));
    let folders: Vec<PathBuf> = ours.map(|folder| folder.root.clone()).collect();
    drop(strong);
    if folders.is_empty() {
        return;
    }
    let begun = {
        let session = session.clone();
        // To watch a large tree takes a while.
        tokio::task::spawn_blocking(move || own_watcher(&session, &folders)).await
    };
    let watcher = match begun {
        Ok(Ok(watcher)) => watcher,
        Err(_panic) => return,
        Ok(Err(error)) => {
            if let Some(session) = session.upgrade() {
                let reason = explain(&error);
                let message = format!(
                    "ibid cannot watch the folder ({reason}) and looks for changes every {} seconds instead.",
                    RESCAN.as_secs()
                );
                session.show(lsp::MessageType::WARNING, message);
            }
            return rescan(session).await;
        }
    };
    // The watcher lives as long as the session.
    while session.strong_count() > 0 {
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    drop(watcher);
}

fn registration() -> lsp::Registration {
    let watchers = WATCHED
        .iter()
        .map(|glob| lsp::FileSystemWatcher { glob_pattern: lsp::GlobPattern::String((*glob).to_owned()), kind: None });
    let options = lsp::DidChangeWatchedFilesRegistrationOptions { watchers: watchers.collect() };
    lsp::Registration {
        id: "ibid/watch".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: serde_json::to_value(options).ok(),
    }
}

fn own_watcher(session: &Weak<Session>, folders: &[PathBuf]) -> notify::Result<RecommendedWatcher> {
    let listener = Weak::clone(session);
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        let Some(session) = listener.upgrade() else { return };
        match event {
            Ok(event) if event.need_rescan() => session.folders().iter().for_each(|folder| folder.rescan()),
            Ok(event) if !matches!(event.kind, EventKind::Access(_)) => {
                let seen: Vec<PathBuf> = event.paths.into_iter().filter(|path| !is_ours(path)).collect();
                session.touched(&seen);
            }
            Ok(_) => {}
            Err(error) => log::warning(format_args!("watching files: {error}")),
        }
    })?;
    // Watching a home folder costs a place in the system's table for each folder below it.
    for folder in folders.iter().filter(|folder| corpus::doubt(folder, &Config::default()).is_none()) {
        watcher.watch(folder, RecursiveMode::Recursive)?;
    }
    Ok(watcher)
}

/// What changes all the time and is never read: the index and Git's own files.
fn is_ours(path: &Path) -> bool {
    path.iter().any(|part| part == ".ibid" || part == ".git")
}

/// What the limit of the system means for the user.
fn explain(error: &notify::Error) -> String {
    let full = match &error.kind {
        notify::ErrorKind::MaxFilesWatch => true,
        notify::ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::StorageFull,
        _ => false,
    };
    if full {
        "the system's limit of watched folders, fs.inotify.max_user_watches, is reached".to_owned()
    } else {
        error.to_string()
    }
}

async fn rescan(session: Weak<Session>) {
    loop {
        tokio::time::sleep(RESCAN).await;
        let Some(session): Option<Arc<Session>> = session.upgrade() else { return };
        session.folders().iter().for_each(|folder| folder.rescan());
    }
}
