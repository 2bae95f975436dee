"""Which line of a page is the article's headline."""

from __future__ import annotations

import re

from tasks.clean.bylines import bare_name, is_byline, is_date_line, is_desk_line
from tasks.clean.captions import bracketed
from tasks.clean.cues import CueKind, fold_line
from tasks.clean.lines import Line
from tasks.clean.marks import Marks
from tasks.clean.written_dates import full_dates, has_date, words_beside_dates

_LONGEST_TITLE = 40  # words
_PLAUSIBLE = 5.0
# kinds of text whose headline carries its day
_DOCUMENT = re.compile(
    r"\b(?:reports?|transcripts?|briefings?|communiqu[eé]s?|decrees?|statements?|minutes|notices?"
    r"|lists?|circulars?|orders?|hearings?|sessions?"
    r"|sittings?|proceedings|speech|remarks|summary|results|timeline|resolutions?|appointments|postings|sanctions"
    r"|decisions?|meetings?|declaration|readout|conference)\b",
    re.IGNORECASE,
)
_STANDFIRST = re.compile(r"(?:how|why|what|who|where|when|as|after|an?|the)\b(?!.*\?$)", re.IGNORECASE)


def headline_said(marks: Marks, first: int, headline: str | None) -> Line | None:
    """The line nearest to the article that says what the markup gives as the headline."""
    if headline is None:
        return None
    folded = fold_line(headline)
    same = [line for line in marks.lines[: first + 1] if line.folded == folded]
    return same[-1] if same else None


def find_headline(marks: Marks, first: int) -> Line | None:
    """The headline above the article's first prose: the nearest line that looks like one, seen from the prose up."""
    lines = marks.lines
    opening = set(" ".join(line.folded for line in lines[first : first + 6]).split())
    best: tuple[float, Line] | None = None
    skipped = 0.0
    for n in range(first - 1, max(-1, first - 60), -1):
        line = lines[n]
        score = _score(marks, n, opening) - skipped
        if score > 0 and (best is None or score > best[0]):
            best = (score, line)
        if score >= _PLAUSIBLE:
            skipped += 1.5
        elif not (
            line.cue is not None or is_byline(line) or is_date_line(line) or line.bulleted or bracketed(line.text)
        ):
            skipped += 1
    return best[1] if best is not None else None


def first_line_is_headline(marks: Marks, first: int, last: int) -> bool:
    """Whether the first line that reads as prose is the headline: a question, a quotation, the page's first."""
    line, after = marks.lines[first], [marks.lines[n] for n in range(first + 1, last + 1) if marks.lines[n].is_prose]
    if not after or len(line.words) > 25 or len(after[0].words) < len(line.words):
        return False
    apart = marks.lines[first + 1].block != line.block or is_byline(marks.lines[first + 1])
    return apart and (first == 0 or line.text.endswith(("?", "!", '"', "”", "’", "'")))


def _impossible(line: Line) -> bool:
    """Whether the line can be no headline."""
    words, text = line.words, line.text
    if not words or len(words) > _LONGEST_TITLE or line.is_menu or line.is_image or line.bulleted:
        return True
    if is_byline(line) or is_desk_line(line) or text.endswith((":", ",", ";")) or bracketed(text):
        return True
    if is_date_line(line) and words_beside_dates(text) < 2:
        return True
    return line.cue is not None and line.cue.kind is not CueKind.KICKER


def _score(marks: Marks, n: int, opening: set[str]) -> float:
    """How much the line looks like a headline; 0 where it is none."""
    line = marks.lines[n]
    return 0.0 if _impossible(line) or marks.listed[n] else _look(line) + _place(marks, n, opening)


def _look(line: Line) -> float:
    """What the line's own words say for it and against it."""
    words, text = line.words, line.text
    score = 8.0
    if has_date(text):
        beside = words_beside_dates(text)
        if not _DOCUMENT.search(text):
            score -= 6.0 if beside < 5 else 3.0 if any(True for _ in full_dates(text)) else 0.0
    if line.cue is not None:
        score -= 4.0
    if bare_name(line) and not text.isupper():
        score -= 7.0 if "," in text else 2.0
    if line.separators:
        score -= 2.0 if " - " in text else 4.0
    if line.is_numbered and len(words) <= 6:
        score -= 6.0
    if text[0].islower():
        score -= 4.0
    if len(words) <= 2:
        score -= 1.5 if len(words) == 2 else 4.0
    if len(words) >= 5:
        score += 1.5
    if line.full_stop and not text.rstrip("\"'”’").endswith(("?", "!")) and len(words) > 6:
        score -= 3.5
    return score


def _place(marks: Marks, n: int, opening: set[str]) -> float:
    """What the line's neighbours and the article's first words say for it and against it."""
    line = marks.lines[n]
    score = 0.0
    if n + 1 < len(marks.lines) and marks.listed[n + 1]:
        score -= 4.0
    if len(line.words) >= 12 and _STANDFIRST.match(line.text) and _headline_above(marks, n):
        score -= 4.0
    content = [w for w in line.folded.split() if len(w) > 3]
    if len(content) >= 4:
        score += 3.0 * sum(w in opening for w in content) / len(content)
    return score


def _headline_above(marks: Marks, n: int) -> bool:
    above = marks.lines[n - 1] if n else None
    return (
        above is not None
        and 3 <= len(above.words) <= 12
        and above.cue is None
        and not above.is_menu
        and not has_date(above.text)
    )
