"""Who says it: the speaker of the clause that an event stands in, and whether that is hearsay."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from tasks.extract.events.subjects import find_subject
from tasks.extract.language.annotation import AnnotatedSentence
from tasks.extract.language.verb_groups import verb_group
from tasks.extract.language.word_classes import word_class

_SPEECH = word_class("speech")
_UNSURE = word_class("unsure_sources")
_REPORT_NOUNS = word_class("report_nouns")
_PASSIVE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_MARKS = frozenset(";:?!.")
_COMMA = frozenset({","})
_TELLING = _SPEECH | {"according"}


@dataclass(frozen=True, slots=True)
class Attribution:
    """The speaker in the page's words, None where no name can be given, and whether the source is hearsay."""

    speaker: str | None
    is_hearsay: bool


def find_attribution(s: AnnotatedSentence, text: str, start: int, end: int) -> Attribution | None:
    """To whom the sentence attributes what stands at tokens `start` to `end`; None where the page says it itself."""
    for k in range(start - 1, max(-1, start - 30), -1):
        if s.words[k] in _MARKS:
            break
        if s.words[k] in _SPEECH:
            if any(w in ("who", "which", ";") for w in s.words[k + 1 : start - 1]) or _passive(s, k):
                continue
            return _speaker(s, text, k)
        if s.words[k] in _REPORT_NOUNS and "that" in s.words[k + 1 : k + 3]:
            return Attribution(None, True)
    commas, telling = s.where(_COMMA), s.where(_TELLING)
    comma = next((k for k in commas[bisect_left(commas, end) :]), len(s.words))
    for k in telling[bisect_left(telling, end) :]:
        if comma < k and s.words[k] in _SPEECH and not _passive(s, k):
            after = s.words[k + 1] if k + 1 < len(s.words) else "."
            if after in (".", ",", "on", "in", "at", "”", '"') or s.in_time(min(k + 1, len(s.words) - 1)):
                return _speaker(s, text, k)
        if s.words[k] == "according" and s.words[k + 1 : k + 2] == ("to",):
            return _named_after(s, text, k + 2)
    for k in telling[: bisect_left(telling, start)]:
        if s.words[k] == "according" and s.words[k + 1 : k + 2] == ("to",):
            return _named_after(s, text, k + 2)
    return None


def _passive(s: AnnotatedSentence, verb: int) -> bool:
    return verb > 0 and s.words[verb - 1] in _PASSIVE


def _speaker(s: AnnotatedSentence, text: str, verb: int) -> Attribution:
    group = verb_group(s, verb)
    subject = find_subject(s, group.start)
    left = s.words[max(0, group.start - 4) : group.start]
    hearsay = subject is None and not _UNSURE.isdisjoint(left)
    if subject is not None:
        return Attribution(text[s.tokens[subject.start].start : s.tokens[subject.end - 1].end], hearsay)
    for _a, b, body in s.bodies:
        if b == group.start:
            return Attribution(body.name, hearsay)
    return Attribution(None, hearsay)


def _named_after(s: AnnotatedSentence, text: str, at: int) -> Attribution:
    window = s.words[at : at + 6]
    hearsay = not _UNSURE.isdisjoint(window)
    for ref in s.refs:
        if at <= ref.start < at + 6:
            return Attribution(text[s.tokens[ref.start].start : s.tokens[ref.end - 1].end], hearsay)
    for a, _b, body in s.bodies:
        if at <= a < at + 3:
            return Attribution(body.name, hearsay)
    return Attribution(None, hearsay)
