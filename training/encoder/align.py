"""Align gold pages, and public name corpora, to characters: what the encoder learns from.

    python -m training.encoder.align GOLD_DIR --out build/encoder/pages.jsonl
    python -m training.encoder.align --conll DIR_OR_FILE... --out build/encoder/names.jsonl

Gold says a fact and the sentence that holds it; the encoder needs the words. Names stand on the page as they are.
Titles are normalised, so the words of the quote that come closest to the title are taken. Triggers are those of the
lexicon inside a quote of the same type. Whoever is meant by "he" and "the two" is taken from the rule engine.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from schemas.stages import CleanPage
from schemas.vocab import MentionForm
from tasks.clean.clean import clean_page
from tasks.dates.find import find_times
from tasks.evaluate.compare import same_name, title_words
from tasks.evaluate.gold import GoldPage, GoldPerson, read_gold
from tasks.extract.entities.find import find_entities
from tasks.extract.events.triggers import find_triggers
from tasks.extract.language.annotation import SentenceAnnotator
from tasks.extract.language.document import Document, tokenize
from tasks.extract.model import PeopleOnPage
from tasks.extract.people.find import find_people
from tasks.extract.rules_engine import reference_of
from tasks.ingest.find import find_inputs
from tasks.ingest.read import Limits, ReadPage, read_input

# Of the words of a title and of the words on the page, the share that must be common to both
_TITLE_OVERLAP = 0.66
_LONGEST_TITLE = 9

Span = tuple[int, int]


@dataclass(frozen=True)
class AlignedRole:
    """Whose post it is, and the words that name it; None where the page says it in other words."""

    person: int
    title: Span | None
    status: str


@dataclass(frozen=True)
class AlignedEvent:
    """What happened to whom, and the words that say so."""

    person: int | None
    event_type: str
    realis: str
    quote: Span


@dataclass(frozen=True)
class AlignedPage:
    """One page's text with what gold says of its characters (code points, end exclusive).

    `names` are the people's names on the page, `mentions` all that stands for somebody (names and pronouns), each with
    the person's number; `triggers` are the lexicon's, each with its event type.
    """

    id: str
    style: str
    text: str
    sentences: list[Span]
    names: list[tuple[int, int, int]]
    mentions: list[tuple[int, int, int]]
    roles: list[AlignedRole]
    events: list[AlignedEvent]
    triggers: list[tuple[str, int, int]]
    lost: int = field(default=0)


def align_page(gold: GoldPage, page: CleanPage) -> AlignedPage:
    """The gold page on the text that clean made of it; quotes that clean left out are counted as lost."""
    document = Document.of(page)
    people = [p.name for p in gold.people]
    entities = find_entities(document)
    found = find_people(document, entities)
    roles, events, lost = [], [], 0
    for role in gold.roles:
        quote = _locate(page.text, role.quote or "")
        if quote is None:
            lost += 1
            continue
        title = _title_span(page.text, quote, role.title)
        roles.append(AlignedRole(people.index(role.person), title, role.status))
    for event in gold.events:
        quote = _locate(page.text, event.quote or "")
        if quote is None:
            lost += 1
            continue
        person = people.index(event.person) if event.person is not None else None
        events.append(AlignedEvent(person, event.type, event.realis, quote))
    meant = list(_meant(gold.people, found))
    names = _names(page.text, gold.people)
    names += [m[:3] for m in meant if m[3] and all(m[1] <= s or e <= m[0] for s, e, _ in names)]
    times = find_times(page.text, reference_of(page))
    annotator = SentenceAnnotator(entities, times, found)
    triggers = []
    for sentence in document.sentences:
        s = annotator.annotate(sentence)
        for t in find_triggers(s.words, s.kinds, frozenset()):
            token = s.tokens[t.anchor]
            triggers += [(str(kind), token.start, token.end) for kind in t.pattern.event_types]
    return AlignedPage(
        gold.path.stem,
        gold.style,
        page.text,
        [(s.start, s.end) for s in document.sentences],
        sorted(names),
        sorted({*names, *(m[:3] for m in meant)}),
        roles,
        events,
        triggers,
        lost,
    )


def _locate(text: str, quote: str) -> Span | None:
    words = quote.split()
    match = re.search(r"\s+".join(map(re.escape, words)), text) if words else None
    return match.span() if match else None


def _title_span(text: str, quote: Span, title: str) -> Span | None:
    """The words of the quote that come closest to the title; of equals the shortest."""
    wanted = title_words(title)
    tokens = list(tokenize(text, *quote))
    best: tuple[float, int, Span] | None = None
    for i in range(len(tokens)):
        for j in range(i + 1, min(i + _LONGEST_TITLE, len(tokens)) + 1):
            span = (tokens[i].start, tokens[j - 1].end)
            words = title_words(text[slice(*span)])
            overlap = len(words & wanted) / max(1, len(words | wanted))
            if best is None or (overlap, i - j) > best[:2]:
                best = (overlap, i - j, span)
    return best[2] if best and best[0] >= _TITLE_OVERLAP else None


def _names(text: str, people: Sequence[GoldPerson]) -> list[tuple[int, int, int]]:
    """Every occurrence of the people's names and aliases, of overlapping ones the longest."""
    forms = sorted(((f, i) for i, p in enumerate(people) for f in (p.name, *p.aliases)), key=lambda x: -len(x[0]))
    taken: set[int] = set()
    found = []
    for form, person in forms:
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text):
            if taken.isdisjoint(range(*match.span())):
                taken.update(range(*match.span()))
                found.append((match.start(), match.end(), person))
    return sorted(found)


def _meant(gold: Sequence[GoldPerson], found: PeopleOnPage) -> Iterator[tuple[int, int, int, bool]]:
    """What the rule engine takes for a mention of somebody whom gold knows, and whether it is a name."""
    number = {}
    for i, person in enumerate(found.people):
        same = [
            g
            for g, p in enumerate(gold)
            if any(same_name(a, person.name) for a in (p.name, *p.aliases) if " " in a or " " not in person.name)
        ]
        if same:
            number[i] = same[0]
    for m in found.mentions:
        if m.person in number:
            yield m.start, m.end, number[m.person], m.form is MentionForm.NAME
    for (start, end), members in found.groups.items():
        for member in members:
            if member in number:
                yield start, end, number[member], False


def clean_gold(folder: Path) -> Iterator[tuple[GoldPage, CleanPage]]:
    """The folder's gold pages, each with what clean makes of it."""
    for gold in read_gold(folder).pages:
        if gold.page is None:
            raise SystemExit(f"{gold.path}: no page beside it")
        for file in find_inputs([gold.page]):
            for read in read_input(file, Limits()):
                page = clean_page(read.page) if isinstance(read, ReadPage) else None
                if isinstance(page, CleanPage):
                    yield gold, page


# What the public corpora call the kinds that the encoder tells apart
_KINDS = {
    **dict.fromkeys(("person", "politician", "scientist", "musicalartist", "writer", "researcher", "per"), "PER"),
    **dict.fromkeys(("organisation", "politicalparty", "university", "band", "org"), "ORG"),
    **dict.fromkeys(("country", "location", "loc"), "LOC"),
}


def read_conll(path: Path) -> Iterator[tuple[str, list[tuple[str, int, int]]]]:
    """Sentences with their PER, ORG and LOC spans, from a file of one word and its tag (BIO or IO) a line."""
    words: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith(("#", "-DOCSTART")):
            continue
        fields = line.split()
        if fields:
            columns = line.split("\t")
            # UNER: number, word, tag, ...; the others: word, ..., tag
            words.append(
                (columns[1], columns[2]) if columns[0].isdigit() and len(columns) > 3 else (fields[0], fields[-1])
            )
        elif words:
            yield _spans_of(words)
            words = []


def _spans_of(words: Sequence[tuple[str, str]]) -> tuple[str, list[tuple[str, int, int]]]:
    at, last, spans = 0, "", []
    for word, tag in words:
        prefix, _, kind = tag.partition("-")
        kind = _KINDS.get((kind or prefix).lower(), "")
        if kind and kind == last and prefix != "B":
            spans[-1] = (kind, spans[-1][1], at + len(word))
        elif kind:
            spans.append((kind, at, at + len(word)))
        last = kind
        at += len(word) + 1
    return " ".join(w for w, _ in words), spans


def main() -> None:
    """Aligns, and says how much found its place."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", type=Path, nargs="?")
    ap.add_argument("--conll", type=Path, nargs="*", default=[])
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with args.out.open("w", encoding="utf-8") as out:
        if args.gold:
            pages = [align_page(gold, page) for gold, page in clean_gold(args.gold)]
            for page in pages:
                out.write(json.dumps(asdict(page), ensure_ascii=False) + "\n")
            titles = [r.title is not None for p in pages for r in p.roles]
            print(
                f"{len(pages)} pages, {sum(len(p.names) for p in pages)} names, {sum(len(p.events) for p in pages)} "
                f"events, {sum(titles)} of {len(titles)} titles found, {sum(p.lost for p in pages)} quotes lost"
            )
        for path in args.conll:
            count = 0
            for text, spans in read_conll(path):
                out.write(json.dumps({"text": text, "spans": spans}, ensure_ascii=False) + "\n")
                count += 1
            print(f"{path.name}: {count} sentences")


if __name__ == "__main__":
    main()
