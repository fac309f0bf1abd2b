//! From words of a paragraph to claims with spans, kind, figures and date.

use std::ops::Range;

use super::attribution::Attribution;
use super::reader::Paragraph;
use super::{Claim, ClaimKind, Ground, figures};
use crate::date::TimexKind;
use crate::text::Span;

/// Share of quoted letters from which a content is direct, and from which it is mixed; with how many
/// letters at least.
const DIRECT: f64 = 0.95;
const MIXED: f64 = 0.08;
const MIXED_LETTERS: usize = 6;

/// The claim an attribution amounts to.
pub(super) fn claim(ground: &Ground<'_>, p: &Paragraph<'_>, made: &Attribution) -> Claim {
    let spans = |ranges: &[Range<usize>]| -> Vec<Span> { ranges.iter().map(|r| p.span(r.clone())).collect() };
    let content = spans(&made.content);
    let whole = content.iter().copied().reduce(Span::join).unwrap_or_default();
    let first = content.first().copied().unwrap_or_default();
    Claim {
        kind: kind(p, &made.content),
        source: spans(&made.source),
        cue: spans(&made.cue),
        figures: figures::within(ground.figures, if content.len() == 1 { first } else { whole }),
        content,
        speaker: None,
        addressee: None,
        date: said_on(ground, p, made),
    }
}

/// The day of the saying, no part of the content: “said on Friday”, “on Friday she said”. No verb stands between
/// it and the cue, and what stands right behind the cue comes first.
fn said_on(ground: &Ground<'_>, p: &Paragraph<'_>, made: &Attribution) -> Option<u32> {
    let sentence = p.span(p.sentences.get(made.sentence)?.clone());
    let from = ground.dates.partition_point(|d| d.span.start() < sentence.start());
    let covers = |pieces: &[Range<usize>], span: Span| pieces.iter().any(|r| p.span(r.clone()).overlaps(span));
    let cue = made.cue.first()?;
    let subject = made.source.iter().filter(|r| r.end <= cue.start).map(|r| r.start).min();
    let starts = subject.unwrap_or(cue.start).min(cue.start);
    let dates = ground.dates.get(from..)?.iter().take_while(|d| d.span.end() <= sentence.end());
    let mut earlier = None;
    for (ix, date) in dates.enumerate() {
        let told = matches!(date.kind, TimexKind::Date | TimexKind::Time);
        if !told || covers(&made.content, date.span) || covers(&made.source, date.span) {
            continue;
        }
        let at = p.words.partition_point(|w| w.span.end() <= date.span.start());
        let behind = p.words.partition_point(|w| w.span.start() < date.span.end());
        let gap = if at >= cue.end { cue.end..at } else { behind..starts.max(behind) };
        if gap.clone().any(|ix| p.words[ix].quote != 0 || p.verb_like(ix)) {
            continue;
        }
        if at >= cue.end {
            return Some((from + ix) as u32);
        }
        earlier = earlier.or(Some((from + ix) as u32));
    }
    earlier
}

/// Direct, mixed or indirect, by the share of letters between quotation marks.
fn kind(p: &Paragraph<'_>, content: &[Range<usize>]) -> ClaimKind {
    let (mut all, mut quoted) = (0, 0);
    for word in content.iter().flat_map(|range| p.words.get(range.clone()).unwrap_or_default()).filter(|w| w.is_word())
    {
        all += word.span.len();
        quoted += if word.quote == 0 { 0 } else { word.span.len() };
    }
    let share = quoted as f64 / all.max(1) as f64;
    match share {
        _ if share >= DIRECT => ClaimKind::Direct,
        _ if share >= MIXED && quoted >= MIXED_LETTERS => ClaimKind::Mixed,
        _ => ClaimKind::Indirect,
    }
}
