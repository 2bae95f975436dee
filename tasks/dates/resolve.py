"""From what an expression says to the days that it means: given when it was written, and what it spoke of before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tasks.dates import edtf, periods
from tasks.dates.lexemes import Lexeme
from tasks.dates.periods import Period
from tasks.dates.readings import (
    BeforeChrist,
    Nth,
    Offset,
    Parsed,
    Point,
    Reading,
    Shifted,
    Span,
    Stretch,
    Unsettled,
    Years,
)
from tasks.dates.story import FAR, Story
from tasks.dates.tense import Tense

_TALE_GOES_ON, _TALE_TURNS_BACK = 200, 60  # days
_WINTER = 24  # the one season that lies in two years
_BACKWARD = 1.6  # so much farther is a day that lies behind
_SOON, _LONG_AGO = 60, 270  # days
_RATHER_SOON, _RATHER_LONG_AGO = 80, 240  # days, where no verb looks back


@dataclass(frozen=True, slots=True)
class Resolved:
    """What an expression means: a period, or EDTF that no period can hold (`XXXX-08`), or nothing."""

    period: Period | None
    value: str | None
    explicit: bool
    is_calendar: bool = True


@dataclass
class Resolver:
    """Resolves a text's expressions in order. `now` is the day of writing, None where it is not known.

    `is_history` is set for texts that tell of past years throughout: their bare months follow the story, not `now`.
    """

    now: date | None
    is_history: bool = False
    story: Story = field(init=False)

    def __post_init__(self) -> None:
        self.story = Story(self.now, self.is_history)

    def resolve(self, parsed: Parsed, tense: Callable[[], Tense], line: int, anchors: bool = True) -> Resolved:
        """The expression's meaning; what it means becomes what later ones may count from, unless `anchors` is False."""
        reading = parsed.reading
        if isinstance(reading, Unsettled):
            return Resolved(None, None, explicit=False, is_calendar=reading.is_calendar)
        if isinstance(reading, BeforeChrist):
            return Resolved(None, f"-{reading.year - 1:04d}", explicit=True)
        try:
            period = self._period(parsed, tense, line)
        except (ValueError, OverflowError):  # 31 February, or outside the years that Python counts
            return Resolved(None, None, explicit=False)
        explicit = is_explicit(parsed)
        if period is None:
            if isinstance(reading, Point):
                self.story.tell(None, line, explicit)
            return Resolved(None, _without_year(parsed), explicit)
        # in a tale of other years "today" is no part of it, and "a year earlier" only looks back
        looks_back = isinstance(reading, Offset) and reading.from_story and reading.count < 0
        if (
            anchors
            and not looks_back
            and period.is_finer_or_equal("year")
            and not (self.is_history and counts_from_now(reading))
        ):
            self.story.tell(period, line, explicit)
        narrowed = self._narrow(period, parsed.part)
        return Resolved(narrowed, narrowed.edtf, explicit)

    def _period(self, parsed: Parsed, tense: Callable[[], Tense], line: int) -> Period | None:
        reading = parsed.reading
        match reading:
            case Point():
                return self._point(reading, tense, line)
            case Years():
                unit = "century" if reading.last - reading.first > 50 else "decade"
                return periods.of_years(reading.first, reading.last, unit)
            case Span():
                first, last = self._point(reading.first, tense, line), self._point(reading.last, tense, line)
                if first is None or last is None or first.first > last.last:
                    return None
                return Period(first.first, last.last, last.unit)
            case Nth():
                whole = self._point(reading.whole, tense, line)
                return None if whole is None else _nth(reading, whole)
            case Shifted():
                return self._shifted(reading, tense)
            case Offset():
                return self._offset(reading)
            case Stretch():
                return self._stretch(reading)
        return None

    def _narrow(self, period: Period, part: str | None) -> Period:
        if part in ("earlier", "later") and self.now is not None and period.first <= self.now <= period.last:
            if part == "earlier":
                return replace(period, last=self.now)
            return replace(period, first=self.now)
        return periods.part_of(period, part)

    def _point(self, point: Point, tense: Callable[[], Tense], line: int) -> Period | None:
        if point.year is not None:
            return _in_year(point, point.year)
        if point.within is not None:
            return self._within(point, point.within, tense)
        if point.direction is not None:
            return self._pointed_at(point, point.direction, tense)
        if point.weekday is not None and point.day is None:
            return self._weekday(point, tense)
        if point.month is None and point.day is not None:
            return self._day_of_month(point.day, line, tense)
        story = self.story.for_bare(line)
        if story is not None and (self.now is None or self.is_history or tense() is not Tense.FUTURE):
            there = _closest(point, story)
            if self.now is None and not self.is_history and there is not None:
                return there if _is_next_to(there, story, self.story.is_on(line)) else None
            return there
        if self.now is None:
            return None
        return _nearest(point, self.now, tense())

    def _day_of_month(self, day: int, line: int, tense: Callable[[], Tense]) -> Period | None:
        """Such as "the 14th": of the month spoken of just before, else the last (or next) one."""
        anchor = self.story.last_nearby(line)
        if anchor is not None and anchor.period is not None and self._is_of_story(anchor.period, anchor.line == line):
            return _day_after(anchor.period, day)
        if self.now is None:
            return None
        months = [periods.of_month(self.now.year, self.now.month + k) for k in range(-2, 3)]
        days = [m.first.replace(day=day) for m in months if m.last.day >= day]
        if tense() is Tense.FUTURE:
            return periods.of_day(next(d for d in days if d >= self.now))
        return periods.of_day([d for d in days if d <= self.now][-1])

    def _is_of_story(self, period: Period, on_line: bool) -> bool:
        """Whether a day of the month is one of that month: the tale stands there, or it is not long gone."""
        if period.unit not in ("day", "month"):
            return False
        return on_line or self.now is None or self.is_history or self.now - period.last < FAR

    def _within(self, point: Point, within: Shifted, tense: Callable[[], Tense]) -> Period | None:
        whole = self._shifted(within, tense)
        if whole is None:
            return None
        if within.unit == "year":
            return _in_year(point, whole.first.year)
        if within.unit == "month" and point.day is not None and whole.unit == "month":
            return periods.of_day(whole.first.replace(day=point.day))
        if within.unit == "week" and point.weekday is not None and whole.unit == "week":
            return periods.of_day(whole.first + timedelta(days=point.weekday))
        return None

    def _pointed_at(self, point: Point, direction: int, tense: Callable[[], Tense]) -> Period | None:
        base = self.story.last() if point.from_story else None
        if base is None:
            if self.now is None:
                return None
            base = periods.of_day(self.now)
        if point.weekday is not None and point.day is None:
            if direction == 0 and not point.from_story and tense() is Tense.PAST:
                return self._weekday(point, tense)  # "this Saturday he was dismissed"
            return _weekday_pointed_at(point.weekday, direction, base)
        if direction == 0:
            if point.from_story or point.season == _WINTER:
                return _closest(point, base)
            return _in_year(point, base.first.year)
        around = [_in_year(point, base.first.year + k) for k in (-2, -1, 0, 1, 2)]
        if direction < 0:
            gone = [p for p in around if p and p.last < base.first]
            if len(gone) > 1 and gone[-1].unit == "month" and _is_month_before(gone[-1], base):
                gone.pop()  # that would be "last month"
            return gone[-1] if gone else None
        return min((p for p in around if p and p.first > base.last), key=lambda p: p.first, default=None)

    def _weekday(self, point: Point, tense: Callable[[], Tense]) -> Period | None:
        weekday = point.weekday or 0
        if self.now is None or point.from_story:
            story = self.story.last("day")
            if story is None or story.unit != "day":
                return None
            return periods.of_day(story.first + timedelta(days=(weekday - story.first.weekday()) % 7))
        if tense() is Tense.FUTURE:
            return periods.of_day(self.now + timedelta(days=(weekday - self.now.weekday()) % 7))
        return periods.of_day(self.now - timedelta(days=(self.now.weekday() - weekday) % 7))

    def _shifted(self, shifted: Shifted, tense: Callable[[], Tense]) -> Period | None:
        if shifted.from_story:
            base = self.story.last(shifted.unit if shifted.unit != "weekend" else "week")
            if base is None:
                return None
            if not base.is_finer_or_equal(shifted.unit):
                return replace(base, approximate=shifted.by != 0)
            if shifted.unit == "weekend":
                return periods.of_weekend(base.first, shifted.by, future=shifted.by == 0)
            return periods.of_unit(shifted.unit, base.first if shifted.by <= 0 else base.last, shifted.by)
        base_day = self.now
        if shifted.is_bare and (self.is_history or base_day is None):  # "at the end of the month"
            story = self.story.last(shifted.unit)
            base_day = story.first if story is not None and story.is_finer_or_equal(shifted.unit) else None
        if base_day is None:
            return None
        if shifted.unit == "weekend":
            return periods.of_weekend(base_day, shifted.by, tense() is Tense.FUTURE)
        return periods.of_unit(shifted.unit, base_day, shifted.by)

    def _offset(self, offset: Offset) -> Period | None:
        base = self.story.last(offset.unit if offset.unit in periods.FINENESS else "day") if offset.from_story else None
        if base is None:
            if self.now is None or offset.from_story:
                return None
            base = periods.of_day(self.now)
        there = periods.shift_day(base.first, offset.unit, offset.count)
        quarter = self.story.last_quarter()
        if offset.unit == "year" and abs(offset.count) == 1 and quarter is not None:
            # business news compares with the same quarter of the year before
            return periods.of_quarter_from(periods.shift_day(quarter.first, "year", offset.count), 0)
        if not base.is_finer_or_equal(offset.unit):
            return replace(periods.of_unit(base.unit, there) or base, approximate=True)
        if offset.unit == "day":
            return periods.of_day(there) if base.unit == "day" else replace(base, approximate=True)
        if offset.unit in ("week", "fortnight"):
            if base.unit != "day":
                return periods.of_week(there)
            return Period(there, there, "day", approximate=True)
        if base.unit == "quarter":
            return periods.of_quarter_from(there, 0)
        if offset.unit == "year" and abs(offset.count) == 1 and not offset.from_story:
            return replace(periods.of_month(there.year, there.month), approximate=True)
        if offset.unit in ("decade", "century"):
            return replace(periods.of_years(there.year, there.year), approximate=True)
        return periods.of_unit(offset.unit, there)

    def _stretch(self, stretch: Stretch) -> Period | None:
        base = self.story.last() if stretch.from_story else (periods.of_day(self.now) if self.now else None)
        if base is None:
            return None
        unit = "week" if stretch.unit == "weekend" else stretch.unit
        there = periods.shift_day(base.first if stretch.count < 0 else base.last, unit, stretch.count)
        first, last = (there, base.last) if stretch.count < 0 else (base.first, there)
        if unit in ("month", "quarter", "year", "decade", "century"):
            first, last = first.replace(day=1), periods.of_month(last.year, last.month).last
        return Period(first, last, "decade" if unit == "century" else unit)


def counts_from_now(reading: Reading) -> bool:
    """Whether the words count from the day of writing ("last week", "Monday")."""
    match reading:
        case Shifted(from_story=from_story) | Offset(from_story=from_story):
            return not from_story
        case Point(weekday=weekday, day=day, direction=direction, from_story=from_story):
            return not from_story and ((weekday is not None and day is None) or direction is not None)
    return False


def is_explicit(parsed: Parsed) -> bool:
    """Whether the words give the year themselves."""
    match parsed.reading:
        case Point(year=year) | Span(last=Point(year=year)) | Nth(whole=Point(year=year)):
            return year is not None
        case Years() | BeforeChrist():
            return True
    return False


def _without_year(parsed: Parsed) -> str | None:
    match parsed.reading:
        case Point(month=month, day=None) if month is not None:
            return edtf.month(None, month)
        case Point(month=month, day=day) if month is not None and day is not None:
            value = edtf.month_day(month, day)
            return value if edtf.is_edtf(value) else None
    return None


def _in_year(point: Point, year: int) -> Period | None:
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
            period = _in_year(point, y)
        except ValueError:
            continue
        if period is not None:
            found.append(period)
    if not found:
        raise ValueError("no such day")
    return found


def _day_after(story: Period, day: int) -> Period:
    """That day of the story's month, or of the next where it would lie far back."""
    there = periods.of_day(story.first.replace(day=day))
    if story.unit == "day" and (story.first - there.first).days > 15:
        following = periods.of_month(story.first.year, story.first.month + 1)
        return periods.of_day(following.first.replace(day=day))
    return there


def _is_next_to(there: Period, story: Period, on_line: bool) -> bool:
    """Whether a tale goes on from the one to the other; a month far off may be of any year."""
    back, on = (story.first - there.last).days, (there.first - story.last).days
    return on <= _TALE_GOES_ON and back <= (_TALE_TURNS_BACK if on_line else 0)


def _closest(point: Point, base: Period) -> Period | None:
    if base.unit == "year":
        return _in_year(point, base.first.year)
    return min(_years_around(point, base.first.year), key=lambda p: (_distance(p, base), p.first))


def _is_month_before(month: Period, base: Period) -> bool:
    return month.first.year == base.first.year and month.first.month == base.first.month - 1


def _distance(there: Period, story: Period) -> float:
    """Days from the story to there; a tale goes on more often than it turns back."""
    return max((there.first - story.last).days, _BACKWARD * (story.first - there.last).days, 0)


def _nearest(point: Point, now: date, tense: Tense) -> Period | None:
    """The latest one that has begun, or the next one where the words look ahead."""
    days = _years_around(point, now.year)
    begun = [p for p in days if p.first <= now]
    ahead = [p for p in days if p.last >= now]
    # "payable on 15 December", said in November: nobody means the December before, whatever the tense
    if point.quarter is not None:
        return begun[-1]  # "third-quarter results will be released"
    since, until = (now - begun[-1].last).days, (ahead[0].first - now).days
    if point.day is not None and since <= _SOON and until > _LONG_AGO:
        return begun[-1]
    if tense is Tense.PAST:
        is_near = point.day is not None and until <= _SOON and since > _LONG_AGO
    else:
        is_near = until <= _RATHER_SOON and since > _RATHER_LONG_AGO
    return ahead[0] if tense is Tense.FUTURE or is_near else begun[-1]


def _weekday_pointed_at(weekday: int, direction: int, base: Period) -> Period | None:
    if base.unit != "day":
        return None
    day = base.first
    if direction == 0:
        return periods.of_day(periods.of_week(day).first + timedelta(days=weekday))
    if direction > 0:
        return periods.of_day(day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1))
    back = (day.weekday() - weekday - 1) % 7 + 1
    return periods.of_day(day - timedelta(days=back + 7 * (back == 1)))  # nobody calls yesterday "last Thursday"


def _nth(reading: Nth, whole: Period) -> Period | None:
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


def line_of(words: Sequence[Lexeme]) -> list[int]:
    """For each word, on which line of the text it stands."""
    lines, line = [], 0
    for w in words:
        lines.append(line)
        line += w.code == "|"
    return lines
