"""Persons' names in a bare text, for scorers of named entities.

ner.py SET --fn benchmarks.names_of_people:persons
"""

from __future__ import annotations

import hashlib

from schemas.stages import CleanPage
from tasks.extract.entities.find import find_entities
from tasks.extract.language.document import Document
from tasks.extract.people.find import find_names


def persons(text: str) -> list[tuple[int, int, str]]:
    """Start, end and "PER" of every person's name in a text whose tokens may stand apart from their marks."""
    document = Document.of(page_of(text))
    return [(s.start, s.end, "PER") for s in find_names(document, find_entities(document))]


def page_of(text: str) -> CleanPage:
    """The text as an article without title or date."""
    return CleanPage(
        source_id="src_0000000000000000",
        uri="text.txt",
        title=None,
        outlet=None,
        author=None,
        language="en",
        published=None,
        published_min=None,
        published_max=None,
        published_basis="none",
        wire_agency=None,
        text=text,
        body_start=0,
        raw_spans=[0, len(text), 0, len(text)],
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
