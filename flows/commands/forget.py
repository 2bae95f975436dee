"""`demarche forget`: remove a person or a page for good, keep it out, and prove it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from flows.commands.common import DEFAULT_DATA, DataOption, UsageError, clear_errors, err, out

if TYPE_CHECKING:
    from flows.forget.proof import Proof
    from flows.forget.targets import Target


def forget(
    person: Annotated[str | None, typer.Option("--person", help="A person_id, or a name.", show_default=False)] = None,
    source: Annotated[str | None, typer.Option("--source", help="A page's source_id.", show_default=False)] = None,
    uri: Annotated[
        str | None,
        typer.Option("--uri", help="Where pages came from; later pages from there stay out too.", show_default=False),
    ] = None,
    why: Annotated[str, typer.Option("--why", help="The reason, without the name; it stays in forgotten.csv.")] = "",
    by: Annotated[str, typer.Option("--by", envvar="DEMARCHE_REVIEWER", help="Who decides.")] = "",
    data: DataOption = DEFAULT_DATA,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error came from.")] = False,
) -> None:
    """Remove a person or a page from the dataset and all that it is made of, for good, and keep it out.

    Older releases are removed. Of a person, every name is masked in the texts of the pages and in their kept bytes.
    At the end every file of the data directory is searched; what still names the forgotten is listed.

    [bold]Examples[/]

      demarche forget --person per_0123456789abcdef --by "M. Rahimi" --why "court order 12/2026"

      demarche forget --uri https://example.org/story.html --by "M. Rahimi" --why "taken down by the paper" --yes
    """
    with clear_errors(Exception, debug=debug):
        try:
            target = _target(person, source, uri, data)
        except Exception:
            if not _finish_earlier(data):
                raise
            return
        for line in target.told:
            out.print(Text(line), soft_wrap=True)
        for option, text in (("--why", why), ("--by", by)):
            if not text.strip():
                raise UsageError(f"{option} is missing. It stays in forgotten.csv beside the hashes.")
            if target.names_itself(text):
                raise UsageError(
                    f"{option} names what is to be forgotten, and it stays in forgotten.csv. Leave that out."
                )
        if not yes and not typer.confirm("Forget this for good? Older releases are removed too."):
            out.print("Nothing was changed.")
            return
        _forget(target, data, " ".join(by.split()), " ".join(why.split()))
        found = _prove(target, data)
    if found.hits:
        raise typer.Exit(1)


def _target(person: str | None, source: str | None, uri: str | None, data: Path) -> Target:
    from flows.forget.targets import find_page, find_person  # noqa: PLC0415
    from warehouse.query import connect  # noqa: PLC0415

    if sum(option is not None for option in (person, source, uri)) != 1:
        raise UsageError("Give one of --person, --source, --uri.")
    with connect(data) as con:
        return find_person(con, person) if person is not None else find_page(con, source=source, uri=uri)


def _finish_earlier(data: Path) -> bool:
    """Whether there was a forgetting that had been cut off; it is finished now."""
    from flows.data_dir import DataDir, locked  # noqa: PLC0415
    from flows.forget.purge import is_forgetting, resume_forgetting  # noqa: PLC0415
    from flows.line import TABLES  # noqa: PLC0415
    from flows.settings import load_settings  # noqa: PLC0415
    from tasks.forget.forgotten_file import read_forgotten  # noqa: PLC0415

    directory = DataDir(data)
    if not is_forgetting(directory):
        return False
    settings = load_settings(data)
    verdicts = Path(settings.verdicts) if settings.verdicts else directory.verdicts
    with locked(directory):
        resume_forgetting(directory, read_forgotten(directory.forgotten), TABLES, verdicts)
    if is_forgetting(directory):
        _build(data)
    out.print(
        f"That is not in the dataset. An earlier forgetting had been cut off; it is finished now. What it removed is "
        f"known by hashes only, in {directory.forgotten}, so it cannot be searched for here.",
        highlight=False,
        soft_wrap=True,
    )
    return True


def _forget(target: Target, data: Path, by: str, why: str) -> None:
    from flows.data_dir import existing_data_dir, locked, now  # noqa: PLC0415
    from flows.forget.purge import begin_forgetting, finish_purge, resume_forgetting  # noqa: PLC0415
    from flows.line import TABLES  # noqa: PLC0415
    from flows.settings import load_settings  # noqa: PLC0415
    from tasks.forget.forgotten_file import add_entries, new_salt, read_forgotten  # noqa: PLC0415

    directory = existing_data_dir(data)
    settings = load_settings(data)
    verdicts = Path(settings.verdicts) if settings.verdicts else directory.verdicts
    with locked(directory):
        begin_forgetting(directory, {*target.uris, *target.pages} if target.pages else ())
        salt = read_forgotten(directory.forgotten).salt or new_salt()
        forgotten = add_entries(directory.forgotten, target.entries(salt, now(), by, why))
        purged = finish_purge(directory, forgotten, TABLES, verdicts)
        resume_forgetting(directory, forgotten, TABLES, verdicts)
    masked, dropped = f"pages with masked names: {purged.masked:,}", f"verdicts dropped: {purged.verdicts:,}"
    told = f"pages removed: {purged.removed:,}; {masked}; {dropped}"
    out.print(told, highlight=False)
    if purged.left:
        _build(data)
    else:
        out.print("No page is left, so there is no release any more.", highlight=False)


def _build(data: Path) -> None:
    from flows.commands.run import prepare  # noqa: PLC0415

    with prepare([], data, {}):
        from flows.build_dataset import build_dataset  # noqa: PLC0415
        from flows.progress import reporter  # noqa: PLC0415

        with reporter(err) as told:
            build_dataset([], str(data), {"retries": 0}, told)


def _prove(target: Target, data: Path) -> Proof:
    from flows.forget.proof import search  # noqa: PLC0415

    found = search(data, target)
    searched = f"searched {found.files:,} files ({found.n_bytes:,} bytes, unpacked) for {found.sought:,} names, places "
    if not found.hits:
        out.print(f"Proof: {searched}and sentences: none is there.", highlight=False, soft_wrap=True)
        out.print(f"Only hashes stay, in {data / 'forgotten.csv'}", highlight=False, soft_wrap=True)
        return found
    err.print(f"[bold red]not all gone:[/] {searched}and sentences; found in:", highlight=False, soft_wrap=True)
    for hit in found.hits:
        err.print(Text(f"  {hit.path}: {hit.what}"), soft_wrap=True)
    err.print("Remove these files, or move them out of the data directory, and search again.", highlight=False)
    return found
