"""What the chat engine is told: where the server is, which model, how long, how much."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from schemas.ids import digest

# The only place of the server's key
KEY_VARIABLE = "DEMARCHE_CHAT_API_KEY"


class ChatSettingsError(ValueError):
    """The chat engine cannot be used as it is set up; the message names the setting and the remedy."""


@dataclass(frozen=True)
class ChatSettings:
    """How to ask. Holds no key: that one is read from the environment by the process that asks.

    `page_seconds` is the time for one page, retries and pauses included; `timeout_seconds` that for one request.
    `token_budget` None means no limit. `cache_dir` keeps replies between runs; `ledger` is the file in which all
    processes of one run add up the tokens they used. Where either is None, nothing is kept.
    """

    base_url: str
    model: str
    timeout_seconds: float = 120
    page_seconds: float = 300
    retries: int = 4
    max_tokens: int = 4096
    token_budget: int | None = None
    seed: int = 0
    allow_http: bool = False
    cache_dir: Path | None = None
    ledger: Path | None = None

    def checked(self) -> ChatSettings:
        """These settings, with the address in its plain form.

        Raises:
            ChatSettingsError: a setting is missing or unsafe.
        """
        address = _address(self.base_url, self.allow_http)
        if not self.model.strip():
            raise ChatSettingsError("the chat engine needs the model's name: set chat_model (as the server calls it)")
        return ChatSettings(**{**vars(self), "base_url": address})

    @property
    def is_local(self) -> bool:
        """Whether the server is on this machine."""
        return _is_loopback(urlsplit(self.base_url).hostname or "")

    @property
    def identity(self) -> str:
        """All that decides what the model says of a page, beside prompt and page; neither address nor key."""
        return digest(self.model, str(self.seed))


def _address(base_url: str, allow_http: bool) -> str:
    if not base_url.strip():
        raise ChatSettingsError(
            "the chat engine needs a server: set chat_base_url, such as http://localhost:11434/v1 for Ollama"
        )
    try:
        parts = urlsplit(base_url.strip())
        port = parts.port  # raises where it is no number
    except ValueError as error:
        raise ChatSettingsError("chat_base_url is no address; write it like https://HOST/v1") from error
    del port
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ChatSettingsError("chat_base_url must begin with https:// or http:// and name a host")
    _refuse_secrets(parts)
    if parts.scheme == "http" and not allow_http and not _is_loopback(parts.hostname):
        raise ChatSettingsError(
            f"chat_base_url sends pages and key to {parts.hostname} unencrypted. Use https://, or set "
            "chat_allow_http = true if the way there is safe"
        )
    return parts.geturl().rstrip("/").removesuffix("/chat/completions")


def _refuse_secrets(parts: SplitResult) -> None:
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ChatSettingsError(
            "chat_base_url must hold no user, password, ? or #: addresses end up in logs. "
            "Put the key into the environment variable " + KEY_VARIABLE
        )


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
