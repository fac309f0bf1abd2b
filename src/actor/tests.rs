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

#[test]
fn a_place_belongs_to_the_name_of_its_team_railway_or_party() {
    check(
        "Fans of the Boston Herons met at Zandfield Park in Galway East.",
        expect![[r#"
            Boston Herons Organisation Name boston-herons
            Zandfield Park Place Name zandfield-park
            Galway East Place Name galway-east
        "#]],
    );
    check(
        "It crossed the Portland and Zandburg Railway near the village of Zandburg.",
        expect![[r#"
        Portland and Zandburg Railway Organisation Name portland-and-zandburg-railway
        Zandburg Place Surname zandburg
    "#]],
    );
    check(
        "He sued the California Democratic Party and Zandex, Inc. in Washington, D.C.",
        expect![[r#"
        California Democratic Party Organisation Name california-democratic-party
        Zandex, Inc. Organisation Name zandex-inc
        Washington, D.C. Place Name washington-dc
    "#]],
    );
    check(
        "He left the House of Commons of Canada for the Boston Herons of the National League.",
        expect![[r#"
            House of Commons of Canada Organisation Name house-of-commons-of-canada
            Boston Herons Organisation Name boston-herons
            National League Organisation Name national-league
        "#]],
    );
}

#[test]
fn a_nickname_stands_inside_a_name() {
    check(
        "Jan “the Hand” Novak beat James (Jim) Zander. Novak smiled.",
        expect![[r#"
            Jan “the Hand” Novak Person Name jan-novak
            James (Jim) Zander Person Name james-zander
            Novak Person Surname jan-novak
        "#]],
    );
}

#[test]
fn what_the_text_says_a_name_is() {
    check(
        "Zandburg is a small village in France. Zander (born 1951) is a Danish painter.",
        expect![[r#"
        Zandburg Place Surname zandburg
        France Place Name france
        Zander Person Surname zander
        a Danish painter Person Nominal danish-painter
        Danish Place Demonym denmark
    "#]],
    );
    check(
        "They like the band Zandex and Ovalo, a unit of Zandex.",
        expect![[r#"
        Zandex Organisation Surname zandex
        Ovalo Organisation Surname ovalo
        Zandex Organisation Surname zandex
    "#]],
    );
}

#[test]
fn a_common_noun_in_capitals_is_no_name() {
    check("He won by a KO, his tenth KO, and sold an EP and two CDs. Post-mortem tests followed.", expect![""]);
    check(
        "Nice weather, said Zander. It was nice. Redesignated in May, All-American Zander left.",
        expect![[r#"
            Zander Person Surname zander
            Zander Person Surname zander
        "#]],
    );
    check(
        "Zander (Russian: Зандер Иван) left Jan Novak & Ana Quispe in Oslo.",
        expect![[r#"
        Zander Person Surname zander
        Russian Place Demonym russia
        Jan Novak Person Name jan-novak
        Ana Quispe Person Name ana-quispe
        Oslo Place Name oslo
    "#]],
    );
}

#[test]
fn titles_spread_over_lists_and_stand_behind_names() {
    check(
        "Prime Ministers Aoife Byrne, Jan Novak and Li Wei met Presidents Luis Mora of Peru and Petr Zeman.",
        expect![[r#"
            Aoife Byrne Person Name aoife-byrne | Prime Ministers
            Jan Novak Person Name jan-novak | Prime Ministers
            Li Wei Person Name li-wei | Prime Ministers
            Luis Mora Person Name luis-mora | Presidents
            Peru Place Name peru
            Petr Zeman Person Name petr-zeman | Presidents
        "#]],
    );
    check(
        "Jan Novak, the Czech foreign minister, met Ana Quispe, Peru’s president. The minister left.",
        expect![[r#"
        Jan Novak Person Name jan-novak | Czech foreign minister
        Czech Place Demonym czech-republic
        Ana Quispe Person Name ana-quispe | president
        Peru Place Name peru
        The minister Person Nominal jan-novak
    "#]],
    );
    check(
        "European Council chief Ann Holm and Prime Minister-designate Yair Golan met Zandburg Mayor Ola Berg.",
        expect![[r#"
            European Council Organisation Name european-council
            Ann Holm Person Name ann-holm | European Council chief
            Yair Golan Person Name yair-golan | Prime Minister-designate
            Zandburg Place Name zandburg
            Ola Berg Person Name ola-berg | Mayor
        "#]],
    );
}

#[test]
fn a_heading_with_capitals_holds_names_between_common_words() {
    check(
        "Novak Says Peace Talks With Russia Failed\n\nPresident Jan Novak said so on a Tuesday.",
        expect![[r#"
        Novak Person Surname jan-novak
        Russia Place Name russia
        Jan Novak Person Name jan-novak | President
    "#]],
    );
}

#[test]
fn longer_names_take_their_ends_and_titles_of_the_other_sex_do_not() {
    check(
        "Aung San Suu Kyi met Abdel Fattah al-Sisi. Suu Kyi thanked Sisi.",
        expect![[r#"
        Aung San Suu Kyi Person Name aung-san-suu-kyi
        Abdel Fattah al-Sisi Person Name abdel-fattah-al-sisi
        Suu Kyi Person Name aung-san-suu-kyi
        Sisi Person Surname abdel-fattah-al-sisi
    "#]],
    );
    check(
        "De Gaulle met van Gogh. Charles de Gaulle was tall. Sir Ian Hale left; Lady Hale stayed.",
        expect![[r#"
        De Gaulle Person Name charles-de-gaulle
        van Gogh Person Surname van-gogh
        Charles de Gaulle Person Name charles-de-gaulle
        Ian Hale Person Name ian-hale
        Hale Person Surname hale
    "#]],
    );
    check(
        "Will Smith met J.R.R. Zander and Park Ji-won. Sen. Ola Berg, R-Ohio, spoke.",
        expect![[r#"
            Smith Unknown Name smith
            J.R.R. Zander Person Name jrr-zander
            Park Ji-won Person Name park-ji-won
            Ola Berg Person Name ola-berg | Sen.
            Ohio Place Name ohio
        "#]],
    );
}

#[test]
fn a_ministry_has_its_owner_in_its_id() {
    check(
        "Britain’s Ministry of Defence and the Defence Ministry of Ukraine met the German Defence Ministry.",
        expect![[r#"
            Britain Place Name united-kingdom
            Ministry of Defence Organisation Name british-defence-ministry
            Defence Ministry of Ukraine Organisation Name ukrainian-defence-ministry
            German Place Demonym germany
            Defence Ministry Organisation Name german-defence-ministry
        "#]],
    );
    check(
        "The Association of Zand Bankers and crackZand.com, that is CrackZand.com, wrote to the Ministry of Health.",
        expect![[r#"
            Association of Zand Bankers Organisation Name association-of-zand-bankers
            crackZand.com Organisation Name crackzand
            CrackZand.com Organisation Name crackzand
            Ministry of Health Organisation Name ministry-of-health
        "#]],
    );
}

#[test]
fn a_capital_is_a_city_in_datelines_and_by_its_parts() {
    check(
        "NEW DELHI — London’s streets are full. KYIV/MOSCOW (Reuters) - Paris’s view is known.",
        expect![[r#"
        NEW DELHI Place Name new-delhi
        London Place Name london
        KYIV Place Name kyiv
        MOSCOW Place Name moscow
        Reuters Organisation Name reuters
        Paris Place Metonym france
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

#[test]
fn the_saved_corpus_keeps_the_laws() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fuzz/corpus/actor");
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(files.len() > 10, "the corpus is gone");
    for file in files {
        laws(&String::from_utf8_lossy(&std::fs::read(file).unwrap()));
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
