use super::Suppression;
use crate::article::FrontMatter;
use crate::text::{Span, Text, lines};

/// A comment to ibid: `<!-- ibid-disable-next-line misquote, figure-differs -- reason -->`, the same in
/// `%% … %%`, or `ibid: off` in the front matter.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Directive {
    pub(super) span: Span,
    pub(super) verb: Verb,
    /// None: all codes.
    pub(super) codes: Vec<(Span, String)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Verb {
    NextLine,
    Line,
    File,
    Disable,
    Enable,
}

/// Longer names before those they begin with.
const VERBS: &[(&str, Verb)] = &[
    ("ibid-disable-next-line", Verb::NextLine),
    ("ibid-disable-line", Verb::Line),
    ("ibid-disable-file", Verb::File),
    ("ibid-disable", Verb::Disable),
    ("ibid-enable", Verb::Enable),
];

impl Directive {
    /// Reads the comment at the start of `comment`; none when it does not speak to ibid.
    pub(super) fn comment(raw: &str, comment: Span) -> Option<Self> {
        let words = comment.of(raw);
        let start = words.len() - words.trim_start().len();
        let (open, close) = if words[start..].starts_with("%%") { ("%%", "%%") } else { ("<!--", "-->") };
        let inner = words[start..].strip_prefix(open)?;
        let inner = &inner[..inner.find(close)?];
        let end = start + open.len() + inner.len() + close.len();
        let trimmed = inner.trim_start();
        let (name, verb) = VERBS.iter().find(|(name, _)| trimmed.starts_with(name))?;
        let list = &trimmed[name.len()..];
        if !list.is_empty() && !list.starts_with(char::is_whitespace) {
            return None;
        }
        let list_start = comment.start() + start + open.len() + inner.len() - list.len();
        let list = &list[..list.find(" --").unwrap_or(list.len())];
        let is_separator = |c: char| c.is_whitespace() || c == ',';
        let mut codes = Vec::new();
        let mut at = 0;
        for code in list.split(is_separator) {
            if !code.is_empty() {
                let span = Span::new(list_start + at, list_start + at + code.len());
                codes.push((span, code.to_owned()));
            }
            at += code.len() + list[at + code.len()..].chars().next().map_or(0, char::len_utf8);
        }
        Some(Self { span: Span::new(comment.start() + start, comment.start() + end), verb: *verb, codes })
    }

    /// `ibid: off` in the front matter.
    pub(super) fn property(raw: &str, front: &FrontMatter) -> Option<Self> {
        let value = front.text("ibid")?;
        let line = lines(raw).find(|line| line.of(raw).starts_with("ibid:"))?;
        let off = ["off", "false", "none", "no"].contains(&value.to_lowercase().as_str());
        off.then_some(Self { span: line, verb: Verb::File, codes: Vec::new() })
    }
}

/// What the directives of a whole note, in order, silence.
pub(super) fn suppressions(text: &Text, directives: &[Directive]) -> Vec<Suppression> {
    let mut found: Vec<Suppression> = Vec::new();
    let mut open: Vec<(Span, Vec<(Span, String)>)> = Vec::new();
    let whole = Span::new(0, text.len());
    let mut push =
        |span: Span, covers: Span, codes: Vec<(Span, String)>| found.push(Suppression { span, covers, codes });
    for Directive { span, verb, codes } in directives.iter().cloned() {
        let (first, last) = (text.line_at(span.start()), text.line_at(span.end()));
        match verb {
            Verb::NextLine => {
                let next = (last + 1..text.lines()).map(|line| text.line(line));
                let next = next.take(NEAR).find(|line| !line.of(text.as_str()).trim().is_empty());
                push(span, next.unwrap_or(Span::at(text.len())), codes);
            }
            Verb::Line => push(span, text.line(first).join(text.line(last)), codes),
            Verb::File => push(span, whole, codes),
            Verb::Disable => open.push((span, codes)),
            Verb::Enable => {
                for (from, disabled) in std::mem::take(&mut open) {
                    let named = |code: &(Span, String)| codes.is_empty() || codes.iter().any(|(_, c)| *c == code.1);
                    let until = from.join(Span::at(span.start()));
                    let (ended, left): (Vec<_>, Vec<_>) = disabled.iter().cloned().partition(named);
                    if disabled.is_empty() && codes.is_empty() || !ended.is_empty() {
                        push(from, until, ended);
                    }
                    if !left.is_empty() || (disabled.is_empty() && !codes.is_empty()) {
                        open.push((from, left));
                    }
                }
            }
        }
    }
    for (from, codes) in open {
        push(from, from.join(Span::at(text.len())), codes);
    }
    found.sort_by(|a, b| (a.span, &a.codes).cmp(&(b.span, &b.codes)));
    found
}

/// How many empty lines may stand between a comment and the line it speaks of.
const NEAR: usize = 3;

#[cfg(test)]
mod tests {
    use crate::note::tests::note;

    /// Each suppression as `codes: first word..last word` of what it covers.
    fn check(text: &str, expected: &[&str]) {
        let note = note(text);
        let shown: Vec<_> = note
            .suppressions
            .iter()
            .map(|s| {
                let codes: Vec<_> = s
                    .codes
                    .iter()
                    .map(|(span, code)| {
                        assert_eq!(span.of(text), code);
                        code.as_str()
                    })
                    .collect();
                let words: Vec<_> =
                    s.covers.of(text).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
                format!("{}: {}..{}", codes.join(","), words.first().unwrap_or(&""), words.last().unwrap_or(&""))
            })
            .collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn lines() {
        check(
            "<!-- ibid-disable-next-line misquote, figure-differs -- asked by phone -->\nA b.\nC d.",
            &["misquote,figure-differs: A..b"],
        );
        check("<!-- ibid-disable-next-line -->\n\nA b.\n", &[": A..b"]);
        check(
            "A b. <!-- ibid-disable-line misquote -->\nC.",
            &["misquote: A..misquote line".replace(" line", "").as_str()],
        );
        check("A b. %% ibid-disable-line misquote -- why %%\nC.", &["misquote: A..why"]);
        check("%%\nibid-disable-next-line a\n%%\nB.", &["a: B..B"]);
        check("- item\n  <!-- ibid-disable-next-line a b -->\n- next", &["a,b: next..next"]);
    }

    #[test]
    fn ranges() {
        check("<!-- ibid-disable a b -->\nC d.\n\n<!-- ibid-enable a -->\nE f.", &["a: ibid..d", "b: ibid..f"]);
        check("<!-- ibid-disable -->\nC d.\n\n<!-- ibid-enable -->\nE f.", &[": ibid..d"]);
        check("A.\n\n<!-- ibid-disable-file a -->\n", &["a: A..a"]);
        check("---\nibid: off\n---\nA b.", &[": ibid..b"]);
        check("---\nibid: on\n---\nA b.", &[]);
    }

    #[test]
    fn other_comments_are_silent() {
        check(
            "<!-- a comment -->\n`<!-- ibid-disable -->`\n\n```\n<!-- ibid-disable -->\n```\n<!-- ibid-disabled -->",
            &[],
        );
        check("100 %% ibid-disable", &[]);
    }
}
