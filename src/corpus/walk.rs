use std::fs::FileType;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use ignore::WalkBuilder;

use crate::config::Config;

use super::Issue;
use super::file::{LARGEST_FILE, too_large};

/// The folders whose files are articles when the settings do not say (design §10).
const ARTICLE_FOLDERS: &str = "{articles,sources,clippings,seeds}/**/*";
const ARTICLE_ENDINGS: [&str; 15] = [
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "json", "jsonl", "ndjson", "eml", "pdf", "rss", "atom",
    "xml",
];
const CARD_FOLDER: &str = "actors/**/*.{md,markdown,jsonl,ndjson}";
const NOTES: &str = "**/*.{md,markdown}";

/// A file that is to be an article, a note or a card, as the walk saw it; not yet opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    pub path: Arc<Path>,
    pub len: u64,
    pub modified: Option<SystemTime>,
}

/// What a path is for, by the globs of the settings (or their defaults). Built once for a root and its
/// settings; asking is a match of globs, without I/O.
#[derive(Clone, Debug)]
pub struct Layout {
    root: PathBuf,
    articles: Globs,
    cards: Globs,
    notes: Globs,
    issues: Vec<Issue>,
}

/// What a file is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    Article,
    Card,
    Note,
}

#[derive(Clone, Debug)]
struct Globs {
    set: GlobSet,
    /// The folders from which a walk reaches everything that may match.
    bases: Vec<PathBuf>,
    /// The endings that defaults are held to; globs of the user decide alone.
    endings: &'static [&'static str],
}

impl Layout {
    pub fn new(root: &Path, config: &Config) -> Self {
        let mut issues = Vec::new();
        let mut globs = |given: &[String], default: &str, endings: &'static [&'static str]| {
            if given.is_empty() {
                Globs::new(root, &[default.to_owned()], endings, &mut issues)
            } else {
                Globs::new(root, given, &[], &mut issues)
            }
        };
        let articles = globs(&config.articles, ARTICLE_FOLDERS, &ARTICLE_ENDINGS);
        let cards = globs(&config.cards, CARD_FOLDER, &[]);
        let notes = globs(&config.notes, NOTES, &[]);
        Self { root: root.to_owned(), articles, cards, notes, issues }
    }

    /// What `path` (absolute, or relative to the root) is for; nothing when it is none of ours. An
    /// article is never a note, and neither is a card.
    pub fn purpose(&self, path: &Path) -> Option<Purpose> {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        if path.is_absolute() {
            return None;
        }
        let hidden = |part: &std::ffi::OsStr| part.as_encoded_bytes().starts_with(b".");
        if path.iter().any(hidden) {
            return None;
        }
        [(&self.articles, Purpose::Article), (&self.cards, Purpose::Card), (&self.notes, Purpose::Note)]
            .into_iter()
            .filter(|(_, purpose)| *purpose != Purpose::Article || !self.is_kept_beside(path))
            .find_map(|(globs, purpose)| globs.holds(path).then_some(purpose))
    }

    /// Notes that somebody keeps beside the articles, `seeds/notes/day.md`, where no settings say which is which.
    fn is_kept_beside(&self, path: &Path) -> bool {
        let markdown = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("md"));
        let by_default = !self.articles.endings.is_empty();
        by_default && markdown && path.parent().is_some_and(|folder| folder.iter().any(|part| part == "notes"))
    }

    /// The folder, relative to the root, in which a new card is looked for; none when no folder is named.
    pub fn card_folder(&self) -> Option<&Path> {
        let folder = self.cards.bases.first()?;
        let found = self.purpose(&folder.join("new.md")) == Some(Purpose::Card);
        (found && !folder.as_os_str().is_empty()).then_some(folder)
    }

    /// Globs that could not be used.
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// Walks the files of one purpose, in no particular order, until `visit` breaks off. Hidden files
    /// and what `.ignore` and `.ibidignore` name are left out; what Git ignores too, but for folders
    /// that a glob names from the root (`clippings/**`): there people keep what they may not publish.
    /// Links are not followed. What matches but cannot be an article is an issue.
    pub fn walk(
        &self,
        purpose: Purpose,
        issues: &mut Vec<Issue>,
        visit: &mut dyn FnMut(Found) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        self.visit(purpose, issues, &mut |found| found.map_or(ControlFlow::Continue(()), &mut *visit))
    }

    /// As [`Layout::walk`]; what is passed over is visited as none, so that who counts can keep time.
    pub(super) fn visit(
        &self,
        purpose: Purpose,
        issues: &mut Vec<Issue>,
        visit: &mut dyn FnMut(Option<Found>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        for base in &self.globs(purpose).bases {
            let start = self.root.join(base);
            for entry in self.walker(base).build() {
                let entry = match entry {
                    Ok(entry) => entry,
                    Err(error) => {
                        if start.exists() {
                            issues.push(Issue::new(&error_path(&error).unwrap_or(start.clone()), error.to_string()));
                        }
                        continue;
                    }
                };
                let Some(kind) = entry.file_type() else { continue };
                let linked_base = entry.depth() == 0 && kind.is_symlink();
                // Who keeps articles behind a link must know that they are not read.
                if kind.is_symlink()
                    && purpose == Purpose::Article
                    && !base.as_os_str().is_empty()
                    && entry.path().is_dir()
                {
                    issues.push(Issue::new(entry.path(), format!("Not read: {}.", odd(kind))));
                    continue;
                }
                if kind.is_dir() || !(linked_base || self.purpose(entry.path()) == Some(purpose)) {
                    visit(None)?;
                    continue;
                }
                let path = entry.path();
                if !kind.is_file() {
                    issues.push(Issue::new(path, format!("Not read: {}.", odd(kind))));
                    continue;
                }
                let Ok(meta) = entry.metadata() else { continue };
                if meta.len() > LARGEST_FILE {
                    issues.push(Issue::new(path, format!("Not read: {}.", too_large(meta.len()))));
                    continue;
                }
                visit(Some(Found { path: path.into(), len: meta.len(), modified: meta.modified().ok() }))?;
            }
        }
        ControlFlow::Continue(())
    }

    /// Calls `found` for each file that [`Layout::walk`] would visit, or report, without looking at it.
    pub(super) fn visit_names(&self, purpose: Purpose, found: &mut dyn FnMut() -> ControlFlow<()>) -> ControlFlow<()> {
        for start in self.globs(purpose).bases.iter() {
            for entry in self.walker(start).build().flatten() {
                if entry.file_type().is_some_and(|kind| !kind.is_dir()) && self.purpose(entry.path()) == Some(purpose) {
                    found()?;
                }
            }
        }
        ControlFlow::Continue(())
    }

    fn globs(&self, purpose: Purpose) -> &Globs {
        match purpose {
            Purpose::Article => &self.articles,
            Purpose::Card => &self.cards,
            Purpose::Note => &self.notes,
        }
    }

    /// A walk from one of the bases of the globs.
    fn walker(&self, base: &Path) -> WalkBuilder {
        let mut walk = WalkBuilder::new(self.root.join(base));
        walk.follow_links(false).add_custom_ignore_filename(".ibidignore").require_git(false);
        if !base.as_os_str().is_empty() {
            walk.git_ignore(false).git_global(false).git_exclude(false).parents(false);
        }
        walk
    }

    /// Everything of one purpose, sorted by path.
    pub fn list(&self, purpose: Purpose, issues: &mut Vec<Issue>) -> Vec<Found> {
        let mut found = Vec::new();
        let _ = self.walk(purpose, issues, &mut |file| {
            found.push(file);
            ControlFlow::Continue(())
        });
        found.sort_by(|a, b| a.path.cmp(&b.path));
        found
    }
}

impl Globs {
    fn new(root: &Path, patterns: &[String], endings: &'static [&'static str], issues: &mut Vec<Issue>) -> Self {
        let mut set = GlobSetBuilder::new();
        let mut bases: Vec<PathBuf> = Vec::new();
        for pattern in patterns {
            let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
            if pattern.starts_with('/') || Path::new(pattern).components().any(|part| part.as_os_str() == "..") {
                let message = format!("“{pattern}” leads out of the folder and is not used.");
                issues.push(Issue::new(&root.join("ibid.toml"), message));
                continue;
            }
            match glob(pattern) {
                Ok(glob) => {
                    set.add(glob);
                    bases.extend(folders(pattern));
                }
                Err(error) => {
                    let message = format!("“{pattern}” is no glob: {}.", error.kind());
                    issues.push(Issue::new(&root.join("ibid.toml"), message));
                }
            }
        }
        bases.sort();
        // `a` covers `a/b`; and one walk must not meet a file twice.
        bases.dedup_by(|next, base| next.starts_with(base));
        Self { set: set.build().unwrap_or_default(), bases, endings }
    }

    fn holds(&self, path: &Path) -> bool {
        let ending = || path.extension().is_some_and(|end| self.endings.iter().any(|e| end.eq_ignore_ascii_case(e)));
        self.set.is_match(path) && (self.endings.is_empty() || ending())
    }
}

fn glob(pattern: &str) -> Result<Glob, globset::Error> {
    GlobBuilder::new(pattern).literal_separator(true).build()
}

/// The folders (relative to the root) in which the matches of a glob lie: `seeds/*.txt` → `seeds`,
/// `{a,b}/**` → `a`, `b`, `**/*.md` → the root itself.
fn folders(pattern: &str) -> Vec<PathBuf> {
    if let Some((choice, rest)) = pattern.strip_prefix('{').and_then(|rest| rest.split_once('}'))
        && !choice.contains(['{', '[', '*', '?', '/'])
        && rest.starts_with('/')
    {
        return choice.split(',').flat_map(|folder| folders(&format!("{folder}{rest}"))).collect();
    }
    let magic = pattern.find(['*', '?', '[', '{']).unwrap_or(pattern.len());
    let folder = pattern[..magic].rfind('/').map_or("", |slash| &pattern[..slash]);
    vec![PathBuf::from(folder)]
}

/// What a file is that is neither file nor folder.
fn odd(kind: FileType) -> &'static str {
    if kind.is_symlink() {
        return "it is a link, and links are not followed";
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return "it is a pipe";
        }
        if kind.is_socket() {
            return "it is a socket";
        }
    }
    "it is no regular file"
}

fn error_path(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => error_path(err),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::Builder::new().prefix("ibid").tempdir().unwrap();
        for file in files {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        }
        dir
    }

    fn check(dir: &Path, config: &Config, purpose: Purpose, expected: &[&str]) -> Vec<Issue> {
        let layout = Layout::new(dir, config);
        let mut issues = layout.issues().to_vec();
        let found = layout.list(purpose, &mut issues);
        let found: Vec<&str> = found.iter().map(|f| f.path.strip_prefix(dir).unwrap().to_str().unwrap()).collect();
        assert_eq!(found, expected);
        issues
    }

    #[test]
    fn defaults() {
        let dir = folder(&[
            "articles/a.txt",
            "articles/deep/b.md",
            "articles/notes/day.md",
            "articles/c.png",
            "sources/.hidden.txt",
            "actors/kuleba.md",
            "notes/n.md",
            "README.md",
            "target/x.md",
            ".gitignore",
        ]);
        fs::write(dir.path().join(".gitignore"), "target/\narticles/deep/\n").unwrap();
        let config = Config::default();
        check(dir.path(), &config, Purpose::Article, &["articles/a.txt", "articles/deep/b.md"]);
        check(dir.path(), &config, Purpose::Card, &["actors/kuleba.md"]);
        check(dir.path(), &config, Purpose::Note, &["README.md", "articles/notes/day.md", "notes/n.md"]);
    }

    #[test]
    fn globs_of_the_user() {
        let dir = folder(&["seeds/a.txt", "seeds/deep/b.txt", "c.txt", "notes/n.md", "seeds/d.md"]);
        let mut config = Config { articles: vec!["seeds/*.txt".to_owned()], ..Config::default() };
        check(dir.path(), &config, Purpose::Article, &["seeds/a.txt"]);
        check(dir.path(), &config, Purpose::Note, &["notes/n.md", "seeds/d.md"]);
        config.articles = vec!["**/*.txt".to_owned(), "seeds/*.txt".to_owned(), "../x.txt".to_owned(), "[".to_owned()];
        let issues = check(dir.path(), &config, Purpose::Article, &["c.txt", "seeds/a.txt", "seeds/deep/b.txt"]);
        assert_eq!(issues.len(), 2, "{issues:?}");
        config.articles = vec!["none/*.txt".to_owned()];
        assert_eq!(check(dir.path(), &config, Purpose::Article, &[]), []);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_reported() {
        let dir = folder(&["articles/a.txt"]);
        let at = |name: &str| dir.path().join("articles").join(name);
        std::os::unix::fs::symlink(dir.path(), at("loop")).unwrap();
        std::os::unix::fs::symlink("/etc/hostname", at("out.txt")).unwrap();
        fs::File::create(at("large.txt")).unwrap().set_len(LARGEST_FILE + 1).unwrap();
        std::os::unix::net::UnixListener::bind(at("socket.txt")).unwrap();
        let mut issues = check(dir.path(), &Config::default(), Purpose::Article, &["articles/a.txt"]);
        issues.sort_by(|a, b| a.path.cmp(&b.path));
        let told: Vec<&str> = issues.iter().map(|issue| issue.message.as_str()).collect();
        assert_eq!(
            told,
            [
                "Not read: it is 32 MB long, and files over 32 MB are not read.",
                "Not read: it is a link, and links are not followed.",
                "Not read: it is a link, and links are not followed.",
                "Not read: it is a socket.",
            ]
        );
    }
}
