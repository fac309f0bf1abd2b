//! The articles of a term, as a segment keeps them.

use super::code::{Fault, Result, number, put_number, take};

/// The articles of one term in one segment, in order.
#[derive(Clone, Copy, Debug)]
pub(in crate::corpus) struct List<'b> {
    /// How many.
    pub(in crate::corpus) len: usize,
    form: Form<'b>,
}

#[derive(Clone, Copy, Debug)]
enum Form<'b> {
    One(u32),
    /// The first, then the distances.
    Sparse(&'b [u8]),
    /// A bit for each article of the segment.
    Dense(&'b [u8]),
}

impl<'b> List<'b> {
    /// Calls `found` with each article.
    pub(in crate::corpus) fn each(&self, mut found: impl FnMut(u32)) -> Result<()> {
        match self.form {
            Form::One(article) => found(article),
            Form::Sparse(mut bytes) => {
                let mut article = 0_u32;
                for _ in 0..self.len {
                    article = article.wrapping_add(number(&mut bytes)? as u32);
                    found(article);
                }
            }
            Form::Dense(bits) => {
                for (ix, byte) in bits.iter().enumerate() {
                    let mut byte = *byte;
                    while byte != 0 {
                        found(ix as u32 * 8 + byte.trailing_zeros());
                        byte &= byte - 1;
                    }
                }
            }
        }
        Ok(())
    }

    /// Calls `found` with the place in `articles` (in order) of each that is in the list.
    pub(in crate::corpus) fn among(&self, articles: &[u32], mut found: impl FnMut(usize)) -> Result<()> {
        if let Form::Dense(bits) = self.form {
            let holds =
                |article: u32| bits.get(article as usize / 8).is_some_and(|byte| byte >> (article % 8) & 1 == 1);
            (0..articles.len()).filter(|ix| holds(articles[*ix])).for_each(found);
            return Ok(());
        }
        let mut next = 0;
        self.each(|article| {
            while articles.get(next).is_some_and(|asked| *asked < article) {
                next += 1;
            }
            if articles.get(next) == Some(&article) {
                found(next);
            }
        })
    }
}

/// Appends the articles of a term (in order, at least one); `all` is how many the segment has.
pub(super) fn put(out: &mut Vec<u8>, articles: &[u32], all: u32) {
    put_number(out, articles.len() as u64);
    if let [article] = articles {
        return put_number(out, u64::from(*article));
    }
    let size = (all as usize).div_ceil(8);
    if articles.len() >= size {
        put_number(out, (size as u64) << 1 | 1);
        let start = out.len();
        out.resize(start + size, 0);
        for article in articles {
            out[start + *article as usize / 8] |= 1 << (article % 8);
        }
        return;
    }
    // The length stands before the list, so that a reader can pass it over.
    let start = out.len();
    let mut before = 0;
    for article in articles {
        put_number(out, u64::from(article - before));
        before = *article;
    }
    let mut len = Vec::with_capacity(4);
    put_number(&mut len, ((out.len() - start) as u64) << 1);
    out.splice(start..start, len);
}

/// Takes the next term of a block (its distance to the one before, which is 0 at first) with its articles;
/// none at the end.
pub(super) fn next<'b>(bytes: &mut &'b [u8], term: &mut u64) -> Result<Option<List<'b>>> {
    if bytes.is_empty() {
        return Ok(None);
    }
    *term = term.wrapping_add(number(bytes)?);
    let len = number(bytes)? as usize;
    if len == 1 {
        let article = number(bytes)? as u32;
        return Ok(Some(List { len, form: Form::One(article) }));
    }
    let size = number(bytes)?;
    let list = take(bytes, (size >> 1) as usize)?;
    // Every article takes a byte or a bit at least.
    if len > list.len() * 8 {
        return Err(Fault::Damaged("a list is too short"));
    }
    Ok(Some(List { len, form: if size & 1 == 1 { Form::Dense(list) } else { Form::Sparse(list) } }))
}
