"""Stretches of the calendar: days, weeks, months, seasons, years, and how to count from one to another."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tasks.dates import edtf

# Units from the finest to the coarsest.
FINENESS = ("day", "weekend", "week", "fortnight", "month", "season", "quarter", "half", "year", "decade", "century")


@dataclass(frozen=True, slots=True)
class Period:
    """Some day from `first` to `last`, known as precisely as one `unit`."""

    first: date
    last: date
    unit: str
    approximate: bool = False

    @property
    def edtf(self) -> str:
        """The period as EDTF."""
        if self.unit == "century" and self.first.year % 100 == 0 and self.last.year == self.first.year + 99:
            return edtf.century(self.first.year)
        value = edtf.interval(self.first, self.last)
        return edtf.approximate(value) if self.approximate and "/" not in value and "X" not in value else value

    def is_finer_or_equal(self, unit: str) -> bool:
        """Whether it is known at least as precisely as that unit."""
        return FINENESS.index(self.unit) <= FINENESS.index(unit)


def of_day(day: date) -> Period:
    """One day."""
    return Period(day, day, "day")


def of_week(day: date, weeks: int = 0) -> Period:
    """The week of that day, Monday to Sunday, or one so many weeks from it."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    return Period(monday, monday + timedelta(days=6), "week")


def of_month(year: int, month: int) -> Period:
    """A calendar month; `month` may run over the year's ends (0 is last December)."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")


def of_months(year: int, month: int, count: int, unit: str) -> Period:
    """So many calendar months, the first given."""
    return Period(of_month(year, month).first, of_month(year, month + count - 1).last, unit)


def of_season(year: int, season: int) -> Period:
    """Three months of the northern year (21 spring ... 24 winter); winter begins in that year's December."""
    return of_months(year, 3 * (season - 20), 3, "season")


def of_quarter(year: int, quarter: int) -> Period:
    """Three months of a calendar year."""
    return of_months(year, 3 * quarter - 2, 3, "quarter")


def of_half(year: int, half: int) -> Period:
    """Six months of a calendar year."""
    return of_months(year, 6 * half - 5, 6, "half")


def of_years(first: int, last: int, unit: str = "year") -> Period:
    """Whole calendar years."""
    return Period(date(first, 1, 1), date(last, 12, 31), unit)


def of_unit(unit: str, day: date, by: int = 0) -> Period | None:
    """The unit of the calendar that holds that day, or one so many units from it."""
    if unit == "day":
        return of_day(day + timedelta(days=by))
    if unit == "week":
        return of_week(day, by)
    if unit == "fortnight":
        return replace(of_week(day, 2 * by), unit="week")
    if unit == "month":
        return of_month(day.year, day.month + by)
    if unit == "quarter":
        return of_quarter_from(day, by)
    if unit == "year":
        return of_years(day.year + by, day.year + by)
    if unit == "decade":
        first = day.year // 10 * 10 + 10 * by
        return of_years(first, first + 9, "decade")
    if unit == "century":
        first = day.year // 100 * 100 + 100 * by
        return of_years(first, first + 99, "century")
    return None


def of_quarter_from(day: date, by: int) -> Period:
    """The quarter that holds that day, or one so many quarters from it."""
    return of_months(day.year, (day.month - 1) // 3 * 3 + 1 + 3 * by, 3, "quarter")


def of_weekend(day: date, by: int, future: bool = False) -> Period:
    """The weekend just gone (or the one under way) for 0, the last whole one for -1, the next one for 1."""
    saturday = day - timedelta(days=(day.weekday() - 5) % 7)
    if by < 0:
        saturday -= timedelta(weeks=saturday + timedelta(days=1) >= day)
    elif (by > 0 or future) and not (future and day.weekday() >= 5):
        saturday += timedelta(weeks=1)
    return Period(saturday, saturday + timedelta(days=1), "weekend")


def shift_day(day: date, unit: str, count: int) -> date:
    """The day so many units away; the month's last day where it has no such day."""
    if unit in ("day", "weekend", "week", "fortnight"):
        return day + timedelta(days=count * {"day": 1, "weekend": 7, "week": 7, "fortnight": 14}[unit])
    months = count * {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[unit]
    there = of_month(day.year, day.month + months)
    return there.first.replace(day=min(day.day, there.last.day))


def part_of(period: Period, part: str | None) -> Period:
    """The early, middle or late third of a month, year or decade; whole where thirds say nothing."""
    third = {"early": 0, "start": 0, "mid": 1, "late": 2, "end": 2}.get(part or "")
    if third is None:
        return period
    if period.unit == "month":
        cuts = (0, 10, 20, period.last.day)
        return Period(
            period.first + timedelta(days=cuts[third]), period.first + timedelta(days=cuts[third + 1] - 1), "month"
        )
    if period.unit == "year" and period.first.year == period.last.year:
        if part in ("start", "end"):
            return of_months(period.first.year, 1 if part == "start" else 10, 3, "year")
        return of_months(period.first.year, 4 * third + 1, 4, "year")
    if period.unit in ("decade", "century"):
        size = 1 if period.unit == "decade" else 10
        cuts = (0, 4, 7, 10)
        first = period.first.year
        return of_years(first + cuts[third] * size, first + cuts[third + 1] * size - 1, period.unit)
    return period
