"""What confidence is worth: of the claims at .9, what share is right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.claims import EventClaim, RoleClaim
from tasks.evaluate.gold import GoldEvent, GoldRole
from tasks.evaluate.match import Matches

BANDS = 10


@dataclass(frozen=True)
class Judged:
    """One claim's confidence, and whether gold has it."""

    confidence: float
    is_right: bool


@dataclass(frozen=True)
class Band:
    """The claims of one band of confidence, `low` included."""

    low: float
    claims: tuple[Judged, ...]

    @property
    def share_right(self) -> float:
        """The share of them that is right."""
        return sum(claim.is_right for claim in self.claims) / len(self.claims)

    @property
    def mean_confidence(self) -> float:
        """The share of them that should be right."""
        return sum(claim.confidence for claim in self.claims) / len(self.claims)


def judged(
    matches: Iterable[Matches[GoldRole, RoleClaim] | Matches[GoldEvent, EventClaim]], *, full: bool = False
) -> list[Judged]:
    """Each claim that is right or wrong; with `full` right means its details too."""
    found: list[Judged] = []
    for page in matches:
        found += [Judged(pair.found.confidence, pair.is_full or not full) for pair in page.pairs]
        found += [Judged(claim.confidence, is_right=False) for claim in page.wrong]
    return found


def bands(claims: Sequence[Judged]) -> list[Band]:
    """The ten bands of confidence, from 0 up; those without a claim are left out."""
    by_band: dict[int, list[Judged]] = {}
    for claim in claims:
        by_band.setdefault(min(int(claim.confidence * BANDS + 1e-9), BANDS - 1), []).append(claim)
    return [Band(number / BANDS, tuple(members)) for number, members in sorted(by_band.items())]


def calibration_error(claims: Sequence[Judged]) -> float | None:
    """The expected calibration error: how far confidence and share right lie apart, over bands weighted by size."""
    if not claims:
        return None
    return sum(len(b.claims) * abs(b.mean_confidence - b.share_right) for b in bands(claims)) / len(claims)


def mean_confidence(claims: Sequence[Judged]) -> float | None:
    """The mean of their confidences."""
    return sum(claim.confidence for claim in claims) / len(claims) if claims else None
