"""On a page with a masked name, only claims whose own words name their person are believed."""

from __future__ import annotations

from conftest import ROWS

from schemas.claims import EventClaim, PageEvent, PageMention, PagePerson
from schemas.stages import CleanPage
from tasks.extract.engine import PageClaims
from tasks.forget.certain import certain_claims

TEXT = "██████ ████ met Hossein Heydari. He resigned. Heydari was arrested in Oslo."
PERSON = PagePerson(page_person_id="pp_1", source_id="src_1", name="Hossein Heydari", aliases=["Heydari"],
                    nationality=None, age=None)  # fmt: skip


def page(text: str) -> CleanPage:
    return CleanPage(source_id="src_1", uri="u", title=None, outlet=None, author=None, language="en", published=None,
                     published_min=None, published_max=None, published_basis="none", wire_agency=None, text=text,
                     body_start=0, raw_spans=[], text_sha256="0" * 64)  # fmt: skip


def mention(written: str, form: str, at: int) -> PageMention:
    return PageMention(mention_id=f"men_{at}", source_id="src_1", page_person_id="pp_1", written=written, form=form,
                       start_char=at, end_char=at + len(written))  # fmt: skip


def event(quote: str, event_type: str) -> PageEvent:
    given = next(row for row in ROWS if isinstance(row, EventClaim))
    values = {name: getattr(given, name) for name in PageEvent.__dataclass_fields__}
    start = TEXT.index(quote)
    return PageEvent(**{**values, "page_person_id": "pp_1", "event_type": event_type, "quote": quote,
                        "start_char": start, "end_char": start + len(quote)})  # fmt: skip


SAID = PageClaims(
    people=[PERSON],
    mentions=[mention("Hossein Heydari", "name", 16), mention("He", "pronoun", 33), mention("Heydari", "name", 46)],
    roles=[],
    events=[event("██████ ████ met Hossein Heydari.", "meeting"), event("He resigned.", "resignation"),
            event("Heydari was arrested in Oslo.", "arrest")],
)  # fmt: skip


def test_he_may_be_the_one_who_is_forgotten() -> None:
    left = certain_claims(SAID, page(TEXT))
    assert [e.event_type for e in left.events] == ["arrest"]
    assert [m.written for m in left.mentions] == ["Hossein Heydari", "Heydari"]
    assert left.people == [PERSON]


def test_a_page_with_nothing_masked_is_read_as_ever() -> None:
    assert certain_claims(SAID, page(TEXT.replace("█", "x"))) == SAID
