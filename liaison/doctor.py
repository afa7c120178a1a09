"""Whether an installation is sound."""

from __future__ import annotations

import importlib.metadata as metadata
import platform
import re
import sys

__all__ = ["findings", "intruders"]

OURS = "liaison-network"
PACKAGES = ("graphmodel", "loaders", "queries", "viz", "liaison", "sample_data")


def findings() -> list[list[str]]:
    """Rows of (what, state, detail); the state is 'fine' or 'at fault'."""
    rows = [["Python", "fine" if sys.version_info >= (3, 11) else "at fault", platform.python_version()]]
    rows += [_requirement(text) for text in metadata.requires(OURS) or () if "extra ==" not in text]
    for package in PACKAGES:
        others = intruders(package)
        if others:
            rows.append([f"package {package}", "at fault", f"{', '.join(others)} ships one of that name: remove it, or "
                         "install Liaison in an environment of its own"])  # fmt: skip
    rows.append(_engine())
    return rows


def intruders(package: str) -> list[str]:
    """Other distributions that ship a package of the same name."""
    return sorted(set(metadata.packages_distributions().get(package, ())) - {OURS})


def _requirement(text: str) -> list[str]:
    name = re.split(r"[<>=!~\[; ]", text, maxsplit=1)[0]
    try:
        return [name, "fine", metadata.version(name)]
    except metadata.PackageNotFoundError:
        return [name, "at fault", "not installed"]


def _engine() -> list[str]:
    from graphmodel.border import assemble
    from graphmodel.schema import builtin_schema
    from graphmodel.sheets import Sheets
    from queries.engines import open_engine

    try:
        engine = open_engine(assemble(Sheets(), builtin_schema()))
        answer = engine.run("RETURN 1 AS one").rows
        engine.close()
    except Exception as error:
        return ["embedded engine", "at fault", type(error).__name__]
    return ["embedded engine", "fine" if answer == [(1,)] else "at fault", "answers"]
