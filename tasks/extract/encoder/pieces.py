"""What training and reading must see alike: shapes of words, and how a text's sentences make up chunks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

CLS, SEP = 101, 102  # pieces that open and close a chunk
SHAPES = 8


def shape_of(word: str) -> int:
    """The number of the word's shape: 0 none, digits, marks, CAPITALS, one capital, Capitalised, lower case, other."""
    if not word:
        return 0
    if word.isdigit():
        return 1
    if not word[0].isalnum():
        return 2
    if word.isupper():
        return 3 if len(word) > 1 else 4
    if word[0].isupper():
        return 5
    return 6 if word.islower() else 7


def windows(lengths: Sequence[int], longest: int, context: int) -> Iterator[tuple[int, int, int]]:
    """(first, end, new): runs of sentences, by their numbers of pieces, that fit a chunk of `longest` pieces.

    The sentences before `new` only give context, of so many pieces at most.
    """
    new = 0
    while new < len(lengths):
        first, count = new, 0
        while first > 0 and count + lengths[first - 1] <= context:
            first -= 1
            count += lengths[first]
        end = new
        while end < len(lengths) and (end == new or count + lengths[end] <= longest):
            count += lengths[end]
            end += 1
        yield first, end, new
        new = end
