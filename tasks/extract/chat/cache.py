"""Replies on disk, so that a page is asked about once."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from schemas.ids import digest


class ReplyCache:
    """Replies by model, prompt and page. Without a folder it keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, key: str) -> str | None:
        """The reply kept for the key; None where there is none that can be read."""
        if self._folder is None:
            return None
        try:
            kept = json.loads(self._path(key).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return None
        reply = kept.get("reply") if isinstance(kept, dict) else None
        return reply if isinstance(reply, str) else None

    def put(self, key: str, reply: str) -> None:
        """Keeps a reply; a reader sees all of it or nothing."""
        if self._folder is None:
            return
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"reply": reply}, file)
        Path(temporary).replace(path)

    def _path(self, key: str) -> Path:
        assert self._folder is not None
        return self._folder / key[:2] / f"{key}.json"


def cache_key(identity: str, prompt: str, page: str) -> str:
    """The key of a reply: which model, asked what, about which page."""
    return digest(identity, prompt, page)
