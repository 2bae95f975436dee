"""Posts that no rule gives to anybody, given to those whom a second reader takes for their holders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from tasks.extract.model import PersonSpan, PostSpan
from tasks.extract.roles.appositions import is_plural
from tasks.extract.roles.scenes import Link, LinkKind, Scene, link


class RoleReader(Protocol):
    """A second reader of roles, beside the rules."""

    def holders(self, post: PostSpan) -> Sequence[PersonSpan]:
        """Names of those who probably hold the post."""
        ...


_LEAD = 30  # characters in front of a post
# "a candidate for mayor", "declined the post of ambassador", "his successor", "the next minister"
_NOT_HELD = re.compile(
    r"\b(?:for|(?:post|job|position|office|role|title|rank) of|to be|his|her|their|whose|next|no)\s+(?:the |an? )?$",
    re.IGNORECASE,
)
_DETERMINER = re.compile(r"(?:^|\s)(?:the|an?)\s+$", re.IGNORECASE)


def proposed_links(scenes: Sequence[Scene], known: Sequence[Link], reader: RoleReader) -> Iterator[Link]:
    """A link for each holder of a post that is not in any link yet."""
    held = {(k.post.start, k.post.end) for k in known}
    for scene in scenes:
        for post in scene.posts:
            if (post.start, post.end) in held:
                continue
            if _NOT_HELD.search(scene.gap(max(scene.sentence.start, post.start - _LEAD), post.start)):
                continue
            if is_plural(scene, post) or any(m.start <= post.start < m.end for m in scene.people):
                continue  # "two ministers"; "Amir" in a name
            for mention in reader.holders(post):
                if scene.sentence.start <= mention.start < scene.sentence.end:
                    if _DETERMINER.search(scene.gap(max(scene.sentence.start, post.start - 5), post.start)):
                        continue  # "She thanked the ambassador": the rules know how a sentence joins its own words
                    yield link(scene, mention, post, LinkKind.PROPOSED)
                else:
                    s = scene.sentence
                    yield Link(mention.person, post, LinkKind.PROPOSED, s, s.start, s.end)
