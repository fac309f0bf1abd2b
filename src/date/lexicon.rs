//! The words that date expressions are made of, and the verbs and prepositions that tell which way a
//! clause looks.

use std::sync::LazyLock;

use super::value::{PartOfDay, Season, Unit};

/// What a lexeme is to the parser. Numbers have their value beside them, in [`super::lex::Lexeme`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Word {
    /// A word of no meaning here, by its first letter.
    Plain,
    Name,
    /// A lower-case word that ends in `-ed`.
    PastVerb,

    /// A number in digits, and how many digits.
    Digits(u8),
    /// `1,000`, `1,00,000`: a number nobody writes a year or day with.
    Grouped,
    /// `1.5`; the value is in hundredths.
    Decimal,
    /// `9th`
    OrdinalDigits,
    /// `1990s`, `80s`, and how many digits.
    PluralDigits(u8),
    /// Letters and digits in one: a model, a plate.
    Code,
    /// `Q3`
    ShortQuarter(i8),
    /// `H1`
    ShortHalf(i8),
    /// `FY2021`, `FY21`; the value is the year.
    ShortFiscal,
    /// `AD`, before or behind a year.
    Anno,
    /// `two`, `twenty`
    Cardinal,
    /// `first`, `second`
    Ordinal,
    /// `hundred`, `thousand`, `million`; the value is the factor.
    Magnitude,
    Dozen,
    Half,
    Few,
    Several,
    Couple,
    Many,

    Month(i8),
    /// `Jan`, which takes a full stop.
    ShortMonth(i8),
    Weekday(i8),
    ShortWeekday(i8),
    Weekdays(i8),
    Unit(Unit),
    Units(Unit),
    Season(Season),
    Seasons(Season),
    Part(PartOfDay),
    Parts(PartOfDay),
    Noon,
    Midnight,
    /// `a.m.` 0, `p.m.` 12
    Meridiem(i8),
    Zone,
    Today,
    Yesterday,
    Tomorrow,
    Tonight,
    Overnight,
    /// `daily`, `annually`
    Frequency(Unit),
    /// The first word of a feast ([`HOLIDAYS`]) that is no word of dates itself.
    Feast,

    The,
    A,
    This,
    That,
    These,
    Those,
    /// `its`, `his`, `our`
    Its,
    Last,
    Past,
    Next,
    Coming,
    Following,
    Previous,
    Same,
    Current,
    Recent,
    Latest,
    Each,
    Every,
    All,
    Other,
    Another,
    More,
    Less,
    Than,
    Least,
    Most,
    Full,
    Whole,
    Entire,
    /// Adjectives that may stand before a period: `comparable`, `corresponding`.
    Comparable,
    Additional,

    Ago,
    Earlier,
    Later,
    Before,
    After,
    Ahead,
    Since,
    Early,
    Late,
    Mid,
    Start,
    Middle,
    End,
    About,
    /// `nearly`, `almost`
    Nearly,
    Over,
    Under,
    Up,
    Only,
    Within,
    So,
    As,
    Fiscal,
    Old,
    Long,
    Ended,
    Ending,

    And,
    Or,
    Of,
    In,
    On,
    At,
    By,
    For,
    From,
    To,
    Until,
    During,
    Between,
    Through,
    Into,

    Now,
    Currently,
    Recently,
    Soon,
    Future,
    Near,
    Present,
    Term,
    Once,
    /// `will`, `shall`, `'ll`
    Will,
    /// `would`, `could`, `can`, `must`, `should`
    Modal,
    /// `upcoming`, `expects`
    Plan,
    /// `begins`, `expire`: what is on a calendar is told in the present.
    Begins,
    /// `scheduled`, `due`, `set`: ahead when `to` or `for` follows.
    Slated,
    /// `was`, `said`, `had`: verbs in the past
    Was,
    /// `is`, `has`, `says`
    Is,
    /// `not`, `no`
    Not,
    Time,
    Period,

    Comma,
    /// The end of a sentence.
    Stop,
    /// Another full stop.
    Dot,
    Colon,
    Semicolon,
    Hyphen,
    Dash,
    Slash,
    Apostrophe,
    /// `'s`
    Possessive,
    Quote,
    Open,
    Close,
    /// `$`, `€`, `£`
    Money,
    Percent,
    Symbol,
    /// Beyond either end.
    Edge,
}

/// Feasts and days with a name, and when they are.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Holiday {
    /// On the same day of a month each year.
    Fixed(i8, i8),
    /// So many days from Easter Sunday (Gregorian).
    Easter(i8),
    /// The n-th (or, from the end, −n-th) weekday of a month.
    Nth { month: i8, nth: i8, weekday: i8 },
}

/// Feasts of more than one word or one word, as they are written. Days of states are those of the
/// United States, where most names are used without one.
pub(super) const HOLIDAYS: &[(&str, Holiday)] = &[
    ("new year's day", Holiday::Fixed(1, 1)),
    ("new year's eve", Holiday::Fixed(12, 31)),
    ("christmas eve", Holiday::Fixed(12, 24)),
    ("christmas day", Holiday::Fixed(12, 25)),
    ("christmas", Holiday::Fixed(12, 25)),
    ("boxing day", Holiday::Fixed(12, 26)),
    ("valentine's day", Holiday::Fixed(2, 14)),
    ("st. patrick's day", Holiday::Fixed(3, 17)),
    ("international women's day", Holiday::Fixed(3, 8)),
    ("april fools' day", Holiday::Fixed(4, 1)),
    ("earth day", Holiday::Fixed(4, 22)),
    ("may day", Holiday::Fixed(5, 1)),
    ("juneteenth", Holiday::Fixed(6, 19)),
    ("halloween", Holiday::Fixed(10, 31)),
    ("veterans day", Holiday::Fixed(11, 11)),
    ("armistice day", Holiday::Fixed(11, 11)),
    ("remembrance day", Holiday::Fixed(11, 11)),
    ("bastille day", Holiday::Fixed(7, 14)),
    ("ash wednesday", Holiday::Easter(-46)),
    ("palm sunday", Holiday::Easter(-7)),
    ("good friday", Holiday::Easter(-2)),
    ("easter sunday", Holiday::Easter(0)),
    ("easter monday", Holiday::Easter(1)),
    ("easter", Holiday::Easter(0)),
    ("pentecost", Holiday::Easter(49)),
    ("martin luther king day", Holiday::Nth { month: 1, nth: 3, weekday: 1 }),
    ("presidents day", Holiday::Nth { month: 2, nth: 3, weekday: 1 }),
    ("presidents' day", Holiday::Nth { month: 2, nth: 3, weekday: 1 }),
    ("memorial day", Holiday::Nth { month: 5, nth: -1, weekday: 1 }),
    ("mother's day", Holiday::Nth { month: 5, nth: 2, weekday: 7 }),
    ("father's day", Holiday::Nth { month: 6, nth: 3, weekday: 7 }),
    ("labor day", Holiday::Nth { month: 9, nth: 1, weekday: 1 }),
    ("columbus day", Holiday::Nth { month: 10, nth: 2, weekday: 1 }),
    ("thanksgiving day", Holiday::Nth { month: 11, nth: 4, weekday: 4 }),
    ("thanksgiving", Holiday::Nth { month: 11, nth: 4, weekday: 4 }),
];

/// The words with a meaning of their own, lower case, and the value of a number.
#[rustfmt::skip]
fn entries() -> Vec<(&'static str, Word, u32)> {
    let mut entries = Vec::with_capacity(512);
    let mut add = |words: &'static str, word: Word| entries.extend(words.split(' ').map(|w| (w, word, 0)));
    for (month, names) in [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december",
    ].into_iter().zip(1..).map(|(name, month)| (month, name)) {
        add(names, Word::Month(month));
    }
    for (month, short) in
        ["jan", "feb", "mar", "apr", "", "jun", "jul", "aug", "sept sep", "oct", "nov", "dec"].into_iter().zip(1..).map(|(s, m)| (m, s))
    {
        if !short.is_empty() {
            add(short, Word::ShortMonth(month));
        }
    }
    for (weekday, names) in [
        (1, ["monday", "mondays", "mon"]), (2, ["tuesday", "tuesdays", "tue tues"]),
        (3, ["wednesday", "wednesdays", "wed"]), (4, ["thursday", "thursdays", "thu thur thurs"]),
        (5, ["friday", "fridays", "fri"]), (6, ["saturday", "saturdays", "sat"]), (7, ["sunday", "sundays", "sun"]),
    ] {
        let [one, many, short] = names;
        add(one, Word::Weekday(weekday));
        add(many, Word::Weekdays(weekday));
        add(short, Word::ShortWeekday(weekday));
    }
    for (unit, one, many) in [
        (Unit::Second, "", "seconds secs"), (Unit::Minute, "minute", "minutes mins"), (Unit::Hour, "hour", "hours hrs"),
        (Unit::Day, "day", "days"), (Unit::Weekend, "weekend", "weekends"), (Unit::Week, "week", "weeks"),
        (Unit::Month, "month", "months"), (Unit::Quarter, "quarter", "quarters"), (Unit::Year, "year", "years yrs"),
        (Unit::Decade, "decade", "decades"), (Unit::Century, "century", "centuries"),
        (Unit::Millennium, "millennium", "millennia"),
    ] {
        if !one.is_empty() {
            add(one, Word::Unit(unit));
        }
        add(many, Word::Units(unit));
    }
    for (season, one, many) in [
        (Season::Spring, "spring", "springs"), (Season::Summer, "summer", "summers"),
        (Season::Autumn, "autumn fall", "autumns"), (Season::Winter, "winter", "winters"),
    ] {
        add(one, Word::Season(season));
        add(many, Word::Seasons(season));
    }
    for (part, one, many) in [
        (PartOfDay::Morning, "morning", "mornings"), (PartOfDay::Midday, "midday", ""),
        (PartOfDay::Afternoon, "afternoon", "afternoons"), (PartOfDay::Evening, "evening", "evenings"),
        (PartOfDay::Night, "night", "nights"),
    ] {
        add(one, Word::Part(part));
        if !many.is_empty() {
            add(many, Word::Parts(part));
        }
    }
    for (unit, words) in [
        (Unit::Hour, "hourly"), (Unit::Day, "daily nightly"), (Unit::Week, "weekly"), (Unit::Month, "monthly"),
        (Unit::Quarter, "quarterly"), (Unit::Year, "yearly annually"),
    ] {
        add(words, Word::Frequency(unit));
    }
    for (words, word) in [
        ("am", Word::Meridiem(0)), ("pm", Word::Meridiem(12)), ("noon", Word::Noon), ("midnight", Word::Midnight),
        ("gmt utc est edt cst cdt pst pdt mst mdt bst cet cest ist msk", Word::Zone),
        ("today", Word::Today), ("yesterday", Word::Yesterday), ("tomorrow", Word::Tomorrow), ("tonight", Word::Tonight),
        ("overnight", Word::Overnight), ("the", Word::The), ("a an", Word::A), ("this", Word::This), ("that", Word::That),
        ("these", Word::These), ("those", Word::Those), ("its his her their our my your", Word::Its),
        ("last", Word::Last), ("past", Word::Past), ("next", Word::Next), ("coming", Word::Coming),
        ("following", Word::Following), ("previous preceding prior", Word::Previous), ("same", Word::Same),
        ("current", Word::Current), ("recent", Word::Recent), ("latest", Word::Latest), ("each", Word::Each),
        ("every", Word::Every), ("all", Word::All), ("other", Word::Other), ("another", Word::Another),
        ("more", Word::More), ("less fewer", Word::Less), ("than", Word::Than), ("least", Word::Least), ("most", Word::Most),
        ("full", Word::Full), ("whole", Word::Whole), ("entire", Word::Entire),
        ("comparable corresponding", Word::Comparable), ("additional extra", Word::Additional),
        ("ago", Word::Ago), ("earlier", Word::Earlier), ("later", Word::Later), ("before", Word::Before),
        ("after", Word::After), ("ahead", Word::Ahead), ("since", Word::Since), ("early", Word::Early), ("late", Word::Late),
        ("mid", Word::Mid), ("beginning start", Word::Start), ("middle midst", Word::Middle), ("end close", Word::End),
        ("about around approximately roughly", Word::About), ("nearly almost", Word::Nearly), ("over", Word::Over),
        ("under", Word::Under), ("up", Word::Up), ("only just", Word::Only), ("within", Word::Within), ("so", Word::So),
        ("as", Word::As), ("fiscal", Word::Fiscal), ("old", Word::Old), ("long", Word::Long), ("ended", Word::Ended),
        ("ending ends", Word::Ending),
        ("new christmas boxing valentine st international earth juneteenth halloween veterans armistice remembrance bastille \
          ash palm good easter pentecost martin presidents memorial mother father labor columbus thanksgiving", Word::Feast), ("and", Word::And), ("or", Word::Or), ("of", Word::Of), ("in", Word::In), ("on", Word::On),
        ("at", Word::At), ("by", Word::By), ("for", Word::For), ("from", Word::From), ("to", Word::To),
        ("until till", Word::Until), ("during", Word::During), ("between", Word::Between), ("through", Word::Through),
        ("into", Word::Into), ("now", Word::Now), ("currently presently", Word::Currently), ("recently", Word::Recently),
        ("soon", Word::Soon), ("future", Word::Future), ("near immediate distant", Word::Near),
        ("present", Word::Present), ("term", Word::Term), ("once", Word::Once), ("will shall", Word::Will),
        ("would could can must should", Word::Modal),
        ("upcoming expects intends hopes forthcoming", Word::Plan),
        ("begin begins starts open opens resume resumes expire expires arrive arrives depart departs convene convenes meet meets", Word::Begins), ("ad", Word::Anno),
        ("scheduled due plan plans planned planning expected expect intend hope hoping slated supposed set aims aim", Word::Slated),
        ("was were had did said told went came took began made met gave left saw found held got became ran won lost sent \
          spoke fell rose kept brought led wrote stood felt hit shot knew thought heard broke struck paid put cut read \
          bought built sold caught fought chose drew drove flew grew threw sank spent sought swore withdrew woke shook \
          stole rang taught slept",
          Word::Was),
        ("is are has have says say does do be been am", Word::Is), ("not no", Word::Not), ("time", Word::Time),
        ("period", Word::Period), ("dozen", Word::Dozen), ("half", Word::Half), ("few", Word::Few),
        ("several", Word::Several), ("couple", Word::Couple), ("many", Word::Many),
    ] {
        add(words, word);
    }
    for (numbers, word) in [
        ("one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13 fourteen 14 \
          fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fifty 50 sixty 60 \
          seventy 70 eighty 80 ninety 90", Word::Cardinal),
        ("first 1 second 2 third 3 fourth 4 fifth 5 sixth 6 seventh 7 eighth 8 ninth 9 tenth 10 eleventh 11 twelfth 12 \
          thirteenth 13 fourteenth 14 fifteenth 15 sixteenth 16 seventeenth 17 eighteenth 18 nineteenth 19 twentieth 20 \
          thirtieth 30", Word::Ordinal),
        ("hundred 100 thousand 1000 million 1000000", Word::Magnitude),
    ] {
        let words: Vec<&str> = numbers.split(' ').collect();
        entries.extend(words.chunks_exact(2).filter_map(|pair| Some((pair[0], word, pair[1].parse().ok()?))));
    }
    // The twenties to the nineties: decades in words.
    for (decade, word) in ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"].into_iter().zip((20..).step_by(10)).map(|(w, d)| (d, w)) {
        entries.push((word, Word::PluralDigits(2), decade));
    }
    entries
}

/// The words by their letters, in a table of open addresses; a word is at most 16 bytes.
pub(super) struct Lexicon {
    slots: Vec<(u128, Word, u32)>,
    /// One bit a hash: most words of a text are turned away here.
    filter: Vec<u64>,
}

const SLOTS: usize = 1024;
const FILTER_BITS: usize = 1 << 15;

impl Lexicon {
    pub(super) fn get() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
            let mut lexicon = Lexicon { slots: vec![(0, Word::Edge, 0); SLOTS], filter: vec![0; FILTER_BITS / 64] };
            for (word, meaning, value) in entries() {
                let mut letters = [0; 16];
                letters[..word.len()].copy_from_slice(word.as_bytes());
                lexicon.insert(u128::from_le_bytes(letters), meaning, value);
            }
            lexicon
        });
        &LEXICON
    }

    fn insert(&mut self, key: u128, word: Word, value: u32) {
        let hash = hash(key);
        self.filter[filter_bit(hash) / 64] |= 1 << (filter_bit(hash) % 64);
        let mut slot = hash as usize % SLOTS;
        while self.slots[slot].0 != 0 {
            slot = (slot + 1) % SLOTS;
        }
        self.slots[slot] = (key, word, value);
    }

    /// The meaning of a word, given as its lower-case letters in little-endian order.
    #[inline]
    pub(super) fn look_up(&self, key: u128) -> Option<(Word, u32)> {
        let hash = hash(key);
        let bit = filter_bit(hash);
        if self.filter[bit / 64] & (1 << (bit % 64)) == 0 {
            return None;
        }
        let mut slot = hash as usize % SLOTS;
        loop {
            match self.slots[slot] {
                (found, word, value) if found == key => return Some((word, value)),
                (0, ..) => return None,
                _ => slot = (slot + 1) % SLOTS,
            }
        }
    }
}

/// Multiplicative; the two halves are mixed by different odd constants.
#[inline]
fn hash(key: u128) -> u64 {
    let (low, high) = (key as u64, (key >> 64) as u64);
    let mixed = low.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ high.wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    mixed ^ (mixed >> 29)
}

#[inline]
fn filter_bit(hash: u64) -> usize {
    (hash >> 32) as usize % FILTER_BITS
}
