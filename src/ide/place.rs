//! What stands under the caret.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::Arc;

use crate::article::{Article, Facts};
use crate::compare::{Source, named, source};
use crate::corpus::ArticleId;
use crate::note::{Citation, Note, Syntax};
use crate::text::{Span, Text};
use crate::world::Snapshot;

/// A text that ibid knows.
#[derive(Clone, Debug)]
pub(crate) enum Document {
    Note(Arc<Note>),
    Article(Arc<Article>),
}

impl Document {
    pub(crate) fn open(snapshot: &Snapshot, path: &Path) -> Option<Self> {
        if let Some(note) = snapshot.notes.get(path) {
            return Some(Self::Note(Arc::clone(note)));
        }
        let id = snapshot.corpus.by_path(path)?;
        snapshot.corpus.get(id).map(Self::Article)
    }

    pub(crate) fn text(&self) -> &Text {
        match self {
            Self::Note(note) => &note.text,
            Self::Article(article) => &article.text,
        }
    }

    pub(crate) fn facts(&self) -> &Facts {
        match self {
            Self::Note(note) => &note.facts,
            Self::Article(article) => &article.facts,
        }
    }

    pub(crate) fn path(&self) -> &Arc<Path> {
        match self {
            Self::Note(note) => &note.path,
            Self::Article(article) => &article.path,
        }
    }
}

/// A thing of interest: an index into the list of its kind in the document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Thing {
    /// Of [`Note::citations`].
    Citation(usize),
    /// Of the facts' mentions.
    Actor(usize),
    Date(usize),
    Figure(usize),
    Quotation(usize),
    /// Of [`Note::sentences`]: anything else in a sentence that cites a source or claims something.
    Sentence(usize),
    /// Of the facts' claims, in an article.
    Attribution(usize),
}

/// What stands at `offset`: the citation; else the innermost of actor, date and figure; else the
/// quotation; else the claim around it. A figure inside a quotation is part of the quotation.
pub(crate) fn thing_at(snapshot: &Snapshot, document: &Document, offset: usize) -> Option<(Thing, Span)> {
    if let Document::Note(note) = document {
        let citation = note
            .citations
            .iter()
            .enumerate()
            .filter(|(_, c)| c.span.touches(offset) && names_article(snapshot, note, c))
            .min_by_key(|(_, c)| (!c.key_span.touches(offset), c.span.len()));
        if let Some((ix, citation)) = citation {
            return Some((Thing::Citation(ix), citation.span));
        }
        // The mark of a footnote stands for the first source it names.
        let marked = note.citations.iter().enumerate().find_map(|(ix, c)| {
            let mark = c.marks.iter().find(|mark| mark.touches(offset)).filter(|_| names_article(snapshot, note, c))?;
            Some((Thing::Citation(ix), *mark))
        });
        if marked.is_some() {
            return marked;
        }
        if note.opaque.iter().any(|o| o.start() < offset && offset < o.end()) {
            return None;
        }
    }
    let facts = document.facts();
    let quotation =
        facts.quotations.iter().enumerate().filter(|(_, q)| q.span.touches(offset)).min_by_key(|(_, q)| q.span.len());
    let actor = facts.actors.at(offset).map(|m| {
        let ix = facts.actors.mentions.iter().position(|other| std::ptr::eq(other, m)).unwrap_or(0);
        (Thing::Actor(ix), m.span)
    });
    let date =
        facts.dates.iter().enumerate().find(|(_, d)| d.span.touches(offset)).map(|(ix, d)| (Thing::Date(ix), d.span));
    let figure = facts
        .figures
        .iter()
        .enumerate()
        .find(|(_, f)| f.span.touches(offset) && quotation.is_none())
        .map(|(ix, f)| (Thing::Figure(ix), f.span));
    if let Some(innermost) = [actor, date, figure].into_iter().flatten().min_by_key(|(_, span)| span.len()) {
        return Some(innermost);
    }
    if let Some((ix, quotation)) = quotation {
        return Some((Thing::Quotation(ix), quotation.span));
    }
    match document {
        Document::Note(note) => {
            let (ix, sentence) = note.sentences.iter().enumerate().find(|(_, s)| s.touches(offset))?;
            let cites = note.citations.iter().any(|c| c.covers.iter().any(|covered| covered.overlaps(*sentence)));
            let claims = note.claims.iter().any(|c| c.span.overlaps(*sentence));
            (cites || claims).then_some((Thing::Sentence(ix), *sentence))
        }
        Document::Article(article) => {
            let claims = article.facts.claims.iter().enumerate();
            let around = claims.filter_map(|(ix, c)| {
                let span = c.source.iter().chain(&c.cue).chain(&c.content).copied().reduce(Span::join)?;
                span.touches(offset).then_some((Thing::Attribution(ix), span))
            });
            around.min_by_key(|(_, span)| span.len())
        }
    }
}

/// Whether a citation is one: a bare `@name`, a link or a wikilink only when it leads to an article.
pub(crate) fn names_article(snapshot: &Snapshot, note: &Note, citation: &Citation) -> bool {
    citation.syntax == Syntax::Bracketed || named(snapshot, &note.path, citation).is_ok()
}

/// The article a citation names, when it names one.
pub(crate) fn cited(snapshot: &Snapshot, note: &Note, citation: &Citation) -> Option<(ArticleId, Arc<Article>)> {
    match source(snapshot, &note.path, citation) {
        Source::Article(id, article) => Some((id, article)),
        _ => None,
    }
}

/// Whether a citation names the article; reads no other for that.
pub(crate) fn cites(snapshot: &Snapshot, note: &Note, citation: &Citation, article: &Article) -> bool {
    let begins = |name: Option<&OsStr>| name.is_some_and(|name| name.to_string_lossy().starts_with(&*citation.key));
    // Most citations name another: their letters say so.
    let may = match citation.syntax {
        Syntax::Link => {
            citation.key.contains("://")
                || article.path.file_name().is_some_and(|name| citation.key.contains(&*name.to_string_lossy()))
        }
        _ => article.key.starts_with(&citation.key) || begins(article.path.file_name()),
    };
    let names = || {
        let id = named(snapshot, &note.path, citation).ok()?;
        Some(snapshot.corpus.brief(id)?.path == article.path)
    };
    may && names().unwrap_or(false)
}

/// The articles that a note cites for the words at `offset`, in the order of their citations.
pub(crate) fn cited_at(snapshot: &Snapshot, note: &Note, offset: usize) -> Vec<(ArticleId, Arc<Article>)> {
    let covering = note.citations.iter().filter(|c| c.covers.iter().any(|span| span.touches(offset)));
    let mut found: Vec<(ArticleId, Arc<Article>)> = Vec::new();
    for (id, article) in covering.filter_map(|c| cited(snapshot, note, c)) {
        if !found.iter().any(|(known, _)| *known == id) {
            found.push((id, article));
        }
    }
    found
}

/// The sentence of an article around `offset`.
pub(crate) fn sentence_at(article: &Article, offset: usize) -> Option<Span> {
    let ix = article.paragraphs.partition_point(|p| p.span.end() < offset);
    // A sentence over a page break belongs to the paragraph before it, too.
    let near = article.paragraphs.get(ix.saturating_sub(1)..)?.iter().take(3);
    near.flat_map(|p| p.sentences.iter().copied()).find(|s| s.touches(offset))
}
