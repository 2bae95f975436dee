"""What all pages together say of names: which spellings are one, how often a name is met, how many may bear it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from enum import IntEnum

from tasks.names.parse import Name
from tasks.resolve.profiles import Profile

_COMMON = 0.1  # bearers of a name whom chance would give the pages besides


class Notice(IntEnum):
    """On how many pages somebody is named."""

    FEW = 0
    SOME = 1
    MANY = 2


class Commonness(IntEnum):
    """How many more bearers of a full name are to be expected."""

    NONE = 0
    HARDLY = 1
    PERHAPS = 2
    SURELY = 3


class Background:
    """Frequencies of names over the profiles of single pages; spellings are learned as profiles are put together."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        full = [name for p in profiles for name in p.names if not name.is_single]
        self._pages = Counter(name.key for name in full)
        self._spelling: dict[str, str] = {}
        distinct = {(name.given, name.family) for name in full}
        self._names = len(distinct)
        self._family = Counter(word for _, family in distinct for word in set(family))
        self._given = Counter(word for given, _ in distinct for word in set(given))
        self._beside: dict[str, list[str]] = defaultdict(list)
        for profile in profiles:
            for key in profile.company:
                self._beside[key].append(profile.anchor)

    def notice(self, key: str) -> Notice:
        """How many pages name somebody of that name, in any spelling that was found to be one with it."""
        pages = self._pages.get(key, 1)
        return Notice.FEW if pages <= 6 else Notice.SOME if pages <= 25 else Notice.MANY

    def commonness(self, name: Name) -> Commonness:
        """How many more bearers of a full name chance alone would give these pages, from how frequent its words are."""
        if name.is_single or not self._names:
            return Commonness.NONE
        family = min(self._family[word] for word in name.family)
        given = min(self._given[word] for word in name.given)
        expected = max(0, family - 1) * max(0, given - 1) / self._names
        if expected >= _COMMON:
            return Commonness.SURELY if expected >= 10 * _COMMON else Commonness.PERHAPS
        return Commonness.HARDLY if expected > 0 else Commonness.NONE

    def learn(self, persons: Iterable[Iterable[Name]]) -> list[str]:
        """Takes in which full names are one person's; the anchors of profiles in whose company one of them stands.

        After this, `spelling` gives each the same key.
        """
        changed: set[str] = set()
        for names in persons:
            keys = sorted({self.spelling(name.key) for name in names if not name.is_single})
            for other in keys[1:]:
                self._spelling[other] = keys[0]
                self._pages[keys[0]] += self._pages.pop(other, 0)
                changed |= {keys[0], other}
        return sorted({anchor for key in changed for anchor in self._beside_any(key)})

    def spelling(self, key: str) -> str:
        """The one key of all spellings of the name."""
        while key in self._spelling:
            key = self._spelling[key]
        return key

    def _beside_any(self, key: str) -> list[str]:
        anchors = self._beside.pop(key, [])
        if anchors:
            self._beside[self.spelling(key)] += anchors
        return anchors
