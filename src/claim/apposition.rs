//! Appositions and clauses around a speaker: “X, the mayor of Y, said”, and the subject of a clause
//! whose verb is no cue.

use std::ops::Range;

use super::lexicon::{
    AUXILIARY, CONJUNCTION, DETERMINER, POSSESSIVE, PREPOSITION, PRONOUN, RELATIVE, SUBORDINATOR, TIME, TO,
};
use super::reader::Paragraph;
use super::source::{is_noun_like, phrase_left};
use crate::text::{Shape, TokenKind};

/// Behind `X, the mayor of Y,` (the comma at `close`): the end of X.
pub(super) fn before_apposition(p: &Paragraph<'_>, close: usize, floor: usize) -> Option<usize> {
    let opens = match p.kind(close)? {
        TokenKind::Close => TokenKind::Open,
        kind => kind,
    };
    let mut best = None;
    let mut ix = close;
    while ix > floor && close - ix < 45 {
        ix -= 1;
        let word = &p.words[ix];
        if word.quote != 0 && opens != TokenKind::Dash
            || matches!(word.kind, TokenKind::Stop | TokenKind::Semicolon | TokenKind::Colon)
        {
            break;
        }
        if word.kind != opens || ix + 1 == close {
            continue;
        }
        if opens != TokenKind::Comma {
            return Some(ix);
        }
        let inside = &p.words[ix + 1];
        let starts = inside.has(DETERMINER | RELATIVE | POSSESSIVE)
            || inside.kind == TokenKind::Number
            || inside.is_name()
            || !inside.has(PREPOSITION | SUBORDINATOR | CONJUNCTION | PRONOUN | TO | AUXILIARY) && inside.cue.is_none()
            || matches!(p.of(ix + 1), "of" | "including" | "like" | "along");
        let before =
            ix.checked_sub(1).filter(|b| *b >= floor && is_noun_like(p, *b) || p.kind(*b) == Some(TokenKind::Close));
        if !starts || before.is_none() {
            break;
        }
        // The segment is an apposition when it has no verb, or a relative clause.
        let relative = inside.has(RELATIVE) || p.is(ix + 1, "whose");
        if !relative
            && best.is_none()
            && p.has_verb(ix + 1..close)
            && !p.words[ix + 1..close].iter().any(|w| w.has(RELATIVE))
        {
            continue;
        }
        best = Some(ix);
        if phrase_left(p, ix, floor)
            .is_some_and(|np| np.start == floor || p.kind(np.start - 1) != Some(TokenKind::Comma))
        {
            break;
        }
    }
    best
}

/// The subject of the clause that begins at `start`: for elided subjects, without a verb to walk from.
pub(super) fn clause_subject(p: &Paragraph<'_>, start: usize, limit: usize) -> Option<Range<usize>> {
    let mut from = start;
    // A dateline: NEW YORK (AFP) – The mayor …
    if let Some(dash) = (start..limit.min(start + 9)).find(|ix| p.kind(*ix) == Some(TokenKind::Dash))
        && p.words[start].is_name()
        && !p.has_verb(start..dash)
    {
        from = dash + 1;
    }
    while from < limit
        && (p.has(from, CONJUNCTION)
            || p.is_adverb(from)
            || p.kind(from) == Some(TokenKind::Comma) && p.words[from].quote == 0)
    {
        from += 1;
    }
    let opens_adjunct = |ix: usize| {
        p.has(ix, PREPOSITION | SUBORDINATOR | TIME) && !p.has(ix, PRONOUN)
            || p.of(ix).ends_with("ing")
            || p.of(ix).ends_with("ed") && p.has(ix + 1, PREPOSITION)
            || p.kind(ix + 1) == Some(TokenKind::Comma)
    };
    if from < limit && opens_adjunct(from) {
        let comma = (from..limit).find(|ix| p.kind(*ix) == Some(TokenKind::Comma) && p.words[*ix].quote == 0)?;
        from = comma + 1;
        // On July 6, 2015, …
        while from + 1 < limit
            && p.kind(from + 1) == Some(TokenKind::Comma)
            && (p.kind(from) == Some(TokenKind::Number) || p.is_adverb(from))
        {
            from += 2;
        }
    }
    let first = p.words.get(from).filter(|_| from < limit)?;
    if first.quote != 0 || !first.is_word() || (first.has(PREPOSITION | TO | AUXILIARY) && !first.has(PRONOUN)) {
        return None;
    }
    if first.has(PRONOUN) && !first.has(DETERMINER) {
        return Some(from..from + 1);
    }
    let mut end = from;
    while end < limit && end - from < 14 {
        let word = &p.words[end];
        if word.quote != 0 || word.is_mark() && word.kind != TokenKind::Possessive {
            break;
        }
        if end > from {
            let of = p.is(end, "of") || matches!(p.of(end), "for" | "and");
            if p.verb_like(end)
                || word.has(RELATIVE | SUBORDINATOR | PRONOUN | TO) && !of
                || word.has(PREPOSITION) && !of
                || p.is_adverb(end)
            {
                break;
            }
            if word.shape == Shape::Lower && word.cue.is_some() && p.words[end - 1].is_name() {
                break;
            }
        }
        end += 1;
    }
    while end > from && p.has(end - 1, CONJUNCTION | PREPOSITION) {
        end -= 1;
    }
    (end > from).then_some(from..end)
}
