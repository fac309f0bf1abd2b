//! Paragraphs that are said as a whole: transcript lines, quotations and posts signed with a dash,
//! headlines of the form “Brook: Bridge Closed”.

use std::ops::Range;

use super::lexicon::{AUXILIARY, CONJUNCTION, DETERMINER, PREPOSITION, PRONOUN};
use super::reader::Paragraph;
use crate::text::{Shape, TokenKind};

/// What a paragraph is, beside running prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// `BROOK: We will open it.` – the name in capitals.
    Transcript { speaker: Range<usize>, colon: usize, content: Range<usize> },
    /// `Brook: Bridge Stays Closed`: a name in mixed case; a speaker in a headline or an interview only.
    Labelled { speaker: Range<usize>, colon: usize, content: Range<usize> },
    /// `“We will open it.” — Ana Brook`, or `— Ana Brook (@anab) January 9, 2022` alone, which signs the
    /// paragraph before.
    Signed { content: Option<Range<usize>>, dash: usize, speaker: Range<usize>, handle: bool },
}

/// Names before a colon are this long at most, in words.
const LONGEST_LABEL: usize = 7;

pub(super) fn block(p: &Paragraph<'_>) -> Option<Block> {
    signed(p).or_else(|| labelled(p))
}

fn labelled(p: &Paragraph<'_>) -> Option<Block> {
    let start = usize::from(matches!(
        p.kind(0),
        Some(TokenKind::OpenQuote | TokenKind::StraightQuote | TokenKind::CloseQuote | TokenKind::Open)
    ));
    let colon =
        (start..p.words.len().min(start + LONGEST_LABEL + 4)).find(|ix| p.kind(*ix) == Some(TokenKind::Colon))?;
    if colon == start || colon + 1 >= p.words.len() {
        return None;
    }
    let name = start..colon;
    let words = &p.words[name.clone()];
    let letters = words.iter().filter(|w| w.kind == TokenKind::Word && w.span.len() > 1);
    let speaker = name.clone();
    let content = colon + 1..p.words.len();
    let nameable = words.iter().all(|w| {
        matches!(
            w.kind,
            TokenKind::Word | TokenKind::Open | TokenKind::Close | TokenKind::Comma | TokenKind::Possessive
        )
    });
    if !nameable || p.count(name.clone()) > LONGEST_LABEL {
        return None;
    }
    let upper = words[0].shape == Shape::Upper
        && letters.clone().all(|w| matches!(w.shape, Shape::Upper | Shape::Mixed) || w.has(PREPOSITION));
    if upper {
        return Some(Block::Transcript { speaker, colon, content });
    }
    let named = words.iter().all(|w| w.kind != TokenKind::Word || w.is_name())
        && !words[0].has(PREPOSITION | DETERMINER | AUXILIARY | CONJUNCTION | PRONOUN);
    (named && start == 0).then_some(Block::Labelled { speaker, colon, content })
}

/// A dash, a name, perhaps a handle and a date, and the end of the paragraph.
fn signed(p: &Paragraph<'_>) -> Option<Block> {
    let dash = (0..p.words.len()).rev().take(16).find(|ix| p.kind(*ix) == Some(TokenKind::Dash))?;
    let mut end = dash + 1;
    while p
        .words
        .get(end)
        .is_some_and(|w| w.kind == TokenKind::Word && (w.is_name() || end > dash + 1 && w.has(PREPOSITION)))
    {
        end += 1;
    }
    let speaker = dash + 1..end;
    if speaker.is_empty() || speaker.len() > 6 {
        return None;
    }
    let rest = &p.words[end..];
    let handle = rest.first().is_some_and(|w| w.kind == TokenKind::Handle)
        || rest.first().is_some_and(|w| w.kind == TokenKind::Open)
            && rest.get(1).is_some_and(|w| w.kind == TokenKind::Handle);
    let ends = rest.iter().all(|w| w.kind == TokenKind::Stop) || handle && rest.len() < 10;
    if !ends {
        return None;
    }
    if dash == 0 {
        return Some(Block::Signed { content: None, dash, speaker, handle });
    }
    let quoted = p.quote_ending(dash).is_some_and(|(_, range)| range.start == 0);
    (quoted || handle).then_some(Block::Signed { content: Some(0..dash), dash, speaker, handle })
}
