"""`demarche show`: a person's life as the pages tell it, every fact with its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from flows.commands.common import DEFAULT_DATA, CommandError, DataOption, clear_errors, out

if TYPE_CHECKING:
    from warehouse.query import Fact, PersonCard, PersonFound, Said

# A match this much better than the next one is the person who was meant
CLEARLY_BETTER = 0.02
# As alike as this a name may be what was meant, if none is that was asked for
NEAR = 0.7
EVERYBODY = 'demarche query "SELECT name, person_id FROM people ORDER BY name"'
AGREEMENT = {
    "agreed": ("green", "independent sources agree"),
    "disputed": ("bold red", "sources disagree"),
    "single": ("dim", "one independent source"),
}


def show(
    name: Annotated[str, typer.Argument(help="A name, in any spelling, or a person_id.")],
    data: DataOption = DEFAULT_DATA,
    everyone: Annotated[bool, typer.Option("--all", help="Show everybody who matches.")] = False,
    min_confidence: Annotated[
        float, typer.Option(min=0, max=1, help="Show only facts that some page's claim makes at least that sure.")
    ] = 0,
) -> None:
    """Show a person's roles and events in the order of time, each with the sentences that say so.

    Capitals, accents and small differences of spelling do not matter.

    [bold]Examples[/]

      demarche show Heydari

      demarche show "Mohammad Reza" --all

      demarche show per_0123456789abcdef

      demarche show Heydari --min-confidence 0.8
    """
    from warehouse.query import connect, person, search_people, timeline  # noqa: PLC0415
    from warehouse.swap import ReleaseError  # noqa: PLC0415

    with clear_errors(ReleaseError, LookupError), connect(data) as con:
        by_id = name.startswith("per_")
        found = [] if by_id else search_people(con, name)
        if not by_id and not found:
            near = ", ".join(f.name for f in search_people(con, name, limit=3, alike=NEAR))
            raise CommandError(
                f"nobody here is called {name}.{f' Near to it: {near}.' if near else ''} Everybody: {EVERYBODY}"
            )
        wanted, others = ([name], []) if by_id else _choose(found, everyone=everyone)
        for person_id in wanted:
            _print_person(person(con, person_id), timeline(con, person_id), min_confidence)
    if others:
        out.print("\n[bold]Also like that name[/] (--all shows them all):", highlight=False)
        for other in others:
            out.print(Text(f"  {other.name}  {other.person_id}"))


def _choose(found: Sequence[PersonFound], *, everyone: bool) -> tuple[list[str], list[PersonFound]]:
    if everyone:
        return [f.person_id for f in found], []
    best = [f for f in found if f.score >= found[0].score - CLEARLY_BETTER][:3]
    return [f.person_id for f in best], [f for f in found if f not in best]


def _print_person(card: PersonCard, facts: Sequence[Fact], min_confidence: float) -> None:
    out.print()
    out.print(Text(card.name, "bold"), Text(card.person_id, "dim"))
    if card.aliases:
        out.print(Text(f"also written: {', '.join(card.aliases)}"))
    about = [f"nationality {card.nationality}" if card.nationality else "", _born(card)]
    about.append(f"in {_count(card.n_sources, 'page')}, {_count(card.n_independent_sources, 'independent source')}")
    out.print(Text(", ".join(part for part in about if part)))
    if not facts:
        out.print("no role or event is known", highlight=False)
    sure = [fact for fact in facts if (fact.confidence or 0) >= min_confidence]
    for fact in sure:
        _print_fact(fact)
    if len(sure) < len(facts):
        less_sure = _count(len(facts) - len(sure), "fact")
        out.print(f"\n{less_sure} of less confidence than {min_confidence:g} not shown", style="dim", highlight=False)


def _print_fact(fact: Fact) -> None:
    style, meaning = AGREEMENT.get(fact.agreement, ("", fact.agreement))
    line = Text.assemble((f"{fact.dated or 'undated'}", "bold cyan"), "  ", (fact.what.replace("_", " "), "bold"))
    where = ", ".join(part for part in (fact.organization, fact.place) if part)
    if where:
        line.append(f" · {where}")
    if fact.status not in ("actual", "unknown"):
        line.append(f" · {fact.status}")
    line.append(f"  [{meaning if fact.agreement != 'agreed' else f'{fact.n_independent_sources} {meaning}'}]", style)
    out.print()
    out.print(line)
    for quote, sources in _by_quote(fact.said).items():
        out.print(Padding(_sources(quote, sources), (0, 0, 0, 4)))


def _by_quote(said: Sequence[Said]) -> dict[str, list[Said]]:
    """The pages behind each quote: a story's copies say it in the same words."""
    found: dict[str, list[Said]] = {}
    for one in said:
        found.setdefault(" ".join(one.quote.split()), []).append(one)
    return found


def _sources(quote: str, sources: Sequence[Said]) -> Table:
    table = Table.grid()
    table.add_row(Text(f"“{quote}”"))
    for said in sources:
        origin = [said.outlet, said.published or "undated", said.uri]
        notes = [f"dated {said.dated}" if said.dated else "", said.stance if said.stance != "asserts" else ""]
        notes += [f"according to {said.attributed_to}" if said.attributed_to else "", "a copy" if said.is_copy else ""]
        table.add_row(Text(f"— {', '.join(part for part in (*origin, *notes) if part)}", "dim"))
    return table


def _born(card: PersonCard) -> str:
    if card.birth_min is None or card.birth_max is None:
        return ""
    if card.birth_min.year == card.birth_max.year:
        return f"born {card.birth_min.year}"
    return f"born {card.birth_min.year}–{card.birth_max.year}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
