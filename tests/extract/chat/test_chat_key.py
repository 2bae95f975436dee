"""The key goes to the server and nowhere else."""

from __future__ import annotations

import logging
import pickle
import traceback
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tasks.extract.chat.engine import ChatEngine
from tasks.extract.chat.key import ApiKey
from tasks.extract.chat.settings import ChatSettings, ChatSettingsError
from tasks.extract.engine import EngineStoppedError, PageNotReadError
from tests.extract.chat.chat_server import answers, drips, sends, serving
from tests.extract.chat.reading import KEY, engine, event, page, reply, settings

# Servers repeat the key in their messages, and one may do so in whatever else it sends
ECHOES = {
    "refused": sends(401, {"error": {"message": f"Incorrect API key provided: {KEY}"}}),
    "not found": sends(404, f"no route for Bearer {KEY}"),
    "page refused": sends(400, {"error": {"message": f"maximum context length for {KEY}"}}),
    "broken": sends(500, f"<html>{KEY}</html>"),
    "no completion": sends(200, f"{KEY} is no completion"),
    "redirect": sends(302, "", {"Location": f"https://{KEY}.example/"}),
    "broken json": answers(f"{{ {KEY}"),
    "slow": drips(1),
    "good": answers(reply(events=[event(quote=f"my key is {KEY} indeed")])),
}


@pytest.mark.parametrize("name", sorted(ECHOES))
def test_the_key_is_in_no_log_error_cache_or_claim(
    name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    said: list[str] = []
    with serving(ECHOES[name]) as server:
        limits = {"cache_dir": tmp_path / "kept", "ledger": tmp_path / "tokens.txt"}
        with closing(engine(server.url, retries=1, timeout_seconds=0.5, page_seconds=1, **limits)) as reader:
            try:
                said.append(repr(reader.read(page())))
            except (EngineStoppedError, PageNotReadError) as error:
                said += [str(error), repr(error), repr(pickle.dumps(error)), *traceback.format_exception(error)]
            said += [repr(reader), reader.version, repr(vars(reader)), repr(settings(server.url))]
        assert [r.headers["Authorization"] for r in server.requests][:1] == [f"Bearer {KEY}"]
    said += [path.read_text(encoding="utf-8") for path in tmp_path.rglob("*") if path.is_file()]
    said += [record.getMessage() + repr(record.__dict__) for record in caplog.records]
    said += list(capfd.readouterr())
    assert said
    assert [text for text in said if KEY in text] == []


def test_the_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMARCHE_CHAT_API_KEY", f" {KEY}\n")
    with serving(answers(reply())) as server, closing(ChatEngine(settings(server.url))) as reader:
        reader.read(page())
    assert server.requests[0].headers["Authorization"] == f"Bearer {KEY}"


def test_without_a_key_none_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEMARCHE_CHAT_API_KEY", raising=False)
    with serving(answers(reply())) as server, closing(ChatEngine(settings(server.url))) as reader:
        reader.read(page())
    assert "Authorization" not in server.requests[0].headers


@pytest.mark.parametrize("key", ["sk-secret\x00more", "sk-sécret", "sk-secret two", "sk-secret\nX-Other: 1"])
def test_a_key_that_cannot_be_one_is_refused_without_showing_it(key: str) -> None:
    with pytest.raises(ChatSettingsError, match="DEMARCHE_CHAT_API_KEY") as caught:
        ApiKey(key)
    assert "cret" not in "".join(traceback.format_exception(caught.value)).replace(f"{key!r}", "").split("Error:")[-1]


def test_a_key_is_handed_to_no_other_process() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(ApiKey(KEY))


def test_replies_are_kept_under_a_name_that_says_nothing_of_the_key(tmp_path: Path) -> None:
    def names(key: str) -> list[str]:
        folder = tmp_path / key
        with (
            serving(answers(reply())) as server,
            closing(ChatEngine(settings(server.url, cache_dir=folder), ApiKey(key))) as reader,
        ):
            reader.read(page())
        return [path.name for path in folder.rglob("*.json")]

    assert names("first-key") == names("second-key") != []


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("", "set chat_base_url"),
        ("models.example/v1", "must begin with https://"),
        ("ftp://models.example", "must begin with https://"),
        ("https://", "must begin with https://"),
        ("http://models.example/v1", "unencrypted"),
        ("http://10.0.0.5:8000/v1", "unencrypted"),
        ("http://localhost.evil.example/v1", "unencrypted"),
        ("http://127.0.0.1.evil.example/v1", "unencrypted"),
        ("https://user:hunter2@models.example/v1", "no user, password"),
        ("https://models.example/v1?api_key=hunter2", "no user, password"),
        ("https://models.example:port/v1", "is no address"),
        ("https://[::1/v1", "is no address"),
    ],
)
def test_addresses_that_are_refused(address: str, message: str) -> None:
    with pytest.raises(ChatSettingsError, match=message) as caught:
        ChatSettings(base_url=address, model="m").checked()
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("http://localhost:11434/v1/", "http://localhost:11434/v1"),
        ("http://127.0.0.9/v1", "http://127.0.0.9/v1"),
        ("http://[::1]:8000/v1", "http://[::1]:8000/v1"),
        ("https://models.example/api/v1/chat/completions", "https://models.example/api/v1"),
    ],
)
def test_addresses_that_are_taken(address: str, kept: str) -> None:
    assert ChatSettings(base_url=address, model="m").checked().base_url == kept


def test_plain_http_to_another_machine_where_the_user_wants_it() -> None:
    taken = ChatSettings(base_url="http://gpu.lan:8000/v1", model="m", allow_http=True).checked()
    assert (taken.base_url, taken.is_local) == ("http://gpu.lan:8000/v1", False)


def test_a_model_must_be_named() -> None:
    with pytest.raises(ChatSettingsError, match="chat_model"):
        ChatSettings(base_url="http://localhost/v1", model=" ").checked()


def test_a_proxy_of_the_environment_does_not_stand_before_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    with serving(answers(reply())) as server, closing(engine(server.url)) as reader, suppress(EngineStoppedError):
        reader.read(page())
    assert len(server.requests) == 1
