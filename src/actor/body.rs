//! Whose a ministry is, and one id for its names in several orders.

use super::gazetteer::{Entity, entity_by_id};
use super::names::without_domain;
use super::resolve::slug;

/// The identity of a body.
pub(super) struct Body {
    /// `russian-foreign-ministry`, `bank-of-zand`.
    pub id: String,
    /// The name of the state it belongs to, where every state has such a body.
    pub owner: Option<&'static str>,
}

impl Body {
    /// The body of that name; `owner` is the state that stands before it in the text.
    pub(super) fn of(name: &str, owner: Option<&Entity>) -> Self {
        let slug = british(without_domain(name));
        let (slug, own) = match slug.rsplit_once("-of-").and_then(|(body, state)| Some((body, entity_by_id(state)?))) {
            Some((body, state)) if is_generic(body) && !state.adjective.is_empty() => (body.to_owned(), Some(state)),
            _ => (slug, None),
        };
        let state = own.or_else(|| owner.and_then(|owner| entity_by_id(owner.id)));
        match state.filter(|_| is_generic(&slug)) {
            Some(state) => {
                // “Defence Ministry of Ukraine” names its owner itself.
                let owner = own.is_none().then_some(state.name);
                Self { id: format!("{}-{}", state.adjective, ministry(&slug)), owner }
            }
            None => Self { id: slug, owner: None },
        }
    }
}

/// The slug in British spelling, so that two papers name one ministry.
pub(super) fn british(name: &str) -> String {
    let word = |word| match word {
        "defense" => "defence",
        "labor" => "labour",
        "center" => "centre",
        "organization" => "organisation",
        "program" => "programme",
        word => word,
    };
    slug(name).split('-').map(word).collect::<Vec<_>>().join("-")
}

/// `ministry-of-defence` is `defence-ministry`.
fn ministry(slug: &str) -> String {
    match slug.strip_prefix("ministry-of-") {
        Some("foreign-affairs") => "foreign-ministry".into(),
        Some(charge) => format!("{charge}-ministry"),
        None => slug.into(),
    }
}

/// A name that every state has one of.
fn is_generic(slug: &str) -> bool {
    const HEADS: &[&str] =
        &["ministry", "army", "navy", "police", "parliament", "court", "senate", "cabinet", "treasury"];
    let last = slug.rsplit('-').next().is_some_and(|head| HEADS.contains(&head));
    last && slug.split('-').count() <= 3 || slug.starts_with("ministry-of-")
}

#[test]
fn a_ministry_is_one_under_several_names() {
    let check = |name: &str, owner: Option<&str>, id: &str| {
        assert_eq!(Body::of(name, owner.and_then(entity_by_id)).id, id);
    };
    check("Ministry of Defense", Some("ukraine"), "ukrainian-defence-ministry");
    check("Defence Ministry", Some("ukraine"), "ukrainian-defence-ministry");
    check("Defence Ministry of Ukraine", None, "ukrainian-defence-ministry");
    check("Ministry of Foreign Affairs", Some("russia"), "russian-foreign-ministry");
    check("Ministry of Health", None, "ministry-of-health");
    check("Bank of Japan", Some("japan"), "bank-of-japan");
}
