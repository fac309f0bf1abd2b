use super::passage::{edit, evidence};
use super::registry::{Check, Run};
use super::wording::{LONGEST, short};
use super::{Finding, Fix};
use crate::actor::{Actor, ActorIx, Mention, contradict, office};
use crate::article::Article;
use crate::compare::{Reading, dated, find_in, known};
use crate::config::Level;
use crate::date::TimexKind;
use crate::text::Span;

pub(super) const CHECK: Check = Check {
    code: "role-differs",
    level: Level::Warning,
    summary: "The cited article gives a person another office.",
    why: "It is reported only for a plain contradiction: two charges of a minister, or the head of a state and that of a \
          government. Whoever is called by both titles in any article here, or on the card for that day, raises nothing.",
    fires: &[
        "Defense Minister Sergei Lavrov `[@001]`, the Russian Foreign Minister there",
        "Chancellor Erdogan `[@001]`, the Turkish President there",
        "Finance Minister Dmytro Kuleba `[@000]`, for the Foreign Minister",
    ],
    silent: &[
        "Russia's top diplomat, for the Foreign Minister",
        "the former Defense Minister",
        "an office at another date: In 2005 Prime Minister Erdogan said",
        "acting, deputy, caretaker: how a title is held",
        "Secretary of State for the foreign minister of the United States",
        "inside quotation marks",
        "a person to whom the article gives no office",
    ],
    run: Run::Note(run),
};

/// How many articles are asked whether they know the person by the note's title.
const ARTICLES: usize = 24;

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let note = reading.note;
    for mention in &note.facts.actors.mentions {
        let Some(role) = mention.role else { continue };
        let title = role.of(&note.prose);
        let Some(actor) = note.facts.actors.get(mention.actor) else { continue };
        if office(title).is_none()
            || note.is_set_apart(role)
            || is_former(actor, role)
            || reading.is_unread(mention.span)
        {
            continue;
        }
        let cited = reading.articles(mention.span);
        let differing = cited.iter().find_map(|(_, article)| {
            let theirs = find_in(article, actor)?;
            let role = other_role(article, theirs, title)?;
            Some((article, theirs, role))
        });
        let Some((article, theirs, other)) = differing else { continue };
        if is_of_another_time(reading, mention, article) || is_known_as(reading, actor, theirs, article, title) {
            continue;
        }
        let said = other.of(article.text.as_str());
        let name = article.facts.actors.get(theirs).map_or(actor.name.as_str(), |actor| &actor.name);
        let message = format!("{} calls {} “{}”.", short(&article.key, 30), short(name, 30), short(said, 40));
        found.push(Finding {
            code: CHECK.code,
            level: CHECK.level,
            span: role,
            message: short(&message, LONGEST),
            evidence: vec![evidence(article, other)],
            fixes: vec![Fix {
                title: format!("Write {said}"),
                preferred: false,
                edits: vec![edit(note, role, said.split_whitespace().collect::<Vec<_>>().join(" "))],
            }],
        });
    }
}

fn is_former(actor: &Actor, span: Span) -> bool {
    actor.roles.iter().any(|role| role.span == span && role.former)
}

/// The title by which the article calls the person, when every one of them contradicts `title`.
fn other_role(article: &Article, actor: ActorIx, title: &str) -> Option<Span> {
    let roles = &article.facts.actors.get(actor)?.roles;
    let first = roles.iter().find(|role| !role.former)?;
    roles.iter().all(|role| contradict(title, &role.title)).then_some(first.span)
}

/// Whether the sentence speaks of a day that is not the article's: then the office may be that of the other day.
fn is_of_another_time(reading: &Reading<'_>, mention: &Mention, article: &Article) -> bool {
    let note = reading.note;
    let sentence = note.sentences.iter().find(|sentence| sentence.covers(mention.span));
    let Some((sentence, day)) = sentence.zip(dated(article)) else { return false };
    note.facts.dates.iter().filter(|date| sentence.covers(date.span)).any(|date| {
        let dates = matches!(date.kind, TimexKind::Date | TimexKind::Time);
        let before = date.interval.latest.is_some_and(|latest| latest.year() < day.year());
        let after = date.interval.earliest.is_some_and(|earliest| earliest.year() > day.year());
        dates && (before || after)
    })
}

/// Whether the card has the office for the article's day, or some article here calls the person by the note's title.
fn is_known_as(reading: &Reading<'_>, actor: &Actor, theirs: ActorIx, article: &Article, title: &str) -> bool {
    let snapshot = reading.snapshot;
    let person = article.facts.actors.get(theirs).unwrap_or(actor);
    let known = known(snapshot, person, &[], ARTICLES);
    let day = dated(article).map(|day| day.to_string()).unwrap_or_default();
    let agrees = |other: &str| office(other).is_some() && !contradict(title, other);
    let on_card = snapshot.cards.get(&known.id).is_some_and(|card| card.roles_on(&day).any(|role| agrees(&role.title)));
    let in_article = known.seen.iter().any(|seen| {
        let roles = seen.article.facts.actors.get(seen.actor).map(|actor| actor.roles.as_slice()).unwrap_or_default();
        roles.iter().any(|role| agrees(&role.title))
    });
    on_card || in_article
}
