//! A text as a whole: paragraph after paragraph, with what goes on from one to the next.

use super::assemble;
use super::attribution::{self, Attribution, word};
use super::blocks::{self, Block};
use super::reader::{self, Paragraph};
use super::speaker::{self, Speakers};
use super::{Claim, Ground, narration};
use crate::text::Span;

/// What the paragraph before left open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Open {
    Nothing,
    /// The claim with this index ended in an unclosed quotation.
    Quotation(usize),
    /// The claim with this index ended in a colon.
    Colon(usize),
}

/// A name in mixed case that stands before so many paragraphs is that of somebody interviewed.
const TURNS: usize = 3;

pub(super) struct Document<'a> {
    ground: Ground<'a>,
    claims: Vec<Claim>,
    open: Open,
    /// The last turn of a transcript or interview, which may run over paragraphs.
    turn: Option<usize>,
    /// Span of the paragraph before and how many claims there were when it began.
    before: Option<(Span, usize)>,
    /// Who spoke so far, and how many had when the paragraph before began.
    speakers: Speakers,
    heard: usize,
    /// The number of this paragraph, and how many claims there were when it began.
    number: u32,
    begun: usize,
    /// Turns with a name in capitals seen so far and to come make a transcript.
    transcript: bool,
    interview: bool,
}

impl<'a> Document<'a> {
    pub(super) fn new(ground: Ground<'a>) -> Self {
        Self {
            ground,
            claims: Vec::new(),
            open: Open::Nothing,
            turn: None,
            before: None,
            speakers: Speakers::default(),
            heard: 0,
            number: 0,
            begun: 0,
            transcript: false,
            interview: false,
        }
    }

    pub(super) fn read(mut self) -> Vec<Claim> {
        let ranges = reader::ranges(&self.ground);
        self.look_for_turns(&ranges);
        let mut paragraph = Paragraph::default();
        for (number, range) in ranges.into_iter().enumerate() {
            paragraph.read(&self.ground, range);
            if !paragraph.words.is_empty() {
                self.number = number as u32;
                self.begun = self.claims.len();
                self.paragraph(&paragraph, number == 0);
            }
        }
        self.claims.retain(|claim| !claim.content.is_empty());
        self.claims.sort_by_key(|claim| claim.content.first().map(|span| span.start()));
        self.claims
    }

    /// Two lines that begin with a name and a colon make a transcript.
    fn look_for_turns(&mut self, ranges: &[std::ops::Range<usize>]) {
        let (mut upper, mut mixed) = (0, 0);
        let mut labels: Vec<&str> = Vec::new();
        let mut paragraph = Paragraph::default();
        for range in ranges {
            let near = range.start..range.end.min(range.start + 12);
            let colon = self
                .ground
                .tokens
                .get(near)
                .unwrap_or_default()
                .iter()
                .any(|t| t.kind == crate::text::TokenKind::Colon);
            if !colon {
                continue;
            }
            paragraph.read(&self.ground, range.clone());
            match blocks::block(&paragraph) {
                Some(Block::Transcript { .. }) => upper += 1,
                Some(Block::Labelled { speaker, .. }) => {
                    mixed += 1;
                    labels.push(paragraph.span(speaker).of(self.ground.text));
                }
                _ => {}
            }
        }
        self.transcript = upper > 2;
        // One name before so many paragraphs, or many names.
        let turns = |label: &&str| labels.iter().filter(|other| *other == label).count();
        self.interview = mixed > 5 || labels.iter().any(|label| turns(label) >= TURNS);
    }

    fn paragraph(&mut self, p: &Paragraph<'_>, first: bool) {
        let span = p.span(0..p.words.len());
        let (count, heard) = (self.claims.len(), self.speakers.len());
        let open = std::mem::replace(&mut self.open, Open::Nothing);
        let block = blocks::block(p);
        match block {
            Some(Block::Transcript { speaker, colon, content }) if self.transcript => {
                self.push(
                    p,
                    &Attribution {
                        source: vec![speaker],
                        cue: word(colon),
                        content: vec![content],
                        ..Attribution::default()
                    },
                );
                self.turn = self.said_as_a_whole();
            }
            Some(Block::Labelled { speaker, colon, content }) if first || self.interview => {
                self.push(
                    p,
                    &Attribution {
                        source: vec![speaker],
                        cue: word(colon),
                        content: vec![content],
                        ..Attribution::default()
                    },
                );
                self.turn = if first { None } else { self.said_as_a_whole() };
            }
            Some(Block::Signed { content, dash, speaker, handle }) => self.signed(p, content, dash, speaker, handle),
            _ if self.turn.is_some() && p.opens_quote(0).is_some() => {
                if let Some(claim) = self.turn.and_then(|turn| self.claims.get_mut(turn)) {
                    claim.content.push(span);
                }
            }
            _ => {
                self.turn = None;
                self.prose(p, open);
                let stated = narration::find(&self.ground, p, self.claims.get(count..).unwrap_or_default());
                self.claims.extend(stated);
            }
        }
        self.before = Some((span, count));
        self.heard = heard;
    }

    /// A turn of a transcript is its speaker's own words, with no marks around them.
    fn said_as_a_whole(&mut self) -> Option<usize> {
        self.claims.last_mut()?.kind = super::ClaimKind::Direct;
        Some(self.claims.len() - 1)
    }

    fn prose(&mut self, p: &Paragraph<'_>, open: Open) {
        let mut made = attribution::find(p);
        let opening = p.opens_quote(0).map(|(quotation, range)| (quotation.closed, range.clone()));
        if let Some((closed, range)) = opening {
            let said = made.iter().position(|a| {
                !a.cue.is_empty() && a.content.iter().any(|c| c.start < range.end && range.start < c.end)
            });
            match (open, said) {
                // A cue of its own says who speaks; words without one before it are the same quotation.
                (Open::Quotation(earlier), Some(said)) => {
                    if let Some(claim) = self.claims.get_mut(earlier).filter(|claim| claim.cue.is_empty()) {
                        let pieces = std::mem::take(&mut claim.content);
                        self.push(p, &made.remove(said));
                        if let Some(claim) = self.claims.last_mut() {
                            claim.content.splice(0..0, pieces);
                        }
                    }
                }
                (Open::Quotation(earlier) | Open::Colon(earlier), None) => {
                    made.retain(|a| !a.content.iter().any(|c| c.start < range.end && range.start < c.end));
                    let mut pieces = vec![range.clone()];
                    pieces.extend(
                        p.quotes
                            .iter()
                            .skip(1)
                            .map(|(_, r)| r.clone())
                            .filter(|_| made.is_empty() && p.quotes.iter().all(|(_, r)| p.count(r.clone()) > 3)),
                    );
                    if let Some(claim) = self.claims.get_mut(earlier) {
                        claim.content.extend(pieces.iter().map(|r| p.span(r.clone())));
                        claim.kind = super::ClaimKind::Direct;
                    }
                    if !closed && range.end == p.words.len() || matches!(open, Open::Colon(_)) {
                        self.open = Open::Quotation(earlier);
                    }
                }
                _ => {}
            }
        } else if let Open::Colon(earlier) = open
            && made.iter().all(|a| a.cue.is_empty())
            && let Some(claim) = self.claims.get_mut(earlier).filter(|claim| claim.content.is_empty())
        {
            // Words set off as a block of their own.
            claim.content.push(p.span(0..p.words.len()));
            claim.kind = super::ClaimKind::Direct;
            return;
        }
        for attribution in &made {
            self.push(p, attribution);
            self.inherit();
            if attribution.open {
                let ix = self.claims.len() - 1;
                let quoted = attribution
                    .content
                    .last()
                    .is_some_and(|c| c.end > c.start && p.words.get(c.end - 1).is_some_and(|w| w.quote != 0));
                self.open = if quoted { Open::Quotation(ix) } else { Open::Colon(ix) };
            }
        }
        if self.open == Open::Nothing
            && let Some((quotation, range)) = p.quotes.last()
            && !quotation.closed
            && range.end == p.words.len()
            && let Some(ix) = self.claims.iter().rposition(|c| c.content.iter().any(|s| s.overlaps(quotation.span)))
        {
            self.open = Open::Quotation(ix);
        }
    }

    /// A dash with a name signs what stands before it, in this paragraph or as the one before.
    fn signed(
        &mut self,
        p: &Paragraph<'_>,
        content: Option<std::ops::Range<usize>>,
        dash: usize,
        speaker: std::ops::Range<usize>,
        handle: bool,
    ) {
        let mut attribution = Attribution { source: vec![speaker], cue: word(dash), ..Attribution::default() };
        match content {
            Some(content) => {
                attribution.content.push(content);
                self.push(p, &attribution);
            }
            None => {
                let Some((before, count)) = self.before else { return };
                let quoted = self.claims.get(count..).is_some_and(|claims| claims.iter().all(|c| c.cue.is_empty()));
                if !handle && !quoted {
                    return;
                }
                // What was read in a signed paragraph is its author's.
                self.claims.truncate(count);
                self.speakers.truncate(self.heard);
                self.push(p, &attribution);
                if let Some(claim) = self.claims.last_mut() {
                    claim.content.push(before);
                    claim.kind = super::ClaimKind::Direct;
                }
            }
        }
    }

    /// A paragraph of quoted words alone is said by whoever was quoted in the paragraph before.
    fn inherit(&mut self) {
        let Some((before, count)) = self.before else { return };
        let said = |claim: &&Claim| {
            !claim.source.is_empty()
                && claim.kind != super::ClaimKind::Indirect
                && claim.content.iter().any(|s| before.covers(*s))
        };
        let earlier = self.claims.get(count..self.begun).and_then(|claims| claims.iter().rev().find(said));
        let Some((source, speaker)) = earlier.map(|claim| (claim.source.clone(), claim.speaker)) else { return };
        let alone = |c: &&mut Claim| c.source.is_empty() && c.cue.is_empty() && c.kind == super::ClaimKind::Direct;
        if let Some(claim) = self.claims.last_mut().filter(alone) {
            claim.source = source;
            claim.speaker = speaker;
        }
    }

    fn push(&mut self, p: &Paragraph<'_>, attribution: &Attribution) {
        let mut claim = assemble::claim(&self.ground, p, attribution);
        let actors = self.ground.actors;
        // Whoever says that “he warned …” is the first that “he” may be.
        let outer = claim.source.first().and_then(|source| {
            let around = |c: &&Claim| c.content.iter().any(|s| s.covers(*source));
            self.claims.get(self.begun..).unwrap_or_default().iter().rev().find(around)?.speaker
        });
        claim.speaker = self.speakers.resolve(p, actors, &attribution.source, self.number, outer);
        claim.addressee = attribution.addressee.clone().and_then(|range| speaker::named(p, actors, range));
        if let Some(speaker) = claim.speaker.filter(|_| outer.is_none()) {
            self.speakers.note(speaker, self.number);
        }
        self.claims.push(claim);
    }
}
