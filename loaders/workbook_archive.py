"""A workbook as the zip archive that it is: whether it is whole and of a bearable size, and what its sheets hide.

The reader of cells takes an error for a blank and makes a rectangle of a sheet from A1 to its outermost cell, however
far out that lies. So the XML of a sheet is looked at before it is read.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

from graphmodel.errors import DataProblems
from graphmodel.problems import Problem, column_letter
from loaders.limits import Limits

__all__ = ["Marks", "WorkbookArchive", "cell_of"]

_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ElementTree.ParseError, KeyError,
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SMALL = 100_000
"""Bytes below which the ratio says nothing: a template of a few cells packs very well."""

# Cells beyond column Z or row 899,999: without one of them a sheet is no larger than 26 x 900,000.
_FAR = re.compile(rb"""<c r=["'](?:[A-Za-z]{2}|[A-Za-z](?:9\d{5}|\d{7}))""")
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])")
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])")
_REF = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_TEXT = re.compile(rb"""\bt\s*=\s*["']str["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?=[\s/>])")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?(?<!/)>([^<]+)<")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Za-z]+\d+:[A-Za-z]+\d+)["']""")
_HINTS = (b'"e"', b"'e'", b"<f", b":f")
"""One of these stands in the XML if a cell shows an error or has a formula; quicker to look for than the patterns."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What the cells of a sheet do not show when they are read.

    Parameters
    ----------
    errors : tuple of (str, str)
        Cell, such as C2, and the error that it shows, such as #N/A.
    uncomputed : tuple of str
        Cells with a formula whose result is not in the file.
    merged : tuple of str
        Ranges of merged cells, such as A2:A5.
    """

    errors: tuple[tuple[str, str], ...] = ()
    uncomputed: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()


class WorkbookArchive:
    """The archive of a workbook that is known to be whole but for its sheets; each is checked when it is looked at.

    Parameters
    ----------
    path : Path
        Of the workbook.
    limits : Limits
        What it may cost.

    Raises
    ------
    DataProblems
        If the file is empty, damaged, encrypted or no workbook.
    LimitExceeded
        If it is too large, or would be when it is unpacked; nothing has been unpacked then.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        _kind(path, limits)
        try:
            with zipfile.ZipFile(path) as archive:
                self._sizes(archive)
                self._parts = _parts(archive)
                _whole(archive, set(self._parts.values()))
        except _DAMAGE:
            raise self._damaged() from None

    def _sizes(self, archive: zipfile.ZipFile) -> None:
        unzipped, packed = sum(item.file_size for item in archive.infolist()), self._path.stat().st_size
        says = f"{self._path.name} expands to {unzipped / 1e6:,.0f} MB"
        self._limits.check("unzipped", unzipped // 1_000_000, says)
        if packed > _SMALL or unzipped > _SMALL * self._limits.ratio:
            ratio = unzipped // max(packed, 1)
            self._limits.check("ratio", ratio, f"{says}, {ratio:,} times its own size")

    def _damaged(self) -> DataProblems:
        return _refused(
            "damaged-file",
            self._path,
            "a damaged file (no whole zip archive)",
            "take it from a backup, or save it again",
        )

    def part(self, title: str) -> str:
        """Path in the archive of the sheet of that title."""
        return self._parts[title]

    def look(self, title: str) -> Marks:
        """What the sheet of that title hides.

        Raises
        ------
        DataProblems
            If its part of the archive is damaged.
        LimitExceeded
            If its outermost cells make it larger than the limit.
        """
        part = self._parts.get(title)
        if part is None:
            return Marks()
        try:
            with zipfile.ZipFile(self._path) as archive:
                data = archive.read(part)
        except _DAMAGE:
            raise self._damaged() from None
        if b"\0" in data[:200] or b"<!DOCTYPE" in data[:2000]:
            raise self._damaged()
        begin, end = max(data.find(b"sheetData"), 0), max(data.rfind(b"sheetData"), 0)
        cells, tail = data[begin:end], data[end:]
        del data
        rows, columns, far = _extent(cells, self._limits.area)
        says = f"{self._path.name}, sheet '{title}': the cell {far} makes it {rows * columns:,} cells large"
        self._limits.check("area", rows * columns, f"{says} (clear what lies far from the table)")
        return Marks(*_hidden(cells), merged=tuple(ref.decode().upper() for ref in _MERGED.findall(tail)))


def _refused(code: str, path: Path, found: str, mend: str, expected: str = "a workbook") -> DataProblems:
    return DataProblems([Problem(code, path.name, None, None, None, None, expected, found, mend)])


def _kind(path: Path, limits: Limits) -> None:
    """Tell from its size and first bytes whether a file may be a workbook at all."""
    size = path.stat().st_size
    limits.check("size", size // 1_000_000, f"{path.name} has {size / 1e6:,.0f} MB")
    with path.open("rb") as handle:
        head = handle.read(200)
        old = head.startswith(_OLE) and _ENCRYPTED not in head + handle.read()
    if not head:
        raise _refused("empty-file", path, "an empty file", "write the template anew: liaison init")
    if head.startswith(_OLE[:4]):
        found = "a workbook of the legacy .xls kind" if old else "an encrypted workbook"
        mend = "save it as .xlsx" if old else "remove the password, and save it as .xlsx"
        raise _refused("protected-file", path, found, mend, "a workbook of the .xlsx kind")
    if b"mimetypeapplication/vnd.oasis.opendocument" in head:
        raise _refused("wrong-format", path, "an OpenDocument file", "save it as .xlsx", "a workbook of the .xlsx kind")
    if not head.startswith(b"PK"):
        found = "something else that is named .xlsx, perhaps a CSV file"
        raise _refused("wrong-format", path, found, "name it .csv and put it into a folder, or save it as .xlsx")


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Path in the archive of each worksheet, by title."""
    book = ElementTree.fromstring(_xml(archive, "xl/workbook.xml"))
    targets = {
        one.get("Id"): one.get("Target", "")
        for one in ElementTree.fromstring(_xml(archive, "xl/_rels/workbook.xml.rels"))
        if one.get("Type", "").endswith("/worksheet")
    }
    found = {}
    names = {name.lower(): name for name in archive.namelist()}
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        target = targets.get(next((value for key, value in sheet.items() if key.endswith("}id")), None))
        if target:
            found[sheet.get("name", "")] = names[str(PurePosixPath("/xl", target)).lstrip("/").lower()]
    return found


def _xml(archive: zipfile.ZipFile, name: str) -> bytes:
    text = archive.read(name)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise zipfile.BadZipFile("a document type, which no workbook has")
    return text


def _whole(archive: zipfile.ZipFile, sheets: set[str]) -> None:
    """Read every other part through: one that is longer than it says, or not what its checksum says, is refused."""
    if len(set(archive.namelist())) < len(archive.namelist()):
        raise zipfile.BadZipFile("two parts of one name")
    for item in archive.infolist():
        if item.filename not in sheets:
            with archive.open(item) as part:
                while part.read(1_000_000):
                    pass


def _extent(data: bytes, area: int) -> tuple[int, int, str]:
    """Rows, columns and the outermost cell of a sheet; 0 and 0 if no cell lies so far out that it matters."""
    placed = data.count(b"<c r=")
    usual = placed == data.count(b"<c") and b":c" not in data  # as the known programs write cells
    if usual and not _FAR.search(data):
        return 0, 0, ""
    if usual:
        refs = set(_REF.findall(data))
        rows = max((int(number) for _, number in refs), default=0)
        columns = max(map(_position, {letters for letters, _ in refs}), default=0)
        if rows * columns <= area:
            return rows, columns, ""
    rows = columns = 0
    for number, column in _filled(data):
        rows, columns = max(rows, number), max(columns, column)
    return rows, columns, f"{column_letter(columns - 1)}{rows}"


def _cells(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Attributes and content of each cell that has a content."""
    begins = [found.end() for found in _CELL.finditer(data)]
    for begin, end in pairwise([*begins, len(data)]):
        attributes, _, content = data[begin:end].partition(b">")
        if not attributes.endswith(b"/") and not content.startswith(b"</"):
            yield attributes, content


def _filled(data: bytes) -> Iterator[tuple[int, int]]:
    """Row and column of every cell with a content; one without a place follows the one before it."""
    for row, piece in enumerate(_ROW.split(data)):
        column = 0
        for attributes, _ in _cells(piece):
            ref = _REF.search(attributes)
            column = _position(ref[1]) if ref else column + 1
            yield (int(ref[2]) if ref else row), column


def _hidden(data: bytes) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Cells that show an error, and cells with a formula and no result."""
    errors: list[tuple[str, str]] = []
    uncomputed: list[str] = []
    if not any(hint in data for hint in _HINTS):
        return (), ()
    for attributes, content in _cells(data):
        value = _VALUE.search(content)
        if _ERROR.search(attributes):
            errors.append((_place(attributes), value[1].decode("utf-8", "replace") if value else "an error"))
        elif value is None and _FORMULA.search(content) and not _TEXT.search(attributes):
            uncomputed.append(_place(attributes))
    return tuple(errors), tuple(uncomputed)


def _place(attributes: bytes) -> str:
    ref = _REF.search(attributes)
    return (ref[1] + ref[2]).decode().upper() if ref else "A1"


def cell_of(ref: str) -> tuple[int, int]:
    """0-based column and 1-based row of a cell, or of the first one of a range.

    Examples
    --------
    >>> cell_of("C2"), cell_of("AA7:AB9")
    ((2, 2), (26, 7))
    """
    first = ref.partition(":")[0]
    letters = first.rstrip("0123456789")
    return _position(letters.encode()) - 1, int(first[len(letters) :])


def _position(letters: bytes) -> int:
    """1-based place of a column from its letters."""
    place = 0
    for letter in letters.upper():
        place = place * 26 + letter - 64
    return place
