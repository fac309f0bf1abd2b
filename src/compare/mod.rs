//! Comparison of a note's words with the words of its sources: quotations, figures, speakers, support.
//!
//! Pure over a [`crate::world::Snapshot`]; answers with evidence (article and span), never with a verdict on the truth.

mod align;
mod locate;
mod quotation;
mod reading;
mod wording;

pub use quotation::{Change, Fit, Verdict, fit, verdict};
pub use reading::{Reading, Source, source};
pub use wording::{Part, Wording};
