//! Dates: which words of a text name a time, which one, and why.
//!
//! [`find`] goes from text to [`Timex`]es: trigger scan → parser to a typed tree → resolver over
//! (tree, the article's date, earlier timexes, the clause's cue). Pure and total. [`infer`] finds the
//! bounds of an article's own date when nothing states it.

mod calendar;
mod compare;
mod edtf;
mod faults;
mod infer;
mod lex;
mod lexicon;
mod parse;
mod prose;
mod reason;
mod resolve;
mod timex3;
mod tree;
mod value;

use crate::text::Span;
use lex::Lexer;
use parse::Reader;
use resolve::Resolver;
use tree::Expression;

pub use compare::Sameness;
pub use faults::{Fault, FaultKind, faults};
pub use infer::{DatingFacts, infer, infer_all};
pub use jiff::civil::Date;
pub use prose::{day, long_day};
pub use reason::Reason;
pub use value::{Count, Length, Meaning, Modifier, PartOfDay, Period, Season, TimeOfDay, Unit, Value};

/// The day(s) an article's relative dates hang on (TimeML's document creation time).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dct {
    /// The article's date lies in this interval; for a stated date both ends are the same day.
    pub interval: Interval,
    pub origin: DctOrigin,
    /// Why, for a reader: whole clauses without a full stop, most weighty first.
    pub reasons: Vec<String>,
}

/// Where an article's date comes from, strongest first (design §5).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum DctOrigin {
    Settings,
    Bibliography,
    FrontMatter,
    Metadata,
    Head,
    Url,
    Inferred,
}

/// A closed interval of days; a missing end is open.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Interval {
    pub earliest: Option<Date>,
    pub latest: Option<Date>,
}

/// The four types of TIMEX3.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TimexKind {
    Date,
    Time,
    Duration,
    Set,
}

/// What a value was reckoned from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    /// Stated in full; needs no anchor.
    None,
    /// The article's date.
    Dct,
    /// Another expression of the same text.
    Timex(Span),
}

/// A date expression and what it means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Timex {
    pub span: Span,
    pub kind: TimexKind,
    /// What it means; renders as TIMEX3, EDTF and prose, and gives its reasons, on demand.
    pub value: Value,
    /// The days it covers; open where unknown.
    pub interval: Interval,
    pub anchor: Anchor,
}

/// The date expressions of `text`, in order and without overlap. `dct` is the article's date, if known;
/// without it only what needs no anchor gets a value.
pub fn find(text: &str, dct: Option<&Dct>) -> Vec<Timex> {
    let expressions = expressions(text);
    let inferred = dct.is_some_and(|dct| dct.origin == DctOrigin::Inferred);
    let resolve = |day: Option<Date>| {
        let mut resolver = Resolver::new(&expressions, day, inferred);
        let behind = |ix: usize| expressions.get(ix + 1..).unwrap_or_default();
        expressions.iter().enumerate().map(move |(ix, expression)| resolver.resolve(expression, behind(ix)))
    };
    let Some(dct) = dct else { return resolve(None).collect() };
    match (dct.interval.earliest, dct.interval.latest) {
        // A day, or the night between two.
        (Some(earliest), Some(latest)) if calendar::days_between(earliest, latest) <= 1 => {
            resolve(Some(earliest)).collect()
        }
        (Some(earliest), Some(latest)) => {
            // What comes out the same at both ends is known; of the rest only the hull.
            let (first, last) = (resolve(Some(earliest)), resolve(Some(latest)));
            let unknown = resolve(None);
            first.zip(last).zip(unknown).map(|((first, last), unknown)| agreed(first, last, unknown)).collect()
        }
        _ => resolve(None).collect(),
    }
}

/// The expression's value if it does not depend on the day chosen.
fn agreed(first: Timex, last: Timex, unknown: Timex) -> Timex {
    if first.value.meaning == last.value.meaning {
        return first;
    }
    Timex { interval: Interval::new(first.interval.earliest, last.interval.latest), ..unknown }
}

/// How many words, numbers and marks the trigger scan finds in `text`: the part of [`find`] that every byte
/// pays for, to measure the rest against.
pub fn scan_only(text: &str) -> usize {
    let (mut lexer, mut lexemes, mut count) = (Lexer::new(text), Vec::new(), 0);
    while lexer.block(&mut lexemes) {
        count += lexemes.len();
    }
    count
}

/// The expressions of a text as trees, in order.
fn expressions(text: &str) -> Vec<Expression> {
    let mut lexer = Lexer::new(text);
    let (mut lexemes, mut expressions, mut sentence) = (Vec::new(), Vec::new(), 0);
    while lexer.block(&mut lexemes) {
        Reader { text, lexemes: &lexemes }.read(&mut sentence, &mut expressions);
    }
    expressions
}

#[cfg(test)]
mod laws;

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn stated(day: &str) -> Dct {
        let day = day.parse().unwrap();
        Dct { interval: Interval::day(day), origin: DctOrigin::Head, reasons: Vec::new() }
    }

    /// `[words|VALUE]` marks what is expected of the rest; the text is read as of `dct`.
    fn check(dct: &str, marked: &str) {
        let (mut text, mut expected) = (String::new(), Vec::new());
        let mut rest = marked;
        while let Some((before, inside)) = rest.split_once('[') {
            let (inside, after) = inside.split_once(']').unwrap();
            let (words, value) = inside.split_once('|').unwrap();
            text.push_str(before);
            text.push_str(words);
            expected.push(format!("{words}|{value}"));
            rest = after;
        }
        text.push_str(rest);
        let dct = (!dct.is_empty()).then(|| stated(dct));
        let found: Vec<_> = find(&text, dct.as_ref())
            .iter()
            .map(|timex| format!("{}|{}", timex.span.of(&text), timex.value.timex3()))
            .collect();
        assert_eq!(found, expected, "{marked}");
    }

    #[test]
    fn days_of_the_calendar() {
        check("2022-01-21", "On [January 9, 2022|2022-01-09] and on [9 January|2022-01-09] they met.");
        check("2021-12-31", "Talks are set for [January 9|2022-01-09] and [10|2022-01-10].");
        check("2022-01-21", "Signed on [Tuesday, January 11|2022-01-11], filed [2022-01-12|2022-01-12].");
        check("", "On [January 9|XXXX-01-09] of an unknown year, a [Friday|XXXX-WXX-5].");
    }

    #[test]
    fn weekdays() {
        check("2022-01-11", "Troops moved on [Tuesday|2022-01-11] and [Monday|2022-01-10].");
        check("2021-12-31", "He is scheduled to speak on [Sunday|2022-01-02].");
        check("2022-01-11", "The vote was held [last Tuesday|2022-01-04].");
    }

    #[test]
    fn lengths_and_what_is_counted_from_a_day() {
        check("2022-01-21", "For [two and a half years|P2Y6M], [5 1/2 hours|PT5H30M] or [several months|PXM].");
        check(
            "2022-01-21",
            "[Two days ago|2022-01-19] it fell; [a month ago|2021-12] it rose; [two weeks from now|2022-W05].",
        );
        check("2022-01-21", "He spoke on [Friday|2022-01-21], after a call [a day earlier|2022-01-20].");
        check("2022-01-21", "A [10-year|P10Y] lease, [the past two months|P2M], [the days ahead|FUTURE_REF].");
        check("2022-01-21", "[The first nine months|P9M] and [an hour|PT1H] later.");
    }

    #[test]
    fn parts_of_years_and_more_than_years() {
        check(
            "2022-01-21",
            "[The third quarter of 2021|2021-Q3], a [fourth-quarter|2021-Q4] loss, [the second half of 2020|2020-H2].",
        );
        check(
            "2022-01-21",
            "[The early 1990s|199], [the 20th century|19], [the '80s|198], [mid-2012|2012], [431 BC|BC0431].",
        );
        check(
            "2022-01-21",
            "[Last summer|2021-SU], [the winter of 1994|1994-WI], [last May|2021-05], [next year's first quarter|2023-Q1].",
        );
        check(
            "2022-01-21",
            "On [Thanksgiving Day|2021-11-25], [Easter 2022|2022-04-17] and [Christmas Eve|2021-12-24].",
        );
    }

    #[test]
    fn times_of_day_and_what_comes_again() {
        check(
            "2022-01-21",
            "At [5 p.m. EST Nov. 9|2021-11-09T17:00], [noon Thursday|2022-01-20T12:00], [last night|2022-01-20TNI].",
        );
        check(
            "2022-01-21",
            "Open [9 a.m.|2022-01-24T09:00] to [5 p.m. Monday|2022-01-24T17:00], he will say, not [every day|P1D].",
        );
        check(
            "2022-01-21",
            "[Each Thursday|XXXX-WXX-4], [every two years|P2Y], [daily|P1D], [Tuesday nights|XXXX-WXX-2TNI].",
        );
    }

    #[test]
    fn which_way_the_clause_looks() {
        check("2022-01-20", "The talks will resume on [Friday|2022-01-21].");
        check("2022-01-20", "The truce is due to expire [Monday|2022-01-24]; it was signed [Monday|2022-01-17].");
        check("2022-01-20", "He spoke of his upcoming visit in [February|2022-02].");
        check("2021-10-30", "In [the fiscal year|P1Y] ended [Jan. 31|2021-01-31] it earned more.");
    }

    #[test]
    fn a_history_hangs_on_its_own_dates() {
        let story = "The war began in [March 1861|1861-03]. On [April 12|1861-04-12] the fort was fired on. By \
                     [December 1861|1861-12] the river was closed, and in [January|1862-01] they marched. In [1863|1863] and \
                     [1864|1864] it went on. In [1865|1865] it ended: on [9 April|1865-04-09] the general gave up.";
        check("2009-12-19", story);
    }

    #[test]
    fn undated_texts_keep_what_needs_no_date() {
        check(
            "",
            "In [2014|2014], on [May 26, 1980|1980-05-26], [yesterday|XXXX-XX-XX], [last week|XXXX-WXX], [today|PRESENT_REF].",
        );
    }

    #[test]
    fn what_is_no_date() {
        check("2022-01-21", "The last-ditch talks on the S-400 and 1,00,000 troops may march on.");
        check("2022-01-21", "He came second at 1600 Pennsylvania Avenue, 21-19, and Theresa May spoke.");
    }
}
