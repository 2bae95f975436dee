"""What pairs weighed before is remembered, and changes nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from schemas.vocab import ResolutionVerdict
from tasks.names.parse import parse_name
from tasks.resolve import clustering
from tasks.resolve.background import Background
from tasks.resolve.memory import Memory
from tasks.resolve.namesakes import Namesake
from tasks.resolve.profiles import Happening, Holding, Profile
from tasks.resolve.resolve import resolve_claims
from tasks.resolve.totals import Totals, fingerprint
from tests.resolve.crowd import make_crawl
from tests.resolve.test_batches import only

CRAWL = make_crawl(60)
FEW = only(CRAWL, {page.source_id for page in CRAWL.pages[:40]})
DAY = date(2010, 8, 19)
HEYDARI = Profile("pp_1", ["pp_1"], {"src_1"}, {"sty_1"}, Counter({parse_name("Ali Heydari"): 1}))
CHANGED: dict[str, Any] = {
    "anchor": "pp_2",
    "members": ["pp_1", "pp_2"],
    "sources": {"src_1", "src_2"},
    "stories": {"sty_2"},
    "names": Counter({parse_name("Ali Heidari"): 1}),
    "aliases": {parse_name("Abu Ali Heydari")},
    "nationalities": Counter({"IR": 1}),
    "countries": {"IR"},
    "states": {"IR"},
    "around": {"NO"},
    "bodies": {"embassy IR NO"},
    "posts": {"consul at embassy IR NO"},
    "title_classes": {"consul"},
    "places": {"oslo"},
    "happenings": {"left": frozenset({Happening("left", DAY, DAY, ("oslo",))})},
    "holdings": {Holding("consul", "NO"): (DAY, DAY)},
    "company": {"farzad farhangian"},
    "genders": Counter({"m": 2}),
    "births": [(DAY, DAY)],
    "first_day": DAY,
    "last_day": DAY,
    "died": DAY,
    "broke": DAY,
    "namesakes": {Namesake("No relation to the general.", frozenset({"general"}), is_full=True)},
}


def remembered(totals: Totals) -> Memory:
    """As the next run finds it."""
    return Memory(totals=Totals.from_table(totals.to_table()))


def test_pairs_seen_before_are_not_weighed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Memory()
    expected = resolve_claims(FEW, first)
    weighed = []
    weigh = clustering.weigh
    monkeypatch.setattr(clustering, "weigh", lambda *given: weighed.append(given) or weigh(*given))
    resolve_claims(FEW)
    without, weighed[:] = len(weighed), []

    assert resolve_claims(FEW, remembered(first.totals)) == expected
    assert len(weighed) == without - len(first.totals.used)


def test_what_fewer_pages_weighed_serves_more() -> None:
    few = Memory()
    resolve_claims(FEW, few)
    more = remembered(few.totals)

    assert resolve_claims(CRAWL, more) == resolve_claims(CRAWL)
    assert len(few.totals.used) < len(more.totals.used)


def test_a_verdict_given_since_binds() -> None:
    first = Memory()
    merged = next(r for r in resolve_claims(FEW, first).resolutions if r.verdict == ResolutionVerdict.SAME)
    verdict = replace(merged, verdict=ResolutionVerdict.DIFFERENT, score=None, evidence="", decided_by="Mina")
    told = replace(FEW, verdicts=[verdict])

    assert resolve_claims(told, remembered(first.totals)) == resolve_claims(told)


@pytest.mark.parametrize("name", [f.name for f in fields(Profile)])
def test_a_profile_is_known_again_only_with_all_that_it_was(name: str) -> None:
    background = Background([HEYDARI])

    assert fingerprint(replace(HEYDARI), background) == fingerprint(HEYDARI, background)
    assert fingerprint(replace(HEYDARI, **{name: CHANGED[name]}), background) != fingerprint(HEYDARI, background)


@pytest.mark.parametrize("pages", [7, 26])
def test_what_all_pages_say_of_a_name_counts_too(pages: int) -> None:
    beside = replace(HEYDARI, company={"farzad farhangian"})
    other = replace(HEYDARI, names=Counter({parse_name("Farzad Farhangian"): 1}))

    assert fingerprint(beside, Background([beside, *[other] * (pages - 1)])) != fingerprint(
        beside, Background([beside, *[other] * pages])
    )


def test_how_common_the_words_of_a_name_are_counts_too() -> None:
    words = ["Ali Orlov", "Ali Lind", "Ali Tazi", "Reza Heydari", "Sara Heydari", "Mina Heydari"]
    others = [replace(HEYDARI, names=Counter({parse_name(name): 1})) for name in words]

    assert fingerprint(HEYDARI, Background([HEYDARI])) != fingerprint(HEYDARI, Background([HEYDARI, *others]))


def test_a_fingerprint_is_the_same_in_every_process() -> None:
    told = (
        "from tests.resolve.crowd import make_crawl\n"
        "from tasks.resolve.background import Background\n"
        "from tasks.resolve.profiles import page_profiles\n"
        "from tasks.resolve.totals import fingerprint\n"
        "profiles = page_profiles(make_crawl(60))\n"
        "background = Background(profiles)\n"
        "print([fingerprint(p, background).hex() for p in profiles])"
    )

    def run(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.run(
            [sys.executable, "-c", told], env=environment, check=True, capture_output=True, text=True
        ).stdout

    assert run("1") == run("2")
