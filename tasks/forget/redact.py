"""Names of the forgotten masked in text: letter by letter, so that offsets stay what they were."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tasks.forget.forgotten_file import Forgotten, Kind
from tasks.names.romanize import fold

BLOCK = "█"

# Letters and digits with their marks, and what stands in a word unseen (soft hyphen, zero-width characters)
_LETTER = r"(?:[^\W_]|[\u0300-\u036f\u064b-\u065f\u0670\u00ad\u200b-\u200f\u2060\ufeff])"
_WORD = re.compile(rf"{_LETTER}+(?:['’‘`´ʼʻʿʾ]{_LETTER}+)*")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_TAG = re.compile(r"<[^<>]*>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")


@dataclass(frozen=True, slots=True)
class Word:
    """A word in the text, folded for comparison. Offsets are code points, the end exclusive."""

    start: int
    end: int
    key: str


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as they are hashed."""
    return tuple(word.key for word in _words(name))


def redact(texts: Sequence[str | None], forgotten: Forgotten, source_id: str | None = None) -> list[str | None]:
    """The texts of one page or row with every forgotten name masked, in markup and addresses too.

    A name is a run of words; whatever stands between two of them (blanks, a line break, tags) does not matter.

    A text keeps its length, unless a name is spelled with entities (`&uuml;`): those become letters first. A family
    name alone is masked where the whole name stands in one of the texts, and where it is known to mean the person on
    that very page.
    """
    if not forgotten:
        return list(texts)
    read = [_Text(text) for text in texts]
    for text in read:
        text.mask_names(forgotten)
    whole = any(text.masked for text in read)
    for text in read:
        text.mask_words(lambda key: _is_short(key, forgotten, source_id, whole))
    return [text.result() for text in read]


def _is_short(key: str, forgotten: Forgotten, source_id: str | None, whole: bool) -> bool:
    if whole and forgotten.has(Kind.FAMILY, key):
        return True
    return source_id is not None and forgotten.has(Kind.SHORT, source_id, key)


class _Text:
    """One text and which of its characters are to be masked."""

    def __init__(self, given: str | None) -> None:
        self._given = given
        self._text = _letters_of_entities(given) if given and "&" in given else given or ""
        plain = _PERCENT.sub("   ", self._text) if "%" in self._text else self._text
        self._all = _words(plain)
        self.masked: set[Word] = set()

    def mask_names(self, forgotten: Forgotten) -> None:
        """Masks every run of words that is a forgotten name, read with the markup and without."""
        self._mask_runs(self._all, forgotten)
        if "<" in self._text or "&" in self._text:
            bare = _TAG.sub(lambda tag: "\x00" * len(tag.group()), self._text)
            bare = _ENTITY.sub(lambda entity: " " + "\x00" * (len(entity.group()) - 1), bare)
            self._mask_runs(_words(bare), forgotten)

    def mask_words(self, is_meant: Callable[[str], bool]) -> None:
        """Masks every single word that passes the test."""
        self.masked.update(word for word in self._all if is_meant(word.key))

    def result(self) -> str | None:
        """The text as given where nothing is masked in it."""
        if not self.masked:
            return self._given
        letters = list(self._text)
        for word in self.masked:
            letters[word.start : word.end] = BLOCK * (word.end - word.start)
        return "".join(letters)

    def _mask_runs(self, words: Sequence[Word], forgotten: Forgotten) -> None:
        longest = max(forgotten.lengths, default=0)
        for i in range(len(words)):
            keys: list[str] = []
            for word in words[i : i + longest]:
                keys.append(word.key)
                if len(keys) in forgotten.lengths and forgotten.has(Kind.NAME, *keys):
                    self.masked.update(words[i : i + len(keys)])


def _words(text: str) -> list[Word]:
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if end - start > 2 and text[end - 2] in "'’" and text[end - 1] in "sS":
            end -= 2  # the possessive
        key = fold(_UNSEEN.sub("", text[start:end])).replace(" ", "")
        if key:
            found.append(Word(start, end, key))
    return found


def _letters_of_entities(text: str) -> str:
    def letter(match: re.Match[str]) -> str:
        meant = html.unescape(match.group())
        return meant if len(meant) == 1 and meant.isalnum() else match.group()

    return _ENTITY.sub(letter, text)


def is_redacted(texts: Iterable[str | None]) -> bool:
    """Whether something is masked in one of the texts."""
    return any(text is not None and BLOCK in text for text in texts)
