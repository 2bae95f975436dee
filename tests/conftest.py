"""A release small enough to check by eye: one man, one resignation told by three pages, two of them copies."""

from __future__ import annotations

import contextlib
import importlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

# Consoles take their width when they are made, whichever test makes them first
os.environ["COLUMNS"] = "200"
# What tests make things with lies beside them
sys.path += [str(Path(__file__).parent), *sorted(str(p) for p in Path(__file__).parent.rglob("[a-z]*") if p.is_dir())]

from schemas.about import Run
from schemas.arrow import arrow_schema, to_arrow
from schemas.claims import EventClaim, PersonMention, RoleClaim
from schemas.ddl import published_tables
from schemas.declare import spec_of
from schemas.ids import digest
from schemas.resolved import Event, EventParticipant, Person, Role, Source, SourceText
from tasks.publish.release import ReleaseOrigin, write_release
from warehouse.build import build_database
from warehouse.swap import publish, stage

ROOT = Path(__file__).parents[1]
PER, ROL, EVT = "per_0000000000000001", "rol_0000000000000001", "evt_0000000000000001"
AGENCY, COPY, PAPER = "src_000000000000000a", "src_000000000000000b", "src_000000000000000c"
NOW = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)

# The emoji of several code points and the accent of its own stand before the quote: offsets by grapheme would miss it
AGENCY_TEXT = "👩‍👧 Cafe\u0301 talk\n\nHossein Heydari, consul in Oslo, resigned in January 2010."
PAPER_TEXT = "Consul quits\n\nMr Heidari left his post as consul in Oslo in February 2010."


def source(source_id: str, text: str, **changes: Any) -> Source:
    best: dict[str, Any] = {
        "source_id": source_id,
        "uri": f"pages/{source_id[-1]}.txt",
        "media_type": "text/plain",
        "outlet": "The Agency",
        "title": text.partition("\n")[0],
        "author": None,
        "language": "en",
        "published": "2010-02-20",
        "published_min": date(2010, 2, 20),
        "published_max": date(2010, 2, 20),
        "published_basis": "byline",
        "retrieved_at": NOW,
        "raw_sha256": digest(source_id),
        "text_sha256": digest(text),
        "raw_chars": len(text) + 10,
        "text_chars": len(text),
        "story_id": AGENCY,
        "duplicate_of": None,
        "duplicate_kind": None,
        "wire_agency": None,
    }
    return Source(**{**best, **changes})


def span(text: str, words: str) -> dict[str, int]:
    start = text.index(words)
    return {"start_char": start, "end_char": start + len(words)}


def mention(source_id: str, text: str, written: str) -> PersonMention:
    return PersonMention(
        mention_id=f"men_{source_id[-1]}",
        source_id=source_id,
        page_person_id=f"pp_{source_id[-1]}",
        written=written,
        form="name",
        person_id=PER,
        **span(text, written),
    )


def event_claim(source_id: str, text: str, quote: str, occurred: str, first: date, last: date) -> EventClaim:
    return EventClaim(
        claim_id=f"clm_event_{source_id[-1]}",
        source_id=source_id,
        event_type="resignation",
        page_person_id=f"pp_{source_id[-1]}",
        organization="Consulate of Iran in Norway",
        place="Oslo",
        place_country="NO",
        occurred=occurred,
        occurred_min=first,
        occurred_max=last,
        occurred_text=None,
        occurred_char=None,
        occurred_basis="explicit",
        realis="actual",
        stance="asserts",
        attributed_to=None,
        quote=quote,
        confidence=0.9,
        extractor="rules-1",
        event_id=EVT,
        person_id=PER,
        **span(text, quote),
    )


def role_claim(source_id: str, text: str, quote: str) -> RoleClaim:
    return RoleClaim(
        claim_id=f"clm_role_{source_id[-1]}",
        source_id=source_id,
        page_person_id=f"pp_{source_id[-1]}",
        title="consul",
        title_class="consul",
        organization="Consulate of Iran in Norway",
        organization_kind="consulate",
        country="IR",
        place="Oslo",
        place_country="NO",
        started=None,
        started_min=None,
        started_max=None,
        started_char=None,
        ended="2010-01",
        ended_min=date(2010, 1, 1),
        ended_max=date(2010, 1, 31),
        ended_char=None,
        status="former",
        stance="asserts",
        attributed_to=None,
        quote=quote,
        confidence=0.8,
        extractor="rules-1",
        role_id=ROL,
        person_id=PER,
        **span(text, quote),
    )


_AGENCY_QUOTE = "Hossein Heydari, consul in Oslo, resigned in January 2010."
_JANUARY = ("2010-01", date(2010, 1, 1), date(2010, 1, 31))
_FEBRUARY = ("2010-02", date(2010, 2, 1), date(2010, 2, 28))

ROWS: tuple[Any, ...] = (
    source(AGENCY, AGENCY_TEXT),
    source(COPY, AGENCY_TEXT, outlet="The Copyist", duplicate_of=AGENCY, duplicate_kind="exact"),
    source(PAPER, PAPER_TEXT, outlet="The Paper", story_id=PAPER, published=None, published_min=None,
           published_max=None, published_basis="none"),
    *(
        SourceText(source_id=s, text=t, raw_spans=[0, 2, 5, 7, 2, len(t), 12, len(t) + 10])
        for s, t in ((AGENCY, AGENCY_TEXT), (COPY, AGENCY_TEXT), (PAPER, PAPER_TEXT))
    ),
    Person(person_id=PER, name="Hossein Heydari", aliases=["Heidari"], nationality="IR", birth_min=None,
           birth_max=None, n_sources=3, n_independent_sources=2, first_attested=date(2010, 1, 1),
           last_attested=date(2010, 2, 28)),
    Role(role_id=ROL, person_id=PER, title="consul", title_class="consul",
         organization="Consulate of Iran in Norway", organization_kind="consulate", country="IR", place="Oslo",
         place_country="NO", started=None, started_min=None, started_max=None, ended="2010-01",
         ended_min=date(2010, 1, 1), ended_max=date(2010, 1, 31), status="former", end_cause="resignation",
         start_event_id=None, end_event_id=EVT, agreement="single", n_sources=2, n_independent_sources=1),
    Event(event_id=EVT, event_type="resignation", person_id=PER, organization="Consulate of Iran in Norway",
          place="Oslo", place_country="NO", occurred="2010-01", occurred_min=date(2010, 1, 1),
          occurred_max=date(2010, 1, 31), occurred_basis="explicit", realis="actual", agreement="disputed",
          plover_code="RETREAT", cameo_code=None, n_sources=3, n_independent_sources=2),
    EventParticipant(participant_id="par_1", event_id=EVT, role="actor", person_id=PER, organization=None),
    mention(AGENCY, AGENCY_TEXT, "Hossein Heydari"),
    mention(COPY, AGENCY_TEXT, "Hossein Heydari"),
    mention(PAPER, PAPER_TEXT, "Heidari"),
    role_claim(AGENCY, AGENCY_TEXT, "Hossein Heydari, consul in Oslo"),
    role_claim(COPY, AGENCY_TEXT, "Hossein Heydari, consul in Oslo"),
    event_claim(AGENCY, AGENCY_TEXT, _AGENCY_QUOTE, *_JANUARY),
    event_claim(COPY, AGENCY_TEXT, _AGENCY_QUOTE, *_JANUARY),
    event_claim(PAPER, PAPER_TEXT, "Mr Heidari left his post as consul in Oslo in February 2010.", *_FEBRUARY),
    Run(run_id="run-1", started_at=NOW, ended_at=None, state="running", n_inputs=3, n_new=3, n_unchanged=0, n_kept=3,
        n_quarantined=0, code_version="code-1", model_version="rules-1"),
)  # fmt: skip


def tables_of(rows: tuple[Any, ...]) -> dict[str, pa.Table]:
    """Every published table, empty where there are no rows for it."""
    tables = {spec.name: arrow_schema(spec).empty_table() for spec in published_tables()}
    for row_class in {type(row) for row in rows}:
        tables[spec_of(row_class).name] = to_arrow(row_class, [row for row in rows if type(row) is row_class])
    return tables


@dataclass
class TinyRelease:
    """Writes and builds the tiny release. `change` alters the rows of one class."""

    data_dir: Path
    rows: tuple[Any, ...] = field(default=ROWS)
    built: Path | None = None  # a database of the unchanged rows, to save building it again

    def change(self, row_class: type, where: Callable[[Any], bool] = lambda row: True, **values: Any) -> TinyRelease:
        changed = tuple(replace(row, **values) if type(row) is row_class and where(row) else row for row in self.rows)
        assert changed != self.rows, "nothing was changed"
        return replace(self, rows=changed)

    def without(self, *row_classes: type) -> TinyRelease:
        return replace(self, rows=tuple(row for row in self.rows if type(row) not in row_classes))

    @property
    def tables(self) -> Mapping[str, pa.Table]:
        return tables_of(self.rows)

    def having(self, *rows: Any) -> TinyRelease:
        return replace(self, rows=(*self.rows, *rows))

    def staged(self, release_id: str = "r1") -> Path:
        folder = stage(self.data_dir, release_id)
        origin = ReleaseOrigin(
            release_id=release_id, created_at=NOW, run_id="run-1", code_version="code-1", model_version="rules-1"
        )
        write_release(folder, self.tables, origin)
        return folder

    def published(self, release_id: str = "r1") -> Path:
        self.build(self.staged(release_id))
        return publish(self.data_dir, release_id)

    def build(self, folder: Path) -> Path:
        if self.built is None or self.rows is not ROWS:
            return build_database(folder)
        return Path(shutil.copy(self.built, folder))


@pytest.fixture(scope="session")
def published_tiny(tmp_path_factory: pytest.TempPathFactory) -> TinyRelease:
    """The tiny release, published once, for tests that only read it."""
    release = TinyRelease(tmp_path_factory.mktemp("published"))
    release.published()
    return release


@pytest.fixture
def tiny(tmp_path: Path, published_tiny: TinyRelease) -> TinyRelease:
    built = (published_tiny.data_dir / "demarche.duckdb").resolve()
    return TinyRelease(tmp_path / "data", built=built)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests that need the Prefect server run in one process, so that there is one server and one dataset."""
    for item in items:
        if item.get_closest_marker("prefect"):
            item.add_marker(pytest.mark.xdist_group("prefect"))


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[str]:
    """The API address of the suite's only Prefect server, on a database that goes with it."""
    importlib.import_module("flows")  # quiets Prefect before it is imported
    from prefect.settings import PREFECT_API_URL  # noqa: PLC0415
    from prefect.testing.utilities import prefect_test_harness  # noqa: PLC0415 (seconds: it brings the server)

    with prefect_test_harness(server_startup_timeout=240), pytest.MonkeyPatch.context() as patched:
        url = str(PREFECT_API_URL.value())
        patched.setenv("PREFECT_API_URL", url)
        patched.setenv("PREFECT_HOME", os.environ["PREFECT_HOME"])
        yield url


@dataclass(frozen=True)
class SamplesDataset:
    """The dataset of the sample pages; `said` is what the run that built it printed."""

    data_dir: Path
    said: str

    @property
    def release(self) -> Path:
        return (self.data_dir / "demarche.duckdb").resolve().parent


@pytest.fixture(scope="session")
def samples_dataset(prefect_server: str, tmp_path_factory: pytest.TempPathFactory) -> SamplesDataset:
    """Built once through the real flow, for tests that only read it."""
    from typer.testing import CliRunner  # noqa: PLC0415

    from flows.cli import app  # noqa: PLC0415

    data = tmp_path_factory.mktemp("samples") / "data"
    with contextlib.chdir(ROOT):
        done = CliRunner().invoke(app, ["run", "samples", "--data", str(data)], env={"COLUMNS": "100", "NO_COLOR": "1"})
    assert done.exit_code == 0, done.output
    return SamplesDataset(data, done.output)
