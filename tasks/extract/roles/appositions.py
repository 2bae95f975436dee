"""Posts that stand beside a name: in front of it, after it, or joined to it by a comma or a colon."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from schemas.vocab import MentionForm
from tasks.extract.entities.titles import titles
from tasks.extract.model import PersonSpan, PostSpan
from tasks.extract.roles.scenes import Link, LinkKind, Scene, link

_HONORIFIC = (
    r"(?:\(?(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Sheikh|Shaikh|Hon|Hon’ble|Honourable|Honorable"
    r"|Engr|Eng|Ing|Arc|Barr|Barrister|Lic|Baron|Baroness|Count|Sayyid|Sayyida|Shaikha|Tun|Cardinal"
    r"|Alhaji|Hajia|Daw|U|Ratu|Dato|Datuk|Tan|Sri|Haji|Rev|Fr|Father|Ayatollah|Imam|Me|Mme|Madam|Smt|Shri|Kumari"
    r"|Awang|Dayang|Pehin|Pengiran|Yang|Mulia|Haj|Cde|Ustaz|Bro|Maj|Lt|Capt|Prince|Princess|don|doña|Comrade|Chief"
    r"|H\.?E\.?|Excellency|His|Her|the|Rtd|rtd|Retd|retired|CPA|Academician)\b\.?\)?\s*)"
)
_DIRECT = re.compile(rf"[\s\"“‘'’()]*(?:-General\s+)?{_HONORIFIC}{{0,3}}[\"“‘']?$")
_COLON = re.compile(rf"\s*(?:[:–—]|\s-)\s*{_HONORIFIC}{{0,3}}$")
# What may stand between a post and the comma before its holder's name
_LATE = r"(?:\s+(?:abroad|there|here|today|now|at the time|by then|on duty|in waiting))?"
_COMMA = re.compile(rf"{_LATE}\s*,?\s*[\"“(]?(?:,\s*)?{_HONORIFIC}{{0,3}}$")
_DETERMINERS = (
    r"(?:(?:the|a|an|its|his|her|their|our|then|until|now|formerly|once|previously|currently|recently|until recently"
    r"|also|both|himself|herself|hitherto|most recently|by|presently|sometime"
    r"|one|of|who|is|was|has|been|had|still|long|lately|earlier|ex|at the time|at present|at|twice"
    r"|and|as|that|same|another|founder|co-founder|two|three|four|five|six|seven|eight|nine|ten|\d{1,3}"
    r"|(?:first|second|third|only|last|youngest|oldest)\s+(?:[a-z]+\s+)?(?:woman|man|person|civilian|outsider)"
    r"\s+(?:to (?:be|become|serve as|head|lead)|as))\b[\s,-]*)"
)
_ASIDE = (
    r"(?:\([^()]{1,40}\)|[\"“‘][^\"”’,]{1,30}[\"”’]|,?\s*(?:called|known as|alias|nicknamed)\s[^,;.]{1,30}(?=[,;]))?"
)
_APPOSED = re.compile(
    rf"\s*[\"”’)]*\s*{_ASIDE}\s*[,(–—:;-]+\s*"
    rf"(?:(?:[A-Z]\.?){{2,8}}(?:\s*\(\d{{4}}\))?\s*,\s*)?"
    rf"(?:(?:until|till|for|since|from|at)\s+(?:[\w’'-]+\s+){{1,5}}?(?:,\s*)?)?"
    rf"(?:(?:aged\s+|age\s+)?\d{{1,3}}(?:\s+years old)?\s*,?\s*)?{_DETERMINERS}{{0,5}}$"
)
# "a backbench MP", "the MAS mayor": a word of description that no list of modifiers holds
_DESCRIBED = re.compile(r"\s*,\s*(?:then\s+)?(?:the|a|an)\s+(?P<words>(?:[\w’-]+\s+){1,2})$")
_NO_DESCRIPTION = frozenset(
    [
        "of",
        "to",
        "in",
        "for",
        "by",
        "with",
        "from",
        "and",
        "or",
        "at",
        "on",
        "who",
        "that",
        "which",
        "was",
        "is",
        "were",
        "are",
        "man",
        "woman",
        "friend",
        "son",
        "daughter",
        "brother",
        "sister",
        "wife",
        "husband",
        "father",
        "mother",
        "cousin",
        "uncle",
        "nephew",
        "niece",
        "colleague",
        "ally",
        "rival",
        "critic",
        "aide",
        "whose",
        "former",
    ]
)
COORDINATION = re.compile(
    r"(?:['’]s)?\s*(?:\s(?:of|in|from|for)\s(?:the\s)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3})?"
    r"(?:\([^()]{1,60}\)|,[^,]{1,40},)?\s*(?:,|,?\s*and|,?\s*&|;)\s*(?:(?:Mr|Mrs|Ms|Dr|Lt|Col|Gen|Maj"
    r"|Capt|the)\b\.?\s*){0,2}$"
)
# A plural post whose holders follow a colon ("three generals are suspended:")
_ANNOUNCED = re.compile(rf"[^.;:]{{0,80}}:\s*{_HONORIFIC}{{0,3}}$")
_OTHER_NAME = re.compile(r"(?:a\.?k\.?a\.?|alias|@)\s*$")


def direct(scene: Scene, names: Sequence[PersonSpan], post: PostSpan) -> list[Link]:
    """As in "Foreign Minister Zebari"; for a plural title, one link for each name of the list."""
    following = next((m for m in names if m.start >= post.head_end), None)
    if following is None or following.form is not MentionForm.NAME:
        return []
    if following.start < post.end:
        # the complement runs into a name: "General Staff chief of Ali"? keep the title alone
        return []
    if not _DIRECT.match(scene.gap(post.end, following.start)):
        return []
    return _coordinated(scene, names, following, post, LinkKind.PRENOMINAL)


def _coordinated(
    scene: Scene, names: Sequence[PersonSpan], first: PersonSpan, post: PostSpan, kind: LinkKind
) -> list[Link]:
    """One link for a singular title; for a plural one ("Colonels A and B") one for each name of the list."""
    out = [link(scene, first, post, kind)]
    if not is_plural(scene, post):
        return out
    last = first
    for m in names:
        if m.start <= last.end or m.form is not MentionForm.NAME:
            continue
        if not COORDINATION.match(scene.gap(last.end, m.start)):
            break
        out.append(link(scene, m, post, kind))
        last = m
    return out


def is_plural(scene: Scene, post: PostSpan) -> bool:
    """Whether the title of a post is in the plural ("Colonels A and B")."""
    tokens = scene.sentence.tokens
    first, last = (bisect_left(tokens, at, key=lambda t: t.start) for at in (post.start, post.head_end))
    for i in range(first, last):
        hit = titles().longest_at(tokens, i)
        if hit and tokens[hit[0] - 1].end >= post.head_end - 1:
            return "plural" in hit[1].flags
    return False


_GOVERNED = re.compile(r"\b(?:from|of|by|with|to|for|against|between|on|at)\s+(?:[A-Z][\w.]*\s+){0,3}$")


def opens_anew(scene: Scene, apposed: Sequence[Link], post: PostSpan) -> bool:
    """Whether a post starts a new part of a list: "the governor, Tunde Bello, and his spokesman, Femi Ade"."""
    first = scene.text[post.start : post.end].split()[0].lower()
    if first in ("his", "her", "their", "its") or any("and" in k.lead.split() for k in apposed):
        return True
    # "Answering a question from Fernand Weber, the foreign minister, Alain Klein, said": an introduction is closed
    lead = scene.gap(scene.sentence.start, min((k.start for k in apposed), default=scene.sentence.start))
    return len(lead) > 3 and "," not in lead and _GOVERNED.search(lead) is not None and lead.split()[0].endswith("ing")


def apposed(scene: Scene, names: Sequence[PersonSpan], post: PostSpan) -> list[Link]:
    """As in "Zebari, the foreign minister"."""
    before = [m for m in names if m.end <= post.start]
    if not before:
        return []
    person = before[-1]
    owner = next((p for p in scene.posts if p.end == post.start - 3 and p.start >= person.end), None)
    owned = owner and scene.text[owner.end : post.start] in ("'s ", "’s ")
    gap = scene.gap(person.end, owner.start if owner and owned else post.start)
    if any(p.start == post.end + 3 for p in scene.posts) and scene.text[post.end : post.end + 2] in ("'s", "’s"):
        return []  # "X, the prime minister's principal secretary"
    if person.form is MentionForm.PRONOUN or not (_APPOSED.match(gap) or _is_described(gap)):
        return []
    if len(before) > 1 and _OTHER_NAME.search(scene.gap(before[-2].end, person.start)):
        person = before[-2]  # "CHENG, Teresa; a.k.a. CHENG Yeuk-wah; Secretary for Justice"
    if gap.lstrip().startswith(("'s", "’s")):
        return []
    out = [link(scene, person, post, LinkKind.APPOSITION, gap)]
    if is_plural(scene, post) or "both" in gap.split():
        following = person
        for m in reversed(before[:-1]):
            if not COORDINATION.match(scene.gap(m.end, following.start)):
                break
            out.append(link(scene, m, post, LinkKind.APPOSITION, gap))
            following = m
    return out


def _is_turn(scene: Scene, post: PostSpan, following: PersonSpan) -> bool:
    """Whether a post and its colon open what somebody says in a transcript: "SPOKESPERSON: Mr Deng left at noon"."""
    goes_on = scene.text[following.end : following.end + 2]
    return post.start == scene.sentence.start and goes_on[:1] == " " and goes_on[1:2].islower()


# The rest of a post that no list knows: "the wali of the Oriental | region, X", "an officer | at the same embassy, X"
_REST = re.compile(rf"\s[^,;:.()“”]{{2,45}},\s*{_HONORIFIC}{{0,3}}$")
_CLAUSE = re.compile(
    r"\b(?:is|was|are|were|be|been|has|had|have|said|says|told|who|that|which|will|would|and|or|to|than|as|by|with|after"
    r"|when|met|whose|because|but|if|while|before|brother|sister|wife|ex-wife|husband|son|daughter|father|mother|cousin|uncle)\b"
)


def _is_longer_post(scene: Scene, following: PersonSpan, gap: str) -> bool:
    if following.form is not MentionForm.NAME or not _REST.match(gap) or _CLAUSE.search(gap):
        return False
    return scene.text[following.end : following.end + 1] in (",", ";", ".", ")", "") or scene.text.startswith(
        " (", following.end
    )


def _is_described(gap: str) -> bool:
    m = _DESCRIBED.fullmatch(gap)
    return m is not None and not any(word.lower() in _NO_DESCRIPTION for word in m["words"].split())


# "the son of the speaker, X", "by order of the president, Mr X": the name is not the post's
_OF_ANOTHER = re.compile(
    r"(?:\b(?:son|daughter|wife|widow|husband|brother|sister|mother|father|cousin|nephew|niece|uncle|aunt|friend|ally)"
    r"|(?:^|[.:]\s)\s*(?:By|On|At|Under|With|Upon) (?:the )?(?:order|decree|decision|proposal|request|recommendation"
    r"|invitation|initiative|instruction)s?) of (?:the |an? |its |his |her )?(?:[a-z-]+\s){0,2}$"
)
_DESCRIBED_NAME = re.compile(r"\s*,\s+(?:the|an?)\s+(?:(?:[a-z][\w-]+|[A-Z][a-z]+(?:an|ish|ese|i|ch|sh))\s+){1,3}")


def reversed_apposition(scene: Scene, names: Sequence[PersonSpan], post: PostSpan) -> list[Link]:
    """As in "the foreign minister, Zebari"."""
    following = next((m for m in names if m.start >= post.end), None)
    if following is None:
        return []
    if following.form is MentionForm.PRONOUN and is_plural(scene, post):
        named = next((m for m in names if m.start >= post.end and m.form is MentionForm.NAME), following)
        following = named if _ANNOUNCED.match(scene.gap(post.end, named.start)) else following
    gap = scene.gap(post.end, following.start)
    if _OF_ANOTHER.search(scene.gap(max(scene.sentence.start, post.start - 60), post.start)):
        return []
    if (_COLON.match(gap) and not _is_turn(scene, post, following)) or (
        is_plural(scene, post) and _ANNOUNCED.match(gap)
    ):
        return _coordinated(scene, names, following, post, LinkKind.REVERSED)
    described = following.form is MentionForm.NAME and len(gap) < 50 and _DESCRIBED_NAME.fullmatch(gap)
    if "," not in gap or not (_COMMA.match(gap) or described or _is_longer_post(scene, following, gap)):
        return []
    after = scene.text[following.end : following.end + 2]
    opens = post.start - scene.sentence.start < 25
    if following.form is MentionForm.PRONOUN:
        return [link(scene, following, post, LinkKind.REVERSED)] if opens else []
    if (
        after[:1] in ",.;:)("
        or after[:1] == ""
        or after in (" (", " –", " —", " a", "’s", "'s")
        or after[:1] == "\n"
        or opens
    ):
        return _coordinated(scene, names, following, post, LinkKind.REVERSED)
    return []


def prenominal_chains(scene: Scene, found: dict[int, list[Link]]) -> None:
    """As in "Defence Minister General X", "deputy premier and foreign minister X": the first title is X's as well."""
    for i in range(len(scene.posts) - 2, -1, -1):
        following = found[i + 1]
        if found[i] or not following:
            continue
        kind = following[0].kind
        if kind not in (LinkKind.PRENOMINAL, LinkKind.REVERSED):
            continue
        gap = scene.gap(scene.posts[i].end, scene.posts[i + 1].start)
        words = gap.split()
        if re.fullmatch(r"\s*(?:\([A-Za-z.]{2,8}\))?\s*", gap) or words in (
            ["and"],
            ["and", "the"],
            [",", "and"],
            ["/"],
            ["and", "a"],
        ):
            found[i] = [replace(k, post=scene.posts[i], start=min(k.start, scene.posts[i].start)) for k in following]
        elif gap.strip() == "," and kind is LinkKind.PRENOMINAL:
            # "the foreign minister, General X"
            found[i] = [replace(k, post=scene.posts[i], start=min(k.start, scene.posts[i].start)) for k in following]
