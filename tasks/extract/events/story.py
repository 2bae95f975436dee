"""One article, annotated: what every question about its events looks things up in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from schemas.vocab import MentionForm
from tasks.dates.model import TimeExpression
from tasks.extract.events.passages import TimePassages
from tasks.extract.events.triggers import Trigger, find_triggers
from tasks.extract.language.annotation import AnnotatedSentence, Argument, SentenceAnnotator
from tasks.extract.language.document import Document
from tasks.extract.model import Entities, PeopleOnPage, RoleFound
from tasks.extract.people.listed_people import PeopleList, find_lists

_LEAD_REACH = 3
# A tale has so many more times that it dates itself than such as only the day of writing could date.
_TALE_SHARE = 2
_LONGEST_PARAGRAPH = 50  # sentences: whoever was named before them heads it no more


class Story:
    """The sentences of an article with people, entities and times on them, and what passes from one to the next."""

    def __init__(
        self,
        document: Document,
        entities: Entities,
        times: Sequence[TimeExpression],
        people: PeopleOnPage,
        roles: Sequence[RoleFound],
    ) -> None:
        """`times` in text order."""
        annotator = SentenceAnnotator(entities, times, people)
        self.page = document.page
        self.people = people
        self.roles = roles
        self.sentences = [annotator.annotate(sentence) for sentence in document.sentences]
        self.passages = TimePassages(self.sentences, document.page.published_max)

    @cached_property
    def lists(self) -> Sequence[PeopleList]:
        """The lists of people that a sentence announces."""
        return find_lists(self.sentences)

    @cached_property
    def triggers(self) -> list[list[Trigger]]:
        """What the trigger lexicon has in each sentence."""
        return [find_triggers(s.words, s.kinds, self.words) for s in self.sentences]

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the article, in lower case."""
        return frozenset(w for s in self.sentences for w in s.words)

    @cached_property
    def is_tale(self) -> bool:
        """Whether the page tells of past times and not of the day on which it was written, which is not known."""
        if self.page.published_max is not None:
            return False
        times = [t for s in self.sentences for _, _, t in s.times if t.is_calendar and not t.is_attribute]
        settled = sum(t.earliest is not None for t in times)
        return settled > _TALE_SHARE * sum(t.waits for t in times)

    @cached_property
    def _headings(self) -> list[Argument | None]:
        """Who is named first in each sentence, at its head."""
        return [_heading_mention(s) for s in self.sentences]

    def roles_of(self, person: int) -> list[RoleFound]:
        """The roles that the page gives a person."""
        return [r for r in self.roles if r.person == person]

    def topic_of(self, index: int) -> Argument | None:
        """Of whom a sentence without a subject of its own speaks: who heads its paragraph, or is named next.

        News opens with a description ("A customs director was freed on Friday") and names its man a sentence later.
        """
        here = self.sentences[index].sentence
        for k in range(index - 1, max(-1, index - _LONGEST_PARAGRAPH), -1):
            if self.sentences[k].sentence.paragraph != here.paragraph:
                break
            head = self._headings[k]
            if head is not None:
                return head
        if here.is_title or here.paragraph > 3:
            return None
        for head in self._headings[index + 1 : index + 1 + _LEAD_REACH]:
            if head is not None:
                return head if self.sentences[index].names.isdisjoint(head.people) else None
        return None


def _heading_mention(s: AnnotatedSentence) -> Argument | None:
    ref = next(iter(s.refs), None)
    if ref is None or ref.form is not MentionForm.NAME or ref.start > 8 or s.is_possessive(ref):
        return None
    return Argument(ref.people, 0, 1, 0.6)
