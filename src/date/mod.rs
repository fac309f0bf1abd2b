//! Dates: which words of a text name a time, which one, and why.
//!
//! [`find`] goes from text to [`Timex`]es: trigger scan → parser to a typed tree → resolver over
//! (tree, the article's date, earlier timexes, the clause's cue). Pure and total. [`infer`] finds the
//! bounds of an article's own date when nothing states it.

mod calendar;
mod compare;
mod edtf;
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

pub(crate) use calendar::days_between;
pub use compare::Sameness;
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
mod examples;
#[cfg(test)]
mod laws;
