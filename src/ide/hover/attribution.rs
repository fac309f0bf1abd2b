//! The hover of a claim in an article: who said it, when, and which notes use it.

use crate::article::Article;
use crate::claim::ClaimKind;
use crate::ide::page::{Page, count, source_line};
use crate::ide::place::cited;
use crate::text::Span;
use crate::world::Snapshot;

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
    page.line(&used_by(snapshot, article));
    Some(page.finish())
}

fn used_by(snapshot: &Snapshot, article: &Article) -> String {
    let uses = |note: &crate::note::Note| {
        note.citations.iter().any(|c| cited(snapshot, note, c).is_some_and(|(_, other)| other.path == article.path))
    };
    let notes = snapshot.notes.values().filter(|note| uses(note)).count();
    if notes == 0 { String::new() } else { format!("The article is cited in {}", count(notes, "note")) }
}
