use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;
use tantivy::schema::{FAST, Field, INDEXED, STORED, Schema, SchemaBuilder, TextFieldIndexing, TextOptions};

use crate::article::Article;
use crate::date::{Date, Dct, DctOrigin, Interval};

use super::terms::{Terms, hash, url_term};

/// The form of the index on disk. Counts up with every change of the fields below or of what
/// [`Terms`] makes of an article; an index of another form is left alone and a new one built beside it.
pub(super) const FORMAT: u32 = 2;

/// The fields of the index: one document for each article. Everything an article is found by is a
/// 64-bit hash, but for its names, which are also found by their beginning and by their likeness.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// Hash of the path relative to the root: see [`path_term`].
    pub(super) path: Field,
    /// What the file and its settings were when it was read; another stamp asks to read it again.
    pub(super) stamp: Field,
    /// The article's latest possible day in days since 1970; none for an article without a date.
    pub(super) day: Field,
    /// Hash of the file's bytes, by which moves are seen.
    pub(super) content: Field,
    pub(super) url: Field,
    /// Key and file stem in lower case.
    pub(super) name: Field,
    pub(super) grams: Field,
    pub(super) words: Field,
    pub(super) actors: Field,
    pub(super) dates: Field,
    pub(super) figures: Field,
    /// The names an article is about, by which it finds others on its subject.
    pub(super) names: Field,
    /// A [`Card`], as JSON.
    pub(super) card: Field,
}

pub(super) fn schema() -> (Schema, Fields) {
    let mut schema: SchemaBuilder = Schema::builder();
    let whole = TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false);
    let fields = Fields {
        path: schema.add_u64_field("path", INDEXED | FAST),
        stamp: schema.add_u64_field("stamp", FAST),
        day: schema.add_i64_field("day", FAST),
        content: schema.add_u64_field("content", INDEXED | FAST),
        url: schema.add_u64_field("url", INDEXED),
        name: schema.add_text_field("name", TextOptions::default().set_indexing_options(whole)),
        grams: schema.add_u64_field("grams", INDEXED),
        words: schema.add_u64_field("words", INDEXED),
        actors: schema.add_u64_field("actors", INDEXED),
        dates: schema.add_u64_field("dates", INDEXED),
        figures: schema.add_u64_field("figures", INDEXED),
        names: schema.add_u64_field("names", INDEXED),
        card: schema.add_bytes_field("card", STORED),
    };
    (schema.build(), fields)
}

/// What the index tells of an article without reading it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Card {
    /// Relative to the root, parts joined by `/`.
    pub(super) path: String,
    /// Which article of the file it is, from 0 on.
    #[serde(default)]
    pub(super) part: usize,
    pub(super) key: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dated: Option<Dated>,
}

/// A [`Dct`] as it is written down.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Dated {
    earliest: Option<String>,
    latest: Option<String>,
    origin: u8,
    reasons: Vec<String>,
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
    /// A number that changes with the date: under another one the same file says other things.
    pub(super) fn dated(&self) -> u64 {
        hash(&format!("{:?}", self.dated), "dated")
    }

    pub(super) fn dct(&self) -> Option<Dct> {
        let dated = self.dated.as_ref()?;
        let day = |day: &Option<String>| day.as_ref().and_then(|day| day.parse::<Date>().ok());
        Some(Dct {
            interval: Interval { earliest: day(&dated.earliest), latest: day(&dated.latest) },
            origin: ORIGINS.get(usize::from(dated.origin)).copied().unwrap_or(DctOrigin::Inferred),
            reasons: dated.reasons.clone(),
        })
    }
}

/// The day by which an article is sorted: the latest on which it may have been written.
pub(super) fn day(dct: Option<&Dct>) -> Option<i64> {
    let interval = dct?.interval;
    let day = interval.latest.or(interval.earliest)?;
    Some((day - jiff::civil::date(1970, 1, 1)).get_days().into())
}

/// A path within `root` as the index keeps it; none for one outside, or whose name is no Unicode.
pub(super) fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

/// The term of a path as the index keeps it.
pub(super) fn path_term(relative: &str) -> u64 {
    hash(relative, "path")
}

/// The term of a file's bytes.
pub(super) fn content_term(hash: &[u8; 32]) -> u64 {
    hash.iter().take(8).fold(0, |term, byte| (term << 8) | u64::from(*byte))
}

/// One article as the index keeps it; `about` are the names of its subject.
pub(super) fn document(
    fields: &Fields,
    relative: &str,
    part: usize,
    stamp: u64,
    article: &Article,
    about: &[u64],
) -> TantivyDocument {
    let terms = Terms::of(article);
    let dated = article.dct.as_ref().map(|dct| Dated {
        earliest: dct.interval.earliest.map(|day| day.to_string()),
        latest: dct.interval.latest.map(|day| day.to_string()),
        origin: ORIGINS.iter().position(|origin| *origin == dct.origin).unwrap_or_default() as u8,
        reasons: dct.reasons.clone(),
    });
    let card = Card { path: relative.to_owned(), part, key: article.key.clone(), title: article.title.clone(), dated };

    let mut document = TantivyDocument::new();
    document.add_u64(fields.path, path_term(relative));
    document.add_u64(fields.stamp, stamp);
    document.add_u64(fields.content, content_term(&article.hash));
    if let Some(day) = day(article.dct.as_ref()) {
        document.add_i64(fields.day, day);
    }
    if let Some(url) = &article.url {
        document.add_u64(fields.url, url_term(url));
    }
    let (key, stem) = names(&article.key, &article.path);
    if stem != key {
        document.add_text(fields.name, &stem);
    }
    document.add_text(fields.name, &key);
    let kinds: [(Field, &[u64]); 6] = [
        (fields.grams, &terms.grams),
        (fields.words, &terms.words),
        (fields.actors, &terms.actors),
        (fields.dates, &terms.dates),
        (fields.figures, &terms.figures),
        (fields.names, about),
    ];
    for (field, terms) in kinds {
        terms.iter().for_each(|term| document.add_u64(field, *term));
    }
    document.add_bytes(fields.card, &serde_json::to_vec(&card).unwrap_or_default());
    document
}

/// Key and file stem as the index keeps them: in lower case.
pub(super) fn names(key: &str, path: &Arc<Path>) -> (String, String) {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    (key.to_lowercase(), stem)
}
