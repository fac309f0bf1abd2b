use serde_json::Value;

use super::load::{Found, from_metadata};
use super::markup::{Piece, attribute, decode, pieces};
use super::{Metadata, stated};
use crate::text::{Extract, Text};

/// Elements that hold nothing to read.
const SILENT: [&str; 12] = [
    "nav",
    "footer",
    "aside",
    "form",
    "button",
    "select",
    "iframe",
    "svg",
    "figcaption",
    "template",
    "noscript",
    "head",
];

/// Elements that stand in a line of text; every other one ends a paragraph.
const INLINE: [&str; 27] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q",
    "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "wbr",
];

/// One paragraph of a page: its runs of words with where they stand in the file.
#[derive(Debug, Default)]
struct Block {
    element: String,
    runs: Vec<(String, usize, usize)>,
}

impl Block {
    fn text(&self) -> String {
        self.runs.iter().map(|(words, ..)| words.as_str()).collect()
    }

    fn is_empty(&self) -> bool {
        self.runs.iter().all(|(words, ..)| words.trim().is_empty())
    }

    /// Adds words; runs of white space become one space.
    fn push(&mut self, words: &str, start: usize, end: usize) {
        let plain = end - start == words.len();
        let mut at = 0;
        for part in words.split_inclusive(char::is_whitespace) {
            let letters = part.trim_end_matches(char::is_whitespace);
            let from = start + if plain { at } else { 0 };
            at += part.len();
            if !letters.is_empty() {
                let to = if plain { from + letters.len() } else { end };
                self.runs.push((letters.to_owned(), from, to));
            }
            let spaced = self.runs.last().is_none_or(|(last, ..)| last == " ");
            if letters.len() < part.len() && !spaced {
                let (from, to) = if plain { (from + letters.len(), start + at) } else { (start, end) };
                self.runs.push((" ".to_owned(), from, to));
            }
        }
    }
}

/// The article of a saved web page: the paragraphs that a reader's view would show, each at its place in
/// the file, and what the page says of itself (JSON-LD before `meta` elements).
pub(super) fn read(file: &Text) -> Found {
    let html = file.as_str();
    let page = Page::read(html);
    let readable = dom_smoothie::Readability::new(html, None, None).and_then(|mut page| page.parse()).ok();
    let shown = readable.as_ref().map(|article| squeezed(&article.text_content)).unwrap_or_default();
    let is_shown = |block: &&Block| {
        let text = block.text();
        let enough =
            if shown.is_empty() { text.len() > 60 || block.element == "p" } else { shown.contains(&squeezed(&text)) };
        enough && block.element != "h1"
    };
    let extract = joined(page.blocks.iter().filter(is_shown));
    let heading = page.blocks.iter().find(|block| block.element == "h1").map(|block| block.text().trim().to_owned());
    let title = readable.map(|article| article.title).filter(|title| !title.is_empty());
    let metadata = page.metadata.or(Metadata { title: heading.or(title), ..Metadata::default() });
    let problem = extract.text().is_empty().then(|| "No text of an article was found in this page.".to_owned());
    Found { text: extract.of(file), metadata, problem }
}

/// The words of a stretch of HTML, each at its place in the file.
pub(super) fn plain(html: &Text) -> Text {
    joined(Page::read(html.as_str()).blocks.iter()).of(html)
}

/// Paragraphs as a text, an empty line between two.
fn joined<'b>(blocks: impl Iterator<Item = &'b Block>) -> Extract {
    let mut extract = Extract::default();
    for block in blocks {
        let Some((_, at, _)) = block.runs.first() else { continue };
        if !extract.text().is_empty() {
            extract.put("\n\n", *at, *at);
        }
        block.runs.iter().for_each(|(words, start, end)| extract.put(words, *start, *end));
        extract.trim_end();
    }
    extract
}

/// A text without its white space, to compare what two readers of a page saw.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[derive(Debug, Default)]
struct Page {
    blocks: Vec<Block>,
    metadata: Metadata,
}

impl Page {
    fn read(html: &str) -> Self {
        let mut page = Self::default();
        let mut named = Metadata::default();
        let mut block = Block::default();
        let mut silent: Vec<&str> = Vec::new();
        for piece in pieces(html) {
            match piece {
                Piece::Tag { name, attributes, closes, .. } => {
                    let name_of = |list: &[&'static str]| list.iter().copied().find(|n| name.eq_ignore_ascii_case(n));
                    if let Some(name) = name_of(&SILENT) {
                        if !closes {
                            silent.push(name);
                        } else if let Some(ix) = silent.iter().rposition(|open| *open == name) {
                            silent.truncate(ix);
                        }
                    }
                    if !closes {
                        said_by_tag(name, attributes, &mut named);
                    }
                    if name_of(&INLINE).is_none() {
                        let done = std::mem::take(&mut block);
                        if !done.is_empty() {
                            page.blocks.push(done);
                        }
                        name.to_ascii_lowercase().clone_into(&mut block.element);
                    }
                }
                Piece::Text { start, end } if silent.is_empty() => {
                    decode(html, start, end, &mut |words, start, end| block.push(words, start, end));
                }
                Piece::Text { .. } => {}
                Piece::Script { attributes, body } => {
                    if attribute(attributes, "type").is_some_and(|kind| kind.contains("ld+json"))
                        && let Ok(value) = serde_json::from_str(body)
                        && let Some(said) = said_by_json(&value)
                    {
                        page.metadata = std::mem::take(&mut page.metadata).or(said);
                    }
                }
            }
        }
        if !block.is_empty() {
            page.blocks.push(block);
        }
        page.metadata = page.metadata.or(named);
        page
    }
}

/// What a `meta`, `link` or `time` element says; what was said first stays.
fn said_by_tag(name: &str, attributes: &str, said: &mut Metadata) {
    let date = |value: String| stated::date(&value).map(|day| from_metadata(day, "the page’s metadata state it"));
    let is = |other: &str| name.eq_ignore_ascii_case(other);
    if is("link") && attribute(attributes, "rel").is_some_and(|rel| rel == "canonical") {
        said.url = said.url.take().or_else(|| attribute(attributes, "href"));
    } else if is("time") && said.date.is_none() {
        said.date = attribute(attributes, "datetime").and_then(date);
    } else if is("meta") {
        let named = attribute(attributes, "property").or_else(|| attribute(attributes, "name"));
        let named = named.or_else(|| attribute(attributes, "itemprop")).unwrap_or_default().to_lowercase();
        let Some(content) = attribute(attributes, "content").filter(|content| !content.trim().is_empty()) else {
            return;
        };
        match named.as_str() {
            "og:title" => said.title = Some(content),
            "og:url" => said.url = Some(content),
            "og:site_name" => said.publisher = Some(content),
            "author" | "dc.creator" | "parsely-author" if said.byline.is_empty() => said.byline = vec![content],
            "article:published_time"
            | "datepublished"
            | "date"
            | "dc.date"
            | "dc.date.issued"
            | "pubdate"
            | "parsely-pub-date" => said.date = date(content).or(said.date.take()),
            _ => {}
        }
    }
}

/// What a `NewsArticle` (or another article) of schema.org says, wherever it lies in the value.
fn said_by_json(value: &Value) -> Option<Metadata> {
    if let Some(list) = value.as_array().or_else(|| value.get("@graph").and_then(Value::as_array)) {
        return list.iter().find_map(said_by_json);
    }
    let kinds = value.get("@type")?;
    let is_article = |kind: &Value| kind.as_str().is_some_and(|k| k.ends_with("Article") || k.ends_with("Posting"));
    if !(is_article(kinds) || kinds.as_array().is_some_and(|kinds| kinds.iter().any(is_article))) {
        return None;
    }
    let text = |value: &Value| value.as_str().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let name = |value: &Value| text(value).or_else(|| value.get("name").and_then(text));
    let names = |value: &Value| match value.as_array() {
        Some(list) => list.iter().filter_map(name).collect(),
        None => name(value).into_iter().collect(),
    };
    let page = |value: &Value| text(value).or_else(|| value.get("@id").and_then(text));
    let day = value.get("datePublished").and_then(text).and_then(|day| stated::date(&day));
    Some(Metadata {
        title: value.get("headline").and_then(text),
        byline: value.get("author").map(names).unwrap_or_default(),
        publisher: value.get("publisher").and_then(name),
        url: value.get("url").and_then(text).or_else(|| value.get("mainEntityOfPage").and_then(page)),
        date: day.map(|day| from_metadata(day, "the page’s JSON-LD states it as datePublished")),
        ..Metadata::default()
    })
}

#[cfg(test)]
mod tests {
    use crate::text::Encoding;

    use super::*;

    const PAGE: &str = r#"<!doctype html><html><head><title>Bridge closed - The Paper</title>
<meta property="og:site_name" content="The Paper"><link rel="canonical" href="https://paper.example/bridge">
<script type="application/ld+json">{"@graph":[{"@type":"WebPage"},{"@type":["NewsArticle"],
"headline":"Bridge closed","datePublished":"2022-01-21T08:00:00Z","author":[{"name":"Ann Lee"}]}]}</script>
</head><body><nav><ul><li>Home and world and sport</li></ul></nav><article><h1>Bridge closed</h1>
<p>The bridge over the strait was closed to lorries on <b>Monday</b>, the ministry said, after a storm
had loosened several of its cables and the wind did not die down.</p>
<p>&ldquo;It won&rsquo;t open before the spring,&rdquo; said the minister&nbsp;of transport, who had come to see the
damage for himself and to speak with the engineers.</p>
<p>The ferries will run through the night until the bridge is open again, the company said on Tuesday.</p>
</article><footer><p>All rights reserved by The Paper and its partners</p></footer></body></html>"#;

    #[test]
    fn a_page_is_read_where_it_stands() {
        let file = Text::new(PAGE);
        let found = read(&file);
        let text = found.text.as_str();
        expect_test::expect![[r#"
            The bridge over the strait was closed to lorries on Monday, the ministry said, after a storm had loosened several of its cables and the wind did not die down.

            “It won’t open before the spring,” said the minister of transport, who had come to see the damage for himself and to speak with the engineers.

            The ferries will run through the night until the bridge is open again, the company said on Tuesday."#]].assert_eq(text);
        let at = text.find("won’t open").unwrap();
        let place = found.text.position(at, Encoding::Utf8);
        assert!(file.line(place.line as usize).of(PAGE)[place.column as usize..].starts_with("won&rsquo;t open"));
        let Metadata { title, byline, publisher, url, date, .. } = found.metadata;
        assert_eq!(title.as_deref(), Some("Bridge closed"));
        assert_eq!((byline, publisher.as_deref()), (vec!["Ann Lee".to_owned()], Some("The Paper")));
        assert_eq!(url.as_deref(), Some("https://paper.example/bridge"));
        assert_eq!(date.unwrap().interval.latest.unwrap().to_string(), "2022-01-21");
    }

    #[test]
    fn words_may_begin_with_any_letter() {
        let file = Text::new("<p>“Été</p><p>é</p>< é<b>“</b>");
        assert_eq!(plain(&file).as_str(), "“Été\n\né\n\n< é“");
    }

    #[test]
    fn nothing_to_read_is_said() {
        for page in ["", "<html>", "<p", "<script>x", "&#xffffffff;&", "<p>\u{0}</p", "<!--", "<a b='"] {
            let found = read(&Text::new(page));
            assert!(found.problem.is_some() || !found.text.is_empty(), "{page}");
        }
    }
}
