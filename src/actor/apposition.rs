//! The office that stands behind a name: “Ana Quispe, Peru’s foreign minister,”.

use crate::text::{Shape, Span, TokenKind};

use super::cue::Around;
use super::data::classes::{PLURAL, TITLE, TITLE_MODIFIER};
use super::names::fold;
use super::unit::Unit;
use super::{ActorKind, Form};

/// Gives each person without a title before the name the one behind it.
pub(super) fn offices(around: &Around<'_>, units: &mut [Unit]) {
    for ix in 0..units.len() {
        if units[ix].kind == ActorKind::Person
            && units[ix].role.is_none()
            && let Some(office) = behind(around, units, ix)
        {
            (units[ix].role, units[ix].of, units[ix].former) = (Some(office.span), office.of, office.former);
        }
    }
}

struct Office {
    span: Span,
    /// The unit of the state or body it belongs to.
    of: Option<usize>,
    former: bool,
}

fn behind(around: &Around<'_>, units: &[Unit], ix: usize) -> Option<Office> {
    let comma = around.after(&units[ix])?;
    if !around.is(Some(comma), TokenKind::Comma) {
        return None;
    }
    let mut at = comma + 1;
    at += usize::from(matches!(around.word(Some(at)), "the" | "a" | "an"));
    let former = matches!(around.word(Some(at)), "former" | "late" | "then");
    at += usize::from(former);
    // “Peru’s”, “the Peruvian”
    let owner = units.get(ix + 1).filter(|unit| {
        let adjacent = around.token(Some(at)).is_some_and(|token| token.span.start() == unit.span.start());
        adjacent && unit.kind != ActorKind::Person && (unit.entity.is_some() || unit.kind == ActorKind::Organisation)
    });
    let mut from = around.token(Some(at))?.span;
    if let Some(owner) = owner {
        at = around.after(owner)?;
        let possessive = around.is(Some(at), TokenKind::Possessive);
        at += usize::from(possessive);
        if possessive || owner.form != Form::Demonym {
            from = around.token(Some(at))?.span;
        }
    }
    let head = title(around, at)?;
    let of = owner.map(|_| ix + 1).or_else(|| {
        // “foreign minister of Peru”
        let behind = matches!(around.word(Some(head + 1)), "of" | "for").then_some(head + 2)?;
        let behind = behind + usize::from(around.word(Some(behind)) == "the");
        let start = around.token(Some(behind))?.span.start();
        units.get(ix + 1).filter(|unit| unit.span.start() == start).map(|_| ix + 1)
    });
    Some(Office { span: from.join(around.token(Some(head))?.span), of, former })
}

/// The last word of the title that begins at token `from`, if the apposition ends there or goes on with whose it is.
fn title(around: &Around<'_>, from: usize) -> Option<usize> {
    let classes = |ix: usize| match around.token(Some(ix)) {
        Some(token) if token.is_word() && token.shape == Shape::Lower => around.classes(Some(ix)),
        Some(token) if token.is_word() => around.gazetteer.word(&fold(token.of(around.text))),
        _ => 0,
    };
    let mut head = None;
    for at in from..from + 5 {
        match classes(at) {
            _ if around.word(Some(at)) == "head" && around.word(Some(at + 1)) == "of" => head = Some((at, TITLE)),
            found if found & TITLE != 0 => head = Some((at, found)),
            found if found & TITLE_MODIFIER != 0 => {}
            _ => break,
        }
    }
    let (head, found) = head.filter(|(_, found)| found & PLURAL == 0)?;
    let ends = around.token(Some(head + 1)).is_none_or(|next| {
        matches!(
            next.kind,
            TokenKind::Comma
                | TokenKind::Stop
                | TokenKind::Paragraph
                | TokenKind::Close
                | TokenKind::Semicolon
                | TokenKind::Dash
        ) || matches!(next.of(around.text), "of" | "for" | "who" | "and" | "since" | "from" | "until")
    });
    (ends && found & TITLE != 0).then_some(head)
}
