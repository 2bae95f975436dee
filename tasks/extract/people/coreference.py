"""Where a page means its people without naming them: "he", "the former consul", "both officers", "I" in a quotation."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from schemas.vocab import MentionForm
from tasks.extract.language.document import Document, Sentence, Token
from tasks.extract.language.quotations import quoted_spans, speakers
from tasks.extract.model import PersonSpan
from tasks.extract.people.name_groups import NamedPerson
from tasks.extract.people.name_lexicons import fold, lexicons, rows, word_group
from tasks.extract.people.narrators import narrator_mentions
from tasks.extract.people.people_together import groups_of
from tasks.extract.people.person_descriptions import describing_nouns
from tasks.extract.people.person_names import NameSpan

_PRONOUNS = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}
_FIRST_PERSON = frozenset(["i", "me", "my", "mine", "myself"])
_OBJECT_BEFORE = word_group("object-before")
_GENERAL_NOUNS = {"man": "m", "woman": "f", "diplomat": "-", "official": "-", "politician": "-", "officer": "-"}
_ADJECTIVES = word_group("adjectives-of-people")
_REACH = 4  # sentences back in which a pronoun finds its antecedent
_NOMINAL_REACH = 12
_IN_MIND = 60  # people met last whom a pronoun or description may mean


@dataclass
class Figure:
    """A person while the page is read from top to bottom."""

    index: int
    gender: str
    nouns: frozenset[str]
    age: int | None = None
    n_names: int = 0
    sentence: int = -99
    at: int = -1
    subject_of: int = -99
    was_owner: bool = False
    n_pronouns: int = 0


class Cast:
    """The page's people while it is read."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self.figures = figures
        self.most_names = max((f.n_names for f in figures), default=1)
        self._met: OrderedDict[int, Figure] = OrderedDict()

    def meet(self, figure: Figure) -> None:
        """The person is mentioned here."""
        self._met[figure.index] = figure
        self._met.move_to_end(figure.index)

    def lately(self) -> Iterator[Figure]:
        """Those met so far, the latest first; of a crowd only those whom a reader still has in mind."""
        return islice(reversed(self._met.values()), _IN_MIND)


def find_mentions(
    document: Document, people: Sequence[NamedPerson], ages: Sequence[int | None]
) -> tuple[list[PersonSpan], dict[tuple[int, int], tuple[int, ...]]]:
    """All mentions in text order, names included, and the spans that stand for several people."""
    cast = Cast([_figure(document, i, person, ages[i]) for i, person in enumerate(people)])
    names = sorted(((span, i) for i, person in enumerate(people) for span in person.spans), key=lambda n: n[0].start)
    by_sentence: dict[int, list[tuple[NameSpan, int]]] = {}
    for span, i in names:
        by_sentence.setdefault(span.sentence, []).append((span, i))
    mentions: list[PersonSpan] = []
    quotes = quoted_spans(document.text)
    for sentence in document.sentences:
        mentions += _read_sentence(sentence, by_sentence.get(sentence.index, []), cast)
    mentions += _first_person(document, mentions, quotes)
    mentions += narrator_mentions(document, [m for m in mentions if m.form is MentionForm.NAME], quotes)
    mentions.sort(key=lambda m: m.start)
    return mentions, groups_of(document, mentions)


def _figure(document: Document, index: int, person: NamedPerson, age: int | None) -> Figure:
    nouns, gender = describing_nouns(document, person)
    return Figure(index, person.gender if person.gender != "-" else gender, nouns, age, len(person.spans))


def _read_sentence(
    sentence: Sentence,
    names: list[tuple[NameSpan, int]],
    cast: Cast,
) -> Iterator[PersonSpan]:
    tokens = sentence.tokens
    at_token = {span.first: (span, i) for span, i in names}
    latest: tuple[int, Figure] | None = None  # where the latest mention ends, and of whom it is
    i = 0
    while i < len(tokens):
        if i in at_token:
            span, index = at_token[i]
            figure = cast.figures[index]
            _touch(cast, figure, sentence, span.first, span.last, span.start)
            latest = span.last, figure
            yield PersonSpan(span.start, span.end, index, MentionForm.NAME)
            i = span.last
            continue
        token = tokens[i]
        written = token.lower.split("'")[0]
        gender = _PRONOUNS.get(written)
        if gender and not (token.text.isupper() and len(token.text) > 1):
            other = latest[1].at if latest is not None and _is_object_of(tokens, latest[0], i) else -1
            meant = _antecedent(gender, sentence, cast, token, other)
            meant = meant or _named_later(gender, tokens, i, names, cast)
            if meant is not None:
                latest = i + 1, meant
                _touch(cast, meant, sentence, i, i + 1, token.start, owner=_is_possessive(tokens, i))
                meant.n_pronouns += written in ("he", "she")
                if meant.gender == "-":
                    meant.gender = gender
                yield PersonSpan(token.start, token.start + len(written), meant.index, MentionForm.PRONOUN)
            i += 1
            continue
        nominal = _nominal(tokens, i, at_token)
        if nominal is not None:
            end, head, numbers = nominal
            described = _described(head, numbers, token.lower, sentence, cast)
            if described is not None:
                _touch(cast, described, sentence, i, end, token.start)
                yield PersonSpan(token.start, tokens[end - 1].end, described.index, MentionForm.NOMINAL)
                i = end
                continue
        i += 1


def _touch(
    cast: Cast, figure: Figure, sentence: Sentence, first: int, last: int, start: int, owner: bool = False
) -> None:
    """Note that the person has just been mentioned, and whether as a subject."""
    cast.meet(figure)
    tokens = sentence.tokens
    possessive = owner or (last < len(tokens) and tokens[last].text in ("'s", "’s", "'", "’"))
    already = figure.subject_of == sentence.index
    figure.sentence, figure.at, figure.was_owner = sentence.index, start, possessive
    if not already and not possessive and not _is_object(tokens, first):
        figure.subject_of = sentence.index


def _is_object(tokens: Sequence[Token], first: int) -> bool:
    """Whether the phrase that begins at the token or at the titles before it follows a preposition or a verb."""
    lex = lexicons()
    i = first - 1
    while i >= 0:
        word = fold(tokens[i].text)
        if not (
            word in lex.titles
            or word in lex.person_nouns
            or word in _ADJECTIVES
            or word in ("the", "a", "an", "its", ".")
        ):
            break
        i -= 1
    if i < 0:
        return False
    word = tokens[i].lower
    return word in _OBJECT_BEFORE or word in lex.human_verbs or (word.endswith("ed") and word not in ("said",))


def _is_possessive(tokens: Sequence[Token], i: int) -> bool:
    word = tokens[i].lower
    follows = tokens[i + 1].text if i + 1 < len(tokens) else ""
    return word == "his" or (word == "her" and follows[:1].isalpha())


def _is_object_of(tokens: Sequence[Token], subject_end: int, i: int) -> bool:
    """Whether "him" or "her" at token `i` is the object of the verb whose subject ends at `subject_end`.

    "Queen Anna, the regent, had dismissed him": nothing but the verb, its auxiliaries and an apposition lie between.
    """
    if tokens[i].lower not in ("him", "her") or _is_possessive(tokens, i):
        return False
    k = i - 1
    while k >= subject_end and i - k <= 4 and tokens[k].text.isalpha() and tokens[k].text.islower():
        if tokens[k].lower in _NO_VERB:
            return False
        k -= 1
    if k == i - 1:
        return False
    apposition = tokens[k].text == "," and tokens[subject_end].text == "," and subject_end < k <= subject_end + 10
    return k == subject_end - 1 or apposition


_NO_VERB = word_group("object-before") | frozenset(["and", "or", "the", "a", "an", "with", "who", "that", "for", "to"])


def _antecedent(gender: str, sentence: Sentence, cast: Cast, token: Token, other: int = -1) -> Figure | None:
    """The most salient person that the pronoun may mean; None where nobody fits within reach.

    `other` is where the person is mentioned that it cannot be.
    """
    best: tuple[float, Figure] | None = None
    excluded = _head_of_relative(sentence, token)
    for figure in cast.lately():
        if figure.gender not in (gender, "-") or figure.at in (excluded, other):
            continue
        distance = min(sentence.index - figure.sentence, _REACH)
        score = _NEAR * distance
        score += _GENDER if figure.gender == gender else _UNKNOWN_MAN if gender == "m" else 0.0
        score += _SUBJECT if figure.subject_of == figure.sentence else 0.0
        score += _OWNER if figure.was_owner else 0.0
        score += _PROMINENCE * figure.n_names / cast.most_names
        score += _TOPIC * min(figure.n_pronouns, 4) / 4
        score += figure.at * 1e-7
        if best is None or score > best[0]:
            best = (score, figure)
    return best[1] if best else None


# Weights of salience, set on the training pages: how often the person of an event told with "he" or "she" is met.
_NEAR = -1.8
_GENDER = 1.2
_UNKNOWN_MAN = 0.3  # most officials in the news are men
_SUBJECT = 0.6
_OWNER = -0.4
_PROMINENCE = 1.5
_TOPIC = 1.0


def _head_of_relative(sentence: Sentence, pronoun: Token) -> int:
    """Where the name before "whom he dismissed" or "whose campaign he ran" begins, as it is not his own; else -1."""
    tokens = sentence.tokens
    i = bisect_left(tokens, pronoun.start, key=lambda t: t.start)
    for k in range(i - 1, max(-1, i - 4), -1):
        if tokens[k].lower in ("whom", "whose"):
            j = k - 1 - (tokens[k - 1].text == ",")
            while j > 0 and tokens[j - 1].is_capitalised and tokens[j].is_capitalised:
                j -= 1
            while j < k and fold(tokens[j].text) in lexicons().titles:
                j += 1
            return tokens[j].start
    return -1


def _named_later(
    gender: str,
    tokens: Sequence[Token],
    i: int,
    names: Sequence[tuple[NameSpan, int]],
    cast: Cast,
) -> Figure | None:
    """The subject of the same sentence, where the pronoun runs ahead of it ("In his letter, Mr Bah said ...")."""
    if tokens[i].lower in ("he", "she") and i == 0:
        return None
    at = bisect_right(names, i, key=lambda named: named[0].first)
    later = cast.figures[names[at][1]] if at < len(names) else None
    return later if later is not None and later.gender in (gender, "-") else None


def _nominal(
    tokens: Sequence[Token], i: int, at_token: dict[int, tuple[NameSpan, int]]
) -> tuple[int, str, int | None] | None:
    """The end, head noun and age of "the ... NOUN" that begins at token `i`; None where it names somebody itself."""
    lead = tokens[i].lower
    if lead not in ("the", "this", "that", "his", "her"):
        return None
    lex = lexicons()
    head, head_at, age = "", -1, None
    j = i + 1
    while j < len(tokens) and j < i + 7:
        word = fold(tokens[j].text)
        if tokens[j].text[0].isdigit() and j + 1 < len(tokens) and _is_year_old(tokens, j):
            age = int(tokens[j].text) if tokens[j].text.isdigit() else None
            j += _is_year_old(tokens, j)
            head, head_at = "old", j - 1
            continue
        if word in lex.person_nouns or word in _noun_kinds():
            head, head_at = word, j
        elif not (word in lex.titles or word in _ADJECTIVES or (tokens[j].is_capitalised and j not in at_token)):
            break
        j += 1
    if head_at < 0 or (j in at_token and j == head_at + 1):
        return None
    end = head_at + 1
    if end + 1 < len(tokens) and tokens[end].text == "," and end + 1 in at_token:
        return None  # "the ambassador, Hoda Rey": the phrase introduces the name
    if end < len(tokens) and tokens[end].lower in ("of", "to", "for", "who") and lead not in ("this", "that"):
        return None  # "the ambassador to Peru" may be anybody
    return end, head, age


def _is_year_old(tokens: Sequence[Token], j: int) -> int:
    """How many tokens "45-year-old" takes at token `j`; 0 where it does not stand there."""
    rest = [t.lower for t in tokens[j : j + 6]]
    if rest[1:2] == ["year-old"]:
        return 2
    if rest[1:3] == ["-", "year-old"]:
        return 3
    if rest[1:5] == ["-", "year", "-", "old"]:
        return 5
    return 0


@cache
def _noun_kinds() -> dict[str, frozenset[str]]:
    """What each noun may stand for, itself included."""
    return {
        fold(noun): frozenset({fold(noun), *(fold(k) for k in kinds.split("|"))})
        for noun, kinds in rows("nominal_kinds.tsv")
    }


def _described(head: str, age: int | None, lead: str, sentence: Sentence, cast: Cast) -> Figure | None:
    """The person whom the page has described by that noun, the latest where several are."""
    gender = lexicons().person_nouns.get(head, "-")
    near = [f for f in cast.lately() if sentence.index - f.sentence <= _NOMINAL_REACH]
    near = [f for f in near if "-" in (gender, f.gender) or gender == f.gender]
    if head == "old":
        same = [f for f in near if f.age == age] or [
            f for f in near if f.age is None and sentence.index - f.sentence <= 1
        ]
        return max(same, key=lambda f: f.at) if same else None
    exact = [f for f in near if head in f.nouns]
    if lead in ("his", "her"):
        return exact[0] if len(exact) == 1 and exact[0].gender in (gender, "-") and gender != "-" else None
    kinds = _noun_kinds().get(head, frozenset({head}))
    fitting = exact or [f for f in near if f.nouns & kinds]
    if not fitting and head in _GENERAL_NOUNS:
        fitting = [f for f in near if sentence.index - f.sentence <= 1]
        if len(fitting) > 1:
            return None
    if not fitting:
        return None
    return max(
        fitting,
        key=lambda f: (f.sentence >= sentence.index - 1, f.n_names if f.sentence < sentence.index - 3 else 9, f.at),
    )


def _first_person(
    document: Document, mentions: Sequence[PersonSpan], quotes: Sequence[tuple[int, int]]
) -> Iterator[PersonSpan]:
    """Every I, me and my of a quotation whose speaker is known."""
    for start, end, person in speakers(document, mentions, quotes):
        for sentence in document.sentences_on(start, end):
            first, last = (bisect_left(sentence.tokens, at, key=lambda t: t.start) for at in (start, end))
            for token in sentence.tokens[first:last]:
                word = token.lower.split("'")[0]
                if word in _FIRST_PERSON and token.text != "Me":
                    yield PersonSpan(token.start, token.start + len(word), person, MentionForm.PRONOUN)
