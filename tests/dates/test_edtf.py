"""EDTF dates and the days that they may mean."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.dates import edtf
from tasks.dates.edtf import bounds, is_edtf


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2011-02-20", (2011, 2, 20), (2011, 2, 20)),
        ("2012-02", (2012, 2, 1), (2012, 2, 29)),
        ("2011", (2011, 1, 1), (2011, 12, 31)),
        ("201X", (2010, 1, 1), (2019, 12, 31)),
        ("19XX", (1900, 1, 1), (1999, 12, 31)),
        ("2010-08~", (2010, 7, 17), (2010, 9, 15)),
        ("2010-08-20?", (2010, 8, 5), (2010, 9, 4)),
        ("2010%", (2009, 7, 2), (2011, 7, 2)),
        ("2012-21", (2012, 3, 1), (2012, 5, 31)),
        ("2012-24", (2012, 12, 1), (2013, 2, 28)),
        ("2010-09-06/2010-09-12", (2010, 9, 6), (2010, 9, 12)),
        ("2010-08~/2011", (2010, 7, 17), (2011, 12, 31)),
        ("2010/..", (2010, 1, 1), (9999, 12, 31)),
        ("/2010", (1, 1, 1), (2010, 12, 31)),
    ],
)
def test_bounds(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert bounds(text) == (date(*first), date(*last))


@pytest.mark.parametrize(
    "text",
    [None, "", "XXXX-08", "XXXX-02-20", "-0431", "2011-02-30", "2011-13", "2011/2010", "../..", "20 May", "2010/x"],
)
def test_no_bounds_without_a_year_or_a_date(text: str | None) -> None:
    assert bounds(text) is None


@pytest.mark.parametrize(
    "text", ["2011-02-20", "2010-08~", "201X", "XXXX-08", "XXXX-02-29", "2010/..", "2012-24", "-0431", "2010-~08"]
)
def test_is_edtf(text: str) -> None:
    assert is_edtf(text)


@pytest.mark.parametrize("text", ["", "2011-02-30", "XXXX-02-30", "2011/2010", "20 May 2011", "2011-2-3", "2" * 5000])
def test_is_not_edtf(text: str) -> None:
    assert not is_edtf(text)


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2010, 9, 6), date(2010, 9, 12), "2010-09-06/2010-09-12"),
        (date(2010, 9, 6), date(2010, 9, 6), "2010-09-06"),
        (date(2010, 9, 1), date(2010, 9, 30), "2010-09"),
        (date(2010, 9, 1), date(2010, 11, 30), "2010-09/2010-11"),
        (date(2010, 1, 1), date(2010, 12, 31), "2010"),
        (date(2010, 1, 1), date(2019, 12, 31), "201X"),
    ],
)
def test_an_interval_is_written_as_shortly_as_it_can(first: date, last: date, written: str) -> None:
    assert edtf.interval(first, last) == written
    assert bounds(written) == (first, last)
