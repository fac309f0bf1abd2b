//! Figures: whether a note and its source give the same number of the same thing.

use super::support::{Bearing, Sentences};
use crate::article::Article;
use crate::claim::{Figure, Hedge, Unit};
use crate::text::{Span, Words};

/// Words for one thing counted, by class.
const CLASSES: [&[&str]; 8] = [
    &["troop", "soldier", "serviceman", "force", "man"],
    &["dead", "death", "fatality", "killed"],
    &["person", "people", "civilian", "human"],
    &["game", "match", "fixture"],
    &["house", "home"],
    &["employee", "worker", "staff", "job"],
    &["child", "kid"],
    &["pupil", "student"],
];
/// How far a hedged number reaches to either side.
const ABOUT: f64 = 0.1;
/// A source says “more than 200” of 300, not of 14,000 …
const REACH: f64 = 2.0;
/// … but a writer may say “more than 2,000” of 5,000.
const FAR: f64 = 10.0;
/// “Thousands” reaches so far that its ends are none.
const VAGUE: f64 = 9.0;
/// Below this a number stands in an article for so many things that it tells nothing.
const TELLING: f64 = 13.0;
/// From here on a number without a noun counts something.
const LARGE: f64 = 100.0;
/// From this share of a claim on a sentence speaks of the same, when it counts the same thing …
const SAME_MATTER: f32 = 0.3;
/// … when two words or more beside the numbers agree, too …
const BESIDES: f32 = 0.2;
/// … when the article counts that thing only once …
const ONLY_ONE: f32 = 0.15;
/// … and when only one side says what it counts.
const UNNAMED: f32 = 0.45;
/// So close to the best sentence another may be meant as well.
const CLOSE: f32 = 0.12;
/// Words on either side of a number that tell which of two in a sentence is meant.
const BESIDE: usize = 5;

/// Whether two figures count the same kind of thing: the same unit, and for mere counts the same noun.
pub fn same_kind(a: &Figure, b: &Figure) -> bool {
    let nouns = || match (a.head.as_deref(), b.head.as_deref()) {
        (Some(a), Some(b)) => a == b || CLASSES.iter().any(|class| class.contains(&a) && class.contains(&b)),
        _ => false,
    };
    a.unit == b.unit && (a.unit != Unit::Count || nouns())
}

/// Whether two figures may count the same thing though only one of them, or none, says what: large ones, for small
/// numbers without a noun are ages, scores and the like.
fn may_be_same_kind(a: &Figure, b: &Figure) -> bool {
    let large = |figure: &Figure| figure.low >= LARGE || figure.low.fract() != 0.0;
    let vague = |figure: &Figure| figure.head.as_deref().is_none_or(|head| matches!(head, "person" | "people"));
    a.unit == b.unit && a.unit == Unit::Count && (vague(a) || vague(b)) && large(a) && large(b)
}

/// Whether a figure of a note may be one number with another, with what their hedges allow.
pub(super) fn meet(a: &Figure, b: &Figure) -> bool {
    // Two ranges with both ends told, or two bounds on the same side, are one only when the ends are.
    let told = |figure: &Figure| figure.low < figure.high && figure.high < figure.low * VAGUE && figure.hedge.is_none();
    if told(a) && told(b) {
        return a.low == b.low && a.high == b.high;
    }
    let near = |a: f64, b: f64| (a - b).abs() <= ABOUT * a.max(b);
    match (bound(a), bound(b)) {
        (Bound::Below, Bound::Below) => return near(a.high, b.high),
        (Bound::Above, Bound::Above) => return near(a.low, b.low),
        _ => {}
    }
    let ((a_low, a_high), (b_low, b_high)) = (range(a, FAR), range(b, REACH));
    a_low <= b_high && b_low <= a_high
}

/// Whether two figures may be one number of the same unit, whatever they count.
pub fn same_number(a: &Figure, b: &Figure) -> bool {
    a.unit == b.unit && meet(a, b)
}

#[derive(PartialEq)]
enum Bound {
    Above,
    Below,
    None,
}

fn bound(figure: &Figure) -> Bound {
    match figure.hedge {
        Some(Hedge::AtLeast | Hedge::MoreThan) => Bound::Above,
        Some(Hedge::AtMost | Hedge::LessThan) => Bound::Below,
        Some(Hedge::About | Hedge::Exactly) | None => Bound::None,
    }
}

fn range(figure: &Figure, reach: f64) -> (f64, f64) {
    match figure.hedge {
        Some(Hedge::About) => (figure.low * (1.0 - ABOUT), figure.high * (1.0 + ABOUT)),
        Some(Hedge::AtLeast | Hedge::MoreThan) => (figure.low, figure.high * reach),
        Some(Hedge::AtMost | Hedge::LessThan) => (figure.low / reach, figure.high),
        Some(Hedge::Exactly) | None => (figure.low, figure.high),
    }
}

/// The figures of a note's claim beside one article.
#[derive(Debug)]
pub struct Figures<'a> {
    prose: &'a str,
    claim: Vec<&'a Figure>,
    article: &'a Article,
    /// How much of the claim each sentence of the article speaks of.
    scores: Vec<(Span, f32)>,
    top: f32,
}

impl<'a> Figures<'a> {
    /// `claim` are the figures of one sentence of `prose`, `bearing` what that sentence bears, `sentences` those of
    /// `article`.
    pub fn of(
        prose: &'a str,
        claim: Vec<&'a Figure>,
        bearing: &Bearing,
        article: &'a Article,
        sentences: &Sentences,
    ) -> Self {
        // A number that the article has nowhere says nothing of where to look.
        let known = |figure: &&&Figure| article.facts.figures.iter().any(|other| meet(figure, other));
        let figures = claim.iter().filter(known).map(|figure| (figure.low, figure.high)).collect();
        let scores = sentences.scores(&Bearing { figures, ..bearing.clone() });
        let top = scores.iter().map(|(_, score)| *score).fold(0.0, f32::max);
        Self { prose, claim, article, scores, top }
    }

    /// How much of the claim the sentence around a figure of the article speaks of.
    fn score(&self, other: &Figure) -> f32 {
        self.scores.iter().find(|(span, _)| span.covers(other.span)).map_or(0.0, |(_, score)| *score)
    }

    /// Whether another figure of the claim answers to this figure of the article.
    fn is_taken(&self, figure: &Figure, other: &Figure) -> bool {
        let answers = |mine: &Figure| {
            let bare =
                mine.head.is_none() && mine.unit == Unit::Count && (mine.low, mine.high) == (other.low, other.high);
            same_number(mine, other) && (same_kind(mine, other) || may_be_same_kind(mine, other) || bare)
        };
        self.claim.iter().any(|mine| mine.span != figure.span && answers(mine))
    }

    /// Whether a figure of the article stands where the claim is told.
    fn is_in_place(&self, other: &Figure) -> bool {
        self.score(other) + CLOSE >= self.top
    }

    /// Whether the article has the number, or the numbers from which a writer may have worked it out.
    pub fn stands(&self, figure: &Figure) -> bool {
        let all = &self.article.facts.figures;
        let bare = |other: &Figure| other.unit == Unit::Count && other.head.is_none() && other.low >= 1000.0;
        let alike = |other: &&Figure| other.unit == figure.unit || bare(other) || bare(figure);
        let here = all.iter().filter(|other| meet(figure, other)).filter(alike);
        here.into_iter().any(|other| {
            if figure.unit != Unit::Count || same_kind(figure, other) {
                return true;
            }
            // Three helicopters are no evidence for three vessels when the claim counts helicopters, too.
            let counted = self.claim.iter().any(|mine| mine.span != figure.span && same_kind(mine, other));
            !counted && (figure.low >= TELLING || self.is_in_place(other))
        }) || self.is_derived(figure)
    }

    /// Whether the number is the sum, difference or share of two numbers that stand together where the article tells
    /// of the claim or in the claim itself, or the product of two of the claim.
    fn is_derived(&self, figure: &Figure) -> bool {
        let exact = figure.low.abs() * 0.005;
        let close = |value: f64, most: f64| (value - figure.low).abs() <= most;
        let mine: Vec<&Figure> = self.claim.iter().copied().filter(|mine| mine.span != figure.span).collect();
        let here = self.scores.iter().filter(|(_, score)| *score + CLOSE >= self.top).any(|(sentence, _)| {
            let figures = self.article.facts.figures.iter().filter(|other| sentence.covers(other.span));
            let together: Vec<&Figure> = figures.chain(mine.iter().copied()).collect();
            together.iter().any(|a| {
                together.iter().filter(|b| a.unit == b.unit && a.low != b.low && b.low > 0.0).any(|b| {
                    let summed = a.unit == figure.unit
                        && figure.low >= TELLING
                        && (close(a.low + b.low, exact) || close(a.low - b.low, exact));
                    let share = figure.unit == Unit::Percent
                        && (close(a.low / b.low * 100.0, 0.6) || close((a.low - b.low).abs() / b.low * 100.0, 0.6));
                    summed || share
                })
            })
        });
        let reckoned = mine.iter().any(|a| {
            let all = &self.article.facts.figures;
            let from = |b: &Figure| {
                a.unit == figure.unit
                    && b.unit == figure.unit
                    && figure.low >= TELLING
                    && (close(a.low - b.low, exact) || close(a.low + b.low, exact))
            };
            all.iter().any(from) || mine.iter().any(|b| a.span != b.span && close(a.low * b.low, exact))
        });
        // “Seven of the nine stayed”, where the article has two of the nine leave.
        let all = &self.article.facts.figures;
        let text = self.article.text.as_str();
        let rest = mine.iter().filter(|whole| is_part_of(self.prose, figure, whole)).any(|whole| {
            let theirs = all.windows(2).filter(|pair| is_part_of(text, &pair[0], &pair[1]));
            theirs.into_iter().any(|pair| pair[1].low == whole.low && pair[0].low + figure.low == whole.low)
        });
        here || reckoned || rest
    }

    /// The figure of the article that the claim's `figure` should agree with, and how much of the claim its sentence
    /// speaks of; none when it is not clear.
    pub fn rival(&self, figure: &Figure) -> Option<(f32, &'a Figure)> {
        let mut found: Vec<(Likeness, usize, f32, &Figure)> = Vec::new();
        for other in self.article.facts.figures.iter().filter(|other| !self.is_taken(figure, other)) {
            let Some(likeness) = self.likeness(figure, other) else { continue };
            let beside = shared(self.prose, figure, self.article.text.as_str(), other);
            let score = self.score(other);
            let fits = match likeness {
                Likeness::Same => score >= ONLY_ONE,
                Likeness::Kind => score >= if beside >= 2 { BESIDES } else { SAME_MATTER } && self.is_in_place(other),
                Likeness::Perhaps => score >= UNNAMED && self.is_in_place(other),
            };
            if fits {
                found.push((likeness, beside, score, other));
            }
        }
        found.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then(b.2.total_cmp(&a.2)));
        let &(likeness, beside, score, other) = found.first()?;
        // Two numbers that fit equally well leave open which one is meant.
        let open = found.iter().skip(1).any(|(next, words, _, rival)| {
            (*next, *words) == (likeness, beside) && (rival.low, rival.high) != (other.low, other.high)
        });
        (!open).then_some((score, other))
    }

    fn likeness(&self, figure: &Figure, other: &Figure) -> Option<Likeness> {
        if time(self.prose, figure) != time(self.article.text.as_str(), other) {
            return None;
        }
        let general = ["person", "people", "man", "year", "month", "week", "day", "hour", "minute", "time"];
        let same = |other: &Figure| other.unit == figure.unit && other.head == figure.head;
        let special = match &figure.unit {
            Unit::Count => figure.head.as_deref().is_some_and(|head| !general.contains(&head)),
            Unit::Measure(_) => true,
            _ => false,
        };
        let only = || self.article.facts.figures.iter().filter(|other| same(other)).count() == 1;
        match () {
            () if special && same(other) && only() => Some(Likeness::Same),
            () if same_kind(figure, other) => Some(Likeness::Kind),
            () if may_be_same_kind(figure, other) => Some(Likeness::Perhaps),
            () => None,
        }
    }
}

/// `two of the nine`
fn is_part_of(text: &str, part: &Figure, whole: &Figure) -> bool {
    let between = text.get(part.span.end()..whole.span.start()).unwrap_or_default();
    matches!(between.trim(), "of" | "of the" | "of its" | "of their" | "out of" | "out of the")
}

/// How surely two figures count the same thing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Likeness {
    /// Only one of them, or none, says what it counts.
    Perhaps,
    Kind,
    /// The article counts nothing else of that name.
    Same,
}

/// What a number of hours or years is told for.
#[derive(PartialEq)]
enum Time {
    /// How long something was, or whatever is no time at all.
    Length,
    /// When it was: `four years before the flood`.
    Place,
    /// How often: `once in a hundred years`, `every two weeks`.
    Rate,
}

fn time(text: &str, figure: &Figure) -> Time {
    const UNITS: [&str; 8] = ["second", "minute", "hour", "day", "week", "month", "year", "decade"];
    if !figure.head.as_deref().is_some_and(|head| UNITS.contains(&head)) {
        return Time::Length;
    }
    let (before, behind) = (&text[..figure.span.start()], &text[figure.span.end()..]);
    let next = behind.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let mut last = before.split_whitespace().rev();
    let (last, second) = (last.next().unwrap_or_default(), last.next().unwrap_or_default());
    if ["before", "after", "later", "earlier", "ago", "since", "hence", "apart"].contains(&next) {
        return Time::Place;
    }
    let often = last.eq_ignore_ascii_case("every") || last == "in" && ["once", "twice", "times"].contains(&second);
    if often { Time::Rate } else { Time::Length }
}

/// How many words that bear meaning stand beside both figures.
fn shared(prose: &str, figure: &Figure, text: &str, other: &Figure) -> usize {
    let (mine, theirs) = (beside(prose, figure.number), beside(text, other.number));
    mine.words.iter().filter(|word| theirs.words.binary_search(word).is_ok()).count()
}

/// What the words around a number bear.
fn beside(text: &str, number: Span) -> Bearing {
    let (before, behind) = (&text[..number.start()], &text[number.end()..]);
    let stops = |c: char| matches!(c, '\n' | ';');
    let before = before.rsplit(stops).next().unwrap_or("");
    let behind = behind.split(stops).next().unwrap_or("");
    let (left, right) = (Words::of(before), Words::of(behind));
    let from = left.len().checked_sub(BESIDE).and_then(|at| left.get(at)).map_or(0, |word| word.span.start());
    let to = right.get(BESIDE - 1).or_else(|| right.last()).map_or(0, |word| word.span.end());
    Bearing::of_words(&[&before[from..], &behind[..to]])
}

/// How much of a claim the sentence around a figure of an article speaks of, 0 to 1, the figures aside.
pub fn context(claim: &Bearing, article: &Article, figure: &Figure) -> f32 {
    let sentence = sentence(article, figure.span);
    let theirs = Bearing::of(article.text.as_str(), &article.facts, sentence);
    let words = claim.words.iter().filter(|word| theirs.words.binary_search(word).is_ok()).count();
    words as f32 / claim.words.len().max(1) as f32
}

/// The sentence of an article that holds a span.
pub fn sentence(article: &Article, span: Span) -> Span {
    let paragraph = article.paragraphs.iter().find(|p| p.span.covers(span));
    let sentence = paragraph.and_then(|p| p.sentences.iter().find(|sentence| sentence.covers(span)));
    sentence.copied().or(paragraph.map(|p| p.span)).unwrap_or(span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::figures;
    use crate::text::tokens;

    fn check(a: &str, b: &str, kind: bool, number: bool) {
        let read = |text: &str| figures(text, &tokens(text)).into_iter().next().unwrap();
        let (a_read, b_read) = (read(a), read(b));
        assert_eq!((same_kind(&a_read, &b_read), meet(&a_read, &b_read)), (kind, number), "{a} | {b}");
    }

    #[test]
    fn same_things_and_numbers() {
        check("1,00,000 troops", "100,000 soldiers", true, true);
        check("about 100,000 troops", "an estimated 105,000 troops", true, true);
        check("30,000 servicemen", "about 3,000 servicemen", true, false);
        check("more than 90,000 troops", "100,000 troops", true, true);
        check("three battalions", "two battalions", true, false);
        check("3,000 servicemen", "3,000 tanks", false, true);
        check("5 percent", "5 dollars", false, true);
    }
}
