"""What stands before a title: its field, its modifiers, and whose the post is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from schemas.vocab import TitleClass
from tasks.extract.entities.body_heads import sentence_text
from tasks.extract.entities.owners import Owner, Places, owner_before
from tasks.extract.entities.places import is_town
from tasks.extract.entities.post_phrase import Phrase
from tasks.extract.entities.titles import is_title_word
from tasks.extract.language.document import Sentence, Token
from tasks.extract.language.lexicon import rows, words
from tasks.extract.model import BodySpan


@cache
def modifiers() -> dict[str, str]:
    """The words in front of titles, with what each says of the post."""
    return dict(rows("title_modifiers.tsv"))


_LONGEST_LEAD = 16  # words in front of a title


_APPOINTED = frozenset(("appointed", "elected", "named", "promoted", "installed"))


_ORDINALS = frozenset(("first", "second", "third"))


_AFTER_ORDINAL = frozenset(
    ["secretary", "deputy", "vice", "counsellor", "lieutenant", "attaché", "assistant", "class", "president"]
)


def read_before(phrase: Phrase, sentence: Sentence, places: Places, ends: dict[int, BodySpan]) -> None:
    """Takes into a phrase what stands before its title."""
    tokens = sentence.tokens
    i = _read_field(phrase, tokens)
    i = _read_modifiers(phrase, tokens, i, ends)
    if phrase.body is None:
        i = _read_owner(phrase, sentence, i, places)
    phrase.first = i


def _read_field(phrase: Phrase, tokens: Sequence[Token]) -> int:
    """Take the field in front of a minister's title ("trade and industry minister"); the token where it begins."""
    i = start = phrase.head
    if "portfolio" not in phrase.title.flags and not phrase.title.title.endswith(("secretary", "minister")):
        return i
    fields = words("portfolios.txt")
    while start > max(0, i - _LONGEST_LEAD):
        word = tokens[start - 1].lower
        joins = word in ("and", ",") and start < i and start > 1 and tokens[start - 2].lower in fields
        if word not in fields and not joins:
            break
        start -= 1
    if start == i or tokens[start].lower in ("and", ","):
        return i
    phrase.portfolio = sentence_text(tokens, start, i).lower()
    phrase.words = [phrase.portfolio, phrase.title.title]
    return start


def _read_modifiers(phrase: Phrase, tokens: Sequence[Token], i: int, ends: dict[int, BodySpan]) -> int:
    """Take what stands between an owner and a title ("former deputy"), and a body there; the token where they begin."""
    while i > max(0, phrase.head - _LONGEST_LEAD):
        word = tokens[i - 1].lower
        last = i - 2 if word in ("'s", "'") and i > 1 else i - 1
        body = ends.get(tokens[last].end)
        if body:
            phrase.body = body
            while i > 0 and tokens[i - 1].start >= body.start:
                i -= 1
            break
        if word in _APPOINTED and i > 1 and tokens[i - 2].lower == "newly":
            i -= 2
            continue
        sense = modifiers().get(word)
        if sense is None or not _takes(phrase, word, sense):
            break
        i -= 1
    return i


# Which of the words that make up titles go with a rank: of the forces, of the police
_OF_RANK = (frozenset(("acting", "police")), frozenset(("acting", "police", "deputy", "assistant", "chief", "senior")))


def _takes(phrase: Phrase, word: str, sense: str) -> bool:
    """Whether a modifier goes with a title; notes what it says."""
    if sense == "part" and word in _ORDINALS and phrase.words[0].split()[0] not in _AFTER_ORDINAL:
        return True  # "the second minister to resign": no part of the title
    if sense == "part":
        if "rank" in phrase.title.flags and word not in _OF_RANK[phrase.title.title_class is TitleClass.POLICE]:
            return False
        phrase.words.insert(0, word)
    phrase.former |= sense == "former"
    phrase.future |= sense == "future"
    return True


_NO_TOWNS = frozenset(
    ("the", "a", "an", "and", "of", "mr", "mrs", "ms", "dr", "sir", "lord", "democratic", "republican", "labour")
)


def _read_town(phrase: Phrase, tokens: Sequence[Token], i: int) -> int:
    """As in "Kaduna Governor Tunde Bello": a local title's town or region, though no list knows it."""
    local = phrase.title.title_class in (TitleClass.MAYOR, TitleClass.GOVERNOR) or "district" in phrase.title.title
    first = i
    while local and first > 0 and i - first < 2 and _may_be_town(tokens[first - 1]):
        first -= 1
    if first == i or (first == 0 and not is_town(tokens, 0)):
        return i
    phrase.place = sentence_text(tokens, first, i)
    return first


def _may_be_town(token: Token) -> bool:
    word = token.lower
    plain = word in _NO_TOWNS or word in modifiers() or word in words("portfolios.txt") or is_title_word(word)
    return token.is_capitalised and token.text.isalpha() and not plain


def _read_owner(phrase: Phrase, sentence: Sentence, i: int, places: Places) -> int:
    tokens = sentence.tokens
    owner = owner_before(sentence, i, places, reach=1)
    if owner is None:
        if i > 1 and tokens[i - 1].lower in ("'s", "'"):
            phrase.owner = Owner(i, None, None, True, True)  # "Heber's deputy"
        return _read_town(phrase, tokens, i)
    phrase.owner, phrase.country = owner, owner.country
    i = owner.first
    while i > 0 and (sense := modifiers().get(tokens[i - 1].lower)) in ("former", "future", "loose"):
        phrase.former |= sense == "former"
        phrase.future |= sense == "future"
        i -= 1
    if owner.place and not owner.place.is_country:
        phrase.place = owner.place.name
    return i
