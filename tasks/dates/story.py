"""Which dates a text has spoken of, and from which of them its next words count."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from tasks.dates.periods import Period
from tasks.dates.places import Place

NEARBY = 4  # lines: two paragraphs with the blank lines between them
_REACH = 8  # dates back: beyond them nobody remembers
_STEP = 5  # years: what lies farther ahead is a glance at later times
_ASIDE = 20  # years: what lies so far from most dates is an aside
_MEMORY = 40  # dates back, in a tale of other years
FAR = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date that the text spoke of; `period` is None where it could not be settled: nothing counts from it.

    `opens` is True where it opens its sentence: what follows is told of it.
    """

    period: Period | None
    line: int
    explicit: bool
    opens: bool = False


@dataclass
class Story:
    """The dates spoken of so far, in text order. `now` is the day of writing, None where it is not known."""

    now: date | None
    is_history: bool
    _anchors: list[Anchor] = field(default_factory=list)
    _explicit: Anchor | None = None
    _entries: list[Anchor] = field(default_factory=list)
    heading: Period | None = None

    def tell(self, period: Period | None, place: Place, explicit: bool) -> None:
        """Remember a date; None for one that could not be settled."""
        anchor = Anchor(period, place.line, explicit, place.opens_sentence)
        if period is not None and place.is_heading and explicit:
            self.heading = period
            self._entries.clear()
        elif place.opens_line:
            self._entries.append(anchor)
        self._anchors.append(anchor)
        if explicit:
            self._explicit = anchor

    def last(self, unit: str = "year") -> Period | None:
        """The last date that is as precise as the unit, else the last one; None after one that was not settled."""
        coarse: Period | None = None
        for anchor in reversed(self._anchors[-_REACH:]):
            if anchor.period is None:
                break
            if anchor.period.is_finer_or_equal(unit):
                return anchor.period
            coarse = coarse or anchor.period
        return coarse

    def last_quarter(self) -> Period | None:
        """The quarter of a year that one of the last six dates is."""
        recent = (anchor.period for anchor in reversed(self._anchors[-6:]))
        return next((p for p in recent if p is not None and p.unit == "quarter"), None)

    def last_nearby(self, line: int) -> Anchor | None:
        """The last date, if it stands within two paragraphs."""
        latest = self._anchors[-1] if self._anchors else None
        return latest if latest is not None and line - latest.line <= NEARBY else None

    def last_month_nearby(self, line: int) -> Anchor | None:
        """The last date as fine as a month within two paragraphs; None after one that was not settled."""
        for anchor in reversed(self._anchors[-_REACH:]):
            if anchor.period is None or line - anchor.line > NEARBY:
                return None
            if anchor.period.unit in ("day", "month"):
                return anchor
        return None

    def told_nearby(self, line: int) -> list[Period]:
        """The days told within two paragraphs."""
        near = (a.period for a in self._anchors[-_REACH:] if line - a.line <= NEARBY)
        return [p for p in near if p is not None and p.unit == "day"]

    def told_before(self) -> list[Period]:
        """The last dates as fine as a month, the latest first."""
        return [a.period for a in reversed(self._anchors[-_REACH:]) if a.period is not None and a.period.unit != "year"]

    def entries(self, line: int) -> list[Period]:
        """The dates that opened the two entries before, in a list that goes on to this line."""
        latest = self._entries[-2:]
        if not latest or line - latest[-1].line > NEARBY:
            return []
        return [e.period for e in latest if e.period is not None]

    def just_told(self, line: int) -> Period | None:
        """The day or month, given in full, that was told last, within two paragraphs and long ago."""
        latest = self.last_nearby(line)
        explicit = self._explicit
        if latest is None or latest.period is None or explicit is None or explicit.period is None or self.now is None:
            return None
        if line - explicit.line > NEARBY or self.now - max(explicit.period.last, latest.period.last) <= FAR:
            return None
        is_told = latest.period.is_finer_or_equal("month") or (latest.opens and latest.line == line)
        return latest.period if is_told else None

    def is_on(self, line: int) -> bool:
        """Whether the last date stands on that line."""
        return bool(self._anchors) and self._anchors[-1].line == line

    def for_bare(self, line: int) -> Period | None:
        """The date that a bare month or day follows, where it is the story's and not the day of writing."""
        if not self._anchors:
            return None
        if self.is_history:
            return self._of_history(line)
        latest = self._anchors[-1]
        explicit = self._explicit
        if explicit is None or explicit.period is None or latest.period is None:
            return None
        if self.now is None:
            return latest.period if line - latest.line <= NEARBY else None
        in_line = explicit.line == line and latest.line == line and explicit.period.is_finer_or_equal("month")
        is_past = self.now - max(explicit.period.last, latest.period.last) > FAR
        return latest.period if in_line and is_past else None

    def before_aside(self) -> Period | None:
        """The last date finer than a year, where the years told since only look aside from it."""
        for anchor in reversed(self._anchors[-_REACH:]):
            if anchor.period is None or anchor.opens:
                return anchor.period if anchor.period is not None and anchor.period.unit != "year" else None
            if anchor.period.unit != "year":
                return anchor.period
        return None

    def _of_history(self, line: int) -> Period | None:
        """The last date; a bare year that looks back counts only where it stands on the same line."""
        years: list[Anchor] = []
        told = [a for a in self._anchors[-_MEMORY:] if a.period is not None]
        middle = sorted(_year(a) for a in told)[len(told) // 2] if told else 0
        for anchor in reversed(told):
            if anchor.period is None or (anchor.line != line and abs(_year(anchor) - middle) > _ASIDE):
                continue
            if anchor.period.unit != "year":
                year = anchor.period.first.year
                ahead = [y for y in years if _goes_on(y, year, line)]
                return (ahead[0].period if ahead else None) or anchor.period
            years.append(anchor)
        return years[0].period if years else None


def _goes_on(told: Anchor, year: int, line: int) -> bool:
    """Whether a year told since leads the story on from the other, or only looks aside from it."""
    if told.line == line and told.opens:
        return True
    return year <= _year(told) <= year + _STEP


def _year(anchor: Anchor) -> int:
    return anchor.period.first.year if anchor.period is not None else 0
