"""What kind of post a title in gold is, from the lexicon of titles."""

from __future__ import annotations

from functools import cache

from schemas.vocab import TitleClass
from tasks.evaluate.compare import fold
from tasks.extract.language.lexicon import rows


def class_of_title(title: str) -> TitleClass:
    """The class of the longest title of the lexicon that the words end or begin with; `other` where there is none."""
    words = fold(title).split()
    parts = [" ".join(words[i:]) for i in range(len(words))] + [" ".join(words[:i]) for i in range(len(words), 0, -1)]
    known = [part for part in parts if part in _classes()]
    return _classes()[max(known, key=len)] if known else TitleClass.OTHER


@cache
def _classes() -> dict[str, TitleClass]:
    classes: dict[str, TitleClass] = {}
    for written, title, title_class, *_ in rows("titles.tsv"):
        classes.setdefault(fold(title), TitleClass(title_class))
        classes.setdefault(fold(written), TitleClass(title_class))
    return classes
