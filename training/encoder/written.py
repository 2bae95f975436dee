"""Passages written for the training, with their facts marked in the text; see written/README.md for the marks.

    python -m training.encoder.written FILE... [--out build/encoder/written.jsonl]

Checks the files, counts what they hold and, with --out, writes it as the training reads it.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from tasks.extract.events.triggers import find_triggers
from tasks.extract.language.document import tokenize
from training.encoder.align import AlignedEvent, AlignedPage, AlignedRole, Span
from training.encoder.labels import EVENT_TYPES, REALIS, STATUSES, WRITTEN

_MARK = re.compile(
    r"\[(?P<who>[a-z](?:,[a-z])*)(?P<same>=)? (?P<text>[^\[\]<>{}]+)\]"
    r"|<(?P<holder>[a-z](?:,[a-z])*)(?::(?P<status>\w+))? (?P<title>[^\[\]<>{}]+)>"
)
_EVENT = re.compile(r"\{([a-z]) (\w+)(?: (\w+))?\}")


class MarkError(ValueError):
    """A line's marks cannot be read."""


def read_passages(path: Path) -> Iterator[AlignedPage]:
    """The file's passages, one page each. Raises MarkError, which names the line."""
    lines: list[tuple[int, str]] = []
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], 1):
        if line.startswith("#"):
            continue
        if line.strip():
            lines.append((number, line.strip()))
        elif lines:
            yield _passage(path, lines)
            lines = []


def _passage(path: Path, lines: list[tuple[int, str]]) -> AlignedPage:
    page = AlignedPage(f"{path.stem}-{lines[0][0]}", WRITTEN, "", [], [], [], [], [], [])
    text = ""
    people: dict[str, int] = {}
    for number, line in lines:
        try:
            text = _add_sentence(page, people, text, line)
        except MarkError as error:
            raise MarkError(f"{path}:{number}: {error}") from None
    unnamed = set(people.values()) - {person for _, _, person in page.names}
    if unnamed:
        letters = [letter for letter, person in people.items() if person in unnamed]
        raise MarkError(f"{path}:{lines[0][0]}: no name is marked {', '.join(letters)}")
    return AlignedPage(**{**vars(page), "text": text, "mentions": sorted({*page.names, *page.mentions})})


def _add_sentence(page: AlignedPage, people: dict[str, int], text: str, line: str) -> str:
    told = _EVENT.findall(line)
    body = _EVENT.sub("", line).rstrip()
    start = len(text)
    at = 0
    for mark in _MARK.finditer(body):
        text += body[at : mark.start()]
        at = mark.end()
        span = (len(text), len(text) + len(mark["text"] or mark["title"]))
        text += mark["text"] or mark["title"]
        for letter in (mark["who"] or mark["holder"]).split(","):
            person = people.setdefault(letter, len(people))
            if mark["title"]:
                status = mark["status"] or "current"
                if status not in STATUSES:
                    raise MarkError(f"no status: {status}")
                page.roles.append(AlignedRole(person, span, status))
            elif mark["same"]:
                page.mentions.append((*span, person))
            else:
                page.names.append((*span, person))
    text += body[at:]
    if re.search(r"[\[\]<>{}]", text[start:]):
        raise MarkError("a mark is not closed, or has no letter")
    whole: Span = (start, len(text))
    page.sentences.append(whole)
    for letter, kind, realis in told:
        if kind not in EVENT_TYPES or (realis or "actual") not in REALIS:
            raise MarkError(f"no event type or realis: {kind} {realis}")
        person = people.setdefault(letter, len(people))  # who may be named only in a later sentence
        page.events.append(AlignedEvent(person, kind, realis or "actual", whole))
    tokens = list(tokenize(text, *whole))
    for t in find_triggers([x.lower for x in tokens], [frozenset[str]()] * len(tokens)):
        page.triggers.extend((str(k), tokens[t.anchor].start, tokens[t.anchor].end) for k in t.pattern.event_types)
    return text + "\n"


def main() -> None:
    """Checks, counts, writes."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("files", type=Path, nargs="+")
    ap.add_argument("--out", type=Path)
    args = ap.parse_args()
    pages = [page for path in args.files for page in read_passages(path)]
    types = Counter(e.event_type for p in pages for e in p.events)
    print(f"{len(pages)} passages, {sum(len(p.sentences) for p in pages)} sentences, {sum(types.values())} events")
    print(", ".join(f"{kind} {types[kind]}" for kind in EVENT_TYPES))
    if args.out:
        lines = [json.dumps(asdict(page), ensure_ascii=False) + "\n" for page in pages]
        args.out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
