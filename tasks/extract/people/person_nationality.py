"""Of which state a page says that its people are citizens."""

from __future__ import annotations

import re
from collections import Counter

from schemas.vocab import TitleClass
from tasks.extract.language.document import Document
from tasks.extract.language.nearby import Nearby
from tasks.extract.model import Entities, PlaceSpan, PostSpan
from tasks.extract.people.name_groups import NamedPerson
from tasks.extract.people.name_lexicons import fold, lexicons, word_group
from tasks.extract.people.person_names import NameSpan

_BESIDE = 60  # characters between a name and what is said of it
# Posts that a state gives to its own citizens.
_OWN_CITIZENS = frozenset(
    {
        TitleClass.HEAD_OF_MISSION,
        TitleClass.DIPLOMAT,
        TitleClass.CONSUL,
        TitleClass.ATTACHE,
        TitleClass.MINISTER,
        TitleClass.MILITARY,
        TitleClass.JUDGE,
        TitleClass.LEGISLATOR,
        TitleClass.HEAD_OF_STATE,
    }
)


class StatedNationalities:
    """The states whose citizens a page calls its people."""

    def __init__(self, document: Document, entities: Entities, home: str | None) -> None:
        """`home`: the state that the page is about serves posts that name none."""
        self._text = document.text
        self._posts = Nearby(entities.posts)
        self._demonyms = Nearby([p for p in entities.places if p.is_demonym])
        self._home = home

    def of(self, person: NamedPerson) -> str | None:
        """The state that the page calls theirs, or that their post belongs to; None where it does not say."""
        votes: Counter[str] = Counter()
        for span in person.spans:
            for post in _posts_beside(self._text, self._posts, span):
                country = post.country or (self._home if post.title_class in _OWN_CITIZENS else None)
                if country and post.title_class in _OWN_CITIZENS:
                    votes[country] += 1
            for place in _demonyms_beside(self._text, self._demonyms, span):
                if place.country:
                    votes[place.country] += 2
        if not votes and self._home and _holds_office(person):
            return self._home
        return votes.most_common(1)[0][0] if votes else None


def _holds_office(person: NamedPerson) -> bool:
    """Whether a rank or an office that a state gives stands right before one of the person's names."""
    return any(word in _OFFICES for span in person.spans for word in span.titles)


# Offices and ranks that, where no state is named beside them, are those of the page's own country.
_OFFICES = word_group("state-offices")


def _posts_beside(text: str, posts: Nearby[PostSpan], span: NameSpan) -> list[PostSpan]:
    found: list[PostSpan] = []
    for post in posts.around(span.start - _BESIDE, span.end + _BESIDE):
        if (
            post.end <= span.start
            and text[post.end : span.start].strip(" ,.") == ""
            and "\n" not in text[post.end : span.start]
        ) or (post.start >= span.end and _is_apposition(text[span.end : post.start])):
            found.append(post)
    return found


_APPOSITION = re.compile(
    r"(?:, (?:\d{2}, )?|,? (?:who )?(?:is|was|became|, as) )(?:the |a |an |his |her |its |"
    r"then |now |once |formerly |until \w+ )?(?:[\w'’-]+ ){0,2}$"
)


def _is_apposition(between: str) -> bool:
    return bool(_APPOSITION.fullmatch(between)) and "\n" not in between


def _demonyms_beside(text: str, demonyms: Nearby[PlaceSpan], span: NameSpan) -> list[PlaceSpan]:
    """Demonyms in the phrase before the name ("Finnish lawyer X") or in its apposition ("X, an Iranian diplomat")."""
    lex = lexicons()
    found: list[PlaceSpan] = []
    for place in demonyms.around(span.start - _BESIDE, span.end + _BESIDE):
        if place.end <= span.start and span.start - place.end < _BESIDE:
            between = re.findall(r"[\w'’-]+|[^\w\s]", text[place.end : span.start])
            if between and between[-1] == ",":
                between = between[:-1]
            nouns = [w for w in between if fold(w) in lex.person_nouns or fold(w) in lex.titles]
            if (
                nouns
                and all(w[0].isalpha() for w in between)
                and not any(w in ("and", "of", "in", "to", "by") for w in between)
            ):
                found.append(place)
        elif 0 < place.start - span.end < 40 and _is_apposition(text[span.end : place.start]):
            following = [fold(w) for w in re.findall(r"[\w'’-]+", text[place.end : place.end + 50])[:3]]
            if any(w in lex.person_nouns for w in following):
                found.append(place)
    return found
