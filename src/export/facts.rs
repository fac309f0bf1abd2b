use serde::{Serialize, Serializer};
use serde_json::Value;

use super::CodePoints;
use crate::actor::{ActorKind, Form, Mention};
use crate::article::Facts;
use crate::claim::{Claim, ClaimKind, Figure, Hedge, Unit};
use crate::date::{Anchor, Date, Dct, DctOrigin, Interval, Timex, TimexKind};
use crate::text::Span;

/// The facts of one document as one line of JSON (design §10, `annotate`). Written straight from the facts;
/// offsets are code points, ends exclusive.
#[derive(Debug)]
pub struct FactsLine<'f> {
    doc: &'f Value,
    dct: Option<&'f Dct>,
    from: From<'f>,
}

/// What every part of the line needs.
#[derive(Debug)]
struct From<'f> {
    text: &'f str,
    points: CodePoints<'f>,
    facts: &'f Facts,
}

impl<'f> FactsLine<'f> {
    /// `facts` are those of `text` under `dct`; `doc` is what names the document.
    pub fn new(doc: &'f Value, text: &'f str, dct: Option<&'f Dct>, facts: &'f Facts) -> Self {
        Self { doc, dct, from: From { text, points: CodePoints::new(text), facts } }
    }
}

impl Serialize for FactsLine<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Line<'l, D: Serialize, A: Serialize, C: Serialize> {
            doc: &'l Value,
            dct: Option<DctPart<'l>>,
            dates: D,
            actors: A,
            claims: C,
        }
        let from = &self.from;
        Line {
            doc: self.doc,
            dct: self.dct.map(DctPart::new),
            dates: Each(|| from.facts.dates.iter().map(|timex| from.date(timex))),
            actors: Each(|| from.facts.actors.mentions.iter().map(|mention| from.actor(mention))),
            claims: Each(|| from.facts.claims.iter().map(|claim| from.claim(claim))),
        }
        .serialize(serializer)
    }
}

/// A JSON array of what an iterator gives, without collecting it.
struct Each<F>(F);

impl<F, I> Serialize for Each<F>
where
    F: Fn() -> I,
    I: Iterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

#[derive(Serialize)]
struct DctPart<'f> {
    value: Option<String>,
    origin: &'static str,
    reasons: &'f [String],
}

impl<'f> DctPart<'f> {
    fn new(dct: &'f Dct) -> Self {
        Self { value: interval(&dct.interval), origin: origin(dct.origin), reasons: &dct.reasons }
    }
}

#[derive(Serialize)]
struct DatePart<'f> {
    start: usize,
    end: usize,
    text: &'f str,
    r#type: &'static str,
    value: String,
    r#mod: Option<&'static str>,
    earliest: Option<Day>,
    latest: Option<Day>,
    anchor: Option<AnchorPart>,
}

/// As ISO 8601 writes it.
struct Day(Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// `"dct"`, or the place of the expression that the value was reckoned from.
#[derive(Serialize)]
#[serde(untagged)]
enum AnchorPart {
    Dct(&'static str),
    Span((usize, usize)),
}

#[derive(Serialize)]
struct ActorPart<'f> {
    start: usize,
    end: usize,
    text: &'f str,
    r#type: &'static str,
    actor: Option<&'f str>,
    name: Option<&'f str>,
    role: Option<&'f str>,
    form: &'static str,
}

#[derive(Serialize)]
struct ClaimPart<'f, F: Serialize> {
    kind: &'static str,
    source: Spans<'f>,
    cue: Spans<'f>,
    content: Spans<'f>,
    speaker: Option<&'f str>,
    date: Option<String>,
    figures: F,
}

struct Spans<'f> {
    points: &'f CodePoints<'f>,
    spans: &'f [Span],
}

impl Serialize for Spans<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.spans.iter().map(|span| self.points.pair(*span)))
    }
}

#[derive(Serialize)]
struct FigurePart<'f> {
    start: usize,
    end: usize,
    text: &'f str,
    value: ValuePart,
    unit: Option<&'f str>,
    hedge: Option<&'static str>,
}

/// One number, or lowest and highest.
#[derive(Serialize)]
#[serde(untagged)]
enum ValuePart {
    One(Number),
    Range(Number, Number),
}

/// Whole numbers without `.0`, as long as an `f64` holds them exactly (below 2⁵³).
struct Number(f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            whole if whole.fract() == 0.0 && whole.abs() < 9e15 => serializer.serialize_i64(whole as i64),
            number => serializer.serialize_f64(number),
        }
    }
}

impl<'f> From<'f> {
    fn date(&self, timex: &'f Timex) -> DatePart<'f> {
        let (start, end) = self.points.pair(timex.span);
        DatePart {
            start,
            end,
            text: timex.span.of(self.text),
            r#type: match timex.kind {
                TimexKind::Date => "DATE",
                TimexKind::Time => "TIME",
                TimexKind::Duration => "DURATION",
                TimexKind::Set => "SET",
            },
            value: timex.value.timex3(),
            r#mod: timex.value.modifier(),
            earliest: timex.interval.earliest.map(Day),
            latest: timex.interval.latest.map(Day),
            anchor: match &timex.anchor {
                Anchor::None => None,
                Anchor::Dct => Some(AnchorPart::Dct("dct")),
                Anchor::Timex(span) => Some(AnchorPart::Span(self.points.pair(*span))),
            },
        }
    }

    fn actor(&self, mention: &'f Mention) -> ActorPart<'f> {
        let (start, end) = self.points.pair(mention.span);
        let actor = self.facts.actors.get(mention.actor);
        ActorPart {
            start,
            end,
            text: mention.span.of(self.text),
            r#type: match mention.kind {
                ActorKind::Person => "person",
                ActorKind::Organisation => "organisation",
                ActorKind::Place => "place",
                ActorKind::Group => "group",
                ActorKind::Unknown => "unknown",
            },
            actor: actor.map(|actor| actor.id.as_str()),
            name: actor.map(|actor| actor.name.as_str()),
            role: mention.role.map(|role| role.of(self.text)),
            form: match mention.form {
                Form::Name => "name",
                Form::Surname => "surname",
                Form::Acronym => "acronym",
                Form::Demonym => "demonym",
                Form::Metonym => "metonym",
                Form::Handle => "handle",
                Form::Nominal => "nominal",
                Form::Pronoun => "pronoun",
            },
        }
    }

    fn claim(&'f self, claim: &'f Claim) -> ClaimPart<'f, impl Serialize> {
        let spans = |spans: &'f [Span]| Spans { points: &self.points, spans };
        let facts = self.facts;
        let figures = facts.figures.get(claim.figures.start as usize..claim.figures.end as usize).unwrap_or_default();
        ClaimPart {
            kind: match claim.kind {
                ClaimKind::Direct => "direct",
                ClaimKind::Mixed => "mixed",
                ClaimKind::Indirect => "indirect",
                ClaimKind::Narration => "narration",
            },
            source: spans(&claim.source),
            cue: spans(&claim.cue),
            content: spans(&claim.content),
            speaker: claim.speaker.and_then(|ix| facts.actors.get(ix)).map(|actor| actor.id.as_str()),
            date: claim.date.and_then(|ix| facts.dates.get(ix as usize)).map(|timex| timex.value.timex3()),
            figures: Each(move || figures.iter().map(|figure| self.figure(figure))),
        }
    }

    fn figure(&self, figure: &'f Figure) -> FigurePart<'f> {
        let (start, end) = self.points.pair(figure.span);
        FigurePart {
            start,
            end,
            text: figure.span.of(self.text),
            value: match figure.low == figure.high {
                true => ValuePart::One(Number(figure.low)),
                false => ValuePart::Range(Number(figure.low), Number(figure.high)),
            },
            unit: match &figure.unit {
                Unit::Count => figure.head.as_deref(),
                Unit::Percent => Some("percent"),
                Unit::Money(unit) | Unit::Measure(unit) => Some(unit),
            },
            hedge: figure.hedge.map(|hedge| match hedge {
                Hedge::About => "about",
                Hedge::AtLeast => "at least",
                Hedge::MoreThan => "more than",
                Hedge::AtMost => "at most",
                Hedge::LessThan => "less than",
                Hedge::Exactly => "exactly",
            }),
        }
    }
}

/// `2022-01-21`, or `2021-12-28/2022-01-02` with `..` for an open end; nothing when both are open.
fn interval(interval: &Interval) -> Option<String> {
    match (interval.earliest, interval.latest) {
        (None, None) => None,
        (Some(first), Some(last)) if first == last => Some(first.to_string()),
        (first, last) => {
            let end = |day: Option<Date>| day.map_or_else(|| "..".into(), |day| day.to_string());
            Some(format!("{}/{}", end(first), end(last)))
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

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::actor::{Actor, ActorIx, Actors, Gender};
    use crate::date::{Meaning, Period, Reason, Value};

    #[test]
    fn a_line_holds_all_parts_in_code_points() {
        let text = "“Né,” Lavrov said of 3.5 to 4 million on 11 January.";
        let span = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let day: Date = "2022-01-11".parse().unwrap();
        let interval = Interval { earliest: Some(day), latest: Some(day) };
        let actor = Actor {
            id: "lavrov".into(),
            name: "Lavrov".into(),
            kind: ActorKind::Person,
            gender: Gender::Unknown,
            roles: Vec::new(),
            anonymous: false,
        };
        let mention = Mention {
            span: span("Lavrov"),
            actor: ActorIx(0),
            kind: ActorKind::Person,
            form: Form::Surname,
            role: None,
            honorific: None,
            reason: "a surname",
        };
        let facts = Facts {
            dates: vec![Timex {
                span: span("11 January"),
                kind: TimexKind::Date,
                value: Value {
                    meaning: Meaning::Period(Period::Day(day)),
                    modifier: None,
                    alternative: None,
                    reason: Reason::Stated,
                    inferred: false,
                },
                interval,
                anchor: Anchor::Dct,
            }],
            actors: Actors { mentions: vec![mention], actors: vec![actor] },
            figures: vec![Figure {
                span: span("3.5 to 4 million"),
                number: span("3.5 to 4"),
                low: 3.5e6,
                high: 4e6,
                unit: Unit::Count,
                head: None,
                hedge: Some(Hedge::About),
            }],
            claims: vec![Claim {
                kind: ClaimKind::Direct,
                source: vec![span("Lavrov")],
                cue: vec![span("said")],
                content: vec![span("“Né,”")],
                speaker: Some(ActorIx(0)),
                addressee: None,
                date: Some(0),
                figures: 0..1,
            }],
            ..Facts::default()
        };
        let dct = Dct {
            interval: Interval { earliest: None, latest: Some(day) },
            origin: DctOrigin::Inferred,
            reasons: vec!["it speaks of 11 January".into()],
        };
        let doc = serde_json::Value::from("n");
        let line = serde_json::to_string_pretty(&FactsLine::new(&doc, text, Some(&dct), &facts)).unwrap();
        expect![[r#"
            {
              "doc": "n",
              "dct": {
                "value": "../2022-01-11",
                "origin": "inferred",
                "reasons": [
                  "it speaks of 11 January"
                ]
              },
              "dates": [
                {
                  "start": 41,
                  "end": 51,
                  "text": "11 January",
                  "type": "DATE",
                  "value": "2022-01-11",
                  "mod": null,
                  "earliest": "2022-01-11",
                  "latest": "2022-01-11",
                  "anchor": "dct"
                }
              ],
              "actors": [
                {
                  "start": 6,
                  "end": 12,
                  "text": "Lavrov",
                  "type": "person",
                  "actor": "lavrov",
                  "name": "Lavrov",
                  "role": null,
                  "form": "surname"
                }
              ],
              "claims": [
                {
                  "kind": "direct",
                  "source": [
                    [
                      6,
                      12
                    ]
                  ],
                  "cue": [
                    [
                      13,
                      17
                    ]
                  ],
                  "content": [
                    [
                      0,
                      5
                    ]
                  ],
                  "speaker": "lavrov",
                  "date": "2022-01-11",
                  "figures": [
                    {
                      "start": 21,
                      "end": 37,
                      "text": "3.5 to 4 million",
                      "value": [
                        3500000,
                        4000000
                      ],
                      "unit": null,
                      "hedge": "about"
                    }
                  ]
                }
              ]
            }"#]]
        .assert_eq(&line);
    }
}
