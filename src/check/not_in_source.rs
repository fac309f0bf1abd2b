use super::Finding;
use super::passage::{cite, evidence};
use super::registry::{Check, Run};
use super::wording::{LONGEST, short};
use crate::compare::{Bearing, Reading, Sentences};
use crate::config::Level;

pub(super) const CHECK: Check = Check {
    code: "not-in-source",
    level: Level::Information,
    summary: "Nothing in the cited article comes near what the sentence says.",
    why: "Words cannot tell what is a fair summary, so this stays information, and speaks only when hardly a word is in \
          common. It is a warning when another article clearly says it and has a figure or an actor that the cited one \
          has not.",
    fires: &[
        "China's foreign minister offered to host talks in Beijing `[@001]`",
        "Luigi Di Maio was debriefed on the call between Biden and Putin `[@000]`, which is in 002",
        "Kozak and Voloshyn were sanctioned on Thursday `[@002]`, which is in 001",
    ],
    silent: &[
        "a paraphrase",
        "“Kyiv” where the article says Ukraine",
        "a true summary of several sentences",
        "a sentence with a quotation: the quotation checks look at it",
        "a sentence of few words",
    ],
    run: Run::Note(run),
};

/// Less of a claim than this is nothing near it.
const NOTHING: f32 = 0.16;
/// From this share on another article clearly says it.
const CLEARLY: f32 = 0.7;

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for claim in &reading.note.claims {
        let cited = reading.articles(claim.span);
        let bearing = reading.bearing(claim.span);
        if cited.is_empty() || reading.is_unread(claim.span) || !claim.quotations.is_empty() || bearing.words.len() < 4
        {
            continue;
        }
        let best = reading.passages(claim.span).first().map_or(0.0, |passage| passage.score);
        if best >= NOTHING {
            continue;
        }
        // Words scattered over the article, as a summary has them, are support of a kind.
        let scattered = cited.iter().any(|(_, article)| {
            let whole =
                Bearing::of(article.text.as_str(), &article.facts, crate::text::Span::new(0, article.text.len()));
            let known = bearing.words.iter().filter(|word| whole.words.binary_search(word).is_ok()).count();
            known * 3 > bearing.words.len()
        });
        let others = reading.suggestions(claim.span, 2);
        let other = others.iter().find(|other| cited.iter().all(|(id, _)| *id != other.id) && other.score >= CLEARLY);
        if scattered && other.is_none() {
            continue;
        }
        let key = short(&cited.iter().map(|(_, article)| article.key.as_str()).collect::<Vec<_>>().join(" and "), 40);
        let verb = if cited.len() > 1 { "say" } else { "says" };
        let tail = other.map(|other| format!(" {} does.", short(&other.article.key, 30))).unwrap_or_default();
        let lacks = !bearing.figures.is_empty()
            || !bearing.actors.is_empty()
                && cited.iter().all(|(_, article)| {
                    let sentences = Sentences::of(article);
                    let actors = Bearing { actors: bearing.actors.clone(), ..Bearing::default() };
                    sentences.best(&actors).is_none_or(|(_, score)| score < 1.0)
                });
        let level = if other.is_some() && lacks { Level::Warning } else { CHECK.level };
        found.push(Finding {
            code: CHECK.code,
            level,
            span: claim.span,
            message: short(&format!("{key} {verb} nothing near this.{tail}"), LONGEST),
            evidence: other.iter().map(|other| evidence(&other.article, other.span)).collect(),
            fixes: other.iter().map(|other| cite(reading, claim.span, &other.article.key, false)).collect(),
        });
    }
}
