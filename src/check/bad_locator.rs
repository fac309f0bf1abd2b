use super::passage::{edit, evidence};
use super::registry::{Check, Run};
use super::wording::short;
use super::{Finding, Fix};
use crate::article::{Paragraph, ParagraphRole};
use crate::compare::{Reading, Source};
use crate::config::Level;
use crate::text::Span;

pub(super) const CHECK: Check = Check {
    code: "bad-locator",
    level: Level::Information,
    summary: "A citation points at a paragraph that the article does not have.",
    why: "Paragraphs are counted from 1, without title, captions and page furniture.",
    fires: &["`[@k, para. 40]`, where the article has 12", "`[@k, ¶99]`", "`[@k, para. 10-40]`"],
    silent: &[
        "`[@k, passim]`",
        "page numbers: `[@k, p. 40]`",
        "`[@k, para. 3]`",
        "`[@k, paras 1-2]`",
        "`[@k, chap. 40]`",
    ],
    run: Run::Note(run),
};

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let note = reading.note;
    for (ix, citation) in note.citations.iter().enumerate() {
        let Source::Article(id, article) = reading.source(ix) else { continue };
        let Some(locator) = &citation.locator else { continue };
        let Some((_, last)) = locator.paragraphs else { continue };
        let paragraphs: Vec<&Paragraph> = article.paragraphs.iter().filter(|p| p.role == ParagraphRole::Body).collect();
        if last as usize <= paragraphs.len() {
            continue;
        }
        let covered = citation.covers.iter().copied().reduce(Span::join).unwrap_or(citation.span);
        let passage = reading.passage(*id, article, &reading.bearing(covered)).filter(|passage| passage.score >= 0.4);
        let place = passage.as_ref().and_then(|passage| Some((passage, paragraph_of(&paragraphs, passage.span)?)));
        found.push(Finding {
            code: CHECK.code,
            level: CHECK.level,
            span: locator.span,
            message: format!(
                "{} has {} paragraphs; “{}” is past the end.",
                short(&article.key, 40),
                paragraphs.len(),
                short(locator.span.of(note.text.as_str()), 25)
            ),
            evidence: place.iter().map(|(passage, _)| evidence(article, passage.span)).collect(),
            fixes: place
                .iter()
                .map(|(_, number)| Fix {
                    title: format!("Point at paragraph {number}"),
                    preferred: false,
                    edits: vec![edit(note, locator.span, format!("para. {number}"))],
                })
                .collect(),
        });
    }
}

/// The number of the paragraph that holds a passage.
fn paragraph_of(paragraphs: &[&Paragraph], passage: Span) -> Option<usize> {
    paragraphs.iter().position(|p| p.span.contains(passage.start())).map(|ix| ix + 1)
}
