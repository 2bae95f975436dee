"""The language of an article."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from tasks.clean.lines import FUNCTION_WORDS

_WORD = re.compile(r"[^\W\d_]+")
_FEW_WORDS = 40  # under this many words a text gets the benefit of the doubt
_CERTAIN = 0.9
_ENGLISH_SHARE = 0.22  # of function words; English news has about .40, other languages under .12
_READ = 6000  # characters


def language_of(text: str) -> str:
    """The ISO 639-1 code of the text's language.

    English where its function words say so: names of many languages confuse models of letters. A short text counts as
    English unless its letters are of another script or it is surely in another language.
    """
    head = text[:_READ]
    words = [w.lower() for w in _WORD.findall(head)]
    if not words:
        return "en"
    share = sum(w in FUNCTION_WORDS for w in words) / len(words)
    if share >= _ENGLISH_SHARE:
        return "en"
    code, probability = _identifier().classify(head)
    if code == "en":
        return "en"
    latin = sum(c.isascii() for w in words for c in w) / sum(map(len, words))
    if len(words) < _FEW_WORDS and latin > 0.6 and (probability < _CERTAIN or share >= 0.1):
        return "en"
    return str(code) if probability >= 0.5 or latin < 0.5 else "en"


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 (loads a model of 3 MB)

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
