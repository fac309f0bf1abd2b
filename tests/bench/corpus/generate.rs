//! News that nobody wrote: articles of some 3 KB with names, dates, figures and quotations distributed as
//! in real news (few actors are in every tenth article, most in hardly any). The same seed gives the same
//! articles.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// A small generator of random numbers (xorshift64*).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize) % sides.max(1)
    }

    /// A rank below `sides`, each half as likely as the one at half its rank.
    fn zipf(&mut self, sides: usize) -> usize {
        let share = self.roll(1 << 20) as f64 / f64::from(1 << 20);
        ((sides as f64).powf(share) as usize).saturating_sub(1).min(sides - 1)
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len())]
    }
}

const FIRST: [&str; 24] = [
    "Anna", "Boris", "Carla", "David", "Elena", "Farid", "Grace", "Henry", "Irina", "James", "Karen", "Lewis", "Maria",
    "Nikolai", "Olga", "Peter", "Rosa", "Sergei", "Thomas", "Ursula", "Victor", "Wendy", "Yusuf", "Zoe",
];
const TITLES: [&str; 8] = [
    "Foreign Minister",
    "Finance Minister",
    "President",
    "spokeswoman",
    "Governor",
    "Secretary of State",
    "analyst",
    "Prime Minister",
];
const PLACES: [&str; 20] = [
    "Russia",
    "Ukraine",
    "France",
    "Germany",
    "India",
    "China",
    "Brazil",
    "Kenya",
    "Poland",
    "Turkey",
    "Moscow",
    "Kyiv",
    "Paris",
    "Berlin",
    "New Delhi",
    "Beijing",
    "Geneva",
    "Brussels",
    "Washington",
    "London",
];
const DAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const UNITS: [&str; 8] = ["troops", "people", "percent", "tonnes", "workers", "million dollars", "homes", "votes"];
const SMALL: [&str; 12] = ["the", "of", "to", "and", "in", "that", "for", "with", "on", "as", "by", "at"];
const SYLLABLES: [&str; 24] = [
    "ba", "cor", "den", "fil", "gra", "hon", "ist", "jun", "kel", "lom", "mar", "nor", "ost", "pen", "qua", "rid",
    "sol", "tam", "und", "ver", "wes", "yar", "zen", "tion",
];

/// The word of a rank; the rarer, the longer.
fn word(rank: usize) -> String {
    let mut word = String::new();
    let mut rest = rank + 24;
    while rest > 0 {
        word.push_str(SYLLABLES[rest % 24]);
        rest /= 24;
    }
    word
}

/// The name of the actor of a rank.
pub(crate) fn person(rank: usize) -> String {
    let mut name = word(rank / 24 + 600);
    name[..1].make_ascii_uppercase();
    format!("{} {name}", FIRST[rank % 24])
}

fn words(dice: &mut Dice, out: &mut String, count: usize) {
    for ix in 0..count {
        if ix > 0 {
            out.push(' ');
        }
        if dice.roll(5) < 2 {
            out.push_str(dice.pick(&SMALL));
        } else {
            out.push_str(&word(dice.zipf(60_000)));
        }
    }
}

/// The article of a number.
pub(crate) fn article(number: usize) -> String {
    let mut dice = Dice::new(number as u64 + 1);
    let mut text = String::with_capacity(3600);
    let _ = writeln!(text, "date {}-{:02}-{:02}", 2000 + dice.roll(24), 1 + dice.roll(12), 1 + dice.roll(28));
    let actors: Vec<String> = (0..4).map(|_| person(dice.zipf(40_000))).collect();
    while text.len() < 2900 {
        for _ in 0..2 + dice.roll(3) {
            let actor = actors[dice.roll(4)].as_str();
            let surname = actor.split(' ').next_back().unwrap_or(actor);
            match dice.roll(6) {
                0 => {
                    let count = 8 + dice.roll(12);
                    text.push('“');
                    words(&mut dice, &mut text, count);
                    let _ = write!(text, ",” {} {actor} said on {}. ", dice.pick(&TITLES), dice.pick(&DAYS));
                }
                1 => {
                    let _ = write!(text, "{surname} told reporters in {} that ", dice.pick(&PLACES));
                    words(&mut dice, &mut text, 9);
                    text.push_str(". ");
                }
                2 => {
                    let (count, unit) = ((1 + dice.zipf(500)) * 100, dice.pick(&UNITS));
                    let _ = write!(text, "{} sent some {count} {unit} to ", dice.pick(&PLACES));
                    words(&mut dice, &mut text, 6);
                    text.push_str(". ");
                }
                3 => {
                    let (day, month) = (1 + dice.roll(28), dice.pick(&MONTHS));
                    let _ = write!(text, "On {day} {month} {} ", 2000 + dice.roll(24));
                    words(&mut dice, &mut text, 10);
                    text.push_str(". ");
                }
                _ => {
                    let count = 12 + dice.roll(8);
                    let start = text.len();
                    words(&mut dice, &mut text, count);
                    text[start..=start].make_ascii_uppercase();
                    text.push_str(". ");
                }
            }
        }
        text.push_str("\n\n");
    }
    text
}

/// The key of the article of a number.
pub(crate) fn key(number: usize) -> String {
    format!("{}-{number:07}", word(number % 977))
}

/// Where the article of a number lies, from the root.
pub(crate) fn place(number: usize) -> String {
    format!("articles/{:04}/{}.txt", number / 1000, key(number))
}

/// Writes the articles below `count` that are not there yet, a thousand to a folder.
pub(crate) fn write(root: &Path, count: usize) -> std::io::Result<()> {
    let mark = root.join("count");
    if fs::read_to_string(&mark).is_ok_and(|had| had == count.to_string()) {
        return Ok(());
    }
    for number in 0..count {
        let path = root.join(place(number));
        if number % 1000 == 0 {
            fs::create_dir_all(path.parent().unwrap_or(root))?;
        }
        fs::write(path, article(number))?;
    }
    fs::write(mark, count.to_string())
}
