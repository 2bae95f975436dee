"""Which pages carry the same text: copies, edited copies and excerpts of one story.

MinHash finds pages that may be copies, by their whole text and by their paragraphs (an excerpt shares some of those
and little else); a comparison of their words then decides.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Any

import numpy as np
from datasketch import MinHash
from numpy.typing import NDArray

from schemas.ids import make_id
from schemas.stages import CleanPage, Story
from schemas.vocab import DuplicateKind
from tasks.clean.cues import fold_line

_SHINGLE = 3  # words
# of the shorter text's shingles: measured, edited wire copies share .75 and more, reports of one happening under .15
_SAME_SHARE = 0.45
_FEWEST_SHARED = 25  # shingles; under it two briefs may share a stock sentence
_EXCERPT_LENGTH = 0.6  # of the best copy's words: shorter than that it is an excerpt
_PAGE_PERMUTATIONS = 128
_PAGE_BANDS = (42, 3)  # bands and rows: texts with half their shingles in common meet almost surely
_PARAGRAPH_PERMUTATIONS = 32
_PARAGRAPH_BANDS = (8, 4)
_SHORTEST_PARAGRAPH = 15  # words
_MOST_SHARERS = 40  # pages; a paragraph on more is a notice of the site
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)  # odd, one a word
_UPPER_HALF = np.uint64(32)

_Hashes = NDArray[np.uint32]


def find_stories(pages: Sequence[CleanPage]) -> list[Story]:
    """Each page's place in its story, in the order of source ids.

    The answer depends on the pages and not on their order. A story's id is made from the smallest source id among its
    pages: it stays while pages are added, but for the rare copy whose id is smaller still. The best copy is a full one
    rather than an excerpt, then the earliest published, then one that names its outlet, then the longest.
    """
    readings = [_read(page) for page in sorted({p.source_id: p for p in pages}.values(), key=lambda p: p.source_id)]
    groups = _Groups(len(readings))
    for a, b in sorted(_candidates(readings)):
        if not groups.together(a, b) and same_text(readings[a], readings[b]):
            groups.join(a, b)
    stories: dict[str, Story] = {}
    for members in groups.members():
        for story in _story([readings[n] for n in members]):
            stories[story.source_id] = story
    return [stories[reading.page.source_id] for reading in readings]


@dataclass(frozen=True, slots=True)
class _Read:
    """A page's words as they are compared. Shingles are runs of three words, each by its hash, in order."""

    page: CleanPage
    words: tuple[str, ...]
    shingles: _Hashes
    paragraphs: tuple[_Hashes, ...]


def same_text(a: _Read, b: _Read) -> bool:
    """Whether one of the pages carries the other's text, copied, lightly edited or cut."""
    if a.words == b.words:
        return True
    shared = len(np.intersect1d(a.shingles, b.shingles, assume_unique=True))
    return shared >= _FEWEST_SHARED and shared >= _SAME_SHARE * min(len(a.shingles), len(b.shingles))


def _read(page: CleanPage) -> _Read:
    body = page.text[page.body_start :]
    paragraphs = [fold_line(p).split() for p in body.split("\n\n")]
    words = [word for paragraph in paragraphs for word in paragraph]
    long = [_shingles(p) for p in paragraphs if len(p) >= _SHORTEST_PARAGRAPH]
    return _Read(page, tuple(words), _shingles(words), tuple(long))


def _shingles(words: Sequence[str]) -> _Hashes:
    """The hashes of all runs of three words, each once; of a shorter text the one of all its words."""
    hashes = np.fromiter(map(_word_hash, words), np.uint64, len(words))
    hashes = np.pad(hashes, (0, max(0, _SHINGLE - len(words))))
    last = len(hashes) - _SHINGLE + 1
    mixed = sum((hashes[n : n + last] * _FACTORS[n] for n in range(_SHINGLE)), np.zeros(last, np.uint64))
    return np.unique((mixed >> _UPPER_HALF).astype(np.uint32))


@lru_cache(maxsize=1_000_000)
def _word_hash(word: str) -> int:
    return zlib.crc32(word.encode())


def _candidates(readings: Sequence[_Read]) -> set[tuple[int, int]]:
    """Pairs of pages, by place in the sequence, that may be copies."""
    pairs: set[tuple[int, int]] = set()
    same: dict[tuple[str, ...], int] = {}
    for n, reading in enumerate(readings):
        first = same.setdefault(reading.words, n)
        if first != n:
            pairs.add((first, n))
    whole = [(n, reading.shingles) for n, reading in enumerate(readings)]
    pairs |= set(_neighbours(whole, _PAGE_PERMUTATIONS, _PAGE_BANDS))
    parts = [(n, p) for n, reading in enumerate(readings) for p in reading.paragraphs]
    pairs |= set(_neighbours(parts, _PARAGRAPH_PERMUTATIONS, _PARAGRAPH_BANDS))
    return pairs


def _neighbours(
    items: Sequence[tuple[int, _Hashes]], permutations: int, bands: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """Pairs of owners of which two sets fall into one bucket; of a bucket of many, each with the next."""
    if not items:
        return
    owners = [owner for owner, _ in items]
    sketches = MinHash.generator((hashes.tolist() for _, hashes in items), num_perm=permutations, hashfunc=_as_is)
    values = np.stack([sketch.hashvalues for sketch in sketches])
    n_bands, n_rows = bands
    for band in range(n_bands):
        keys = np.ascontiguousarray(values[:, band * n_rows : (band + 1) * n_rows])
        buckets: dict[bytes, set[int]] = defaultdict(set)
        for owner, key in zip(owners, keys.view(f"V{keys.itemsize * n_rows}").ravel().tolist(), strict=True):
            buckets[key].add(owner)
        for bucket in buckets.values():
            if len(bucket) > 1:
                ordered = sorted(bucket)
                yield from combinations(ordered, 2) if len(ordered) <= _MOST_SHARERS else pairwise(ordered)


def _as_is(value: Any) -> Any:
    """The hash itself: what MinHash would hash is hashed already."""
    return value


class _Groups:
    """Sets of pages that grow together."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def _root(self, n: int) -> int:
        while self._parent[n] != n:
            self._parent[n] = self._parent[self._parent[n]]
            n = self._parent[n]
        return n

    def together(self, a: int, b: int) -> bool:
        return self._root(a) == self._root(b)

    def join(self, a: int, b: int) -> None:
        low, high = sorted((self._root(a), self._root(b)))
        self._parent[high] = low

    def members(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for n in range(len(self._parent)):
            found.setdefault(self._root(n), []).append(n)
        return list(found.values())


def _story(readings: Sequence[_Read]) -> Iterator[Story]:
    story_id = make_id("sty", min(r.page.source_id for r in readings))
    best = min(readings, key=lambda r: _rank(r, max(len(x.words) for x in readings)))
    for reading in readings:
        alone = reading is best
        yield Story(
            source_id=reading.page.source_id,
            story_id=story_id,
            duplicate_of=None if alone else best.page.source_id,
            duplicate_kind=None if alone else _kind(reading, best),
        )


def _rank(reading: _Read, longest: int) -> tuple[bool, date, bool, int, str]:
    page = reading.page
    cut = len(reading.words) < _EXCERPT_LENGTH * longest
    return (cut, page.published_min or date.max, page.outlet is None, -len(reading.words), page.source_id)


def _kind(reading: _Read, best: _Read) -> DuplicateKind:
    if reading.words == best.words:
        return DuplicateKind.EXACT
    short = len(reading.words) < _EXCERPT_LENGTH * len(best.words)
    return DuplicateKind.EXCERPT if short else DuplicateKind.NEAR
