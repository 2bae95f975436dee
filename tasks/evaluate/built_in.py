"""The gold pages that come with the package, so that every release can say how well its code reads."""

from __future__ import annotations

from pathlib import Path

from tasks.evaluate.gold import Gold, read_gold

_FOLDER = Path(__file__).with_name("built-in-pages")


def built_in_gold() -> Gold:
    """A dozen pages of own writing, in several styles, with all that a careful reader found on them.

    They were at hand while the rules were written, so they tell how the code moves and not how good it is.
    """
    return read_gold(_FOLDER)
