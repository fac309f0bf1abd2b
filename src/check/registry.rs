//! The table of all checks: from it come `ibid explain`, the documentation and the settings.

use std::fmt::Write as _;

use super::Finding;
use crate::actor::CardFile;
use crate::article::Article;
use crate::compare::Reading;
use crate::config::{Level, Problem, unknown_codes};
use crate::world::Snapshot;

/// A diagnostic: its code, what it is for, and the function that finds it.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Words, never changed once released.
    pub code: &'static str,
    /// Its severity where the settings say nothing.
    pub level: Level,
    /// One sentence: what it reports.
    pub summary: &'static str,
    /// Why it matters, and what makes it certain or doubtful.
    pub why: &'static str,
    /// Examples that it reports.
    pub fires: &'static [&'static str],
    /// Near misses that it does not report.
    pub silent: &'static [&'static str],
    pub(super) run: Run,
}

/// What a check reads.
#[derive(Clone, Copy, Debug)]
pub(super) enum Run {
    Note(fn(&Reading<'_>, &mut Vec<Finding>)),
    Article(fn(&Snapshot, &Article, &mut Vec<Finding>)),
    Card(fn(&Snapshot, &CardFile, &mut Vec<Finding>)),
    /// Worked out by the frame itself, from what the others found.
    Frame,
}

/// Every check, the most specific first: where two findings meet on one span, the first in this order stays.
const ALL: &[&Check] = &[
    &super::unknown_source::CHECK,
    &super::ambiguous_key::CHECK,
    &super::misquote::CHECK,
    &super::other_speaker::CHECK,
    &super::elision_changes_sense::CHECK,
    &super::quote_elsewhere::CHECK,
    &super::quote_not_found::CHECK,
    &super::figure_differs::CHECK,
    &super::figure_differs::HEDGE,
    &super::impossible_date::CHECK,
    &super::weekday_mismatch::CHECK,
    &super::date_differs::CHECK,
    &super::relative_date::CHECK,
    &super::misspelled_name::CHECK,
    &super::role_differs::CHECK,
    &super::name_variant::CHECK,
    &super::ambiguous_name::CHECK,
    &super::not_in_source::CHECK,
    &super::source_changed::CHECK,
    &super::bad_locator::CHECK,
    &super::undated_source::CHECK,
    &super::broken_card::CHECK,
    &super::unsourced_claim::CHECK,
    &super::sources_differ::CHECK,
    &super::unmarked_quotation::CHECK,
    &super::single_source::CHECK,
    &super::unused_suppression::CHECK,
];

/// Every check.
pub fn all() -> &'static [&'static Check] {
    ALL
}

/// The rules in an `ibid.toml` that name no check.
pub fn unknown_rules(settings: &str) -> Vec<Problem> {
    let codes: Vec<&str> = ALL.iter().map(|check| check.code).collect();
    unknown_codes(settings, &codes)
}

/// The check with this code.
pub fn by_code(code: &str) -> Option<&'static Check> {
    ALL.iter().copied().find(|check| check.code == code)
}

/// The place of a code in the order of specificity.
pub(super) fn rank(code: &str) -> usize {
    ALL.iter().position(|check| check.code == code).unwrap_or(ALL.len())
}

impl Check {
    /// The check's page as Markdown.
    pub fn page(&self) -> String {
        let level = self.level.name();
        let mut page = format!("# {}\n\n{} Default: {level}.\n\n{}\n", self.code, self.summary, self.why);
        for (title, examples) in [("Reported", self.fires), ("Not reported", self.silent)] {
            let _ = write!(page, "\n## {title}\n\n");
            for example in examples {
                let _ = writeln!(page, "- {example}");
            }
        }
        let _ = write!(
            page,
            "\n## Settings\n\nIn `ibid.toml`, with one of off, hint, information, warning, error:\n\n\
             ```toml\n[rules]\n{} = \"{level}\"\n```\n\nAt one place, with a reason:\n\n\
             ```markdown\n<!-- ibid-disable-next-line {} -- the reason -->\n```\n",
            self.code, self.code
        );
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_words() {
        for (at, check) in ALL.iter().enumerate() {
            assert!(check.code.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", check.code);
            assert_eq!(rank(check.code), at, "{} stands twice", check.code);
        }
    }

    #[test]
    fn every_page_shows_what_fires_and_what_does_not() {
        for check in all() {
            let page = check.page();
            assert!(!check.fires.is_empty() && !check.silent.is_empty(), "{page}");
            assert!(check.summary.ends_with('.') && check.why.ends_with('.'), "{page}");
        }
        assert!(by_code("misquote").is_some_and(|check| check.page().contains("misquote = \"error\"")));
        assert!(by_code("nonsense").is_none());
    }
}
