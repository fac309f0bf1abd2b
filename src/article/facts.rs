use crate::actor::{self, Actors, Cards};
use crate::claim::{self, Claim, Figure, Ground, Quotation};
use crate::date::{self, Dct, Timex};
use crate::text::{Span, tokens};

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
