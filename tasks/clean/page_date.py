"""The page's own date: what it says of itself, never the clock of the crawl, a menu, a comment or a copyright line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from schemas.vocab import PublishedBasis
from tasks.clean.article import Article, lines_under_headline
from tasks.clean.bylines import is_byline, is_date_line
from tasks.clean.cues import CueKind
from tasks.clean.lines import Line
from tasks.clean.written_dates import WrittenDate, full_dates, month_dates, words_beside_dates, yearless_dates
from tasks.dates.edtf import bounds

_URL_DAY = re.compile(r"(?<!\d)(19\d\d|20\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_URL_NAMED = re.compile(
    r"/(19\d\d|20\d\d)/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/(0?[1-9]|[12]\d|3[01])(?!\d)",
    re.IGNORECASE,
)
_URL_MONTH = re.compile(r"/(19\d\d|20\d\d)/(0[1-9]|1[0-2])(?=/|$)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = re.compile(r"(?<![\d.,/-])(1[89]\d\d|20\d\d)(?![\d%/]|[.,]\d)")
_LABELLED = re.compile(
    r"\b(?:posted|published|issued|dated|date|first published|publication date|released?)\b", re.IGNORECASE
)
_UPDATED = re.compile(r"\b(?:updated|modified|revised)\b", re.IGNORECASE)
_DATELINE_LENGTH = 130
_DATELINE_WORDS = frozenset(
    (
        "on",
        "in",
        "at",
        "the",
        "of",
        "from",
        "by",
        "our",
        "own",
        "special",
        "staff",
        "correspondent",
        "reporter",
        "to",
        "and",
        "de",
        "da",
        "do",
    )
)
_DATELINE_END = re.compile(r"\s[-–—]{1,2}\s|\)\s*[-–—:]|(?<=[\w)]):\s|\.-{1,2}|\.\s+[A-Z]|\)\s+[A-Z]")
_NEAR_TITLE = 6  # lines above the headline in which the newspaper's own date may stand
_LONGEST_MASTHEAD = 60  # words
_SLACK_DAYS = 4  # between a masthead's day and the dateline's


@dataclass(frozen=True, slots=True)
class PageDate:
    """The date as EDTF, null where the page gives none, and how it is known."""

    edtf: str | None
    basis: PublishedBasis


UNDATED = PageDate(None, PublishedBasis.NONE)


def date_as_given(text: str | None) -> str | None:
    """The EDTF date in what a record or a metadata field says, None where it holds none."""
    if not text:
        return None
    m = re.match(r"\s*(\d{4})-(\d\d)-(\d\d)(?:[T ]|$)", text)
    if m is not None:
        try:
            return date(int(m[1]), int(m[2]), int(m[3])).isoformat()
        except ValueError:
            return None
    for found in (*full_dates(text), *month_dates(text)):
        return found.edtf
    m = re.fullmatch(r"\s*(\d{4}(?:-(?:0[1-9]|1[0-2]))?)\s*", text)
    return m[1] if m is not None else None


def date_in_url(uri: str) -> str | None:
    """The date in the path of a web address; None where it holds none or is a path of files."""
    try:
        parts = urlsplit(uri)
    except ValueError:  # a bracket in the host, say
        return None
    if parts.scheme not in ("http", "https"):
        return None
    path = parts.path
    if m := _URL_NAMED.search(path):
        return _valid(int(m[1]), _MONTHS.index(m[2].lower()) + 1, int(m[3]))
    if m := _URL_DAY.search(path):
        return _valid(int(m[1]), int(m[2]), int(m[3]))
    if m := _URL_MONTH.search(path):
        return f"{m[1]}-{m[2]}"
    return None


def date_in_text(lines: Sequence[Line], article: Article) -> PageDate:
    """The date that the article's surroundings give.

    Asked in turn: the lines between headline and article, the dateline, the lines close above the headline, the
    headline, the article's closing lines, a labelled date after the article. A date without a year stays one.
    """
    title_at = article.title.number if article.title is not None else article.body[0].number
    under = [line for line in lines_under_headline(lines, article) if _could_date(line)]
    dateline = _first(_dateline_dates(article.body[0].text))
    above = _masthead_lines(lines, title_at)
    options: list[tuple[WrittenDate | None, PublishedBasis]] = [(_in_lines(under), PublishedBasis.BYLINE)]
    if dateline is not None and not dateline.edtf.startswith("XXXX"):
        options.append((dateline, PublishedBasis.BYLINE))
    options.append((_agreeing(_in_lines(above), dateline, article), PublishedBasis.BYLINE))
    if article.title is not None:
        options.append((_first(full_dates(article.title.text)), PublishedBasis.TEXT))
    options.append((_closing(article), PublishedBasis.TEXT))
    options.append((_labelled_after(article), PublishedBasis.BYLINE))
    for found, basis in options:
        if found is not None and not found.edtf.startswith("XXXX"):
            return PageDate(found.edtf, basis)
    for found, basis in [*options, (dateline, PublishedBasis.BYLINE)]:
        if found is not None:
            return PageDate(found.edtf, basis)
    return UNDATED


def _could_date(line: Line) -> bool:
    return not line.bulleted and not line.is_prose and (is_date_line(line) or is_byline(line) or len(line.words) <= 16)


def _masthead_lines(lines: Sequence[Line], title_at: int) -> list[Line]:
    """The lines above the headline in which the paper's own date may stand: few, and no menu of bullets among them."""
    near = lines[max(0, title_at - _NEAR_TITLE) : title_at]
    if title_at > _NEAR_TITLE * 2 or any(line.bulleted for line in lines[:title_at]):
        near = lines[max(0, title_at - 2) : title_at]
        near = [line for line in near if is_date_line(line) and not line.bulleted]
    return [line for line in reversed(near) if _could_be_masthead(line)]


def _could_be_masthead(line: Line) -> bool:
    """Whether the line may hold the paper's own date: no prose, no menu of months, no list of events."""
    if line.is_prose or len(line.words) > _LONGEST_MASTHEAD:
        return False
    if line.cue is not None and line.cue.kind is CueKind.RELATED:
        return False
    return len({d.edtf for d in month_dates(line.text)}) <= 1


def _in_lines(lines: Iterable[Line]) -> WrittenDate | None:
    lines = list(lines)
    for find in (full_dates, month_dates, yearless_dates):
        labelled = [d for line in lines for d in find(line.text) if _labelled(line.text, d)]
        plain = [d for line in lines for d in find(line.text) if not _UPDATED.search(line.text)]
        updated = [d for line in lines for d in find(line.text)]
        for found in (*labelled, *plain, *updated):
            return found
    return None


def _labelled(text: str, found: WrittenDate) -> bool:
    """Whether the words before the date say that it is the day of publication, and not that of a later change."""
    before = text[: found.start].rpartition("|")[2]
    return _LABELLED.search(before) is not None and _UPDATED.search(before) is None


def _dateline_dates(text: str) -> Iterable[WrittenDate]:
    """Dates in the dateline that opens an article ("KYIV, Sept 8, 2020 (Dnipro Wire) - ...")."""
    heads = [text[: m.start() + 1] for m in _DATELINE_END.finditer(text[:_DATELINE_LENGTH])]
    places = [h for h in heads if not any(w[0].islower() and w not in _DATELINE_WORDS for w in _words_beside(h))]
    return [d for h in places for d in full_dates(h)] or [d for h in places for d in yearless_dates(h)]


def _words_beside(head: str) -> list[str]:
    """The words of a dateline that stand for its place: not those in brackets, not the date's."""
    bare = re.sub(r"[(\[][^()\[\]]*[)\]]?", " ", head)
    for found in [*full_dates(bare), *yearless_dates(bare)][:1]:
        bare = bare[: found.start] + bare[found.end :]
    return re.findall(r"[^\W\d_]+", bare)


def _agreeing(found: WrittenDate | None, dateline: WrittenDate | None, article: Article) -> WrittenDate | None:
    """The masthead's date, unless the article speaks of a later year or was filed on another day."""
    if found is None or found.edtf.startswith("XXXX"):
        return found
    span = bounds(found.edtf)
    if span is None:
        return None
    years = [int(y) for line in article.body for y in _YEAR.findall(line.text)]
    if dateline is not None and dateline.edtf.startswith("XXXX"):
        near = _with_year(dateline.edtf, span[0].year)
        if near is not None and not -_SLACK_DAYS <= (span[1] - near).days <= _SLACK_DAYS + (span[1] - span[0]).days:
            return None
        return found
    # a clock of the crawl is years later than anything that the article tells
    if years and span[0].year - max(years) >= 10 and found.weekday:
        return None
    return found


def _with_year(edtf: str, year: int) -> date | None:
    try:
        return date(year, int(edtf[5:7]), int(edtf[8:10]))
    except ValueError:
        return None


def _closing(article: Article) -> WrittenDate | None:
    """The date under a decree or a letter: a line of place and date among its last."""
    for line in article.body[-6:]:
        if len(line.words) <= 10 and not line.bulleted and words_beside_dates(line.text) <= 3:
            for found in full_dates(line.text):
                return found
    return None


def _labelled_after(article: Article) -> WrittenDate | None:
    for line in article.tail[:1]:
        if line.cue is None and words_beside_dates(line.text) == 0:
            for found in full_dates(line.text):
                return found
    for line in article.tail[:4]:
        if _LABELLED.search(line.text) and len(line.words) <= 20 and line.text[:1] not in "©":
            for found in full_dates(line.text):
                return found
    return None


def _first(dates: Iterable[WrittenDate]) -> WrittenDate | None:
    return next(iter(dates), None)


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
