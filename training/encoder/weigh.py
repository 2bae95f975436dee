"""Learn how much the rules' and the encoder's word counts, on pages that the encoder has not seen.

    python -m training.encoder.weigh GOLD_DIR [--conll FILE...]

Writes tasks/extract/lexicons/joint_weights.tsv: logistic regressions over the two readers' log-odds, for names, for
events that the trigger lexicon finds, and for events that the encoder alone proposes. GOLD_DIR is the folder that the
encoder was trained on; only the pages that training left out are read. The rules' sense of names was learnt on those
pages too, so names are also weighed on sentences of corpora (--conll) that neither reader was trained on.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from schemas.stages import CleanPage
from schemas.vocab import EventType
from tasks.dates.find import find_times
from tasks.evaluate.compare import same_name, same_title
from tasks.evaluate.gold import GoldPage
from tasks.evaluate.match import class_of
from tasks.extract.encoder.events import find_happenings
from tasks.extract.encoder.names import NameEvidence
from tasks.extract.encoder.network import load_network
from tasks.extract.encoder.titles import Holder, TitleEvidence
from tasks.extract.encoder.weighing import (
    UNHEARD,
    JointEvents,
    JointNames,
    JointTitles,
    is_worded,
    joint_weights,
    logit,
)
from tasks.extract.entities.find import find_entities
from tasks.extract.events.find import EventProposal, find_events
from tasks.extract.joint_engine import JointEngine
from tasks.extract.language.document import Document
from tasks.extract.model import EventFound, PeopleOnPage, PersonSpan, PostSpan
from tasks.extract.people.find import find_names, find_people
from tasks.extract.roles.find import find_roles
from tasks.extract.rules_engine import reference_of
from training.encoder.align import clean_gold, read_conll
from training.encoder.labels import LEFT_OUT
from training.logistic import fit_logistic

OUT = Path(__file__).parents[2] / "tasks" / "extract" / "lexicons" / "joint_weights.tsv"
PENALTY = 1.0
HEAD = """\
# How much the word of the rules and of the encoder counts: log-odds, added up; see tasks/extract/encoder/weighing.py.
# Written by training/encoder/weigh.py; do not edit. Columns: what is judged, feature, weight.
"""


@dataclass
class Said:
    """Judgements (features in order, right or not) by what is judged."""

    name: list[tuple[tuple[float, ...], bool]] = field(default_factory=list)
    event: list[tuple[tuple[float, ...], bool]] = field(default_factory=list)
    proposal: list[tuple[tuple[float, ...], bool]] = field(default_factory=list)
    holder: list[tuple[tuple[float, ...], bool]] = field(default_factory=list)
    claim: list[tuple[tuple[float, ...], bool]] = field(default_factory=list)


FEATURES = {
    "name": ("rules", "encoder"),
    "event": ("rules", "encoder"),
    "proposal": ("encoder", "here", "worded"),
    "holder": ("whose", "held"),
    "claim": ("learnt", "encoder"),
}


class _RecordingNames(JointNames):
    """Keeps what it is asked, and judges as the weights of before do."""

    def __init__(self, evidence: NameEvidence) -> None:
        super().__init__(evidence)
        self.asked: list[tuple[int, int, float, float]] = []

    def weigh(self, start: int, end: int, certainty: float) -> float:
        said = self._evidence.log_odds(start, end)
        if said is None:
            return certainty
        self.asked.append((start, end, logit(certainty), said))
        return 1 / (1 + np.exp(-0.5 * (logit(certainty) + said)))


class _RecordingTitles(JointTitles):
    """Keeps what the encoder says of the posts that the rules give to nobody, and leaves it at that."""

    def __init__(self, evidence: TitleEvidence) -> None:
        super().__init__(evidence)
        self.asked: list[tuple[PostSpan, Holder]] = []

    def holders(self, post: PostSpan) -> list[PersonSpan]:
        self.asked += [(post, holder) for holder in self._evidence.holders(post)]
        return []


class _RecordingEvents(JointEvents):
    """Keeps what it is asked; lets everything of the lexicon pass and proposes nothing."""

    asked: list[tuple[int, int, EventType, float]]
    worded: Collection[tuple[int, EventType]]

    def weigh(self, sentence: int, person: int, event_type: EventType, certainty: float) -> float:
        self.asked.append((sentence, person, event_type, certainty))
        return certainty

    def proposals(self, found: Sequence[EventFound], worded: Collection[tuple[int, EventType]]) -> list[EventProposal]:
        del found
        self.worded = worded
        return []


def judge(gold: GoldPage, page: CleanPage, said: Said) -> None:
    """Adds what both readers say of the page, and whether gold has it."""
    network = load_network()
    document = Document.of(page)
    reading = network.read(document)
    entities = find_entities(document)
    names = _RecordingNames(NameEvidence(reading))
    people = find_people(document, entities, names)
    forms = [form for p in gold.people for form in (p.name, *p.aliases)]
    for start, end, rules, encoder in names.asked:
        written = page.text[start:end]
        said.name.append(((rules, encoder), any(same_name(form, written) for form in forms)))
    told = {
        (i, class_of(e.type))
        for i in range(len(people.people))
        for e in gold.events
        if e.person is not None and _is_person(gold, e.person, people, i)
    }
    happenings = find_happenings(reading, people, UNHEARD)
    events = _RecordingEvents(happenings)
    events.asked = []
    times = find_times(page.text, reference_of(page))
    held = _RecordingTitles(TitleEvidence(reading, people))
    find_events(document, entities, times, people, find_roles(document, entities, times, people, held), events)
    for post, holder in held.asked:
        right = any(
            same_title(r.title, post.title) and _is_person(gold, r.person, people, holder.mention.person)
            for r in gold.roles
        )
        said.holder.append(((holder.whose, holder.held), right))
    found = set()
    for sentence, person, kind, certainty in events.asked:
        heard = events.said(sentence, person, kind)
        found.add((person, class_of(kind)))
        if heard is not None:
            said.event.append(((logit(certainty), heard), (person, class_of(kind)) in told))
    best = {}
    for h in happenings:
        key = (h.person, class_of(h.event_type))
        if key not in found and (key not in best or best[key].log_odds < h.log_odds):
            best[key] = h
    for key, h in best.items():
        said.proposal.append(((h.log_odds, float(h.here), float(is_worded(h, events.worded))), key in told))


def judge_sentence(text: str, spans: Sequence[tuple[str, int, int]], said: Said) -> None:
    """Adds what both readers say of the names in a sentence, and whether they are names of people."""
    network = load_network()
    document = Document.of(_page_of(text))
    evidence = _RecordingNames(NameEvidence(network.read(document)))
    find_names(document, find_entities(document), evidence)
    people = {(start, end) for kind, start, end in spans if kind == "PER"}
    said.name += [((rules, encoder), (start, end) in people) for start, end, rules, encoder in evidence.asked]


def _page_of(text: str) -> CleanPage:
    return CleanPage(
        source_id="src_0",
        uri="sentence.txt",
        title=None,
        outlet=None,
        author=None,
        language="en",
        published=None,
        published_min=None,
        published_max=None,
        published_basis="none",
        wire_agency=None,
        text=text,
        body_start=0,
        raw_spans=[],
        text_sha256="",
    )


def _is_person(gold: GoldPage, name: str, people: PeopleOnPage, index: int) -> bool:
    found = people.people[index]
    return _is_called(gold, name, (found.name, *found.aliases))


def _is_called(gold: GoldPage, name: str, forms: Sequence[str]) -> bool:
    person = next(p for p in gold.people if p.name == name)
    return any(same_name(a, b) for a in (person.name, *person.aliases) for b in forms)


def fit(examples: Sequence[tuple[tuple[float, ...], bool]]) -> npt.NDArray[np.float64]:
    """The constant and the features' weights that make what is right likeliest."""
    given = np.array([(1.0, *features) for features, _ in examples])
    right = np.array([float(r) for _, r in examples])
    penalty = np.array([1e-6] + [PENALTY] * (given.shape[1] - 1))
    return fit_logistic(given, right, penalty)


def report(kind: str, examples: Sequence[tuple[tuple[float, ...], bool]], weights: npt.NDArray[np.float64]) -> None:
    """Prints how right the readers are at some thresholds."""
    given = np.array([(1.0, *features) for features, _ in examples]) @ weights
    right = np.array([r for _, r in examples])
    print(f"{kind}: {len(right)} judged, {right.sum()} right; weights {np.round(weights, 3)}")
    for p in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        over = given > np.log(p / (1 - p))
        print(f"   at {p}: {over.sum()} of which right {right[over].mean() if over.any() else 0:.3f}")


def main() -> None:
    """Judges, fits, writes."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", type=Path)
    ap.add_argument("--conll", type=Path, nargs="*", default=[])
    ap.add_argument("--every", type=int, default=LEFT_OUT, help="read every n-th page only")
    ap.add_argument("--dry", action="store_true", help="write nothing")
    args = ap.parse_args()
    said = Said()
    for number, (gold, page) in enumerate(clean_gold(args.gold)):
        if number % args.every == 0:
            judge(gold, page, said)
    of_pages = list(said.name)
    for path in args.conll:
        for text, spans in read_conll(path):
            judge_sentence(text, spans, said)
    # News pages and corpora count alike, though a corpus has more names
    said.name += of_pages * ((len(said.name) - len(of_pages)) // max(1, len(of_pages)))
    _learn(said, ("name", "event", "proposal", "holder"), args.dry)
    joint_weights.cache_clear()
    judge_claims([pair for n, pair in enumerate(clean_gold(args.gold)) if n % args.every == 0], said)
    _learn(said, tuple(FEATURES), args.dry)


def judge_claims(pages: Sequence[tuple[GoldPage, CleanPage]], said: Said) -> None:
    """Adds the events that the joint engine finds by the weights learnt so far, and whether gold has them."""
    engine = JointEngine()
    for gold, page in pages:
        reading = engine.reading(page)
        names = {p.page_person_id: (p.name, *p.aliases) for p in reading.claims.people}
        for event, heard in zip(reading.claims.events, reading.heard, strict=True):
            right = any(
                class_of(e.type) == class_of(event.event_type)
                and _is_called(gold, e.person, names.get(event.page_person_id or "", ()))
                for e in gold.events
                if e.person is not None
            )
            if heard is not None:
                said.claim.append(((logit(event.confidence), heard), right))


def _learn(said: Said, kinds: Sequence[str], dry: bool) -> None:
    lines = []
    for kind, features in FEATURES.items():
        examples = getattr(said, kind) if kind in kinds else []
        weights = fit(examples) if examples else np.array([0.0, *[1.0] * len(features)])
        if examples:
            report(kind, examples, weights)
        names = ("constant", *features)
        lines += [f"{kind}\t{n}\t{w:.4f}" for n, w in zip(names, weights, strict=True)]
    if not dry:
        OUT.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
