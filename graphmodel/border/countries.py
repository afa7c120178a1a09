"""Countries in the actors sheet: the codes in its cells, and an actor for each country that is named."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from graphmodel.border.report import SheetReport
from graphmodel.countries import chosen_country, continents, country_codes, country_name, mend_country
from graphmodel.schema import Schema
from graphmodel.schema.kinds import LEVELS

__all__ = ["check_countries", "country_kind", "with_countries"]


def country_kind(schema: Schema) -> str:
    """The kind that the cells of `country` name: the other end of the tie that is derived from them."""
    for tie in schema.derived_ties:
        if tie.derived is not None and tie.derived.column == "country":
            return tie.ends[0][1]
    raise LookupError("no tie is derived from the column 'country'")


def check_countries(report: SheetReport) -> None:
    """Check the codes, that each place has one, and that none looks like a slip for another."""
    codes = country_codes()
    cells = report.coded("country")
    chosen = {text: code for text in cells.values if text not in codes and (code := chosen_country(text)) is not None}
    report.exchange("country", chosen)
    wrong = report.coded("country").where(lambda text: text != "" and text not in codes)
    report.add("unknown-country", wrong, "country", "an ISO country code", mend_country)
    kind = country_kind(report.schema)
    places = report.schema.places - set(report.schema.descendants(kind))
    lacking = report.coded("kind").where(lambda text: text in places) & report.blank("country")
    report.add("missing-value", lacking, "country", "the country of a place", "write its ISO country code")
    countries = report.coded("kind").where(lambda text: report.schema.is_a(text, kind))
    odd = countries & report.coded("id").where(lambda text: text not in codes)
    report.add("unknown-country", odd, "id", "an ISO country code as the id of a country", mend_country)
    _odd_countries(report, places)


_OFTEN = 3
"""Rows from which on a country counts as one that occurs often."""


def _odd_countries(report: SheetReport, places: frozenset[str]) -> None:
    """Warn of a code that stands in one row and looks like a slip for one that stands in many.

    Two letters exchanged (SR for RS) are always told; one letter that differs only for a place, and only if the country
    lies on another continent, since neighbours often have codes that are alike (ME, MK).
    """
    cells, codes = report.coded("country"), country_codes()
    counts = Counter(
        dict(zip(cells.values, np.bincount(cells.codes, minlength=len(cells.values)).tolist(), strict=True))
    )
    often = [code for code in cells.values if code in codes and counts[code] >= _OFTEN]
    meant: dict[str, str] = {}
    of_place: set[str] = set()
    for code in cells.values:
        if counts[code] != 1 or code not in codes:
            continue
        swapped = next((other for other in often if other == code[::-1]), None)
        far = next((other for other in often if _one_letter(code, other) and _apart(code, other)), None)
        if swapped or far:
            meant[code] = str(swapped or far)
            of_place |= set() if swapped else {code}
    if not meant:
        return
    place = report.coded("kind").where(lambda text: text in places)
    rows = cells.where(lambda text: text in meant and text not in of_place)
    rows |= cells.where(lambda text: text in of_place) & place
    report.add(
        "odd-country", rows, "country", "a country that the other rows speak of",
        lambda text: f"write {meant[text]} if {country_name(meant[text])} is meant; else leave it",
        found=lambda text: f"'{text}' ({country_name(text)}), in this row only", level="warning",
    )  # fmt: skip


def _one_letter(a: str, b: str) -> bool:
    return (a[0] == b[0]) != (a[1] == b[1])


def _apart(a: str, b: str) -> bool:
    return bool(continents(a) and continents(b) and not continents(a) & continents(b))


def with_countries(table: pd.DataFrame, schema: Schema, used: set[str]) -> pd.DataFrame:
    """The table and a row for every country that is used and has none."""
    kind = country_kind(schema)
    codes = country_codes()
    wanted = (used | set(table["country"].unique().tolist()) - {""}) & codes
    missing = sorted(wanted - set(table["id"].tolist()))
    if not missing:
        return table
    blank: dict[str, object] = {name: "" for name in table.columns if table[name].dtype == "str"}
    extra = pd.DataFrame({
        **{name: pd.Series([value] * len(missing), dtype="str") for name, value in blank.items()},
        "id": pd.Series(missing, dtype="str"),
        "name": pd.Series([country_name(code) for code in missing], dtype="str"),
        "name_ar": pd.Series([country_name(code, "ar") for code in missing], dtype="str"),
        "kind": pd.Categorical([kind] * len(missing), categories=list(schema.nodes)),
        "country": missing,
        "level": pd.Categorical([schema.nodes[kind].level] * len(missing), categories=list(LEVELS)),
        "first_day": np.full(len(missing), np.datetime64("NaT", "s")),
        "last_day": np.full(len(missing), np.datetime64("NaT", "s")),
        "tlp": np.zeros(len(missing), dtype=np.int8),
        "implied": True,
    })  # fmt: skip
    both = pd.concat([table.astype({"country": object}), extra], ignore_index=True)[list(table.columns)]
    return both.astype({"country": "category"})
