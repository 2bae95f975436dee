"""Expressions of time as patterns over kinds of words, and what each says.

A text becomes one letter a word (`lexemes.CODES`), and the rules are regular expressions over those letters. The first
rule that matches at the leftmost place wins, unless its reader says that the words around it make it something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tasks.dates.context import is_bare_month, is_bare_season, is_day_of_month, is_year
from tasks.dates.lexemes import Lexeme
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

_NOW, _STORY = False, True
# Which unit a word singles out, and whether counted from the day of writing or from the date spoken of before.
_WHICH = {
    "last": (-1, _NOW),
    "past": (-1, _NOW),
    "previous": (-1, _STORY),
    "next": (1, _NOW),
    "coming": (1, _NOW),
    "following": (1, _STORY),
    "this": (0, _NOW),
    "that": (0, _STORY),
    "same": (0, _STORY),
}


@dataclass(frozen=True)
class Words:
    """The words that a rule matched, and the whole text around them."""

    all: list[Lexeme]
    first: int
    last: int

    def find(self, codes: str) -> Lexeme | None:
        """The first word of these kinds."""
        return next((w for w in self.all[self.first : self.last + 1] if w.code in codes), None)

    def every(self, codes: str) -> list[Lexeme]:
        """All words of these kinds."""
        return [w for w in self.all[self.first : self.last + 1] if w.code in codes]

    @property
    def before(self) -> Lexeme | None:
        """The word before."""
        return self.all[self.first - 1] if self.first else None

    @property
    def after(self) -> Lexeme | None:
        """The word after."""
        return self.all[self.last + 1] if self.last + 1 < len(self.all) else None

    @property
    def part(self) -> str | None:
        """Early, mid, late, start or end, where the words say so."""
        part = self.find("E")
        return part.value if part else None


def _which(words: Words) -> tuple[int, bool] | None:
    pointers = words.every("P")
    if not pointers:
        return None
    by, from_story = _WHICH[pointers[-1].value]
    if (
        len(pointers) > 1 and pointers[0].value in ("following", "previous") and by == 0
    ):  # no such English, but harmless
        by, from_story = _WHICH[pointers[0].value]
    place = words.all.index(pointers[0], words.first)
    if pointers[-1].value == "next" and place > words.first and words.all[place - 1].code == "t":
        from_story = True  # "the next day" follows what was told, "next day" is rare
    return by, from_story


def _year(words: Words) -> int | None:
    w = words.find("Yy")
    if w is None:
        return None
    if w.code == "y":
        return w.number + (2000 if w.number <= 30 else 1900)
    return w.number


def _within(words: Words) -> tuple[Shifted | None, int | None, bool]:
    """A unit that the words point at ("of last year"), or a direction ("last August"), and what it is counted from."""
    which = _which(words)
    if which is None:
        return None, None, _NOW
    by, from_story = which
    unit = words.find("UV")
    if unit is not None and unit.value in ("year", "month", "week"):
        return Shifted(unit.value, by, from_story), None, from_story
    return None, by, from_story


def _date(words: Words) -> Reading | None:
    month, day = words.find("M"), words.find("do")
    weekday = words.find("Ww")
    if month is None or day is None or not 1 <= day.number <= 31:
        return None
    within, direction, from_story = _within(words)
    return Point(
        year=_year(words),
        month=month.number,
        day=day.number,
        weekday=weekday.number if weekday else None,
        within=within,
        direction=direction,
        from_story=from_story,
    )


def _month(words: Words) -> Reading | None:
    month = words.every("M")[0]
    within, direction, from_story = _within(words)
    year = _year(words)
    if (
        year is None
        and within is None
        and direction is None
        and not words.part
        and not is_bare_month(words.all, words.first, words.last)
    ):
        return None
    return Point(year=year, month=month.number, within=within, direction=direction, from_story=from_story)


def _season(words: Words) -> Reading | None:
    season = words.every("S")[0]
    within, direction, from_story = _within(words)
    year = _year(words)
    if year is None and within is None and direction is None and not is_bare_season(words.all, words.first, words.last):
        return None
    return Point(year=year, season=season.number, within=within, direction=direction, from_story=from_story)


def _weekday(words: Words) -> Reading | None:
    within, direction, from_story = _within(words)
    if within is None and direction is None and words.find("t") is not None:
        from_story = True  # "on the Monday"
    return Point(weekday=words.every("W")[0].number, within=within, direction=direction, from_story=from_story)


def _day_of_month(words: Words) -> Reading | None:
    within, direction, from_story = _within(words)
    day = words.every("do")[0]
    if day.number > 31 or (within is None and not is_day_of_month(words.all, words.first, words.last)):
        return None
    if within is not None and within.unit != "month":
        return None
    return Point(day=day.number, within=within, direction=direction, from_story=from_story)


def _quarter(words: Words) -> Reading | None:
    numbered = words.find("Z")
    unit = words.every("U")
    if numbered is None and (not unit or unit[0].value not in ("quarter", "half")):
        return None
    within, direction, from_story = _within(words)
    n = words.find("Zo")
    if n is None or not 1 <= n.number <= (4 if numbered or unit[0].value == "quarter" else 2):
        return None
    if numbered is None and unit[0].value == "half":
        return Point(year=_year(words), half=n.number, within=within) if _year(words) or within else None
    return Point(year=_year(words), quarter=n.number, within=within, direction=direction, from_story=from_story)


def _year_alone(words: Words) -> Reading | None:
    year = words.every("Yy")[0]
    era = words.find("B")
    if era is not None:
        return BeforeChrist(year.number) if era.number < 0 else Point(year=year.number)
    if year.code == "Y" and (words.part or words.find("U") or is_year(words.all, words.first, words.last)):
        return Point(year=_year(words))
    return Point(year=_year(words)) if year.code == "y" and is_year(words.all, words.first, words.last) else None


def _ancient(words: Words) -> Reading | None:
    number, era = words.every("dn")[0], words.every("B")[0]
    if not era.text.isupper() or number.number == 0:
        return None
    return BeforeChrist(number.number) if era.number < 0 else Point(year=number.number)


def _decade(words: Words) -> Reading | None:
    decade = words.every("c")[0]
    before = words.before
    if before is not None and before.lower in ("his", "her", "their", "my", "your", "our", "its"):
        return None  # "in her fifties" is an age
    first = decade.number
    if first < 100:
        first += 1900 if first >= 20 else 2000
    return Years(first, first + 9)


def _century(words: Words) -> Reading | None:
    n, unit = words.every("o")[0].number, words.every("U")[0]
    if unit.value != "century" or not 1 < n <= 21:
        return None
    return Years(100 * (n - 1), 100 * (n - 1) + 99)


def _span(words: Words) -> Reading | None:
    months, days = words.every("M"), words.every("do")
    year = _year(words)
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


def _iso(words: Words) -> Reading | None:
    y, m, d = (int(p) for p in words.all[words.first].text.split("-"))
    return Point(year=y, month=m, day=d) if 1 <= m <= 12 and 1 <= d <= 31 and y else None


def _numeric(words: Words) -> Reading | None:
    text = words.all[words.first].text
    a, b, c = (int(p) for p in re.split(r"[/.]", text))
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
            day, month = (a, b) if _day_first(words.all) else ((b, a) if _month_first(words.all) else (0, 0))
    if month == 0:
        return Point(year=year)
    return Point(year=year, month=month, day=day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _day_first(words: list[Lexeme]) -> bool:
    return any(int(w.text.split("/")[0]) in range(13, 32) for w in words if w.code == "X" and "/" in w.text)


def _month_first(words: list[Lexeme]) -> bool:
    return any(int(w.text.split("/")[1]) in range(13, 32) for w in words if w.code == "X" and "/" in w.text)


def _other_calendar(words: Words) -> Reading | None:
    gregorian = words.find("M")
    if gregorian is None:
        return Unsettled() if words.find("doYn") else None
    open_bracket = next(i for i in range(words.first, words.last) if words.all[i].code == "(")
    return _date(Words(words.all, open_bracket + 1, words.last - 1))


def _unit(words: Words) -> Reading | None:
    which, unit = _which(words), words.every("UV")[0]
    count = words.find("NdnA")
    if unit.value == "hour":
        return Unsettled()
    if which is None:  # "the end of the month", "earlier in the week", "the weekend"
        if unit.value == "weekend":
            return Shifted("weekend", 0)
        if unit.value == "quarter" and words.last - words.first == 1:
            return Shifted("quarter", 0, from_story=True)
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
    if pointer == "last" and unit.value in ("day", "decade", "century") and words.find("t"):
        return Unsettled() if unit.value == "day" else Stretch(unit.value, -1)
    return Shifted(unit.value, by, from_story)


def _part_of_day(words: Words) -> Reading | None:
    which = _which(words)
    if which is None:
        return None
    by, from_story = which
    if by == 1 and not from_story:
        from_story = True
    return Shifted("day", by, from_story)


def _deictic(words: Words) -> Reading | None:
    return Shifted("day", words.every("T")[0].number)


def _beside(words: Words) -> Reading | None:
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


def _offset(words: Words) -> Reading | None:
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


def _nth(words: Words) -> Reading | None:
    ordinal, unit = words.find("oP"), words.every("U")[0]
    split = next(i for i in range(words.first, words.last) if words.all[i].code == "f")
    inner = Words(words.all, split + 1, words.last)
    whole = _month(inner) if inner.find("M") else Point(year=_year(inner))
    if not isinstance(whole, Point) or ordinal is None or unit.value not in ("day", "week", "weekend", "month"):
        return None
    if ordinal.code == "P" and ordinal.value != "last":
        return None
    return Nth(unit.value, -1 if ordinal.code == "P" else ordinal.number, whole)


def _holiday(words: Words) -> Reading | None:
    eve = words.find("e") is not None
    return Point(year=_year(words), month=12, day=24 if eve else 25, direction=(_which(words) or (None,))[0])


def _nothing(_: Words) -> Reading | None:
    return Unsettled()


_MONTH = r"M\.?"
_DAY_MONTH = rf"t?[do](?:Uf|f)?{_MONTH}"
_MONTH_DAY = rf"{_MONTH}t?[do](?!:)"
_TAIL = r"(?:,?[fi]?(?:tU)?[Yy]|,?[fi]?t?PP?U|,?P(?![UVWMSPx]))"
_WHICH_ONE = r"t?PP?"
_PART = r"t?E[fi\-]?"
_RULES: tuple[tuple[str, str, Callable[[Words], Reading | None]], ...] = (
    ("iso", r"I", _iso),
    ("numeric", r"X", _numeric),
    ("other", rf"[do]?[ft]?J(?:,?[Yn])?(?:\((?:(?:W,?)?(?:{_DAY_MONTH}|{_MONTH_DAY}),?Y)\))?", _other_calendar),
    (
        "span",
        rf"[do]-[do]f?{_MONTH}(?:,?[Yy])?|{_MONTH}[do]-[do](?:,?[Yy])?|[do]f?{_MONTH}-[do]f?{_MONTH}(?:,?[Yy])?"
        rf"|{_MONTH}-{_MONTH}Y|Y-[dn](?!-)|Y/[Ydn]",
        _span,
    ),
    ("date", rf"(?:(?:{_WHICH_ONE})?[Ww]\.?H?,?)?(?:{_WHICH_ONE})?(?:{_DAY_MONTH}|{_MONTH_DAY}){_TAIL}?", _date),
    ("nth", rf"t?[oP]Uf(?:{_WHICH_ONE})?(?:{_MONTH}{_TAIL}?|Y)", _nth),
    ("month", rf"(?:{_PART}|q)?(?:{_WHICH_ONE})?{_MONTH}{_TAIL}?", _month),
    ("day_of_month", r"t[do](?:[fi]t?PP?U)?", _day_of_month),
    ("weekday", rf"(?:[EL]i?|{_PART})?(?:{_WHICH_ONE}|t)?WH?(?:[fi]t?PP?U|P(?![UVWMSPx]))?", _weekday),
    ("season", rf"(?:{_PART})?(?:{_WHICH_ONE}|t)?S{_TAIL}?", _season),
    ("quarter", rf"(?:{_PART})?t?(?:Z|P?o-?U){_TAIL}?", _quarter),
    ("century", rf"(?:{_PART}|E)?t?o-?U", _century),
    ("decade", rf"(?:{_PART})?t?E?-?c", _decade),
    ("ancient", r"[dn]B|B[dn]", _ancient),
    ("year", rf"(?:{_PART}|q)?(?:tU)?Y?[Yy]B?".replace("Y?[", "["), _year_alone),
    ("beside", r"t[UH]LT?", _beside),
    ("offset", r"q?(?:A?[NdnA])f?-?[UV]-?[GL]|t?U-[GL]U?", _offset),
    ("unit", rf"(?:{_PART}|[EL][if]?)?{_WHICH_ONE}-?[NdnA]?-?[UV]|(?:t?Ef|[EL]i)tU|tU(?!-)", _unit),
    ("part_of_day", rf"(?:[EL]i?)?{_WHICH_ONE}H", _part_of_day),
    ("deictic", r"[EL]?TH?", _deictic),
    ("holiday", rf"(?:{_WHICH_ONE})?D[eU]?(?:,?Y)?", _holiday),
    ("duration", r"q?A?[NdnA]f?-?[UV](?:-x)?", _nothing),
    ("vague", r"R", _nothing),
)
_EACH = tuple((re.compile(pattern), reader) for _, pattern, reader in _RULES)
_ANY = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern, _ in _RULES))
_INDEX = {name: i for i, (name, _, _) in enumerate(_RULES)}


def parse(words: list[Lexeme]) -> Iterator[Parsed]:
    """Every expression of time among the words, in order, without overlap."""
    codes = "".join(w.code for w in words)
    at = 0
    while m := _ANY.search(codes, at):
        at = m.start() + 1
        for pattern, reader in _EACH[_INDEX[str(m.lastgroup)] :]:
            hit = pattern.match(codes, m.start())
            if hit is None:
                continue
            matched = Words(words, hit.start(), hit.end() - 1)
            reading = reader(matched)
            if reading is not None:
                yield Parsed(matched.first, matched.last, reading, matched.part)
                at = hit.end()
                break
