"""Ids that outlive re-runs: what was numbered once keeps its number, and what was put together leaves a pointer.

An id belongs to anchors: hashes of raw facts (a page's person, a claim). The registry holds one row an anchor; an id
that was given up for another is a row whose anchor is the old id.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.about import RegisteredId
from schemas.ids import make_id
from schemas.vocab import IdKind

PREFIXES = {IdKind.PERSON: "per", IdKind.ROLE: "rol", IdKind.EVENT: "evt"}


@dataclass(frozen=True)
class Assigned:
    """The id of each group, in the order of the groups; redirects from old id to new; the registry as it is now."""

    ids: list[str]
    redirects: dict[str, str]
    registry: list[RegisteredId]


def assign_ids(kind: IdKind, groups: Sequence[Iterable[str]], registry: Iterable[RegisteredId]) -> Assigned:
    """An id for each group of anchors (no anchor in two groups).

    A group takes the id that one of its anchors has. Where several meet, the lexicographically smallest stays and the
    others point to it. Where the anchors of one id now lie in several groups, the group with most of them keeps it
    (the one with the smallest anchor among equals). A new group's id is made from its smallest anchor.
    """
    prefix = f"{PREFIXES[kind]}_"
    mine = [r for r in registry if r.kind == kind]
    known = {r.anchor: r.id for r in mine if not r.anchor.startswith(prefix)}
    moved = {r.anchor: r.id for r in mine if r.anchor.startswith(prefix)}
    members = [sorted(group) for group in groups]
    keeper = _keepers(members, known)
    held: dict[int, list[str]] = defaultdict(list)
    for old, group in keeper.items():
        held[group].append(old)
    ids: list[str] = [""] * len(members)
    for group, olds in held.items():
        ids[group] = min(olds)
        for old in olds:
            if old != ids[group]:
                moved[old] = ids[group]
    taken = {*known.values(), *moved, *ids}
    for group in sorted(range(len(members)), key=lambda g: members[g]):
        if not ids[group]:
            ids[group] = _new_id(prefix, members[group], taken)
            taken.add(ids[group])
    for group, anchors in enumerate(members):
        for anchor in anchors:
            known[anchor] = ids[group]
    redirects = {old: _follow(old, moved) for old in moved}
    rows = {anchor: redirects.get(ident, ident) for anchor, ident in known.items()} | redirects
    return Assigned(ids, redirects, [RegisteredId(anchor=a, kind=kind, id=i) for a, i in sorted(rows.items())])


def _keepers(members: Sequence[Sequence[str]], known: dict[str, str]) -> dict[str, int]:
    """For each registered id the group that keeps it."""
    votes: dict[str, Counter[int]] = defaultdict(Counter)
    for group, anchors in enumerate(members):
        for anchor in anchors:
            if anchor in known:
                votes[known[anchor]][group] += 1
    return {
        old: min(counted, key=lambda group: (-counted[group], members[group][0]))
        for old, counted in sorted(votes.items())
    }


def _new_id(prefix: str, anchors: Sequence[str], taken: set[str]) -> str:
    for anchor in anchors:
        ident = make_id(prefix[:-1], anchor)
        if ident not in taken:
            return ident
    return make_id(prefix[:-1], *anchors, "split")


def _follow(old: str, moved: dict[str, str]) -> str:
    seen = {old}
    at = moved[old]
    while at in moved and at not in seen:
        seen.add(at)
        at = moved[at]
    return at
