//! Articles: one source text → what it is (key, date, title, paragraphs) and what it says ([`Facts`]).
//!
//! Reading never fails: what was not understood is an [`Issue`]. The file is never rewritten, and every
//! span is into [`Article::text`].

mod bibliography;
mod boilerplate;
mod facts;
mod feed;
mod front_matter;
mod html;
mod json;
mod keys;
mod load;
mod mail;
mod markdown;
mod markup;
mod metadata;
mod paragraph;
mod pdf;
mod stated;

use std::borrow::Cow;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::actor::Cards;
use crate::config::Entry;
use crate::date::{DatingFacts, Dct, DctOrigin, Interval};
use crate::text::{Span, Text, tokens};

pub use bibliography::{Reference, references};
pub use facts::{Facts, LazyFacts, facts};
pub use front_matter::FrontMatter;
pub use keys::{KeyPlace, key_in_front_matter, key_places};
pub use load::{file_of, part, rendered, sources};
pub use markdown::options;
pub use metadata::Metadata;
pub use paragraph::{Paragraph, ParagraphRole};
pub use stated::date as stated_date;

/// One source.
#[derive(Clone, Debug)]
pub struct Article {
    /// What a citation names: bibliography or front matter > `[[article]]` > file stem.
    pub key: String,
    pub path: Arc<Path>,
    /// SHA-256 of the file as it lies on disk.
    pub hash: [u8; 32],
    pub title: Option<String>,
    pub byline: Vec<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub dct: Option<Dct>,
    /// The text that is read and shown; for plain files the file itself.
    pub text: Text,
    pub paragraphs: Vec<Paragraph>,
    pub facts: LazyFacts,
    /// What could not be understood.
    pub issues: Vec<Issue>,
}

/// A source as a loader found it: text to read, and what the file says about it.
#[derive(Clone, Debug)]
pub struct Source {
    pub path: Arc<Path>,
    /// SHA-256 of the file's bytes.
    pub hash: [u8; 32],
    /// For plain text and Markdown the whole file; for other formats the text taken out of it.
    pub text: Text,
    /// What the file's own metadata say; for plain text and Markdown empty: [`read`] finds them.
    pub metadata: Metadata,
    pub issues: Vec<Issue>,
}

/// What others say of a source, and in whose light it is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given<'a> {
    /// The `[[article]]` of the settings.
    pub entry: Option<&'a Entry>,
    /// The entry of a bibliography.
    pub reference: Option<&'a Metadata>,
    /// What the user wrote down about actors.
    pub cards: Option<&'a Arc<Cards>>,
}

/// Reads a source into an article, with the date somebody states; where nobody does, `dct` is empty
/// until [`Article::dated`] gives an inferred one.
pub fn read(source: Source, given: Given<'_>) -> Article {
    let Source { path, hash, text, metadata, mut issues } = source;
    let whole = text.shared();
    let front = if is_markdown(&path) { FrontMatter::read(&whole) } else { None };
    let start = front.as_ref().map_or(0, |front| front.span.end());
    if let Some(error) = front.as_ref().and_then(|front| front.error.clone()) {
        let span = front.as_ref().map_or(Span::at(0), |front| front.inner);
        issues.push(Issue { span, message: error });
    }
    let prose = prose(&path, &whole);
    let text = if let Cow::Owned(prose) = &prose { text.with_prose(prose) } else { text };

    let head = stated::head(whole.get(start..).unwrap_or("")).map(|(interval, span)| (interval, span.shift(start)));
    let paragraphs = paragraph::paragraphs(&whole, start, head.map(|(_, span)| span), &tokens(&prose));
    let metadata = stated_by(given.entry)
        .or(given.reference.cloned().unwrap_or_default())
        .or(metadata)
        .or(front.as_ref().map(FrontMatter::metadata).unwrap_or_default())
        .or(in_the_text(&prose, &paragraphs, head.map(|(interval, _)| interval)));
    let url = metadata.url.as_deref();
    let in_url = url.and_then(stated::address).map(|interval| {
        let reasons = vec!["the article's address holds it".to_owned()];
        Dct { interval, origin: DctOrigin::Url, reasons }
    });
    let key = given.reference.and_then(|reference| reference.key.clone());
    let key = key.or(front.and_then(|front| front.metadata().key)).or(metadata.key);
    let dct = metadata.date.or(in_url);
    let facts = LazyFacts {
        text: text.clone(),
        paragraphs: claim_paragraphs(&paragraphs),
        dct: dct.clone(),
        cards: given.cards.map(Arc::clone).unwrap_or_default(),
        prose: if let Cow::Owned(prose) = prose { Some(prose.into()) } else { None },
        quotations: OnceLock::new(),
        facts: OnceLock::new(),
    };
    Article {
        key: key.unwrap_or_else(|| path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default()),
        path,
        hash,
        title: metadata.title,
        byline: metadata.byline,
        publisher: metadata.publisher.or_else(|| url.and_then(host)),
        url: metadata.url,
        dct,
        text,
        paragraphs,
        facts,
        issues,
    }
}

/// What the settings' `[[article]]` states.
fn stated_by(entry: Option<&Entry>) -> Metadata {
    let Some(entry) = entry else { return Metadata::default() };
    let date = entry.date.as_deref().and_then(stated::date).map(|interval| {
        let reasons = vec!["ibid.toml gives it".to_owned()];
        Dct { interval, origin: DctOrigin::Settings, reasons }
    });
    let Entry { key, title, url, .. } = entry.clone();
    Metadata { key, title, url, date, ..Metadata::default() }
}

/// What the text itself shows: its first line, its byline, the date in its head.
fn in_the_text(prose: &str, paragraphs: &[Paragraph], head: Option<Interval>) -> Metadata {
    let title = paragraphs.iter().find(|p| p.role == ParagraphRole::Title);
    let title = title.map(|p| p.span.of(prose).trim_start_matches(['#', ' ']).trim().to_owned());
    let byline = paragraphs.iter().take(4).find_map(|p| paragraph::byline(p.span.of(prose))).unwrap_or_default();
    let date = head.map(|interval| {
        let reasons = vec!["the head of the article states it".to_owned()];
        Dct { interval, origin: DctOrigin::Head, reasons }
    });
    Metadata { title, byline, date, ..Metadata::default() }
}

fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("md") || ext.eq_ignore_ascii_case("markdown"))
}

/// What the engines read of a text: all of it, or the words of its Markdown.
fn prose<'t>(path: &Path, text: &'t str) -> Cow<'t, str> {
    if is_markdown(path) { Cow::Owned(markdown::prose(text)) } else { Cow::Borrowed(text) }
}

/// The host of an address, without `www.`.
fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then(|| host.to_owned())
}

impl Article {
    /// The article with another date; its facts are read under it.
    #[must_use]
    pub fn dated(self, dct: Dct) -> Self {
        let cards = Arc::clone(&self.facts.cards);
        self.read_again(Some(dct), &cards)
    }

    /// The article with another date and in the light of other cards; its facts are read so.
    #[must_use]
    pub fn read_again(mut self, dct: Option<Dct>, cards: &Arc<Cards>) -> Self {
        self.facts = self.facts.under(dct.clone(), Arc::clone(cards));
        self.dct = dct;
        self
    }

    /// What bears on the article's own date; a corpus infers from it where none is stated.
    pub fn dating(&self) -> DatingFacts {
        let stated = self.dct.as_ref().filter(|dct| dct.origin != DctOrigin::Inferred);
        DatingFacts::of(&*self.key, self.facts.prose(), stated.map(|dct| dct.interval))
    }
}

/// The paragraphs that may hold claims: the body, with paragraphs that a page break cut joined.
fn claim_paragraphs(paragraphs: &[Paragraph]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut open = false;
    for paragraph in paragraphs.iter().filter(|p| p.role == ParagraphRole::Body) {
        match spans.last_mut() {
            Some(last) if open => *last = last.join(paragraph.span),
            _ => spans.push(paragraph.span),
        }
        open = paragraph.continues;
    }
    spans
}

/// Something in an article that could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Issue {
    pub span: Span,
    pub message: String,
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn article(path: &str, text: &str, given: Given<'_>) -> Article {
        let source = Source {
            path: Path::new(path).into(),
            hash: [0; 32],
            text: Text::new(text),
            metadata: Metadata::default(),
            issues: Vec::new(),
        };
        read(source, given)
    }

    /// Key, title, byline, publisher, date, then each paragraph: its role's letter, `+` when it goes on in
    /// the next, and its sentences cut short.
    fn shown(article: &Article) -> String {
        let text = article.text.as_str();
        let mut out = format!(
            "{} | {} | {} | {} | {}\n",
            article.key,
            article.title.as_deref().unwrap_or("-"),
            article.byline.join(", "),
            article.publisher.as_deref().unwrap_or("-"),
            article.dct.as_ref().map_or("-".into(), |dct| format!(
                "{:?} {}",
                dct.origin,
                dct.interval.earliest.map(|d| d.to_string()).unwrap_or_default()
            )),
        );
        for paragraph in &article.paragraphs {
            let role = format!("{:?}", paragraph.role);
            let cut = |s: &Span| {
                let words: Vec<_> = s.of(text).split_whitespace().collect();
                let tail = words.len().saturating_sub(2).max(2.min(words.len()));
                format!("{} .. {}", words[..2.min(words.len())].join(" "), words[tail..].join(" "))
            };
            let sentences: Vec<_> = paragraph.sentences.iter().map(cut).collect();
            out += &format!("{}{} {}\n", &role[..4], if paragraph.continues { "+" } else { "" }, sentences.join(" | "));
        }
        out
    }

    fn check(path: &str, text: &str, expect: Expect) {
        expect.assert_eq(&shown(&article(path, text, Given::default())));
    }

    #[test]
    fn seed_000_has_no_date_and_no_title() {
        check(
            "seeds/000.txt",
            include_str!("../../seeds/000_c11a53263d9f578e.txt"),
            expect![[r#"
                000 | - |  | - | -
                Body Russia staged .. of Ukraine.
                Body A day .. Ukrainian border. | Moscow said .. southwestern Russia.
                Body The drills .. the West. | Russia has .. own territory.
                Body Moscow insists .. one day. | It also .. Cold War.
                Body Washington has .. military exercises. | The NATO .. sovereign states.
                Body “Russia does .. Dmytro Kuleba.
                Body Let’s call .. a spade. | Putin demands .. neighboring states. | But the .. of influence. | Putin’s demands .. and security.
                Body — Dmytro .. 9, 2022
                Body “No matter .. he added.
                Body Moscow seized .. 15,000 people.
                Body Ukraine was .. “red line.”
                Body US President .. unprecedented sanctions. | Putin responded .. in relations.
            "#]],
        );
    }

    #[test]
    fn seed_001_states_its_date() {
        check(
            "seeds/001.txt",
            include_str!("../../seeds/001_36ec4a0469faaa65.txt"),
            expect![[r#"
                001 | - |  | - | Head 2022-01-21
                Boil 
                Body High-stakes talks .. against Ukraine.
                Body In addition .. members joined. | Moscow has .. tensions further.
                Body NATO and .. military exercises. | Moscow has .. its demands.
                Head Jan. 21: .. know today
                Body Russia and .. next week.
                Body U.S. Secretary .. follow-up meeting.
                Body He added .. diplomatic progress.
                Body Russian Foreign .. our proposal."
                Body Russian lawmakers .. said .
                Body Moscow is .. said .
                Body Russia’s Defense .. next month.
                Body Kyiv accused .. eastern Ukraine.
                Body Turkish President .. visit Moscow." | The Kremlin .. mediate talks.
                Body The U.S. .. of Ukraine."
                Boil 
            "#]],
        );
    }

    #[test]
    fn seed_002_is_cut_by_a_page_break() {
        check(
            "seeds/002.txt",
            include_str!("../../seeds/002_1721f66ada750ae0.txt"),
            expect![[r#"
                002 | U.S., RUSSIA LOOKING FOR A BREAKTHROUGH |  | - | -
                Titl U.S., RUSSIA .. A BREAKTHROUGH
                Boil 
                Boil 
                Body After tough .. for January.
                Body But with .. of complications.
                Body Mr. Biden .. days ahead.
                Body “I made .. Biden said. | “We will .. NATO allies.”
                Body Meanwhile, Mr. .. with Ukraine.
                Body Mr. Biden .. Volodymyr Zelenskyy.
                Body Secretary of .. upcoming summit.
                Body A top .. security guarantees. | Moscow wants .. Russian neighborhood.
                Body “We will .. agency Friday.
                Body “If no .. he added.
                Body The Biden .. are non-starters.
                Head Former envoys’ .. letter
                Body+ Following the .. military action.
                Body 
                Body The Russians .. with Ukraine.
                Boil 
                Boil 
                Boil 
                Boil 
                Boil 
            "#]],
        );
    }

    #[test]
    fn a_clipped_page() {
        let text = "---\ntitle: Talks fail\nsource: https://www.example.org/2022/01/21/talks\nauthor:\n  - \"[[Jane Doe]]\"\n---\n\
                    # Talks fail in *Geneva*\n\nBy Jane Doe\n\nRussia [said](https://example.org/x) no. It left.\n\n\
                    ## What next?\n\n![photo](a.png)\n\nNobody knows.\n";
        check(
            "clippings/talks.md",
            text,
            expect![[r#"
                talks | Talks fail | Jane Doe | example.org | Url 2022-01-21
                Titl Talks fail .. in *Geneva
                Boil 
                Body Russia [said](https://example.org/x) .. no. | It left. .. 
                Head What next? .. 
                Boil 
                Body Nobody knows. .. 
            "#]],
        );
    }

    #[test]
    fn a_paragraph_on_each_line() {
        check(
            "a.txt",
            "Talks failed on Friday.\nRussia left.\n“We tried,” he said.\nNATO met.",
            expect![[r#"
                a | - |  | - | -
                Body Talks failed .. on Friday.
                Body Russia left. .. 
                Body “We tried,” .. he said.
                Body NATO met. .. 
            "#]],
        );
    }

    #[test]
    fn who_says_what_first() {
        let text = "---\nkey: front\ntitle: Front\ndate: 2022-01-03\n---\nPublished 2022-01-05\n\nBody of it.";
        let entry = Entry {
            path: "a.md".into(),
            key: Some("entry".into()),
            date: Some("2022-01-01".into()),
            title: Some("Entry".into()),
            url: None,
        };
        let reference = Metadata { key: Some("bib".into()), title: Some("Bib".into()), ..Metadata::default() };
        for (given, expected) in [
            (Given::default(), "front | Front |  | - | FrontMatter 2022-01-03"),
            (Given { entry: Some(&entry), ..Given::default() }, "front | Entry |  | - | Settings 2022-01-01"),
            (Given { reference: Some(&reference), ..Given::default() }, "bib | Bib |  | - | FrontMatter 2022-01-03"),
        ] {
            assert_eq!(shown(&article("a.md", text, given)).lines().next(), Some(expected));
        }
        let plain = article("b.txt", "Body of it.", Given { entry: Some(&entry), ..Given::default() });
        assert_eq!(plain.key, "entry");
    }

    #[test]
    fn any_text_is_an_article() {
        for text in ["", "\n\n", "---", "---\n---", "---\nkey: [\n---\nx", "\u{feff}x", "\r\r\n#", "date 2022-01-21"] {
            article("a.md", text, Given::default());
            article("a.txt", text, Given::default());
        }
    }
}
