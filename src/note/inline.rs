use super::block::{Entry, EntryKind, fold_label};
use super::link::decoded;
use super::{Citation, Locator, Syntax, cite};
use crate::text::Span;

/// What Markdown itself does not know, found in the words of a block: bare citations, addresses, marks
/// of footnotes that stand in another block, inline footnotes, Obsidian's block names and call-outs.
/// `words` are those of `raw` with all else blanked. Adds to `entries`; answers what is no prose, in order.
pub(super) fn entries(raw: &str, words: &str, entries: &mut Vec<Entry>) -> Vec<Span> {
    let bare = cite::bare(words).into_iter().filter(|c| !raw[..c.span.start()].ends_with('\\'));
    entries.extend(bare.map(|c| Entry::new(c.span, EntryKind::Citation(c))));
    entries.sort_by_key(|entry| entry.span);
    let (mut cuts, mut more) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(found) = memchr::memchr3(b'[', b'^', b':', &words.as_bytes()[at..]) {
        let start = at + found;
        let rest = &words[start..];
        at = start + 1;
        let cut = match rest.as_bytes()[0] {
            b'[' => mark(rest).map(|(len, label)| {
                let span = Span::new(start, start + len);
                more.extend(label.map(|label| Entry::new(span, EntryKind::Mark(label))));
                span
            }),
            b'^' if rest.starts_with("^[") => footnote(rest).map(|len| {
                let span = Span::new(start, start + len);
                let first = entries.partition_point(|entry| entry.span.start() < start);
                let inside = entries[first..].iter_mut().take_while(|entry| entry.span.start() < span.end());
                inside.for_each(|entry| entry.at = span);
                span
            }),
            b'^' => name(words, start),
            _ => address(words, start).inspect(|span| {
                let before = entries[..entries.partition_point(|entry| entry.span.start() <= span.start())].last();
                if before.is_none_or(|entry| entry.span.end() <= span.start()) {
                    more.push(Entry::link(*span, *span, span.of(words).to_owned(), Syntax::Link));
                }
            }),
        };
        if let Some(cut) = cut.filter(|cut| cuts.last().is_none_or(|last: &Span| last.end() <= cut.start())) {
            at = cut.end();
            cuts.push(cut);
        }
    }
    entries.append(&mut more);
    cuts
}

/// `[^label]`, and the mark of a call-out, `[!note]`, which has no label.
fn mark(rest: &str) -> Option<(usize, Option<String>)> {
    let inner = rest.strip_prefix("[^").or_else(|| rest.strip_prefix("[!"))?;
    let len = inner.find([']', '[', ' ', '\n']).filter(|len| *len > 0 && inner[*len..].starts_with(']'))?;
    let label = rest.starts_with("[^").then(|| fold_label(&inner[..len]));
    Some((len + 3, label))
}

/// How long the inline footnote is that `rest` starts with: `^[…]`, brackets in it matched.
fn footnote(rest: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in rest.bytes().enumerate().take(LONGEST_FOOTNOTE) {
        match byte {
            b'[' => depth += 1,
            b']' if depth == 1 => return Some(at + 1),
            b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// In bytes; keeps the search for the end of inline footnotes linear.
const LONGEST_FOOTNOTE: usize = 1_000;

/// ` ^name` at the end of a block or line, by which Obsidian refers to it.
fn name(words: &str, at: usize) -> Option<Span> {
    let rest = &words[at + 1..];
    let len = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
    let ends = rest[len..].trim_start_matches([' ', '\t']).chars().next().is_none_or(|c| matches!(c, '\n' | '\r'));
    (len > 0 && ends && words[..at].ends_with([' ', '\n'])).then(|| Span::new(at, at + 1 + len))
}

/// A bare address of the web around the colon at `colon`.
fn address(words: &str, colon: usize) -> Option<Span> {
    if !words[colon..].starts_with("://") {
        return None;
    }
    let scheme = ["https", "http"].into_iter().find(|scheme| words[..colon].ends_with(scheme))?;
    let start = colon - scheme.len();
    let rest = &words[start..];
    let len = rest.find(|c: char| c.is_whitespace() || "<>[]{}\"“”".contains(c)).unwrap_or(rest.len());
    let url = rest[..len].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    let url = if url.contains('(') { url } else { url.trim_end_matches(')') };
    (url.len() > scheme.len() + 3).then(|| Span::new(start, start + url.len()))
}

/// A wikilink or embed, and whether its text is to be read as prose.
pub(super) fn wikilink(raw: &str, range: Span) -> Option<(Entry, bool)> {
    let words = range.of(raw);
    let open = words.find("[[")? + 2;
    let inner = words[open..].strip_suffix("]]")?;
    let target = &inner[..inner.find('|').unwrap_or(inner.len())];
    let name = &target[..target.find('#').unwrap_or(target.len())];
    let start = range.start() + open;
    let key_span = Span::new(start, start + name.trim_end().len());
    let mut entry = Entry::link(range, key_span, name.trim().to_owned(), Syntax::Wikilink);
    if let EntryKind::Citation(citation) = &mut entry.kind
        && name.len() + 1 < target.len()
    {
        let span = Span::new(start + name.len() + 1, start + target.len());
        citation.locator = Some(Locator { span, paragraphs: None });
    }
    // `[[Sergey Lavrov]]` is a name in the sentence, `[[000_c11a]]` and `[[key#^block]]` only point.
    let shown = inner.len() > target.len() || !target.contains(|c: char| c.is_ascii_digit() || "#/_".contains(c));
    (!name.trim().is_empty()).then_some((entry, shown))
}

/// A Markdown link to a file or an address; none for places in the note itself and for mail.
pub(super) fn link(raw: &str, range: Span, dest: &str) -> Option<Entry> {
    let mut citation = link_to(range, dest)?;
    let written = range.of(raw).rfind(dest).map(|at| Span::new(range.start() + at, range.start() + at + dest.len()));
    citation.key_span = written.unwrap_or(range);
    Some(Entry::new(range, EntryKind::Citation(citation)))
}

/// The citation that a link at `span` to `dest` is.
pub(super) fn link_to(span: Span, dest: &str) -> Option<Citation> {
    let elsewhere = !dest.is_empty() && !dest.starts_with('#') && !dest.starts_with("mailto:");
    let key = if dest.contains("://") { dest.to_owned() } else { decoded(dest) };
    let syntax = Syntax::Link;
    elsewhere.then(|| Citation {
        span,
        key_span: span,
        key,
        syntax,
        locator: None,
        covers: Vec::new(),
        marks: Vec::new(),
    })
}
