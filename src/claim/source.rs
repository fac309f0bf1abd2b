//! Noun phrases around a cue: who speaks.

use std::ops::Range;

use super::apposition::before_apposition;
use super::cues::Inflection;
use super::lexicon::{
    AUXILIARY, CONJUNCTION, CONTENT, DETERMINER, MODAL, OBJECT, PLURAL, POSSESSIVE, PREPOSITION, PRONOUN, RELATIVE,
    SUBORDINATOR, TIME, TO, VERB,
};
use super::reader::Paragraph;
use crate::text::{Shape, TokenKind};

/// What stands where the subject of a verb should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A noun phrase or pronoun.
    Phrase(Range<usize>),
    /// who, which: with its antecedent, when one was found.
    Relative {
        antecedent: Option<Range<usize>>,
        word: usize,
    },
    /// “, and said”, “, saying”: the subject of an earlier verb.
    Elided,
    None,
}

/// The longest noun phrase that is taken for a speaker, in words.
const LONGEST: usize = 22;

/// The subject whose verb group begins at `verb`, sought to the left and not before `floor`.
pub(super) fn subject(p: &Paragraph<'_>, verb: usize, floor: usize) -> Subject {
    let mut end = verb;
    if end > floor + 1 && matches!(p.of(end - 1), "all" | "both" | "each") && p.words[end - 2].is_word() {
        end -= 1;
    }
    // Brook herself said
    if end > floor + 1
        && p.has(end - 1, OBJECT)
        && ["self", "selves"].iter().any(|ending| p.of(end - 1).ends_with(ending))
    {
        end -= 1;
    }
    // Words between subject and verb: adverbs, “on Friday”, “in 2010”.
    while end > floor && (p.is_adverb(end - 1) || p.has(end - 1, TIME) && !p.has(end - 1, AUXILIARY)) {
        end -= 1;
    }
    if end < verb && end > floor && p.words[end].has(TIME) {
        let from = end;
        while end > floor
            && (p.has(end - 1, TIME | DETERMINER | CONTENT)
                || p.kind(end - 1) == Some(TokenKind::Number)
                || matches!(p.of(end - 1), "on" | "in" | "at" | "late" | "early" | "last" | "this" | "since"))
        {
            end -= 1;
        }
        if end == floor {
            end = from;
        }
    }
    let Some(last) = end.checked_sub(1).filter(|last| *last >= floor) else { return Subject::None };
    let word = &p.words[last];
    if word.quote != 0 {
        return Subject::None;
    }
    match word.kind {
        TokenKind::Comma | TokenKind::Close | TokenKind::Dash => {
            if let Some(before) = before_apposition(p, last, floor)
                && let Some(np) = phrase_left(p, before, floor)
            {
                return Subject::Phrase(np.start..last + usize::from(word.kind == TokenKind::Close));
            }
            return if word.kind == TokenKind::Comma { Subject::Elided } else { Subject::None };
        }
        kind if word.is_mark() || kind == TokenKind::Symbol => return Subject::None,
        _ => {}
    }
    if word.has(RELATIVE) || (p.is(last, "that") && last > floor && is_noun_like(p, last - 1)) {
        let mut before = last;
        if before > floor && p.kind(before - 1) == Some(TokenKind::Comma) {
            before -= 1;
        }
        return Subject::Relative { antecedent: phrase_left(p, before, floor), word: last };
    }
    if word.has(CONJUNCTION) {
        return Subject::Elided;
    }
    // “People briefed on the plan say”: a verb in the plural belongs to the noun in the plural.
    if p.words.get(verb).is_some_and(|w| w.cue.is_some_and(|cue| cue.inflection == Inflection::Base))
        && !is_plural(p, end - 1)
        && let Some(head) = plural_head(p, end, floor)
        && let Some(np) = phrase_left(p, head + 1, floor)
    {
        return Subject::Phrase(np.start..end);
    }
    match phrase_left(p, end, floor) {
        // “Officials who spoke with the paper said”: the last noun belongs to the relative clause.
        Some(np) if np.start > floor && (p.has(np.start - 1, PREPOSITION | TO) || p.verb_like(np.start - 1)) => {
            let relative =
                (floor..np.start).rev().take(15).take_while(|ix| !p.words[*ix].is_mark() && p.words[*ix].quote == 0);
            let who = relative.into_iter().find(|ix| p.has(*ix, RELATIVE));
            Subject::Phrase(who.and_then(|who| phrase_left(p, who, floor)).unwrap_or(np))
        }
        Some(np) => Subject::Phrase(np),
        // “…, but in an interview said”: only an occasion stands between.
        None if opening_phrase(p, end, floor) => Subject::Elided,
        None => Subject::None,
    }
}

fn is_plural(p: &Paragraph<'_>, ix: usize) -> bool {
    let word = p.of(ix);
    p.has(ix, PLURAL) || p.is(ix, "those") || word.ends_with('s') && !word.ends_with("ss") && word.len() > 3
}

/// The noun in the plural that phrases without a verb of their own part from `end`: “people briefed on the plan”,
/// “observers in Wales and around the country”, “those close to him”.
pub(super) fn plural_head(p: &Paragraph<'_>, end: usize, floor: usize) -> Option<usize> {
    let near = (floor..end).rev().take(12);
    let clause = near.take_while(|ix| {
        let word = &p.words[*ix];
        let verb = word.has(AUXILIARY | RELATIVE | SUBORDINATOR)
            || word.cue.is_some_and(|cue| !cue.noun && cue.inflection != Inflection::Past);
        word.quote == 0 && word.is_word() && !verb
    });
    let parted = |ix: &usize| {
        let behind = ix + 1;
        let phrase = p.has(behind, PREPOSITION) || p.of(behind).ends_with("ed") || p.has(behind + 1, PREPOSITION | TO);
        behind < end && p.words[*ix].shape != Shape::None && is_plural(p, *ix) && phrase
    };
    clause.filter(parted).last().filter(|ix| !p.has(ix.wrapping_sub(1), PREPOSITION) || *ix == floor)
}

/// Whether what ends before `end` is a prepositional phrase behind a conjunction or a comma.
fn opening_phrase(p: &Paragraph<'_>, end: usize, floor: usize) -> bool {
    let preposition = (floor..end).rev().take(6).find(|ix| p.has(*ix, PREPOSITION) && !p.words[*ix].is_name());
    preposition.is_some_and(|ix| ix > floor && (p.has(ix - 1, CONJUNCTION) || p.kind(ix - 1) == Some(TokenKind::Comma)))
}

pub(super) fn is_noun_like(p: &Paragraph<'_>, ix: usize) -> bool {
    p.words.get(ix).is_some_and(|w| {
        w.is_word()
            && !w.has(AUXILIARY | PREPOSITION | CONJUNCTION | SUBORDINATOR | PRONOUN)
            && w.cue.is_none_or(|c| c.noun)
    })
}

/// The noun phrase that ends before `end`.
pub(super) fn phrase_left(p: &Paragraph<'_>, end: usize, floor: usize) -> Option<Range<usize>> {
    let last = end.checked_sub(1).filter(|last| *last >= floor)?;
    let word = &p.words[last];
    if word.has(PRONOUN) && !word.has(DETERMINER) || p.is(last, "this") || p.is(last, "that") {
        return Some(last..end);
    }
    if word.has(OBJECT | SUBORDINATOR | TO | AUXILIARY) || word.quote != 0 || (word.has(PREPOSITION) && !word.is_name())
    {
        return None;
    }
    let mut start = end;
    while start > floor && end - start < LONGEST {
        let ix = start - 1;
        let word = &p.words[ix];
        if word.quote != 0 {
            // A quoted name inside the phrase: the so-called “group of six” said.
            let Some((_, range)) = p.quote_ending(ix + 1) else { break };
            if range.len() > 6 || range.start <= floor || !p.has(range.start - 1, DETERMINER) {
                break;
            }
            start = range.start;
            continue;
        }
        match word.kind {
            TokenKind::Word | TokenKind::Number | TokenKind::Handle | TokenKind::Possessive => {}
            TokenKind::Symbol if matches!(p.of(ix), "&" | "-" | "/" | "#" | "$" | "%") => {}
            TokenKind::Close => {
                // A bracket inside the phrase: Sen. Brook (D-Mo.) said.
                let Some(open) = (floor..ix).rev().take(12).find(|o| p.kind(*o) == Some(TokenKind::Open)) else {
                    break;
                };
                start = open;
                continue;
            }
            _ => break,
        }
        if word.kind == TokenKind::Word && breaks(p, ix, start, end, floor) {
            break;
        }
        start = ix;
        // An article opens the phrase, unless a preposition or a pair binds it to what stands before.
        let opens = matches!(p.of(ix), "the" | "a" | "an" | "The" | "A" | "An");
        if opens && ix > floor && is_noun_like(p, ix - 1) && !p.has(ix - 1, DETERMINER) {
            break;
        }
    }
    start = trim(p, start, end);
    (start < end).then_some(start..end)
}

/// Whether the phrase cannot reach over word `ix`.
fn breaks(p: &Paragraph<'_>, ix: usize, start: usize, end: usize, floor: usize) -> bool {
    let word = &p.words[ix];
    let name = word.is_name() && ix > floor;
    if word.has(DETERMINER) && !word.has(POSSESSIVE) && p.is(ix, "that") {
        return true;
    }
    if word.has(RELATIVE | OBJECT | TO | AUXILIARY) && !word.has(POSSESSIVE) && !(name && word.has(AUXILIARY)) {
        return true;
    }
    if p.is(ix, "of") {
        return ix == floor;
    }
    if word.has(CONJUNCTION) {
        // “X and Y said”: one subject, when what stands before is a noun phrase at the clause's start.
        if !p.is(ix, "and") && !p.is(ix, "or") || p.has(start, PRONOUN) {
            return true;
        }
        let Some(before) = ix.checked_sub(1).filter(|b| *b >= floor) else { return true };
        if !is_noun_like(p, before) || p.words[before].quote != 0 {
            return true;
        }
        let Some(left) = phrase_left(p, ix, floor) else { return true };
        let starts_clause = left.start == floor
            || p.words[left.start - 1].is_mark()
            || p.has(left.start - 1, SUBORDINATOR | CONJUNCTION);
        return !starts_clause;
    }
    if word.has(SUBORDINATOR) && !p.is(ix, "than") {
        return true;
    }
    if word.has(PREPOSITION) {
        // “officials in Ohio said”: over a preposition only to a noun, never from a pronoun.
        return ix == floor
            || p.has(start, PRONOUN) && start + 1 == end
            || !is_noun_like(p, ix - 1) && p.words[ix - 1].kind != TokenKind::Possessive;
    }
    if word.has(PRONOUN) && !word.has(DETERMINER) && start < end {
        return true;
    }
    if word.shape == Shape::Lower && p.is_adverb(ix) && ix > floor && !p.has(ix - 1, DETERMINER) {
        return true;
    }
    if word.shape == Shape::Lower
        && ix > floor
        && (p.has(ix - 1, MODAL | TO) || p.is_adverb(ix - 1) && ix > floor + 1 && p.has(ix - 2, MODAL))
    {
        // could (ever) join NATO
        return true;
    }
    if word.has(VERB) && word.shape == Shape::Lower && !p.has(ix.wrapping_sub(1), DETERMINER | POSSESSIVE) {
        return true;
    }
    if word.shape == Shape::Lower {
        let before_is_article = ix > floor
            && (p.has(ix - 1, DETERMINER | POSSESSIVE | PREPOSITION) || p.words[ix - 1].kind == TokenKind::Possessive);
        if let Some(cue) = word.cue {
            let reads_as_verb = match cue.inflection {
                Inflection::Base | Inflection::Third => !cue.noun || ix > floor && p.has(ix - 1, PRONOUN),
                Inflection::Past => !before_is_article,
                Inflection::Participle => !before_is_article,
            };
            return reads_as_verb;
        }
        if p.of(ix).ends_with("ed")
            && word.span.len() > 4
            && !before_is_article
            && ix > floor
            && (p.words[ix - 1].is_name() || p.has(ix - 1, PRONOUN))
        {
            return true;
        }
    }
    false
}

/// Leaves out what opens a clause before the subject proper: “But”, “In a statement”, “On Monday”.
fn trim(p: &Paragraph<'_>, start: usize, end: usize) -> usize {
    let mut start = start;
    while start < end
        && (p.has(start, CONJUNCTION | SUBORDINATOR)
            || p.is_adverb(start)
            || matches!(p.kind(start), Some(TokenKind::Possessive | TokenKind::Symbol)))
    {
        start += 1;
    }
    if start < end && p.has(start, TIME) && start + 1 < end && p.kind(start + 1) != Some(TokenKind::Possessive) {
        start += 1;
    }
    if start < end && p.has(start, PREPOSITION) {
        // An opening phrase without a comma: the speaker is the last noun phrase that follows no
        // preposition.
        for ix in (start + 1..end).rev() {
            let opens = p.has(ix, DETERMINER) || p.words[ix].is_name() && !p.words[ix - 1].is_name();
            let bound = p.has(ix - 1, PREPOSITION | DETERMINER | CONJUNCTION | POSSESSIVE)
                || p.words[ix - 1].kind == TokenKind::Possessive;
            if opens && !bound && ix > start + 1 {
                return ix;
            }
        }
        // Nothing of the kind: no subject stands here.
        return end;
    }
    start
}

/// The noun phrase that begins at `start`, for “said X” and “according to X”; `limit` ends the sentence.
/// Appositions and relative clauses that belong to it are taken along.
pub(super) fn phrase_right(p: &Paragraph<'_>, start: usize, limit: usize) -> Option<Range<usize>> {
    let first = p.words.get(start).filter(|_| start < limit)?;
    if first.quote != 0
        || !first.is_word()
        || first.has(AUXILIARY | SUBORDINATOR | CONJUNCTION | PREPOSITION | TO) && !first.is_name()
        || first.has(TIME) && p.kind(start + 1) != Some(TokenKind::Possessive)
    {
        return None;
    }
    if first.has(PRONOUN | OBJECT) && !first.has(DETERMINER) {
        return Some(start..start + 1);
    }
    let mut end = start;
    let mut commas = 0;
    while end < limit && end - start < 40 {
        let word = &p.words[end];
        if word.quote != 0 {
            let short = p.opens_quote(end).filter(|(_, range)| range.len() <= 7 && end > start);
            match short {
                Some((_, range)) if p.words[end - 1].is_word() => {
                    end = range.end;
                    continue;
                }
                _ => break,
            }
        }
        match word.kind {
            TokenKind::Stop | TokenKind::Colon | TokenKind::Semicolon | TokenKind::Dash | TokenKind::Close => break,
            TokenKind::Open => {
                let Some(close) = (end..limit).take(15).find(|c| p.kind(*c) == Some(TokenKind::Close)) else { break };
                end = close + 1;
                continue;
            }
            TokenKind::Comma => {
                commas += 1;
                let next = end + 1;
                if next >= limit || commas > 4 || p.words[next].quote != 0 {
                    break;
                }
                let participle = p.words[next].cue.is_some_and(|c| c.inflection == Inflection::Participle)
                    || p.of(next).ends_with("ing") && !p.words[next].is_name();
                let goes_on = p.has(next, DETERMINER | RELATIVE | POSSESSIVE)
                    || p.words[next].is_name() && !p.has(next, PRONOUN | SUBORDINATOR | CONJUNCTION)
                    || p.kind(next) == Some(TokenKind::Number)
                    || matches!(p.of(next), "of" | "whose");
                let noun = p.words[next].shape == Shape::Lower
                    && !p.has(next, PREPOSITION | SUBORDINATOR | CONJUNCTION | PRONOUN | AUXILIARY | TO)
                    && p.words[next].cue.is_none()
                    && !p.is_adverb(next);
                if participle || !(goes_on || noun) {
                    break;
                }
            }
            _ if commas == 0 && word.shape == Shape::Lower => {
                let opens_adjunct = word.has(PREPOSITION)
                    && !matches!(p.of(end), "of" | "for" | "from" | "with" | "at" | "in")
                    || word.has(SUBORDINATOR)
                    || word.has(TO);
                if opens_adjunct || end > start && word.has(AUXILIARY) || word.has(PRONOUN) && !word.has(DETERMINER) {
                    break;
                }
                if matches!(p.of(end), "in" | "at" | "for" | "from" | "with") && in_event(p, end + 1) {
                    break;
                }
                if end > start
                    && (word.cue.is_some_and(|c| !c.noun && c.inflection != Inflection::Participle)
                        && !p.has(end - 1, DETERMINER))
                {
                    break;
                }
            }
            _ if commas == 0 && end > start && word.has(TIME) && p.words[end - 1].is_name() => break,
            _ => {}
        }
        end += 1;
    }
    while end > start && p.words[end - 1].kind == TokenKind::Comma {
        end -= 1;
    }
    (end > start).then_some(start..end)
}

/// “in an interview”, “at a rally”, “in 2010”: an occasion rather than a part of the name.
fn in_event(p: &Paragraph<'_>, ix: usize) -> bool {
    p.has(ix, TIME)
        || p.kind(ix) == Some(TokenKind::Number)
        || (p.has(ix, DETERMINER)
            && (ix + 1..ix + 4).any(|at| {
                matches!(
                    p.of(at),
                    "interview"
                        | "statement"
                        | "speech"
                        | "rally"
                        | "debate"
                        | "email"
                        | "e-mail"
                        | "tweet"
                        | "post"
                        | "letter"
                        | "conference"
                        | "call"
                        | "op-ed"
                        | "press"
                        | "news"
                        | "television"
                        | "telephone"
                        | "phone"
                        | "report"
                        | "memo"
                )
            }))
}
