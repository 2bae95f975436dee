"""A page without a date: its expressions of time, and on which days its words would mean what other pages say."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from schemas.claims import PageEvent
from schemas.ids import digest
from schemas.stages import CleanPage
from schemas.vocab import OccurredBasis
from tasks.dates.find import TimedText
from tasks.dates.periods import Period
from tasks.dates.readings import Point, Span
from tasks.dates.tense import Tense
from tasks.resolve.memory import Memory
from tasks.resolve.runs import Run, common, union, where, within

NEWS = timedelta(days=31)  # what a page reports as its news happened within a month before
YEAR = timedelta(days=366)  # a month or day with no year is written within a year
_DAY_NAMED = 60  # days: "on February 20", with no year, is written within two months (nine pages in ten of those read)
_SHORT = 14  # days: what is dated as finely as this ("yesterday", "on Monday") is told so for some days only
_SOON = timedelta(days=21)
_WEEK = 7
_FOUR_WEEKS = 28  # steps for words that mean the same for a month and more
# "the fourth in the past year": the years that the page gives are those just before it. Without such words the latest
# year on a page is as likely as not some years old
_COUNTS_BACK = re.compile(r"\b(?:in|over|during|within|for) the (?:past|last) (?:year|twelve months|12 months)\b", re.I)
_WEB = date(1991, 1, 1)  # a page whose latest date is older tells history


@dataclass(frozen=True, slots=True)
class _Expression:
    """An expression of time: its place among the page's, whether it only names something, and whether a month."""

    index: int
    is_attribute: bool
    names_month: bool


class UndatedPage:
    """A page without a date, and its events. Nothing is read of it before it is asked for."""

    def __init__(self, page: CleanPage, events: Sequence[PageEvent], memory: Memory) -> None:
        self.source_id = page.source_id
        self._page = page
        self._events = events
        self._memory = memory
        self._memo: dict[date, list[Period | None]] = {}

    @cached_property
    def text(self) -> TimedText:
        """The page's text with its expressions of time."""
        return TimedText(self._page.text)

    @cached_property
    def events(self) -> list[PageEvent]:
        """The page's events, without those whose time only names something: "since the June 2009 elections"."""
        return [e for e in self._events if not self._names_something(e)]

    @cached_property
    def _text_digest(self) -> str:
        return digest(self._page.text)

    @cached_property
    def _at_start(self) -> dict[int, _Expression]:
        """The page's expressions of time by where they begin."""
        found = self._memory.recall((self._text_digest, "expressions"), self._read_expressions)
        return {start: _Expression(i, *told) for i, (start, *told) in enumerate(found)}

    def _read_expressions(self) -> list[tuple[int, bool, bool]]:
        text = self.text
        return [(text.start(i), text.is_attribute(i), self._names_month(i)) for i in range(len(text.parsed))]

    def recall_days(self, question: tuple[object, ...], work_out: Callable[[], Run | None]) -> Run | None:
        """Days worked out from the page's text, its having news, and what is in the question alone."""

        def as_said() -> tuple[str, str] | None:
            run = work_out()
            return None if run is None else (run.first.isoformat(), run.last.isoformat())

        said = self._memory.recall((self._text_digest, self.has_news(), *question), as_said)
        return Run(*map(date.fromisoformat, said)) if said else None

    @cached_property
    def _undated(self) -> list[tuple[str | None, Period | None, bool]]:
        return [(r.value, r.period, r.explicit) for r in self.text.resolve(None)]

    def expression(self, event: PageEvent) -> int | None:
        """The expression that dates the event."""
        found = self._expression(event)
        return found.index if found else None

    def _expression(self, event: PageEvent) -> _Expression | None:
        return None if event.occurred_char is None else self._at_start.get(event.occurred_char)

    def _names_something(self, event: PageEvent) -> bool:
        expression = self._expression(event)
        return expression is not None and expression.is_attribute

    def names_month(self, event: PageEvent) -> bool:
        """Whether the expression that dates the event names a month and leaves the year open."""
        expression = self._expression(event)
        return expression is not None and expression.names_month

    def meant(self, expression: int, earliest: date, latest: date) -> Run | None:
        """The days that the expression means if the page was written between those two; None where one says nothing."""

        def work_out() -> Run | None:
            meant = [self.means(day)[expression] for day in (earliest, latest)]
            spans = [(p.first, p.last) for p in meant if p is not None]
            return Run(min(spans)[0], max(last for _, last in spans)) if len(spans) == len(meant) else None

        return self.recall_days(("meant", expression, earliest, latest), work_out)

    def means(self, day: date) -> list[Period | None]:
        """What each expression means if the page was written on that day."""
        if day not in self._memo:
            self._memo[day] = [r.period for r in self.text.resolve(day, self._needed)]
        return self._memo[day]

    @cached_property
    def _needed(self) -> int:
        """How many expressions, from the first, hold all that date events and all days named without a year."""
        dating = [e for e in map(self.expression, self._events) if e is not None]
        return 1 + max([*dating, *self.bare_days], default=-1)

    def _names_month(self, expression: int) -> bool:
        value = self._undated[expression][0]
        return value is not None and value.startswith("XXXX-")

    @cached_property
    def bare_days(self) -> list[int]:
        """Expressions like "on February 20": a day of the past, its year left to the page's date."""
        return [
            i
            for i, (value, _, _) in enumerate(self._undated)
            if value is not None and value.startswith("XXXX-") and len(value) == 10 and self._looks_back(i)
        ]

    @cached_property
    def last_full_date(self) -> Period | None:
        """The latest day or month of the past that the page dates in full: it was not written before."""
        full = [
            period
            for i, (_, period, explicit) in enumerate(self._undated)
            if period is not None
            and explicit
            and period.is_finer_or_equal("month")
            and isinstance(self.text.parsed[i].reading, (Point, Span))
            and self._looks_back(i)
        ]
        return max(full, key=lambda p: (p.first, p.last), default=None)

    def has_news(self) -> bool:
        """Whether the page reports something as its news."""
        return any(e.occurred_basis == OccurredBasis.INFERRED for e in self._events)

    def _looks_back(self, expression: int) -> bool:
        return self.text.tense(expression) is not Tense.FUTURE

    def not_before_last_date(self, runs: Sequence[Run]) -> list[Run]:
        """The runs without the days before the last date that the page gives in full."""
        earliest = self.last_full_date
        return common(runs, [Run(earliest.first, date.max)]) if earliest else list(runs)

    def days_telling(self, expression: int | None, dated: Run, days: Sequence[Run]) -> list[Run]:
        """The days on which the expression (None: the page's news) means the happening that others date so.

        Only between the first and the last of `days`.
        """
        if expression is None:
            return within(Run(dated.first, dated.last + NEWS), days)

        def holds(day: date) -> bool:
            meant = self.means(day)[expression]
            return meant is not None and meant.first <= dated.last and dated.first <= meant.last

        soon = Run(dated.first, dated.last + _SOON)
        late = Run(soon.last, dated.last + YEAR)
        is_short = (dated.last - dated.first).days <= _SHORT and not self._names_month(expression)
        steps = ((soon, 1 if is_short else _WEEK), (late, _FOUR_WEEKS))
        return union(r for part, step in steps for run in within(part, days) for r in where(holds, run, step))

    def near_named_day(self, runs: Sequence[Run], *, after: date = date.min) -> list[Run]:
        """The days of the runs that follow within two months a day which the page names without its year.

        Only days later than `after` are looked at as such.
        """

        def holds(day: date) -> bool:
            means = self.means(day)
            named = [means[i] for i in self.bare_days]
            return any(p is not None and p.first > after and 0 <= (day - p.last).days <= _DAY_NAMED for p in named)

        if not self.bare_days:
            return []
        return union(r for run in runs for r in where(holds, run, _FOUR_WEEKS))

    def days_of_own_words(self) -> list[Run]:
        """The first days after the last full date that suit a day named without its year.

        Only of a page of news that counts back from its own time. A month that has its year beside it is not the month
        just gone, so "February 14" beside "in March 2010" is of the next year.
        """
        if not (self.has_news() and _COUNTS_BACK.search(self._page.text)):
            return []
        latest = self.last_full_date
        if latest is None or latest.last < _WEB:
            return []
        return self.near_named_day([Run(latest.first, latest.first + YEAR + NEWS)], after=latest.last)[:1]
