//! Which words around a cue are the content.

use std::ops::Range;

use super::cues::{Class, Inflection};
use super::lexicon::{
    AUDIENCE, AUXILIARY, CONJUNCTION, CONTENT, DETERMINER, MODAL, OBJECT, PLURAL, PREPOSITION, PRONOUN, RELATIVE,
    SUBORDINATOR, TIME, TO,
};
use super::reader::Paragraph;
use super::signal::{Cue, Signal};
use super::source;
use crate::text::{Shape, TokenKind};

/// What follows a cue.
#[derive(Clone, Debug, Default)]
pub(super) struct Right {
    /// Where the content begins.
    pub start: usize,
    /// Who was told.
    pub addressee: Option<Range<usize>>,
    /// A comma stands between cue and content: “…, he said, …”.
    pub after_comma: bool,
    pub after_colon: bool,
}

/// Prepositions that belong to the verb rather than to the content: called for, complained about.
const PARTICLES: &[&str] = &["about", "for", "on", "against", "to", "with", "as", "of", "out"];

/// How far a clause may be sought behind an addressee or an occasion, in words.
const REACH: usize = 32;

/// Where the content to the right of `cue` begins, if there is one before `end`.
pub(super) fn right(p: &Paragraph<'_>, cue: &Cue, end: usize) -> Option<Right> {
    let mut at = cue.group.end;
    let mut result = Right::default();
    while at < end && p.is_adverb(at) && !p.is(at, "not") && p.words[at].quote == 0 {
        at += 1;
    }
    if let Some(found) = plain(p, at, end) {
        return Some(found);
    }
    let word = p.words.get(at).filter(|_| at < end)?;
    if matches!(word.kind, TokenKind::Stop | TokenKind::Semicolon | TokenKind::Dash | TokenKind::Close) {
        return None;
    }
    if word.kind == TokenKind::Comma {
        return behind_comma(p, at, end);
    }
    if cue.form.addresses
        && !p.has(at, TO | PREPOSITION)
        && let Some(found) = behind_addressee(p, cue, at, end)
    {
        return Some(found);
    }
    if cue.form.addresses && p.of(cue.verb).to_ascii_lowercase().starts_with("t") && !p.has(at, PREPOSITION) {
        // told the court. – nothing was told here.
        return None;
    }
    let approximate =
        matches!(p.of(at), "about" | "around" | "over" | "under") && p.kind(at + 1) == Some(TokenKind::Number);
    if !approximate && (behind_time(p, at, end) > at || word.has(PREPOSITION) && !word.is_name() || p.is(at, "to")) {
        // said Monday that; said in an interview on Friday that; said to reporters: “…”
        if (cue.form.class == Class::Speech || cue.signal == Signal::According)
            && let Some(found) = behind_adjunct(p, at, end)
        {
            return Some(found);
        }
        let behind = behind_time(p, at, end);
        if behind > at {
            let next = p.words.get(behind).filter(|_| behind < end)?;
            if next.kind == TokenKind::Comma {
                return behind_comma(p, behind, end);
            }
            if next.is_mark() || next.has(PREPOSITION) {
                return None;
            }
            result.start = behind;
            return Some(result);
        }
        if !word.has(PREPOSITION) && !p.is(at, "to") {
            return None;
        }
        // said on Monday the road was closed
        let day = if p.is(at, "on") { behind_time(p, at + 1, end) } else { at };
        if day > at + 1 && cue.form.class != Class::Object {
            let clause = p.words.get(day).is_some_and(|w| w.is_word() && !w.has(PREPOSITION | CONJUNCTION | TO));
            return (clause && p.has_verb(day + 1..end)).then_some(Right { start: day, ..result });
        }
        // “reported on Monday in the journal”, “what everyone agrees on is …”
        if p.is(at, "on") && p.has(at + 1, TIME) || p.has(at + 1, AUXILIARY) && !p.words[at + 1].is_name() {
            return None;
        }
        let to_clause =
            p.is(at, "to") && p.words.get(at + 1).is_some_and(|w| !w.has(DETERMINER | OBJECT) && !w.is_name());
        if to_clause {
            result.start = at;
            return Some(result);
        }
        if PARTICLES.contains(&p.of(at)) && particle_goes(p, cue, at) && at + 1 < end && !p.words[at + 1].is_mark() {
            result.start = at + 1;
            return Some(result);
        }
        return None;
    }
    if word.has(CONJUNCTION) {
        return None;
    }
    result.start = at;
    Some(result)
}

/// Where “Monday”, “last week”, “this year”, “two days ago” that begins at `at` ends.
fn behind_time(p: &Paragraph<'_>, at: usize, end: usize) -> usize {
    let mut behind = at;
    while behind < end && p.words[behind].quote == 0 {
        let leads = matches!(p.of(behind), "this" | "last" | "next" | "late" | "early" | "earlier" | "later")
            || p.kind(behind) == Some(TokenKind::Number)
            || p.has(behind, DETERMINER) && p.is(behind + 2, "ago");
        if p.has(behind, TIME) && !p.is(behind, "may") {
            behind += 1;
        } else if leads && behind + 1 < end && p.has(behind + 1, TIME) {
            behind += 2;
        } else {
            break;
        }
    }
    behind
}

/// Whether the preposition at `at` opens the content of this verb rather than an occasion.
fn particle_goes(p: &Paragraph<'_>, cue: &Cue, at: usize) -> bool {
    let verb = p.of(cue.verb).to_ascii_lowercase();
    let said = [
        "said", "say", "saying", "says", "told", "added", "wrote", "write", "writes", "writing", "tweeted", "asked",
        "noted",
    ];
    // “replying to a question”, “did not respond to a request”: what was asked, not what was answered.
    let answers = ["repl", "respon", "answer"].iter().any(|stem| verb.starts_with(stem));
    if answers && p.is(at, "to") {
        return false;
    }
    if said.contains(&verb.as_str()) {
        return matches!((verb.as_str(), p.of(at)), ("asked", "about" | "for"));
    }
    true
}

/// A colon, a quotation or a clause that begins right at `at`.
fn plain(p: &Paragraph<'_>, at: usize, end: usize) -> Option<Right> {
    let word = p.words.get(at).filter(|_| at < end)?;
    if word.quote != 0 {
        return Some(Right { start: at, ..Right::default() });
    }
    if word.kind == TokenKind::Colon {
        return Some(Right { start: at + 1, after_colon: true, ..Right::default() });
    }
    if word.has(CONTENT) && !p.words.get(at + 1).is_some_and(|w| w.is_mark() && w.quote == 0 && p.is(at, "so")) {
        return Some(Right { start: at, ..Right::default() });
    }
    None
}

fn behind_comma(p: &Paragraph<'_>, comma: usize, end: usize) -> Option<Right> {
    let at = comma + 1;
    let word = p.words.get(at).filter(|_| at < end)?;
    if word.quote != 0 {
        return Some(Right { start: at, after_comma: true, ..Right::default() });
    }
    // , adding … | , who … | , in an interview, “…”
    let gerund = p.of(at).ends_with("ing") && !word.is_name() && word.cue.is_none();
    // “…, she said, replacing him would be harder”: the subject of a clause.
    let clause = gerund
        && (at + 1..end)
            .take_while(|ix| !p.words[*ix].is_mark() && p.words[*ix].quote == 0)
            .find(|ix| p.has(*ix, AUXILIARY | SUBORDINATOR | RELATIVE))
            .is_some_and(|ix| p.has(ix, MODAL));
    let participle = word.cue.is_some_and(|c| c.inflection == Inflection::Participle) || gerund && !clause;
    let time = word.has(TIME) && !word.has(AUXILIARY);
    if word.has(CONJUNCTION) && p.opens_quote(at + 1).is_some() {
        return Some(Right { start: at + 1, after_comma: true, ..Right::default() });
    }
    if word.has(RELATIVE | CONJUNCTION) {
        return None;
    }
    if word.cue.is_some_and(|c| c.class == Class::Speech && c.inflection == Inflection::Participle) {
        return None;
    }
    if participle
        || p.is(at, "in")
        || p.is(at, "at")
        || p.is(at, "during")
        || p.is(at, "after")
        || p.is(at, "with")
        || time
    {
        let close = (at..end).find(|ix| p.kind(*ix) == Some(TokenKind::Comma) && p.words[*ix].quote == 0)?;
        let quote = p.words.get(close + 1).filter(|_| close + 1 < end)?;
        return (quote.quote != 0).then_some(Right { start: close + 1, after_comma: true, ..Right::default() });
    }
    Some(Right { start: at, after_comma: true, ..Right::default() })
}

/// told reporters on Friday that …, urged the council to …
fn behind_addressee(p: &Paragraph<'_>, cue: &Cue, at: usize, end: usize) -> Option<Right> {
    let tell = matches!(p.of(cue.verb).as_bytes().first(), Some(b't' | b'T'));
    let limit = end.min(at + REACH);
    let optional = !tell;
    let mut ix = at;
    while ix < limit {
        let word = &p.words[ix];
        let addressee = Some(at..ix).filter(|r| !r.is_empty());
        if word.quote != 0 {
            // Not “told Reuters the firm was “optimistic””.
            if ix > at
                && !(tell && p.has_verb(at + 1..ix))
                && p.opens_quote(ix).is_some()
                && !(p.has(ix - 1, DETERMINER | PREPOSITION) || p.kind(ix - 1) == Some(TokenKind::Possessive))
            {
                return Some(Right {
                    start: ix,
                    addressee,
                    after_comma: p.kind(ix - 1) == Some(TokenKind::Comma),
                    ..Right::default()
                });
            }
            ix += 1;
            continue;
        }
        match word.kind {
            TokenKind::Colon => return Some(Right { start: ix + 1, addressee, after_colon: true, ..Right::default() }),
            TokenKind::Stop | TokenKind::Semicolon | TokenKind::Dash => break,
            TokenKind::Comma => {
                if p.words.get(ix + 1).is_some_and(|w| w.quote != 0) {
                    return Some(Right { start: ix + 1, addressee, after_comma: true, ..Right::default() });
                }
                if tell
                    && ix > at
                    && p.words.get(ix + 1).is_some_and(|w| w.cue.is_some() || p.of(ix + 1).ends_with("ing"))
                {
                    break;
                }
            }
            _ if ix > at && word.has(CONTENT) && !p.is(ix, "what") => {
                return Some(Right { start: ix, addressee, ..Right::default() });
            }
            _ if ix > at && optional && word.has(TO) && !p.is(ix - 1, "according") => {
                return Some(Right { start: ix, addressee, ..Right::default() });
            }
            _ if ix > at && tell && word.has(TO) && !p.has(ix + 1, DETERMINER) && !p.words[ix - 1].has(TIME) => {
                return Some(Right { start: ix, addressee, ..Right::default() });
            }
            _ if ix > at
                && word.has(PRONOUN)
                && !word.has(DETERMINER)
                && !p.has(ix - 1, PREPOSITION | CONJUNCTION | RELATIVE | SUBORDINATOR) =>
            {
                return Some(Right { start: ix, addressee, ..Right::default() });
            }
            _ if optional
                && ix > at
                && (p.has(ix, AUXILIARY) || p.is(ix, "of") || p.is(ix, "against") || p.is(ix, "about")) =>
            {
                // warned the council of …
                return (!p.has(ix, AUXILIARY) && p.has(at, OBJECT | AUDIENCE | PLURAL)
                    || p.words[at].is_name() && !p.has(ix, AUXILIARY))
                .then_some(Right { start: ix, addressee, ..Right::default() });
            }
            _ => {}
        }
        ix += 1;
    }
    if !tell {
        return None;
    }
    // told CNN Brook was …: the first name or pronoun is the addressee, when a clause follows.
    let mut np = if p.has(at, OBJECT) || p.has(at, AUDIENCE) { at..at + 1 } else { source::phrase_right(p, at, end)? };
    // “told the court Pym had …”: behind a common noun a name begins the clause.
    let subject = (np.start + 1..np.end).find(|ix| p.words[*ix].is_name() && p.words[*ix - 1].shape == Shape::Lower);
    if let Some(subject) = subject.filter(|ix| p.has(*ix - 1, DETERMINER) || p.verb_like(np.end)) {
        let owned = p.has(subject - 1, DETERMINER | PREPOSITION);
        np.end = if owned { np.end } else { subject };
    }
    // “told the court the road was closed”: so does a second article.
    let article = |ix: &usize| matches!(p.of(*ix), "the" | "a" | "an" | "its" | "his" | "her" | "their");
    if let Some(second) = (np.start + 1..np.end)
        .find(article)
        .filter(|ix| source::is_noun_like(p, *ix - 1) && !p.has(*ix - 1, DETERMINER))
    {
        np.end = second;
    }
    let behind = np.end;
    let next = p.words.get(behind).filter(|_| behind < end)?;
    // “The road, the partner told them, was closed”
    if next.kind == TokenKind::Comma {
        return behind_comma(p, behind, end).map(|right| Right { addressee: Some(np), ..right });
    }
    let clause = !next.is_mark() && (next.has(DETERMINER | PRONOUN | CONTENT) || next.is_name());
    clause.then_some(Right { start: behind, addressee: Some(np), ..Right::default() })
}

/// Behind “on Friday”, “in an interview with X”: that, a quotation, a colon, a pronoun that begins a clause.
fn behind_adjunct(p: &Paragraph<'_>, at: usize, end: usize) -> Option<Right> {
    let limit = end.min(at + REACH);
    let mut ix = at;
    while ix < limit {
        let word = &p.words[ix];
        if word.quote != 0 {
            let opens = p.opens_quote(ix).is_some_and(|(_, range)| p.count(range.clone()) > 3);
            let after_comma = p.kind(ix.wrapping_sub(1)) == Some(TokenKind::Comma);
            if opens
                && (after_comma || ix > at && p.words[ix - 1].is_word() && !p.has(ix - 1, PREPOSITION | DETERMINER))
            {
                return Some(Right { start: ix, after_comma, ..Right::default() });
            }
            ix += 1;
            continue;
        }
        match word.kind {
            TokenKind::Colon => return Some(Right { start: ix + 1, after_colon: true, ..Right::default() }),
            TokenKind::Stop | TokenKind::Semicolon | TokenKind::Dash => return None,
            _ => {}
        }
        if ix > at {
            if p.is(ix, "that")
                && (p.has(ix + 1, DETERMINER | PRONOUN | PREPOSITION | PLURAL | SUBORDINATOR)
                    || p.words.get(ix + 1).is_some_and(|w| {
                        w.is_name() || w.quote != 0 || w.is_word() && !p.verb_like(ix + 1) || w.is_mark()
                    }))
            {
                return Some(Right { start: ix, ..Right::default() });
            }
            let clause_pronoun = word.has(PRONOUN)
                && !word.has(DETERMINER)
                && !p.has(ix - 1, PREPOSITION | RELATIVE | CONJUNCTION | SUBORDINATOR)
                && p.words.get(ix + 1).is_some_and(|w| {
                    w.has(AUXILIARY)
                        || p.verb_like(ix + 1)
                        || w.kind == TokenKind::Possessive
                        || w.cue.is_some()
                        || p.is_adverb(ix + 1)
                        || w.is_word()
                });
            if clause_pronoun && p.kind(ix - 1) != Some(TokenKind::Comma) {
                return Some(Right { start: ix, ..Right::default() });
            }
            if word.cue.is_some_and(|c| !c.noun && c.class == Class::Speech && c.inflection != Inflection::Participle)
                && !p.has(ix - 1, DETERMINER)
            {
                return None;
            }
        }
        ix += 1;
    }
    None
}

/// Where a content that begins at `start` ends: the end of the sentence, or where another attribution
/// of the same rank begins. `rest` are the cues behind this one, each with the place its clause begins.
pub(super) fn right_end(p: &Paragraph<'_>, start: usize, end: usize, rest: &[(Cue, usize)]) -> usize {
    let mut limit = end;
    for (cue, lead) in rest {
        let lead = *lead;
        if lead <= start || lead >= limit {
            continue;
        }
        let before = lead.checked_sub(1).and_then(|b| p.words.get(b));
        let comma = before.is_some_and(|w| w.kind == TokenKind::Comma && w.quote == 0)
            || p.quote_ending(lead)
                .is_some_and(|(_, range)| p.kind(range.end.wrapping_sub(2)) == Some(TokenKind::Comma));
        let conjunction = p.has(lead, CONJUNCTION);
        let contrast = matches!(p.of(lead), "but" | "while" | "though" | "although" | "whereas");
        let cuts = match cue.signal {
            Signal::Participle => comma || p.quote_ending(lead).is_some(),
            Signal::According => comma || p.quote_ending(lead).is_some(),
            Signal::Verb | Signal::Passive => {
                contrast
                    || comma && (conjunction || p.is(lead, "as"))
                    || comma
                        && p.kind(cue.group.end) == Some(TokenKind::Comma)
                        && p.opens_quote(cue.group.end + 1).is_some()
                    || conjunction
                        && (cue.form.class == Class::Speech || p.has(cue.group.end, CONTENT))
                        && cue.group.start <= lead + 2
            }
            Signal::Noun | Signal::Infinitive => false,
        };
        if cuts {
            limit = lead;
        }
    }
    let limit = aside(p, start, limit);
    trim_right(p, start, limit)
}

/// A dash that no second one closes begins a remark of the article; so does “, which …” at the end.
fn aside(p: &Paragraph<'_>, start: usize, limit: usize) -> usize {
    let mut dashes = (start..limit).filter(|ix| p.kind(*ix) == Some(TokenKind::Dash) && p.words[*ix].quote == 0);
    match (dashes.next(), dashes.next()) {
        (Some(dash), None) if dash > start + 3 => dash,
        _ => limit,
    }
}

/// Without the marks at the end (stops, commas, dashes) that stand outside quotations.
pub(super) fn trim_right(p: &Paragraph<'_>, start: usize, end: usize) -> usize {
    let mut end = end;
    while end > start
        && p.words[end - 1].quote == 0
        && p.words[end - 1].is_mark()
        && p.kind(end - 1) != Some(TokenKind::Close)
    {
        end -= 1;
    }
    end
}
