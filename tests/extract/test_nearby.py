"""Spans found by where they stand."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tasks.extract.language.nearby import Nearby


@dataclass(frozen=True)
class Span:
    start: int
    end: int


SPANS = [Span(0, 40), Span(5, 8), Span(10, 12), Span(30, 31)]


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (9, 9, [Span(0, 40)]),
        (8, 9, [Span(0, 40), Span(5, 8)]),
        (12, 30, [Span(0, 40), Span(10, 12), Span(30, 31)]),
        (41, 50, []),
        (-9, -1, []),
    ],
)
def test_those_that_touch_or_cover(start: int, end: int, found: list[Span]) -> None:
    assert Nearby(SPANS).around(start, end) == found


def test_of_none_there_are_none() -> None:
    assert Nearby[Span]([]).around(0, 9) == []
