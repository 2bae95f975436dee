"""Web addresses as records give them: what must not be kept of them."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"(?:https?|ftp|wss?):|[/\\]{2}", re.IGNORECASE)
# Name and password stand before the @ of the host. Browsers also take backslashes, and any number of slashes
_USER = re.compile(r"\A((?:[a-z]{2,5}:)?[/\\]*)[^/\\?#\s]*@", re.IGNORECASE)
_SESSION = re.compile(r";jsessionid=[^?#/;\s]*", re.IGNORECASE)
# Parameters that let in whoever has them: sessions, keys and signatures, as servers and clouds name them
_SECRET = re.compile(
    r"(?:[\w.-]{0,40}(?:passw(?:or)?d|secret|token|api_?key|signature|credential|sessionid|jwt)"
    r"|pwd|auth|sig|sid|phpsessid|jsessionid)=",
    re.IGNORECASE,
)


def strip_credentials(url: str) -> str:
    """The URL without user name, password and secret parameters, valid or not; what is no URL comes back as it is."""
    if _ADDRESS.match(url) is None:
        return url
    base, mark, fragment = url.partition("#")
    path, asks, query = base.partition("?")
    path = _SESSION.sub("", _USER.sub(r"\1", path, count=1))
    return path + _without_secrets(asks, query) + _without_secrets(mark, fragment)


def on_one_line(url: str) -> str:
    """The URL with what does not print written as `%0A`: line ends, controls, marks that turn the writing around."""
    return "".join(c if c.isprintable() else "".join(f"%{byte:02X}" for byte in c.encode()) for c in url)


def _without_secrets(mark: str, parameters: str) -> str:
    """The part of an address behind its mark, less the parameters that are secret."""
    given = parameters.split("&")
    kept = [p for p in given if _SECRET.match(p) is None]
    return mark + "&".join(kept) if kept else ""
