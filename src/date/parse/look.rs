//! Which way a clause looks: `will meet on Friday` ahead, `met on Friday` back.

use super::Reader;
use crate::date::lexicon::Word;
use crate::date::tree::Look;

/// How far a verb may stand from the expression, in lexemes: as far as a clause is long.
const REACH: usize = 24;

/// How near a verb in the present stands to the day it is set for.
const CLOSE: usize = 5;

impl Reader<'_> {
    /// The nearest verb decides: first to the left in the sentence, then to the right.
    pub(in crate::date) fn look(&self, start: usize, end: usize) -> Look {
        match self.before(start, 1) {
            Word::Until if self.look_right(end) != Look::Back => return Look::Ahead,
            // `as early as Tuesday`, `as soon as Tuesday`
            Word::As if matches!(self.before(start, 2), Word::Early | Word::Soon) => return Look::Ahead,
            Word::Ending => return Look::Ahead,
            // `paid down by February`, but `reports were filed by Wednesday`
            Word::By if !matches!(self.word(start), Word::Weekday(_)) => return Look::Ahead,
            // `urged the board to return to talks by Friday`
            Word::By if self.is_asked(start) => return Look::Ahead,
            Word::Since | Word::Ended => return Look::Over,
            // `through January` may be either: the nearest.
            Word::Through => return Look::Unknown,
            _ => {}
        }
        match self.look_left(start, end) {
            Look::Unknown => self.look_right(end),
            look => look,
        }
    }

    /// Whether an infinitive or `must` governs what stands before `start`, with no finite verb between.
    fn is_asked(&self, start: usize) -> bool {
        for at in (start.saturating_sub(REACH)..start).rev() {
            match self.word(at) {
                Word::Stop | Word::Semicolon | Word::Was | Word::PastVerb => return false,
                Word::To if self.word(at + 1) == Word::Plain && self.is_lower(at + 1) => return true,
                Word::Modal if matches!(self.letters(at), "must" | "should") => return self.letters(at + 1) != "have",
                _ => {}
            }
        }
        false
    }

    fn look_left(&self, start: usize, end: usize) -> Look {
        let floor = start.saturating_sub(REACH);
        for at in (floor..start).rev() {
            match self.word(at) {
                Word::Stop | Word::Semicolon => break,
                // `would get around Wednesday's ruling`: the ruling is there already.
                Word::Modal if self.word(end) == Word::Possessive => {}
                // `the trial begins Monday`
                Word::Begins if start - at <= CLOSE && self.is_told_present(at) => return Look::Ahead,
                _ => match self.tense(at) {
                    Look::Unknown => {}
                    tense => return tense,
                },
            }
        }
        Look::Unknown
    }

    fn look_right(&self, end: usize) -> Look {
        for at in end..(end + REACH).min(self.lexemes.len()) {
            match self.word(at) {
                Word::Stop | Word::Semicolon => break,
                // `On Friday, they planned to`: what was planned on Friday; not so `they plan to`.
                Word::Slated if self.before(at, 1) != Word::Is && self.letters(at).ends_with("ed") => {}
                _ => match self.tense(at) {
                    Look::Unknown => {}
                    tense => return tense,
                },
            }
        }
        Look::Unknown
    }

    /// What the word at `at` says of the time, when it is a verb that does.
    fn tense(&self, at: usize) -> Look {
        match self.word(at) {
            Word::Will | Word::Plan => Look::Ahead,
            // `is to meet`, `are to be held`
            Word::To if self.before(at, 1) == Word::Is && self.word(at + 1) != Word::The => Look::Ahead,
            Word::To if self.letters(at + 1) == "be" => Look::Ahead,
            Word::Slated => self.slated(at),
            // `said he would meet them`; but `would have met` is over.
            Word::Modal if self.letters(at) == "would" => {
                let perfect = (1..=2).any(|ahead| self.letters(at + ahead) == "have");
                if perfect { Look::Unknown } else { Look::Ahead }
            }
            // `to be completed`: the verb before it has the tense.
            Word::Was | Word::PastVerb => {
                let passive =
                    self.before(at, 1) == Word::Is && matches!(self.letters(at - 1), "be" | "is" | "are" | "being");
                // `a still unspecified date`
                let adjective = self.word(at) == Word::PastVerb
                    && self.word(at + 1) == Word::Plain
                    && (1..=2).any(|back| matches!(self.before(at, back), Word::A | Word::The | Word::Its));
                if passive || adjective { Look::Unknown } else { Look::Back }
            }
            _ => Look::Unknown,
        }
    }

    /// `talks begin`, `the truce expires`: behind a noun, and not `did not begin`.
    fn is_told_present(&self, at: usize) -> bool {
        let noun =
            matches!(self.before(at, 1), Word::Plain | Word::Name | Word::Part(_) | Word::Season(_) | Word::Units(_));
        // `left the door open`, `the US Open`
        let adjective = self.letters(at) == "open" && !self.letters(at.saturating_sub(1)).ends_with('s');
        noun && !adjective && self.is_lower(at)
    }

    /// `set for January`, `due to expire Monday`: ahead, when the word is used so; `had been due to` is over.
    fn slated(&self, at: usize) -> Look {
        // `as previously planned`
        if (1..=2).any(|back| self.before(at, back) == Word::As) {
            return Look::Unknown;
        }
        // `the planned visit`
        if matches!(self.before(at, 1), Word::The | Word::A | Word::Its) {
            return Look::Ahead;
        }
        let set = self.letters(at) == "set";
        let used = match self.word(at + 1) {
            Word::To => matches!(
                self.word(at + 2),
                Word::Plain | Word::Is | Word::Start | Word::End | Word::Plan | Word::Begins
            ),
            Word::For => true,
            // `has scheduled a news conference Thursday`
            Word::A => !set && self.letters(at).ends_with("ed"),
            Word::On | Word::By | Word::At | Word::In => !set,
            Word::Month(_) | Word::ShortMonth(_) | Word::Weekday(_) => !set,
            _ => false,
        };
        if !used {
            // `set aside`, `set up a fund`: a verb in the past, unless it is asked or promised.
            let infinitive = matches!(self.before(at, 1), Word::To | Word::Will | Word::Modal | Word::Is | Word::Was);
            return if set && !infinitive { Look::Back } else { Look::Unknown };
        }
        let was = (1..=3).any(|back| self.before(at, back) == Word::Was && self.letters(at - back) == "had");
        if was && self.before(at, 1) == Word::Is { Look::Back } else { Look::Ahead }
    }
}
