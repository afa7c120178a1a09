"""Bytes of a text file as text: its encoding, and what is wrong with a file that is none."""

from __future__ import annotations

import codecs

from graphmodel.problems import Problem
from loaders.format import Reading

__all__ = ["decoded", "file_problem"]

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CODE_PAGES = ("cp1250", "cp1252", "cp1256", "cp1251")


def decoded(raw: bytes, file: str, reading: Reading, problems: list[Problem]) -> str | None:
    """Bytes as text; None, with a problem, if they are not what they should be."""
    if not raw.strip():
        problems.append(_empty(file))
        return None
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        problems.append(
            file_problem("wrong-format", file, "text", "a workbook that is named like a text file", "name it .xlsx")
        )
        return None
    marked = next((name for mark, name in _MARKS if raw.startswith(mark)), None)
    encoding = marked or reading.encoding or _unmarked(raw, file, problems)
    if encoding is None:
        return None
    try:
        text = raw.decode(encoding)
    except LookupError:
        expected = "an encoding that Python knows, such as cp1250"
        problems.append(file_problem("not-utf8", file, expected, f"'{encoding}'", "name another with --encoding"))
        return None
    except UnicodeError as error:
        at = error.start if isinstance(error, UnicodeDecodeError) else 0
        line = raw.count(b"\n", 0, at) + 1
        found = _preview(raw, at, line) if marked is None else "a file that is cut off, or of two encodings"
        expected = f"text in {encoding.upper().removesuffix('-SIG')}"
        problems.append(file_problem("not-utf8", file, expected, found, _OTHER, line=line))
        return None
    if text.strip():
        return text
    problems.append(_empty(file))
    return None


_OTHER = "save the file as 'CSV UTF-8', or name the encoding that reads right, such as --encoding cp1250"


def _empty(file: str) -> Problem:
    return file_problem(
        "empty-file", file, "a header and rows", "an empty file", "write the template anew: liaison init"
    )


def _unmarked(raw: bytes, file: str, problems: list[Problem]) -> str | None:
    """UTF-8, unless every other byte is NUL, as in UTF-16 that does not say what it is."""
    head = raw[:2000]
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[start::2].count(0) * 4 > len(head):
            mend = f"save the file as 'CSV UTF-8', or read it with --encoding {name}"
            problems.append(
                file_problem("not-utf8", file, "text in UTF-8", "what looks like UTF-16 without a mark", mend)
            )
            return None
    return "utf-8"


def _preview(raw: bytes, at: int, line: int) -> str:
    start, end = raw.rfind(b"\n", 0, at) + 1, raw.find(b"\n", at)
    piece = raw[max(start, at - 20) : min(end if end >= 0 else len(raw), at + 20)]
    ways: dict[str, list[str]] = {}
    for page in _CODE_PAGES:
        ways.setdefault(piece.decode(page, errors="replace").strip(), []).append(page)
    read = ", ".join(f"'{text}' as {' or '.join(pages)}" for text, pages in ways.items())
    return f"the byte 0x{raw[at]:02X} in line {line}, which reads {read}"


def file_problem(
    code: str, file: str, expected: str, found: str, mend: str, *, row: int | None = None, line: int | None = None
) -> Problem:  # fmt: skip
    """A problem of a file, or of one of its rows or lines."""
    return Problem(code, file, None, row, line, None, expected, found, mend)
