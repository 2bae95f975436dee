"""The server's key: taken from the environment, sent to the server, and shown nowhere."""

from __future__ import annotations

import os
from collections.abc import Generator

import httpx
from pydantic import SecretStr

from tasks.extract.chat.settings import KEY_VARIABLE, ChatSettingsError

_HIDDEN = "[key]"
_SHORTEST = 6  # a shorter "key" is a word such as "none", which may stand in any text


class ApiKey(httpx.Auth):
    """Puts the key into requests, and takes it out of texts. No key is fine: local servers want none."""

    def __init__(self, key: str | None) -> None:
        plain = (key or "").strip()
        if not (plain.isascii() and plain.isprintable()) or " " in plain:
            raise ChatSettingsError(f"{KEY_VARIABLE} holds characters that no key has; copy the key anew")
        self._key = SecretStr(plain) if plain else None

    @classmethod
    def from_environment(cls) -> ApiKey:
        """The key in DEMARCHE_CHAT_API_KEY, if there is one."""
        return cls(os.environ.get(KEY_VARIABLE))

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """See httpx.Auth."""
        if self._key is not None:
            request.headers["Authorization"] = f"Bearer {self._key.get_secret_value()}"
        yield request

    def hidden_in(self, text: str) -> str:
        """The text without the key: servers repeat it in messages about wrong keys."""
        if self._key is None or len(key := self._key.get_secret_value()) < _SHORTEST:
            return text
        return text.replace(key, _HIDDEN)

    def __repr__(self) -> str:
        return f"<{'a key' if self._key else 'no key'}>"

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a key is not handed to other processes; each reads it from its environment")
