"""Asking the server: one request after another until it answers, the time is up or it is clear that it will not."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar
from urllib.parse import urlsplit

import httpx

from tasks.extract.chat.budget import TokenBudget, estimate_tokens
from tasks.extract.chat.dialect import Dialect
from tasks.extract.chat.key import ApiKey
from tasks.extract.chat.protocol import Completion, error_message, read_completion
from tasks.extract.chat.retry import is_retried, pause_before
from tasks.extract.chat.settings import KEY_VARIABLE, ChatSettings
from tasks.extract.engine import EngineStoppedError, PageNotReadError

Message = dict[str, str]
Result = TypeVar("Result")

MOST_REPLY_BYTES = 8_000_000
_CONNECT_SECONDS = 15.0
# No page is to blame for these: address, key, account or model are wrong
_STOPPING = frozenset({401, 402, 403, 404, 405, 407})


@dataclass(frozen=True)
class Answer:
    """What came back over the wire."""

    status: int
    retry_after: str | None
    location: str | None
    text: str


class ChatClient:
    """Asks one server. Threads may share it."""

    def __init__(
        self,
        settings: ChatSettings,
        key: ApiKey,
        schema: dict[str, Any],
        budget: TokenBudget,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._settings = settings
        self._key = key
        self._schema = schema
        self._budget = budget
        self._pause = pause
        self._dialect = Dialect()
        self._was_understood = False
        for library in ("httpx", "httpcore"):  # they write down what servers send, and servers repeat keys
            logging.getLogger(library).setLevel(logging.WARNING)
        self._http = httpx.Client(
            auth=key,
            follow_redirects=False,  # pages and key go where the user said, nowhere else
            trust_env=not settings.is_local,  # no proxy stands between this machine and itself
            limits=httpx.Limits(max_connections=None),
            headers={"User-Agent": "demarche", "Accept": "application/json", "Accept-Encoding": "identity"},
        )

    def ask(self, messages: Sequence[Message], max_tokens: int, deadline: float) -> Completion:
        """The server's completion of the messages. `deadline` is a time of `time.monotonic`.

        Raises:
            PageNotReadError: the server cannot or does not answer this request.
            EngineStoppedError: it will answer none.
        """
        attempt = 0
        while True:
            self._stop_if_spent()
            dialect = self._dialect
            answer = self._send(messages, dialect, max_tokens, deadline)
            if isinstance(answer, Answer) and answer.status == 200:
                completion = read_completion(answer.text)
                if completion is not None:
                    self._was_understood = True
                    self._count(messages, completion)
                    return completion
            if isinstance(answer, Answer) and self._is_new_dialect(answer, dialect):
                continue
            attempt += 1
            self._wait(attempt, answer, deadline)

    def close(self) -> None:
        """Ends the connections that were kept open."""
        self._http.close()

    def _send(
        self, messages: Sequence[Message], dialect: Dialect, max_tokens: int, deadline: float
    ) -> Answer | Exception:
        """The answer to one request, or what kept it from coming."""
        options = dialect.options(max_tokens, self._settings.seed, self._schema)
        body = json.dumps({"model": self._settings.model, "messages": list(messages), "stream": False, **options})
        seconds = min(self._settings.timeout_seconds, deadline - time.monotonic())
        if seconds <= 0:
            return TimeoutError("the time for the page is up")
        try:
            return _within(seconds, lambda: self._post(body, seconds))
        except (TimeoutError, httpx.ReadTimeout) as error:
            self._budget.add(estimate_tokens(body))  # the server may have worked on it, and may charge for it
            return error
        except (httpx.TransportError, httpx.InvalidURL, httpx.DecodingError, _TooLongError) as error:
            return error

    def _post(self, body: str, seconds: float) -> Answer:
        ends = time.monotonic() + seconds
        timeout = httpx.Timeout(seconds, connect=min(seconds, _CONNECT_SECONDS))
        url = f"{self._settings.base_url}/chat/completions"
        headers = {"Content-Type": "application/json"}
        with self._http.stream("POST", url, content=body, headers=headers, timeout=timeout) as response:
            read = bytearray()
            for chunk in response.iter_bytes():
                read += chunk
                if len(read) > MOST_REPLY_BYTES:
                    raise _TooLongError(f"a reply of more than {MOST_REPLY_BYTES:,} bytes")
                if time.monotonic() > ends:
                    raise TimeoutError
            return Answer(
                response.status_code,
                response.headers.get("Retry-After"),
                response.headers.get("Location"),
                self._key.hidden_in(read.decode("utf-8", "replace")),
            )

    def _is_new_dialect(self, answer: Answer, used: Dialect) -> bool:
        """Whether the refused request is to be sent in other words."""
        if answer.status not in (400, 422):
            return False
        if self._dialect != used:  # another thread has learned meanwhile
            return True
        other = used.after_refusal(error_message(answer.text), self._was_understood)
        if other is None:
            return False
        self._dialect = other
        return True

    def _wait(self, attempt: int, answer: Answer | Exception, deadline: float) -> None:
        """Returns when the request may be sent again."""
        if isinstance(answer, Answer):
            self._refuse_for_good(answer)
        last = attempt > self._settings.retries
        pause = pause_before(attempt, answer.retry_after if isinstance(answer, Answer) else None)
        if last or time.monotonic() + pause >= deadline:
            self._give_up(answer, attempt)
        self._pause(pause)

    def _refuse_for_good(self, answer: Answer) -> None:
        said = f"{answer.status}: {error_message(answer.text) or 'no reason given'}"
        if 300 <= answer.status < 400:
            host = urlsplit(answer.location or "").hostname or "another address"
            raise EngineStoppedError(
                f"the chat server at {self._host} redirects to {self._key.hidden_in(host)}, which is not followed. "
                "If that is where it is now, set chat_base_url to it."
            )
        if answer.status in (401, 403):
            raise EngineStoppedError(
                f"the chat server at {self._host} refuses access ({said}). "
                f"Put a valid key into the environment variable {KEY_VARIABLE}."
            )
        if answer.status in _STOPPING:
            raise EngineStoppedError(
                f"the chat server at {self._host} refuses every request ({said}). "
                f"Check chat_base_url and chat_model ({self._settings.model})."
            )
        if answer.status != 200 and not is_retried(answer.status):
            raise PageNotReadError(f"the chat server refused the page ({said})")

    def _give_up(self, answer: Answer | Exception, attempts: int) -> NoReturn:
        times = "once" if attempts == 1 else f"{attempts} times"
        if isinstance(answer, httpx.ConnectError | httpx.ConnectTimeout):
            raise EngineStoppedError(
                f"no chat server answers at {self._host} (asked {times}: {self._key.hidden_in(str(answer))}). "
                "Start it, or check chat_base_url.",
                may_pass=True,
            )
        raise PageNotReadError(f"the chat server did not answer, asked {times}: {self._why(answer)}", ask_again=True)

    def _why(self, answer: Answer | Exception) -> str:
        if isinstance(answer, Answer) and answer.status == 200:
            begins = error_message(answer.text[:80])
            return f"what it sent is no completion; it begins with {begins!r}. Is chat_base_url right?"
        if isinstance(answer, Answer):
            return f"status {answer.status}, {error_message(answer.text) or 'no reason given'}"
        if isinstance(answer, TimeoutError | httpx.TimeoutException):
            return "it took too long (chat_timeout_seconds, chat_page_seconds)"
        return self._key.hidden_in(f"{type(answer).__name__}, {answer}")

    def _stop_if_spent(self) -> None:
        if self._budget.is_spent:
            raise EngineStoppedError(
                f"the run has used {self._budget.used():,} tokens, and its budget is {self._budget.limit:,} "
                "(chat_token_budget). Run the same command again to go on with a new budget: what was answered is kept."
            )

    def _count(self, messages: Sequence[Message], completion: Completion) -> None:
        guess = sum(estimate_tokens(m["content"]) for m in messages) + estimate_tokens(completion.content)
        self._budget.add(completion.tokens or guess)

    @property
    def _host(self) -> str:
        return urlsplit(self._settings.base_url).netloc

    def __repr__(self) -> str:
        return f"<ChatClient of {self._host}>"


class _TooLongError(Exception):
    """A reply that nobody would want to read to the end."""


def _within(seconds: float, function: Callable[[], Result]) -> Result:
    """What the function returns; TimeoutError if it takes longer.

    HTTP libraries limit the time between two bytes. A server that sends a byte now and then, or a name server that
    never answers, is left behind in a thread of its own.
    """
    future: Future[Result] = Future()

    def work() -> None:
        try:
            future.set_result(function())
        except BaseException as error:  # whatever it is, the caller hears of it
            future.set_exception(error)

    threading.Thread(target=work, daemon=True).start()
    return future.result(timeout=seconds)
