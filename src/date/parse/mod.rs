//! The parser: hand-written, one file a kind of expression. It is tried at each lexeme that may begin
//! one and reads the longest expression there, with the extent TimeML 1.2.1 gives it: determiners,
//! ordinals, `early`, `about`, `ago` inside, prepositions outside.

mod calendar;
mod clock;
mod look;
mod number;
mod offset;
mod period;
mod quantity;
mod relative;
mod repeat;
mod unit;
mod vague;
mod weekday;

use super::lex::Lexeme;
use super::lexicon::Word;
use super::tree::{Expression, From, Look, Tree, Which, Year};
use super::value::{Modifier, TimeOfDay};
use crate::text::Span;

/// What a production has read: the tree, and the lexeme behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read {
    tree: Tree,
    time: Option<TimeOfDay>,
    modifier: Option<Modifier>,
    end: usize,
}

impl Read {
    fn new(tree: Tree, end: usize) -> Self {
        Self { tree, time: None, modifier: None, end }
    }

    fn with(self, modifier: Modifier) -> Self {
        Self { modifier: self.modifier.or(Some(modifier)), ..self }
    }

    fn at_time(self, time: TimeOfDay) -> Self {
        Self { time: Some(time), ..self }
    }

    fn until(self, end: usize) -> Self {
        Self { end, ..self }
    }
}

/// The lexemes of a block.
#[derive(Clone, Copy)]
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) lexemes: &'t [Lexeme],
}

impl Reader<'_> {
    /// Appends the expressions of the block; `sentence` counts on over the blocks of a text.
    pub(super) fn read(&self, sentence: &mut u32, out: &mut Vec<Expression>) {
        let mut at = 0;
        let mut chain = Chain { first: out.len(), end: 0 };
        while at < self.lexemes.len() {
            let word = self.word(at);
            if word == Word::Stop {
                *sentence += 1;
            }
            let Some(read) = may_begin(word).then(|| self.expression(at)).flatten() else {
                at += 1;
                continue;
            };
            if !self.is_joined(chain.end, at) {
                chain.first = out.len();
            }
            out.push(self.expression_of(at, read, *sentence));
            let mut end = read.end;
            self.conjuncts(at, &read, &mut end, *sentence, out);
            lend_year(out.get_mut(chain.first..).unwrap_or_default());
            at = end.max(at + 1);
            chain.end = at;
        }
        *sentence += 1;
    }

    fn expression_of(&self, start: usize, read: Read, sentence: u32) -> Expression {
        Expression {
            span: self.span(start, read.end),
            tree: read.tree,
            time: read.time,
            modifier: read.modifier,
            look: match read.tree {
                Tree::OneDay => self.look_of_one_day(start, read.end),
                tree if wants_look(tree) => self.look(start, read.end),
                _ => Look::Unknown,
            },
            sentence,
        }
    }

    /// The longest expression that begins at `at`.
    fn expression(&self, at: usize) -> Option<Read> {
        match self.word(at) {
            Word::About | Word::Nearly | Word::Over | Word::Under | Word::Less | Word::At | Word::Up | Word::Not => {
                self.approximated(at)
            }
            Word::More => self.vague(at).or_else(|| self.approximated(at)),
            Word::Early | Word::Late | Word::Mid | Word::Earlier | Word::Later => self.part_of(at),
            _ => self.plain(at),
        }
    }

    /// An expression without a word of approximation before it.
    fn plain(&self, at: usize) -> Option<Read> {
        match self.word(at) {
            Word::Month(_) | Word::ShortMonth(_) => self.month_first(at),
            Word::Weekday(_) | Word::ShortWeekday(_) | Word::Weekdays(_) => self.weekday_first(at),
            Word::Digits(_) => self.digits_first(at),
            Word::OrdinalDigits | Word::Ordinal => self.ordinal_first(at),
            Word::Cardinal
            | Word::Magnitude
            | Word::Half
            | Word::Few
            | Word::Several
            | Word::Many
            | Word::Couple
            | Word::Dozen
            | Word::Decimal
            | Word::Grouped => self.quantity_first(at),
            Word::A => self.vague(at).or_else(|| self.quantity_first(at)),
            Word::The => self.the_first(at),
            Word::This | Word::That | Word::These | Word::Those => self.this_first(at),
            Word::Last
            | Word::Past
            | Word::Next
            | Word::Coming
            | Word::Following
            | Word::Previous
            | Word::Current
            | Word::Recent
            | Word::Latest
            | Word::Same => self.which_first(at),
            Word::Its => self.its_first(at),
            Word::Each | Word::Every | Word::Frequency(_) => self.repeat(at),
            Word::Today | Word::Yesterday | Word::Tomorrow | Word::Tonight | Word::Overnight => self.day_word(at),
            Word::Noon | Word::Midnight | Word::Part(_) | Word::Parts(_) => self.clock_first(at),
            Word::Season(_) => self.season_first(at),
            Word::Unit(_) | Word::Units(_) => self.unit_first(at),
            Word::Fiscal => self.fiscal_first(at),
            Word::PluralDigits(_) | Word::Apostrophe => self.decade(at),
            Word::Feast => self.feast(at),
            Word::ShortQuarter(_) | Word::ShortHalf(_) | Word::ShortFiscal => self.short_period(at),
            Word::Anno => self.anno_domini(at),
            Word::Now | Word::Currently | Word::Recently | Word::Soon => self.vague(at),
            _ => None,
        }
    }

    /// `Jan. 9 and 10`, `January 9-10`: what follows borrows its month from the expression before it.
    fn conjuncts(&self, start: usize, read: &Read, end: &mut usize, sentence: u32, out: &mut Vec<Expression>) {
        let Tree::Date { year, month, .. } = read.tree else { return };
        while let Some(at) = self.conjunction(*end) {
            let Some((day, after)) = self.bare_day(at) else { return };
            let said = self.year_behind(after);
            let (year, after) = said.map_or((year, after), |(said, after)| (Year::Is(said), after));
            if let (Year::Is(_), Some(first)) = (year, out.last_mut()) {
                first.tree = first.tree.with_year(year).unwrap_or(first.tree);
            }
            let conjunct = Read::new(Tree::Date { year, month, day, weekday: None }, after);
            let look = out.last().map_or(Look::Unknown, |first| first.look);
            out.push(Expression { look, ..self.expression_of(at, conjunct, sentence) });
            *end = after;
            debug_assert!(*end > start);
        }
    }

    /// Whether nothing but a word or mark that joins dates stands from `end` to `at`.
    fn is_joined(&self, end: usize, at: usize) -> bool {
        let mark = match at.checked_sub(end) {
            Some(1) => self.word(end),
            Some(2) if self.word(end) == Word::Comma => self.word(end + 1),
            _ => return false,
        };
        end > 0
            && matches!(
                mark,
                Word::And | Word::Or | Word::To | Word::Until | Word::Through | Word::Hyphen | Word::Dash | Word::Comma
            )
    }

    /// Behind `and`, `or`, `to`, `through`, a comma or a hyphen at `at`.
    fn conjunction(&self, at: usize) -> Option<usize> {
        match self.word(at) {
            Word::And | Word::Or | Word::To | Word::Through | Word::Hyphen | Word::Dash => Some(at + 1),
            Word::Comma => Some(if self.word(at + 1) == Word::And { at + 2 } else { at + 1 }),
            _ => None,
        }
    }

    #[inline]
    fn word(&self, at: usize) -> Word {
        self.lexemes.get(at).map_or(Word::Edge, |lexeme| lexeme.word)
    }

    /// The word so many before `at`.
    #[inline]
    fn before(&self, at: usize, back: usize) -> Word {
        at.checked_sub(back).map_or(Word::Edge, |at| self.word(at))
    }

    fn value(&self, at: usize) -> u32 {
        self.lexemes.get(at).map_or(0, |lexeme| lexeme.value)
    }

    /// Nothing stands between `at` and the lexeme behind it.
    fn glued(&self, at: usize) -> bool {
        matches!((self.lexemes.get(at), self.lexemes.get(at + 1)), (Some(a), Some(b)) if a.end() == b.start())
    }

    /// A hyphen inside a word.
    fn is_hyphen(&self, at: usize) -> bool {
        self.word(at) == Word::Hyphen && self.glued(at) && at > 0 && self.glued(at - 1)
    }

    /// Behind a hyphen inside a word, if one is here.
    fn skip_hyphen(&self, at: usize) -> usize {
        if self.is_hyphen(at) { at + 1 } else { at }
    }

    /// The words of the lexeme.
    fn letters(&self, at: usize) -> &str {
        self.lexemes.get(at).map_or("", |lexeme| lexeme.span().of(self.text))
    }

    fn is_capital(&self, at: usize) -> bool {
        self.letters(at).starts_with(|c: char| c.is_uppercase())
    }

    /// From the lexeme `start` to the one before `end`.
    fn span(&self, start: usize, end: usize) -> Span {
        match (self.lexemes.get(start), self.lexemes.get(end.saturating_sub(1))) {
            (Some(first), Some(last)) => first.span().join(last.span()),
            _ => Span::default(),
        }
    }
}

/// Expressions that are joined: `July, August and September 1943`.
struct Chain {
    /// The place of the first in what was read.
    first: usize,
    /// The lexeme behind the last.
    end: usize,
}

/// The last of a chain lends its year to those before that name none; a month that comes later in the year
/// than the one after it is of the year before (`20 December to 5 January 1945`).
fn lend_year(chain: &mut [Expression]) {
    let Some((last, before)) = chain.split_last_mut() else { return };
    let (Some(mut year), Some(mut month)) = (last.tree.said_year(), last.tree.month()) else { return };
    for expression in before.iter_mut().rev() {
        let (Some(earlier), Some(Year::Unsaid)) = (expression.tree.month(), expression.tree.said_year()) else {
            return;
        };
        match year {
            Year::Is(number) if earlier > month => year = Year::Is(number - 1),
            Year::Is(_) | Year::Which(_) => {}
            _ => return,
        }
        expression.tree = expression.tree.with_year(year).unwrap_or(expression.tree);
        month = earlier;
    }
}

/// Whether an expression can begin with the word: most words of a text are passed over here.
fn may_begin(word: Word) -> bool {
    !matches!(
        word,
        Word::Plain
            | Word::Name
            | Word::PastVerb
            | Word::Code
            | Word::Comma
            | Word::Stop
            | Word::Dot
            | Word::Colon
            | Word::Semicolon
            | Word::Hyphen
            | Word::Dash
            | Word::Slash
            | Word::Possessive
            | Word::Quote
            | Word::Open
            | Word::Close
            | Word::Money
            | Word::Percent
            | Word::Symbol
            | Word::Of
            | Word::In
            | Word::On
            | Word::By
            | Word::For
            | Word::From
            | Word::To
            | Word::And
            | Word::Or
            | Word::Is
            | Word::Was
            | Word::Modal
            | Word::Will
    )
}

/// The values that depend on which way the clause looks.
fn wants_look(tree: Tree) -> bool {
    matches!(
        tree,
        Tree::Date { year: Year::Unsaid, .. }
            | Tree::Month { year: Year::Unsaid, .. }
            | Tree::Season { year: Year::Unsaid, .. }
            | Tree::Quarter { year: Year::Unsaid, .. }
            | Tree::Half { year: Year::Unsaid, .. }
            | Tree::Holiday { year: Year::Unsaid, .. }
            | Tree::HolidayWeek { year: Year::Unsaid, .. }
            | Tree::WeekOf { year: Year::Unsaid, .. }
            | Tree::Weekday { .. }
            | Tree::DayOfMonth(_)
            | Tree::Unit { .. }
            | Tree::Part { which: Which::Following, .. }
            | Tree::Offset { back: false, from: From::Text, .. }
    )
}
