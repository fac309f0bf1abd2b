//! Texts with the dates they hold.

use super::*;

pub(super) fn stated(day: &str) -> Dct {
    let day = day.parse().unwrap();
    Dct { interval: Interval::day(day), origin: DctOrigin::Head, reasons: Vec::new() }
}

/// `[words|VALUE]` marks what is expected of the rest; the text is read as of `dct`.
fn check(dct: &str, marked: &str) {
    let (mut text, mut expected) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, inside)) = rest.split_once('[') {
        let (inside, after) = inside.split_once(']').unwrap();
        let (words, value) = inside.split_once('|').unwrap();
        text.push_str(before);
        text.push_str(words);
        expected.push(format!("{words}|{value}"));
        rest = after;
    }
    text.push_str(rest);
    let dct = (!dct.is_empty()).then(|| stated(dct));
    let found: Vec<_> = find(&text, dct.as_ref())
        .iter()
        .map(|timex| format!("{}|{}", timex.span.of(&text), timex.value.timex3()))
        .collect();
    assert_eq!(found, expected, "{marked}");
}

#[test]
fn days_of_the_calendar() {
    check("2022-01-21", "On [January 9, 2022|2022-01-09] and on [9 January|2022-01-09] they met.");
    check("2021-12-31", "Talks are set for [January 9|2022-01-09] and [10|2022-01-10].");
    check("2022-01-21", "Signed on [Tuesday, January 11|2022-01-11], filed [2022-01-12|2022-01-12].");
    check("", "On [January 9|XXXX-01-09] of an unknown year, a [Friday|XXXX-WXX-5].");
}

#[test]
fn days_that_are_asked_for() {
    check("2024-03-14", "They urged the board to return to talks by [Friday|2024-03-15].");
    check("2024-03-14", "He told the firm to pay the fine by [Monday|2024-03-18]; it must go by [Tuesday|2024-03-19].");
    check("2024-03-14", "The forms were filed by [Wednesday|2024-03-13].");
}

#[test]
fn two_days_of_one_month_are_of_one_year() {
    check("2024-03-14", "The park is closed from [7|2024-08-07] to [8 August|2024-08-08].");
    check("2024-03-14", "From [7 August|2024-08-07] to [8 August|2024-08-08] the park is open.");
}

#[test]
fn words_that_only_look_like_dates() {
    check("2024-03-14", "The strike is expected to last [12 weeks|P12W]; a match may last [two hours|PT2H].");
    check("", "On [9 August 1904|1904-08-09], as in [August|1904-08] the Third Army moved.");
    check("2024-03-14", "The Good Friday agreement held.");
}

#[test]
fn a_look_back_is_not_where_the_story_goes_on() {
    check(
        "",
        "In [May 1904|1904-05] he had sworn it [ten years earlier|1894]. On [5 December|1904-12-05] the fort fell.",
    );
}

#[test]
fn weekdays() {
    check("2022-01-11", "Troops moved on [Tuesday|2022-01-11] and [Monday|2022-01-10].");
    check("2021-12-31", "He is scheduled to speak on [Sunday|2022-01-02].");
    check("2022-01-11", "The vote was held [last Tuesday|2022-01-04].");
}

#[test]
fn lengths_and_what_is_counted_from_a_day() {
    check("2022-01-21", "For [two and a half years|P2Y6M], [5 1/2 hours|PT5H30M] or [several months|PXM].");
    check(
        "2022-01-21",
        "[Two days ago|2022-01-19] it fell; [a month ago|2021-12] it rose; [two weeks from now|2022-W05].",
    );
    check("2022-01-21", "He spoke on [Friday|2022-01-21], after a call [a day earlier|2022-01-20].");
    check("2022-01-21", "A [10-year|P10Y] lease, [the past two months|P2M], [the days ahead|FUTURE_REF].");
    check("2022-01-21", "[The first nine months|P9M] and [an hour|PT1H] later.");
}

#[test]
fn parts_of_years_and_more_than_years() {
    check(
        "2022-01-21",
        "[The third quarter of 2021|2021-Q3], a [fourth-quarter|2021-Q4] loss, [the second half of 2020|2020-H2].",
    );
    check(
        "2022-01-21",
        "[The early 1990s|199], [the 20th century|19], [the '80s|198], [mid-2012|2012], [431 BC|BC0431].",
    );
    check(
        "2022-01-21",
        "[Last summer|2021-SU], [the winter of 1994|1994-WI], [last May|2021-05], [next year's first quarter|2023-Q1].",
    );
    check("2022-01-21", "On [Thanksgiving Day|2021-11-25], [Easter 2022|2022-04-17] and [Christmas Eve|2021-12-24].");
}

#[test]
fn times_of_day_and_what_comes_again() {
    check(
        "2022-01-21",
        "At [5 p.m. EST Nov. 9|2021-11-09T17:00], [noon Thursday|2022-01-20T12:00], [last night|2022-01-20TNI].",
    );
    check(
        "2022-01-21",
        "Open [9 a.m.|2022-01-24T09:00] to [5 p.m. Monday|2022-01-24T17:00], he will say, not [every day|P1D].",
    );
    check(
        "2022-01-21",
        "[Each Thursday|XXXX-WXX-4], [every two years|P2Y], [daily|P1D], [Tuesday nights|XXXX-WXX-2TNI].",
    );
}

#[test]
fn which_way_the_clause_looks() {
    check("2022-01-20", "The talks will resume on [Friday|2022-01-21].");
    check("2022-01-20", "The truce is due to expire [Monday|2022-01-24]; it was signed [Monday|2022-01-17].");
    check("2022-01-20", "He spoke of his upcoming visit in [February|2022-02].");
    check("2021-10-30", "In [the fiscal year|P1Y] ended [Jan. 31|2021-01-31] it earned more.");
}

#[test]
fn a_history_hangs_on_its_own_dates() {
    let story = "The war began in [March 1861|1861-03]. On [April 12|1861-04-12] the fort was fired on. By \
                 [December 1861|1861-12] the river was closed, and in [January|1862-01] they marched. In [1863|1863] and \
                 [1864|1864] it went on. In [1865|1865] it ended: on [9 April|1865-04-09] the general gave up.";
    check("2009-12-19", story);
}

#[test]
fn undated_texts_keep_what_needs_no_date() {
    check(
        "",
        "In [2014|2014], on [May 26, 1980|1980-05-26], [yesterday|XXXX-XX-XX], [last week|XXXX-WXX], [today|PRESENT_REF].",
    );
}

#[test]
fn what_is_no_date() {
    check("2022-01-21", "The last-ditch talks on the S-400 and 1,00,000 troops may march on.");
    check("2022-01-21", "He came second at 1600 Pennsylvania Avenue, 21-19, and Theresa May spoke.");
}

#[test]
fn orders_of_the_calendar() {
    check(
        "2022-03-16",
        "Published on [21 January 2022|2022-01-21], updated [22.01.2022|2022-01-22], filed [2022-01|2022-01].",
    );
    check("2022-03-16", "The file is stamped [2022-01-21T14:30:00Z|2022-01-21T14:30].");
    check("2022-03-16", "He spoke on [the 1st of September 1939|1939-09-01], and on [Sat 19 March|2022-03-19] again.");
    check("2022-03-16", "The summit took place [Jan. 21|2022-01-21]-[23|2022-01-23] in Bonn.");
    check("2022-03-16", "On [the 7th|2022-03-07], the minister left; on the 7th floor he lives.");
}

#[test]
fn ranges_share_their_year() {
    check("2022-03-16", "Between [July|1943-07] and [August 1943|1943-08] the town was shelled.");
    check("2022-03-16", "From [June 6|1944-06-06] to [August 30, 1944|1944-08-30] they fought on.");
    check("2022-03-16", "From [20 December|1944-12-20] to [5 January 1945|1945-01-05] the town was shut.");
    check(
        "2022-03-16",
        "In [May|1940-05]-[June 1940|1940-06], or [May|1940-05]–[June 1940|1940-06], the army fell back.",
    );
    check("2022-03-16", "In [July|2021-07], [August|2021-08] and [September last year|2021-09] it rained.");
    check("2022-03-16", "In [1914|1914]–[1918|1918], in [1939|1939]-[45|1945], in the [2021|2021]/[22|2022] season.");
    check("2022-03-16", "[The winter of 1941|1941-WI]–[42|1942] was hard; see pages 1820–1895.");
}

#[test]
fn old_times() {
    check("2022-03-16", "[The 12th century|11], [the early 1800s|18], [the 5th century BC|BC04], [the mid-1990s|199].");
    check("2022-03-16", "[44 BC|BC0044], [around 753 BC|BC0753], [AD 70|0070], [363 AD|0363]; an ad 70 pages long.");
}

#[test]
fn days_and_their_parts() {
    check("2022-03-16", "The bridge was blown up on [the night of 3|2022-03-03TNI]–[4 March|2022-03-04].");
    check("2022-03-16", "On [the morning of 7 December 1941|1941-12-07TMO] the fleet was attacked.");
    check("2022-03-16", "Shells fell in [the early hours of Sunday|2022-03-13], as in the early hours of the war.");
    check("2022-03-16", "At [04:45 on 1 September 1939|1939-09-01T04:45] the ship opened fire.");
    check("2022-03-16", "At [11:00 a.m. on November 11, 1918|1918-11-11T11:00] the guns fell silent.");
    check("2022-03-16", "It was signed on [February 12|2022-02-12]; [the following day|2022-02-13] it was broken.");
    check("2022-03-16", "Cheered on [Tuesday|2022-03-15], he went home [the next morning|2022-03-16TMO].");
}

#[test]
fn weeks_from_a_weekday() {
    check("2024-05-08", "He is back [Monday week|2024-05-20]; the vote is [a week on Friday|2024-05-17].");
    check("2024-05-08", "It rained [two Sundays ago|2024-04-28] and [a week ago Tuesday|2024-04-30].");
    check("2024-05-08", "She will speak [two weeks from Thursday|2024-05-23].");
    check("2024-05-08", "They met for [a week|P1W] on [Friday|2024-05-03], as [Monday|2024-05-06] week plans do.");
    check("2024-05-08", "In [the year|P1Y] to [June|2024-06] it grew, as in [the same quarter of 2023|2023-Q1].");
}

#[test]
fn figures_of_companies() {
    check(
        "2022-03-16",
        "Sales rose in [Q3 2021|2021-Q3] and fell in [Q1|2022-Q1]; [FY2021|2021] and [H1 2022|2022-H1] too.",
    );
    check("2022-03-16", "An Audi Q3, the H1 heading, [the year-end|2021-12-31] of his class and year-end results.");
    check("1989-10-26", "It earned less in [the third quarter|1989-Q3] than in [the 1988 period|1988-Q3].");
    check(
        "1989-10-26",
        "A loss is due in [the fourth quarter|1989-Q4]. In [the year-ago quarter|1988-Q3] it earned more.",
    );
}

#[test]
fn what_is_to_come_and_what_is_not() {
    check("2022-03-16", "The talks begin on [Monday|2022-03-21], and the truce expires [Thursday|2022-03-17].");
    check("2022-03-16", "She said the minister would meet them on [Friday|2022-03-18].");
    check("2022-03-16", "He would have met them on [Friday|2022-03-11], in spite of [Monday|2022-03-14]'s vote.");
    check("2022-03-16", "On [Friday|2022-03-11], when she set aside her plans, the office was shut.");
    check("2022-03-16", "The peace process is set to resume [Monday|2022-03-21], in [three days’ time|2022-03-19].");
    check("2022-03-16", "[Two days later|XXXX-XX-XX] they were free, and [the next day|XXXX-XX-XX] at home.");
}

#[test]
fn names_that_hold_a_date() {
    check("2022-03-16", "On Black Friday, after Bloody Sunday and the Good Friday Agreement, Super Tuesday came.");
    check("2022-03-16", "Friday Night Lights was on, and Saturday Night Live; his Man Friday slept.");
    check("1998-03-16", "The approach of [the year two thousand|2000] has many of them worried.");
    check("2022-03-16", "It fell by two thousand in two thousand villages, before two thousand men.");
    check("2022-03-16", "Two thousand people, section 2019 of the law and The Day After [Tomorrow|2022-03-17].");
    check("2022-03-16", "In [two thousand and six|2006] it was sold.");
    check("2022-03-16", "The Six-Day War, the Hundred Years' War, the Arab Spring and the Winter Palace.");
    check("2022-03-16", "May told Parliament that April Ryan, August Wilson and Mr. March may march.");
    check("2022-03-16", "The daily Kommersant and the German daily Bild said so; the daily reported it first.");
    check("2022-03-16", "The Future Party, Breitbart News Daily, CBS This Morning and Act Now to Stop War.");
    check("2022-03-16", "Christmas trees, Route 1984, Agenda 2030, ISO 9001, odds of 9/4, page 12, no. 14 of 30.");
}

#[test]
fn a_story_goes_on_from_the_date_told_last() {
    let story = "The war began on [1 September 1939|1939-09-01]. [Two days later|1939-09-03] Britain declared war. On [17 \
                 September|1939-09-17] the eastern front opened. [The following April|1940-04] Norway was invaded. On [10 \
                 May|1940-05-10] the offensive began. [The next month|1940-06] Paris fell. On [the night of 24 \
                 August|1940-08-24TNI] bombs fell on London, and [the next night|1940-08-25TNI] on Berlin. In [spring \
                 1941|1941-SP] the Balkans followed, and on [22 June|1941-06-22] the east. By [December|1941-12] the snow \
                 had come. [That month|1941-12] Japan attacked. In [late 1942|1942] the tide turned. On [6 June \
                 1944|1944-06-06] they landed. [A year earlier|1943] it was thought impossible.";
    check("2009-12-19", story);
    check("", story);
    check(
        "2009-12-19",
        "The siege began in [the autumn of 1991|1991-FA]. On [Sunday, 6 October|1991-10-06], the port was shut. \
         [The next day|1991-10-07] shells fell on it, and on [the 8th|1991-10-08] on the town. On [Friday|1991-10-11] \
         they signed. It ended in [May 1992|1992-05], and trials were held in [2001|2001] and [2004|2004].",
    );
}

#[test]
fn a_passage_goes_on_from_a_date_with_its_year() {
    check("2022-03-16", "The city closed on [5 June 2020|2020-06-05] and opened again on [12 July|2020-07-12].");
    // What is near the article's own date is the article's.
    check("2022-01-21", "The deal was signed on [5 June 2020|2020-06-05]. On [12 January|2022-01-12] it was broken.");
}
