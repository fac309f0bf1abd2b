//! How fast the three engines read, each alone and all together. Run by hand:
//!
//! ```text
//! cargo bench --bench engines -- [MEGABYTES] [TEXT…]
//! ```
//!
//! Joins the texts of the named files (the seeds, on which every engine is faster than on most news, when none is named)
//! until they make so many megabytes (20), in articles of some 6 KB, and prints MB/s of one core, the best of some
//! rounds: other work on the machine only ever slows one down. What an engine builds on is made beforehand, and timed
//! in a row of its own. `trigger scan` is what a search for words of dates costs with a regular expression.

use std::hint::black_box;
use std::time::Instant;

use ibid::actor::{self, Actors, Cards};
use ibid::article::facts;
use ibid::claim::{self, Figure, Ground, Quotation};
use ibid::date::{self, Dct, DctOrigin, Interval, Timex};
use ibid::text::{Span, Token, TokenKind, tokens};
use regex::Regex;

/// The size of an article, in bytes. One of 20 MB would grow tables beyond what they are in use.
const ARTICLE: usize = 6000;
const ROUNDS: usize = 5;

/// A day, a month, a unit, a word that stands for a day, or a number: what dates are made of.
const TRIGGERS: &str = r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|ember|tember|ober)?\b|\b(?:second|minute|hour|day|week|month|quarter|year|decade|century|centurie)s?\b|\b(?:today|tomorrow|yesterday|tonight|now|noon|midnight|morning|afternoon|evening|spring|summer|autumn|fall|winter)s?\b|\b\d+\b";

type Failure = Box<dyn std::error::Error>;

#[expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench").peekable();
    let megabytes = arguments.next_if(|argument| argument.parse::<usize>().is_ok());
    let megabytes: usize = megabytes.map_or(Ok(20), |number| number.parse())?;
    let text = joined(arguments.collect())?;

    let start = Instant::now();
    actor::find("Paris", &tokens("Paris"));
    println!("{:16}{:8.2} ms", "first actor", start.elapsed().as_secs_f64() * 1e3);

    let articles = cut(&text, ARTICLE);
    let day = "2022-01-21".parse()?;
    let dct = Dct { interval: Interval::day(day), origin: DctOrigin::Head, reasons: Vec::new() };
    let read: Vec<Read<'_>> = articles.iter().map(|text| Read::new(text, &dct)).collect();
    let repeated = megabytes * 1_000_000 / text.len().max(1) + 1;
    let bytes = (text.len() * repeated) as f64 / 1e6;
    println!("{:16}{bytes:8.1} MB in {} articles", "text", articles.len() * repeated);

    let time = |name: &str, stage: &dyn Fn(&Read<'_>)| {
        let mut best = f64::INFINITY;
        for _ in 0..ROUNDS {
            let start = Instant::now();
            (0..repeated).for_each(|_| read.iter().for_each(stage));
            best = best.min(start.elapsed().as_secs_f64());
        }
        println!("{name:16}{:8.1} MB/s", bytes / best);
        best
    };
    let triggers = Regex::new(TRIGGERS)?;
    time("tokens", &|r| drop(black_box(tokens(r.text))));
    let scan = time("trigger scan", &|r| {
        black_box(triggers.find_iter(r.text).count());
    });
    let dates = time("dates", &|r| drop(black_box(date::find(r.text, Some(&dct)))));
    time("actors", &|r| drop(black_box(actor::find(r.text, &r.tokens))));
    time("quotations", &|r| drop(black_box(claim::quotations(r.text, &r.tokens))));
    time("figures", &|r| drop(black_box(claim::figures(r.text, &r.tokens))));
    time("claims", &|r| drop(black_box(claim::find(r.ground()))));
    let cards = Cards::default();
    time("all together", &|r| drop(black_box(facts(r.text, &r.paragraphs, Some(&dct), &cards))));
    println!("{:16}{:8.2} times the trigger scan", "dates", dates / scan);
    Ok(())
}

/// The texts of these files, or of the seeds.
fn joined(mut files: Vec<String>) -> Result<String, Failure> {
    if files.is_empty() {
        let seeds = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds"))?;
        let paths = seeds.flatten().map(|file| file.path().to_string_lossy().into_owned());
        files = paths.filter(|path| path.ends_with(".txt")).collect();
        files.sort();
    }
    let mut text = String::new();
    for file in &files {
        text.push_str(&std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?);
        text.push_str("\n\n");
    }
    Ok(text)
}

/// Pieces of about `size` bytes, each ending with a paragraph.
fn cut(text: &str, size: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let from = (0..=size.min(rest.len())).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(0);
        let end = rest[from..].find("\n\n").map_or(rest.len(), |at| from + at + 2);
        pieces.push(&rest[..end]);
        rest = &rest[end..];
    }
    pieces
}

/// An article with all that an engine may build on.
struct Read<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    paragraphs: Vec<Span>,
    dates: Vec<Timex>,
    actors: Actors,
    quotations: Vec<Quotation>,
    figures: Vec<Figure>,
}

impl<'t> Read<'t> {
    fn new(text: &'t str, dct: &Dct) -> Self {
        let tokens = tokens(text);
        let paragraphs = tokens
            .split(|token| token.kind == TokenKind::Paragraph)
            .filter_map(|part| Some(part.first()?.span.join(part.last()?.span)))
            .collect();
        let (dates, actors) = (date::find(text, Some(dct)), actor::find(text, &tokens));
        let (quotations, figures) = (claim::quotations(text, &tokens), claim::figures(text, &tokens));
        Self { text, tokens, paragraphs, dates, actors, quotations, figures }
    }

    fn ground(&self) -> Ground<'_> {
        Ground {
            text: self.text,
            tokens: &self.tokens,
            paragraphs: &self.paragraphs,
            dates: &self.dates,
            actors: &self.actors,
            quotations: &self.quotations,
            figures: &self.figures,
        }
    }
}
