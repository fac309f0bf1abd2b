//! Ages: “Daniel Marsh, 49,”, “Ellen Marsh (52)”, “Oscar, aged nine,”, “71-year-old Sir Neil”.

use crate::actor::{Actor, ActorKind, Form};
use crate::article::{Article, Facts};
use crate::text::Span;

/// How old a text says a person is.
#[derive(Clone, Debug)]
pub struct Age<'a> {
    pub person: &'a Actor,
    /// In years.
    pub years: u32,
    /// The words that tell it, without the name.
    pub span: Span,
}

/// Nobody whom the news calls by name is older.
const OLDEST: u32 = 115;

/// The ages that `within` of `text` gives to persons it names.
pub fn ages<'a>(text: &str, facts: &'a Facts, within: Span) -> Vec<Age<'a>> {
    let mut found = Vec::new();
    for mention in facts.actors.within(within).iter().filter(|m| matches!(m.form, Form::Name | Form::Surname)) {
        let Some(person) = facts.actors.get(mention.actor).filter(|actor| actor.kind == ActorKind::Person) else {
            continue;
        };
        let behind = text.get(mention.span.end()..within.end()).unwrap_or_default();
        let before = text.get(within.start()..mention.span.start()).unwrap_or_default();
        let told = behind_name(behind)
            .map(|(years, part)| (years, part.shift(mention.span.end())))
            .or_else(|| before_name(before).map(|(years, part)| (years, part.shift(within.start()))));
        if let Some((years, span)) = told.filter(|(years, _)| (1..=OLDEST).contains(years)) {
            found.push(Age { person, years, span });
        }
    }
    found
}

/// `, 49,` · `, aged 49,` · ` (49)` · `, who is 49` · `, a 49-year-old`: the number and where it stands.
fn behind_name(behind: &str) -> Option<(u32, Span)> {
    let (lead, closers): (&str, &[char]) = [",", " ("]
        .iter()
        .find(|lead| behind.starts_with(**lead))
        .map(|lead| (*lead, if *lead == "," { &[',', '.', ';', '\n'][..] } else { &[')', ','][..] }))?;
    let mut at = lead.len();
    let rest = |at: usize| behind.get(at..).unwrap_or_default();
    at += rest(at).len() - rest(at).trim_start_matches(' ').len();
    let cue = ["aged ", "age ", "who is ", "who was ", "a ", "an "].into_iter().find(|cue| rest(at).starts_with(cue));
    at += cue.map_or(0, str::len);
    let (years, len) = number(rest(at))?;
    let tail = rest(at + len);
    let old = ["-year-old", " years old"].iter().any(|old| tail.starts_with(old));
    let ends = tail.is_empty() || tail.starts_with(closers) || tail.starts_with(" and ") && cue != Some("who is ");
    let told = match cue {
        Some("a " | "an ") => old,
        Some("aged " | "age ") => true,
        _ => old || ends,
    };
    told.then(|| (years, Span::new(at, at + len)))
}

/// `49-year-old ` right before the name or its title: `the 71-year-old Sir Neil`.
fn before_name(before: &str) -> Option<(u32, Span)> {
    let at = before.rfind("-year-old ")?;
    let between = &before[at + "-year-old ".len()..];
    const LINKS: [&str; 10] = ["and", "by", "for", "in", "of", "that", "to", "which", "who", "whom"];
    let words: Vec<&str> = between.split_whitespace().collect();
    let title = words.len() <= 3
        && !words.iter().any(|word| LINKS.contains(word))
        && !between.contains([',', '.', ';', '“', '"', '\n']);
    let head = &before[..at];
    let start = head.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1);
    let start = (start..=head.len()).find(|at| head.is_char_boundary(*at))?;
    let (years, len) = number(&head[start..])?;
    (title && start + len == head.len()).then(|| (years, Span::new(start, at)))
}

/// A whole number in digits or in a word up to twelve.
fn number(text: &str) -> Option<(u32, usize)> {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let len = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let word = &text[..len];
    let named = || WORDS.iter().position(|name| name.eq_ignore_ascii_case(word)).map(|ix| ix as u32 + 1);
    let years = word.parse().ok().or_else(named)?;
    // 1,400 is no age.
    let grouped =
        text[len..].strip_prefix([',', '.']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    (!grouped).then_some((years, len))
}

/// The age that an article gives to the same person, when it gives one and the same throughout and not `age`.
pub fn other_age<'a>(article: &'a Article, age: &Age<'_>) -> Option<Age<'a>> {
    let whole = Span::new(0, article.text.len());
    let same = |other: &Age<'_>| {
        let (a, b) = (other.person.id.as_str(), age.person.id.as_str());
        a == b || a.rsplit('-').next() == Some(b) || b.rsplit('-').next() == Some(a)
    };
    let mut theirs = ages(article.text.as_str(), &article.facts, whole).into_iter().filter(same);
    let first = theirs.next()?;
    let one = theirs.all(|other| other.years == first.years && other.person.id == first.person.id);
    (one && first.years != age.years).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Cards;
    use crate::article::facts;

    fn check(text: &str, expected: &[&str]) {
        let whole = Span::new(0, text.len());
        let facts = facts(text, &[whole], None, &Cards::default());
        let shown: Vec<_> = ages(text, &facts, whole)
            .iter()
            .map(|age| format!("{} {} “{}”", age.person.id, age.years, age.span.of(text)))
            .collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn ages_beside_names() {
        check("Daniel Marsh, 49, of Topsham, denies it.", &["daniel-marsh 49 “49”"]);
        check("Ellen Marsh (52) is a teacher.", &["ellen-marsh 52 “52”"]);
        check("Oscar Lindqvist, aged nine, spoke.", &["oscar-lindqvist 9 “nine”"]);
        check("Joyce Tattersall, who is 67, weaves.", &["joyce-tattersall 67 “67”"]);
        check("It was the 71-year-old Neil Marsh who paid.", &["neil-marsh 71 “71”"]);
        check("Then Daniel Marsh, a 30-year-old clerk, left.", &["daniel-marsh 30 “30”"]);
    }

    #[test]
    fn what_is_no_age() {
        check("Daniel Marsh, 1,400 others and a dog came.", &[]);
        check("Ellen Marsh, two of whose friends came, spoke.", &[]);
        check("Oscar Lindqvist, 12 of them, came on 4 May.", &[]);
        check("The 30-year-old law that Peter Marsh wrote stands.", &[]);
    }
}
