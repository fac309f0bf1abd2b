/// How many keys are offered for one that is unknown.
pub(super) const OFFERED: usize = 5;

/// Those of `keys` that somebody who wrote `key` may have meant, best first, at most [`OFFERED`].
pub(super) fn closest<'k>(key: &str, keys: impl IntoIterator<Item = &'k str>) -> Vec<String> {
    let key: Vec<char> = key.to_lowercase().chars().collect();
    let most = (key.len() / 3).max(1);
    let mut near: Vec<(usize, &str)> = keys
        .into_iter()
        .filter_map(|candidate| {
            let letters: Vec<char> = candidate.to_lowercase().chars().collect();
            // The first part of a long key, mistyped, is as good a hint as the whole of a short one.
            let part = letters.get(..key.len()).map(|part| distance(&key, part) + 1).filter(|_| key.len() > 2);
            let whole = distance(&key, &letters);
            let distance = part.map_or(whole, |part| part.min(whole));
            (distance <= most).then_some((distance, candidate))
        })
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(OFFERED).map(|(_, key)| key.to_owned()).collect()
}

/// Insertions, deletions, replacements and swaps of neighbours that lead from `a` to `b`.
fn distance(a: &[char], b: &[char]) -> usize {
    let width = b.len() + 1;
    let (mut before, mut above): (Vec<usize>, Vec<usize>) = (vec![0; width], (0..width).collect());
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(width);
        row.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let mut least = (above[j] + usize::from(x != y)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

/// An address as it is compared: without scheme, `www.`, fragment, tracking parameters and the last
/// slash; the host in lower case.
pub(super) fn plain_url(url: &str) -> String {
    let url = url.trim();
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or(rest);
    let (address, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let path = path.trim_end_matches('/');
    let tracking = |name: &str| name.starts_with("utm_") || matches!(name, "fbclid" | "gclid" | "ref" | "src");
    let query: Vec<&str> =
        query.split('&').filter(|part| !part.is_empty() && !tracking(part.split('=').next().unwrap_or(""))).collect();
    let mark = if query.is_empty() { "" } else { "?" };
    let slash = if path.is_empty() { "" } else { "/" };
    format!("{host}{slash}{path}{mark}{}", query.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(key: &str, expected: &[&str]) {
        let keys = ["hindu-2021-12-31", "afp-2022-01-11", "001_36ec4a0469faaa65", "dw2022", "dw2021"];
        assert_eq!(closest(key, keys), expected, "{key}");
    }

    #[test]
    fn keys_near_a_mistyped_one() {
        check("dw2202", &["dw2022", "dw2021"]);
        check("DW2022", &["dw2022", "dw2021"]);
        check("afp-2022-01-12", &["afp-2022-01-11"]);
        check("002_36ec", &["001_36ec4a0469faaa65"]);
        check("reuters", &[]);
        check("", &[]);
    }

    #[test]
    fn addresses_are_compared_without_what_does_not_matter() {
        let check = |url: &str, expected: &str| assert_eq!(plain_url(url), expected);
        check("https://www.The-Paper.org/World/a-story/?utm_source=x&id=3#top", "the-paper.org/World/a-story?id=3");
        check("http://the-paper.org", "the-paper.org");
        check("the-paper.org/", "the-paper.org");
    }
}
