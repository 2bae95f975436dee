"""What words say about names: titles, particles, given names, nouns for people, words of bodies and places."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "lexicons"


@dataclass(frozen=True, slots=True)
class TitleWord:
    """A form of address, rank or office; `gender` is m, f or - (either)."""

    kind: str
    gender: str


@dataclass(frozen=True)
class NameLexicons:
    """All word lists that the name reader asks; keys are folded (lower case, no diacritics)."""

    titles: dict[str, TitleWord]
    particles: frozenset[str]
    given: dict[str, str]
    weak_given: frozenset[str]
    surname_endings: tuple[str, ...]
    person_nouns: dict[str, str]
    human_verbs: frozenset[str]
    body_last: frozenset[str]
    body_first: frozenset[str]
    never: frozenset[str]
    common: frozenset[str]


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """The word in lower case, without diacritics, apostrophes straightened."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.replace("’", "'").replace("ʼ", "'").replace("‘", "'"))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).lower()
    return plain.translate(_LETTERS)


_LETTERS = str.maketrans(
    {"ʻ": "", "ǀ": "", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ħ": "h", "ə": "e"}
)


def rows(file_name: str) -> list[list[str]]:
    """The lexicon file's rows, comment lines left out."""
    lines = (FOLDER / file_name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


@cache
def word_group(group: str) -> frozenset[str]:
    """The words of one group of `name_word_groups.tsv`; raises KeyError for a group that the file does not hold."""
    found = [word for name, words in rows("name_word_groups.tsv") if name == group for word in words.split()]
    if not found:
        raise KeyError(group)
    return frozenset(found)


@cache
def lexicons() -> NameLexicons:
    """All lists, read once a process."""
    words = {
        name: frozenset(fold(r[0]) for r in rows(f"{name}.txt"))
        for name in ("name_particles", "human_verbs", "never_names", "common_words")
    }
    bodies = rows("body_words.tsv")
    given: dict[str, str] = {}
    weak: set[str] = set()
    for name, gender, strength in rows("given_names.tsv"):
        key = fold(name)
        given[key] = gender if given.get(key, gender) == gender else "-"
        if strength == "weak":
            weak.add(key)
    return NameLexicons(
        titles={fold(w): TitleWord(kind, gender) for w, kind, gender in rows("name_titles.tsv")},
        particles=words["name_particles"],
        given=given,
        weak_given=frozenset(weak),
        surname_endings=tuple(fold(r[0]) for r in rows("surname_endings.txt")),
        person_nouns={fold(w): gender for w, gender in rows("person_nouns.tsv")},
        human_verbs=words["human_verbs"],
        body_last=frozenset(fold(w) for w, where in bodies if where == "last"),
        body_first=frozenset(fold(w) for w, where in bodies if where == "first"),
        never=words["never_names"],
        common=words["common_words"],
    )


@lru_cache(maxsize=1 << 16)
def is_common(word: str) -> bool:
    """Whether the folded word, or the word that it is a form of, is one that pages write in lower case."""
    common = lexicons().common
    if word in common:
        return True
    return any(
        word.endswith(ending) and len(word) - len(ending) > 2 and word[: -len(ending)] + back in common
        for ending, backs in _FORMS
        for back in backs
    )


_FORMS = (
    ("s", ("",)),
    ("es", ("", "e")),
    ("ies", ("y",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
    ("ly", ("",)),
    ("'s", ("",)),
    ("er", ("", "e")),
)


def has_surname_ending(word: str) -> bool:
    """Whether the folded word ends as surnames of some language do (-enko, -shvili, -zadeh, -sson)."""
    return len(word) > 4 and word.endswith(lexicons().surname_endings)
