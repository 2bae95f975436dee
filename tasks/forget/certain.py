"""What may still be believed on a page from which a name was taken.

"He" on such a page may be the one who is forgotten, and must not become somebody else's deed: a claim is kept only
where its own words name its person.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from schemas.claims import PageEvent, PageMention, PageRole
from schemas.stages import CleanPage
from schemas.vocab import MentionForm
from tasks.extract.engine import PageClaims
from tasks.forget.redact import BLOCK


def certain_claims(claims: PageClaims, page: CleanPage) -> PageClaims:
    """The claims as they are where nothing is masked on the page; else those whose quotes name their person."""
    if BLOCK not in page.text:
        return claims
    mentions = [m for m in claims.mentions if m.form == MentionForm.NAME and BLOCK not in m.written]
    named: dict[str, list[PageMention]] = defaultdict(list)
    for mention in mentions:
        named[mention.page_person_id].append(mention)
    people = [
        replace(p, aliases=[alias for alias in p.aliases if BLOCK not in alias])
        for p in claims.people
        if p.page_person_id in named and BLOCK not in p.name
    ]
    known = {p.page_person_id for p in people}

    def is_certain(claim: PageRole | PageEvent) -> bool:
        person = claim.page_person_id
        if person is None or person not in known:
            return False
        said = (claim.quote, claim.organization, claim.place, claim.attributed_to)
        return not any(text and BLOCK in text for text in said) and any(
            claim.start_char <= m.start_char and m.end_char <= claim.end_char for m in named[person]
        )

    return replace(
        claims,
        people=people,
        mentions=[m for m in mentions if m.page_person_id in known],
        roles=[c for c in claims.roles if is_certain(c)],
        events=[c for c in claims.events if is_certain(c)],
    )
