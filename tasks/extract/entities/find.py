"""Places, bodies and posts of an article."""

from __future__ import annotations

from dataclasses import replace

from tasks.extract.entities.bodies import find_bodies
from tasks.extract.entities.home import home_country
from tasks.extract.entities.owners import Places
from tasks.extract.entities.places import find_places
from tasks.extract.entities.posts import find_posts
from tasks.extract.entities.titles import is_title_word
from tasks.extract.language.document import Document, Token
from tasks.extract.model import Entities


def find_entities(document: Document) -> Entities:
    """Places first, then the bodies that are named with them, then the posts of both."""
    document = _with_prefixes_apart(document)
    spots = find_places(document)
    home = home_country(document, spots)
    places = Places.of(spots, home)
    bodies = find_bodies(document, places)
    return Entities(spots, bodies, find_posts(document, places, bodies), home.code if home else None)


_PREFIXES = ("ex-", "then-", "former-", "vice-")
_SUFFIXES = ("-elect", "-designate")


def _with_prefixes_apart(document: Document) -> Document:
    """The same article with "ex-minister" and "president-elect" as two words, so that the title is found in it."""
    sentences = tuple(
        replace(s, tokens=tuple(part for t in s.tokens for part in _parts(t)))
        if any("-" in t.text for t in s.tokens)
        else s
        for s in document.sentences
    )
    return Document(document.page, sentences)


def _parts(token: Token) -> tuple[Token, ...]:
    word = token.lower
    if "-" not in word or is_title_word(word):
        return (token,)
    prefix = next((p for p in _PREFIXES if word.startswith(p) and len(word) > len(p)), None)
    suffix = next((s for s in _SUFFIXES if word.endswith(s) and len(word) > len(s)), None)
    if prefix is not None:
        before, after = token.start + len(prefix) - 1, token.start + len(prefix)
    elif suffix is not None:
        before, after = token.end - len(suffix), token.end - len(suffix) + 1
    else:
        return (token,)
    text, start = token.text, token.start
    return Token(text[: before - start], start, before), Token(text[after - start :], after, token.end)
