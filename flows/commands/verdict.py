"""`demarche verdict`: say who is who, and which claims are wrong or right."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.common import DEFAULT_DATA, CommandError, DataOption, clear_errors, out

if TYPE_CHECKING:
    import duckdb

    from tasks.verdicts.verdict_file import Decision

app = typer.Typer(help="Decide who is who, and which claims are wrong or right.", no_args_is_help=True)

ByOption = Annotated[str, typer.Option("--by", envvar="DEMARCHE_REVIEWER", help="Who decides.")]
WhyOption = Annotated[str, typer.Option("--why", help="The reason, for those who read the verdict later.")]
VerdictsOption = Annotated[
    Path | None,
    typer.Option("--verdicts", help="The file of verdicts; default: verdicts.csv in the data directory.",
                 show_default=False),
]  # fmt: skip
PersonArgument = Annotated[str, typer.Argument(help="A person_id (per_...) or a page_person_id (pp_...).")]
ClaimArgument = Annotated[str, typer.Argument(help="A claim_id (clm_...).")]


@app.command()
def same(
    left: PersonArgument,
    right: PersonArgument,
    by: ByOption,
    why: WhyOption,
    data: DataOption = DEFAULT_DATA,
    verdicts: VerdictsOption = None,
) -> None:
    """Two names are one person. Takes effect in the next run.

    [bold]Example[/]

      demarche verdict same per_0123456789abcdef per_fedcba9876543210 --by "M. Rahimi" --why "same post, same month"
    """
    _record_names(data, verdicts, "same", left, right, by, why)


@app.command()
def different(
    left: PersonArgument,
    right: PersonArgument,
    by: ByOption,
    why: WhyOption,
    data: DataOption = DEFAULT_DATA,
    verdicts: VerdictsOption = None,
) -> None:
    """Two names are two persons. To part one person, give two page_person_ids (pp_...) of hers."""
    _record_names(data, verdicts, "different", left, right, by, why)


@app.command()
def wrong(
    claim: ClaimArgument,
    by: ByOption,
    why: WhyOption,
    data: DataOption = DEFAULT_DATA,
    verdicts: VerdictsOption = None,
) -> None:
    """The page does not say what the claim says: it leaves the dataset, and stays to be seen in `verdicts`."""
    _record_claim(data, verdicts, "wrong", claim, "", "", by, why)


@app.command()
def right(
    claim: ClaimArgument,
    by: ByOption,
    why: WhyOption,
    data: DataOption = DEFAULT_DATA,
    verdicts: VerdictsOption = None,
) -> None:
    """The page says what the claim says: it gets the confidence 1."""
    _record_claim(data, verdicts, "right", claim, "", "", by, why)


@app.command()
def correct(
    claim: ClaimArgument,
    field: Annotated[str, typer.Argument(help="person, title, event_type, organization, place, date, realis ...")],
    value: Annotated[str, typer.Argument(help='The right value; "" where the page gives none.')],
    by: ByOption,
    why: WhyOption,
    data: DataOption = DEFAULT_DATA,
    verdicts: VerdictsOption = None,
) -> None:
    """The page says something else in one column: the claim goes on with that value.

    [bold]Example[/]

      demarche verdict correct clm_0123456789abcdef date 2018-05-14 --by "M. Rahimi" --why "the byline is a Monday"
    """
    _record_claim(data, verdicts, "correct", claim, field, value, by, why)


def verdict_path(data: Path, given: Path | None) -> Path:
    """The file of verdicts: the one given, else the setting's, else the data directory's."""
    from flows.data_dir import DataDir  # noqa: PLC0415
    from flows.settings import load_settings  # noqa: PLC0415

    chosen = given or load_settings(data).verdicts
    return Path(chosen) if chosen else DataDir(data).verdicts


def on_names(con: duckdb.DuckDBPyConnection, verdict: str, left: str, right: str, by: str, why: str) -> Decision:
    """The decision on two names.

    Raises:
        LookupError: an id is nobody's.
        CommandError: they are one name on one page.
    """
    from tasks.verdicts.verdict_file import Decision  # noqa: PLC0415
    from warehouse.review import name_on_page  # noqa: PLC0415

    names = sorted([name_on_page(con, left), name_on_page(con, right)], key=lambda name: (name.source_id, name.name))
    if names[0] == names[1]:
        raise CommandError(f"{left} and {right} are one name on one page. Take two page_person_ids from resolutions.")
    return Decision(
        verdict=verdict,
        kind="person",
        source_id=names[0].source_id,
        name=names[0].name,
        other_source_id=names[1].source_id,
        other_name=names[1].name,
        decided_by=by,
        decided_at=_now(),
        why=why,
    )


def on_claim(
    con: duckdb.DuckDBPyConnection, verdict: str, claim: str, field: str, value: str, by: str, why: str
) -> Decision:
    """The decision on a claim.

    Raises:
        LookupError: there is no such claim.
        CorrectionError: the value cannot stand in that field.
    """
    from tasks.verdicts.corrections import check_value  # noqa: PLC0415
    from tasks.verdicts.verdict_file import Decision  # noqa: PLC0415
    from warehouse.review import claim_on_page  # noqa: PLC0415

    said = claim_on_page(con, claim)
    if verdict == "correct":
        check_value(said.kind, field, value)
    return Decision(
        verdict=verdict,
        kind=said.kind.value,
        source_id=said.source_id,
        name=said.name,
        what=said.what,
        quote=" ".join(said.quote.split()),
        field=field,
        value=value,
        decided_by=by,
        decided_at=_now(),
        why=why,
    )


def _record_names(data: Path, verdicts: Path | None, verdict: str, left: str, right: str, by: str, why: str) -> None:
    from warehouse.query import connect  # noqa: PLC0415
    from warehouse.swap import ReleaseError  # noqa: PLC0415

    with clear_errors(ReleaseError, LookupError), connect(data) as con:
        decision = on_names(con, verdict, left, right, _given("--by", by), _given("--why", why))
    _write(data, verdicts, decision)


def _record_claim(
    data: Path, verdicts: Path | None, verdict: str, claim: str, field: str, value: str, by: str, why: str
) -> None:
    from tasks.verdicts.corrections import CorrectionError  # noqa: PLC0415
    from warehouse.query import connect  # noqa: PLC0415
    from warehouse.swap import ReleaseError  # noqa: PLC0415

    with clear_errors(ReleaseError, LookupError, CorrectionError), connect(data) as con:
        decision = on_claim(con, verdict, claim, field, value, _given("--by", by), _given("--why", why))
    _write(data, verdicts, decision)


def _write(data: Path, verdicts: Path | None, decision: Decision) -> None:
    from flows.settings import SettingsError  # noqa: PLC0415
    from tasks.verdicts.verdict_file import VerdictError, add_decisions  # noqa: PLC0415

    with clear_errors(VerdictError, SettingsError, OSError):
        path = verdict_path(data, verdicts)
        count = len(add_decisions(path, [decision]))
    out.print(
        f"Written to {path} ({count:,} verdicts). It takes effect in the next run.", highlight=False, soft_wrap=True
    )


def _given(option: str, text: str) -> str:
    if not text.strip():
        raise CommandError(f"{option} is empty. Say who decides, and why.")
    return " ".join(text.split())


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
