//! What a text says that a name is: “Roeville is a village”, “Roe, a French lender”, “the band Roe”.

use crate::text::{Token, TokenKind};

use super::ActorKind;
use super::cue::Around;
use super::data::classes::{
    COMMON, FUNCTION, GIVEN, ORG_NOUN, PARTICLE, PLACE_CUE, PLACE_NOUN, PLURAL, SPEECH, TITLE, TITLE_MODIFIER,
};
use super::unit::Unit;

/// The kind that the text gives the unit right beside it, if it does.
pub(super) fn defined(around: &Around<'_>, unit: &Unit) -> Option<ActorKind> {
    behind(around, around.after(unit)?).or_else(|| before(around, unit))
}

/// “… (born 1901) was a Danish painter”, “…, a unit of Roe Holdings,”.
fn behind(around: &Around<'_>, after: usize) -> Option<ActorKind> {
    let mut at = after;
    if around.is(Some(at), TokenKind::Open) {
        if matches!(around.word(Some(at + 1)), "born" | "b." | "died") {
            return Some(ActorKind::Person);
        }
        let inside = around.tokens.get(at..)?.iter().take(40);
        at += 1 + inside.take_while(|token| !matches!(token.kind, TokenKind::Close | TokenKind::Paragraph)).count();
    }
    let article = match (around.word(Some(at)), around.word(Some(at + 1))) {
        ("is" | "was" | "are" | "were", "a" | "an" | "the") | (",", "a" | "an") => true,
        // “Roe, the commander, …”, but “for Roe, the minister said”.
        (",", "the") => title_behind(around, at + 2).is_some_and(|end| around.is(Some(end), TokenKind::Comma)),
        _ => false,
    };
    if !article {
        return None;
    }
    let (head, behind) = head(around, at + 2)?;
    let apposition = around.word(Some(at)) == ",";
    // “Told by Roe, a spokesman said …”
    if apposition && around.classes(Some(behind)) & SPEECH != 0 {
        return None;
    }
    kind(around.classes(Some(head)))
}

/// The token behind a phrase that ends with a title: `Russian commander`.
fn title_behind(around: &Around<'_>, from: usize) -> Option<usize> {
    let (head, end) = head(around, from)?;
    (around.classes(Some(head)) & TITLE != 0 && around.classes(Some(head)) & PLURAL == 0).then_some(end)
}

/// The last noun of the phrase that begins at token `from`, and the token behind it.
fn head(around: &Around<'_>, from: usize) -> Option<(usize, usize)> {
    let ends = |token: &Token| {
        !token.is_word()
            || matches!(token.of(around.text), "who" | "that" | "which" | "where" | "whose" | "based" | "in" | "of")
    };
    let longest = from..from + 8;
    let end = longest.clone().find(|ix| {
        around.token(Some(*ix)).is_none_or(ends) || around.classes(Some(*ix)) & (FUNCTION | PLACE_CUE | PARTICLE) != 0
    })?;
    (end > from && !around.token(Some(end - 1))?.is_capitalised()).then_some((end - 1, end))
}

/// “the rapper Roe” is the business of titles; this is “the band Roe”, “bands such as Roe”, “the village of Roe”.
fn before(around: &Around<'_>, unit: &Unit) -> Option<ActorKind> {
    let left = around.before(unit)?;
    let noun = match around.word(Some(left)) {
        "of" => left.checked_sub(1).filter(|ix| around.classes(Some(*ix)) & PLACE_NOUN != 0)?,
        "like" | "as" | "called" | "named" => left.checked_sub(1)?,
        "," => left.checked_sub(1).filter(|ix| around.classes(Some(*ix)) & ORG_NOUN != 0)?,
        _ => left,
    };
    let noun = if around.word(Some(noun)) == "such" { noun.checked_sub(1)? } else { noun };
    let classes = around.classes(Some(noun));
    let given = around.scan.words.get(unit.words.start).is_some_and(|word| word.is(GIVEN));
    match () {
        _ if classes & ORG_NOUN != 0 && !given => Some(ActorKind::Organisation),
        // “in the city Roe said”
        _ if classes & PLACE_NOUN != 0 && noun < left => Some(ActorKind::Place),
        _ => None,
    }
}

fn kind(noun: u64) -> Option<ActorKind> {
    match () {
        _ if noun & ORG_NOUN != 0 => Some(ActorKind::Organisation),
        _ if noun & PLACE_NOUN != 0 => Some(ActorKind::Place),
        _ if noun & TITLE != 0 && noun & (PLURAL | TITLE_MODIFIER) == 0 && noun & COMMON != 0 => {
            Some(ActorKind::Person)
        }
        _ => None,
    }
}
