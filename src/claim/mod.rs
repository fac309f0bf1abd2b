//! Claims: quotations and reported speech (who said what), and the figures in them.
//!
//! One pass a paragraph over tokens, mentions and timexes. Pure and total; a stray quotation mark
//! never reaches beyond its paragraph.

use crate::actor::{ActorIx, Actors};
use crate::date::Timex;
use crate::text::{Span, Token};

/// Words between quotation marks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quotation {
    /// With the marks.
    pub span: Span,
    /// Without the marks.
    pub inner: Span,
    /// Whether the closing mark was there.
    pub closed: bool,
    /// Inside another quotation.
    pub nested: bool,
}

/// How a claim is told.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ClaimKind {
    /// The content stands between quotation marks (or is a transcript line, or a signed tweet).
    Direct,
    /// Partly so.
    Mixed,
    Indirect,
    /// The article's own statement, with a figure or a date.
    Narration,
}

/// Somebody said something, or the article states something. Spans of each part are in order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claim {
    pub kind: ClaimKind,
    /// The words that name the speaker: `Ukrainian Foreign Minister Dmytro Kuleba`, `he`.
    pub source: Vec<Span>,
    /// The words of saying: `said`, `according to`.
    pub cue: Vec<Span>,
    pub content: Vec<Span>,
    /// Who `source` is; none when in doubt.
    pub speaker: Option<ActorIx>,
    pub addressee: Option<ActorIx>,
    /// Index into the text's timexes: when it was said or happened.
    pub date: Option<u32>,
    /// Range of indices into the text's figures that lie in the content.
    pub figures: std::ops::Range<u32>,
}

/// A number with what it counts.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    /// With hedge and head noun: `an estimated 100,000 troops`.
    pub span: Span,
    /// The number alone: `100,000`.
    pub number: Span,
    /// Lowest and highest value; equal unless a range or a vague number (`tens of thousands`).
    pub low: f64,
    pub high: f64,
    pub unit: Unit,
    /// The thing counted, as it stands, lower case, singular: `troop`.
    pub head: Option<String>,
    pub hedge: Option<Hedge>,
}

/// What kind of quantity.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unit {
    Count,
    Percent,
    /// An ISO code or symbol: `$`, `€`, `INR`.
    Money(String),
    /// `km`, `tonne`, in singular.
    Measure(String),
}

/// How far the number is meant.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Hedge {
    /// some, about, around, nearly, almost, an estimated, roughly
    About,
    /// at least, no fewer than
    AtLeast,
    /// more than, over
    MoreThan,
    /// at most, up to
    AtMost,
    /// less than, under, fewer than
    LessThan,
    /// exactly, precisely
    Exactly,
}

/// The quotations of `text`, outer before inner.
pub fn quotations(text: &str, tokens: &[Token]) -> Vec<Quotation> {
    let _ = (text, tokens);
    Vec::new()
}

/// The figures of `text`, in order.
pub fn figures(text: &str, tokens: &[Token]) -> Vec<Figure> {
    let _ = (text, tokens);
    Vec::new()
}

/// Everything already known of a text when its claims are sought.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    /// The paragraphs to read, without boilerplate.
    pub paragraphs: &'a [Span],
    pub dates: &'a [Timex],
    pub actors: &'a Actors,
    pub quotations: &'a [Quotation],
    pub figures: &'a [Figure],
}

/// The claims of a text, by the start of their content. May add pronoun and nominal mentions that it
/// resolved to the `Actors` it returns beside them.
pub fn find(ground: Ground<'_>) -> Vec<Claim> {
    let _ = ground;
    Vec::new()
}
