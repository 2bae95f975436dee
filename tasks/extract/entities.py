"""Places, bodies and posts of an article."""

from __future__ import annotations

from dataclasses import replace

from tasks.extract.bodies import find_bodies
from tasks.extract.document import Document, Token
from tasks.extract.model import Entities
from tasks.extract.home import home_country
from tasks.extract.owners import Places
from tasks.extract.places import find_places
from tasks.extract.posts import find_posts
from tasks.extract.titles import is_title_word


def find_entities(document: Document) -> Entities:
    """Places first, then the bodies that are named with them, then the posts of both."""
    document = _with_prefixes_apart(document)
    spots = find_places(document)
    places = Places.of(spots, home_country(document, spots))
    bodies = find_bodies(document, places)
    return Entities(spots, bodies, find_posts(document, places, bodies))


_PREFIXES = ("ex-", "then-", "former-", "vice-")


def _with_prefixes_apart(document: Document) -> Document:
    """The same article with "ex-minister" as two words, so that the title is found in it."""
    sentences = tuple(
        replace(s, tokens=tuple(part for t in s.tokens for part in _parts(t)))
        if any(t.lower.startswith(_PREFIXES) for t in s.tokens)
        else s
        for s in document.sentences
    )
    return Document(document.page, sentences)


def _parts(token: Token) -> tuple[Token, ...]:
    prefix = next((p for p in _PREFIXES if token.lower.startswith(p) and len(token.text) > len(p)), None)
    if prefix is None or is_title_word(token.lower):
        return (token,)
    cut = token.start + len(prefix)
    return Token(token.text[: len(prefix) - 1], token.start, cut - 1), Token(token.text[len(prefix) :], cut, token.end)
