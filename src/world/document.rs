use std::sync::Arc;

use crate::article::Article;
use crate::text::{Edit, Span, Text};

use super::TextChange;

/// What a document is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    Note,
    Article,
    /// What the user wrote down about actors.
    Card,
    /// Something else: the settings, a text elsewhere.
    Other,
}

/// A document that is open in the editor.
#[derive(Clone, Debug)]
pub struct Document {
    pub version: i32,
    pub text: Text,
    pub kind: Kind,
    /// The text as an article, when it is one.
    pub article: Option<Arc<Article>>,
    /// Where the last edit ended: all that a server knows of the caret.
    pub caret: Option<usize>,
    /// An edit did not fit, so this is not what the editor shows. Nothing is reported until the whole text
    /// comes again.
    pub desynced: bool,
}

impl Document {
    pub(super) fn new(version: i32, text: Text, kind: Kind) -> Self {
        Self { version, text, kind, article: None, caret: None, desynced: false }
    }

    /// The document after these changes, each of which applies to the text that the one before it left
    /// (LSP 3.17, `DidChangeTextDocumentParams`). A version that is not later than ours, unless the whole text
    /// comes with it, makes the document desynced.
    #[must_use]
    pub(super) fn changed(mut self, version: i32, changes: Vec<TextChange>) -> Self {
        let whole = changes.iter().rposition(|change| change.range.is_none());
        let fits = version > self.version && !self.desynced;
        self.version = version;
        if whole.is_none() && !fits {
            self.desynced = true;
            return self;
        }
        self.desynced = false;
        // What stands before a change of the whole text changes nothing.
        for change in changes.into_iter().skip(whole.unwrap_or(0)) {
            let span = change.range.map(|(start, end)| {
                let offset = |position| self.text.offset(position, change.encoding);
                Span::new(offset(start), offset(end))
            });
            self.caret = span.map(|span| span.start() + change.new_text.len());
            self.text = self.text.edited(&Edit { span, new_text: change.new_text });
        }
        self
    }
}
