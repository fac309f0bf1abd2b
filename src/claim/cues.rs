//! The cue lexicon: verbs of saying, their forms and their syntax.
//!
//! Chosen after the counts of cue words in PolNeAR's training part (the commonest 400 forms) and the
//! reporting-verb lists of the news industry; read one line as: lemma, class, marks of syntax.

/// What a verb takes for content.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// Any clause, with or without “that”; also a quotation on either side.
    Speech,
    /// A clause, or a phrase that tells what was found or thought.
    Thought,
    /// An object and what is said of it: call, accuse, urge, reject.
    Object,
}

/// Which form of the verb a word is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Inflection {
    Base,
    Third,
    Past,
    Participle,
}

/// A word as a form of a cue verb.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct CueForm {
    pub class: Class,
    pub inflection: Inflection,
    /// May stand before its subject: “…,” said X.
    pub inverts: bool,
    /// Takes an addressee before the content: told reporters that …
    pub addresses: bool,
    /// The form is a common noun as well: claims, reports.
    pub noun: bool,
    /// Is a cue only before a clause or a quotation: continued that, answered: “…”.
    pub clausal: bool,
    /// Is a cue only before a clause, a quotation or its particle (`to`, `on`, `for`).
    pub weak: bool,
}

/// `i` inverts, `a` takes an addressee, `n` base and third form are nouns too, `d` doubles its
/// consonant, `w` weak, `c` a cue only with a clause or a quotation; `past=` and `part=` irregular forms.
const TABLE: &str = "
say speech i past=said
submit speech icd
tell speech ia past=told
add speech i
write speech i past=wrote part=written
ask speech ia
note speech in
argue speech i
explain speech i
continue speech ic
tweet speech in
insist speech i
warn speech ia
state speech inc
announce speech i
claim speech in
declare speech i
conclude speech i
recall speech i
reply speech in
respond speech i
admit speech id
acknowledge speech i
suggest speech i
confirm speech i
predict speech i
promise speech ian
vow speech in
joke speech in
quip speech idn
testify speech i
report speech in
complain speech i
contend speech i
maintain speech ic
assert speech i
allege speech i
deny speech i
stress speech in
emphasize speech i
emphasise speech i
observe speech i
remark speech in
reiterate speech i
repeat speech i
retort speech in
concede speech i
caution speech ian
reveal speech i
counter speech inc
answer speech inc
comment speech in
shout speech in
chant speech in
yell speech i
cry speech inc
scream speech in
whisper speech in
exclaim speech i
lament speech i
muse speech i
opine speech i
post speech in
boast speech in
brag speech id
proclaim speech i
advise speech ia
remind speech ia
inform speech ia
assure speech ia
notify speech a
reassure speech a
signal speech n
affirm speech i
reinforce speech
disclose speech
disagree speech
agree speech i
interject speech i
hint speech n
imply speech
clarify speech
reason speech inc
mention speech n
specify speech
recount speech i
relate speech w
read speech iw past=read
sing speech iwc past=sang
think thought i past=thought
believe thought i
hope thought in
know thought past=knew part=known
show thought n part=shown
find thought past=found
learn thought
indicate thought i
feel thought past=felt
fear thought n
worry thought n
expect thought
see thought wc past=saw part=seen
hear thought wc past=heard
decide thought
determine thought c
realize thought
understand thought past=understood
wonder thought in
doubt thought n
prove thought c
estimate thought in
discover thought c
demonstrate thought
assume thought c
figure thought nc
forecast thought n past=forecast
rule thought nc
mean thought wc past=meant
guess thought in
suspect thought n
underscore thought
consider thought
view thought n
call object n
accuse object
urge object n
reject object
demand object n
describe object
criticize object
criticise object
blame object n
praise object n
condemn object
denounce object
support object n
oppose object
back object wn
endorse object
defend object
dismiss object
slam object d
blast object n
attack object n
cite object
question object n
discuss object
propose object i
pledge object in
offer object n
threaten object
want object n
decline object wn
refuse object wn
express object n
voice object n
label object n
brand object n
deem object
dub object d
characterize object
portray object
compare object
liken object
favor object n
applaud object
mock object
ridicule object
chide object
rip object wd
decry object
tout object
challenge object n
encourage object
address object n
echo object
reference object n
outline object n
detail object n
highlight object n
plan object wdn
seek object w past=sought
talk object wn
speak object w past=spoke part=spoken
refer object d
point object wn
plead object
beg object d
order object n
instruct object a
recommend object i
request object n
invoke object
downplay object
lambast object
lambaste object
deride object
hail object
credit object n
thank object
fault object n
hammer object
bash object
rail object w
target object wn
dispute object n
rebut object d
refute object
";

/// Every form of every cue verb, lower case.
pub(super) fn forms() -> impl Iterator<Item = (String, CueForm)> {
    TABLE.lines().filter(|line| !line.is_empty()).flat_map(|line| {
        let mut parts = line.split(' ');
        let (lemma, class) = (parts.next().unwrap_or_default(), parts.next());
        let class = match class {
            Some("speech") => Class::Speech,
            Some("thought") => Class::Thought,
            _ => Class::Object,
        };
        let (mut marks, mut past, mut participle) = ("", None, None);
        for part in parts {
            match part.split_once('=') {
                Some(("past", form)) => past = Some(form),
                Some((_, form)) => participle = Some(form),
                None => marks = part,
            }
        }
        let form = |inflection| CueForm {
            class,
            inflection,
            inverts: marks.contains('i'),
            addresses: marks.contains('a'),
            noun: marks.contains('n') && matches!(inflection, Inflection::Base | Inflection::Third),
            clausal: marks.contains('c'),
            weak: marks.contains('w'),
        };
        let stem = if marks.contains('d') { doubled(lemma) } else { lemma.to_owned() };
        let mut forms = vec![
            (lemma.to_owned(), form(Inflection::Base)),
            (third(lemma), form(Inflection::Third)),
            (past.map_or_else(|| regular_past(&stem), str::to_owned), form(Inflection::Past)),
            (ing(&stem), form(Inflection::Participle)),
        ];
        forms.extend(participle.map(|p| (p.to_owned(), form(Inflection::Past))));
        forms
    })
}

fn is_vowel(c: Option<char>) -> bool {
    c.is_some_and(|c| "aeiou".contains(c))
}

fn doubled(lemma: &str) -> String {
    let mut stem = lemma.to_owned();
    stem.extend(lemma.chars().next_back());
    stem
}

fn consonant_y(lemma: &str) -> Option<&str> {
    lemma.strip_suffix('y').filter(|stem| !is_vowel(stem.chars().next_back()))
}

fn third(lemma: &str) -> String {
    match consonant_y(lemma) {
        Some(stem) => format!("{stem}ies"),
        None if lemma.ends_with(['s', 'x', 'z', 'o']) || lemma.ends_with("sh") || lemma.ends_with("ch") => {
            format!("{lemma}es")
        }
        None => format!("{lemma}s"),
    }
}

fn regular_past(stem: &str) -> String {
    match consonant_y(stem) {
        Some(stem) => format!("{stem}ied"),
        None if stem.ends_with('e') => format!("{stem}d"),
        None => format!("{stem}ed"),
    }
}

fn ing(stem: &str) -> String {
    match stem.strip_suffix('e') {
        Some(short) if !short.ends_with(['e', 'o', 'y']) => format!("{short}ing"),
        _ => format!("{stem}ing"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflects() {
        let all: Vec<String> = forms().map(|(word, _)| word).collect();
        for word in
            "said saying says denied denies denying admitted admitting told quipped urged urging sees seeing echoes vowed read"
                .split(' ')
        {
            assert!(all.iter().any(|w| w == word), "{word}");
        }
    }
}
