"""Which pages carry the same text: copies, edited copies and excerpts of one story.

MinHash sketches find pages that may be copies, by their whole text and by their paragraphs (an excerpt shares some of
those and little else); a comparison of their words then decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from schemas.arrow import to_arrow
from schemas.ids import make_id
from schemas.stages import CleanPage, PageSketch, Story
from schemas.vocab import DuplicateKind
from tasks.clean.sketches import PAGE_PERMUTATIONS, PARAGRAPH_PERMUTATIONS, sketch_pages

# of the shorter text's shingles: measured, edited wire copies share .75 and more, reports of one happening under .15
_SAME_SHARE = 0.45
_FEWEST_SHARED = 25  # shingles; under it two briefs may share a stock sentence
_EXCERPT_LENGTH = 0.6  # of the best copy's words: shorter than that it is an excerpt
_PAGE_BANDS = (42, 3)  # bands and rows: texts with half their shingles in common meet almost surely
_PARAGRAPH_BANDS = (8, 4)
_MOST_SHARERS = 40  # pages; a paragraph on more is a notice of the site
# A sketch tells how alike two texts are, give or take so many standard deviations: once in 700 times it misses a text
# that is just alike enough, and copies are far more alike
_DEVIATIONS = 3
_PAIRS_AT_ONCE = 50_000

_Numbers = NDArray[np.int32]
_Pairs = NDArray[np.int64]


def find_stories(pages: Sequence[CleanPage], sketches: pa.Table | None = None) -> list[Story]:
    """Each page's place in its story, in the order of source ids.

    `sketches` is a table of PageSketch with a row for every page; where none is given they are made.

    The answer depends on the pages and not on their order. A story's id is made from the smallest source id among its
    pages: it stays while pages are added, but for the rare copy whose id is smaller still. The best copy is a full one
    rather than an excerpt, then the earliest published, then one that names its outlet, then the longest.
    """
    ordered = sorted({p.source_id: p for p in pages}.values(), key=lambda p: p.source_id)
    if not ordered:
        return []
    read = _Read(ordered, to_arrow(PageSketch, sketch_pages(ordered)) if sketches is None else sketches)
    groups = _Groups(len(ordered))
    pairs = _candidates(read)
    for a, b in pairs[_same_text(read, pairs)].tolist():
        groups.join(a, b)
    stories: dict[str, Story] = {}
    for members in groups.members():
        for story in _story([read.text(n) for n in members]):
            stories[story.source_id] = story
    return [stories[page.source_id] for page in ordered]


@dataclass(frozen=True, slots=True)
class _Text:
    """A page, the digest of its words as they are compared, and how many they are."""

    page: CleanPage
    words: str
    n_words: int


class _Read:
    """The pages' sketches as arrays, by the pages' places in the sequence."""

    def __init__(self, pages: Sequence[CleanPage], sketches: pa.Table) -> None:
        row_of = {source: row for row, source in enumerate(sketches.column("source_id").to_pylist())}
        table = sketches.take(pa.array([row_of[page.source_id] for page in pages], pa.int64()))
        self.pages = pages
        self.words: list[str] = table.column("words_sha256").to_pylist()
        self.n_words: list[int] = table.column("n_words").to_pylist()
        self.shingles, self.ends = _numbers(table, "shingles")
        self.page_sketches = _numbers(table, "page_sketch")[0].reshape(-1, PAGE_PERMUTATIONS)
        paragraphs, ends = _numbers(table, "paragraph_sketches")
        self.paragraph_sketches = paragraphs.reshape(-1, PARAGRAPH_PERMUTATIONS)
        self.paragraph_owners = np.repeat(np.arange(len(pages)), np.diff(ends) // PARAGRAPH_PERMUTATIONS)

    def text(self, n: int) -> _Text:
        """What the page's rank among copies hangs on."""
        return _Text(self.pages[n], self.words[n], self.n_words[n])


def _same_text(read: _Read, pairs: _Pairs) -> NDArray[np.bool_]:
    """Whether one of each two pages carries the other's text, copied, lightly edited or cut."""
    words = np.array(read.words)
    alike = _shared(read, pairs) >= _fewest_shared(np.diff(read.ends)[pairs])
    return np.asarray(alike | (words[pairs[:, 0]] == words[pairs[:, 1]]))


def _fewest_shared(sizes: _Pairs) -> NDArray[np.float64]:
    """How many shingles two pages that are the same text share at least; `sizes` is how many each has."""
    return np.asarray(np.maximum(_FEWEST_SHARED, _SAME_SHARE * sizes.min(axis=1)))


def _numbers(table: pa.Table, column: str) -> tuple[_Numbers, NDArray[np.int64]]:
    """All lists of the column one after another, and where each begins and the last one ends."""
    lists = table.column(column).combine_chunks()
    ends = np.concatenate([[0], np.cumsum(lists.value_lengths().to_numpy())]).astype(np.int64)
    return lists.flatten().to_numpy(), ends


def _candidates(read: _Read) -> _Pairs:
    """Pairs of pages, by place in the sequence, that may be copies; in order."""
    n_pages = len(read.pages)
    _, first, place = np.unique(read.words, return_index=True, return_inverse=True)
    later = np.flatnonzero(first[place] != np.arange(n_pages))
    same = np.stack([first[place[later]], later], axis=1)
    whole = _neighbours(read.page_sketches, np.arange(n_pages), _PAGE_BANDS)
    parts = _neighbours(read.paragraph_sketches, read.paragraph_owners, _PARAGRAPH_BANDS)
    return _each_once(np.concatenate([same, _not_unlike(read, _each_once(np.concatenate([whole, parts])))]))


def _neighbours(sketches: _Numbers, owners: NDArray[np.int64], bands: tuple[int, int]) -> _Pairs:
    """Pairs of owners of which two sketches fall into one bucket; of a bucket of many, each with the next."""
    n_bands, n_rows = bands
    found = [np.empty((0, 2), np.int64)]
    for band in range(n_bands if len(owners) else 0):
        keys = np.ascontiguousarray(sketches[:, band * n_rows : (band + 1) * n_rows])
        _, bucket = np.unique(keys.view(f"V{keys.itemsize * n_rows}").ravel(), return_inverse=True)
        bucket, owner = _each_once(np.stack([bucket, owners], axis=1)).T
        starts = np.flatnonzero(np.diff(bucket, prepend=-1))
        sizes = np.diff(starts, append=len(bucket))
        for size in np.unique(sizes[sizes > 1]).tolist():
            members = owner[starts[sizes == size][:, None] + np.arange(size)]
            left, right = np.triu_indices(size, 1) if size <= _MOST_SHARERS else (slice(0, -1), slice(1, None))
            found.append(np.stack([members[:, left].ravel(), members[:, right].ravel()], axis=1))
    return np.concatenate(found)


def _each_once(pairs: _Pairs) -> _Pairs:
    """The pairs in order, sorted as single numbers: several times as fast as row by row."""
    above = int(pairs[:, 1].max(initial=0)) + 1
    return np.stack(np.divmod(np.unique(pairs[:, 0] * above + pairs[:, 1]), above), axis=1)


def _not_unlike(read: _Read, pairs: _Pairs) -> _Pairs:
    """The pairs less those whose sketches agree on too little for the texts to be the same."""
    n_shingles = np.diff(read.ends)
    kept = [pairs[:0]]
    for start in range(0, len(pairs), _PAIRS_AT_ONCE):
        some = pairs[start : start + _PAIRS_AT_ONCE]
        sizes = n_shingles[some]
        shared = _fewest_shared(sizes)
        least = np.clip(shared / np.maximum(1, sizes.sum(axis=1) - shared), 0, 1)  # Jaccard's index
        agree = (read.page_sketches[some[:, 0]] == read.page_sketches[some[:, 1]]).mean(axis=1)
        kept.append(some[agree >= least - _DEVIATIONS * np.sqrt(least * (1 - least) / PAGE_PERMUTATIONS)])
    return np.concatenate(kept)


def _shared(read: _Read, pairs: _Pairs) -> NDArray[np.int64]:
    """How many shingles each two pages share; the pairs are in order."""
    _, shingles = np.unique(read.shingles, return_inverse=True)
    of_page = np.split(shingles, read.ends[1:-1])
    is_in_one = np.zeros(len(shingles), bool)
    shared: list[int] = []
    ones, starts = np.unique(pairs[:, 0], return_index=True)
    for one, others in zip(ones.tolist(), np.split(pairs[:, 1], starts[1:]), strict=False):
        is_in_one[of_page[one]] = True
        shared += [int(np.count_nonzero(is_in_one[of_page[other]])) for other in others.tolist()]
        is_in_one[of_page[one]] = False
    return np.array(shared, np.int64)


class _Groups:
    """Sets of pages that grow together."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def _root(self, n: int) -> int:
        while self._parent[n] != n:
            self._parent[n] = self._parent[self._parent[n]]
            n = self._parent[n]
        return n

    def join(self, a: int, b: int) -> None:
        low, high = sorted((self._root(a), self._root(b)))
        self._parent[high] = low

    def members(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for n in range(len(self._parent)):
            found.setdefault(self._root(n), []).append(n)
        return list(found.values())


def _story(texts: Sequence[_Text]) -> Iterator[Story]:
    story_id = make_id("sty", min(r.page.source_id for r in texts))
    best = min(texts, key=lambda r: _rank(r, max(x.n_words for x in texts)))
    for reading in texts:
        alone = reading is best
        yield Story(
            source_id=reading.page.source_id,
            story_id=story_id,
            duplicate_of=None if alone else best.page.source_id,
            duplicate_kind=None if alone else _kind(reading, best),
        )


def _rank(reading: _Text, longest: int) -> tuple[bool, date, bool, int, str]:
    page = reading.page
    cut = reading.n_words < _EXCERPT_LENGTH * longest
    return (cut, page.published_min or date.max, page.outlet is None, -reading.n_words, page.source_id)


def _kind(reading: _Text, best: _Text) -> DuplicateKind:
    if reading.words == best.words:
        return DuplicateKind.EXACT
    short = reading.n_words < _EXCERPT_LENGTH * best.n_words
    return DuplicateKind.EXCERPT if short else DuplicateKind.NEAR
