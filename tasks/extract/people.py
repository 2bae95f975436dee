"""The people of a page: who is named, by which names, and every place where the page means them."""

from __future__ import annotations

from tasks.extract.document import Document
from tasks.extract.model import Entities, PeopleOnPage, PersonOnPage, PersonSpan
from tasks.extract.name_groups import NamedPerson, content_words, group_names
from tasks.extract.name_scores import certainties
from tasks.extract.person_names import NameSpan, find_name_spans
from schemas.vocab import MentionForm

_LEAST_CERTAINTY = 0.5


def find_people(document: Document, entities: Entities) -> PeopleOnPage:
    """The persons in the order in which the page first names them, and their mentions in text order."""
    named = group_names(find_names(document, entities))
    people = tuple(_person(document.text, person) for person in named)
    mentions = [
        PersonSpan(span.start, span.end, index, MentionForm.NAME)
        for index, person in enumerate(named)
        for span in person.spans
    ]
    return PeopleOnPage(people, tuple(sorted(mentions, key=lambda m: m.start)))


def find_names(document: Document, entities: Entities) -> list[NameSpan]:
    """Every place where the page writes a person's name, in text order."""
    spans = find_name_spans(document, entities)
    sure = certainties(document, entities, spans)
    return [span for span, p in zip(spans, sure, strict=True) if p >= _LEAST_CERTAINTY]


def _person(text: str, person: NamedPerson) -> PersonOnPage:
    written = [text[s.start : s.end] for s in person.spans]
    longest = max(person.spans, key=lambda s: (len(content_words(s.folded)), not s.in_headline, len(s.words)))
    name = text[longest.start : longest.end]
    aliases = tuple(dict.fromkeys(w for w in written if w != name))
    return PersonOnPage(name, aliases)
