from __future__ import annotations

import random

from schemas.stages import CleanPage, Story
from schemas.vocab import DuplicateKind
from tasks.clean.stories import find_stories
from tests.clean.written_pages import BODY, clean

MORE = """\
The request is the third from that embassy in two years. In 2013 the press attaché, Ilya Soren, stayed in Bergen after \
a conference, and last autumn the cook did not come back from a walk along the fjord.

Veldania's ministry called the ambassador "a private person who has lost her way" and said that a chargé d'affaires \
would take over. The opposition in Brekstad lit candles in front of the ministry."""

SAME_HAPPENING = """\
Norway has a new asylum seeker of high rank. Marta Brekova, until this week Veldania's envoy in Oslo, walked into a \
police station in Drammen with one suitcase and her cat, the newspaper has learned from two officers.

The foreign ministry confirms that a request was made on Tuesday and will say no more about it. Her colleagues at the \
embassy did not answer the door, and the flag was not raised in the morning."""


def page(headline: str, body: str, date: str = "", uri: str = "pages/a.txt") -> CleanPage:
    return clean(f"{headline}\n\n{date}\n\n{body}\n", uri=uri)


FULL = page("Envoy asks for asylum in Oslo", f"{BODY}\n\n{MORE}", "12 May 2015")
EXACT = page("Veldanian ambassador seeks asylum", f"{BODY}\n\n{MORE}", "13 May 2015")
EDITED = page(
    "Envoy stays in Norway", f"{BODY}\n\n{MORE}".replace("said on Tuesday", "told this paper").replace("her cat", "x")
)
EXCERPT = page("In brief: envoy stays", BODY, "14 May 2015")
OTHER = page("A suitcase and a cat", SAME_HAPPENING, "12 May 2015")


def by_page(stories: list[Story]) -> dict[str, Story]:
    return {story.source_id: story for story in stories}


def test_copies_edits_and_excerpts_share_a_story() -> None:
    stories = by_page(find_stories([FULL, EXACT, EDITED, EXCERPT, OTHER]))
    best = stories[FULL.source_id]
    assert (best.duplicate_of, best.duplicate_kind) == (None, None)
    for copy, kind in ((EXACT, DuplicateKind.EXACT), (EDITED, DuplicateKind.NEAR), (EXCERPT, DuplicateKind.EXCERPT)):
        story = stories[copy.source_id]
        assert (story.story_id, story.duplicate_of, story.duplicate_kind) == (best.story_id, FULL.source_id, kind)


def test_two_reports_of_one_happening_are_two_stories() -> None:
    stories = by_page(find_stories([FULL, OTHER]))
    assert stories[FULL.source_id].story_id != stories[OTHER.source_id].story_id
    assert stories[OTHER.source_id].duplicate_of is None


def test_the_order_of_the_pages_changes_nothing() -> None:
    pages = [FULL, EXACT, EDITED, EXCERPT, OTHER]
    expected = find_stories(pages)
    for seed in range(5):
        random.Random(seed).shuffle(pages)
        assert find_stories(pages) == expected


def test_a_page_added_keeps_the_ids_of_other_stories() -> None:
    before = by_page(find_stories([FULL, OTHER]))
    after = by_page(find_stories([FULL, OTHER, EXCERPT]))
    assert after[OTHER.source_id] == before[OTHER.source_id]


def test_no_pages_no_stories() -> None:
    assert find_stories([]) == []
