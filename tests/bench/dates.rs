//! How fast dates are found, against the trigger scan alone.
//!
//!     cargo bench --bench dates -- TEXT [MEGABYTES]
//!
//! `TEXT` is a file of news text; it is repeated to the size asked for (50 MB). Without one the seeds are
//! taken, which are denser in dates than most news. Times are of one thread; the best of five is printed,
//! because the machine may have other work.
#![allow(clippy::print_stdout)] // a benchmark speaks to a person

use std::time::{Duration, Instant};
use std::{env, fs};

use ibid::date::{Dct, DctOrigin, Interval, find, scan_only};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1).filter(|argument| argument != "--bench");
    let sample = match arguments.next() {
        Some(path) => fs::read_to_string(path)?,
        None => {
            let mut seeds =
                fs::read_dir("seeds")?.map(|file| Ok(file?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
            seeds.sort();
            seeds.iter().map(fs::read_to_string).collect::<Result<Vec<_>, _>>()?.join("\n\n")
        }
    };
    let megabytes: usize = arguments.next().map_or(Ok(50), |number| number.parse())?;
    let text = format!("{sample}\n\n").repeat(megabytes * 1_000_000 / sample.len().max(1) + 1);
    let day = "2022-01-21".parse()?;
    let dct = Dct { interval: Interval::day(day), origin: DctOrigin::Head, reasons: Vec::new() };

    let (lexemes, scan) = best(|| scan_only(&text));
    let (timexes, whole) = best(|| find(&text, Some(&dct)).len());
    let rate = |time: Duration| text.len() as f64 / 1e6 / time.as_secs_f64();
    println!("text      {:.1} MB, {lexemes} words, {timexes} dates", text.len() as f64 / 1e6);
    println!("scan      {:.1} MB/s", rate(scan));
    println!("find      {:.1} MB/s", rate(whole));
    println!("find/scan {:.2}", whole.as_secs_f64() / scan.as_secs_f64());
    Ok(())
}

/// The shortest of five runs.
fn best(run: impl Fn() -> usize) -> (usize, Duration) {
    let mut shortest = Duration::MAX;
    let mut answer = 0;
    for _ in 0..5 {
        let start = Instant::now();
        answer = run();
        shortest = shortest.min(start.elapsed());
    }
    (answer, shortest)
}
