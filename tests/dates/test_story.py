"""Dates whose year or month only what the text told before gives: lists, headings, tales, asides."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.dates.find import find_times
from tasks.dates.model import Reference


def on(day: str | None) -> Reference | None:
    return Reference(date.fromisoformat(day), date.fromisoformat(day)) if day else None


def values(text: str, written: str | None) -> dict[str, str | None]:
    return {t.text: t.value for t in find_times(text, on(written))}


@pytest.mark.parametrize("written", [None, "2013-06-01", "2019-05-08"])
def test_a_heading_gives_the_entries_below_it_their_year(written: str | None) -> None:
    text = "2012\n\n* 2 March: The envoy resigns.\n* 5 April: He flees.\n\n2013\n\n* 10 January: He is tried.\n"
    found = values(text, written)
    assert (found["2 March"], found["5 April"], found["10 January"]) == ("2012-03-02", "2012-04-05", "2013-01-10")


@pytest.mark.parametrize("written", [None, "2011-12-30", "2019-05-08"])
def test_a_list_keeps_its_order(written: str | None) -> None:
    forward = "* 5 February 2011: The envoy resigns.\n* 2 March: He flees.\n* 20 December: He is tried.\n"
    assert values(forward, written)["20 December"] == "2011-12-20"
    backward = "* 2 March 2011: The envoy flees.\n* 5 February: He resigns.\n* 20 December: He is warned.\n"
    assert values(backward, written)["20 December"] == "2010-12-20"


def test_a_tale_of_long_ago_goes_on_in_the_next_paragraph() -> None:
    text = "The coup of 25 April 1974 found him in Lisbon.\n\nOn 6 May the new junta called him home."
    assert values(text, "2013-12-01")["6 May"] == "1974-05-06"


def test_what_is_fresh_is_of_the_year_of_writing() -> None:
    text = "The coup of 25 April 1974 found him in Lisbon.\n\nOn 6 May he died."
    assert values(text, "2013-05-10")["6 May"] == "2013-05-06"


def test_a_tale_comes_back_from_a_look_aside() -> None:
    text = (
        "On 24 April 1974 the aide was arrested. His chief had been told on 29 May 1973, and went on holiday with him "
        "that July.\n\nOn 6 May he wrote that he was resigning."
    )
    assert values(text, None)["6 May"] == "1974-05-06"


def test_a_year_looked_at_aside_does_not_take_the_tale_along() -> None:
    text = (
        "In January 1975 the town fell, and on 3 February 1975 the bridge. On 10 March 1975 the army moved, a year "
        "before the plan for 1976 foresaw. Its lines broke on 11 March."
    )
    assert values(text, "2009-12-19")["11 March"] == "1975-03-11"


def test_a_look_back_at_the_previous_year_does_not_either() -> None:
    text = "They won on 6 September 1920, unlike in the previous year. They met again on 2 October."
    assert values(text, None)["2 October"] == "1920-10-02"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left on 28 May 2013. On the 5th he came back.", "2013-06-05"),
        ("He left on 8 May 2013.\n\nOn the 15th he came back.", "2013-05-15"),
        ("He left on 8 May 2013, having served since 1999.\n\nOn the 15th he came back.", "2013-05-15"),
        ("He left on 15 May 2013. His heir begins on 1 June.\n\nShe was received on the 22nd.", "2013-05-22"),
        ("He left on 28 May. On the 30th he came back.", "XXXX-05-30"),
        ("The judges sat in June. On the 15th two were sentenced.", "XXXX-06-15"),
    ],
)
def test_a_day_is_of_the_month_that_the_text_tells_of(text: str, expected: str) -> None:
    assert [t.value for t in find_times(text) if t.text.startswith("the ")][-1] == expected


def test_a_term_of_years_is_not_where_the_tale_stands() -> None:
    assert values("She sat there from 2011 to 2017. In May she asked for asylum.", None)["May"] == "XXXX-05"


def test_a_day_of_nobody_s_month_stays_open() -> None:
    assert values("On the 15th two were sentenced.", None) == {"the 15th": None}
