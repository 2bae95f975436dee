"""The date reader in the form that TIMEX3 scorers ask for: (start, end, value) triples."""

from __future__ import annotations

import re
from datetime import date

from tasks.dates.find import find_times
from tasks.dates.model import Reference, TimeExpression

_PART_OF_DAY = {"morning": "MO", "dawn": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "tonight": "NI"}
_SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}


def find(text: str, written_on: str | None) -> list[tuple[int, int, str | None]]:
    """TIMEX3 values of the text's expressions."""
    reference = None
    if written_on and re.fullmatch(r"\d{4}-\d\d-\d\d", written_on):
        day = date.fromisoformat(written_on)
        reference = Reference(day, day)
    return [(t.start, t.end, _timex(t)) for t in find_times(text, reference)]


def find_tei(text: str, written_on: str | None) -> list[tuple[int, int, str | None]]:
    """TEI values: `when`, or `from/to` as days."""
    reference = None
    if written_on and re.fullmatch(r"\d{4}-\d\d-\d\d", written_on):
        day = date.fromisoformat(written_on)
        reference = Reference(day, day)
    return [(t.start, t.end, _tei(t)) for t in find_times(text, reference)]


def _timex(t: TimeExpression) -> str | None:
    if t.value is None or t.earliest is None or t.latest is None:
        if t.value and t.value.startswith("-"):
            return f"BC{int(t.value[1:]) + 1:04d}"
        return t.value
    value, words = t.value.rstrip("~?%"), t.text.lower()
    if "/" not in value:
        day_part = next((v for k, v in _PART_OF_DAY.items() if k in words), None)
        if len(value) == 10 and day_part:
            return f"{value}T{day_part}"
        return value.rstrip("X")
    first, last = (date.fromisoformat(p) if len(p) == 10 else None for p in value.split("/"))
    season = next((v for k, v in _SEASONS.items() if k in words), None)
    if season:
        return f"{t.earliest.year}-{season}"
    if "quarter" in words or re.match(r"q\d", words) or _is_quarter(t):
        return f"{t.earliest.year}-Q{(t.earliest.month + 2) // 3}"
    if first and last and (last - first).days <= 6 and ("week" in words or first.weekday() == 0) and "end" not in words:
        return f"{first.isocalendar().year}-W{first.isocalendar().week:02d}"
    if first and last and (last - first).days == 1 and first.weekday() == 5:
        return f"{first.isocalendar().year}-W{first.isocalendar().week:02d}-WE"
    if re.search(r"\b(past|last|next|coming)\b", words) and re.search(r"\d|s$|two|three|four|five|six|ten", words):
        return None
    if t.earliest.year == t.latest.year:
        if t.earliest.month == t.latest.month and "year" not in words:
            return f"{t.earliest:%Y-%m}"
        return f"{t.earliest.year}"
    if words.endswith("s") and t.earliest.year // 10 == t.latest.year // 10:
        return f"{t.earliest.year // 10}"
    return value


def _is_quarter(t: TimeExpression) -> bool:
    if t.earliest is None or t.latest is None:
        return False
    return t.earliest.month % 3 == 1 and t.latest.month == t.earliest.month + 2 and "ago" in t.text + "earlier"


def _tei(t: TimeExpression) -> str | None:
    if t.value is None or t.earliest is None or t.latest is None:
        return f"-{int(t.value[1:]) + 1}" if t.value and t.value.startswith("-") else t.value
    value = t.value.rstrip("~?%")
    if "X" in value or "/" in value:
        return f"{t.earliest}/{t.latest}"
    return value
