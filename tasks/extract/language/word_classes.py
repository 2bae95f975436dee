"""Classes of words that grammar and the telling of news are made of; see lexicons/word_classes.tsv."""

from __future__ import annotations

from functools import cache

from tasks.extract.language.lexicon import rows
from tasks.extract.language.verbs import verb_forms


@cache
def _classes() -> dict[str, frozenset[str]]:
    classes: dict[str, frozenset[str]] = {}
    for name, kind, members in rows("word_classes.tsv"):
        words = set(members.split())
        if kind == "verbs":
            words = {form for verb in words for form in verb_forms(verb)}
        classes[name] = classes.get(name, frozenset()) | words
    return classes


def word_class(name: str) -> frozenset[str]:
    """The words of a class, in lower case. Raises KeyError where the lexicon has no such class."""
    return _classes()[name]


BE = word_class("be")
HAVE = word_class("have")
GET = word_class("get")
AUXILIARIES = BE | HAVE | GET | word_class("do") | word_class("modals")
NEGATIONS = word_class("negations")
ADVERBS = word_class("adverbs")
PREPOSITIONS = word_class("prepositions")
SUBORDINATORS = word_class("subordinators")
RELATIVES = word_class("relatives")
CONJUNCTIONS = word_class("conjunctions")
DETERMINERS = word_class("determiners")
POSSESSIVES = word_class("possessives")
RANKS = word_class("ranks")
