"""What expressions side by side lend each other: "in August and September 1914", "from the 13th to 19 October"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasks.dates.lexemes import Lexeme
from tasks.dates.readings import Parsed, Point, Reading


def lent(words: Sequence[Lexeme], parsed: Sequence[Parsed]) -> list[Parsed]:
    """The expressions, each with the month and the year that it shares with the one beside it."""
    out = list(parsed)
    for i in range(1, len(out)):
        if _joint(words, out[i - 1], out[i]) is not None:
            out[i] = replace(out[i], reading=_with_month(out[i].reading, out[i - 1].reading))
    for i in range(len(out) - 1, 0, -1):
        joint = _joint(words, out[i - 1], out[i])
        if joint is not None:
            is_list = joint.lower in ("and", "or")
            out[i - 1] = replace(out[i - 1], reading=_with_year(out[i - 1].reading, out[i].reading, is_list))
    return out


def _joint(words: Sequence[Lexeme], a: Parsed, b: Parsed) -> Lexeme | None:
    """The one word or dash between two expressions."""
    between = words[a.last + 1] if b.first == a.last + 2 else None
    return between if between is not None and between.code in "j-" else None


def _with_month(reading: Reading, before: Reading) -> Reading:
    """The second day of "May 4 and 5" is in May too."""
    if not (isinstance(reading, Point) and isinstance(before, Point)) or not _is_day_alone(reading):
        return reading
    if before.month is None or before.day is None:
        return reading
    return replace(reading, month=before.month, year=reading.year or before.year, within=before.within)


def _with_year(reading: Reading, after: Reading, is_list: bool) -> Reading:
    """What stands before a fuller date is of its month and year, or of those before where its own come later."""
    if not (isinstance(reading, Point) and isinstance(after, Point)) or after.month is None:
        return reading
    if reading.year is not None or reading.within is not None or reading.direction is not None:
        return reading
    month, year = reading.month, after.year
    if _is_day_alone(reading) and reading.day is not None and after.day is not None:
        month = after.month if reading.day <= after.day else after.month - 1 or 12
    if month is None:
        return reading
    if year is not None and month > after.month and not is_list:
        year -= 1
    return replace(reading, month=month, year=year, within=after.within)


def _is_day_alone(point: Point) -> bool:
    return point.day is not None and point.month is None and point.within is None
