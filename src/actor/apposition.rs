//! The office that stands in apposition: “Ana Quispe, Peru’s foreign minister,”, “Peru’s foreign minister, Ana Quispe,”.

use crate::text::{Shape, Span, TokenKind};

use super::cue::Around;
use super::data::classes::{PLURAL, TITLE, TITLE_MODIFIER};
use super::names::fold;
use super::unit::Unit;
use super::{ActorKind, Form};

/// Gives each person without a title right before the name the one in apposition to it.
pub(super) fn offices(around: &Around<'_>, units: &mut [Unit]) {
    for ix in 0..units.len() {
        if units[ix].kind == ActorKind::Person
            && units[ix].role.is_none()
            && let Some(office) = behind(around, units, ix).or_else(|| before(around, units, ix))
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

/// “Peru’s foreign minister, Ana Quispe,”, “the foreign minister of Peru, Ana Quispe,”: the title closes with a comma, and
/// so does the name; it begins with a word that makes it one certain person’s.
fn before(around: &Around<'_>, units: &[Unit], ix: usize) -> Option<Office> {
    let comma = around.before(&units[ix]).filter(|at| around.is(Some(*at), TokenKind::Comma))?;
    let closes = |kind| {
        use TokenKind::{Close, Comma, Dash, Paragraph, Semicolon, Stop};
        matches!(kind, Close | Comma | Dash | Paragraph | Semicolon | Stop)
    };
    if !around.token(around.after(&units[ix])).is_none_or(|token| closes(token.kind)) {
        return None;
    }
    let ending_at = |at: usize| {
        let end = around.token(Some(at))?.span.end();
        let found = (0..ix).rev().find(|ix| units[*ix].span.end() <= end)?;
        (units[found].span.end() == end && units[found].kind != ActorKind::Person).then_some(found)
    };
    let mut head = comma.checked_sub(1)?;
    let mut of = None;
    if let Some(state) = ending_at(head) {
        let mut at = around.before(&units[state])?;
        at -= usize::from(around.word(Some(at)) == "the" && at > 0);
        if !matches!(around.word(Some(at)), "of" | "for") {
            return None;
        }
        (head, of) = (at.checked_sub(1)?, Some(state));
    }
    let found = around.classes(Some(head));
    if found & TITLE == 0 || found & PLURAL != 0 {
        return None;
    }
    let mut from = head;
    while from > 0 && around.classes(Some(from - 1)) & (TITLE | TITLE_MODIFIER) != 0 {
        from -= 1;
    }
    let former = matches!(around.word(Some(from)), "former" | "late" | "then");
    let span = around.token(Some(from + usize::from(former && from < head)))?.span;
    let opening = from.checked_sub(1)?;
    if around.is(Some(opening), TokenKind::Possessive) {
        of = of.or_else(|| ending_at(opening.checked_sub(1)?));
    } else if let Some(state) = ending_at(opening) {
        of = of.or(Some(state));
    } else if !matches!(around.word(Some(opening)), "the" | "The" | "its" | "Its" | "their" | "Their") {
        return None;
    }
    Some(Office { span: span.join(around.token(Some(head))?.span), of, former })
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

#[cfg(test)]
mod tests {
    use crate::actor::find;
    use crate::text::tokens;

    /// Each person with the offices that the text gives: `name: title of state`.
    fn check(text: &str, expected: &str) {
        let actors = find(text, &tokens(text)).actors;
        let roles = actors.iter().filter(|actor| !actor.roles.is_empty()).map(|actor| {
            let role = |role: &crate::actor::Role| {
                let former = if role.former { "former " } else { "" };
                format!("{former}{}{}", role.title, role.of.as_ref().map(|of| format!(" of {of}")).unwrap_or_default())
            };
            format!("{}: {}", actor.name, actor.roles.iter().map(role).collect::<Vec<_>>().join(", "))
        });
        assert_eq!(roles.collect::<Vec<_>>().join("; "), expected, "{text}");
    }

    #[test]
    fn before_the_name() {
        check("Norway's transport minister, Ola Lund, called.", "Ola Lund: transport minister of norway");
        check("The Norwegian transport minister, Ola Lund, called.", "Ola Lund: transport minister of norway");
        check("He met the transport minister of Norway, Ola Lund.", "Ola Lund: transport minister of norway");
        check("The transport minister, Ola Lund, called.", "Ola Lund: transport minister");
        check("Norway's former transport minister, Ola Lund, called.", "Ola Lund: former transport minister of norway");
    }

    #[test]
    fn behind_the_name() {
        check("Jon-Ivar Nygård, Norway's transport minister, called.", "Jon-Ivar Nygård: transport minister of norway");
        check("Ola Lund, the transport minister of Norway, called.", "Ola Lund: transport minister of norway");
    }

    #[test]
    fn an_office_has_no_part_of_the_sentence_before() {
        check(
            "They met President Ola Lund.\n\nSecretary of State Per Dahl called.",
            "Ola Lund: President; Per Dahl: Secretary of State",
        );
        check("“No,” said Chief Fire Officer Ola Lund.", "Ola Lund: Chief Fire Officer");
        check("Foreign Ministers Ola Lund and Per Dahl met.", "Ola Lund: Foreign Minister; Per Dahl: Foreign Minister");
    }

    #[test]
    fn a_list_is_no_apposition() {
        check("She met a minister, Ola Lund and two mayors.", "");
        check("Two ministers, Ola Lund and Per Dahl, called.", "");
        check("Asked about the minister, Ola Lund laughed.", "");
    }

    #[test]
    fn a_title_begins_its_sentence() {
        check("Finance minister Ola Lund called.", "Ola Lund: Finance minister");
        check("Then came Norway's finance minister Ola Lund.", "Ola Lund: finance minister of norway");
        check("The former finance minister Ola Lund called.", "Ola Lund: former finance minister");
    }
}
