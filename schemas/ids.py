"""Ids: hashes of raw, stable facts, so that a better cleaner does not rename the world."""

from __future__ import annotations

import hashlib


def digest(*parts: str) -> str:
    """The SHA-256 of the parts, which may hold any text: each is prefixed with its length."""
    h = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        h.update(f"{len(data)}:".encode())
        h.update(data)
    return h.hexdigest()


def make_id(prefix: str, *parts: str) -> str:
    """`prefix_` and sixteen hex digits of the parts' digest."""
    return f"{prefix}_{digest(*parts)[:16]}"


def source_id(raw_sha256: str) -> str:
    """The id of the page whose raw bytes have that SHA-256."""
    return f"src_{raw_sha256[:16]}"


def page_person_id(source: str, name: str) -> str:
    """The id of a person as one page knows them, from the fullest name on that page."""
    return make_id("pp", source, name)


def mention_id(source: str, start: int, end: int) -> str:
    """The id of a mention, from its place."""
    return make_id("men", source, str(start), str(end))


def claim_id(source: str, kind: str, *said: str | None) -> str:
    """The id of a claim, from its page, its kind ("role" or "event") and what it says, the quote included."""
    return make_id("clm", source, kind, *("" if s is None else s for s in said))
