"""Word lists of the rule engine, and how a phrase of several words is looked up in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Generic, TypeVar

from tasks.extract.language.document import Token, tokenize

V = TypeVar("V")


def rows(name: str) -> Iterator[list[str]]:
    """The rows of `lexicons/NAME`, comments and empty lines left out."""
    text = files("tasks.extract").joinpath("lexicons", name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


@cache
def words(name: str) -> frozenset[str]:
    """All words of `lexicons/NAME`, whatever the line they stand on."""
    return frozenset(word for row in rows(name) for cell in row for word in cell.split())


def several(cell: str) -> list[str]:
    """The values of a cell that holds several, separated by `|`."""
    return [value for value in cell.split("|") if value]


class PhraseTable(Generic[V]):
    """Phrases looked up by tokens, letter case and the full stops of abbreviations aside."""

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        """Later entries give way to earlier ones of the same words."""
        self._values: dict[tuple[str, ...], V] = {}
        self._longest: dict[str, int] = {}
        for phrase, value in entries:
            key = phrase_key(phrase)
            if key:
                self._values.setdefault(key, value)
                self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def longest_at(self, tokens: Sequence[Token], at: int) -> tuple[int, V] | None:
        """The end (a token index, exclusive) and value of the longest phrase that begins at a token."""
        longest = self._longest.get(_plain(tokens[at]))
        if longest is None:
            return None
        key: list[str] = []
        found: tuple[int, V] | None = None
        i = at
        while i < len(tokens) and len(key) < longest:
            if tokens[i].text == ".":
                if not key or tokens[i].start != tokens[i - 1].end:
                    break
                i += 1
                continue
            key.append(_plain(tokens[i]))
            i += 1
            value = self._values.get(tuple(key))
            if value is not None:
                found = (i, value)
        if found is None:
            return None
        end, value = found
        if 0 < end < len(tokens) - 1 and tokens[end].text == "." and tokens[end].start == tokens[end - 1].end:
            end += 1  # "Lt." inside a sentence
        return end, value

    def get(self, phrase: str) -> V | None:
        """The value of exactly this phrase."""
        return self._values.get(phrase_key(phrase))


def phrase_key(phrase: str) -> tuple[str, ...]:
    """A phrase as it is looked up: lower-case words without full stops."""
    if phrase.isalpha():
        return (phrase.lower(),)
    if phrase.replace(" ", "").isalpha():
        return tuple(phrase.lower().split())
    return tuple(_plain(t) for t in tokenize(phrase) if t.text != ".")


def _plain(token: Token) -> str:
    return _plain_word(token.text)


@lru_cache(maxsize=1 << 16)
def _plain_word(text: str) -> str:
    word = text.lower().replace("’", "'")
    return word.replace(".", "") if word[:1].isalpha() else word
