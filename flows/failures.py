"""When a run fails: whether to try again, what to say, whom to tell, and what never to say."""

from __future__ import annotations

import errno
import logging
import os
import re
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from flows.server import ServerError
from flows.workers import NoClusterError
from tasks.extract.engine import EngineStoppedError

Result = TypeVar("Result")

# What a supervisor may act on: sysexits.h calls it EX_TEMPFAIL
TRY_LATER = 75
HIDDEN = "***"
_WEBHOOK_SECONDS = 10
# Storage or a network that was away for a moment. A full disk is none of these: it stays full
_PASSING = {
    errno.EAGAIN, errno.EIO, errno.ESTALE, errno.ETIMEDOUT, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETDOWN,
    errno.ENETUNREACH, errno.ECONNABORTED, errno.ECONNREFUSED, errno.ECONNRESET,
}  # fmt: skip
_SECRET_NAME = re.compile(r"(?i)key|token|secret|passw|credential|webhook")
_SHORTEST_SECRET = 6
_IN_ADDRESS = re.compile(r"(?<=://)[^/\s@]{1,500}@")


@dataclass(frozen=True)
class Failure:
    """What a webhook is sent, as JSON. `text` is one line for people: chat servers show that field as it is."""

    text: str
    data_dir: str
    host: str
    at: str
    error: str
    message: str
    may_pass: bool


def may_pass(error: BaseException) -> bool:
    """Whether the same run may do better in a while, with nobody changing anything."""
    if isinstance(error, ServerError | NoClusterError):
        return True
    if isinstance(error, EngineStoppedError):
        return error.may_pass
    if isinstance(error, OSError):
        return error.errno in _PASSING
    import httpx  # noqa: PLC0415 (a moment, and only when something went wrong)

    return isinstance(error, httpx.TransportError)


def try_again(
    work: Callable[[], Result],
    retries: int,
    seconds: float,
    say: Callable[[str], None],
    pause: Callable[[float], None] = time.sleep,
) -> Result:
    """What the work gives. It is done again, up to so many times, after a failure that may pass by itself.

    Before each new try it waits, `seconds` at first and twice as long every time.
    """
    for done in range(retries + 1):
        try:
            return work()
        except Exception as error:
            if done == retries or not may_pass(error):
                raise
            wait = seconds * 2**done
            say(f"{in_words(error)} Trying again in {wait:.0f} s ({done + 1} of {retries}).")
            pause(wait)
    raise AssertionError("there is a first try")


def in_words(error: BaseException) -> str:
    """The error in one line without secrets."""
    said = " ".join(str(error).split())
    return without_secrets(f"{type(error).__name__}: {said}" if said else type(error).__name__)


def without_secrets(text: str) -> str:
    """The text with credentials in addresses, and values of variables named like secrets, taken out."""
    for secret in _secrets():
        text = text.replace(secret, HIDDEN)
    return _IN_ADDRESS.sub(f"{HIDDEN}@", text)


def hide_secrets(error: BaseException) -> None:
    """Takes secrets out of what the error, and those that led to it, say: others will log it."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        current.args = tuple(without_secrets(part) if isinstance(part, str) else part for part in current.args)
        if isinstance(current, OSError) and current.strerror:
            current.strerror = without_secrets(current.strerror)
        current = current.__cause__ or current.__context__


def tell(webhook: str | None, data_dir: Path, error: str, message: str, *, passes: bool = False) -> None:
    """Posts the failure to the webhook, if there is one. That it cannot be reached is logged and nothing more."""
    if not webhook:
        return
    import httpx  # noqa: PLC0415 (a moment, and only when something went wrong)

    host, said = socket.gethostname(), without_secrets(message)
    text = f"demarche on {host}: the run on {data_dir} failed. {said}"
    failure = Failure(text, str(data_dir), host, f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", error, said, passes)
    try:
        httpx.post(webhook, json=asdict(failure), timeout=_WEBHOOK_SECONDS).raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as problem:
        # Neither address nor error text: both may carry the webhook's own secret
        status = problem.response.status_code if isinstance(problem, httpx.HTTPStatusError) else type(problem).__name__
        logging.getLogger("demarche").error("the webhook did not take the message: %s", status)


def tell_of(webhook: str | None, data_dir: Path, error: BaseException) -> None:
    """As `tell`, of an error."""
    tell(webhook, data_dir, type(error).__name__, " ".join(str(error).split()), passes=may_pass(error))


def _secrets() -> Iterator[str]:
    values = [value for name, value in os.environ.items() if _SECRET_NAME.search(name)]
    telling = {v for v in values if len(v) >= _SHORTEST_SECRET and not v.isdecimal() and not v.startswith("/")}
    yield from sorted(telling, key=len, reverse=True)
