"""How a word sounds, and how far two words sound apart. Tables: lexicons/sounds.tsv, lexicons/kin_sounds.tsv."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from math import inf

from rapidfuzz.distance import Levenshtein

from tasks.names.lexicon import rows

_VOWELS = frozenset("aeiou")
_WEAK = frozenset("hyq")  # written or left out at will: Mehman/Meman, Aaliyah/Alia, Saadi/Saghadi
# Costs of the weighted edit distance: one is a consonant added, dropped or exchanged for an unrelated one.
_VOWEL_FOR_VOWEL = 0.3
_NEAR_VOWEL = 0.12
_VOWEL_ADDED = 0.35
_WEAK_ADDED = 0.3
_CONSONANT_ADDED = 0.9
_SWAPPED = 0.6  # by a slip in typing: Schloz, Scholz
_UNHEARD = frozenset("aeiouhyw")
_CLASSES = {c: group[0] for group in ("td", "kgqX", "sSCczZJ", "pbfv", "mn", "lr") for c in group}
_NEAR_VOWELS = frozenset(frozenset(p) for p in ("ei", "ou", "ae", "ao"))


@cache
def _spellings() -> tuple[re.Pattern[str], dict[str, str]]:
    sounds = {row[0]: row[1] for row in rows("sounds")}
    alternatives = sorted(sounds, key=lambda s: (-len(s.strip("^$")), -len(s), s))
    pattern = "|".join(re.escape(s).replace(r"\^", "^").replace(r"\$", "$") for s in alternatives)
    return re.compile(pattern), sounds


@cache
def _kin() -> dict[tuple[str, str], float]:
    table = {}
    for a, b, cost in rows("kin_sounds"):
        table[a, b] = table[b, a] = float(cost)
    return table


@lru_cache(maxsize=200_000)
def sound_of(word: str) -> str:
    """The folded word as sounds, one character each; doubled sounds are one."""
    pattern, sounds = _spellings()
    size = len(word)

    def spoken(m: re.Match[str]) -> str:
        written = m.group()
        for key in (
            f"^{written}" if m.start() == 0 else "",
            f"{written}$" if m.end() == size else "",
            written,
        ):
            if key in sounds:
                return sounds[key]
        return written

    return re.sub(r"(.)\1+", r"\1", pattern.sub(spoken, word))


@lru_cache(maxsize=200_000)
def sound_keys(word: str) -> frozenset[str]:
    """What spellings of one name share: the classes of its first consonants. For finding candidates, not for judging.

    Several, of which spellings share at least one: the sound that is written kh is as often written h (Rakhmonov,
    Rahmonov), which counts for nothing.
    """
    return frozenset({skeleton(word)[:4], skeleton(word, without="X")[:4]})


@lru_cache(maxsize=200_000)
def skeleton(word: str, without: str = "") -> str:
    """The classes of the word's consonants but one, a vowel at its beginning marked by `a`."""
    sounds = sound_of(word)
    first = "a" if sounds[:1] in "aeiouhy" else ""
    consonants = "".join(_CLASSES.get(c, c) for c in sounds if c not in _UNHEARD and c != without)
    return first + re.sub(r"(.)\1+", r"\1", consonants)


def are_far_apart(a: str, b: str) -> bool:
    """Whether the consonants alone rule out that the words sound alike: a quick test before `sound_distance`."""
    x, y = skeleton(a), skeleton(b)
    longest = max(len(x), len(y))
    allowed = max(1, (2 * longest) // 5)
    return Levenshtein.distance(x, y, score_cutoff=allowed) > allowed


@lru_cache(maxsize=10_000)
def _exchange(a: str, b: str) -> float:
    if a == b:
        return 0.0
    if a in _VOWELS and b in _VOWELS:
        return _NEAR_VOWEL if frozenset((a, b)) in _NEAR_VOWELS else _VOWEL_FOR_VOWEL
    return _kin().get((a, b), 1.0)


@cache
def _added(sound: str) -> float:
    if sound in _VOWELS:
        return _VOWEL_ADDED
    return _WEAK_ADDED if sound in _WEAK else _CONSONANT_ADDED


@lru_cache(maxsize=500_000)
def sound_distance(a: str, b: str, at_most: float = 99.0) -> float:
    """The weighted edit distance of two words' sounds; 0 where they sound alike, about 1 a consonant that differs.

    Infinite where it is more than `at_most`, which saves the time to find out how much.
    """
    x, y = sound_of(a), sound_of(b)
    added_y = [_added(q) for q in y]
    before = [0.0]
    for cost in added_y:
        before.append(before[-1] + cost)
    older = before
    for i, p in enumerate(x):
        added_p = _added(p)
        at = before[0] + added_p
        row = [at]
        for j, q in enumerate(y):
            cost = before[j] + (0.0 if p == q else _exchange(p, q))
            at = min(cost, before[j + 1] + added_p, at + added_y[j])
            if i and j and p == y[j - 1] and x[i - 1] == q and p != q:
                at = min(at, older[j - 1] + _SWAPPED)
            row.append(at)
        if min(row) > at_most:
            return inf
        older, before = before, row
    return before[-1]


@lru_cache(maxsize=200_000)
def weight_of(word: str) -> float:
    """How much a word's sounds weigh: a consonant counts one, a vowel or weak sound less than half."""
    return sum(0.4 if c in _VOWELS or c in _WEAK else 1.0 for c in sound_of(word))
