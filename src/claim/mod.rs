//! Claims: quotations and reported speech (who said what), and the figures in them.
//!
//! One pass a paragraph over tokens, mentions and timexes. Pure and total; a stray quotation mark
//! never reaches beyond its paragraph.

mod apposition;
mod assemble;
mod attribution;
mod blocks;
mod content;
mod cues;
mod document;
mod figures;
mod lexicon;
mod loose;
mod narration;
mod nominal;
mod quote;
mod reader;
mod signal;
mod source;
mod speaker;

use crate::actor::{ActorIx, Actors};
use crate::date::Timex;
use crate::text::{Span, Token};

pub use figures::figures;
pub use quote::quotations;

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

/// The claims of a text, by the start of their content.
pub fn find(ground: Ground<'_>) -> Vec<Claim> {
    document::Document::new(ground).read()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{TokenKind, tokens};
    use proptest::prelude::*;

    fn claims(text: &str) -> Vec<Claim> {
        claims_with(text, &[])
    }

    fn claims_with(text: &str, dates: &[Timex]) -> Vec<Claim> {
        let tokens = tokens(text);
        let actors = crate::actor::find(text, &tokens);
        let (quotations, figures) = (quotations(text, &tokens), figures(text, &tokens));
        let paragraphs: Vec<Span> = tokens
            .split(|t| t.kind == TokenKind::Paragraph)
            .filter_map(|part| Some(part.first()?.span.join(part.last()?.span)))
            .collect();
        find(Ground {
            text,
            tokens: &tokens,
            paragraphs: &paragraphs,
            dates,
            actors: &actors,
            quotations: &quotations,
            figures: &figures,
        })
    }

    /// Each claim as `source | cue | content`, pieces joined by ` … `.
    fn check(text: &str, expected: &[&str]) {
        let told: Vec<String> = claims(text)
            .iter()
            .filter(|c| c.kind != ClaimKind::Narration)
            .map(|c| {
                let join = |spans: &[Span]| spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" … ");
                format!("{} | {} | {}", join(&c.source), join(&c.cue), join(&c.content))
            })
            .collect();
        assert_eq!(told, expected, "in {text:?}");
    }

    #[test]
    fn orders_of_speaker_cue_and_content() {
        check("Ana Brook said the bridge was closed.", &["Ana Brook | said | the bridge was closed"]);
        check("The bridge was closed, the mayor said.", &["the mayor | said | The bridge was closed"]);
        check("“It is closed,” said Ana Brook.", &["Ana Brook | said | “It is closed,”"]);
        check("“It is closed,” she said. “Go home.”", &["she | said | “It is closed,” … “Go home.”"]);
        check("“It is closed,” she said, “for good.”", &["she | said | “It is closed,” … “for good.”"]);
        check("According to the mayor, it will open.", &["the mayor | According to | it will open"]);
        check("It will open, according to the mayor.", &["the mayor | according to | It will open"]);
    }

    #[test]
    fn addressees_and_occasions_are_no_content() {
        check("Brook told reporters on Friday that it was late.", &["Brook | told | that it was late"]);
        check("Brook said Monday the road was closed.", &["Brook | said | the road was closed"]);
    }

    #[test]
    fn addressees_before_a_clause_without_that() {
        check("Brook told the court Lang had forged 14 cheques.", &["Brook | told | Lang had forged 14 cheques"]);
        check(
            "Brook told Reuters the firm was “cautiously optimistic”.",
            &["Brook | told | the firm was “cautiously optimistic”"],
        );
        check(
            "The lawyers had warned her, according to two people, that it would fail.",
            &[
                "two people | according to | The lawyers had warned her",
                "The lawyers | had warned | that it would fail",
            ],
        );
        check("The counsel submitted that he was ill.", &["The counsel | submitted | that he was ill"]);
        check("She submitted a plan to the board.", &[]);
        check("Brook told the council it was late.", &["Brook | told | it was late"]);
    }

    #[test]
    fn subjects_parted_from_their_verb() {
        check(
            "Joyce — who is listed as a lawyer in Leeds — told The Herald he was not planning an appeal.",
            &["Joyce — who is listed as a lawyer in Leeds | told | he was not planning an appeal"],
        );
        check(
            "Observers in Wales and around the country say Marsh deserves it.",
            &["Observers in Wales and around the country | say | Marsh deserves it"],
        );
        check(
            "People briefed on the plan say that it will fail.",
            &["People briefed on the plan | say | that it will fail"],
        );
        check("Ford itself said the deal was on.", &["Ford | said | the deal was on"]);
        check("Ana Brook herself told the court the road was closed.", &["Ana Brook | told | the road was closed"]);
        check("They heard him say the road was closed.", &[]);
        check("The right to say no is theirs.", &[]);
    }

    #[test]
    fn attributions_put_into_a_sentence() {
        check("The answer, the partner told them, was simple.", &["the partner | told | The answer … was simple"]);
        check("The road, she noted, may be closed.", &["she | noted | The road … may be closed"]);
        check(
            "Though it was smooth, she said, replacing him would be harder.",
            &["she | said | Though it was smooth … replacing him would be harder"],
        );
        check(
            "He went because, according to Marsh, the press would mock him.",
            &["Marsh | according to | the press would mock him"],
        );
        check(
            "The senator (worth 100,000 pounds, according to filings) paid.",
            &["filings | according to | worth 100,000 pounds"],
        );
        check("Brook told the court, where she stood.", &[]);
    }

    #[test]
    fn nothing_is_said() {
        for text in [
            "The firm did not respond to a request for comment.",
            "It declined to comment on Tuesday.",
            "One visitor asked not to be named.",
            "A union man, Per Hauge, was there.",
            "Per Hauge, a union man, was there.",
        ] {
            check(text, &[]);
        }
        check("Replying to a question, Ana Brook said that it was late.", &["Ana Brook | said | that it was late"]);
        check(
            "The sea has warmed, researchers reported on Monday in a journal.",
            &["researchers | reported | The sea has warmed"],
        );
        check("Brook said afterwards that it was late.", &["Brook | said | that it was late"]);
    }

    /// The names of the speakers, `-` where nobody is known.
    fn check_speakers(text: &str, expected: &[&str]) {
        let actors = crate::actor::find(text, &tokens(text));
        let told: Vec<String> = claims(text)
            .iter()
            .filter(|c| c.kind != ClaimKind::Narration)
            .map(|c| c.speaker.and_then(|ix| actors.get(ix)).map_or("-".to_owned(), |actor| actor.name.to_string()))
            .collect();
        assert_eq!(told, expected, "in {text:?}");
    }

    #[test]
    fn speakers_named_behind_their_roles() {
        check_speakers(
            "The company's chief executive, Ingrid Solberg, said demand had fallen. “It is painful,” she said.",
            &["Ingrid Solberg", "Ingrid Solberg"],
        );
        check_speakers("The agency's spokeswoman, Julie Regan, said the road was closed.", &["Julie Regan"]);
        check_speakers("“We got nothing,” the Swede replied.", &["-"]);
        check_speakers("“We got nothing,” the Americans replied.", &["United States"]);
    }

    /// The words of the date of each claim.
    fn check_dates(text: &str, expected: &[&str]) {
        let day = "2024-03-14".parse().unwrap();
        let dct = crate::date::Dct {
            interval: crate::date::Interval::day(day),
            origin: crate::date::DctOrigin::Head,
            reasons: Vec::new(),
        };
        let dates = crate::date::find(text, Some(&dct));
        let found = claims_with(text, &dates);
        let told: Vec<&str> = found
            .iter()
            .filter(|c| c.kind != ClaimKind::Narration)
            .map(|c| c.date.and_then(|ix| dates.get(ix as usize)).map_or("-", |date| date.span.of(text)))
            .collect();
        assert_eq!(told, expected, "in {text:?}");
    }

    #[test]
    fn the_day_of_the_saying() {
        check_dates("Ana Brook said on Tuesday the road was closed.", &["Tuesday"]);
        check_dates("On Tuesday, Ana Brook said the road was closed.", &["Tuesday"]);
        check_dates("“It is late,” says Ana Brook, who has run the shop since 1979.", &["-"]);
        check_dates("Ana Brook said the road was closed on Tuesday.", &["-"]);
        check_dates("After ten years, Ana Brook said the road was closed.", &["-"]);
        check_dates("The bridge, which was shut in 1931, will open, Ana Brook said on Monday.", &["Monday"]);
    }

    #[test]
    fn interviews() {
        check(
            "The Herald: Why?\n\nOmar Aziz: I was asked.\n\nThe Herald: And?\n\nOmar Aziz: We fight.\n\nThe Herald: When?\n\nOmar Aziz: Now.",
            &["Omar Aziz | : | I was asked.", "Omar Aziz | : | We fight.", "Omar Aziz | : | Now."],
        );
    }

    #[test]
    fn elided_subjects() {
        check(
            "Brook called the road unsafe but stressed: “We will open it.”",
            &["Brook | called | the road unsafe", "Brook | stressed | “We will open it.”"],
        );
    }

    proptest! {
        #[test]
        fn total_and_on_character_boundaries(text in "(“|”|\"|''|said |Ana |he |that |, |\\. |: |the |told |—|é |according to |who |\n\n|\n|saying |and |\\(|\\)|5 |[a-c]{1,4} ){0,24}") {
            for claim in claims(&text) {
                for span in claim.source.iter().chain(&claim.cue).chain(&claim.content) {
                    prop_assert!(text.get(span.range()).is_some());
                }
            }
        }
    }
}
