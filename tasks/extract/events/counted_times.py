"""The date of a happening from which another is counted: "left on Monday, two days after he was expelled"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from schemas.stages import CleanPage
from schemas.vocab import OccurredBasis
from tasks.dates import edtf
from tasks.dates.model import TimeExpression
from tasks.dates.periods import shift_day
from tasks.extract.language.annotation import AnnotatedSentence

_NUMBERS = {
    w: n
    for n, w in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
        ],
        1,
    )
} | {"a": 1, "an": 1, "the": 1}
_SHORT_UNITS = ("day", "week", "fortnight")
_UNITS = ("day", "week", "fortnight", "month", "year")
# Words between the count and the trigger of its clause, at most.
_REACH = 14
_FIRST_PARAGRAPHS = 3


def counted_time(s: AnnotatedSentence, start: int, page: CleanPage) -> TimeExpression | None:
    """When the trigger at token `start` happened, where its clause follows "two days after" and the like.

    Counted from the time of the sentence's main clause; in a story's lead without one, from the page's date.
    """
    for a, b, time in s.times:
        if time.value is not None or not 0 <= start - b <= _REACH or s.words[b - 1] not in ("after", "before"):
            continue
        if any(s.words[k] in (",", ";", ":") for k in range(b, start)):
            continue
        number, unit = s.words[max(a, b - 3)], s.words[b - 2].rstrip("s")
        count = _NUMBERS.get(number) or (int(number) if number.isdecimal() and len(number) < 4 else 0)
        if not count or unit not in _UNITS or b - a > 4:
            continue
        base = _main_time(s, a, b)
        coarse = _coarse_time(s, a) if base is None and unit in _SHORT_UNITS else None
        if coarse is not None:
            return coarse
        base = base or _day_of(s, page)
        if base is not None:
            return _shifted(time, base, unit, -count if s.words[b - 1] == "after" else count)
    return None


def _main_time(s: AnnotatedSentence, a: int, b: int) -> date | None:
    """The day that the sentence gives nearest to the count: before it, or after its clause's comma."""
    days = [
        (a - end if end <= a else start - b + 20, t.earliest)
        for start, end, t in s.times
        if t.earliest is not None and t.earliest == t.latest and not t.is_attribute
        if end <= a or "," in s.words[b:start]
    ]
    return min(days)[1] if days else None


def _coarse_time(s: AnnotatedSentence, a: int) -> TimeExpression | None:
    """About the month or year that stands before the count: "in July 2015, a day after ..."."""
    before = [t for _, end, t in s.times if end <= a and t.value and t.earliest is not None and not t.is_attribute]
    if not before or "/" in (before[-1].value or ""):
        return None
    value = edtf.approximate(before[-1].value or "")
    low, high = edtf.bounds(value) or (None, None)
    return replace(before[-1], value=value, earliest=low, latest=high, basis=OccurredBasis.RELATIVE)


def _day_of(s: AnnotatedSentence, page: CleanPage) -> date | None:
    return page.published_min if s.sentence.paragraph <= _FIRST_PARAGRAPHS else None


def _shifted(count: TimeExpression, base: date, unit: str, by: int) -> TimeExpression | None:
    try:
        there = shift_day(base, unit, by)
    except (ValueError, OverflowError):
        return None
    value = edtf.year(there.year) if unit == "year" else edtf.month(there.year, there.month)
    if unit in ("day", "week", "fortnight"):
        value = edtf.day(there)
    if unit != "day":
        value = edtf.approximate(value)
    low, high = edtf.bounds(value) or (there, there)
    return replace(count, value=value, earliest=low, latest=high, basis=OccurredBasis.RELATIVE)
