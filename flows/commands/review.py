"""`demarche review`: what is worth a person's look, and the verdicts given on it."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.padding import Padding
from rich.text import Text

from flows.commands.common import DEFAULT_DATA, CommandError, DataOption, clear_errors, out
from flows.commands.verdict import VerdictsOption, on_claim, on_names, verdict_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from tasks.verdicts.verdict_file import Decision
    from warehouse.review import Worth

ASKED = {
    "merged": "One person?",
    "apart": "Two persons?",
    "dispute": "Who is right?",
    "unsure": "Does the page say so?",
}
NAME_KEYS = {"s": "same", "d": "different"}
CLAIM_KEYS = {"w": "wrong", "r": "right", "c": "correct"}
SHEET = ("question", "about", "doubt", "left_id", "right_id", "claim_id", "claimed")
SHEET_PAGE = ("quote", "outlet", "published", "uri")


def review(
    data: DataOption = DEFAULT_DATA,
    verdicts: VerdictsOption = None,
    listed: Annotated[bool, typer.Option("--list", help="Only list; ask nothing.")] = False,
    write: Annotated[
        Path | None, typer.Option("--write", metavar="FILE", help="Write the list to a CSV file.", show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many to look at.")] = 20,
    by: Annotated[str, typer.Option("--by", envvar="DEMARCHE_REVIEWER", help="Who decides; asked for if needed.")] = "",
) -> None:
    """Look at merges, disputes and doubtful claims, the most valuable first, and decide on them.

    On a terminal each is shown with its sentences, and a key decides: s same, d different, w wrong, r right, c correct,
    Enter to skip, q to stop. Elsewhere, or with --list, they are listed with the ids that `demarche verdict` takes.
    What is decided takes effect in the next run.

    [bold]Examples[/]

      demarche review --by "M. Rahimi"

      demarche review --list --limit 50

      demarche review --write doubtful.csv
    """
    from flows.settings import SettingsError  # noqa: PLC0415
    from tasks.verdicts.verdict_file import VerdictError, read_decisions  # noqa: PLC0415
    from warehouse.query import connect  # noqa: PLC0415
    from warehouse.review import worth_a_look  # noqa: PLC0415
    from warehouse.swap import ReleaseError  # noqa: PLC0415

    with clear_errors(ReleaseError, VerdictError, SettingsError, OSError), connect(data) as con:
        path = verdict_path(data, verdicts)
        decided = read_decisions(path)
        found = worth_a_look(con, limit + len(decided))
        left = [worth for worth in found if not _is_decided(con, worth, decided)][:limit]
        if write is not None:
            _write_sheet(write, left)
            out.print(f"{len(left):,} written to {write}", highlight=False, soft_wrap=True)
        elif not left:
            out.print("Nothing left to look at.", highlight=False)
        elif listed or not _on_terminal():
            for worth in left:
                _show(worth)
        else:
            _walk(con, left, path, by)


def _on_terminal() -> bool:
    return sys.stdin.isatty()


def _is_decided(con: duckdb.DuckDBPyConnection, worth: Worth, decided: Sequence[Decision]) -> bool:
    """Whether a verdict is written that no run has yet taken up."""
    from warehouse.review import claim_on_page, name_on_page  # noqa: PLC0415

    if worth.left and worth.right:
        pair = {(n.source_id, n.name) for n in (name_on_page(con, worth.left), name_on_page(con, worth.right))}
        return any({(d.source_id, d.name), (d.other_source_id, d.other_name)} == pair for d in decided)
    claims = [claim_on_page(con, s.claim_id) for s in worth.sentences if s.claim_id]
    told = {(d.kind, d.source_id, d.name, d.what, d.quote) for d in decided}
    return any((c.kind.value, c.source_id, c.name, c.what, " ".join(c.quote.split())) in told for c in claims)


def _show(worth: Worth) -> None:
    out.print()
    out.print(Text.assemble((f"{ASKED[worth.question]} ", "bold"), worth.title))
    out.print(Text(worth.doubt, "dim"))
    if worth.left and worth.right:
        out.print(Text(f"{worth.left}  {worth.right}", "dim"))
    for number, sentence in enumerate(worth.sentences, 1):
        where = ", ".join(part for part in (sentence.outlet, sentence.published or "undated", sentence.uri) if part)
        words = Text.assemble((f"{number} ", "bold"), f"“{sentence.quote}”\n")
        words.append(f"  {sentence.said} — {where}", "dim")
        if sentence.claim_id:
            words.append(f"  {sentence.claim_id}", "dim")
        out.print(Padding(words, (0, 0, 0, 4)), soft_wrap=True)


def _walk(con: duckdb.DuckDBPyConnection, found: Sequence[Worth], path: Path, by: str) -> None:
    from tasks.verdicts.verdict_file import add_decisions  # noqa: PLC0415

    who = by.strip() or typer.prompt("Who decides (your name stands in the file)").strip()
    written = 0
    for number, worth in enumerate(found, 1):
        out.rule(f"{number} of {len(found)}")
        _show(worth)
        decision = _ask(con, worth, who)
        if decision == "quit":
            break
        if not isinstance(decision, str):
            add_decisions(path, [decision])
            written += 1
    out.print(f"\n{written:,} verdicts written to {path}; they take effect in the next run.", highlight=False)


def _ask(con: duckdb.DuckDBPyConnection, worth: Worth, who: str) -> Decision | str:
    """The decision, or `skip` or `quit`. What cannot be used is said, and asked again."""
    from tasks.verdicts.corrections import CorrectionError  # noqa: PLC0415

    keys = NAME_KEYS if worth.left else CLAIM_KEYS
    shown = ", ".join(f"{key} {word}" for key, word in keys.items())
    while True:
        key = typer.prompt(f"{shown}, Enter to skip, q to stop", default="", show_default=False).strip().lower()
        if key in ("", "skip"):
            return "skip"
        if key in ("q", "quit"):
            return "quit"
        if key[:1] not in keys:
            continue
        try:
            return _decide(con, worth, keys[key[:1]], who)
        except (CorrectionError, CommandError, LookupError) as error:
            out.print(Text(str(error), "red"))


def _decide(con: duckdb.DuckDBPyConnection, worth: Worth, verdict: str, who: str) -> Decision:
    if worth.left and worth.right:
        return on_names(con, verdict, worth.left, worth.right, who, _why())
    claims = [sentence.claim_id for sentence in worth.sentences if sentence.claim_id]
    claim = claims[0]
    if len(claims) > 1:
        number = typer.prompt(f"Which sentence, 1 to {len(claims)}", type=int)
        if not 1 <= number <= len(claims):
            raise CommandError(f"there is no sentence {number}")
        claim = claims[number - 1]
    field = value = ""
    if verdict == "correct":
        field = typer.prompt("Which field (person, title, event_type, organization, place, date, realis ...)").strip()
        value = typer.prompt("The right value, empty for none", default="", show_default=False).strip()
    return on_claim(con, verdict, claim, field, value, who, _why())


def _why() -> str:
    while True:
        why = " ".join(typer.prompt("Why").split())
        if why:
            return why


def _write_sheet(path: Path, found: Sequence[Worth]) -> None:
    from warehouse.export import cell  # noqa: PLC0415

    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow((*SHEET, *SHEET_PAGE))
        for worth in found:
            for s in worth.sentences:
                row = (worth.question.value, worth.title, worth.doubt, worth.left, worth.right, s.claim_id, s.said)
                writer.writerow([cell(value) for value in (*row, s.quote, s.outlet, s.published, s.uri)])
