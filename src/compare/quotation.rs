//! Quotations: whether the words between a note's quotation marks stand in its sources, and how.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::align::{Alignment, Step, align};
use super::locate::{self, Sought};
use super::wording::{Part, Wording};
use crate::article::Article;
use crate::claim::ClaimKind;
use crate::corpus::{ArticleId, Corpus};
use crate::text::{Span, Words};

/// A passage of an article that a quotation was read into.
#[derive(Clone, Debug)]
pub struct Fit {
    pub id: ArticleId,
    pub article: Arc<Article>,
    /// From the first to the last word, in the article.
    pub span: Span,
    /// Every place of the article where these very words stand; `span` is among them.
    pub places: Vec<Span>,
    /// Where quotation and source differ, in order; empty when the words stand there.
    pub changes: Vec<Change>,
    /// Share of words in common, 0 to 1.
    pub similarity: f32,
    /// The words of the article that are the quotation's, by number.
    pub same: Vec<usize>,
    /// What [`Fit::is_quoted`] answered, here or to whoever else has this fit.
    pub(super) quoted: Arc<OnceLock<bool>>,
    /// Runs of the source that the quotation leaves out or replaces by words in brackets.
    pub elided: Vec<Span>,
}

impl Fit {
    pub fn is_verbatim(&self) -> bool {
        self.changes.is_empty()
    }

    /// Whether the source, too, has these words between quotation marks (or as a transcript or a signed tweet).
    pub fn is_quoted(&self) -> bool {
        *self.quoted.get_or_init(|| is_spoken(&self.article, self.article.text.words(), &self.same))
    }
}

/// A difference in words. One of the two spans is empty where the other side has words more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change {
    /// In the note.
    pub note: Span,
    /// In the article.
    pub source: Span,
}

/// What became of a quotation.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// A cited article (or, with no citation, any) has the words.
    Stands(Fit),
    /// It has nearly these words.
    Differs(Fit),
    /// The cited articles do not have the words; these others do.
    Elsewhere(Vec<Fit>),
    /// No article has the words; the closest passage of a cited article, if any is near.
    Nowhere(Option<Fit>),
    /// A cited article could not be read: nothing can be said.
    Unread,
    /// Too short to say anything when it is not found.
    Short,
}

impl Verdict {
    /// The passage the quotation rests on, or would.
    pub fn fit(&self) -> Option<&Fit> {
        match self {
            Verdict::Stands(fit) | Verdict::Differs(fit) | Verdict::Nowhere(Some(fit)) => Some(fit),
            Verdict::Elsewhere(fits) => fits.first(),
            _ => None,
        }
    }
}

/// From this share of common words on, a passage is what the quotation means to quote
/// (research: of passages that have nothing to do with a quotation none reaches 0.6).
const NEAR: f32 = 0.6;
/// Below this share a passage has nothing to do with the quotation.
const FAR: f32 = 0.4;
/// So many words of a quotation may be the source's without being its words one by one: `cannot` for `can not`.
const OTHERWISE_PARTED: usize = 2;
/// Articles looked at beyond the cited ones.
const CANDIDATES: usize = 8;
/// An attribution between two pieces of a quotation is at most so many words long.
const CUT_IN: usize = 30;

/// Compares a quotation of `note` with the cited articles, then with the corpus.
pub fn verdict(corpus: &Corpus, cited: &[(ArticleId, Arc<Article>)], note: &str, wording: &Wording) -> Verdict {
    let length = wording.len();
    if length == 0 {
        return Verdict::Short;
    }
    let sought = Sought::of(wording);
    let mut fits: Vec<Fit> =
        cited.iter().filter_map(|(id, article)| closest(*id, article, note, wording, &sought, FAR)).collect();
    fits.sort_by(|a, b| b.is_verbatim().cmp(&a.is_verbatim()).then(b.similarity.total_cmp(&a.similarity)));
    let best = fits.into_iter().next();
    if best.as_ref().is_some_and(Fit::is_verbatim) {
        return best.map_or(Verdict::Short, Verdict::Stands);
    }
    if length < 3 {
        return match best {
            Some(fit) if is_short_rival(&fit, note, length) => Verdict::Differs(fit),
            _ => named_elsewhere(corpus, cited, note, wording),
        };
    }
    let mut others: Vec<Fit> = Vec::new();
    // Beside a cited article only the very words say something more; without one, only what is nearer still.
    let mut least = if cited.is_empty() { NEAR } else { 1.0 };
    let mut grams = wording.grams(note);
    grams.sort_unstable();
    grams.dedup();
    let candidates = corpus.sharing_grams(&grams, CANDIDATES);
    let most = candidates.first().map_or(0, |(_, shared)| *shared);
    for (id, shared) in candidates {
        // Words that are parted otherwise spoil some runs of a verbatim passage, but not most of them; a passage that is
        // only near shares an eighth, and a third of what the best does.
        let fewest = if least < 1.0 { (most / 3).max(grams.len() / 8) } else { grams.len() / 2 };
        if shared < fewest || cited.iter().any(|(cited, _)| *cited == id) {
            continue;
        }
        let Some(article) = corpus.get(id) else { continue };
        let Some(fit) = closest(id, &article, note, wording, &sought, least) else { continue };
        least = least.max(fit.similarity);
        others.push(fit);
    }
    others.sort_by(|a, b| a.article.key.cmp(&b.article.key));
    let near = |fit: &Fit| fit.similarity >= NEAR && (length >= 5 || shares_weight(fit, note));
    let (verbatim, mut differing): (Vec<_>, Vec<_>) = others.into_iter().partition(Fit::is_verbatim);
    if cited.is_empty() {
        differing.sort_by(|a, b| b.similarity.total_cmp(&a.similarity));
        return match (verbatim.into_iter().next(), differing.into_iter().find(|fit| near(fit) && length >= 5)) {
            (Some(fit), _) => Verdict::Stands(fit),
            (None, Some(fit)) => Verdict::Differs(fit),
            (None, None) => Verdict::Nowhere(None),
        };
    }
    match best {
        // A few common words may stand anywhere: what the cited source nearly has counts for more.
        Some(fit) if near(&fit) && (verbatim.is_empty() || length < 5) => Verdict::Differs(fit),
        _ if !verbatim.is_empty() => Verdict::Elsewhere(verbatim),
        best => Verdict::Nowhere(best),
    }
}

/// Two words of which one is an acronym or a name are telling enough to look for elsewhere (“FSB pawns”), as long as
/// another article has the very words between quotation marks; others may be the note's own.
fn named_elsewhere(corpus: &Corpus, cited: &[(ArticleId, Arc<Article>)], note: &str, wording: &Wording) -> Verdict {
    let words: Vec<&str> = wording.words().map(|word| word.span.of(note)).collect();
    let names = |(ix, word): (usize, &&str)| word.chars().filter(|c| c.is_uppercase()).count() > usize::from(ix == 0);
    if words.len() != 2 || cited.is_empty() || !words.iter().enumerate().any(names) {
        return Verdict::Short;
    }
    let others = corpus.with_words(&words, CANDIDATES).into_iter().filter(|id| !cited.iter().any(|(own, _)| own == id));
    let fits = others.filter_map(|id| fit(id, &corpus.get(id)?, note, wording));
    let found: Vec<Fit> = fits.filter(|fit| fit.is_verbatim() && fit.is_quoted()).collect();
    if found.is_empty() { Verdict::Short } else { Verdict::Elsewhere(found) }
}

/// One or two words differ from a quotation of the source: only when that quotation is as short and
/// shares a word (“FSB agents” for “FSB pawns”).
fn is_short_rival(fit: &Fit, note: &str, length: usize) -> bool {
    let words = fit.article.text.words();
    let as_short = fit.article.facts.quotations.iter().any(|q| {
        let inner = words.within(q.inner);
        inner.len() == length && words.within(fit.span) == inner
    });
    as_short && fit.is_quoted() && shares_weight(fit, note)
}

/// Whether a word of more than three letters, or with a capital, is in common.
fn shares_weight(fit: &Fit, note: &str) -> bool {
    let words = fit.article.text.words();
    let source = fit.article.text.as_str();
    words[words.within(fit.span)].iter().any(|word| {
        let letters = word.span.of(source);
        let weighty = letters.chars().count() > 3 || letters.chars().next().is_some_and(char::is_uppercase);
        weighty && !fit.changes.iter().any(|change| change.source.covers(word.span))
    }) && !note.is_empty()
}

/// The best reading of the quotation into one article; none when it shares few words with every passage.
pub fn fit(id: ArticleId, article: &Arc<Article>, note: &str, wording: &Wording) -> Option<Fit> {
    closest(id, article, note, wording, &Sought::of(wording), FAR)
}

/// As [`fit`]; passages that cannot have the share `least` of words in common need not be looked at.
fn closest(
    id: ArticleId,
    article: &Arc<Article>,
    note: &str,
    wording: &Wording,
    sought: &Sought,
    least: f32,
) -> Option<Fit> {
    let words = article.text.words();
    if let Some(keys) = wording.plain() {
        let places = locate::runs(&keys, words);
        if !places.is_empty() {
            let range = |at: usize| at..at + keys.len();
            let is_spoken = |at: &usize| is_spoken(article, words, &range(*at).collect::<Vec<_>>());
            let spoken = if places.len() > 1 { places.iter().copied().find(is_spoken) } else { None };
            let best = spoken.unwrap_or(places[0]);
            return Some(Fit {
                id,
                article: Arc::clone(article),
                span: span_of(words, range(best)),
                places: places.iter().map(|at| span_of(words, range(*at))).collect(),
                changes: Vec::new(),
                similarity: 1.0,
                same: range(best).collect(),
                quoted: Arc::default(),
                elided: Vec::new(),
            });
        }
    }
    let fewest = (least * wording.len() as f32).ceil() as usize;
    let is_worth = |window: &Range<usize>| {
        words.get(window.clone()).is_some_and(|words| sought.standing_in(words) + OTHERWISE_PARTED >= fewest)
    };
    let windows: Vec<Range<usize>> = locate::windows(wording, words).into_iter().filter(is_worth).collect();
    if windows.is_empty() {
        return None;
    }
    let cut_ins = cut_ins(article, words);
    let alignments = windows.into_iter().filter_map(|window| align(&wording.parts, words, window, &cut_ins));
    let best = alignments.min_by_key(|alignment| (alignment.cost, alignment.words.len()))?;
    read(id, article, note, wording, &best, least)
}

/// Whether a quotation is just this passage of a source: word for word but for the usual editorial signs, and an
/// attribution between the passage's own quotation marks.
pub fn stands_in(wording: &Wording, passage: &str) -> bool {
    let words = Words::of(passage);
    if let Some(keys) = wording.plain().filter(|keys| keys.len() == words.len()) {
        return words.iter().map(|word| word.key).eq(keys);
    }
    let marks: Vec<usize> = passage.match_indices(['“', '”', '"']).map(|(at, _)| at).collect();
    let between = marks.windows(2).map(|pair| words.within(Span::new(pair[0], pair[1])));
    let cut_ins: Vec<Range<usize>> = between.filter(|run| !run.is_empty() && run.len() <= CUT_IN).collect();
    align(&wording.parts, &words, 0..words.len(), &cut_ins)
        .is_some_and(|found| found.cost == 0 && found.words == (0..words.len()))
}

/// A passage counts as quoted when so much of it stands between quotation marks.
const QUOTED: f32 = 0.6;

fn read(
    id: ArticleId,
    article: &Arc<Article>,
    note: &str,
    wording: &Wording,
    alignment: &Alignment,
    least: f32,
) -> Option<Fit> {
    let words = article.text.words();
    let matched: Vec<usize> =
        alignment.steps.iter().filter_map(|s| if let Step::Same(_, j) = s { Some(*j) } else { None }).collect();
    let last = alignment.words.end.checked_sub(1)?;
    if matched.is_empty() || last < alignment.words.start {
        return None;
    }
    let span = span_of(words, alignment.words.clone());
    let changes = changes(article, note, wording, alignment);
    let longest = wording.len().max(alignment.steps.iter().filter(|s| is_word(s)).count());
    let similarity = if changes.is_empty() { 1.0 } else { matched.len() as f32 / longest.max(1) as f32 };
    if similarity < least {
        return None;
    }
    let mut elided: Vec<Span> = Vec::new();
    let mut before = None;
    for step in &alignment.steps {
        if let Step::Elided(j) = step {
            let word = words[*j].span;
            match elided.last_mut() {
                Some(run) if before == j.checked_sub(1) => *run = run.join(word),
                _ => elided.push(word),
            }
            before = Some(*j);
        }
    }
    Some(Fit {
        id,
        article: Arc::clone(article),
        span,
        places: vec![span],
        changes,
        similarity,
        same: matched,
        quoted: Arc::default(),
        elided,
    })
}

fn is_word(step: &Step) -> bool {
    !matches!(step, Step::Elided(_) | Step::CutIn(_))
}

fn span_of(words: &Words, range: Range<usize>) -> Span {
    let start = words.get(range.start).map_or(0, |w| w.span.start());
    let end = range.end.checked_sub(1).and_then(|last| words.get(last)).map_or(start, |w| w.span.end());
    Span::new(start, end)
}

/// The differing runs of an alignment. Runs that differ only in how letters are parted (`cannot`,
/// `can not`) are typography.
fn changes(article: &Article, note: &str, wording: &Wording, alignment: &Alignment) -> Vec<Change> {
    let words = article.text.words();
    let mut found = Vec::new();
    let (mut note_end, mut source_end) = (
        wording.parts.first().map_or(0, |part| part.span().start()),
        words.get(alignment.words.start).map_or(0, |w| w.span.start()),
    );
    let mut open: Option<Change> = None;
    let mut close = |open: &mut Option<Change>| {
        if let Some(change) = open.take()
            && letters(change.note.of(note)) != letters(change.source.of(article.text.as_str()))
        {
            found.push(change);
        }
    };
    let grow = |span: Span, by: Span| if span.is_empty() { by } else { span.join(by) };
    for step in &alignment.steps {
        let (part, word) = match *step {
            Step::Same(i, j) | Step::Changed(i, j) => (wording.parts.get(i), words.get(j)),
            Step::Added(i) => (wording.parts.get(i), None),
            Step::Dropped(j) | Step::Elided(j) | Step::CutIn(j) => (None, words.get(j)),
        };
        if matches!(step, Step::Changed(..) | Step::Added(_) | Step::Dropped(_)) {
            let change = open.get_or_insert(Change { note: Span::at(note_end), source: Span::at(source_end) });
            if let Some(part) = part {
                change.note = grow(change.note, part.span());
            }
            if let Some(word) = word {
                change.source = grow(change.source, word.span);
            }
        } else {
            close(&mut open);
        }
        note_end = part.map_or(note_end, |part: &Part| part.span().end());
        source_end = word.map_or(source_end, |word| word.span.end());
    }
    close(&mut open);
    found
}

/// The letters and digits alone, in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether the article gives most of these words as somebody's own: between quotation marks, which costs little to know,
/// or as a direct claim without them.
fn is_spoken(article: &Article, words: &Words, these: &[usize]) -> bool {
    let most = |spans: &mut dyn Iterator<Item = Span>| {
        let runs: Vec<Range<usize>> = spans.map(|span| words.within(span)).collect();
        let inside = these.iter().filter(|word| runs.iter().any(|run| run.contains(word))).count();
        inside as f32 >= QUOTED * these.len() as f32
    };
    let quoted = || article.facts.quotations().iter().filter(|q| !q.nested).map(|q| q.inner);
    let direct = || article.facts.claims.iter().filter(|c| c.kind == ClaimKind::Direct).flat_map(|c| c.content.clone());
    most(&mut quoted()) || most(&mut quoted().chain(direct()))
}

/// The words between two quotations that follow each other closely: `,” Mr. Biden said. “`.
fn cut_ins(article: &Article, words: &Words) -> Vec<Range<usize>> {
    let outer: Vec<_> = article.facts.quotations().iter().filter(|q| !q.nested).collect();
    outer
        .windows(2)
        .filter(|pair| {
            let between = Span::new(pair[0].span.end().min(pair[1].span.start()), pair[1].span.start());
            between.of(article.text.as_str()).matches('\n').count() <= 2
        })
        .map(|pair| words.within(pair[0].inner).end..words.within(pair[1].inner).start)
        .filter(|run| run.start < run.end && run.len() <= CUT_IN)
        .collect()
}
