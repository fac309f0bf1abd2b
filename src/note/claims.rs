use super::unit::{Unit, UnitKind};
use super::{Citation, ClaimTrait, NoteClaim};
use crate::actor::{ActorKind, Form};
use crate::article::Facts;
use crate::claim::{Claim, ClaimKind, Unit as Measure};
use crate::date::TimexKind;
use crate::text::Span;

/// Words by which a writer speaks for himself or leaves a thing open.
const OWN: &[&str] = &[
    "apparently",
    "fixme",
    "i",
    "i'd",
    "i'll",
    "i'm",
    "i've",
    "imho",
    "imo",
    "maybe",
    "my",
    "perhaps",
    "tbd",
    "tk",
    "todo",
];

/// Words that begin a note to oneself: “Check whether …”, “NB two of that name”.
const TASKS: &[&str] = &[
    "add", "ask", "beware", "careful", "check", "compare", "confirm", "discuss", "find", "nb", "remember", "reminder",
    "rewrite", "verify",
];

/// What a writer counts of his own material: “the three articles”, “two stories”.
const MATERIAL: &[&str] = &[
    "article",
    "example",
    "paper",
    "piece",
    "question",
    "quotation",
    "quote",
    "reading",
    "report",
    "source",
    "story",
    "thing",
    "version",
    "way",
];

/// What texts are measured in: “(150 words)”.
const WRITING: &[&str] = &["line", "mark", "page", "paragraph", "word"];

/// Past tenses that do not end in `-ed`; with a date and an actor they tell of an act.
const PAST: &[&str] = &[
    "ate",
    "became",
    "began",
    "bought",
    "broke",
    "brought",
    "built",
    "came",
    "chose",
    "cut",
    "did",
    "drew",
    "fell",
    "felt",
    "fled",
    "flew",
    "fought",
    "found",
    "froze",
    "gave",
    "got",
    "grew",
    "had",
    "heard",
    "held",
    "hit",
    "kept",
    "knew",
    "laid",
    "led",
    "left",
    "lost",
    "made",
    "meant",
    "met",
    "overthrew",
    "paid",
    "put",
    "quit",
    "ran",
    "read",
    "rose",
    "said",
    "sank",
    "sat",
    "saw",
    "sent",
    "set",
    "shot",
    "shut",
    "sold",
    "spent",
    "split",
    "spoke",
    "stood",
    "struck",
    "swore",
    "thought",
    "threw",
    "told",
    "took",
    "was",
    "went",
    "were",
    "withdrew",
    "won",
    "wrote",
];

/// The fewest words of a quotation that is a claim without a speaker.
const WEIGHTY: usize = 3;

/// A writer has fewer articles than this before him.
const FEW: f64 = 13.0;

/// The claims of a note. `units` and `facts` are in order; `marks` are the sentences' footnote marks: what
/// each covers.
pub(super) fn claims(
    prose: &str,
    units: &[Unit],
    citations: &[Citation],
    marks: &[Span],
    facts: &Facts,
) -> Vec<NoteClaim> {
    let mut sentences: Vec<Sentence> = Vec::new();
    for (ix, unit) in units.iter().enumerate() {
        let holds =
            matches!(unit.kind, UnitKind::Paragraph | UnitKind::Item | UnitKind::Row) && unit.footnote.is_none();
        let summary = unit.announces && is_cited_list(units, ix, citations);
        let last = unit.sentences.len().saturating_sub(1);
        let spans = unit.sentences.iter().enumerate();
        sentences.extend(spans.map(|(n, &span)| Sentence::new(span, holds && !(summary && n == last))));
    }
    let within = |span: Span| {
        let first = sentences.partition_point(|s| s.span.end() <= span.start());
        first..sentences.partition_point(|s| s.span.start() < span.end()).max(first)
    };
    let mut told = vec![(false, false); sentences.len()];
    for claim in facts.claims.iter().filter(|claim| !claim.source.is_empty() && is_said(prose, claim, facts)) {
        let reported = matches!(claim.kind, ClaimKind::Indirect | ClaimKind::Mixed);
        for ix in claim.content.iter().flat_map(|content| within(*content)) {
            told[ix] = (true, told[ix].1 | reported);
        }
    }
    let mut cited: Vec<Vec<u32>> = vec![Vec::new(); sentences.len()];
    for (citation, covers) in citations.iter().enumerate().flat_map(|(ix, c)| c.covers.iter().map(move |s| (ix, *s))) {
        for sentence in within(covers) {
            if cited[sentence].last() != Some(&(citation as u32)) {
                cited[sentence].push(citation as u32);
            }
        }
    }
    // The citations that stand in each sentence's paragraph, item or row.
    let mut near: Vec<std::ops::Range<u32>> = Vec::with_capacity(sentences.len());
    for unit in units {
        let first = citations.partition_point(|c| c.span.start() < unit.span.start());
        let last = citations.partition_point(|c| c.span.start() < unit.span.end()).max(first);
        near.extend(unit.sentences.iter().map(|_| first as u32..last as u32));
    }
    let mut footnoted = vec![false; sentences.len()];
    marks.iter().flat_map(|mark| within(*mark)).for_each(|ix| footnoted[ix] = true);

    let mut claims = Vec::new();
    for (ix, sentence) in sentences.iter().enumerate().filter(|(_, sentence)| sentence.holds) {
        let span = sentence.span;
        let quotations = inside(&facts.quotations, span, |q| q.span);
        let figures = inside(&facts.figures, span, |f| f.span);
        let dates = inside(&facts.dates, span, |d| d.span);
        let mentions = inside(&facts.actors.mentions, span, |m| m.span);
        let (attributed, reported) = told[ix];
        let is_weighty = |q: &u32| {
            let quotation = &facts.quotations[*q as usize];
            !quotation.nested && (attributed || quotation.inner.of(prose).split_whitespace().count() >= WEIGHTY)
        };
        let counts = |f: &u32| {
            let figure = &facts.figures[*f as usize];
            let own = figure
                .head
                .as_deref()
                .is_some_and(|head| WRITING.contains(&head) || figure.high < FEW && MATERIAL.contains(&head));
            figure.unit != Measure::Count || figure.head.is_some() && !own
        };
        let own = writers_words(prose, span, &quotations, facts);
        let acted = || {
            let named = mentions
                .iter()
                .any(|m| !matches!(facts.actors.mentions[*m as usize].form, Form::Pronoun | Form::Nominal));
            let dated =
                dates.iter().any(|d| matches!(facts.dates[*d as usize].kind, TimexKind::Date | TimexKind::Time));
            named && dated && own.iter().any(|word| is_past(word))
        };
        let because = if quotations.iter().any(is_weighty) {
            ClaimTrait::Quotation
        } else if figures.iter().any(counts) {
            ClaimTrait::Figure
        } else if reported {
            ClaimTrait::Statement
        } else if acted() {
            ClaimTrait::Date
        } else {
            continue;
        };
        if span.of(prose).trim_end().ends_with('?') || is_own(&own) {
            continue;
        }
        let citations = std::mem::take(&mut cited[ix]);
        claims.push(NoteClaim {
            span,
            because,
            citations,
            near: near[ix].clone(),
            footnoted: footnoted[ix],
            quotations,
            figures,
            dates,
            mentions,
        });
    }
    claims
}

/// Whether somebody is told to have said it: not “Status: open”, and not “the article says”.
fn is_said(prose: &str, claim: &Claim, facts: &Facts) -> bool {
    let colon = claim.cue.first().is_some_and(|cue| cue.of(prose) == ":");
    let person = || {
        let actor = claim.speaker.and_then(|ix| facts.actors.get(ix));
        actor.is_some_and(|actor| actor.kind == ActorKind::Person)
    };
    let material = |source: &Span| {
        let last = source.of(prose).split_whitespace().next_back().map(str::to_lowercase);
        last.is_some_and(|word| MATERIAL.contains(&word.trim_end_matches('s')))
    };
    (!colon || claim.kind != ClaimKind::Indirect || person()) && !claim.source.iter().any(material)
}

struct Sentence {
    span: Span,
    /// Stands where claims may stand.
    holds: bool,
}

impl Sentence {
    fn new(span: Span, holds: bool) -> Self {
        Self { span, holds }
    }
}

/// Whether the unit `ix` announces a list of which an item is cited.
fn is_cited_list(units: &[Unit], ix: usize, citations: &[Citation]) -> bool {
    let items = units[ix + 1..].iter().take_while(|unit| unit.kind == UnitKind::Item);
    let mut items = items.map(|unit| unit.span);
    items.any(|item| {
        let first = citations.partition_point(|citation| citation.span.start() < item.start());
        citations.get(first).is_some_and(|citation| citation.span.start() < item.end())
    })
}

/// The indices of what begins within `span`; `all` is in order.
fn inside<T>(all: &[T], span: Span, of: impl Fn(&T) -> Span) -> Vec<u32> {
    let first = all.partition_point(|item| of(item).start() < span.start());
    let last = all.partition_point(|item| of(item).start() < span.end());
    (first..last.max(first)).map(|ix| ix as u32).collect()
}

/// The words of a sentence outside its quotations, as written.
fn writers_words<'t>(prose: &'t str, span: Span, quotations: &[u32], facts: &Facts) -> Vec<&'t str> {
    let mut words = Vec::new();
    let mut at = span.start();
    for quotation in quotations.iter().map(|ix| facts.quotations[*ix as usize].span).chain([Span::at(span.end())]) {
        if quotation.start() >= at {
            let part = Span::new(at, quotation.start()).of(prose);
            let is_edge = |c: char| !(c.is_alphanumeric() || c == '\'' || c == '’');
            words
                .extend(part.split_whitespace().map(|word| word.trim_matches(is_edge)).filter(|word| !word.is_empty()));
        }
        at = at.max(quotation.end());
    }
    words
}

/// Whether the writer speaks for himself, supposes, or tells himself what to do.
fn is_own(words: &[&str]) -> bool {
    let task = words.first().is_some_and(|word| TASKS.contains(&word.to_lowercase().as_str()));
    let mut before = "";
    let own = words.iter().any(|word| {
        // “World War I”, “Elizabeth I”
        let numeral = *word == "I" && before.starts_with(char::is_uppercase);
        before = word;
        !numeral && OWN.binary_search(&word.replace('’', "'").to_lowercase().as_str()).is_ok()
    });
    task || own
}

fn is_past(word: &str) -> bool {
    let regular =
        word.len() > 3 && word.ends_with("ed") && !word.ends_with("eed") && word.starts_with(char::is_lowercase);
    regular || PAST.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::note::tests::note;

    /// Each claim as its trait, its first two words and the keys that cover it.
    fn check(text: &str, expected: Expect) {
        let note = note(text);
        let shown = |claim: &NoteClaim| {
            let words: Vec<_> = claim.span.of(&note.prose).split_whitespace().take(2).collect();
            let keys: Vec<_> = claim.citations.iter().map(|ix| note.citations[*ix as usize].key.as_str()).collect();
            let mark = if claim.footnoted { " ^" } else { "" };
            format!("{:?}: {} [{}]{mark}\n", claim.because, words.join(" "), keys.join(" "))
        };
        expected.assert_eq(&note.claims.iter().map(shown).collect::<String>());
    }

    #[test]
    fn what_can_be_checked() {
        check(
            "Kuleba said: “This is a red line that neither Kyiv nor our partners will cross” [@000]. Moscow has massed some \
             100,000 troops. Russia seized Crimea in March 2014.[^1]\n\n- The EU spent 5 percent\n- Lavrov said that talks \
             were useful [[001]]\n\n[^1]: A book.\n",
            expect![[r#"
                Quotation: Kuleba said: [000]
                Figure: Moscow has [] ^
                Date: Russia seized [] ^
                Figure: The EU []
                Statement: Lavrov said [001]
            "#]],
        );
    }

    #[test]
    fn what_cannot() {
        check(
            "---\ndate: 2022-01-21\n---\n# Moscow has 100,000 troops\n\nDoes Moscow have 100,000 troops? I think Moscow has \
             100,000 troops. Perhaps 100,000 troops came. TODO: 100,000 troops. A quiet “deal” of sorts.\n\n- [ ] find the \
             100,000 troops\n\n`100,000 troops` <!-- 100,000 troops --> %% 100,000 troops %%\n\n```\n100,000 troops\n```\n\n\
             The 3 articles report 100,000 troops:\n\n- so it is [@000]\n",
            expect![[""]],
        );
    }

    #[test]
    fn tables_are_sorted() {
        assert!(OWN.is_sorted() && TASKS.is_sorted() && PAST.is_sorted());
    }

    #[test]
    fn own_words() {
        for (sentence, own) in [
            ("I think Moscow has 3,000 men there", true),
            ("Perhaps Moscow has 3,000 men there", true),
            ("TODO: 3,000 men", true),
            ("Check the 3,000 men", true),
            ("My reading is 3,000", true),
            ("Since World War I the 3,000 men", false),
            ("Moscow has 3,000 men", false),
        ] {
            let words: Vec<_> = sentence.split([' ', ':']).filter(|w| !w.is_empty()).collect();
            assert_eq!(is_own(&words), own, "{sentence}");
        }
    }
}
