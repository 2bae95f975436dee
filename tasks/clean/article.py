"""Which lines of a page are the article, and which one is its headline.

Lines that read as prose draw the article together, menus and lists of other stories push it apart; the headings of
comments and of related stories end it, unless its prose goes on after them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.clean.agencies import signed_by_agency
from tasks.clean.bylines import PARTICLES, bare_name, is_byline, is_date_line, is_desk_line
from tasks.clean.cues import CueKind, fold_line
from tasks.clean.lines import Line
from tasks.clean.written_dates import full_dates, has_date, words_beside_dates

_MOST_WORDS = 60  # that one line may weigh
_ENOUGH = 40  # weight of prose after which a heading of comments is taken at its word
_LONGEST_ASIDE = 40  # lines that an aside inside an article may have
_LONGEST_TITLE = 40  # words


@dataclass(frozen=True, slots=True)
class Article:
    """The lines of an article. `title` is one line, `body` the lines after it that are part of the article.

    `head` is the lines above the body that are near it (masthead, byline, date), `tail` those after it.
    """

    title: Line | None
    body: tuple[Line, ...]
    head: tuple[Line, ...]
    tail: tuple[Line, ...]


def find_article(
    lines: Sequence[Line], found: frozenset[int] | None = None, headline: str | None = None
) -> Article | None:
    """The article among the lines of a page, None where nothing reads as one.

    `found` are the numbers of the lines that another program takes for the article, `headline` what the page's markup
    gives as its headline.
    """
    marks = _Marks(lines, found)
    span = _best_run(marks)
    if span is None:
        return None
    first, last = span
    title = _title_said(marks, first, headline) or _find_title(marks, first)
    if title is None and _headline_in_run(marks, first, last):
        title = lines[first]
        first = next(n for n in range(first + 1, last + 1) if lines[n].is_prose)
    start = title.number + 1 if title is not None else first
    opening = [n for n in range(start, first) if marks.opens_body(n)]
    if len(opening) > _MOST_OPENING_LINES:
        opening = []
    last = _take_signatures(marks, last)
    kept = [
        *opening,
        *(n for n in range(first, last + 1) if marks.in_body(n) and (n == last or not _caption(lines[n]))),
    ]
    kept = _drop_tail(marks, kept)
    if not kept:
        return None
    return Article(
        title,
        tuple(lines[n] for n in kept),
        tuple(lines[max(0, start - 12) : kept[0]]),
        tuple(lines[kept[-1] + 1 : kept[-1] + 40]),
    )


_MOST_OPENING_LINES = 6
_LONGEST_CAPTION = 25  # words


def _caption(line: Line) -> bool:
    """Whether the line is signed as captions of agency pictures are."""
    return len(line.words) <= _LONGEST_CAPTION and signed_by_agency(line.text)


_UNFOUND = 0.3  # what prose weighs that the other program left out


class _Marks:
    """What each line of one page is, seen with its neighbours."""

    def __init__(self, lines: Sequence[Line], found: frozenset[int] | None) -> None:
        self.lines = lines
        self.found = found
        self.seen = Counter(line.folded for line in lines if len(line.words) >= 2)
        self.aside = [False] * len(lines)
        self.cut = [False] * len(lines)
        self.prose_indent = self._prose_indent()
        self._find_asides()

    def _prose_indent(self) -> int | None:
        """The indent of most of the page's prose; None on a page that indents nothing."""
        indents: Counter[int] = Counter()
        for line in self.lines:
            if line.is_prose and not line.bulleted:
                indents[line.indent] += min(len(line.words), _MOST_WORDS)
        if not indents or len({line.indent for line in self.lines}) < 3:
            return None
        return max(indents, key=lambda indent: (indents[indent], -indent))

    def repeated(self, n: int) -> bool:
        """Whether a line with the same words stands elsewhere on the page and this one is no prose."""
        line = self.lines[n]
        return len(line.words) >= 2 and self.seen[line.folded] > 1

    def at_home(self, n: int) -> bool:
        """Whether the line is indented as the page's prose is."""
        return self.prose_indent is None or abs(self.lines[n].indent - self.prose_indent) <= 2

    def strong(self, n: int) -> bool:
        """Whether the line is prose that only an article, a comment or a long teaser would hold."""
        line = self.lines[n]
        return line.is_prose and line.full_stop and len(line.words) >= 12 and not line.bulleted and self.at_home(n)

    def _find_asides(self) -> None:
        n, weight = 0, 0
        while n < len(self.lines):
            line = self.lines[n]
            kind = line.cue.kind if line.cue is not None else None
            ends = kind in (CueKind.COMMENTS, CueKind.RELATED) or self._figure(n) or self._teaser(n)
            if not ends:
                weight += min(len(line.words), _MOST_WORDS) if line.is_prose else 0
                n += 1
                continue
            if kind is CueKind.COMMENTS and weight >= _ENOUGH:
                self.cut[n] = True
                self.aside[n:] = [True] * (len(self.lines) - n)
                return
            back = self._prose_again(n) if kind is not CueKind.COMMENTS else n + 1
            if back is None:
                self.cut[n] = weight >= _ENOUGH
                back = n + 1
            for k in range(n, back):
                self.aside[k] = True
            n = back

    def _figure(self, n: int) -> bool:
        line = self.lines[n]
        return line.is_image or (line.is_cell and (self._cell_near(n, -1) or self._cell_near(n, 1)))

    def _cell_near(self, n: int, step: int) -> bool:
        near = n + step
        if not 0 <= near < len(self.lines):
            return False
        line = self.lines[near]
        return line.is_image or (line.is_cell and line.cue is not None)

    def _teaser(self, n: int) -> bool:
        """Whether the line is a headline said twice in a row, as cards of other stories do."""
        line = self.lines[n]
        if line.is_prose or len(line.words) < 3 or n + 1 >= len(self.lines):
            return False
        return self.lines[n + 1].folded == line.folded

    def _prose_again(self, n: int) -> int | None:
        """The line where the article goes on after an aside that begins at n; None where it does not."""
        line = self.lines[n]
        if self._figure(n) or (line.cue is not None and not line.cue.whole):
            return self._after_note(n)
        for k in range(n + 1, min(n + _LONGEST_ASIDE, len(self.lines) - 1)):
            mark = self.lines[k].cue
            if mark is not None and mark.kind is CueKind.COMMENTS:
                return None
            if self.strong(k) and not self._teaser_text(k):
                following = [j for j in range(k + 1, min(k + 4, len(self.lines))) if self.lines[j].is_prose]
                if len(following) >= 2:
                    return k
        return None

    def _after_note(self, n: int) -> int | None:
        """An aside of one line ("Read more: ...") ends with it where prose follows soon."""
        for k in range(n + 1, min(n + 4, len(self.lines))):
            if self.lines[k].is_prose and self.at_home(k) and not self._teaser_text(k):
                return n + 1
            mark = self.lines[k].cue
            if mark is not None and mark.kind in (CueKind.COMMENTS, CueKind.RELATED):
                return None
        return n + 1 if self._figure(n) else None

    def _teaser_text(self, k: int) -> bool:
        """Whether the prose stands under a headline of its own: a heading just above in the same block."""
        if k == 0:
            return False
        above = self.lines[k - 1]
        return not above.is_prose and above.cue is None and len(above.words) >= 4 and self.repeated(k - 1)

    def weight(self, n: int) -> float:
        """How much the line draws the article together, or pushes it apart."""
        line = self.lines[n]
        if self.cut[n]:
            return -1e6
        if self.aside[n]:
            return -1.0
        if self.found is not None and line.is_prose and n not in self.found:
            return min(len(line.words), _MOST_WORDS) * _UNFOUND
        if line.is_prose:
            if self.prose_indent is not None and not self.at_home(n):
                return min(len(line.words), _MOST_WORDS) * 0.3
            return float(min(len(line.words), _MOST_WORDS))
        if line.is_menu:
            return -8.0
        if line.cue is not None:
            return -6.0
        if self.repeated(n):
            return -8.0
        if line.bulleted:
            return -4.0
        return -2.5 if len(line.words) <= 12 else -1.0

    def in_body(self, n: int) -> bool:
        """Whether the line, inside the run, is part of the article."""
        line = self.lines[n]
        if self.aside[n] or line.is_menu:
            return False
        if line.is_prose:
            return True
        if line.cue is not None and line.cue.kind is not CueKind.STAFF:
            return False
        if self.prose_indent is not None and not self.at_home(n) and not line.ends_sentence:
            return False
        if not line.words:
            return False
        return not (is_byline(line) and n < 3)

    def opens_body(self, n: int) -> bool:
        """Whether the line, between headline and first prose, is part of the article."""
        line = self.lines[n]
        if self.aside[n] or line.is_menu or line.cue is not None or self.repeated(n) or not line.words:
            return False
        if self.prose_indent is not None and not self.at_home(n):
            return False
        if _bracketed(line.text) or _caption(line):
            return False
        return not (is_byline(line) or is_date_line(line) or is_desk_line(line) or bare_name(line))


def _best_run(marks: _Marks) -> tuple[int, int] | None:
    """The first and last line of the run of lines with the greatest weight; the first such where several have it."""
    best, best_span = 0.0, None
    total, start = 0.0, 0
    for n in range(len(marks.lines)):
        if total <= 0:
            total, start = 0.0, n
        total += marks.weight(n)
        if total > best:
            best, best_span = total, (start, n)
    if best_span is None or best < _LEAST_WEIGHT:
        return None
    return best_span


_LEAST_WEIGHT = 14.0


def _title_said(marks: _Marks, first: int, headline: str | None) -> Line | None:
    """The line nearest to the article that says what the markup gives as the headline."""
    if headline is None:
        return None
    folded = fold_line(headline)
    same = [line for line in marks.lines[: first + 1] if line.folded == folded]
    return same[-1] if same else None


def _find_title(marks: _Marks, first: int) -> Line | None:
    """The headline above the article's first prose: the nearest line that looks like one, seen from the prose up."""
    lines = marks.lines
    opening = set(" ".join(line.folded for line in lines[first : first + 6]).split())
    best: tuple[float, Line] | None = None
    skipped = 0.0
    for n in range(first - 1, max(-1, first - 60), -1):
        line = lines[n]
        score = _title_score(marks, n, opening) - skipped
        if score > 0 and (best is None or score > best[0]):
            best = (score, line)
        if score >= _PLAUSIBLE:
            skipped += 1.5
        elif not (
            line.cue is not None or is_byline(line) or is_date_line(line) or line.bulleted or _bracketed(line.text)
        ):
            skipped += 1
    return best[1] if best is not None else None


def _headline_in_run(marks: _Marks, first: int, last: int) -> bool:
    """Whether the first line that reads as prose is in truth the headline: a question, a quotation, or the page's first."""
    line, after = marks.lines[first], [marks.lines[n] for n in range(first + 1, last + 1) if marks.lines[n].is_prose]
    if not after or len(line.words) > 25 or len(after[0].words) < len(line.words):
        return False
    apart = marks.lines[first + 1].block != line.block or is_byline(marks.lines[first + 1])
    return apart and (first == 0 or line.text.endswith(("?", "!", '"', "”", "’", "'")))


def _title_score(marks: _Marks, n: int, opening: set[str]) -> float:
    """How much the line looks like a headline; 0 where it is none."""
    line = marks.lines[n]
    words, text = line.words, line.text
    if not words or len(words) > _LONGEST_TITLE or line.is_menu or line.is_image or line.bulleted:
        return 0.0
    if is_byline(line) or is_desk_line(line) or text.endswith((":", ",", ";")) or _bracketed(text):
        return 0.0
    if line.cue is not None and line.cue.kind is not CueKind.KICKER:
        return 0.0
    score = 8.0
    if has_date(text):
        beside = words_beside_dates(text)
        if is_date_line(line) and beside < 2:
            return 0.0
        if not _DOCUMENT.search(text):
            score -= 6.0 if beside < 5 else 3.0 if any(True for _ in full_dates(text)) else 0.0
    if line.cue is not None:
        score -= 4.0
    if bare_name(line) and not text.isupper():
        score -= 7.0 if "," in text else 2.0
    if line.separators:
        score -= 2.0 if " - " in text else 4.0
    if _NUMBERED.search(text) and len(words) <= 6:
        score -= 6.0
    if text[0].islower():
        score -= 4.0
    if len(words) >= 12 and _STANDFIRST.match(text) and _headline_above(marks, n):
        score -= 4.0
    if len(words) <= 2:
        score -= 1.5 if len(words) == 2 else 4.0
    if len(words) >= 5:
        score += 1.5
    if line.full_stop and not text.rstrip("\"'”’").endswith(("?", "!")) and len(words) > 6:
        score -= 3.5
    content = [w for w in line.folded.split() if len(w) > 3]
    if len(content) >= 4:
        score += 3.0 * sum(w in opening for w in content) / len(content)
    return score


_PLAUSIBLE = 5.0
_STANDFIRST = re.compile(r"(?:how|why|what|who|where|when|as|after|an?|the)\b(?!.*\?$)", re.IGNORECASE)


def _headline_above(marks: _Marks, n: int) -> bool:
    above = marks.lines[n - 1] if n else None
    return (
        above is not None
        and 3 <= len(above.words) <= 12
        and above.cue is None
        and not above.is_menu
        and not has_date(above.text)
    )


# kinds of text whose headline carries its day
_DOCUMENT = re.compile(
    r"\b(?:reports?|transcripts?|briefings?|communiqu[eé]s?|decrees?|statements?|minutes|notices?|lists?|circulars?|orders?|hearings?|sessions?"
    r"|sittings?|proceedings|speech|remarks|summary|results|timeline|resolutions?|appointments|postings|sanctions"
    r"|decisions?|meetings?|declaration|readout|conference)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^(?:[A-Z]|[IVX]{1,5}|\d{1,3})[.)]\s|\b(?:notice|article|section|decree|order|part|chapter|item|annex|schedule)s? no\.? ?\d",
    re.IGNORECASE,
)


def _bracketed(text: str) -> bool:
    return text.startswith(("(", "[")) and text.endswith((")", "]"))


_OFFICE = re.compile(
    r"\b(?:president|minister|ministry|secretary|registrar|officer|chief|head|spokes\w+|council|director|commissioner|governor"
    r"|chair\w*|clerk|judge|ambassador|consul|general|government|cabinet|prime|permanent|authority|office|board|attorney)\b",
    re.IGNORECASE,
)
_SIGNS = re.compile(
    r"(?:for |by order|by command|signed|sgd|\(sgd|\(signed|done at|given at|on behalf of|yours )", re.IGNORECASE
)


def _take_signatures(marks: _Marks, last: int) -> int:
    """The last line of the article with the signatures, or last items of a list, that stand under its last prose."""
    lines = marks.lines
    end = last
    n = last + 1
    while n < len(lines) and n <= last + 24:
        block = [n]
        while block[-1] + 1 < len(lines) and lines[block[-1] + 1].block == lines[n].block:
            block.append(block[-1] + 1)
        if lines[n].block == lines[end].block:
            taken = _same_block_rest(marks, end, block)
            if taken > end:
                end = taken
                n = end + 1
                continue
            break
        if len(block) == 1 and _place_and_date(lines[n]):
            n += 1  # of a decree; counts where a signature follows
            continue
        if len(block) > 12 or any(not _could_sign(marks, k) for k in block):
            break
        joined = " ".join(lines[k].text for k in block)
        names = len(block) >= 3 and all(_is_name(lines[k]) for k in block)
        if not (_SIGNS.match(joined) or _OFFICE.search(joined) or names) or joined.isupper():
            break
        end = block[-1]
        n = end + 1
    return end


def _same_block_rest(marks: _Marks, end: int, block: Sequence[int]) -> int:
    lines = marks.lines
    for k in block:
        line = lines[k]
        like_before = line.bulleted == lines[end].bulleted and line.indent == lines[end].indent
        if marks.aside[k] or line.is_menu or line.cue is not None or not like_before or line.text.isupper():
            break
        if not (line.ends_sentence or _could_sign(marks, k)):
            break
        end = k
    return end


def _place_and_date(line: Line) -> bool:
    return (
        line.cue is None
        and not line.is_menu
        and any(True for _ in full_dates(line.text))
        and words_beside_dates(line.text) <= 3
    )


def _could_sign(marks: _Marks, k: int) -> bool:
    line = marks.lines[k]
    if marks.aside[k] or line.is_menu or line.cue is not None or line.bulleted or not line.words:
        return False
    return (
        len(line.words) <= 14
        and ":" not in line.text
        and not is_date_line(line)
        and (not marks.repeated(k) or _OFFICE.search(line.text) is not None)
    )


def _is_name(line: Line) -> bool:
    return 2 <= len(line.words) <= 5 and all(w[0].isupper() for w in line.words)


_ABOUT_WRITER = re.compile(
    r"(?:[Tt]he (?:writer|author|columnist)s? (?:is|are|was|has|teaches|writes)\b"
    r"|(?P<name>(?:[^\W\d_][\w.'’-]*\s+){1,4}?)(?:is (?:an? |the )?(?:\w+ ){0,3}(?:writer|journalist|correspondent|reporter|editor|columnist"
    r"|author|analyst|fellow|professor|lecturer|lawyer|historian|freelance\w*|researcher)\b|writes\b|has (?:reported|covered|written)\b"
    r"|covered\b|covers\b|reports (?:from|on)\b|contributes\b|teaches\b|blogs\b|tweets\b))",
)


def writer_named_in(line: Line) -> str | None:
    """The writer whom a closing note is about; null where it is none or names nobody."""
    m = _ABOUT_WRITER.match(line.text) if len(line.words) <= 40 else None
    name = (m["name"] or "").strip() if m is not None else ""
    return name if len(name.split()) >= 2 and all(w[0].isupper() or w in PARTICLES for w in name.split()) else None


_ABOUT_PAPER = re.compile(
    r"\b(?:is|are) (?:funded|written|edited|published|produced|supported|owned|unsigned) (?:by|from|in|twice|monthly|weekly)?"
    r"|\bappears? (?:on |every |each )?(?:monthly|weekly|daily|fortnightly|quarterly|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b"
    r"|\breaders like you\b|\bare unsigned\b|\bthis (?:newspaper|magazine|site|website|blog) is\b",
    re.IGNORECASE,
)
_LABELLED_NAME = re.compile(
    r"\b(?:notices|questions|enquiries|inquiries|contact|helpdesk|editor|proprietor|orders from abroad|logo|read|photos?|subscriptions|letters"
    r"|responsible secretary|tickets|bookings|corrections): ",
    re.IGNORECASE,
)
_STARS = re.compile(r"[\s*#_=~.-]+$")


def _drop_tail(marks: _Marks, kept: Sequence[int]) -> list[int]:
    """The lines without those at the end that speak of the writer or the paper."""
    lines = marks.lines
    rest = list(kept)
    while len(rest) > 1:
        line = lines[rest[-1]]
        alone = lines[rest[-2]].block != line.block or len(lines[rest[-2]].words) >= 12
        if not (alone and _is_imprint(line)):
            break
        rest.pop()
    return rest


def _is_imprint(line: Line) -> bool:
    """Whether a last line speaks of the writer or the paper, or is a mere ornament."""
    if _STARS.match(line.text) or line.cue is not None:
        return True
    if len(line.words) > 40:
        return False
    if _ABOUT_WRITER.match(line.text) or _ABOUT_PAPER.search(line.text) or _LABELLED_NAME.search(line.text):
        return True
    if line.text.startswith("(") and line.text.rstrip(".").endswith(")") and len(line.words) <= 25:
        return bool(re.search(r"\b(?:editing|writing|reporting|desk|translated|compiled)\b", line.text, re.IGNORECASE))
    return is_byline(line)
