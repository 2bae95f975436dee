"""Who does what in a sentence: its tokens with the people, places and times on them, and the arguments of a verb or noun.

There is no parser here. A verb's subject is found by walking left over what can stand between the two (adverbs, times,
places, brackets, appositions), its object by walking right; what cannot be crossed ends the walk.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from schemas.vocab import MentionForm
from tasks.dates.model import TimeExpression
from tasks.extract.document import Sentence, Token
from tasks.extract.model import BodySpan, Entities, PeopleOnPage, PlaceSpan, PostSpan
from tasks.extract.verbs import irregular_forms, verb_forms

BE = frozenset(["am", "is", "are", "was", "were", "be", "been", "being", "'s", "'re", "'m", "isn't", "aren't", "wasn't", "weren't"])
HAVE = frozenset(["have", "has", "had", "having", "'ve", "'d", "'s", "haven't", "hasn't", "hadn't"])
GET = frozenset(["get", "gets", "got", "gotten", "getting"])
DO = frozenset(["do", "does", "did", "don't", "doesn't", "didn't"])
MODALS = frozenset(
    ["will", "shall", "would", "can", "could", "may", "might", "must", "should", "'ll", "'d", "won't", "wouldn't", "can't", "cannot", "couldn't", "shouldn't", "mustn't"]
)
NEGATIONS = frozenset(["not", "never", "neither", "nor", "n't", "no", "without"])
AUXILIARIES = BE | HAVE | GET | DO | MODALS
ADVERBS = frozenset(
    ["not", "never", "also", "then", "later", "soon", "again", "now", "already", "just", "still", "once", "twice", "first", "since", "thus", "therefore", "even", "only", "all", "both", "ever", "himself", "herself", "themselves", "itself", "myself", "yourself", "ourselves", "instead", "today", "yesterday", "tomorrow", "overnight", "abroad", "home", "meanwhile", "nevertheless", "nonetheless", "however", "too", "either", "neither", "nor", "so", "afterwards", "thereafter", "thereupon", "n't", "yet", "almost", "simply", "promptly", "in-turn", "each", "alone"]
)
PREPOSITIONS = frozenset(
    ["of", "in", "at", "on", "from", "for", "to", "with", "by", "against", "about", "over", "under", "after", "before", "during", "since", "until", "till", "into", "onto", "through", "across", "near", "outside", "inside", "within", "without", "between", "among", "behind", "beside", "beyond", "despite", "like", "unlike", "as", "than", "per", "via", "toward", "towards", "around", "along", "amid", "amidst", "following", "including", "upon", "off", "above", "below", "throughout"]
)
SUBORDINATORS = frozenset(
    ["when", "while", "after", "before", "since", "until", "because", "although", "though", "if", "unless", "whereas", "as", "once", "that", "where", "whether", "how", "why", "what", "whereupon", "lest"]
)
RELATIVES = frozenset(["who", "which", "that", "whom", "whose"])
CONJUNCTIONS = frozenset(["and", "or", "but", "nor", "then", "yet"])
DETERMINERS = frozenset(
    ["the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "my", "our", "your", "some", "any", "no", "every", "each", "several", "many", "most", "few", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozens", "hundreds", "thousands", "both", "all", "another", "other", "more"]
)
POSSESSIVES = frozenset(["his", "her", "their", "my", "our", "your", "its"])
_RANKS = frozenset({"first", "second", "third", "fourth", "fifth", "last", "latest", "only", "one"})
_BEFORE_ADJECTIVES = frozenset({",", "the", "a", "an", "and"})
_CAUSATIVES = frozenset({"let", "lets", "letting", "make", "made", "makes", "help", "helped", "told", "asked", "ordered"})
_NOMINATIVE = frozenset({"he", "she", "they", "i", "we"})
_BRACKETS = {")": "(", "]": "["}
_QUOTES = frozenset("\"'“”‘’«»")
_DASHES = frozenset("-–—")
_NP_FILL = frozenset(["mr", "mrs", "ms", "dr", "prof", "sir", "dame", "lord", "lady", "hon", "gen", "col", "maj", "capt", "lt", "former", "ex", "late", "then"])


@dataclass(frozen=True, slots=True)
class Ref:
    """Tokens (end exclusive) that stand for one or more people of the page."""

    start: int
    end: int
    people: tuple[int, ...]
    form: MentionForm


@dataclass(frozen=True, slots=True)
class Argument:
    """The people that fill a place beside a trigger, the tokens that name them, and how safely they are attached (0..1)."""

    people: tuple[int, ...]
    start: int
    end: int
    certainty: float


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries: token index of the first of them, what they are, and whether `to` or a gerund."""

    start: int
    auxiliaries: tuple[str, ...]
    adverbs: tuple[str, ...]
    has_to: bool

    @property
    def is_passive(self) -> bool:
        """Whether the nearest auxiliary is a form of "be" or "get"."""
        return bool(self.auxiliaries) and self.auxiliaries[0] in BE | GET

    @property
    def is_negated(self) -> bool:
        """Whether a negation stands among auxiliaries and adverbs."""
        return any(a in NEGATIONS or a.endswith("n't") or a == "cannot" for a in (*self.auxiliaries, *self.adverbs))


@dataclass(frozen=True)
class AnnotatedSentence:
    """A sentence's tokens with all that was found on them; indices are token indices, ends exclusive."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    refs: tuple[Ref, ...]
    ref_at: tuple[Ref | None, ...]
    kinds: tuple[frozenset[str], ...]
    times: tuple[tuple[int, int, TimeExpression], ...]
    places: tuple[tuple[int, int, PlaceSpan], ...]
    bodies: tuple[tuple[int, int, BodySpan], ...]
    posts: tuple[tuple[int, int, PostSpan], ...]
    time_at: tuple[int | None, ...] = field(repr=False)
    entity_at: tuple[int | None, ...] = field(repr=False)

    @property
    def names(self) -> frozenset[int]:
        """The people whom the sentence names."""
        return frozenset(p for ref in self.refs if ref.form is MentionForm.NAME for p in ref.people)

    def in_time(self, at: int) -> bool:
        """Whether the token is part of a time expression."""
        return self.time_at[at] is not None

    def is_possessive(self, ref: Ref) -> bool:
        """Whether the mention owns what follows: "his", "her" before a noun, or a possessive 's."""
        nxt = self.words[ref.end] if ref.end < len(self.words) else ""
        if nxt in ("'s", "’s", "'", "’") and not self._is_contracted_verb(ref):
            return True
        word = self.words[ref.end - 1]
        if ref.end - ref.start > 1 or word not in POSSESSIVES:
            return False
        if word in ("his", "my", "our", "your", "their", "its"):
            return True
        if ref.start and self.words[ref.start - 1] in _CAUSATIVES:
            return False  # "let her go"
        return bool(nxt) and (nxt[0].isalpha() or nxt[0] in _QUOTES) and not self._ends_noun_phrase(ref.end)

    def _is_contracted_verb(self, ref: Ref) -> bool:
        return ref.form is MentionForm.PRONOUN and self.words[ref.end - 1] in (
            "he",
            "she",
            "it",
            "who",
            "i",
            "they",
            "we",
            "you",
        )

    def _ends_noun_phrase(self, at: int) -> bool:
        """Whether the word can not begin a noun phrase's rest: a preposition, conjunction, determiner, time."""
        word = self.words[at]
        return (
            word in PREPOSITIONS
            or word in CONJUNCTIONS
            or word in DETERMINERS
            or word in SUBORDINATORS
            or self.in_time(at)
        )

    def is_verb_like(self, at: int) -> bool:
        """Whether the word is an auxiliary, an irregular past, or ends as one ("-ed") in lower case."""
        word = self.words[at]
        if self.kinds[at] & {"post", "body", "person"}:
            return False
        return (
            word in AUXILIARIES
            or word in _COMMON_FINITE
            or (word in irregular_forms() and word not in ("born", "left", "cut", "set", "cast"))
            or (word.endswith("ed") and len(word) > 4 and self.tokens[at].text[0].islower())
        )


_COMMON_FINITE = frozenset(
    f
    for v in ["say", "tell", "announce", "report", "accuse", "ask", "deny", "claim", "add", "write", "call", "want", "refuse", "decide", "remain", "deny", "arrest", "insist", "warn", "believe", "confirm", "state", "declare", "order"]
    for f in verb_forms(v)
)


class SentenceAnnotator:
    """Puts a page's people, entities and times on its sentences' tokens."""

    def __init__(self, entities: Entities, times: Sequence[TimeExpression], people: PeopleOnPage) -> None:
        """`times` in text order."""
        self._times = sorted((t for t in times), key=lambda t: t.start)
        self._places = sorted(entities.places, key=lambda p: p.start)
        self._bodies = sorted(entities.bodies, key=lambda b: b.start)
        self._posts = sorted(entities.posts, key=lambda p: p.start)
        refs = [(m.start, m.end, (m.person,), m.form) for m in people.mentions]
        # Lists of names are put together here, where verbs and appositions can be seen; "both" and "they" come as groups.
        named = [m.start for m in people.mentions if m.form is MentionForm.NAME]
        refs += [
            (s, e, who, MentionForm.NOMINAL)
            for (s, e), who in people.groups.items()
            if bisect_left(named, s) == bisect_left(named, e)
        ]
        self._refs = sorted(refs, key=lambda r: (r[0], -r[1]))

    def annotate(self, sentence: Sentence) -> AnnotatedSentence:
        """The sentence with everything that lies on it."""
        tokens = sentence.tokens
        starts = [t.start for t in tokens]
        ends = [t.end for t in tokens]

        def on(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
            found = []
            for n in range(bisect_left(spans, (sentence.start, 0)), len(spans)):
                start, end = spans[n]
                if start >= sentence.end:
                    break
                a, b = bisect_right(ends, start), bisect_left(starts, end)
                if a < b:
                    found.append((a, b, n))
            return found

        times = [(a, b, self._times[n]) for a, b, n in on([(t.start, t.end) for t in self._times])]
        places = [(a, b, self._places[n]) for a, b, n in on([(t.start, t.end) for t in self._places])]
        bodies = [(a, b, self._bodies[n]) for a, b, n in on([(t.start, t.end) for t in self._bodies])]
        posts = [(a, b, self._posts[n]) for a, b, n in on([(t.start, t.end) for t in self._posts])]
        refs: list[Ref] = []
        for a, b, n in on([(r[0], r[1]) for r in self._refs]):
            ref = Ref(a, b, self._refs[n][2], self._refs[n][3])
            if refs and refs[-1].end > a:
                if b - a > refs[-1].end - refs[-1].start:
                    refs[-1] = ref
                continue
            refs.append(ref)
        return _assemble(sentence, refs, times, places, bodies, posts)


def _assemble(
    sentence: Sentence,
    refs: list[Ref],
    times: list[tuple[int, int, TimeExpression]],
    places: list[tuple[int, int, PlaceSpan]],
    bodies: list[tuple[int, int, BodySpan]],
    posts: list[tuple[int, int, PostSpan]],
) -> AnnotatedSentence:
    tokens = sentence.tokens
    n = len(tokens)
    words = tuple(t.lower for t in tokens)
    ref_at: list[Ref | None] = [None] * n
    for ref in refs:
        ref_at[ref.start : ref.end] = [ref] * (ref.end - ref.start)
    kinds: list[set[str]] = [set() for _ in range(n)]
    time_at: list[int | None] = [None] * n
    entity_at: list[int | None] = [None] * n
    for a, b, _t in times:
        for k in range(a, b):
            kinds[k].add("time")
            time_at[k] = a
    for a, b, place in places:
        for k in range(a, b):
            if not place.is_demonym:
                kinds[k].add("place")
                if place.is_country:
                    kinds[k].add("country")
            entity_at[k] = a
    for a, b, body in bodies:
        for k in range(a, b):
            kinds[k].add("body")
            if body.kind in ("party", "movement"):
                kinds[k].add("party")
            entity_at[k] = a
    for a, b, _p in posts:
        for k in range(a, b):
            kinds[k].add("post")
            entity_at[k] = a
    for ref in refs:
        for k in range(ref.start, ref.end):
            kinds[k].add("person")
            if ref.form is MentionForm.NAME:
                kinds[k] -= {"place", "country", "body", "party"}
                kinds[k].add("name")
    return AnnotatedSentence(
        sentence,
        tokens,
        words,
        tuple(refs),
        tuple(ref_at),
        tuple(frozenset(k) for k in kinds),
        tuple(times),
        tuple(places),
        tuple(bodies),
        tuple(posts),
        tuple(time_at),
        tuple(entity_at),
    )


def verb_group(s: AnnotatedSentence, verb: int) -> VerbGroup:
    """The auxiliaries that stand before a verb, the nearest first."""
    k = verb - 1
    start = verb
    auxiliaries: list[str] = []
    adverbs: list[str] = []
    while k >= 0:
        word = s.words[k]
        if word in AUXILIARIES or word.endswith("n't"):
            if word == "'s" and not auxiliaries and not _may_contract(s, k):
                break
            auxiliaries.append(word)
            start = k
        elif word == "to" and start == k + 1:
            return VerbGroup(k, tuple(auxiliaries), tuple(adverbs), True)
        elif s.in_time(k) and k and (passed := _before_adjunct(s, s.time_at[k] or 0)) >= 0 and s.words[passed] in BE | HAVE:
            k = passed
            continue
        elif "'" in word and word.rsplit("'", 1)[1] in ("d", "ll", "ve", "re", "m"):
            auxiliaries.append("'" + word.rsplit("'", 1)[1])
            break
        elif (word in ADVERBS or (word.endswith("ly") and len(word) > 4)) and s.ref_at[k] is None:
            adverbs.append(word)
            if word in NEGATIONS:
                start = k
        else:
            break
        k -= 1
    return VerbGroup(start, tuple(auxiliaries), tuple(adverbs), False)


def _may_contract(s: AnnotatedSentence, at: int) -> bool:
    return at > 0 and s.words[at - 1] in ("he", "she", "it", "who", "that", "there", "what", "here")


def _is_adverb(s: AnnotatedSentence, at: int) -> bool:
    word = s.words[at]
    return s.ref_at[at] is None and (word in ADVERBS or (word.endswith("ly") and len(word) > 4) or word in _QUOTES)


def find_subject(s: AnnotatedSentence, before: int, depth: int = 0) -> Argument | None:
    """The people who are the subject of the verb group that begins at token `before`; None where the subject is no person."""
    if before < len(s.words) and s.words[before] == "to" and before:
        return _controller(s, before, depth)
    k = before - 1
    certainty = 1.0
    while k >= 0:
        word = s.words[k]
        ref = s.ref_at[k]
        if ref is not None:
            return _as_subject(s, ref, certainty)
        if s.in_time(k):
            k = _before_adjunct(s, s.time_at[k] or 0)
            continue
        if _is_adverb(s, k):
            k -= 1
            continue
        if word == "who" or (word == "which" and certainty == 1.0):
            return _antecedent(s, k)
        if word == "that" and k and s.ref_at[k - 1] is not None:
            return _antecedent(s, k)
        if word in _BRACKETS:
            opening = _opening(s, k, _BRACKETS[word])
            if opening is None:
                return None
            k = opening - 1
            continue
        if word == ":" and k and s.ref_at[k - 1] is not None and _looks_participle(s, before):
            return _as_subject(s, s.ref_at[k - 1], 0.9)
        if word == "," or word in _DASHES:
            return _across_comma(s, k, depth)
        if word == "those" and "among" in s.words[max(0, k - 2) : k]:
            return _of_copula(s, k)
        if word.startswith("who'"):
            return _antecedent(s, k)
        if word in CONJUNCTIONS:
            if (before < len(s.words) and k == before - 1) or _only_adjuncts(s, k + 1, before):
                return _shared(s, k, depth)
            return None
        if word == "to":
            return _controller(s, k, depth)
        if word in PREPOSITIONS | SUBORDINATORS:
            if _is_gerund(s, before):
                if word == "as" and k and (described := s.ref_at[k - 1]) is not None:  # "described them as refusing"
                    return Argument(described.people, described.start, described.end, 0.85)
                return _main_subject(s, k, depth)
            return None
        jump = _prepositional_phrase(s, k)
        if jump is None:
            return _appositive_subject(s, k)
        k = jump
        certainty = min(certainty, 0.85)
    if _is_gerund(s, before) or _looks_participle(s, before):
        return _subject_to_come(s, before)
    return None


def _of_copula(s: AnnotatedSentence, at: int) -> Argument | None:
    """The subject of "X was among those ..."; where the copula comes first ("Among those ... was X"), nothing."""
    for k in range(at - 1, max(at - 6, -1), -1):
        if s.words[k] in BE:
            return find_subject(s, verb_group(s, k).start, 1)
    return None


def _appositive_subject(s: AnnotatedSentence, at: int) -> Argument | None:
    """The owner of an apposition that ends at token `at` with no comma: "X, a lawyer arrested in May"."""
    for k in range(at, max(at - 10, 0), -1):
        if s.words[k] == ",":
            ref = _mention_ending(s, k - 1)
            if ref is not None and s.words[k + 1] in DETERMINERS and not s.is_possessive(ref):
                return Argument(ref.people, ref.start, ref.end, 0.8)
            return None
        if s.is_verb_like(k) or s.words[k] in RELATIVES or s.words[k] in ";:()":
            return None
    return None


def _as_subject(s: AnnotatedSentence, ref: Ref, certainty: float) -> Argument | None:
    if s.is_possessive(ref):
        return None
    head = _start_of_noun_phrase(s, ref)
    if head > 0:
        word = s.words[head - 1]
        if word == "of" or word in PREPOSITIONS - {"as", "since", "after", "before", "until", "than", "like"}:
            # "the resignation of X", "a spokesman for X": X is inside another noun phrase, or it is an adverbial
            jump = head - 2
            outer = s.ref_at[jump] if jump >= 0 else None
            if outer is not None and not s.is_possessive(outer):
                return _as_subject(s, outer, certainty * 0.9)
            return None if word in ("of", "for", "to", "by", "from", "against") else None
    people, start = _coordinated_before(s, ref)
    pronoun = 0.95 if ref.form is not MentionForm.NAME else 1.0
    return Argument(people, start, ref.end, certainty * pronoun)


def _start_of_noun_phrase(s: AnnotatedSentence, ref: Ref) -> int:
    """Where the phrase begins whose last part is the mention: titles, posts and determiners before it."""
    if ref.form is MentionForm.PRONOUN:
        return ref.start
    k = safe = ref.start
    titled = False
    while k > 0 and s.ref_at[k - 1] is None and not s.in_time(k - 1):
        word = s.words[k - 1]
        if word in _NP_FILL or word == ".":
            k = safe = k - 1
            titled = titled or word in _NP_FILL
        elif word in ("the", "a", "an"):
            return k - 1
        elif word in PREPOSITIONS | CONJUNCTIONS | SUBORDINATORS | RELATIVES | ADVERBS | AUXILIARIES:
            break
        elif not s.kinds[k - 1].isdisjoint(("post", "body")) or s.entity_at[k - 1] is not None:
            k = safe = k - 1
        elif s.tokens[k - 1].is_capitalised and word.isalpha() and ref.form is MentionForm.NAME and k > 1:
            k = safe = k - 1
        elif word.isalpha() and ref.form is MentionForm.NAME and not titled and not s.is_verb_like(k - 1):
            k -= 1  # counts only where a determiner opens the phrase: "the student leader X", not "by contrast X"
        else:
            break
    return safe


def _coordinated_before(s: AnnotatedSentence, ref: Ref) -> tuple[tuple[int, ...], int]:
    """The people listed up to and with the mention: "X, Y and Z"."""
    people = list(ref.people)
    start = ref.start
    k = _start_of_noun_phrase(s, ref) - 1
    joined = False
    if k > 3 and s.words[k] == ",":  # "X and two ministers, Y and Z"
        k = next((j for j in range(k - 1, k - 5, -1) if s.words[j] == "and" and s.ref_at[j - 1] is not None), k)
    while k > 0 and (s.words[k] == "and" or (s.words[k] == "," and joined)):
        if s.words[k] == "and" and s.words[k - 1] == ",":
            k -= 1
        other = _mention_ending(s, k - 1)
        if other is None:
            other = _appositive_owner(s, k - 1)
        if other is None or s.is_possessive(other) or other.form is MentionForm.PRONOUN:
            break
        joined = True
        people[:0] = [p for p in other.people if p not in people]
        start = other.start
        k = _start_of_noun_phrase(s, other) - 1
    return tuple(people), start


def _appositive_owner(s: AnnotatedSentence, at: int) -> Ref | None:
    """The mention before an apposition that ends at token `at`: "X, the minister, and Y"."""
    for k in range(at, max(at - 14, 0), -1):
        if s.words[k] == ",":
            ref = s.ref_at[k - 1]
            if ref is not None and s.words[k + 1] in DETERMINERS | {"who", "former"} | {"head", "chief"}:
                return ref
            return None
        if s.is_verb_like(k) and s.words[k] not in ("left",):
            return None
    return None


def _before_adjunct(s: AnnotatedSentence, start: int) -> int:
    """The token before a time or place phrase that begins at `start`, its preposition and filler skipped."""
    k = start - 1
    while k >= 0 and s.words[k] in (
        "the",
        "early",
        "late",
        "mid",
        "end",
        "beginning",
        "of",
        "last",
        "this",
        "next",
        "about",
        "around",
    ):
        k -= 1
    if k >= 0 and s.words[k] in PREPOSITIONS and s.ref_at[k] is None:
        k -= 1
    return k


def _prepositional_phrase(s: AnnotatedSentence, at: int) -> int | None:
    """The token before the prepositional phrase that ends at `at` ("X of the opposition resigned"); None if it is none."""
    k = at
    for _ in range(9):
        if k <= 0:
            return None
        if s.words[k] in PREPOSITIONS:
            return k - 1
        entity = s.entity_at[k]
        if entity is not None and entity < k:
            k = entity
        if s.ref_at[k] is not None or s.words[k] == ",":
            return None
        if s.words[k] in PREPOSITIONS:
            return k - 1
        if s.words[k] in CONJUNCTIONS or s.words[k] in "(),;:" or s.words[k] in AUXILIARIES or s.words[k] in RELATIVES:
            return None
        k -= 1
    return None


def _opening(s: AnnotatedSentence, at: int, mark: str) -> int | None:
    for k in range(at - 1, max(at - 40, -1), -1):
        if s.words[k] == mark:
            return k
    return None


def _antecedent(s: AnnotatedSentence, relative: int) -> Argument | None:
    """The people whom a relative pronoun at that token stands for."""
    k = relative - 1
    if k >= 0 and s.words[k] in ("of", "both", "all"):
        k -= 1
    for j in range(k, max(k - 12, -1), -1):
        ref = s.ref_at[j]
        if ref is not None and not s.is_possessive(ref):
            people, start = (
                _coordinated_before(s, ref) if s.words[relative - 1] in ("of", "both") else (ref.people, ref.start)
            )
            return Argument(people, start, ref.end, 0.95 if j >= k - 1 else 0.75)
        if s.words[j] in ";:." or s.words[j] in RELATIVES:
            return None
    return None


def _across_comma(s: AnnotatedSentence, comma: int, depth: int) -> Argument | None:
    """The subject where a comma stands right before the verb: an apposition or an inserted clause ends there."""
    k = comma - 1
    if k < 0:
        return None
    while k > 0 and s.words[k] in _QUOTES:
        k -= 1
    ref = _mention_ending(s, k)
    if ref is not None and not s.is_possessive(ref):
        found = _as_subject(s, ref, 0.9)
        if found is not None and not _object_of_verb(s, ref):
            return found
    for j in range(k, max(k - 40, 0), -1):
        if s.words[j] in ";:":
            break
        if s.words[j] == "," or s.words[j] in _DASHES:
            owner = s.ref_at[j - 1]
            nxt = s.words[j + 1]
            opens = (
                nxt in DETERMINERS | RELATIVES | _NP_FILL | PREPOSITIONS
                or nxt[0].isdigit()
                or bool(s.kinds[j + 1] & {"post", "body", "person", "place"})
                or s.is_verb_like(j + 1)
                or nxt.endswith("ing")
                or s.tokens[j + 1].text[0].islower()
            )
            if owner is not None and opens and not s.is_possessive(owner) and not _object_of_verb(s, owner):
                return _as_subject(s, owner, 0.85)
    return _shared(s, comma, depth)


def _mention_ending(s: AnnotatedSentence, at: int) -> Ref | None:
    """The mention whose phrase ends at token `at`, a bracket or a place or body after it included ("X (LP) of Kenya")."""
    ref = s.ref_at[at]
    if ref is not None:
        return ref
    k = at
    if s.words[k] in _BRACKETS:
        k = (_opening(s, k, _BRACKETS[s.words[k]]) or 0) - 1
    elif s.entity_at[k] is not None:
        k = (s.entity_at[k] or 0) - 1
        while k > 0 and s.words[k] in ("the", "a"):
            k -= 1
        if k > 0 and s.words[k] in PREPOSITIONS:
            k -= 1
    return s.ref_at[k] if 0 <= k < at else None


def _object_of_verb(s: AnnotatedSentence, ref: Ref) -> bool:
    """Whether a verb stands right before the mention's phrase, so that it is that verb's object."""
    k = _start_of_noun_phrase(s, ref) - 1
    return k > 0 and s.is_verb_like(k) and s.words[k] not in BE and s.words[k - 1] not in _BEFORE_ADJECTIVES


def _shared(s: AnnotatedSentence, at: int, depth: int) -> Argument | None:
    """The subject of the nearest verb group left of `at`: coordinated verbs share it."""
    if depth > 4:
        return None
    for k in range(at - 1, -1, -1):
        if s.words[k] in ";:":
            return None
        if (s.is_verb_like(k) and s.words[k] not in ("had", "has")) or s.words[k] in BE | HAVE:
            group = verb_group(s, k)
            found = find_subject(s, min(group.start, k), depth + 1)
            if found is not None:
                return Argument(found.people, found.start, found.end, found.certainty * 0.88)
            if not group.auxiliaries and k > 0 and s.words[k - 1] in DETERMINERS | {"of"}:
                continue
            return _first_subject(s, k)
    return _first_subject(s, at)


def _first_subject(s: AnnotatedSentence, before: int) -> Argument | None:
    """The sentence's first mention that can be a subject, as a last resort."""
    for ref in s.refs:
        if ref.end > before:
            return None
        if s.is_possessive(ref):
            continue
        if s.words[ref.start] in _NOMINATIVE:
            return Argument(ref.people, ref.start, ref.end, 0.7)
        head = _start_of_noun_phrase(s, ref)
        if head > 0 and s.words[head - 1] in PREPOSITIONS:
            continue
        if head > 0 and s.is_verb_like(head - 1):
            continue
        nxt = s.words[ref.end] if ref.end < len(s.words) else ""
        if nxt and (s.is_verb_like(ref.end) or nxt in AUXILIARIES or nxt in (",", "who", "(")):
            people, start = _coordinated_before(s, ref)
            return Argument(people, start, ref.end, 0.6)
        return None
    return None


def _main_subject(s: AnnotatedSentence, at: int, depth: int) -> Argument | None:
    """The subject of the clause that a gerund hangs on: the one before, else the one that follows."""
    found = _shared(s, at, depth)
    return found if found is not None else _subject_to_come(s, at)


def _subject_to_come(s: AnnotatedSentence, at: int) -> Argument | None:
    """The mention right after the next comma: "Arrested in May, he ..."."""
    for k in range(at + 1, min(at + 40, len(s.words) - 1)):
        if s.words[k] == ",":
            for j in range(k + 1, min(k + 9, len(s.words))):
                ref = s.ref_at[j]
                if ref is not None and not s.is_possessive(ref):
                    return Argument(ref.people, ref.start, ref.end, 0.85)
                if s.is_verb_like(j):
                    break
    return None


def _controller(s: AnnotatedSentence, to: int, depth: int) -> Argument | None:
    """The subject of an infinitive: the object of the verb that governs it, else that verb's subject."""
    k = to - 1
    while k >= 0 and (_is_adverb(s, k) or s.in_time(k)):
        k -= 1
    if k < 0 or depth > 4:
        return None
    ref = s.ref_at[k]
    if ref is not None:
        return None if s.is_possessive(ref) else Argument(ref.people, ref.start, ref.end, 0.85)
    if s.words[k] in AUXILIARIES:
        return find_subject(s, verb_group(s, k).start if s.words[k] in BE | HAVE else k, depth + 1)
    for j in range(k, max(k - 12, -1), -1):  # "X was the first of the envoys to resign"
        if s.words[j] in BE and not _RANKS.isdisjoint(s.words[j:to]):
            return find_subject(s, verb_group(s, j).start, depth + 1)
    group = verb_group(s, k)
    found = find_subject(s, group.start, depth + 1)
    return None if found is None else Argument(found.people, found.start, found.end, found.certainty * 0.9)


def _only_adjuncts(s: AnnotatedSentence, start: int, end: int) -> bool:
    return all(
        s.in_time(k)
        or _is_adverb(s, k)
        or s.words[k] in PREPOSITIONS
        or s.kinds[k] & {"place"}
        or s.words[k] in DETERMINERS | {","}
        for k in range(start, end)
    )


def _is_gerund(s: AnnotatedSentence, at: int) -> bool:
    return at < len(s.words) and s.words[at].endswith("ing")


def _looks_participle(s: AnnotatedSentence, at: int) -> bool:
    return at < len(s.words) and (s.words[at].endswith("ed") or s.words[at] in irregular_forms())


def find_object(s: AnnotatedSentence, after: int, reach: int = 16) -> Argument | None:
    """The people who are the object of a verb, or stand after a preposition, that ends at token `after`."""
    k = after
    seen_noun = False
    limit = min(len(s.words), after + reach)
    while k < limit:
        ref = s.ref_at[k]
        word = s.words[k]
        if ref is not None:
            if s.is_possessive(ref):
                k = ref.end + (1 if ref.end < len(s.words) and s.words[ref.end] in ("'s", "’s", "'", "’") else 0)
                seen_noun = False
                if k >= limit or (s.ref_at[k] is None and s.words[k] in PREPOSITIONS):
                    return None
                continue
            people, end = _coordinated_after(s, ref)
            return Argument(people, ref.start, end, 0.95 if k <= after + 8 else 0.75)
        inside = s.kinds[k] & {"post", "body"}
        if word == "." and k > after and (s.words[k - 1] in _NP_FILL or len(s.words[k - 1]) <= 3):
            k += 1
            continue
        if word in ("of", "'s", "’s") or inside:
            seen_noun = True
        elif (word == "," and seen_noun and k + 1 < limit and _name_follows(s, k + 1)) or (s.in_time(k) and not seen_noun) or _is_adverb(s, k) or (word in PREPOSITIONS and seen_noun and s.entity_at[min(k + 1, len(s.words) - 1)] is not None):
            pass
        elif (
            word in PREPOSITIONS | SUBORDINATORS | RELATIVES | AUXILIARIES
            or word in (";", ":", ".", "?", "!", ",", "(", "and", "or", "but")
            or (s.is_verb_like(k) and seen_noun)
        ):
            return None
        else:
            seen_noun = seen_noun or word not in DETERMINERS
        k += 1
    return None


def _name_follows(s: AnnotatedSentence, at: int) -> bool:
    return any(s.ref_at[k] is not None for k in range(at, min(at + 4, len(s.words))))


def _coordinated_after(s: AnnotatedSentence, ref: Ref) -> tuple[tuple[int, ...], int]:
    """The people listed from the mention on: "X, the minister of A, Y and Z"."""
    people = list(ref.people)
    end = ref.end
    pending: list[Ref] = []
    joined = False
    k = ref.end
    since = 0
    while k < len(s.words) and since <= 14:
        word = s.words[k]
        other = s.ref_at[k]
        if other is not None and other.start >= ref.end:
            before = s.words[_start_of_noun_phrase(s, other) - 1]
            if s.is_possessive(other) or before not in (",", "and", "&", ";"):
                break
            if other.form is MentionForm.PRONOUN:
                break
            pending.append(other)
            k, since = other.end, 0
            joined = joined or "and" in s.words[pending[-2].end if len(pending) > 1 else ref.end : other.start]
            if joined:
                nxt = s.words[k] if k < len(s.words) else "."
                if s.is_verb_like(k) if k < len(s.words) else False:
                    break
                for p in pending:
                    people += [x for x in p.people if x not in people]
                    end = p.end
                pending = []
                if nxt != ",":
                    break
            continue
        if word in (
            "who",
            "which",
            "that",
            "but",
            ".",
            ":",
            "?",
            "while",
            "when",
            "after",
            "before",
            "because",
            "whom",
        ):
            break
        if s.is_verb_like(k) and not s.kinds[k] & {"post", "body"}:
            break
        k += 1
        since += 1
    return tuple(people), end


def find_possessor(s: AnnotatedSentence, noun: int, end: int) -> Argument | None:
    """The people to whom a noun belongs: "his arrest", "X's arrest", "the arrest of X", "whose arrest"."""
    k = noun - 1
    steps = 0
    while k >= 0 and steps < 5:
        word = s.words[k]
        ref = s.ref_at[k]
        if word in ("'s", "’s", "'", "’"):
            owner = s.ref_at[k - 1] if k else None
            return None if owner is None else Argument(owner.people, owner.start, owner.end, 0.95)
        if word == "whose":
            return _antecedent(s, k)
        if ref is not None:
            return Argument(ref.people, ref.start, ref.end, 0.95) if s.is_possessive(ref) else None
        if (
            word in PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | SUBORDINATORS
            or not (word[0].isalnum())
            or s.is_verb_like(k)
        ):
            break
        if word in ("the", "a", "an", "this", "that"):
            break
        k -= 1
        steps += 1
    if end < len(s.words) and s.words[end] in ("of", "from", "by", "for"):
        of = s.words[end]
        found = find_object(s, end + 1)
        if found is not None and of in ("of", "by", "from"):
            return found
    for j in range(end, min(end + 4, len(s.words))):  # "resignation on Monday of X"
        if s.words[j] == "of" and (j == end or s.in_time(j - 1)):
            return find_object(s, j + 1)
    return None
