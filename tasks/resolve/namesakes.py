"""A page's own words that somebody is not another of the same name, and whom it means by the other."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.claims import PageMention
from schemas.stages import CleanPage
from schemas.vocab import MentionForm
from tasks.extract.people.name_lexicons import lexicons
from tasks.names.romanize import fold

# A village can be of the same name too, and a charge unrelated to something: a word for a person must stand beside it
_CUE = re.compile(
    r"(?:\b(?P<noun>[A-Za-z]+) of the same name\b)"
    r"|\bnamesake(?= of\b| who\b|[,.;)])"
    r"|\bnot (?:to be )?confused with\b"
    r"|\bno relation\b"
    r"|\b(?:he|she|who) (?:is|was) (?:not related|unrelated) to\b"
    r"|\b(?:shares?|shared) (?:a|the|his|her|that) name with\b",
    re.I,
)
# Each cue holds one of these; to look for them takes an eighth of a search for all cues
_HINTS = ("the same name", "namesake", "confused with", "no relation", "related to", "name with")
_NEAR = 240  # characters: whom the words are said of was named in the same sentence or just before
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")
_CLAUSE_END = re.compile(r"[,;.()]")
_LONGEST = 200


@dataclass(frozen=True, slots=True, order=True)
class Namesake:
    """What a page says of another bearer of a name: its sentence, and the words by which that other is known.

    `is_full` where the whole name is the same; "no relation" is said of a surname too.
    """

    sentence: str
    words: frozenset[str]
    is_full: bool


def namesakes_on(pages: Sequence[CleanPage], mentions: Sequence[PageMention]) -> Mapping[str, list[Namesake]]:
    """The namesakes of which pages speak, by the page_person_id of the person they are told apart from."""
    cues = {page.source_id: _cues(page.text) for page in pages}
    cued = {source for source, at in cues.items() if at}
    placed: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for mention in mentions:
        if mention.source_id in cued and mention.form == MentionForm.NAME:
            placed[mention.source_id].append((mention.start_char, mention.page_person_id))
    found: dict[str, list[Namesake]] = defaultdict(list)
    for page in pages:
        for cue in cues[page.source_id]:
            before = sorted(placed[page.source_id])
            k = bisect_left(before, (cue.start(), ""))
            if k and cue.start() - before[k - 1][0] <= _NEAR:
                found[before[k - 1][1]].append(_namesake(page.text, cue))
    return found


def _cues(text: str) -> list[re.Match[str]]:
    lowered = text.lower()
    if not any(hint in lowered for hint in _HINTS):
        return []
    return [m for m in _CUE.finditer(text) if _is_of_person(m)]


def _is_of_person(cue: re.Match[str]) -> bool:
    noun = cue["noun"]
    return noun is None or fold(noun) in lexicons().person_nouns


def _namesake(text: str, cue: re.Match[str]) -> Namesake:
    at = cue.start()
    begin = max(0, at - _NEAR)
    first = max((m.end() for m in _SENTENCE_END.finditer(text, begin, at)), default=begin)
    end = _SENTENCE_END.search(text, cue.end())
    last = min(end.end() if end else len(text), cue.end() + _NEAR)
    other = (cue["noun"] or "") + " " + _CLAUSE_END.split(text[cue.end() : last], maxsplit=1)[0]
    return Namesake(
        sentence=" ".join(text[first:last].split())[:_LONGEST],
        words=frozenset(w for w in fold(other).split() if len(w) > 3),
        is_full="relat" not in cue.group().lower(),
    )
