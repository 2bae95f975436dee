"""Which day a feast falls on."""

from __future__ import annotations

from datetime import date, timedelta


def day_of(feast: str, year: int) -> date:
    """The feast's day in that year; `feast` is "12-25", "11-thu-4" (fourth Thursday) or "easter+1" (the Monday)."""
    if feast.startswith("easter"):
        return _easter(year) + timedelta(days=int(feast[6:] or 0))
    month, *rest = feast.split("-")
    if len(rest) == 1:
        return date(year, int(month), int(rest[0]))
    first = date(year, int(month), 1)
    weekday = ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(rest[0])
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (int(rest[1]) - 1))


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, as Meeus, Jones and Butcher count it."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    epact = (19 * golden + century - leaps - (8 * century + 13) // 25 + 15) % 30
    shift = (golden + 11 * epact) // 319
    to_sunday = (2 * rest + 2 * (of_century // 4) - of_century % 4 - epact + shift + 32) % 7
    month = (epact - shift + to_sunday + 90) // 25
    return date(year, month, (epact - shift + to_sunday + month + 19) % 32)
