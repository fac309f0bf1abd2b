//! What the seeds report, and where they agree, held against tables made by hand: `tests/gold/seeds_*.tsv`.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use ibid::article::{self, Given, Metadata, Source};
use ibid::claim::{Claim, ClaimKind};
use ibid::config::Config;
use ibid::corpus;
use ibid::ide::hover;
use ibid::text::{Text, tokens};
use ibid::world::{Change, Snapshot, World};

/// Overlap of words from which a claim counts as found; the looser threshold of the Gender Gap Tracker.
const FOUND: f64 = 0.3;

const SEEDS: &[&str] = &["000_c11a53263d9f578e", "001_36ec4a0469faaa65", "002_1721f66ada750ae0"];

fn read(stem: &str) -> article::Article {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(stem).with_extension("txt");
    let text = Text::new(std::fs::read_to_string(&path).unwrap());
    let source =
        Source { path: Arc::from(path), hash: [0; 32], text, metadata: Metadata::default(), issues: Vec::new() };
    article::read(source, Given::default())
}

/// The places of the words that pieces of `text` cover.
fn words(text: &str, pieces: &[ibid::text::Span]) -> BTreeSet<usize> {
    let inside = |at: usize| pieces.iter().any(|p| p.contains(at));
    tokens(text).iter().filter(|t| t.is_word()).map(|t| t.span.start()).filter(|at| inside(*at)).collect()
}

#[test]
fn the_seeds_report_what_they_report() {
    let gold = include_str!("../gold/seeds_claims.tsv");
    let (mut found, mut all, mut wrong) = (0, 0, Vec::new());
    for stem in SEEDS {
        let article = read(stem);
        let text = article.text.as_str();
        let claims: Vec<&Claim> = article.facts.claims.iter().filter(|c| c.kind != ClaimKind::Narration).collect();
        for row in gold.lines().filter(|row| row.starts_with(&stem[..3])) {
            let mut cells = row.split('\t').skip(1);
            let (speakers, content) = (cells.next().unwrap(), cells.next().unwrap());
            let pieces: Vec<_> = content.split(" … ").map(|piece| place(text, piece)).collect();
            let gold = words(text, &pieces);
            let overlap = |claim: &Claim| {
                let told = words(text, &claim.content);
                gold.intersection(&told).count() as f64 / gold.union(&told).count().max(1) as f64
            };
            let best = claims.iter().max_by(|a, b| overlap(a).total_cmp(&overlap(b))).unwrap();
            all += 1;
            if overlap(best) < FOUND {
                continue;
            }
            found += 1;
            let speaker = best.speaker.and_then(|ix| article.facts.actors.get(ix)).map(|actor| actor.id.as_str());
            if let Some(speaker) = speaker.filter(|_| speakers != "-")
                && !speakers.split('|').any(|id| id == speaker)
            {
                wrong.push(format!("{speaker} for {speakers}: {content}"));
            }
        }
    }
    assert!(found * 100 >= all * 94, "{found} of {all} claims found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Where a piece of a row stands; the table writes one space for every run of white space.
fn place(text: &str, piece: &str) -> ibid::text::Span {
    let mut folded = String::new();
    let mut origin = Vec::new();
    let mut space = false;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() && space {
            continue;
        }
        space = c.is_whitespace();
        folded.push(if space { ' ' } else { c });
        origin.extend(std::iter::repeat_n(at, if space { 1 } else { c.len_utf8() }));
    }
    let at = folded.find(piece).unwrap_or_else(|| panic!("not in the article: {piece}"));
    let end = origin.get(at + piece.len()).copied().unwrap_or(text.len());
    ibid::text::Span::new(origin[at], end)
}

#[test]
fn the_tweet_is_its_authors() {
    let article = read(SEEDS[0]);
    let text = article.text.as_str();
    let tweet = article.facts.claims.iter().find(|c| c.content.iter().any(|s| s.of(text).starts_with("Let’s call")));
    let speaker = tweet.and_then(|c| c.speaker).and_then(|ix| article.facts.actors.get(ix)).unwrap();
    assert_eq!(speaker.id, "dmytro-kuleba");
}

#[test]
fn the_figures_of_the_seeds() {
    let told: Vec<String> = SEEDS
        .iter()
        .flat_map(|stem| {
            let article = read(stem);
            let figures = article.facts.figures.iter();
            figures.map(|f| format!("{} = {}", f.span.of(article.text.as_str()), f.low)).collect::<Vec<_>>()
        })
        .collect();
    let expected = [
        "an estimated 100,000 troops = 100000",
        "about 3,000 servicemen = 3000",
        "four regions = 4",
        "some 15,000 people = 15000",
        "two conversations = 2",
        "some 100,000 troops = 100000",
        "two pro-Russian separatist regions = 2",
        "two S-400 surface-to-air missile system battalions = 2",
        "less than two weeks = 2",
        "some 1,00,000 troops = 100000",
        "24 former U.S. national security officials and Russia experts = 24",
    ];
    assert_eq!(told, expected);
}

/// Wherever in its words one rests, the hover of a claim of the seeds tells which other seed says so, too.
#[test]
fn the_seeds_agree_where_they_do() {
    let (config, _) = Config::parse("[corpus]\narticles = [\"seeds/*.txt\"]\n[notes]\ninclude = [\"none/*.md\"]\n");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (corpus, _) = corpus::load(root, &config);
    let world = World::new(root.into()).changed(Change::Settings(Arc::new(config)));
    let snapshot = Snapshot::new(world.changed(Change::Corpus(Arc::new(corpus))));
    let mut silent = Vec::new();
    for row in include_str!("../gold/seeds_agree.tsv").lines().filter(|row| !row.starts_with('#')) {
        let [one, words, other] = row.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let stem = SEEDS.iter().find(|stem| stem.starts_with(one)).unwrap();
        let path = root.join("seeds").join(stem).with_extension("txt");
        let text = snapshot.text(&path).unwrap();
        // The gold's words stand on one line.
        let start = text.as_str().replace('\n', " ").find(words).unwrap();
        let places = words.match_indices(' ').map(|(at, _)| start + at + 1);
        let told = |at| hover(&snapshot, &path, at).is_some_and(|hover| hover.markdown.contains(&format!("{other}_")));
        if !std::iter::once(start).chain(places).any(told) {
            silent.push(row);
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}
