"""From what an expression says to the days that it means: given when it was written, and what it spoke of before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tasks.dates import edtf, periods, points
from tasks.dates.periods import Period
from tasks.dates.places import Place
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
from tasks.dates.story import FAR, NEARBY, Story
from tasks.dates.tense import Tense

_WINTER = 24  # the one season that lies in two years
_EVERY_MONTH = 28  # the last day that every month has
_HALF_MONTH = 15  # days: "the 2nd" so far behind the last day is of the next month


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
    _open: tuple[Point, Place] | None = None

    def __post_init__(self) -> None:
        self.story = Story(self.now, self.is_history)

    def resolve(self, parsed: Parsed, tense: Callable[[], Tense], place: Place, anchors: bool = True) -> Resolved:
        """The expression's meaning; what it means becomes what later ones may count from, unless `anchors` is False."""
        reading = parsed.reading
        if isinstance(reading, Unsettled):
            return Resolved(None, None, explicit=False, is_calendar=reading.is_calendar)
        if isinstance(reading, BeforeChrist):
            year = reading.year - 1  # there is a year 0: 1 BC
            return Resolved(None, f"-{year:04d}" if year else "0000", explicit=True)
        try:
            period = self._period(parsed, tense, place)
        except (ValueError, OverflowError):  # 31 February, or outside the years that Python counts
            return Resolved(None, None, explicit=False)
        explicit = is_explicit(parsed)
        if period is None:
            value = self._of_open_month(reading, place) or _without_year(parsed)
            if isinstance(reading, Point):
                self.story.tell(None, place, explicit)
                self._open = (reading, place) if reading.month is not None else self._open
            return Resolved(None, value, explicit)
        # in a tale of other years "today" is no part of it, and "a year earlier" only looks back
        looks_back = (isinstance(reading, Offset) and reading.from_story and reading.count < 0) or (
            isinstance(reading, Shifted) and reading.from_story and reading.by < 0
        )
        if (
            anchors
            and not looks_back
            and period.is_finer_or_equal("year")
            and not (self.is_history and counts_from_now(reading))
        ):
            self.story.tell(period, place, explicit)
        narrowed = self._narrow(period, parsed.part)
        return Resolved(narrowed, narrowed.edtf, explicit)

    def _of_open_month(self, reading: Reading, place: Place) -> str | None:
        """Such as "the 14th" after "6 May", where nothing settles the year of either."""
        if not isinstance(reading, Point) or reading.day is None or reading.month is not None or self._open is None:
            return None
        last, its_place = self._open
        if last.month is None or place.line - its_place.line > NEARBY or reading.within is not None:
            return None
        month = last.month if (last.day or 0) - reading.day <= _HALF_MONTH else last.month % 12 + 1
        value = edtf.month_day(month, reading.day)
        return value if edtf.is_edtf(value) else None

    def _period(self, parsed: Parsed, tense: Callable[[], Tense], place: Place) -> Period | None:
        reading = parsed.reading
        match reading:
            case Point():
                return self._point(reading, tense, place)
            case Years():
                unit = "century" if reading.last - reading.first > 50 else "decade"
                return periods.of_years(reading.first, reading.last, unit)
            case Span():
                first, last = self._point(reading.first, tense, place), self._point(reading.last, tense, place)
                if first is None or last is None or first.first > last.last:
                    return None
                return Period(first.first, last.last, last.unit)
            case Nth():
                whole = self._point(reading.whole, tense, place)
                return None if whole is None else points.nth(reading, whole)
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

    def _point(self, point: Point, tense: Callable[[], Tense], place: Place) -> Period | None:
        if point.year is not None:
            return points.in_year(point, point.year)
        if point.within is not None:
            return self._within(point, point.within, tense)
        if point.direction is not None:
            return self._pointed_at(point, point.direction, tense)
        if point.weekday is not None and point.day is None:
            return self._weekday(point, tense)
        if point.month is None and point.day is not None:
            return self._day_of_month(point.day, place.line, tense)
        return (self._entry(point, place) if place.opens_line else None) or self._bare(point, tense, place)

    def _entry(self, point: Point, place: Place) -> Period | None:
        """A date that opens an entry of a list, where the list settles its year."""
        heading = self.story.heading
        if heading is not None and heading.unit == "year":
            return points.in_year(point, heading.first.year)
        entries = self.story.entries(place.line)
        if len(entries) == 2 and entries[0] != entries[1]:
            return points.next_in_order(point, *entries)
        base = entries[-1] if entries else heading
        return points.closest(point, base) if base is not None else None

    def _bare(self, point: Point, tense: Callable[[], Tense], place: Place) -> Period | None:
        """A month, day or season whose year only the story or the day of writing gives."""
        line = place.line
        story = self.story.for_bare(line)
        if story is not None and (self.now is None or self.is_history or tense() is not Tense.FUTURE):
            return self._of_story(point, story, tense, place)
        if self.now is None:
            return None
        there = points.nearest(point, self.now, tense())
        told = self.story.just_told(line)
        if told is None or there is None or point.day is None or tense() is Tense.FUTURE:
            return there
        in_tale = points.closest(point, told)
        is_told = in_tale is not None and points.goes_on(in_tale, told) and not points.is_fresh(there, self.now)
        return in_tale if is_told else there

    def _of_story(self, point: Point, story: Period, tense: Callable[[], Tense], place: Place) -> Period | None:
        there = points.closest(point, story)
        if there is None:
            return None
        past_aside = self._past_aside(point, story, there, place)
        if past_aside is not None or self.is_history:
            return past_aside or there
        if self.now is None:
            return there if points.is_next_to(there, story, self.story.is_on(place.line)) else None
        recent = points.nearest(point, self.now, tense())
        if recent is None or points.goes_on(there, story) or not points.is_fresh(recent, self.now):
            return there
        return recent

    def _past_aside(self, point: Point, story: Period, there: Period, place: Place) -> Period | None:
        """Where a tale goes on that has looked aside to some other year, or back."""
        told = self.story.before_aside() if story.unit == "year" and self.is_history else None
        in_tale = points.closest(point, told) if told is not None else None
        if told is not None and in_tale is not None and points.goes_on(in_tale, told):
            return in_tale
        if there.last < story.first and place.opens_sentence and point.day is not None:
            return points.after_flashback(point, there, self.story.told_before())
        return None

    def _day_of_month(self, day: int, line: int, tense: Callable[[], Tense]) -> Period | None:
        """Such as "the 14th": of the month spoken of just before, else the last (or next) one."""
        anchor = self.story.last_month_nearby(line)
        if anchor is not None and anchor.period is not None and self._is_of_story(anchor.period, anchor.line == line):
            if anchor.line == line or day > _EVERY_MONTH:
                return points.day_after(anchor.period, day)
            return points.soonest_day(day, [anchor.period, *self.story.told_nearby(line)])
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
            return points.in_year(point, whole.first.year)
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
            return points.weekday_pointed_at(point.weekday, direction, base)
        if direction == 0:
            if point.from_story or point.season == _WINTER:
                return points.closest(point, base)
            return points.in_year(point, base.first.year)
        around = [points.in_year(point, base.first.year + k) for k in (-2, -1, 0, 1, 2)]
        if direction < 0:
            gone = [p for p in around if p and p.last < base.first]
            if len(gone) > 1 and gone[-1].unit == "month" and points.is_month_before(gone[-1], base):
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
        if offset.unit in ("weekend", "week", "fortnight"):
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
