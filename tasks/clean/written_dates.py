"""Dates as mastheads and bylines write them: full dates in figures or words, and lines that hold little else."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = {name.lower(): n for n in range(1, 13) for name in (calendar.month_name[n], calendar.month_abbr[n])}
_MONTHS["sept"] = 9
_WEEKDAYS = {name.lower(): n for n in range(7) for name in (calendar.day_name[n], calendar.day_abbr[n])}
_WEEKDAYS |= {"tues": 1, "wednes": 2, "thur": 3, "thurs": 3}
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:1[89]\d\d|20\d\d)"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b)"
_FULL = re.compile(
    rf"(?P<wd>{_WEEKDAY}[,.]?\s+(?:the\s+)?)?(?<!\d)"
    rf"(?:(?P<d1>{_DAY})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<m1>{_MONTH})[,]?[\s-]+(?P<y1>{_YEAR})"
    rf"|(?P<m2>{_MONTH})\s+(?P<d2>{_DAY})(?:st|nd|rd|th)?,?\s+(?P<y2>{_YEAR})"
    rf"|(?P<y3>{_YEAR})[-/.](?P<m3>0?[1-9]|1[0-2])[-/.](?P<d3>{_DAY})"
    rf"|(?P<a>{_DAY})[-/.](?P<b>{_DAY})[-/.](?P<y4>{_YEAR}))(?!\d)"
    rf"(?P<wd2>,?\s*\(?{_WEEKDAY}\)?)?",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(rf"(?<![\w.])(?P<m>{_MONTH})[,\s]+(?P<y>{_YEAR})(?!\d)", re.IGNORECASE)
_DAY_MONTH = re.compile(
    rf"(?P<wd>{_WEEKDAY}[,.]?\s+)?(?<![\d.])(?:(?P<d1>{_DAY})(?:st|nd|rd|th)?\s+(?P<m1>{_MONTH})"
    rf"|(?P<m2>{_MONTH})\s+(?P<d2>{_DAY})(?:st|nd|rd|th)?)(?![\d,]*\s?\d)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?:\bat\s+)?\b\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s*(?:GMT|UTC|BST|CET|CEST|EST|EDT"
    r"|ET|PST|PT|IST|KST|JST|WAT|EAT|hrs?|local time)\b)?"
    r"|\b\d{1,2}\s*[ap]\.?m\b\.?|\bnoon\b",
    re.IGNORECASE,
)
_DATE_WORDS = re.compile(
    r"\b(?:posted|published|updated|last|first|modified|created|date|dated|issued|issue|on|at|by"
    r"|edition|print|web|online|time|added|of|"
    r"week(?:end)?|the|no|vol|and|am|pm|gmt|utc|hrs?|feast|st)\b",
    re.IGNORECASE,
)
_LONGEST_LINE = 400  # characters in which a date is looked for
_LETTERS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date found in a line: EDTF, its place in the line, and whether a weekday stands with it."""

    edtf: str
    start: int
    end: int
    weekday: bool


def full_dates(text: str) -> Iterator[WrittenDate]:
    """The dates of day, month and year in the text, in its order.

    Figures that may be day and month in either order are settled by the weekday, else they give the interval between
    the two readings.
    """
    for m in _FULL.finditer(text):
        weekday = _weekday(m["wd"]) if m["wd"] else _weekday(m["wd2"]) if m["wd2"] else None
        days = list(_readings(m))
        if weekday is not None and len(days) > 1:
            days = [d for d in days if d.weekday() == weekday] or days
        if days:
            low, high = min(days), max(days)
            edtf = low.isoformat() if low == high else f"{low.isoformat()}/{high.isoformat()}"
            yield WrittenDate(edtf, m.start(), m.end(), weekday is not None)


def month_dates(text: str) -> Iterator[WrittenDate]:
    """The dates of month and year in the text that name no day."""
    for m in _MONTH_YEAR.finditer(text):
        if not re.search(rf"\b{_DAY}(?:st|nd|rd|th)?(?:\s+of)?\s*$", text[max(0, m.start() - 9) : m.start()]):
            yield WrittenDate(f"{m['y']}-{_month(m['m']):02d}", m.start(), m.end(), weekday=False)


def yearless_dates(text: str) -> Iterator[WrittenDate]:
    """The dates of day and month in the text that name no year."""
    for m in _DAY_MONTH.finditer(text):
        month, day = _month(m["m1"] or m["m2"]), int(m["d1"] or m["d2"])
        if day <= calendar.monthrange(2000, month)[1]:
            yield WrittenDate(f"XXXX-{month:02d}-{day:02d}", m.start(), m.end(), m["wd"] is not None)


def words_beside_dates(text: str) -> int:
    """How many words the line holds that belong to no date, clock time or their labels."""
    rest = text[:_LONGEST_LINE]
    for pattern in (_FULL, _MONTH_YEAR, _DAY_MONTH, _CLOCK, _DATE_WORDS):
        rest = pattern.sub(" ", rest)
    rest = re.sub(rf"\b{_WEEKDAY}", " ", rest, flags=re.IGNORECASE)
    return len(_LETTERS.findall(rest))


def has_date(text: str) -> bool:
    """Whether the text holds a date of any precision down to a month, or a clock time."""
    text = text[:_LONGEST_LINE]
    patterns = (_FULL, _MONTH_YEAR, _DAY_MONTH, _CLOCK)
    return any(p.search(text) for p in patterns) or text.strip(" .,").lower() in _WEEKDAYS


def _readings(m: re.Match[str]) -> Iterator[date]:
    if m["y1"]:
        options = [(m["y1"], _month(m["m1"]), m["d1"])]
    elif m["y2"]:
        options = [(m["y2"], _month(m["m2"]), m["d2"])]
    elif m["y3"]:
        options = [(m["y3"], int(m["m3"]), m["d3"])]
    else:
        options = [(m["y4"], int(m["b"]), m["a"]), (m["y4"], int(m["a"]), m["b"])]
        if "/" not in m.group() and int(m["b"]) <= 12:  # dots and dashes stand where the day is written first
            options = options[:1]
    for year, month, day in options:
        if 1 <= month <= 12 and int(day) <= calendar.monthrange(int(year), month)[1]:
            yield date(int(year), month, int(day))


def _month(text: str) -> int:
    return _MONTHS[text.lower().rstrip(".")]


def _weekday(text: str) -> int:
    word = text.strip(" ,.()").split()[0].lower().strip(",.")
    return _WEEKDAYS[word]
