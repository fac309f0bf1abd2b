use crate::text::{Span, Word, Words, grams, word_key};

/// One piece of a quotation as its writer gives it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    Word(Word),
    /// `…`, `...`, `[…]`: any words may be left out here.
    Gap(Span),
    /// `[Moscow]`, `want[ed]`: stands for up to `most` words of the source, or for none.
    Free {
        span: Span,
        most: usize,
    },
}

impl Part {
    pub fn span(&self) -> Span {
        match self {
            Part::Word(word) => word.span,
            Part::Gap(span) | Part::Free { span, .. } => *span,
        }
    }
}

/// What a quotation claims the source to say: words, and the places where the usual editorial signs
/// allow the source to differ. Citations and link targets inside the marks are no part of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wording {
    pub parts: Vec<Part>,
}

/// At most so many words of the source stand behind words in brackets (`[Mr. Biden]`).
const BRACKET: usize = 6;

impl Wording {
    /// Reads the words of `span`, the inside of a quotation in `text`.
    pub fn of(text: &str, span: Span) -> Self {
        let mut parts = Vec::new();
        let mut signs = signs(text, span).into_iter().peekable();
        for word in Words::of(span.of(text)).iter() {
            let word = Word { span: word.span.shift(span.start()), key: word.key };
            while let Some(sign) = signs.next_if(|sign| sign.span.end() <= word.span.start()) {
                parts.extend(sign.part);
            }
            match signs.peek() {
                Some(sign) if sign.span.overlaps(word.span) => {}
                _ => parts.push(Part::Word(word)),
            }
        }
        parts.extend(signs.filter_map(|sign| sign.part));
        // What is left out before the first or behind the last word leaves nothing out.
        let is_gap = |part: &Part| matches!(part, Part::Gap(_));
        while parts.last().is_some_and(is_gap) {
            parts.pop();
        }
        let edge = parts.iter().take_while(|part| is_gap(part)).count();
        parts.drain(..edge);
        Self { parts }
    }

    /// The words, without the brackets.
    pub fn words(&self) -> impl Iterator<Item = &Word> {
        self.parts.iter().filter_map(|part| match part {
            Part::Word(word) => Some(word),
            _ => None,
        })
    }

    pub fn len(&self) -> usize {
        self.words().count()
    }

    pub fn is_empty(&self) -> bool {
        self.words().next().is_none()
    }

    /// The words as one run, when nothing is left out or in brackets.
    pub fn plain(&self) -> Option<Vec<u64>> {
        self.parts.iter().map(|part| if let Part::Word(word) = part { Some(word.key) } else { None }).collect()
    }

    /// Hashed 3-grams of the runs of words, for the index; `text` is the one the wording was read from.
    pub fn grams(&self, text: &str) -> Vec<u64> {
        self.parts
            .split(|part| !matches!(part, Part::Word(_)))
            .filter_map(|run| Some(run.first()?.span().join(run.last()?.span())))
            .flat_map(|run| grams(run.of(text)))
            .collect()
    }
}

/// A place where words are not simply words.
struct Sign {
    /// Words inside are not read.
    span: Span,
    part: Option<Part>,
}

fn signs(text: &str, within: Span) -> Vec<Sign> {
    let mut signs = Vec::new();
    let mut at = within.start();
    while let Some(rest) = text.get(at..within.end()) {
        let Some(c) = rest.chars().next() else { break };
        let step = match c {
            '[' => bracket(text, at, within, &mut signs),
            '…' => gap(at, ellipsis(rest), &mut signs),
            '.' if ellipsis(rest) > 0 => gap(at, ellipsis(rest), &mut signs),
            '(' if rest.get(1..).is_some_and(|inner| closed(inner, ')')) => gap(at, closing(rest, ')'), &mut signs),
            _ => c.len_utf8(),
        };
        at += step.max(1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    signs
}

/// The length of an ellipsis at the start of `rest`: `…`, `...`, `. . .`, with more dots; 0 for none.
fn ellipsis(rest: &str) -> usize {
    let (mut dots, mut end) = (0, 0);
    for (at, c) in rest.char_indices() {
        match c {
            '…' => dots += 3,
            '.' => dots += 1,
            ' ' | '\u{a0}' if dots > 0 => continue,
            _ => break,
        }
        end = at + c.len_utf8();
    }
    if dots >= 3 { end } else { 0 }
}

/// Whether `inner` is an ellipsis and then `close`.
fn closed(inner: &str, close: char) -> bool {
    let skip = inner.len() - inner.trim_start().len();
    let len = inner.get(skip..).map_or(0, ellipsis);
    len > 0 && inner.get(skip + len..).is_some_and(|rest| rest.trim_start().starts_with(close))
}

/// The length of `rest` up to and with `close`.
fn closing(rest: &str, close: char) -> usize {
    rest.find(close).map_or(rest.len(), |at| at + close.len_utf8())
}

fn gap(at: usize, len: usize, signs: &mut Vec<Sign>) -> usize {
    let span = Span::new(at, at + len);
    signs.push(Sign { span, part: Some(Part::Gap(span)) });
    len
}

/// Reads what stands between square brackets at `at`; answers how far to go on.
fn bracket(text: &str, at: usize, within: Span, signs: &mut Vec<Sign>) -> usize {
    let rest = text.get(at..within.end()).unwrap_or("");
    if let Some(link) = rest.strip_prefix("[[") {
        // A wikilink: its alias, else its target, is what a reader sees.
        let Some(end) = link.find("]]") else { return 2 };
        if let Some(bar) = link.get(..end).and_then(|target| target.find('|')) {
            signs.push(Sign { span: Span::new(at, at + 2 + bar), part: None });
        }
        return 2 + end + 2;
    }
    let Some(end) = rest.find(']') else { return 1 };
    let inner = rest.get(1..end).unwrap_or("");
    let (len, span) = (end + 1, Span::new(at, at + end + 1));
    let behind = rest.get(len..).unwrap_or("");
    if behind.starts_with('(') {
        // A link: its text is read, its target is not.
        let target = closing(behind, ')');
        signs.push(Sign { span: Span::new(at + len, at + len + target), part: None });
        return 1;
    }
    if inner.starts_with(['@', '^', '-']) {
        signs.push(Sign { span, part: None });
        return len;
    }
    if inner.trim_end_matches('!').eq_ignore_ascii_case("sic") {
        // It may stand in the source, too.
        signs.push(Sign { span, part: Some(Part::Free { span, most: 1 }) });
        return len;
    }
    if closed(rest.get(1..).unwrap_or(""), ']') {
        signs.push(Sign { span, part: Some(Part::Gap(span)) });
        return len;
    }
    let tail = behind.find(|c: char| !c.is_alphanumeric()).unwrap_or(behind.len());
    let head = text
        .get(within.start()..at)
        .map_or(0, |before| before.len() - before.trim_end_matches(char::is_alphanumeric).len());
    let whole = Span::new(at - head, at + len + tail);
    if tail > 0 && head == 0 && inner.chars().count() == 1 {
        // `[T]he`: the letter belongs to the word.
        let key = word_key(&format!("{inner}{}", behind.get(..tail).unwrap_or("")));
        signs.push(Sign { span: whole, part: Some(Part::Word(Word { span: whole, key })) });
    } else if head + tail > 0 {
        // `want[ed]`: one word in another form.
        signs.push(Sign { span: whole, part: Some(Part::Free { span: whole, most: 1 }) });
    } else {
        signs.push(Sign { span, part: Some(Part::Free { span, most: BRACKET }) });
    }
    len + tail
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words as they stand, gaps as `…`, brackets as `[words]`, parts divided by a space.
    fn check(quotation: &str, expected: &str) {
        let shown: Vec<_> = Wording::of(quotation, Span::new(0, quotation.len()))
            .parts
            .iter()
            .map(|part| match part {
                Part::Word(word) => word.span.of(quotation).to_string(),
                Part::Gap(_) => "…".to_string(),
                Part::Free { span, most } => format!("{}<{most}>", span.of(quotation).replace(' ', "_")),
            })
            .collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn plain_words() {
        check("We will not, he said.", "We will not he said");
        check("a *very* bad day", "a very bad day");
        check("", "");
        check("U.S. troops. And so on", "U.S troops And so on");
    }

    #[test]
    fn gaps_inside_but_not_at_the_edges() {
        for mark in ["…", "...", ". . .", "....", "[…]", "[...]", "[ … ]", "(…)", ". …"] {
            check(&format!("one {mark} two"), "one … two");
        }
        check("… one two ...", "one two");
        check("one… two", "one … two");
    }

    #[test]
    fn brackets() {
        check("[Moscow] will act", "[Moscow]<6> will act");
        check("it [Mr. Biden] sent", "it [Mr._Biden]<6> sent");
        check("[T]he end [sic] came", "[T]he end [sic]<1> came");
        check("he want[ed] this", "he want[ed]<1> this");
        check("so it goes [@001, p. 3] on", "so it goes on");
        check("[broken", "broken");
    }

    #[test]
    fn links_are_read_as_shown() {
        check("the [[Putin]] plan", "the Putin plan");
        check("the [[people/Putin|president’s]] plan", "the president’s plan");
        check("the [plan](https://a.b/c) failed", "the plan failed");
    }
}
