"""Names in plain Latin letters: diacritics off, other alphabets letter by letter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from tasks.names.lexicon import rows

# Apostrophes stand for a glottal stop or nothing at all (N'Guessan, Sana`a): they join what they stand between.
_APOSTROPHES = re.compile(r"['’‘`´ʼʻʿʾ]")
_LETTERS = str.maketrans({row[0]: row[1] if len(row) > 1 else "" for row in rows("scripts")})


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """The text in lower-case Latin letters, digits and single blanks; hyphens and other marks become blanks.

    Cyrillic, Greek and Arabic letters are romanised one by one; scripts that the table does not know stay as they are.
    """
    text = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c)).translate(_LETTERS)
    text = _APOSTROPHES.sub("", text)
    return " ".join(re.sub(r"[\W_]+", " ", text).split())
