"""What the demo shows of the sample network, piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.errors import UsageProblem
from liaison import portrait
from liaison.drawing import draw
from liaison.findings import gaps_sum, gaps_table
from liaison.partner_pages import partners_table
from liaison.pilot_pages import pilots_table

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["guard_demo", "sample", "sections"]

SAMPLE = "western_balkans"


def sample() -> Path:
    """The folder of the sample network, in a clone or in an installed package."""
    return Path(str(files("sample_data").joinpath(SAMPLE)))


def guard_demo(output: Path) -> None:
    """Refuse to overwrite a file that is no map of ours.

    Raises
    ------
    UsageProblem
        If there is such a file, or its folder is not there.
    """
    from liaison.output import guard_output

    if output.is_file() and b'name="generator" content="Liaison"' not in output.read_bytes()[:4000]:
        raise UsageProblem(f"{output} is there already and is no map of Liaison; name another with -o")
    guard_output(output, force=True)


def sections(
    network: Network, *, write: Callable[[str], None], all_dates: Network | None = None
) -> Iterator[list[str]]:  # fmt: skip
    """What is in the network, its gaps, partners and pilots, and at last the map, which is handed to `write`.

    The map shows all dates if the network is given with them too.
    """
    from queries.engines import open_engine
    from queries.gaps import find_gaps
    from queries.partners import partners
    from queries.pilots import choose_pilots
    from queries.sentences import LANGUAGES

    yield portrait.count_lines(network, None)
    engine = open_engine(network)
    try:
        gaps = find_gaps(network, engine=engine, languages=LANGUAGES)
        yield gaps_sum(gaps)
        yield gaps_table(network, gaps)
        city = network.settings.get("demo", {}).get("city")
        suggestions = partners(network, city, engine=engine) if city else []
        if city:
            yield partners_table(network, city, suggestions, limit=3)
        chosen = choose_pilots(network, 4, engine=engine, per_country=1, must=[city] if city else [])
        yield pilots_table(network, chosen)
        write(draw(all_dates or network, gaps=gaps, as_of=network.seen_as_of))
    finally:
        engine.close()
