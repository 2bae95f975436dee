"""Could two written names be one name? Spellings, initials, pet names, dropped parts and order are allowed for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from tasks.names.lexicon import rows
from tasks.names.parse import Name, parse_name
from tasks.names.sounds import are_far_apart, sound_distance, weight_of

_INITIAL = 0.75  # "J." for "Jean": fits, and says little
_PET_NAME = 0.85
_SINGLE = 0.6  # a surname alone beside a full name with that surname
_SINGLE_GIVEN = 0.45  # a given name alone
_DISTINCT = 0.2  # Hassan and Hussein, Petrov and Petrova
_PARTLY = 0.5  # below this, two words are different names


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How two names compare.

    `score` as `name_similarity` returns it. `family` and `given` are the similarities of the parts, that of the least
    alike pair where there are several: 1 where the same, None where one of the names has no such part.
    """

    score: float
    family: float | None
    given: float | None


@lru_cache(maxsize=500_000)
def name_similarity(a: str, b: str) -> float:
    """How alike two written names are, 0..1: 1 the same name, from .5 up they could be one name."""
    return compare_names(parse_name(a), parse_name(b)).score


@lru_cache(maxsize=500_000)
def word_similarity(a: str, b: str) -> float:
    """How alike two words of names are, 0..1; from .5 up one could be a spelling of the other."""
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    if len(a) == 1 or len(b) == 1:
        return _INITIAL if a[0] == b[0] else 0.0
    if _are_distinct(a, b):
        return _DISTINCT
    by_sound = 0.0
    if not are_far_apart(a, b):
        weight = max(weight_of(a), weight_of(b), 1.6)
        by_sound = 1.0 - 1.6 * sound_distance(a, b, 0.42 * weight) / weight
    # One slip of the finger in a long word, whatever it does to the sound
    slips = OSA.distance(a, b)
    by_letter = 0.72 if slips == 1 and min(len(a), len(b)) >= 5 and a[0] == b[0] else 0.0
    score = max(0.0, by_sound, by_letter)
    if score < _PET_NAME and pet_name_groups(a) & pet_name_groups(b):
        return _PET_NAME
    return min(score, 0.99)


@lru_cache(maxsize=200_000)
def compare_names(a: Name, b: Name) -> NameMatch:
    """How two parsed names compare; the order of the two does not matter."""
    x, y = (a, b) if (len(a.parts), a.parts) <= (len(b.parts), b.parts) else (b, a)
    if not x.parts or not y.parts:
        return NameMatch(0.0, None, None)
    if x.parts == y.parts:
        return NameMatch(_with_suffix(1.0, a, b), 1.0, 1.0 if x.given and y.given else None)
    if len(x.parts) == 1 and len(y.parts) == 1:
        score = word_similarity(x.parts[0], y.parts[0])
        return NameMatch(score, score, None)
    if len(x.parts) == 1:
        return _compare_single(x, y)
    aligned = _compare_full(x, y)
    if len(x.parts) < len(y.parts) and aligned.score < 0.9:  # Abd al-Rahman and Abdurrahman
        joined = word_similarity("".join(x.parts), "".join(y.parts))
        if joined >= 0.93:
            aligned = NameMatch(joined * 0.97, joined, joined)
    return NameMatch(_with_suffix(aligned.score, a, b), aligned.family, aligned.given)


def _compare_single(single: Name, full: Name) -> NameMatch:
    word = single.parts[0]
    family = max(word_similarity(word, part) for part in (*full.family, "".join(full.family)))
    # Of a double surname (García Márquez) papers use either, and of Vietnamese and Burmese names the last word
    others = [word_similarity(word, part) for part in full.given]
    late = 0.95 * others[-1] if len(others) > 1 or full.family_first else 0.0
    family = max(family, late)
    given = max(others, default=0.0)
    return NameMatch(max(_SINGLE * family, _SINGLE_GIVEN * given), family, None)


def _compare_full(x: Name, y: Name) -> NameMatch:
    """Names of two words and more: `x` has no more words than `y`."""
    pairs = _align(x.parts, y.parts)
    matched = {i: s for i, _, s in pairs}
    used = {j for _, j, _ in pairs}
    family_x = range(len(x.given), len(x.parts))
    family_y = range(len(y.given), len(y.parts))
    partner = {i: j for i, j, _ in pairs}
    left_x = [i for i in range(len(x.parts)) if i not in matched]
    left_y = [j for j in range(len(y.parts)) if j not in used]
    nearest = {i: max(word_similarity(x.parts[i], q) for q in y.parts) for i in range(len(x.parts))}
    family = min((matched.get(i, nearest[i]) for i in family_x), default=0.0)
    given = min((matched.get(i, nearest[i]) for i in range(len(x.given))), default=0.0)
    similar = [matched[i] for i in sorted(matched)]
    if left_x:
        # Both have a word that the other lacks: two names, unless only a little is left
        closest = max((word_similarity(x.parts[i], y.parts[j]) for i in left_x for j in left_y), default=0.0)
        share = len(matched) / len(x.parts)
        return NameMatch(0.45 * share * (0.4 + closest), family, given)
    score = 0.65 * min(similar) + 0.35 * sum(similar) / len(similar)
    crossed = any((i in family_x) != (partner[i] in family_y) for i in matched)
    if left_y:
        score -= 0.06 * min(len(left_y), 3)
        if all(j in family_y for j in left_y) and not (crossed and len(x.parts) > 2):
            score -= 0.2  # the longer name's own family name is not in the shorter one
    if crossed and len(matched) == 2 and not left_y and min(similar) < 0.9:
        score -= 0.15  # words in another order must at least be spelled alike
    return NameMatch(max(score, 0.0), family, given)


def _align(x: tuple[str, ...], y: tuple[str, ...]) -> list[tuple[int, int, float]]:
    """Pairs of words that could be one, best first; a word is used once, and words in the same order go first."""
    found = []
    for i, p in enumerate(x):
        for j, q in enumerate(y):
            s = word_similarity(p, q)
            if s >= _PARTLY:
                # Same distance from the end or the beginning: the usual case when ties must be broken
                aligned = i == j or len(x) - i == len(y) - j
                found.append((-s, not aligned, i, j))
    pairs: list[tuple[int, int, float]] = []
    used_x: set[int] = set()
    used_y: set[int] = set()
    for s, _, i, j in sorted(found):
        if i not in used_x and j not in used_y:
            used_x.add(i)
            used_y.add(j)
            pairs.append((i, j, -s))
    return pairs


def _with_suffix(score: float, a: Name, b: Name) -> float:
    """A son is not his father; one name with and one without "Jr" may be either."""
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return min(score, 0.4)
    return score


def _are_distinct(a: str, b: str) -> bool:
    """Whether the two are known to be two names, or one is the other's feminine form."""
    for line, cell in _distinct().get(a, ()):
        if any(line == other and cell != at for other, at in _distinct().get(b, ())):
            return True
    short, long = sorted((a, b), key=len)
    return long[: len(short)] == short and long[len(short) :] == "a" and short.endswith(("ov", "ev", "in", "yn"))


@cache
def _distinct() -> dict[str, tuple[tuple[int, int], ...]]:
    """Where each name stands in the table: line and cell."""
    places: dict[str, list[tuple[int, int]]] = {}
    for line, row in enumerate(rows("distinct")):
        for cell, spellings in enumerate(row):
            for word in spellings.split("|"):
                places.setdefault(word, []).append((line, cell))
    return {word: tuple(at) for word, at in places.items()}


@cache
def _groups() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for number, row in enumerate(rows("nicknames")):
        for word in row:
            groups.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


def pet_name_groups(word: str) -> frozenset[int]:
    """The numbers of the groups of names that may stand for each other which hold the word."""
    return _groups().get(word, frozenset())
