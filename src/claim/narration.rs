//! What the article itself states, with a figure or a date, outside of what anybody says.

use std::ops::Range;

use super::content;
use super::lexicon::CONJUNCTION;
use super::reader::Paragraph;
use super::{Claim, ClaimKind, Ground, figures};
use crate::text::{Span, TokenKind};

/// Fewest words of a statement.
const SHORTEST: usize = 4;

/// The statements of a paragraph whose other claims are `said`.
pub(super) fn find(ground: &Ground<'_>, p: &Paragraph<'_>, said: &[Claim]) -> Vec<Claim> {
    let mut found = Vec::new();
    for sentence in &p.sentences {
        let span = p.span(sentence.clone());
        if figures::within(ground.figures, span).is_empty() && first_date(ground, span).is_none() {
            continue;
        }
        for stretch in stretches(p, sentence.clone(), said) {
            let span = p.span(stretch.clone());
            let figures = figures::within(ground.figures, span);
            let date = first_date(ground, span);
            let whole = stretch.len() + 2 >= sentence.len();
            let states = !figures.is_empty() || whole && date.is_some();
            let stated =
                p.kind(sentence.end.saturating_sub(1)) == Some(TokenKind::Stop) && !p.is(sentence.end - 1, "?");
            if states && stated && p.count(stretch.clone()) >= SHORTEST && p.has_verb(stretch) {
                found.push(Claim {
                    kind: ClaimKind::Narration,
                    source: Vec::new(),
                    cue: Vec::new(),
                    content: vec![span],
                    speaker: None,
                    addressee: None,
                    date,
                    figures,
                });
            }
        }
    }
    found
}

/// The parts of a sentence that no claim touches, without marks and conjunctions at their ends.
fn stretches(p: &Paragraph<'_>, sentence: Range<usize>, said: &[Claim]) -> Vec<Range<usize>> {
    let taken =
        |span: Span| said.iter().any(|c| c.source.iter().chain(&c.cue).chain(&c.content).any(|s| s.overlaps(span)));
    let mut found = Vec::new();
    let mut start = sentence.start;
    for ix in sentence.start..=sentence.end {
        let cut = ix == sentence.end || p.words[ix].quote != 0 || taken(p.words[ix].span);
        if cut {
            let mut from = start;
            while from < ix && (p.words[from].is_mark() || p.has(from, CONJUNCTION)) {
                from += 1;
            }
            let mut to = content::trim_right(p, from, ix);
            while to > from && (p.has(to - 1, CONJUNCTION) || p.kind(to - 1) == Some(TokenKind::Comma)) {
                to -= 1;
            }
            if from < to {
                found.push(from..to);
            }
            start = ix + 1;
        }
    }
    found
}

/// The first date expression in `span`.
pub(super) fn first_date(ground: &Ground<'_>, span: Span) -> Option<u32> {
    let at = ground.dates.partition_point(|d| d.span.start() < span.start());
    ground.dates.get(at).filter(|d| d.span.end() <= span.end()).map(|_| at as u32)
}
