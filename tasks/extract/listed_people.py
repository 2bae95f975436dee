"""The people that an article sets out as a list: one a line, each line beginning with a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.vocab import MentionForm
from tasks.extract.clauses import AnnotatedSentence

# A name must begin this soon in its line: after a bullet, a number, a country ("FRANCE: Ambassador X"), a title.
_HEAD_TOKENS = 7
_SHORTEST = 2
_NUMBERS = {w: n for n, w in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)}
_NUMBERS |= {str(n): n for n in range(2, 40)} | {"thirteen": 13, "fourteen": 14, "fifteen": 15, "seventeen": 17, "twenty": 20}


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A list: the paragraph that it begins with and whom its lines name, in order."""

    paragraph: int
    people: tuple[int, ...]


def find_lists(sentences: Sequence[AnnotatedSentence]) -> list[PeopleList]:
    """Runs of at least two paragraphs that each begin with a name."""
    heads: list[tuple[int, tuple[int, ...]]] = []
    seen: set[int] = set()
    for s in sentences:
        paragraph = s.sentence.paragraph
        if s.sentence.is_title or paragraph in seen:
            continue
        seen.add(paragraph)
        heads.append((paragraph, _head(s)))
    lists: list[PeopleList] = []
    run: list[tuple[int, tuple[int, ...]]] = []
    for head in [*heads, (-1, ())]:
        if head[1]:
            run.append(head)
            continue
        if len(run) >= _SHORTEST:
            lists.append(PeopleList(run[0][0], tuple(dict.fromkeys(p for _, people in run for p in people))))
        run = []
    return lists


def _head(s: AnnotatedSentence) -> tuple[int, ...]:
    """Whom the line names first, if it does so at once and is no full sentence about them."""
    marked = bool(s.words) and (s.words[0] in "-–—•*" or s.words[0].rstrip(".").isdigit() or ":" in s.words[:3])
    for ref in s.refs:
        if ref.start >= _HEAD_TOKENS or ref.form is not MentionForm.NAME:
            return ()
        nxt = s.words[ref.end] if ref.end < len(s.words) else ","
        if marked or nxt in (",", ";", ":", "(", "-", "–", "—", ".") or ref.end == len(s.words):
            return ref.people
        return ()
    return ()


def list_announced(s: AnnotatedSentence, start: int, end: int, lists: Sequence[PeopleList]) -> tuple[int, ...]:
    """Whom "the following envoys" or "seven officials" between tokens `start` and `end` stands for: the next list, or none.

    A number must be the length of the list.
    """
    window = s.words[start:end]
    following = "following" in window or s.words[-1] == ":"
    number = next((_NUMBERS[w] for w in window if w in _NUMBERS), None)
    for candidate in lists:
        if candidate.paragraph <= s.sentence.paragraph:
            continue
        if number is not None and len(candidate.people) == number:
            return candidate.people
        if following and candidate.paragraph <= s.sentence.paragraph + 2 and number in (None, len(candidate.people)):
            return candidate.people
    return ()
