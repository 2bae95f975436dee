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
_ABBREVIATION = cues("abbreviation")
_SUDDEN = cues("sudden")
_BEFORE_TO = ("is", "are", "am", "set", "likely", "about", "poised", "plan", "plans")  # "is to", "set to"
_HAD = ("had", "was", "were", "took", "taken")  # "had been due to", "took effect": what was ahead is over
_IS = ("is", "are", "being")  # "is heard": neither behind nor ahead
_BACK, _ON = 25, 15  # words
_AHEAD_BACK = 12  # words: "would" farther back is of another clause
_AUXILIARY = 3  # words between an auxiliary and its participle, itself included


def tense_at(words: Sequence[Lexeme], first: int, last: int) -> Tense:
    """Where the clause of words `first` to `last` looks: the nearest verb before decides, else the nearest after."""
    if _is_of_the_sudden(words, last):
        return Tense.PAST
    if first > 2 and words[first - 1].lower == "as" and words[first - 2].lower in ("early", "soon"):
        return Tense.FUTURE  # "as early as Tuesday"
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


def _is_of_the_sudden(words: Sequence[Lexeme], last: int) -> bool:
    """Whether the words name by its day what could not be foreseen: "Friday's bombing"."""
    after = [w for w in words[last + 1 : last + 3] if w.code != "s"]
    return words[last].code == "W" and bool(after) and after[0].lower in _SUDDEN


def _tense_of(words: Sequence[Lexeme], i: int) -> Tense:
    word = words[i].lower
    if _is_ahead(words, i):
        return Tense.FUTURE
    if word in _PAST or (word.endswith("ed") and len(word) > 4 and words[i].text.islower()):
        # "will be named", "is to be moved": a participle looks where its auxiliary looks
        auxiliaries = range(max(0, i - _AUXILIARY), i)
        if any(_is_ahead(words, j) for j in auxiliaries):
            return Tense.FUTURE
        if i > 2 and words[i - 1].lower == "be" and words[i - 2].lower == "to" and words[i - 3].lower not in _HAD:
            return Tense.FUTURE  # "rules to be published"
        return Tense.UNKNOWN if i and words[i - 1].lower in _IS else Tense.PAST
    return Tense.UNKNOWN


def _is_ahead(words: Sequence[Lexeme], i: int) -> bool:
    word = words[i].lower
    is_fixed = word == "planning" or (i + 1 < len(words) and words[i + 1].lower == "for")  # "was planned for Monday"
    if not is_fixed and any(words[j].lower in _HAD for j in range(max(0, i - 2), i)):
        return False
    if i + 1 < len(words) and words[i + 1].lower == "for" and word == "set":
        return True
    return word in _AHEAD or (word in _BEFORE_TO and i + 1 < len(words) and words[i + 1].lower == "to")


def _ends_sentence(words: Sequence[Lexeme], i: int) -> bool:
    before = words[i - 1] if i else None
    if words[i].text == "." and before is not None and before.end == words[i].start:
        if len(before.text) == 1 and before.text.isalpha():
            return False  # "Daniel P. Davison", "4 a.m. Thursday"
        if before.lower in _ABBREVIATION:
            return False
    after = words[i + 1] if i + 1 < len(words) else None
    return after is None or (after.start > words[i].end and (after.text[:1].isupper() or not after.text[:1].isalpha()))
