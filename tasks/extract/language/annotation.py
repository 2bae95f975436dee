"""A sentence's tokens with the people, times, places, bodies and posts that lie on them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from schemas.vocab import MentionForm
from tasks.dates.model import TimeExpression
from tasks.extract.language.document import Sentence, Token
from tasks.extract.language.verbs import irregular_forms
from tasks.extract.language.word_classes import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    POSSESSIVES,
    PREPOSITIONS,
    SUBORDINATORS,
    word_class,
)
from tasks.extract.model import BodySpan, Entities, PeopleOnPage, PlaceSpan, PostSpan

_CAUSATIVES = word_class("causatives")
_COMMON_FINITE = word_class("common_finite")
# Irregular pasts that are as often something else.
_NOT_ALWAYS_VERBS = frozenset({"born", "left", "cut", "set", "cast"})
_PARTICLES = word_class("particles")
_OPENERS = frozenset("“\"':.•*-–—(")
QUOTES = frozenset("\"'“”‘’«»")


@dataclass(frozen=True, slots=True)
class Ref:
    """Tokens (end exclusive) that stand for one or more people of the page."""

    start: int
    end: int
    people: tuple[int, ...]
    form: MentionForm


@dataclass(frozen=True, slots=True)
class Argument:
    """The people that fill a place beside a trigger, the tokens that name them, how safely they are attached (0..1)."""

    people: tuple[int, ...]
    start: int
    end: int
    certainty: float


# Looks from a token of the sentence; the last is how deep it was called from searches of its kind
Search: TypeAlias = "Callable[[AnnotatedSentence, int, int], Argument | None]"


@dataclass(frozen=True)
class AnnotatedSentence:
    """A sentence's tokens with all that was found on them; indices are token indices, ends exclusive."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    refs: tuple[Ref, ...]
    ref_at: tuple[Ref | None, ...]
    kinds: tuple[frozenset[str], ...]
    times: tuple[tuple[int, int, TimeExpression], ...]
    places: tuple[tuple[int, int, PlaceSpan], ...]
    bodies: tuple[tuple[int, int, BodySpan], ...]
    posts: tuple[tuple[int, int, PostSpan], ...]
    time_at: tuple[int | None, ...] = field(repr=False)
    entity_at: tuple[int | None, ...] = field(repr=False)
    _answers: dict[tuple[Search, int, int], Argument | None] = field(default_factory=dict, repr=False, compare=False)
    _places: dict[frozenset[str], tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    def where(self, words: frozenset[str]) -> tuple[int, ...]:
        """The tokens, in order, at which one of those words stands."""
        if words not in self._places:
            self._places[words] = tuple(k for k, word in enumerate(self.words) if word in words)
        return self._places[words]

    def once(self, search: Search, at: int, depth: int) -> Argument | None:
        """What the search finds from that token, searched once: verbs ask for the subjects of the verbs before them."""
        asked = search, at, depth
        if asked not in self._answers:
            self._answers[asked] = search(self, at, depth)
        return self._answers[asked]

    @property
    def names(self) -> frozenset[int]:
        """The people whom the sentence names."""
        return frozenset(p for ref in self.refs if ref.form is MentionForm.NAME for p in ref.people)

    def in_time(self, at: int) -> bool:
        """Whether the token is part of a time expression."""
        return self.time_at[at] is not None

    def is_possessive(self, ref: Ref) -> bool:
        """Whether the mention owns what follows: "his", "her" before a noun, or a possessive 's."""
        nxt = self.words[ref.end] if ref.end < len(self.words) else ""
        if nxt in ("'s", "’s", "'", "’") and not self._is_contracted_verb(ref):
            return True
        word = self.words[ref.end - 1]
        if ref.end - ref.start > 1 or word not in POSSESSIVES:
            return False
        if word in ("his", "my", "our", "your", "their", "its"):
            return True
        if (ref.start and self.words[ref.start - 1] in _CAUSATIVES) or nxt in _PARTICLES:
            return False  # "let her go", "put her forward"
        return bool(nxt) and (nxt[0].isalpha() or nxt[0] in QUOTES) and not self._ends_noun_phrase(ref.end)

    def _is_contracted_verb(self, ref: Ref) -> bool:
        return ref.form is MentionForm.PRONOUN and self.words[ref.end - 1] in (
            "he",
            "she",
            "it",
            "who",
            "i",
            "they",
            "we",
            "you",
        )

    def _ends_noun_phrase(self, at: int) -> bool:
        """Whether the word can not begin a noun phrase's rest: a preposition, conjunction, determiner, time."""
        word = self.words[at]
        return (
            word in PREPOSITIONS
            or word in CONJUNCTIONS
            or word in DETERMINERS
            or word in SUBORDINATORS
            or self.in_time(at)
        )

    def is_verb_like(self, at: int) -> bool:
        """Whether the word is an auxiliary, an irregular past, or ends as one ("-ed") in lower case."""
        word = self.words[at]
        if self.kinds[at] & {"post", "body", "person", "time"}:
            return False
        return (
            word in AUXILIARIES
            or word in _COMMON_FINITE
            or (word in irregular_forms() and word not in _NOT_ALWAYS_VERBS)
            or (word.endswith("ed") and len(word) > 4 and self.tokens[at].text[0].islower())
        )


class SentenceAnnotator:
    """Puts a page's people, entities and times on its sentences' tokens."""

    def __init__(self, entities: Entities, times: Sequence[TimeExpression], people: PeopleOnPage) -> None:
        """`times` in text order."""
        self._times = sorted((t for t in times), key=lambda t: t.start)
        self._places = sorted(entities.places, key=lambda p: p.start)
        self._bodies = sorted(entities.bodies, key=lambda b: b.start)
        self._posts = sorted(entities.posts, key=lambda p: p.start)
        refs: list[tuple[int, int, tuple[int, ...], MentionForm]] = [
            (m.start, m.end, (m.person,), m.form) for m in people.mentions
        ]
        # Lists of names are put together later, where verbs and appositions are seen; "both" and "they" are groups.
        named = [m.start for m in people.mentions if m.form is MentionForm.NAME]
        refs += [
            (s, e, who, MentionForm.NOMINAL)
            for (s, e), who in people.groups.items()
            if bisect_left(named, s) == bisect_left(named, e)
        ]
        self._refs = sorted(refs, key=lambda r: (r[0], -r[1]))
        self._time_spans = [(t.start, t.end) for t in self._times]
        self._place_spans = [(p.start, p.end) for p in self._places]
        self._body_spans = [(b.start, b.end) for b in self._bodies]
        self._post_spans = [(p.start, p.end) for p in self._posts]
        self._ref_spans = [(r[0], r[1]) for r in self._refs]

    def annotate(self, sentence: Sentence) -> AnnotatedSentence:
        """The sentence with everything that lies on it."""
        tokens = sentence.tokens
        starts = [t.start for t in tokens]
        ends = [t.end for t in tokens]

        def on(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
            found = []
            for n in range(bisect_left(spans, (sentence.start, 0)), len(spans)):
                start, end = spans[n]
                if start >= sentence.end:
                    break
                a, b = bisect_right(ends, start), bisect_left(starts, end)
                if a < b:
                    found.append((a, b, n))
            return found

        times = [(a, b, self._times[n]) for a, b, n in on(self._time_spans)]
        places = [(a, b, self._places[n]) for a, b, n in on(self._place_spans)]
        bodies = [(a, b, self._bodies[n]) for a, b, n in on(self._body_spans)]
        posts = [(a, b, self._posts[n]) for a, b, n in on(self._post_spans)]
        refs: list[Ref] = []
        for a, b, n in on(self._ref_spans):
            ref = Ref(a, b, self._refs[n][2], self._refs[n][3])
            if refs and refs[-1].end > a:
                if b - a > refs[-1].end - refs[-1].start:
                    refs[-1] = ref
                continue
            refs.append(ref)
        return _assemble(sentence, refs, times, places, bodies, posts)


def _assemble(
    sentence: Sentence,
    refs: list[Ref],
    times: list[tuple[int, int, TimeExpression]],
    places: list[tuple[int, int, PlaceSpan]],
    bodies: list[tuple[int, int, BodySpan]],
    posts: list[tuple[int, int, PostSpan]],
) -> AnnotatedSentence:
    tokens = sentence.tokens
    n = len(tokens)
    words = tuple(t.lower for t in tokens)
    ref_at: list[Ref | None] = [None] * n
    for ref in refs:
        ref_at[ref.start : ref.end] = [ref] * (ref.end - ref.start)
    kinds: list[set[str]] = [set() for _ in range(n)]
    time_at: list[int | None] = [None] * n
    entity_at: list[int | None] = [None] * n

    def mark(start: int, end: int, names: set[str], at: list[int | None]) -> None:
        for k in range(start, end):
            kinds[k] |= names
            at[k] = start

    for a, b, _time in times:
        mark(a, b, {"time"}, time_at)
    for a, b, place in places:
        mark(a, b, _place_kinds(place), entity_at)
    for a, b, body in bodies:
        mark(a, b, {"body", "party"} if body.kind in ("party", "movement") else {"body"}, entity_at)
    for a, b, _post in posts:
        mark(a, b, {"post"}, entity_at)
    for ref in refs:
        for k in range(ref.start, ref.end):
            if ref.form is MentionForm.NAME:
                kinds[k] -= {"place", "country", "body", "party"}
                kinds[k].add("name")
            kinds[k].add("person")
    for k in range(1, n):  # a name of something that no lexicon knows
        if not kinds[k] and tokens[k].is_capitalised and words[k].isalpha() and tokens[k - 1].text not in _OPENERS:
            kinds[k].add("proper")
    return AnnotatedSentence(
        sentence,
        tokens,
        words,
        tuple(refs),
        tuple(ref_at),
        tuple(frozenset(k) for k in kinds),
        tuple(times),
        tuple(places),
        tuple(bodies),
        tuple(posts),
        tuple(time_at),
        tuple(entity_at),
    )


def _place_kinds(place: PlaceSpan) -> set[str]:
    if place.is_demonym:
        return set()
    return {"place", "country"} if place.is_country else {"place"}
