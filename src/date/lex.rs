//! The trigger scan: one pass over the bytes that knows the words dates are made of and lets all
//! others by. What it leaves is what the parser reads.

use super::lexicon::{Lexicon, Word};
use crate::text::Span;

/// A word, number or mark. Sixteen bytes: a paragraph's lexemes stay in the first cache.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lexeme {
    start: u32,
    end: u32,
    /// The value of a number.
    pub(super) value: u32,
    pub(super) word: Word,
}

impl Lexeme {
    pub(super) fn start(&self) -> usize {
        self.start as usize
    }

    pub(super) fn end(&self) -> usize {
        self.end as usize
    }

    pub(super) fn span(&self) -> Span {
        Span::new(self.start(), self.end())
    }
}

/// How far a block may run without an empty line. Longer ones are cut at white space, so that memory
/// stays small whatever the text.
const BLOCK: usize = 1 << 16;

/// Cuts a text into blocks (paragraphs) of lexemes.
pub(super) struct Lexer<'t> {
    bytes: &'t [u8],
    at: usize,
    lexicon: &'static Lexicon,
}

/// What a byte begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Line,
    Letter,
    Digit,
    Mark,
    /// Part of a character beyond ASCII.
    High,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'\n' | b'\r' => Class::Line,
            0..=b' ' => Class::Space,
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            0x80.. => Class::High,
            _ => Class::Mark,
        };
        byte += 1;
    }
    classes
};

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, lexicon: Lexicon::get() }
    }

    /// Fills `out` with the lexemes of the next block; false at the end of the text.
    pub(super) fn block(&mut self, out: &mut Vec<Lexeme>) -> bool {
        out.clear();
        let begin = self.at;
        let mut lines = 0;
        while let Some(&byte) = self.bytes.get(self.at) {
            match CLASSES[usize::from(byte)] {
                Class::Space => self.at += 1,
                Class::Line => {
                    self.at += 1;
                    lines += u32::from(byte == b'\n' || self.bytes.get(self.at) != Some(&b'\n'));
                    if lines >= 2 && !out.is_empty() {
                        return true;
                    }
                    continue;
                }
                Class::Letter => self.letters(out),
                Class::Digit => self.digits(out),
                Class::Mark => self.mark(byte, out),
                Class::High => self.high(out),
            }
            if lines != 0 && self.at > 0 && !matches!(self.class(self.at - 1), Class::Space | Class::Line) {
                lines = 0;
            }
            if self.at - begin > BLOCK && self.class(self.at) == Class::Space {
                return true;
            }
        }
        !out.is_empty()
    }

    #[inline]
    fn class(&self, at: usize) -> Class {
        self.bytes.get(at).map_or(Class::Line, |&byte| CLASSES[usize::from(byte)])
    }

    #[inline]
    fn push(&mut self, end: usize, word: Word, value: u32, out: &mut Vec<Lexeme>) {
        out.push(Lexeme { start: self.at as u32, end: end as u32, value, word });
        self.at = end;
    }

    fn letters(&mut self, out: &mut Vec<Lexeme>) {
        let start = self.at;
        let mut end = start + 1;
        while self.class(end) == Class::Letter {
            end += 1;
        }
        let name = self.bytes[start].is_ascii_uppercase();
        let other = if name { Word::Name } else { Word::Plain };
        match self.class(end) {
            Class::Digit => {
                while matches!(self.class(end), Class::Letter | Class::Digit) {
                    end += 1;
                }
                let (word, value) = code(&self.bytes[start..end]);
                return self.push(end, word, value, out);
            }
            Class::High if self.high_is_letter(end) => {
                while self.class(end) == Class::Letter || self.class(end) == Class::High && self.high_is_letter(end) {
                    end += 1;
                }
                return self.push(end, other, 0, out);
            }
            _ => {}
        }
        if end - start == 1 && self.bytes.get(end) == Some(&b'.') {
            return self.dotted(out);
        }
        match self.key(start, end).and_then(|key| self.lexicon.look_up(key)) {
            Some((word, value)) => self.push(end, word, value, out),
            None if !name && self.bytes[start..end].ends_with(b"ed") => self.push(end, Word::PastVerb, 0, out),
            None => self.push(end, other, 0, out),
        }
    }

    /// `a.m.`, `p.m.`, and initials (`U.S.`) as one name.
    fn dotted(&mut self, out: &mut Vec<Lexeme>) {
        let mut end = self.at;
        while self.class(end) == Class::Letter && self.bytes.get(end + 1) == Some(&b'.') {
            end += 2;
        }
        if self.class(end) == Class::Letter && self.class(end + 1) != Class::Letter {
            end += 1;
        } else if self.class(end) == Class::Letter {
            // `J.Smith`: the last letter belongs to what follows.
            end = end.max(self.at + 1);
        }
        // The `Z` of ISO 8601 takes no full stop.
        if end == self.at + 2 && self.at > 0 && self.class(self.at - 1) == Class::Digit {
            end -= 1;
        }
        let word = match &self.bytes[self.at..end] {
            b"a.m." | b"a.m" | b"A.M." | b"A.M" => Word::Meridiem(0),
            b"p.m." | b"p.m" | b"P.M." | b"P.M" => Word::Meridiem(12),
            b"A.D." | b"A.D" => Word::Anno,
            _ => Word::Name,
        };
        self.push(end, word, 0, out);
    }

    /// The letters of a word in lower case, as the lexicon has them; none when it is longer.
    #[inline]
    fn key(&self, start: usize, end: usize) -> Option<u128> {
        let length = end - start;
        if length > 15 {
            return None;
        }
        let letters = match self.bytes.get(start..start + 16) {
            Some(window) => u128::from_le_bytes(window.try_into().ok()?) & ((1 << (8 * length)) - 1),
            None => {
                let mut letters = [0; 16];
                letters[..length].copy_from_slice(&self.bytes[start..end]);
                u128::from_le_bytes(letters)
            }
        };
        // Letters alone: bit 5 is the case.
        Some(letters | 0x2020_2020_2020_2020_2020_2020_2020_2020 & ((1 << (8 * length)) - 1))
    }

    fn digits(&mut self, out: &mut Vec<Lexeme>) {
        let mut end = self.at;
        let mut value = 0_u32;
        while let Some(byte @ b'0'..=b'9') = self.bytes.get(end) {
            value = value.saturating_mul(10).saturating_add(u32::from(byte - b'0'));
            end += 1;
        }
        let length = (end - self.at).min(255) as u8;
        let run =
            |from: usize| self.bytes[from.min(self.bytes.len())..].iter().take_while(|b| b.is_ascii_digit()).count();
        // 1,000 and 1,00,000
        let mut grouped = end;
        while self.bytes.get(grouped) == Some(&b',') && matches!(run(grouped + 1), 2 | 3) {
            let group = run(grouped + 1);
            for &byte in &self.bytes[grouped + 1..grouped + 1 + group] {
                value = value.saturating_mul(10).saturating_add(u32::from(byte - b'0'));
            }
            grouped += 1 + group;
        }
        if grouped > end {
            if self.bytes.get(grouped) == Some(&b'.') {
                grouped += if run(grouped + 1) > 0 { 1 + run(grouped + 1) } else { 0 };
            }
            return self.push(grouped, Word::Grouped, value, out);
        }
        // `22.01.2022`: behind the first full stop there is no fraction either.
        let inside = matches!(out.as_slice(), [.., day, dot]
            if dot.word == Word::Dot && dot.end() == self.at && day.end() == dot.start() && matches!(day.word, Word::Digits(_)));
        let decimals = if !inside && self.bytes.get(end) == Some(&b'.') { run(end + 1) } else { 0 };
        if decimals > 0 && self.bytes.get(end + 1 + decimals) != Some(&b'.') {
            let tenths = u32::from(self.bytes[end + 1] - b'0');
            let hundredths = self.bytes.get(end + 2).filter(|_| decimals > 1).map_or(0, |b| u32::from(b - b'0'));
            let value = value.saturating_mul(100).saturating_add(10 * tenths + hundredths);
            return self.push(end + 1 + decimals, Word::Decimal, value, out);
        }
        let mut letters = end;
        while self.class(letters) == Class::Letter {
            letters += 1;
        }
        let word = match &self.bytes[end..letters] {
            b"" => Word::Digits(length),
            b"st" | b"nd" | b"rd" | b"th" | b"ST" | b"ND" | b"RD" | b"TH" => Word::OrdinalDigits,
            b"s" if matches!(length, 2 | 4) => Word::PluralDigits(length),
            // The letters stand for themselves: `5pm`, `10am`; `T` and `Z` are those of ISO 8601.
            b"am" | b"pm" | b"AM" | b"PM" | b"a" | b"p" | b"T" | b"Z" => {
                return self.push(end, Word::Digits(length), value, out);
            }
            _ => return self.push(letters, Word::Code, 0, out),
        };
        self.push(letters, word, value, out);
    }

    fn mark(&mut self, byte: u8, out: &mut Vec<Lexeme>) {
        let at = self.at;
        let word = match byte {
            b'.' | b'!' | b'?' => return self.stop(byte, out),
            b',' => Word::Comma,
            b':' => Word::Colon,
            b';' => Word::Semicolon,
            b'-' if self.bytes.get(at + 1) == Some(&b'-') => return self.push(at + 2, Word::Dash, 0, out),
            b'-' => Word::Hyphen,
            b'/' => Word::Slash,
            b'\'' => return self.apostrophe(1, out),
            b'"' | b'`' => Word::Quote,
            b'(' | b'[' | b'{' => Word::Open,
            b')' | b']' | b'}' => Word::Close,
            b'$' => Word::Money,
            b'%' => Word::Percent,
            _ => Word::Symbol,
        };
        self.push(at + 1, word, 0, out);
    }

    /// A full stop ends a sentence unless it ends an abbreviation or stands inside a word.
    fn stop(&mut self, byte: u8, out: &mut Vec<Lexeme>) {
        let mut next = self.at + 1;
        while self.bytes.get(next).is_some_and(|b| matches!(b, b'"' | b'\'' | b')' | b']' | b'.')) {
            next += 1;
        }
        let inside = !matches!(self.class(next), Class::Space | Class::Line | Class::High);
        let abbreviation = out.last().is_some_and(|last| match last.word {
            Word::ShortMonth(_) | Word::ShortWeekday(_) => true,
            Word::Name if last.end() == self.at && byte == b'.' => {
                is_abbreviation(&self.bytes[last.start()..last.end()])
            }
            _ => false,
        });
        self.push(self.at + 1, if inside || abbreviation { Word::Dot } else { Word::Stop }, 0, out);
    }

    /// `'s`, `'ll`, the rest of a contraction, or a mark. `width` is that of the apostrophe in bytes.
    fn apostrophe(&mut self, width: usize, out: &mut Vec<Lexeme>) {
        let glued = out.last().is_some_and(|last| last.end() == self.at);
        let mut end = self.at + width;
        while self.class(end) == Class::Letter {
            end += 1;
        }
        let word = match &self.bytes[self.at + width..end] {
            b"s" | b"S" if glued => Word::Possessive,
            b"ll" if glued => Word::Will,
            b"" => Word::Apostrophe,
            _ if glued => Word::Plain,
            _ => return self.push(self.at + width, Word::Quote, 0, out),
        };
        self.push(end, word, 0, out);
    }

    /// A character beyond ASCII: typographic marks are told from letters.
    fn high(&mut self, out: &mut Vec<Lexeme>) {
        match self.bytes.get(self.at..self.at + 3) {
            Some([0xE2, 0x80, 0x99]) => self.apostrophe(3, out),
            Some([0xE2, 0x80, 0x98]) => self.push(self.at + 3, Word::Apostrophe, 0, out),
            Some([0xE2, 0x80, 0x9C..=0x9F]) => self.push(self.at + 3, Word::Quote, 0, out),
            Some([0xE2, 0x80, 0x90 | 0x91]) => self.push(self.at + 3, Word::Hyphen, 0, out),
            Some([0xE2, 0x80, 0x92..=0x95]) => self.push(self.at + 3, Word::Dash, 0, out),
            Some([0xE2, 0x80, 0xA6]) => self.push(self.at + 3, Word::Stop, 0, out),
            Some([0xE2, 0x82, _]) | Some([0xC2, 0xA3, _]) => {
                let width = if self.bytes[self.at] == 0xC2 { 2 } else { 3 };
                self.push(self.at + width, Word::Money, 0, out);
            }
            // White space of any width, and the mark of byte order.
            Some([0xE2, 0x80, 0x80..=0x8B | 0xAF] | [0xEF, 0xBB, 0xBF]) => self.at += 3,
            Some([0xC2, 0xA0, _]) => self.at += 2,
            _ => {
                let mut end = self.at;
                while self.class(end) == Class::High && (end == self.at || self.high_is_letter(end))
                    || self.class(end) == Class::Letter
                {
                    end += 1;
                }
                // Never cut inside a character.
                while end < self.bytes.len() && self.bytes[end] & 0xC0 == 0x80 {
                    end += 1;
                }
                self.push(end, Word::Name, 0, out);
            }
        }
    }

    /// Whether the character that begins (or goes on) at `at` may be part of a word.
    #[inline]
    fn high_is_letter(&self, at: usize) -> bool {
        match self.bytes.get(at..at + 2) {
            Some([0xE2, 0x80 | 0x82] | [0xEF, 0xBB]) => false,
            Some([0xC2, next]) => !matches!(next, 0xA0 | 0xA3 | 0xAB | 0xBB),
            _ => true,
        }
    }
}

/// Titles, companies and the states of the United States as newspapers shorten them: a sentence may go on
/// behind their full stop.
#[rustfmt::skip]
const ABBREVIATIONS: &[&[u8]] = &[
    b"Adm", b"Ala", b"Ariz", b"Ark", b"Ave", b"Bros", b"Brig", b"Calif", b"Capt", b"Cmdr", b"Co", b"Col", b"Colo", b"Conn",
    b"Corp", b"Del", b"Dr", b"Fla", b"Ft", b"Ga", b"Gen", b"Gov", b"Hon", b"Ill", b"Inc", b"Ind", b"Jr", b"Kan", b"Ky", b"La",
    b"Lt", b"Ltd", b"Maj", b"Mass", b"Md", b"Mich", b"Minn", b"Miss", b"Mo", b"Mont", b"Mr", b"Mrs", b"Ms", b"Mt", b"Neb",
    b"Nev", b"No", b"Nos", b"Okla", b"Ore", b"Pa", b"Pres", b"Prof", b"Rep", b"Reps", b"Rev", b"Sen", b"Sens", b"Sgt", b"Sr",
    b"St", b"Tenn", b"Tex", b"Va", b"Vt", b"Wash", b"Wis", b"Wyo",
];

fn is_abbreviation(word: &[u8]) -> bool {
    word.len() <= 5 && ABBREVIATIONS.contains(&word)
}

/// What a word of letters and digits is: `Q3`, `H1`, `FY21`, or a name of something.
fn code(bytes: &[u8]) -> (Word, u32) {
    match bytes {
        [b'Q', digit @ b'1'..=b'4'] => (Word::ShortQuarter((digit - b'0') as i8), 0),
        [b'H', digit @ b'1'..=b'2'] => (Word::ShortHalf((digit - b'0') as i8), 0),
        [b'F', b'Y', digits @ ..] if matches!(digits.len(), 2 | 4) && digits.iter().all(u8::is_ascii_digit) => {
            let year = digits.iter().fold(0, |year, digit| year * 10 + u32::from(digit - b'0'));
            (Word::ShortFiscal, if digits.len() == 2 { 2000 + year } else { year })
        }
        _ => (Word::Code, 0),
    }
}
