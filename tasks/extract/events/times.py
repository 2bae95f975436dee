"""When an event happened: which time expression of its sentence dates it."""

from __future__ import annotations

from tasks.dates.model import TimeExpression
from tasks.extract.language.annotation import AnnotatedSentence
from tasks.extract.language.word_classes import BE, HAVE, RELATIVES, SUBORDINATORS, word_class

_SPEECH = word_class("dated_speech")
# A time after these bounds a state that went before.
_BOUNDS = word_class("time_bounds")
_PREPOSITIONS_OF_TIME = frozenset({"in", "on", "at", "during", "by", "after", "before"})
# A time whose cost is higher does not date the trigger, be it the only one.
_TOO_FAR = 50.0
_NEVER = 60.0
# Where a state ends: "was given the post until May".
_ENDS = frozenset({"until", "till"})
# After it: "was consul until May and resigned".
_GOING_ON = frozenset({"and", "then", "when"})


def nearest_time(s: AnnotatedSentence, start: int, end: int, by_vote: bool = False) -> TimeExpression | None:
    """The time that dates the trigger at tokens `start` to `end`; None where the sentence has none for it.

    It may have no value yet: "last week" on a page without a date keeps another time of the sentence from dating it.

    `by_vote`: it happened at an election, so that the date which names one ("the 2009 election") is its own.
    """
    best: tuple[float, TimeExpression] | None = None
    for a, b, time in s.times:
        if not time.is_calendar or (time.value is None and not time.waits) or (time.is_attribute and not by_vote):
            continue
        if _opens_clause_of(s, b, start):
            return time
        opens = b <= start and _opens_sentence(s, a)
        if (a - end > _TOO_FAR or start - b > _TOO_FAR) and not opens:
            continue
        distance = token_distance(s, start, end, a, b)
        cost = (min(distance, _OPENING_COST) if opens else distance) + _price(s, start, end, a, b)
        if best is None or cost < best[0]:
            best = (cost, time)
    return best[1] if best is not None and best[0] <= _TOO_FAR else None


def time_after_name(s: AnnotatedSentence, end: int, person: int) -> TimeExpression | None:
    """The time right after a mention of the person right of token `end`: "freed X in March, Y on 1 October"."""
    dates = {a: t for a, _, t in reversed(s.times) if a >= end and t.is_calendar and t.value and not t.is_attribute}
    if not dates:
        return None
    for ref in s.refs:
        if person not in ref.people or ref.start < end:
            continue
        k = ref.end
        while k < len(s.words) and k < ref.end + 3 and s.words[k] in ("on", "in", ",", "early", "late"):
            k += 1
        if k in dates:
            return dates[k]
    return None


def _is_of_insertion(s: AnnotatedSentence, start: int, end: int, a: int, b: int) -> bool:
    """Whether a comma parts a time from the trigger that does not open the sentence: "X, in office since 1987, ..."."""
    return "," in s.words[end:a] if a >= end else a > _FRONT and "," in s.words[b:start]


# Tokens that a sentence may have before the time that it begins with.
_FRONT = 3


def _opens_sentence(s: AnnotatedSentence, a: int) -> bool:
    """Whether the sentence begins with the time at token `a`: all that its main clauses tell stands under it."""
    if a > _OPENING:
        return False
    return all(s.in_time(k) or s.words[k] in _OPENERS for k in range(a))


_OPENING = 8  # tokens
_OPENERS = _PREPOSITIONS_OF_TIME | {
    ",",
    "it",
    "was",
    "the",
    "night",
    "evening",
    "morning",
    "of",
    "late",
    "early",
    "-",
    "*",
    "•",
}
# What a time that opens its sentence costs at most, however far the trigger.
_OPENING_COST = 20.0


def _opens_clause_of(s: AnnotatedSentence, after: int, start: int) -> bool:
    """Whether the time that ends at token `after` is taken up by "when": "until 2014, when he resigned"."""
    k = after + (after < len(s.words) and s.words[after] in (",", "-", "–", "—"))
    if k >= min(start, len(s.words)) or s.words[k] != "when":
        return False
    return start - k <= 20 and not any(s.words[j] in (";", ",", "and") for j in range(k, start) if j > k + 12)


def _price(s: AnnotatedSentence, start: int, end: int, a: int, b: int) -> float:
    """What speaks against a time at tokens `a` to `b`: it belongs to a verb of speech, a state, a bracket."""
    price = 0.0
    before = s.words[a - 1] if a else ""
    head = s.words[a - 2] if before in ("on", "in", "last", "late", "early") and a > 1 else before
    if head in _SPEECH:
        price += 25
    if before in _BOUNDS and b <= start:
        price += 25
    if before == "to" and a > 1 and s.in_time(a - 2):
        price += 25
    ends = before in _ENDS and (b > start or not _GOING_ON.intersection(s.words[b : b + 2]))
    if ends or (before == "since" and _is_of_insertion(s, start, end, a, b)):
        price += _NEVER
    if b <= start and (_is_inserted(s, a, b, start) or _is_of_subject(s, a, b, start)):
        price += _NEVER
    if a >= end and _is_of_relative_clause(s, end, a):
        price += 25
    if a >= end and _is_of_later_verb(s, end, a):
        price += 25
    if a >= end and _is_of_speech(s, end, a):
        price += 25
    if _is_dateline(s, a, b):
        price += 20
    if _is_bracketed(s, a, start):
        price += 15 if b > start and before == "(" and a - end <= 1 else _NEVER
    return price


def _is_bracketed(s: AnnotatedSentence, a: int, trigger: int) -> bool:
    """Whether the time stands in a bracket and the trigger outside: "X (1989 batch) joined"."""
    opening = next((k for k in range(a - 1, max(-1, a - 8), -1) if s.words[k] in ("(", ")")), None)
    if opening is None or s.words[opening] == ")":
        return False
    closing = next((k for k in range(a, min(len(s.words), a + 8)) if s.words[k] == ")"), len(s.words))
    return not opening < trigger < closing


def _is_inserted(s: AnnotatedSentence, a: int, b: int, start: int) -> bool:
    """Whether a time left of the trigger stands in a relative clause or apposition that ends before the trigger.

    "X, who had moved to Paris in 2004, resigned"; "X, 38, envoy until last year, got ten years".
    """
    close = next((k for k in range(b, min(start, b + 12)) if s.words[k] == ","), None)
    if close is None:
        return False
    goes_on = s.words[close + 1] in ("and", "but")
    for k in range(a - 1, max(-1, a - 16), -1):
        if (s.words[k] in _RELATIVE_SUBJECTS) and k and s.words[k - 1] == ",":
            return s.words[k] == "where" or not goes_on
        if s.words[k] in (";", ":"):
            return False
        if s.words[k] == ",":
            verbless = not any(s.is_verb_like(j) for j in range(k + 1, a))
            adverbial = s.words[k + 1] in _PREPOSITIONS_OF_TIME
            return a - k > 3 and not adverbial and verbless and any(ref.end <= k for ref in s.refs)
    return False


def _is_of_subject(s: AnnotatedSentence, a: int, b: int, start: int) -> bool:
    """Whether a time left of the trigger ends a clause about its subject: "The men who fled in May spoke"."""
    if b >= len(s.words) or s.words[b] in (",", "and", "but", "when", "to") or b != start:
        return False
    for k in range(a - 1, max(-1, a - 16), -1):
        if s.words[k] in (",", ";", ":", "and", "but"):
            return False
        if s.words[k] in ("who", "which", "that"):
            return any(s.is_verb_like(j) for j in range(k + 1, a))
    return False


def _is_of_later_verb(s: AnnotatedSentence, end: int, a: int) -> bool:
    """Whether a time right of the trigger is that of another verb: "was freed and is to be tried on 3 May"."""
    for k in range(end, min(a - 1, end + int(_TOO_FAR))):
        if s.words[k] == ";" or (s.words[k] in ("and", "but", ",") and s.words[k + 1] in _FINITE):
            return True
    return False


_FINITE = BE | HAVE | word_class("modals") | word_class("nominative")


def _is_of_relative_clause(s: AnnotatedSentence, end: int, a: int) -> bool:
    """Whether a time right of the trigger stands in a relative clause: "replaced Y, who had retired in May"."""
    return any(s.words[k] in _RELATIVE_SUBJECTS and s.words[k - 1] == "," for k in range(end + 1, a)) or any(
        s.words[k] == "that" and s.is_verb_like(k + 1) for k in range(end + 1, a)
    )


_RELATIVE_SUBJECTS = frozenset({"who", "whom", "whose", "which", "where"})


def _is_of_speech(s: AnnotatedSentence, end: int, a: int) -> bool:
    """Whether a time right of the trigger dates the saying: "resigned, an official told the paper on Monday"."""
    comma = next((k for k in range(end, a) if s.words[k] == ","), None)
    return comma is not None and any(s.words[k] in _SPEECH for k in range(comma, a))


def _is_dateline(s: AnnotatedSentence, a: int, b: int) -> bool:
    """Whether the time stands with a place before the dash that opens the story."""
    if a > 6 or any(s.is_verb_like(k) for k in range(a)):
        return False
    return any(s.words[k] in ("-", "–", "—", "(") for k in range(b, min(b + 2, len(s.words))))


def token_distance(s: AnnotatedSentence, start: int, end: int, a: int, b: int) -> float:
    """Tokens between the trigger and a span, with a price for every clause border crossed."""
    low, high = (b, start) if b <= start else (end, a)
    cost = float(max(0, high - low))
    for k in range(low, high):
        word = s.words[k]
        if word == ";":
            cost += 25
        elif word in RELATIVES or word in SUBORDINATORS:
            cost += 8
        elif word == "," or word in ("and", "but"):
            cost += 3
        elif s.is_verb_like(k):
            cost += 4
    if b <= start and a > 2:
        cost += 2
    return cost
