//! What an editor asks: hover, definition, references, symbols, actions. Pure functions over a snapshot,
//! plain data in and out; knows no LSP.
//!
//! Every function takes the path of a note, an article or a card and byte offsets into its text, and answers
//! nothing for any other file. [`place`] decides what stands under the caret; everything else follows
//! from that.

mod actions;
mod calls;
mod card;
mod completion;
mod definition;
mod dossier;
mod drafts;
mod folding;
mod highlight;
mod hints;
mod hover;
mod lenses;
mod linked;
mod links;
mod moves;
mod page;
mod place;
mod references;
mod rekey;
mod rename;
mod selection;
mod symbols;
mod tokens;
mod workspace;

use std::path::Path;
use std::sync::Arc;

use crate::text::Span;

pub use actions::{Action, ActionKind, actions};
pub use calls::{Speaker, Speech, speaker, speeches};
pub use card::{implementation, type_definition};
pub use completion::{Completion, CompletionKind, completion_page, completions};
pub use definition::definition;
pub use drafts::{DRAFTED_FROM, Draft, drafts};
pub use folding::{Fold, FoldKind, folds};
pub use highlight::highlights;
pub use hints::{Hint, hints};
pub use hover::hover;
pub use lenses::{Lens, LensKind, LensLabel, lens_label, lenses};
pub use linked::linked;
pub use links::{Link, link_place, links};
pub use moves::{Descriptions, Moves, follow};
pub use page::plain;
pub use references::{citing_notes, references};
pub use rekey::Renaming;
pub use rename::{rename, rename_span};
pub use selection::selection;
pub use symbols::{Symbol, SymbolKind, document_symbols};
pub use tokens::{SemanticToken, TokenClass, semantic_tokens};
pub use workspace::{FoundKind, FoundSymbol, workspace_symbols};

/// What a hover shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hover {
    /// The words it speaks of.
    pub span: Span,
    /// CommonMark without tables, HTML, images or links; text of articles is escaped in it.
    pub markdown: String,
}

/// A place in a file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Location {
    pub path: Arc<Path>,
    pub span: Span,
}

/// Where a jump lands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    /// The words the jump starts from.
    pub origin: Span,
    pub path: Arc<Path>,
    /// The words it lands on.
    pub span: Span,
    /// The sentence or paragraph around them.
    pub context: Span,
}
