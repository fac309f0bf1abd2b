//! `ibid annotate`: the facts of articles as JSON Lines (design §10). A pure filter: one line in, one line
//! out, in order, each document on its own, so that it can be run over shards by any engine.

use std::io::{BufRead, Write};

use anyhow::Context;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::actor::{ActorKind, Actors, Form};
use crate::article::{Facts, facts};
use crate::claim::{Claim, ClaimKind, Figure, Hedge, Unit};
use crate::date::{Date, Dct, DctOrigin, Interval, Timex, TimexKind};
use crate::text::Span;

/// One document on standard input.
#[derive(Deserialize)]
struct Document {
    doc: Value,
    text: String,
    dct: Option<String>,
}

/// Reads JSON Lines `{doc, text, dct?}` and writes one line of facts for each. Lines that are none are
/// reported on `errors` with their number and skipped; answers how many there were.
pub fn annotate(input: impl BufRead, mut output: impl Write, mut errors: impl Write) -> anyhow::Result<usize> {
    let mut bad = 0;
    for (number, line) in input.lines().enumerate() {
        let line = line.context("standard input could not be read")?;
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Document>(&line) {
            Ok(document) => {
                let dct = document.dct.as_deref().and_then(stated);
                let facts = facts(&document.text, &[Span::new(0, document.text.len())], dct.as_ref());
                let value = render(&document.doc, &document.text, dct.as_ref(), &facts);
                serde_json::to_writer(&mut output, &value)?;
                output.write_all(b"\n")?;
            }
            Err(error) => {
                bad += 1;
                writeln!(errors, "line {}: {error}; skipped", number + 1)?;
            }
        }
    }
    output.flush()?;
    Ok(bad)
}

fn stated(day: &str) -> Option<Dct> {
    let date: Date = day.get(..10)?.parse().ok()?;
    let interval = Interval { earliest: Some(date), latest: Some(date) };
    Some(Dct { interval, origin: DctOrigin::Settings, reasons: vec!["given with the text".into()] })
}

/// Byte offsets to code points, for offsets asked for in any order.
struct CodePoints<'t> {
    text: &'t str,
    /// Code points before every 64th byte.
    steps: Vec<u32>,
}

impl<'t> CodePoints<'t> {
    fn new(text: &'t str) -> Self {
        let mut count = 0;
        let steps = text
            .as_bytes()
            .chunks(64)
            .map(|chunk| {
                let before = count;
                count += chunk.iter().filter(|b| !is_continuation(**b)).count() as u32;
                before
            })
            .collect();
        Self { text, steps }
    }

    fn at(&self, offset: usize) -> usize {
        let step = offset / 64;
        let Some(before) = self.steps.get(step) else { return self.text.chars().count() };
        let rest = &self.text.as_bytes()[step * 64..offset.min(self.text.len())];
        *before as usize + rest.iter().filter(|b| !is_continuation(**b)).count()
    }

    fn pair(&self, span: Span) -> Value {
        json!([self.at(span.start()), self.at(span.end())])
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

fn render(doc: &Value, text: &str, dct: Option<&Dct>, facts: &Facts) -> Value {
    let points = CodePoints::new(text);
    json!({
        "doc": doc,
        "dct": dct.map(|d| json!({
            "value": interval(&d.interval),
            "origin": origin(d.origin),
            "reasons": d.reasons,
        })),
        "dates": facts.dates.iter().map(|t| date(t, text, &points)).collect::<Vec<_>>(),
        "actors": actors(&facts.actors, text, &points),
        "claims": facts.claims.iter().map(|c| claim(c, facts, text, &points)).collect::<Vec<_>>(),
    })
}

fn interval(interval: &Interval) -> Option<String> {
    match (interval.earliest, interval.latest) {
        (Some(a), Some(b)) if a == b => Some(a.to_string()),
        (None, None) => None,
        (a, b) => {
            let end = |d: Option<Date>| d.map_or_else(|| "..".to_string(), |d| d.to_string());
            Some(format!("{}/{}", end(a), end(b)))
        }
    }
}

fn origin(origin: DctOrigin) -> &'static str {
    match origin {
        DctOrigin::Settings => "settings",
        DctOrigin::Bibliography => "bibliography",
        DctOrigin::FrontMatter => "front matter",
        DctOrigin::Metadata => "metadata",
        DctOrigin::Head => "head",
        DctOrigin::Url => "url",
        DctOrigin::Inferred => "inferred",
    }
}

fn date(timex: &Timex, text: &str, points: &CodePoints<'_>) -> Value {
    let kind = match timex.kind {
        TimexKind::Date => "DATE",
        TimexKind::Time => "TIME",
        TimexKind::Duration => "DURATION",
        TimexKind::Set => "SET",
    };
    json!({
        "start": points.at(timex.span.start()), "end": points.at(timex.span.end()), "text": timex.span.of(text),
        "type": kind, "value": timex.value.timex3(), "mod": timex.value.modifier(),
        "earliest": timex.interval.earliest.map(|d| d.to_string()),
        "latest": timex.interval.latest.map(|d| d.to_string()),
        "anchor": match &timex.anchor {
            crate::date::Anchor::None => Value::Null,
            crate::date::Anchor::Dct => "dct".into(),
            crate::date::Anchor::Timex(span) => points.pair(*span),
        },
    })
}

fn actors(actors: &Actors, text: &str, points: &CodePoints<'_>) -> Vec<Value> {
    let one = |m: &crate::actor::Mention| {
        let actor = actors.get(m.actor);
        json!({
            "start": points.at(m.span.start()), "end": points.at(m.span.end()), "text": m.span.of(text),
            "type": match m.kind {
                ActorKind::Person => "person",
                ActorKind::Organisation => "organisation",
                ActorKind::Place => "place",
                ActorKind::Group => "group",
                ActorKind::Unknown => "unknown",
            },
            "actor": actor.map(|a| a.id.as_str()), "name": actor.map(|a| a.name.as_str()),
            "role": m.role.map(|r| r.of(text)),
            "form": match m.form {
                Form::Name => "name",
                Form::Surname => "surname",
                Form::Acronym => "acronym",
                Form::Demonym => "demonym",
                Form::Metonym => "metonym",
                Form::Handle => "handle",
                Form::Nominal => "nominal",
                Form::Pronoun => "pronoun",
            },
        })
    };
    actors.mentions.iter().map(one).collect()
}

fn claim(claim: &Claim, facts: &Facts, text: &str, points: &CodePoints<'_>) -> Value {
    let spans = |spans: &[Span]| spans.iter().map(|s| points.pair(*s)).collect::<Vec<_>>();
    let figures = facts.figures.get(claim.figures.start as usize..claim.figures.end as usize).unwrap_or(&[]);
    json!({
        "kind": match claim.kind {
            ClaimKind::Direct => "direct",
            ClaimKind::Mixed => "mixed",
            ClaimKind::Indirect => "indirect",
            ClaimKind::Narration => "narration",
        },
        "source": spans(&claim.source), "cue": spans(&claim.cue), "content": spans(&claim.content),
        "speaker": claim.speaker.and_then(|ix| facts.actors.get(ix)).map(|a| a.id.as_str()),
        "date": claim.date.and_then(|ix| facts.dates.get(ix as usize)).map(|t| t.value.timex3()),
        "figures": figures.iter().map(|f| figure(f, text, points)).collect::<Vec<_>>(),
    })
}

fn figure(figure: &Figure, text: &str, points: &CodePoints<'_>) -> Value {
    let value = if figure.low == figure.high { json!(figure.low) } else { json!([figure.low, figure.high]) };
    json!({
        "start": points.at(figure.span.start()), "end": points.at(figure.span.end()), "text": figure.span.of(text),
        "value": value,
        "unit": match &figure.unit {
            Unit::Count => figure.head.clone(),
            Unit::Percent => Some("percent".to_string()),
            Unit::Money(unit) | Unit::Measure(unit) => Some(unit.clone()),
        },
        "hedge": figure.hedge.map(|h| match h {
            Hedge::About => "about",
            Hedge::AtLeast => "at least",
            Hedge::MoreThan => "more than",
            Hedge::AtMost => "at most",
            Hedge::LessThan => "less than",
            Hedge::Exactly => "exactly",
        }),
    })
}
