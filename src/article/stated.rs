use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::date::{Date, Interval};
use crate::text::{Span, lines};

/// How far into a text its head reaches, in bytes.
const HEAD: usize = 300;

/// A day in full: `2022-01-21`, `January 21, 2022`, `21 Jan. 2022`.
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    const MONTH: &str = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?";
    regex(&format!(
        r"(?i)\b(?:(\d{{4}})[-/](\d{{1,2}})[-/](\d{{1,2}})|{MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})|(\d{{1,2}})(?:st|nd|rd|th)? {MONTH},? (\d{{4}}))(?:\b|T)"
    ))
});

/// What stands directly before the date of an article in its head.
static CUE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:date|dated|published|posted|updated|modified|issued|released)(?: on| at)?\s*[:|–—-]?\s*(?:[a-z]{3,9},? )?$",
    )
});

/// A dateline's place: `WASHINGTON, `, `KYIV, Ukraine (`.
static PLACE: LazyLock<Regex> = LazyLock::new(|| regex(r"^[A-Z][A-Z .'/-]{2,40}(?:, [A-Z][a-z]+\.?)?\s*[,(–—-]\s*$"));

/// The address of an article often holds its date: `/2022/01/21/`, `/2022/jan/21/`, `-2022-01-21`, `/20220121`.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"[/_-](20\d\d|199\d)(?:[/_-](\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/_-](\d{1,2})|(\d\d)(\d\d))(?:\D|$)",
    )
});

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

#[expect(clippy::unwrap_used, reason = "the patterns are constants of this file; its tests compile them all")]
fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap()
}

/// A date as metadata write it: a day in full, an ISO timestamp, or no more than a month (`2022-01`) or
/// a year (`2022`).
pub fn date(value: &str) -> Option<Interval> {
    let value = value.trim();
    if let Some(found) = DAY.captures(value) {
        return day(&found).map(Interval::day);
    }
    let (year, month) = value.split_once('-').unwrap_or((value, ""));
    let whole = |number: &str, digits: usize| {
        (number.len() == digits && number.bytes().all(|b| b.is_ascii_digit())).then(|| number.parse::<i16>().ok())?
    };
    let year = whole(year, 4)?;
    if month.is_empty() {
        return Some(Interval::new(Some(Date::new(year, 1, 1).ok()?), Some(Date::new(year, 12, 31).ok()?)));
    }
    let first = Date::new(year, i8::try_from(whole(month, 2)?).ok()?, 1).ok()?;
    Some(Interval::new(Some(first), Some(first.last_of_month())))
}

/// The date in the head of a text and where it stands with its cue: behind `date` or `published`, alone
/// on its line, in a dateline, or written as in ISO 8601.
pub(super) fn head(text: &str) -> Option<(Interval, Span)> {
    for line in lines(text).take_while(|line| line.start() < HEAD) {
        let words = line.of(text);
        for found in DAY.captures_iter(words) {
            let Some(whole) = found.get(0) else { continue };
            if line.start() + whole.start() >= HEAD {
                break;
            }
            let (before, after) = (&words[..whole.start()], &words[whole.end()..]);
            let cue = CUE.find(before);
            let iso = found.get(1).is_some();
            let stated = iso || cue.is_some() || is_alone(before, after) || PLACE.is_match(before.trim_start());
            if let (true, Some(day)) = (stated, day(&found)) {
                let start = cue.map_or(whole.start(), |cue| cue.start());
                return Some((Interval::day(day), Span::new(start, whole.end()).shift(line.start())));
            }
        }
    }
    None
}

/// The date an address holds.
pub(super) fn address(url: &str) -> Option<Interval> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).to_lowercase();
    let found = ADDRESS.captures(&path)?;
    let group = |ix: usize| found.get(ix).map(|m| m.as_str());
    let (month, day) = (group(2).or(group(4))?, group(3).or(group(5))?);
    Date::new(group(1)?.parse().ok()?, month_number(month)?, day.parse().ok()?).ok().map(Interval::day)
}

fn day(found: &Captures<'_>) -> Option<Date> {
    let group = |ix: usize| found.get(ix).map(|m| m.as_str());
    let (year, month, day) = match (group(1), group(4), group(7)) {
        (Some(year), ..) => (year, group(2)?, group(3)?),
        (_, Some(month), _) => (group(6)?, month, group(5)?),
        (.., Some(day)) => (group(9)?, group(8)?, day),
        _ => return None,
    };
    Date::new(year.parse().ok()?, month_number(month)?, day.parse().ok()?).ok()
}

fn month_number(month: &str) -> Option<i8> {
    let named = MONTHS.iter().position(|name| month.get(..3).is_some_and(|m| m.eq_ignore_ascii_case(name)));
    named.map(|ix| ix as i8 + 1).or_else(|| month.parse().ok())
}

/// Nothing but a weekday, a time and a time zone stand on the line beside the date.
fn is_alone(before: &str, after: &str) -> bool {
    let is_frame = |word: &str| {
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        let weekday = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        letters.is_empty()
            || letters.starts_with(|c: char| c.is_ascii_digit())
            || (letters.len() <= 4 && letters.chars().all(char::is_uppercase))
            || ["am", "pm", "a.m", "p.m", "at", "on"].contains(&letters)
            || (letters.len() <= 9 && letters.get(..3).is_some_and(|w| weekday.contains(&&*w.to_lowercase())))
    };
    before.split_whitespace().chain(after.split_whitespace()).take(9).all(is_frame)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(interval: Option<Interval>) -> String {
        interval.map_or("none".into(), |i| match (i.earliest, i.latest) {
            (Some(a), Some(b)) if a == b => a.to_string(),
            (a, b) => format!("{}..{}", a.unwrap(), b.unwrap()),
        })
    }

    #[test]
    fn dates_in_metadata() {
        for (value, expected) in [
            ("2022-01-21", "2022-01-21"),
            ("2022-01-21T10:30:00+01:00", "2022-01-21"),
            ("2022/1/5 10:30", "2022-01-05"),
            ("January 21st, 2022", "2022-01-21"),
            ("Fri, 21 Jan 2022 10:00:00 GMT", "2022-01-21"),
            ("2022-02", "2022-02-01..2022-02-28"),
            ("2022", "2022-01-01..2022-12-31"),
            ("2022-02-30", "none"),
            ("soon", "none"),
            ("", "none"),
            ("99999-99", "none"),
        ] {
            assert_eq!(shown(date(value)), expected, "{value}");
        }
    }

    #[test]
    fn dates_in_the_head() {
        for (text, expected) in [
            (" date 2022-01-21 High-stakes talks failed.", "2022-01-21 date 2022-01-21"),
            ("A title\n\nJanuary 21, 2022\n\nBody.", "2022-01-21 January 21, 2022"),
            ("A title\nPublished: Fri, 21 Jan 2022 10:00 IST\nBody.", "2022-01-21 Published: Fri, 21 Jan 2022"),
            ("Updated on Friday, January 21, 2022 by staff", "2022-01-21 Updated on Friday, January 21, 2022"),
            ("WASHINGTON, Jan. 21, 2022 (Reuters) - Talks failed.", "2022-01-21 Jan. 21, 2022"),
            ("The treaty of January 9, 2022 was broken.", "none"),
            ("WASHINGTON (Reuters) - On January 9, 2022 talks failed.", "none"),
            ("No date at all", "none"),
        ] {
            let found = head(text).map_or("none".into(), |(i, span)| format!("{} {}", shown(Some(i)), span.of(text)));
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(head(&format!("{}\n2022-01-21", "word ".repeat(80))), None, "beyond the head");
    }

    #[test]
    fn dates_in_addresses() {
        for (url, expected) in [
            ("https://example.org/world/2022/01/21/talks", "2022-01-21"),
            ("https://example.org/world/2022/jan/21/talks", "2022-01-21"),
            ("https://example.org/talks-2022-01-21.html", "2022-01-21"),
            ("https://example.org/a/20220121/talks", "2022-01-21"),
            ("https://example.org/a/20229921/talks", "none"),
            ("https://example.org/2022/talks", "none"),
            ("https://example.org/id/12022012199", "none"),
        ] {
            assert_eq!(shown(address(url)), expected, "{url}");
        }
    }
}
