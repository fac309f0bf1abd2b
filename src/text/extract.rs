use super::{Span, Text};

/// Where the words of a text stand in the file they were taken out of.
///
/// Made by pushing runs in order; between two runs the text may hold bytes (a decoded entity, a line break
/// for a tag) that the file writes otherwise.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Extract {
    text: String,
    /// Offsets in the text and in the file at which a run begins, both in order.
    runs: Vec<(u32, u32)>,
}

impl Extract {
    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Adds words that stand so in the file at `at`.
    pub fn push(&mut self, words: &str, at: usize) {
        self.put(words, at, at + words.len());
    }

    /// Adds words that the file writes otherwise, from `start` to `end`.
    pub fn put(&mut self, words: &str, start: usize, end: usize) {
        if words.is_empty() {
            return;
        }
        self.runs.push((self.text.len() as u32, start as u32));
        self.text.push_str(words);
        if end - start != words.len() {
            self.runs.push((self.text.len() as u32, end as u32));
        }
    }

    /// Takes white space off the end.
    pub fn trim_end(&mut self) {
        self.text.truncate(self.text.trim_end().len());
        let len = self.text.len() as u32;
        self.runs.retain(|(at, _)| *at < len);
    }

    /// The text, whose places are those of `file`.
    pub fn of(self, file: &Text) -> Text {
        let Self { text, runs } = self;
        Text::new(text).standing_in(file.clone(), runs)
    }
}

/// The way from a text to its file and back.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) file: Text,
    pub(super) runs: Vec<(u32, u32)>,
}

impl Source {
    /// Where a byte of the text stands in the file.
    pub(super) fn in_file(&self, offset: usize) -> usize {
        along(&self.runs, offset, |run| run.0 as usize, |run| run.1 as usize)
    }

    /// The byte of the text that stands at a place of the file, or before it.
    pub(super) fn in_text(&self, offset: usize) -> usize {
        along(&self.runs, offset, |run| run.1 as usize, |run| run.0 as usize)
    }

    /// The part of the text that stands within a span of the file.
    pub(super) fn within(&self, span: Span) -> Span {
        Span::new(self.in_text(span.start()), self.in_text(span.end()))
    }
}

/// Follows `offset` from one side of the runs to the other; never beyond the next run.
fn along(
    runs: &[(u32, u32)],
    offset: usize,
    from: impl Fn(&(u32, u32)) -> usize,
    to: impl Fn(&(u32, u32)) -> usize,
) -> usize {
    let next = runs.partition_point(|run| from(run) <= offset);
    let Some(run) = next.checked_sub(1).and_then(|ix| runs.get(ix)) else { return runs.first().map_or(0, to) };
    let there = to(run) + (offset - from(run));
    runs.get(next).map_or(there, |next| there.min(to(next)))
}

#[cfg(test)]
mod tests {
    use super::super::{Encoding, Position};
    use super::*;

    #[test]
    fn places_lead_to_the_file_and_back() {
        let file = Text::new("<p>“Caf&eacute;s <b>are</b> open,”\nhe said.</p>");
        let mut extract = Extract::default();
        extract.push("“Caf", 3);
        extract.put("é", 9, 17);
        extract.push("s ", 17);
        extract.push("are", 22);
        extract.push(" open,”\nhe said.", 29);
        let text = extract.of(&file);
        assert_eq!(text.as_str(), "“Cafés are open,”\nhe said.");

        let check = |word: &str, line: u32, column: u32| {
            let at = text.as_str().find(word).unwrap();
            let place = Position::new(line, column);
            assert_eq!(text.position(at, Encoding::Utf32), place, "{word}");
            assert_eq!(text.offset(place, Encoding::Utf32), at, "{word}");
        };
        check("Caf", 0, 4);
        check("és", 0, 7);
        check("s are", 0, 15);
        check("are", 0, 20);
        check("open", 0, 28);
        check("he said", 1, 0);
        assert_eq!((text.lines(), text.line(1).of(text.as_str())), (2, "he said."));
        assert_eq!(text.line(0).of(text.as_str()), "“Cafés are open,”");
        assert_eq!(text.line_at(text.len()), 1);
    }
}
