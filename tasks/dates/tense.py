"""Whether the words around an expression look back or ahead."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from tasks.dates.lexemes import Lexeme, cues


class Tense(Enum):
    """Where the clause looks."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


_AHEAD = cues("ahead")
_PAST = cues("past")
_BEFORE_TO = ("is", "are", "am", "set", "likely", "about", "poised")  # "is to", "set to"
_HAD = ("had", "was", "were")  # "had been due to": what was ahead is over
_BACK, _ON = 25, 15  # words
_AHEAD_BACK = 12  # words: "would" farther back is of another clause
_AUXILIARY = 3  # words between an auxiliary and its participle, itself included


def tense_at(words: Sequence[Lexeme], first: int, last: int) -> Tense:
    """Where the clause of words `first` to `last` looks: the nearest verb before decides, else the nearest after."""
    for i in range(first - 1, max(-1, first - _BACK), -1):
        if words[i].code in "|" or (words[i].code == "." and _ends_sentence(words, i)):
            break
        found = _tense_of(words, i) if words[i].code == "x" else Tense.UNKNOWN
        if found is Tense.PAST or (found is Tense.FUTURE and first - i <= _AHEAD_BACK):
            return found
    for i in range(last + 1, min(len(words), last + _ON)):
        if words[i].code in "|" or (words[i].code == "." and _ends_sentence(words, i)):
            break
        found = _tense_of(words, i) if words[i].code == "x" else Tense.UNKNOWN
        if found is not Tense.UNKNOWN:
            return found
    return Tense.UNKNOWN


def _tense_of(words: Sequence[Lexeme], i: int) -> Tense:
    word = words[i].lower
    if _is_ahead(words, i):
        return Tense.FUTURE
    if word in _PAST or (word.endswith("ed") and len(word) > 4 and words[i].text.islower()):
        # "will be named", "is to be moved": a participle looks where its auxiliary looks
        ahead = any(_is_ahead(words, j) for j in range(max(0, i - _AUXILIARY), i))
        return Tense.FUTURE if ahead else Tense.PAST
    return Tense.UNKNOWN


def _is_ahead(words: Sequence[Lexeme], i: int) -> bool:
    word = words[i].lower
    if any(words[j].lower in _HAD for j in range(max(0, i - 2), i)):
        return False
    return word in _AHEAD or (word in _BEFORE_TO and i + 1 < len(words) and words[i + 1].lower == "to")


def _ends_sentence(words: Sequence[Lexeme], i: int) -> bool:
    after = words[i + 1] if i + 1 < len(words) else None
    return after is None or (after.start > words[i].end and (after.text[:1].isupper() or not after.text[:1].isalpha()))
