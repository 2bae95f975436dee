"""Posts that a sentence says of somebody with a verb: was minister, served as consul, took over as chair."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from schemas.vocab import MentionForm
from tasks.extract.model import PersonSpan, PostSpan
from tasks.extract.roles.appositions import COORDINATION, is_plural
from tasks.extract.roles.scenes import Link, LinkKind, Scene, link

_COPULA = re.compile(
    r"\b(?:is|was|are|were|be|been|being|became|become|becomes|becoming|remained|remains|remain|made|named"
    r"|appointed|elected|gazetted|"
    r"re-elected|reelected|reappointed|designated|proclaimed|declared|installed|confirmed|crowned|picked|chosen|'s|’s)"
    r"(?:\s+(?:also|now|then|still|not|once|no longer|currently|again|already|long|later|twice|formerly|previously"
    r"|briefly|never|"
    r"soon|himself|herself|first|at the time|by then|until recently|recently|in turn|successively))*"
    r"(?:\s+\d{1,3}(?: years old)?,?\s+and)?"  # "was 34 and consul in Oslo"
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
    r"\b(?:such as|spoken of as|tipped as|seen as|regarded as|billed as"
    r"|known as|as well as|described as|refer\w* to \w+ as|same as|so \w+ as)\s+(?:(?:the|a|an)\s+)?$",
    re.IGNORECASE,
)


_BEFORE_OBJECT = frozenset(
    ["by", "with", "to", "for", "from", "of", "against", "under", "between", "than", "at", "on", "behind", "beside"]
)


_REPLACED = re.compile(
    r"\b(?:replac|succeed|supersed|tak\w+ over from|took over from|in place of|instead of)", re.IGNORECASE
)


_RELATIVE = re.compile(r"[,\s]+(?:who|whose)\b")


# "goes to Francisco Ou, a career diplomat who is now": whose relative clause it is
_OWN_RELATIVE = re.compile(r",\s+(?:(?:an?|the)\s+[^,;.]{2,50}\s+)?who\s+[^,;]{0,60}$")
_AFTER_ASIDE = re.compile(r"[^,]{0,40},\s+(?:had|has|was|is|will|became)\b")
_SUBORDINATE = re.compile(r"\b(?:when|who|whom|that|which|where|while|after|before)\b")
_CONJOINED = re.compile(
    r"[,;]?\s+(?:and|but|then)\s+(?:\w+\s+){0,2}(?:was|were|is|has|had|became|served|worked|took|rose|would|later"
    r"|then)\b|,\s+(?:before|after)\s"
)


_CANDIDATE = re.compile(
    r"\b(?:candidat\w*|candidac\w+|ran|run|running|stood for|standing for|stand for|nominat\w*|nominee|contest\w*"
    r"|hopeful|offered|refused|declined|bid|aspir\w*|propos\w*|vie|vying|vied|"
    r"compet\w*|wants? to be|wanted to be|hope[ds]? to|ambition\w*|dream\w* of|wish\w* to)\b[^.;]{0,30}$",
    re.IGNORECASE,
)


# "nominated X, a banker, to be president": a nominee holds no post yet
_NOMINATED = re.compile(
    r"\b(?:nominated|nominates|proposed|proposes)\b[^.;]{0,150}\b(?:to be|as|for)\s+(?:the\s+|an?\s+)?$"
)
_NOMINATION = 200  # characters of the longest such phrase, and more
# "if they made me governor", "could she be minister one day?"
_SUPPOSED = re.compile(
    r"\b(?:(?:could|might|may)\s+(?:\w+\s+){0,3}(?:be|become)|if\b[^,.;]{0,40})\s+(?:the\s+|an?\s+)?$", re.IGNORECASE
)


_GIVEN = re.compile(
    r"\b(?:appoint\w*|nam(?:ed|es|ing)|elect\w*|made|makes|mak(?:e|ing)|declar\w+|sw[eo]\w+|promot\w+"
    r"|designat\w+|install\w*|confirm\w*|pick\w*|chose\w*)\b[^.;]{0,60}$"
)
_SUBJECT_PRONOUNS = frozenset(("he", "she", "they", "i", "who"))
_OBJECT_PRONOUNS = frozenset(("him", "her", "himself", "herself", "me"))


# "posted him to New Delhi as ambassador", "chose Syed Hossain as the 22nd chief justice"
_AS_AFTER_OBJECT = re.compile(
    r"(?:\s+to\s+[\w’' -]{2,40}?)?\s*as\s+(?:the|its|his|her|their|a|an)?\s*(?:\d+(?:st|nd|rd|th)\s+|new\s+|next\s+)?"
)
_IS = re.compile(
    r"(?:\s[\w’'-]+){0,6}?\s(?:is|was|remains|are)\s(?:now\s|currently\s|still\s|old\s|the\s)?"
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Sheikh|General|Colonel)\b\.?\s*){0,2}"
)


def _identified(scene: Scene, names: Sequence[PersonSpan], post: PostSpan) -> list[Link]:
    """As in "Its chairman is Professor Roe", "whose president is Fernando Pereira"."""
    following = next((m for m in names if m.start >= post.end), None)
    if following is None or following.form is not MentionForm.NAME:
        return []
    gap = scene.gap(post.end, following.start)
    if len(gap) > 60 or not _IS.fullmatch(gap) or scene.text[following.end : following.end + 2] in ("'s", "’s"):
        return []
    return [link(scene, following, post, LinkKind.VERB, scene.gap(scene.sentence.start, post.start)[-90:])]


def by_verb(scene: Scene, names: Sequence[PersonSpan], post: PostSpan) -> list[Link]:
    """As in "Zebari was minister", "served as consul", "appointed Zebari ambassador"."""
    lead = scene.gap(scene.sentence.start, post.start)
    tail = _without_adverb(lead[-90:], post, scene)
    if (
        _CANDIDATE.search(lead[-60:])
        or _NOT_AS.search(tail)
        or _SUPPOSED.search(tail)
        or _NOMINATED.search(lead, max(0, len(lead) - _NOMINATION))
    ):
        return []
    before = [m for m in names if m.end <= post.start]
    before = before or [m for m in scene.people if m.end <= post.start and m.form is MentionForm.NOMINAL]
    as_title = _AS.search(tail) is not None
    if not (as_title or _COPULA.search(tail)):
        return _given(scene, before, post, tail) or _identified(scene, names, post) or _opening(scene, names, post)
    if not before:
        return _inverted(scene, names, post, lead)
    person = subject_of(scene, before, post)
    middle = scene.gap(before[-1].end, post.start)
    if as_title and _AS_AFTER_OBJECT.fullmatch(middle) and _is_object(scene, before[-1]):
        person = before[-1]  # "the re-election of John Roe as president"
    if person is None:
        return []
    out = [link(scene, person, post, LinkKind.VERB, tail)]
    if person is before[-1] and is_plural(scene, post):
        out += _listed_before(scene, before, out[0])  # "named Ana Roe and Gil Lima as judges"
    if as_title and _FOLLOWED.search(tail):
        follower = next((m for m in names if m.start >= post.end and m.form is MentionForm.NAME), None)
        if follower and _BY.fullmatch(scene.gap(post.end, follower.start)):
            out = [replace(out[0], post=replace(post, former=True)), link(scene, follower, post, LinkKind.VERB, "now ")]
    if as_title and _REPLACED.search(lead[-200:]):
        out += _replaced_too(scene, before, person, out[0])
    group = next((ids for (s, e), ids in scene.groups.items() if s == person.start and e == person.end), ())
    out += [replace(out[0], person=p) for p in group if p != person.person]
    return out + _coordinated_subjects(scene, before, person, out[0])


def _without_adverb(tail: str, post: PostSpan, scene: Scene) -> str:
    """The words before a post; "at" of "at present ambassador", whose second word stands in the post, left out."""
    opens = scene.text[post.start : post.start + 7].lower()
    return re.sub(r"\b(?:at|by)\s+$", "", tail) if opens.startswith(("present", "then")) else tail


def _given(scene: Scene, before: Sequence[PersonSpan], post: PostSpan, tail: str) -> list[Link]:
    """As in "appointed John Roe ambassador to Kenya": name and title with nothing between."""
    if not before or not _is_object(scene, before[-1]):
        return []
    if scene.gap(before[-1].end, post.start).strip() not in ("", "the", "his", "its", "their", "as", "a", "an"):
        return []
    if not _GIVEN.search(scene.gap(scene.sentence.start, before[-1].start)):
        return []
    return [link(scene, before[-1], post, LinkKind.VERB, tail)]


def _replaced_too(scene: Scene, before: Sequence[PersonSpan], person: PersonSpan, given: Link) -> list[Link]:
    """Who held the post before: "X replaced Y as minister" tells of both."""
    others = [m for m in before if m.person != person.person and m.end > scene.sentence.start]
    near = [m for m in others if _REPLACED.search(scene.gap(min(m.end, person.end), max(m.start, person.start)))]
    return [replace(given, person=m.person, start=min(m.start, person.start), end=given.end) for m in near[:1]]


# "was succeeded as ambassador by Gil Lima"
_FOLLOWED = re.compile(r"\b(?:succeeded|replaced|followed) as\s+(?:the\s+|an?\s+|its\s+|his\s+|her\s+)?$")
_BY = re.compile(r"\s+(?:\w+\s+){0,3}?by\s+(?:[A-Z][\w’']+\s+){0,3}(?:the\s+)?")


def _coordinated_subjects(scene: Scene, before: Sequence[PersonSpan], person: PersonSpan, given: Link) -> list[Link]:
    if not re.match(r"\s*(?:were|are|have been|had been)\b", scene.gap(person.end, given.post.start)):
        return []
    return _listed_before(scene, [m for m in before if m.end < person.start] + [person], given)


def _listed_before(scene: Scene, before: Sequence[PersonSpan], given: Link) -> list[Link]:
    """The post of the last person, for each name that is joined to that name."""
    out, following = [], before[-1]
    for m in reversed(before[:-1]):
        if not COORDINATION.match(scene.gap(m.end, following.start)):
            break
        out.append(link(scene, m, given.post, LinkKind.VERB, given.lead))
        following = m
    return out


def _is_object(scene: Scene, mention: PersonSpan) -> bool:
    return mention.form is MentionForm.NAME or scene.text[mention.start : mention.end].lower() in _OBJECT_PRONOUNS


_OPENING_ASIDE = re.compile(r"\s(?:under|of|in|at|for|from|since|until|between)\s[^,;.]{2,60},\s+")


def _is_subject_pronoun(scene: Scene, mention: PersonSpan) -> bool:
    return scene.text[mention.start : mention.end].lower() in ("he", "she")


def _opening(scene: Scene, names: Sequence[PersonSpan], post: PostSpan) -> list[Link]:
    """As in "Vice-president under Pereira, he was sentenced in 2017"."""
    if post.start - scene.sentence.start > 4:
        return []
    subject = next((m for m in names if m.start >= post.end and _is_subject_pronoun(scene, m)), None)
    if subject is None or not _OPENING_ASIDE.fullmatch(scene.gap(post.end, subject.start)):
        return []
    return [link(scene, subject, post, LinkKind.VERB, "former ")]


def _inverted(scene: Scene, names: Sequence[PersonSpan], post: PostSpan, lead: str) -> list[Link]:
    """As in "As consul in Basra, he ...", "Sworn in as minister was John Roe"."""
    following = next((m for m in names if m.start >= post.end), None)
    if following is None:
        return []
    gap = scene.gap(post.end, following.start)
    if re.match(r"\s*(?:as|once|formerly|now|then)\b", lead, re.IGNORECASE) and len(gap) < 60 and "," in gap:
        return [link(scene, following, post, LinkKind.VERB, lead)]
    if re.fullmatch(r"\s*(?:is|was|will be|went to|goes to)\s+(?:\w+\s+)?", gap):
        return [link(scene, following, post, LinkKind.VERB, lead)]
    return []


def subject_of(scene: Scene, before: Sequence[PersonSpan], post: PostSpan) -> PersonSpan | None:
    """Who a predicate is about: the nearest person in front of it that is no mere complement of another word."""
    fit = [m for m in before if not _is_complement(scene, m)]
    last = before[-1] if before else None
    if last and last.form is MentionForm.NAME and _OWN_RELATIVE.match(scene.gap(last.end, post.start)):
        return last
    if not fit:
        return before[0] if len(before) == 1 and before[0].form is not MentionForm.PRONOUN else None
    nearest = fit[-1]
    between = scene.gap(nearest.end, post.start)
    if _RELATIVE.match(between):
        return nearest
    if len(fit) > 1 and nearest.form is MentionForm.NAME and _AFTER_ASIDE.match(between):
        opening = scene.gap(fit[0].end, nearest.start)
        if "," in opening and _SUBORDINATE.search(opening):
            return fit[0]  # "Claes, minister when he was picked to follow Wörner, had been"
    if _CONJOINED.search(between) and len(fit) > 1 and nearest.form is MentionForm.NAME:
        return fit[0]
    return nearest


def _is_complement(scene: Scene, mention: PersonSpan) -> bool:
    after = scene.text[mention.end : mention.end + 2]
    if after in ("'s", "’s"):
        return True
    if mention.form is MentionForm.PRONOUN:
        # "before that he was", "Under Obote she was": what stands before a subject does not govern it
        return scene.text[mention.start : mention.end].lower() not in _SUBJECT_PRONOUNS
    before = scene.gap(scene.sentence.start, mention.start).split()
    word = next((w for w in reversed(before) if not w[:1].isupper() and w.lower() not in ("the", "a", "president")), "")
    last = before[-1].lower() if before else ""
    return last in _BEFORE_OBJECT or (
        word in _BEFORE_OBJECT and len(before) > 1 and before[-1][:1].isupper() and before[-2] == word
    )
