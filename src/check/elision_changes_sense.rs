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

/// Words that deny what follows them.
const DENYING: [&str; 10] =
    ["barely", "cannot", "hardly", "neither", "never", "no", "nor", "not", "scarcely", "without"];
/// Words that make what they belong to a condition or a question.
const CONDITIONS: [&str; 4] = ["if", "lest", "unless", "whether"];
/// Words that weaken what follows them; they matter when little else is left out.
const WEAKENING: [&str; 4] = ["could", "may", "might", "perhaps"];
/// Verbs whose negation reaches into the clause behind them.
const REACHING: [&str; 12] =
    ["believe", "claim", "expect", "imagine", "know", "mean", "promise", "say", "see", "suggest", "tell", "think"];
/// Behind these words a clause is taken for granted: who does not know what changes still says that it changes.
const GRANTING: [&str; 7] = ["how", "what", "when", "where", "which", "who", "why"];
/// “Not only” denies nothing.
const ADDING: [&str; 4] = ["just", "merely", "only", "simply"];
/// Words between a negation and what it denies; others in -ly are added.
const LIGHT: [&str; 12] =
    ["also", "always", "been", "being", "even", "ever", "now", "quite", "so", "still", "well", "yet"];
const AUXILIARY: [&str; 24] = [
    "am", "are", "be", "been", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may", "might", "must",
    "shall", "should", "was", "were", "will", "would", "there's", "it's",
];
/// A negation governs an infinitive over so many words (“not have the right to”).
const CHAIN: usize = 5;
/// So far into the words that are kept their verb is looked for.
const VERB_WITHIN: usize = 8;

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
    let (run, word) = fit.elided.iter().find_map(|run| {
        let before = Span::new(fit.span.start(), run.start().max(fit.span.start()));
        let behind = Span::new(run.end(), fit.span.end().max(run.end()));
        Some((*run, turning(before.of(text), run.of(text), behind.of(text))?))
    })?;
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

/// The word among those left out between `before` and `behind` that governs what is kept: it denies, weakens or makes
/// conditional the words in its own clause. A negation that goes with the verb it denies turns nothing.
fn turning(before: &str, left_out: &str, behind: &str) -> Option<String> {
    let first = left_out.split(STOPS).next().unwrap_or("");
    let last = left_out.rsplit(STOPS).next().unwrap_or("");
    let kept = words(behind.split(STOPS).next().unwrap_or(""));
    let ahead = words(before.rsplit(STOPS).next().unwrap_or(""));
    let (head, tail) = (words(first), words(last));
    let by_tail = || if kept.is_empty() { None } else { governing(&tail, &kept) };
    by_tail().or_else(|| {
        let first = head.first()?;
        let denied = is_denying(first) && ahead.last().is_some_and(|word| AUXILIARY.contains(&word.as_str()));
        let adds = head.get(1).is_some_and(|word| ADDING.contains(&word.as_str()));
        let condition = CONDITIONS.contains(&first.as_str()) && !ahead.is_empty();
        (denied && !adds || condition).then(|| first.clone())
    })
}

/// Where a clause ends.
const STOPS: [char; 15] = ['.', ',', ';', ':', '—', '–', '?', '!', '”', '“', '"', '\n', '(', ')', '…'];

fn is_denying(word: &str) -> bool {
    DENYING.contains(&word) || word.ends_with("n't")
}

/// The word of a clause's beginning that governs the rest of the clause, `kept`.
fn governing(beginning: &[String], kept: &[String]) -> Option<String> {
    if let Some(condition) = beginning.iter().rev().find(|word| CONDITIONS.contains(&word.as_str())) {
        return Some(condition.clone());
    }
    let light = |word: &String| LIGHT.contains(&word.as_str()) || word.ends_with("ly");
    let at = beginning.iter().rposition(|word| is_denying(word));
    let Some(at) = at else {
        let weak = beginning.iter().position(|word| WEAKENING.contains(&word.as_str()))?;
        let few = beginning.len() <= 3 && beginning.iter().skip(weak + 1).all(light);
        return few.then(|| beginning[weak].clone());
    };
    let rest = beginning.get(at + 1..).unwrap_or_default();
    if rest.first().is_some_and(|word| ADDING.contains(&word.as_str())) {
        return None;
    }
    let infinitive = rest.last().is_some_and(|word| word == "to") && rest.len() <= CHAIN;
    let none_of = beginning[at] == "no" && rest.len() <= CHAIN && rest.last().is_some_and(|word| word == "of");
    (rest.iter().all(light) || infinitive || none_of || reaches(rest, kept)).then(|| beginning[at].clone())
}

/// Whether words behind a negation carry it into the clause they are followed by: “don't think that | it works”.
fn reaches(rest: &[String], kept: &[String]) -> bool {
    let verb = rest.iter().position(|word| REACHING.contains(&word.as_str()));
    let near = verb.is_some_and(|verb| verb <= 2 && rest.len() - verb <= CHAIN);
    let granted = rest.iter().any(|word| GRANTING.contains(&word.as_str()));
    let finite = |word: &String| {
        AUXILIARY.contains(&word.as_str())
            || ["'re", "'ve", "'ll", "'s", "'m", "n't"].iter().any(|end| word.ends_with(end))
    };
    near && !granted && kept.iter().take(VERB_WITHIN).any(finite)
}

/// A quotation that begins in mid-clause, behind the word that turns it.
fn torn(reading: &Reading<'_>, quotation: &Quotation, fit: &Fit) -> Option<Finding> {
    if !fit.is_quoted() || fit.places.len() > 1 {
        return None;
    }
    let (text, note) = (fit.article.text.as_str(), reading.note);
    let before = text.get(..fit.span.start())?;
    let start = before.rfind(STOPS).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let clause = Span::new(start, fit.span.start());
    let all = words(clause.of(text));
    let last = all.last()?;
    let denied = all.iter().position(|word| is_denying(word));
    let carried = denied.is_some_and(|at| {
        all.len() - at <= 6 && reaches(all.get(at + 1..).unwrap_or_default(), &words(fit.span.of(text)))
    });
    if !(is_denying(last) || CONDITIONS.contains(&last.as_str()) || carried) {
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
        is_denying(word)
            || CONDITIONS.contains(&word.as_str())
            || ["deny", "denie", "doubt", "refus", "reject", "unable", "fail", "declin", "unclear", "uncertain"]
                .iter()
                .any(|stem| word.starts_with(stem))
    };
    if words(&around).iter().any(doubtful) {
        return None;
    }
    let word = all.iter().rev().find(|word| is_denying(word) || CONDITIONS.contains(&word.as_str()))?;
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

    /// `before [left out] behind`
    fn check(passage: &str, expected: Option<&str>) {
        let (before, rest) = passage.split_once('[').unwrap();
        let (left_out, behind) = rest.split_once(']').unwrap();
        assert_eq!(turning(before, left_out, behind).as_deref(), expected, "{passage}");
    }

    #[test]
    fn what_governs_the_kept_words_turns_them() {
        check("I can't tell you [if] we're on the right track", Some("if"));
        check("Russia [does not] have the right", Some("not"));
        check("Russia is [not ever going to] attack", Some("not"));
        check("He is [not a spy and] a friend", Some("not"));
        check("They [can’t] win", Some("can't"));
        check("They [may well] win", Some("may"));
        check("We will leave [unless they come,] and soon", Some("unless"));
        check("It [doesn't have the right to] vote", Some("doesn't"));
        check("We saw [no evidence of] fraud", Some("no"));
        check("I [don't think that] we're late", Some("don't"));
        check("I said so [and I do not believe] they are right", Some("not"));
    }

    #[test]
    fn what_goes_with_its_own_verb_turns_nothing() {
        check("We came, [and the West continues its aggressive course,] to stay", None);
        check(
            "We came [and that is all. We will not go there, said the man. For this reason we say that] it ends",
            None,
        );
        check("and they [weren't interested in] Republican votes", None);
        check("messages that he sends around the [world don't fall] on receptive ears", None);
        check("You can't talk about change if you [don't know what] we're changing", None);
        check("They [weren't fun. There] was no joy", None);
        check("He is [not only] a friend", None);
        check("They [may come] tomorrow", None);
    }
}
