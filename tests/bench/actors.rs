//! How fast actors are found, and how long the first look-up in the tables takes.
//!
//!     cargo bench --bench actors -- TEXT [MEGABYTES]
//!
//! `TEXT` is a file of news text (default: the seeds). Each repetition is read as an article of its own. Times
//! are of one thread, the best of five.
#![allow(clippy::print_stdout)] // a benchmark speaks to a person

use std::time::{Duration, Instant};
use std::{env, fs};

use ibid::actor::find;
use ibid::text::tokens;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1).filter(|argument| argument != "--bench");
    let articles: Vec<String> = match arguments.next() {
        Some(path) => fs::read_to_string(path)?.split("\n\n\n").map(str::to_owned).collect(),
        None => {
            let paths =
                fs::read_dir("seeds")?.map(|file| Ok(file?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
            paths.iter().map(fs::read_to_string).collect::<Result<_, _>>()?
        }
    };
    let megabytes: usize = arguments.next().map_or(Ok(20), |number| number.parse())?;
    let start = Instant::now();
    find("Paris", &tokens("Paris"));
    println!("first     {:.2} ms", start.elapsed().as_secs_f64() * 1e3);
    let size: usize = articles.iter().map(String::len).sum();
    let rounds = megabytes * 1_000_000 / size.max(1) + 1;
    let cut: Vec<_> = articles.iter().map(|text| tokens(text)).collect();
    let (mut mentions, mut shortest) = (0, Duration::MAX);
    for _ in 0..5 {
        let start = Instant::now();
        mentions = 0;
        for _ in 0..rounds {
            mentions += articles.iter().zip(&cut).map(|(text, cut)| find(text, cut).mentions.len()).sum::<usize>();
        }
        shortest = shortest.min(start.elapsed());
    }
    let total = (size * rounds) as f64 / 1e6;
    println!("find      {:.1} MB/s ({total:.1} MB, {mentions} mentions)", total / shortest.as_secs_f64());
    Ok(())
}
