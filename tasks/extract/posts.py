"""Phrases that name a post: title, what stands before it, and whose and where it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from schemas.vocab import OrganizationKind as Kind
from schemas.vocab import TitleClass
from tasks.extract.body_heads import proper_heads, sentence_text
from tasks.extract.document import Document, Sentence, Token
from tasks.extract.lexicon import rows, words
from tasks.extract.model import BodySpan, PlaceSpan, PostSpan
from tasks.extract.owners import Owner, Places, owner_before, town_and_state
from tasks.extract.places import Country, country_of
from tasks.extract.post_bodies import body_of_post
from tasks.extract.post_context import with_context
from tasks.extract.post_phrase import Phrase
from tasks.extract.titles import Title, is_title_word, titles

_PREPOSITIONS = frozenset(["of", "for", "in", "to", "at", "on", "with", "from", "under", "inside", "within"])
# After a lower-case "general" or "major" only these show that a rank is meant, not the adjective
_AFTER_RANK = frozenset(
    [
        "in",
        "of",
        "who",
        "and",
        "or",
        "at",
        "from",
        "for",
        "said",
        "was",
        "is",
        "has",
        "had",
        "with",
        "whose",
        "on",
        "to",
        "by",
        "by",
        "as",
    ]
)
_HOMONYMS = frozenset(["general", "major", "private", "captain", "principal", "marshal", "ensign"])
# A noun that is a verb after these: "to head", "will chair"
_BEFORE_VERBS = frozenset(
    ["to", "will", "would", "could", "can", "may", "might", "must", "shall", "should", "did", "does", "not"]
)
_VERB_LIKE = frozenset(
    [
        "head",
        "chair",
        "judge",
        "guard",
        "pilot",
        "whip",
        "aide",
        "clerk",
        "captain",
        "boss",
        "chief",
        "general",
        "marshal",
    ]
)
_REGION_NOUNS = frozenset(
    [
        "state",
        "states",
        "province",
        "region",
        "district",
        "county",
        "governorate",
        "department",
        "prefecture",
        "oblast",
        "krai",
        "division",
        "island",
        "islands",
        "territory",
        "municipality",
        "city",
        "town",
        "ward",
        "constituency",
        "range",
        "canton",
        "emirate",
        "commune",
    ]
)


@cache
def _modifiers() -> dict[str, str]:
    return dict(rows("title_modifiers.tsv"))


def find_posts(document: Document, places: Places, bodies: Sequence[BodySpan]) -> tuple[PostSpan, ...]:
    """The posts of an article in text order; of two that share their head, the longer one."""
    starts = {b.start: b for b in bodies}
    ends = {b.end: b for b in bodies}
    inside = _Cover(bodies)
    found: list[PostSpan] = []
    for sentence in document.sentences:
        found += _posts_of(sentence, places, starts, ends, inside)
    return with_context(found, bodies, places)


class _Cover:
    """Which bodies cover a character."""

    def __init__(self, bodies: Sequence[BodySpan]) -> None:
        self._bodies = sorted(bodies, key=lambda b: b.start)
        self._at = {c: b for b in self._bodies for c in range(b.start, b.end)}

    def at(self, char: int) -> BodySpan | None:
        return self._at.get(char)


def _posts_of(
    sentence: Sentence, places: Places, starts: dict[int, BodySpan], ends: dict[int, BodySpan], inside: _Cover
) -> Iterator[PostSpan]:
    tokens = sentence.tokens
    i = 0
    while i < len(tokens):
        hit = titles().longest_at(tokens, i)
        if hit is None or not _is_title(tokens, i, *hit, inside):
            i += 1
            continue
        end, title = hit
        phrase = Phrase(title, [title.title], i, i, end, end)
        _read_before(phrase, sentence, places, ends)
        _read_after(phrase, sentence, places, starts)
        post = _settle(phrase, tokens, places)
        if post:
            yield post
        i = end


def _is_title(tokens: Sequence[Token], i: int, end: int, title: Title, inside: _Cover) -> bool:
    word, text = tokens[i].lower, tokens[i].text
    before = tokens[i - 1].lower if i else ""
    after = tokens[end] if end < len(tokens) else None
    if "cased" in title.flags and sentence_text(tokens, i, end).replace(".", "") != title.written:
        return False
    cover = inside.at(tokens[i].start)
    if cover and cover.end > tokens[end - 1].end and cover.start < tokens[i].start:
        return False
    if cover and cover.start < tokens[i].start and cover.end == tokens[end - 1].end:
        return False
    if cover and cover.start == tokens[i].start and cover.end >= tokens[end - 1].end:
        return False
    if end == i + 1 and word in _VERB_LIKE and text.islower() and before in _BEFORE_VERBS:
        return False
    if end == i + 1 and word in _HOMONYMS and text.islower() and after and after.text[0].isalpha():
        return after.is_capitalised or after.lower in _AFTER_RANK
    if "prenominal" in title.flags:
        return bool(after and after.is_capitalised)
    if "relational" in title.flags or title.title == "deputy":
        # "his deputy", but not "his deputy foreign minister"
        return not (
            after
            and (after.lower in words("portfolios.txt") or after.lower in _modifiers() or is_title_word(after.lower))
        )
    return not (after and after.text == "-" and after.start == tokens[end - 1].end)


_LONGEST_LEAD = 16  # words in front of a title
_APPOINTED = frozenset(("appointed", "elected", "named", "promoted", "installed"))
_ORDINALS = frozenset(("first", "second", "third"))
_AFTER_ORDINAL = frozenset(
    ["secretary", "deputy", "vice", "counsellor", "lieutenant", "attaché", "assistant", "class", "president"]
)


def _read_before(phrase: Phrase, sentence: Sentence, places: Places, ends: dict[int, BodySpan]) -> None:
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
        sense = _modifiers().get(word)
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


def _read_owner(phrase: Phrase, sentence: Sentence, i: int, places: Places) -> int:
    tokens = sentence.tokens
    owner = owner_before(sentence, i, places, reach=1)
    if owner is None:
        if i > 1 and tokens[i - 1].lower in ("'s", "'"):
            phrase.owner = Owner(i, None, None, True, True)  # "Heber's deputy"
        return i
    phrase.owner, phrase.country = owner, owner.country
    i = owner.first
    while i > 0 and (sense := _modifiers().get(tokens[i - 1].lower)) in ("former", "future", "loose"):
        phrase.former |= sense == "former"
        phrase.future |= sense == "future"
        i -= 1
    if owner.place and not owner.place.is_country:
        phrase.place = owner.place.name
    return i


def _read_after(phrase: Phrase, sentence: Sentence, places: Places, starts: dict[int, BodySpan]) -> None:
    tokens = sentence.tokens
    at = phrase.end
    for mark in ("-designate", "-elect"):
        if at < len(tokens) and tokens[at - 1].lower.endswith(mark):
            phrase.future = True
    if at + 1 < len(tokens) and tokens[at].text == "-" and tokens[at + 1].lower in ("designate", "elect"):
        phrase.future = True
        at += 2
    elif at < len(tokens) and tokens[at].lower in ("designate", "elect"):
        phrase.future = True
        at += 1
    phrase.head_end = phrase.end = at
    at = _read_bracket(phrase, tokens, at)
    for _ in range(5):
        if _is_late_mission(phrase, tokens, at, starts):
            at += 1  # "the deputy head of mission, in Iran's embassy in Helsinki"
        if at >= len(tokens) or tokens[at].lower not in _PREPOSITIONS:
            break
        step = _complement(phrase, tokens, at, places, starts)
        if step is None:
            break
        at = phrase.end = step
        if (
            at + 3 < len(tokens)
            and tokens[at].text == "("
            and tokens[at + 2].text == ")"
            and tokens[at + 1].text.isupper()
        ):
            at += 3  # "of the All Progressives Grand Alliance (APGA) in"
            phrase.end = at


def _read_bracket(phrase: Phrase, tokens: Sequence[Token], at: int) -> int:
    """The token after "(rtd)", "(RDC)" or "(Air)" that may stand right after a title."""
    if at + 2 < len(tokens) and tokens[at].text == "(" and tokens[at + 2].text == ")":
        if tokens[at + 1].lower in ("rtd", "retired", "ret", "retd"):
            phrase.former = True
            at += 3
            phrase.end = at
        elif tokens[at + 1].text.isupper():
            at += 3  # "Resident District Commissioner (RDC) of"
        elif "rank" in phrase.title.flags and at + 3 < len(tokens) and tokens[at + 3].is_capitalised:
            at = phrase.end = at + 3  # "Colonel (Air) Juma"
    return at


def _is_late_mission(phrase: Phrase, tokens: Sequence[Token], at: int, starts: dict[int, BodySpan]) -> bool:
    if (
        phrase.body
        or phrase.title.title_class not in _MISSION_CLASSES
        or at + 2 >= len(tokens)
        or tokens[at].text != ","
    ):
        return False
    body = starts.get(tokens[at + 2].start) or (starts.get(tokens[at + 3].start) if at + 3 < len(tokens) else None)
    return tokens[at + 1].lower in ("in", "at") and body is not None and body.kind in (Kind.EMBASSY, Kind.CONSULATE)


def _body_in_complement(
    tokens: Sequence[Token], at: int, i: int, is_place: bool, starts: dict[int, BodySpan]
) -> tuple[BodySpan | None, int]:
    """The body that a complement names, and the token where it was found."""
    body = starts.get(tokens[i].start)
    if body is None and not is_place:
        # "for the rebel Free Syrian Army"
        for step in range(i, min(i + 2, len(tokens) - 1)):
            if not tokens[step].text.islower() or tokens[step].lower in _STOPS:
                break
            if tokens[step + 1].start in starts and tokens[step + 1].is_capitalised:
                return starts[tokens[step + 1].start], step + 1
    if body is None:
        # "of the country's embassy": the body begins with its owner
        body = next((starts[t.start] for t in tokens[at + 1 : i] if t.start in starts), None)
    return body, i


def _complement(
    phrase: Phrase, tokens: Sequence[Token], at: int, places: Places, starts: dict[int, BodySpan]
) -> int | None:
    """The token after a complement that begins with the preposition at `at`; None where it says nothing of the post."""
    word, i = tokens[at].lower, at + 1
    while i < len(tokens) and tokens[i].lower in ("the", "a", "an", "its", "his", "her", "their", "our"):
        i += 1
    if i >= len(tokens):
        return None
    if word in ("of", "for") and "portfolio" in phrase.title.flags and phrase.portfolio is None:
        end = _field_end(tokens, i)
        if end > i:
            phrase.portfolio = sentence_text(tokens, i, end).lower()
            phrase.words += ["of", phrase.portfolio]
            return end
    if (
        word in ("of", "for", "in")
        and i + 2 < len(tokens)
        and tokens[i].lower in _REGION_NOUNS
        and tokens[i + 1].lower == "of"
    ):
        i += 3 if tokens[i + 2].lower == "the" and i + 3 < len(tokens) else 2  # "the province of Berkane"
    seat = town_and_state(tokens, i, places)
    body, i = _body_in_complement(tokens, at, i, seat is not None, starts)
    if body and not (seat and seat[1].end > body.end):
        if body.kind is Kind.INTERNATIONAL and word == "to":
            phrase.host_body = body.name
        elif phrase.body is None:
            phrase.body = body
        return next((k for k in range(i, len(tokens)) if tokens[k].start >= body.end), len(tokens))
    if seat:
        return _take_seat(phrase, tokens, word, *seat)
    if tokens[i].is_capitalised and word in ("of", "in", "at", "for"):
        return _unknown_place(phrase, tokens, i)
    return _duty(phrase, tokens, word, i) or _plain_complement(phrase, tokens, word, i)


_LONGEST_COMPLEMENT = 5  # words


def _plain_complement(phrase: Phrase, tokens: Sequence[Token], word: str, i: int) -> int | None:
    """As in "president of the regional council", "mayor of the day": common nouns that may name a body."""
    if word not in ("of", "for") or "rank" in phrase.title.flags or phrase.duty is not None:
        return None
    end = i
    while end < min(len(tokens), i + _LONGEST_COMPLEMENT) and _is_plain_noun(tokens[end]):
        end += 1
    if end == i or end == len(tokens) or tokens[end].text[0].isdigit():
        return None
    if tokens[end - 1].lower in proper_heads() and phrase.body is None:
        phrase.duty = sentence_text(tokens, i, end)
        return end
    return end if tokens[end].text in (",", ":", ";") else None


def _is_plain_noun(token: Token) -> bool:
    return (
        token.text[0].isalpha()
        and token.lower not in _STOPS
        and (token.text.islower() or token.lower in proper_heads())
    )


def _duty(phrase: Phrase, tokens: Sequence[Token], word: str, i: int) -> int | None:
    """As in "head of road maintenance": common nouns that say what a post is for."""
    if (
        word in ("of", "for")
        and "body" in phrase.title.flags
        and phrase.title.title not in ("leader", "member", "founder")
    ):
        end = i
        while end < len(tokens) and end < i + 5 and tokens[end].text[0].isalpha() and tokens[end].lower not in _STOPS:
            end += 1
        if end > i and phrase.body is None and phrase.duty is None:
            phrase.duty = sentence_text(tokens, i, end)
            return end
    return None


_STOPS = frozenset(
    [
        "who",
        "which",
        "that",
        "and",
        "or",
        "was",
        "is",
        "were",
        "are",
        "has",
        "had",
        "have",
        "said",
        "says",
        "in",
        "at",
        "on",
        "from",
        "to",
        "for",
        "of",
        "with",
        "by",
        "as",
        "but",
        "when",
        "while",
        "where",
        "after",
        "before",
        "since",
        "until",
        "he",
        "she",
        "they",
        "it",
        "this",
        "years",
        "days",
        "months",
        "people",
    ]
)


def _take_seat(
    phrase: Phrase, tokens: Sequence[Token], word: str, end: int, spot: PlaceSpan, state: PlaceSpan | None
) -> int:
    if end < len(tokens) and tokens[end].is_capitalised and tokens[end].lower in _REGION_NOUNS:
        phrase.place = f"{spot.name} {tokens[end].text}"  # "Kaduna State"
        phrase.country = phrase.country or country_of(spot)
        return end + 1
    _take_place(phrase, word, spot.name, country_of(state or spot), spot.is_country)
    return end


def _take_place(phrase: Phrase, word: str, name: str, country: Country | None, is_country: bool) -> None:
    diplomatic = phrase.title.title_class in _MISSION_CLASSES and word != "from"
    if is_country:
        if diplomatic and (word != "of" or phrase.country is not None):
            phrase.host = phrase.host or country
        elif phrase.country is None or word == "of":
            phrase.country = country
        elif word in ("in", "to"):
            phrase.host = phrase.host or country
    elif diplomatic:
        phrase.place, phrase.host = name, country
    else:
        phrase.place = name
        phrase.country = phrase.country or country


_MISSION_CLASSES = frozenset(
    (
        TitleClass.HEAD_OF_MISSION,
        TitleClass.DEPUTY_HEAD_OF_MISSION,
        TitleClass.DIPLOMAT,
        TitleClass.CONSUL,
        TitleClass.ATTACHE,
    )
)


def _unknown_place(phrase: Phrase, tokens: Sequence[Token], i: int) -> int | None:
    """As in "governor of Nador Province", "mayor of Taşköy": a capitalised name that no list knows."""
    end = i
    while end < len(tokens) and (tokens[end].is_capitalised and tokens[end].text[0].isalpha()) and end < i + 5:
        end += 1
    if end < len(tokens) and tokens[end].lower in _REGION_NOUNS:
        end += 1
    name = sentence_text(tokens, i, end)
    if "rank" in phrase.title.flags or tokens[i].lower in _CALENDAR:
        return None
    if phrase.title.title_class in _LOCAL_CLASSES:
        if phrase.place is not None:
            return None
        phrase.place = name
    elif phrase.duty is None and end > i:
        phrase.duty = name
    else:
        return None
    return end


_LOCAL_CLASSES = (
    frozenset(
        (
            TitleClass.GOVERNOR,
            TitleClass.MAYOR,
            TitleClass.POLICE,
            TitleClass.JUDGE,
            TitleClass.LEGISLATOR,
            TitleClass.PROSECUTOR,
        )
    )
    | _MISSION_CLASSES
)
_CALENDAR = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)


def _field_end(tokens: Sequence[Token], i: int) -> int:
    fields = words("portfolios.txt")
    end = at = i
    while at < len(tokens) and at - end <= 3:
        word = tokens[at].lower
        if word in fields:
            end = at = at + 1
        elif word in ("and", "the", ",", "&", "'s", "'"):
            at += 1
        else:
            break
    return end


def _settle(phrase: Phrase, tokens: Sequence[Token], places: Places) -> PostSpan | None:
    settled = body_of_post(phrase, places)
    if settled is None:
        return None
    return PostSpan(
        start=tokens[phrase.first].start,
        end=tokens[phrase.end - 1].end,
        head_end=tokens[phrase.head_end - 1].end,
        title=settled.title,
        title_class=settled.title_class,
        body=phrase.body,
        organization=settled.organization,
        organization_kind=settled.kind,
        country=settled.country,
        place=settled.place,
        place_country=settled.place_country,
        former=phrase.former,
        future=phrase.future,
    )
