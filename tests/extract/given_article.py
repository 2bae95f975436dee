"""A page made of one text, and its people given by name, so that a test of roles does not hang on finding people."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.stages import CleanPage
from schemas.vocab import MentionForm
from tasks.extract.language.document import Document
from tasks.extract.model import PeopleOnPage, PersonOnPage, PersonSpan


def document_of(text: str, title: str = "Briefly") -> Document:
    whole = f"{title}\n\n{text}"
    return Document.of(
        CleanPage(
            source_id="src_0",
            uri="page.txt",
            title=title,
            outlet=None,
            author=None,
            language="en",
            published=None,
            published_min=None,
            published_max=None,
            published_basis="none",
            wire_agency=None,
            text=whole,
            body_start=len(title) + 2,
            raw_spans=[],
            text_sha256="",
        )
    )


def people_named(document: Document, names: Sequence[str]) -> PeopleOnPage:
    """Each full name and surname is a mention; a pronoun means the person named last."""
    found: list[PersonSpan] = []
    for person, name in enumerate(names):
        written = f"{re.escape(name)}|{re.escape(name.split()[-1])}"
        found += [PersonSpan(m.start(), m.end(), person, MentionForm.NAME) for m in re.finditer(written, document.text)]
    for m in re.finditer(r"\b(?:he|she|his|her|him)\b", document.text, re.IGNORECASE):
        before = [span for span in found if span.end <= m.start()]
        if before:
            last = max(before, key=lambda span: span.start)
            found.append(PersonSpan(m.start(), m.end(), last.person, MentionForm.PRONOUN))
    found.sort(key=lambda span: span.start)
    return PeopleOnPage(tuple(PersonOnPage(name, ()) for name in names), tuple(found))
