//! Keys of articles behind `@` or `[[`, and paragraphs behind a key and a comma.

use super::{Completion, CompletionKind, LIMIT, Typed};
use crate::corpus::KeyMatch;
use crate::ide::Location;
use crate::ide::page::dated;
use crate::text::Span;
use crate::world::Snapshot;

pub(super) fn complete(snapshot: &Snapshot, typed: &Typed<'_>) -> Vec<Completion> {
    if let Some(prefix) = key_prefix(typed.before) {
        return keys(snapshot, typed, prefix);
    }
    match locator(typed.before) {
        Some((key, prefix)) => paragraphs(snapshot, typed, key, prefix),
        None => Vec::new(),
    }
}

/// What is typed of a key: behind `@` that does not stand inside a word (so not in an address), or behind `[[`.
fn key_prefix(before: &str) -> Option<&str> {
    if let Some(at) = before.rfind("[[") {
        let prefix = &before[at + 2..];
        if !prefix.contains(['#', '|', ']']) {
            return Some(prefix);
        }
    }
    let at = before.rfind('@')?;
    let prefix = before[at + 1..].trim_start_matches('{');
    let inside_word = before[..at].ends_with(|c: char| c.is_alphanumeric() || c == '.');
    let ends = prefix.contains(|c: char| c.is_whitespace() || "[],;()\"“”".contains(c));
    (!inside_word && !ends).then_some(prefix)
}

fn keys(snapshot: &Snapshot, typed: &Typed<'_>, prefix: &str) -> Vec<Completion> {
    let found = snapshot.corpus.with_prefix(prefix, LIMIT);
    let item = |brief: crate::corpus::Brief| Completion {
        label: brief.key.clone(),
        detail: [brief.title.clone(), brief.dct.as_ref().map(dated)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
        kind: CompletionKind::Key,
        replace: typed.last(prefix.len()),
        new_text: brief.key.clone(),
        // A file name may match where the key does not.
        filter: if brief.key.to_lowercase().starts_with(&prefix.to_lowercase()) {
            brief.key
        } else {
            prefix.to_string()
        },
        passage: Some(Location { path: brief.path, span: Span::at(0) }),
    };
    found.into_iter().map(item).collect()
}

/// The key and the typed words of an unfinished locator: `[@key, pa`.
fn locator(before: &str) -> Option<(&str, &str)> {
    let open = before.rfind('[')?;
    let inside = &before[open + 1..];
    let cite = inside.rsplit(';').next()?;
    let (key, rest) = cite.trim_start().trim_start_matches('-').strip_prefix('@')?.split_once(',')?;
    let prefix = rest.trim_start();
    let fits = !inside.contains(']') && "para. ".starts_with(prefix.trim_end_matches(|c: char| c.is_ascii_digit()));
    fits.then_some((key.trim(), prefix))
}

fn paragraphs(snapshot: &Snapshot, typed: &Typed<'_>, key: &str, prefix: &str) -> Vec<Completion> {
    let KeyMatch::One(id) = snapshot.corpus.resolve(key) else { return Vec::new() };
    let Some(article) = snapshot.corpus.get(id) else { return Vec::new() };
    let text = article.text.as_str();
    let item = |(ix, span): (usize, Span)| {
        let label = format!("para. {}", ix + 1);
        let words: Vec<&str> = span.of(text).split_whitespace().take(9).collect();
        Completion {
            filter: label.clone(),
            new_text: label.clone(),
            label,
            detail: format!("{} …", words.join(" ")),
            kind: CompletionKind::Locator,
            replace: typed.last(prefix.len()),
            passage: Some(Location { path: article.path.clone(), span }),
        }
    };
    crate::ide::hover::body(&article).enumerate().map(item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_completed_where_a_citation_may_stand() {
        let cases = [
            ("He said [@00", Some("00")),
            ("He said [see @a; -@b", Some("b")),
            ("@", Some("")),
            ("[[afp-2", Some("afp-2")),
            ("[[afp#^1", None),
            ("mail me@host", None),
            ("[@afp, p", None),
            ("plain words", None),
        ];
        for (before, expected) in cases {
            assert_eq!(key_prefix(before), expected, "{before}");
        }
    }

    #[test]
    fn a_locator_follows_a_key_and_a_comma() {
        assert_eq!(locator("says [@afp, "), Some(("afp", "")));
        assert_eq!(locator("says [@a; @afp, para. 1"), Some(("afp", "para. 1")));
        assert_eq!(locator("says [@afp, p. 3"), None);
        assert_eq!(locator("says [@afp, 3]; then"), None);
    }
}
