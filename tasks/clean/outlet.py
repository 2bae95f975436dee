"""Who published a page: mastheads, bylines, datelines, copyright lines and title suffixes of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from tasks.clean.article import Article
from tasks.clean.bylines import is_byline
from tasks.clean.cues import CueKind, fold_line
from tasks.clean.lines import Line
from tasks.clean.written_dates import full_dates, has_date, month_dates

_PART = re.compile(
    r"\s+[|·•*/»>]+\s*|\s*[|•»]\s*|\s+[-–—]{1,2}\s+|\s{2,}|,\s+(?=\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|\s+\("
)
_WORD = re.compile(r"[^\W_][\w'’ʼʻ.&-]*")
_SMALL = frozenset(
    [
        "the",
        "of",
        "and",
        "&",
        "for",
        "in",
        "on",
        "at",
        "de",
        "du",
        "des",
        "del",
        "la",
        "le",
        "les",
        "da",
        "do",
        "dos",
        "der",
        "die",
        "das",
        "di",
        "el",
        "al",
        "y",
        "e",
        "et",
        "und",
        "au",
        "aux",
        "a",
        "an",
        "&",
    ]
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)[\s©(c)]*(?:\d{4}(?:\s*[-–]\s*(?:\d{4}|present))?)?[\s,.:"
    r"|-]*(?:by\s+)?(?P<who>[^\d|.©]{3,60})",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"\b(?:all rights.*|inc|ltd|llc|plc|an independent.*)\b.*$", re.IGNORECASE)
_DATELINE = re.compile(r"^[^()]{2,60}\((?P<who>[^()]{2,50})\)\s*(?:-{1,2}|–|—|:)\s")
_SUFFIX = re.compile(r"\s(?P<mark>[|–—-])\s+(?P<who>[^|–—]{2,60})$")
_FEWEST_HEADLINE_WORDS = 3
_MOST_WORDS = 7
_LONGEST = 600  # characters of a line that may name the outlet


def outlet_in_text(lines: Sequence[Line], article: Article) -> str | None:
    """The outlet that the lines of a page name, as written there; None where none does.

    Asked in turn: the masthead above the headline, the line of byline and date, the dateline, the copyright line.
    """
    for candidate in _candidates(lines, article):
        if candidate:
            return _tidy(candidate)
    return None


def _candidates(lines: Sequence[Line], article: Article) -> Iterator[str | None]:
    title_at = article.title.number if article.title is not None else article.body[0].number
    masthead = _masthead(lines[: min(title_at, 4)])
    if masthead is not None and _newspaper_word(masthead):
        yield masthead
    yield _after_headline(lines, article.title)
    yield _beside_date(lines[title_at + 1 : article.body[0].number])
    yield _dateline(article.body[0])
    yield _copyright([*lines[:title_at], *lines[article.body[-1].number :]])
    yield masthead
    if title_at > 4:
        yield _masthead([line for line in lines[max(0, title_at - 4) : title_at] if not line.bulleted])


def _masthead(lines: Sequence[Line]) -> str | None:
    """The name that the first line of a masthead begins with."""
    for line in lines:
        if len(line.text) > _LONGEST:
            continue
        kind = line.cue.kind if line.cue is not None else None
        if is_byline(line) or line.bulleted or (kind is not None and line.separators == 0):
            continue
        if line.is_prose:
            return None
        name = _PART.split(line.text.strip(), maxsplit=1)[0].strip(" ,:-–—|*[")
        if "," in name:
            name = name.split(",", 1)[0]
        if _is_name(name) and (line.number == 0 or _newspaper_word(name)):
            return name
    return None


def headline_end(text: str) -> int:
    """Where the headline ends in a line that may name the outlet after it ("Envoy resigns | The Paper")."""
    m = _SUFFIX.search(text)
    if m is None or len(text[: m.start()].split()) < _FEWEST_HEADLINE_WORDS or not _is_name(m["who"]):
        return len(text)
    named = m["mark"] == "|" or (len(m["who"].split()) >= 2 and _newspaper_word(m["who"]))
    return m.start() if named else len(text)


def _after_headline(lines: Sequence[Line], title: Line | None) -> str | None:
    """The name after the headline, in the headline's own line or in one further up that says the same and more."""
    if title is None:
        return None
    bare = fold_line(title.text)
    for line in (*lines[: title.number], title):
        if len(line.text) > _LONGEST:
            continue
        end = headline_end(line.text)
        if end < len(line.text) and (line is title or fold_line(line.text[:end]) == bare):
            return line.text[end:].strip(" |-–—")
        m = _SUFFIX.search(line.text)
        if m is not None and fold_line(line.text[: m.start()]) == bare and _is_name(m["who"]):
            return m["who"]
    return None


def _beside_date(lines: Sequence[Line]) -> str | None:
    """The name that stands before the date, or after the writer, in the lines under the headline."""
    for line in lines:
        if len(line.text) > _LONGEST:
            continue
        parts = [p.strip(" ,.") for p in re.split(r"[|,/•]|\s[-–—]\s|\bno\.\s", line.text)]
        dated = has_date(line.text)
        for k, part in enumerate(parts):
            if k and is_byline(line) and not _newspaper_word(part):
                continue
            if k == 0 and (is_byline(line) or not (dated or _newspaper_word(part))):
                continue
            if (
                _is_name(part)
                and not has_date(part)
                and (_newspaper_word(part) or (dated and k == 0 and len(part.split()) >= 2))
            ):
                return part
    return None


def _dateline(line: Line) -> str | None:
    m = _DATELINE.match(line.text[:160])
    who = m["who"].split(",")[0] if m is not None else ""  # a desk may follow
    if not who or (who.isupper() and " " not in who) or has_date(who) or not _is_name(who):
        return None
    return who


def _copyright(lines: Sequence[Line]) -> str | None:
    for line in reversed(lines):
        if not line.text.startswith("(c)") and (line.cue is None or line.cue.kind is not CueKind.OUT):
            continue
        m = _COPYRIGHT.search(line.text)
        if m is not None:
            name = _RIGHTS.sub("", re.split(r"\s[-–—|]\s", m["who"])[0]).strip(" ,.-–—")
            if _is_name(name):
                return name
    return None


def _is_name(text: str) -> bool:
    """Whether the text could be an outlet's name: few words, capitals, no date, no label of a menu."""
    words = _WORD.findall(text)
    if not words or len(words) > _MOST_WORDS or len(text) > 60 or text.endswith(("?", "!")):
        return False
    if any(True for _ in full_dates(text)) or any(True for _ in month_dates(text)):
        return False
    if fold_line(text) in _labels() or has_date(text):
        return False
    return all(w[0].isupper() or w[0].isdigit() or w.lower() in _SMALL or not w[0].isascii() for w in words) or (
        words[0][0].islower() and words[0][1:2].isupper()
    )


def _newspaper_word(text: str) -> bool:
    return any(w in _outlet_words() for w in re.split(r"[\W_]+", text.casefold()))


@cache
def _outlet_words() -> frozenset[str]:
    rows = (files("tasks.clean") / "lexicons" / "outlet_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(row for row in rows if row and not row.startswith("#"))


@cache
def _labels() -> frozenset[str]:
    """Folded phrases that are labels of pages and no names."""
    rows = (files("tasks.clean") / "lexicons" / "cues.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(row.split("\t")[2] for row in rows if row and not row.startswith("#"))


def _tidy(name: str) -> str:
    """The name in one case of letters: mastheads in capitals become title case."""
    name = " ".join(name.split()).strip(" ,.-–—|")
    if name.isupper() and " " in name:
        return " ".join(
            w if len(w) <= 2 and w not in ("OF", "IN", "AN", "ON") else w.capitalize() for w in name.split()
        )
    return name
