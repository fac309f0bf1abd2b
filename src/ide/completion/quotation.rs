//! Verified quotations: type a quotation mark and a few words, and the source's words are proposed, with
//! the citation. What is inserted stands in an article word for word.

use std::sync::Arc;

use super::{Completion, CompletionKind, LIMIT, Typed};
use crate::article::Article;
use crate::ide::Location;
use crate::ide::page::source_line;
use crate::ide::place::cited_at;
use crate::note::Note;
use crate::text::{Span, Words};
use crate::world::Snapshot;

/// How many articles are searched.
const ARTICLES: usize = 8;

pub(super) fn complete(snapshot: &Snapshot, note: &Note, typed: &Typed<'_>) -> Vec<Completion> {
    let Some(begun) = begun(typed.before) else { return Vec::new() };
    let words = Words::of(begun);
    if words.is_empty() {
        return Vec::new();
    }
    // The cited articles first, then those that share most of the typed words; the newest when the words stand
    // everywhere, as the first of many a quotation do (“We will not”).
    let mut articles: Vec<Arc<Article>> = cited_at(snapshot, note, typed.offset).into_iter().map(|(_, a)| a).collect();
    let asked: Vec<&str> = begun.split_whitespace().collect();
    let mut others = snapshot.corpus.with_words(&asked, ARTICLES);
    if others.is_empty() {
        others = snapshot.corpus.latest(ARTICLES);
    }
    for article in others.into_iter().filter_map(|id| snapshot.corpus.get(id)) {
        if articles.iter().all(|known| known.path != article.path) {
            articles.push(article);
        }
    }
    let mut found = Vec::new();
    for article in &articles {
        for quotation in article.facts.quotations.iter().filter(|q| !q.nested && q.closed) {
            let text = article.text.as_str();
            if begins_with(quotation.inner.of(text), begun, &words) {
                found.push(item(article, quotation.inner, typed, begun));
            }
        }
        if found.len() >= LIMIT {
            break;
        }
    }
    found
}

/// The words behind the last quotation mark that is still open.
fn begun(before: &str) -> Option<&str> {
    let opened = match before.rfind('“') {
        Some(at) if !before[at..].contains('”') => at + '“'.len_utf8(),
        _ => {
            let straight = before.matches('"').count();
            (straight % 2 == 1).then(|| before.rfind('"').map(|at| at + 1))??
        }
    };
    Some(&before[opened..])
}

/// Whether the typed words begin the quotation; the last of them may be unfinished.
fn begins_with(quotation: &str, begun: &str, typed: &Words) -> bool {
    let own = Words::of(quotation);
    let Some((last, whole)) = typed.split_last() else { return false };
    if own.len() <= whole.len() || own.iter().zip(whole).any(|(a, b)| a.key != b.key) {
        return false;
    }
    let (have, want) = (own[whole.len()].span.of(quotation), last.span.of(begun));
    have.to_lowercase().starts_with(&want.to_lowercase())
}

fn item(article: &Article, inner: Span, typed: &Typed<'_>, begun: &str) -> Completion {
    let text = article.text.as_str();
    let words = inner.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.trim_end_matches([',', ';']).to_string();
    let curly = typed.before.ends_with(&format!("“{begun}"));
    let closing = if typed.after.starts_with(['”', '"']) {
        String::new()
    } else {
        format!("{} [@{}]", if curly { '”' } else { '"' }, article.key)
    };
    Completion {
        label: words.clone(),
        detail: source_line(article),
        kind: CompletionKind::Quotation,
        replace: typed.last(begun.len()),
        filter: words.clone(),
        new_text: format!("{words}{closing}"),
        passage: Some(Location { path: article.path.clone(), span: inner }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_open_quotation_is_completed() {
        let cases = [
            ("Lavrov said: “We will", Some("We will")),
            ("“done” and then", None),
            ("She said \"It is", Some("It is")),
            ("\"done\" then", None),
            ("no marks", None),
        ];
        for (before, expected) in cases {
            assert_eq!(begun(before), expected, "{before}");
        }
    }

    #[test]
    fn the_last_word_may_be_unfinished() {
        let begins = |begun: &str| begins_with("We will not allow it", begun, &Words::of(begun));
        assert!(begins("we will no") && begins("We will not allow it"));
        assert!(!begins("We won") && !begins("will not") && !begins("We will not allow it all"));
    }
}
