"""Claims that speak of one thing, put together: best-fitting first, and never two that exclude each other."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from itertools import combinations
from typing import TypeVar

Claim = TypeVar("Claim")
NEVER = float("-inf")
_REACH = 60  # of very many claims on one person, how many neighbours in order each is compared with
_ALL_PAIRS_UP_TO = 150


def group_claims(
    claims: Sequence[Claim],
    signature: Callable[[Claim], Hashable],
    fit: Callable[[Claim, Claim], float],
    merge_at: float,
) -> list[list[Claim]]:
    """The claims in groups, each group in the order given.

    `fit` says how well two claims go together, `NEVER` where they cannot be one thing. Groups are joined while the
    best fit between them reaches `merge_at` and no pair in them is `NEVER`. Claims with one signature are one from the
    start. The order of `claims` settles ties: sort them by something stable.
    """
    if len(claims) < 2:
        return [list(claims)] if claims else []
    alike: dict[Hashable, list[Claim]] = defaultdict(list)
    for claim in claims:
        alike[signature(claim)].append(claim)
    first = [group[0] for group in alike.values()]
    groups: dict[int, list[int]] = {i: [i] for i in range(len(first))}
    fits: dict[tuple[int, int], float] = {}
    heap: list[tuple[float, int, int]] = []
    for i, j in _pairs(len(first)):
        fits[i, j] = fit(first[i], first[j])
        if fits[i, j] >= merge_at:
            heap.append((-fits[i, j], i, j))
    heapq.heapify(heap)
    home = list(range(len(first)))
    while heap:
        _, i, j = heapq.heappop(heap)
        a, b = sorted((home[i], home[j]))
        if a == b or any(_fit(fits, first, fit, x, y) == NEVER for x in groups[a] for y in groups[b]):
            continue
        for member in groups[b]:
            home[member] = a
        groups[a] = sorted(groups[a] + groups.pop(b))
    members = list(alike.values())
    return [[claim for i in group for claim in members[i]] for _, group in sorted(groups.items())]


def _pairs(n: int) -> list[tuple[int, int]]:
    if n <= _ALL_PAIRS_UP_TO:
        return list(combinations(range(n), 2))
    return [(i, j) for i in range(n) for j in range(i + 1, min(i + 1 + _REACH, n))]


def _fit(
    fits: dict[tuple[int, int], float],
    first: Sequence[Claim],
    fit: Callable[[Claim, Claim], float],
    x: int,
    y: int,
) -> float:
    pair = (x, y) if x < y else (y, x)
    if pair not in fits:
        fits[pair] = fit(first[pair[0]], first[pair[1]])
    return fits[pair]
