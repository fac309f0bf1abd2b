use std::path::Path;
use std::sync::Arc;

use crate::article::{Article, file_of, part};
use crate::date::{Date, Dct, DctOrigin, Interval};

use super::index::{Document, NO_DAY, Record, Result, TERM_BITS, number, put_number, put_string, string};
use super::terms::{Terms, hash, url_hash};

/// The form of what the index holds. Counts up with every change of the kinds below, of [`Card`] or of what
/// [`Terms`] makes of an article; an index of another form is left alone and a new one built beside it.
pub(super) const FORMAT: u32 = 3;

/// What a term stands for. Everything an article is found by is a number: see [`term`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Of its file, relative to the root: see [`path_hash`].
    Path = 1,
    Url,
    Gram,
    Word,
    Actor,
    Date,
    Figure,
    /// A name it is about, by which it finds others on its subject.
    About,
    /// Three letters of its key or its file's name, by which mistyped ones find it.
    Letters,
}

/// How many bits of a term tell its kind.
const KIND_BITS: u32 = 4;
const VALUE_BITS: u32 = TERM_BITS - KIND_BITS;

/// The term of a value. 3-grams and dates are small numbers and stay next to their likes; of hashes the upper
/// bits are kept.
pub(super) fn term(kind: Kind, value: u64) -> u64 {
    let value = match kind {
        Kind::Gram | Kind::Date => value & ((1 << VALUE_BITS) - 1),
        // FNV mixes its lowest bits least.
        _ => (value ^ (value >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - VALUE_BITS),
    };
    ((kind as u64) << VALUE_BITS) | value
}

/// The terms of the letters of a name: every three in a row, its beginning marked.
pub(super) fn letters(name: &str) -> impl Iterator<Item = u64> {
    let marked: Vec<char> = std::iter::once('\u{2}').chain(name.chars()).collect();
    let mut terms: Vec<u64> = marked
        .windows(3)
        .map(|three| term(Kind::Letters, hash(&three.iter().collect::<String>(), "letters")))
        .collect();
    terms.sort_unstable();
    terms.dedup();
    terms.into_iter()
}

/// What the index tells of an article without reading it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Card {
    /// Relative to the root, parts joined by `/`.
    pub(super) path: String,
    /// Which of several articles in the file it is, counting from 1; 0 for the only one.
    pub(super) part: usize,
    pub(super) key: String,
    pub(super) title: Option<String>,
    /// Its file could not be read: that it is there is all that is known.
    pub(super) unread: bool,
    pub(super) dct: Option<Dct>,
}

/// In the order of their numbers on disk.
const ORIGINS: [DctOrigin; 7] = [
    DctOrigin::Settings,
    DctOrigin::Bibliography,
    DctOrigin::FrontMatter,
    DctOrigin::Metadata,
    DctOrigin::Head,
    DctOrigin::Url,
    DctOrigin::Inferred,
];

impl Card {
    /// Its place among the articles of the file.
    pub(super) fn ix(&self) -> usize {
        self.part.saturating_sub(1)
    }

    /// The article's own path.
    pub(super) fn article(&self, root: &Path) -> Arc<Path> {
        let file = root.join(&self.path);
        if self.part == 0 { file.into() } else { part(&file, self.part).into() }
    }

    /// A number that changes with the date: under another one the same file says other things.
    pub(super) fn dated(&self) -> u64 {
        let mut bytes = Vec::new();
        put_dct(&mut bytes, self.dct.as_ref());
        bytes.iter().fold(0, |hash: u64, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
    }

    /// As the index keeps it.
    fn put(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        put_string(&mut bytes, &self.path);
        put_number(&mut bytes, self.part as u64);
        put_string(&mut bytes, &self.key);
        put_string(&mut bytes, self.title.as_deref().unwrap_or_default());
        put_number(&mut bytes, u64::from(self.unread));
        put_dct(&mut bytes, self.dct.as_ref());
        bytes
    }

    pub(super) fn take(mut bytes: &[u8]) -> Result<Self> {
        let bytes = &mut bytes;
        let (path, part) = (string(bytes)?.to_owned(), number(bytes)? as usize);
        let (key, title) = (string(bytes)?.to_owned(), string(bytes)?.to_owned());
        let (title, unread) = (Some(title).filter(|title| !title.is_empty()), number(bytes)? == 1);
        Ok(Self { path, part, key, title, unread, dct: take_dct(bytes)? })
    }
}

fn put_dct(bytes: &mut Vec<u8>, dct: Option<&Dct>) {
    let Some(dct) = dct else { return put_number(bytes, 0) };
    let origin = ORIGINS.iter().position(|origin| *origin == dct.origin).unwrap_or_default();
    put_number(bytes, origin as u64 + 1);
    for day in [dct.interval.earliest, dct.interval.latest] {
        put_string(bytes, &day.map(|day| day.to_string()).unwrap_or_default());
    }
    put_number(bytes, dct.reasons.len() as u64);
    dct.reasons.iter().for_each(|reason| put_string(bytes, reason));
}

fn take_dct(bytes: &mut &[u8]) -> Result<Option<Dct>> {
    let Some(origin) = number(bytes)?.checked_sub(1) else { return Ok(None) };
    let origin = ORIGINS.get(origin as usize).copied().unwrap_or(DctOrigin::Inferred);
    let mut day = || -> Result<Option<Date>> { Ok(string(bytes)?.parse().ok()) };
    let interval = Interval { earliest: day()?, latest: day()? };
    let reasons = (0..number(bytes)?).map(|_| Ok(string(bytes)?.to_owned())).collect::<Result<_>>()?;
    Ok(Some(Dct { interval, origin, reasons }))
}

/// The day by which an article is sorted: the latest on which it may have been written.
/// In days since 1970.
pub(super) fn day(dct: Option<&Dct>) -> Option<i32> {
    let interval = dct?.interval;
    let day = interval.latest.or(interval.earliest)?;
    Some((day - jiff::civil::date(1970, 1, 1)).get_days())
}

/// A path within `root` as the index keeps it; none for one outside, or whose name is no Unicode.
pub(super) fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

/// The number of a path as the index keeps it.
pub(super) fn path_hash(relative: &str) -> u64 {
    hash(relative, "path")
}

/// The number of a file's bytes.
pub(super) fn content_hash(hash: &[u8; 32]) -> u64 {
    hash.iter().take(8).fold(0, |term, byte| (term << 8) | u64::from(*byte))
}

/// One article as the index keeps it; `about` are the names of its subject.
pub(super) fn document(relative: &str, part: usize, stamp: u64, article: &Article, about: &[u64]) -> Document {
    let path = path_hash(relative);
    let (key, stem) = names(&article.key, &article.path);
    let names = if stem == key { vec![key] } else { vec![key, stem] };
    let card = Card {
        path: relative.to_owned(),
        part,
        key: article.key.clone(),
        title: article.title.clone(),
        unread: false,
        dct: article.dct.clone(),
    };
    let of = Terms::of(article);
    let kinds: [(Kind, &[u64]); 6] = [
        (Kind::Gram, &of.grams),
        (Kind::Word, &of.words),
        (Kind::Actor, &of.actors),
        (Kind::Date, &of.dates),
        (Kind::Figure, &of.figures),
        (Kind::About, about),
    ];
    let mut terms: Vec<u64> =
        kinds.into_iter().flat_map(|(kind, values)| values.iter().map(move |value| term(kind, *value))).collect();
    terms.push(term(Kind::Path, path));
    terms.extend(article.url.iter().map(|url| term(Kind::Url, url_hash(url))));
    terms.extend(names.iter().flat_map(|name| letters(name)));
    // A million articles with one term twice would be a million wrong lists.
    terms.sort_unstable();
    terms.dedup();
    Document {
        record: Record { path, stamp, content: content_hash(&article.hash) },
        day: day(article.dct.as_ref()).unwrap_or(NO_DAY),
        card: card.put(),
        names,
        terms,
    }
}

/// The stamp of a file that could not be read: that of no file.
pub(super) const UNREAD: u64 = 0;

/// A file that could not be read, as the index keeps it: a note that cites it has a source, if one that
/// cannot be compared. It has the stamp of no file, so it is tried again each time.
pub(super) fn unread(relative: &str, path: &Arc<Path>) -> Document {
    let hash = path_hash(relative);
    let key = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let (name, stem) = names(&key, path);
    let mut terms: Vec<u64> = letters(&stem).chain([term(Kind::Path, hash)]).collect();
    terms.sort_unstable();
    let card = Card { path: relative.to_owned(), part: 0, key, title: None, unread: true, dct: None };
    let record = Record { path: hash, stamp: UNREAD, content: 0 };
    Document { record, day: NO_DAY, card: card.put(), names: vec![name], terms }
}

/// Key and file stem as the index keeps them: in lower case.
pub(super) fn names(key: &str, path: &Arc<Path>) -> (String, String) {
    let stem = file_of(path).0.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    (key.to_lowercase(), stem)
}
