"""Articles for tests, their people marked by hand, so that a test of events does not hang on finding people.

`[Anna Kovar]` is a name, `[she=Anna Kovar]` another word for her, `[both=Anna Kovar+Jan Novak]` a group.
"""

from __future__ import annotations

import re
from datetime import date

from schemas.stages import CleanPage
from schemas.vocab import MentionForm
from tasks.dates.find import find_times
from tasks.dates.model import Reference
from tasks.extract.entities.find import find_entities
from tasks.extract.events.find import find_events
from tasks.extract.language.document import Document
from tasks.extract.model import EventFound, PeopleOnPage, PersonOnPage, PersonSpan, RoleFound

PUBLISHED = date(2012, 5, 10)  # a Thursday
_PRONOUNS = frozenset(["he", "she", "him", "her", "his", "they", "them", "i", "we", "who"])


def clean_page(body: str, title: str = "Notes", published: date | None = PUBLISHED) -> CleanPage:
    """A page of that body, published on that day."""
    return CleanPage(
        source_id="src_0000000000000000",
        uri="notes.txt",
        title=title,
        outlet=None,
        author=None,
        language="en",
        published=published.isoformat() if published else None,
        published_min=published,
        published_max=published,
        published_basis="metadata" if published else "none",
        wire_agency=None,
        text=f"{title}\n\n{body}",
        body_start=len(title) + 2,
        raw_spans=[],
        text_sha256="0" * 64,
    )


def read_marked(
    marked: str, published: date | None = PUBLISHED, roles: tuple[RoleFound, ...] = ()
) -> tuple[Document, PeopleOnPage, tuple[EventFound, ...]]:
    """The article with its marks taken out, its people, and the events that are found."""
    names: list[str] = []
    spans: list[PersonSpan] = []
    groups: dict[tuple[int, int], tuple[int, ...]] = {}
    body = ""
    offset = len("Notes\n\n")
    for part in re.split(r"(\[[^\]]*\])", marked):
        if not part.startswith("["):
            body += part
            continue
        written, _, whom = part[1:-1].partition("=")
        people = []
        for name in (whom or written).split("+"):
            if name not in names:
                names.append(name)
            people.append(names.index(name))
        start, end = offset + len(body), offset + len(body) + len(written)
        body += written
        if len(people) > 1:
            groups[(start, end)] = tuple(people)
            continue
        form = MentionForm.NAME
        if whom:
            form = MentionForm.PRONOUN if written.lower() in _PRONOUNS else MentionForm.NOMINAL
        spans.append(PersonSpan(start, end, people[0], form))
    document = Document.of(clean_page(body, published=published))
    everybody = PeopleOnPage(tuple(PersonOnPage(n, ()) for n in names), tuple(spans), groups)
    times = find_times(document.text, Reference(published, published) if published else None)
    return document, everybody, find_events(document, find_entities(document), times, everybody, roles)


def said(marked: str, published: date | None = PUBLISHED) -> set[str]:
    """What the article says happened, as "person: type", with the realis behind it where it is not actual."""
    _, people, events = read_marked(marked, published)
    found = set()
    for e in events:
        assert e.person is not None
        realis = "" if e.realis == "actual" else f" ({e.realis})"
        found.add(f"{people.people[e.person].name}: {e.event_type}{realis}")
    return found
