"""When the sentences say it happened."""

from __future__ import annotations

import pytest
from marked_text import read_marked

DATED = [
    # taken up by "when"
    ("[Jan Novak] was consul until March 2010, when [he=Jan Novak] resigned.", "2010-03"),
    # of an insertion, a relative clause, a saying: not the verb's own
    ("[Jan Novak], 38, envoy until January 2009, was arrested on 3 May 2012.", "2012-05-03"),
    ("[Jan Novak], who had worked in Paris in 2004, was arrested.", None),
    ("[Jan Novak] was dismissed on 2 May 2012, an official told the paper on 4 May 2012.", "2012-05-02"),
    # that only names something
    ("[Jan Novak] was arrested after the June 2009 elections.", None),
    ("[Jan Novak] ran for president in the 2009 election.", "2009"),
    ("The officers who seized power on 3 May 2012 dismissed [Jan Novak].", None),
    ("[Jan Novak] was made acting consul until 3 May 2013.", None),
    ("[Jan Novak] (2003) was dismissed.", None),
    # it opens the sentence, or comes after what was told before it
    (
        "On 3 May 2012 the chief, a friend of the house, and a man whom all knew to be upright, dismissed [Jan Novak].",
        "2012-05-03",
    ),
    ("[Jan Novak] (Service, 1989 batch) was dismissed.", None),
    ("[Jan Novak], in office since January 2009, was dismissed.", None),
    ("[Jan Novak] was consul until May 2011 and resigned.", "2011-05"),
    # counted
    ("[Jan Novak] left Lima on 8 May 2012, two days after [he=Jan Novak] was expelled.", "2012-05-06"),
    ("Three weeks after [Jan Novak] was dismissed, the shop closed.", "2012-04-19~"),
    ("Barely two weeks after [Jan Novak] retired, the shop closed.", "2012-04-26~"),
    ("Lima had a new consul in July 2011, a day after [Jan Novak] was dismissed.", "2011-07~"),
]


@pytest.mark.parametrize(("text", "date"), DATED)
def test_the_date_of_an_event(text: str, date: str | None) -> None:
    event = read_marked(text)[2][0]
    assert (event.when.value if event.when else None) == date


INHERITED = [
    # the passage's own time, not that of an insertion
    (
        "On 3 May 2012 soldiers went round the town. [Petr Malek], who had won his seat in 2008, spoke up. "
        "[Jan Novak] was arrested.",
        "2012-05-03",
    ),
    ("The post was filled on 3 May 2012 by a clerk, hired in 2008. [Jan Novak] was dismissed.", "2012-05-03"),
    # nor one that was still to come
    ("On 3 May 2012 the mayor said that he would not stand in 2010. [Jan Novak] was arrested.", "2012-05-03"),
    ("The house was sold on 3 May 2012. The vote will be held in July 2012. [Jan Novak] was arrested.", "2012-05-03"),
]


@pytest.mark.parametrize(("text", "date"), INHERITED)
def test_the_passage_dates_what_has_no_time_of_its_own(text: str, date: str) -> None:
    event = read_marked(text)[2][-1]
    assert (event.when.value if event.when else None) == date


TALE = "On 3 May 1974 soldiers went round the town.\n\nA shop was looted.\n\n"


@pytest.mark.parametrize(
    ("text", "date", "basis"),
    [
        (TALE + "[Jan Novak] was arrested.", "1974-05-03~", "inferred"),
        (TALE + "[Jan Novak] had been arrested.", None, None),  # before the tale
        (TALE + "[Jan Novak] will be arrested.", None, None),
    ],
)
def test_a_tale_goes_on_from_the_time_where_it_stands(text: str, date: str | None, basis: str | None) -> None:
    event = read_marked(text, published=None)[2][0]
    assert (event.when and event.when.value, event.when and event.when.basis) == (date, basis)


def test_news_without_a_date_is_no_tale() -> None:
    text = "Soldiers came on 3 May 1974.\n\nLast week a shop was looted.\n\n[Jan Novak] was arrested."
    event = read_marked(text, published=None)[2][0]
    assert (event.when, event.is_news) == (None, True)


def test_the_host_state_is_told_a_sentence_before() -> None:
    _, _, (event,) = read_marked("The ship lay in Peru. [Anna Kovar] asked for asylum.")
    assert (event.organization, event.place_country) == ("Peru", "PE")
