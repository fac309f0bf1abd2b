//! How the corpus fares as it grows. Run by hand:
//!
//! ```text
//! cargo bench --bench corpus -- 3 3000 100000
//! ```
//!
//! For each count a folder of generated articles (3 KB each) is written under `target/corpus`, indexed from
//! nothing, opened by a fresh process, and asked; then the server is started on it and asked as an editor
//! would. Prints two rows a count; times in milliseconds where nothing else is said.

mod generate;
mod serve;

use std::fs;
use std::hint::black_box;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use ibid::config::Config;
use ibid::corpus::{Corpus, Keeper, Options, Storage};
use ibid::text::grams;

use generate::Dice;

pub(crate) type Failure = Box<dyn std::error::Error>;

#[expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["index", root] => index(Path::new(root)),
        ["ask", root] => ask(Path::new(root)),
        ["serve", root, count] => serve::serve(Path::new(root), count.parse()?),
        counts => {
            println!("{HEAD}\n{SERVED}");
            for count in counts {
                let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/target/corpus")).join(count);
                generate::write(&root, count.parse()?)?;
                let _ = fs::remove_dir_all(root.join(".ibid"));
                // A file that is as young as its stamp is read once more.
                std::thread::sleep(Duration::from_secs(3));
                println!("{count:>9} {}{}", again(&["index"], &root, &[])?, again(&["ask"], &root, &[])?);
                println!("          {}", again(&["serve"], &root, &[count])?);
            }
            Ok(())
        }
    }
}

const HEAD: &str = "\
 articles |   MB  index s   MB/s   CPU s  peak MB  disk MB | open ms  refresh s | quotation p50/p99 | words p50/p99 | actor \
p50/p99 | date p50/p99 | key p50/p99 | read p50/p99 | change ms | anonymous MB, mapped MB";

const SERVED: &str = "\
 server: | initialize, first publish s, all compared s | early hover p50/p99 | hover p50/p99 | definition p50/p99 | edit → \
checked p50/p99 | suggestion p50/p99 | change seen | peak MB, anonymous MB";

/// Runs one step in a process of its own, so that its memory is its own.
fn again(step: &[&str], root: &Path, more: &[&str]) -> Result<String, Failure> {
    let output = Command::new(std::env::current_exe()?).args(step).arg(root).args(more).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

fn keeper(root: &Path) -> Keeper {
    Keeper::open(root, &Config::default(), Options { storage: Storage::Disk, ..Options::default() })
}

#[expect(clippy::print_stdout, reason = "the parent process reads it")]
fn index(root: &Path) -> Result<(), Failure> {
    let mut keeper = keeper(root);
    let report = keeper.refresh(&mut |_| ControlFlow::Continue(()));
    if !report.issues.is_empty() {
        return Err(format!("{:?}", report.issues).into());
    }
    let (megabytes, seconds) = (report.bytes as f64 / 1e6, report.elapsed.as_secs_f64());
    let files = keeper.folder().map(fs::read_dir).transpose()?.into_iter().flatten().flatten();
    let disk: u64 = files.filter_map(|file| file.metadata().ok()).map(|meta| meta.len()).sum();
    println!(
        "| {megabytes:>6.1} {seconds:>6.2} {:>6.1} {:>6.1} {:>6.0} {:>6.1} ",
        megabytes / seconds,
        cpu()?,
        status(std::process::id(), "VmHWM")?,
        disk as f64 / 1e6
    );
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the parent process reads it")]
fn ask(root: &Path) -> Result<(), Failure> {
    let start = Instant::now();
    let mut keeper = keeper(root);
    let corpus = keeper.corpus();
    let opened = start.elapsed().as_secs_f64() * 1e3;
    let start = Instant::now();
    let report = keeper.refresh(&mut |_| ControlFlow::Continue(()));
    let refreshed = start.elapsed().as_secs_f64();
    if report.read > 0 || corpus.is_empty() {
        return Err(format!("the index was not complete: {report:?}").into());
    }
    let row = looked_up(&corpus);
    let changed = change(root, &mut keeper)?;
    println!(
        "| {opened:>6.1} {refreshed:>6.2} {row}| {changed:>6.1} | {:>6.1} {:>6.1}",
        status(std::process::id(), "RssAnon")?,
        status(std::process::id(), "RssFile")?
    );
    Ok(())
}

/// Asks each look-up some hundred times, as hovers and checks would.
fn looked_up(corpus: &Corpus) -> String {
    let mut dice = Dice::new(7);
    let asked: Vec<(usize, String)> = (0..400)
        .map(|_| {
            let number = dice.roll(corpus.len());
            (number, generate::article(number))
        })
        .collect();
    let quotation = |text: &str| -> Option<String> { Some(text.split_once('“')?.1.split_once(",”")?.0.to_owned()) };
    let sentence = |text: &str| text.split(". ").max_by_key(|part| part.len()).unwrap_or("").to_owned();
    let key = |number: usize| format!("-{number:07}");

    let mut missed = 0;
    let quotations = timed(&asked, |(number, text)| {
        let Some(words) = quotation(text) else { return };
        let found = corpus.with_grams(&grams(&words), 10);
        let holds = |id| corpus.brief(id).is_some_and(|brief| brief.key.ends_with(&key(*number)));
        missed += usize::from(!found.into_iter().any(holds));
    });
    let words = timed(&asked, |(_, text)| {
        let sentence = sentence(text);
        let words: Vec<&str> = sentence.split(' ').collect();
        black_box(corpus.with_words(&words, 10));
    });
    let mut rank = 0;
    let actors = timed(&asked, |_| {
        rank += 1;
        let id = generate::person(rank % 50).to_lowercase().replace(' ', "-");
        black_box(corpus.with_actor(&id, 10));
        black_box(corpus.with_actor(if rank % 2 == 0 { "russia" } else { "ukraine" }, 10));
    });
    let dates = timed(&asked, |(number, _)| {
        let day = ibid::date::Date::new(2000 + (number % 24) as i16, 1 + (number % 12) as i8, 15).ok();
        black_box(corpus.with_date(ibid::date::Interval { earliest: day, latest: day }, 10));
    });
    let keys = timed(&asked, |(number, _)| {
        let begun = corpus.with_prefix("b", 1).into_iter().next().map_or(String::new(), |brief| brief.key);
        black_box(corpus.resolve(&begun));
        black_box(corpus.resolve(&format!("{begun}{number}")));
    });
    let read = timed(&asked, |(number, text)| {
        let found = corpus.with_grams(&grams(&quotation(text).unwrap_or_else(|| key(*number))), 1);
        black_box(found.first().and_then(|id| corpus.get(*id)));
    });
    let missed = if missed == 0 { String::new() } else { format!("({missed} quotations missed) ") };
    format!("| {quotations} | {words} | {actors} | {dates} | {keys} | {read} {missed}")
}

/// How long something took, each time, in milliseconds. Prints the median and the 99th percentile.
#[derive(Debug, Default)]
pub(crate) struct Times(Vec<f64>);

impl Times {
    pub(crate) fn add(&mut self, time: f64) {
        let at = self.0.partition_point(|other| *other < time);
        self.0.insert(at, time);
    }
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let at = |percent: usize| self.0.get(self.0.len() * percent / 100).copied().unwrap_or(f64::NAN);
        write!(f, "{:>6.2} {:>6.2}", at(50), at(99))
    }
}

fn timed<T>(over: &[T], mut ask: impl FnMut(&T)) -> Times {
    let mut times = Times::default();
    for one in over {
        let start = Instant::now();
        ask(one);
        times.add(start.elapsed().as_secs_f64() * 1e3);
    }
    times
}

/// How long one changed article takes until it is found.
fn change(root: &Path, keeper: &mut Keeper) -> Result<f64, Failure> {
    let folder = root.join("articles/0000");
    let path = fs::read_dir(&folder)?.flatten().map(|entry| entry.path()).min().ok_or("no article")?;
    let text = fs::read_to_string(&path)?;
    let words = "never before had a lighthouse keeper sung so well";
    fs::write(&path, format!("{text}\n“{words},” he added.\n"))?;
    let start = Instant::now();
    keeper.update(std::slice::from_ref(&path), &mut |_| ControlFlow::Continue(()));
    let found = keeper.corpus().with_grams(&grams(words), 1);
    let elapsed = start.elapsed().as_secs_f64() * 1e3;
    let seen = found.first().and_then(|id| keeper.corpus().brief(*id)).is_some_and(|brief| *brief.path == *path);
    fs::write(&path, text)?;
    keeper.update(&[path], &mut |_| ControlFlow::Continue(()));
    if seen { Ok(elapsed) } else { Err("the changed article was not found".into()) }
}

/// The seconds that this process has spent on processors; the kernel counts hundredths.
fn cpu() -> Result<f64, Failure> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |ix: usize| fields.get(ix).and_then(|field| field.parse::<f64>().ok());
    Ok((ticks(11).ok_or("no user time")? + ticks(12).ok_or("no system time")?) / 100.0)
}

/// A line of a process's status, in megabytes.
pub(crate) fn status(process: u32, name: &str) -> Result<f64, Failure> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find(|line| line.starts_with(name)).ok_or("no such line")?;
    let kilobytes: f64 = line.split_whitespace().nth(1).ok_or("no figure")?.parse()?;
    Ok(kilobytes / 1e3)
}
