"""What independent stories say of one fact: the value with most support, and whether any story contradicts another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from schemas.vocab import Agreement
from tasks.dates.edtf import bounds

_CLOCKS = timedelta(days=1)  # "Sunday" in one time zone is Monday in another


@dataclass(frozen=True, slots=True)
class Said:
    """A date as one story gives it."""

    edtf: str
    earliest: date | None
    latest: date | None
    story: str


@dataclass(frozen=True, slots=True)
class Settled:
    """The date with most support, None where no story gives one, and whether independent stories exclude each other."""

    edtf: str | None
    earliest: date | None
    latest: date | None
    disputed: bool


def settle_date(said: Iterable[Said]) -> Settled:
    """The finest of the dates that most stories support: a story supports every date that its own does not exclude."""
    known = {(s.edtf, s.earliest, s.latest, s.story) for s in said}
    if not known:
        return Settled(None, None, None, False)
    dates = [Said(*parts) for parts in sorted(known, key=str)]
    bounded = [s for s in dates if s.earliest and s.latest]
    if not bounded:
        # XXXX-08: no year, no bounds
        best = _most_stories((s.edtf, s.story) for s in dates)
        return Settled(best, None, None, False)
    stories_of = {(s.edtf, s.earliest, s.latest): _supporters(s, bounded) for s in bounded}
    best_date = min(stories_of, key=lambda d: (-stories_of[d], _vagueness(d[1], d[2]), d[0]))
    disputed = any(a.story != b.story and not overlap(a, b) for a, b in combinations(bounded, 2))
    return Settled(*best_date, disputed)


def _vagueness(earliest: date | None, latest: date | None) -> int:
    """Days, weeks, months, years and more; February is no finer than March."""
    days = (latest - earliest).days if earliest and latest else 0
    return sum(days > least for least in (0, 7, 31, 92, 366, 3660))


def overlap(a: Said, b: Said) -> bool:
    """Whether the two dates may be one day, clocks of the world considered.

    Of two months, or two days, an "about" is no slack: "about September 2010" is not August 2010.
    """
    low_a, high_a, low_b, high_b = a.earliest, a.latest, b.earliest, b.latest
    if not (low_a and high_a and low_b and high_b):
        return True
    core_a, core_b = a.edtf.rstrip("~?%"), b.edtf.rstrip("~?%")
    if len(core_a) == len(core_b):
        low_a, high_a = bounds(core_a) or (low_a, high_a)
        low_b, high_b = bounds(core_b) or (low_b, high_b)
    clocks = _CLOCKS if low_a == high_a and low_b == high_b else timedelta(0)
    return low_a - high_b <= clocks and low_b - high_a <= clocks


def _supporters(said: Said, others: Sequence[Said]) -> int:
    return len({o.story for o in others if overlap(said, o)})


def best_value(values: Iterable[tuple[str | None, str]], prefer: Callable[[str], int] = len) -> str | None:
    """The value that most stories give, from pairs of value and story; then what most claims give, then `prefer`."""
    return _most_stories(((value, story) for value, story in values if value), prefer)


def _most_stories(values: Iterable[tuple[str, str]], prefer: Callable[[str], int] = len) -> str | None:
    stories: dict[str, list[str]] = defaultdict(list)
    for value, story in values:
        stories[value].append(story)
    return min(stories, key=lambda v: (-len(set(stories[v])), -len(stories[v]), -prefer(v), v), default=None)


def contradict(values: Iterable[tuple[str | None, str]]) -> bool:
    """Whether two stories give different values, and no story gives both."""
    by_story: dict[str, set[str]] = defaultdict(set)
    for value, story in values:
        if value:
            by_story[story].add(value)
    if len(by_story) < 2:
        return False
    distinct = {frozenset(v) for v in by_story.values()}
    return any(a.isdisjoint(b) for a, b in combinations(distinct, 2))


def agreement_of(stories: int, disputed: bool) -> Agreement:
    """`single` where one story says it, whatever the number of its copies."""
    if stories < 2:
        return Agreement.SINGLE
    return Agreement.DISPUTED if disputed else Agreement.AGREED
