"""Unbroken sequences of capitalised words, in which names of persons are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasks.extract.language.document import Sentence, Token
from tasks.extract.people.name_lexicons import fold, lexicons, word_group

# "al-Assad", "d'Estaing", "ul-Haq": lower-case beginnings that belong to the word
_JOINED_PARTICLE = re.compile(
    r"(?:al|el|as|ash|ad|an|ar|at|az|ul|bin|d|l|dell|ibn|abd|n|m)[-’'‘ʼ][^\W\d_]", re.IGNORECASE
)
# "kaZulu", "deKlerk": prefixes that keep their lower case before a capital
_PREFIX = re.compile(r"(?:ka|kwa|de|di|du|la|le|van|von)[A-Z]")
_NAME_ABBREVIATIONS = frozenset(["st", "md", "muh", "moh", "mohd", "ma", "abd", "wm", "fco", "mst"])
_SENTENCE_OPENERS = word_group("sentence-openers")
_LEADING_MARKS = "ʻʼ‘’'ǀǃǁ"
_QUOTES = "\"“”'‘’«»"


def runs(text: str, sentence: Sentence) -> Iterator[list[int]]:
    """Token indices of each unbroken sequence of capitalised words, lower-case particles between them included."""
    tokens = sentence.tokens
    i = 0
    while i < len(tokens):
        if not tokens[i].text[0].isalpha() or not is_capital(tokens[i]):
            i += 1
            continue
        run = [i]
        while (step := _next_in_run(text, tokens, run[-1])) is not None:
            run += step
        yield run
        i = max(run) + 1


def _next_in_run(text: str, tokens: Sequence[Token], i: int) -> list[int] | None:
    j = i + 1
    if j < len(tokens) and tokens[j].text == "." and tokens[j].start == tokens[i].end and _may_have_dot(tokens[i]):
        j += 1  # an initial or an abbreviated title
    skipped: list[int] = []
    while j < len(tokens) and len(skipped) < 4:
        gap = text[tokens[j - 1].end : tokens[j].start]
        if gap not in ("", " ", "\u00a0") or (gap == "" and tokens[j - 1].text != "." and tokens[j].text != ","):
            return None
        word = tokens[j].text
        if word[0].isalpha() and is_capital(tokens[j]):
            ended = (
                tokens[j - 1].text == "."
                and len(tokens[i].text) == 1
                and len(word) > 1
                and fold(word) in _SENTENCE_OPENERS
            )
            return None if ended else [*skipped, j]
        if not skipped and (word in _QUOTES or word == "("):
            return _past_nickname(text, tokens, j)
        if not skipped and word == "," and _is_surname_first(tokens, i, j):
            return [j + 1]
        if fold(word) not in lexicons().particles:
            return None
        skipped.append(j)
        j += 1
    return None


def _past_nickname(text: str, tokens: Sequence[Token], j: int) -> list[int] | None:
    """The words of a nickname whose mark is token `j`, and the name's next word: Samuel "Sammy" Doe."""
    for k in range(j + 1, min(j + 5, len(tokens) - 1)):
        if tokens[k].text in _QUOTES or tokens[k].text == ")":
            follows = is_capital(tokens[k + 1]) and text[tokens[k].end : tokens[k + 1].start] == " "
            named = all(fold(t.text) not in lexicons().never for t in tokens[j + 1 : k])
            return [*range(j + 1, k), k + 1] if follows and named and k > j + 1 else None
        if not is_capital(tokens[k]) or tokens[k].text.isupper():
            return None
    return None


def _is_surname_first(tokens: Sequence[Token], i: int, comma: int) -> bool:
    """Whether the comma stands inside a listed name: "BEEHARRY, Rajesh"."""
    if not tokens[i].text.isupper() or len(tokens[i].text) < 3 or comma + 1 >= len(tokens):
        return False
    given = tokens[comma + 1]
    return given.is_capitalised and not given.text.isupper() and fold(given.text).split("-")[0] in lexicons().given


def _may_have_dot(token: Token) -> bool:
    word = fold(token.text)
    return len(word) == 1 or (len(word) <= 6 and (word in lexicons().titles or word in _NAME_ABBREVIATIONS))


def is_capital(token: Token) -> bool:
    """Whether the token may be a name's word: a capital first, or after a particle that is joined to it."""
    text = token.text.lstrip(_LEADING_MARKS) or token.text
    if text[0].isupper():
        return True
    m = _JOINED_PARTICLE.match(text) or _PREFIX.match(text)
    return bool(m and text[m.end() - 1].isupper())
