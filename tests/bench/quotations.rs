//! How fast a quotation is found and compared in 5 MB of articles. Run by hand:
//!
//! ```text
//! cargo bench --bench quotations
//! ```
//!
//! Generated articles of 3 KB lie under `target/corpus`. Quotations of 8 to 40 words are taken from them as they stand,
//! with a word changed, with words left out, and with their words in another order (so that they stand nowhere); each is
//! asked for with its article cited and with none. Prints milliseconds of one core: the middle, the slowest of a
//! hundred, the slowest.

#[path = "corpus/generate.rs"]
mod generate;

use std::hint::black_box;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use ibid::article::Article;
use ibid::compare::{Wording, verdict};
use ibid::config::Config;
use ibid::corpus::{ArticleId, Corpus, Keeper, Options, Storage};
use ibid::text::Span;

use generate::Dice;

/// Articles of 3 KB that make 5 MB.
const ARTICLES: usize = 1750;
/// Quotations of each kind.
const ASKED: usize = 2000;

type Failure = Box<dyn std::error::Error>;

#[expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
fn main() -> Result<(), Failure> {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/target/corpus")).join(ARTICLES.to_string());
    generate::write(&root, ARTICLES)?;
    let mut keeper = Keeper::open(&root, &Config::default(), Options { storage: Storage::Disk, ..Options::default() });
    let report = keeper.refresh(&mut |_| ControlFlow::Continue(()));
    let corpus = keeper.corpus();
    println!("{} articles, {:.1} MB", corpus.len(), report.bytes as f64 / 1e6);
    println!("{:24} {:>8} {:>8} {:>8}", "", "p50 ms", "p99 ms", "max ms");
    let ids: Vec<ArticleId> = (0..corpus.len() as u32).map(ArticleId).collect();
    let kinds: [(&str, Make); 4] = [
        ("as it stands", |_, words| words),
        ("a word changed", change),
        ("words left out", leave_out),
        ("nowhere", mix),
    ];
    for (kind, make) in kinds {
        for cited in [true, false] {
            let mut dice = Dice::new(7);
            let mut times: Vec<f64> = (0..ASKED).filter_map(|_| ask(&corpus, &ids, &mut dice, make, cited)).collect();
            times.sort_unstable_by(f64::total_cmp);
            let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize] * 1e3;
            let name = format!("{kind}, {}", if cited { "cited" } else { "not cited" });
            println!("{name:24} {:>8.3} {:>8.3} {:>8.3}", at(0.5), at(0.99), at(1.0));
        }
    }
    Ok(())
}

/// Makes another quotation of the words of one.
type Make = for<'w> fn(&mut Dice, Vec<&'w str>) -> Vec<&'w str>;

fn change<'w>(dice: &mut Dice, mut words: Vec<&'w str>) -> Vec<&'w str> {
    let at = dice.roll(words.len());
    words[at] = "velvet";
    words
}

fn leave_out<'w>(dice: &mut Dice, mut words: Vec<&'w str>) -> Vec<&'w str> {
    let at = 3 + dice.roll(words.len() - 6);
    words.splice(at..at + 3, ["…"]);
    words
}

fn mix<'w>(dice: &mut Dice, mut words: Vec<&'w str>) -> Vec<&'w str> {
    (1..words.len()).rev().for_each(|at| words.swap(at, dice.roll(at + 1)));
    words
}

/// Seconds to find one quotation; none when the dice hit the end of an article.
fn ask(corpus: &Corpus, ids: &[ArticleId], dice: &mut Dice, make: Make, cited: bool) -> Option<f64> {
    let id = ids[dice.roll(ids.len())];
    let article: Arc<Article> = corpus.get(id)?;
    let (words, text) = (article.text.words(), article.text.as_str());
    let (at, length) = (dice.roll(words.len()), 8 + dice.roll(33));
    let run = words.get(at..at + length)?;
    let quotation = make(dice, run.iter().map(|word| word.span.of(text)).collect()).join(" ");
    let sources = if cited { vec![(id, article)] } else { Vec::new() };
    let start = Instant::now();
    let wording = Wording::of(&quotation, Span::new(0, quotation.len()));
    black_box(verdict(corpus, &sources, &quotation, &wording));
    Some(start.elapsed().as_secs_f64())
}
