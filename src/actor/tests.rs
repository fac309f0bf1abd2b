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
        Quispe Person Surname ana-quispe
    "#]],
    );
}
