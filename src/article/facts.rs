use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use crate::actor::{self, Actors, Cards};
use crate::claim::{self, Claim, Figure, Ground, Quotation};
use crate::date::{self, Dct, Timex};
use crate::text::{Span, Text, tokens};

/// Who, when and who-said-what of one text.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub dates: Vec<Timex>,
    pub actors: Actors,
    pub quotations: Vec<Quotation>,
    pub figures: Vec<Figure>,
    pub claims: Vec<Claim>,
}

/// Runs the three engines over `text`, read in the light of `cards`; `paragraphs` are those that may hold claims.
pub fn facts(text: &str, paragraphs: &[Span], dct: Option<&Dct>, cards: &Cards) -> Facts {
    let tokens = tokens(text);
    let dates = date::find(text, dct);
    let actors = actor::find_with(text, &tokens, cards);
    let quotations = claim::quotations(text, &tokens);
    let figures = claim::figures(text, &tokens);
    let claims = claim::find(Ground {
        text,
        tokens: &tokens,
        paragraphs,
        dates: &dates,
        actors: &actors,
        quotations: &quotations,
        figures: &figures,
    });
    Facts { dates, actors, quotations, figures, claims }
}

/// The facts of an article, read when somebody first asks for them: to learn its date, or whether certain words stand in
/// it, takes none. Behaves as [`Facts`].
#[derive(Clone, Debug)]
pub struct LazyFacts {
    pub(super) text: Text,
    /// What the engines read, where that is not the text itself.
    pub(super) prose: Option<Arc<str>>,
    pub(super) paragraphs: Vec<Span>,
    pub(super) dct: Option<Dct>,
    pub(super) cards: Arc<Cards>,
    pub(super) quotations: OnceLock<Vec<Quotation>>,
    pub(super) facts: OnceLock<Facts>,
}

impl LazyFacts {
    /// The facts under another date, in the light of other cards.
    pub(super) fn under(&self, dct: Option<Dct>, cards: Arc<Cards>) -> Self {
        Self { dct, cards, facts: OnceLock::new(), ..self.clone() }
    }

    /// [`Facts::quotations`] without the rest, which takes twenty times as long.
    pub fn quotations(&self) -> &[Quotation] {
        match self.facts.get() {
            Some(facts) => &facts.quotations,
            None => self.quotations.get_or_init(|| claim::quotations(self.prose(), &tokens(self.prose()))),
        }
    }

    /// What the engines read.
    pub(super) fn prose(&self) -> &str {
        self.prose.as_deref().unwrap_or(self.text.as_str())
    }
}

impl Deref for LazyFacts {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        self.facts.get_or_init(|| facts(self.prose(), &self.paragraphs, self.dct.as_ref(), &self.cards))
    }
}
