"""Posts told by what somebody does: heads a body, commands a brigade, is of the embassy, was posted abroad."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from schemas.vocab import MentionForm, OrganizationKind, TitleClass
from tasks.extract.entities.body_heads import proper_heads
from tasks.extract.model import BodySpan, Entities, PersonSpan, PlaceSpan, PostSpan
from tasks.extract.roles.predicates import subject_of
from tasks.extract.roles.scenes import Link, LinkKind, Scene

_TITLE_OF_VERB = {
    "head": "head",
    "run": "head",
    "ran": "head",
    "direct": "director",
    "lead": "leader",
    "led": "leader",
    "chair": "chair",
    "command": "commander",
    "preside": "president",
    "charge": "head",
}
_LEAD = 90  # characters before a body in which its verb is looked for
_VERB = (
    r"(?P<verb>head|heads|headed|heading|run|runs|ran|running|command|chair|preside over"
    r"|directs|directed|directing|lead|leads|led|leading"
    r"|chairs|chaired|chairing|commands|commanded|commanding|presides over|presided over|presiding over)"
)
_RUNNING = frozenset(("run", "runs", "ran", "running"))
_ACTIVE = re.compile(
    rf"\b{_VERB}\s+(?:(?:the|a|an|its|his|her|their|our)\s+)?(?:(?!(?:for|to|from|with|by|into|against)\b)(?:[a-z-]{{2,14}}|[\w-]{{3,20}}['’]s)\s+){{0,2}}$",
    re.IGNORECASE,
)
_IN_CHARGE = re.compile(
    r"\b(?:in|takes?|took|taken|taking|given|assume[sd]?)(?: up| over)?(?: the)? "
    r"(?P<verb>command|charge|leadership) of\s+"
    r"(?:(?:the|a|an|its|his|her|their|our)\s+)?(?:(?:[a-z-]{3,14}|[\w-]{3,20}['’]s)\s+){0,2}$"
)
_SITS = re.compile(
    r"\b(?:sits?|sat|sitting|serve[sd]|enter(?:s|ed)|won a seat|(?:re-)?elected|returned)"
    r"\s+(?:(?!as\b|by\b)\w+\s+){0,4}?"
    r"(?:(?:in|on|to|into)\s+)?(?:the\s+)?$"
)
_OF_CHAMBER = ("member of parliament", "senator")
_PASSIVE = re.compile(
    rf"^(?:[^,;.]{{0,40}},|,?\s+(?:the|an?)\s+[a-z]+)?[\s,]*(?:(?:which|that|then|now|is|was|has been|being)\s+){{0,4}}"
    rf"{_VERB}\s+by\s+(?:(?:the|Mr|Mrs|Ms|Dr|Hon|Justice|Sir|Prof|Professor|then|former)\.?\s+){{0,4}}$",
    re.IGNORECASE,
)
# "the party that Gil Roe led for ten years"
_THAT = re.compile(r"(?:,\s+(?:the|a)\s+(?:[a-z-]+\s+){1,3})?(?:\s*,?\s*(?:that|which))?\s+")
_LED = re.compile(
    rf"\s+(?:has\s+|had\s+|now\s+|once\s+|still\s+){{0,2}}{_VERB}\b(?!\s+(?:to|by|for\s+the|into|a|the|his|her|its)\b)"
)
_PAST = frozenset(("headed", "ran", "directed", "led", "chaired", "commanded", "presided over"))
_OPPOSITION = re.compile(
    r"\s+(?:alliance|party|coalition|movement|group|front|bloc|grouping)\s+(?P<name>[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,4})"
)
# "heads the ministry's Africa desk", "led the Marine Corps investigation": something of the body, not the body
_PART_OF = re.compile(
    r"['’]s\b|\s+(?:investigation|inquiry|probe|campaign|delegation|mission|project|talks|effort|efforts|faction|wing"
    r"|branch|section|caucus|list|operation|raid|attack|offensive|team|unit|department|committee)\b"
)
_NO_HEADS = frozenset((OrganizationKind.INTERNATIONAL, OrganizationKind.MEDIA, OrganizationKind.GOVERNMENT))
_MISSIONS = frozenset((OrganizationKind.EMBASSY, OrganizationKind.CONSULATE, OrganizationKind.MISSION))
_OF_MISSION = re.compile(
    r"^\s*,?\s*(?:(?:who|had|has|also|then|previously|once|formerly)\s+){0,3}(?:of|from|worked (?:at|in|for)"
    r"|works (?:at|in|for)|served (?:at|in)|employed (?:at|by))\s+(?:the\s+)?$"
)
_POSTED = re.compile(
    r"\b(?:posted|posts|postings|posting|assigned|assignments|stationed|stints|tours|missions|served|serving"
    r"|accredited|transferred|worked)\b"
    r"[^.;:]{0,25}?\b(?:in|to|at)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def duty_links(scene: Scene, known: Sequence[Link], entities: Entities) -> list[Link]:
    """The posts of a sentence that no title names."""
    out: list[Link] = []
    names = [m for m in scene.people if m.form is not MentionForm.NOMINAL]
    if not names:
        return out
    for body in scene.bodies:
        if any(k.post.body is body or k.post.start <= body.start < k.post.end for k in known):
            continue
        out += _heads(scene, names, body) or _of_mission(scene, names, body) or _seats(scene, names, body)
    out += _heads_of_plain_bodies(scene, names, [*known, *out])
    out += _postings(scene, names, entities, known)
    return out


def _heads(scene: Scene, names: Sequence[PersonSpan], body: BodySpan) -> list[Link]:
    if body.kind in _NO_HEADS or _PART_OF.match(scene.text, body.end):
        return []
    if body.name.lower().startswith("opposition"):
        named = _OPPOSITION.match(scene.text, body.end)
        if named is None:
            return []
        body = replace(body, name=named["name"], end=named.end())
    lead = scene.gap(scene.sentence.start, body.start)
    m = _ACTIVE.search(lead[-_LEAD:]) or _IN_CHARGE.search(lead[-_LEAD:])
    if m and not (m["verb"].lower() in _RUNNING and body.kind in _MISSIONS):
        at = body.start - min(len(lead), _LEAD) + m.start()
        before = [p for p in names if p.end <= at]
        if not before:
            return []
        post = _post(m["verb"], body, at, body.end)
        person = subject_of(scene, before, post)
        if person is None:
            return []
        return [_link(scene, person, post)]
    after = next((p for p in names if p.start >= body.end), None)
    if after:
        gap = scene.gap(body.end, after.start)
        m = _LED.match(scene.text, after.end) if _THAT.fullmatch(gap) else None
        if m:
            post = _post(m["verb"], body, body.start, m.end())
            over = m["verb"].lower() in _PAST and not m.group().strip().startswith("has")
            return [_link(scene, after, replace(post, former=over))]
        m = _PASSIVE.match(gap)
        if m:
            return [_link(scene, after, _post(m["verb"], body, body.start, body.end))]
    return []


_NOUN_HEADED = re.compile(
    r"\b(?P<verb>heads|headed|leads|led|runs|ran|chairs|chaired|commands|commanded|directs|directed)\s+"
    r"(?:the|a|an|its|his|her|their|our|[A-Z][\w’]+['’]s)\s+(?P<words>(?:[\w’'-]+ ?){1,5})"
)
_NO_NOUNS = frozenset(("of", "in", "at", "for", "and", "or", "that", "who", "which", "to", "from", "by", "with"))


def _heads_of_plain_bodies(scene: Scene, names: Sequence[PersonSpan], taken: Sequence[Link]) -> list[Link]:
    """As in "who headed the consular department": a body named by common nouns alone."""
    out: list[Link] = []
    text = scene.gap(scene.sentence.start, scene.sentence.end)
    for m in _NOUN_HEADED.finditer(text):
        noun = _plain_body(m["words"].split())
        kind = proper_heads().get(noun.rpartition(" ")[2])
        start = scene.sentence.start + m.start()
        end = scene.sentence.start + m.start("words") + len(noun)
        if kind is None or kind in _NO_HEADS or any(k.post.start < end and start < k.post.end for k in taken):
            continue
        before = [p for p in names if p.end <= start]
        if not before or any(b.start < end and start < b.end for b in scene.bodies):
            continue
        if kind is OrganizationKind.MINISTRY:
            kind = OrganizationKind.OTHER  # a department of one
        body = BodySpan(start, end, noun, kind, None, None, None)
        post = replace(_post(m["verb"], body, start, end), body=None)
        person = subject_of(scene, before, post)
        if person:
            out.append(_link(scene, person, post))
    return out


def _plain_body(words: Sequence[str]) -> str:
    """The words up to the noun that heads a body's name; none where a preposition or no such noun comes first."""
    for i, word in enumerate(words):
        if word in _NO_NOUNS:
            break
        if word in proper_heads():
            return " ".join(words[: i + 1])
    return ""


def _seats(scene: Scene, names: Sequence[PersonSpan], body: BodySpan) -> list[Link]:
    """As in "who sits in the National Assembly", "later sat in the Senate"."""
    if body.kind is not OrganizationKind.PARLIAMENT:
        return []
    lead = scene.gap(scene.sentence.start, body.start)[-_LEAD:]
    m = _SITS.search(lead)
    before = [p for p in names if p.end <= body.start]
    if m is None or not before:
        return []
    at = body.start - len(lead) + m.start()
    if "House of Lords" in body.name or body.name[:1].islower():
        title = f"member of the {body.name.split(' of the ')[0] if 'Lords' not in body.name else 'House of Lords'}"
    else:
        title = _OF_CHAMBER["enat" in body.name]
    post = PostSpan(
        at, body.end, at, title, TitleClass.LEGISLATOR, body, body.name, body.kind, body.country, body.place, None
    )
    person = subject_of(scene, before, post)
    return [_link(scene, person, post)] if person else []


def _post(verb: str, body: BodySpan, start: int, end: int) -> PostSpan:
    verb = verb.lower()
    title = next(t for v, t in _TITLE_OF_VERB.items() if verb.startswith(v))
    klass = {
        "commander": TitleClass.MILITARY,
        "leader": TitleClass.PARTY if body.kind is OrganizationKind.PARTY else TitleClass.OTHER,
    }.get(title, TitleClass.CIVIL_SERVICE)
    if body.kind is OrganizationKind.EMBASSY and title == "head":
        title, klass = "ambassador", TitleClass.HEAD_OF_MISSION
    if body.kind is OrganizationKind.MINISTRY and title in ("head", "leader"):
        title, klass = _minister_of(body), TitleClass.MINISTER
    if body.kind is OrganizationKind.MILITARY and title in ("leader", "head"):
        title, klass = "commander", TitleClass.MILITARY
    return PostSpan(
        start, end, start, title, klass, body, body.name, body.kind, body.country, body.place, body.place_country
    )


def _minister_of(body: BodySpan) -> str:
    """As in "Ministry of Health of Kenya": health minister."""
    m = re.match(r"(?:Ministry of (?:the )?(?P<of>.+?)|(?P<before>.+?) Ministry)(?: of .*)?$", body.name)
    return f"{(m['of'] or m['before']).lower()} minister" if m else "minister"


def _of_mission(scene: Scene, names: Sequence[PersonSpan], body: BodySpan) -> list[Link]:
    if body.kind not in _MISSIONS:
        return []
    before = [p for p in names if p.end <= body.start and p.form is MentionForm.NAME]
    if not before or not _OF_MISSION.match(scene.gap(before[-1].end, body.start)):
        return []
    post = PostSpan(
        body.start,
        body.end,
        body.start,
        "diplomat",
        TitleClass.DIPLOMAT,
        body,
        body.name,
        body.kind,
        body.country,
        body.place,
        body.place_country,
    )
    return [_link(scene, before[-1], post)]


def _postings(scene: Scene, names: Sequence[PersonSpan], entities: Entities, known: Sequence[Link]) -> list[Link]:
    """As in "posts in Portugal and Kenya": one a place."""
    held = {c for k in known for c in range(k.post.start, k.post.end)}
    first = bisect_left(entities.places, scene.sentence.start, key=lambda p: p.start)
    last = bisect_left(entities.places, scene.sentence.end, key=lambda p: p.start)
    here = [p for p in entities.places[first:last] if not p.is_demonym and p.start not in held]
    out: list[Link] = []
    for i, place in enumerate(here):
        gap = scene.gap(here[i - 1].end, place.start) if i else ""
        if (out and out[-1].post.end == here[i - 1].end and _LISTED.fullmatch(gap)) or _POSTED.search(
            scene.gap(scene.sentence.start, place.start)
        ):
            out += _posting(scene, names, place)
    return out


_LISTED = re.compile(r"\s*(?:,|,?\s*and|,?\s*&)\s*(?:in\s+|to\s+)?(?:the\s+)?")


def _posting(scene: Scene, names: Sequence[PersonSpan], place: PlaceSpan) -> list[Link]:
    before = [p for p in names if p.end <= place.start]
    if not before or scene.text.startswith(" as ", place.end):
        return []  # the post itself is told
    post = PostSpan(
        place.start,
        place.end,
        place.start,
        "diplomat",
        TitleClass.DIPLOMAT,
        None,
        None,
        OrganizationKind.EMBASSY,
        None,
        place.name,
        place.country,
    )
    sent = before[-1].form is MentionForm.PRONOUN and scene.text[before[-1].start : before[-1].end] in ("him", "her")
    person = before[-1] if sent else subject_of(scene, before, post)  # "posted him to New Delhi"
    return [_link(scene, person, post)] if person else []


def _link(scene: Scene, person: PersonSpan, post: PostSpan) -> Link:
    start, end = min(person.start, post.start), max(person.end, post.end)
    return Link(
        person.person,
        post,
        LinkKind.DUTY,
        scene.sentence,
        start,
        end,
        scene.gap(scene.sentence.start, post.start)[-90:],
    )
