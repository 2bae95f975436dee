"""A sentence with the people, posts and bodies in it, and what joins a person to a post."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from tasks.extract.language.document import Document, Sentence
from tasks.extract.model import BodySpan, Entities, PeopleOnPage, PersonSpan, PostSpan


class LinkKind(StrEnum):
    """How a text joins a person and a post."""

    PRENOMINAL = "prenominal"  # Foreign Minister Zebari
    APPOSITION = "apposition"  # Zebari, the foreign minister
    REVERSED = "reversed"  # the foreign minister, Zebari
    VERB = "verb"  # Zebari was foreign minister
    LIST = "list"  # ... and later ambassador
    NOMINAL = "nominal"  # the ambassador said
    DUTY = "duty"  # Zebari headed the ministry
    RELATION = "relation"  # Zebari was succeeded by X
    PROPOSED = "proposed"  # by a second reader, in whatever words


@dataclass(frozen=True, slots=True)
class Link:
    """A post that a sentence gives a person; `start`/`end` is the shortest span that shows both."""

    person: int
    post: PostSpan
    kind: LinkKind
    sentence: Sentence
    start: int
    end: int
    lead: str = ""  # the words right before the post
    of_person: int | None = None  # whose deputy or successor
    since: int = 0  # where the post before it in the sentence ends

    @property
    def reach(self) -> tuple[int, int]:
        """The span that shows person and post."""
        return self.start, self.end


@dataclass(frozen=True)
class Scene:
    """One sentence with the people and posts in it."""

    text: str
    sentence: Sentence
    people: tuple[PersonSpan, ...]
    posts: tuple[PostSpan, ...]
    bodies: tuple[BodySpan, ...]
    groups: dict[tuple[int, int], tuple[int, ...]]

    def gap(self, start: int, end: int) -> str:
        """The text between two offsets."""
        return self.text[start:end]


def scenes(document: Document, entities: Entities, people: PeopleOnPage) -> list[Scene]:
    """Every sentence with its people, posts and bodies."""
    return [
        Scene(
            document.text,
            s,
            _within(s, people.mentions),
            _within(s, entities.posts),
            _within(s, entities.bodies),
            people.groups,
        )
        for s in document.sentences
    ]


_Span = TypeVar("_Span", PersonSpan, PostSpan, BodySpan)


def _within(sentence: Sentence, spans: tuple[_Span, ...]) -> tuple[_Span, ...]:
    """The spans, in text order, that begin in a sentence."""
    first = bisect_left(spans, sentence.start, key=lambda span: span.start)
    return spans[first : bisect_left(spans, sentence.end, key=lambda span: span.start)]


def link(scene: Scene, person: PersonSpan, post: PostSpan, kind: LinkKind, lead: str = "") -> Link:
    """A link over the shortest span that shows the person and the post."""
    start, end = min(person.start, post.start), max(person.end, post.end)
    return Link(person.person, post, kind, scene.sentence, start, end, lead)
