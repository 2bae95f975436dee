"""How likely each candidate is a person's name: a logistic regression over what stands in it and around it.

Trained by training/name_weights.py; its features are shapes, lexicons and classes of neighbours, never names.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from tasks.extract.language.document import Document, Sentence, Token
from tasks.extract.model import Entities
from tasks.extract.people.name_lexicons import fold, has_surname_ending, is_common, lexicons, rows, word_group
from tasks.extract.people.person_names import NameSpan

Features = set[str]

_BEFORE = {
    "the": "the",
    "a": "a",
    "an": "a",
    "in": "in",
    "at": "in",
    "near": "in",
    "across": "in",
    "throughout": "in",
    "inside": "in",
    "outside": "in",
    "into": "in",
    "on": "on",
    "from": "from",
    "to": "to",
    "of": "of",
    "by": "by",
    "with": "with",
    "against": "with",
    "and": "and",
    "or": "and",
    ",": "comma",
    "that": "that",
    "when": "that",
    "while": "that",
    "as": "that",
    "for": "for",
    "(": "paren",
    ":": "colon",
    ";": "comma",
    "but": "that",
    "if": "that",
    "this": "the",
    "its": "the",
    "told": "verb",
    "succeeds": "verb",
    "succeeded": "verb",
    "replaces": "verb",
    "replaced": "verb",
    "named": "verb",
    "appointed": "verb",
    "called": "verb",
    "met": "verb",
}
_APPOSITION = word_group("apposition-openers")


def certainties(spans: Sequence[NameSpan], features: Sequence[Features]) -> list[float]:
    """Each candidate's probability of being a person's name, in the order given; `features` are theirs."""
    first, second = weights()
    early = [score(f, first) for f in features]
    seen = page_features(spans, features, early)
    late = [score(f | extra, second) for f, extra in zip(features, seen, strict=True)]
    sure = [1 / (1 + math.exp(-max(-30.0, min(30.0, value)))) for value in late]
    return [max(p, _SPEAKER) if f >= _SPEAKERS_LABEL else p for p, f in zip(sure, features, strict=True)]


# "MR LYNGDOH: ..." at the head of a line of a transcript, too rare on the training pages to be weighed
_SPEAKERS_LABEL = {"label:upper", "title:any"}
_SPEAKER = 0.9


def score(features: Iterable[str], table: dict[str, float]) -> float:
    """The sum of the features' weights, the constant included: exact, whatever order a set has in this process."""
    return math.fsum(table.get(f, 0.0) for f in ("constant", *features))


@cache
def weights() -> tuple[dict[str, float], dict[str, float]]:
    """Weights of the first look (the candidate alone) and of the second (the page's other candidates seen too)."""
    first: dict[str, float] = {}
    second: dict[str, float] = {}
    for look, feature, weight in rows("name_weights.tsv"):
        (first if look == "first" else second)[feature] = float(weight)
    return first, second


def span_features(document: Document, entities: Entities, spans: Sequence[NameSpan]) -> list[Features]:
    """What stands in and around each candidate."""
    place_at = _overlaps(
        (p.start, p.end, "demonym" if p.is_demonym else "country" if p.is_country else "city") for p in entities.places
    )
    body_at = _overlaps((b.start, b.end, "body") for b in entities.bodies)
    lower_on_page = {t.text for s in document.sentences for t in s.tokens if t.text[0].islower()}
    return [
        _form_features(span)
        | _context_features(document.sentences[span.sentence], span)
        | _entity_features(span, place_at, body_at)
        | ({"lower-on-page"} if any(w in lower_on_page for w in span.folded) else set())
        for span in spans
    ]


def _overlaps(spans: Iterable[tuple[int, int, str]]) -> dict[int, tuple[int, int, str]]:
    return {i: span for span in spans for i in range(span[0], span[1])}


def _entity_features(
    span: NameSpan, place_at: dict[int, tuple[int, int, str]], body_at: dict[int, tuple[int, int, str]]
) -> Features:
    found: Features = set()
    for label, table in (("place", place_at), ("body", body_at)):
        hits = {table[i] for i in range(span.start, span.end) if i in table}
        if not hits:
            continue
        start, end = min(h[0] for h in hits), max(h[1] for h in hits)
        covers = "whole" if start <= span.start and end >= span.end else "part"
        kind = next(iter(sorted(h[2] for h in hits)))
        found.add(f"{label}:{kind}:{covers}")
    return found


def _form_features(span: NameSpan) -> Features:
    lex = lexicons()
    words = span.folded
    real = [w for w, raw in zip(words, span.words, strict=True) if w not in lex.particles and len(raw) > 1]
    f = {f"words:{min(len(real), 4)}"} | _given_features(real) | _common_features(real) | _case_features(span)
    if any(len(w) == 1 for w in span.words):
        f.add("initial")
    if len(real) < len([w for w in span.words if len(w) > 1]):
        f.add("particle")
        if len(real) == 1 and words[0] in ("el", "la", "le", "al", "los", "las"):
            f.add("article-first")
    if any("-" in w for w in span.words):
        f.add("hyphen")
    if any(len(w) <= 2 for w in real):
        f.add("short-word")
    return f


def _given_features(real: Sequence[str]) -> Features:
    """Which of the words are given names, and which end like surnames."""
    if not real:
        return set()
    given = [_in_given(w) for w in real]
    told = {
        "given:first": given[0],
        "given:last": len(real) > 1 and given[-1],
        "given:middle": len(real) > 2 and any(given[1:-1]),
        "given:alone": len(real) == 1 and given[0],
        f"given:none:{min(len(real), 3)}": not any(given),
        "surname-ending": has_surname_ending(real[-1]),
        "surname-ending:first": any(has_surname_ending(w) for w in real[:-1]),
    }
    return {feature for feature, holds in told.items() if holds}


def _common_features(real: Sequence[str]) -> Features:
    """How many of the words are ones that pages write in lower case, and where they stand."""
    common = [is_common(w) and not _in_given(w) for w in real]
    if not any(common):
        return set()
    where = "all" if all(common) else "first" if common[0] else "last" if common[-1] else "some"
    return {f"common:{where}", f"common:{sum(common)}"}


def _case_features(span: NameSpan) -> Features:
    f = {"in-body"} if span.in_body else set()
    if span.in_headline:
        return f | {"headline"}
    upper = [w for w in span.words if len(w) > 1 and w.isupper()]
    if upper:
        f.add("upper:all" if len(upper) == len(span.words) else "upper:some")
        if len(span.words) == 1:
            f.add(f"upper:alone:{min(len(upper[0]), 7)}")
    return f


def _in_given(word: str) -> bool:
    given = lexicons().given
    return word in given or ("-" in word and word.split("-", maxsplit=1)[0] in given)


def _context_features(sentence: Sentence, span: NameSpan) -> Features:
    lex = lexicons()
    tokens = sentence.tokens
    f: Features = set()
    if span.titles:
        nearest = span.titles[-1]
        title = lex.titles.get(nearest)
        capital = span.first > 0 and tokens[span.first - 1].text[0].isupper()
        f.add(f"title:{title.kind}" if title and (capital or title.kind != "office") else "noun-before")
        f.add("title:any")
    before = tokens[span.first - 1] if span.first else None
    if before is None:
        f.add("first-in-sentence")
    else:
        f.add("before:" + _BEFORE.get(before.lower, "other" if before.text[0].isalnum() else "mark"))
        if before.lower in named_after():
            f.add("before:thing")
        if before.text == "," and span.first > 1 and fold(tokens[span.first - 2].text) in lex.person_nouns:
            f.add("noun-comma-before")
        if not before.text[0].isalnum() and before.text not in ",;:()":
            f.add("after-mark")
    f |= _following(tokens[span.last : span.last + 12])
    if (
        span.first == 0
        and span.words[0].isupper()
        and f & {"after:mark", "after:comma", "after:paren", "after:acronym"}
    ):
        f.add("dateline")
    if span.first - len(span.titles) <= 0 and tokens[span.last : span.last + 1] and tokens[span.last].text == ":":
        f.add("label:upper" if all(w.isupper() for w in span.words) else "label")
    if _is_taken_up(tokens[span.last : span.last + _REACH_OF_PRONOUN]):
        f.add("taken-up")
    if sentence.is_title:
        f.add("page-title")
    if span.first == 0 and span.last == len(tokens):
        f.add("whole-line")
    return f


def _is_taken_up(tokens: Sequence[Token]) -> bool:
    """Whether "his" or "she" follows in the clause, with no other name between."""
    for token in tokens:
        if token.lower in _SINGULAR:
            return True
        if token.is_capitalised or token.text in ".;:":
            return False
    return False


_SINGULAR = frozenset(["he", "she", "his", "her", "him", "himself", "herself"])
_REACH_OF_PRONOUN = 10


def _following(tokens: Sequence[Token]) -> Features:
    lex = lexicons()
    if not tokens:
        return {"last-in-sentence"}
    word = tokens[0].lower
    if word in _FOLLOWING:
        kind = _FOLLOWING[word]
        if kind == "possessive" and len(tokens) > 1 and fold(tokens[1].text) in lex.person_nouns:
            return {"after:possessive", "after:possessive-noun"}
        if kind == "auxiliary" and any(t.lower in lex.human_verbs for t in tokens[1:4]):
            return {"after:auxiliary", "after:auxiliary-human"}
        return {f"after:{kind}"}
    if word in lex.human_verbs:
        return {"after:human-verb"}
    if word == "," and len(tokens) > 1:
        return _after_comma(tokens[1:])
    if word == "(":
        return _after_parenthesis(tokens)
    if word in named_after():
        return {"after:thing"}
    if not word[0].isalpha():
        return {"after:number" if word.isdigit() else "after:mark"}
    f = {"after:word" if tokens[0].text[0].islower() else "after:capital"}
    if word in _ADVERBS and len(tokens) > 1 and tokens[1].lower in lex.human_verbs:
        return {"after:human-verb"}
    if word.endswith("ed") or (word.endswith("ly") and len(tokens) > 1 and tokens[1].lower in lex.human_verbs):
        f.add("after:ed")
    return f


_ADVERBS = frozenset(["later", "also", "then", "never", "once", "first", "again", "now", "still", "soon", "twice"])
_FOLLOWING = {
    **dict.fromkeys(("'s", "'"), "possessive"),
    **dict.fromkeys(("has", "had", "was", "is", "were", "did", "does"), "auxiliary"),
    **dict.fromkeys(("will", "would", "could", "may", "should", "can"), "auxiliary"),
    **dict.fromkeys(("who", "whose", "himself", "herself", "whom"), "who"),
    **dict.fromkeys(("of", "for"), "of"),
    **dict.fromkeys(("and", "or"), "and"),
}


def _after_parenthesis(tokens: Sequence[Token]) -> Features:
    inner = tokens[1].text if len(tokens) > 1 else ""
    f = {"after:acronym" if inner.isupper() and len(inner) > 1 else "after:paren"}
    return f | {"after:age"} if inner.isdigit() else f


@cache
def named_after() -> frozenset[str]:
    """Nouns of things that are named after people."""
    return frozenset(r[0] for r in rows("named_after.txt"))


def _after_comma(tokens: Sequence[Token]) -> Features:
    lex = lexicons()
    word = tokens[0].lower
    if word.isdigit() and len(word) == 2 and (len(tokens) == 1 or tokens[1].text in (",", ".", ";", ")")):
        return {"after:age"}
    if word in ("who", "whose", "whom"):
        return {"after:who"}
    if word in _APPOSITION or fold(word) in lex.person_nouns:
        for token in tokens[:7]:
            if fold(token.text) in lex.person_nouns:
                return {"after:apposition"}
            if token.text in (",", "."):
                break
    return {"after:comma"}


def page_features(spans: Sequence[NameSpan], features: Sequence[Features], scores: Sequence[float]) -> list[Features]:
    """What the page's other candidates say of each: the same words elsewhere, a longer name that holds them."""
    same: dict[tuple[str, ...], list[float]] = defaultdict(list)
    around: dict[tuple[str, ...], Features] = defaultdict(set)
    longer: dict[str, float] = {}
    for span, value, fs in zip(spans, scores, features, strict=True):
        words = span.folded
        same[words].append(value)
        around[words] |= {f for f in fs if f in _TELLING}
        if len(words) > 1:
            for word in parts_alone(words):
                longer[word] = max(value, longer.get(word, -9.0))
    told = {words: _told_by_same(values) for words, values in same.items()}
    return [
        _page_features(span.folded, value, same, longer)
        | told[span.folded]
        | {f"page:{f}" for f in around[span.folded]}
        for span, value in zip(spans, scores, strict=True)
    ]


def _told_by_same(values: Sequence[float]) -> Features:
    mean = sum(values) / len(values)
    return {f"best:{_step(max(values))}", f"mean:{_step(mean)}", f"times:{min(len(values), 3)}"}


_TELLING = word_group("telling-features")


def _page_features(
    words: tuple[str, ...], value: float, same: dict[tuple[str, ...], list[float]], longer: dict[str, float]
) -> Features:
    f: Features = {f"early:{_step(value)}"}
    if len(words) == 1:
        word = bare(words[0])
        f.add(f"longer:{_step(longer[word])}" if word in longer else "longer:none")
    elif any((w,) in same for w in parts_alone(words)):
        f.add("part-alone")
    return f


def parts_alone(words: Sequence[str]) -> set[str]:
    """The parts by which a text may go on calling a person: the first and last name, halves of a double name."""
    last = bare(words[-1])
    return {bare(words[0]), last, *(half for half in last.split("-") if len(half) > 2)}


def bare(word: str) -> str:
    """The word without a joined Arabic article."""
    head, mark, tail = word.partition("-")
    return tail if mark and tail and head.lower() in _ARTICLES else word


_ARTICLES = frozenset(["al", "el", "as", "ash", "ad", "an", "ar", "at", "az"])


def _step(value: float) -> int:
    return int(max(-4, min(4, round(value))))
