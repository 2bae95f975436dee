"""What a page quotes, and who speaks there."""

from __future__ import annotations

from bisect import bisect_left
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
    outside = [m for m in mentions if not any(a <= m.start < b for a, b in quotes)]
    outside.sort(key=lambda m: m.start)
    starts = [m.start for m in outside]
    last: tuple[int, int] | None = None  # paragraph, person
    for start, end in quotes:
        sentence = document.sentence_at(start)
        if sentence is None:
            continue
        final = document.sentence_at(max(start, end - 1)) or sentence
        around = outside[bisect_left(starts, sentence.start) : bisect_left(starts, final.end)]
        after = document.text[end : end + 60]
        person = _speaker(document, around, start, end)
        if person is None and last is not None and last[0] == sentence.paragraph:
            person = last[1]
        if person is None and not after.strip()[:1].isalpha():
            person = None
        if person is not None:
            last = (final.paragraph, person)
            yield start, end, person


def _speaker(document: Document, around: Sequence[PersonSpan], start: int, end: int) -> int | None:
    """The person beside a verb of speech in the quotation's own sentences."""
    text = document.text
    best: tuple[int, int] | None = None
    for m in around:
        after = [w.strip(",.:;") for w in text[m.end : m.end + 30].lower().split()[:3]]
        before = [w.strip(',.:;”"') for w in text[max(0, m.start - 40) : m.start].lower().split()[-5:]]
        speaks = any(w in _SPEECH for w in after) or any(w in _SPEECH for w in before[-4:])
        distance = min(abs(m.start - end), abs(start - m.end))
        if speaks and (best is None or distance < best[0]):
            best = (distance, m.person)
    return best[1] if best else None
