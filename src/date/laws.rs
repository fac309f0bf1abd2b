//! What holds for any text.

use proptest::prelude::*;
use proptest::sample::select;

use super::calendar::plus_days;
use super::*;

fn dct(day: Date, origin: DctOrigin) -> Dct {
    Dct { interval: Interval::day(day), origin, reasons: Vec::new() }
}

/// Days between 1950 and 2050.
fn days() -> impl Strategy<Value = Date> {
    (1950_i16..2050, 1_i8..=12, 1_i8..=28)
        .prop_filter_map("a day", |(year, month, day)| Date::new(year, month, day).ok())
}

/// Texts of the words that the parser knows, in any order: far likelier than letters to get deep into it.
fn word_salad() -> impl Strategy<Value = String> {
    let words = select(vec![
        "the",
        "a",
        "this",
        "last",
        "next",
        "that",
        "of",
        "in",
        "on",
        "and",
        "or",
        "to",
        "two",
        "twenty",
        "-",
        "five",
        "first",
        "half",
        "May",
        "Jan.",
        "January",
        "March",
        "Friday",
        "Fri.",
        "9",
        "10",
        "30",
        "31",
        "1999",
        "2022",
        "1990s",
        "'80s",
        "1,00,000",
        "1.5",
        "9th",
        ",",
        ".",
        ":",
        "/",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "year",
        "years",
        "quarter",
        "decade",
        "century",
        "ago",
        "earlier",
        "later",
        "before",
        "after",
        "from",
        "now",
        "early",
        "late",
        "mid",
        "end",
        "about",
        "more",
        "than",
        "less",
        "at",
        "least",
        "fiscal",
        "summer",
        "winter",
        "morning",
        "night",
        "noon",
        "p.m.",
        "o'clock",
        "’s",
        "“",
        "daily",
        "every",
        "each",
        "other",
        "couple",
        "few",
        "several",
        "million",
        "thousand",
        "will",
        "said",
        "due",
        "Christmas",
        "Easter",
        "é",
        "—",
        "\n",
        "\n\n",
        "%",
        "$",
        "24:00",
        "2022-02-30",
        "T10",
        "hundred",
    ]);
    let gap = select(vec!["", " ", " ", " ", " "]);
    proptest::collection::vec((words, gap), 0..40)
        .prop_map(|parts| parts.into_iter().map(|(word, gap)| format!("{word}{gap}")).collect())
}

/// Spans are in order, do not overlap and lie on characters; everything renders.
fn is_sound(text: &str, dct: Option<&Dct>) {
    let mut end = 0;
    for timex in find(text, dct) {
        assert!(timex.span.start() >= end && !timex.span.is_empty(), "{:?} in {text:?}", timex.span);
        assert!(text.get(timex.span.range()).is_some(), "{:?} in {text:?}", timex.span);
        assert!(!timex.value.timex3().is_empty());
        assert!(!timex.value.prose().is_empty());
        assert!(!timex.value.reasons().is_empty());
        assert!(
            timex.interval.earliest.is_none()
                || timex.interval.latest.is_none()
                || timex.interval.earliest <= timex.interval.latest
        );
        // EDTF out is EDTF in.
        if let Some(edtf) = timex.value.edtf() {
            assert_eq!(edtf_core::Edtf::parse(&edtf).unwrap().to_string(), edtf);
        }
        end = timex.span.end();
    }
    infer(&DatingFacts::of("a", text, None), &[]);
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>(), day in days()) {
        is_sound(&text, None);
        is_sound(&text, Some(&dct(day, DctOrigin::Head)));
    }

    #[test]
    fn any_salad_is_read(text in word_salad(), day in days()) {
        is_sound(&text, None);
        is_sound(&text, Some(&dct(day, DctOrigin::Inferred)));
    }

    /// A week later, everything that hangs on the article's date by days and weeks is a week later.
    #[test]
    fn a_week_moves_what_hangs_on_the_date(text in word_salad(), day in days()) {
        let later = plus_days(day, 7).unwrap();
        let (first, second) = (find(&text, Some(&dct(day, DctOrigin::Head))), find(&text, Some(&dct(later, DctOrigin::Head))));
        prop_assert_eq!(first.len(), second.len());
        for (a, b) in first.iter().zip(&second) {
            let moves = match (a.value.reason, a.value.meaning) {
                (Reason::NotAfter { .. } | Reason::LooksAhead { .. }, _) => true,
                (Reason::Reckoned { .. }, Meaning::Period(Period::Day(_) | Period::Week { .. })) => {
                    // `a year ago today` is no week's step.
                    let days = crate::date::calendar::days_between(day, a.interval.earliest.unwrap());
                    days.abs() < 28
                }
                _ => false,
            };
            if a.anchor == Anchor::Dct && moves {
                prop_assert_eq!(a.interval.earliest.and_then(|from| plus_days(from, 7)), b.interval.earliest);
                prop_assert_eq!(a.interval.latest.and_then(|to| plus_days(to, 7)), b.interval.latest);
            }
        }
    }

    #[test]
    fn sameness_is_symmetric(text in word_salad(), day in days()) {
        let timexes = find(&text, Some(&dct(day, DctOrigin::Head)));
        for (a, b) in timexes.iter().zip(timexes.iter().skip(1)) {
            prop_assert_eq!(a.same(b), b.same(a));
            prop_assert_ne!(a.same(a), Sameness::CertainlyNot);
        }
    }
}
