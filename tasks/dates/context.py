"""Whether a bare month, season, day number or year is one, seen from the words beside it."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.dates.lexemes import Lexeme, cues

_TIME_PREPOSITIONS = cues("time_preposition")
_YEAR_PREPOSITIONS = cues("year_preposition")
_AFTER_DAY = cues("after_day")  # "on the 14th he left"
_PAST = cues("past")
_MEASURED = cues("measured")
_NUMBERED = cues("numbered")  # "Resolution 1973"


def is_bare_month(words: list[Lexeme], first: int, last: int) -> bool:
    """Whether "May" or "August", with nothing more said, is the month and not a name."""
    before, after = _beside(words, first, last)
    is_stopped = words[last].code == "."
    if (
        after is not None
        and not is_stopped
        and after.code == "x"
        and after.text[:1].isupper()
        and _adjoin(words[last], after)
    ):
        return False  # "April Glaspie"
    if is_march_of_people(words, first, last) or (words[last].text.isupper() and len(words[last].text) == 3):
        return False  # "the March for Life", "SEP"
    if before is not None and before.code in "tA":
        return words[last].lower != "may" and is_noun_after(words, last)  # "the March accession"
    if before is None or before.code in "|.":
        return after is not None and after.code in ",|:" and words[last].lower not in ("may", "march")
    if before.code == "x" and before.text[:1].isupper() and before.lower not in _TIME_PREPOSITIONS:
        return False  # "Theresa May"
    return (
        before.lower in _TIME_PREPOSITIONS or before.code in "if(-,MG" or (before.code == "x" and before.text.islower())
    )


def is_march_of_people(words: Sequence[Lexeme], first: int, last: int) -> bool:
    """Whether "March" is one of people: "the March for Life", "a March on Rome"."""
    rest = words[last + 1 : last + 3]
    is_led = len(rest) == 2 and rest[0].lower in ("for", "on", "against") and rest[1].text[:1].isupper()
    is_named = first > 0 and words[first - 1].lower not in _TIME_PREPOSITIONS
    return words[last].lower == "march" and is_led and is_named


def is_noun_after(words: Sequence[Lexeme], last: int) -> bool:
    """Whether a month, day or year only names what follows it ("the March accession")."""
    after = words[last + 1] if last + 1 < len(words) else None
    if after is None or after.code != "x" or not after.text.isalpha() or not _adjoin(words[last], after):
        return False
    return after.text.islower() and after.lower not in _AFTER_DAY and after.lower not in _PAST


def is_bare_season(words: list[Lexeme], first: int, last: int) -> bool:
    """Whether "spring" or "fall", with no year and no "last", is the season."""
    before, after = _beside(words, first, last)
    if words[first].code == "E":
        return True
    if words[first].code == "t":
        return not (after is not None and after.code == "f")  # "the fall of Kabul"
    return before is not None and before.lower in (
        "in",
        "since",
        "until",
        "by",
        "during",
        "every",
        "each",
        "of",
        "till",
    )


def is_bare_feast(words: list[Lexeme], first: int, last: int) -> bool:
    """Whether "Christmas", with nothing more said, is the day and not what is done then ("a Christmas tree")."""
    before, after = _beside(words, first, last)
    if before is None or (before.lower not in _TIME_PREPOSITIONS and before.lower not in ("at", "this")):
        return False
    return after is None or after.code != "x" or not after.text.isalpha() or after.lower in _AFTER_DAY


def is_day_of_month(words: list[Lexeme], first: int, last: int) -> bool:
    """Whether "the 14th" is a day ("on the 14th he left") and not an ordinal ("the 14th floor")."""
    before, after = _beside(words, first, last)
    number = words[last]
    if number.code != "o" or not number.text[:1].isdigit() or before is None:
        return False
    if before.lower not in ("on", "by", "since", "until", "till", "from", "of", "before", "after", "to", "and"):
        return False
    return after is None or after.code in ".,;|)-tAN" or after.lower in _AFTER_DAY


def is_day_beside(words: list[Lexeme], last: int) -> bool:
    """Whether the second number of "May 4 and 5" is a day too and not a count of what follows."""
    after = words[last + 1] if last + 1 < len(words) else None
    return after is None or after.code in ".,;|)-" or after.lower in _AFTER_DAY or after.lower in ("was", "were")


def is_year(words: list[Lexeme], first: int, last: int) -> bool:
    """Whether a bare number of four digits, or "'11", is a year and not a count or a price."""
    before, after = _beside(words, first, last)
    year = words[last]
    if len(year.text) == 3 and year.code == "Y":
        return True  # only where the text made sure of it
    if before is not None and (before.code in "$/" or before.lower in _NUMBERED or _is_inside_a_code(words, first)):
        return False
    if before is not None and before.code in "dnNX" and _adjoin(before, year):
        return False
    if after is not None and _adjoin(year, after) and (after.code in "UV$" or after.lower in _MEASURED):
        return False
    if after is not None and after.start == year.end and after.code in "Xdn:":
        return False
    if after is not None and after.text == "+":
        return False
    introduced = before is not None and (before.lower in _YEAR_PREPOSITIONS or before.code in "(-MSEif")
    if year.code == "y":
        return before is not None and ((introduced and before.code != "x") or before.code == "i")
    return introduced or 1700 <= year.number <= 2050


def _is_inside_a_code(words: list[Lexeme], at: int) -> bool:
    """Whether a number stands inside a telephone number or a name of letters and digits ("461-1776", "X1900")."""
    before, year = words[at - 1], words[at]
    if before.end != year.start:
        return False
    if before.code == "x":
        return before.text.isalpha() and before.lower != "fy"
    earlier = words[at - 2] if at > 1 else None
    return before.code in ".-" and earlier is not None and earlier.code == "n" and earlier.end == before.start


def _beside(words: list[Lexeme], first: int, last: int) -> tuple[Lexeme | None, Lexeme | None]:
    return (words[first - 1] if first else None), (words[last + 1] if last + 1 < len(words) else None)


def _adjoin(a: Lexeme, b: Lexeme) -> bool:
    return b.start - a.end <= 1
