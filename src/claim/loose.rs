//! Quotations without a cue: sentences that are nothing else, what a colon announces, and what no
//! attribution holds.

use std::ops::Range;

use super::apposition;
use super::attribution::{Attribution, word};
use super::reader::Paragraph;
use super::source;
use crate::text::TokenKind;

/// A paragraph that ends in a colon announces what the next one quotes, cue or not.
pub(super) fn announce(p: &Paragraph<'_>, found: &mut Vec<Attribution>) {
    let Some(last) = p.words.len().checked_sub(1).filter(|last| p.kind(*last) == Some(TokenKind::Colon)) else {
        return;
    };
    let Some(sentence) = p.sentences.last().cloned() else { return };
    if found.iter().any(|a| a.open) {
        return;
    }
    if let Some(np) = apposition::clause_subject(p, sentence.start, sentence.end) {
        let number = p.sentences.len() - 1;
        found.push(Attribution {
            source: vec![np],
            cue: word(last),
            sentence: number,
            open: true,
            ..Attribution::default()
        });
    }
}

/// The words of a sentence that is one quotation and nothing else.
pub(super) fn quote_only(p: &Paragraph<'_>, sentence: &Range<usize>) -> Option<Range<usize>> {
    let (_, range) = p.opens_quote(sentence.start)?;
    let rest = range.end..sentence.end;
    rest.into_iter().all(|ix| p.words[ix].is_mark() || p.words[ix].quote != 0).then_some(range.start..sentence.end)
}

/// A sentence that is a quotation goes on with the quoted words before it.
pub(super) fn follow(p: &Paragraph<'_>, number: usize, quote: Range<usize>, found: &mut [Attribution]) {
    let quoted = |a: &Attribution| a.content.iter().any(|piece| piece.clone().any(|ix| p.words[ix].quote != 0));
    if let Some(last) = found.iter_mut().rev().find(|a| !a.nested && quoted(a) && a.sentence + 3 >= number) {
        last.content.push(quote);
    }
}

/// The name right before a colon, when it stands alone there: “Poll watchers – Ana Brook: “…””.
fn labelled(p: &Paragraph<'_>, colon: usize, floor: usize) -> Option<Range<usize>> {
    let np = source::phrase_left(p, colon, floor)?;
    let alone = np.start == floor || p.words[np.start - 1].is_mark() || p.is(np.start - 1, "from");
    alone.then_some(np)
}

/// Quotations of some length that no attribution holds: with the subject of their sentence, or with the
/// speaker before them.
pub(super) fn rescue(p: &Paragraph<'_>, found: &mut Vec<Attribution>) {
    for (_, range) in &p.quotes {
        if p.count(range.clone()) < 4
            || found.iter().any(|a| a.content.iter().any(|c| c.start < range.end && range.start < c.end))
        {
            continue;
        }
        let words = &p.words[range.clone()];
        if words.iter().filter(|w| w.is_word()).all(|w| w.is_name() || w.span.len() < 4) {
            continue;
        }
        let number = p.sentence_of(range.start);
        let Some(sentence) = p.sentences.get(number).cloned() else { continue };
        let alone = quote_only(p, &sentence).is_some();
        let earlier = found.iter().rev().find(|a| a.sentence < number && !a.nested && !a.source.is_empty());
        let mut made = Attribution { content: Vec::from([range.clone()]), sentence: number, ..Attribution::default() };
        let colon = range.start.checked_sub(1).filter(|c| *c > sentence.start && p.kind(*c) == Some(TokenKind::Colon));
        let source = match colon.and_then(|colon| Some((colon, labelled(p, colon, sentence.start)?))) {
            Some((colon, label)) => {
                made.cue.push(colon..range.start);
                Some(Vec::from([label]))
            }
            None if alone => earlier.map(|a| a.source.clone()),
            None => apposition::clause_subject(p, sentence.start, sentence.end).map(|np| vec![np]),
        };
        made.source = source.unwrap_or_default();
        made.source.retain(|np| np.end <= range.start || np.start >= range.end);
        found.push(made);
    }
    found.sort_by_key(|a| a.content.first().map_or(0, |c| c.start));
}
