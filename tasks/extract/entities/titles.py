"""Titles of posts, and the words that go with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from schemas.vocab import TitleClass
from tasks.extract.language.lexicon import PhraseTable, rows


@dataclass(frozen=True, slots=True)
class Title:
    """A title as the lexicon has it; see the head of lexicons/titles.tsv for what the flags mean."""

    written: str
    title: str
    title_class: TitleClass
    flags: frozenset[str]


@cache
def titles() -> PhraseTable[Title]:
    """Every title by the words that it is written with."""
    listed = [
        Title(written, title, TitleClass(klass), frozenset(flags.split()))
        for written, title, klass, flags in rows("titles.tsv")
    ]
    return PhraseTable([*((t.written, t) for t in listed), *_plurals(listed)])


def _plurals(listed: Sequence[Title]) -> Iterator[tuple[str, Title]]:
    for title in listed:
        if title.flags & {"plural", "cased", "prenominal", "relational"} or title.written.endswith("."):
            continue
        first, _, rest = title.written.partition(" of ")
        many = [_plural(first) + (f" of {rest}" if rest else "")]
        head, _, last = title.written.partition(" general")
        if head != title.written and not last:
            many.append(_plural(head) + " general")  # attorneys general, secretaries general
        for written in many:
            yield written, replace(title, written=written, flags=title.flags | {"plural"})


def _plural(noun: str) -> str:
    for one, several in (("man", "men"), ("y", "ies"), ("ch", "ches"), ("s", "ses")):
        if noun.endswith(one) and not noun.endswith(("ey", "uty general")):
            return noun[: -len(one)] + several
    return noun + "s"


@cache
def _title_words() -> frozenset[str]:
    extra = (
        "deputy vice assistant acting former first second senior chief interim honorary "
        "foreign defence interior mr mrs ms dr prof"
    )
    return (
        frozenset(word.strip(".").lower() for row in rows("titles.tsv") for word in row[0].split())
        | frozenset(extra.split())
        | frozenset(row[0].split()[-1] for row in rows("missions.tsv"))
    )


def is_title_word(word: str) -> bool:
    """Whether a lower-case word occurs in titles ("deputy", "minister") or heads a mission ("embassy")."""
    return word in _title_words()
