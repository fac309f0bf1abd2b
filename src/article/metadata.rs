use crate::date::Dct;

/// What is said about a source: by its front matter, a web page's metadata or a bibliography.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Metadata {
    pub key: Option<String>,
    pub title: Option<String>,
    pub byline: Vec<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    /// The date of publication and who says so.
    pub date: Option<Dct>,
}

impl Metadata {
    /// What this says, and what `other` says where this is silent. Of two dates the one of the stronger
    /// origin is kept.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let date = match (self.date, other.date) {
            (Some(a), Some(b)) if b.origin < a.origin => Some(b),
            (a, b) => a.or(b),
        };
        Self {
            key: self.key.or(other.key),
            title: self.title.or(other.title),
            byline: if self.byline.is_empty() { other.byline } else { self.byline },
            publisher: self.publisher.or(other.publisher),
            url: self.url.or(other.url),
            date,
        }
    }
}
