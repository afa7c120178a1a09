"""Questions as the command line writes them: letters, rows to fill in, JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from liaison.session import notice, when
from liaison.text import bullet, in_one_cell, plural, visible

if TYPE_CHECKING:
    from graphmodel.network import Network
    from queries.questions import Question

__all__ = ["COLUMNS", "TO_FILL", "letters", "questions_json", "questions_letters", "questions_rows", "write_questions"]

TO_FILL = ("answer", "number named", "answered by", "day", "may be published")
"""Columns that whoever answers fills in."""

COLUMNS = (
    "to",
    "country",
    "question",
    *TO_FILL,
    "settles",
    "not on record so far",
    "tie",
    "owner",
    "kind",
    "countries",
    "gaps",
    "id",
)

_WIDTHS = {
    "to": 34, "country": 16, "question": 70, "answer": 50, "number named": 10, "answered by": 20, "day": 12,
    "may be published": 12, "settles": 8, "not on record so far": 40, "gaps": 40, "id": 30,
}  # fmt: skip


def letters(asked: Sequence[Question]) -> dict[str, list[Question]]:
    """Questions by addressee: those whose answers settle most gaps first."""
    found: dict[str, list[Question]] = {}
    for one in asked:
        found.setdefault(one.to, []).append(one)
    return dict(sorted(found.items(), key=lambda item: (-sum(len(one.gaps) for one in item[1]), item[0])))


def questions_json(network: Network, asked: Sequence[Question], of: int) -> dict[str, Any]:
    """The documented form.

    Parameters
    ----------
    of : int
        How many gaps are open.
    """
    day = network.seen_as_of
    return {
        "schema_version": 1, "as_of": day.isoformat() if day else None, "open": of,
        "settled": len({gap for one in asked for gap in one.gaps}),
        "letters": [
            {
                "to": to or None, "name": network.name_of(to) if to else None, "country": network.country_of(to) or None,
                "settles": len({gap for one in mine for gap in one.gaps}),
                "questions": [{**one.as_json(), "question_ar": one.text["ar"]} for one in mine],
            }
            for to, mine in letters(asked).items()
        ],
    }  # fmt: skip


_TO = {"en": "To: ", "ar": "إلى: "}


def questions_letters(
    network: Network, asked: Sequence[Question], of: int, *, lang: str = "en", day: dt.date | None = None
) -> list[str]:  # fmt: skip
    """One letter per addressee, ready to be sent."""
    from queries.questions import letter_words

    opening, closing = letter_words(lang)
    settled = len({gap for one in asked for gap in one.gaps})
    lines = [f"Questions about {visible(network.name) or 'the network'}, {when(network, day)}"]
    lines += bullet(
        "", f"{plural(len(asked), 'question')} to {plural(len(letters(asked)), 'addressee')} would settle {settled:,} of "
        f"{plural(of, 'open gap')}: those of which no source speaks, who met, and where sources differ; other weak points and "
        "what a source or a full list shows are no question.",
    )  # fmt: skip
    for to, mine in letters(asked).items():
        country = network.name_of(network.country_of(to), lang) if network.country_of(to) else ""
        name = network.name_of(to, lang) if to else "(no office on record to ask)"
        lines += ["", "-" * 60, *bullet(_TO[lang], f"{visible(name)}{f' ({country})' if country else ''}"), ""]
        lines += bullet("", opening)
        for number, one in enumerate(mine, start=1):
            lines += ["", *bullet(f"{number}. ", one.text[lang])]
        lines += ["", *bullet("", closing)]
    if not asked:
        lines += ["", "None: nothing is open that a question would settle."]
    return lines


def questions_rows(
    network: Network, asked: Sequence[Question], *, lang: str = "en"
) -> tuple[Sequence[str], list[list[object]]]:  # fmt: skip
    """One row per question, those of one addressee together, with columns to fill in."""
    rows: list[list[object]] = [
        [
            network.name_of(to, lang) if to else "nobody on record", network.country_of(to), one.text[lang],
            *[""] * len(TO_FILL), len(one.gaps), in_one_cell([network.name_of(ident, lang) for ident in one.about]),
            one.tie, one.owner, ";".join(one.kinds), ";".join(one.countries), in_one_cell(one.gaps), one.id,
        ]
        for to, mine in letters(asked).items() for one in mine
    ]  # fmt: skip
    return COLUMNS, rows


def write_questions(network: Network, asked: Sequence[Question], output: Path, *, lang: str, force: bool) -> None:
    """The questions as a workbook, with a sheet that says how answers come back."""
    from graphmodel.columns import CHOICES
    from loaders.workbook_table import write_rows

    columns, rows = questions_rows(network, asked, lang=lang)
    title = f"Questions about {network.name or 'the network'}, {when(network)}"
    texts = _texts()
    write_rows(
        output, "questions", columns, rows, choices={"may be published": CHOICES["ties", "says"]}, notes=texts["notes"],
        widths=_WIDTHS, to_fill=TO_FILL, title=title, readme=[(title, ""), *((a, b) for a, b in texts["readme"])],
        force=force,
    )  # fmt: skip
    notice(f"wrote {output}: {plural(len(asked), 'question')}; the sheet 'read me' says how answers come back")


def _texts() -> Mapping[str, Any]:
    import yaml

    found: Mapping[str, Any] = yaml.safe_load(files("liaison").joinpath("asked.yaml").read_text(encoding="utf-8"))
    return found
