//! What the parser reads out of the words, before anything is reckoned.

use super::lexicon::Holiday;
use super::value::{Length, Modifier, PartOfDay, Season, TimeOfDay, Unit};
use crate::text::Span;

/// The typed tree of one expression.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tree {
    /// `Tuesday, January 9, 2022`; `9 January`
    Date {
        year: Year,
        month: i8,
        day: i8,
        weekday: Option<i8>,
    },
    Month {
        year: Year,
        month: i8,
    },
    Year(i16),
    /// The first three digits.
    Decade(i16),
    /// The first two digits; −5 is the 5th century BC.
    Century(i16),
    Season {
        year: Year,
        season: Season,
    },
    Quarter {
        year: Year,
        quarter: i8,
    },
    Half {
        year: Year,
        half: i8,
    },
    Holiday {
        year: Year,
        holiday: Holiday,
    },
    /// `Easter week`, `Labor Day weekend`
    HolidayWeek {
        year: Year,
        holiday: Holiday,
        unit: Unit,
    },
    Weekday {
        which: Which,
        weekday: i8,
    },
    /// `Monday week` 1, `a week ago Tuesday` 1, back: so many weeks from the weekday
    /// that is next, or was last.
    WeeksFrom {
        weekday: i8,
        weeks: i8,
        back: bool,
    },
    /// `the 1988 period`: the time reported on, in that year.
    PeriodOf(i16),
    /// `the 7th`
    DayOfMonth(i8),
    /// `this week`, `last year`, `the quarter`
    Unit {
        which: Which,
        unit: Unit,
    },
    /// `today` 0, `yesterday` −1
    Days(i8),
    /// A part of a day alone: `this morning` (this), `the morning` (the).
    Part {
        which: Which,
        part: PartOfDay,
    },
    /// A time of the clock alone.
    Clock,
    /// `two days ago`, `a year earlier`
    Offset {
        length: Length,
        back: bool,
        from: From,
    },
    /// `the week of March 6`
    WeekOf {
        year: Year,
        month: i8,
        day: i8,
    },
    Duration(Length),
    Every(Length),
    EachWeekday(i8, Option<PartOfDay>),
    EachMonth(i8),
    EachSeason(Season),
    EachPart(PartOfDay),
    Past,
    Present,
    Future,
    /// `one day`: some time, before or after.
    OneDay,
}

/// What the words say of the year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Year {
    Unsaid,
    Is(i16),
    /// `last May`, `June of this year`
    Which(Which),
    /// `the year-ago quarter`
    Ago(i16),
    /// `of that year` 0, `of the following year` 1: from the year told of.
    Told(i16),
}

/// Which one of its kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Which {
    /// `the week`, or nothing at all
    The,
    This,
    /// `this past`, `last`
    Last,
    Next,
    /// `the next`: from the day of writing or of the story.
    TheNext,
    /// `that day`, `the same year`
    That,
    Following,
    Previous,
    /// `the latest quarter`
    Latest,
}

/// What an offset is counted from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum From {
    Dct,
    /// `earlier`, `later`: the date the text speaks of.
    Text,
}

/// Which way the clause around an expression looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Look {
    Ahead,
    Back,
    /// Back, and beyond doubt: `ended Jan. 31`, `since May`.
    Over,
    Unknown,
}

/// One expression as it was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expression {
    pub(super) span: Span,
    pub(super) tree: Tree,
    pub(super) time: Option<TimeOfDay>,
    pub(super) modifier: Option<Modifier>,
    pub(super) look: Look,
    /// Counts the sentences of the text.
    pub(super) sentence: u32,
}

impl Tree {
    /// The same with a year that was found behind it; none when it has no place for one.
    pub(super) fn with_year(self, said: Year) -> Option<Self> {
        match self {
            Self::Date { year: Year::Unsaid, month, day, weekday } => {
                Some(Self::Date { year: said, month, day, weekday })
            }
            Self::Month { year: Year::Unsaid, month } => Some(Self::Month { year: said, month }),
            Self::Season { year: Year::Unsaid, season } => Some(Self::Season { year: said, season }),
            Self::Quarter { year: Year::Unsaid, quarter } => Some(Self::Quarter { year: said, quarter }),
            Self::Half { year: Year::Unsaid, half } => Some(Self::Half { year: said, half }),
            Self::HolidayWeek { year: Year::Unsaid, holiday, unit } => {
                Some(Self::HolidayWeek { year: said, holiday, unit })
            }
            Self::Holiday { year: Year::Unsaid, holiday } => Some(Self::Holiday { year: said, holiday }),
            _ => None,
        }
    }

    /// What the words say of its year, when it is a day, month or season of one.
    pub(super) fn said_year(self) -> Option<Year> {
        match self {
            Self::Date { year, .. } | Self::Month { year, .. } | Self::Season { year, .. } => Some(year),
            _ => None,
        }
    }

    /// Its month, or the one in which the season begins.
    pub(super) fn month(self) -> Option<i8> {
        match self {
            Self::Date { month, .. } | Self::Month { month, .. } => Some(month),
            Self::Season { season, .. } => Some(season.first_month()),
            _ => None,
        }
    }

    /// Names one day, so that a time of day can stand with it.
    pub(super) fn is_day(self) -> bool {
        matches!(
            self,
            Self::Date { .. }
                | Self::DayOfMonth(_)
                | Self::Weekday { .. }
                | Self::WeeksFrom { .. }
                | Self::Days(_)
                | Self::Holiday { .. }
                | Self::Unit { unit: Unit::Day, .. }
                | Self::Offset { length: Length { unit: Unit::Day, .. }, .. }
        )
    }
}
