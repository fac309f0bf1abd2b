//! Compiles the tables of `src/actor/data` into finite-state maps and a table of words that the binary holds in place.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/actor/data/classes.rs"]
mod classes;
#[path = "src/actor/data/form.rs"]
mod form;
#[path = "src/actor/names/skeleton.rs"]
mod skeleton;
#[path = "src/actor/data/table.rs"]
mod table;

use classes::*;
use form::is_form;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=src/actor/data");
    println!("cargo::rerun-if-changed=src/actor/names/skeleton.rs");
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut tables = Tables::default();
    tables.countries(&read("countries.tsv")?);
    tables.regions(&read("regions.tsv")?)?;
    tables.organisations(&read("organisations.tsv")?)?;
    tables.cities(&read("cities.tsv")?)?;
    tables.words(&read("classes.tsv")?)?;
    tables.given(&read("given.tsv")?);
    tables.common(&read("common.txt")?);
    tables.forms();
    tables.write(&out)?;
    name_classes(&read("name_classes.txt")?, &out)
}

fn read(name: &str) -> Result<String, Box<dyn std::error::Error>> {
    let path = Path::new("src/actor/data").join(name);
    fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// The rows of a table: its lines without comments, cut at tabs.
fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| line.split('\t').collect())
}

fn column<'t>(row: &[&'t str], ix: usize) -> &'t str {
    row.get(ix).copied().unwrap_or_default()
}

#[derive(Default)]
struct Tables {
    words: BTreeMap<String, u64>,
    phrases: BTreeMap<String, u64>,
    /// id, name, kind, state, adjective
    entities: Vec<(String, String, &'static str, u16, String)>,
    codes: BTreeMap<String, u16>,
    /// Phrases that also stand in another case, so that the upper-case form is not asked for.
    mixed: std::collections::BTreeSet<String>,
}

impl Tables {
    fn entity(&mut self, name: &str, kind: &'static str, state: u16) -> u64 {
        self.entities.push((slug(name), name.to_owned(), kind, state, String::new()));
        self.entities.len() as u64 - 1
    }

    /// Enters a phrase; the first entry of a phrase stays.
    fn phrase(&mut self, text: &str, sense: u64, flags: u64, ix: u64) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let key = key(text);
        let letters = text.chars().filter(char::is_ascii_alphabetic).count();
        let upper = (2..=6).contains(&letters) && !text.chars().any(|c| c.is_ascii_lowercase());
        if !upper {
            self.mixed.insert(key.clone());
        }
        let abbreviation = text.ends_with('.') && !text.contains(' ') && text.chars().any(|c| c.is_ascii_lowercase());
        let flags = flags | if upper { UPPER } else { 0 } | if abbreviation { ABBREVIATION } else { 0 };
        let first = key.split(' ').next().unwrap_or_default().to_owned();
        *self.words.entry(first).or_default() |= PHRASE;
        self.phrases.entry(key).or_insert(sense | flags | ix << INDEX);
    }

    fn countries(&mut self, table: &str) {
        for row in rows(table) {
            let code = column(&row, 0);
            let ix = self.entity(column(&row, 1), "Place", self.entities.len() as u16);
            self.codes.insert(code.to_owned(), ix as u16);
            if let Some(entity) = self.entities.last_mut() {
                entity.4 = slug(column(&row, 3).split(';').next().unwrap_or_default());
            }
        }
        for row in rows(table) {
            let ix = u64::from(self.codes[column(&row, 0)]);
            self.phrase(column(&row, 1), COUNTRY, 0, ix);
            column(&row, 2).split(';').for_each(|name| self.phrase(name, COUNTRY, 0, ix));
            column(&row, 6).split(';').for_each(|name| self.phrase(name, METONYM, 0, ix));
            column(&row, 3).split(';').for_each(|name| self.phrase(name, DEMONYM, 0, ix));
            column(&row, 4).split(';').for_each(|name| self.phrase(name, DEMONYM, PEOPLE, ix));
        }
        // A capital that is also a country or a state (“Singapore”, “Georgia”) keeps that sense.
        for row in rows(table) {
            let ix = u64::from(self.codes[column(&row, 0)]);
            column(&row, 5).split(';').for_each(|name| self.phrase(name, CAPITAL, 0, ix));
        }
    }

    fn code(&self, code: &str) -> Result<u16, String> {
        if code.is_empty() {
            return Ok(u16::MAX);
        }
        self.codes.get(code).copied().ok_or_else(|| format!("no country {code}"))
    }

    fn regions(&mut self, table: &str) -> Result<(), String> {
        for row in rows(table) {
            let kind = if column(&row, 3) == "group" { "Group" } else { "Place" };
            let name = column(&row, 0);
            let id = match name {
                "West" => "The West",
                name => name,
            };
            let ix = self.entity(id, kind, self.code(column(&row, 4))?);
            self.phrase(name, REGION, 0, ix);
            column(&row, 1).split(';').for_each(|name| self.phrase(name, REGION, 0, ix));
            column(&row, 2).split(';').for_each(|name| self.phrase(name, DEMONYM, 0, ix));
        }
        Ok(())
    }

    fn organisations(&mut self, table: &str) -> Result<(), String> {
        for row in rows(table) {
            let name = column(&row, 0);
            let ix = self.entity(name, "Organisation", self.code(column(&row, 2))?);
            self.phrase(name, ORGANISATION, 0, ix);
            column(&row, 1).split(';').for_each(|name| self.phrase(name, ORGANISATION, 0, ix));
        }
        Ok(())
    }

    fn cities(&mut self, table: &str) -> Result<(), String> {
        for row in rows(table) {
            let size: u64 = column(&row, 2).parse().map_err(|_| format!("no size: {row:?}"))?;
            // Lands that the country table leaves out (dependencies) count as no state at all.
            let state = self.code(column(&row, 1)).unwrap_or(u16::MAX);
            self.phrase(column(&row, 0), CITY, size << SIZE, u64::from(state));
        }
        Ok(())
    }

    fn words(&mut self, table: &str) -> Result<(), String> {
        for row in rows(table) {
            let class = column(&row, 0);
            let &(_, bit) =
                CLASSES.iter().find(|(name, _)| *name == class).ok_or_else(|| format!("no class {class}"))?;
            for word in column(&row, 1).split(' ').filter(|word| !word.is_empty()) {
                *self.words.entry(key(word)).or_default() |= bit;
                if bit == TITLE && !word.ends_with('s') {
                    *self.words.entry(plural(&key(word))).or_default() |= TITLE | PLURAL;
                }
            }
        }
        Ok(())
    }

    fn given(&mut self, table: &str) {
        for row in rows(table) {
            let sex = match column(&row, 1) {
                "m" => GIVEN | BOY,
                "f" => GIVEN | GIRL,
                _ => GIVEN,
            };
            *self.words.entry(key(column(&row, 0))).or_default() |= sex;
        }
    }

    fn common(&mut self, table: &str) {
        for word in table.lines() {
            *self.words.entry(key(word)).or_default() |= COMMON;
        }
    }

    /// A word that the tables hold for another reason may be the regular form of a common one as well
    /// (`shares`, `standings`); for words outside the tables the gazetteer asks at run time.
    fn forms(&mut self) {
        let common = |stem: &str| self.words.get(stem).is_some_and(|classes| classes & COMMON != 0);
        let forms: Vec<String> = (self.words.iter())
            .filter(|(word, classes)| *classes & (COMMON | GIVEN | SURNAME | ORG_HEAD) == 0 && is_form(word, common))
            .map(|(word, _)| word.clone())
            .collect();
        for word in forms {
            *self.words.entry(word).or_default() |= COMMON;
        }
    }

    fn write(&mut self, out: &Path) -> Result<(), Box<dyn std::error::Error>> {
        for (key, value) in &mut self.phrases {
            if self.mixed.contains(key) {
                *value &= !UPPER;
            }
        }
        let words = self.words.iter().map(|(word, classes)| (word.as_str(), *classes));
        fs::write(out.join("words.table"), table::write(words).ok_or("more words than the table can hold")?)?;
        fs::write(out.join("phrases.fst"), map(&self.phrases)?)?;
        let mut source = String::from("static ENTITIES: &[Entity] = &[\n");
        for (id, name, kind, state, adjective) in &self.entities {
            let fields = format!("id: {id:?}, name: {name:?}, kind: ActorKind::{kind}, state: {state}");
            writeln!(source, "    Entity {{ {fields}, adjective: {adjective:?} }},")?;
        }
        source.push_str("];\n");
        fs::write(out.join("entities.rs"), source)?;
        Ok(())
    }
}

fn map(entries: &BTreeMap<String, u64>) -> Result<Vec<u8>, fst::Error> {
    let mut builder = fst::MapBuilder::memory();
    for (key, value) in entries {
        builder.insert(key, *value)?;
    }
    builder.into_inner()
}

/// The classes of names that are one name in several spellings. A class is kept where the skeleton of
/// its spellings differs, for equal skeletons are compared without a table. Keys are the folded spellings.
fn name_classes(table: &str, out: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut classes: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut class = 0;
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let mut skeletons: Vec<String> = line.split(',').map(skeleton::skeleton).collect();
        skeletons.sort_unstable();
        skeletons.dedup();
        if skeletons.len() > 1 {
            for form in line.split(',').filter(|form| !form.is_empty()) {
                classes.entry(form.to_owned()).or_default().push(class);
            }
            class += 1;
        }
    }
    // Value: where the key's classes begin in the list behind, and how many they are (low byte).
    let mut lists: Vec<u8> = Vec::new();
    let mut keys = BTreeMap::new();
    for (key, mut ids) in classes {
        ids.truncate(255);
        keys.insert(key, (lists.len() as u64) << 8 | ids.len() as u64);
        ids.iter().for_each(|id| lists.extend_from_slice(&id.to_le_bytes()[..3]));
    }
    fs::write(out.join("names.fst"), map(&keys)?)?;
    fs::write(out.join("names.lists"), lists)?;
    Ok(())
}

/// As `Scan` folds the words of a text: lower case, no full stops.
fn key(text: &str) -> String {
    text.trim().chars().filter(|c| *c != '.').map(|c| c.to_ascii_lowercase()).collect()
}

fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().filter(|c| !matches!(c, '.' | '\'')) {
        match c {
            c if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            _ if !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    slug.trim_matches('-').to_owned()
}

fn plural(word: &str) -> String {
    match word.strip_suffix("man") {
        Some(stem) => format!("{stem}men"),
        None if word.ends_with("ch") => format!("{word}es"),
        None if word.ends_with('y') => format!("{}ies", &word[..word.len() - 1]),
        None => format!("{word}s"),
    }
}
