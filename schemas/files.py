"""Files put in place whole: after a kill or a power cut there is the old file or the new one, never a part of one."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile


def put_in_place(path: Path, content: bytes, *, lasting: bool = True) -> Path:
    """The path, after the content stands there, on the disk and not only in its cache.

    Not `lasting` saves the wait for the disk, some milliseconds: after a power cut the file may be there and empty.
    What is written first lies beside it, under a name that begins with a dot; a kill leaves it there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name.lstrip('.')}.", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(content)
            file.flush()
            if lasting:
                os.fsync(file.fileno())
            temporary.chmod(0o644)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    return path


def sync(path: Path) -> None:
    """Returns when the file, or the names in the folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
