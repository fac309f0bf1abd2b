//! The workspace of a command: its root, found upward from a path, and everything known of it.

use std::fs;
use std::io::{self, ErrorKind};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;

use super::progress::ProgressLine;
use crate::actor::CardFile;
use crate::check;
use crate::config::Config;
use crate::corpus::lock::{self, Lock};
use crate::corpus::{self, Event, Keeper, Options};
use crate::note::Note;
use crate::text::{Encoding, Text};
use crate::world::{Change, World};

/// The settings' file, which marks a root.
pub(super) const SETTINGS: &str = "ibid.toml";

/// Folders that hold articles when no settings say so: a folder with one of them is taken for a root.
pub(super) const ARTICLE_FOLDERS: [&str; 4] = ["articles", "sources", "clippings", "seeds"];

/// The path as the file system knows it.
pub(super) fn real(path: &Path) -> anyhow::Result<PathBuf> {
    path.canonicalize().with_context(|| format!("{} cannot be opened", path.display()))
}

/// The root for a real path: the nearest folder at or above it with `ibid.toml`; else the nearest with a
/// folder of articles, not above a Git work tree; else the folder given.
pub(super) fn root_of(path: &Path) -> PathBuf {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    if let Some(root) = folder.ancestors().find(|above| above.join(SETTINGS).is_file()) {
        return root.to_path_buf();
    }
    for above in folder.ancestors() {
        if ARTICLE_FOLDERS.iter().any(|name| above.join(name).is_dir()) {
            return above.to_path_buf();
        }
        if above.join(".git").exists() {
            break;
        }
    }
    folder.to_path_buf()
}

/// The settings of a root, and a line for each thing wrong in them.
pub(super) fn settings(root: &Path) -> anyhow::Result<(Config, Vec<String>)> {
    let path = root.join(SETTINGS);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error).with_context(|| format!("{} cannot be read", path.display())),
    };
    let (config, mut problems) = Config::parse(&text);
    problems.extend(check::unknown_rules(&text));
    let text = Text::new(text);
    let lines = problems.into_iter().map(|problem| {
        let place = text.position(problem.span.start(), Encoding::Utf32);
        format!("{}:{}:{}: {}", path.display(), place.line + 1, place.column + 1, problem.message)
    });
    Ok((config, lines.collect()))
}

/// Reads the settings, every article, every card and every note of a root. What could not be read is told on standard
/// error, and how far the reading is when that is a terminal.
pub(super) fn open(root: &Path) -> anyhow::Result<World> {
    let (config, mut remarks) = settings(root)?;
    let mut keeper = Keeper::open(root, &config, Options::default());
    let mut line = ProgressLine::new(io::stderr());
    let report = keeper.refresh(&mut |event| {
        if let Event::Progress(progress) = event {
            line.show(&progress);
        }
        ControlFlow::Continue(())
    });
    drop(line);
    let (cards, illegible) = corpus::cards(root, &config);
    let cards: Vec<_> = cards.into_iter().map(|(path, text)| Arc::new(CardFile::read(path, text))).collect();
    let (texts, unread) = corpus::notes(root, &config);
    let issues = report.issues.into_iter().chain(illegible).chain(unread);
    remarks.extend(issues.map(|issue| format!("{}: {}", issue.path.display(), issue.message)));
    let lock = Lock::read(root).map_err(|reason| anyhow::anyhow!("{}: {reason}", lock::path(root).display()))?;
    for remark in remarks {
        eprintln!("{remark}");
    }
    let world = World::new(root.to_path_buf())
        .changed(Change::Settings(Arc::new(config)))
        .changed(Change::AllCards(cards))
        .changed(Change::Corpus(Arc::new(keeper.corpus())));
    let read = |(path, text)| Arc::new(Note::read_with(path, text, None, None, &world.cards));
    let notes = texts.into_iter().map(read).collect();
    Ok(world.changed(Change::AllNotes(notes)).changed(Change::Lock(Arc::new(lock))))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes these files and folders (`name/`), and answers the root for `path`, relative to the folder.
    fn check(files: &[&str], path: &str, expected: &str) {
        let dir = tempfile::tempdir().unwrap();
        let top = dir.path().canonicalize().unwrap();
        for file in files {
            let path = top.join(file);
            fs::create_dir_all(if file.ends_with('/') { &path } else { path.parent().unwrap() }).unwrap();
            if !file.ends_with('/') {
                fs::write(path, "").unwrap();
            }
        }
        assert_eq!(root_of(&top.join(path)).strip_prefix(&top).unwrap(), Path::new(expected), "{files:?} {path}");
    }

    #[test]
    fn roots_are_found_upward() {
        check(&["ibid.toml", "notes/a.md"], "notes/a.md", "");
        check(&["ibid.toml", "vault/ibid.toml", "vault/notes/deep/a.md"], "vault/notes/deep", "vault");
        check(&["ibid.toml", "vault/articles/", "vault/notes/a.md"], "vault/notes/a.md", "");
        check(&["vault/articles/", "vault/notes/a.md"], "vault/notes/a.md", "vault");
        check(&["articles/", "vault/.git/", "vault/notes/a.md"], "vault/notes/a.md", "vault/notes");
        check(&[".git/", "sources/", "notes/a.md"], "notes", "");
        check(&["notes/a.md", ".git/"], "notes/a.md", "notes");
    }
}
