use super::prose::day;
use super::{Date, Value};

/// Why an expression means what it does; a sentence is made of it only when somebody asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// The words say it all.
    Stated,
    /// A length of time or a repetition, which has no place in the calendar.
    NoPlace,
    /// A vague word.
    Vague,
    /// Nothing to reckon from.
    NoAnchor,
    /// Reckoned from the article's date.
    Reckoned { from: Date },
    /// `June of this year`: the year is reckoned from the article's date.
    YearReckoned { from: Date },
    /// A weekday: the last one not after this day.
    NotAfter { from: Date },
    /// A weekday: the first one after this day, because the clause looks ahead.
    LooksAhead { from: Date },
    /// A month or day without a year: the one nearest to this day.
    Nearest { from: Date },
    /// A month or day without a year in a clause that looks ahead of this day.
    NextAfter { from: Date },
    /// A month or day without a year in a clause that looks back from this day.
    LastBefore { from: Date },
    /// Reckoned from another expression of the text.
    FromText,
    /// The year was taken from an earlier expression of the text.
    YearFromText,
    /// A feast with a date of its own in that year.
    Holiday,
}

impl Value {
    /// Why it means this, for a reader: whole clauses without a full stop, most weighty first.
    pub fn reasons(&self) -> Vec<String> {
        let mut reasons = vec![match self.reason {
            Reason::Stated => "the words give it in full".to_owned(),
            Reason::NoPlace => "a length of time, not a place in the calendar".to_owned(),
            Reason::Vague => "the words leave open when".to_owned(),
            Reason::NoAnchor => "the article's own date is not known, so this cannot be reckoned".to_owned(),
            Reason::Reckoned { from } => format!("reckoned from the article's date, {}", day(from)),
            Reason::YearReckoned { from } => format!("the year is reckoned from the article's date, {}", day(from)),
            Reason::NotAfter { from } => format!("the nearest one not after the article's date, {}", day(from)),
            Reason::LooksAhead { from } => {
                format!("the sentence looks ahead: the first one after the article's date, {}", day(from))
            }
            Reason::Nearest { from } => format!("the year is the one nearest to the article's date, {}", day(from)),
            Reason::NextAfter { from } => {
                format!("the sentence looks ahead: the next one from the article's date, {}", day(from))
            }
            Reason::LastBefore { from } => {
                format!("the sentence looks back: the last one before the article's date, {}", day(from))
            }
            Reason::FromText => "reckoned from the date named before it in the text".to_owned(),
            Reason::YearFromText => "the year is that of the date named before it in the text".to_owned(),
            Reason::Holiday => "the day of that feast in the year meant".to_owned(),
        }];
        if self.inferred {
            reasons.push("the article's date is inferred, not stated".to_owned());
        }
        if let Some(other) = self.alternative {
            reasons.push(format!("less likely: {}", other.prose()));
        }
        reasons
    }
}
