"""Which of a page's names may be one person's: those that share their words, slips of spelling and initials aside.

Names are compared only with those that this finds, so that a page of thousands does not compare each with each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

# A slip lies two letters off at most, one in words below eight letters; longer words than names have are not varied.
_WITH_TWO, _LONGEST = 6, 24
_FEWEST = 4  # letters of a word that can have a slip


class NameIndex:
    """Names by number, found by their content words."""

    def __init__(self) -> None:
        self._by_word: dict[str, set[int]] = {}
        self._spelled: dict[str, set[int]] = {}
        self._initialled: dict[str, set[int]] = {}
        self._whole: dict[str, set[int]] = {}
        self._by_letters: dict[str, set[int]] = {}
        self._initialled_by_letters: dict[str, set[int]] = {}

    def add(self, number: int, words: Sequence[str]) -> None:
        """Take in the name of that number."""
        has_initial = any(len(w) == 1 for w in words)
        for key in {key for word in words for key in _with_halves(word)}:
            self._spelled.setdefault(key, set()).add(number)
        for key in {key for word in words for key in _word_keys(word)}:
            self._by_word.setdefault(key, set()).add(number)
            if has_initial:
                self._initialled.setdefault(key, set()).add(number)
        self._whole.setdefault(_together(words), set()).add(number)
        self._by_letters.setdefault(_first_letters(words), set()).add(number)
        if has_initial:
            self._initialled_by_letters.setdefault(_first_letters(words), set()).add(number)

    def of_name(self, words: Sequence[str]) -> list[int]:
        """The names that may be of one person with a name of several words, lowest number first.

        All that share two of its words are among them; of those with an initial, or if it has one, all that share one.
        """
        long = [w for w in words if len(w) > 1]
        found = set(self._whole.get(_together(words), ()))
        letters = self._initialled_by_letters if len(long) == len(words) else self._by_letters
        found |= letters.get(_first_letters(words), set())
        found = found.union(*(_at(self._initialled, w) for w in long))
        having = [_at(self._by_word, w) for w in long]
        if len(long) < len(words):
            return sorted(found.union(*having))
        return sorted(found.union(*(a & b for a, b in combinations(having, 2))))

    def with_word(self, word: str) -> list[int]:
        """The names, lowest number first, that have that word, or a half of it or it as a half, spelled so."""
        return sorted(set().union(*(self._spelled.get(key, ()) for key in _with_halves(word))))

    def of_word(self, word: str) -> list[int]:
        """The names, lowest number first, that may have that word, or a slip of it."""
        return sorted(_at(self._by_word, word))


def _at(index: Mapping[str, set[int]], word: str) -> set[int]:
    """The names under that word, or under a slip of it."""
    return set().union(*(index[key] for key in _word_keys(word) if key in index)) if index else set()


def _together(words: Sequence[str]) -> str:
    return "".join(words).replace("-", "")


def _first_letters(words: Sequence[str]) -> str:
    """The letters with which the name's first and last word begin."""
    return words[0][:1] + words[-1][:1]


@lru_cache(maxsize=20_000)
def _word_keys(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*_with_halves(word), *_without_letters(word)]))


def _with_halves(word: str) -> list[str]:
    return [word, *word.split("-")] if "-" in word else [word]


def _without_letters(word: str) -> Iterator[str]:
    """The word with one letter out, and two of a longer one: two words a slip apart have one of these in common."""
    if _FEWEST <= len(word) <= _LONGEST:
        for left_out in (1, 2) if len(word) >= _WITH_TWO else (1,):
            for kept in combinations(word, len(word) - left_out):
                yield "".join(kept)
