"""Where a sentence announces an event: the trigger lexicon, compiled, and its matches in a row of tokens."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from schemas.vocab import EventType
from tasks.extract.language.lexicon import rows
from tasks.extract.language.verbs import verb_forms
from tasks.extract.language.word_classes import word_class

# Marks over which no trigger reaches.
_BARRIERS = frozenset(".;:!?…")
_LONG_GAP, _SHORT_GAP, _ENTITY_GAP = 12, 3, 4
# Readings of triggers taken from one sentence, at most: what prose needs thirty times over. Beyond it nothing is read,
# so that a sentence made to repeat its verbs does not cost the square of its length.
MOST_READINGS = 240


@dataclass(frozen=True, slots=True)
class Element:
    """One step of a pattern: words, an entity, or a gap of up to `gap` words before the next step."""

    words: frozenset[str]
    kinds: frozenset[str] = frozenset()
    optional: bool = False
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled line of the lexicon. `before` and `after` are the steps on each side of the anchor.

    `needed`: of each of these some word has to be in the sentence.
    """

    event_types: tuple[EventType, ...]
    frame: str
    before: tuple[Element, ...]
    after: tuple[Element, ...]
    is_verb: bool
    forms: dict[str, str]
    condition: frozenset[str]
    page: frozenset[str]
    weight: float
    text: str
    needed: tuple[frozenset[str], ...]

    def may_match(self, words: frozenset[str]) -> bool:
        """Whether a sentence of those words has what the pattern cannot do without."""
        return not any(step.isdisjoint(words) for step in self.needed)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A match: token indices of the anchor and of the whole, end exclusive. `forms` are the anchor's verb forms."""

    pattern: Pattern
    anchor: int
    start: int
    end: int
    forms: str


def _element(text: str) -> Element:
    if text == "_":
        return Element(frozenset(), gap=_LONG_GAP)
    if text == "~":
        return Element(frozenset(), gap=_SHORT_GAP)
    optional = text.startswith("(")
    text = text.strip("()")
    kinds = frozenset(k for group in re.findall(r"<([^>]*)>", text) for k in group.split("|"))
    words: set[str] = set()
    for word in filter(None, re.sub(r"<[^>]*>", "", text).split("|")):
        words |= set(verb_forms(word[:-1])) if word.endswith("*") else {word}
    return Element(frozenset(words), kinds, optional)


def _compile(event_types: str, frame: str, text: str, weight: str) -> Pattern:
    parts = text.split()
    condition: frozenset[str] = frozenset()
    page: frozenset[str] = frozenset()
    if parts[0].startswith("["):
        page = _element(parts.pop(0).strip("[]")).words
    if parts[0].startswith("{"):
        condition = _element(parts.pop(0).strip("{}")).words
    anchor = next((i for i, p in enumerate(parts) if "*" in p), None)
    is_verb = anchor is not None
    if anchor is None:
        anchor = next(i for i, p in enumerate(parts) if p[0] not in "_~(<")
    forms: dict[str, str] = {}
    for word in parts[anchor].split("|"):
        if word.endswith("*"):
            for form, letters in verb_forms(word[:-1]).items():
                forms[form] = forms.get(form, "") + letters
        else:
            forms[word] = ""
    before = tuple(_element(p) for p in parts[:anchor])
    after = tuple(_element(p) for p in parts[anchor + 1 :])
    needed = (condition, *(e.words for e in (*before, *after) if not (e.optional or e.gap or e.kinds)))
    return Pattern(
        tuple(EventType(t) for t in event_types.split(",") if t),
        frame,
        before,
        after,
        is_verb,
        forms,
        condition,
        page,
        float(weight),
        text,
        tuple(words for words in needed if words),
    )


@cache
def patterns_by_anchor() -> dict[str, tuple[Pattern, ...]]:
    """The lexicon, by the anchor's possible words; longer patterns first."""
    return _by_anchor([_compile(*row) for row in rows("event_triggers.tsv")])


@cache
def idioms_by_anchor() -> dict[str, tuple[Pattern, ...]]:
    """Phrases whose words announce no event ("resigned to his fate"), by the anchor's possible words."""
    return _by_anchor([_compile("", "", row[0], "1") for row in rows("event_idioms.tsv")])


def _by_anchor(patterns: Sequence[Pattern]) -> dict[str, tuple[Pattern, ...]]:
    index: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        for word in pattern.forms:
            index.setdefault(word, []).append(pattern)
    return {w: tuple(sorted(ps, key=lambda p: -len(p.text.split()))) for w, ps in index.items()}


class _Possible:
    """The patterns that a sentence has the words for, by their anchors: most of those of "was" it has not."""

    def __init__(self, index: Mapping[str, tuple[Pattern, ...]], words: Sequence[str]) -> None:
        self._index = index
        self._words = frozenset(words)
        self._left: dict[str, list[Pattern]] = {}

    def at(self, anchor: str) -> Sequence[Pattern]:
        """Those of the word, in the index's order."""
        if anchor not in self._index:
            return ()
        if anchor not in self._left:
            self._left[anchor] = [p for p in self._index[anchor] if p.may_match(self._words)]
        return self._left[anchor]


def find_triggers(
    words: Sequence[str], kinds: Sequence[frozenset[str]], page: frozenset[str] = frozenset()
) -> list[Trigger]:
    """The triggers of a sentence by anchor, the most specific reading of each anchor first.

    `kinds` says what each token is part of: "post", "body", "party", "place", "country", "person", "name", "time",
    or "proper" for a name of no known kind.
    `page`: every word of the page, for patterns that mean this event only where the page speaks of its like.
    """
    index = _Possible(patterns_by_anchor(), words)
    found: list[Trigger] = []
    for i, word in enumerate(words):
        if len(found) >= MOST_READINGS:
            break
        if not kinds[i].isdisjoint(_NAMES):
            continue
        bare = word in _AMBIGUOUS_BASES and (i == 0 or words[i - 1] not in _INFINITIVE_MARKERS)
        for pattern in index.at(word):
            if bare and pattern.forms[word] == "b":
                continue
            if pattern.page and pattern.page.isdisjoint(page):
                continue
            span = _match(pattern, words, kinds, i)
            if span is not None:
                found.append(Trigger(pattern, i, span[0], span[1], pattern.forms[word]))
    idle = _in_idioms(words, kinds, {t.anchor for t in found})
    return _without_contained([t for t in found if t.anchor not in idle])


def find_idioms(words: Sequence[str], kinds: Sequence[frozenset[str]]) -> list[tuple[int, int]]:
    """The first token, and the one after the last, of each phrase that announces no event though its words might."""
    return _idioms_among(words, kinds, range(len(words)))


def _in_idioms(words: Sequence[str], kinds: Sequence[frozenset[str]], anchors: Collection[int]) -> set[int]:
    """Which of the triggers' anchors are words of an idiom; an idiom begins or ends no farther off than a gap."""
    near = {k for a in anchors for k in range(max(0, a - _LONG_GAP), min(len(words), a + _LONG_GAP))}
    return {a for span in _idioms_among(words, kinds, near) for a in anchors if span[0] <= a < span[1]}


def _idioms_among(
    words: Sequence[str], kinds: Sequence[frozenset[str]], anchors: Iterable[int]
) -> list[tuple[int, int]]:
    index = _Possible(idioms_by_anchor(), words)
    spans = (_match(pattern, words, kinds, i) for i in anchors for pattern in index.at(words[i]))
    return [span for span in spans if span is not None]


def _match(
    pattern: Pattern, words: Sequence[str], kinds: Sequence[frozenset[str]], anchor: int
) -> tuple[int, int] | None:
    start = anchor
    if pattern.condition and pattern.condition.isdisjoint(words[max(0, anchor - 5) : anchor]):
        return None
    if pattern.before:
        back = _walk(tuple(reversed(pattern.before)), words, kinds, anchor - 1, -1)
        if back is None:
            return None
        start = back + 1
    end = _walk(pattern.after, words, kinds, anchor + 1, 1)
    return None if end is None else (start, end)


def _walk(
    steps: tuple[Element, ...], words: Sequence[str], kinds: Sequence[frozenset[str]], at: int, direction: int
) -> int | None:
    """Where the steps end, from `at` in that direction; each step takes the nearest place that fits."""
    gap = 0
    for step in steps:
        if step.gap:
            gap = step.gap
            continue
        reach = max(gap, _ENTITY_GAP) if step.kinds else gap
        here = _nearest(step, words, kinds, at, direction, reach)
        if here is None:
            if step.optional:
                continue
            return None
        at, gap = here + direction, 0
    return at


def _nearest(
    step: Element, words: Sequence[str], kinds: Sequence[frozenset[str]], at: int, direction: int, reach: int
) -> int | None:
    for k in range(at, at + direction * (reach + 1), direction):
        if not 0 <= k < len(words) or words[k] in _BARRIERS:
            return None
        if words[k] in step.words or (step.kinds and not step.kinds.isdisjoint(kinds[k])):
            return k
        if step.kinds and words[k] in _NO_ENTITY_BEYOND:
            return None
    return None


_NO_ENTITY_BEYOND = word_class("entity_barriers")


# "found", "wound", "saw" are far more often the past of another verb.
_AMBIGUOUS_BASES = frozenset({"found", "bound", "felt", "saw", "lay"})
_NAMES = frozenset({"name", "time", "place"})
_INFINITIVE_MARKERS = word_class("infinitive_markers")


def _without_contained(found: list[Trigger]) -> list[Trigger]:
    """Triggers whose anchor lies inside a longer match of the same type say nothing new."""
    over: dict[int, list[Trigger]] = {}
    for t in found:
        for k in range(t.start, t.end):
            over.setdefault(k, []).append(t)
    kept = []
    for t in found:
        inside = any(
            o.anchor != t.anchor
            and (o.pattern.weight >= t.pattern.weight or not t.pattern.is_verb)
            and not set(o.pattern.event_types).isdisjoint(t.pattern.event_types)
            for o in over.get(t.anchor, ())
        )
        if not inside:
            kept.append(t)
    return kept
