//! Slips of the pen in names: what a writer most likely meant.

use super::same::{Reason, is_known_form, same_class, same_person};
use super::{fold, skeleton};
use crate::actor::data::classes::{COMMON, GIVEN};
use crate::actor::gazetteer::Gazetteer;

/// How a written name stands to one that is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Likely {
    /// It is that name, or a usual form of it.
    Same,
    /// It is that name with a slip in it, or in a spelling that is not usual.
    Near(Slip),
    /// It is another name, or nobody can tell.
    Other,
}

/// The word of a name in which it differs from the known one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Slip {
    /// As written.
    pub word: String,
    /// As it is known.
    pub right: String,
    /// No transliteration: letters are missing, doubled, exchanged.
    pub is_slip: bool,
}

/// Shorter words are too near to too many others.
const SHORTEST: usize = 6;
/// From this length on two letters may differ, when the rest of the name is right.
const LONG: usize = 8;

/// How `written` (a full name, or a surname alone) stands to the full name of a person.
pub fn likely(written: &str, known: &str) -> Likely {
    let (a, b): (Vec<&str>, Vec<&str>) = (written.split_whitespace().collect(), known.split_whitespace().collect());
    let same = |a: &&str, b: &&str| fold(a) == fold(b);
    if let [word] = a.as_slice() {
        if b.iter().any(|known| same(word, known)) {
            return Likely::Same;
        }
        return b.last().map_or(Likely::Other, |surname| near(word, surname, true));
    }
    let reason = same_person(written, known);
    if reason.is_some_and(|reason| reason != Reason::Spelling && reason != Reason::Slip) {
        return Likely::Same;
    }
    let mut differing = a.iter().zip(&b).enumerate().filter(|(_, (a, b))| !same(a, b));
    let (first, second) = (differing.next(), differing.next());
    let Some((ix, (word, right))) = first.filter(|_| second.is_none() && a.len() == b.len()) else {
        return if reason.is_some() { Likely::Same } else { Likely::Other };
    };
    if reason != Some(Reason::Spelling) {
        return near(word, right, false);
    }
    let (word_key, right_key) = (fold(word), fold(right));
    let usual = if ix + 1 == a.len() { same_class(&word_key, &right_key) } else { classes(&word_key) & GIVEN != 0 };
    if usual || word_key.len() < SHORTEST {
        return Likely::Same;
    }
    Likely::Near(Slip { word: (*word).to_owned(), right: (*right).to_owned(), is_slip: false })
}

fn near(word: &str, right: &str, alone: bool) -> Likely {
    let (a, b) = (fold(word), fold(right));
    let shorter = a.chars().count().min(b.chars().count());
    let first = a.chars().next() == b.chars().next();
    // `the Kulebas`, `Kulebist`; `Zelenska` beside `Zelensky`.
    let form = a
        .strip_prefix(&b)
        .or_else(|| b.strip_prefix(&a))
        .is_some_and(|end| ["s", "es", "'s", "ism", "ist", "ite", "an", "ian", "a", "ova", "ina"].contains(&end));
    let gender = a.ends_with('a') != b.ends_with('a');
    if shorter < SHORTEST || !first || form || gender {
        return Likely::Other;
    }
    if skeleton(&a) == skeleton(&b) {
        return Likely::Same;
    }
    let most = if !alone && shorter >= LONG { 2 } else { 1 };
    // A word that is somebody's name is no slip; a common word may be one inside a full name (`Joe Bidden`).
    let classes = classes(&a);
    let known = is_known_form(&a) || classes & !COMMON != 0 || (alone && classes != 0);
    if known || distance(&a, &b) > most {
        return Likely::Other;
    }
    Likely::Near(Slip { word: word.to_owned(), right: right.to_owned(), is_slip: true })
}

fn classes(word: &str) -> u64 {
    Gazetteer::get().map_or(0, |gazetteer| gazetteer.word(word))
}

/// How many letters are missing, too many, other, or exchanged with their neighbour (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            let mut least = (last[j - 1] + cost).min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `=` the same, `.` another, `~` an unusual spelling, else the word and what it should be.
    fn check(written: &str, known: &str, expected: &str) {
        let shown = match likely(written, known) {
            Likely::Same => "=".to_owned(),
            Likely::Other => ".".to_owned(),
            Likely::Near(slip) if slip.is_slip => format!("{} {}", slip.word, slip.right),
            Likely::Near(_) => "~".to_owned(),
        };
        assert_eq!(shown, expected, "{written}, {known}");
    }

    #[test]
    fn slips_are_near() {
        check("Volodymyr Zelenksyy", "Volodymyr Zelenskyy", "Zelenksyy Zelenskyy");
        check("Zelenksyy", "Volodymyr Zelenskyy", "Zelenksyy Zelenskyy");
        check("Dmytro Kulbea", "Dmytro Kuleba", "Kulbea Kuleba");
        check("Jens Stoltnberg", "Jens Stoltenberg", "Stoltnberg Stoltenberg");
        check("Jens Stotlenburg", "Jens Stoltenberg", "Stotlenburg Stoltenberg");
        check("Dmitro Kuleba", "Dmytro Kuleba", "~");
    }

    #[test]
    fn other_names_and_forms_are_not() {
        for (written, known, expected) in [
            ("Dmytro Kuleba", "Dmytro Kuleba", "="),
            ("Kuleba", "Dmytro Kuleba", "="),
            ("Sergei Lavrov", "Sergey Lavrov", "="),
            ("Volodymyr Zelensky", "Volodymyr Zelenskyy", "="),
            ("Zelensky", "Volodymyr Zelenskyy", "="),
            ("Anthony Blinken", "Antony Blinken", "="),
            ("Hunter Biden", "Joe Biden", "."),
            ("Kulebas", "Dmytro Kuleba", "."),
            ("John Smyth", "John Smith", "="),
            ("Ulla Brandt", "Ulla Branth", "."),
            ("Olena Zelenska", "Volodymyr Zelenskyy", "."),
            ("Zelenska", "Volodymyr Zelenskyy", "."),
            ("Johnson", "Ron Johnsen", "."),
            ("Williams", "Kate William", "."),
            ("Putin", "Vladimir Puttin", "."),
        ] {
            check(written, known, expected);
        }
    }
}
