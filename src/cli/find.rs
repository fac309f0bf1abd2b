//! `ibid find`: the look-ups of the corpus from a terminal, one passage a line.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use clap::ValueEnum;

use super::Outcome;
use super::workspace::{open, real};
use crate::article::{Article, stated_date};
use crate::corpus::{ArticleId, Corpus, root_of};
use crate::date::Interval;
use crate::text::{Encoding, Span, grams, grams_of, word_key};

/// Find articles by who or what they speak of.
///
/// Prints PATH:LINE:COLUMN and the passage, best or newest first.
#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    /// What to look for
    #[arg(value_enum)]
    what: What,
    /// A name, a date (2022-01-11, 2022-01 or 2022), words of a quotation, or words
    #[arg(required = true, num_args = 1..)]
    query: Vec<String>,
    /// The folder that holds articles and notes [default: found upward from here]
    #[arg(long, value_name = "DIR")]
    workspace: Option<PathBuf>,
    /// How many articles to show at most
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum What {
    /// Articles that name somebody
    Actor,
    /// Articles that speak of a day, month or year
    Date,
    /// Articles that hold these words in a row, or nearly so
    Quote,
    /// Articles that share most of these words
    Words,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let root = match &arguments.workspace {
        Some(folder) => real(folder)?,
        None => root_of(&real(".".as_ref())?),
    };
    let world = open(&root)?;
    let query = arguments.query.join(" ");
    let found = find(&world.corpus, arguments.what, &query, arguments.limit)?;
    let mut output = anstream::stdout().lock();
    for (article, span) in found {
        let place = article.text.position(span.start(), Encoding::Utf32);
        let path = article.path.strip_prefix(&root).unwrap_or(&article.path).display();
        let words: Vec<&str> = span.of(article.text.as_str()).split_whitespace().collect();
        writeln!(output, "{path}:{}:{}: {}", place.line + 1, place.column + 1, words.join(" "))?;
    }
    output.flush()?;
    Ok(Outcome::Clean)
}

/// The articles that a query finds, each with the passage that shows why.
fn find(corpus: &Corpus, what: What, query: &str, limit: usize) -> anyhow::Result<Vec<(Arc<Article>, Span)>> {
    let ids: Vec<ArticleId> = match what {
        What::Actor => {
            let id = query.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-");
            let (found, _) = corpus.with_actor(&id, limit);
            if found.is_empty() { corpus.with_surname(&id, limit).0 } else { found }
        }
        What::Date => corpus.with_date(asked_day(query)?, limit).0,
        What::Quote if grams(query).is_empty() => corpus.with_words(&[query], limit),
        What::Quote => corpus.with_grams(&grams(query), limit),
        What::Words => corpus.with_words(&[query], limit),
    };
    let articles = ids.into_iter().filter_map(|id| corpus.get(id));
    Ok(articles.map(|article| (Arc::clone(&article), passage(&article, what, query))).collect())
}

fn asked_day(query: &str) -> anyhow::Result<Interval> {
    stated_date(query).with_context(|| format!("“{query}” is no date: write 2022-01-11, 2022-01 or 2022"))
}

/// The sentence of an article that shows why it was found.
fn passage(article: &Article, what: What, query: &str) -> Span {
    let text = article.text.as_str();
    let sentences = || article.paragraphs.iter().flat_map(|paragraph| paragraph.sentences.iter().copied());
    let around = |span: Span| sentences().find(|sentence| sentence.covers(span)).unwrap_or(span);
    let words = article.text.words();
    let asked: Vec<u64> = query.split_whitespace().map(word_key).collect();
    let shared = |sentence: &Span| {
        let within = words.get(words.within(*sentence)).unwrap_or_default();
        let same = within.iter().filter(|word| asked.contains(&word.key)).count();
        match what {
            What::Quote => (grams_of(within).filter(|gram| grams(query).contains(gram)).count(), same),
            _ => (same, 0),
        }
    };
    let best = || sentences().rev().max_by_key(shared).unwrap_or(Span::at(0));
    match what {
        What::Actor => {
            let last = query.split_whitespace().next_back().unwrap_or(query).to_lowercase();
            let names = |span: &Span| span.of(text).to_lowercase().contains(&last);
            article.facts.actors.mentions.iter().map(|mention| mention.span).find(names).map_or_else(best, around)
        }
        What::Date => {
            let Some(asked) = stated_date(query) else { return Span::at(0) };
            let within = |said: Interval| said.earliest >= asked.earliest && said.latest <= asked.latest;
            let said =
                article.facts.dates.iter().find(|said| said.interval.earliest.is_some() && within(said.interval));
            said.map_or_else(best, |said| around(said.span))
        }
        What::Quote | What::Words => best(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::config::Config;
    use crate::corpus::load;

    use super::*;

    fn check(what: What, query: &str, expected: &[&str]) {
        let (corpus, _) = load(Path::new(env!("CARGO_MANIFEST_DIR")), &Config::default());
        let found = find(&corpus, what, query, 1).unwrap();
        let told: Vec<String> = found
            .iter()
            .map(|(article, span)| format!("{}: {}", &article.key[..3], span.of(article.text.as_str())))
            .collect();
        assert_eq!(told.len(), expected.len(), "{what:?} {query}: {told:?}");
        for (told, expected) in told.iter().zip(expected) {
            assert!(told.starts_with(expected), "{what:?} {query}: {told}");
        }
    }

    #[test]
    fn the_seeds_are_asked() {
        check(What::Actor, "Sergei Lavrov", &["001: Russian Foreign Minister Sergei Lavrov described the meeting"]);
        check(What::Quote, "this is a red line that neither Kyiv", &["000: “Russia does not have the right to vote"]);
        check(What::Words, "separatist lawmakers independence", &["001: Russian lawmakers will meet next week"]);
        check(What::Date, "2022-01-09", &["000: "]);
        check(What::Actor, "Nobody Atall", &[]);
        assert!(asked_day("tomorrow").is_err());
    }
}
