"""Forms of address, ranks and offices that stand before a name."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.extract.language.document import Sentence, Token
from tasks.extract.people.name_lexicons import NameLexicons, fold, lexicons, word_group


def is_title(word: str, lex: NameLexicons) -> bool:
    """Whether the folded word is a title, or is joined from titles ("sub-inspector", "president-elect")."""
    word = word.rstrip(".")
    if word in lex.titles or (word[-1:] == "s" and word[:-1] in lex.titles and len(word) > 5):
        return True
    parts = word.split("-")
    if len(parts) == 2 and parts[0] in lex.titles and parts[1] in ("elect", "designate"):
        return True
    return len(parts) > 1 and parts[-1] in lex.titles and all(p in lex.titles or p in _TITLE_PARTS for p in parts)


_TITLE_PARTS = frozenset(["sub", "under", "ex", "co", "in", "vice", "pro", "arch", "grand", "auxiliary", "chief"])


def title_of_two(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """First and last token of the form of address of two words ("Tan Sri", "Dato' Seri") that token `i` is part of."""
    for first in range(max(0, i - 2), i + 1):
        last = first + 1
        if last < len(tokens) and tokens[last].text in _APOSTROPHES:
            last += 1
        if i <= last < len(tokens) and f"{fold(tokens[first].text)}+{fold(tokens[last].text)}" in _OF_TWO:
            return first, last
    return None


_APOSTROPHES = ("'", "’", "‘", "ʼ")
_OF_TWO = word_group("titles-of-two")


def titles_before(sentence: Sentence, token_index: int) -> tuple[str, ...]:
    """Folded titles and nouns for people that stand right before the token, whatever their case."""
    lex = lexicons()
    tokens = sentence.tokens
    found: list[str] = []
    i = token_index - 1
    while i >= 0 and len(found) < 6:
        token = tokens[i]
        word = fold(token.text)
        if (
            not found
            and i > 1
            and tokens[i - 1].text == "of"
            and is_title(fold(tokens[i - 2].text), lex)
            and token.is_capitalised
        ):
            i -= 2  # "General of Division"
            continue
        if token.text == "." and found == [] and i > 0 and fold(tokens[i - 1].text) in lex.titles:
            i -= 1
            continue
        pair = title_of_two(tokens, i)
        if pair is not None:
            found.append(fold(tokens[pair[0]].text))
            i = pair[0]
        elif is_title(word, lex) or word in lex.person_nouns:
            found.append(word)
        elif not (found and (token.text in ("-",) or word == "general")):
            break
        i -= 1
    return tuple(reversed(found))
