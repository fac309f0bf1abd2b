//! Where a sentence signals that somebody speaks: verbs of saying in use, “according to”, nouns such as
//! “claim that”. Tells verbs from nouns of the same form, and reads verb groups.

use std::ops::Range;

use super::apposition;
use super::cues::{Class, CueForm, Inflection};
use super::lexicon::{
    ADVERB, AUXILIARY, BE, BEFORE_PARTICIPLE, CHAIN, CONJUNCTION, CONTENT, DETERMINER, DO, HAVE, MODAL, NOT, OBJECT,
    PHRASE, PLURAL, POSSESSIVE, PREPOSITION, PRONOUN, RELATIVE, SPEECH_NOUN, STANCE, SUBORDINATOR, TIME, TO,
};
use super::reader::Paragraph;
use super::source;
use crate::text::{Shape, TokenKind};

/// What signals the content.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Signal {
    /// A finite verb (or one behind an auxiliary).
    Verb,
    /// `saying`, `adding` without an auxiliary.
    Participle,
    /// `to say`.
    Infinitive,
    /// `according to`, `per`, `in the words of`.
    According,
    /// A noun: `his claim that`.
    Noun,
    /// `was described as … by X`.
    Passive,
}

/// A cue in use.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    pub signal: Signal,
    pub form: CueForm,
    /// The main word.
    pub verb: usize,
    /// The verb group: auxiliaries and adverbs with it.
    pub group: Range<usize>,
}

const PLAIN: CueForm = CueForm {
    class: Class::Speech,
    inflection: Inflection::Past,
    inverts: false,
    addresses: false,
    noun: false,
    clausal: false,
    weak: false,
};

/// The cues of a sentence, outside quotations, in order.
pub(super) fn cues(p: &Paragraph<'_>, sentence: Range<usize>, found: &mut Vec<Cue>) {
    found.clear();
    let mut ix = sentence.start;
    while ix < sentence.end {
        let word = &p.words[ix];
        let next = ix + 1;
        if word.quote == 0 && word.kind == TokenKind::Word {
            if word.has(PHRASE | STANCE)
                && let Some(cue) = phrase(p, ix, sentence.end)
            {
                ix = cue.group.end;
                found.push(cue);
                continue;
            }
            if let Some(form) =
                word.cue.filter(|_| !(word.is_name() && ix > sentence.start && !title_case(p, &sentence)))
                && let Some(cue) = verb(p, ix, form, &sentence)
            {
                found.push(cue);
            } else if word.has(SPEECH_NOUN)
                && word.shape == Shape::Lower
                && let Some(cue) = noun(p, ix, &sentence)
            {
                found.push(cue);
            }
        }
        ix = next;
    }
}

/// A headline in which verbs are capitalised as well.
fn title_case(p: &Paragraph<'_>, sentence: &Range<usize>) -> bool {
    let long = |ix: &usize| p.words[*ix].kind == TokenKind::Word && p.words[*ix].span.len() > 4;
    let lower = sentence.clone().filter(long).filter(|ix| p.words[*ix].shape == Shape::Lower).count();
    lower == 0 && p.sentences.len() == 1
}

/// Cues of more than one word.
fn phrase(p: &Paragraph<'_>, ix: usize, end: usize) -> Option<Cue> {
    let make =
        |signal, group: Range<usize>| Some(Cue { signal, form: CueForm { inverts: false, ..PLAIN }, verb: ix, group });
    if p.is(ix, "according") && p.is(ix + 1, "to") && ix + 2 < end {
        return make(Signal::According, ix..ix + 2);
    }
    if p.is(ix, "in") && p.is(ix + 1, "the") && p.is(ix + 2, "words") && p.is(ix + 3, "of") {
        return make(Signal::According, ix..ix + 4);
    }
    // Not the given name.
    if p.of(ix) == "per"
        && p.words.get(ix + 1).is_some_and(|w| w.has(DETERMINER) || w.is_name())
        && p.kind(ix.wrapping_sub(1)) == Some(TokenKind::Comma)
    {
        return make(Signal::According, ix..ix + 1);
    }
    let group = |to: usize| group_start(p, ix, 0)..to;
    // made clear that, make the case that, put it
    if matches!(p.of(ix), "made" | "make" | "makes" | "making") {
        let mut to = ix + 1;
        if p.is(to, "it") {
            to += 1;
        }
        if p.is(to, "clear") || p.is(to, "plain") || p.is(to, "the") && p.is(to + 1, "case") {
            let to = if p.is(to, "the") { to + 2 } else { to + 1 };
            return make(Signal::Verb, group(to));
        }
    }
    if matches!(p.of(ix), "put" | "puts")
        && p.is(ix + 1, "it")
        && (ix + 2 >= end
            || p.words[ix + 2].is_mark()
            || p.words[ix + 2].quote != 0
            || p.has(ix + 2, PREPOSITION | TIME))
    {
        return make(Signal::Verb, group(ix + 2));
    }
    // “…,” she went on.
    if matches!(p.of(ix), "went" | "goes") && p.is(ix + 1, "on") {
        let next = p.words.get(ix + 2).filter(|_| ix + 2 < end);
        if next.is_none_or(|w| w.quote != 0 || w.is_mark() && w.kind != TokenKind::Dash) {
            return make(Signal::Verb, group(ix + 2));
        }
    }
    // is confident that
    if p.has(ix, STANCE) && p.words[ix].shape == Shape::Lower && ix > 0 {
        let mut from = ix;
        while from > 0 && p.is_adverb(from - 1) {
            from -= 1;
        }
        if from > 0 && p.has(from - 1, BE) && p.has(ix + 1, CONTENT) && p.is(ix + 1, "that") && !p.is(ix, "clear") {
            let from = group_start(p, from, 0);
            return Some(Cue {
                signal: Signal::Verb,
                form: CueForm { class: Class::Thought, ..PLAIN },
                verb: ix,
                group: from..ix + 1,
            });
        }
    }
    None
}

/// Where the verb group that ends in `verb` begins: auxiliaries, adverbs, “not”, chains (“appeared to”).
pub(super) fn group_start(p: &Paragraph<'_>, verb: usize, floor: usize) -> usize {
    let mut start = verb;
    while start > floor {
        let ix = start - 1;
        let word = &p.words[ix];
        if word.quote != 0 {
            break;
        }
        if word.has(AUXILIARY) && !(word.is_name() && p.is(ix, "May")) || p.is_adverb(ix) || word.has(NOT) {
            start = ix;
        } else if word.kind == TokenKind::Possessive
            && p.has(start, AUXILIARY | NOT | ADVERB) | p.of(start).ends_with("ing")
        {
            // he’s said, she’s claiming: a contracted auxiliary.
            start = ix;
        } else if word.has(TO) && ix > floor {
            let mut chain = ix - 1;
            while chain > floor && (p.is_adverb(chain) || matches!(p.of(chain), "on" | "forward" | "back" | "out")) {
                chain -= 1;
            }
            // “has no immediate plans to …”: a noun.
            let noun = p.has(chain, SPEECH_NOUN)
                && (chain.saturating_sub(2)..chain)
                    .any(|at| p.has(at, POSSESSIVE) || p.is(at, "no") || p.is(at, "any"));
            if p.has(chain, CHAIN | HAVE | BE) && p.words[chain].shape == Shape::Lower && !noun {
                start = chain;
            } else {
                break;
            }
        } else {
            break;
        }
    }
    // “later” and the like before an auxiliary belong to it; a bare leading adverb at the sentence start does too.
    start
}

/// Whether the noun or verb form at `ix` is a verb here.
fn verb(p: &Paragraph<'_>, ix: usize, form: CueForm, sentence: &Range<usize>) -> Option<Cue> {
    let floor = sentence.start;
    let start = group_start(p, ix, floor);
    // pointed out that
    let out =
        p.is(ix + 1, "out") && ix + 2 < sentence.end && (p.of(ix).starts_with("point") || p.of(ix).starts_with("f"));
    let behind = ix + 1 + usize::from(out);
    let make = |signal| Some(Cue { signal, form, verb: ix, group: start..behind });
    let directly = ix.checked_sub(1).filter(|b| *b >= floor);
    let before = start.checked_sub(1).filter(|b| *b >= floor);
    let auxiliary = (start..ix).any(|at| p.has(at, AUXILIARY) || p.words[at].kind == TokenKind::Possessive);
    let next = p.words.get(behind).filter(|_| behind < sentence.end);
    let introduces = next.is_some_and(|w| {
        w.quote != 0 || w.has(CONTENT) || w.kind == TokenKind::Colon || w.has(PRONOUN) && !w.has(DETERMINER)
    });
    if let Some(directly) = directly {
        // a “reported” sighting, the claims, his saying
        let d = &p.words[directly];
        if d.has(DETERMINER) && !d.has(PRONOUN) || d.has(POSSESSIVE) && !p.is(directly, "her") {
            return None;
        }
        if d.kind == TokenKind::Possessive && !auxiliary_possessive(p, directly) {
            return None;
        }
        if d.has(DETERMINER)
            && matches!(form.inflection, Inflection::Past | Inflection::Participle)
            && next.is_some_and(|w| w.is_word() && !introduces)
        {
            return None;
        }
        if form.inflection == Inflection::Past
            && (matches!(p.of(directly), "more" | "most" | "less" | "very" | "so" | "too" | "as" | "newly")
                && next.is_some_and(|w| w.is_word() && !introduces)
                || p.of(directly).ends_with("ing") && d.shape == Shape::Lower)
        {
            return None;
        }
        // his recently revealed plan
        let qualified = form.inflection == Inflection::Past
            && before
                .is_some_and(|b| start < ix && (p.has(b, POSSESSIVE) || p.has(b, DETERMINER) && !p.has(b, PRONOUN)))
            && !auxiliary;
        if qualified && next.is_some_and(|w| w.is_word()) {
            return None;
        }
        if matches!(p.of(directly), "worth" | "without" | "not") && form.inflection == Inflection::Participle {
            return None;
        }
        // Behind a dash only when it closes an aside: “Brook — a miner — said”.
        let aside = d.kind == TokenKind::Dash && apposition::before_apposition(p, directly, floor).is_some();
        if d.kind == TokenKind::Dash && !aside || d.kind == TokenKind::Symbol {
            return None;
        }
    }
    let comma_quote =
        next.is_some_and(|w| w.kind == TokenKind::Comma) && p.words.get(ix + 2).is_some_and(|w| w.quote != 0);
    let last = next.is_none_or(|w| w.kind == TokenKind::Stop);
    if form.weak && !introduces && !comma_quote && !last {
        let particle = next.is_some_and(|_| matches!((p.of(ix), p.of(ix + 1)), (w, "to") if w.starts_with("point") || w.starts_with("declin") || w.starts_with("refus") || w.starts_with("plan") || w.starts_with("refer") || w.starts_with("seek") || w == "sought" || w.starts_with("sp"))
            || matches!((p.of(ix), p.of(ix + 1)), (_, "about" | "against" | "out")));
        let object = matches!(form.class, Class::Object)
            && !p.of(ix).starts_with("talk")
            && !p.of(ix).starts_with("sp")
            && !p.of(ix).starts_with("point")
            && !p.of(ix).starts_with("refer")
            && !p.of(ix).starts_with("plan");
        if !(particle || auxiliary || object && !form.noun) {
            return None;
        }
    }
    let be = (start..ix).rev().find(|at| p.has(*at, AUXILIARY));
    match form.inflection {
        Inflection::Participle => {
            if be.is_some_and(|at| p.has(at, BE)) || (start..ix).any(|at| p.words[at].kind == TokenKind::Possessive) {
                return make(Signal::Verb);
            }
            let Some(before) = before else { return make(Signal::Participle) };
            let b = &p.words[before];
            if b.kind == TokenKind::Comma
                || b.quote != 0
                || b.has(CONJUNCTION | BEFORE_PARTICIPLE)
                || b.kind == TokenKind::Dash
            {
                // “the prospect of finding a way”: thought about, not said.
                let aim = form.class == Class::Thought && b.has(PREPOSITION) && !introduces;
                return if aim { None } else { make(Signal::Participle) };
            }
            // “a statement saying”, “critics saying that”, “the council urging”
            let noun =
                b.is_word() && !b.has(PREPOSITION | AUXILIARY | SUBORDINATOR) && (b.cue.is_none() || b.is_name());
            let that = next.is_some_and(|w| w.quote != 0 || w.has(CONTENT) || w.kind == TokenKind::Colon);
            let clause = that
                || form.class == Class::Speech && !form.clausal && !next.is_some_and(|w| w.has(OBJECT))
                || form.class == Class::Speech && form.addresses
                || p.is(ix, "calling") && (p.is(ix + 1, "on") || p.is(ix + 1, "for")) && p.has(before, SPEECH_NOUN);
            (noun && clause && !form.weak).then_some(Cue {
                signal: Signal::Participle,
                form,
                verb: ix,
                group: start..ix + 1,
            })
        }
        Inflection::Base => {
            if let Some(before) = before
                && p.has(before, TO)
            {
                return (introduces
                    || form.class != Class::Thought
                        && matches!(form.class, Class::Speech)
                        && next.is_some_and(|w| w.is_word()))
                .then_some(Cue { signal: Signal::Infinitive, form, verb: ix, group: before..ix + 1 });
            }
            if be.is_some_and(|at| p.has(at, MODAL | DO)) {
                return make(Signal::Verb);
            }
            if p.words[start..ix].iter().any(|w| w.has(TO)) {
                return make(Signal::Verb);
            }
            let b = &p.words[before?];
            let plural_pronoun = b.has(PRONOUN) && b.has(PLURAL)
                || p.is(before?, "i")
                || b.has(PRONOUN) && b.has(DETERMINER) && p.of(before?).ends_with('y');
            let plural_noun = b.is_word()
                && !b.has(PREPOSITION | AUXILIARY | TIME | DETERMINER)
                && (b.has(PLURAL)
                    || p.of(before?).ends_with('s') && !p.of(before?).ends_with("ss")
                    || p.of(before?).ends_with("people")
                    || p.of(before?).ends_with("men"));
            let relative = b.has(RELATIVE);
            let apposition = b.kind == TokenKind::Comma && !form.noun && introduces;
            let conjunction = b.has(CONJUNCTION) && introduces && !form.noun;
            let pair = b.is_name()
                && before?
                    .checked_sub(2)
                    .is_some_and(|and| (and.saturating_sub(1)..=and + 1).any(|at| p.is(at, "and")));
            if form.noun && !plural_pronoun && !relative {
                let verbal = next.is_some_and(|w| {
                    w.quote != 0
                        || w.has(CONTENT | PRONOUN | DETERMINER | OBJECT)
                        || w.is_name()
                        || matches!(p.of(ix + 1), "for" | "on") && p.is(ix, "call")
                });
                return ((plural_noun || pair) && verbal).then_some(Cue {
                    signal: Signal::Verb,
                    form,
                    verb: ix,
                    group: start..ix + 1,
                });
            }
            let spread = b.is_word()
                && introduces | next.is_some_and(|w| w.is_name())
                && p.is(ix, "say")
                && source::plural_head(p, start, floor).is_some();
            if plural_pronoun || plural_noun || relative || apposition || conjunction || pair || spread {
                return make(Signal::Verb);
            }
            // “…,” say officials.
            let inverted = form.inverts && (b.quote != 0 || b.kind == TokenKind::Comma);
            if inverted { make(Signal::Verb) } else { None }
        }
        Inflection::Third => {
            let before = before?;
            let b = &p.words[before];
            if b.has(PREPOSITION) && !b.is_name() {
                return None;
            }
            if form.noun {
                let lower_noun = b.is_word() && !b.has(PRONOUN | RELATIVE) && !b.is_name();
                let verbal = next.is_some_and(|w| {
                    w.quote != 0
                        || w.has(CONTENT | PRONOUN | DETERMINER | OBJECT | MODAL)
                        || w.has(TO) && (b.is_name() || b.has(PRONOUN | RELATIVE))
                        || w.is_name()
                        || matches!(w.kind, TokenKind::Colon | TokenKind::Comma) && b.is_name()
                        || matches!((p.of(ix), p.of(ix + 1)), ("calls", "for" | "on"))
                });
                let after_mark = b.is_mark() || b.has(CONJUNCTION);
                if (lower_noun || b.is_name()) && !verbal
                    || after_mark && !(introduces || form.inverts || b.has(CONJUNCTION) && verbal)
                {
                    return None;
                }
                if lower_noun && start == ix && (p.of(before).ends_with('s') && !p.of(before).ends_with("ss")) {
                    return None;
                }
            }
            make(Signal::Verb)
        }
        Inflection::Past => {
            if let Some(at) = be
                && p.has(at, BE)
                && !(start..ix).any(|at| p.has(at, HAVE) && !p.has(at, BE)) | p.words[at..ix].iter().any(|w| w.has(BE))
                && !p.is(at, "he's")
            {
                // was asked, was described as: passive; only with “by X”, or asked.
                let by = (ix + 1..(ix + 14).min(sentence.end)).any(|at| p.is(at, "by") && p.words[at].quote == 0);
                return (by && !form.weak || p.is(ix, "asked")).then_some(Cue {
                    signal: Signal::Passive,
                    form,
                    verb: ix,
                    group: start..ix + 1,
                });
            }
            let Some(before) = before else { return make(Signal::Verb) };
            let b = &p.words[before];
            if b.has(PREPOSITION | BEFORE_PARTICIPLE) && !b.is_name() && !b.has(PRONOUN) && start == ix {
                return None;
            }
            make(Signal::Verb)
        }
    }
}

/// Whether `’s` before a verb is “has” or “is” rather than a genitive: it follows a pronoun.
fn auxiliary_possessive(p: &Paragraph<'_>, ix: usize) -> bool {
    ix.checked_sub(1).is_some_and(|b| p.has(b, PRONOUN | RELATIVE))
}

/// “his claim that”, “a statement calling”, “its announcement of”.
fn noun(p: &Paragraph<'_>, ix: usize, sentence: &Range<usize>) -> Option<Cue> {
    let next = ix + 1;
    if next >= sentence.end {
        return None;
    }
    let owned = ix > sentence.start
        && (ix.saturating_sub(2)..ix).any(|at| p.has(at, POSSESSIVE) || p.kind(at) == Some(TokenKind::Possessive));
    let clause = p.is(next, "that") && p.words[next].quote == 0;
    let object = owned
        && (p.is(next, "of") || p.is(next, "to") || p.is(next, "about") || p.is(next, "for"))
        && !p.is(ix, "plans")
        && !p.is(ix, "view")
        && !p.is(ix, "support")
        && !p.is(ix, "letter")
        && !p.is(ix, "letters")
        && !p.is(ix, "message");
    (clause && (owned || p.has(ix.wrapping_sub(1), DETERMINER)) || object).then_some(Cue {
        signal: Signal::Noun,
        form: CueForm { class: if clause { Class::Speech } else { Class::Object }, ..PLAIN },
        verb: ix,
        group: ix..ix + 1,
    })
}
