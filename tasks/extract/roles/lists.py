"""Posts that go on from another: items of a list, later halves of a sentence, entries without a verb."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from schemas.vocab import MentionForm
from tasks.extract.model import PersonSpan, PostSpan
from tasks.extract.roles.appositions import is_plural
from tasks.extract.roles.predicates import subject_of
from tasks.extract.roles.scenes import Link, LinkKind, Scene, link

_AND = re.compile(
    r"\s*[,;]?\s*(?:and|or|as well as|then|later|before that|after that|and then|and later|&|plus)?[\s,]*"
    r"(?:(?:also|then|later|earlier|finally|now|formerly|concurrently|simultaneously|once|twice|before|that|as|was"
    r"|founder|co-founder|and|after|afterwards|subsequently|next|in between|mid"
    r"|became|served|of|at|in|from|to|is|"
    r"for|until|since|the|a|an|its|his|her|\d{4}|[-–—()]|few|several|two|three|four|five|six|seven|eight|ten|months?|years?"
    r"|early|late|earlier|still|January|February|March|April|May|June|July|August|September|October|November|December"
    r")[\s,]*){0,16}$"
)


# "secretary to the governor": the second post is the first one's complement
_GOVERNED = [[word, *article] for word in ("to", "of", "for", "at", "in", "from") for article in ([], ["the"])]


def continued(scene: Scene, links: list[Link], previous: PostSpan, post: PostSpan) -> list[Link]:
    """A post in a list: it belongs to whom the one before it belongs to."""
    if not links or links[0].kind is LinkKind.NOMINAL:
        return []
    gap = scene.gap(previous.end, post.start)
    if links[0].kind in (LinkKind.PRENOMINAL, LinkKind.REVERSED):
        return []
    if len(gap) > 80 or not _AND.match(gap) or gap.split() in _GOVERNED:
        return []
    return [
        replace(k, post=post, kind=LinkKind.LIST, end=max(k.end, post.end), lead=(k.lead + gap)[-120:]) for k in links
    ]


_REMOTE = re.compile(
    r"(?::|(?:,|;|–|—|\band)\s+(?:(?:in|from|since)\s(?:\w+\s)?\d{4}|once|formerly|previously|now|then|currently"
    r"|later|twice|earlier|before that|after that|at present|(?:a|the|an?other|one) former|until (?:\w+\s){0,2}\w+))"
    r"(?:\s+(?:the|a|an|its|his|her|also|as))?\s+(?:the\s+|a\s+)?$",
    re.IGNORECASE,
)


def remote(scene: Scene, names: Sequence[PersonSpan], post: PostSpan) -> list[Link]:
    """As in "Salehi, a physicist who studied in Boston, once chancellor of Sharif University"."""
    start = post.start
    lead = scene.gap(scene.sentence.start, start)
    if post.former:
        lead += "former " if not lead.rstrip().endswith("former") else ""
    if not _REMOTE.search(lead[-80:]):
        return []
    before = [m for m in names if m.end <= start]
    if not before:
        return []
    nearest = before[-1]
    beside = nearest.form is MentionForm.NAME and _ASIDES.fullmatch(scene.gap(nearest.end, start))
    person = nearest if beside else subject_of(scene, before, post)
    return [link(scene, person, post, LinkKind.LIST, lead[-90:])] if person else []


# "by Ma Jun, of the Hui nationality, previously deputy mayor"
_ASIDES = re.compile(r"(?:,\s(?:of|from|aged|an?|the)\s[^,;.:]{2,50})?,\s+[a-z ]{4,30}")


_OPENS = re.compile(
    r"(?:(?:Made|Appointed|Elected|Named|Formerly|Previously|Former|Once|Later|Then|Now|Currently|Until|Since|From|The|A|An|As"
    r"|in|\d{4}|[-*•(])[\s,.:]*){0,5}"
)


def fragment_links(scene: Scene, previous: Scene | None) -> list[Link]:
    """An entry of a list that opens with a post and has no verb: it speaks of the person named just before."""
    if previous is None or not scene.posts or any(m.start < scene.posts[0].start for m in scene.people):
        return []
    if not _OPENS.fullmatch(scene.gap(scene.sentence.start, scene.posts[0].start)):
        return []
    opening, close = scene.posts[0], scene.posts[0].end + 40
    if any(m.form is MentionForm.NAME and m.start < close for m in scene.people):
        return []
    if opening.end >= scene.sentence.end - 1 and " " not in scene.gap(opening.start, opening.end):
        return []  # a heading
    names = _without_aliases(previous)
    if (
        len(names) != 1
        or previous.sentence.end - previous.sentence.start > 160
        or _FINITE.search(re.split(r"\b(?:when|where|which|who|until|after)\b", scene.gap(*_bounds(scene)))[0])
    ):
        return []
    person = next(iter(names.values()))
    if is_plural(scene, scene.posts[0]) or scene.text[scene.posts[0].end : scene.posts[0].end + 1] == ":":
        return []
    first = link(scene, person, scene.posts[0], LinkKind.LIST)
    out = [first]
    for earlier, post in zip(scene.posts, scene.posts[1:], strict=False):
        if not _AND.match(scene.gap(earlier.end, post.start)) and scene.gap(earlier.end, post.start).strip() != ",":
            break
        out.append(replace(first, post=post, end=post.end))
    return out


_ALIAS = re.compile(r"(?:/|\(?a\.?k\.?a\.?|alias|@|born|née?)\s*(?:[\"“‘'])?$")


def _without_aliases(scene: Scene) -> dict[int, PersonSpan]:
    """The people that a sentence names, other spellings of a name left out ("Mikalai SHUST / Nikolai SHUST")."""
    named = [m for m in scene.people if m.form is MentionForm.NAME]
    return {
        m.person: m for m in named if not _ALIAS.search(scene.gap(max(scene.sentence.start, m.start - 10), m.start))
    }


_SIGNED = re.compile(
    r"[\s,]*(?:(?:for|on behalf of|by order of|done|signed|the|and|of|council|ministers|president|a\.?i\.?)[\s,.:]*)*",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(r"[\s(]*(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Hon|Me|Mme|H\.E)\b\.?\s*){0,2}(?:[A-Z]\.\s*){0,3}")


def signature_links(scene: Scene, following: Scene | None) -> list[Link]:
    """The posts of a line that holds nothing else, given to the name that is the next line: a document's signature."""
    if following is None or not scene.posts or scene.people or following.posts:
        return []
    names = [m for m in following.people if m.form is MentionForm.NAME]
    if len(names) != 1 or not _BEFORE_NAME.fullmatch(following.gap(following.sentence.start, names[0].start)):
        return []
    if (
        following.gap(names[0].end, following.sentence.end).strip(" .()")
        or following.sentence.end - following.sentence.start > 60
    ):
        return []
    at = scene.sentence.start
    for post in scene.posts:
        if not _SIGNED.fullmatch(scene.gap(at, post.start)):
            return []
        at = post.end
    if not _SIGNED.fullmatch(scene.gap(at, scene.sentence.end)):
        return []
    end = names[0].end
    return [
        Link(names[0].person, post, LinkKind.REVERSED, scene.sentence, post.start, end)
        for post in scene.posts
        if not is_plural(scene, post)
    ]


def _bounds(scene: Scene) -> tuple[int, int]:
    return scene.sentence.start, scene.sentence.end


_FINITE = re.compile(
    r"\b(?:is|was|are|were|has|had|have|will|said|says|told|must|would|can|could|asked|called|came|went)\b",
    re.IGNORECASE,
)
