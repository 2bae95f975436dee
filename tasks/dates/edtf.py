"""EDTF dates (ISO 8601-2): their day bounds, whether a text is one, and how one is written.

The forms that this project writes are read here by hand: the `edtf` library takes about 10 ms for each, and its fuzzy
bounds double the slack that the annotation guidelines give an approximate date. Everything else that may be EDTF is
left to the library.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache

_DATE = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d))?(?:-(\d\d))?([~?%])?", re.ASCII)
_WITHOUT_YEAR = re.compile(r"XXXX-(\d\d|XX)(?:-(\d\d|XX))?[~?%]?", re.ASCII)
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}  # first month of spring, summer, autumn, winter (EDTF level 1)
_APPROXIMATE_YEAR = timedelta(days=183)
_APPROXIMATE = timedelta(days=15)
_OPEN = ("", "..")


@lru_cache(maxsize=65536)
def bounds(edtf: str | None) -> tuple[date, date] | None:
    """The first and last day that the date may mean, None where it has no year or is no date.

    An approximate or uncertain day, month or season is 15 days wider on either side, such a year 183. An interval whose
    one end is open or unknown reaches to `date.min` or `date.max`.
    """
    if edtf is None:
        return None
    text = edtf.strip()
    if "/" in text:
        left, _, right = text.partition("/")
        low, high = _point(left), _point(right)
        if (
            (low is None and left not in _OPEN)
            or (high is None and right not in _OPEN)
            or (low is None and high is None)
        ):
            return None
        first, last = (low[0] if low else date.min), (high[1] if high else date.max)
        return (first, last) if first <= last else None
    return _point(text)


@lru_cache(maxsize=65536)
def is_edtf(text: str) -> bool:
    """Whether the text is an EDTF date or interval of any level."""
    if _point(text) is not None:
        return True
    m = _WITHOUT_YEAR.fullmatch(text)
    if m:
        month, day = (int(g) if g and g != "XX" else None for g in m.groups())
        # 2000 was a leap year: 29 February exists in some year
        return (month is None or 1 <= month <= 12) and (
            day is None or 1 <= day <= calendar.monthrange(2000, month or 1)[1]
        )
    if "/" in text:
        left, _, right = text.partition("/")
        if bounds(text) is not None or (_point(left) and _point(right)):  # the latter: it ends before it begins
            return bounds(text) is not None
    return bool(text) and len(text) <= 64 and _library_reads(text)


def year(y: int) -> str:
    """`2010`."""
    return f"{y:04d}"


def month(y: int | None, m: int) -> str:
    """`2010-08`, or `XXXX-08` where the year is not known; seasons are the months 21 to 24."""
    return f"{'XXXX' if y is None else format(y, '04d')}-{m:02d}"


def day(d: date) -> str:
    """`2010-08-20`."""
    return d.isoformat()


def month_day(m: int, d: int) -> str:
    """`XXXX-08-20`: a day whose year is not known."""
    return f"XXXX-{m:02d}-{d:02d}"


def decade(y: int) -> str:
    """`201X` for any year of the 2010s."""
    return f"{y // 10:03d}X"


def century(y: int) -> str:
    """`19XX` for any year from 1900 to 1999."""
    return f"{y // 100:02d}XX"


def approximate(edtf: str) -> str:
    """The same date, marked as approximate: `2010-08~`."""
    return edtf if edtf[-1:] in "~?%" else edtf + "~"


def interval(first: date, last: date) -> str:
    """Some day from `first` to `last`, as a year, a month or a day where it is exactly one: `2010-09-06/2010-09-12`."""
    if first == last:
        return day(first)
    if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        if (first.year, first.month) == (last.year, last.month):
            return month(first.year, first.month)
        if first.month == 1 and last.month == 12:
            if first.year == last.year:
                return year(first.year)
            if first.year % 10 == 0 and last.year == first.year + 9:
                return decade(first.year)
            return f"{year(first.year)}/{year(last.year)}"
        return f"{month(first.year, first.month)}/{month(last.year, last.month)}"
    return f"{day(first)}/{day(last)}"


def _point(text: str) -> tuple[date, date] | None:
    m = _DATE.fullmatch(text)
    if not m:
        return None
    y, mo, d, qualifier = m.groups()
    try:
        low, high = _days(y, int(mo) if mo else None, int(d) if d else None)
        if qualifier:
            pad = _APPROXIMATE if mo else _APPROXIMATE_YEAR
            low, high = low - pad, high + pad
    except (ValueError, OverflowError):  # no such day, or outside the years that Python counts
        return None
    return low, high


def _days(y: str, m: int | None, d: int | None) -> tuple[date, date]:
    first_year, last_year = int(y.replace("X", "0")), int(y.replace("X", "9"))
    if m is None:
        return date(first_year, 1, 1), date(last_year, 12, 31)
    if first_year != last_year:
        raise ValueError("a month of no certain year")
    if d is not None:
        return (exact := date(first_year, m, d)), exact
    if m in _SEASONS:
        first = date(first_year, _SEASONS[m], 1)
        end_month = (first.month + 1) % 12 + 1
        end_year = first.year + (end_month < first.month)
        return first, date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])
    return date(first_year, m, 1), date(first_year, m, calendar.monthrange(first_year, m)[1])


def _library_reads(text: str) -> bool:
    from edtf import EDTFParseException, parse_edtf  # noqa: PLC0415 (a quarter of a second, for forms that are rare)

    try:
        parse_edtf(text)
    except (EDTFParseException, ValueError):
        return False
    return True
