"""A written name in its parts: what is left of it without honorifics, and which part is the family's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tasks.names.lexicon import words
from tasks.names.romanize import fold


@dataclass(frozen=True, slots=True)
class Name:
    """A name in folded parts (lower-case Latin letters).

    `given` holds given and middle names and initials in order, `family` the family name's words, particles left out.
    A name of one word is all `family`: which one it is cannot be seen. `suffix` is "jr", "iii" and the like.
    `family_first` where the family name was written first.
    """

    written: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    suffix: str | None = None
    family_first: bool = False
    honorifics: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """Every part that tells people apart, in the usual order: given names, then family name."""
        return (*self.given, *self.family)

    @property
    def is_single(self) -> bool:
        """Whether only one part is known: a surname alone, or a mononym."""
        return not self.given

    @property
    def key(self) -> str:
        """The parts in one string: equal for spellings that differ in marks, particles and order only."""
        return " ".join(self.parts)


@lru_cache(maxsize=200_000)
def parse_name(text: str) -> Name:
    """The name that `text` writes.

    An upper-case word beside mixed-case ones is the family name ("Sergey LAVROV", "KIM Jong-un"), and so are words
    before a comma ("Heydari, Mohammad Reza"). Otherwise the last word is, or the first of two or three where it is a
    family name of a culture that writes it first.
    """
    text = re.sub(r"\([^)]*\)", " ", text)
    comma_family: tuple[str, ...] = ()
    head, comma, tail = text.partition(",")
    if comma and fold(tail) and not set(fold(tail).split()) <= words("suffixes"):
        comma_family = tuple(_meaningful(_split(head)))
        text = f"{tail} {head}"
    tokens = _split(text)
    honorifics = []
    while len(tokens) > 1 and _folded(tokens[0]) in words("honorifics"):
        honorifics.append(_folded(tokens.pop(0)))
    suffix = None
    while len(tokens) > 1 and _folded(tokens[-1]) in words("suffixes"):
        suffix = _folded(tokens.pop())
    parts = _meaningful(tokens)
    if not parts:
        return Name(text, (), (), suffix, honorifics=tuple(honorifics))
    family = comma_family or _shouted(tokens)
    first = False
    if not family:
        first = 2 <= len(parts) <= 3 and parts[0] in words("family_first") and parts[-1] not in words("family_first")
        family = (parts[0],) if first else (parts[-1],)
    elif len(parts) > 1:
        first = not comma_family and parts[: len(family)] == list(family) and parts[-len(family) :] != list(family)
    given = list(parts)
    for word in family:
        if word in given and len(given) > 1:
            # The last occurrence is the family name's ("Ali Mohammed Ali"), the first one where it is written first
            at = given.index(word) if first else len(given) - 1 - given[::-1].index(word)
            del given[at]
    if tuple(given) == family:
        given = []
    return Name(text.strip(), tuple(given), tuple(family), suffix, first, tuple(honorifics))


def _split(text: str) -> list[str]:
    # "J.-C. Juncker" and "G.W. Bush": initials are words of their own
    text = re.sub(r"(?<=\b[^\W\d_])\.", ". ", text)
    return [token for token in re.split(r"[\s\-–‐‑/]+", text) if fold(token)]


def _folded(token: str) -> str:
    return fold(token).replace(" ", "")


def _meaningful(tokens: list[str]) -> list[str]:
    folded = [_folded(token) for token in tokens]
    # An initial is no particle: "E. Husseini", but "Ortega y Gasset"
    kept = []
    for word, token in zip(folded, tokens, strict=True):
        is_initial = len(word) == 1 and token[:1].isupper()
        if is_initial or word not in words("particles"):
            kept.append(word)
    return kept or folded


def _shouted(tokens: list[str]) -> tuple[str, ...]:
    """The words in capitals where others are not: the family name as lists and cables write it."""
    loud = [t for t in tokens if len(_folded(t)) > 2 and t.isupper()]
    if not loud or len(loud) == len([t for t in tokens if len(_folded(t)) > 1]):
        return ()
    return tuple(_meaningful(loud))
