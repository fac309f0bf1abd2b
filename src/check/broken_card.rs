use std::sync::Arc;

use super::registry::{Check, Run};
use super::wording::{LONGEST, short};
use super::{FileEdit, Finding, Fix};
use crate::actor::{Card, CardFile};
use crate::config::Level;
use crate::text::Span;
use crate::world::Snapshot;

pub(super) const CHECK: Check = Check {
    code: "broken-card",
    level: Level::Warning,
    summary: "A card on an actor cannot be read, or shares a name with another card.",
    why: "What a card says overrides everything ibid would find by itself, so a card that is passed over must not be \
          passed over in silence. The rest of the card still counts. A name that two cards have finds neither of them.",
    fires: &[
        "`type: ghost`, which is no kind of actor",
        "a role that ends before it begins, or on no day of the calendar",
        "a file without properties between two lines of `---`",
        "one alias on two cards",
    ],
    silent: &[
        "properties that are the writer's own, such as `tags`",
        "a card with no name: its file's name is the actor's",
        "a `README.md` beside the cards",
        "a metonym that two cards share with a place: `Moscow`",
        "a namesake that was imported from FollowTheMoney",
    ],
    run: Run::Card(run),
};

fn run(snapshot: &Snapshot, file: &CardFile, found: &mut Vec<Finding>) {
    for error in &file.errors {
        found.push(finding(error.span, &error.message, properties(file).into_iter().collect()));
    }
    if !file.is_markdown() {
        return;
    }
    for card in &file.cards {
        for name in card.names() {
            let mut others = snapshot.cards.named(name).filter(|(other, _)| other.path != file.path);
            if let Some((other, _)) = others.next() {
                let other = other.path.file_name().unwrap_or_default().to_string_lossy();
                let message =
                    format!("“{}” is a name in {} too, so it finds neither.", short(name, 40), short(&other, 30));
                found.push(finding(place(file, card, name), &message, Vec::new()));
            }
        }
    }
}

fn finding(span: Span, message: &str, fixes: Vec<Fix>) -> Finding {
    Finding {
        code: CHECK.code,
        level: CHECK.level,
        span,
        message: short(message, LONGEST),
        evidence: Vec::new(),
        fixes,
    }
}

/// Gives a file that has no properties at all those of a card.
fn properties(file: &CardFile) -> Option<Fix> {
    if file.text.as_str().starts_with("---") || !file.is_markdown() {
        return None;
    }
    let stem = file.path.file_stem()?.to_string_lossy();
    let name = serde_json::to_string(&stem).ok()?;
    let new_text = format!("---\nname: {name}\ntype: person\n---\n");
    let edits = vec![FileEdit { path: Arc::clone(&file.path), span: Span::at(0), new_text }];
    Some(Fix { title: format!("Make it the card of {}", short(&stem, 40)), preferred: false, edits })
}

fn place(file: &CardFile, card: &Card, name: &str) -> Span {
    let at = file.text.as_str().find(name).filter(|_| card.name != name);
    at.map_or(card.place, |at| Span::new(at, at + name.len()))
}
