"""Stock phrases of web pages: which lines they mark as no part of the article."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from tasks.clean.promos import is_promo

if TYPE_CHECKING:
    from tasks.clean.lines import Line

_NOT_WORD = re.compile(r"[\W_]+")
_COUNT = re.compile(
    r"\W{0,8}(?:\d{1,5}|no|zero|one|two|three)\s+(?=(?:[\w-]+\s+)?(?:comments?|responses?|replies"
    r"|thoughts|reactions|shares?|views|said|min|mins|minutes?|likes?)\b)",
    re.IGNORECASE,
)
_LONGEST = 6  # words of a phrase
_LONG = 45  # words: no note of a site is longer
_BRIEF = 8  # words
# as in: Obituaries editor and a name, Southern desk and a name
_STAFF = re.compile(
    r"^[^.:]{0,40}\b(?:editors?|desk|office|officer|team|newsroom|webmaster|proprietor|publisher|producer|manager"
    r"|contact|helpdesk|correspondence|subscriptions|secretary)\b[^.:]{0,30}:\s",
    re.IGNORECASE,
)
# a credit at the end of a line: "[AFP]", "(Photo: A. Name)", "Photo: A / B"
_CREDIT_TAIL = re.compile(
    r"(?:\[[A-Z][\w./&' -]{1,40}\]|[(\[](?:photo|picture|image|photograph|file|credit|handout|archive|screengrab"
    r"|courtesy|via|ap|afp|reuters|epa|getty)\b[^)\]]{0,80}[)\]]"
    r"|(?:^|[\s.(|])(?:photo|photograph|picture|image|credit)s?(?: credit)?(?: by)?: ?[^.:]{2,60}"
    r"|[.!?)] (?:photo|photograph|picture|image)s? (?:by|courtesy of|via) [^.:]{2,50})\W*$",
    re.IGNORECASE,
)
_CORRECTS = re.compile(r"\W*(?:corrections?|clarifications?|editor['’]?s['’]? note)\b[^:]{0,25}:", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:©|\(c\)\s*(?:19|20)\d\d|copyright\b)", re.IGNORECASE)
_QUOTES = ('"', "“", "„")  # not «, which is an arrow too
_URL_ONLY = re.compile(r"(?:https?://|www\.)\S+$", re.IGNORECASE)


class CueKind(StrEnum):
    """What a stock phrase says of the line."""

    COMMENTS = "comments"
    RELATED = "related"
    OUT = "out"
    CREDIT = "credit"
    STAFF = "staff"
    KICKER = "kicker"


@dataclass(frozen=True, slots=True)
class Cue:
    """A stock phrase found. `whole` is whether the line says nothing else: a heading rather than a note."""

    kind: CueKind
    whole: bool


def fold_line(text: str) -> str:
    """Casefolded letters and digits without diacritics, single spaces."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", text.casefold().replace("'s", "s").replace("’s", "s")).strip()


@cache
def _phrases() -> dict[str, tuple[tuple[CueKind, str], ...]]:
    found: dict[str, list[tuple[CueKind, str]]] = {}
    table = (files("tasks.clean") / "lexicons" / "cues.tsv").read_text(encoding="utf-8")
    for row in table.splitlines():
        if row and not row.startswith("#"):
            kind, where, phrase = row.split("\t")
            found.setdefault(phrase, []).append((CueKind(kind), where))
    return {phrase: tuple(entries) for phrase, entries in found.items()}


def cue_of(line: Line) -> Cue | None:
    """The stock phrase that marks the line, the longest one where several do."""
    text = line.text
    if _COPYRIGHT.match(text) and len(line.words) < 60:
        return Cue(CueKind.OUT, whole=False)
    if _URL_ONLY.match(text):
        return Cue(CueKind.OUT, whole=True)
    bare = text.lstrip(" \t>*•·»«|#~-–—([{+=")
    count = _COUNT.match(bare)
    bare = bare[count.end() :] if count is not None else bare
    found = _phrase_cue(bare, line)
    if found is not None:
        return found
    if len(line.words) <= 60 and _STAFF.match(bare):
        return Cue(CueKind.STAFF, whole=False)
    if is_promo(text, len(line.words)) or (len(line.words) <= _LONG and _CORRECTS.match(text)):
        return Cue(CueKind.OUT, whole=False)
    if len(line.words) <= 60 and (_CREDIT_TAIL.search(text[-120:]) or (len(line.words) <= 30 and "©" in text)):
        return Cue(CueKind.CREDIT, whole=False)
    return None


def _phrase_cue(bare: str, line: Line) -> Cue | None:
    head = bare[:80]
    words = fold_line(head).split()
    phrases = _phrases()
    quoted = line.text.startswith(_QUOTES)  # somebody of the article speaks
    for n in range(min(_LONGEST, len(words)), 0, -1):
        for kind, where in phrases.get(" ".join(words[:n]), ()):
            whole = _says_nothing_else(line, words, n)
            if whole or (not quoted and _marks(where, head, n, line)):
                return Cue(kind, whole)
    if len(line.words) <= _LONG:
        padded = f" {line.folded} "
        for phrase in _anywhere():
            if phrase in padded:
                return Cue(CueKind.OUT, whole=False)
    return None


def _marks(where: str, head: str, n: int, line: Line) -> bool:
    """Whether a phrase of n words at the head of the line marks it, though the line says more."""
    if where == "lead":
        return _label_ends(head, n)
    if where == "start":
        return len(line.words) <= _LONG
    if where == "brief":
        return len(line.words) <= _BRIEF and not line.full_stop
    said = " ".join(head.split()[:n])
    if where == "caps":
        return said.isupper() and not line.text.isupper()
    if where == "named":
        rest = head.split()[n : n + 1]
        return bool(rest) and len(line.words) <= _LONG and not rest[0][0].islower()
    return False


@cache
def _anywhere() -> tuple[str, ...]:
    """The phrases that mark a line wherever they stand in it, with spaces around."""
    return tuple(f" {p} " for p, entries in _phrases().items() if any(where == "has" for _, where in entries))


def _says_nothing_else(line: Line, words: list[str], n: int) -> bool:
    rest = words[n:]
    return all(w.isdigit() or w in ("of", "cancel", "reply") for w in rest) and len(line.words) <= n + 4


def _label_ends(head: str, n: int) -> bool:
    """Whether a colon, dash, bar or number stands after the first n words: the words are a label."""
    at = 0
    for seen, match in enumerate(re.finditer(r"[^\W_]+(?:['’]s\b)?", head), 1):
        at = match.end()
        if seen >= n:
            break
    tail = head[at:].lstrip(" )\"'”’")
    return not tail or tail[0] in ":|/>»(–—[]" or tail.startswith(("- ", "-- ", "* ", "@"))
