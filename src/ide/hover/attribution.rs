//! The hover of a claim in an article: who said it, when, which other articles say so or otherwise, and which notes
//! use it.

use crate::article::Article;
use crate::claim::{Claim, ClaimKind};
use crate::compare::{Reading, Source, counts_otherwise, echoes};
use crate::ide::page::{Page, count, source_line};
use crate::ide::references::citations;
use crate::note::{Note, NoteClaim};
use crate::text::Span;
use crate::world::Snapshot;

/// Passages of other articles that are shown.
const ELSEWHERE: usize = 3;
/// Notes that are looked into.
const NOTES: usize = 8;
/// So much of a note's claim a passage has on which it rests.
const TOLD: f32 = 0.4;

pub(super) fn hover(snapshot: &Snapshot, article: &Article, claim: usize) -> Option<String> {
    let claim = article.facts.claims.get(claim)?;
    let text = article.text.as_str();
    let mut page = Page::default();
    let how = match claim.kind {
        ClaimKind::Direct => "their own words",
        ClaimKind::Mixed => "partly their own words",
        ClaimKind::Indirect => "reported speech",
        ClaimKind::Narration => "the article's own statement",
    };
    let speaker = claim.speaker.and_then(|ix| article.facts.actors.get(ix)).map(|actor| actor.name.clone());
    let source = claim.source.iter().copied().reduce(Span::join).map(|span| span.of(text).to_string());
    page.head(&speaker.or(source).unwrap_or_else(|| "The article".into()), &[how.into()]);
    let date = claim.date.and_then(|ix| article.facts.dates.get(ix as usize)).and_then(|t| t.interval.earliest);
    page.line(&date.map(crate::date::long_day).unwrap_or_default());
    page.rule();
    let words = claim.content.iter().copied().reduce(Span::join)?;
    page.passage(words.of(text), &source_line(article));
    let others = echoes(&snapshot.corpus, article, words, ELSEWHERE);
    if !others.is_empty() {
        page.rule();
        page.line("Elsewhere:");
    }
    for other in &others {
        let who = speaker_of(&other.article, other.span).map(|name| format!("{name} · ")).unwrap_or_default();
        let otherwise = if counts_otherwise(article, words, other) { " · with another number" } else { "" };
        let below = format!("{who}{}{otherwise}", source_line(&other.article));
        page.passage(other.span.of(other.article.text.as_str()), &below);
    }
    page.line(&used_by(snapshot, article, words));
    Some(page.finish())
}

/// Who is said to have said most of a passage.
fn speaker_of(article: &Article, passage: Span) -> Option<&str> {
    let inside = |claim: &&Claim| claim.content.iter().any(|content| passage.covers(*content));
    let length = |claim: &&Claim| claim.content.iter().map(|content| content.len()).sum::<usize>();
    let claim = article.facts.claims.iter().filter(inside).max_by_key(length)?;
    article.facts.actors.get(claim.speaker?).map(|actor| actor.name.as_str())
}

/// The notes whose claims rest on these words of the article; else how many cite it for others.
fn used_by(snapshot: &Snapshot, article: &Article, words: Span) -> String {
    let mut citing: Vec<_> = citations(snapshot, article).into_iter().map(|place| place.path).collect();
    citing.dedup();
    let using: Vec<String> = citing
        .iter()
        .take(NOTES)
        .filter(|path| snapshot.notes.get(path).is_some_and(|note| rests_on(snapshot, note, article, words)))
        .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
        .collect();
    match (citing.len(), using.is_empty()) {
        (0, _) => String::new(),
        (_, false) => format!("Used in {}", using.join(", ")),
        (notes, true) => format!("The article is cited in {}", count(notes, "note")),
    }
}

/// Whether one of the note's claims is told by these words of the article.
fn rests_on(snapshot: &Snapshot, note: &Note, article: &Article, words: Span) -> bool {
    let reading = Reading::of(snapshot, note);
    let cites = |claim: &&NoteClaim| {
        claim
            .citations
            .iter()
            .any(|ix| matches!(reading.source(*ix as usize), Source::Article(_, cited) if cited.path == article.path))
    };
    note.claims.iter().filter(cites).any(|claim| {
        let quoted = claim.quotations.iter().any(|ix| {
            let fit = reading.quotation(*ix as usize).fit();
            fit.is_some_and(|fit| fit.article.path == article.path && fit.span.overlaps(words))
        });
        let told = || {
            let mut passages = reading.passages(claim.span).into_iter().filter(|p| p.article.path == article.path);
            passages.next().is_some_and(|passage| passage.score >= TOLD && passage.span.overlaps(words))
        };
        quoted || claim.quotations.is_empty() && told()
    })
}
