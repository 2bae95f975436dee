"""Which post of a sentence belongs to which person: by apposition, by what links them, by what follows in a list."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from schemas.vocab import MentionForm
from tasks.extract.document import Document, Sentence
from tasks.extract.model import BodySpan, Entities, PeopleOnPage, PersonSpan, PostSpan
from tasks.extract.titles import titles


class LinkKind(StrEnum):
    """How a text joins a person and a post."""

    PRENOMINAL = "prenominal"  # Foreign Minister Zebari
    APPOSITION = "apposition"  # Zebari, the foreign minister
    REVERSED = "reversed"  # the foreign minister, Zebari
    VERB = "verb"  # Zebari was foreign minister
    LIST = "list"  # ... and later ambassador
    NOMINAL = "nominal"  # the ambassador said
    DUTY = "duty"  # Zebari headed the ministry
    RELATION = "relation"  # Zebari was succeeded by X


@dataclass(frozen=True, slots=True)
class Link:
    """A post that a sentence gives a person; `start`/`end` is the shortest span that shows both."""

    person: int
    post: PostSpan
    kind: LinkKind
    sentence: Sentence
    start: int
    end: int
    lead: str = ""  # the words right before the post
    of_person: int | None = None  # whose deputy or successor
    since: int = 0  # where the post before it in the sentence ends

    @property
    def reach(self) -> tuple[int, int]:
        """The span that shows person and post."""
        return self.start, self.end


@dataclass(frozen=True)
class Scene:
    """One sentence with the people and posts in it."""

    text: str
    sentence: Sentence
    people: tuple[PersonSpan, ...]
    posts: tuple[PostSpan, ...]
    bodies: tuple[BodySpan, ...]
    groups: dict[tuple[int, int], tuple[int, ...]]

    def gap(self, start: int, end: int) -> str:
        """The text between two offsets."""
        return self.text[start:end]


_HONORIFIC = (
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Sheikh|Shaikh|Hon|Hon’ble|Engr|Eng|Ing|Arc|Barr"
    r"|Alhaji|Hajia|Daw|U|Ratu|Dato|"
    r"Datuk|Tan|Sri|Haji|Rev|Fr|Father|Ayatollah|Imam|Me|Mme|Madam|Smt|Shri|Sri|Kumari|Awang|Pehin|Pengiran|Ing"
    r"|Haj|Cde|Ustaz|Bro|Maj|Lt|Capt|Prince|Princess|don|doña|Comrade|Chief|H\.?E\.?|Excellency|His|Her|the|Rtd"
    r"|rtd|Retd|retired|CPA)\b\.?\s*)"
)
_DIRECT = re.compile(rf"[\s\"“‘'’()]*(?:-General\s+)?{_HONORIFIC}{{0,3}}[\"“‘']?$")
_COLON = re.compile(rf"\s*(?:[:–—]|\s-)\s*{_HONORIFIC}{{0,3}}$")
_COMMA = re.compile(rf"\s*,?\s*[\"“(]?(?:,\s*)?{_HONORIFIC}{{0,3}}$")
_DETERMINERS = (
    r"(?:(?:the|a|an|its|his|her|their|our|then|now|formerly|once|previously|currently|recently|until recently"
    r"|also|both|himself|herself|"
    r"one|of|who|is|was|has|been|had|still|himself|long|lately|earlier|ex|at the time|at present|presently|twice"
    r"|and|as|that|same|another|himself)\b[\s,-]*)"
)
_APPOSED = re.compile(
    r"\s*[\"”’)]*\s*(?:\([^()]{1,40}\)\s*)?[,(–—:;-]+\s*"
    rf"(?:(?:[A-Z]\.?){{2,8}}(?:\s*\(\d{{4}}\))?\s*,\s*)?"
    rf"(?:(?:until|till|for|since|from|at)\s+(?:[\w’'-]+\s+){{1,5}}?(?:,\s*)?)?"
    rf"(?:(?:aged\s+|age\s+)?\d{{1,3}}(?:\s+years old)?\s*,?\s*)?{_DETERMINERS}{{0,5}}$"
)
_AND = re.compile(
    r"\s*[,;]?\s*(?:and|or|as well as|then|later|before that|after that|and then|and later|&|plus)?[\s,]*"
    r"(?:(?:also|then|later|earlier|finally|now|formerly|concurrently|simultaneously|once|twice|before|that|as|was"
    r"|became|served|of|at|in|from|to|is|"
    r"for|until|since|the|a|an|its|his|her|\d{4}|[-–—()])[\s,]*){0,8}$"
)
_COORDINATION = re.compile(
    r"(?:['’]s)?\s*(?:\([^()]{1,60}\)|,[^,]{1,40},)?\s*(?:,|,?\s*and|,?\s*&|;)\s*(?:(?:Mr|Mrs|Ms|Dr|Lt|Col|Gen|Maj"
    r"|Capt|the)\b\.?\s*){0,2}$"
)
_COPULA = re.compile(
    r"\b(?:is|was|are|were|be|been|being|became|become|becomes|becoming|remained|remains|remain|made|named"
    r"|appointed|elected|"
    r"re-elected|reelected|reappointed|designated|proclaimed|declared|installed|confirmed|crowned|picked|chosen|'s|’s)"
    r"(?:\s+(?:also|now|then|still|not|once|no longer|currently|again|already|long|later|twice|formerly|previously"
    r"|briefly|never|"
    r"soon|himself|herself|first|at the time|by then|until recently|recently|in turn|successively))*"
    r"\s*(?:the|a|an|one of the|one of|its|his|her|their|our)?\s*$",
    re.IGNORECASE,
)
_AS = re.compile(
    r"\b(?:as|post of|posts of|quality of|position of|positions of|job of|office of|offices of|rank of|title of"
    r"|function of|functions of|role of|portfolio of|place of|"
    r"duties of|capacity of|(?:post|job|posting|assignment|position|role|tour) (?:was|is|were"
    r"|had been)(?: that of)?|promoted to|rose to be|rose to|elevated to|appointed to be|returned to be|turned"
    r"|up to|promotion to|"
    r"used to be|grade of|degree of|seat of|candidacy for)"
    r"\s+(?:(?:the|a|an|its|his|her|their|our|being)\s+)?$",
    re.IGNORECASE,
)
_NOT_AS = re.compile(
    r"\b(?:such as|known as|as well as|described as|refer\w* to \w+ as|same as|so \w+ as)\s+(?:(?:the|a|an)\s+)?$",
    re.IGNORECASE,
)
_BEFORE_OBJECT = frozenset(
    ["by", "with", "to", "for", "from", "of", "against", "under", "between", "than", "at", "on", "behind", "beside"]
)
_REPLACED = re.compile(
    r"\b(?:replac|succeed|supersed|tak\w+ over from|took over from|in place of|instead of)", re.IGNORECASE
)
_RELATIVE = re.compile(r"[,\s]+(?:who|whose)\b")
_CONJOINED = re.compile(
    r"[,;]?\s+(?:and|but|then)\s+(?:\w+\s+){0,2}(?:was|were|is|has|had|became|served|worked|took|rose|would|later"
    r"|then)\b|,\s+(?:before|after)\s"
)
_CANDIDATE = re.compile(
    r"\b(?:candidat\w*|candidac\w+|ran|run|running|stood for|standing for|stand for|nominat\w*|nominee|contest\w*"
    r"|hopeful|bid|aspir\w*|propos\w*|vie|vying|vied|"
    r"compet\w*|wants? to be|wanted to be|hope[ds]? to|ambition\w*|dream\w* of|wish\w* to)\b[^.;]{0,30}$",
    re.IGNORECASE,
)


def scenes(document: Document, entities: Entities, people: PeopleOnPage) -> list[Scene]:
    """Every sentence with its people, posts and bodies."""
    return [
        Scene(
            document.text,
            s,
            _within(s, people.mentions),
            _within(s, entities.posts),
            _within(s, entities.bodies),
            people.groups,
        )
        for s in document.sentences
    ]


_Span = TypeVar("_Span", PersonSpan, PostSpan, BodySpan)


def _within(sentence: Sentence, spans: tuple[_Span, ...]) -> tuple[_Span, ...]:
    """The spans, in text order, that begin in a sentence."""
    first = bisect_left(spans, sentence.start, key=lambda span: span.start)
    return spans[first : bisect_left(spans, sentence.end, key=lambda span: span.start)]


def links_of(scene: Scene) -> list[Link]:
    """Who holds which post in one sentence. A post may stand for several people, and none may be found for it."""
    found: dict[int, list[Link]] = {}
    names = [m for m in scene.people if m.form is not MentionForm.NOMINAL]
    for i, post in enumerate(scene.posts):
        found[i] = _direct(scene, names, post)
    for i, post in enumerate(scene.posts):
        if not found[i]:
            apposed, reverse = _apposed(scene, names, post), _reversed(scene, names, post)
            found[i] = reverse if reverse and _opens_anew(scene, apposed, post) else apposed or reverse
    _prenominal_chains(scene, found)
    for i, post in enumerate(scene.posts):
        if not found[i]:
            found[i] = _by_verb(scene, names, post)
        if not found[i] and i > 0:
            found[i] = _continued(scene, found[i - 1], scene.posts[i - 1], post)
        if not found[i]:
            found[i] = _nominal(scene, post) or _remote(scene, names, post)
    return [
        replace(link, of_person=_possessor(scene, link), since=scene.posts[i - 1].end if i else 0)
        for i in sorted(found)
        for link in found[i]
    ]


def _possessor(scene: Scene, link: Link) -> int | None:
    """Whom "his" or "Zebari's" in front of a post stands for."""
    for m in scene.people:
        if m.person != link.person and (m.start == link.post.start or 0 < link.post.start - m.end <= 4):
            return m.person
    return None


def _link(scene: Scene, person: PersonSpan, post: PostSpan, kind: LinkKind, lead: str = "") -> Link:
    start, end = min(person.start, post.start), max(person.end, post.end)
    return Link(person.person, post, kind, scene.sentence, start, end, lead)


def _direct(scene: Scene, names: Sequence[PersonSpan], post: PostSpan) -> list[Link]:
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
    out = [_link(scene, first, post, kind)]
    if not _is_plural(scene, post):
        return out
    last = first
    for m in names:
        if m.start <= last.end or m.form is not MentionForm.NAME:
            continue
        if not _COORDINATION.match(scene.gap(last.end, m.start)):
            break
        out.append(_link(scene, m, post, kind))
        last = m
    return out


def _is_plural(scene: Scene, post: PostSpan) -> bool:
    sentence = scene.sentence
    for i, token in enumerate(sentence.tokens):
        if post.start <= token.start < post.head_end:
            hit = titles().longest_at(sentence.tokens, i)
            if hit and sentence.tokens[hit[0] - 1].end >= post.head_end - 1:
                return "plural" in hit[1].flags
    return False


def _opens_anew(scene: Scene, apposed: Sequence[Link], post: PostSpan) -> bool:
    """Whether a post starts a new part of a list: "the governor, Tunde Bello, and his spokesman, Femi Ade"."""
    first = scene.text[post.start : post.end].split()[0].lower()
    return first in ("his", "her", "their", "its") or any("and" in k.lead.split() for k in apposed)


def _apposed(scene: Scene, names: Sequence[PersonSpan], post: PostSpan) -> list[Link]:
    before = [m for m in names if m.end <= post.start]
    if not before:
        return []
    person = before[-1]
    gap = scene.gap(person.end, post.start)
    if person.form is MentionForm.PRONOUN or not _APPOSED.match(gap):
        return []
    if gap.lstrip().startswith(("'s", "’s")):
        return []
    out = [_link(scene, person, post, LinkKind.APPOSITION, gap)]
    if _is_plural(scene, post) or "both" in gap.split():
        following = person
        for m in reversed(before[:-1]):
            if not _COORDINATION.match(scene.gap(m.end, following.start)):
                break
            out.append(_link(scene, m, post, LinkKind.APPOSITION, gap))
            following = m
    return out


def _reversed(scene: Scene, names: Sequence[PersonSpan], post: PostSpan) -> list[Link]:
    following = next((m for m in names if m.start >= post.end), None)
    if following is None:
        return []
    gap = scene.gap(post.end, following.start)
    if _COLON.match(gap):
        return _coordinated(scene, names, following, post, LinkKind.REVERSED)
    if not _COMMA.match(gap) or "," not in gap:
        return []
    after = scene.text[following.end : following.end + 2]
    opens = post.start - scene.sentence.start < 25
    if following.form is MentionForm.PRONOUN:
        return [_link(scene, following, post, LinkKind.REVERSED)] if opens else []
    if (
        after[:1] in ",.;:)("
        or after[:1] == ""
        or after in (" (", " –", " —", " a", "’s", "'s")
        or after[:1] == "\n"
        or opens
    ):
        return _coordinated(scene, names, following, post, LinkKind.REVERSED)
    return []


def _prenominal_chains(scene: Scene, found: dict[int, list[Link]]) -> None:
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


def _by_verb(scene: Scene, names: Sequence[PersonSpan], post: PostSpan) -> list[Link]:
    lead = scene.gap(scene.sentence.start, post.start)
    tail = lead[-90:]
    if _CANDIDATE.search(lead[-60:]) or _NOT_AS.search(tail):
        return []
    before = [m for m in names if m.end <= post.start]
    as_title, copula = _AS.search(tail), _COPULA.search(tail)
    if not (as_title or copula):
        # "appointed John Roe ambassador to Kenya": name and title with nothing between
        if (
            before
            and scene.gap(before[-1].end, post.start).strip() in ("", "the", "his", "its", "their", "as")
            and before[-1].form is MentionForm.NAME
        ):
            head = scene.gap(scene.sentence.start, before[-1].start)
            if re.search(
                r"\b(?:appoint\w*|nam(?:ed|es|ing)|elect\w*|made|makes|mak(?:e|ing)|declar\w+|sw[eo]\w+|promot\w+"
                r"|designat\w+|install\w*|confirm\w*|pick\w*|chose\w*)\b[^.;]{0,60}$",
                head,
            ):
                return [_link(scene, before[-1], post, LinkKind.VERB, tail)]
        return []
    if not before:
        return _inverted(scene, names, post, lead)
    person = _subject(scene, before, post)
    if (
        as_title
        and re.fullmatch(r"\s*as\s+(?:the|its|his|her|their|a|an)?\s*", scene.gap(before[-1].end, post.start))
        and _is_object(scene, before[-1])
    ):
        person = before[-1]  # "the re-election of John Roe as president"
    if person is None:
        return []
    out = [_link(scene, person, post, LinkKind.VERB, tail)]
    middle = scene.gap(person.end, post.start)
    if as_title and _REPLACED.search(lead[-200:]):
        others = [m for m in before if m.person != person.person and m.end > scene.sentence.start]
        near = [m for m in others if _REPLACED.search(scene.gap(min(m.end, person.end), max(m.start, person.start)))]
        out += [
            replace(_link(scene, m, replace(post), LinkKind.VERB, tail), start=min(m.start, person.start))
            for m in near[:1]
        ]
    group = next((ids for (s, e), ids in scene.groups.items() if s == person.start and e == person.end), ())
    out += [replace(out[0], person=p) for p in group if p != person.person]
    if re.match(r"\s*(?:were|are|have been|had been)\b", middle):
        following = person
        for m in reversed([m for m in before if m.end < person.start]):
            if not _COORDINATION.match(scene.gap(m.end, following.start)):
                break
            out.append(_link(scene, m, post, LinkKind.VERB, tail))
            following = m
    return out


def _is_object(scene: Scene, mention: PersonSpan) -> bool:
    return mention.form is MentionForm.NAME or scene.text[mention.start : mention.end].lower() in (
        "him",
        "her",
        "himself",
        "herself",
        "me",
    )


def _inverted(scene: Scene, names: Sequence[PersonSpan], post: PostSpan, lead: str) -> list[Link]:
    """As in "As consul in Basra, he ...", "Sworn in as minister was John Roe"."""
    following = next((m for m in names if m.start >= post.end), None)
    if following is None:
        return []
    gap = scene.gap(post.end, following.start)
    if re.match(r"\s*(?:as|once|formerly|now|then)\b", lead, re.IGNORECASE) and len(gap) < 60 and "," in gap:
        return [_link(scene, following, post, LinkKind.VERB, lead)]
    if re.fullmatch(r"\s*(?:is|was|will be|went to|goes to)\s+(?:\w+\s+)?", gap):
        return [_link(scene, following, post, LinkKind.VERB, lead)]
    return []


def _subject(scene: Scene, before: Sequence[PersonSpan], post: PostSpan) -> PersonSpan | None:
    """Who a predicate is about: the nearest person in front of it that is no mere complement of another word."""
    fit = [m for m in before if not _is_complement(scene, m)]
    if not fit:
        return before[0] if len(before) == 1 and before[0].form is not MentionForm.PRONOUN else None
    nearest = fit[-1]
    between = scene.gap(nearest.end, post.start)
    if _RELATIVE.match(between):
        return nearest
    if _CONJOINED.search(between) and len(fit) > 1 and nearest.form is MentionForm.NAME:
        return fit[0]
    return nearest


def _is_complement(scene: Scene, mention: PersonSpan) -> bool:
    after = scene.text[mention.end : mention.end + 2]
    if after in ("'s", "’s"):
        return True
    if mention.form is MentionForm.PRONOUN and scene.text[mention.start : mention.end].lower() in (
        "his",
        "her",
        "their",
        "its",
    ):
        return True
    before = scene.gap(scene.sentence.start, mention.start).split()
    word = next((w for w in reversed(before) if not w[:1].isupper() and w.lower() not in ("the", "a", "president")), "")
    last = before[-1].lower() if before else ""
    return last in _BEFORE_OBJECT or (
        word in _BEFORE_OBJECT and len(before) > 1 and before[-1][:1].isupper() and before[-2] == word
    )


def _continued(scene: Scene, links: list[Link], previous: PostSpan, post: PostSpan) -> list[Link]:
    """A post in a list: it belongs to whom the one before it belongs to."""
    if not links or links[0].kind is LinkKind.NOMINAL:
        return []
    gap = scene.gap(previous.end, post.start)
    if links[0].kind in (LinkKind.PRENOMINAL, LinkKind.REVERSED):
        return []
    if len(gap) > 80 or not _AND.match(gap):
        return []
    return [
        replace(k, post=post, kind=LinkKind.LIST, end=max(k.end, post.end), lead=(k.lead + gap)[-120:]) for k in links
    ]


_REMOTE = re.compile(
    r"(?:,|;|–|—|\band)\s+(?:once|formerly|previously|now|then|currently|later|twice|earlier|before that"
    r"|after that|at present|"
    r"(?:a|the|an?other|one) former|until (?:\w+\s){0,2}\w+)(?:\s+(?:the|a|an|its|his|her|also|as))?\s+(?:the\s+"
    r"|a\s+)?$",
    re.IGNORECASE,
)


def _remote(scene: Scene, names: Sequence[PersonSpan], post: PostSpan) -> list[Link]:
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
    person = _subject(scene, before, post)
    return [_link(scene, person, post, LinkKind.LIST, lead[-90:])] if person else []


def fragment_links(scene: Scene, previous: Scene | None) -> list[Link]:
    """An entry of a list that opens with a post and has no verb: it speaks of the person named just before."""
    if previous is None or scene.people or not scene.posts or scene.posts[0].start - scene.sentence.start > 12:
        return []
    names = {m.person: m for m in previous.people if m.form is MentionForm.NAME}
    if (
        len(names) != 1
        or previous.sentence.end - previous.sentence.start > 160
        or _FINITE.search(scene.gap(scene.sentence.start, scene.sentence.end))
    ):
        return []
    person = next(iter(names.values()))
    if _is_plural(scene, scene.posts[0]) or scene.text[scene.posts[0].end : scene.posts[0].end + 1] == ":":
        return []
    first = _link(scene, person, scene.posts[0], LinkKind.LIST)
    out = [first]
    for earlier, post in zip(scene.posts, scene.posts[1:], strict=False):
        if not _AND.match(scene.gap(earlier.end, post.start)) and scene.gap(earlier.end, post.start).strip() != ",":
            break
        out.append(replace(first, post=post, end=post.end))
    return out


_FINITE = re.compile(
    r"\b(?:is|was|are|were|has|had|have|will|said|says|told|must|would|can|could|asked|called|came|went)\b",
    re.IGNORECASE,
)


def _nominal(scene: Scene, post: PostSpan) -> list[Link]:
    for m in scene.people:
        if m.form is MentionForm.NOMINAL and m.start < post.head_end and post.start < m.end and m.end <= post.end + 2:
            return [_link(scene, m, post, LinkKind.NOMINAL)]
    return []
