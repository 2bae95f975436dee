"""Which expressions of time a text holds, and which dates they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from schemas.vocab import OccurredBasis
from tasks.dates import edtf
from tasks.dates.context import is_noun_after
from tasks.dates.grammar import parse
from tasks.dates.habits import is_general_today, is_habit, is_set_phrase, is_today, recurs
from tasks.dates.lending import lent
from tasks.dates.lexemes import Lexeme, cues, lexemes
from tasks.dates.model import Reference, TimeExpression
from tasks.dates.old_years import with_old_years
from tasks.dates.places import places
from tasks.dates.readings import Parsed, Point, Unsettled
from tasks.dates.resolve import Resolved, Resolver, counts_from_now
from tasks.dates.tense import Tense, tense_at

_HAPPENINGS = cues("happening")
# A text that gives so many full dates of other years, and mostly such, tells history; or so many years, none its own.
_HISTORY_DATES = 3
_HISTORY_YEARS = 5


_MONTH_ENDS = 31  # months differ in length, and a day before may lie in the month before


def find_times(text: str, reference: Reference | None = None) -> tuple[TimeExpression, ...]:
    """Every expression of time in text order, resolved against the day from which the text speaks.

    Where that day is known only within bounds, each value is as wide as the bounds make it. Without it, only what the
    text itself settles has a year.
    """
    return TimedText(text).times(reference)


class TimedText:
    """A text whose expressions of time are found once, to be resolved against any day."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._words = with_old_years(lexemes(text))
        found = lent(self._words, list(parse(self._words)))
        self._is_report = any(counts_from_now(p.reading) and not is_today(p.reading) for p in found)
        self.parsed = [self._settled(p) for p in found]
        self._places = places(self._words, self.parsed)
        self._attributes = [_is_attribute(self._words, p) for p in self.parsed]
        self._background = [
            named or _is_background(self._words, p) for named, p in zip(self._attributes, self.parsed, strict=True)
        ]
        self._tenses: dict[int, Tense] = {}

    def _settled(self, p: Parsed) -> Parsed:
        """The expression; without a date where it comes again and again, or says no more than "nowadays"."""
        if recurs(self._words, p) or is_set_phrase(self._words, p):
            return replace(p, reading=Unsettled())
        may_be_general = is_habit(self._words, p) or (not self._is_report and is_general_today(self._words, p))
        if may_be_general and tense_at(self._words, p.first, p.last) is Tense.UNKNOWN:
            return replace(p, reading=Unsettled())
        return p

    def times(self, reference: Reference | None) -> tuple[TimeExpression, ...]:
        """What `find_times` returns."""
        if reference is None:
            resolved = self.resolve(None)
        elif reference.earliest == reference.latest:
            resolved = self.resolve(reference.earliest)
        else:
            slack = (reference.latest - reference.earliest).days
            readings = [self.resolve(day) for day in (reference.earliest, reference.latest, None)]
            resolved = [_hull(a, b, undated, slack) for a, b, undated in zip(*readings, strict=True)]
        found = zip(self.parsed, resolved, self._attributes, strict=True)
        times = (_expression(self.text, self._words, p, r, named) for p, r, named in found)
        if reference is not None:
            return tuple(times)
        return tuple(replace(t, waits=t.is_calendar and t.value is None and not t.is_attribute) for t in times)

    def resolve(self, now: date | None, first: int | None = None) -> list[Resolved]:
        """What each of `parsed`, or of its `first` so many, means if the text was written on that day."""
        resolver = Resolver(now, is_history=_is_history(self.parsed, now))
        return [
            resolver.resolve(p, partial(self.tense, i), self._places[i], not self._background[i])
            for i, p in enumerate(self.parsed[:first])
        ]

    def tense(self, index: int) -> Tense:
        """Where the words around expression `index` look."""
        if index not in self._tenses:
            p = self.parsed[index]
            self._tenses[index] = tense_at(self._words, p.first, p.last)
        return self._tenses[index]

    def is_attribute(self, index: int) -> bool:
        """Whether expression `index` only names something ("the June 2009 elections")."""
        return self._attributes[index]

    def start(self, index: int) -> int:
        """Where expression `index` begins in the text."""
        return self._words[self.parsed[index].first].start


def _is_history(parsed: Sequence[Parsed], now: date | None) -> bool:
    """Whether the text tells of other years than the one it was written in."""
    points = [p.reading for p in parsed if isinstance(p.reading, Point)]
    years = [p.year for p in points if p.year is not None]
    dates = [p.year for p in points if p.year is not None and p.month is not None]
    far_years, far_dates = (sum(now is None or abs(now.year - y) > 1 for y in some) for some in (years, dates))
    today = sum(counts_from_now(p.reading) for p in parsed)
    is_dated = far_dates >= _HISTORY_DATES and 2 * far_dates > len(dates) and far_dates > 2 * today
    is_annals = far_years >= _HISTORY_YEARS and far_years == len(years) and not today
    return is_dated or is_annals


def _is_background(words: Sequence[Lexeme], p: Parsed) -> bool:
    """Whether a date is only where something began or ended ("since 2009", "2011 to 2017"): no story stands there."""
    before = words[p.first - 1] if p.first else None
    if before is None:
        return False
    if before.lower == "since":
        return True
    is_year = isinstance(p.reading, Point) and p.first == p.last and words[p.first].code == "Y"
    ends = before.code == "j" and before.lower != "and" and p.first > 1 and words[p.first - 2].code == "Y"
    return is_year and ends


def _is_attribute(words: Sequence[Lexeme], p: Parsed) -> bool:
    """Whether a date only names something: "the 2009 election", "the June 2009 elections", "after 2009 vote"."""
    before = words[p.first - 1] if p.first else None
    if words[p.last].code == "M" and p.first == p.last and before is not None and before.code in "tA":
        return is_noun_after(words, p.last)  # "the March accession"
    if words[p.last].code not in "Yy" or p.last + 1 >= len(words):
        return False
    after = words[p.last + 1]
    names = after.code in "xj" and after.text.isalpha() and after.start - words[p.last].end <= 1
    if p.first != p.last:
        # "the June 2009 elections": a month's name after an article
        return names and after.text.islower() and before is not None and before.code == "t"
    return names and before is not None and (before.code in "txsj" or after.lower in _HAPPENINGS)


def _hull(a: Resolved, b: Resolved, undated: Resolved, slack: int) -> Resolved:
    """What holds whenever the text was written within `slack` days; what it says undated where the years differ."""
    if a == b:
        return a
    if a.period is None or b.period is None or (undated.value or "").startswith("XXXX"):
        return undated
    first, last = min(a.period.first, b.period.first), max(a.period.last, b.period.last)
    if (last - first).days > (a.period.last - a.period.first).days + slack + _MONTH_ENDS:
        return undated
    value = edtf.interval(first, last)
    return Resolved(type(a.period)(first, last, b.period.unit), value, a.explicit, a.is_calendar)


def _expression(text: str, words: Sequence[Lexeme], p: Parsed, r: Resolved, names: bool) -> TimeExpression:
    start, end = words[p.first].start, words[p.last].end
    if text[end - 1] == "." and not _is_abbreviated(words[p.last - 1]):
        end -= 1
    low, high = edtf.bounds(r.value) or (None, None)
    basis = OccurredBasis.EXPLICIT if r.explicit else OccurredBasis.RELATIVE
    if not r.is_calendar:
        basis = OccurredBasis.NONE
    return TimeExpression(start, end, text[start:end], r.value, low, high, basis, r.is_calendar, names)


def _is_abbreviated(month: Lexeme) -> bool:
    return len(month.text) <= 4 and month.lower not in ("may", "june", "july")
