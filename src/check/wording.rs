//! How findings are worded: short, and with the words of the text between curly marks.

/// No message is longer, in characters.
pub(super) const LONGEST: usize = 110;

/// `text` on one line and at most `most` characters long; longer ones lose words at their end.
pub(super) fn short(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let cut: String = line.chars().take(most.saturating_sub(1)).collect();
    let end = cut.rfind(' ').filter(|at| *at > most / 2).unwrap_or(cut.len());
    format!("{}…", cut.get(..end).unwrap_or(&cut).trim_end_matches([',', ';', ' ']))
}

/// A message of two quoted texts, each cut so that the whole keeps within [`LONGEST`].
pub(super) fn two(message: impl Fn(&str, &str) -> String, a: &str, b: &str) -> String {
    let frame = message("", "").chars().count();
    let room = LONGEST.saturating_sub(frame);
    let (a_len, b_len) = (a.chars().count(), b.chars().count());
    let half = room / 2;
    let a_most = if b_len < half { room - b_len } else { half };
    let b_most = if a_len < half { room - a_len } else { half };
    message(&short(a, a_most), &short(b, b_most))
}

/// A list of at most `most` items: `a, b, c, …`.
pub(super) fn list(items: &[String], most: usize) -> String {
    let mut shown = items.iter().take(most).cloned().collect::<Vec<_>>().join(", ");
    if items.len() > most {
        shown.push_str(", …");
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_lose_their_end() {
        assert_eq!(short("one  two\nthree", 20), "one two three");
        assert_eq!(short("one two three, four", 15), "one two three…");
        assert_eq!(short("abcdefghijklmnop", 6), "abcde…");
    }

    #[test]
    fn two_texts_share_the_room() {
        let long = "word ".repeat(40);
        let message = two(|a, b| format!("The source says “{a}”, not “{b}”."), &long, "b");
        assert!(message.chars().count() <= LONGEST && message.ends_with("not “b”."), "{message}");
        let message = two(|a, b| format!("“{a}”, “{b}”"), &long, &long);
        assert!(message.chars().count() <= LONGEST, "{message}");
    }
}
