//! Files were renamed or moved: what cites, links or describes them follows.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::place::cited;
use super::rekey::states_key;
use crate::article::{Article, key_places, options};
use crate::check::FileEdit;
use crate::config::entry_places;
use crate::note::{Citation, Note, Syntax, decoded, is_key, joined};
use crate::text::{Span, Text};
use crate::world::Snapshot;

/// Texts that describe articles: `ibid.toml` and the bibliographies, by their paths.
pub type Descriptions = BTreeMap<Arc<Path>, Text>;

/// Files and folders with the paths they get.
#[derive(Clone, Copy, Debug)]
pub struct Moves<'a>(pub &'a [(Arc<Path>, Arc<Path>)]);

impl Moves<'_> {
    /// The new path of a file, when it gets one.
    fn of(&self, path: &Path) -> Option<PathBuf> {
        let inside = |(old, new): &(Arc<Path>, Arc<Path>)| {
            let rest = path.strip_prefix(old).ok()?;
            Some(if rest.as_os_str().is_empty() { new.to_path_buf() } else { new.join(rest) })
        };
        self.0.iter().find_map(inside).filter(|new| new != path)
    }
}

/// The edits, in files as they are called before the move, that keep everything whole that names a moved file:
/// citations by a file's name, wikilinks, Markdown links (also those of a note that moves itself), and the paths
/// in the descriptions.
pub fn follow(snapshot: &Snapshot, described: &Descriptions, moves: Moves<'_>) -> Vec<FileEdit> {
    let mut edits = Vec::new();
    for note in snapshot.notes.values() {
        let mut add = |span: Span, new_text: String| {
            if span.of(note.text.as_str()) != new_text {
                edits.push(FileEdit { path: Arc::clone(&note.path), span, new_text });
            }
        };
        for citation in note.citations.iter().filter(|citation| citation.syntax != Syntax::Link) {
            if let Some(name) = renamed(snapshot, described, moves, note, citation) {
                add(citation.key_span, name);
            }
        }
        for (span, destination) in links(note.text.as_str()) {
            if let Some(new) = relinked(snapshot, moves, &note.path, &destination) {
                add(span, new);
            }
        }
    }
    for (path, text) in described {
        let found = if path.extension().is_some_and(|ending| ending == "toml") {
            settings(snapshot, moves, text.as_str())
        } else {
            bibliography(snapshot, described, moves, path, text.as_str())
        };
        edits.extend(found.into_iter().map(|(span, new_text)| FileEdit { path: Arc::clone(path), span, new_text }));
    }
    edits.sort_by(|a, b| (&a.path, a.span).cmp(&(&b.path, b.span)));
    edits.dedup();
    edits
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

pub(super) fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// What a citation or wikilink is to say after the move, when it names a moved file.
fn renamed(
    snapshot: &Snapshot,
    described: &Descriptions,
    moves: Moves<'_>,
    note: &Note,
    citation: &Citation,
) -> Option<String> {
    let words = citation.key_span.of(note.text.as_str());
    if citation.syntax == Syntax::Wikilink
        && let Some(target) = linked_note(snapshot, words)
    {
        return Some(wikilinked(snapshot, words, &moves.of(target)?));
    }
    let (id, article) = cited(snapshot, note, citation)?;
    let old = &article.path;
    let new = moves.of(old)?;
    let braced = note.text.as_str()[..citation.key_span.start()].ends_with('{');
    let written = |name: String| {
        // Pandoc's keys have no spaces but between braces.
        let bare = braced || citation.syntax == Syntax::Wikilink || is_key(&name);
        if bare { name } else { format!("{{{name}}}") }
    };
    if words == name(old) {
        return Some(written(name(&new)));
    }
    // A key of its own does not change with the file's name.
    let brief = snapshot.corpus.brief(id)?;
    let by_key = brief.key.starts_with(words) && (brief.key != stem(old) || states_key(snapshot, described, &article));
    (!by_key && stem(old).starts_with(words) && stem(old) != stem(&new)).then(|| written(stem(&new)))
}

/// The note that a wikilink leads to: the only one of that name, or that path.
fn linked_note<'s>(snapshot: &'s Snapshot, target: &str) -> Option<&'s Arc<Path>> {
    let target = target.strip_suffix(".md").unwrap_or(target).trim_start_matches('/');
    let parts: Vec<&str> = target.split('/').collect();
    let is_meant = |path: &&Arc<Path>| {
        let mut own = path.iter().rev().skip(1);
        stem(path).eq_ignore_ascii_case(parts.last().unwrap_or(&""))
            && parts.iter().rev().skip(1).all(|part| own.next().is_some_and(|folder| folder.eq_ignore_ascii_case(part)))
    };
    let mut meant: Vec<&Arc<Path>> = snapshot.notes.paths().filter(is_meant).collect();
    meant.sort_unstable();
    meant.dedup();
    match *meant.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// A wikilink to `new`, written as `words` were: by name or by path, with ending or without.
fn wikilinked(snapshot: &Snapshot, words: &str, new: &Path) -> String {
    let ending = if words.ends_with(".md") { ".md" } else { "" };
    let inside = new.strip_prefix(&snapshot.root).unwrap_or(new);
    match inside.parent().filter(|folder| words.contains('/') && !folder.as_os_str().is_empty()) {
        Some(folder) => format!("{}/{}{ending}", slashed(folder), stem(new)),
        None => format!("{}{ending}", stem(new)),
    }
}

/// Markdown links and images with a destination of their own, and link definitions: where the destination
/// stands, and what it is.
fn links(text: &str) -> Vec<(Span, String)> {
    let parser = Parser::new_ext(text, options());
    let written = |within: Span, destination: &str| {
        let at = within.of(text).rfind(destination).filter(|_| !destination.is_empty())?;
        Some((Span::new(at, at + destination.len()).shift(within.start()), destination.to_owned()))
    };
    let definitions = parser.reference_definitions();
    let mut found: Vec<_> =
        definitions.iter().filter_map(|(_, link)| written(link.span.clone().into(), &link.dest)).collect();
    found.extend(parser.into_offset_iter().filter_map(|(event, range)| match event {
        Event::Start(
            Tag::Link { link_type: LinkType::Inline, dest_url, .. }
            | Tag::Image { link_type: LinkType::Inline, dest_url, .. },
        ) => written(range.into(), &dest_url),
        _ => None,
    }));
    found
}

/// The destination of a link in `note` after the move; none when it stays, or leads to no file from here.
fn relinked(snapshot: &Snapshot, moves: Moves<'_>, note: &Path, destination: &str) -> Option<String> {
    let (path, rest) = destination.split_at(destination.find(['#', '?']).unwrap_or(destination.len()));
    if path.is_empty() || path.starts_with('/') || path.contains(':') {
        return None;
    }
    let target = joined(note.parent()?, Path::new(&decoded(path)));
    let (to, from) = (moves.of(&target), moves.of(note));
    let known = || snapshot.notes.get(&target).is_some() || snapshot.corpus.by_path(&target).is_some();
    // What is not known may have been moved long ago; only a note that leaves takes all its links along.
    if from.as_ref().is_none_or(|from| from.parent() == note.parent()) && (to.is_none() || !known()) {
        return None;
    }
    let to = to.unwrap_or(target);
    let from = from.as_deref().unwrap_or(note).parent()?.to_path_buf();
    Some(encoded(&slashed(&relative(&from, &to)?)) + rest)
}

/// The way from a folder to a file; none between two disks.
fn relative(from: &Path, to: &Path) -> Option<PathBuf> {
    let shared = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(shared);
    if up.clone().any(|part| !matches!(part, Component::Normal(_))) {
        return None;
    }
    let way: PathBuf = up.map(|_| Component::ParentDir).chain(to.components().skip(shared)).collect();
    Some(way)
}

/// A relative path with `/` on every system, as links and settings write it.
fn slashed(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// What may not stand in a link's destination, escaped.
fn encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for c in path.chars() {
        if c.is_whitespace() || c.is_control() || "()<>%#?\\".contains(c) {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                encoded.push_str(&format!("%{byte:02X}"));
            }
        } else {
            encoded.push(c);
        }
    }
    encoded
}

/// The `path` of an `[[article]]` in the settings.
fn settings(snapshot: &Snapshot, moves: Moves<'_>, text: &str) -> Vec<(Span, String)> {
    let entries = entry_places(text).into_iter();
    let moved = entries.filter_map(|entry| {
        let new = moves.of(&joined(&snapshot.root, Path::new(&entry.path)))?;
        let inside = slashed(new.strip_prefix(&snapshot.root).ok()?);
        (!inside.contains(['"', '\\'])).then(|| (entry.path_span, format!("\"{inside}\"")))
    });
    moved.collect()
}

/// The paths of moved files in a bibliography, and the keys that are their names.
fn bibliography(
    snapshot: &Snapshot,
    described: &Descriptions,
    moves: Moves<'_>,
    path: &Path,
    text: &str,
) -> Vec<(Span, String)> {
    let mut found = paths(snapshot, moves, path, text);
    for (old, new) in moves.0.iter().filter(|(old, new)| stem(old) != stem(new)) {
        let article = snapshot.corpus.by_path(old).and_then(|id| snapshot.corpus.get(id));
        let by_name = |article: &Arc<Article>| article.key == stem(old) && !states_key(snapshot, described, article);
        if article.as_ref().is_some_and(by_name) {
            let places = key_places(path, text).into_iter().filter(|place| place.key == stem(old));
            found.extend(places.filter_map(|place| Some((place.span, place.written(&stem(new))?))));
        }
    }
    found
}

/// The paths of moved files, from the bibliography's own folder or from the root, whatever field and form they
/// stand in.
fn paths(snapshot: &Snapshot, moves: Moves<'_>, path: &Path, text: &str) -> Vec<(Span, String)> {
    let Some(folder) = path.parent() else { return Vec::new() };
    let is_path = |c: char| c.is_alphanumeric() || "-_./".contains(c);
    let mut found: Vec<(Span, String)> = Vec::new();
    for (old, new) in moves.0 {
        for base in [folder, &*snapshot.root] {
            let inside = |path: &Path| path.strip_prefix(base).ok().map(slashed);
            let (Some(old), Some(new)) = (inside(old), inside(new)) else { continue };
            for (at, _) in text.match_indices(&old).filter(|_| !old.is_empty()) {
                let span = Span::new(at, at + old.len());
                let whole = !text[..at].ends_with(is_path);
                // A folder goes on behind its name.
                let ends = !text[span.end()..].starts_with(|c| is_path(c) && c != '/');
                if whole && ends && found.iter().all(|(other, _)| !other.overlaps(span)) {
                    found.push((span, new.clone()));
                }
            }
        }
    }
    found
}
