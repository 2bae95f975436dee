"""What a release was made from, and so why it differs from another."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from schemas.manifest import MadeFrom


class Cause(StrEnum):
    """Why a release differs from the one before."""

    FIRST = "first"
    NEW_PAGES = "new pages"
    FORGOTTEN = "forgotten"
    MODEL = "model"
    CODE = "code"
    VERDICTS = "verdicts"
    SETTINGS = "settings"
    EVALUATION = "evaluation"


def causes(before: MadeFrom | None, now: MadeFrom, new_pages: int) -> tuple[str, ...]:
    """Every reason for which the later release can differ from the earlier one.

    `new_pages` are the pages of the later one that the earlier one has not. Nothing else can be a reason: the same
    pages, code, model, settings, verdicts and forgotten make the same dataset.
    """
    if before is None:
        return (Cause.FIRST.value,)
    found = [Cause.NEW_PAGES] if new_pages else []
    if before.forgotten != now.forgotten:
        found.append(Cause.FORGOTTEN)
    if before.model != now.model:
        found.append(Cause.MODEL)
    if changed_stages(before.code, now.code):
        found.append(Cause.CODE)
    if before.verdicts != now.verdicts:
        found.append(Cause.VERDICTS)
    if before.settings != now.settings:
        found.append(Cause.SETTINGS)
    if before.evaluation != now.evaluation:
        found.append(Cause.EVALUATION)
    return tuple(cause.value for cause in found)


def changed_stages(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """The stages whose own code is another now, in the order of the line."""
    return [stage for stage in now if before.get(stage) != now[stage]]
