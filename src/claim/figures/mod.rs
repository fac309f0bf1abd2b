//! Figures: numbers that count or measure something, with their hedge, unit and head noun.
//!
//! Years, dates, clock times, ordinals, ages behind a name and designations (`S-400`, `Task 1`) are no
//! figures. `1,00,000`, `100,000`, `100k` and “a hundred thousand” are one value.

mod hedge;
mod noun;
mod number;
mod unit;

use super::{Figure, Unit};
use crate::text::{Span, Token, TokenKind};
use number::Number;

/// The figures of `text`, in order and without overlap.
pub fn figures(text: &str, tokens: &[Token]) -> Vec<Figure> {
    let mut found: Vec<Figure> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match starts(text, tokens, at).then(|| number::parse(text, tokens, at)).flatten() {
            Some(number) => {
                let behind = number.next.max(at + 1);
                let floor = found.last().map_or(0, |f| f.span.end());
                at = match figure(text, tokens, at, number, floor) {
                    Some((figure, next)) => {
                        found.push(figure);
                        next.max(behind)
                    }
                    None => behind,
                };
            }
            None => at += 1,
        }
    }
    found
}

/// A cheap look before the parser: digits, currency signs, and words that may begin a number.
fn starts(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    match token.kind {
        TokenKind::Number => true,
        TokenKind::Word => {
            let word = token.of(text);
            number::may_begin(word) || noun::compound(word).is_some()
        }
        _ => false,
    }
}

fn figure(text: &str, tokens: &[Token], at: usize, number: Number, floor: usize) -> Option<(Figure, usize)> {
    let first = tokens.get(at)?;
    let last = tokens.get(number.next.checked_sub(1)?)?;
    let mut span = first.span.join(last.span);
    let digits = |span: Span| span.of(text).trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    let joined = if number.compound { noun::compound(first.of(text)) } else { None };
    let bare = if let Some(noun) = joined {
        Span::new(span.start(), span.end() - noun.len() - 1)
    } else if number.measure.is_some() {
        Span::new(span.start(), span.start() + digits(span))
    } else {
        span
    };
    let mut next = number.next;
    let currency = unit::currency_before(text, tokens, at);
    let mut unit = Unit::Count;
    let mut head = None;
    let begins = currency.as_ref().map_or(at, |(from, _)| *from);
    if let Some((_, code)) = &currency {
        unit = Unit::Money((*code).to_owned());
    } else if let Some(noun) = joined {
        match unit::measure_of(noun) {
            Some(measure) => unit = Unit::Measure(measure.to_owned()),
            None if noun == "percent" => unit = Unit::Percent,
            None => head = Some(noun::singular(noun)),
        }
    } else if let Some(measure) = number.measure {
        unit = Unit::Measure(measure.to_owned());
    } else if let Some((code, behind)) = unit::currency_behind(text, tokens, next) {
        unit = Unit::Money(code.to_owned());
        next = behind;
    } else if let Some(behind) = unit::percent(text, tokens, next) {
        unit = Unit::Percent;
        next = behind;
    } else if let Some((measure, behind)) = unit::measure(text, tokens, next) {
        unit = Unit::Measure(measure.to_owned());
        next = behind;
    } else if let Some(found) = noun::head(text, tokens, next) {
        next = found.next;
        head = Some(found.head);
    }
    let (hedge, from) = hedge::before(text, tokens, begins);
    let counted = head.is_some() || unit != Unit::Count;
    if unit == Unit::Count && hedge.is_none() && !number.scaled {
        // A bare number: a year, a day, an age, a score or a name, unless something is counted; “one”
        // is a pronoun more often than a figure.
        let one = number.word && number.high <= 1.0;
        let unsaid = !counted && (number.word || names_something(text, tokens, at, number.next));
        if one || unsaid || number.year_like() {
            return None;
        }
    }
    if is_date_or_name(text, tokens, at, number.next, counted) {
        return None;
    }
    let start = tokens.get(from).filter(|t| t.span.start() >= floor).unwrap_or(first).span;
    span = start.join(tokens.get(next.checked_sub(1)?)?.span);
    Some((Figure { span, number: bare, low: number.low, high: number.high, unit, head, hedge }, next))
}

/// Month before or after, a clock time after, an abbreviation such as “No.” before.
fn is_date_or_name(text: &str, tokens: &[Token], at: usize, next: usize, counted: bool) -> bool {
    let word = |ix: Option<usize>| ix.and_then(|ix| tokens.get(ix)).map_or("", |t| t.of(text));
    let before = word(at.checked_sub(1));
    let is_digits = tokens[at].kind == TokenKind::Number;
    if is_digits && unit::is_month(before) {
        return true;
    }
    // January 9 and 10; January 9, 2022
    let joined = matches!(before, "and" | "," | "to" | "-" | "–" | "or");
    if is_digits
        && joined
        && tokens.get(at.wrapping_sub(2)).is_some_and(|t| t.kind == TokenKind::Number)
        && unit::is_month(word(at.checked_sub(3)))
    {
        return true;
    }
    if is_digits
        && (unit::is_month(word(Some(next))) || word(Some(next)) == "of" && unit::is_month(word(Some(next + 1))))
    {
        return true;
    }
    // 9 and 10 January; 30 June to 2 July
    let linked = matches!(word(Some(next)), "and" | "to" | "-" | "–" | "or" | ",");
    let other = tokens.get(next + 1).is_some_and(|t| t.kind == TokenKind::Number);
    if is_digits && !counted && linked && other && unit::is_month(word(Some(next + 2))) {
        return true;
    }
    let behind = tokens.get(tokens_index(tokens, at, next)).map_or("", |t| t.of(text));
    if matches!(
        behind,
        "a.m" | "p.m" | "a.m." | "p.m." | "am" | "pm" | "AM" | "PM" | "o'clock" | "o’clock" | "GMT" | "EST" | "ET"
    ) {
        return true;
    }
    let label = [
        "no.", "no", "nos.", "page", "pages", "p.", "chapter", "article", "section", "room", "number", "aged", "age",
        "#",
    ];
    if is_digits && label.iter().any(|l| before.eq_ignore_ascii_case(l)) {
        return true;
    }
    // Apollo 11, Task 1: a name in mid-sentence with a plain number behind it and nothing counted.
    !counted && is_digits && names_something(text, tokens, at, next)
}

fn tokens_index(tokens: &[Token], at: usize, next: usize) -> usize {
    if next < tokens.len() { next } else { at }
}

/// Whether the number stands right behind a name (`Task 1`, `Smith, 56,`).
fn names_something(text: &str, tokens: &[Token], at: usize, next: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|ix| tokens.get(ix)) else { return false };
    match before.kind {
        TokenKind::Word => before.is_capitalised(),
        TokenKind::Comma => {
            let name = at.checked_sub(2).and_then(|ix| tokens.get(ix));
            let closes = tokens.get(next).is_none_or(|t| {
                matches!(t.kind, TokenKind::Comma | TokenKind::Stop | TokenKind::Close) || t.of(text) == "and"
            });
            closes && name.is_some_and(|t| t.is_word() && t.is_capitalised())
        }
        _ => false,
    }
}

/// Where in the list the figures inside `span` lie; figures are in order.
pub(super) fn within(figures: &[Figure], span: Span) -> std::ops::Range<u32> {
    let from = figures.partition_point(|f| f.span.start() < span.start());
    let to = figures.partition_point(|f| f.span.start() < span.end());
    from as u32..to.max(from) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens;
    use proptest::prelude::*;

    fn told(text: &str) -> Vec<String> {
        figures(text, &tokens(text))
            .iter()
            .map(|f| {
                let value = if f.low == f.high { format!("{}", f.low) } else { format!("{}..{}", f.low, f.high) };
                let unit = match &f.unit {
                    Unit::Count => String::new(),
                    Unit::Percent => " %".to_owned(),
                    Unit::Money(code) => format!(" {code}"),
                    Unit::Measure(measure) => format!(" {measure}"),
                };
                let head = f.head.as_ref().map(|h| format!(" {h}")).unwrap_or_default();
                let hedge = f.hedge.map(|h| format!(" {h:?}")).unwrap_or_default();
                format!("{} = {value}{unit}{head}{hedge}", f.span.of(text))
            })
            .collect()
    }

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(told(text), expected, "in {text:?}");
    }

    #[test]
    fn one_value_in_many_writings() {
        check("some 1,00,000 troops", &["some 1,00,000 troops = 100000 troop About"]);
        check("an estimated 100,000 troops from near", &["an estimated 100,000 troops = 100000 troop About"]);
        check("about 100k troops", &["about 100k troops = 100000 troop About"]);
        check("a hundred thousand troops", &["a hundred thousand troops = 100000 troop"]);
        check("one lakh troops", &["one lakh troops = 100000 troop"]);
        check("2.5 crore voters", &["2.5 crore voters = 25000000 voter"]);
        check("two hundred and fifty men", &["two hundred and fifty men = 250 man"]);
        check("Some 96mm of rain, 3.5km of pipe", &["Some 96mm = 96 millimeter About", "3.5km = 3.5 kilometer"]);
        check("a 47-page ruling, an 11-year plan, a 30-odd crowd", &["47-page = 47 page"]);
        check("a 40-kilometre wall, a 30-percent rise", &["40-kilometre = 40 kilometer", "30-percent = 30 %"]);
        check("a 2-million deal, a 50-euro note", &[]);
        check("an association of 230 small fishing firms", &["230 small fishing firms = 230 firm"]);
        check("half a million people", &["half a million people = 500000 person"]);
        check("two and a half million people", &["two and a half million people = 2500000 person"]);
        check("two dozen people", &["two dozen people = 24 person"]);
        check("twenty-five ships", &["twenty-five ships = 25 ship"]);
    }

    #[test]
    fn vague_numbers_and_ranges() {
        check("tens of thousands of people", &["tens of thousands of people = 10000..99999 person"]);
        check("hundreds of soldiers", &["hundreds of soldiers = 100..999 soldier"]);
        check("between 50 and 60 boats", &["between 50 and 60 boats = 50..60 boat"]);
        check("3,000-4,000 tents", &["3,000-4,000 tents = 3000..4000 tent"]);
        check("five to ten percent", &["five to ten percent = 5..10 %"]);
    }

    #[test]
    fn units_and_hedges() {
        check("more than $1.5 billion in aid", &["more than $1.5 billion = 1500000000 $ MoreThan"]);
        check("at least 40 percent of voters", &["at least 40 percent = 40 % AtLeast"]);
        check("up to 12% of it", &["up to 12% = 12 % AtMost"]);
        check("nearly 20 kilometers away", &["nearly 20 kilometers = 20 kilometer About"]);
        check("less than two weeks to go", &["less than two weeks = 2 week LessThan"]);
        check("3 million euros", &["3 million euros = 3000000 €"]);
        check("Rs 1,250 cr for 18,400 families", &["Rs 1,250 cr = 12500000000 INR", "18,400 families = 18400 family"]);
        check("a breach of 40 m and €40 m", &["40 m = 40 meter", "€40 m = 40000000 €"]);
        check(
            "up to 900 million francs, CHF 900m",
            &["up to 900 million francs = 900000000 franc AtMost", "CHF 900m = 900000000 franc"],
        );
        check("max. $1,500 and approx. 30 men", &["max. $1,500 = 1500 $ AtMost", "approx. 30 men = 30 man About"]);
        check("$84 billion over 10 years", &["$84 billion = 84000000000 $", "10 years = 10 year"]);
        check("NOK 24.6bn, or 26 million SEK", &["NOK 24.6bn = 24600000000 krone", "26 million SEK = 26000000 krone"]);
        check("by 0.4°C since 2010", &["0.4°C = 0.4 degree"]);
        check("floats spread over 78 acres", &["78 acres = 78 acre"]);
        check("the mill turned over £884,000", &["£884,000 = 884000 £"]);
    }

    #[test]
    fn heads() {
        check(
            "sending two S-400 surface-to-air missile system battalions from the Far East",
            &["two S-400 surface-to-air missile system battalions = 2 battalion"],
        );
        check(
            "a group of 24 former U.S. national security officials and Russia experts — a group",
            &["24 former U.S. national security officials and Russia experts = 24 official"],
        );
        check("in two conversations last month that", &["two conversations = 2 conversation"]);
        check("in four regions of the country", &["four regions = 4 region"]);
        check("four of the 15 lines run", &["four = 4 line", "15 lines = 15 line"]);
        check("4,100 of the state's 23,000 wells", &["4,100 = 4100 well", "23,000 wells = 23000 well"]);
        check("three of his 19 league matches", &["three = 3 match", "19 league matches = 19 match"]);
    }

    #[test]
    fn numbers_that_are_none() {
        for text in [
            "in 2014, and",
            "since the 1990s",
            "on January 9 and 10, to",
            "for 9 and 10 January 2022",
            "from 9 to 10 January",
            "Jan. 21: what",
            "on 9 January 2022",
            "the S-400 and the RIA-1",
            "at 5 p.m. and 17:30",
            "the 5th of them",
            "Ana Brook, 56, of Leeds",
            "Task 1 is done",
            "since 9/11",
            "one day and one of them",
            "the two agreed",
            "a 30-year-old man",
        ] {
            check(text, &[]);
        }
    }

    proptest! {
        #[test]
        fn total_and_in_order(text in "(a |two |half |dozen |of |and |[0-9,.-]{1,6} |\\$|% |million |to |between |men |“|é){0,12}") {
            let mut reach = 0;
            for f in figures(&text, &tokens(&text)) {
                prop_assert!(text.get(f.span.range()).is_some() && f.span.covers(f.number));
                prop_assert!(f.span.start() >= reach && f.low <= f.high);
                reach = f.span.end();
            }
        }
    }
}
