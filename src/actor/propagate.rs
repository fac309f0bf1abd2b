//! What a text says in one place about a name holds in all of it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::text::{Token, TokenKind};

use super::data::classes::{COMMON, FUNCTION, GIVEN, ORG_HEAD, PARTICLE, SUFFIX};
use super::link::Link;
use super::noun;
use super::scan::Scan;
use super::unit::{BARE, FAIR, SURE, Unit, WEAK};
use super::{ActorKind, Form};

/// A fast hash for short keys of our own making (FxHash); nobody outside can choose them to collide
/// beyond one text.
#[derive(Default, Clone, Copy)]
pub(crate) struct Fast(u64);

impl Hasher for Fast {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }
}

pub(crate) type FastMap<K, V> = HashMap<K, V, BuildHasherDefault<Fast>>;

/// A map with room for so many entries.
pub(crate) fn roomy<K, V>(entries: usize) -> FastMap<K, V> {
    FastMap::with_capacity_and_hasher(entries, BuildHasherDefault::default())
}

/// What a text says about one spelling.
#[derive(Clone, Copy, Default, Debug)]
struct Votes {
    person: u32,
    organisation: u32,
    place: u32,
    /// The votes of the whole name rather than of a part of a longer one.
    whole: u32,
}

impl Votes {
    fn add(&mut self, kind: ActorKind, weight: u32) {
        match kind {
            ActorKind::Person => self.person += weight,
            ActorKind::Organisation => self.organisation += weight,
            ActorKind::Place => self.place += weight,
            ActorKind::Group | ActorKind::Unknown => {}
        }
    }

    fn best(&self) -> Option<(ActorKind, u32)> {
        let best = self.person.max(self.organisation).max(self.place);
        let kind = match best {
            0 => return None,
            n if n == self.person => ActorKind::Person,
            n if n == self.organisation => ActorKind::Organisation,
            _ => ActorKind::Place,
        };
        Some((kind, best))
    }
}

pub(crate) fn propagate(text: &str, tokens: &[Token], scan: &Scan, units: &mut Vec<Unit>) {
    let mut votes: FastMap<Cow<'_, str>, Votes> = roomy(units.len());
    for unit in units.iter().filter(|unit| unit.strength >= WEAK && unit.form != Form::Demonym) {
        let weight = u32::from(unit.strength / 10);
        let entry = votes.entry(scan.name(unit.words.clone())).or_default();
        entry.add(unit.kind, weight);
        entry.whole += 1;
        if unit.words.len() < 2 || unit.entity.is_some() || unit.strength < WEAK {
            continue;
        }
        for part in parts(scan, unit) {
            votes.entry(part).or_default().add(unit.kind, weight);
        }
    }
    for unit in units.iter_mut() {
        if unit.strength >= SURE - 10 && unit.city == 0 || unit.form == Form::Demonym {
            continue;
        }
        let key = scan.name(unit.words.clone());
        let Some((kind, weight)) = votes.get(&key).and_then(Votes::best) else { continue };
        // A city of that name is a person when the text has a person of that name.
        if unit.city > 0 {
            let person = votes.get(&key).map_or(0, |votes| votes.person);
            if person > 0 && unit.city < 4 && kind == ActorKind::Person && person >= u32::from(SURE / 10) - 1 {
                (unit.kind, unit.entity, unit.city, unit.form) = (ActorKind::Person, None, 0, Form::Surname);
                unit.reason = "surname of a person of this text";
                unit.strength = FAIR;
            }
            continue;
        }
        if unit.entity.is_some() {
            continue;
        }
        let own = u32::from(unit.strength / 10);
        if weight > own || unit.kind == ActorKind::Unknown {
            if unit.kind != kind {
                unit.reason = "so named elsewhere in this text";
            }
            unit.kind = kind;
            unit.strength = unit.strength.max(if weight >= u32::from(FAIR / 10) { FAIR } else { (weight * 10) as u8 });
            if unit.words.len() == 1 && kind == ActorKind::Person {
                unit.form = Form::Surname;
                unit.reason = "surname of a person of this text";
            }
        }
    }
    noun::tell_apart(text, tokens, scan, units);
    teams(scan, units);
    lists(tokens, scan, units);
    for unit in units.iter_mut() {
        // News introduces persons by their full name; what is never given one is mostly a body.
        if unit.kind == ActorKind::Unknown && unit.strength > BARE && unit.entity.is_none() {
            (unit.kind, unit.reason) = (ActorKind::Organisation, "no full name in this text");
        }
    }
    drop_weak(units);
}

/// Drops what found no support; whose a role is (`Unit::of`) goes by place in the list and moves along.
fn drop_weak(units: &mut Vec<Unit>) {
    let mut kept = 0;
    let places: Vec<Option<usize>> = (units.iter())
        .map(|unit| {
            let place = (unit.strength >= BARE).then_some(kept);
            kept += usize::from(place.is_some());
            place
        })
        .collect();
    units.retain(|unit| unit.strength >= BARE);
    for unit in units.iter_mut() {
        unit.of = unit.of.and_then(|of| places.get(of).copied().flatten());
    }
}

/// A place that is a team twice in this text is one wherever no preposition of place stands before it.
fn teams(scan: &Scan, units: &mut [Unit]) {
    let is_team = |unit: &Unit| unit.kind == ActorKind::Organisation && unit.reason.starts_with("a team");
    let mut seen: FastMap<Cow<'_, str>, u32> = FastMap::default();
    for unit in units.iter().filter(|unit| is_team(unit)) {
        *seen.entry(scan.name(unit.words.clone())).or_default() += 1;
    }
    if seen.values().all(|count| *count < 2) {
        return;
    }
    for unit in
        units.iter_mut().filter(|unit| unit.kind == ActorKind::Place && unit.form == Form::Name && !unit.located)
    {
        if seen.get(&scan.name(unit.words.clone())).is_some_and(|count| *count > 1) {
            (unit.kind, unit.reason) = (ActorKind::Organisation, "a team, as elsewhere in this text");
            (unit.entity, unit.city) = (None, 0);
        }
    }
}

/// In a list, an unknown name is what its neighbour is: “Freiburg and Roeville”.
fn lists(tokens: &[Token], scan: &Scan, units: &mut [Unit]) {
    let joined = |left: &Unit, right: &Unit| {
        let end = scan.words[left.words.end - 1].token as usize + 1;
        let start = scan.words[right.words.start].token as usize;
        start == end + 1
            && tokens.get(end).is_some_and(|token| {
                token.kind == TokenKind::Comma || token.kind == TokenKind::Word && token.span.len() == 3
            })
    };
    let open = |unit: &Unit| unit.kind == ActorKind::Unknown && unit.strength > BARE && unit.entity.is_none();
    let adopt = |unit: &mut Unit, from: &Unit| {
        if from.form != Form::Demonym
            && from.kind != ActorKind::Group
            && !(from.kind == ActorKind::Place && from.city == 0 && from.entity.is_some())
        {
            (unit.kind, unit.reason) = (from.kind, "what its neighbour in the list is");
        }
    };
    for ix in 1..units.len() {
        if let [left, right] = &mut units[ix - 1..=ix]
            && open(right)
            && !open(left)
            && joined(left, right)
        {
            adopt(right, left);
        }
    }
    for ix in (1..units.len()).rev() {
        if let [left, right] = &mut units[ix - 1..=ix]
            && open(left)
            && !open(right)
            && joined(left, right)
        {
            adopt(left, right);
        }
    }
}

/// The parts of a longer name by which a text goes on calling it.
fn parts<'s>(scan: &'s Scan, unit: &Unit) -> Vec<Cow<'s, str>> {
    let mut parts = Vec::new();
    let words = unit.words.clone();
    let (first, last) = (words.start, words.end - 1);
    match unit.kind {
        ActorKind::Person => {
            let last = if scan.words[last].is(SUFFIX) && last > first + 1 { last - 1 } else { last };
            let surname = scan.key(last);
            if let Some(bare) = surname.strip_prefix("al-").or_else(|| surname.strip_prefix("el-")) {
                parts.push(bare.into());
            }
            parts.push(surname.into());
            // `von der Leyen`, `Di Maio`, `Lopez Obrador`
            if last > first + 1 {
                parts.push(scan.name(last - 1..last + 1));
            }
            // Chinese and Korean names begin with the surname.
            if !scan.words[first].is(COMMON) && !scan.words[first].is(GIVEN) && words.len() > 1 {
                parts.push(scan.name(first..first + 1));
            }
        }
        ActorKind::Organisation => {
            let word = &scan.words[first];
            if !word.is(COMMON | FUNCTION | GIVEN) && word.phrase.is_none() {
                parts.push(scan.name(first..first + 1));
            }
            if let Some((_, n)) = word.phrase
                && n as usize + 1 == words.len()
                && scan.words[last].link == Link::Tight
            {
                parts.push(scan.name(last..last + 1));
            }
            if !scan.words[last].is(ORG_HEAD | PARTICLE) && words.len() == 2 && word.phrase.is_none() {
                parts.push(scan.name(last..last + 1));
            }
            // `Interactive Brokers Group Inc` goes on as `Interactive Brokers`.
            let mut end = words.end;
            while end > first + 2 && scan.words[end - 1].is(ORG_HEAD) && scan.words[end - 1].link == Link::Tight {
                end -= 1;
                parts.push(scan.name(first..end));
            }
            parts.push(acronym(scan, words).into());
        }
        ActorKind::Place | ActorKind::Group | ActorKind::Unknown => {}
    }
    parts
}

/// The first letters of a name's words.
pub(crate) fn acronym(scan: &Scan, words: std::ops::Range<usize>) -> String {
    words.filter_map(|ix| scan.key(ix).chars().next()).collect()
}
