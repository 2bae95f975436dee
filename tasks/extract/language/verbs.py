"""English verb forms: from a base form its inflections, and from a word what forms of which verb it can be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tasks.extract.language.lexicon import rows

# Forms, as single letters in a set: base, third person, past, past participle, present participle.
BASE, THIRD, PAST, PARTICIPLE, ING = "b", "s", "d", "n", "g"


@dataclass(frozen=True, slots=True)
class IrregularVerb:
    """A verb whose forms do not follow from its base."""

    base: str
    past: tuple[str, ...]
    participle: tuple[str, ...]
    ing: str


@cache
def irregular_verbs() -> dict[str, IrregularVerb]:
    """Irregular verbs by base form."""
    verbs = {}
    for base, past, participle, ing in rows("irregular_verbs.tsv"):
        verbs[base] = IrregularVerb(base, tuple(past.split("|")), tuple(participle.split("|")), ing)
    return verbs


@cache
def verb_forms(base: str) -> dict[str, str]:
    """Every form of a verb, with the letters of what it can be ("dn" where past and participle are alike)."""
    forms: dict[str, str] = {}

    def add(form: str, letter: str) -> None:
        forms[form] = forms.get(form, "") + letter

    prefix, _, stem = base.rpartition("-")
    irregular = irregular_verbs().get(base)
    add(base, BASE)
    add(_third_person(base), THIRD)
    if irregular:
        for form in irregular.past:
            add(form, PAST)
        for form in irregular.participle:
            add(form, PARTICIPLE)
        add(irregular.ing, ING)
        if base == "be":
            forms.update({"am": THIRD, "is": THIRD, "are": THIRD})
    elif prefix and stem in irregular_verbs():
        return {f"{prefix}-{form}": letters for form, letters in verb_forms(stem).items()}
    else:
        past = base + "d" if base.endswith("e") else re.sub(r"(?<=[^aeiou])y$", "i", base) + "ed"
        add(past, PAST)
        add(past, PARTICIPLE)
        add(base[:-1] + "ing" if re.search(r"[^eoy]e$", base) else base + "ing", ING)
    return forms


def _third_person(base: str) -> str:
    if base == "have":
        return "has"
    if re.search(r"[^aeiou]y$", base):
        return base[:-1] + "ies"
    return base + ("es" if re.search(r"(s|x|z|ch|sh|[^o]o)$", base) else "s")


@cache
def irregular_forms() -> frozenset[str]:
    """Past and participle forms of all irregular verbs: words that can only be, or are mostly, verbs."""
    return frozenset(f for v in irregular_verbs().values() for f in (*v.past, *v.participle))
