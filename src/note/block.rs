use std::borrow::Cow;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::directive::Directive;
use super::split::comments;
use super::unit::{Unit, UnitKind};
use super::{Citation, Heading, Syntax, cite, inline, scope};
use crate::article::{FrontMatter, options};
use crate::date::Dct;
use crate::text::{Span, blank_but, tokens};

/// What one piece of a note holds; all spans are into the piece. A pure function of the piece's text, so
/// that a piece which did not change need not be read again.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Block {
    pub(super) prose: String,
    pub(super) units: Vec<Unit>,
    /// By place.
    pub(super) entries: Vec<Entry>,
    pub(super) headings: Vec<Heading>,
    pub(super) directives: Vec<Directive>,
    pub(super) opaque: Vec<Span>,
    /// Link definitions, by folded label.
    pub(super) definitions: Vec<(String, String)>,
    /// The note's date, from the front matter.
    pub(super) dct: Option<Dct>,
}

/// A place in a block that names, or may name, a source.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Entry {
    pub(super) span: Span,
    /// Where it stands for its scope: the entry itself, or the inline footnote around it.
    pub(super) at: Span,
    pub(super) kind: EntryKind,
    /// Index of its unit.
    pub(super) unit: usize,
    /// What it speaks for.
    pub(super) covers: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) enum EntryKind {
    Citation(Citation),
    /// The mark of a footnote, by its label.
    Mark(String),
    /// `[text][label]` or `[label]` whose definition may stand in another block.
    Reference(String),
}

impl Entry {
    pub(super) fn new(span: Span, kind: EntryKind) -> Self {
        Self { span, at: span, kind, unit: 0, covers: span }
    }

    pub(super) fn link(span: Span, key_span: Span, key: String, syntax: Syntax) -> Self {
        let citation = Citation { span, key_span, key, syntax, locator: None, covers: Vec::new(), marks: Vec::new() };
        Self::new(span, EntryKind::Citation(citation))
    }
}

impl Block {
    /// Reads the front matter of a note.
    pub(super) fn front_matter(raw: &str) -> Self {
        let front = FrontMatter::read(raw);
        Self {
            prose: blank_but(raw, &[]),
            directives: front.as_ref().and_then(|front| Directive::property(raw, front)).into_iter().collect(),
            opaque: vec![Span::new(0, raw.trim_end().len())],
            dct: front.and_then(|front| front.date()),
            ..Self::default()
        }
    }

    /// Reads a piece of Markdown.
    pub(super) fn read(raw: &str) -> Self {
        let comments = comments(raw);
        let source = hidden(raw, &comments);
        let mut references = Vec::new();
        let mut on_broken = |link: BrokenLink<'_>| {
            if link.reference.contains('@') {
                return Some((CowStr::Borrowed(""), CowStr::Borrowed("")));
            }
            references.push((Span::from(link.span), fold_label(&link.reference)));
            None
        };
        let options = options() - Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
        let parser = Parser::new_with_broken_link_callback(&source, options, Some(&mut on_broken));
        let mut walk = Walk { raw: &source, ..Walk::default() };
        walk.out.definitions = parser
            .reference_definitions()
            .iter()
            .map(|(label, link)| (fold_label(label), link.dest.to_string()))
            .collect();
        walk.out.definitions.sort();
        for (event, range) in parser.into_offset_iter() {
            walk.event(event, range.into());
        }
        walk.close();
        let Walk { mut out, kept, .. } = walk;
        let mut kept = without(&kept, &comments);
        out.entries.extend(references.into_iter().map(|(span, label)| Entry::new(span, EntryKind::Reference(label))));
        out.directives.extend(comments.iter().filter_map(|comment| Directive::comment(raw, *comment)));
        out.directives.sort_by_key(|directive| directive.span);

        let cuts = inline::entries(raw, &blank_but(raw, &kept), &mut out.entries);
        kept = without(&kept, &cuts);
        out.opaque = opaque(raw, &kept);
        out.prose = parted(blank_but(raw, &kept), &out.units);
        let tokens = tokens(&out.prose);
        for unit in &mut out.units {
            unit.cut(&out.prose, &tokens);
        }
        for heading in &mut out.headings {
            heading.title = heading.span.of(&out.prose).split_whitespace().collect::<Vec<_>>().join(" ");
        }
        scope::assign(&mut out);
        out
    }
}

/// Labels of links and footnotes are compared without case and with single spaces.
pub(super) fn fold_label(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The text with `%% comments %%` blanked, so that nothing in them is read as Markdown.
fn hidden<'t>(raw: &'t str, comments: &[Span]) -> Cow<'t, str> {
    if comments.is_empty() {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(blank_but(raw, &without(&[Span::new(0, raw.len())], comments)))
}

/// `kept` without `cuts`; both in order.
fn without(kept: &[Span], cuts: &[Span]) -> Vec<Span> {
    let mut cuts = cuts.iter().peekable();
    let mut left = Vec::with_capacity(kept.len());
    for &span in kept {
        let mut start = span.start();
        while let Some(cut) = cuts.peek().filter(|cut| cut.start() < span.end()) {
            if cut.end() > start {
                left.push(Span::new(start, cut.start().max(start)));
                start = cut.end().min(span.end());
            }
            if cut.end() > span.end() {
                break;
            }
            cuts.next();
        }
        left.push(Span::new(start, span.end()));
    }
    left.retain(|span| !span.is_empty());
    left
}

/// What is visible between the kept spans.
fn opaque(raw: &str, kept: &[Span]) -> Vec<Span> {
    let starts = std::iter::once(0).chain(kept.iter().map(|span| span.end()));
    let ends = kept.iter().map(|span| span.start()).chain([raw.len()]);
    starts
        .zip(ends)
        .filter_map(|(start, end)| {
            let gap = raw.get(start..end)?;
            let start = start + gap.len() - gap.trim_start().len();
            (!gap.trim().is_empty()).then(|| Span::new(start, start + gap.trim().len()))
        })
        .collect()
}

/// Puts line ends into the blanks before each unit and cell, as far as there is room, so that the engines
/// see paragraphs where a list or table has only marks.
fn parted(prose: String, units: &[Unit]) -> String {
    let mut bytes = prose.into_bytes();
    for start in units.iter().flat_map(|unit| unit.parts.iter().map(|part| part.start())) {
        for at in (start.saturating_sub(2)..start).rev() {
            match bytes.get_mut(at) {
                Some(byte @ b' ') => *byte = b'\n',
                _ => break,
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// The first whole HTML comment in `within`.
fn comment_in(raw: &str, within: Span) -> Option<Span> {
    let words = within.of(raw);
    let open = words.find("<!--")?;
    let close = words[open..].find("-->")?;
    Some(Span::new(open, open + close + 3).shift(within.start()))
}

/// The state of the walk over the events of one block.
#[derive(Default)]
struct Walk<'t> {
    raw: &'t str,
    out: Block,
    kept: Vec<Span>,
    /// The unit that is being filled.
    unit: Option<Unit>,
    /// Inside code or HTML blocks and images.
    hidden: usize,
    /// Inside a bracketed citation.
    cited: bool,
    items: usize,
    task: bool,
    footnote: Option<String>,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>, range: Span) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(_) if self.hidden == 0 && !self.cited => {
                self.fill(range);
                self.kept.push(range);
            }
            Event::InlineHtml(_) => self.out.directives.extend(Directive::comment(self.raw, range)),
            Event::FootnoteReference(label) => {
                self.fill(range);
                self.out.entries.push(Entry::new(range, EntryKind::Mark(fold_label(&label))));
            }
            Event::TaskListMarker(_) => self.task = true,
            Event::Code(_) => self.fill(range),
            Event::Rule => self.close(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Span) {
        match tag {
            Tag::Paragraph => self.open(UnitKind::Paragraph, range),
            Tag::Heading { level, .. } => {
                self.open(UnitKind::Heading, range);
                self.out.headings.push(Heading { span: range, level: level as u8, title: String::new() });
            }
            Tag::TableHead | Tag::TableRow => self.open(UnitKind::Row, range),
            Tag::TableCell => {
                if let Some(unit) = &mut self.unit {
                    unit.parts.push(Span::at(range.start()));
                }
            }
            Tag::Item => {
                self.close();
                self.items += 1;
                self.task = false;
            }
            Tag::FootnoteDefinition(label) => {
                self.close();
                self.footnote = Some(fold_label(&label));
            }
            Tag::HtmlBlock => {
                self.close();
                self.hidden += 1;
                let mut at = range.start();
                while let Some(comment) = comment_in(self.raw, Span::new(at, range.end())) {
                    self.out.directives.extend(Directive::comment(self.raw, comment));
                    at = comment.end();
                }
            }
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) => {
                self.close();
                self.hidden += 1;
            }
            Tag::Image { link_type, .. } => {
                if matches!(link_type, LinkType::WikiLink { .. }) {
                    self.link(link_type, "", range);
                }
                self.hidden += 1;
            }
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, &dest_url, range),
            Tag::BlockQuote(_) | Tag::List(_) | Tag::Table(_) => self.close(),
            _ => self.fill(Span::at(range.start())),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableHead | TagEnd::TableRow | TagEnd::BlockQuote(_) => {
                self.close();
            }
            TagEnd::Item => {
                self.close();
                self.items = self.items.saturating_sub(1);
                self.task = false;
            }
            TagEnd::FootnoteDefinition => {
                self.close();
                self.footnote = None;
            }
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) | TagEnd::HtmlBlock => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            TagEnd::Image => {
                self.hidden = self.hidden.saturating_sub(1);
                self.cited = false;
            }
            TagEnd::Link => self.cited = false,
            _ => {}
        }
    }

    fn link(&mut self, link_type: LinkType, dest: &str, range: Span) {
        self.fill(range);
        match link_type {
            LinkType::ShortcutUnknown | LinkType::CollapsedUnknown | LinkType::ReferenceUnknown => {
                self.cited = true;
                let words = range.of(self.raw);
                let open = if link_type == LinkType::ReferenceUnknown { words.rfind('[').unwrap_or(0) } else { 0 };
                let close = words[open..].rfind(']').map_or(words.len(), |len| open + len + 1);
                let bracket = Span::new(range.start() + open, range.start() + close);
                let citations = cite::bracketed(self.raw, bracket);
                if citations.is_empty() {
                    self.kept.push(range);
                }
                let entry = |citation| Entry::new(range, EntryKind::Citation(citation));
                self.out.entries.extend(citations.into_iter().map(entry));
            }
            LinkType::WikiLink { .. } => {
                if let Some((entry, shown)) = inline::wikilink(self.raw, range) {
                    self.out.entries.push(entry);
                    self.cited = !shown;
                }
            }
            LinkType::Email => {}
            _ => {
                self.cited = link_type == LinkType::Autolink;
                self.out.entries.extend(inline::link(self.raw, range, dest));
            }
        }
    }

    fn open(&mut self, kind: UnitKind, range: Span) {
        self.close();
        let kind = match kind {
            UnitKind::Paragraph if self.task => UnitKind::Task,
            UnitKind::Paragraph if self.items > 0 => UnitKind::Item,
            kind => kind,
        };
        self.unit = Some(Unit::new(kind, range.start(), self.footnote.clone()));
    }

    /// Something of a unit stands at `range`; in tight lists no paragraph announces it.
    fn fill(&mut self, range: Span) {
        if self.hidden > 0 {
            return;
        }
        if self.unit.is_none() {
            self.open(UnitKind::Paragraph, range);
        }
        if let Some(unit) = &mut self.unit {
            unit.kind = if self.task { UnitKind::Task } else { unit.kind };
            unit.fill(range);
        }
    }

    fn close(&mut self) {
        if let Some(unit) = self.unit.take().filter(|unit| !unit.span.is_empty()) {
            self.out.units.push(unit);
        }
    }
}
