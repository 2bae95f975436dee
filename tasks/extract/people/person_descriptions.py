"""How a page describes its people: the nouns in apposition to their names, their ages, their nationality."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from schemas.vocab import TitleClass
from tasks.extract.language.document import Document, Token
from tasks.extract.model import Entities, PlaceSpan, PostSpan
from tasks.extract.people.name_groups import NamedPerson
from tasks.extract.people.name_lexicons import fold, lexicons, word_group
from tasks.extract.people.person_names import NameSpan

_COPULAS = frozenset(["is", "was", "becomes", "became", "remains", "remained"])
_STOPS = frozenset([",", ".", ";", ":", "(", ")", "who", "whose", "which", "that", "said", "says"])
_NUMBERS = {
    w: n
    for n, w in enumerate(
        [
            "twenty",
            "twenty-one",
            "twenty-two",
            "twenty-three",
            "twenty-four",
            "twenty-five",
            "twenty-six",
            "twenty-seven",
            "twenty-eight",
            "twenty-nine",
        ],
        20,
    )
} | {
    f"{tens}{'-' + unit if unit else ''}": 10 * n + k
    for n, tens in enumerate(["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 3)
    for k, unit in enumerate(["", *["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]])
}
_AGE = r"(\d{2}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]{3,5})?)"
_AGE_AFTER = re.compile(
    rf"(?:,? (?:who (?:is|was|turned|turns)|is|was|aged?)|"
    rf", (?:now|then|aged|age|only|just)|,| \(|, who (?:is|was) (?:now|then))"
    rf" ?{_AGE}(?=[,.;:)—-]| years? old| and | at the time| this | next | last | in |$)",
)
_AGE_BEFORE = re.compile(r"(\d{2})[- ]year[- ]old(?: [\w'’-]+){0,6}[, ]*$")
_DIED_AT = re.compile(rf"\b(?:died|dies|dead)\b[^.;\n]{{0,60}}?\b(?:at|aged)(?: the age of)? {_AGE}(?=[,.;]|\s|$)")
_PRONOUN_AGE = re.compile(
    rf"(?:is|was|turned|turns) (?:now |then )?{_AGE}(?=[,.;]| years? old| at the time| and | when )"
)


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


def stated_age(document: Document, person: NamedPerson) -> int | None:
    """The age that the page gives beside one of the person's names, in whole years."""
    text = document.text
    for span in person.spans:
        after = _AGE_AFTER.match(text, span.end)
        if after:
            return _years(after.group(1))
        sentence = document.sentences[span.sentence]
        before = _AGE_BEFORE.search(text[max(sentence.start, span.start - 90) : span.start])
        if before:
            return int(before.group(1))
        died = _DIED_AT.search(text[span.end : sentence.end])
        if died:
            return _years(died.group(1))
    return None


def age_by_pronoun(document: Document, end: int) -> int | None:
    """The age in "He is 61", where `end` is the pronoun's end."""
    m = _PRONOUN_AGE.match(document.text[end + 1 : end + 60])
    return _years(m.group(1)) if m else None


def age_in_description(description: str) -> int | None:
    """The age in "the 52-year-old" and "the 52-year-old engineer"."""
    m = _YEAR_OLD.search(description)
    return int(m.group(1)) if m else None


_YEAR_OLD = re.compile(r"\b(\d{2})[- ]year[- ]old\b")


def _years(written: str) -> int | None:
    return int(written) if written.isdigit() else _NUMBERS.get(written)


# Posts that a state gives to its own citizens.
_OWN_CITIZENS = frozenset(
    {
        TitleClass.HEAD_OF_MISSION,
        TitleClass.DIPLOMAT,
        TitleClass.CONSUL,
        TitleClass.ATTACHE,
        TitleClass.MINISTER,
        TitleClass.MILITARY,
        TitleClass.JUDGE,
        TitleClass.LEGISLATOR,
        TitleClass.HEAD_OF_STATE,
    }
)


def stated_nationality(document: Document, entities: Entities, person: NamedPerson, home: str | None) -> str | None:
    """The state that the page calls theirs, or that their post belongs to; `home` serves posts that name no state."""
    votes: Counter[str] = Counter()
    for span in person.spans:
        for post in _posts_beside(document, entities.posts, span):
            country = post.country or (home if post.title_class in _OWN_CITIZENS else None)
            if country and post.title_class in _OWN_CITIZENS:
                votes[country] += 1
        for place in _demonyms_beside(document, entities.places, span):
            if place.country:
                votes[place.country] += 2
    if not votes and home and _holds_office(person):
        return home
    return votes.most_common(1)[0][0] if votes else None


def _holds_office(person: NamedPerson) -> bool:
    """Whether a rank or an office that a state gives stands right before one of the person's names."""
    return any(word in _OFFICES for span in person.spans for word in span.titles)


# Offices and ranks that, where no state is named beside them, are those of the page's own country.
_OFFICES = word_group("state-offices")


def _posts_beside(document: Document, posts: Sequence[PostSpan], span: NameSpan) -> list[PostSpan]:
    text = document.text
    found: list[PostSpan] = []
    for post in posts:
        if post.start > span.end + 60:
            break
        if post.end < span.start - 60:
            continue
        if (
            post.end <= span.start
            and text[post.end : span.start].strip(" ,.") == ""
            and "\n" not in text[post.end : span.start]
        ) or (post.start >= span.end and _is_apposition(text[span.end : post.start])):
            found.append(post)
    return found


_APPOSITION = re.compile(
    r"(?:, (?:\d{2}, )?|,? (?:who )?(?:is|was|became|, as) )(?:the |a |an |his |her |its |"
    r"then |now |once |formerly |until \w+ )?(?:[\w'’-]+ ){0,2}$"
)


def _is_apposition(between: str) -> bool:
    return bool(_APPOSITION.fullmatch(between)) and "\n" not in between


def _demonyms_beside(document: Document, places: Sequence[PlaceSpan], span: NameSpan) -> list[PlaceSpan]:
    """Demonyms in the phrase before the name ("Finnish lawyer X") or in its apposition ("X, an Iranian diplomat")."""
    text = document.text
    lex = lexicons()
    found: list[PlaceSpan] = []
    for place in places:
        if not place.is_demonym:
            continue
        if place.end <= span.start and span.start - place.end < 60:
            between = re.findall(r"[\w'’-]+|[^\w\s]", text[place.end : span.start])
            if between and between[-1] == ",":
                between = between[:-1]
            nouns = [w for w in between if fold(w) in lex.person_nouns or fold(w) in lex.titles]
            if (
                nouns
                and all(w[0].isalpha() for w in between)
                and not any(w in ("and", "of", "in", "to", "by") for w in between)
            ):
                found.append(place)
        elif 0 < place.start - span.end < 40 and _is_apposition(text[span.end : place.start]):
            following = [fold(w) for w in re.findall(r"[\w'’-]+", text[place.end : place.end + 50])[:3]]
            if any(w in lex.person_nouns for w in following):
                found.append(place)
    return found
