"""Asking a server that is well, busy, slow, wrong or gone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tasks.extract.chat import engine as chat_engine
from tasks.extract.chat.engine import ChatEngine
from tasks.extract.engine import EngineStoppedError, PageNotReadError
from tests.extract.chat.chat_server import ChatServer, Reply, answers, drips, hangs_up, sends, serving, stalls
from tests.extract.chat.reading import KEY, Pauses, cached_files, engine, event, page, reply

GOOD = answers(reply(events=[event()]))


@contextmanager
def asking(*replies: Reply, pauses: Pauses | None = None, **changes: Any) -> Iterator[tuple[ChatServer, ChatEngine]]:
    with serving(*replies) as server, closing(engine(server.url, pauses, **changes)) as reader:
        yield server, reader


def n_events(reader: ChatEngine) -> int:
    return len(reader.read(page()).events)


def test_the_request() -> None:
    with asking(GOOD, seed=7, max_tokens=900) as (server, reader):
        assert n_events(reader) == 1
    (request,) = server.requests
    assert (request.path, request.headers["Authorization"]) == ("/v1/chat/completions", f"Bearer {KEY}")
    body = request.body
    assert (body["model"], body["temperature"], body["seed"], body["max_tokens"]) == ("reader-7b", 0, 7, 900)
    assert body["response_format"]["type"] == "json_schema"
    assert [m["role"] for m in body["messages"]] == ["system", "user"]
    assert page().text in body["messages"][1]["content"]
    assert "2010-02-17" in body["messages"][1]["content"]


def test_busy_then_well() -> None:
    pauses = Pauses()
    with asking(sends(429, {"error": {"message": "slow down"}}), GOOD, pauses=pauses) as (server, reader):
        assert n_events(reader) == 1
    assert len(server.requests) == 2
    assert 0.5 <= pauses[0] <= 1


@pytest.mark.parametrize(("asked", "waited"), [("3", 3), ("0", 0), ("99999", 60)])
def test_the_server_says_how_long_to_wait(asked: str, waited: float) -> None:
    pauses = Pauses()
    busy = sends(429, "", {"Retry-After": asked})
    with asking(busy, GOOD, pauses=pauses, page_seconds=100) as (_, reader):
        assert n_events(reader) == 1
    assert pauses == [waited]


def test_a_pause_longer_than_the_pages_time_is_not_begun() -> None:
    pauses = Pauses()
    with (
        asking(sends(503, "", {"Retry-After": "50"}), pauses=pauses, page_seconds=20) as (server, reader),
        pytest.raises(PageNotReadError, match="asked once: status 503") as caught,
    ):
        reader.read(page())
    assert (pauses, len(server.requests), caught.value.ask_again) == ([], 1, True)


def test_errors_of_the_server_are_tried_again_and_then_the_page_is_given_up() -> None:
    pauses = Pauses()
    with (
        asking(sends(500, "<h1>oops</h1>"), pauses=pauses, retries=3) as (server, reader),
        pytest.raises(PageNotReadError, match=r"asked 4 times: status 500, <h1>oops</h1>") as caught,
    ):
        reader.read(page())
    assert (len(server.requests), len(pauses), caught.value.ask_again) == (4, 3, True)
    assert pauses[0] < 1 < pauses[1] + 0.001
    assert 2 <= pauses[2] <= 4


def test_a_connection_that_breaks_is_tried_again() -> None:
    with asking(hangs_up, GOOD) as (server, reader):
        assert n_events(reader) == 1
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    "bad",
    [
        sends(200, "<!doctype html><title>Log in</title>", {"Content-Type": "text/html"}),
        sends(200, {"choices": []}),
        sends(200, {"error": "model is loading"}),
        sends(200, "[" * 100_000),
        sends(200, ""),
        sends(200, "{}", {"Content-Length": "5000", "Connection": "close"}),
        sends(200, "x" * 9_000_000),
    ],
)
def test_a_reply_that_is_no_completion_is_tried_again(bad: Reply) -> None:
    with asking(bad, GOOD, timeout_seconds=5) as (server, reader):
        assert n_events(reader) == 1
    assert len(server.requests) == 2


def test_what_the_server_sends_instead_is_shown() -> None:
    html = sends(200, "<!doctype html><title>Log in</title>", {"Content-Type": "text/html"})
    with (
        asking(html, retries=0) as (_, reader),
        pytest.raises(PageNotReadError, match=r"it begins with '<!doctype html><title>Log in.*chat_base_url"),
    ):
        reader.read(page())


@pytest.mark.parametrize("slow", [stalls(3), drips(3)])
def test_a_server_that_stalls_costs_no_more_than_the_pages_time(slow: Reply) -> None:
    with asking(slow, timeout_seconds=0.3, page_seconds=0.5) as (_, reader):
        began = time.monotonic()
        with pytest.raises(PageNotReadError, match="it took too long") as caught:
            reader.read(page())
    assert time.monotonic() - began < 2.5
    assert caught.value.ask_again


def test_a_stalled_request_is_sent_again_within_the_pages_time() -> None:
    with asking(stalls(4), GOOD, timeout_seconds=2) as (server, reader):
        assert n_events(reader) == 1
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (401, "refuses access .*401: bad key.*DEMARCHE_CHAT_API_KEY"),
        (403, "refuses access"),
        (404, r"404: bad key.*chat_model \(reader-7b\)"),
        (402, "refuses every request"),
    ],
)
def test_what_no_page_can_mend_stops_the_run_at_once(status: int, message: str) -> None:
    with asking(sends(status, {"error": {"message": "bad key"}})) as (server, reader):
        for _ in range(3):
            with pytest.raises(EngineStoppedError, match=message):
                reader.read(page())
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [400, 413, 422])
def test_a_page_that_the_server_refuses_is_not_sent_again(status: int) -> None:
    too_long = sends(status, {"error": {"message": "maximum context length is 4096 tokens"}})
    with asking(too_long, GOOD) as (server, reader):
        with pytest.raises(PageNotReadError, match="maximum context length is 4096") as caught:
            reader.read(page())
        assert (len(server.requests), caught.value.ask_again) == (1, False)
        assert n_events(reader) == 1


def test_no_server_at_all_stops_the_run() -> None:
    with serving(GOOD) as server:
        gone = server.url
    pauses = Pauses()
    with (
        closing(engine(gone, pauses, retries=2)) as reader,
        pytest.raises(EngineStoppedError, match=r"no chat server answers at 127\.0\.0\.1:\d+ \(asked 3 times"),
    ):
        reader.read(page())
    assert len(pauses) == 2


def test_page_after_page_without_an_answer_stops_the_run() -> None:
    with asking(sends(500, ""), retries=0) as (server, reader):
        for i in range(chat_engine.PAGES_WITHOUT_ANSWER - 1):
            with pytest.raises(PageNotReadError):
                reader.read(page(f"Page {i}."))
        for _ in range(2):
            with pytest.raises(EngineStoppedError, match=r"5 pages in a row got no answer; .* status 500"):
                reader.read(page("The last."))
    assert len(server.requests) == chat_engine.PAGES_WITHOUT_ANSWER


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_are_not_followed(status: int) -> None:
    with serving(GOOD) as elsewhere:
        moved = sends(status, "", {"Location": f"{elsewhere.url.replace('127.0.0.1', 'localhost')}/chat/completions"})
        with asking(moved) as (_, reader), pytest.raises(EngineStoppedError, match="redirects to localhost"):
            reader.read(page())
    assert elsewhere.requests == []


def test_a_reply_that_breaks_off_is_asked_for_once_more_and_longer() -> None:
    half = answers('{"people": [{"name": "Moha', finish="length")
    with asking(half, GOOD, max_tokens=500) as (server, reader):
        assert n_events(reader) == 1
    assert [r.body["max_tokens"] for r in server.requests] == [500, 1000]


def test_a_reply_that_breaks_off_twice_fails_the_page() -> None:
    with (
        asking(answers('{"people": [', finish="length"), max_tokens=500) as (server, reader),
        pytest.raises(PageNotReadError, match=r"broke off at 1,000 tokens.*chat_max_tokens") as caught,
    ):
        reader.read(page())
    assert (len(server.requests), caught.value.ask_again) == (2, False)


@pytest.mark.parametrize("broken", ["I cannot help.", '{"people": [}', '{"roles": []}', '{"people": "none"}', "", "[]"])
def test_a_reply_that_is_no_json_by_the_schema_is_mended_once(broken: str) -> None:
    with asking(answers(broken), GOOD) as (server, reader):
        assert n_events(reader) == 1
    first, second = (r.body["messages"] for r in server.requests)
    assert second[:2] == first
    assert [m["role"] for m in second[2:]] == ["assistant", "user"]
    assert second[2]["content"] == broken


def test_a_reply_that_stays_broken_fails_the_page() -> None:
    with (
        asking(answers("no"), retries=3) as (server, reader),
        pytest.raises(PageNotReadError, match="no JSON by the schema, asked twice"),
    ):
        reader.read(page())
    assert len(server.requests) == 2


def test_a_server_that_knows_no_schema_is_asked_for_json_then_for_text() -> None:
    refused = sends(400, {"error": {"message": "'response_format.type' must be 'text'"}})
    with asking(refused, refused, GOOD) as (server, reader):
        assert n_events(reader) == 1
        assert len(reader.read(page("Heydari resigned. " + page().text)).people) == 1
    formats = [r.body.get("response_format", {}).get("type") for r in server.requests]
    assert formats == ["json_schema", "json_object", None, None]


def test_options_that_a_server_refuses_are_left_out() -> None:
    def refuses(message: str) -> Reply:
        return sends(400, {"error": {"message": message}})

    with asking(
        refuses("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
        refuses("Unsupported value: 'temperature' does not support 0"),
        refuses("seed: extra fields not permitted"),
        GOOD,
    ) as (server, reader):
        assert n_events(reader) == 1
    last = server.requests[-1].body
    assert "max_completion_tokens" in last
    assert not {"max_tokens", "temperature", "seed"} & last.keys()
    assert last["response_format"]["type"] == "json_schema"


def test_a_reply_in_parts() -> None:
    text = {"type": "text", "text": '{"people": [], "roles": [], "events": []}'}
    body = {"choices": [{"message": {"content": [text]}, "finish_reason": "stop"}]}
    with asking(sends(200, body)) as (_, reader):
        assert reader.read(page()).people == []


def test_what_was_answered_is_not_asked_again(tmp_path: Path) -> None:
    with asking(GOOD, cache_dir=tmp_path) as (server, reader):
        first = reader.read(page())
        assert reader.read(page()) == first
        with closing(engine(server.url, cache_dir=tmp_path)) as another_run:
            assert another_run.read(page()) == first
        assert len(server.requests) == 1
        reader.read(page("Another page."))
        with closing(engine(server.url, cache_dir=tmp_path, model="reader-70b")) as another_model:
            another_model.read(page())
        assert len(server.requests) == 3


def test_a_spoilt_cache_is_asked_again(tmp_path: Path) -> None:
    with asking(GOOD, cache_dir=tmp_path) as (server, reader):
        first = reader.read(page())
        for path in tmp_path.rglob("*.json"):
            path.write_text('{"reply": "{', encoding="utf-8")
        assert reader.read(page()) == first
    assert len(server.requests) == 2


def test_a_reply_that_cannot_be_read_is_not_kept(tmp_path: Path) -> None:
    with asking(answers("no"), cache_dir=tmp_path) as (_, reader), pytest.raises(PageNotReadError):
        reader.read(page())
    assert cached_files(tmp_path) == []


def test_the_budget_stops_the_run_and_what_was_answered_stays(tmp_path: Path) -> None:
    def usage(tokens: int) -> Reply:
        return answers(reply(), usage={"prompt_tokens": tokens - 10, "completion_tokens": 10, "total_tokens": tokens})

    kept, ledger = tmp_path / "replies", tmp_path / "tokens.txt"
    limits = {"cache_dir": kept, "ledger": ledger, "token_budget": 1000}
    with asking(usage(600), **limits) as (server, reader):
        reader.read(page("First page."))
        with closing(engine(server.url, **limits)) as other_process:
            other_process.read(page("Second page."))
        for given in (page("Third page."), page("Fourth page.")):
            with pytest.raises(EngineStoppedError, match="used 1,200 tokens, and its budget is 1,000"):
                reader.read(given)
        assert reader.read(page("Second page.")).people == []
        assert len(server.requests) == 2
        with closing(engine(server.url, **{**limits, "ledger": tmp_path / "next-run.txt"})) as next_run:
            next_run.read(page("Third page."))


@pytest.mark.parametrize("usage", [None, "many", {"total_tokens": -5}, {"total_tokens": 0}, {"total_tokens": "x"}, {}])
def test_tokens_are_estimated_where_the_server_does_not_tell(usage: object) -> None:
    with asking(answers(reply(), usage=usage), token_budget=1000) as (_, reader):
        reader.read(page())  # the instructions alone are over a thousand tokens
        with pytest.raises(EngineStoppedError, match="budget"):
            reader.read(page("Another page."))


def test_requests_that_came_to_nothing_in_time_count() -> None:
    with (
        asking(stalls(1), timeout_seconds=0.2, page_seconds=5, token_budget=1000) as (server, reader),
        pytest.raises(EngineStoppedError, match="budget"),
    ):
        reader.read(page())
    assert len(server.requests) == 1


def test_threads_share_an_engine() -> None:
    pages = [replace(page(f"Heydari, page {i}, resigned."), source_id=f"src_{i:016x}") for i in range(12)]
    with asking(GOOD) as (server, reader), ThreadPoolExecutor(6) as threads:
        read = list(threads.map(reader.read, pages))
    assert [claims.people[0].source_id for claims in read] == [given.source_id for given in pages]
    assert len(server.requests) == 12
