"""Which of many years a month, a day or a weekday without one stands for."""

from __future__ import annotations

from datetime import date, timedelta

from tasks.dates import periods
from tasks.dates.feasts import day_of
from tasks.dates.periods import Period
from tasks.dates.readings import Nth, Point
from tasks.dates.tense import Tense

_TALE_GOES_ON, _TALE_TURNS_BACK = 200, 60  # days
_BACKWARD = 1.6  # so much farther is a day that lies behind
_SOON, _LONG_AGO = 60, 270  # days
_JUST_BEFORE = 15  # days
_AT_ONCE = 20  # days
_ASIDE = 500  # days: so far back a tale looks and comes back
_RATHER_SOON, _RATHER_LONG_AGO = 80, 240  # days, where no verb looks back


def in_year(point: Point, year: int) -> Period | None:
    """The point in that year; ValueError where the year has no such day."""
    if point.feast is not None:
        return periods.of_day(day_of(point.feast, year))
    if point.month is not None and point.day is not None:
        return periods.of_day(date(year, point.month, point.day))
    if point.month is not None:
        return periods.of_month(year, point.month)
    if point.season is not None:
        return periods.of_season(year, point.season)
    if point.quarter is not None:
        return periods.of_quarter(year, point.quarter)
    if point.half is not None:
        return periods.of_half(year, point.half)
    return periods.of_years(year, year)


def _years_around(point: Point, year: int) -> list[Period]:
    """The point in the years around, the years that have no such day (29 February) left out."""
    found = []
    reach = 8 if (point.month, point.day) == (2, 29) else 2
    for y in range(max(1, year - reach), year + reach + 1):
        try:
            period = in_year(point, y)
        except ValueError:
            continue
        if period is not None:
            found.append(period)
    if not found:
        raise ValueError("no such day")
    return found


def day_after(story: Period, day: int) -> Period:
    """That day of the story's month, or of the next where it would lie far back."""
    there = periods.of_day(story.first.replace(day=day))
    if story.unit == "day" and (story.first - there.first).days > 15:
        following = periods.of_month(story.first.year, story.first.month + 1)
        return periods.of_day(following.first.replace(day=day))
    return there


def soonest_day(day: int, told: list[Period]) -> Period:
    """That day of the month, soonest after one of the dates told: a glance ahead is passed over."""
    found = [(day_after(period, day), period) for period in told]
    on = [(there.first - period.first, there) for there, period in found if there.first >= period.first]
    return min(on, key=lambda pair: pair[0])[1] if on else day_after(told[0], day)


def is_next_to(there: Period, story: Period, on_line: bool) -> bool:
    """Whether a tale goes on from the one to the other; a month far off may be of any year."""
    back, on = (story.first - there.last).days, (there.first - story.last).days
    return on <= _TALE_GOES_ON and back <= (_TALE_TURNS_BACK if on_line else 0)


def goes_on(there: Period, told: Period) -> bool:
    """Whether a tale that told of one day goes on to the other soon, or stays in the year told of."""
    if told.unit == "year":
        return there.first.year == told.first.year
    return -_JUST_BEFORE <= (there.first - told.last).days <= _SOON


def is_fresh(day: Period, now: date) -> bool:
    """Whether a day is news."""
    return -_SOON <= (now - day.last).days <= _SOON


def next_in_order(point: Point, before: Period, latest: Period) -> Period | None:
    """The one that keeps the order of a list whose last two dates are given, forward or backward."""
    around = _years_around(point, latest.first.year)
    if before.first < latest.first:
        return next((p for p in around if p.last >= latest.first), None)
    return next((p for p in reversed(around) if p.first <= latest.last), None)


def after_flashback(point: Point, there: Period, told: list[Period]) -> Period | None:
    """The one that goes on at once from a date told before a look back; `there` is the one that looks back too."""
    for earlier in told:
        on = closest(point, earlier)
        days = (on.first - earlier.first).days if on is not None else -1
        if on is not None and there.last < earlier.first and 0 <= days <= _AT_ONCE:
            return on if (earlier.first - there.first).days <= _ASIDE else None
    return None


def closest(point: Point, base: Period) -> Period | None:
    """The one that stands nearest to the date spoken of before, as tales go."""
    if base.unit == "year":
        return in_year(point, base.first.year)
    return min(_years_around(point, base.first.year), key=lambda p: (_distance(p, base), p.first))


def is_month_before(month: Period, base: Period) -> bool:
    """Whether it is the month before in the same year: "last month" to anybody who speaks."""
    return month.first.year == base.first.year and month.first.month == base.first.month - 1


def _distance(there: Period, story: Period) -> float:
    """Days from the story to there; a tale goes on more often than it turns back."""
    return max((there.first - story.last).days, _BACKWARD * (story.first - there.last).days, 0)


def nearest(point: Point, now: date, tense: Tense) -> Period | None:
    """The latest one that has begun, or the next one where the words look ahead."""
    days = _years_around(point, now.year)
    begun = [p for p in days if p.first <= now]
    ahead = [p for p in days if p.last >= now]
    # "payable on 15 December", said in November: nobody means the December before, whatever the tense
    if not begun or not ahead:  # at the ends of the years that Python counts
        return None
    if point.quarter is not None:
        return begun[-1]  # "third-quarter results will be released"
    since, until = (now - begun[-1].last).days, (ahead[0].first - now).days
    is_day = point.day is not None or point.feast is not None
    if is_day and since <= _SOON and until > _LONG_AGO:
        return begun[-1]
    if tense is Tense.PAST:
        is_near = is_day and until <= _SOON and since > _LONG_AGO
    else:
        is_near = until <= _RATHER_SOON and since > _RATHER_LONG_AGO
    return ahead[0] if tense is Tense.FUTURE or is_near else begun[-1]


def weekday_pointed_at(weekday: int, direction: int, base: Period) -> Period | None:
    """Last, this or next such day, counted from a day; None where the base is no day."""
    if base.unit != "day":
        return None
    day = base.first
    if direction == 0:
        return periods.of_day(periods.of_week(day).first + timedelta(days=weekday))
    if direction > 0:
        return periods.of_day(day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1))
    back = (day.weekday() - weekday - 1) % 7 + 1
    return periods.of_day(day - timedelta(days=back + 7 * (back == 1)))  # nobody calls yesterday "last Thursday"


def nth(reading: Nth, whole: Period) -> Period | None:
    """The week, weekend, day or month of the whole that the reading counts; None where it has none."""
    if reading.unit == "day":
        day = whole.last if reading.n < 0 else whole.first + timedelta(days=reading.n - 1)
        return periods.of_day(day) if day <= whole.last else None
    if reading.unit == "month":
        month = whole.last.month if reading.n < 0 else whole.first.month + reading.n - 1
        return periods.of_month(whole.first.year, month) if month <= whole.last.month else None
    if reading.unit == "weekend":
        saturday = whole.first + timedelta(days=(5 - whole.first.weekday()) % 7)
        saturdays = [saturday + timedelta(weeks=k) for k in range(5) if saturday + timedelta(weeks=k) <= whole.last]
        if reading.n > len(saturdays):
            return None
        there = saturdays[reading.n - 1 if reading.n > 0 else -1]
        return Period(there, there + timedelta(days=1), "weekend")
    if reading.n < 0:
        return Period(whole.last - timedelta(days=6), whole.last, "week")
    first = whole.first + timedelta(weeks=reading.n - 1)
    return Period(first, first + timedelta(days=6), "week") if first <= whole.last else None
