"""Posts told by somebody else's: "his deputy", "her successor, X", "Y, who replaced X", "succeeded by Z"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from schemas.vocab import MentionForm, TitleClass
from tasks.extract.model import PersonSpan, PostSpan
from tasks.extract.roles.scenes import Link, LinkKind, Scene

RELATIONAL = frozenset(("deputy", "successor", "predecessor"))
# "replaces Lieutenant General X", "succeeds the late Mr. X"
_NAMES = r"(?:\s*,?\s*(?:the\s+)?(?:late\s+|current\s+|outgoing\s+)?(?:(?:[A-Z][\w’-]*)\.?\s+){0,4}"
_NAMES += r"|\s+(?:the|his|her|its|a|an)\s+(?:[a-z][\w’'-]*\s+){0,4}[a-z][\w’'-]*,?\s*)?\s*"
_SUCCEEDED = re.compile(
    rf"^(?:,[^,]{{1,60}},)?\s*(?:,?\s*who\s+)?(?:has|had|will|is to|was to|would|is|then|later|also|duly|now|\s)*"
    rf"(?P<verb>[Ss]ucceed(?:s|ed)?|[Rr]eplac(?:es?|ed|ing)|[Ff]ollow(?:s|ed)|(?:takes?|took|taken|taking) over from"
    rf"|takes the place of|took the place of|stands? in for|stood in for|fills? in for|filled in for){_NAMES}$",
)
# "Mr X, hitherto consul in Aden, replacing Mr Y": the telling at the end of a longer stretch
_IN_PLACE = re.compile(
    rf"(?:^|[\s,(])(?P<verb>replacing|succeeding|in (?:the )?place of|instead of|in replacement of|taking over from"
    rf"|in succession to|vice|in favour of|standing in for)\s{_NAMES}$"
)
_SUCCEEDED_BY = re.compile(
    rf"^(?:,[^,]{{1,60}},)?\s*(?:,?\s*who\s+)?(?:has been|had been|was|is|is being|will be|to be|were|being)?\s*"
    rf"(?P<verb>succeeded|replaced|followed)(?:\s+\w+){{0,4}}?\s+by{_NAMES}$",
)
_MADE_WAY = re.compile(
    rf"^(?:,[^,]{{1,60}},)?\s*(?:,?\s*who\s+)?(?:has|had|will|would|is to|\s)*(?P<verb>(?:made|makes|make) way for"
    rf"|(?:gave|gives|give) way to|(?:handed|hands) over to|(?:stood|stands) aside for){_NAMES}$"
)


@dataclass(frozen=True, slots=True)
class _Held:
    person: int
    post: PostSpan


def relation_links(scene: Scene, known: Sequence[Link]) -> list[Link]:
    """Links whose post is "successor": who followed whom in a sentence."""
    people = [m for m in scene.people if m.form is not MentionForm.NOMINAL]
    out = []
    for first, second in itertools.pairwise(people):
        if first.person == second.person:
            continue
        gap = scene.gap(first.end, second.start)
        if len(gap) > 160 or ";" in gap:
            continue
        m = _SUCCEEDED.match(gap) or _IN_PLACE.search(gap)
        by = _SUCCEEDED_BY.match(gap) or _MADE_WAY.match(gap)
        if m and m["verb"] == "in favour of":
            m, by = None, m
        if m:
            out.append(_succession(scene, first, second, first.end + m.start("verb"), first.end + m.end("verb")))
        elif by and second.form is MentionForm.NAME:
            out.append(_succession(scene, second, first, first.end + by.start("verb"), first.end + by.end("verb")))
    return [
        k
        for k in out
        if not any(x.person == k.person and x.kind is LinkKind.VERB and x.start >= k.start for x in known)
    ]


def _succession(scene: Scene, new: PersonSpan, old: PersonSpan, start: int, end: int) -> Link:
    post = PostSpan(start, end, end, f"successor:{old.person}", TitleClass.OTHER, None, None, None, None, None, None)
    return Link(
        new.person,
        post,
        LinkKind.RELATION,
        scene.sentence,
        min(new.start, old.start),
        max(new.end, old.end),
        scene.gap(start, end),
    )


def resolve_relations(links: Iterable[Link]) -> list[Link]:
    """The links, with relational posts filled in from the posts that the text has named before; others fall away."""
    out: list[Link] = []
    held: list[_Held] = []
    for link in links:
        title = link.post.title
        if title.startswith("successor:"):
            out += _of_succession(link, int(title.partition(":")[2]), held)
            continue
        if title.rpartition(" ")[2] in RELATIONAL and link.post.organization is None:
            model = _last(held, link.of_person, link.person)
            if model:
                out.append(_filled(link, model, _relational_title(title, model.post.title)))
            continue
        told = link
        if link.of_person is not None and link.post.body is None and link.post.title_class in _STAFF:
            model = _last(held, link.of_person, link.person)
            if model and model.post.organization:
                told = _filled(link, model, title, link.post.title_class)
        out.append(told)
        if link.post.title_class not in _RANKS or link.post.body is not None or "commander" in title:
            held.append(_Held(link.person, link.post))
    return out


def _relational_title(title: str, held: str) -> str:
    """As in "his deputy" of a minister: deputy minister; of a president: vice president."""
    if not title.endswith("deputy"):
        return held
    return "vice president" if held == "president" and title == "deputy" else f"{title} {held}"


def _of_succession(link: Link, old: int, held: Sequence[_Held]) -> list[Link]:
    """The post of whoever went, given to whoever came; or, where only the newcomer's is told, the other way about."""
    model = _last(held, old, None)
    if model:
        return [_filled(link, model, model.post.title)]
    model = _last(held, link.person, None)
    if model is None or model.post.former:
        return []
    before = _filled(link, model, model.post.title)
    return [replace(before, person=old, post=replace(before.post, former=True, future=False))]


# "his spokesman": of the body that he heads
_STAFF = frozenset((TitleClass.SPOKESPERSON, TitleClass.CIVIL_SERVICE))
_RANKS = frozenset((TitleClass.MILITARY, TitleClass.POLICE))


def _last(held: Sequence[_Held], person: int | None, other_than: int | None) -> _Held | None:
    for item in reversed(held):
        if (person is None or item.person == person) and item.person != other_than:
            return item
    return None


def _filled(link: Link, model: _Held, title: str, title_class: TitleClass | None = None) -> Link:
    post = model.post
    return replace(
        link,
        post=replace(
            link.post,
            title=title,
            title_class=title_class or post.title_class,
            body=post.body,
            organization=post.organization,
            organization_kind=post.organization_kind,
            country=post.country,
            place=post.place,
            place_country=post.place_country,
            former=link.post.former or link.post.title == "predecessor",
        ),
    )
