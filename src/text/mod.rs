//! Text and places in it: the bottom of the house, which knows nothing else.
//!
//! All offsets inside ibid are **byte offsets into UTF-8** ([`Span`]); lines, columns and the encodings
//! of editors exist only in [`Position`] and are converted by [`Text`] alone.

mod blank;
mod buffer;
mod extract;
mod fold;
mod gram;
mod line;
mod percent;
mod position;
mod sentence;
mod span;
mod token;
mod words;

pub use blank::blank_but;
pub use buffer::{Edit, Text};
pub use extract::Extract;
pub use fold::{Folded, equal_but_first_case};
pub use gram::{grams, grams_of};
pub use line::lines;
pub use percent::percent_decoded;
pub use position::{Encoding, Position};
pub use sentence::sentences;
pub use span::Span;
pub use token::{Shape, Token, TokenKind, tokens};
pub use words::{Word, Words, word_key};
