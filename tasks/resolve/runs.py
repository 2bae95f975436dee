"""Stretches of days on which something holds, found without asking of every day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """Days without a gap, both ends included."""

    first: date
    last: date


def where(holds: Callable[[date], bool], within: Run, step: int) -> list[Run]:
    """The runs of days within which `holds`, in order; what is shorter than `step` days may be missed.

    The days asked first are the same in whatever stretch, so that answers can be kept.
    """
    lowest, highest = within.first.toordinal(), within.last.toordinal()
    inner = range(lowest + step - lowest % step, highest, step)
    days = [date.fromordinal(k) for k in dict.fromkeys((lowest, *inner, highest))]
    runs: list[Run] = []
    first: date | None = None
    before: date | None = None
    for day in days:
        if holds(day):
            if first is None:
                first = day if before is None else _edge(holds, day, before)
        elif first is not None and before is not None:
            runs.append(Run(first, _edge(holds, before, day)))
            first = None
        before = day
    if first is not None and before is not None:
        runs.append(Run(first, before))
    return runs


def _edge(holds: Callable[[date], bool], inside: date, outside: date) -> date:
    """The day nearest to `outside` on which it still holds."""
    while abs((outside - inside).days) > 1:
        middle = inside + (outside - inside) // 2
        if holds(middle):
            inside = middle
        else:
            outside = middle
    return inside


def union(runs: Iterable[Run]) -> list[Run]:
    """The same days in runs that neither overlap nor touch, in order."""
    joined: list[Run] = []
    for run in sorted(runs):
        if joined and run.first <= joined[-1].last + _DAY:
            joined[-1] = Run(joined[-1].first, max(joined[-1].last, run.last))
        else:
            joined.append(run)
    return joined


def common(a: Sequence[Run], b: Sequence[Run]) -> list[Run]:
    """The days that are in both, each given as runs that do not overlap."""
    both = [Run(max(x.first, y.first), min(x.last, y.last)) for x in a for y in b]
    return sorted(run for run in both if run.first <= run.last)


def within(run: Run, days: Sequence[Run]) -> list[Run]:
    """The run without what lies before the first and after the last of the days."""
    return common([run], [Run(days[0].first, days[-1].last)]) if days else []
