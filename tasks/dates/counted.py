"""What the kinds of expression say that count from another date: "last week", "two years ago", "the day before".

A reader returns None where the words around make its words something else.
"""

from __future__ import annotations

from tasks.dates.matched import Words, which_of, year_of
from tasks.dates.readers import read_month
from tasks.dates.readings import Nth, Offset, Point, Reading, Shifted, Stretch, Unsettled

_OWNERS = ("my", "our", "your", "his", "her", "its", "their", "s", "'s")


def read_unit(words: Words) -> Reading | None:
    """A unit that the words point at: "last week", "that same month", "the past two years", "the end of the month"."""
    which, unit = which_of(words), words.every("UV")[0]
    count = words.find("NdnA")
    if unit.value == "hour":
        return Unsettled()
    if which is None:  # "the end of the month", "earlier in the week", "the weekend"
        if unit.value == "weekend":
            return Shifted("weekend", 0)
        if unit.value == "quarter" and words.last - words.first == 1:
            return Shifted("quarter", -1)  # in business news, the one that ended last
        is_placed = words.find("EL") is not None and unit.value in ("week", "month", "quarter", "year")
        return Shifted(unit.value, 0, is_bare=True) if is_placed else None
    by, from_story = which
    pointer = words.every("P")[-1].value
    if count is not None:
        return Stretch(unit.value, by * count.number, from_story) if by else Unsettled()
    if unit.code == "V":
        return Unsettled()
    if unit.value == "half":
        return None
    if pointer == "past":
        return Stretch(unit.value, -1) if unit.value != "weekend" else Shifted("weekend", -1)
    if unit.value == "day" and pointer == "last" and words.before is not None and words.before.lower in _OWNERS:
        return Unsettled()  # "his last day in office"
    if pointer == "last" and unit.value in ("day", "decade", "century") and words.find("t"):
        return Unsettled() if unit.value == "day" else Stretch(unit.value, -1)
    return Shifted(unit.value, by, from_story)


def read_unit_end(words: Words) -> Reading | None:
    """The end of the week, month or year under way: "year-end", "by month's end"."""
    unit, is_end = words.every("U")[0], words.every("E")[0].value == "end"
    return Shifted(unit.value, 0, is_bare=True) if is_end and unit.value in ("week", "month", "year") else None


def read_part_of_day(words: Words) -> Reading | None:
    """A day by its part: "this morning", "that night", "the following evening"."""
    which = which_of(words)
    if which is None:
        return None
    by, from_story = which
    if by == 1 and not from_story:
        from_story = True
    return Shifted("day", by, from_story)


def read_deictic(words: Words) -> Reading | None:
    """A day counted from today: "yesterday", "tomorrow night"."""
    return Shifted("day", words.every("T")[0].number)


def read_beside(words: Words) -> Reading | None:
    """Such as "the day before", "the night before", "the day before yesterday"."""
    anchor, shift = words.find("T"), words.every("L")[0]
    unit = words.find("U")
    if shift.lower not in ("before", "after", "earlier", "later", "previously"):
        return None
    if anchor is not None:
        return Shifted("day", anchor.number + shift.number)
    if _clause_follows(words):
        return Unsettled(is_calendar=True)
    name = unit.value if unit else "day"
    return Shifted(name, shift.number, True) if name not in ("hour", "quarter", "half") else Unsettled()


def read_offset(words: Words) -> Reading | None:
    """So many units before or after: "two weeks ago", "a year earlier", "three days later"."""
    count, unit = words.find("NdnA"), words.every("UV")[0]
    many = words.find("Ndn") or count
    if unit.value in ("hour", "half"):
        return Unsettled()
    back = words.find("G")
    n = many.number if many else 1
    if back is not None:
        return Offset(unit.value, -n, from_story=False)
    shift = words.every("L")[0]
    if shift.lower in ("before", "after", "previously") and _clause_follows(words):
        return Unsettled(is_calendar=True)
    if shift.lower == "hence":
        return Offset(unit.value, n, from_story=False)
    return Offset(unit.value, n * shift.number, from_story=True)


def _clause_follows(words: Words) -> bool:
    """Whether "before" or "after" goes on to say what ("the day after he was freed")."""
    after = words.after
    if after is None or after.code in ".,;|)-":
        return False
    return after.lower not in ("and", "but", "when", "in", "at", "on", "by", "with", "that", "for", "to", "as", "from")


def read_nth(words: Words) -> Reading | None:
    """A week or day of a longer time: "the first week of October 2010"."""
    ordinal, unit = words.find("oP"), words.every("U")[0]
    split = next(i for i in range(words.first, words.last) if words.all[i].code == "f")
    inner = Words(words.all, split + 1, words.last)
    whole = read_month(inner) if inner.find("M") else Point(year=year_of(inner))
    if not isinstance(whole, Point) or ordinal is None or unit.value not in ("day", "week", "weekend", "month"):
        return None
    if ordinal.code == "P" and ordinal.value != "last":
        return None
    return Nth(unit.value, -1 if ordinal.code == "P" else ordinal.number, whole)


def read_nothing(_: Words) -> Reading | None:
    """Words that name no point in time: durations, "recently"."""
    return Unsettled()
