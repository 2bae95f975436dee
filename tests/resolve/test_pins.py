"""Pages without a date, and when they were written as other pages and their own words have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import permutations

from schemas.claims import PageEvent, PageRole
from schemas.ids import digest
from schemas.stages import CleanPage
from tasks.dates.edtf import bounds
from tasks.dates.find import find_times
from tasks.dates.model import Reference
from tasks.resolve.pins import pin_pages, published_as
from tasks.resolve.redate import pin_and_redate, redate
from tests.resolve.making import source


@dataclass
class Crawl:
    """Pages, and the happenings that an engine would read on them."""

    pages: list[CleanPage] = field(default_factory=list)
    events: list[PageEvent] = field(default_factory=list)

    def page(self, uri: str, text: str, published: str | None = None) -> Crawl:
        low, high = bounds(published) or (None, None)
        self.pages.append(
            CleanPage(
                source_id=source(uri),
                uri=uri,
                title=None,
                outlet=None,
                author=None,
                language="en",
                published=published,
                published_min=low,
                published_max=high,
                published_basis="metadata" if published else "none",
                wire_agency=None,
                text=text,
                body_start=0,
                raw_spans=[],
                text_sha256=digest(text),
            )
        )
        return self

    def event(self, person: str, event_type: str, when: str | None = None, organization: str | None = None) -> Crawl:
        """What the last page tells; `when` are its words for the time, None for the news of the page itself."""
        page = self.pages[-1]
        reference = (
            Reference(page.published_min, page.published_max) if page.published_min and page.published_max else None
        )
        time = next((t for t in find_times(page.text, reference) if t.text == when), None)
        assert when is None or time is not None, when
        news = page.published[:7] + "~" if when is None and page.published else None
        value = time.value if time else news
        low, high = bounds(value) or (None, None)
        self.events.append(
            PageEvent(
                claim_id=f"clm_{len(self.events)}_{page.uri}",
                source_id=page.source_id,
                event_type=event_type,
                page_person_id=f"{page.uri} {person}",
                organization=organization,
                place=None,
                place_country=None,
                occurred=value,
                occurred_min=low,
                occurred_max=high,
                occurred_text=when,
                occurred_char=time.start if time else None,
                occurred_basis=time.basis if time else "inferred",
                realis="actual",
                stance="asserts",
                attributed_to=None,
                quote=page.text,
                start_char=0,
                end_char=len(page.text),
                confidence=0.9,
                extractor="test",
            )
        )
        return self

    def pins(self, stories: dict[str, str] | None = None) -> dict[str, str | None]:
        """The pinned dates by uri."""
        found = pin_pages(self.pages, self.events, same_person(self.events), stories)
        return {p.uri: published_as(found[p.source_id]) for p in self.pages if p.source_id in found}

    def redated(self) -> list[tuple[str | None, str]]:
        """When each happening was, and how that is known."""
        done = pin_and_redate(self.pages, [], [], self.events, same_person(self.events))
        return [(e.occurred, e.occurred_basis) for e in done.events]


def same_person(events: Sequence[PageEvent]) -> dict[str, str]:
    """Everybody of one name is one person."""
    return {e.page_person_id: e.page_person_id.split(" ", 1)[1] for e in events if e.page_person_id}


def test_last_august_is_the_august_that_another_page_dates() -> None:
    crawl = (
        Crawl()
        .page("dated", "Ilse Brandt resigned in August 2014.")
        .event("Brandt", "resignation", "August 2014")
        .page("undated", "Ilse Brandt, who left her post last August, now teaches.")
        .event("Brandt", "defection", "last August")
    )
    assert crawl.pins() == {"undated": "2014-10/2015-09"}
    assert crawl.redated() == [("2014-08", "explicit"), ("2014-08", "inferred")]


def test_last_week_pins_to_the_days_after() -> None:
    crawl = (
        Crawl()
        .page("dated", "Ilse Brandt resigned on 14 August 2014.")
        .event("Brandt", "resignation", "14 August 2014")
        .page("undated", "Ilse Brandt stepped down last week.")
        .event("Brandt", "resignation", "last week")
    )
    found = pin_pages(crawl.pages, crawl.events, same_person(crawl.events))
    assert found == {source("undated"): Reference(date(2014, 8, 18), date(2014, 8, 24))}


def test_news_of_what_another_page_dates_was_written_within_a_month() -> None:
    crawl = (
        Crawl()
        .page("dated", "Ilse Brandt resigned yesterday.", "2014-08-15")
        .event("Brandt", "resignation", "yesterday")
        .page("undated", "Ilse Brandt has resigned.")
        .event("Brandt", "resignation")
    )
    found = pin_pages(crawl.pages, crawl.events, same_person(crawl.events))
    assert found == {source("undated"): Reference(date(2014, 8, 14), date(2014, 9, 14))}
    assert crawl.redated()[1] == ("2014-08/2014-09", "inferred")


def alone(text: str) -> Crawl:
    return Crawl().page("alone", text).event("Sayed", "resignation").event("Sayed", "statement_against", "March 10")


def test_a_day_named_without_its_year_follows_the_last_full_date() -> None:
    crawl = alone(
        "Omar Sayed has quit, the second envoy in the past year. He said so on March 10.\n\n"
        "His friend had fled in November 2013."
    )
    assert crawl.pins() == {"alone": "2014-03/2014-05"}
    assert crawl.redated() == [("2014-03/2014-05", "inferred"), ("2014-03-10", "inferred")]


def test_a_month_with_its_year_is_not_the_month_just_gone() -> None:
    crawl = alone(
        "Omar Sayed has quit, the second envoy in the past year. He said so on March 10.\n\n"
        "His party was founded in April 2013."
    )
    assert crawl.pins() == {"alone": "2014-03/2014-05"}


def test_the_last_full_date_alone_may_be_years_old() -> None:
    crawl = alone("Omar Sayed has quit. He said so on March 10.\n\nHis friend had fled in November 2013.")
    assert crawl.pins() == {}


def test_what_another_page_dates_goes_before_what_the_page_itself_suggests() -> None:
    crawl = alone(
        "Omar Sayed has quit, the second envoy in the past year. He said so on March 10.\n\n"
        "His friend had fled in November 2013."
    )
    crawl.page("other", "Omar Sayed resigned last week.", "2016-03-04").event("Sayed", "resignation", "last week")
    assert crawl.pins() == {"alone": "2016-03"}


def test_what_a_pinned_page_only_mentions_stands_against_no_firm_date() -> None:
    crawl = (
        Crawl()
        .page("dated", "Ilse Brandt resigned in August 2014.")
        .event("Brandt", "resignation", "August 2014")
        .page("later", "Brandt, who left last August, spoke on March 5. Sayed has asylum.")
        .event("Brandt", "resignation", "last August")
        .event("Sayed", "asylum_grant")
        .page("early", "Brandt has resigned. In January, Sayed was given asylum.")
        .event("Brandt", "resignation")
        .event("Sayed", "asylum_grant", "January")
    )
    assert crawl.pins() == {"early": "2014-08/2014-10", "later": "2015-03/2015-05"}


def test_news_that_two_pages_date_years_apart_pins_nothing() -> None:
    crawl = (
        Crawl()
        .page("a", "Brandt resigned in August 2014.")
        .event("Brandt", "resignation", "August 2014")
        .page("b", "Sayed was recalled in May 2009.")
        .event("Sayed", "recall", "May 2009")
        .page("undated", "Brandt has resigned. Sayed is called home.")
        .event("Brandt", "resignation")
        .event("Sayed", "recall")
    )
    assert crawl.pins() == {}


def test_a_page_with_nothing_to_go_by_stays_undated() -> None:
    crawl = Crawl().page("alone", "Omar Sayed stepped down last week.").event("Sayed", "resignation", "last week")
    assert crawl.pins() == {}
    assert crawl.redated() == [(None, "none")]


def test_pages_that_contradict_pin_nothing() -> None:
    crawl = (
        Crawl()
        .page("a", "Brandt resigned in August 2014.")
        .event("Brandt", "resignation", "August 2014")
        .page("b", "Sayed was recalled in May 2009.")
        .event("Sayed", "recall", "May 2009")
        .page("undated", "Brandt left last August. Sayed was called home last May.")
        .event("Brandt", "resignation", "last August")
        .event("Sayed", "recall", "last May")
    )
    assert crawl.pins() == {}
    assert [e[0] for e in crawl.redated()[2:]] == ["XXXX-08", "XXXX-05"]


def test_another_body_or_another_person_pins_nothing() -> None:
    crawl = (
        Crawl()
        .page("a", "Brandt resigned in August 2014.")
        .event("Brandt", "resignation", "August 2014", "Ministry of Transport")
        .page("b", "Brandt left the council last August, Sayed too.")
        .event("Brandt", "resignation", "last August", "Harbour Council")
        .event("Sayed", "resignation", "last August")
    )
    assert crawl.pins() == {}


def test_what_happens_often_is_linked_by_its_month_only() -> None:
    dated = Crawl().page("a", "Brandt met him in August 2014.").event("Brandt", "meeting", "August 2014")
    crawl = dated.page("b", "Brandt met him last week.").event("Brandt", "meeting", "last week")
    assert crawl.pins() == {}


def chain() -> Crawl:
    return (
        Crawl()
        .page("first", "In January 2014, Ilse Brandt resigned.")
        .event("Brandt", "resignation", "January 2014")
        .page("second", "In January, Brandt quit. Omar Sayed stepped down last week, by 20 August.")
        .event("Brandt", "defection", "January")
        .event("Sayed", "resignation", "last week")
        .page("third", "Omar Sayed, who left last month, has joined the movement.")
        .event("Sayed", "resignation", "last month")
        .event("Sayed", "joining")
    )


def test_a_pinned_page_pins_others() -> None:
    pins = chain().pins()
    assert pins["second"] == "2014-08/2014-10"
    assert pins["third"] == "2014-09/2014-11"


def test_the_order_of_pages_and_claims_is_nothing_to_it() -> None:
    crawl = chain()
    found = {
        tuple(sorted(Crawl([crawl.pages[i] for i in order], crawl.events[::-1]).pins().items()))
        for order in permutations(range(3))
    }
    assert len(found) == 1


def test_a_dated_copy_dates_the_other() -> None:
    crawl = (
        Crawl()
        .page("copy", "Omar Sayed stepped down last week.", "2014-08-20")
        .event("Sayed", "resignation", "last week")
        .page("bare", "Omar Sayed stepped down last week.")
        .event("Sayed", "resignation", "last week")
    )
    stories = {source("copy"): "s", source("bare"): "s"}
    found = pin_pages(crawl.pages, crawl.events, same_person(crawl.events), stories)
    assert found == {source("bare"): Reference(date(2014, 8, 20), date(2014, 8, 20))}


def test_copies_do_not_pin_each_other() -> None:
    crawl = (
        Crawl()
        .page("one", "Omar Sayed quit in May 2014.")
        .event("Sayed", "resignation", "May 2014")
        .page("two", "Omar Sayed quit last May.")
        .event("Sayed", "resignation", "last May")
    )
    assert crawl.pins({source("one"): "s", source("two"): "s"}) == {}


def test_bounds_wider_than_a_year_date_no_page() -> None:
    assert published_as(Reference(date(2014, 1, 1), date(2015, 3, 1))) is None
    assert published_as(Reference(date(2014, 2, 3), date(2014, 2, 27))) == "2014-02"


def test_roles_take_the_new_dates_of_their_events() -> None:
    crawl = (
        Crawl()
        .page("undated", "Omar Sayed, the consul in Bergen, left his post last August.")
        .event("Sayed", "resignation", "last August")
    )
    page = crawl.pages[0]
    role = PageRole(
        claim_id="clm_role",
        source_id=page.source_id,
        page_person_id="undated Sayed",
        title="consul",
        title_class="consul",
        organization=None,
        organization_kind=None,
        country=None,
        place="Bergen",
        place_country="NO",
        started=None,
        started_min=None,
        started_max=None,
        started_char=None,
        ended="XXXX-08",
        ended_min=None,
        ended_max=None,
        ended_char=crawl.events[0].occurred_char,
        status="former",
        stance="asserts",
        attributed_to=None,
        quote="the consul in Bergen",
        start_char=12,
        end_char=32,
        confidence=0.9,
        extractor="test",
    )
    pin = {page.source_id: Reference(date(2015, 2, 1), date(2015, 2, 28))}
    events, roles = redate(crawl.pages, crawl.events, [role, replace(role, ended=None, ended_char=None)], pin)
    assert (events[0].occurred, events[0].occurred_min) == ("2014-08", date(2014, 8, 1))
    assert [(r.ended, r.ended_min, r.ended_max) for r in roles] == [
        ("2014-08", date(2014, 8, 1), date(2014, 8, 31))
    ] * 2
