"""What each line of a page is, seen with its neighbours: prose, menu, heading, or part of an aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tasks.clean.bylines import bare_name, is_byline, is_date_line, is_desk_line
from tasks.clean.captions import bracketed, is_signed_caption
from tasks.clean.cues import CueKind
from tasks.clean.lines import FUNCTION_WORDS, Line
from tasks.clean.listings import find_listed

_MOST_WORDS = 60  # that one line may weigh
_ENOUGH = 40  # weight of prose after which a heading of comments is taken at its word
_STANDFIRST_LINES = 4  # after an article's first prose, in which byline and date may still come
_LONGEST_ASIDE = 40  # lines that an aside inside an article may have
_LONGEST_HEADING = 5  # words of a heading over other stories
_STRONG_WORDS = 12
_LISTED = 0.5  # what a word weighs in an item of a list of people and posts
_UNFOUND = 0.3  # what prose weighs that the other program left out


def _named_in(line: Line) -> set[str]:
    """The words with a capital, but for those that begin sentences of any kind."""
    return {w for w in line.words if w[0].isupper() and len(w) > 2 and w.lower() not in FUNCTION_WORDS}


class Marks:
    """What each line of one page is, seen with its neighbours."""

    def __init__(
        self, lines: Sequence[Line], found: frozenset[int] | None, apart: frozenset[int] = frozenset()
    ) -> None:
        self.lines = lines
        self.found = found
        self.seen = Counter(line.folded for line in lines if len(line.words) >= 2)
        self.aside = [n in apart for n in range(len(lines))]
        self.cut = [False] * len(lines)
        self.listed = find_listed(lines)
        self.prose_indent = self._prose_indent()
        self._named: set[str] = set()  # by the prose above the aside that is looked at
        self._listing = False  # whether the last of that prose is an item of a list
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
        return (
            line.is_prose
            and line.full_stop
            and len(line.words) >= _STRONG_WORDS
            and not line.bulleted
            and self.at_home(n)
        )

    def _find_asides(self) -> None:
        n, weight = 0, 0
        while n < len(self.lines):
            line = self.lines[n]
            kind = line.cue.kind if line.cue is not None else None
            ends = kind in (CueKind.COMMENTS, CueKind.RELATED) or self._figure(n) or self._teaser(n)
            if not ends:
                if line.is_prose:
                    weight += min(len(line.words), _MOST_WORDS)
                    self._named |= _named_in(line)
                    self._listing = line.bulleted
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
            after = self._after_note(n)
            if after is not None or len(line.words) > _LONGEST_HEADING:
                return after
        for k in range(n + 1, min(n + _LONGEST_ASIDE, len(self.lines) - 1)):
            mark = self.lines[k].cue
            if mark is not None and mark.kind is CueKind.COMMENTS:
                return None
            if self._article_again(k) and not self._teaser_text(k):
                following = [j for j in range(k + 1, min(k + 4, len(self.lines))) if self.lines[j].is_prose]
                if len(following) >= 2 or self._goes_on(k):
                    return k
        return None

    def _goes_on(self, k: int) -> bool:
        """Whether the prose at k names what the prose above has named, as other stories rarely do."""
        here = _named_in(self.lines[k])
        shared = len(here & self._named)
        return shared > 0 and shared * 2 >= len(here)

    def _article_again(self, k: int) -> bool:
        """Whether the line is prose such as the article's: a list's item only where the article was a list before."""
        line = self.lines[k]
        if not line.bulleted:
            return self.strong(k)
        return self._listing and line.is_prose and line.full_stop and len(line.words) >= _STRONG_WORDS

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
        if self.listed[n] and not line.is_prose:
            return min(len(line.words), _MOST_WORDS) * _LISTED
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

    def in_body(self, n: int, first: int) -> bool:
        """Whether the line, inside the run that begins at first, is part of the article."""
        line = self.lines[n]
        if self.aside[n]:
            return False
        if self.listed[n] or line.is_prose:
            return True
        if line.is_menu:
            return False
        if line.cue is not None and line.cue.kind is not CueKind.STAFF:
            return False
        if self.prose_indent is not None and not self.at_home(n) and not line.ends_sentence:
            return False
        if not line.words:
            return False
        under_standfirst = first < n <= first + _STANDFIRST_LINES
        return not (under_standfirst and (is_byline(line) or is_date_line(line) or is_desk_line(line)))

    def opens_body(self, n: int) -> bool:
        """Whether the line, between headline and first prose, is part of the article."""
        line = self.lines[n]
        if self.listed[n] and not self.aside[n]:
            return True
        if self.aside[n] or line.is_menu or line.cue is not None or self.repeated(n) or not line.words:
            return False
        if self.prose_indent is not None and not self.at_home(n):
            return False
        if bracketed(line.text) or is_signed_caption(line):
            return False
        return not (is_byline(line) or is_date_line(line) or is_desk_line(line) or bare_name(line))

    def tells(self, n: int) -> bool:
        """Whether a line that is no prose still says something: a standfirst, a numbered heading, a list's lead."""
        line = self.lines[n]
        return (
            self.listed[n]
            or line.ends_sentence
            or line.is_numbered
            or (len(line.words) >= 7 and line.function_share > 0)
        )
