"""A text as words that speak of time and words that do not: one letter for each, so that a grammar can be matched."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import NamedTuple

# Kinds of word, by the letter that stands for each in the grammar's patterns. `x` is any other word, `|` a line's end.
CODES = {
    "month": "M",
    "weekday": "W",
    "short_weekday": "w",
    "season": "S",
    "unit": "U",
    "units": "V",
    "number": "N",
    "article": "A",
    "ordinal": "o",
    "decade": "c",
    "which": "P",
    "the": "t",
    "of": "f",
    "in": "i",
    "part": "E",
    "deictic": "T",
    "day_part": "H",
    "ago": "G",
    "shift": "L",
    "about": "q",
    "era": "B",
    "day_name": "D",
    "day_eve": "e",
    "other_month": "J",
    "vague": "R",
    "join": "j",
}
_TOKEN = re.compile(
    r"(?P<Z>[Qq][1-4]\b)"
    r"|(?P<x>[^\W\d_]+)"
    r"|(?P<I>\d{4}-\d\d-\d\d(?!\d))"
    r"|(?P<X>\d{1,4}(?P<mark>[/.])\d{1,2}(?P=mark)(?:\d{4}|\d\d)(?!\d))"
    r"|(?P<C>\d{1,2}:\d\d(?::\d\d)?)"
    r"|(?P<c>\d{3}0['’]?s\b|['’]?[2-9]0['’]?s\b)"
    r"|(?P<y>['’‘]\d\d\b)"
    r"|(?P<o>\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<d>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<s>['’]s\b|['’](?=\s))"
    r"|(?P<p>\n|[^\w\s])"
)
_MARKS = {
    "-": "-",
    "–": "-",
    "—": "-",
    ",": ",",
    ".": ".",
    "!": ".",
    "?": ".",
    ";": ";",
    "(": "(",
    ")": ")",
    "/": "/",
    "\n": "|",
}
_CURRENCY = frozenset("$€£¥₦₹#№%")
# These are names of people, verbs and modals too: only with a capital letter are they months and days.
_CAPITALISED = frozenset({"month", "weekday", "short_weekday", "day_name", "other_month"})


class Lexeme(NamedTuple):
    """One word, number or mark; `code` is its kind's letter, `value` what it means (month 8, `following`)."""

    code: str
    text: str
    start: int
    end: int
    number: int
    value: str

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()


@cache
def lexicon() -> dict[str, tuple[str, str]]:
    """Kind and value of each word of `words.tsv`."""
    words: dict[str, tuple[str, str]] = {}
    for line in resources.files("tasks.dates").joinpath("words.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, value, forms = line.split("\t")
            for form in forms.split():
                words.setdefault(form.replace("_", " "), (kind, value))
    return words


@cache
def cues(kind: str) -> frozenset[str]:
    """The words of that kind in `cues.tsv`."""
    lines = resources.files("tasks.dates").joinpath("cues.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return frozenset(word for row in rows if row[0] == kind for word in row[1].split())


def lexemes(text: str) -> list[Lexeme]:
    """The text's words and marks in order; spaces are left out, line breaks are lexemes."""
    words = lexicon()
    out: list[Lexeme] = []
    for m in _TOKEN.finditer(text):
        kind, word = m.lastgroup, m.group()
        if kind == "x":
            entry = words.get(word.lower())
            if entry is None or (entry[0] in _CAPITALISED and not word[0].isupper()):
                out.append(Lexeme("x", word, m.start(), m.end(), 0, ""))
                continue
            value = entry[1]
            number = int(value) if value.lstrip("-").isdigit() else 0
            lexeme = Lexeme(CODES[entry[0]], word, m.start(), m.end(), number, value)
            if lexeme.code in "No" and 0 < number < 10:
                lexeme = _joined(out, lexeme, text)
            out.append(_year_in_words(out, lexeme, text) if lexeme.code == "N" else lexeme)
        elif kind == "p":
            code = "$" if word in _CURRENCY else _MARKS.get(word, "x")
            out.append(Lexeme(code, word, m.start(), m.end(), 0, word))
        elif kind == "d":
            out.append(_digits(word, m.start(), m.end()))
        else:
            digits = re.sub(r"\D", "", word)
            number = int(digits) if digits.isascii() and digits else 0
            out.append(Lexeme(str(kind), word, m.start(), m.end(), number, word))
    return _ordered(out)


def _ordered(words: list[Lexeme]) -> list[Lexeme]:
    """The words, each date in digits with the order that the text's other such dates show: `dmy`, `mdy` or nothing."""
    pairs = [w.text.split("/")[:2] for w in words if w.code == "X" and "/" in w.text]
    day_first = any(int(a) in range(13, 32) for a, _ in pairs)
    month_first = any(int(b) in range(13, 32) for _, b in pairs)
    order = "" if day_first == month_first else ("dmy" if day_first else "mdy")
    return [w._replace(value=order) if w.code == "X" else w for w in words] if pairs else words


def _joined(out: list[Lexeme], ones: Lexeme, text: str) -> Lexeme:
    """The number itself, or "twenty-one" and "nineteen ninety-six" in one, its tens and hyphen taken off `out`."""
    hyphen = out.pop() if out and out[-1].code == "-" else None
    if out and _are_tens(out[-1]) and ones.start - out[-1].end == (hyphen.end - hyphen.start if hyphen else 1):
        tens = out.pop()
        number = tens.number + ones.number
        code = "Y" if tens.code == "Y" else ones.code
        return Lexeme(code, text[tens.start : ones.end], tens.start, ones.end, number, str(number))
    if hyphen is not None:
        out.append(hyphen)
    return ones


def _are_tens(word: Lexeme) -> bool:
    """Whether ones may follow: "twenty", and "nineteen ninety" read as a year."""
    is_year = word.code == "Y" and not word.text.isdigit() and word.number % 10 == 0
    return (word.code == "N" and word.number in range(20, 100, 10)) or is_year


def _digits(word: str, start: int, end: int) -> Lexeme:
    if not (word.isdigit() and word.isascii()):
        whole = re.sub(r"\D.*", "", word.replace(",", ""))
        return Lexeme("n", word, start, end, int(whole) if whole.isascii() and len(whole) < 9 else 0, word)
    number = int(word) if len(word) < 9 else 0
    if len(word) <= 2 and 1 <= number <= 31:
        code = "d"
    elif len(word) == 4 and 1000 <= number <= 2199:
        code = "Y"
    else:
        code = "n"
    return Lexeme(code, word, start, end, number, word)


def _year_in_words(out: list[Lexeme], rest: Lexeme, text: str) -> Lexeme:
    """The number itself, or "nineteen ninety" and "the year two thousand" as a year, its start taken off `out`."""
    before = out[-1] if out else None
    if before is None or before.code != "N" or rest.start - before.end != 1:
        return rest
    if 15 <= before.number <= 20 and 10 <= rest.number <= 99:
        code, number = "Y", before.number * 100 + rest.number
    elif rest.number == 1000 and before.number < 100:
        code, number = "N", before.number * 1000
        if number == 2000 and len(out) > 1 and out[-2].lower == "year":
            code = "Y"
    else:
        return rest
    out.pop()
    return Lexeme(code, text[before.start : rest.end], before.start, rest.end, number, str(number))
