"""What the page persons of two pages weigh, kept from run to run: only pairs with something new are weighed again.

A total hangs on the two profiles and on what all pages say of the names in them. Both are in a profile's fingerprint,
so a total is known again by the fingerprints of its pair, and with or without what is kept the answer is the same.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Set
from dataclasses import fields
from functools import lru_cache
from typing import Any

import pyarrow as pa

from tasks.names.parse import Name
from tasks.resolve.background import Background
from tasks.resolve.namesakes import Namesake
from tasks.resolve.profiles import Happening, Holding, Profile

_BYTES = 8  # of a fingerprint: of a million profiles two are alike once in forty million
_FIELDS = tuple(f.name for f in fields(Profile))


class Totals:
    """Totals by the fingerprints of a pair, one after the other. `used` are those that were asked for."""

    def __init__(self, known: Mapping[bytes, float] | None = None) -> None:
        self._known = known or {}
        self.used: dict[bytes, float] = {}

    def get(self, pair: bytes) -> float | None:
        """The total of the pair; None where it is not known."""
        total = self._known.get(pair)
        if total is not None:
            self.used[pair] = total
        return total

    def keep(self, pair: bytes, total: float) -> None:
        """Takes in what a pair weighs."""
        self.used[pair] = total

    def to_table(self) -> pa.Table:
        """Those that were asked for, to be read with `from_table`."""
        pairs = pa.array(list(self.used), pa.binary(2 * _BYTES))
        return pa.table({"pair": pairs, "total": pa.array(list(self.used.values()), pa.float64())})

    @classmethod
    def from_table(cls, table: pa.Table) -> Totals:
        """What `to_table` gave."""
        return cls(dict(zip(table.column("pair").to_pylist(), table.column("total").to_pylist(), strict=True)))


def fingerprint(profile: Profile, background: Background) -> bytes:
    """Eight bytes that are the same wherever the profile would weigh the same against all others."""
    told = [_HOW_TOLD.get(name, _told)(getattr(profile, name)) for name in _FIELDS]
    told += [_told({f"{background.notice(key)} {key}" for key in profile.company})]
    told += [_told({f"{background.commonness(name)} {_name(name)}" for name in profile.names})]
    return hashlib.blake2b("\0".join(told).encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()


def _told(value: object) -> str:
    """The value in words that do not hang on the order in which a set of words is walked."""
    if isinstance(value, set):
        return "\1".join(sorted(value)) if len(value) > 1 else next(iter(value), "")
    if isinstance(value, Counter):
        return repr(sorted(value.items())) if value else ""
    return value if isinstance(value, str) else repr(value)


@lru_cache(maxsize=200_000)
def _name(name: Name) -> str:
    return repr(name)


def _names(names: Counter[Name]) -> str:
    return _told({f"{_name(name)} {count}" for name, count in names.items()})


def _aliases(names: set[Name]) -> str:
    return _told({_name(name) for name in names})


def _happenings(happenings: Mapping[str, Set[Happening]]) -> str:
    return _told({repr(happening) for of_kind in happenings.values() for happening in of_kind})


def _holdings(holdings: Mapping[Holding, object]) -> str:
    return repr(sorted(holdings.items()))


def _namesakes(namesakes: Set[Namesake]) -> str:
    return repr(sorted((n.sentence, sorted(n.words), n.is_full) for n in namesakes))


_HOW_TOLD: Mapping[str, Callable[[Any], str]] = {
    "names": _names,
    "aliases": _aliases,
    "happenings": _happenings,
    "holdings": _holdings,
    "namesakes": _namesakes,
}
