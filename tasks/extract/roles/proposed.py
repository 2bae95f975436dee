"""Posts that no rule gives to anybody, given to those whom a second reader takes for their holders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from tasks.extract.model import PersonSpan, PostSpan
from tasks.extract.roles.scenes import Link, LinkKind, Scene, link


class RoleReader(Protocol):
    """A second reader of roles, beside the rules."""

    def holders(self, post: PostSpan) -> Sequence[PersonSpan]:
        """Names of those who hold the post, likelier than not."""
        ...


def proposed_links(scenes: Sequence[Scene], known: Sequence[Link], reader: RoleReader) -> Iterator[Link]:
    """A link for each holder of a post that is not in any link yet."""
    held = {(k.post.start, k.post.end) for k in known}
    for scene in scenes:
        for post in scene.posts:
            if (post.start, post.end) in held:
                continue
            for mention in reader.holders(post):
                if scene.sentence.start <= mention.start < scene.sentence.end:
                    yield link(scene, mention, post, LinkKind.PROPOSED)
                else:
                    s = scene.sentence
                    yield Link(mention.person, post, LinkKind.PROPOSED, s, s.start, s.end)
