use std::collections::HashMap;
use std::sync::OnceLock;

use fst::Map;

use super::{fold, skeleton, without_nickname};
use crate::actor::data::classes::{BOY, GIVEN, HONORIFIC, PARTICLE, SUFFIX, TITLE};
use crate::actor::gazetteer::Gazetteer;

/// Why two spellings are one name; the weakest link between their words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Reason {
    /// Equal but for case, diacritics, hyphens.
    Equal,
    /// The same words in another order: `Xi Jinping`, `Jinping Xi`.
    Order,
    /// One of them leaves out a middle name, a patronymic or a title.
    Shorter,
    /// Two transliterations.
    Spelling,
    /// Two forms of one given name: `Joe`, `Joseph`.
    Nickname,
    /// An initial for a name.
    Initial,
    /// One letter differs in a long name: probably a slip.
    Slip,
}

impl Reason {
    /// For a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::Equal => "the same name",
            Self::Order => "the same names in another order",
            Self::Shorter => "the same name without its middle part",
            Self::Spelling => "another spelling of the same name",
            Self::Nickname => "another form of the same given name",
            Self::Initial => "an initial for the same name",
            Self::Slip => "one letter differs: probably a slip",
        }
    }
}

/// A name cut into its words.
#[derive(Debug)]
struct Parts {
    words: Vec<String>,
    suffix: Option<String>,
}

fn parts(name: &str) -> Parts {
    let classes = |word: &str| Gazetteer::get().map_or(0, |gazetteer| gazetteer.word(word));
    let mut words: Vec<String> = fold(&without_nickname(name))
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect();
    while words.len() > 1 && classes(&words[0]) & HONORIFIC != 0 && classes(&words[0]) & GIVEN == 0 {
        words.remove(0);
    }
    while words.len() > 2 && classes(&words[0]) & TITLE != 0 && classes(&words[0]) & GIVEN == 0 {
        words.remove(0);
    }
    let suffix = if words.len() > 2 { words.pop_if(|word| classes(word) & SUFFIX != 0) } else { None };
    Parts { words, suffix }
}

/// Whether `a` and `b` may be two spellings of one person's name, and why. Compared word by word; `None` in doubt.
///
/// ```
/// use ibid::actor::names::{Reason, same_person};
/// assert_eq!(same_person("Mélanie Roe", "Melanie Roe"), Some(Reason::Equal));
/// assert_eq!(same_person("Bill Roe", "Jane Roe"), None);
/// ```
pub fn same_person(a: &str, b: &str) -> Option<Reason> {
    let (a, b) = (parts(a), parts(b));
    if a.words.is_empty() || b.words.is_empty() {
        return None;
    }
    let (long, short) = if a.words.len() >= b.words.len() { (&a, &b) } else { (&b, &a) };
    // `Donald Roe Jr.` is the son, unless the other form is short for the full one (`Joseph R. Roe Jr.`).
    match (&long.suffix, &short.suffix) {
        (Some(one), Some(other)) if one != other => return None,
        (Some(_), None) if !long.words.iter().any(|word| word.len() == 1) => return None,
        (None, Some(_)) => return None,
        _ => {}
    }
    if long.words.len() == short.words.len() {
        return aligned(&long.words, &short.words).or_else(|| reordered(&long.words, &short.words));
    }
    if short.words.len() < 2 {
        return None;
    }
    contained(&long.words, &short.words)
}

fn aligned(a: &[String], b: &[String]) -> Option<Reason> {
    let mut worst = Reason::Equal;
    let last = a.len() - 1;
    for (ix, (a, b)) in a.iter().zip(b).enumerate() {
        let reason = word(a, b, ix == last)?;
        // Two weak links are none: `J. Roe` and a slip in the surname.
        if worst >= Reason::Initial && reason >= Reason::Initial {
            return None;
        }
        worst = worst.max(reason);
    }
    (a.len() > 1 || worst <= Reason::Spelling).then_some(worst)
}

fn reordered(a: &[String], b: &[String]) -> Option<Reason> {
    let (mut a, mut b) = (a.to_vec(), b.to_vec());
    a.sort_unstable();
    b.sort_unstable();
    (a.len() > 1 && a == b).then_some(Reason::Order)
}

/// Whether all words of `short` stand in `long` in order, the last at its end.
fn contained(long: &[String], short: &[String]) -> Option<Reason> {
    let mut worst = Reason::Shorter;
    let (mut at, last) = (long.len(), short.len() - 1);
    // `George W.` is not `George H. W.`: who writes one initial writes all.
    let initials = |words: &[String]| words.iter().filter(|word| word.len() == 1).count();
    if initials(short) > 0 && initials(long) > initials(short) {
        return None;
    }
    for (ix, name) in short.iter().enumerate().rev() {
        let (place, reason) = long[..at].iter().enumerate().rev().find_map(|(place, other)| {
            let reason = word(other, name, ix == last)?;
            (ix < last || place == long.len() - 1).then_some((place, reason))
        })?;
        worst = worst.max(reason);
        at = place;
    }
    // A given name may be left out before a second one (`Recep Tayyip Roe`), but what stands there
    // must not contradict: `Maria Zara` is not in `Ivan Maria Zara` by chance more than by nature.
    (worst < Reason::Slip).then_some(worst)
}

/// How two words of a name meet.
fn word(a: &str, b: &str, surname: bool) -> Option<Reason> {
    if a == b {
        return Some(Reason::Equal);
    }
    if a.len() == 1 || b.len() == 1 {
        let equal = a.chars().next() == b.chars().next();
        return (equal && !surname).then_some(Reason::Initial);
    }
    let (left, right) = (skeleton(a), skeleton(b));
    if left == right && left.len() > 1 {
        return Some(Reason::Spelling);
    }
    // German and Polish write `ch` for what English writes `kh`; in short names both are common.
    if a.len().min(b.len()) >= 7 && (a.contains("ch") || b.contains("ch")) {
        let kh = |word: &str| skeleton(&word.replace("ch", "kh"));
        if kh(a) == kh(b) {
            return Some(Reason::Spelling);
        }
    }
    if (if surname { surnames() } else { nicknames() }).join(a, b) {
        return Some(if surname { Reason::Spelling } else { Reason::Nickname });
    }
    if !one_gender(a, b, surname) {
        return None;
    }
    if same_class(a, b) {
        return Some(Reason::Spelling);
    }
    let long = a.len().min(b.len()) >= 8;
    (long && distance_is_one(a, b)).then_some(Reason::Slip)
}

/// `Zelenska` is not `Zelensky`, `Maria` is not `Mario`: a last letter that tells the sex.
fn one_gender(a: &str, b: &str, surname: bool) -> bool {
    let female = |word: &str| word.ends_with('a');
    if surname {
        let slavic = |word: &str| {
            ["ov", "ev", "in", "sky", "skiy", "ski", "skyy", "ova", "eva", "ina", "ska", "skaya", "skaia"]
                .iter()
                .any(|end| word.ends_with(end))
        };
        return !(slavic(a) && slavic(b)) || female(a) == female(b);
    }
    let classes = |word: &str| Gazetteer::get().map_or(0, |gazetteer| gazetteer.word(word));
    let (left, right) = (classes(a), classes(b));
    left & GIVEN == 0 || right & GIVEN == 0 || (left & BOY != 0) == (right & BOY != 0)
}

/// Words that are one name, by word: the lines of a table on which it stands.
struct Joined(HashMap<&'static str, Vec<usize>>);

impl Joined {
    fn new(table: &'static str) -> Self {
        let mut lines: HashMap<&str, Vec<usize>> = HashMap::new();
        for (ix, line) in table.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            line.split(' ').for_each(|word| lines.entry(word).or_default().push(ix));
        }
        Self(lines)
    }

    /// Whether two words stand on one line.
    fn join(&self, a: &str, b: &str) -> bool {
        let lines = |word| self.0.get(word).map_or(&[][..], Vec::as_slice);
        lines(a).iter().any(|line| lines(b).contains(line))
    }
}

fn nicknames() -> &'static Joined {
    static TABLE: OnceLock<Joined> = OnceLock::new();
    TABLE.get_or_init(|| Joined::new(include_str!("../data/nicknames.tsv")))
}

fn surnames() -> &'static Joined {
    static TABLE: OnceLock<Joined> = OnceLock::new();
    TABLE.get_or_init(|| Joined::new(include_str!("../data/surnames.tsv")))
}

/// The classes of Wikidata's names, by folded spelling.
fn class_lists() -> Option<&'static Map<&'static [u8]>> {
    static NAMES: OnceLock<Option<Map<&'static [u8]>>> = OnceLock::new();
    let bytes: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.fst"));
    NAMES.get_or_init(|| Map::new(bytes).ok()).as_ref()
}

fn classes_of(word: &str) -> impl Iterator<Item = &'static [u8]> {
    static LISTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.lists"));
    let value = class_lists().and_then(|names| names.get(word)).unwrap_or(0);
    let (start, count) = ((value >> 8) as usize, (value & 0xff) as usize);
    LISTS.get(start..start + count * 3).unwrap_or_default().chunks(3)
}

/// Whether the folded word is a given or family name in one of its known spellings.
pub(super) fn is_known_form(word: &str) -> bool {
    classes_of(word).next().is_some()
}

/// Whether two folded words are known spellings of one name.
pub(super) fn same_class(a: &str, b: &str) -> bool {
    classes_of(a).any(|class| classes_of(b).any(|other| class == other))
}

fn distance_is_one(a: &str, b: &str) -> bool {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let (long, short): (Vec<char>, Vec<char>) = (long.chars().collect(), short.chars().collect());
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = long.iter().zip(&short).take_while(|(a, b)| a == b).count();
    let end = long.iter().rev().zip(short.iter().rev()).take_while(|(a, b)| a == b).count();
    match long.len() - short.len() {
        0 => same + end + 1 >= long.len(),
        _ => same + end >= short.len(),
    }
}

/// Keys under which an index can find the candidates for [`same_person`]: two names that are the same
/// share a key. Coarse on purpose: the consonants of the skeleton of the surname. A name in the order of
/// East Asia has a second key, of its first word.
pub fn name_keys(name: &str) -> Vec<String> {
    let words = parts(name).words;
    let mut keys: Vec<String> = words.last().map(|word| key(word)).into_iter().collect();
    let given = |word: &str| Gazetteer::get().is_some_and(|gazetteer| gazetteer.word(word) & (GIVEN | PARTICLE) != 0);
    if let [first, .., _] = words.as_slice()
        && !given(first)
    {
        keys.push(key(first));
    }
    if let Some(word) = words.last().filter(|word| word.len() >= 7 && word.contains("ch")) {
        keys.push(key(&word.replace("ch", "kh")));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn key(word: &str) -> String {
    let folded = skeleton(word);
    let mut key = String::new();
    for c in folded.chars() {
        let c = match c {
            'g' | 'k' | 'q' => 'k',
            'c' | 's' | 'z' | 'x' => 's',
            'd' | 't' => 't',
            'b' | 'p' | 'f' | 'v' => 'f',
            c => c,
        };
        if !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'h' | 'j') && !key.ends_with(c) {
            key.push(c);
        }
    }
    if key.is_empty() { folded } else { key }
}
