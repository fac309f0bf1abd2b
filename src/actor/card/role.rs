use serde_json::Value;

use super::yaml::text;

/// An office that a card gives its actor. Dates are as the user wrote them: `2004-03-09`, `2004-03`, `2004`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CardRole {
    pub title: String,
    /// The id or name of the state or organisation.
    pub of: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    /// A citation key or an address.
    pub source: Option<String>,
}

impl CardRole {
    /// Reads an entry of `roles`: a title alone, or its properties. The error is the value at fault (empty for
    /// the whole) and a sentence for the writer.
    pub(super) fn read(entry: &Value) -> Result<Self, (String, String)> {
        if let Some(title) = text(entry).filter(|title| !title.is_empty()) {
            return Ok(Self { title, ..Self::default() });
        }
        let property = |key: &str| entry.get(key).and_then(text).filter(|text| !text.is_empty());
        let missing = || (String::new(), "A role needs a `title`.".to_owned());
        let role = Self {
            title: property("title").ok_or_else(missing)?,
            of: property("of"),
            from: property("from"),
            to: property("to"),
            source: property("source"),
        };
        if let Some(bad) = [&role.from, &role.to].into_iter().flatten().find(|date| !is_date(date)) {
            return Err((bad.clone(), format!("“{bad}” is no date: write 2022-01-21, 2022-01 or 2022.")));
        }
        match (&role.from, &role.to) {
            (Some(from), Some(to)) if to < from && !from.starts_with(to.as_str()) => {
                Err((to.clone(), format!("The office ends ({to}) before it begins ({from}).")))
            }
            _ => Ok(role),
        }
    }

    /// Whether the office was held on `day` (`2022-01-21`, or a shorter prefix). An end that is not given is open.
    pub fn held_on(&self, day: &str) -> bool {
        // ISO dates compare as text; a shorter one stands for all of its days.
        let from =
            self.from.as_deref().is_none_or(|from| from <= day || day.starts_with(from) || from.starts_with(day));
        let to = self.to.as_deref().is_none_or(|to| to >= day || day.starts_with(to));
        from && to
    }
}

/// A day, a month or a year of the calendar.
fn is_date(text: &str) -> bool {
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    let padded = match text.split('-').collect::<Vec<_>>().as_slice() {
        [year] if digits(year, 4) => format!("{year}-01-01"),
        [year, month] if digits(year, 4) && digits(month, 2) => format!("{year}-{month}-01"),
        [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2) => text.to_owned(),
        _ => return false,
    };
    padded.parse::<jiff::civil::Date>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_has_its_days() {
        let office = CardRole {
            title: "Foreign Minister".to_owned(),
            from: Some("2020-03-01".to_owned()),
            to: Some("2022-06".to_owned()),
            ..CardRole::default()
        };
        let held = |day| office.held_on(day);
        assert_eq!(
            [held("2020-02-29"), held("2020-03-01"), held("2022-06-15"), held("2022-07-01")],
            [false, true, true, false]
        );
    }

    #[test]
    fn dates_are_days_months_or_years() {
        for (text, expected) in [
            ("2022", true),
            ("2022-02", true),
            ("2022-02-28", true),
            ("2022-02-30", false),
            ("22", false),
            ("May", false),
        ] {
            assert_eq!(is_date(text), expected, "{text}");
        }
    }
}
