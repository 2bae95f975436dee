"""Sentences, the day they were written on, and the date that each expression in them stands for."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.vocab import OccurredBasis
from tasks.dates.find import find_times
from tasks.dates.model import Reference

# 2019-05-08 was a Wednesday.
WRITTEN = Reference(date(2019, 5, 8), date(2019, 5, 8))


def values(sentence: str, reference: Reference | None = WRITTEN) -> list[tuple[str, str | None]]:
    return [(t.text, t.value) for t in find_times(sentence, reference)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("She resigned on 20 February 2011.", [("20 February 2011", "2011-02-20")]),
        ("She resigned on February 20, 2011, in Tunis.", [("February 20, 2011", "2011-02-20")]),
        ("He left on Feb. 20th, 2011.", [("Feb. 20th, 2011", "2011-02-20")]),
        ("He left on the 3rd of March 2012.", [("the 3rd of March 2012", "2012-03-03")]),
        ("The decree of 2011-02-20 names him.", [("2011-02-20", "2011-02-20")]),
        ("The decree of 20/2/2011 names him.", [("20/2/2011", "2011-02-20")]),
        ("The decree of 2/20/2011 names him.", [("2/20/2011", "2011-02-20")]),
        ("Signed 03/04/2011 and 25/04/2011.", [("03/04/2011", "2011-04-03"), ("25/04/2011", "2011-04-25")]),
        ("Signed 04/03/2011 and 04/25/2011.", [("04/03/2011", "2011-04-03"), ("04/25/2011", "2011-04-25")]),
        ("Signed 03/04/2011.", [("03/04/2011", "2011")]),
        ("Published 20.02.2011 in Bonn.", [("20.02.2011", "2011-02-20")]),
        ("He arrived on Monday, Oct. 16, 2017.", [("Monday, Oct. 16, 2017", "2017-10-16")]),
        ("He took office in February 2011.", [("February 2011", "2011-02")]),
        ("He took office in Feb '11.", [("Feb '11", "2011-02")]),
        ("The consul retired in 2011.", [("2011", "2011")]),
        ("Exiles of the 1990s met.", [("the 1990s", "199X")]),
        ("Exiles of the nineties met.", [("the nineties", "199X")]),
        ("A treaty of the 19th century.", [("the 19th century", "18XX")]),
        ("He fled in mid-2010.", [("mid-2010", "2010-05/2010-08")]),
        ("He fled in late 2009.", [("late 2009", "2009-09/2009-12")]),
        ("He fled at the end of 2015.", [("the end of 2015", "2015-10/2015-12")]),
        ("He fled in early March 2018.", [("early March 2018", "2018-03-01/2018-03-10")]),
        ("She was received in the autumn of 2012.", [("the autumn of 2012", "2012-09/2012-11")]),
        ("She was received in winter 2012.", [("winter 2012", "2012-12/2013-02")]),
        ("Spending fell in Q1 2010.", [("Q1 2010", "2010-01/2010-03")]),
        ("Spending fell in the first half of 2010.", [("the first half of 2010", "2010-01/2010-06")]),
        ("He died on 12 Esfand 1401 (3 March 2023).", [("12 Esfand 1401 (3 March 2023)", "2023-03-03")]),
        ("They met on 5-9 September 2010.", [("5-9 September 2010", "2010-09-05/2010-09-09")]),
        ("He fought in the 1980-88 war.", [("1980-88", "1980/1988")]),
        ("He led it from 2009 to 2012.", [("2009", "2009"), ("2012", "2012")]),
        ("The first week of October 2010 was calm.", [("The first week of October 2010", "2010-10-01/2010-10-07")]),
        ("Rome fell to him in 49 BC.", [("49 BC", "-0048")]),
        ("It began in nineteen ninety-six.", [("nineteen ninety-six", "1996")]),
        ("It began in the year two thousand.", [("the year two thousand", "2000")]),
        ("The letter of 8-May-2006 names him.", [("8-May-2006", "2006-05-08")]),
        ("Forts of the 1800s stand there.", [("the 1800s", "18XX")]),
        ("They fought in the 1982 summer.", [("the 1982 summer", "1982-06/1982-08")]),
        ("Profit fell in the 1988 third quarter.", [("the 1988 third quarter", "1988-07/1988-09")]),
        ("He fled on the night of 8 February 1904.", [("the night of 8 February 1904", "1904-02-08")]),
        ("They met on May 4 and 5, 1865.", [("May 4", "1865-05-04"), ("5, 1865", "1865-05-05")]),
        ("He was ill from 15 to 22 February 1984.", [("15", "1984-02-15"), ("22 February 1984", "1984-02-22")]),
        ("From the 28th to 3 March 2010.", [("the 28th", "2010-02-28"), ("3 March 2010", "2010-03-03")]),
        ("In August and September 1914.", [("August", "1914-08"), ("September 1914", "1914-09")]),
        ("From November to March 2010.", [("November", "2009-11"), ("March 2010", "2010-03")]),
        (
            "The abbot (c. 314 - 368) died there. He was named in 348.",
            [("314", "0314"), ("368", "0368"), ("348", "0348")],
        ),
    ],
)
def test_reads_dates_that_give_their_year(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    assert values(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He was sacked on Monday.", [("Monday", "2019-05-06")]),
        ("He was sacked on Wednesday.", [("Wednesday", "2019-05-08")]),
        ("He will be sworn in on Monday.", [("Monday", "2019-05-13")]),
        ("He was seized on Tuesday night.", [("Tuesday night", "2019-05-07")]),
        ("He was seized last Friday.", [("last Friday", "2019-05-03")]),
        ("He was seized last Tuesday.", [("last Tuesday", "2019-04-30")]),
        ("He leaves next Thursday.", [("next Thursday", "2019-05-09")]),
        ("He was held on Monday of last week.", [("Monday of last week", "2019-04-29")]),
        ("He was held yesterday.", [("yesterday", "2019-05-07")]),
        ("He was held the day before yesterday.", [("the day before yesterday", "2019-05-06")]),
        ("He goes home tomorrow.", [("tomorrow", "2019-05-09")]),
        ("He spoke this morning.", [("this morning", "2019-05-08")]),
        ("He left last night.", [("last night", "2019-05-07")]),
        ("He stepped down last week.", [("last week", "2019-04-29/2019-05-05")]),
        ("He stepped down last month.", [("last month", "2019-04")]),
        ("He stepped down last year.", [("last year", "2018")]),
        ("He stepped down last August.", [("last August", "2018-08")]),
        ("He stepped down last autumn.", [("last autumn", "2018-09/2018-11")]),
        ("He was named in December last year.", [("December last year", "2018-12")]),
        ("He was named in June last.", [("June last", "2018-06")]),
        ("He was named on March 4 this year.", [("March 4 this year", "2019-03-04")]),
        ("He fell ill on the 3rd of this month.", [("the 3rd of this month", "2019-05-03")]),
        ("He fell ill on the 3rd.", [("the 3rd", "2019-05-03")]),
        ("He was named in February.", [("February", "2019-02")]),
        ("He was named in November.", [("November", "2018-11")]),
        ("He will be named in November.", [("November", "2019-11")]),
        ("He was named on April 30.", [("April 30", "2019-04-30")]),
        ("A dividend was declared, payable on 15 June.", [("15 June", "2019-06-15")]),
        ("He retires at the end of this month.", [("the end of this month", "2019-05-21/2019-05-31")]),
        ("He retires at the end of the month.", [("the end of the month", "2019-05-21/2019-05-31")]),
        ("He had warned them earlier this year.", [("earlier this year", "2019-01-01/2019-05-08")]),
        ("The fourth envoy in the past year to resign.", [("the past year", "2018-05/2019-05")]),
        ("They were beaten over the weekend.", [("the weekend", "2019-05-04/2019-05-05")]),
        ("They will march next weekend.", [("next weekend", "2019-05-11/2019-05-12")]),
        ("He was summoned two days ago.", [("two days ago", "2019-05-06")]),
        ("He was summoned a fortnight ago.", [("a fortnight ago", "2019-04-24~")]),
        ("He was summoned three months ago.", [("three months ago", "2019-02")]),
        ("He lost his seat two years ago.", [("two years ago", "2017")]),
        ("He was caught a year ago.", [("a year ago", "2018-05~")]),
        ("He said on Monday that the vote was lost.", [("Monday", "2019-05-06")]),
        ("He could leave as early as Monday.", [("Monday", "2019-05-13")]),
        ("They would appeal against Monday's ruling.", [("Monday", "2019-05-06")]),
        ("The rules are to be published in June.", [("June", "2019-06")]),
        ("The case is heard in June.", [("June", "2019-06")]),
        ("The accession was planned for early June.", [("early June", "2019-06-01/2019-06-10")]),
        ("He will succeed Daniel P. Okoro on June 1.", [("June 1", "2019-06-01")]),
        ("The law took effect on August 20.", [("August 20", "2018-08-20")]),
        ("The firm will be sold by year-end.", [("year-end", "2019-10/2019-12")]),
        ("In May the minister resigned.", [("May", "2019-05")]),
        ("In August, the minister resigned.", [("August", "2018-08")]),
        ("He fought under a June agreement.", [("June", "2018-06")]),
    ],
)
def test_counts_from_the_day_of_writing(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    assert values(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He quit in August 2010. That same month his deputy left.", "2010-08"),
        ("He quit in August 2010. The following month his deputy left.", "2010-09"),
        ("He quit in August 2010. The following year his deputy left.", "2011"),
        ("He quit in August 2010. The following June his deputy left.", "2011-06"),
        ("He quit in August 2010. In March of the following year he fled.", "2011-03"),
        ("He was held in December 2011 and let go that winter.", "2011-12/2012-02"),
        ("He was held on 2 April 2013 and freed two days later.", "2013-04-04"),
        ("He was held on 2 April 2013 and charged two weeks later.", "2013-04-16~"),
        ("He was held on 2 April 2013 and freed the next day.", "2013-04-03"),
        ("He was held on 2 April 2013 and freed the same evening.", "2013-04-02"),
        ("He was held on 2 April 2013. The day before, he had dined with the minister.", "2013-04-01"),
        ("He was held on 2 April 2013 and tried five months later.", "2013-09"),
        ("He was held on 2 April 2013 and pardoned two years later.", "2015"),
        ("He was held on 28 January 2013, and freed on 2 February.", "2013-02-02"),
        ("He was held on 28 January 2013, and freed on the 30th.", "2013-01-30"),
        ("The vote of 2012 was lost in May 2012. That December he fled.", "2012-12"),
    ],
)
@pytest.mark.parametrize("reference", [None, WRITTEN])
def test_counts_from_the_story(sentence: str, expected: str, reference: Reference | None) -> None:
    assert values(sentence, reference)[-1][1] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Both left their posts last August.", [("last August", "XXXX-08")]),
        ("He spoke on February 20.", [("February 20", "XXXX-02-20")]),
        ("He stepped down last week.", [("last week", None)]),
        ("He spoke on Monday.", [("Monday", None)]),
        ("He was held two days ago.", [("two days ago", None)]),
    ],
)
def test_leaves_open_what_nothing_settles(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    assert values(sentence, None) == expected


def test_a_vote_named_by_its_year_is_not_where_the_story_stands() -> None:
    text = "He resigned in August 2010 over the June 2009 election. That same month a colleague fled."
    assert values(text, None)[-1] == ("That same month", "2010-08")
    assert [t.is_attribute for t in find_times(text)] == [False, True, False]


@pytest.mark.parametrize(
    "sentence",
    [
        "He had served for 25 years.",
        "He fought for 77 months.",
        "The three-year term was cut.",
        "He was recently heard.",
    ],
)
def test_durations_name_no_day(sentence: str) -> None:
    (time,) = find_times(sentence, WRITTEN)
    assert (time.is_calendar, time.value, time.basis) == (False, None, OccurredBasis.NONE)


@pytest.mark.parametrize(
    "sentence",
    [
        "Theresa May spoke first.",
        "The April Foundation paid 2,011 men.",
        "Comrade Sunday Okoro spoke.",
        "It cost $2011 and he may march.",
        "Version 1.2.10 of the form.",
        "Some 2000 people came to the fall of Kabul.",
        "A woman in her fifties sat on the 14th floor.",
        "Resolution 1973 was passed; call 814.863.1874.",
        "The annual March for Peace.",
        "See https://news.example/2017/04/16/envoy.",
        "",
    ],
)
def test_names_prices_and_ages_are_no_dates(sentence: str) -> None:
    assert values(sentence) == []


def test_a_vague_reference_gives_no_more_than_it_has() -> None:
    march = Reference(date(2011, 3, 5), date(2011, 3, 20))
    assert values("He fled last month.", march) == [("last month", "2011-02")]
    assert values("He fled yesterday.", march) == [("yesterday", "2011-03-04/2011-03-19")]
    some_day = Reference(date(2011, 1, 1), date(2011, 12, 31))
    assert values("He fled on March 10.", some_day) == [("March 10", "XXXX-03-10")]


def test_offsets_bounds_and_basis() -> None:
    text = "Naïve “Ayşe” fled in June 2016, then last week resigned."
    explicit, relative = find_times(text, WRITTEN)
    assert text[explicit.start : explicit.end] == "June 2016"
    assert (explicit.earliest, explicit.latest, explicit.basis) == (date(2016, 6, 1), date(2016, 6, 30), "explicit")
    assert text[relative.start : relative.end] == "last week"
    assert (relative.earliest, relative.latest, relative.basis) == (date(2019, 4, 29), date(2019, 5, 5), "relative")


def test_a_history_follows_its_own_years() -> None:
    text = (
        "In July 2001 he complained. He was dismissed in August.\n\n"
        "On 18 September 2001 the first were arrested. On 2 October the ambassador was told to leave.\n\n"
        "In May 2003 one fled. In December the other was caught."
    )
    found = dict(values(text, WRITTEN))
    assert (found["August"], found["2 October"], found["December"]) == ("2001-08", "2001-10-02", "2003-12")


@pytest.mark.parametrize(
    "text", ["31 February 2011", "30/02/2011", "29 February", "1 January 9999 and two years later", "99th"]
)
def test_impossible_days_are_no_error(text: str) -> None:
    for reference in (None, WRITTEN):
        assert all(
            t.value is None or t.earliest is not None or t.value.startswith("XXXX") for t in find_times(text, reference)
        )


@pytest.mark.parametrize(
    "piece",
    [
        "last ",
        "1 ",
        "20-",
        "'",
        "the next day ",
        "In May 2010 ",
        "on the 14th ",
        "twenty-",
        "May ",
        "15 to ",
        "May 4 and ",
        "* 2 March: ",
        "( ",
        "(c. 347 - ",
        "today is ",
        "every Friday ",
        "year-",
        "9/11 ",
        "thousand ",
    ],
)
def test_hostile_text_is_read_in_linear_time(piece: str) -> None:
    assert isinstance(find_times(piece * 4000, WRITTEN), tuple)
