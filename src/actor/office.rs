//! Offices: what a title says, whatever words it is put in.

use super::data::classes::PLURAL;
use super::gazetteer::{Gazetteer, entity_by_id, entity_of};
use super::names::fold;

/// An office of which a person holds one at a time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Office {
    /// A minister, by what he has charge of.
    Minister(&'static str),
    President,
    HeadOfGovernment,
}

/// What a minister has charge of, and the words that say so.
const CHARGES: &[(&str, &[&str])] = &[
    ("foreign", &["foreign", "external"]),
    ("defence", &["defence", "defense"]),
    ("interior", &["interior", "internal", "home"]),
    ("finance", &["finance", "exchequer", "treasury"]),
    ("justice", &["justice"]),
    ("health", &["health"]),
    ("education", &["education"]),
    ("energy", &["energy", "oil", "petroleum"]),
    ("agriculture", &["agriculture", "farm"]),
    ("transport", &["transport", "transportation"]),
    ("environment", &["environment", "climate"]),
    ("trade", &["trade", "commerce"]),
    ("labour", &["labour", "labor"]),
    ("culture", &["culture"]),
];

/// The office of a title. None for everything that one may be beside another office (senator, general,
/// spokesman), and for a title with two charges.
pub fn office(title: &str) -> Option<Office> {
    let title = fold(title);
    let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has = |word: &str| words.contains(&word);
    let charges: Vec<&str> =
        CHARGES.iter().filter(|(_, own)| own.iter().any(|word| has(word))).map(|(charge, _)| *charge).collect();
    if has("diplomat") {
        // Any other diplomat may be anything.
        return (has("top") || has("chief")).then_some(Office::Minister("foreign"));
    }
    let minister = ["minister", "secretary", "chancellor"].iter().any(|word| has(word));
    let staff = [
        "adviser",
        "advisor",
        "aide",
        "spokesman",
        "spokeswoman",
        "permanent",
        "under",
        "press",
        "general",
        "committee",
        "shadow",
    ];
    if staff.iter().any(|word| has(word)) {
        return None;
    }
    match charges.as_slice() {
        [charge] if minister => Some(Office::Minister(charge)),
        [] if words.windows(2).any(|pair| pair == ["prime", "minister"]) || has("premier") || has("pm") => {
            Some(Office::HeadOfGovernment)
        }
        // “Secretary of State” of the United States; elsewhere a rank of ministers that says nothing of the charge.
        [] if words.ends_with(&["secretary", "of", "state"]) => {
            let american = ["us", "american", "states", "washington"].iter().any(|word| has(word));
            american.then_some(Office::Minister("foreign"))
        }
        [] if has("chancellor") => Some(Office::HeadOfGovernment),
        [] if has("president") && !has("vice") => Some(Office::President),
        _ => None,
    }
}

/// Whether nobody is called by both titles on one day: they name two different charges, or the head of a state
/// and of a government. Doubt is no contradiction.
pub fn contradict(one: &str, other: &str) -> bool {
    match (office(one), office(other)) {
        (Some(Office::Minister(a)), Some(Office::Minister(b))) => a != b,
        (Some(Office::President), Some(Office::HeadOfGovernment))
        | (Some(Office::HeadOfGovernment), Some(Office::President)) => true,
        _ => false,
    }
}

/// A title without the state or body that stands before it: `Russian Foreign Minister` → `Foreign Minister`.
pub fn bare_title(title: &str) -> &str {
    let cuts = title.match_indices(' ').map(|(at, _)| at).take(3).collect::<Vec<_>>();
    let named = |at: &&usize| {
        let before = title.get(..**at).unwrap_or_default();
        let owner = before.strip_suffix("’s").or_else(|| before.strip_suffix("'s")).unwrap_or(before);
        entity_of(owner).is_some()
    };
    let cut = cuts.iter().rev().find(named).copied();
    cut.and_then(|at| title.get(at + 1..)).unwrap_or(title)
}

/// An office as a reader says it: `Foreign Minister of Russia`. `of` is the id or the name of the state or body.
pub fn office_of(title: &str, of: Option<&str>) -> String {
    let Some(of) = of else { return bare_title(title).to_owned() };
    let known = entity_by_id(of).or_else(|| entity_of(of)).map(|entity| entity.name);
    let name = known.map_or_else(|| spelt_out(of), str::to_owned);
    let bare = bare_title(title);
    let article = if takes_article(&name) { "the " } else { "" };
    if fold(bare).contains(&fold(&name)) { bare.to_owned() } else { format!("{bare} of {article}{name}") }
}

/// One person's part of a title that several share: `Foreign Ministers` → `Foreign Minister`.
pub(super) fn single(title: &str) -> String {
    let plural = |word: &str| Gazetteer::get().is_some_and(|gazetteer| gazetteer.word(&fold(word)) & PLURAL != 0);
    let one = |word: &str| match word.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => word
            .strip_suffix("men")
            .map_or_else(|| word.strip_suffix('s').unwrap_or(word).to_owned(), |stem| format!("{stem}man")),
    };
    let words = title.split(' ').map(|word| if plural(word) { one(word) } else { word.to_owned() });
    words.collect::<Vec<_>>().join(" ")
}

/// A slug as words: `ministry-of-salt` → `Ministry of Salt`; what is no slug stays.
fn spelt_out(id: &str) -> String {
    if id.contains(' ') || id.chars().any(char::is_uppercase) {
        return id.to_owned();
    }
    let word = |word: &str| {
        let mut letters = word.chars();
        let small = ["of", "the", "and", "for", "de"].contains(&word);
        let first = letters.next().map(|c| if small { c.to_string() } else { c.to_uppercase().collect() });
        first.unwrap_or_default() + letters.as_str()
    };
    id.split('-').map(word).collect::<Vec<_>>().join(" ")
}

fn takes_article(name: &str) -> bool {
    const WITH: &[&str] =
        &["Netherlands", "Philippines", "Maldives", "Bahamas", "Seychelles", "Comoros", "Gambia", "Kremlin"];
    const BEGIN: &[&str] = &["United ", "European ", "African ", "Ministry ", "Central "];
    const END: &[&str] =
        &[" Republic", " Islands", " Union", " Ministry", " Council", " Committee", " Commission", " Party"];
    WITH.contains(&name)
        || BEGIN.iter().any(|begin| name.starts_with(begin))
        || END.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_say_offices() {
        for (title, expected) in [
            ("Russian Foreign Minister", Some(Office::Minister("foreign"))),
            ("minister of external affairs", Some(Office::Minister("foreign"))),
            ("Foreign Secretary", Some(Office::Minister("foreign"))),
            ("U.S. Secretary of State", Some(Office::Minister("foreign"))),
            ("top diplomat", Some(Office::Minister("foreign"))),
            ("Defense Minister", Some(Office::Minister("defence"))),
            ("Chancellor of the Exchequer", Some(Office::Minister("finance"))),
            ("Treasury Secretary", Some(Office::Minister("finance"))),
            ("Secretary of State", None),
            ("Foreign Ministry spokeswoman", None),
            ("Foreign and Defence Minister", None),
            ("Prime Minister", Some(Office::HeadOfGovernment)),
            ("German Chancellor", Some(Office::HeadOfGovernment)),
            ("Turkish President", Some(Office::President)),
            ("Vice President", None),
            ("National Security Adviser", None),
            ("Senator", None),
        ] {
            assert_eq!(office(title), expected, "{title}");
        }
    }

    #[test]
    fn only_a_plain_contradiction_is_one() {
        for (one, other, expected) in [
            ("Defense Minister", "Russian Foreign Minister", true),
            ("President", "Chancellor", true),
            ("top diplomat", "Foreign Minister", false),
            ("Defence Minister", "Defense Secretary", false),
            ("Deputy Foreign Minister", "Foreign Minister", false),
            ("acting Foreign Minister", "Foreign Minister", false),
            ("PM", "Prime Minister", false),
            ("Foreign Minister", "Prime Minister", false),
            ("General", "Defence Minister", false),
        ] {
            assert_eq!(contradict(one, other), expected, "{one}, {other}");
            assert_eq!(contradict(other, one), expected, "{other}, {one}");
        }
    }

    #[test]
    fn offices_are_spoken() {
        for (title, of, expected) in [
            ("Russian Foreign Minister", Some("russia"), "Foreign Minister of Russia"),
            ("U.S. Secretary of State", Some("united-states"), "Secretary of State of the United States"),
            ("Foreign Minister", None, "Foreign Minister"),
            ("Foreign Minister", Some("Russia"), "Foreign Minister of Russia"),
            ("European Commission President", Some("european-commission"), "President of the European Commission"),
            ("Chair", Some("harbour-board"), "Chair of Harbour Board"),
        ] {
            assert_eq!(office_of(title, of), expected, "{title}");
        }
    }
}
