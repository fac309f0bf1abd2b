//! A span that may name an actor, before the text as a whole has been heard.

use std::ops::Range;

use crate::text::Span;

use super::gazetteer::Entity;
use super::{ActorKind, Form};

/// How sure a guess is: what a weaker one says gives way to what a stronger one says elsewhere in the text.
pub(crate) type Strength = u8;
/// A table or a title says so.
pub(crate) const SURE: Strength = 90;
/// The shape of the name says so.
pub(crate) const FAIR: Strength = 70;
/// The best of several readings.
pub(crate) const WEAK: Strength = 40;
/// Nothing but a capital letter: needs support from elsewhere in the text.
pub(crate) const BARE: Strength = 20;

/// A span that may name an actor.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub span: Span,
    pub words: Range<usize>,
    pub kind: ActorKind,
    pub strength: Strength,
    pub form: Form,
    pub entity: Option<&'static Entity>,
    /// A city of the tables (which gives no id): its size.
    pub city: u8,
    /// A preposition of place stands before it, or a state behind it.
    pub located: bool,
    pub role: Option<Span>,
    /// The unit that the role belongs to: a state or organisation before the title.
    pub of: Option<usize>,
    pub former: bool,
    pub honorific: Option<Span>,
    pub reason: &'static str,
}
