use super::load::{Found, from_metadata};
use super::markup::{attribute, decode, tag};
use super::{Metadata, html, stated};
use crate::text::{Extract, Span, Text};

/// The elements that hold the text of an entry, the fullest first; names without their prefix.
const TEXT: [&str; 4] = ["encoded", "content", "description", "summary"];
/// The elements that say when it appeared.
const DATE: [&str; 5] = ["pubdate", "published", "issued", "date", "updated"];

/// The articles of a feed (RSS 0.9 to 2.0, RSS 1.0, Atom): one an entry, each word where it stands in the
/// file. The error is a clause: why not.
pub(super) fn read(file: &Text) -> Result<Vec<Found>, String> {
    let xml = file.as_str();
    let elements = elements(xml);
    let root = elements.iter().find(|element| element.depth == 0);
    if !root.is_some_and(|root| ["rss", "feed", "rdf"].contains(&root.name.as_str())) {
        return Err("it is no RSS or Atom feed".to_owned());
    }
    let is_entry = |element: &&Element<'_>| matches!(element.name.as_str(), "item" | "entry");
    let within =
        |inner: &Element<'_>, outer: &Element<'_>| outer.inner.covers(inner.inner) && inner.depth == outer.depth + 1;
    let channel = elements.iter().find(|element| element.name == "channel").or(root);
    let publisher = channel
        .and_then(|channel| elements.iter().find(|element| element.name == "title" && within(element, channel)))
        .and_then(|title| said(title, file));
    let entry = |entry: &Element<'_>| {
        let start = elements.partition_point(|element| element.inner.start() <= entry.inner.start());
        let inside: Vec<&Element<'_>> = elements[start..]
            .iter()
            .take_while(|e| e.inner.start() < entry.inner.end())
            .filter(|e| within(e, entry))
            .collect();
        read_entry(&inside, &elements, file, publisher.clone())
    };
    Ok(elements.iter().filter(is_entry).map(entry).collect())
}

fn read_entry(inside: &[&Element<'_>], all: &[Element<'_>], file: &Text, publisher: Option<String>) -> Found {
    let named = |name: &'static str| inside.iter().filter(move |element| element.name == name).copied();
    let first = |name: &'static str| named(name).find_map(|element| said(element, file));
    let day = DATE.iter().find_map(|name| Some((name, stated::date(&first(name)?)?)));
    // RSS writes the address between the tags, Atom into an attribute; other kinds of links are marked.
    let link = named("link").find_map(|link| {
        let kind = attribute(link.attributes, "rel");
        let address = attribute(link.attributes, "href").or_else(|| said(link, file))?;
        kind.is_none_or(|kind| kind == "alternate").then_some(address)
    });
    let author = named("author").chain(named("creator")).find_map(|author| {
        let name = all.iter().find(|element| element.name == "name" && author.inner.covers(element.inner));
        said(name.unwrap_or(author), file)
    });
    let metadata = Metadata {
        title: first("title"),
        byline: author.into_iter().collect(),
        publisher,
        url: link,
        date: day.map(|(name, day)| from_metadata(day, &format!("its field {name} in the feed states it"))),
        ..Metadata::default()
    };
    let text = TEXT.iter().flat_map(|name| named(name)).map(|element| html::plain(&element.markup(file)));
    let text = text.max_by_key(Text::len).unwrap_or_else(|| Text::new(""));
    let problem = text.as_str().trim().is_empty().then(|| "This entry holds no text.".to_owned());
    Found { text, metadata, problem }
}

/// The words of an element, without tags.
fn said(element: &Element<'_>, file: &Text) -> Option<String> {
    let words = html::plain(&element.markup(file)).as_str().trim().to_owned();
    (!words.is_empty()).then_some(words)
}

/// An element, with what stands between its tags.
#[derive(Debug)]
struct Element<'x> {
    /// Without prefix, in lower case.
    name: String,
    attributes: &'x str,
    inner: Span,
    depth: usize,
}

impl Element<'_> {
    /// The HTML in it, whose places are those of the file: XML holds it escaped, as CDATA, or as it is.
    fn markup(&self, file: &Text) -> Text {
        let xml = file.as_str();
        let mut extract = Extract::default();
        if attribute(self.attributes, "type").is_some_and(|kind| kind == "xhtml") {
            extract.push(self.inner.of(xml), self.inner.start());
            return extract.of(file);
        }
        let mut at = self.inner.start();
        while at < self.inner.end() {
            let rest = &xml[at..self.inner.end()];
            let raw = rest.find(CDATA).map_or(self.inner.end(), |raw| at + raw);
            decode(xml, at, raw, &mut |words, start, end| extract.put(words, start, end));
            let Some(rest) = xml[raw..self.inner.end()].strip_prefix(CDATA) else { break };
            let words = rest.split("]]>").next().unwrap_or(rest);
            extract.push(words, raw + CDATA.len());
            at = (raw + CDATA.len() + words.len() + "]]>".len()).min(self.inner.end());
        }
        extract.of(file)
    }
}

const CDATA: &str = "<![CDATA[";

/// All elements in order of their beginning. What is not closed ends with what it stands in.
fn elements(xml: &str) -> Vec<Element<'_>> {
    let mut elements: Vec<Element<'_>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(next) = xml.get(at..).and_then(|rest| rest.find('<')) {
        at += next;
        let rest = &xml[at..];
        let end_of = |mark: &str| rest.find(mark).map_or(xml.len(), |found| at + found + mark.len());
        if rest.starts_with(CDATA) {
            at = end_of("]]>");
        } else if rest.starts_with("<!--") {
            at = end_of("-->");
        } else if let Some(tag) = tag(rest) {
            let name = tag.name.rsplit(':').next().unwrap_or(tag.name).to_ascii_lowercase();
            if tag.closes {
                if let Some(ix) = open.iter().rposition(|open| elements[*open].name == name) {
                    for closed in open.drain(ix..) {
                        elements[closed].inner = Span::new(elements[closed].inner.start(), at);
                    }
                }
            } else {
                let (inner, depth) = (Span::new(at + tag.len, xml.len()), open.len());
                let empty = tag.attributes.trim_end().ends_with('/') || xml[at..at + tag.len].ends_with("/>");
                let inner = if empty { Span::at(at + tag.len) } else { inner };
                elements.push(Element { name, attributes: tag.attributes, inner, depth });
                if !empty {
                    open.push(elements.len() - 1);
                }
            }
            at += tag.len;
        } else {
            at += 1;
        }
    }
    elements
}

#[cfg(test)]
mod tests {
    use crate::text::Encoding;

    use super::*;

    /// Title, day, address and text of each entry; and holds that every word stands where it is said to.
    fn check(xml: &str, expected: &[&str]) {
        let file = Text::new(xml);
        let found = read(&file).unwrap();
        let told: Vec<String> = found
            .iter()
            .map(|found| {
                let Metadata { title, url, date, .. } = &found.metadata;
                let day = date.as_ref().and_then(|date| date.interval.latest).map(|day| day.to_string());
                let parts = [title.clone(), day, url.clone(), Some(found.text.as_str().replace("\n\n", " ¶ "))];
                parts.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>().join(" | ")
            })
            .collect();
        assert_eq!(told, expected);
        for found in found {
            let text = found.text.as_str();
            for word in text.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic)) {
                let at = word.as_ptr() as usize - text.as_ptr() as usize;
                let place = file.offset(found.text.position(at, Encoding::Utf8), Encoding::Utf8);
                assert!(xml[place..].starts_with(word), "{word} is not at {place}");
            }
        }
    }

    #[test]
    fn rss_with_markup_escaped_and_not() {
        let xml = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>The Paper</title>
<item><title>Bridge &amp; harbour</title><link>https://paper.example/bridge</link>
<pubDate>Fri, 21 Jan 2022 08:00:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The bridge was <b>shut</b>.</p><p>“It won&rsquo;t open,” she said.</p>]]></content:encoded></item>
<item><title><![CDATA[Ferries]]></title><description>&lt;p&gt;The ferries run.&lt;/p&gt;</description></item>
<item><title>Nothing</title></item></channel></rss>"#;
        check(
            xml,
            &[
                "Bridge & harbour | 2022-01-21 | https://paper.example/bridge | The bridge was shut. ¶ “It won’t open,” she said.",
                "Ferries |  |  | The ferries run.",
                "Nothing |  |  | ",
            ],
        );
        let found = read(&Text::new(xml)).unwrap();
        assert_eq!(found[0].metadata.publisher.as_deref(), Some("The Paper"));
        assert!(found[0].problem.is_none() && found[2].problem.is_some());
    }

    #[test]
    fn atom_with_all_forms_of_text() {
        let xml = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>The Paper</title>
<entry><title>Bridge</title><link rel="self" href="https://paper.example/feed"/>
<link rel="alternate" href="https://paper.example/bridge"/><published>2022-01-21T08:00:00Z</published>
<author><name>Ann Lee</name></author>
<content type="xhtml"><div><p>The bridge was <em>shut</em> &amp; closed.</p></div></content></entry>
<entry><title type="html">A &amp;amp; B</title><updated>2022-01-20T08:00:00Z</updated><summary>Plain words</summary></entry></feed>"#;
        check(
            xml,
            &[
                "Bridge | 2022-01-21 | https://paper.example/bridge | The bridge was shut & closed.",
                "A & B | 2022-01-20 |  | Plain words",
            ],
        );
        assert_eq!(read(&Text::new(xml)).unwrap()[0].metadata.byline, ["Ann Lee"]);
    }

    #[test]
    fn what_is_no_feed_is_said_and_what_is_broken_is_read() {
        for xml in ["", "<html><p>x</p></html>", "<", "words", "<?xml?>", "<![CDATA["] {
            assert!(read(&Text::new(xml)).is_err(), "{xml}");
        }
        assert_eq!(read(&Text::new("<rss/>")).unwrap().len(), 0);
        check("<rss><channel><item><title>A</title><description>Open &lt;p", &["A |  |  | Open"]);
        check("<rss><channel><item><title>A<description><![CDATA[x", &["A\n\nx |  |  | "]);
    }
}
