"""How old a page says that its people are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from tasks.extract.language.document import Document
from tasks.extract.people.name_groups import NamedPerson

_NUMBERS = {
    w: n
    for n, w in enumerate(
        [
            "twenty",
            "twenty-one",
            "twenty-two",
            "twenty-three",
            "twenty-four",
            "twenty-five",
            "twenty-six",
            "twenty-seven",
            "twenty-eight",
            "twenty-nine",
        ],
        20,
    )
} | {
    f"{tens}{'-' + unit if unit else ''}": 10 * n + k
    for n, tens in enumerate(["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 3)
    for k, unit in enumerate(["", *["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]])
}
_AGE = r"(\d{2}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]{3,5})?)"
_AGE_AFTER = re.compile(
    rf"(?:,? (?:who (?:is|was|turned|turns)|is|was|aged?)|"
    rf", (?:now|then|aged|age|only|just)|,| \(|, who (?:is|was) (?:now|then))"
    rf" ?{_AGE}(?=[,.;:)—-]| years? old| and | at the time| this | next | last | in |$)",
)
_AGE_BEFORE = re.compile(r"(\d{2})[- ]year[- ]old(?: [\w'’-]+){0,6}[, ]*$")
_DIED = re.compile(r"\b(?:died|dies|dead)\b")
_DIED_AT = re.compile(rf"\b(?:died|dies|dead)\b[^.;\n]{{0,60}}?\b(?:at|aged)(?: the age of)? {_AGE}(?=[,.;]|\s|$)")
_PRONOUN_AGE = re.compile(
    rf"(?:is|was|turned|turns) (?:now |then )?{_AGE}(?=[,.;]| years? old| at the time| and | when )"
)


class StatedAges:
    """The ages that a page gives beside its people's names."""

    def __init__(self, document: Document) -> None:
        self._document = document
        deaths = [(m.start(), m) for s in document.sentences for m in _deaths(document.text, s.start, s.end)]
        self._death_starts = [start for start, _ in deaths]
        self._deaths = [m.group(1) for _, m in deaths]

    def of(self, person: NamedPerson) -> int | None:
        """The person's age in whole years; None where the page does not say."""
        text = self._document.text
        for span in person.spans:
            after = _AGE_AFTER.match(text, span.end)
            if after:
                return _years(after.group(1))
            sentence = self._document.sentences[span.sentence]
            before = _AGE_BEFORE.search(text[max(sentence.start, span.start - 90) : span.start])
            if before:
                return int(before.group(1))
            died = bisect_left(self._death_starts, span.end)
            if died < len(self._deaths) and self._death_starts[died] < sentence.end:
                return _years(self._deaths[died])
        return None


def _deaths(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Each "died ... at 70" of the sentence, where it begins."""
    for word in _DIED.finditer(text, start, end):
        m = _DIED_AT.match(text, word.start(), end)
        if m:
            yield m


def age_by_pronoun(document: Document, end: int) -> int | None:
    """The age in "He is 61", where `end` is the pronoun's end."""
    m = _PRONOUN_AGE.match(document.text[end + 1 : end + 60])
    return _years(m.group(1)) if m else None


def age_in_description(description: str) -> int | None:
    """The age in "the 52-year-old" and "the 52-year-old engineer"."""
    m = _YEAR_OLD.search(description)
    return int(m.group(1)) if m else None


_YEAR_OLD = re.compile(r"\b(\d{2})[- ]year[- ]old\b")


def _years(written: str) -> int | None:
    return int(written) if written.isdigit() else _NUMBERS.get(written)
