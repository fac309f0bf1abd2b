//! Numbers in digits and in words → a value or a range of values.

use super::{noun, unit};
use crate::claim::lexicon;
use crate::text::{Token, TokenKind};

/// A number and where it ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub low: f64,
    pub high: f64,
    /// The token behind it.
    pub next: usize,
    /// Written in words.
    pub word: bool,
    /// With “million” or the like, a decimal point or a group mark: never a year or a day.
    pub scaled: bool,
    /// The measure written onto its digits: `96mm`.
    pub measure: Option<&'static str>,
    /// What is counted is joined to it: `47-page`.
    pub compound: bool,
}

impl Number {
    /// Four plain digits that may be a year.
    pub(super) fn year_like(&self) -> bool {
        !self.scaled && !self.word && self.low.fract() == 0.0 && (1000.0..2200.0).contains(&self.low)
    }

    fn one(value: f64, next: usize, word: bool, scaled: bool) -> Self {
        Self { low: value, high: value, next, word, scaled, measure: None, compound: false }
    }
}

pub(super) fn word_at<'t>(text: &'t str, tokens: &[Token], at: usize) -> &'t str {
    tokens.get(at).map_or("", |t| t.of(text))
}

const UNITS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES: &[(&str, f64)] = &[
    ("hundred", 1e2),
    ("thousand", 1e3),
    ("lakh", 1e5),
    ("lac", 1e5),
    ("million", 1e6),
    ("crore", 1e7),
    ("cr", 1e7),
    ("billion", 1e9),
    ("trillion", 1e12),
    ("dozen", 12.0),
    ("mn", 1e6),
    ("bn", 1e9),
    ("m", 1e6),
];
const VAGUE: &[(&str, f64, f64)] = &[
    ("tens", 10.0, 99.0),
    ("dozens", 24.0, 99.0),
    ("scores", 40.0, 99.0),
    ("hundreds", 100.0, 999.0),
    ("thousands", 1e3, 9999.0),
    ("lakhs", 1e5, 999_999.0),
    ("millions", 1e6, 9_999_999.0),
    ("crores", 1e7, 99_999_999.0),
    ("billions", 1e9, 9_999_999_999.0),
];

/// Whether a word may begin a number in words: “two”, “twenty-five”, “half”, “dozens”.
#[inline]
pub(super) fn may_begin(word: &str) -> bool {
    // Three letters rule most words out before any look-up.
    let letters = word.as_bytes();
    let letter = |ix: usize| letters.get(ix).map_or(0, |byte| byte | 0x20);
    let possible = match (letter(0), letter(1), letter(2)) {
        (b'a', ..) => letters.len() == 1 || letters.len() == 2 && letter(1) == b'n',
        (b'o', b'n', b'e') => letters.len() == 3,
        (b't', b'w', _) | (b't', b'e', b'n') | (b't', b'h', b'r') => true,
        (b't', b'h', b'i') => letter(3) == b'r',
        (b't', b'h', b'o') => letter(3) == b'u',
        (b'f', b'o', b'u' | b'r') => letters.len() > 3,
        (b'f', b'i', b'v' | b'f') | (b's', b'i', b'x') | (b's', b'e', b'v') | (b's', b'c', b'o') => true,
        (b'e', b'i', b'g') | (b'e', b'l', b'e') | (b'h', b'a', b'l') | (b'h', b'u', b'n') => true,
        (b'n', b'i', b'n') | (b'm' | b'b', b'i', b'l') | (b'd', b'o', b'z') => true,
        (b'l', b'a', b'k') | (b'c', b'r', b'o') | (b'z', b'e', b'r') => true,
        _ => false,
    };
    if !possible || word.len() > 18 {
        return false;
    }
    let number = |word: &str| lexicon::look_up(word).classes & lexicon::NUMBER != 0;
    // twenty-five: its first half decides.
    let joined = word.len() > 8 && word.as_bytes().get(5..8).is_some_and(|middle| middle.contains(&b'-'));
    number(word) || joined && word.split('-').next().is_some_and(number)
}

/// The value of `one` … `ninety-nine`.
fn small(word: &str) -> Option<f64> {
    if word.len() < 3 {
        return None;
    }
    let unit = |word: &str| UNITS.iter().position(|u| u.eq_ignore_ascii_case(word));
    let ten = |word: &str| TENS.iter().position(|t| t.eq_ignore_ascii_case(word)).map(|at| (at + 2) * 10);
    if let Some(value) = unit(word).or_else(|| ten(word)) {
        return Some(value as f64);
    }
    let (tens, units) = word.split_once('-')?;
    let units = unit(units).filter(|u| (1..10).contains(u))?;
    Some((ten(tens)? + units) as f64)
}

fn vague(word: &str) -> Option<(f64, f64)> {
    VAGUE.iter().find(|(name, ..)| name.eq_ignore_ascii_case(word)).map(|(_, low, high)| (*low, *high))
}

pub(super) fn scale(word: &str) -> Option<f64> {
    if word.len() > 8 {
        return None;
    }
    SCALES.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, scale)| *scale)
}

/// The number that begins at token `at`, a range where one is written.
pub(super) fn parse(text: &str, tokens: &[Token], at: usize) -> Option<Number> {
    let number = single(text, tokens, at)?;
    let link = word_at(text, tokens, number.next);
    let between = at > 0 && word_at(text, tokens, at - 1).eq_ignore_ascii_case("between");
    let links = match link {
        "to" | "or" | "–" | "-" => true,
        "and" => between,
        _ => false,
    };
    if links
        && let Some(top) = single(text, tokens, number.next + 1)
        && (top.word == number.word || top.scaled)
    {
        // “two to three million”: the scale counts for both ends.
        let ratio =
            if top.scaled && !number.scaled && top.low >= 1e3 && number.low < 1e3 { scale_of(top.low) } else { 1.0 };
        let low = (number.low * ratio * 1e3).round() / 1e3;
        if low < top.high && !number.year_like() {
            let scaled = number.scaled || top.scaled;
            return Some(Number { low, high: top.high, next: top.next, scaled, measure: top.measure, ..number });
        }
    }
    Some(number)
}

fn scale_of(value: f64) -> f64 {
    [1e12, 1e9, 1e6, 1e3].into_iter().find(|scale| value >= *scale).unwrap_or(1.0)
}

fn single(text: &str, tokens: &[Token], at: usize) -> Option<Number> {
    let token = tokens.get(at)?;
    let word = token.of(text);
    match token.kind {
        TokenKind::Number => digits(word, at).map(|number| scaled(text, tokens, number)),
        TokenKind::Word if noun::compound(word).is_some() => digits(word, at),
        TokenKind::Word => words(text, tokens, at, word),
        _ => None,
    }
}

/// `100,000` · `1,00,000` · `1.5` · `100k` · `3,000-4,000`.
fn digits(word: &str, at: usize) -> Option<Number> {
    if let Some(noun) = noun::compound(word) {
        let (value, grouped) = plain(&word[..word.len() - noun.len() - 1])?;
        return Some(Number { compound: true, ..Number::one(value, at + 1, false, grouped) });
    }
    if let Some((low, high)) = word.split_once('-') {
        let (low, high) = (plain(low)?, plain(high)?);
        let years = low.0 >= 1900.0 && high.0 < 2100.0 && !low.1;
        let ordered = low.0 < high.0 && !years;
        let number = Number::one(low.0, at + 1, false, low.1 || high.1);
        return ordered.then_some(Number { high: high.0, ..number });
    }
    let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[number.len()..];
    // `40m` is a sum more often than a length.
    if ending.len() > 1
        && let Some(measure) = unit::measure_of(ending)
    {
        let (value, grouped) = plain(number)?;
        return Some(Number { measure: Some(measure), ..Number::one(value, at + 1, false, grouped) });
    }
    let factor = match ending {
        "" => 1.0,
        "k" | "K" => 1e3,
        "m" | "M" | "mn" => 1e6,
        "bn" | "b" | "B" => 1e9,
        "tn" => 1e12,
        _ => return None,
    };
    let (value, grouped) = plain(number)?;
    Some(Number::one((value * factor * 1e3).round() / 1e3, at + 1, false, grouped || factor > 1.0))
}

/// The value of digits with group marks and a decimal point, and whether it had either.
fn plain(word: &str) -> Option<(f64, bool)> {
    if word.contains(['/', ':', '-']) {
        return None;
    }
    let (whole, fraction) = word.split_once('.').unwrap_or((word, ""));
    if fraction.contains(['.', ',']) {
        return None;
    }
    // Groups of three, or of two before the last three (Indian grouping).
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let fits =
        |ix: usize, group: &str| if ix + 1 == rest.len() { group.len() == 3 } else { matches!(group.len(), 2 | 3) };
    if !rest.is_empty() && (first.len() > 3 || !rest.iter().enumerate().all(|(ix, group)| fits(ix, group))) {
        return None;
    }
    let mut value = 0.0;
    for digit in whole.bytes().filter(u8::is_ascii_digit) {
        value = value * 10.0 + f64::from(digit - b'0');
    }
    let decimals: f64 = if fraction.is_empty() { 0.0 } else { format!("0.{fraction}").parse().ok()? };
    Some((value + decimals, !rest.is_empty() || !fraction.is_empty()))
}

/// Applies “million”, “thousand”, “dozen” behind a number.
fn scaled(text: &str, tokens: &[Token], mut number: Number) -> Number {
    // “40 m” is a length, “€40 m” a sum.
    let is_length = |token: &&Token, at: usize| {
        token.of(text) == "m" && at.checked_sub(2).is_none_or(|_| unit::currency_before(text, tokens, at - 1).is_none())
    };
    while let Some(factor) = tokens
        .get(number.next)
        .filter(|t| t.is_word() && !is_length(t, number.next))
        .and_then(|t| scale(t.of(text).trim_end_matches('.')))
    {
        // 2.3 lakh is 230,000, and no hair less.
        let times = |value: f64| (value * factor * 1e3).round() / 1e3;
        (number.low, number.high) = (times(number.low), times(number.high));
        number.scaled = true;
        number.next += 1;
    }
    number
}

fn words(text: &str, tokens: &[Token], at: usize, word: &str) -> Option<Number> {
    if let Some((low, high)) = vague(word) {
        return vague_phrase(text, tokens, at, low, high);
    }
    let next = word_at(text, tokens, at + 1);
    if word.eq_ignore_ascii_case("half") {
        // half a million, half million
        let from = if next == "a" { at + 2 } else { at + 1 };
        let factor = scale(word_at(text, tokens, from)).filter(|f| *f > 2.0)?;
        return Some(scaled(text, tokens, Number::one(factor / 2.0, from + 1, true, true)));
    }
    if word.eq_ignore_ascii_case("a") || word.eq_ignore_ascii_case("an") {
        let factor = scale(next).filter(|_| next != "m")?;
        return Some(scaled(text, tokens, Number::one(factor, at + 2, true, true)));
    }
    let value = small(word)?;
    // two and a half million; two and a half alone is counted as it stands
    let half = ["and", "a", "half"].iter().enumerate().all(|(ix, own)| word_at(text, tokens, at + 1 + ix) == *own);
    if half && let Some(factor) = scale(word_at(text, tokens, at + 4)) {
        return Some(scaled(text, tokens, Number::one((value + 0.5) * factor, at + 5, true, true)));
    }
    let mut number = scaled(text, tokens, Number::one(value, at + 1, true, false));
    // two hundred and fifty, a thousand five hundred
    while number.scaled {
        let from = if word_at(text, tokens, number.next) == "and" { number.next + 1 } else { number.next };
        let Some(more) = tokens.get(from).filter(|t| t.is_word()).and_then(|t| small(t.of(text))) else { break };
        let more = scaled(text, tokens, Number::one(more, from + 1, true, false));
        if more.low >= number.low {
            break;
        }
        number.low += more.low;
        number.high += more.high;
        number.next = more.next;
    }
    Some(number)
}

/// “hundreds of” + noun, “tens of thousands of” + noun.
fn vague_phrase(text: &str, tokens: &[Token], at: usize, low: f64, high: f64) -> Option<Number> {
    let (mut low, mut high, mut next) = (low, high, at + 1);
    while word_at(text, tokens, next) == "of"
        && let Some((factor, _)) = vague(word_at(text, tokens, next + 1))
    {
        low *= factor;
        high = (high + 1.0) * factor - 1.0;
        next += 2;
    }
    (word_at(text, tokens, next) == "of").then_some(Number { high, ..Number::one(low, next + 1, true, true) })
}
