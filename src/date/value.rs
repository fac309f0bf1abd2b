use super::Date;
use super::reason::Reason;

/// What an expression means: the one internal value that every rendering is made from
/// ([`Value::timex3`], [`Value::edtf`], [`Value::prose`], [`Value::reasons`]). Small and `Copy`:
/// nothing is rendered before somebody asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Value {
    pub meaning: Meaning,
    pub modifier: Option<Modifier>,
    /// The next best reading, when the words allow one: the other week of a weekday, the other year of a month.
    pub alternative: Option<Period>,
    pub reason: Reason,
    /// The value hangs on an article's date that was inferred, not stated.
    pub inferred: bool,
}

/// What kind of time it is, and which.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Meaning {
    Period(Period),
    /// A time of day; the period is the day, or [`Period::Some`] of a day that is not known.
    Time(Period, TimeOfDay),
    Duration(Length),
    /// Again and again: every such length of time (`daily`, `every two years`).
    Every(Length),
    /// Again and again: each time the calendar comes by it (`each Thursday`, `every July`).
    Each(Period, Option<PartOfDay>),
    Past,
    Present,
    Future,
}

/// A stretch of the calendar.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Period {
    Day(Date),
    /// An ISO 8601 week.
    Week {
        year: i16,
        week: i8,
    },
    /// Saturday and Sunday of an ISO week.
    Weekend {
        year: i16,
        week: i8,
    },
    Month {
        year: i16,
        month: i8,
    },
    Season {
        year: i16,
        season: Season,
    },
    Quarter {
        year: i16,
        quarter: i8,
    },
    Half {
        year: i16,
        half: i8,
    },
    Year(i16),
    /// The first three digits: 199 is the 1990s.
    Decade(i16),
    /// The first two digits: 19 is the 1900s, which English calls the 20th century; −5 is the 5th century BC.
    Century(i16),
    /// A day of a month of an unknown year.
    MonthDay {
        month: i8,
        day: i8,
    },
    /// A month of an unknown year.
    AnyMonth(i8),
    /// A day of an unknown week, Monday is 1.
    Weekday(i8),
    AnySeason(Season),
    AnyQuarter(i8),
    /// Some day, week, month …, it is not known which.
    Some(Unit),
}

/// The seasons, by the northern calendar: spring is March to May.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// When on a day.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TimeOfDay {
    /// `hour` is 0 to 24 (24 is the midnight that ends the day).
    Clock {
        hour: i8,
        minute: Option<i8>,
    },
    Part(PartOfDay),
}

/// Parts of a day.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PartOfDay {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
}

/// Units of time, short before long.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Season,
    Half,
    Year,
    Decade,
    Century,
    Millennium,
    /// `time`, `period`: no unit of its own.
    Unspecified,
}

/// So many units.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Length {
    /// How many; none when the words leave it open (`several`, `recent`).
    pub count: Option<Count>,
    pub unit: Unit,
}

/// A number of units, in hundredths, so that `1.5` and `two and a half` are exact.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Count(pub u32);

impl Count {
    pub const ONE: Self = Self(100);

    /// Saturates: no text counts more than 42 million of anything in time.
    pub fn whole(number: u32) -> Self {
        Self(number.saturating_mul(100))
    }

    /// The whole part.
    pub fn floor(self) -> u32 {
        self.0 / 100
    }

    /// What is left of it in hundredths.
    pub fn hundredths(self) -> u32 {
        self.0 % 100
    }
}

/// The `mod` of TIMEX3.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Modifier {
    Start,
    Mid,
    End,
    Approx,
    Before,
    After,
    OnOrBefore,
    OnOrAfter,
    LessThan,
    MoreThan,
    EqualOrLess,
    EqualOrMore,
}

impl Value {
    /// The readings the words allow, best first.
    pub fn candidates(&self) -> impl Iterator<Item = Meaning> {
        std::iter::once(self.meaning).chain(self.alternative.map(Meaning::Period))
    }

    /// The stretch of the calendar meant, when one is.
    pub fn period(&self) -> Option<Period> {
        match self.meaning {
            Meaning::Period(period) | Meaning::Time(period, _) => Some(period),
            _ => None,
        }
    }
}
