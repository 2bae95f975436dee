"""Neither the order of the pages nor in how many runs they come changes who is who."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import pytest

from tasks.resolve.model import ResolvedDataset, ResolveInput
from tasks.resolve.resolve import resolve_claims
from tests.resolve.crowd import make_crawl

CRAWL = make_crawl(60)
TABLES = ("pages", "stories", "people", "mentions", "roles", "events")


def only(given: ResolveInput, sources: set[str], registry: Sequence[Any] = ()) -> ResolveInput:
    """What the pages of these sources say."""
    rows = {name: [row for row in getattr(given, name) if row.source_id in sources] for name in TABLES}
    return replace(given, **rows, registry=registry)


def shuffled(given: ResolveInput, seed: int) -> ResolveInput:
    chance = random.Random(seed)
    return replace(given, **{name: chance.sample(getattr(given, name), len(getattr(given, name))) for name in TABLES})


def groups(found: ResolvedDataset) -> dict[str, dict[str, frozenset[str]]]:
    """The claims and page people of each person, role and event, by id."""
    said: dict[str, dict[str, set[str]]] = {"person": {}, "role": {}, "event": {}}
    for mention in found.mentions:
        said["person"].setdefault(mention.person_id, set()).add(mention.page_person_id)
    for claim in found.role_claims:
        said["role"].setdefault(claim.role_id, set()).add(claim.claim_id)
    for event in found.event_claims:
        said["event"].setdefault(event.event_id, set()).add(event.claim_id)
    return {kind: {i: frozenset(members) for i, members in of_kind.items()} for kind, of_kind in said.items()}


def test_the_crawl_holds_what_is_hard() -> None:
    found = resolve_claims(CRAWL)

    assert len(CRAWL.people) > len(found.people) > 20
    assert any(page.published is None for page in CRAWL.pages)
    assert any(len(p.aliases) for p in found.people)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_pages_and_claims_changes_no_row(seed: int) -> None:
    expected = resolve_claims(CRAWL)

    found = resolve_claims(shuffled(CRAWL, seed))

    for field in fields(ResolvedDataset):
        assert getattr(found, field.name) == getattr(expected, field.name), field.name


@pytest.mark.parametrize("seed", [1, 2])
def test_pages_that_come_in_two_runs_make_the_same_groups_as_in_one(seed: int) -> None:
    sources = [page.source_id for page in shuffled(CRAWL, seed).pages]
    first = resolve_claims(only(CRAWL, set(sources[:40])))

    both = resolve_claims(only(CRAWL, set(sources), first.registry))

    at_once = groups(resolve_claims(CRAWL))
    for kind, of_kind in groups(both).items():
        assert set(of_kind.values()) == set(at_once[kind].values()), kind


@pytest.mark.parametrize("seed", [1, 2])
def test_ids_of_a_first_run_stay_or_point_on(seed: int) -> None:
    sources = [page.source_id for page in shuffled(CRAWL, seed).pages]
    first = resolve_claims(only(CRAWL, set(sources[:40])))

    both = resolve_claims(only(CRAWL, set(sources), first.registry))

    moved = {row.left_id: row.right_id for row in both.resolutions if row.verdict == "redirect"}
    now, before = groups(both), groups(first)
    for kind in ("person", "role", "event"):
        for ident, members in before[kind].items():
            home = moved.get(ident, ident)
            assert home in now[kind], (kind, ident)
            assert members & now[kind][home], (kind, ident)


def test_a_third_run_with_nothing_new_changes_nothing() -> None:
    once = resolve_claims(CRAWL)
    again = resolve_claims(replace(CRAWL, registry=once.registry))

    assert again == once
