"""One role a post: what a page says of the same post in several places, put together."""

from __future__ import annotations

from dataclasses import replace

from schemas.vocab import RoleStatus
from tasks.extract.model import RoleFound

# Words that make another post of a title: a deputy minister is no minister
_DISTINCT = frozenset(
    [
        "deputy",
        "vice",
        "assistant",
        "acting",
        "interim",
        "first",
        "second",
        "third",
        "honorary",
        "associate",
        "alternate",
        "caretaker",
        "transitional",
        "joint",
        "co-chair",
        "general",
        "major",
        "lieutenant",
        "brigadier",
        "colonel",
        "rear",
        "rear-admiral",
        "under-secretary",
        "former",
        "chief",
    ]
)


def merge_roles(roles: list[RoleFound]) -> tuple[RoleFound, ...]:
    """The roles without repetitions, in the order in which the text first names them."""
    kept: list[RoleFound] = []
    for role in roles:
        for i, other in enumerate(kept):
            if _is_same(role, other):
                kept[i] = _join(other, role)
                break
        else:
            kept.append(role)
    again: list[RoleFound] = []
    for role in kept:  # joining may have made two the same
        same = next((i for i, other in enumerate(again) if _is_same(role, other)), None)
        if same is None:
            again.append(role)
        else:
            again[same] = _join(again[same], role)
    return tuple(again)


def _is_same(a: RoleFound, b: RoleFound) -> bool:
    if a.person != b.person or not _same_title(a.title, b.title):
        return False
    if a.country and b.country and a.country != b.country:
        return False
    if a.place_country and b.place_country and a.place_country != b.place_country:
        return False
    if a.place and b.place and a.place != b.place and not (a.place_country and a.place_country == b.place_country):
        return False
    return not (
        a.started and b.started and a.started.value and b.started.value and a.started.value[:4] != b.started.value[:4]
    )


def _same_title(a: str, b: str) -> bool:
    x, y = a.split(), b.split()
    if x == y:
        return True
    short, long = (x, y) if len(x) < len(y) else (y, x)
    if set(short) == set(long):
        return True
    extra = [w for w in long if w not in short]
    if len(short) < len(long) and set(short) <= set(long) and not set(extra) & _DISTINCT:
        return True
    return {a, b} in (
        {"high commissioner", "ambassador"},
        {"envoy", "ambassador"},
        {"chair", "chairman"},
        {"head of mission", "ambassador"},
    )


def _join(first: RoleFound, again: RoleFound) -> RoleFound:
    best = again if _detail(again) > _detail(first) else first
    other = first if best is again else again
    status = best.status if best.status is not RoleStatus.UNKNOWN else other.status
    return replace(
        best,
        title=_fuller(best.title, other.title),
        organization=best.organization or other.organization,
        organization_kind=best.organization_kind or other.organization_kind,
        country=best.country or other.country,
        place=best.place or other.place,
        place_country=best.place_country or other.place_country,
        started=best.started or other.started,
        ended=best.ended or other.ended,
        status=status,
        confidence=max(best.confidence, other.confidence),
    )


def _fuller(a: str, b: str) -> str:
    """The longer of two names of a post; "head of mission" gives way to what sort of head it is."""
    if "head of mission" in (a, b) and a != b:
        return b if a == "head of mission" else a
    return a if len(a) >= len(b) else b


def _detail(role: RoleFound) -> int:
    return (
        2 * bool(role.place)
        + bool(role.organization)
        + bool(role.country)
        + bool(role.started)
        + bool(role.ended)
        + len(role.title.split())
    )
