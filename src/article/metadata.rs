use crate::date::{Date, DctOrigin};

/// What is said about a source: by its front matter, a web page's metadata or a bibliography.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Metadata {
    pub key: Option<String>,
    pub title: Option<String>,
    pub byline: Vec<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    /// The day of publication, who says so, and why (a clause for a reader, without a full stop).
    pub date: Option<(Date, DctOrigin, String)>,
}
