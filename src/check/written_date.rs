//! Dates written out in full, read without knowing what they hang on: enough to hold a weekday against
//! its day, and a day against its month. Narrow on purpose: what is not plainly a date is passed over.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::date::Date;
use crate::text::Span;

/// A date with day and month, as it is written; it need not exist.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct WrittenDate {
    /// With the weekday.
    pub(super) span: Span,
    /// The weekday's name and its number, Monday is 1.
    pub(super) weekday: Option<(Span, i8)>,
    /// Where day and month stand.
    pub(super) month: i8,
    pub(super) day: i8,
    pub(super) day_span: Span,
    pub(super) year: Option<i16>,
}

impl WrittenDate {
    /// The day in a year, when that year has such a one.
    pub(super) fn in_year(&self, year: i16) -> Option<Date> {
        Date::new(year, self.month, self.day).ok()
    }

    /// Whether the month (of that year, or of any) has such a day.
    pub(super) fn exists(&self) -> bool {
        Date::new(self.year.unwrap_or(2000), self.month, self.day).is_ok()
    }
}

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

static PATTERNS: LazyLock<Option<[Regex; 3]>> = LazyLock::new(|| {
    let weekday =
        r"(?:(?P<w>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b\.?),?\s+(?:the\s+)?)?";
    let month = r"(?P<m>January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)";
    let day = r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?";
    // Only borders between ASCII letters can be found without going back, which is ten times as fast.
    let compile = |pattern: String| Regex::new(&pattern.replace(r"\b", r"(?-u:\b)")).ok();
    Some([
        compile(format!(r"\b{weekday}{month}\s+{day}\b(?:,?\s+(?P<y>(?:1[5-9]|20)[0-9][0-9])\b)?"))?,
        compile(format!(r"\b{weekday}{day}\s+(?:of\s+)?{month}(?:,?\s+(?P<y>(?:1[5-9]|20)[0-9][0-9])\b|\b)?"))?,
        compile(format!(r"\b{weekday}(?P<y>(?:19|20)[0-9][0-9])-(?P<m>[0-9][0-9])-(?P<d>[0-9][0-9])\b"))?,
    ])
});

/// The dates written in `text`, in order.
pub(super) fn written_dates(text: &str) -> Vec<WrittenDate> {
    let Some(patterns) = PATTERNS.as_ref() else { return Vec::new() };
    let mut found: Vec<WrittenDate> = Vec::new();
    for pattern in patterns {
        for captures in pattern.captures_iter(text) {
            if let Some(date) = read(text, &captures)
                && !found.iter().any(|other| other.span.overlaps(date.span))
            {
                found.push(date);
            }
        }
    }
    found.sort_by_key(|date| date.span);
    found
}

fn read(text: &str, captures: &Captures<'_>) -> Option<WrittenDate> {
    let span = |name: &str| captures.name(name).map(|m| Span::new(m.start(), m.end()));
    let whole = captures.get(0).map(|m| Span::new(m.start(), m.end()))?;
    let (month_span, day_span) = (span("m")?, span("d")?);
    let month = match month_span.of(text).parse::<i8>() {
        Ok(number) => number,
        Err(_) => index(&MONTHS, month_span.of(text))?,
    };
    let day: i8 = day_span.of(text).parse().ok()?;
    let year = span("y").and_then(|year| year.of(text).parse().ok());
    let before = text.get(..whole.start())?.chars().next_back();
    let behind = text.get(whole.end()..)?;
    // `1/2 May`, `afp-2022-01-11`, `page-3 May`: part of something longer.
    let joined = |c: char| c.is_alphanumeric() || "-/.:@#_".contains(c);
    if before.is_some_and(joined) || behind.starts_with(['-', '/', '_', '%']) {
        return None;
    }
    // `In March 40 people died`, `May 35 ships pass`: a number of things, not a day.
    let mut next = behind.trim_start_matches([' ', '\u{a0}']);
    if next.len() < behind.len() && year.is_none() && span("w").is_none() {
        next = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        if !next.is_empty() && !FOLLOWS.contains(&next) {
            return None;
        }
    }
    if behind.starts_with(',') && behind.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    let weekday = span("w").and_then(|w| Some((w, index(&WEEKDAYS, w.of(text))?)));
    Some(WrittenDate { span: whole, weekday, month, day, day_span: day_span.join(month_span), year })
}

/// Words that may follow a date without a year.
const FOLLOWS: [&str; 26] = [
    "and", "after", "as", "at", "before", "but", "by", "for", "from", "he", "in", "into", "is", "it", "on", "or",
    "she", "that", "the", "they", "to", "until", "was", "when", "which", "with",
];

/// The 1-based place of a name in a table of three-letter names.
fn index(names: &[&str], name: &str) -> Option<i8> {
    let lower = name.get(..3)?.to_ascii_lowercase();
    names.iter().position(|other| *other == lower).map(|ix| ix as i8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each date as `text=weekday/year-month-day`.
    fn check(text: &str, expected: &[&str]) {
        let shown: Vec<String> = written_dates(text)
            .iter()
            .map(|date| {
                let weekday = date.weekday.map(|(_, number)| format!("{number}/")).unwrap_or_default();
                let year = date.year.map(|year| format!("{year}-")).unwrap_or_default();
                format!("{}={weekday}{year}{}-{}", date.span.of(text), date.month, date.day)
            })
            .collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn all_orders() {
        check("on Tuesday, January 12, 2022, and", &["Tuesday, January 12, 2022=2/2022-1-12"]);
        check("on Tuesday 12 January 2022.", &["Tuesday 12 January 2022=2/2022-1-12"]);
        check("the 3rd of May 1999", &["3rd of May 1999=1999-5-3"]);
        check("Fri., Sept. 30th", &["Fri., Sept. 30th=5/9-30"]);
        check("February 30, 2022", &["February 30, 2022=2022-2-30"]);
        check("On 2022-02-30 and 2022-13-01", &["2022-02-30=2022-2-30", "2022-13-01=2022-13-1"]);
    }

    #[test]
    fn other_numbers() {
        check("In March 40 people died; May 35 ships pass?", &[]);
        check("see afp-2022-01-11 and 2022-01-11-b", &[]);
        check("February 1,000 men", &[]);
        check("Marching 12 miles, Mayor 30", &[]);
        check("30 marchers", &[]);
    }
}
