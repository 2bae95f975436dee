"""What the kinds of expression say that have a place in the calendar, read from the words that a rule matched.

A reader returns None where the words around make its words something else.
"""

from __future__ import annotations

import re

from tasks.dates.context import (
    is_bare_feast,
    is_bare_month,
    is_bare_season,
    is_day_beside,
    is_day_of_month,
    is_noun_after,
    is_year,
)
from tasks.dates.matched import Words, which_of, within_of, year_of
from tasks.dates.readings import BeforeChrist, Point, Reading, Shifted, Span, Unsettled, Years


def read_date(words: Words) -> Reading | None:
    """A day of a month: "20 February 2011", "Monday, Oct. 16", "5 May last year"."""
    month, day = words.find("M"), words.find("do")
    weekday = words.find("Ww")
    if month is None or day is None or not 1 <= day.number <= 31:
        return None
    if any(unit.value in ("week", "weekend") for unit in words.every("U")):
        return None  # "the first week of October"
    within, direction, from_story = within_of(words)
    return Point(
        year=year_of(words),
        month=month.number,
        day=day.number,
        weekday=weekday.number if weekday else None,
        within=within,
        direction=direction,
        from_story=from_story,
    )


def read_month(words: Words) -> Reading | None:
    """A month: "January 2010", "last August", "mid-March", "in May"."""
    month = words.every("M")[0]
    within, direction, from_story = within_of(words)
    year = year_of(words)
    if (
        year is None
        and within is None
        and direction is None
        and not words.part
        and not is_bare_month(words.all, words.first, words.last)
    ):
        return None
    return Point(year=year, month=month.number, within=within, direction=direction, from_story=from_story)


def read_season(words: Words) -> Reading | None:
    """Three months: "spring 2012", "last autumn", "in the winter"."""
    season, after = words.every("S")[0], words.after
    if season.text[:1].isupper() and after is not None and after.code == "x" and after.text[:1].isupper():
        return None  # "the 2012 Summer Games"
    within, direction, from_story = within_of(words)
    year = year_of(words)
    if year is None and within is None and direction is None and not is_bare_season(words.all, words.first, words.last):
        return None
    return Point(year=year, season=season.number, within=within, direction=direction, from_story=from_story)


def read_weekday(words: Words) -> Reading | None:
    """A day of the week: "Monday", "last Wednesday night", "Monday of last week"."""
    if _is_name(words):
        return None
    within, direction, from_story = within_of(words)
    if within is None and direction is None and words.find("t") is not None:
        from_story = not is_noun_after(words.all, words.last)  # "on the Monday", not "the Monday speech"
    return Point(weekday=words.every("Ww")[0].number, within=within, direction=direction, from_story=from_story)


def _is_name(words: Words) -> bool:
    """Whether the day stands inside a person's name ("Comrade Sunday Onyebuchi Aniagu")."""
    before, after = words.before, words.after
    return (
        all(w is not None and w.code == "x" and w.text[:1].isupper() and w.text[1:].islower() for w in (before, after))
        and words.first == words.last
    )


def read_day_of_month(words: Words) -> Reading | None:
    """A day with neither month nor year: "on the 14th", "the 3rd of this month"."""
    within, direction, from_story = within_of(words)
    day = words.every("do")[0]
    if day.number > 31 or (within is None and not is_day_of_month(words.all, words.first, words.last)):
        return None
    if within is not None and within.unit != "month":
        return None
    return Point(day=day.number, within=within, direction=direction, from_story=from_story)


def read_day_beside(words: Words) -> Reading | None:
    """A day whose month stands with the day beside it: "15 to 22 February", "May 4 and 5"."""
    day, after = words.every("do")[0], words.after
    is_before = after is not None and after.code == "j"
    if not 1 <= day.number <= 31 or not (is_before or is_day_beside(words.all, words.last)):
        return None
    return Point(year=year_of(words), day=day.number)


def read_quarter(words: Words) -> Reading | None:
    """A quarter or half of a year: "Q1 2010", "the third quarter", "the first half of 2011"."""
    numbered = words.find("Z")
    unit = words.every("U")
    unit = [u for u in unit if u.value in ("quarter", "half")]
    if numbered is None and not unit:
        return None
    within, direction, from_story = within_of(words)
    if words.find("GL") is not None:
        within = Shifted("year", -1)  # "the year-ago third quarter"
    n = words.find("Zo")
    if n is None or not 1 <= n.number <= (4 if numbered or unit[0].value == "quarter" else 2):
        return None
    if numbered is None and unit[0].value == "half":
        return Point(year=year_of(words), half=n.number, within=within) if year_of(words) or within else None
    return Point(year=year_of(words), quarter=n.number, within=within, direction=direction, from_story=from_story)


def read_year_alone(words: Words) -> Reading | None:
    """A year: "2010", "late 2009", "in '98"."""
    year = words.every("Yy")[0]
    era = words.find("B")
    if era is not None:
        return BeforeChrist(year.number) if era.number < 0 else Point(year=year.number)
    if year.code == "Y" and (words.part or words.find("U") or is_year(words.all, words.first, words.last)):
        return Point(year=year_of(words))
    return Point(year=year_of(words)) if year.code == "y" and is_year(words.all, words.first, words.last) else None


def read_ancient(words: Words) -> Reading | None:
    """A short year with its era: "70 AD", "432 BC"."""
    number, era = words.every("dn")[0], words.every("B")[0]
    if not era.text.isupper() or not 0 < number.number < 10000:
        return None
    return BeforeChrist(number.number) if era.number < 0 else Point(year=number.number)


def read_decade(words: Words) -> Reading | None:
    """Ten years: "the 1990s", "the late nineties"."""
    decade = words.every("c")[0]
    before = words.before
    if before is not None and before.lower in ("his", "her", "their", "my", "your", "our", "its"):
        return None  # "in her fifties" is an age
    first = decade.number
    if first % 100 == 0 and 1000 <= first <= 1900:
        return Years(first, first + 99)  # "the 1800s"
    if first < 100:
        first += 1900 if first >= 20 else 2000
    return Years(first, first + 9)


def read_century(words: Words) -> Reading | None:
    """A hundred years: "the 19th century"."""
    n, unit = words.every("o")[0].number, words.every("U")[0]
    if unit.value != "century" or not 1 < n <= 21:
        return None
    era = words.find("B")
    if era is not None and era.number < 0:
        return Unsettled(is_calendar=True)
    return Years(100 * (n - 1), 100 * (n - 1) + 99)


def read_span(words: Words) -> Reading | None:
    """From one date to another: "5-9 September 2010", "1980-88"."""
    months, days = words.every("M"), words.every("do")
    year = year_of(words)
    if not months:
        years = words.every("Ydn")
        first, last = years[0].number, years[1].number
        if last < 100:
            last += first // 100 * 100
        between = words.all[words.first + 1].text
        if not (first < last <= first + 150) or (between == "/" and last != first + 1):
            return None
        return Span(Point(year=first), Point(year=last))
    if days and len(days) == 2:
        return Span(
            Point(year=year, month=months[0].number, day=days[0].number),
            Point(year=year, month=months[-1].number, day=days[1].number),
        )
    if not days and len(months) == 2 and year is not None:
        first_year = year - (months[0].number > months[1].number)
        return Span(Point(year=first_year, month=months[0].number), Point(year=year, month=months[1].number))
    return None


def read_iso(words: Words) -> Reading | None:
    """A date in digits, year first: "2011-02-20"."""
    y, m, d = (int(p) for p in words.all[words.first].text.split("-"))
    return Point(year=y, month=m, day=d) if 1 <= m <= 12 and 1 <= d <= 31 and y else None


def read_numeric(words: Words) -> Reading | None:
    """A date in digits with slashes or stops, the order of day and month inferred where it can be."""
    text, before = words.all[words.first].text, words.before
    if before is not None and before.text == "/" and before.end == words.all[words.first].start:
        return None  # inside an address of the web
    a, b, c = (int(p) for p in re.split(r"[/.]", text))
    if "." in text and max(a, c) < 1000:
        return None  # "version 1.2.10"
    if a > 999:
        year, month, day = a, b, c
    else:
        year = c if c > 99 else c + (2000 if c <= 30 else 1900)
        if a > 12 >= b:
            day, month = a, b
        elif b > 12 >= a:
            day, month = b, a
        elif a == b or "." in text:
            day, month = a, b
        else:
            # 03/04/2011 is a day in April or in March: settled by the page's other dates, else only the year is sure
            day, month = {"dmy": (a, b), "mdy": (b, a)}.get(words.all[words.first].value, (0, 0))
    if month == 0:
        return Point(year=year)
    return Point(year=year, month=month, day=day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def read_other_calendar(words: Words) -> Reading | None:
    """A date of another calendar: the Gregorian one in brackets after it, else nothing."""
    gregorian = words.find("M")
    if gregorian is None:
        return Unsettled() if words.find("doYn") else None
    open_bracket = next(i for i in range(words.first, words.last) if words.all[i].code == "(")
    return read_date(Words(words.all, open_bracket + 1, words.last - 1))


def read_eleventh_of_september(words: Words) -> Reading | None:
    """The one day that everybody names by its numbers: "9/11"."""
    month, day = words.every("d")
    is_one_word = day.end - month.start == len("9/11") and (month.number, day.number) == (9, 11)
    return Point(year=2001, month=9, day=11) if is_one_word else None


def read_feast(words: Words) -> Reading | None:
    """A feast or its eve: "Christmas", "Easter Sunday", "Thanksgiving Day"."""
    feast, unit = words.every("D")[0], words.find("U")
    is_eve = words.find("e") is not None
    year, direction = year_of(words), (which_of(words) or (None,))[0]
    if unit is not None and unit.value != "day":
        return None
    is_said = is_eve or unit is not None or words.find("W") is not None or year is not None or direction is not None
    if not is_said and not is_bare_feast(words.all, words.first, words.last):
        return None  # "a Christmas tree"
    weekday = words.find("W")
    if feast.value == "easter" and weekday is not None and weekday.number in (0, 6):
        return Point(feast="easter+1" if weekday.number == 0 else "easter", year=year, direction=direction)
    if weekday is not None:
        return None
    if not feast.value.replace("-", "").isdigit():
        return Point(feast=feast.value, year=year, direction=direction)
    month, day = (int(n) for n in feast.value.split("-"))
    return Point(year=year, month=month, day=day - is_eve, direction=direction)
