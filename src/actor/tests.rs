use expect_test::{Expect, expect};

use super::find;
use crate::text::tokens;

/// One line a mention: the words, the kind and form, the actor's id, the role.
pub(crate) fn listed(text: &str) -> String {
    let actors = find(text, &tokens(text));
    let line = |m: &super::Mention| {
        let id = actors.get(m.actor).map_or("?", |actor| &actor.id);
        let role = m.role.map_or(String::new(), |role| format!(" | {}", role.of(text)));
        format!("{} {:?} {:?} {id}{role}\n", m.span.of(text), m.kind, m.form)
    };
    actors.mentions.iter().map(line).collect()
}

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&listed(text));
}

#[test]
fn a_title_stands_apart_from_the_name() {
    check(
        "Peruvian Foreign Minister Ana Quispe met Minister Roe in Lima.",
        expect![[r#"
        Peruvian Place Demonym peru
        Ana Quispe Person Name ana-quispe | Peruvian Foreign Minister
        Roe Person Surname roe | Minister
        Lima Place Name lima
    "#]],
    );
    check(
        "European Commission President Ursula Vale spoke to Yara Chief Executive Ola Berg.",
        expect![[r#"
            European Commission Organisation Name european-commission
            Ursula Vale Person Name ursula-vale | European Commission President
            Yara Organisation Name yara
            Ola Berg Person Name ola-berg | Chief Executive
        "#]],
    );
}

#[test]
fn a_plural_title_spreads_over_a_coordination() {
    check(
        "Talks between Presidents Ana Quispe and Jan Novak ended.",
        expect![[r#"
            Ana Quispe Person Name ana-quispe | Presidents
            Jan Novak Person Name jan-novak | Presidents
        "#]],
    );
}

#[test]
fn a_surname_is_the_full_name_of_its_text() {
    check(
        "Ana Quispe arrived late. “No,” Quispe said. Quispe’s aides left.",
        expect![[r#"
            Ana Quispe Person Name ana-quispe
            Quispe Person Surname ana-quispe
            Quispe’s aides Group Nominal quispe-aides
            Quispe Person Surname ana-quispe
        "#]],
    );
}

#[test]
fn governments_pronouns_and_nobody_in_particular() {
    check(
        "Moscow’s demands are known. Diplomats met in Moscow. Moscow said no.",
        expect![[r#"
        Moscow Place Metonym russia
        Moscow Place Name moscow
        Moscow Place Metonym russia
    "#]],
    );
    check(
        "Ana Quispe arrived. “No,” she said. A top Quispe aide said yes.",
        expect![[r#"
        Ana Quispe Person Name ana-quispe
        she Person Pronoun ana-quispe
        A top Quispe aide Person Nominal quispe-aide
        Quispe Person Surname ana-quispe
    "#]],
    );
}

#[test]
fn bodies_places_and_parties_are_told_apart() {
    check(
        "The Ministry of Health (MoH) of Springfield, Illinois, and U.S. Treasury Department officials met Democrat Jane Roe.",
        expect![[r#"
            Ministry of Health Organisation Name ministry-of-health
            MoH Organisation Name ministry-of-health
            Springfield Place Name springfield
            Illinois Place Name illinois
            U.S. Treasury Department officials Group Nominal us-treasury-department-officials
            U.S. Treasury Department Organisation Name us-treasury-department
            Democrat Group Demonym democrat
            Jane Roe Person Name jane-roe
        "#]],
    );
    check(
        "PARIS (Reuters) - Yara ASA spokesman Jan Novak told the Roeville Herald.",
        expect![[r#"
        PARIS Place Name paris
        Reuters Organisation Name reuters
        Yara ASA Organisation Name yara-asa
        Jan Novak Person Name jan-novak | spokesman
        Roeville Herald Organisation Name roeville-herald
    "#]],
    );
}

/// The laws of any text: spans in order, on letters, within the text; named mentions do not overlap; every
/// mention has its actor; ids are unique among the named.
fn laws(text: &str) {
    let actors = find(text, &tokens(text));
    let mut end = 0;
    let mut last = 0;
    for mention in &actors.mentions {
        assert!(text.get(mention.span.range()).is_some_and(|words| !words.is_empty()), "{mention:?} in {text:?}");
        assert!(last <= mention.span.start(), "order in {text:?}");
        last = mention.span.start();
        assert!(actors.get(mention.actor).is_some(), "{mention:?} in {text:?}");
        if !matches!(mention.form, super::Form::Nominal | super::Form::Pronoun) {
            assert!(end <= mention.span.start(), "overlap at {mention:?} in {text:?}");
            end = mention.span.end();
        }
    }
    let mut ids: Vec<&str> = actors.actors.iter().map(|actor| actor.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), actors.actors.len(), "{text:?}");
}

#[test]
fn nasty_texts_keep_the_laws() {
    for text in [
        "",
        " ",
        "\n\n",
        "-",
        "A",
        "A-",
        "-A",
        "A-B",
        "A.-B.",
        "U.S.-",
        "’s",
        "O’",
        "@",
        "@A (@B)",
        "Mr.",
        "Mr. ",
        "of Of of",
        "President",
        "President of",
        "The The The",
        "A\u{301}B C\u{200d}D",
        "İSTANBUL ǅ ß",
        "𝐀𝐁 𝐂",
        "Al-Al-Al Al-A’s B’s",
        "Roe-Roe Roe",
        "X & Y & Z",
        "U.S. U.S.'s US's",
        "\u{feff}Roe",
        "Roe’s’s",
        "Pro-Pro pro-Pro Roe-Roe-Roe Roe",
    ] {
        laws(text);
        laws(&format!("Ana Roe met {text} in Paris. {text} said Roe-Novak Novak. He {text}"));
    }
}

proptest::proptest! {
    #[test]
    fn any_text_keeps_the_laws(text in "\\PC{0,80}") {
        laws(&text);
    }

    #[test]
    fn any_run_of_words_keeps_the_laws(words in proptest::collection::vec(
        proptest::sample::select(vec![
            "President", "Ana", "Roe", "of", "the", "and", "’s", "U.S.", "Russian", "-backed", "Moscow", "Ministry", "(", ")",
            ",", ".", "\n", "WHO", "he", "The", "van", "der", "Roe-Novak", "Novak", "@roe", "said", "leader", "Jr.", "“", "”", "&",
            "Foreign", "Affairs", "Party", "Republican", "3-1", "in", "for", "City", "aide", "top", "Bank",
        ]), 0..24)) {
        laws(&words.join(" "));
    }
}
