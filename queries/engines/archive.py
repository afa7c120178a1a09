"""A network as pages of compressed text: how a server keeps the sheets as they were written, for whoever pulls them.

The graph beside it is the network as it is shown: what has ended, who says what in which words, notes and decisions are
only here. A page holds columns, or parts of them, so that a few columns can be fetched without the others.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel.errors import StoreProblem
from graphmodel.sheets import SHEET_NAMES, Sheet, Sheets

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["Archive", "own_files", "pages_needed", "sheets_of", "write_own_files"]

FILES = "files"
"""Stands for a sheet where a page holds files of the network's own."""
SETTINGS = "network.toml"
ROWS = 100_000
"""Most rows of a column in one piece."""
PAGE = 2_000_000
"""Characters after which a page is full."""
MOST = 1_000_000_000
"""Bytes that a page may unpack to."""

_OWN = re.compile(r"(schema/(nodes|ties)|queries/[a-z]+|views)/[^/\\\x00-\x1f]+\.(yaml|cypher)")


@dataclass(frozen=True)
class Archive:
    """What a server keeps of a network beside its graph.

    Parameters
    ----------
    contents : str
        JSON: the columns and rows of each sheet, and which page holds what.
    pages : tuple of bytes
        Compressed.
    fingerprint : str
        The same for the same sheets, settings, kinds, queries and views.
    """

    contents: str
    pages: tuple[bytes, ...]
    fingerprint: str

    @classmethod
    def of(cls, network: Network) -> Archive:
        """All of a network."""
        sheets = network.to_sheets()
        known = {name: sheet for name in SHEET_NAMES if len(sheet := sheets.get(name))}
        columns = {name: _filled(sheet) for name, sheet in known.items()}
        listed: list[list[tuple[str, str, int]]] = []
        pages: list[bytes] = []
        mark = hashlib.sha256()
        for keys, text in _packed(_pieces(network, known, columns)):
            listed.append(keys)
            mark.update(text.encode())
            pages.append(zlib.compress(text.encode(), 3))
        contents = json.dumps({
            "sheets": {name: {"columns": columns[name], "rows": len(sheet)} for name, sheet in known.items()},
            "pages": listed,
        }, ensure_ascii=False)  # fmt: skip
        mark.update(contents.encode())
        mark.update(network.name.encode())
        return cls(contents, tuple(pages), mark.hexdigest())


def _filled(sheet: Sheet) -> list[str]:
    return [name for name in sheet.columns if any(sheet.cells[name])]


def _pieces(
    network: Network, sheets: Mapping[str, Sheet], columns: Mapping[str, list[str]]
) -> Iterator[tuple[tuple[str, str, int], list[str]]]:  # fmt: skip
    for path, text in own_files(network):
        yield (FILES, path, 0), [text]
    for name, sheet in sheets.items():
        for column in columns[name]:
            for start in range(0, len(sheet), ROWS):
                yield (name, column, start), list(sheet.cells[column][start : start + ROWS])


def _packed(
    pieces: Iterable[tuple[tuple[str, str, int], list[str]]],
) -> Iterator[tuple[list[tuple[str, str, int]], str]]:  # fmt: skip
    """Pieces on pages: many small ones on one, a large one on its own."""
    keys: list[tuple[str, str, int]] = []
    texts: list[str] = []
    size = 0
    for key, cells in pieces:
        text = json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
        if keys and size + len(text) > PAGE:
            yield keys, f"[{','.join(texts)}]"
            keys, texts, size = [], [], 0
        keys.append(key)
        texts.append(text)
        size += len(text)
    if keys:
        yield keys, f"[{','.join(texts)}]"


def own_files(network: Network) -> Iterator[tuple[str, str]]:
    """The network's own kinds, queries and views, and its settings, by path in its folder."""
    if network.settings:
        import tomli_w

        yield SETTINGS, tomli_w.dumps(dict(network.settings))
    if network.folder is not None and network.folder.is_dir():
        for path in sorted(
            path for part in ("schema", "queries", "views") for path in network.folder.glob(f"{part}/**/*")
        ):
            name = path.relative_to(network.folder).as_posix()
            if _OWN.fullmatch(name) and path.is_file():
                yield name, path.read_text(encoding="utf-8-sig")


def pages_needed(contents: Mapping[str, Any], columns: Collection[tuple[str, str]] | None) -> list[int]:
    """Numbers of the pages that hold some columns, or all; files are always needed."""
    return [
        number
        for number, keys in enumerate(contents["pages"])
        if columns is None or any(sheet == FILES or (sheet, column) in columns for sheet, column, _ in keys)
    ]


def sheets_of(
    contents: Mapping[str, Any], pages: Iterable[tuple[int, bytes]], name: str,
    columns: Collection[tuple[str, str]] | None = None,
) -> tuple[Sheets, dict[str, str]]:  # fmt: skip
    """Sheets and files from pages; columns that are not wanted are blank.

    Raises
    ------
    StoreProblem
        If a page is damaged.
    """
    files: dict[str, str] = {}
    cells: dict[str, dict[str, list[str]]] = {}
    try:
        for number, page in pages:
            for (sheet, column, _), values in zip(contents["pages"][number], _unpacked(page), strict=True):
                if sheet == FILES:
                    files[column] = values[0]
                elif columns is None or (sheet, column) in columns:
                    cells.setdefault(sheet, {}).setdefault(column, []).extend(values)
        tables = {
            sheet: _sheet(sheet, spec["columns"], int(spec["rows"]), cells.get(sheet, {}))
            for sheet, spec in contents["sheets"].items()
            if columns is None or sheet in cells
        }
        settings = _settings(files.pop(SETTINGS, ""))
    except (ValueError, KeyError, TypeError, IndexError, zlib.error):
        raise StoreProblem("what the server keeps of the network is damaged; push it anew with --replace") from None
    return Sheets(tables, settings=settings, name=name), files


def _unpacked(page: bytes) -> list[list[str]]:
    machine = zlib.decompressobj()
    raw = machine.decompress(page, MOST)
    if not machine.eof:
        raise ValueError
    found = json.loads(raw)
    assert isinstance(found, list)
    return found


def _sheet(name: str, columns: list[str], rows: int, cells: Mapping[str, list[str]]) -> Sheet:
    there = [column for column in columns if column in cells]
    if any(len(cells[column]) != rows for column in there):
        raise ValueError
    numbers = list(range(2, rows + 2))
    return Sheet(name, there, {column: cells[column] for column in there}, numbers, list(numbers), f"{name}.csv")


def _settings(text: str) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(text)


def write_own_files(files: Mapping[str, str], folder: Path) -> None:
    """Write the network's own kinds, queries and views; a path that is none of these is not written.

    Raises
    ------
    StoreProblem
        If one is not.
    """
    for name, text in files.items():
        if not _OWN.fullmatch(name) or ".." in name.split("/"):
            raise StoreProblem("the server keeps a file that is no kind, query or view; nothing was written")
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
