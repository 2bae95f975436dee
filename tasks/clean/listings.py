"""Lists of people and their posts: appointments, transfers, members of a cabinet, as lines without a sentence's end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from tasks.clean.bylines import PARTICLES
from tasks.clean.lines import FUNCTION_WORDS, Line

_LONGEST = 45  # words of an item
_FEWEST = 3  # items of a list
_FEWEST_PAIRS = 6  # lines, where name and post take one each
_FEWEST_PLAIN = 4  # items, where no post stands in the line itself
_LONGEST_LIST = 500  # lines
_MOST_SMALL = 2  # words of an item that are neither names nor posts
_LONGEST_HEADING = 8  # words of a line between items: the heading of a group
_JOINT = re.compile(
    r"\s[-–—|]{1,2}\s|[,:;(|\t]|\s{3,}"
    r"|\s(?:to be|to become|becomes|moves to|goes to|(?:is )?(?:appointed|named|nominated))\s"
)
_NUMBER = re.compile(r"^\W{0,3}(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s*")
_YEARS = re.compile(r"\W{0,3}(?:from |since )?(?:[A-Z][a-z]{2,8}\.? )?(?:19|20)\d\d\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def find_listed(lines: Sequence[Line]) -> list[bool]:
    """For each line whether it is part of a list of people and posts; headings of groups between items are too."""
    items = [_is_item(line) or _is_term(line) for line in lines]
    pairs = [_is_pair(lines, n) for n in range(len(lines))]
    plain = [_is_plain_item(line) for line in lines]
    listed = [False] * len(lines)
    for kinds, fewest in ((items, _FEWEST), (pairs, _FEWEST_PAIRS), (plain, _FEWEST_PLAIN)):
        for run in _runs(lines, kinds):
            if sum(kinds[n] for n in run) >= fewest and (kinds is not plain or _led_by_post(lines, run.start)):
                for n in run:
                    listed[n] = True
    for n in _announced(lines):
        listed[n] = True
    return listed


def _announced(lines: Sequence[Line]) -> Iterator[int]:
    """The lines of lists that a sentence with a colon leads to: alike in their bullets or numbers, or in one block."""
    n = 1
    while n < len(lines):
        lead, first = lines[n - 1], n
        if lead.is_prose and lead.text.endswith(":"):
            while n < len(lines) and n - first < _LONGEST_LIST and _goes_with(lines[first], lines[n]):
                n += 1
            if n - first >= _FEWEST:
                yield from range(first, n)
        n += 1


def _goes_with(first: Line, line: Line) -> bool:
    """Whether the line is an item such as the first of the list."""
    if line.cue is not None or line.is_prose or line.is_image or not line.words or len(line.words) > _LONGEST:
        return False
    if first.bulleted or _NUMBER.match(first.text):
        return line.bulleted == first.bulleted and (first.bulleted or _NUMBER.match(line.text) is not None)
    return line.block == first.block and not line.bulleted


def _runs(lines: Sequence[Line], kinds: Sequence[bool]) -> list[range]:
    """The stretches from one item to the last, with at most one heading or sentence of a group between two of them."""
    runs: list[range] = []
    start, last = -1, -1
    for n, kind in enumerate(kinds):
        if not kind:
            continue
        if start >= 0 and n - last <= 2 and (n - last == 1 or _between(lines[last + 1])):
            last = n
            continue
        if start >= 0:
            runs.append(range(start, last + 1))
        start = last = n
    if start >= 0:
        runs.append(range(start, last + 1))
    return runs


def _between(line: Line) -> bool:
    return line.is_prose or (line.cue is None and not line.is_menu and len(line.words) <= _LONGEST_HEADING)


def _is_item(line: Line) -> bool:
    """Whether the line names somebody and a post with a comma, dash, bar or colon between, and says little else."""
    text = _NUMBER.sub("", line.text.lstrip(" *•·-–—>"))
    if not 3 <= len(line.words) <= _LONGEST or line.cue is not None or line.text.endswith(("?", "!")):
        return False
    joint = _JOINT.search(text)
    if joint is None or line.is_prose:
        return False
    return (_names(text[: joint.start()]) or _names(text[joint.end() :])) and _post_words(text)


def _is_term(line: Line) -> bool:
    """Whether the line gives years and the post that was held in them, as the lists of careers do."""
    if not 2 <= len(line.words) <= _LONGEST or line.cue is not None or line.is_prose:
        return False
    return _YEARS.match(line.text) is not None and _post_words(line.text)


def _is_plain_item(line: Line) -> bool:
    """Whether the line sets a name beside a place or a body, with no word that is neither: "Portugal - A. Name"."""
    text = _NUMBER.sub("", line.text.lstrip(" *•·-–—>"))
    if not 3 <= len(line.words) <= 12 or line.cue is not None or line.ends_sentence:
        return False
    joint = _JOINT.search(text)
    if joint is None or any(w[0].islower() and w not in FUNCTION_WORDS and w not in PARTICLES for w in line.words):
        return False
    return _names(text[: joint.start()]) or _names(text[joint.end() :])


def _led_by_post(lines: Sequence[Line], start: int) -> bool:
    """Whether one of the two lines above names a post: the heading of a list, or the sentence that leads to it."""
    above = " ".join(line.text for line in lines[max(0, start - 2) : start])
    return any(w.lower() in _posts() or w.lower().rstrip("s") in _posts() for w in _WORD.findall(above))


def _is_pair(lines: Sequence[Line], n: int) -> bool:
    """Whether the line is a name with a post under it, or a post with a name above."""
    return (n + 1 < len(lines) and _name_over_post(lines[n], lines[n + 1])) or (
        n > 0 and _name_over_post(lines[n - 1], lines[n])
    )


def _name_over_post(above: Line, below: Line) -> bool:
    if (
        not (2 <= len(above.words) <= 5 and 1 <= len(below.words) <= 14)
        or above.cue is not None
        or below.cue is not None
    ):
        return False
    plain = not (above.bulleted or below.bulleted or above.ends_sentence or below.ends_sentence)
    return plain and _names(above.text) and not _post_words(above.text) and _post_words(below.text)


def _names(part: str) -> bool:
    """Whether the part begins with two words that could be a person's name."""
    words = _WORD.findall(part)[:6]
    named = [w for w in words if w[0].isupper() and w.lower() not in _posts()]
    return len(named) >= 2 and (words[0][0].isupper() or words[0].lower() in PARTICLES)


def _post_words(text: str) -> bool:
    """Whether the text names a post and has hardly a word that is neither name nor post: headlines have verbs."""
    small = [w for w in _WORD.findall(text) if w[0].islower() and w not in FUNCTION_WORDS and w not in PARTICLES]
    held = any(w.lower() in _posts() for w in _WORD.findall(text))
    return held and sum(w not in _posts() for w in small) <= _MOST_SMALL


@cache
def _posts() -> frozenset[str]:
    rows = (files("tasks.clean") / "lexicons" / "posts.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(row for row in rows if row and not row.startswith("#"))
