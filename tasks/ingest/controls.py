"""Characters that no text of a page needs and that terminals, files and databases stumble over."""

from __future__ import annotations

import os
import re
from pathlib import Path

# Terminal escapes (ECMA-48 control sequences, and operating system commands as xterm reads them), ended or not
_ESCAPE = re.compile("(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b\\]|\x9d)[^\x07\x1b\x9c\n]{0,200}(?:\x07|\x1b\\\\|\x9c)")
# All controls but tab and line ends; next line (U+0085) is one of those
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def without_controls(text: str) -> str:
    """The text without terminal escapes and control characters; half a surrogate pair becomes a question mark.

    JSON can spell all of them in plain ASCII. Half pairs are no text: neither UTF-8 nor Parquet can hold them.
    """
    if _CONTROL.search(text):
        text = _CONTROL.sub("", _ESCAPE.sub("", text))
    return _SURROGATE.sub("?", text) if not text.isascii() else text


def path_as_text(path: Path) -> str:
    r"""The path with `/` between its parts, on one line: bytes that are no UTF-8 and controls as `\xff` and `\n`."""
    text = os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() or c == " " else c.encode("unicode_escape").decode() for c in text)
