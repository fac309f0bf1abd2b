use std::sync::Arc;

use super::passage::{edit, evidence, in_quotation};
use super::registry::{Check, Run};
use super::wording::{LONGEST, short};
use super::{Finding, Fix};
use crate::article::Article;
use crate::claim::{Figure, Hedge};
use crate::compare::{Figures, Reading, ages, context, other_age, same_kind, sentence};
use crate::config::Level;
use crate::corpus::ArticleId;
use crate::note::NoteClaim;
use crate::text::{Span, Words};

pub(super) const CHECK: Check = Check {
    code: "figure-differs",
    level: Level::Warning,
    summary: "The cited article gives another number for the same thing.",
    why: "Two figures are held against each other only when they count the same thing, the sentences around them \
          speak of the same, and the article has the note's number nowhere. Hedges count: about 100,000 is not \
          another number than 100,000.",
    fires: &[
        "30,000 servicemen `[@000]`, where the article has about 3,000",
        "three battalions `[@001]`, for two",
        "20,000 killed `[@000]`, for some 15,000",
        "Daniel Marsh, 39, whom the article calls 49",
    ],
    silent: &[
        "1,00,000 for 100,000, 100k, a hundred thousand",
        "two for 2",
        "another thing counted: 3,000 servicemen beside 100,000 troops",
        "“about 100,000” for “an estimated 100,000”",
        "more than 90,000 for 100,000",
    ],
    run: Run::Note(run),
};

pub(super) const HEDGE: Check = Check {
    code: "hedge-dropped",
    level: Level::Hint,
    summary: "The source hedges a number that the note gives as exact.",
    why: "“Some 15,000” is an estimate; without the word it reads like a count.",
    fires: &[
        "exactly 15,000 people `[@000]`, where the article has some 15,000",
        "100,000 troops `[@001]`",
        "3,000 servicemen `[@000]`",
    ],
    silent: &[
        "about 15,000",
        "nearly 100,000 for some 100,000",
        "two battalions, which the article counts, too",
        "a number of another thing",
        "inside quotation marks",
    ],
    run: Run::Note(hedges),
};

/// So much of a claim must stand around a figure for it to be about the same.
const SAME_MATTER: f32 = 0.3;

/// Calls `found` with each figure of a cited claim, once for all its readable articles.
fn cited_figures(reading: &Reading<'_>, mut found: impl FnMut(&NoteClaim, &Figure, &[(ArticleId, Arc<Article>)])) {
    let note = reading.note;
    for claim in &note.claims {
        if reading.is_unread(claim.span) {
            continue;
        }
        let articles = reading.articles(claim.span);
        for figure in claim.figures.iter().filter_map(|ix| note.facts.figures.get(*ix as usize)) {
            if !articles.is_empty() && !in_quotation(note, figure.span) {
                found(claim, figure, &articles);
            }
        }
    }
}

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    run_ages(reading, found);
    let note = reading.note;
    cited_figures(reading, |claim, figure, articles| {
        let bearing = reading.bearing(claim.span);
        let mine: Vec<&Figure> = claim.figures.iter().filter_map(|ix| note.facts.figures.get(*ix as usize)).collect();
        let beside: Vec<(&Article, Figures<'_>)> = articles
            .iter()
            .map(|(id, article)| {
                let sentences = reading.sentences(*id, article);
                (article.as_ref(), Figures::of(&note.prose, mine.clone(), &bearing, article, &sentences))
            })
            .collect();
        if is_supposed(reading, claim) || beside.iter().any(|(_, figures)| figures.stands(figure)) {
            return;
        }
        let rivals = beside.iter().filter_map(|(article, figures)| Some((*article, figures.rival(figure)?)));
        let Some((article, (_, other))) = rivals.max_by(|a, b| a.1.0.total_cmp(&b.1.0)) else { return };
        let theirs = other.span.of(article.text.as_str());
        let message = format!(
            "{} has “{}”; your note has “{}”.",
            short(&article.key, 30),
            short(theirs, 30),
            short(figure.span.of(&note.prose), 28)
        );
        found.push(Finding {
            code: CHECK.code,
            level: CHECK.level,
            span: figure.span,
            message: short(&message, LONGEST),
            evidence: vec![evidence(article, sentence(article, other.span))],
            fixes: vec![Fix {
                title: format!("Write {}", other.number.of(article.text.as_str())),
                preferred: false,
                edits: vec![edit(note, figure.number, other.number.of(article.text.as_str()))],
            }],
        });
    });
}

/// “3,000 servicemen, roughly”, “62 per cent or so”, “15 drivers or more”, “by his estimate, 2,000”: the hedge stands
/// behind the figure, or is the matter of the whole sentence.
fn is_hedged_apart(reading: &Reading<'_>, claim: &NoteClaim, figure: &Figure) -> bool {
    const BEHIND: [&str; 6] = ["about", "approx", "approximately", "circa", "roughly", "so"];
    const PAIRS: [[&str; 2]; 6] =
        [["give", "or"], ["or", "more"], ["or", "fewer"], ["or", "less"], ["at", "least"], ["at", "most"]];
    let words = |span: Span| -> Vec<String> {
        let text = span.of(&reading.note.prose);
        Words::of(text).iter().map(|word| word.span.of(text).to_lowercase()).collect()
    };
    let behind = words(Span::new(figure.span.end(), claim.span.end().max(figure.span.end())));
    behind.iter().any(|word| BEHIND.contains(&word.as_str()))
        || behind.windows(2).any(|pair| PAIRS.iter().any(|words| pair == words))
        || words(claim.span).iter().any(|word| word.starts_with("estimat"))
}

/// Holds the age a note gives to a person against the one the cited articles give.
fn run_ages(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let note = reading.note;
    for place in note.sentences.iter().filter(|place| !reading.is_unread(**place)) {
        let all = ages(&note.prose, &note.facts, *place);
        let articles = if all.is_empty() { Vec::new() } else { reading.articles(*place) };
        for age in all.iter().filter(|age| !in_quotation(note, age.span)) {
            let theirs: Vec<_> = articles.iter().map(|(_, article)| (article, other_age(article, age))).collect();
            // Every cited article that tells it tells another.
            let [(article, Some(other))] = theirs.as_slice() else { continue };
            let message = format!(
                "{} has “{}, {}”; your note has “{}”.",
                short(&article.key, 28),
                short(&other.person.name, 30),
                other.years,
                age.years
            );
            found.push(Finding {
                code: CHECK.code,
                level: CHECK.level,
                span: age.span,
                message: short(&message, LONGEST),
                evidence: vec![evidence(article, sentence(article, other.span))],
                fixes: vec![Fix {
                    title: format!("Write {}", other.years),
                    preferred: false,
                    edits: vec![edit(note, age.span, other.years.to_string())],
                }],
            });
        }
    }
}

/// “It would come to three million each, if …”: the writer reckons.
fn is_supposed(reading: &Reading<'_>, claim: &NoteClaim) -> bool {
    let quotations = claim.quotations.iter().filter_map(|ix| reading.note.facts.quotations.get(*ix as usize));
    let quotations: Vec<Span> = quotations.map(|quotation| quotation.span).collect();
    let said = |wanted: &str| {
        Words::of(claim.span.of(&reading.note.prose)).iter().any(|word| {
            let span = word.span.shift(claim.span.start());
            span.of(&reading.note.prose).eq_ignore_ascii_case(wanted) && !quotations.iter().any(|q| q.covers(span))
        })
    };
    said("would") && said("if")
}

fn hedges(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let note = reading.note;
    cited_figures(reading, |claim, figure, articles| {
        if !matches!(figure.hedge, None | Some(Hedge::Exactly)) {
            return;
        }
        if is_hedged_apart(reading, claim, figure) {
            return;
        }
        let bearing = reading.bearing(claim.span);
        let mut same: Vec<(&Article, &Figure)> = Vec::new();
        for (_, article) in articles {
            let equal = article
                .facts
                .figures
                .iter()
                .filter(|other| same_kind(figure, other) && other.low == figure.low && other.high == figure.high);
            same.extend(equal.map(|other| (article.as_ref(), other)));
        }
        let hedged = |other: &Figure| !matches!(other.hedge, None | Some(Hedge::Exactly));
        if same.is_empty() || !same.iter().all(|(_, other)| hedged(other)) {
            return;
        }
        let Some((article, other)) =
            same.into_iter().find(|(article, other)| context(&bearing, article, other) >= SAME_MATTER)
        else {
            return;
        };
        let text = article.text.as_str();
        let hedge = Span::new(other.span.start(), other.number.start()).of(text);
        let mine = Span::new(figure.span.start().min(figure.number.start()), figure.number.start());
        found.push(Finding {
            code: HEDGE.code,
            level: HEDGE.level,
            span: figure.span,
            message: format!("{} says “{}”.", short(&article.key, 40), short(other.span.of(text), 50)),
            evidence: vec![evidence(article, sentence(article, other.span))],
            fixes: vec![Fix {
                title: format!("Write {}{}", hedge, figure.number.of(&note.prose)),
                preferred: false,
                edits: vec![edit(note, mine, hedge)],
            }],
        });
    });
}
