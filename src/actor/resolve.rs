//! From units to the actors of one text.

use std::borrow::Cow;

use crate::text::{Token, TokenKind};

use super::body::Body;
use super::cue::Around;
use super::data::classes::{BOY, FEMALE, GIRL, MALE, SUFFIX};
use super::gazetteer::{Entity, Gazetteer};
use super::names::{fold, without_domain, without_legal_form, without_nickname};
use super::office::single;
use super::propagate::{FastMap, acronym, roomy};
use super::scan::Scan;
use super::unit::Unit;
use super::{Actor, ActorIx, ActorKind, Actors, Form, Gender, Mention, Role};

struct Resolver<'a> {
    text: &'a str,
    scan: &'a Scan,
    around: Around<'a>,
    actors: Actors,
    /// By id.
    ids: FastMap<String, ActorIx>,
    /// By the folded surname of a person or the folded short form of an organisation: the latest full name.
    short: FastMap<Cow<'a, str>, Vec<ActorIx>>,
}

pub(crate) fn resolve(text: &str, tokens: &[Token], gazetteer: &Gazetteer, scan: &Scan, units: &[Unit]) -> Actors {
    let around = Around { text, tokens, gazetteer, scan };
    let mut resolver =
        Resolver { text, scan, around, actors: Actors::default(), ids: roomy(units.len()), short: roomy(units.len()) };
    // Full names first, so that a surname may stand before them.
    let mut of = vec![None; units.len()];
    let longer = longer_names(text, units);
    for (ix, unit) in units.iter().enumerate() {
        // “Russia’s Foreign Ministry”, “the German Foreign Ministry”: whose it is stands right before.
        let owner = ix.checked_sub(1).and_then(|ix| units.get(ix)).filter(|before| {
            unit.span.start().checked_sub(before.span.end()).is_some_and(|gap| gap <= 5) && before.city == 0
        });
        if !is_short(unit) {
            let owner = owner.and_then(|owner| owner.entity).filter(|entity| !entity.adjective.is_empty());
            of[ix] = Some(resolver.full(unit, owner, &longer));
        }
    }
    for (ix, unit) in units.iter().enumerate() {
        let actor = match of[ix] {
            Some(actor) => actor,
            None => resolver.short(unit),
        };
        of[ix] = Some(actor);
        resolver.mention(unit, actor);
    }
    for (ix, unit) in units.iter().enumerate() {
        if let (Some(span), Some(actor)) = (unit.role, of[ix]) {
            let state = unit.of.and_then(|before| of.get(before).copied().flatten());
            resolver.role(unit, span, actor, state);
        }
    }
    resolver.handles();
    resolver.actors
}

/// The names of persons that end another one, and those of companies without their legal form: which, if there is only
/// one.
fn longer_names(text: &str, units: &[Unit]) -> FastMap<String, Option<String>> {
    let mut names: FastMap<String, String> = roomy(units.len() / 4);
    for unit in units.iter().filter(|unit| unit.kind == ActorKind::Person && !is_short(unit) && unit.entity.is_none()) {
        let name = tidy(&without_nickname(unit.span.of(text)));
        names.entry(slug(&name)).or_insert(name);
    }
    let mut longer: FastMap<String, Option<String>> = FastMap::default();
    for (slug, name) in &names {
        // Ends of two words and more; one word is a surname.
        for (at, _) in slug.match_indices('-') {
            let end = &slug[at + 1..];
            if end.contains('-') && names.contains_key(end) {
                let one = longer.entry(end.to_owned()).or_insert_with(|| Some(name.clone()));
                if one.as_ref() != Some(name) {
                    *one = None;
                }
            }
        }
    }
    // A company with its legal form.
    for unit in units.iter().filter(|unit| unit.kind == ActorKind::Organisation && unit.words.len() > 1) {
        let name = unit.span.of(text);
        let short = without_legal_form(name);
        if short.len() < name.len() {
            longer.entry(slug(short)).or_insert_with(|| Some(tidy(name)));
        }
    }
    longer
}

fn is_short(unit: &Unit) -> bool {
    unit.entity.is_none()
        && unit.words.len() == 1
        && matches!(unit.kind, ActorKind::Person | ActorKind::Organisation | ActorKind::Unknown)
}

impl<'a> Resolver<'a> {
    fn full(&mut self, unit: &Unit, owner: Option<&Entity>, longer: &FastMap<String, Option<String>>) -> ActorIx {
        let (id, name) = match unit.entity {
            Some(entity) if unit.city == 0 => (entity.id.to_owned(), entity.name.to_owned()),
            _ => {
                let name = &*without_nickname(unit.span.of(self.text));
                match unit.kind {
                    ActorKind::Organisation => {
                        // “Zand Metal” is the “Zand Metal ASA” of this text.
                        let known = if longer.is_empty() { None } else { longer.get(&slug(name)) };
                        let known = known.and_then(Option::as_deref);
                        let name = known.filter(|known| without_legal_form(known) == name).unwrap_or(name);
                        let body = Body::of(name, owner);
                        (body.id, body.owner.map_or(tidy(name), |owner| format!("{} of {owner}", tidy(name))))
                    }
                    // “Lopez Obrador” is the one longer name of this text that ends so.
                    ActorKind::Person => {
                        let slug = slug(name);
                        match longer.get(&slug) {
                            Some(Some(longer)) => (super::resolve::slug(longer), longer.clone()),
                            _ => (slug, tidy(name)),
                        }
                    }
                    _ => (slug(name), tidy(name)),
                }
            }
        };
        let kind = match unit.entity {
            Some(entity) if unit.city == 0 => entity.kind,
            _ => unit.kind,
        };
        let ix = self.actor(id, name, kind);
        if unit.entity.is_none() {
            self.register(unit, ix);
        }
        ix
    }

    fn actor(&mut self, id: String, name: String, kind: ActorKind) -> ActorIx {
        if let Some(ix) = self.ids.get(&id) {
            return *ix;
        }
        let ix = ActorIx(self.actors.actors.len() as u32);
        self.ids.insert(id.clone(), ix);
        self.actors.actors.push(Actor { id, name, kind, gender: Gender::Unknown, roles: Vec::new(), anonymous: false });
        ix
    }

    /// Notes the short forms under which the text may go on.
    fn register(&mut self, unit: &Unit, ix: ActorIx) {
        let words = unit.words.clone();
        let scan = self.scan;
        let mut add = |key: Cow<'a, str>| {
            let list = self.short.entry(key).or_default();
            if !list.contains(&ix) {
                list.push(ix);
            }
        };
        match unit.kind {
            ActorKind::Person => {
                let mut last = words.end - 1;
                if self.scan.words[last].is(SUFFIX) && last > words.start {
                    last -= 1;
                }
                let surname = scan.key(last);
                // `al-Sisi` goes on as `Sisi`.
                if let Some(bare) = surname.strip_prefix("al-").or_else(|| surname.strip_prefix("el-")) {
                    add(bare.into());
                }
                add(surname.into());
                if words.len() > 1 {
                    add(scan.key(words.start).into());
                }
            }
            ActorKind::Organisation => {
                add(scan.key(words.start).into());
                add(scan.key(words.end - 1).into());
                if words.len() > 1 {
                    add(acronym(scan, words).into());
                }
            }
            _ => {}
        }
        if unit.kind == ActorKind::Person {
            let classes = self.scan.words[unit.words.start].classes;
            self.gender(
                ix,
                if classes & BOY != 0 {
                    Gender::Male
                } else if classes & GIRL != 0 {
                    Gender::Female
                } else {
                    Gender::Unknown
                },
            );
        }
    }

    fn gender(&mut self, ix: ActorIx, gender: Gender) {
        if let Some(actor) = self.actors.actors.get_mut(ix.0 as usize)
            && actor.gender == Gender::Unknown
        {
            actor.gender = gender;
        }
    }

    fn short(&mut self, unit: &Unit) -> ActorIx {
        let key = self.scan.name(unit.words.clone());
        if let Some(ix) = self.bracketed(unit, &key) {
            self.short.insert(key, vec![ix]);
            return ix;
        }
        let found = self.short.get(&key).and_then(|list| {
            let gender = self.honorific_gender(unit);
            let fits = |ix: &&ActorIx| {
                self.actors.get(**ix).is_some_and(|actor| {
                    let kind = actor.kind == unit.kind || unit.kind == ActorKind::Unknown;
                    // “Mrs. Roe” is not John Roe.
                    kind && (gender == Gender::Unknown || actor.gender == Gender::Unknown || gender == actor.gender)
                })
            };
            // Two persons of one surname: the one named last before this place.
            let mut fitting = list.iter().filter(fits);
            match (fitting.next(), fitting.next()) {
                (Some(one), None) => Some(*one),
                (Some(_), Some(_)) => {
                    let last = self.actors.mentions.iter().rev().find(|m| list.contains(&m.actor));
                    last.map(|mention| mention.actor)
                }
                _ => None,
            }
        });
        match found {
            Some(ix) => ix,
            None => {
                let name = without_domain(unit.span.of(self.text));
                self.actor(slug(name), tidy(name), unit.kind)
            }
        }
    }

    /// “Ministry of Health (MoH)”: the letters stand in the name right before, in order.
    fn bracketed(&self, unit: &Unit, key: &str) -> Option<ActorIx> {
        let open = self.around.before(unit).filter(|ix| self.around.is(Some(*ix), TokenKind::Open))?;
        let last = self.around.token(open.checked_sub(1))?;
        let before = self.actors.mentions.last().filter(|m| m.span.end() == last.span.end())?;
        let name = fold(before.span.of(self.text));
        let mut letters = name.chars();
        let fits = before.kind == ActorKind::Organisation
            && key.len() > 1
            && name.chars().next() == key.chars().next()
            && key.chars().all(|c| letters.any(|letter| letter == c));
        fits.then_some(before.actor)
    }

    /// What `Mr.` or `Lady` before the name says.
    fn honorific_gender(&self, unit: &Unit) -> Gender {
        let Some(honorific) = unit.honorific else { return Gender::Unknown };
        let classes = self.around.gazetteer.word(&fold(honorific.of(self.text)));
        match () {
            _ if classes & FEMALE != 0 => Gender::Female,
            _ if classes & MALE != 0 => Gender::Male,
            _ => Gender::Unknown,
        }
    }

    fn mention(&mut self, unit: &Unit, actor: ActorIx) {
        let gender = self.honorific_gender(unit);
        if gender != Gender::Unknown {
            self.gender(actor, gender);
        }
        self.actors.mentions.push(Mention {
            span: unit.span,
            actor,
            kind: unit.kind,
            form: unit.form,
            role: unit.role,
            honorific: unit.honorific,
            reason: unit.reason,
        });
    }

    /// “Ana Quispe (@AnaQuispe)”, “— Ana Quispe @aquispe”: the handle is hers whose name stands right before.
    fn handles(&mut self) {
        let tokens = self.around.tokens;
        for (ix, token) in tokens.iter().enumerate().filter(|(_, token)| token.kind == TokenKind::Handle) {
            let open = ix.checked_sub(1).filter(|ix| tokens.get(*ix).is_some_and(|t| t.kind == TokenKind::Open));
            let Some(last) = open.or(Some(ix)).and_then(|ix| ix.checked_sub(1)).and_then(|ix| tokens.get(ix)) else {
                continue;
            };
            let at = self.actors.mentions.partition_point(|m| m.span.start() < token.span.start());
            let before = at.checked_sub(1).and_then(|ix| self.actors.mentions.get(ix));
            if let Some(mention) = before.filter(|m| m.span.end() == last.span.end()).cloned() {
                let reason = "the handle stands behind the name";
                let handle =
                    Mention { span: token.span, form: Form::Handle, role: None, honorific: None, reason, ..mention };
                self.actors.mentions.insert(at, handle);
            }
        }
    }

    fn role(&mut self, unit: &Unit, span: crate::text::Span, actor: ActorIx, state: Option<ActorIx>) {
        let of = state.and_then(|ix| self.actors.get(ix)).map(|actor| actor.id.clone());
        let title = single(&tidy(span.of(self.text)));
        let former = unit.former;
        if let Some(actor) = self.actors.actors.get_mut(actor.0 as usize)
            && !actor.roles.iter().any(|role| role.title == title && role.of == of && role.former == former)
        {
            actor.roles.push(Role { title, of, former, span });
        }
    }
}

/// The words of a name with single spaces.
fn tidy(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The id of a name: folded words joined by hyphens.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in fold(name).chars() {
        match c {
            '\'' => {}
            c if c.is_alphanumeric() => slug.push(c),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    while slug.ends_with('-') {
        slug.pop();
    }
    slug
}
