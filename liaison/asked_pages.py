"""Questions as the command line writes them: letters, rows to fill in, JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from liaison.sections import numbers_in_words
from liaison.session import notice
from liaison.text import amount, bullet, in_one_cell, plural, visible
from queries.closing import whole

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
    """Questions by addressee, each in one letter: those whose answers settle most gaps first, a group by the share of its
    pairs; of as many those with more of high, then of medium priority."""
    found: dict[str, list[Question]] = {}
    for one in asked:
        found.setdefault(one.to, []).append(one)

    def order(item: tuple[str, list[Question]]) -> tuple[object, ...]:
        parts = zip(*(one.worth for one in item[1]), strict=True)
        return (*(-round(sum(part), 9) for part in parts), item[0])

    return dict(sorted(found.items(), key=order))


def questions_json(network: Network, asked: Sequence[Question], of: Mapping[str, int]) -> dict[str, Any]:
    """The documented form.

    Parameters
    ----------
    of : mapping of str to int
        How many gaps are open, by section.
    """
    day = network.seen_as_of
    return {
        "schema_version": 1, "as_of": day.isoformat() if day else None, "open": sum(of.values()),
        "open_by_section": dict(of),
        "settled": whole(_settled(asked)),
        "letters": [
            {
                "to": to or None, "name": network.name_of(to) if to else None, "country": network.country_of(to) or None,
                "settles": whole(_settled(mine)),
                "questions": [{**one.as_json(), "question_ar": one.text["ar"]} for one in mine],
            }
            for to, mine in letters(asked).items()
        ],
    }  # fmt: skip


_TO = {"en": "To: ", "ar": "إلى: "}


def questions_letters(
    network: Network, asked: Sequence[Question], of: Mapping[str, int], *, every: Sequence[Question] = (), lang: str = "en",
    day: dt.date | None = None,
) -> list[str]:  # fmt: skip
    """One letter per addressee, ready to be sent.

    Parameters
    ----------
    every : sequence of Question
        All questions that there are, if `asked` are only those of the letters that settle most.
    """
    from queries.questions import letter_words

    opening, closing = letter_words(lang)
    texts = _texts()
    lines = bullet("", _title(network, lang, day))
    lines += bullet("", _counted(asked, of, lang))
    if len(every) > len(asked):
        further = {"questions": _number(len(every), "question", lang), "settled": amount(_settled(every))}
        lines += bullet("", texts["further"][lang].format(**further, number=len(letters(every))))
    for to, mine in letters(asked).items():
        name = network.told_apart(to, lang) if to else texts["nobody"][lang]
        told = name != network.name_of(to, lang)  # then its country stands beside it already
        country = network.name_of(network.country_of(to), lang) if network.country_of(to) and not told else ""
        lines += ["", "-" * 60, *bullet(_TO[lang], f"{visible(name)}{f' ({country})' if country else ''}"), ""]
        lines += bullet("", opening)
        for number, one in enumerate(mine, start=1):
            lines += ["", *bullet(f"{number}. ", one.text[lang])]
        lines += ["", *bullet("", closing)]
    if not asked:
        lines += ["", texts["none"][lang]]
    return lines


def _title(network: Network, lang: str, day: dt.date | None = None) -> str:
    """What the questions are about, and the two times of the view."""
    texts, words = _texts(), _texts()["when"][lang]
    times = []
    if network.seen_as_of is not None:
        times.append(words["as_of" if day else "newest"].format(day=network.seen_as_of))
    if network.seen_known_by is not None:
        times.append(words["known_by"].format(day=network.seen_known_by))
    own = str(network.settings.get("name_ar") or "") if lang == "ar" else ""
    name = visible(own or network.name) or texts["unnamed"][lang]
    title: str = texts["title"][lang].format(network=name, when="; ".join(times) or words["none"])
    return title


def _counted(asked: Sequence[Question], of: Mapping[str, int], lang: str) -> str:
    """How many questions there are, to how many, and how many of the open gaps they settle."""
    counted: str = _texts()["counted"][lang].format(
        questions=_number(len(asked), "question", lang), addressees=_number(len(letters(asked)), "addressee", lang),
        settled=amount(_settled(asked)), open=_number(sum(of.values()), "open gap", lang),
        sections=_in_sections(of, lang),
    )  # fmt: skip
    return counted


def _in_sections(of: Mapping[str, int], lang: str) -> str:
    """The open gaps by section, in the words of the list of gaps."""
    if lang == "en":
        return numbers_in_words(of, comma=", ")
    from viz.interface import words

    return numbers_in_words(of, words()[lang]["sections"], comma="، ")


def _settled(asked: Sequence[Question]) -> float:
    """How many gaps are settled, a group by the share of its pairs."""
    return sum(one.worth[0] for one in asked)


def _number(count: int, word: str, lang: str) -> str:
    """With its word in English; in Arabic the number alone, since the sentence is built around it."""
    return plural(count, word) if lang == "en" else f"{count:,}"


def questions_rows(
    network: Network, asked: Sequence[Question], *, lang: str = "en"
) -> tuple[Sequence[str], list[list[object]]]:  # fmt: skip
    """One row per question, those of one addressee together, with columns to fill in."""
    rows: list[list[object]] = [
        [
            network.told_apart(to, lang) if to else "nobody on record", network.country_of(to), one.text[lang],
            *[""] * len(TO_FILL), whole(round(one.worth[0], 2)),
            in_one_cell([network.told_apart(ident, lang) for ident in one.about]),
            one.tie, one.owner, ";".join(one.kinds), ";".join(one.countries), in_one_cell(one.gaps), one.id,
        ]
        for to, mine in letters(asked).items() for one in mine
    ]  # fmt: skip
    return COLUMNS, rows


def write_questions(
    network: Network, asked: Sequence[Question], of: Mapping[str, int], output: Path, *, lang: str, force: bool
) -> None:  # fmt: skip
    """The questions as a workbook, with a sheet that says how answers come back."""
    from graphmodel.columns import CHOICES
    from loaders.workbook_table import write_rows

    columns, rows = questions_rows(network, asked, lang=lang)
    title = _title(network, lang)
    texts = _texts()
    write_rows(
        output, "questions", columns, rows, choices={"may be published": CHOICES["ties", "says"]}, notes=texts["notes"],
        widths=_WIDTHS, to_fill=TO_FILL, title=title, readme=[(title, ""), *((a, b) for a, b in texts["readme"])],
        force=force,
    )  # fmt: skip
    notice(f"wrote {output}; the sheet 'read me' says how answers come back")
    notice(_counted(asked, of, "en"))


def _texts() -> Mapping[str, Any]:
    import yaml

    found: Mapping[str, Any] = yaml.safe_load(files("liaison").joinpath("asked.yaml").read_text(encoding="utf-8"))
    return found
