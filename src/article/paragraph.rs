use super::boilerplate::Boilerplate;
use crate::text::{Span, Token, lines, sentences};

/// A paragraph of an article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Paragraph {
    pub span: Span,
    pub role: ParagraphRole,
    /// The page break inside it cut a sentence: this paragraph goes on in the next.
    pub continues: bool,
    /// In order; a sentence that goes on in the next paragraph reaches into it, and boilerplate has none.
    pub sentences: Vec<Span>,
}

/// What a paragraph is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParagraphRole {
    Title,
    /// A heading within the article.
    Heading,
    Body,
    /// Date lines, bylines, photo captions, “Downloaded from …”, navigation: yields no claims.
    Boilerplate,
}

/// The longest heading in words.
const LONGEST_HEADING: usize = 18;

/// The paragraphs of `text` from `start` on. `head` is where its head states the date, `titled` whether
/// the title stands in the metadata, so that no first line need be one.
pub(super) fn paragraphs(text: &str, start: usize, head: Option<Span>, tokens: &[Token]) -> Vec<Paragraph> {
    let mut boilerplate = Boilerplate::default();
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let spans = spans(text, start);
    let mut first_body = None;
    for (ix, &span) in spans.iter().enumerate() {
        let mut span = span;
        if let Some(head) = head.filter(|head| span.covers(*head)) {
            // A date that opens a paragraph stands apart from what it says.
            let opens = !span.of(text)[..head.start() - span.start()].contains(char::is_alphanumeric);
            let rest = Span::new(head.end(), span.end());
            let alone = !rest.of(text).contains(char::is_alphabetic);
            let date = if alone && opens { span } else { head };
            if opens {
                paragraphs.push(Paragraph::new(trim(text, date), ParagraphRole::Boilerplate));
                span = trim(text, rest);
            }
            if span.is_empty() || (alone && opens) {
                continue;
            }
        }
        let words = span.of(text);
        let role = if boilerplate.is(words) || (ix < 4 && byline(words).is_some()) {
            ParagraphRole::Boilerplate
        } else if ix + 1 < spans.len() && first_body.is_none() && is_title(words) {
            ParagraphRole::Title
        } else if is_marked_heading(words) || (ix + 1 < spans.len() && is_heading(words)) {
            ParagraphRole::Heading
        } else {
            ParagraphRole::Body
        };
        if matches!(role, ParagraphRole::Title | ParagraphRole::Body) {
            first_body.get_or_insert(ix);
        }
        paragraphs.push(Paragraph::new(span, role));
    }
    join(text, &mut paragraphs);
    cut(text, tokens, &mut paragraphs);
    paragraphs
}

impl Paragraph {
    fn new(span: Span, role: ParagraphRole) -> Self {
        Self { span, role, continues: false, sentences: Vec::new() }
    }
}

/// The names of a byline: `By Jane Doe and John Roe`.
pub(super) fn byline(paragraph: &str) -> Option<Vec<String>> {
    let names =
        paragraph.trim_matches(['*', '_', ' ']).strip_prefix("By ").or_else(|| paragraph.strip_prefix("BY "))?;
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase) || ["de", "van", "von", "der", "al", "bin", "da", "di"].contains(&word)
    };
    let names: Vec<String> = names
        .split([',', ';', '|', '\n'])
        .flat_map(|part| part.split(" and "))
        .map(|part| part.trim().to_owned())
        .take_while(|name| !name.is_empty() && name.split_whitespace().all(is_name))
        .collect();
    let short = paragraph.split_whitespace().count() <= 20 && !paragraph.trim_end().ends_with(['.', '!', '?']);
    (short && !names.is_empty()).then_some(names)
}

/// Blocks between empty lines; in a text without any, that has a paragraph on each line, the lines.
fn spans(text: &str, start: usize) -> Vec<Span> {
    let mut blocks: Vec<Span> = Vec::new();
    let mut open = false;
    let mut single = 0;
    let all: Vec<Span> = lines(text).filter(|line| line.end() > start).map(|l| trim(text, l)).collect();
    for &line in &all {
        match blocks.last_mut() {
            _ if line.is_empty() => open = false,
            Some(block) if open && !is_marked_heading(line.of(text)) && !is_marked_heading(block.of(text)) => {
                *block = block.join(line);
            }
            _ => {
                blocks.push(line);
                open = true;
            }
        }
        single += usize::from(!line.is_empty() && ends_sentence(line.of(text)));
    }
    let filled: Vec<Span> = all.into_iter().filter(|line| !line.is_empty()).collect();
    let line_is_paragraph = blocks.len() == 1 && filled.len() > 2 && single * 5 >= filled.len() * 3;
    if line_is_paragraph { filled } else { blocks }
}

/// The paragraphs that a page break cut in mid-sentence: no stop at the end, a small letter behind it.
fn join(text: &str, paragraphs: &mut [Paragraph]) {
    for ix in 1..paragraphs.len() {
        let (before, after) = (&paragraphs[ix - 1], &paragraphs[ix]);
        let body = before.role == ParagraphRole::Body && after.role == ParagraphRole::Body;
        let open =
            !before.span.of(text).ends_with(['.', '!', '?', '…', ':', ';', '”', '"', '’', '\'', ')', ']', '*', '|']);
        if body && open && after.span.of(text).starts_with(char::is_lowercase) {
            paragraphs[ix - 1].continues = true;
        }
    }
}

/// Cuts the sentences, those over a page break whole.
fn cut(text: &str, tokens: &[Token], paragraphs: &mut [Paragraph]) {
    let mut ix = 0;
    while ix < paragraphs.len() {
        let last = ix + paragraphs[ix..].iter().take_while(|p| p.continues).count();
        let whole = paragraphs[ix].span.join(paragraphs[last].span);
        if paragraphs[ix].role != ParagraphRole::Boilerplate {
            for sentence in sentences(text, tokens, whole) {
                let of = paragraphs[ix..=last].iter().rposition(|p| p.span.start() <= sentence.start()).unwrap_or(0);
                paragraphs[ix + of].sentences.push(sentence);
            }
        }
        ix = last + 1;
    }
}

fn is_marked_heading(paragraph: &str) -> bool {
    let marks = paragraph.bytes().take_while(|b| *b == b'#').count();
    (1..=6).contains(&marks) && paragraph[marks..].starts_with(' ') && !paragraph.contains('\n')
}

/// A first line that names the article: a heading, capitals throughout, or a short line without a stop.
fn is_title(paragraph: &str) -> bool {
    let letters = || paragraph.chars().filter(|c| c.is_alphabetic());
    let capitals = letters().count() > 3 && letters().all(|c| !c.is_lowercase());
    is_marked_heading(paragraph)
        || (!paragraph.contains('\n') && paragraph.len() < 250 && (capitals || is_heading(paragraph)))
}

/// One short line, begun with a capital or a number and without a stop.
fn is_heading(paragraph: &str) -> bool {
    !paragraph.contains('\n')
        && paragraph.split_whitespace().count() <= LONGEST_HEADING
        && paragraph.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "“‘\"'".contains(c))
        && !paragraph.ends_with(['.', '!', '…', ':', ';', ',', '”', '"', '*', '|', ')', '—', '–', '-'])
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['”', '"', '’', '\'', ')']).ends_with(['.', '!', '?', '…'])
}

fn trim(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start() + words.len() - words.trim_start().len();
    Span::new(start, (start + words.trim().len()).min(span.end()))
}
