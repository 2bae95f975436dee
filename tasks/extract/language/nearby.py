"""Spans of a page, found by where they stand: what thousands of names ask for must not be looked for from its top."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar


class Spanned(Protocol):
    """Whatever stands on characters of the page, the end exclusive."""

    @property
    def start(self) -> int:
        """The first character."""
        ...

    @property
    def end(self) -> int:
        """The character after the last."""
        ...


S = TypeVar("S", bound=Spanned)


class Nearby(Generic[S]):
    """Spans of any length, overlaps included."""

    def __init__(self, spans: Sequence[S]) -> None:
        """`spans` in text order."""
        self._spans = spans
        self._starts = [s.start for s in spans]
        self._longest = max((s.end - s.start for s in spans), default=0)

    def around(self, start: int, end: int) -> list[S]:
        """Those that touch these characters or what stands between them, in text order."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_right(self._starts, end)
        return [s for s in self._spans[first:last] if s.end >= start]
