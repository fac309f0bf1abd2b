//! Another key for an article: in all citations, and where the key is stated. Where that is says which file
//! changes: the bibliography, the front matter, `ibid.toml`, or the article's own name.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::moves::{Descriptions, Moves, follow, stem};
use super::place::cited;
use crate::article::{Article, key_in_front_matter, key_places, references};
use crate::check::FileEdit;
use crate::config::entry_places;
use crate::corpus::{ArticleId, KeyMatch};
use crate::note::{Syntax, is_key, joined};
use crate::world::Snapshot;

/// What a rename changes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Renaming {
    pub edits: Vec<FileEdit>,
    /// A file that gets another path once the edits are made.
    pub file: Option<(Arc<Path>, PathBuf)>,
}

/// Gives the article the key `new`; or says why not, in a sentence for the writer.
pub(super) fn rekey(
    snapshot: &Snapshot,
    described: &Descriptions,
    id: ArticleId,
    new: &str,
) -> Result<Renaming, String> {
    let Some(article) = snapshot.corpus.get(id) else { return Err("The article cannot be read.".into()) };
    if new == article.key {
        return Ok(Renaming::default());
    }
    if !is_key(new) {
        return Err(format!("“{new}” is no key: write letters and digits, with single “-”, “_”, “.” or “:” between."));
    }
    if let Some(other) = taken(snapshot, id, new) {
        return Err(format!("“{new}” names another article already: {}.", shown(snapshot, &other)));
    }
    if stem(&article.path) == article.key && !states_key(snapshot, described, &article) {
        return by_name(snapshot, described, &article, new);
    }
    let mut edits = restated(snapshot, described, &article, new)?;
    for note in snapshot.notes.values() {
        for citation in note.citations.iter().filter(|citation| citation.syntax != Syntax::Link) {
            // What names the article by its file stays: the file does.
            let by_key = article.key.starts_with(citation.key_span.of(note.text.as_str()));
            if by_key && cited(snapshot, note, citation).is_some_and(|(other, _)| other == id) {
                edits.push(FileEdit {
                    path: Arc::clone(&note.path),
                    span: citation.key_span,
                    new_text: new.to_owned(),
                });
            }
        }
    }
    edits.sort_by(|a, b| (&a.path, a.span).cmp(&(&b.path, b.span)));
    Ok(Renaming { edits, file: None })
}

/// The key is the file's name: the file gets another, and everything that names it follows.
fn by_name(snapshot: &Snapshot, described: &Descriptions, article: &Article, new: &str) -> Result<Renaming, String> {
    if let Some(bad) = new.chars().find(|c| "/\\:*?\"<>|#%&$~".contains(*c)) {
        return Err(format!("This key is the name of a file, which cannot hold “{bad}”."));
    }
    let ending = article.path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    let path = article.path.with_file_name(format!("{new}{ending}"));
    let moves = [(Arc::clone(&article.path), Arc::from(path.as_path()))];
    let edits = follow(snapshot, described, Moves(&moves));
    Ok(Renaming { edits, file: Some((Arc::clone(&article.path), path)) })
}

/// The edits that state the key anew wherever it is stated.
fn restated(
    snapshot: &Snapshot,
    described: &Descriptions,
    article: &Article,
    new: &str,
) -> Result<Vec<FileEdit>, String> {
    let mut edits = Vec::new();
    let refused = |path: &Path| format!("“{new}” cannot stand as a key in {}.", shown(snapshot, path));
    for (path, text) in described {
        for place in key_places(path, text.as_str()).into_iter().filter(|place| place.key == article.key) {
            let new_text = place.written(new).ok_or_else(|| refused(path))?;
            edits.push(FileEdit { path: Arc::clone(path), span: place.span, new_text });
        }
        let entries = entries_of(snapshot, path, text.as_str(), article);
        edits.extend(entries.map(|span| FileEdit { path: Arc::clone(path), span, new_text: format!("\"{new}\"") }));
    }
    if let Some(place) = key_in_front_matter(article.text.as_str()).filter(|place| place.key == article.key) {
        let new_text = place.written(new).ok_or_else(|| refused(&article.path))?;
        edits.push(FileEdit { path: Arc::clone(&article.path), span: place.span, new_text });
    }
    if edits.is_empty() {
        return Err(format!("The key stands inside {}, where ibid changes nothing.", shown(snapshot, &article.path)));
    }
    Ok(edits)
}

/// Whether somebody states the key so that it stays when the file gets another name. An entry of a bibliography
/// that names no file is found by the file's name.
pub(super) fn states_key(snapshot: &Snapshot, described: &Descriptions, article: &Article) -> bool {
    let names_file = |path: &Path, text: &str| {
        let folder = path.parent().unwrap_or(path);
        references(path, text).unwrap_or_default().iter().any(|entry| {
            let names = |file: &String| [folder, &snapshot.root].iter().any(|base| base.join(file) == *article.path);
            entry.metadata.key.as_deref() == Some(&article.key) && entry.files.iter().any(names)
        })
    };
    let described = || {
        described.iter().any(|(path, text)| {
            entries_of(snapshot, path, text.as_str(), article).next().is_some() || names_file(path, text.as_str())
        })
    };
    key_in_front_matter(article.text.as_str()).is_some_and(|place| place.key == article.key) || described()
}

/// Where an `ibid.toml` gives the article this key.
fn entries_of(
    snapshot: &Snapshot,
    path: &Path,
    text: &str,
    article: &Article,
) -> impl Iterator<Item = crate::text::Span> {
    let entries = if path.extension().is_some_and(|ending| ending == "toml") { entry_places(text) } else { Vec::new() };
    entries.into_iter().filter_map(move |entry| {
        let (key, span) = entry.key?;
        (key == article.key && joined(&snapshot.root, Path::new(&entry.path)) == *article.path).then_some(span)
    })
}

/// The file of another article that has this key or name.
fn taken(snapshot: &Snapshot, id: ArticleId, key: &str) -> Option<Arc<Path>> {
    let found = match snapshot.corpus.resolve(key) {
        KeyMatch::One(other) => vec![other],
        KeyMatch::Many(others) => others,
        KeyMatch::None(_) => Vec::new(),
    };
    let others = found.into_iter().filter(|other| *other != id).filter_map(|other| snapshot.corpus.brief(other));
    others.filter(|brief| brief.key == key || stem(&brief.path) == key).map(|brief| brief.path).next()
}

/// A path as the writer knows it: from the workspace's folder on.
fn shown(snapshot: &Snapshot, path: &Path) -> String {
    path.strip_prefix(&snapshot.root).unwrap_or(path).display().to_string()
}
