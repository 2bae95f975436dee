"""Lines that say who wrote and when: bylines, date lines, and the names in them."""

from __future__ import annotations

import re

from tasks.clean.agencies import agency_at
from tasks.clean.lines import Line
from tasks.clean.written_dates import has_date, words_beside_dates

_BY = re.compile(
    r"(?:by|from|words|text|report|story|posted by|written by|reported by|interview by|interview"
    r"|conversation|a portrait by|a column by|portrait by"
    r"|column by|live page by|published by|author|reporter|as told to|an? (?:essay|report|profile"
    r"|interview|portrait|column|story|review) by)"
    r"\b(?P<colon>\s*:)?\s+(?P<who>\S.*)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:column|opinion|comment|commentary|analysis|essay|notebook|diary|viewpoint"
    r"|guest column)\s*[-–—:|]+\s*(?P<who>[^\W\d_].*)$",
    re.IGNORECASE,
)
_BY_INSIDE = re.compile(r"[\s|,;·•-](?:posted )?[Bb][Yy]\s+(?P<who>[^\W\d_].*)$")
_MOST_LABEL_WORDS = 8
_STRICT_BY = re.compile(r"(?:by|posted by|written by|reported by|interview by|live page by)\b", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’ʼʻ\"“”()&-]*")
PARTICLES = frozenset(
    [
        "al",
        "el",
        "bin",
        "ibn",
        "binti",
        "van",
        "der",
        "den",
        "de",
        "da",
        "di",
        "do",
        "dos",
        "du",
        "del",
        "della",
        "la",
        "le",
        "von",
        "zu",
        "y",
        "e",
        "and",
        "und",
        "et",
        "of",
        "the",
    ]
)
_DESK = re.compile(
    r"\b(?:staff|our|special|own)\s+(?:correspondent|reporter|writer)s?\b|\b(?:correspondent|reporter"
    r"|news agencies|news network|news service|agencies"
    r"|news desk|web desk|bureau|staff writer|our staff|agencies)\b",
    re.IGNORECASE,
)
_POSTED = re.compile(r"(?:posted|published|updated|last updated|last modified|created|date|issued)\b", re.IGNORECASE)
_AGO = re.compile(
    r"(?:(?:posted|published|updated)\s+)?(?:\d{1,3}|an?)\s+(?:second|minute|min|hour|day|week|month|year)s?\s+ago",
    re.IGNORECASE,
)
_MOST_WORDS = 18


def is_byline(line: Line) -> bool:
    """Whether the line says who wrote the article and little else."""
    return byline_of(line) is not None


def byline_of(line: Line) -> str | None:
    """Who the line says wrote the article, as written, None where it is no byline."""
    text = line.text.strip(" *_|")
    if not line.words or len(line.words) > _MOST_WORDS or text.endswith(("?", "!")):
        return None
    m = _BY.match(text)
    if m is None:
        return _label_and_name(text)
    if line.full_stop and not re.search(r"\b[A-Z]\.$", text):
        return None
    word = text[: m.start("who")].strip().rstrip(":").lower()
    who = m["who"]
    says_so = _STRICT_BY.match(text) or m["colon"] or word.endswith(" by") or word == "from"
    return _who(who) if says_so and _names_only(who) else None


def _label_and_name(text: str) -> str | None:
    """The name after a label or a date: "Column - A. Writer", "12 May 2013, by A. Writer", "Notebook by A. Writer"."""
    m = _LABEL.match(text)
    if m is not None and bare_words(m["who"]):
        return m["who"].strip()
    m = _BY_INSIDE.search(text)
    if m is None or text.endswith(".") or not _labels_writer(text[: m.start()].strip(" ,|-–—·")):
        return None
    words = m["who"].split(",")[0].split()
    return _who(m["who"]) if _names_only(m["who"]) and words[0][0].isupper() else None


def _labels_writer(before: str) -> bool:
    """Whether what stands before "by" is a date or a label: headlines have that word too."""
    if not before or len(before.split()) > _MOST_LABEL_WORDS:
        return False
    return words_beside_dates(before) == 0 or before[0].islower() or before.isupper()


def bare_words(name: str) -> bool:
    """Whether the words are two to four and could be a person's name."""
    words = name.split()
    return (
        2 <= len(words) <= 4
        and all(w[0].isupper() or w.lower() in PARTICLES for w in words)
        and not re.search(r"[\d:]", name)
    )


def bare_name(line: Line) -> str | None:
    """The name in a line that is nothing but a name, perhaps with an outlet, a desk or a place after a comma."""
    text = line.text.strip(" *_|")
    if line.bulleted or not 2 <= len(line.words) <= 8 or line.ends_sentence or re.search(r"[\d:\"“”|>]", text):
        return None
    name, _, rest = text.partition(",")
    words = name.split()
    if not 2 <= len(words) <= 4 or _DESK.search(name) or line.cue is not None:
        return None
    if not all(w[0].isupper() or w.lower() in PARTICLES for w in words) or words[0].lower() in PARTICLES:
        return None
    small = [w for w in rest.split() if w[0].islower() and w.lower() not in PARTICLES]
    return name if len(small) <= 1 else None


def is_desk_line(line: Line) -> bool:
    """Whether the line names a desk in the writer's place ("Staff Correspondent, Mymensingh")."""
    if not line.words or len(line.words) > 6 or line.ends_sentence:
        return False
    return _DESK.search(line.text) is not None or agency_at(line.text.lstrip(" ([-–—")) is not None


def is_date_line(line: Line) -> bool:
    """Whether the line holds a date or a time and little else."""
    text = line.text
    if _AGO.fullmatch(text.strip(" .|")):
        return True
    if len(line.words) > _MOST_WORDS or not (has_date(text) or _POSTED.match(text)):
        return False
    beside = words_beside_dates(text)
    if line.full_stop and beside > 1 and not _POSTED.match(text):
        return False
    return beside <= (5 if _POSTED.match(text) else 4) and not line.is_prose


def _names_only(who: str) -> bool:
    """Whether every word could be part of names, places, outlets or dates: capitals, but for particles and desks."""
    bare = _DESK.sub(" ", who)
    words = _NAME_WORD.findall(bare)
    small = [w for w in words if w[0].islower() and w.lower() not in PARTICLES]
    return (
        bool(words or bare != who) and len(small) <= max(1, len(words) // 4) if not has_date(who) else len(small) <= 2
    )


def _who(who: str) -> str | None:
    """The name without date, outlet and bars after it."""
    cut = re.split(
        r"\s*[|•·/]\s*|\s+[-–—]{1,2}\s+|\s{3,}|,\s*(?=(?:\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))",
        who,
        maxsplit=1,
    )[0]
    cut = re.sub(
        r"\s+(?:on\s+)?(?:\d{1,2}\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d.*$", "", cut
    )
    cut = re.sub(r",?\s*\d{1,4}[/.-]\d.*$", "", cut)
    cut = cut.strip(" ,;.|*_")
    return cut or None
