//! The hover of a citation: which article that is, and the paragraph its locator names.

use crate::article::{Article, ParagraphRole};
use crate::compare::{Reading, Source};
use crate::ide::page::{Page, count, dated};
use crate::note::{Locator, Note};
use crate::text::Span;
use crate::world::Snapshot;

/// Below this share of what a sentence bears, a passage is no better to show than the beginning.
const SPEAKS_OF: f32 = 0.2;

pub(super) fn hover(snapshot: &Snapshot, note: &Note, citation: usize) -> Option<String> {
    let reading = Reading::of(snapshot, note);
    let (citation, source) = (note.citations.get(citation)?, reading.source(citation));
    let mut page = Page::default();
    match source {
        Source::Article(id, article) => {
            let title = article.title.clone().unwrap_or_else(|| article.key.clone());
            let date = article.dct.as_ref().map_or_else(|| "no date".to_string(), dated);
            page.head(&title, &[date]);
            let mut who: Vec<String> = article.byline.clone();
            who.extend(article.publisher.clone());
            if article.title.is_some() {
                who.push(article.key.clone());
            }
            page.line(&who.join(" · "));
            if let Some(dct) = article.dct.as_ref().filter(|dct| dct.origin == crate::date::DctOrigin::Inferred) {
                page.line(&format!("Date inferred: {}.", dct.reasons.join("; ")));
            }
            page.rule();
            let located = citation.locator.as_ref().and_then(|l| located(article, l));
            let (words, below) = match located {
                Some((span, number)) => (span, format!("paragraph {number}")),
                None => {
                    // What the article says of the words it is cited for.
                    let spoken_for = citation.covers.last().map(|covered| reading.bearing(*covered));
                    let passage = spoken_for.and_then(|claim| reading.passage(*id, article, &claim));
                    let passage = passage.filter(|passage| passage.score >= SPEAKS_OF).map(|passage| passage.span);
                    (passage.or_else(|| opening(article))?, String::new())
                }
            };
            page.passage(words.of(article.text.as_str()), &below);
            let facts = &article.facts;
            page.line(&format!(
                "{} · {}",
                count(body(article).count(), "paragraph"),
                count(facts.claims.len(), "claim")
            ));
        }
        Source::Ambiguous(ids) => {
            page.head(&citation.key, &[format!("names {} articles", ids.len())]);
            for article in ids.iter().take(6).filter_map(|id| snapshot.corpus.get(*id)) {
                page.line(&crate::ide::page::source_line(&article));
            }
        }
        Source::Unknown(_) if snapshot.corpus.is_empty() => {
            page.head(&citation.key, &["no article has been read yet".into()]);
        }
        Source::Unknown(closest) => {
            page.head(&citation.key, &["no article here has this key".into()]);
            if let Some(key) = closest.first() {
                page.line(&format!("Closest: {key}"));
            }
        }
        Source::Unread(_) => {
            page.head(&citation.key, &["could not be read".into()]);
        }
        Source::Other => return None,
    }
    Some(page.finish())
}

/// The paragraph a locator names, with its number.
pub(crate) fn located(article: &Article, locator: &Locator) -> Option<(Span, u32)> {
    let (first, last) = locator.paragraphs?;
    let spans: Vec<Span> = body(article).collect();
    let start = *spans.get((first as usize).checked_sub(1)?)?;
    let end = spans.get((last as usize).saturating_sub(1)).copied().unwrap_or(start);
    Some((start.join(end), first))
}

/// The paragraphs that locators count: title, headings and boilerplate are none.
pub(crate) fn body(article: &Article) -> impl Iterator<Item = Span> + '_ {
    article.paragraphs.iter().filter(|p| p.role == ParagraphRole::Body).map(|p| p.span)
}

fn opening(article: &Article) -> Option<Span> {
    let first = article.paragraphs.iter().find(|p| p.role == ParagraphRole::Body)?;
    Some(first.sentences.first().copied().unwrap_or(first.span))
}
