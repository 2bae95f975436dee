"""The people of a page: who is named, by which names, and every place where the page means them."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.vocab import MentionForm
from tasks.extract.coreference import find_mentions
from tasks.extract.document import Document
from tasks.extract.model import Entities, PeopleOnPage, PersonOnPage, PersonSpan
from tasks.extract.name_groups import NamedPerson, content_words, group_names
from tasks.extract.name_scores import certainties
from tasks.extract.person_descriptions import age_by_pronoun, stated_age, stated_nationality
from tasks.extract.person_names import NameSpan, find_name_spans
from tasks.extract.home import home_country

_LEAST_CERTAINTY = 0.5


def find_people(document: Document, entities: Entities) -> PeopleOnPage:
    """The persons in the order in which the page first names them, and their mentions in text order."""
    named = group_names(find_names(document, entities))
    home = home_country(document, entities.places)
    ages = [stated_age(document, person) for person in named]
    mentions, groups = find_mentions(document, named, ages)
    people = tuple(
        _person(
            document.text,
            person,
            stated_nationality(document, entities, person, home.code if home else None),
            ages[i] if ages[i] is not None else _age_by_pronouns(document, mentions, i),
        )
        for i, person in enumerate(named)
    )
    return PeopleOnPage(people, tuple(mentions), groups)


def find_names(document: Document, entities: Entities) -> list[NameSpan]:
    """Every place where the page writes a person's name, in text order."""
    spans = find_name_spans(document, entities)
    sure = certainties(document, entities, spans)
    return [span for span, p in zip(spans, sure, strict=True) if p >= _LEAST_CERTAINTY]


def _age_by_pronouns(document: Document, mentions: Sequence[PersonSpan], person: int) -> int | None:
    for m in mentions:
        if m.person == person and m.form == MentionForm.PRONOUN and m.end - m.start <= 3:
            age = age_by_pronoun(document, m.end)
            if age is not None:
                return age
    return None


def _person(text: str, person: NamedPerson, nationality: str | None, age: int | None) -> PersonOnPage:
    written = [text[s.start : s.end] for s in person.spans]
    longest = max(person.spans, key=lambda s: (len(content_words(s.folded)), not s.in_headline, len(s.words)))
    name = text[longest.start : longest.end]
    aliases = tuple(dict.fromkeys(w for w in written if w != name))
    return PersonOnPage(name, aliases, nationality, age)
