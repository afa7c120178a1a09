"""The page, made by pyvis: the only module that imports it, and only its Network as a carrier of nodes and edges.

Its own templates, headings and menus are not used: they reach other hosts, or run what data says.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
import pyvis.network
from markupsafe import Markup

from viz.colours import css_variables

__all__ = ["MODULES", "html", "module_text"]

VIS = "lib/vis-9.1.2/vis-network.min.js"
PAGE = "page.html.j2"
MODULES = (
    "base", "state", "clock", "look", "places", "groups", "shapes", "pens", "geometry", "scene", "ground", "labels",
    "beyond", "picture", "choose", "cards", "hover", "panel", "questions", "search", "paths", "legend", "table", "timeline",
    "still", "exports", "export_graph", "keyboard", "start",
)  # fmt: skip
"""Rooms of the page's script, in the order in which they are read; together they are one script in a scope of its own."""


def html(
    nodes: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, Any]], options: Mapping[str, Any],
    data: Mapping[str, Any],
) -> str:  # fmt: skip
    """The whole page as text: it asks for nothing, and runs only scripts whose hash it names.

    Parameters
    ----------
    nodes, edges : sequence of mapping
        As vis-network takes them.
    options : mapping
        Of vis-network.
    data : mapping
        Everything else that the page shows.
    """
    net = pyvis.network.Network(directed=True)
    net.nodes, net.edges, net.options = list(nodes), list(edges), dict(options)
    net.templateEnv = _environment()
    net.path = PAGE
    scripts = [_vis(), _script()]
    net.templateEnv.globals.update(
        data=data, scripts=[Markup(script) for script in scripts],
        style=Markup(css_variables() + _page("page.css")),
        policy="; ".join([
            "default-src 'none'", "script-src " + " ".join(f"'sha256-{_hash(script)}'" for script in scripts),
            "style-src 'unsafe-inline'", "img-src data: blob:", "base-uri 'none'", "form-action 'none'",
        ]),
    )  # fmt: skip
    return str(net.generate_html())


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.DictLoader({PAGE: _page(PAGE)}), autoescape=True, undefined=jinja2.StrictUndefined
    )
    environment.policies["json.dumps_kwargs"] = {"sort_keys": False, "allow_nan": False, "ensure_ascii": False}
    return environment


def _script() -> str:
    parts = [f"// ---- {name}.js\n{module_text(name)}" for name in MODULES]
    return '"use strict";\n(() => {\n' + "\n".join(parts) + "})();\n"


def module_text(name: str) -> str:
    """One room of the script as its file has it."""
    return _page(f"js/{name}.js")


def _page(name: str) -> str:
    return files("viz").joinpath("page").joinpath(name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _vis() -> str:
    """vis-network from the installed pyvis, without the comment that points to a map file."""
    text = (Path(pyvis.network.__file__).parent / VIS).read_text(encoding="utf-8")
    return "\n".join(line for line in text.split("\n") if not line.startswith("//# sourceMappingURL"))


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
