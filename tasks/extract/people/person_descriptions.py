"""How a page describes its people: the titles and nouns beside their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tasks.extract.language.document import Document, Token
from tasks.extract.people.name_groups import NamedPerson
from tasks.extract.people.name_lexicons import fold, lexicons

_COPULAS = frozenset(["is", "was", "becomes", "became", "remains", "remained"])
_STOPS = frozenset([",", ".", ";", ":", "(", ")", "who", "whose", "which", "that", "said", "says"])


def describing_nouns(document: Document, person: NamedPerson) -> tuple[frozenset[str], str]:
    """The folded titles and nouns that the page gives a person, and the gender that they show (m, f or -)."""
    lex = lexicons()
    nouns: list[str] = []
    for span in person.spans:
        tokens = document.sentences[span.sentence].tokens
        nouns += span.titles
        if not span.titles and span.first > 1 and tokens[span.first - 1].text == ",":
            nouns += _nouns_back(tokens, span.first - 2)
        nouns += _nouns_after(tokens, span.last)
    genders = [g for n in nouns for g in (lex.person_nouns.get(n, "-"),) if g != "-"]
    return frozenset(nouns), Counter(genders).most_common(1)[0][0] if genders else "-"


def _nouns_back(tokens: Sequence[Token], i: int) -> list[str]:
    """The nouns of "his wife, X" and "the former ambassador to Peru, X", back from the comma."""
    lex = lexicons()
    found: list[str] = []
    for j in range(i, max(-1, i - 8), -1):
        word = fold(tokens[j].text)
        if word in _STOPS or word in lex.human_verbs:
            break
        if word in lex.person_nouns:
            found.append(word)
        if word in ("the", "a", "an", "his", "her", "their"):
            return found
    return []


def _nouns_after(tokens: Sequence[Token], i: int) -> list[str]:
    """The nouns of "X, the deputy head of mission" and "X was a colonel"."""
    if i + 1 >= len(tokens):
        return []
    if tokens[i].text == "," or tokens[i].lower in _COPULAS:
        i += 1
    else:
        return []
    if tokens[i].text.isdigit() and i + 2 < len(tokens) and tokens[i + 1].text == ",":
        i += 2
    lex = lexicons()
    found: list[str] = []
    for token in tokens[i : i + 8]:
        word = fold(token.text)
        if word in _STOPS or word in ("of", "to", "at", "for", "and"):
            break
        if word in lex.person_nouns or word in lex.titles:
            found.append(word)
    return found
