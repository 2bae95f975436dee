"""Which profiles are worth comparing: those whose names could be one, found without comparing all with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations, product

from rapidfuzz.distance import Levenshtein

from tasks.names.compare import pet_name_groups
from tasks.names.parse import Name
from tasks.names.sounds import skeleton, sound_keys
from tasks.resolve.evidence import IMPOSSIBLE, judge_names
from tasks.resolve.profiles import Profile

_HUBS = 12  # profiles of one name beyond this many are compared with the best known of them only


@lru_cache(maxsize=200_000)
def family_words(name: Name) -> tuple[str, ...]:
    """What may be the family name."""
    words = {*name.family, "".join(name.family)}
    if len(name.given) > 1 or name.family_first:
        words.add(name.given[-1])  # the father's name of García Márquez; Vietnamese given names
    return tuple(sorted(words - {""}))


def joined_word(name: Name) -> str | None:
    """The last two parts in one word: Ali Zadeh is found under Alizadeh."""
    return "".join(name.parts[-2:]) if len(name.parts) > 1 else None


def given_keys(name: Name) -> frozenset[str]:
    """The keys of its given names: the first two consonants of each, and the groups of pet names that it is in."""
    keys = {skeleton(word)[:2] for word in name.given if len(word) > 1}
    keys |= {f"pet {group}" for word in name.given for group in pet_name_groups(word)}
    return frozenset(keys)


def candidate_pairs(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    """Pairs of indices of profiles with compatible names, each once, the smaller index first, in order."""
    by_name: dict[Name, list[int]] = defaultdict(list)
    for i, profile in enumerate(profiles):
        for name in {*profile.names, *profile.aliases}:
            by_name[name].append(i)
    spellings: dict[tuple[tuple[str, ...], tuple[str, ...], str | None], list[Name]] = defaultdict(list)
    for name in by_name:
        spellings[name.given, name.family, name.suffix].append(name)
    representatives = sorted((names[0] for names in spellings.values()), key=lambda n: (n.parts, n.family))
    members = {names[0]: sorted({i for name in names for i in by_name[name]}) for names in spellings.values()}
    pairs: set[tuple[int, int]] = set()
    for name in representatives:
        pairs |= set(_within(members[name], profiles))
    for x, y in _compatible(representatives):
        pairs |= _between(members[x], members[y], profiles)
    return sorted(pairs)


def _compatible(names: Sequence[Name]) -> Iterable[tuple[Name, Name]]:
    """Pairs of names that could be one person's: family names sound alike, and given names where both have some."""
    seen: set[tuple[int, int]] = set()
    for pairs in _blocks(names):
        for i, j in pairs:
            pair = (i, j) if i < j else (j, i)
            if i != j and pair not in seen:
                seen.add(pair)
                if _may_fit(names[i], names[j]) and judge_names(names[i], names[j]) > IMPOSSIBLE:
                    yield names[i], names[j]


def _blocks(names: Sequence[Name]) -> list[Iterable[tuple[int, int]]]:
    """Pairs of indices that share a sound key, block by block."""
    full: dict[tuple[str, str], list[int]] = defaultdict(list)
    initials: dict[tuple[str, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    family: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    joined: dict[str, list[int]] = defaultdict(list)
    for i, name in enumerate(names):
        for key in {key for word in family_words(name) for key in sound_keys(word)}:
            family[key][name.is_single].append(i)
            for given in given_keys(name):
                full[key, given].append(i)
            for word in name.given:
                initials[key, word[0]][len(word) == 1].append(i)
        whole = joined_word(name)
        for key in sound_keys(whole) if whole else ():
            joined[key].append(i)
    blocks: list[Iterable[tuple[int, int]]] = [combinations(block, 2) for _, block in sorted(full.items())]
    blocks += [product(whole, short) for _, (whole, short) in sorted(initials.items())]
    blocks += [combinations(single, 2) for _, (_, single) in sorted(family.items())]
    blocks += [product(several, single) for _, (several, single) in sorted(family.items())]
    blocks += [product(joined[key], several + single) for key, (several, single) in sorted(family.items())]
    return blocks


def _may_fit(a: Name, b: Name) -> bool:
    """A quick look at the consonants of the family names before all parts are compared."""
    if a.family == b.family:
        return True
    of_a, of_b = family_words(a), family_words(b)
    if any(_alike(x, y) for x in of_a for y in of_b):
        return True
    joined_a, joined_b = joined_word(a), joined_word(b)
    return bool(joined_a and any(_alike(joined_a, y) for y in of_b)) or bool(
        joined_b and any(_alike(joined_b, x) for x in of_a)
    )


def _alike(x: str, y: str) -> bool:
    return Levenshtein.distance(skeleton(x), skeleton(y), score_cutoff=1) <= 1


def _best_known(indices: Sequence[int], profiles: Sequence[Profile]) -> list[int]:
    return sorted(indices, key=lambda i: (-len(profiles[i].sources), profiles[i].anchor))[:_HUBS]


def _within(indices: Sequence[int], profiles: Sequence[Profile]) -> Iterable[tuple[int, int]]:
    hubs = _best_known(indices, profiles) if len(indices) > 2 * _HUBS else indices
    for i in hubs:
        for j in indices:
            if i != j:
                yield (i, j) if i < j else (j, i)


def _between(a: Sequence[int], b: Sequence[int], profiles: Sequence[Profile]) -> set[tuple[int, int]]:
    if len(a) * len(b) > 4 * _HUBS * _HUBS:
        hubs_a, hubs_b = _best_known(a, profiles), _best_known(b, profiles)
        pairs = [(i, j) for i in hubs_a for j in b] + [(i, j) for i in a for j in hubs_b]
    else:
        pairs = [(i, j) for i in a for j in b]
    return {(i, j) if i < j else (j, i) for i, j in pairs if i != j}
