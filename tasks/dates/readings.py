"""What an expression of time says, before it is known when it was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Shifted:
    """A unit of the calendar counted from another: "last week", "the following year", "that same month".

    `from_story` counts from the date that the text spoke of before, else from the day on which it was written.
    `is_bare` is set where the words do not say from which ("at the end of the month").
    """

    unit: str
    by: int
    from_story: bool = False
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A year, month, day, season or quarter; words may leave out the upper parts ("2010", "in August", "Monday").

    `feast` names a day that each year has in its own place ("Easter").

    `within` is the unit that the words put in their place ("August last year", "Monday of last week"). `direction` is
    -1 for "last August", 1 for "next March" and "the following June", 0 for "that December", None where none is said.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: int | None = None
    quarter: int | None = None
    half: int | None = None
    within: Shifted | None = None
    direction: int | None = None
    from_story: bool = False
    feast: str | None = None


@dataclass(frozen=True, slots=True)
class Offset:
    """So many units before or after: "two weeks ago", "three days later". `count` is signed."""

    unit: str
    count: int
    from_story: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """The last or next so many units, today included: "in the past two years"."""

    unit: str
    count: int
    from_story: bool = False


@dataclass(frozen=True, slots=True)
class Years:
    """A decade, a century or another run of years."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Span:
    """From one point to another: "5-9 September 2010"."""

    first: Point
    last: Point


@dataclass(frozen=True, slots=True)
class Nth:
    """One week or day of a longer time: "the first week of October 2010". `n` counts from 1, or back from -1."""

    unit: str
    n: int
    whole: Point


@dataclass(frozen=True, slots=True)
class BeforeChrist:
    """A year that no calendar day of Python reaches."""

    year: int


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Nothing that a calendar could hold (`is_calendar` False), or something that only a clause settles."""

    is_calendar: bool = False


Reading: TypeAlias = Point | Shifted | Offset | Stretch | Years | Span | Nth | BeforeChrist | Unsettled


@dataclass(frozen=True, slots=True)
class Parsed:
    """A reading in its place. `first` and `last` are indices of lexemes, `last` inclusive.

    `part` is early, mid, late, start or end.
    """

    first: int
    last: int
    reading: Reading
    part: str | None = None
