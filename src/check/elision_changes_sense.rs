use super::passage::{edit, rests_on};
use super::registry::{Check, Run};
use super::wording::short;
use super::{Finding, Fix};
use crate::claim::Quotation;
use crate::compare::{Fit, Part, Reading, Verdict, Wording};
use crate::config::Level;
use crate::text::{Span, Words};

pub(super) const CHECK: Check = Check {
    code: "elision-changes-sense",
    level: Level::Warning,
    summary: "What a quotation leaves out turns its sense: a negation, a condition, a doubt.",
    why: "Every word may be right and the quotation still say what nobody said. Looked at are the words under an \
          ellipsis that belong to the clause that is kept, and the words right before a quotation that begins in \
          the middle of a clause.",
    fires: &[
        "“we're on the right track” `[@001]`, where the source goes “I can't tell you if we're on the right track …”",
        "“I can't tell you … we're on the right track” `[@001]`",
        "“Russia does … have the right to vote” `[@000]`",
    ],
    silent: &[
        "an elision without negation, condition or modal",
        "a negation in another sentence that is left out",
        "he could not say whether “we're on the right track”: the note itself has the condition",
        "a quotation that begins where the source's begins",
        "a quotation that begins a sentence of the source",
    ],
    run: Run::Note(run),
};

/// Words that turn the clause they stand in.
const TURNING: [&str; 13] = [
    "barely", "cannot", "hardly", "if", "lest", "neither", "never", "no", "nor", "not", "unless", "whether", "without",
];
/// Words that weaken a clause: they matter when little else is left out.
const WEAKENING: [&str; 4] = ["could", "may", "might", "perhaps"];
/// A short elision is read whole, in a longer one only the clauses at its ends.
const SHORT: usize = 6;
/// Verbs whose negation reaches into the clause behind them.
const REACHING: [&str; 12] =
    ["believe", "claim", "expect", "imagine", "know", "mean", "promise", "say", "see", "suggest", "tell", "think"];

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for (ix, quotation) in reading.note.facts.quotations.iter().enumerate() {
        if quotation.nested {
            continue;
        }
        let Verdict::Stands(fit) = reading.quotation(ix) else { continue };
        let wording = Wording::of(&reading.note.prose, quotation.inner);
        if wording.len() < 3 {
            continue;
        }
        if let Some(finding) = elided(reading, quotation, fit, &wording).or_else(|| torn(reading, quotation, fit)) {
            found.push(finding);
        }
    }
}

/// A turning word under an ellipsis.
fn elided(reading: &Reading<'_>, quotation: &Quotation, fit: &Fit, wording: &Wording) -> Option<Finding> {
    let text = fit.article.text.as_str();
    let (run, word) = fit.elided.iter().find_map(|run| Some((*run, turning(run.of(text))?)))?;
    let gaps: Vec<Span> =
        wording.parts.iter().filter_map(|part| if let Part::Gap(span) = part { Some(*span) } else { None }).collect();
    let fixes = match gaps.as_slice() {
        [gap] if fit.elided.len() == 1 => vec![Fix {
            title: "Restore the words left out".to_string(),
            preferred: true,
            edits: vec![edit(reading.note, *gap, run.of(text))],
        }],
        _ => Vec::new(),
    };
    Some(finding(quotation, fit, &word, fixes))
}

fn finding(quotation: &Quotation, fit: &Fit, word: &str, fixes: Vec<Fix>) -> Finding {
    Finding {
        code: CHECK.code,
        level: CHECK.level,
        span: quotation.span,
        message: format!("The words left out of this quotation include “{}”.", short(word, 30)),
        evidence: vec![rests_on(fit)],
        fixes,
    }
}

/// The word among those left out that turns what is kept.
fn turning(left_out: &str) -> Option<String> {
    let all: Vec<String> = words(left_out);
    let turns = |word: &&String| TURNING.contains(&word.as_str()) || word.ends_with("n't");
    if all.len() <= SHORT {
        let weakens = |word: &&String| WEAKENING.contains(&word.as_str()) && all.len() <= 3;
        return all.iter().find(|word| turns(word) || weakens(word)).cloned();
    }
    let stops = |c: char| matches!(c, '.' | ',' | ';' | ':' | '—' | '–' | '?' | '!' | '”' | '“' | '"' | '\n');
    let head = left_out.split(stops).next().unwrap_or("");
    let tail = left_out.rsplit(stops).next().unwrap_or("");
    let ends: Vec<String> = words(head).into_iter().chain(words(tail)).collect();
    ends.iter().find(turns).cloned()
}

/// A quotation that begins in mid-clause, behind the word that turns it.
fn torn(reading: &Reading<'_>, quotation: &Quotation, fit: &Fit) -> Option<Finding> {
    if !fit.quoted || fit.places.len() > 1 {
        return None;
    }
    let (text, note) = (fit.article.text.as_str(), reading.note);
    let before = text.get(..fit.span.start())?;
    let stops = |c: char| matches!(c, '.' | ',' | ';' | ':' | '—' | '–' | '?' | '!' | '”' | '“' | '"' | '\n' | '(');
    let start = before.rfind(stops).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let clause = Span::new(start, fit.span.start());
    let all = words(clause.of(text));
    let negative = |word: &String| word.ends_with("n't") || matches!(word.as_str(), "not" | "never" | "cannot");
    let last = all.last()?;
    let reaches = all
        .iter()
        .position(negative)
        .is_some_and(|at| all.len() - at <= 6 && all.iter().skip(at).any(|word| REACHING.contains(&word.as_str())));
    if !(TURNING.contains(&last.as_str()) || last.ends_with("n't") || reaches) {
        return None;
    }
    // The note's own words around the quotation may carry the condition.
    let sentence = note.sentences.iter().find(|sentence| sentence.covers(quotation.span)).copied();
    let around = sentence.map_or(String::new(), |sentence| {
        let outside =
            [Span::new(sentence.start(), quotation.span.start()), Span::new(quotation.span.end(), sentence.end())];
        outside.map(|span| span.of(&note.prose)).join(" ")
    });
    let doubtful = |word: &String| {
        TURNING.contains(&word.as_str())
            || word.ends_with("n't")
            || ["deny", "denie", "doubt", "refus", "reject", "unable", "fail", "declin", "unclear", "uncertain"]
                .iter()
                .any(|stem| word.starts_with(stem))
    };
    if words(&around).iter().any(doubtful) {
        return None;
    }
    let word = all.iter().rev().find(|word| TURNING.contains(&word.as_str()) || word.ends_with("n't"))?;
    let lead = clause.of(text).trim_start();
    let fixes = vec![Fix {
        title: "Restore the words before it".to_string(),
        preferred: false,
        edits: vec![edit(note, Span::at(quotation.inner.start()), lead)],
    }];
    Some(finding(quotation, fit, word, fixes))
}

/// Words in lower case with straight apostrophes.
fn words(text: &str) -> Vec<String> {
    Words::of(text).iter().map(|word| word.span.of(text).to_lowercase().replace('’', "'")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(left_out: &str, expected: Option<&str>) {
        assert_eq!(turning(left_out).as_deref(), expected, "{left_out}");
    }

    #[test]
    fn only_what_reaches_the_kept_words_turns_them() {
        check("if", Some("if"));
        check("does not", Some("not"));
        check("and the West continues its aggressive course,", None);
        check("may well", Some("may"));
        check("and that is all. We will not go there, said the man. For this reason we say that", None);
        check("can’t", Some("can't"));
    }
}
