"""What comes again and again, or is said of our times, is no date; feasts are."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.dates.feasts import day_of
from tasks.dates.find import find_times
from tasks.dates.model import Reference

WRITTEN = Reference(date(2019, 5, 8), date(2019, 5, 8))


@pytest.mark.parametrize(
    "sentence",
    [
        "The council meets every Friday.",
        "The council meets on a Monday.",
        "The council meets on Friday nights.",
        "The march is held each July.",
        "It is usually hot in July.",
        "The climate is mild in the winter.",
        "The method is still used today.",
        "The ruins may be seen to this day.",
        "Today the tower remains the largest in the province.",
        "It was his last day in office.",
    ],
)
def test_what_recurs_has_no_date(sentence: str) -> None:
    assert {t.value for t in find_times(sentence, WRITTEN)} <= {None}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The case is heard in July.", "2019-07"),
        ("He was seized in July, in a hot summer.", "2018-07"),
        ("The president resigned today.", "2019-05-08"),
        ("We are free today.", "2019-05-08"),
        ("He has been missing since October.", "2018-10"),
        ("He was beaten on Friday night.", "2019-05-03"),
        ("He gave a Monday speech.", "2019-05-06"),
    ],
)
def test_what_happened_once_has_one(sentence: str, expected: str) -> None:
    assert find_times(sentence, WRITTEN)[0].value == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He was freed at Christmas.", "2018-12-25"),
        ("He was freed on Christmas Eve 2016.", "2016-12-24"),
        ("He fled at Easter 2010.", "2010-04-04"),
        ("The city rose on Easter Monday 1916.", "1916-04-24"),
        ("She was found on Thanksgiving Day.", "2018-11-22"),
        ("He joined after 9/11.", "2001-09-11"),
    ],
)
def test_feasts_are_days(sentence: str, expected: str) -> None:
    assert find_times(sentence, WRITTEN)[0].value == expected


@pytest.mark.parametrize("sentence", ["They stole a Christmas tree.", "The vote was 9/12 in favour.", "An Easter egg."])
def test_what_is_named_after_a_feast_is_not(sentence: str) -> None:
    assert find_times(sentence, WRITTEN) == ()


@pytest.mark.parametrize(
    ("year", "easter"), [(1818, "1818-03-22"), (1943, "1943-04-25"), (2000, "2000-04-23"), (2024, "2024-03-31")]
)
def test_easter(year: int, easter: str) -> None:
    assert day_of("easter", year) == date.fromisoformat(easter)
