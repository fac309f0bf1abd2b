//! Comparison of a note's words with the words of its sources: quotations, figures,
//! speakers, support; and who of the sources a name means.
//!
//! Pure over a [`crate::world::Snapshot`]; answers with evidence (article and span), never with a verdict on the truth.

mod age;
mod align;
mod echo;
mod figure;
mod known;
mod locate;
mod quotation;
mod reading;
mod remember;
mod rivals;
mod said;
mod speaker;
mod support;
mod wording;

pub use age::{Age, ages, other_age};
pub use echo::{counts_otherwise, echoes};
pub use figure::{Figures, context, same_kind, same_number, sentence};
pub use known::{Identity, Known, Seen, dated, find_among, find_in, known};
pub use locate::runs;
pub use quotation::{Change, Fit, Verdict, fit, stands_in, verdict};
pub use reading::{Reading, Source, named, source};
pub use rivals::{Rival, rivals};
pub use said::{Said, said};
pub use speaker::{Speaker, is_mentioned, is_named, speaker, speakers, surely_differ, without};
pub use support::{Bearing, Passage, Sentences, overlap};
pub use wording::{Part, Wording};
