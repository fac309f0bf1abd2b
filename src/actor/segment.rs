//! From runs of capitalised words to chunks that hang together, and on to units.

use std::ops::Range;

use crate::text::{Shape, Span};

use super::data::classes::*;
use super::link::Link;
use super::scan::{Scan, Word};
use super::unit::Unit;

/// The title in front of the names that follow.
#[derive(Clone, Copy, Default)]
pub(super) struct Title {
    pub span: Option<Span>,
    pub of: Option<usize>,
    pub plural: bool,
    pub former: bool,
}

pub(super) struct Segmenter<'a> {
    pub text: &'a str,
    pub scan: &'a Scan,
    pub units: Vec<Unit>,
    /// A plural title, which goes on over a coordination.
    pub title: Title,
}

pub(crate) fn units(text: &str, scan: &Scan) -> Vec<Unit> {
    let units = Vec::with_capacity(scan.words.len());
    let mut segmenter = Segmenter { text, scan, units, title: Title::default() };
    let mut start = 0;
    while start < scan.words.len() {
        let end =
            (start + 1..scan.words.len()).find(|ix| scan.words[*ix].link == Link::Start).unwrap_or(scan.words.len());
        segmenter.run(start..end);
        start = end;
    }
    segmenter.units
}

impl Segmenter<'_> {
    pub(super) fn word(&self, ix: usize) -> &Word {
        &self.scan.words[ix]
    }

    pub(super) fn run(&mut self, run: Range<usize>) {
        if !self.title_goes_on(run.start) {
            self.title = Title::default();
        }
        let mut at = run.start;
        while at < run.end {
            let word = self.word(at);
            let known = word.phrase.is_some();
            // `Jan Novak`, `April Jones`: a month that is also a given name.
            let named = word.is(NEVER)
                && word.is(GIVEN)
                && self.scan.words.get(at + 1).is_some_and(|next| {
                    at + 1 < run.end && next.link == Link::Tight && !next.is(COMMON | NEVER) && next.phrase.is_none()
                });
            let known = known && word.phrase.is_some_and(|(_, n)| n > 1 || word.shape == Shape::Upper);
            // `Will Novak` within a sentence.
            let named = named
                || word.is(FUNCTION)
                    && word.is(GIVEN)
                    && !word.initial
                    && self.tight(at, run.end) > at + 1
                    && !self.word(at + 1).is(FUNCTION | NEVER);
            let idle = word.is(FUNCTION | NEVER) && !named && !known && !word.is(TITLE);
            if idle {
                at += 1;
                continue;
            }
            // A common word that only begins its sentence is not part of the name behind it.
            if word.initial && word.phrase.is_none() && self.is_idle_start(at, run.end) {
                if self.tight(at, run.end) == at + 1 {
                    // Kept for now: the text may use it as a name elsewhere (`Trump`).
                    self.name(at..at + 1);
                }
                at += 1;
                continue;
            }
            let end = self.chunk(at, run.end);
            if word.shouted {
                self.shouted(at..end);
            } else if word.heading {
                self.heading(at..end);
            } else {
                self.split(at..end);
            }
            at = end;
            // “Presidents Jan Novak of Peru and Ana Quispe”
            let spreads = |link: Link| link == Link::And || self.title.plural && link.is_of();
            if at < run.end && !spreads(self.word(at).link) {
                self.title = Title::default();
            }
        }
    }

    /// A plural title spreads over a list: “Ministers Jan Novak, Ana Quispe and Li Wei”.
    fn title_goes_on(&self, start: usize) -> bool {
        let before = start.checked_sub(1).map(|ix| self.word(ix).span.end());
        let gap = before.and_then(|end| self.text.get(end..self.word(start).span.start()));
        let person = self.units.last().is_some_and(|unit| unit.role.is_some() && unit.role == self.title.span);
        self.title.plural && person && gap.is_some_and(|gap| matches!(gap.trim(), "," | ", and"))
    }

    pub(super) fn is_idle_start(&self, at: usize, end: usize) -> bool {
        let word = self.word(at);
        if !word.is(COMMON) || word.is(TITLE | HONORIFIC | GROUP) || word.shape == Shape::Upper && !word.shouted {
            return false;
        }
        let Some(next) = self.scan.words.get(at + 1).filter(|next| at + 1 < end && next.link == Link::Tight) else {
            // `Ministry of Health`, not `East of Roe`
            let body = word.is(ORG_START | PLACE_START)
                && !word.is(DIRECTION)
                && self.scan.words.get(at + 1).is_some_and(|next| at + 1 < end && next.link.is_of());
            return !body && (!word.is(GIVEN) || word.is(FUNCTION));
        };
        let ampersand = next.token == word.token + 2;
        if ampersand
            || word.is(GIVEN) && !next.is(COMMON) && next.phrase.is_none_or(|(phrase, _)| phrase.sense() == CITY)
        {
            return false;
        }
        // `National Bank`, `Central Park`: the last word of the stretch says that it is a name.
        let last = self.tight(at, end) - 1;
        if last > at && self.word(last).is(ORG_HEAD | PLACE_HEAD | EVENT) && !next.is(GIVEN) && next.phrase.is_none() {
            return false;
        }
        !word.is(ORG_START | PLACE_START | DIRECTION) || next.is(GIVEN)
    }

    /// The end of the words that hang on `at` by spaces alone.
    pub(super) fn tight(&self, at: usize, end: usize) -> usize {
        (at + 1..end).find(|ix| !matches!(self.word(*ix).link, Link::Tight)).unwrap_or(end)
    }

    /// The end of the name that begins at `at`: over spaces and particles, and over `of`, `for`, `and`,
    /// `'s` where a phrase or the name of a body goes on there.
    pub(super) fn chunk(&self, at: usize, end: usize) -> usize {
        let mut ix = at + 1;
        let mut covered = self.covered(at);
        while ix < end {
            let word = self.word(ix);
            let before = self.word(ix - 1);
            let goes_on = ix < covered
                || match word.link {
                    Link::Start => false,
                    Link::Tight => {
                        !word.is(NEVER | FUNCTION)
                            || word.is(GIVEN | TITLE)
                            || word.phrase.is_some_and(|(_, n)| n > 1)
                            // `John Near`: in running text a capital letter makes a name of it.
                            || word.is(FUNCTION) && before.is(GIVEN) && !before.is(COMMON) && !word.initial
                    }
                    Link::Particle => !before.is(TITLE) && !self.ends_entity(at, ix) && !word.is(NEVER),
                    Link::Of => self.goes_on_over_of(at, ix) || self.is_portfolio(at, ix),
                    // `Institute for Peace Studies`, not `League for Roe City`
                    Link::For => {
                        let plain = word.is(COMMON) && word.phrase.is_none();
                        let head = match self.scan.key(ix - 1) {
                            "league" | "party" | "army" | "house" | "academy" | "club" => plain,
                            _ => before.is(ORG_START),
                        };
                        head || self.is_portfolio(at, ix)
                    }
                    Link::And => self.coordinates(at, ix, end),
                    Link::Possessive => {
                        before.is(COMMON)
                            && !before.is(TITLE | ORG_HEAD | PLACE_HEAD)
                            && before.phrase.is_none()
                            && self.word(self.tight(ix, end) - 1).is(ORG_HEAD | PLACE_HEAD)
                    }
                };
            // `Jan Novak & Ana Roe` are two.
            let pair = word.link == Link::Tight && word.token == before.token + 2 && word.is(GIVEN) && !word.is(COMMON);
            if !goes_on || pair && ix - at > 1 && self.word(at).is(GIVEN) && self.tight(ix, end) > ix + 1 {
                return ix;
            }
            covered = covered.max(self.covered(ix));
            ix += 1;
        }
        ix
    }

    pub(super) fn covered(&self, ix: usize) -> usize {
        self.word(ix).phrase.map_or(ix + 1, |(_, n)| ix + n as usize)
    }

    /// A particle joins persons, not what follows a known state or body (“France de Gaulle”).
    pub(super) fn ends_entity(&self, at: usize, ix: usize) -> bool {
        (at..ix)
            .any(|word| self.word(word).phrase.is_some_and(|(p, n)| word + n as usize == ix && p.sense() == COUNTRY))
    }

    /// `Ministry of Health`, `Gulf of Roe`, `House of Commons of Canada`. A word for a kind of body or place that
    /// mostly ends a name goes on only when it begins it: `League of Nations`, but `Roe Motor Corp | of Japan`.
    fn goes_on_over_of(&self, at: usize, ix: usize) -> bool {
        let before = self.word(ix - 1);
        let known = (at..ix).any(|word| {
            self.word(word).phrase.is_some_and(|(p, n)| word + n as usize == ix && p.sense() == ORGANISATION)
        });
        let place = self.word(ix).phrase.is_some_and(|(p, _)| matches!(p.sense(), COUNTRY | REGION));
        let state =
            matches!(self.scan.key(ix - 1), "republic" | "kingdom" | "city" | "state" | "principality" | "duchy");
        before.is(ORG_START | PLACE_START) && !before.is(TITLE)
            || state && self.word(ix).phrase.is_some()
            || before.is(ORG_HEAD | PLACE_HEAD) && !before.is(TITLE) && ix - 1 == at
            || known && place
    }

    /// `Secretary of State`, `Minister for Foreign Affairs`.
    pub(super) fn is_portfolio(&self, at: usize, ix: usize) -> bool {
        self.word(ix).is(PORTFOLIO) && (at..ix).any(|before| self.word(before).is(TITLE))
    }

    /// `Department of Health and Human Services`, `Food and Drug Administration`.
    pub(super) fn coordinates(&self, at: usize, ix: usize, end: usize) -> bool {
        let (before, word) = (self.word(ix - 1), self.word(ix));
        let last = self.tight(ix, end) - 1;
        // A railway is named after the places it joins.
        if matches!(self.scan.key(last), "railway" | "railroad") && last > ix && !before.is(ORG_HEAD) {
            return true;
        }
        let plain = |word: &Word| word.is(COMMON) && word.phrase.is_none() && !word.is(TITLE | GIVEN | GROUP);
        if !plain(before) || !plain(word) {
            return false;
        }
        let body = (at..ix).any(|w| self.word(w).is(ORG_START) && self.word(w + 1).link.is_of());
        body || (!before.is(ORG_HEAD | FUNCTION)
            && self.word(self.tight(ix, end) - 1).is(ORG_HEAD)
            && !self.word(at).initial)
    }
}
