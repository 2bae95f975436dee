"""Which days, months and seasons come again and again: "every Friday", "on a Monday", "hot in July"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tasks.dates.lexemes import Lexeme, cues
from tasks.dates.readings import Parsed, Point, Reading, Shifted

_RECURRING = cues("recurring")
_DAY_PARTS = cues("day_parts")
_HABIT = cues("habit")
_PAST = cues("past")
_AFTER_DAY = cues("after_day")
_STATE = cues("state")
_SPEAKERS = frozenset(("i", "we", "you", "my", "our", "your", "us", "me", "here"))
_REACH = 20  # words
_STILL = 6  # words


def recurs(words: Sequence[Lexeme], p: Parsed) -> bool:
    """Whether the words right beside a day, month or season make it one of many."""
    if not _is_bare(p):
        return False
    before = words[p.first - 1] if p.first else None
    after = words[p.last + 1] if p.last + 1 < len(words) else None
    if before is not None and before.lower in _RECURRING:
        return True
    if words[p.last].code != "W":
        return False
    if after is not None and after.lower in _DAY_PARTS:
        return True
    # "on a Monday", not "a Monday speech" nor "on 9 May 2016, a Monday"
    is_one_of_many = before is not None and before.code == "A" and not (p.first > 1 and words[p.first - 2].code == ",")
    return is_one_of_many and (after is None or not after.text.isalpha() or after.lower in _AFTER_DAY)


def is_habit(words: Sequence[Lexeme], p: Parsed) -> bool:
    """Whether the sentence of a bare month or season, which looks neither back nor ahead, tells what is always so."""
    reading = p.reading
    if not _is_bare(p) or not isinstance(reading, Point) or (reading.month is None and reading.season is None):
        return False
    if p.first and words[p.first - 1].lower in ("since", "until", "till", "by"):
        return False
    sentence = _sentence(words, p)
    return any(w.lower in _HABIT and not _is_done(after) for w, after in pairwise(sentence))


def is_today(reading: Reading) -> bool:
    """Whether the words say "today" or "this day"."""
    return isinstance(reading, Shifted) and reading.unit == "day" and reading.by == 0 and not reading.from_story


def is_set_phrase(words: Sequence[Lexeme], p: Parsed) -> bool:
    """Whether "today" stands in a phrase that says no more than "nowadays": "to this day", "still used today"."""
    if not is_today(p.reading) or words[p.last].code not in "TU":
        return False
    before = [w.lower for w in words[max(0, p.first - _STILL) : p.first]]
    if words[p.last].code == "U":
        return before[-1:] == ["to"]
    if before[-1:] in (["known"], ["used"]) or before[-2:] in (["what", "is"], ["in", "use"], ["it", "is"]):
        return True
    return "still" in before


def is_general_today(words: Sequence[Lexeme], p: Parsed) -> bool:
    """Whether a sentence of nobody's own speech has "today", and so may tell of the times and not of the day."""
    if not is_today(p.reading) or words[p.last].lower != "today":
        return False
    said = {w.lower for w in _sentence(words, p)}
    return not said.isdisjoint(_STATE | _HABIT) and said.isdisjoint(_SPEAKERS)


def _is_done(verb: Lexeme) -> bool:
    """Whether a word is a participle: "the case is heard in May" tells of one time."""
    return verb.lower.endswith("ed") or verb.lower in _PAST


def _sentence(words: Sequence[Lexeme], p: Parsed) -> list[Lexeme]:
    first, last = p.first, p.last
    while first > 0 and p.first - first < _REACH and words[first - 1].code not in ".|":
        first -= 1
    while last + 1 < len(words) and last - p.last < _REACH and words[last + 1].code not in ".|":
        last += 1
    return list(words[first : last + 1])


def _is_bare(p: Parsed) -> bool:
    reading = p.reading
    if not isinstance(reading, Point):
        return False
    given = (reading.year, reading.within, reading.direction, reading.day)
    return all(part is None for part in given) and not reading.from_story
