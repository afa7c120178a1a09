"""Views of the map: one YAML file each, those of the network's own `views/` included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from graphmodel.errors import DataProblems, UsageProblem
from graphmodel.findings import SECTIONS
from graphmodel.nearest import nearest
from graphmodel.problems import Problem
from graphmodel.schema import Schema, TieKind

__all__ = ["FIELDS", "LAYOUTS", "View", "find_view", "views_of"]

LAYOUTS = ("levels", "network", "geographic", "around")
ASKS = ("actor", "city", "dates")
FIELDS = {
    "title": "Its name in the list of views, by language.",
    "about": "What it shows, in a sentence, by language.",
    "layout": "levels (in rows), network (tied actors near each other), geographic (on the map), around (the one chosen).",
    "asks": "actor, city or dates: what a reader must choose before there is anything to see.",
    "ties": "A list of kinds; `{between: levels}` or `{between: level}`, with `and: [KIND]`; `{without: derived}`; or all.",
    "kinds": "A list of kinds of actors, with those that are of these kinds; all without.",
    "gaps": "Sections of gaps that are drawn as dashed lines; none without.",
    "order": "Its place in the list, a whole number; 100 without.",
}
"""Fields of the file of a view, and what each means."""


@dataclass(frozen=True, slots=True)
class View:
    """What a view shows.

    Parameters
    ----------
    name : str
        Name of its file.
    title : mapping of str to str
        By language.
    about : mapping of str to str
        One sentence on what it shows, by language.
    layout : {"levels", "network", "geographic", "around"}
        Rows by level, tied actors near each other, on the map, or around the one that is chosen.
    asks : {"actor", "city", "dates", ""}
        What a reader must choose before there is anything to see.
    kinds, ties : tuple of str
        Kinds of actors and of ties that are shown.
    gaps : tuple of str
        Sections of gaps that are shown.
    order : int
        Place in the list.
    """

    name: str
    title: Mapping[str, str]
    layout: str
    kinds: tuple[str, ...]
    ties: tuple[str, ...]
    gaps: tuple[str, ...]
    order: int = 100
    about: Mapping[str, str] = field(default_factory=dict)
    asks: str = ""

    def as_json(self) -> dict[str, Any]:
        """As the page reads it."""
        return {
            "name": self.name, "title": dict(self.title), "about": dict(self.about), "layout": self.layout,
            "asks": self.asks, "kinds": list(self.kinds), "ties": list(self.ties), "gaps": list(self.gaps),
        }  # fmt: skip


def views_of(schema: Schema, folder: Path | None = None) -> list[View]:
    """The built-in views and those of a network's folder, in their order.

    Raises
    ------
    DataProblems
        With every fault in every file.
    """
    problems: list[Problem] = []
    texts = {
        entry.name.removesuffix(".yaml"): (entry.name, entry.read_text(encoding="utf-8"))
        for entry in files("viz").joinpath("views").iterdir() if entry.name.endswith(".yaml")
    }  # fmt: skip
    if folder is not None and (folder / "views").is_dir():
        for path in sorted((folder / "views").glob("*.yaml")):
            try:
                texts[path.stem] = (f"views/{path.name}", path.read_text(encoding="utf-8-sig"))
            except UnicodeDecodeError as error:
                slip = ("text in UTF-8", str(error), "save it as UTF-8")
                problems.append(Problem("bad-view", f"views/{path.name}", None, None, None, None, *slip))
    found = [_view(name, file, text, schema, problems) for name, (file, text) in texts.items()]
    if problems:
        raise DataProblems(problems)
    return sorted((view for view in found if view is not None), key=lambda view: (view.order, view.name))


def find_view(name: str, views: list[View]) -> View:
    """The view of that name; raises UsageProblem with the nearest if there is none."""
    for view in views:
        if view.name == name:
            return view
    close = nearest(name, [view.name for view in views])
    known = ", ".join(view.name for view in views)
    raise UsageProblem(f"no view '{name}'; " + (f"did you mean '{close}'?" if close else f"there are {known}"))


def _view(name: str, file: str, text: str, schema: Schema, problems: list[Problem]) -> View | None:
    def fault(expected: str, found: str, mend: str) -> None:
        problems.append(Problem("bad-view", file, None, None, None, None, expected, found, mend))

    try:
        body = yaml.safe_load(text)
    except yaml.YAMLError as error:
        fault("a view in YAML", str(error).splitlines()[0], "put texts with a colon in quotes")
        return None
    if not isinstance(body, dict) or "title" not in body:
        fault("the fields " + ", ".join(sorted(FIELDS)), str(body)[:60], "begin with title: {en: …, ar: …}")
        return None
    for key in body:
        if key not in FIELDS:
            close = nearest(str(key), sorted(FIELDS))
            fault("a known field", str(key), f"write {close}" if close else "remove it")
    for key in ("kinds", "gaps"):
        if not isinstance(body.get(key) or [], list):
            fault(f"{key}: a list", str(body[key]), f"write {key}: [{body[key]}]")
            body = {**body, key: []}
    if not isinstance(body.get("ties") or [], (list, dict)):
        fault("ties: a list, or {between: levels}", str(body["ties"]), f"write ties: [{body['ties']}]")
        body = {**body, "ties": []}
    if not isinstance(body.get("order", 100), int):
        fault("order: a whole number", str(body["order"]), "write such as order: 100")
        body = {**body, "order": 100}
    layout = body.get("layout", "network")
    if layout not in LAYOUTS:
        fault("layout: " + ", ".join(LAYOUTS), str(layout), f"write {nearest(str(layout), LAYOUTS) or LAYOUTS[0]}")
    asks = body.get("asks", "")
    if asks and asks not in ASKS:
        fault("asks: " + ", ".join(ASKS), str(asks), f"write {nearest(str(asks), ASKS) or ASKS[0]}, or leave it out")
    gaps = body.get("gaps") or []
    for section in gaps:
        if section not in SECTIONS:
            fault("sections of gaps: " + ", ".join(SECTIONS), str(section), f"write {nearest(str(section), SECTIONS)}")
    kinds = body.get("kinds") or list(schema.nodes)
    for kind in kinds:
        if kind not in schema.nodes:
            fault("a kind of actor", str(kind), f"write {nearest(str(kind), list(schema.nodes)) or 'a known kind'}")
    title, about = (_texts(body.get(key, "")) for key in ("title", "about"))
    ties = _ties(body.get("ties"), schema, fault)
    kinds = [name for name in schema.nodes if any(base in kinds for base in schema.ancestors(name))]
    return View(
        name, title, layout, tuple(kinds), ties, tuple(gaps), int(body.get("order", 100)), about, str(asks)
    )  # fmt: skip


def _texts(value: Any) -> dict[str, str]:
    """Text by language; a bare text is English."""
    return {str(key): str(text) for key, text in value.items()} if isinstance(value, dict) else {"en": str(value)}


def _ties(spec: Any, schema: Schema, fault: Any) -> tuple[str, ...]:
    """Kinds of ties that a view names: a list, or all those between (or within) levels, or all that are not derived."""
    if spec is None:
        return tuple(schema.ties)
    named = spec if isinstance(spec, list) else spec.get("and", [])
    for name in named:
        if name not in schema.ties:
            fault("a kind of tie", str(name), f"write {nearest(str(name), list(schema.ties)) or 'a known kind'}")
    if isinstance(spec, list):
        return tuple(name for name in named if name in schema.ties)
    return tuple(name for name, kind in schema.ties.items() if name in named or _fits(spec, kind))


def _fits(spec: Mapping[str, Any], kind: TieKind) -> bool:
    if "between" in spec:
        return bool(kind.between == spec["between"])
    if spec.get("without") == "country":
        return kind.derived is None or kind.derived.column != "country"
    return spec.get("without") == "derived" and kind.derived is None
