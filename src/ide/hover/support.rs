//! The hover of a cited sentence: the passage of each source that speaks most of it.

use crate::compare::{Passage, Reading};
use crate::ide::page::{Page, source_line};
use crate::note::Note;
use crate::world::Snapshot;

/// How many passages are shown.
const PASSAGES: usize = 3;
/// Below this share of what a sentence bears, a passage is no evidence to show.
const SPEAKS_OF: f32 = 0.2;

pub(super) fn hover(snapshot: &Snapshot, note: &Note, sentence: usize) -> Option<String> {
    let span = *note.sentences.get(sentence)?;
    let reading = Reading::of(snapshot, note);
    let mut page = Page::default();
    let cited = !reading.articles(span).is_empty();
    let passages = if cited { reading.passages(span) } else { reading.suggestions(span, PASSAGES) };
    let passages: Vec<&Passage> = passages.iter().filter(|p| p.score >= SPEAKS_OF).take(PASSAGES).collect();
    match (cited, passages.is_empty()) {
        (true, false) => page.head("The source's words", &[]),
        (true, true) => page.head("The source says nothing near this", &[]),
        (false, false) => page.head("No source named", &["these speak of it".into()]),
        (false, true) => return None,
    };
    for passage in passages {
        page.passage(passage.span.of(passage.article.text.as_str()), &source_line(&passage.article));
    }
    Some(page.finish())
}
