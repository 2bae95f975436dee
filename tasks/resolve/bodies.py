"""Bodies and places under the many ways of writing them: what two mentions must share to be one body."""

from __future__ import annotations

from functools import lru_cache

from schemas.vocab import OrganizationKind, TitleClass
from tasks.names.romanize import fold

_EMPTY = frozenset(
    {
        "of",
        "the",
        "in",
        "to",
        "at",
        "for",
        "and",
        "on",
        "a",
        "an",
        "s",
        "by",
        "from",
        "with",
        "de",
        "la",
        "du",
        "its",
        "his",
        "her",
        "their",
    }
)
_SYNONYMS = {
    "consular": "consulate",
    "general": "",
    "office": "",
    "affairs": "",
    "defence": "defense",
    "republic": "",
    "islamic": "",
    "national": "",
}
MISSIONS = frozenset({OrganizationKind.EMBASSY, OrganizationKind.CONSULATE, OrganizationKind.MISSION})


@lru_cache(maxsize=100_000)
def body_words(organization: str | None) -> frozenset[str]:
    """The words of a body's name that carry meaning, in one form."""
    words = set()
    for written in fold(organization or "").split():
        word = _SYNONYMS.get(written, written)
        if word and word not in _EMPTY:
            words.add(word[:-1] if len(word) > 4 and word.endswith("s") else word)
    return frozenset(words)


@lru_cache(maxsize=100_000)
@lru_cache(maxsize=100_000)
def body_keys(
    organization: str | None, kind: str | None, country: str | None, place_country: str | None
) -> frozenset[str]:
    """Strings of which two mentions of one body share at least one; empty where the body is not named.

    A mission is known by its state and its host: "embassy counselor in Norway" and "Embassy of Iran in Oslo".
    """
    keys = set()
    if kind in MISSIONS and country and place_country:
        keys.add(f"mission {country} {place_country}")
    words = body_words(organization)
    # A bare "government" or "embassy" names none
    if len(words) > 1 or (words and not words & {"government", "embassy", "ministry", "army", "court", "police"}):
        keys.add(" ".join(sorted(words)))
    return frozenset(keys)


@lru_cache(maxsize=200_000)
def same_body(a: str | None, b: str | None) -> bool:
    """Whether two names of bodies can be one body's: the same words, or the one's words within the other's."""
    x, y = body_words(a), body_words(b)
    if not x or not y:
        return False
    if x == y:
        return True
    small, large = (x, y) if len(x) < len(y) else (y, x)
    return (small <= large and len(small) >= 2) or len(x & y) / len(x | y) >= 0.6


def same_place(a: str | None, b: str | None) -> bool:
    """Whether two names of places share a word that carries meaning."""
    return bool(body_words(a) & body_words(b))


# Posts of which a body has one at a time
UNIQUE_POSTS = frozenset(
    {TitleClass.HEAD_OF_STATE, TitleClass.HEAD_OF_GOVERNMENT, TitleClass.HEAD_OF_MISSION, TitleClass.MINISTER}
)
