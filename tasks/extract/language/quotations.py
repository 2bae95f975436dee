"""What a page quotes, and who speaks there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from tasks.extract.language.document import Document
from tasks.extract.model import PersonSpan
from tasks.extract.people.name_lexicons import word_group

_OPENING = {"“": "”", "«": "»", "„": "“”"}
_SPEECH = word_group("speech-verbs")


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Where the text is in quotation marks, marks included; a quotation ends at its paragraph's end at the latest."""
    spans: list[tuple[int, int]] = []
    opened = -1
    closing = ""
    for i, char in enumerate(text):
        if opened >= 0:
            if char in closing or char == "\n":
                spans.append((opened, i + 1))
                opened = -1
        elif char in _OPENING:
            opened, closing = i, _OPENING[char]
        elif char == '"' and (i + 1 < len(text) and not text[i + 1].isspace()):
            opened, closing = i, '"'
    if opened >= 0:
        spans.append((opened, len(text)))
    return spans


def speakers(
    document: Document, mentions: Sequence[PersonSpan], quotes: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, int]]:
    """Each quotation whose speaker is known: start, end, person."""
    opened = [a for a, _ in quotes]
    speaking = []
    for m in sorted(mentions, key=lambda m: m.start):
        last_quote = bisect_right(opened, m.start) - 1
        quoted = last_quote >= 0 and m.start < quotes[last_quote][1]
        if not quoted and _speaks(document.text, m):
            speaking.append(m)
    starts = [m.start for m in speaking]
    last: tuple[int, int] | None = None  # paragraph, person
    for start, end in quotes:
        sentence = document.sentence_at(start)
        if sentence is None:
            continue
        final = document.sentence_at(max(start, end - 1)) or sentence
        behind = bisect_left(starts, start)
        before = speaking[max(behind - 1, bisect_left(starts, sentence.start)) : behind]
        after = speaking[behind : min(behind + 1, bisect_left(starts, final.end))]
        person = _speaker([*before, *after], start, end)
        if person is None and last is not None and last[0] == sentence.paragraph:
            person = last[1]
        if person is not None:
            last = (final.paragraph, person)
            yield start, end, person


def _speaker(beside: Sequence[PersonSpan], start: int, end: int) -> int | None:
    """Whoever of those who speak stands nearest to the quotation."""
    nearest = min(beside, key=lambda m: min(abs(m.start - end), abs(start - m.end)), default=None)
    return nearest.person if nearest else None


def _speaks(text: str, m: PersonSpan) -> bool:
    """Whether a verb of speech stands beside the mention."""
    after = [w.strip(",.:;") for w in text[m.end : m.end + 30].lower().split()[:3]]
    before = [w.strip(',.:;”"') for w in text[max(0, m.start - 40) : m.start].lower().split()[-4:]]
    return not _SPEECH.isdisjoint((*after, *before))
