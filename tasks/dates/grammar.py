"""Expressions of time as patterns over kinds of words.

A text becomes one letter a word (`lexemes.CODES`), and the rules are regular expressions over those letters. The first
rule that matches at the leftmost place wins, unless its reader says that the words around it make it something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tasks.dates import counted, readers
from tasks.dates.lexemes import Lexeme
from tasks.dates.matched import Words
from tasks.dates.readings import Parsed, Reading, Shifted, Span

_MONTH = r"M\.?"
_DAY_MONTH = rf"t?[do](?:Uf|f)?{_MONTH}"
_MONTH_DAY = rf"{_MONTH}t?[do](?!:)"
_LAST = r",?P(?=[.,;)|\-]|$)"  # "on Monday last"
_TAIL = rf"(?:,?[fi]?(?:tU)?[Yy]|,?[fi]?t?PP?U|{_LAST})"
_WHICH_ONE = r"t?PP?"
_PART = r"t?E[fi\-]?"
_RULES: tuple[tuple[str, str, Callable[[Words], Reading | None]], ...] = (
    ("iso", r"I", readers.read_iso),
    ("numeric", r"X", readers.read_numeric),
    ("attacks", r"d/d", readers.read_eleventh_of_september),
    (
        "other",
        rf"[do]?[ft]?J(?:,?[Yn])?(?:\((?:(?:W,?)?(?:{_DAY_MONTH}|{_MONTH_DAY}),?Y)\))?",
        readers.read_other_calendar,
    ),
    (
        "span",
        rf"[do]-[do]f?{_MONTH}(?:,?[Yy])?|{_MONTH}[do]-[do](?:,?[Yy])?|[do]f?{_MONTH}-[do]f?{_MONTH}(?:,?[Yy])?"
        rf"|{_MONTH}-{_MONTH}Y|Y-[dn](?!-)|Y/[Ydn]",
        readers.read_span,
    ),
    (
        "date",
        rf"(?:q|t?H[fi]|(?:{_WHICH_ONE})?[Ww]\.?H?[f,]?)?(?:{_WHICH_ONE})?(?:{_DAY_MONTH}|{_MONTH_DAY}){_TAIL}?|[do]-M-Y",
        readers.read_date,
    ),
    ("day_beside", r"t?[do](?=jt?[do]f?M)|(?<=M[do]j)[do](?!:)(?:,?Y)?", readers.read_day_beside),
    ("nth", rf"t?[oP]Uf(?:{_WHICH_ONE})?(?:{_MONTH}{_TAIL}?|Y)", counted.read_nth),
    ("month", rf"(?:{_PART}|q)?(?:{_WHICH_ONE})?{_MONTH}(?!\.?t?[do](?![:f])){_TAIL}?", readers.read_month),
    ("day_of_month", r"t[do](?:[fi]t?PP?U)?", readers.read_day_of_month),
    (
        "weekday",
        rf"(?:{_PART})?{_WHICH_ONE}w\.?|(?:[EL]i?|{_PART})?(?:{_WHICH_ONE}|t)?WH?(?:[fi]t?PP?U|{_LAST})?",
        readers.read_weekday,
    ),
    ("season", rf"(?:{_PART})?(?:{_WHICH_ONE}|t)?S{_TAIL}?|t?YS", readers.read_season),
    ("quarter", rf"(?:{_PART})?(?:{_WHICH_ONE}Us)?t?(?:Z|P?o-?U){_TAIL}?|t?Yo-?U|t?U-[GL]o-?U", readers.read_quarter),
    ("century", rf"(?:{_PART}|E)?t?o-?UB?", readers.read_century),
    ("decade", rf"(?:{_PART})?t?E?-?c", readers.read_decade),
    ("ancient", r"[dn]B|B[dn]", readers.read_ancient),
    ("year", rf"(?:{_PART}|q)?(?:tU)?Y?[Yy]B?".replace("Y?[", "["), readers.read_year_alone),
    ("unit_end", r"t?Us?-?E", counted.read_unit_end),
    ("beside", r"t[UH]LT?", counted.read_beside),
    ("offset", r"q?(?:A?[NdnA])f?-?[UV]-?[GL]|t?U-[GL]U?", counted.read_offset),
    ("unit", rf"(?:{_PART}|[EL][if]?)?{_WHICH_ONE}-?[NdnA]?-?[UV]|(?:t?Ef|[EL]i)tU|tU(?!-)", counted.read_unit),
    ("part_of_day", rf"(?:[EL]i?)?{_WHICH_ONE}H", counted.read_part_of_day),
    ("deictic", r"[EL]?TH?", counted.read_deictic),
    ("feast", rf"(?:{_WHICH_ONE})?D[eUW]?(?:,?Y)?", readers.read_feast),
    ("duration", r"q?A?[NdnA]f?-?[UV](?:-x)?", counted.read_nothing),
    ("vague", r"R", counted.read_nothing),
)
_EACH = tuple((re.compile(pattern), reader) for _, pattern, reader in _RULES)
# Most words say nothing of time: the look-ahead passes over them quickly.
_ANY = re.compile(r"(?=[^x.,()|$/\-s])(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern, _ in _RULES) + ")")
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
                yield from _ends(matched, reading)
                at = hit.end()
                break


def _ends(matched: Words, reading: Reading) -> Iterator[Parsed]:
    """The expression; two where it gives both ends in full ("14 October - 25 November 1952")."""
    dash = next((i for i in range(matched.first, matched.last) if matched.all[i].code == "-"), None)
    if (
        isinstance(reading, Span)
        and dash is not None
        and len(matched.every("M")) == 2
        and reading.first.day is not None
    ):
        yield Parsed(matched.first, dash - 1, reading.first)
        yield Parsed(dash + 1, matched.last, reading.last)
    else:
        shift = matched.find("L") if isinstance(reading, Shifted) else None  # "earlier this year"
        yield Parsed(matched.first, matched.last, reading, shift.lower if shift else matched.part)
