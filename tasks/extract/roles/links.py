"""Which post of a sentence belongs to which person: by apposition, by what links them, by what follows in a list."""

from __future__ import annotations

import re
from dataclasses import replace

from schemas.vocab import MentionForm
from tasks.extract.model import PostSpan
from tasks.extract.roles.appositions import (
    apposed,
    direct,
    is_plural,
    opens_anew,
    prenominal_chains,
    reversed_apposition,
)
from tasks.extract.roles.lists import continued, remote
from tasks.extract.roles.predicates import by_verb
from tasks.extract.roles.scenes import Link, LinkKind, Scene, link

_OF = re.compile(r"\bof (?:the )?\Z")
_ONE_OF = re.compile(r"\b(?:one|two|three|four|both|some|all) of (?:the )?\Z")


def links_of(scene: Scene) -> list[Link]:
    """Who holds which post in one sentence. A post may stand for several people, and none may be found for it."""
    found: dict[int, list[Link]] = {}
    names = [m for m in scene.people if m.form is not MentionForm.NOMINAL]
    for i, post in enumerate(scene.posts):
        found[i] = direct(scene, names, post)
    for i, post in enumerate(scene.posts):
        if not found[i]:
            before, after = apposed(scene, names, post), reversed_apposition(scene, names, post)
            found[i] = after if after and opens_anew(scene, before, post) else before or after
    prenominal_chains(scene, found)
    for i, post in enumerate(scene.posts):
        if not found[i]:
            found[i] = by_verb(scene, names, post)
        if not found[i] and i > 0:
            found[i] = continued(scene, found[i - 1], scene.posts[i - 1], post)
        if not found[i]:
            found[i] = _nominal(scene, post) or remote(scene, names, post)
    for i, post in enumerate(scene.posts):
        if (
            len({k.person for k in found[i]}) == 1
            and is_plural(scene, post)
            and _OF.search(scene.gap(post.start - 8, post.start))
            and not _ONE_OF.search(scene.gap(post.start - 20, post.start))
        ):
            found[i] = []  # "president of the association of judges"
    return [
        replace(k, of_person=_possessor(scene, k), since=scene.posts[i - 1].end if i else 0)
        for i in sorted(found)
        for k in found[i]
    ]


def _possessor(scene: Scene, of: Link) -> int | None:
    """Whom "his" or "Zebari's" in front of a post stands for."""
    for m in scene.people:
        if m.person != of.person and (m.start == of.post.start or 0 < of.post.start - m.end <= 4):
            return m.person
    return None


def _nominal(scene: Scene, post: PostSpan) -> list[Link]:
    for m in scene.people:
        if m.form is MentionForm.NOMINAL and m.start < post.head_end and post.start < m.end and m.end <= post.end + 2:
            return [link(scene, m, post, LinkKind.NOMINAL)]
    return []
