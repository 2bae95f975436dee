"""The power goes, or the disk is full, from a chosen change of the file system on: what was done before stays."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_TAKING_SPACE = ("os.mkdir", "os.symlink", "open")
_CHANGES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.symlink", "os.link", "os.truncate", "open")


class PowerCutError(BaseException):
    """No handler of the program catches this; clean-up that it tries meets it again, as nothing works without power."""


@dataclass
class _Meter:
    """Counts changes below a folder; `last` is the one that does not happen any more, nor any after it."""

    root: str = ""
    last: int | None = None
    is_full: bool = False
    seen: list[str] = field(default_factory=list)

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.root or event not in _CHANGES:
            return
        place = arguments[0]
        # A name without its folder is of the functions that work within an open one: rmtree does
        inside = isinstance(place, str | os.PathLike) and (
            os.fspath(place).startswith(self.root) or (not Path(place).is_absolute() and -1 not in arguments[1:])
        )
        if not inside or (event == "open" and not (isinstance(arguments[2], int) and arguments[2] & _WRITES)):
            return
        self.seen.append(f"{event} {place}")
        if self.last is None or len(self.seen) < self.last:
            return
        if not self.is_full:
            raise PowerCutError(f"at change {self.last}: {event} {place}")
        if event in _TAKING_SPACE:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(place))


_METER = _Meter()
_installed = False


def changes_of(work: Callable[[], object], root: Path) -> list[str]:
    """The changes that the work makes to files below the folder, in their order."""
    _listen()
    _METER.root, _METER.last, _METER.seen = str(root), None, []
    try:
        work()
    finally:
        _METER.root = ""
    return _METER.seen


def cut_at(number: int, work: Callable[[], object], root: Path) -> bool:
    """Whether the work was cut off: from its change of that number on (the first is 1) it changes nothing any more."""
    _listen()
    _METER.root, _METER.last, _METER.seen = str(root), number, []
    try:
        work()
    except PowerCutError:
        return True
    finally:
        _METER.root, _METER.last = "", None
    return False


def full_from(number: int, work: Callable[[], object], root: Path) -> None:
    """Does the work, with no space for new files from its change of that number on."""
    _METER.is_full = True
    try:
        cut_at(number, work, root)
    finally:
        _METER.is_full = False


def spread(count: int, most: int) -> Iterator[int]:
    """Numbers from 1 to `count`, all or `most` of them at even distances."""
    step = max(1, -(-count // most))
    yield from range(1, count + 1, step)


def _listen() -> None:
    global _installed  # noqa: PLW0603 (an audit hook cannot be taken away)
    if not _installed:
        sys.addaudithook(_METER.hear)
        _installed = True
