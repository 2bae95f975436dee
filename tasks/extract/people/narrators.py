"""Who says "I" outside quotation marks: the person interviewed, or the one who writes of themselves."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from schemas.vocab import MentionForm
from tasks.extract.language.document import Document, Sentence
from tasks.extract.model import PersonSpan

_I = frozenset({"i", "i'm", "i've", "i'd", "i'll", "me", "my", "myself"})
_YOU = frozenset({"you", "you're", "you've", "you'd", "your", "yourself"})
_MY_NAME = re.compile(r"\b(?:[Mm]y name is|I am|I,) (?=[^\W\d_])")
# So often must a text say "I" to be told by somebody, and so many lines must ask for it to be an interview.
_FEWEST_I, _FEWEST_QUESTIONS = 4, 2
_LONGEST_QUESTION = 40


def narrator_mentions(
    document: Document, names: Sequence[PersonSpan], quotes: Sequence[tuple[int, int]]
) -> Iterator[PersonSpan]:
    """Every "I" of a text told in the first person, and in an interview every "you" of the questions.

    `names` are the page's mentions by name, in text order. A columnist who is none of the page's people is nobody.
    """
    starts = [a for a, _ in quotes]

    def quoted(at: int) -> bool:
        n = bisect_right(starts, at) - 1
        return n >= 0 and at < quotes[n][1]

    told = [
        (s, t)
        for s in document.sentences
        if not s.is_title
        for t in s.tokens
        if t.lower in _I | _YOU and (t.text != "MY") and not quoted(t.start)
    ]
    if sum(t.lower in _I for _, t in told) < _FEWEST_I:
        return
    questions = _questions(document)
    person = _who_says_so(document, names)
    if person is None and len(questions) >= _FEWEST_QUESTIONS:
        person = next((m.person for m in names if m.start >= document.page.body_start), None)
    if person is None:
        return
    for sentence, token in told:
        asks = sentence.paragraph in questions
        if token.lower in (_YOU if asks else _I):
            end = token.start + len(re.split("['’]", token.text)[0])
            yield PersonSpan(token.start, end, person, MentionForm.PRONOUN)


def _questions(document: Document) -> frozenset[int]:
    """The paragraphs in which somebody is asked: short, with a question mark, a "Q", or "you" and no "I"."""
    paragraphs: dict[int, list[Sentence]] = {}
    for s in document.sentences:
        if not s.is_title:
            paragraphs.setdefault(s.paragraph, []).append(s)
    asked = set()
    for index, sentences in paragraphs.items():
        words = [t.lower for s in sentences for t in s.tokens]
        if len(words) > _LONGEST_QUESTION:
            continue
        says_you = not _YOU.isdisjoint(words) and _I.isdisjoint(words)
        if words[-1] == "?" or words[0] == "q" or says_you:
            asked.add(index)
    return frozenset(asked)


def _who_says_so(document: Document, names: Sequence[PersonSpan]) -> int | None:
    """The person who gives their name: "My name is Jan Novak"."""
    at = {m.start: m.person for m in names}
    return next((at[m.end()] for m in _MY_NAME.finditer(document.text) if m.end() in at), None)
