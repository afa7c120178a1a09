"""Measures Liaison against what one would use instead, in one run on the same generated files.

`python benchmarks/run.py` prints the tables; `--write docs/benchmarks.md` puts them there. Figures are those that the
operating system keeps of a finished process: processor seconds and the peak of memory. Only the ratios mean something.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import gaps_with_networkx

HERE = Path(__file__).resolve().parent
PYTHON = sys.executable
LIAISON = str(Path(PYTHON).with_name("liaison"))
SQLITE_UTILS = str(Path(PYTHON).with_name("sqlite-utils"))
RULES = [word for name in gaps_with_networkx.RULES for word in ("--rule", name.replace("_", "-"))]
COMPARED = (100_000, 500_000)
"""Actors and ties of the network on which Liaison and its peers are compared."""
GROWTH = ((2_000, 10_000), (20_000, 100_000), COMPARED, (200_000, 1_000_000))
"""Those that show how cost grows; what `START` costs is what it takes to start and to read schema and rules."""
START = (200, 1_000)
ROUNDS = 2


@dataclass(frozen=True)
class Cost:
    """What a process took: processor seconds, those of them that the operating system took, and MiB at the peak."""

    cpu: float
    system: float
    memory: float


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(*(statistics.median(getattr(one, name) for one in costs) for name in ("cpu", "system", "memory")))


def _once(command: Sequence[str]) -> Cost:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"{' '.join(command)}: exit {os.waitstatus_to_exitcode(status)}\n{said.decode()}")
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_stime, usage.ru_maxrss / unit)


def network(folder: Path, actors: int, ties: int) -> Path:
    """A generated network of a size, made once."""
    out = folder / f"network-{ties}"
    if not out.exists():
        made = [str(HERE / "generate.py"), str(out), "--actors", str(actors), "--ties", str(ties), "--seed", "1"]
        subprocess.run([PYTHON, *made], check=True, stdout=subprocess.DEVNULL)
    return out


def against(title: str, ours: Sequence[str], peer: Sequence[str], rounds: int) -> str:
    """A row of the first table: both in turn, after a round that is not counted, so that a busy minute bears on both."""
    pairs = [(_once(ours), _once(peer)) for _ in range(rounds + 1)][1:]
    a, b = _median([one for one, _ in pairs]), _median([other for _, other in pairs])
    ratio = statistics.median(one.cpu / other.cpu for one, other in pairs)
    return (
        f"| {title} | {a.cpu:.2f} s | {a.system:.2f} s | {b.cpu:.2f} s | {b.system:.2f} s | {ratio:.2f} "
        f"| {a.memory:.0f} MiB | {b.memory:.0f} MiB | {a.memory / b.memory:.2f} |"
    )


def compared(folder: Path) -> list[str]:
    """Liaison beside what one would write with pandas and networkx, and the cost of starting it."""
    middle = str(network(folder, *COMPARED))
    return [
        "| what | Liaison | of it system | peer | of it system | ratio | Liaison, memory | peer, memory | ratio |",
        "|---|---|---|---|---|---|---|---|---|",
        against(
            "`liaison --help`, against `sqlite-utils --help`", [LIAISON, "--help"], [SQLITE_UTILS, "--help"], 7
        ),
        against(
            "`liaison check`, against `pandas.read_csv` and a networkx MultiDiGraph with attributes",
            [LIAISON, "check", middle], [PYTHON, str(HERE / "read_with_pandas.py"), middle], 3,
        ),
        against(
            "`liaison gaps` with the rules that the peer has, files to all rows, against pandas and networkx",
            [LIAISON, "gaps", middle, *RULES, "--format", "json"], [PYTHON, str(HERE / "gaps_with_networkx.py"), middle], 3,
        ),
    ]  # fmt: skip


def growth(folder: Path) -> list[str]:
    """Cost at several sizes, whole and per tie, and the exponent of the power of the number of ties that fits it best."""
    sizes = (START, *GROWTH)
    rounds = [[_costs(folder, *size) for size in sizes] for _ in range(ROUNDS)]
    start, *rest = [
        [statistics.median(costs) for costs in zip(*of_size, strict=True)] for of_size in zip(*rounds, strict=True)
    ]
    rows = [
        "| actors | ties | `check` | per 1,000 ties | `gaps` | per 1,000 ties | gaps found per 1,000 ties |",
        "|---|---|---|---|---|---|---|",
    ]
    points: list[tuple[int, list[float]]] = []
    for (actors, ties), (*whole, found) in zip(GROWTH, rest, strict=True):
        beyond = [one - least for one, least in zip(whole, start[:2], strict=True)]
        points.append((ties, beyond))
        cells = [f"{one:.1f} s | {1e6 * more / ties:.0f} ms" for one, more in zip(whole, beyond, strict=True)]
        rows.append(f"| {actors:,} | {ties:,} | {' | '.join(cells)} | {1000 * found / ties:.0f} |")
    powers = [_power([ties for ties, _ in points], [beyond[at] for _, beyond in points]) for at in (0, 1)]
    return [
        *rows, "",
        f"Per 1,000 ties is what goes beyond the cost of {START[1]:,} ties ({start[0]:.1f} s and {start[1]:.1f} s), which is "
        "that of starting and of reading the rules. That cost goes with the number of ties to the power of "
        f"{powers[0]:.2f} for `check` and {powers[1]:.2f} for `gaps` (least squares over the logarithms; 1 is linear).",
    ]  # fmt: skip


def _costs(folder: Path, actors: int, ties: int) -> tuple[float, float, int]:
    """Processor seconds of `check` and of `gaps` over a network of a size, and how many gaps there are."""
    files, out = str(network(folder, actors, ties)), folder / "gaps.json"
    check = _once([LIAISON, "check", files])
    gaps = _once([LIAISON, "gaps", files, "-o", str(out), "--force"])
    return check.cpu, gaps.cpu, _found(out)


def _found(answer: Path) -> int:
    """How many gaps an answer holds: `total` stands at its head."""
    with answer.open(encoding="utf-8") as file:
        for line in file:
            if line.startswith('"total": '):
                return int(line.removeprefix('"total": ').rstrip(",\n"))
    raise SystemExit(f"{answer}: no total")


def _power(sizes: Sequence[int], costs: Sequence[float]) -> float:
    """Exponent of the power law through some points; a cost that a busy minute at the start has swallowed is none."""
    logs = [(math.log(size), math.log(one)) for size, one in zip(sizes, costs, strict=True) if one > 0]
    slope, _ = statistics.linear_regression([size for size, _ in logs], [one for _, one in logs])
    return slope


def rules(folder: Path) -> list[str]:
    """Seconds of each built-in rule at the middle size, the engine loaded."""
    middle = str(network(folder, *COMPARED))
    printed = subprocess.run([PYTHON, str(HERE / "rules.py"), middle], check=True, capture_output=True, text=True)
    return ["| rule | seconds | rows |", "|---|---|---|", *printed.stdout.splitlines()]


def pilots() -> list[str]:
    """How near greedy comes to the best choice of pilots."""
    printed = subprocess.run([PYTHON, str(HERE / "pilots.py")], check=True, capture_output=True, text=True)
    return printed.stdout.splitlines()


def page(folder: Path) -> str:
    """All tables as one page."""
    actors, ties = COMPARED
    return "\n".join([
        "# Benchmarks",
        "",
        "Made by `make bench` (`benchmarks/run.py --write docs/benchmarks.md`) in one run on one machine: processor",
        "seconds and peak memory of whole processes, medians. Only the ratios say something about another machine.",
        "A process is shown with at least the memory of the one that starts it, which is some 80 MiB here.",
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}.",
        "",
        f"## Beside what one would write instead ({actors:,} actors, {ties:,} ties)",
        "",
        *compared(folder),
        "",
        f"## Each built-in rule ({actors:,} actors, {ties:,} ties)",
        "",
        *rules(folder),
        "",
        "## How cost grows",
        "",
        *growth(folder),
        "",
        "## Pilots of ten thousand cities: greedy against the best choice",
        "",
        "`benchmarks/pilots.py`: a network like that of the world's twinnings, 20 pilots by reach alone, integer",
        "programming (HiGHS).",
        "",
        *pilots(),
        "",
    ])  # fmt: skip


def main() -> None:
    """Read the options and print or write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the page there")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="keep the generated networks here and use them again"
    )
    options = parser.parse_args()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        text = page(options.keep)
    else:
        with tempfile.TemporaryDirectory() as folder:
            text = page(Path(folder))
    if options.write:
        options.write.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
