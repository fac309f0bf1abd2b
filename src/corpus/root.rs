//! Which folder is the root, and whether it is meant to be read whole.

use std::fmt;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::config::{Config, SETTINGS_FILE};

use super::store::{Store, places};
use super::walk::{Layout, Purpose};

/// Folders that hold articles when no settings say so: a folder with one of them is taken for a root.
pub const ARTICLE_FOLDERS: [&str; 4] = ["articles", "sources", "clippings", "seeds"];

/// A folder without settings that holds more articles and notes than this was hardly chosen for them.
const SENSIBLE: usize = 20_000;
/// For how long files are counted.
const COUNTING: Duration = Duration::from_secs(2);

/// The root for a path: the nearest folder at or above it with `ibid.toml`; else the nearest with a folder
/// of articles, not above a Git work tree; else the folder given.
pub fn root_of(path: &Path) -> PathBuf {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    if let Some(root) = with_settings(folder) {
        return root;
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

/// The nearest folder at or above this one with `ibid.toml`.
pub fn with_settings(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|above| above.join(SETTINGS_FILE).is_file()).map(Path::to_path_buf)
}

/// Why a root is not read unasked: it was hardly meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Doubt {
    what: &'static str,
    /// Articles and notes counted, and whether there are more.
    files: usize,
    more: bool,
}

impl fmt::Display for Doubt {
    /// `is your home folder, with 812 articles and notes`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let over = if self.more { "more than " } else { "" };
        write!(f, "{}, with {over}{} articles and notes", self.what, self.files)
    }
}

/// Whether to ask before `root` is read: a whole disk, a home folder, or very many files. A folder with
/// `ibid.toml`, or with an index, was meant; `config` says what its files are. Takes two seconds at most.
pub fn doubt(root: &Path, config: &Config) -> Option<Doubt> {
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).map(PathBuf::from);
    doubt_in(root, config, home.as_deref(), SENSIBLE)
}

fn doubt_in(root: &Path, config: &Config, home: Option<&Path>, sensible: usize) -> Option<Doubt> {
    if root.join(SETTINGS_FILE).is_file() || Store::exists(&places(root, None)) {
        return None;
    }
    let disk = root.parent().is_none();
    let what = match () {
        () if disk => "is a whole disk",
        () if home == Some(root) => "is your home folder",
        () => "is a large folder",
    };
    let (layout, start) = (Layout::new(root, config), Instant::now());
    let (mut files, mut more) = (0, false);
    for purpose in [Purpose::Article, Purpose::Note] {
        let end = layout.visit(purpose, &mut Vec::new(), &mut |found| {
            files += usize::from(found.is_some());
            if files > sensible || start.elapsed() > COUNTING {
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        });
        more |= end.is_break();
    }
    files = files.min(sensible);
    (more || disk || home == Some(root)).then_some(Doubt { what, files, more })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn folder(files: &[&str]) -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::Builder::new().prefix("ibid").tempdir().unwrap();
        let top = dir.path().canonicalize().unwrap();
        for file in files {
            let path = top.join(file);
            fs::create_dir_all(if file.ends_with('/') { &path } else { path.parent().unwrap() }).unwrap();
            if !file.ends_with('/') {
                fs::write(path, "").unwrap();
            }
        }
        (dir, top)
    }

    /// Makes these files and folders (`name/`), and answers the root for `path`, relative to the folder.
    fn check(files: &[&str], path: &str, expected: &str) {
        let (_dir, top) = folder(files);
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

    #[test]
    fn what_was_hardly_meant_is_asked_about() {
        let files = ["articles/a.txt", "articles/b.txt", "notes/n.md", "notes/m.md", "photos/x.jpg"];
        let (_dir, top) = folder(&files);
        let told = |home: Option<&Path>, sensible| {
            doubt_in(&top, &Config::default(), home, sensible).map(|doubt| doubt.to_string())
        };
        assert_eq!(told(None, 4), None);
        assert_eq!(told(None, 3).as_deref(), Some("is a large folder, with more than 3 articles and notes"));
        assert_eq!(told(Some(&top), 9).as_deref(), Some("is your home folder, with 4 articles and notes"));
        fs::write(top.join(SETTINGS_FILE), "").unwrap();
        assert_eq!(told(Some(&top), 1), None);
    }
}
