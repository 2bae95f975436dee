"""Posts of somebody whose name follows a sentence later: "A Tajik consul has defected. Rustam Aliev, 44, told ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.vocab import MentionForm
from tasks.extract.model import PersonSpan, PostSpan
from tasks.extract.roles.appositions import is_plural
from tasks.extract.roles.scenes import Link, LinkKind, Scene

_REACH = 3  # sentences in which the name must follow
_OPENING = 45  # characters in front of a subject or a name that opens its sentence, dateline and all
# What may stand in front of a post that is its sentence's subject
_SUBJECT = re.compile(r"(?:.*[—–:-]\s*|.*\)\s*)?(?:The|A|An)?\s*(?:[a-z][\w-]*\s+){0,2}$")
_VERB = re.compile(
    r"[^.;:]{0,60}?\b(?:is|was|has|had|will|would|says?|said|fled|resigned|quit|defected|died|asked|left|told|became|went"
    r"|took|called|accused|denied|announced|refused|who)\b"
)
_AGED = re.compile(r"\s*,\s*\d{2}\b")


def lead_links(scenes: Sequence[Scene], known: Sequence[Link]) -> list[Link]:
    """The posts at the head of an article that no name of their own sentence holds, given to the name that follows."""
    held = {(k.post.start, k.post.end) for k in known}
    titled = {k.person for k in known}
    body = [s for s in scenes if not s.sentence.is_title][:_REACH]
    for i, scene in enumerate(body):
        if any(m.form is MentionForm.NAME and m.start < _middle(scene) for m in scene.people):
            return []
        posts = [p for p in scene.posts if (p.start, p.end) not in held and _is_subject(scene, p)]
        if not posts:
            continue
        name = _named_next(body[i + 1 :])
        if name is None or name.person in titled:
            return []
        return [
            Link(name.person, post, LinkKind.NOMINAL, scene.sentence, post.start, scene.sentence.end)
            for post in _of_one_holder(scene, posts)
        ]
    return []


def _middle(scene: Scene) -> int:
    return scene.sentence.start + 100


def _is_subject(scene: Scene, post: PostSpan) -> bool:
    lead = scene.gap(scene.sentence.start, post.start)
    if is_plural(scene, post) or not _SUBJECT.fullmatch(lead[-60:]):
        return False
    return _VERB.match(scene.gap(post.end, scene.sentence.end)) is not None


def _of_one_holder(scene: Scene, posts: Sequence[PostSpan]) -> list[PostSpan]:
    """The first post, and the one that its relative clause tells: "a colonel who was air attaché in Ankara"."""
    out = [posts[0]]
    for post in scene.posts:
        if post.start > out[-1].end and re.fullmatch(
            r",?\s*who (?:is|was|had been|has been)\s+(?:an?|the)?\s*", scene.gap(out[-1].end, post.start)
        ):
            out.append(post)
    return out


def _named_next(following: Sequence[Scene]) -> PersonSpan | None:
    """The name that opens one of the next sentences, in the manner that introduces somebody."""
    for scene in following:
        names = [m for m in scene.people if m.form is MentionForm.NAME]
        if not names:
            continue
        first = names[0]
        opens = first.start - scene.sentence.start <= _OPENING
        return first if opens or _AGED.match(scene.gap(first.end, scene.sentence.end)) else None
    return None
