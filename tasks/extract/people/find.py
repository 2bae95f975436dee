"""The people of a page: who is named, by which names, and every place where the page means them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from schemas.vocab import MentionForm
from tasks.extract.entities.home import home_country
from tasks.extract.language.document import Document, Token
from tasks.extract.model import Entities, PeopleOnPage, PersonOnPage, PersonSpan
from tasks.extract.people.coreference import find_mentions
from tasks.extract.people.name_groups import NamedPerson, content_words, group_names
from tasks.extract.people.name_lexicons import fold, is_common, lexicons
from tasks.extract.people.name_reader import NameReader, spans_of
from tasks.extract.people.name_scores import bare, certainties, named_after, parts_alone, span_features
from tasks.extract.people.name_titles import titles_before
from tasks.extract.people.person_ages import StatedAges, age_by_pronoun, age_in_description
from tasks.extract.people.person_names import NameSpan, find_name_spans
from tasks.extract.people.person_nationality import StatedNationalities

_LEAST_CERTAINTY = 0.5
_CLEAR = 0.8  # from here on the rules know best where a name begins and ends


def find_people(document: Document, entities: Entities, reader: NameReader | None = None) -> PeopleOnPage:
    """The persons in the order in which the page first names them, and their mentions in text order."""
    named = group_names(find_names(document, entities, reader))
    home = home_country(document, entities.places)
    stated = StatedAges(document)
    ages = [stated.of(person) for person in named]
    nationalities = StatedNationalities(document, entities, home.code if home else None)
    mentions, groups = find_mentions(document, named, ages)
    in_passing: dict[int, list[PersonSpan]] = defaultdict(list)
    for m in mentions:
        if m.form is not MentionForm.NAME:
            in_passing[m.person].append(m)
    people = tuple(
        _person(
            document.text,
            person,
            nationalities.of(person),
            ages[i] if ages[i] is not None else _age_in_passing(document, in_passing[i]),
        )
        for i, person in enumerate(named)
    )
    return PeopleOnPage(people, tuple(mentions), groups)


def find_names(document: Document, entities: Entities, reader: NameReader | None = None) -> list[NameSpan]:
    """Every place where the page writes a person's name, in text order."""
    spans = find_name_spans(document, entities)
    features = span_features(document, entities, spans)
    sure = certainties(spans, features)
    if reader is not None:
        clear = [span for span, p in zip(spans, sure, strict=True) if p >= _CLEAR]
        further = spans_of(document, reader, clear)
        spans += further
        # Anew: what is certain of one span hangs on the page's others
        sure = certainties(spans, [*features, *span_features(document, entities, further)])
        sure = [reader.weigh(s.start, s.end, p) for s, p in zip(spans, sure, strict=True)]
    names = _without_overlaps([(p, span) for span, p in zip(spans, sure, strict=True) if p >= _LEAST_CERTAINTY])
    return sorted([*names, *_names_again(document, entities, spans, names)], key=lambda s: s.start)


def _without_overlaps(rated: Sequence[tuple[float, NameSpan]]) -> list[NameSpan]:
    """Of spans that share a word the likeliest, of equals the longest."""
    taken: set[tuple[int, int]] = set()
    kept = []
    for _, span in sorted(rated, key=lambda r: (-r[0], r[1].start - r[1].end, r[1].start)):
        words = {(span.sentence, i) for i in range(span.first, span.last)}
        if taken.isdisjoint(words):
            taken |= words
            kept.append(span)
    return kept


def _names_again(
    document: Document, entities: Entities, spans: Sequence[NameSpan], names: Sequence[NameSpan]
) -> Iterator[NameSpan]:
    """Single words that repeat a part of a name found elsewhere ("Király wept"): a capital was too little."""
    known = {part for span in names if len(span.words) > 1 for part in parts_alone(span.words) if len(part) > 2}
    taken = {(s.sentence, i) for s in names for i in range(s.first, s.last)}
    taken |= {(s.sentence, i) for s in spans if len(s.words) > 1 for i in range(s.first, s.last)}
    places = {p.start for p in entities.places if p.is_country or p.is_demonym}
    for sentence in document.sentences:
        tokens = sentence.tokens
        for i, token in enumerate(tokens):
            if bare(token.text) not in known or (sentence.index, i) in taken or token.start in places:
                continue
            if _stands_alone(tokens, i):
                yield NameSpan(
                    sentence.index,
                    i,
                    i + 1,
                    token.start,
                    token.end,
                    (token.text,),
                    titles_before(sentence, i),
                    False,
                    False,
                )


def _stands_alone(tokens: Sequence[Token], i: int) -> bool:
    """Whether no capitalised word stands beside it, and after a word that is also a common one a verb or possessive."""
    word = fold(tokens[i].text)
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if word in lexicons().never or (
        i and tokens[i - 1].is_capitalised and fold(tokens[i - 1].text) not in lexicons().titles
    ):
        return False
    if after is not None and (after.is_capitalised or after.lower in named_after()):
        return False
    if not is_common(word) or (i and tokens[i - 1].text[0].isalpha()):
        return True
    return after is not None and (after.lower in lexicons().human_verbs or after.lower in _AFTER_NAME)


_AFTER_NAME = frozenset(["'s", "'", "has", "had", "was", "is", "will", "would", "did", "who", "himself", "herself"])


def _age_in_passing(document: Document, mentions: Sequence[PersonSpan]) -> int | None:
    """The age that the page gives with a pronoun ("He is 61") or a description ("The 52-year-old") of a person."""
    for m in mentions:
        age = (
            age_by_pronoun(document, m.end)
            if m.form is MentionForm.PRONOUN and m.end - m.start <= _LONGEST_PRONOUN
            else age_in_description(document.text[m.start : m.end])
        )
        if age is not None:
            return age
    return None


_LONGEST_PRONOUN = len("she")


def _person(text: str, person: NamedPerson, nationality: str | None, age: int | None) -> PersonOnPage:
    written = [text[s.start : s.end] for s in person.spans]
    longest = max(person.spans, key=lambda s: (len(content_words(s.folded)), not s.in_headline, len(s.words)))
    name = text[longest.start : longest.end]
    aliases = tuple(dict.fromkeys(w for w in written if w != name))
    return PersonOnPage(name, aliases, nationality, age)
