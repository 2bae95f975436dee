"""What is kept of each page's words to find copies of it: hashes of runs of words, and MinHash sketches of them.

Made page by page, so that a run in which little is new compares without reading every text again.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from datasketch import MinHash
from numpy.typing import NDArray

from schemas.ids import digest
from schemas.stages import CleanPage, PageSketch
from tasks.clean.cues import fold_line

PAGE_PERMUTATIONS = 128
PARAGRAPH_PERMUTATIONS = 32

_SHINGLE = 3  # words
_SHORTEST_PARAGRAPH = 15  # words
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)  # odd, one a word
_TO_31_BITS = np.uint64(33)  # what a column of whole numbers holds, without a sign

_Hashes = NDArray[np.int32]


def sketch_pages(pages: Iterable[CleanPage]) -> list[PageSketch]:
    """One sketch a page, in the order given."""
    return [_sketch(page) for page in pages]


def _sketch(page: CleanPage) -> PageSketch:
    paragraphs = [fold_line(p).split() for p in page.text[page.body_start :].split("\n\n")]
    words = [word for paragraph in paragraphs for word in paragraph]
    shingles = _shingles(words)
    long = [_shingles(p) for p in paragraphs if len(p) >= _SHORTEST_PARAGRAPH]
    return PageSketch(
        source_id=page.source_id,
        words_sha256=digest(" ".join(words)),
        n_words=len(words),
        shingles=shingles.tolist(),
        page_sketch=_min_hashes([shingles], PAGE_PERMUTATIONS),
        paragraph_sketches=_min_hashes(long, PARAGRAPH_PERMUTATIONS),
    )


def _min_hashes(sets: Sequence[_Hashes], permutations: int) -> list[int]:
    """The sketches of all sets, one after another."""
    made = MinHash.generator((hashes.tolist() for hashes in sets), num_perm=permutations, hashfunc=_as_is)
    # MinHash's values take 32 bits; a column's numbers have a sign
    return [n for one in made for n in one.hashvalues.astype(np.uint32).view(np.int32).tolist()]


def _as_is(value: Any) -> Any:
    """The hash itself: what MinHash would hash is hashed already."""
    return value


def _shingles(words: Sequence[str]) -> _Hashes:
    """The hashes of all runs of three words, each once; of a shorter text the one of all its words."""
    hashes = np.zeros(max(_SHINGLE, len(words)), np.uint64)
    hashes[: len(words)] = list(map(_word_hash, words))
    last = len(hashes) - _SHINGLE + 1
    mixed = sum((hashes[n : n + last] * _FACTORS[n] for n in range(_SHINGLE)), np.zeros(last, np.uint64))
    return np.unique((mixed >> _TO_31_BITS).astype(np.int32))


@lru_cache(maxsize=1_000_000)
def _word_hash(word: str) -> int:
    return zlib.crc32(word.encode())
