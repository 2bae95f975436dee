"""What becomes of pages that an engine could not read, and of claims that it did not let in."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import flows.batches
from flows.batches import ENGINE_ANSWERS, ENGINE_READS_PAGE, ExtractJob, extract_batch
from flows.line import TABLES
from flows.settings import SettingsError, chat_settings, load_settings
from flows.stage_store import PageRef, Part, StageStore
from flows.workers import ProcessWorker, Workers
from schemas.stages import CleanPage
from schemas.vocab import QuarantineReason, Stage
from tasks.extract.engine import Engine, EngineStoppedError, PageClaims, PageNotReadError
from tasks.quarantine import Rejected

DROPPED = Rejected(Stage.EXTRACT, QuarantineReason.RULE, "quote_stands_on_page", "the quote does not stand on the page")


def page(name: str) -> CleanPage:
    return CleanPage(
        source_id=name,
        uri=f"{name}.txt",
        title=None,
        outlet=None,
        author=None,
        language="en",
        published=None,
        published_min=None,
        published_max=None,
        published_basis="none",
        wire_agency=None,
        text=name,
        body_start=0,
        raw_spans=[],
        text_sha256="",
    )


class Reader:
    """An engine that does with each page what its name says."""

    version = "reader-1"

    def read(self, page: CleanPage) -> PageClaims:
        if page.text == "silent":
            raise PageNotReadError("no answer", ask_again=True)
        if page.text == "odd":
            raise PageNotReadError("no JSON")
        if page.text == "stop":
            raise EngineStoppedError("the budget is used up")
        return PageClaims([], [], [], [], (DROPPED,) if page.text == "lied" else ())


Extract = Callable[..., Part]


@pytest.fixture
def store(tmp_path: Path) -> StageStore:
    return StageStore(tmp_path, Stage.EXTRACT, "v1", TABLES[Stage.EXTRACT])


@pytest.fixture
def extract(store: StageStore, monkeypatch: pytest.MonkeyPatch) -> Extract:
    def batch(*names: str, engine: Engine | None = None, at_once: int = 1) -> Part:
        monkeypatch.setattr(flows.batches, "load_pages", lambda _, refs: [page(ref.source_id) for ref in refs])
        monkeypatch.setattr(flows.batches, "_engine", lambda *_: engine or Reader())
        refs = [PageRef(name, f"{name}.txt", Path(), i) for i, name in enumerate(names)]
        (part,) = extract_batch(refs, job=ExtractJob(store, "reader", None, at_once))
        return store.commit(part)

    return batch


def test_a_page_that_could_not_be_read_is_set_aside_with_the_engines_reason(extract: Extract) -> None:
    part = extract("good", "silent", "odd")
    assert part.kept == ("good",)
    assert [(r.source_id, r.rule, r.reason, r.detail) for r in part.rejected] == [
        ("silent", ENGINE_ANSWERS, "failed", "no answer"),
        ("odd", ENGINE_READS_PAGE, "failed", "no JSON"),
    ]


def test_what_got_no_answer_is_read_again_and_the_rest_is_not(extract: Extract, store: StageStore) -> None:
    extract("good", "silent", "odd")
    store.forget(ENGINE_ANSWERS)
    again = StageStore(store.folder.parents[1], Stage.EXTRACT, "v1", store.rows)
    for seen in (store, again):
        assert (seen.done(), seen.set_aside_by(ENGINE_ANSWERS)) == ({"good", "odd"}, [])
        assert [r.source_id for r in seen.rejected()] == ["odd"]


def test_dropped_claims_are_kept_beside_their_page(extract: Extract, store: StageStore) -> None:
    extract("good", "lied")
    again = StageStore(store.folder.parents[1], Stage.EXTRACT, "v1", store.rows)
    assert (again.dropped(), again.rejected(), again.read_pages()) == ([DROPPED], [], {"good", "lied"})


@pytest.mark.parametrize("at_once", [1, 3])
def test_an_engine_that_stops_ends_the_batch(extract: Extract, at_once: int) -> None:
    with pytest.raises(EngineStoppedError, match="budget"):
        extract("good", "stop", "good", at_once=at_once)


def test_pages_are_read_at_once_and_stay_in_order(extract: Extract) -> None:
    together = threading.Barrier(3, timeout=10)

    class Waiting(Reader):
        def read(self, page: CleanPage) -> PageClaims:
            together.wait()
            return super().read(page)

    assert extract("a", "b", "c", engine=Waiting(), at_once=3).kept == ("a", "b", "c")


def test_fewer_workers_of_the_same() -> None:
    workers = Workers([ProcessWorker() for _ in range(3)], 1.0)
    assert [workers.at_most(n).count for n in (1, 2, 3, 9)] == [1, 2, 3, 3]


CHAT = 'engine = "chat"\nchat_base_url = "http://localhost:11434/v1"\nchat_model = "m"\n'


def test_chat_settings_reach_the_engine(tmp_path: Path) -> None:
    (tmp_path / "demarche.toml").write_text(f"{CHAT}chat_token_budget = 5000\nchat_page_seconds = 600\n")
    settings = load_settings(tmp_path)
    told = chat_settings(settings, tmp_path / "stages" / "chat", "run_1")
    assert told is not None
    assert (told.base_url, told.model, told.token_budget) == ("http://localhost:11434/v1", "m", 5000)
    assert told.ledger == tmp_path / "stages" / "chat" / "tokens-run_1.txt"
    assert settings.seconds_per_page > 600


def test_the_rules_need_no_chat_settings(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    assert (chat_settings(settings), settings.seconds_per_page) == (None, settings.page_seconds)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ('engine = "chat"\n', "set chat_base_url"),
        ('engine = "chat"\nchat_base_url = "http://models.example/v1"\nchat_model = "m"\n', "unencrypted"),
        (CHAT + 'chat_api_key = "sk-hidden"\n', "chat_api_key is no setting.*DEMARCHE_CHAT_API_KEY"),
        (CHAT + 'api_key = "sk-hidden"\n', "api_key is no setting"),
        (CHAT.replace("localhost", "u:sk-hidden@localhost"), "no user, password"),
        (CHAT + "chat_token_budget = 0\n", "chat_token_budget"),
    ],
)
def test_what_is_wrong_is_told_before_a_run_begins(tmp_path: Path, lines: str, message: str) -> None:
    (tmp_path / "demarche.toml").write_text(lines, encoding="utf-8")
    with pytest.raises(SettingsError, match=message) as caught:
        load_settings(tmp_path)
    assert "sk-hidden" not in str(caught.value)


def test_the_stage_is_made_anew_by_another_model_only(tmp_path: Path) -> None:
    (tmp_path / "demarche.toml").write_text(CHAT, encoding="utf-8")

    def identity(**changes: object) -> str:
        told = chat_settings(load_settings(tmp_path, **changes))
        assert told is not None
        return told.identity

    assert identity() == identity(chat_base_url="http://127.0.0.1:8000/v1", chat_token_budget=7, chat_retries=1)
    assert identity() != identity(chat_model="other")
    assert identity() != identity(chat_seed=1)
