//! How fast the claim engine reads. Run by hand:
//!
//! ```text
//! cargo bench --bench claims -- news.txt
//! ```
//!
//! Joins the texts of the named files (the seeds when none is named) until they make 20 MB, and prints
//! MB/s for each stage on one core. Tokens and actors are made beforehand, and timed beside them.

use std::hint::black_box;
use std::time::Instant;

use ibid::claim::{self, Ground};
use ibid::text::{Span, Token, TokenKind};
use ibid::{actor, text};

/// How much text is read, in bytes.
const SIZE: usize = 20_000_000;
/// The best of so many rounds counts: other work on the machine only ever slows one down.
const ROUNDS: usize = 3;

#[expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
fn main() -> std::io::Result<()> {
    let mut files: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if files.is_empty() {
        let seeds = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds"))?;
        files =
            seeds.flatten().map(|f| f.path().to_string_lossy().into_owned()).filter(|f| f.ends_with(".txt")).collect();
    }
    let mut part = String::new();
    for file in &files {
        part.push_str(&std::fs::read_to_string(file)?);
        part.push_str("\n\n");
    }
    // Articles of the usual size rather than one of 20 MB: no table grows beyond what it is in use.
    let articles: Vec<&str> = cut(&part, 6000);
    let rounds = SIZE / part.len().max(1) + 1;
    let read: Vec<Read<'_>> = articles.iter().map(|text| Read::new(text)).collect();
    let bytes = (part.len() * rounds) as f64 / 1e6;
    println!("{bytes:.1} MB in {} articles", articles.len() * rounds);
    let show = |name: &str, stage: &dyn Fn(&Read<'_>)| {
        let mut best = f64::INFINITY;
        for _ in 0..ROUNDS {
            let start = Instant::now();
            for _ in 0..rounds {
                read.iter().for_each(stage);
            }
            best = best.min(start.elapsed().as_secs_f64());
        }
        println!("{name:12}{:8.1} MB/s", bytes / best);
    };
    show("tokens", &|r| drop(black_box(text::tokens(r.text))));
    show("quotations", &|r| drop(black_box(claim::quotations(r.text, &r.tokens))));
    show("figures", &|r| drop(black_box(claim::figures(r.text, &r.tokens))));
    show("claims", &|r| drop(black_box(claim::find(r.ground()))));
    show("the engine", &|r| {
        let (quotations, figures) = (claim::quotations(r.text, &r.tokens), claim::figures(r.text, &r.tokens));
        drop(black_box(claim::find(Ground { quotations: &quotations, figures: &figures, ..r.ground() })));
    });
    Ok(())
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

/// A text with what is known of it before the claims are sought.
struct Read<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    paragraphs: Vec<Span>,
    actors: actor::Actors,
    quotations: Vec<claim::Quotation>,
    figures: Vec<claim::Figure>,
}

impl<'t> Read<'t> {
    fn new(text: &'t str) -> Self {
        let tokens = text::tokens(text);
        let paragraphs = tokens
            .split(|t| t.kind == TokenKind::Paragraph)
            .filter_map(|part| Some(part.first()?.span.join(part.last()?.span)))
            .collect();
        let actors = actor::find(text, &tokens);
        let (quotations, figures) = (claim::quotations(text, &tokens), claim::figures(text, &tokens));
        Self { text, tokens, paragraphs, actors, quotations, figures }
    }

    fn ground(&self) -> Ground<'_> {
        Ground {
            text: self.text,
            tokens: &self.tokens,
            paragraphs: &self.paragraphs,
            dates: &[],
            actors: &self.actors,
            quotations: &self.quotations,
            figures: &self.figures,
        }
    }
}
