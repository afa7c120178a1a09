"""The map without a browser: what the page is given, where actors stand, what they look like, what it may reach."""

from __future__ import annotations

import itertools
import json
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_network import actor, small_network

from graphmodel.schema import builtin_schema
from graphmodel.schema.kinds import FAMILIES, SHAPES
from viz.colours import PALETTE, contrast, readable
from viz.layouts import spring
from viz.map import map_html
from viz.payload.short_names import short_names


def data_of(text: str) -> dict[str, Any]:
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    assert match is not None
    return json.loads(match[1])


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(lambda t: t.strip()))
def test_any_name_reaches_the_page_as_it_is(name):
    network = small_network([{**actor("a", "City", "MK"), "name": name}])
    text = map_html(network)
    data = data_of(text)
    assert {node["id"]: node["name"] for node in data["nodes"]}["a"] == network.name_of("a")
    assert text.count("<script") == map_html(small_network([actor("a", "City", "MK")])).count("<script")


def test_the_page_reaches_no_host(whole_sample):
    text = map_html(whole_sample)
    page = re.sub(r'<script type="application/json".*?</script>', "", text, flags=re.S)
    assert not re.search(r"""(?:src|href|url\()\s*=?\s*["']?https?:""", page)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None and policy[1].startswith("default-src &#39;none&#39;; script-src &#39;sha256-")


def test_the_same_network_gives_the_same_page(whole_sample):
    assert map_html(whole_sample) == map_html(whole_sample)


def test_both_languages_say_the_same_things():
    from viz.interface import words

    def shape(value: Any) -> Any:
        return {key: shape(inner) for key, inner in value.items()} if isinstance(value, dict) else None

    english, arabic = words()["en"], words()["ar"]
    assert shape(english) == shape(arabic)
    assert set(english["family"]) == set(FAMILIES)
    slot = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
    slots = {key: {name for name, _ in slot.findall(text)} for key, text in english.items() if isinstance(text, str)}
    assert slots == {key: {name for name, _ in slot.findall(str(arabic[key]))} for key in slots}
    forms = {
        lang: [text.count("|") + 1 for _, text in slot.findall(str(words()[lang])) if text] for lang in ("en", "ar")
    }
    assert set(forms["en"]) == {2} and set(forms["ar"]) == {4, 5} and len(forms["en"]) == len(forms["ar"]) > 8


def test_every_word_that_the_script_asks_for_is_there():
    from viz.interface import words
    from viz.pyvis_page import MODULES, module_text

    script = "\n".join(module_text(name) for name in MODULES)
    asked = set(re.findall(r'\b(?:w|tell|wordOf)\("(\w+)"', script))
    assert asked <= set(words()["en"]) and len(asked) > 60


def test_the_script_names_no_kind():
    from viz.pyvis_page import MODULES, module_text

    schema = builtin_schema()
    script = "\n".join(module_text(name) for name in MODULES)
    assert [name for name in (*schema.nodes, *schema.ties) if re.search(rf"""["'`]{name}["'`]""", script)] == []


# colours and shapes


def test_kinds_differ_in_shape_and_not_by_colour_alone():
    kinds = builtin_schema().nodes.values()
    assert len({kind.shape for kind in kinds}) == len(kinds) <= len(SHAPES)


def _deficient(colour: str, kind: str) -> np.ndarray:
    """As a deuteranope or protanope sees it (Viénot, Brettel and Mollon 1999), in linear light."""
    rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]) ** 2.2
    lms = np.array([[17.8824, 43.5161, 4.11935], [3.45565, 27.1554, 3.86714], [0.0299566, 0.184309, 1.46709]])
    seen = lms @ rgb
    if kind == "deutan":
        seen[1] = 0.494207 * seen[0] + 1.24827 * seen[2]
    else:
        seen[0] = 2.02344 * seen[1] - 2.52581 * seen[2]
    return np.linalg.inv(lms) @ seen


@pytest.mark.parametrize("eye", ["deutan", "protan"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_sections_of_gaps_and_kinds_of_cooperation_differ_for_colour_blind_eyes(eye, theme):
    schema = builtin_schema()
    family = [readable(tie.colour, theme) for tie in schema.ties.values() if tie.family == "cooperation"]
    gaps = [PALETTE[theme][section] for section in ("missing", "need", "met", "unknown")]
    for group in (family, gaps):
        for one, other in itertools.combinations(group, 2):
            assert np.linalg.norm(_deficient(one, eye) - _deficient(other, eye)) > 0.04, (one, other)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast_inside_the_picture(theme):
    """WCAG 2.2: 4.5 for text, 3 for lines and shapes."""
    colours = PALETTE[theme]
    for ground in ("paper", "card", "region", "land", "own"):
        assert contrast(colours["ink"], colours[ground]) >= 7
        assert contrast(colours["quiet"], colours[ground]) >= 4.5
    for name in (
        "missing",
        "not-listed",
        "need",
        "met",
        "unknown",
        "new",
        "lapsed",
        "standing",
        "partner",
        "accent",
        "set-aside",
    ):
        assert contrast(colours[name], colours["paper"]) >= 4.5, name
    for tie in builtin_schema().ties.values():
        assert contrast(readable(tie.colour, theme), colours["paper"]) >= 3, tie.name
    assert contrast(colours["card"], colours["accent"]) >= 4.5  # a button that is pressed


# where actors stand


def everything(network):
    return np.ones(len(network.actors), dtype=bool), list(network.schema.ties)


def test_a_small_change_in_the_data_moves_little(whole_sample):
    flags, ties = everything(whole_sample)
    before = spring(whole_sample, flags, ties).points
    changed = whole_sample.with_ties([("sombor", "TWINNED_WITH", "kikinda")])
    after = spring(changed, *everything(changed)).points
    size = np.ptp(before, axis=0).max()
    assert np.median(np.linalg.norm(after - before, axis=1)) < 0.03 * size


def test_who_has_no_tie_stands_in_a_frame_of_its_own():
    network = small_network(
        [actor(f"c{i}", "City", "MK") for i in range(6)], [("c0", "TWINNED_WITH", "c1"), ("c1", "TWINNED_WITH", "c2")]
    )
    flags = (network.actors["kind"] == "City").to_numpy()
    placed = spring(network, flags, ["TWINNED_WITH"])
    (box,) = placed.boxes
    inside = (placed.points[:, 1] > box.top) & flags
    assert box.name == "alone" and set(network.actors["id"][inside]) == {"c3", "c4", "c5"}


def test_land_is_clipped_to_what_the_network_covers(whole_sample):
    data = data_of(map_html(whole_sample))
    codes = {one["code"] for one in data["land"]}
    assert {"AL", "BA", "XK", "MK", "ME", "RS"} <= codes and not {"ES", "SE", "EG"} & codes
    assert len(json.dumps(data["land"])) < 60_000


@pytest.mark.parametrize(
    ("ident", "short"),
    [
        ("interior-al", "Interior (AL)"),
        ("interior-mk", "Interior (MK)"),
        ("security-ba", "Security (BA)"),
        ("cat-kumanovo", "CAT Kumanovo"),
        ("lsc-brcko", "LSC Brčko"),
        ("uk-embassy-mk", "UK Embassy (MK)"),
        ("kumanovo", "Kumanovo"),
    ],
)
def test_short_names_tell_actors_apart(whole_sample, ident, short):
    assert short_names(whole_sample, "en")[whole_sample.position[ident]] == short


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_two_actors_get_the_same_short_name(whole_sample, language):
    full = [
        row["name_ar"] if language == "ar" and row["name_ar"] else row["name"]
        for row in whole_sample.actors.to_dict("records")
    ]
    short = short_names(whole_sample, language)
    twice = {name for name in short if short.count(name) > 1}
    assert all(full.count(full[at]) > 1 for at, name in enumerate(short) if name in twice)


# views


def test_a_view_with_a_slip_is_named(tmp_path):
    from graphmodel.errors import DataProblems, UsageProblem
    from viz.view_files import find_view, views_of

    (tmp_path / "views").mkdir()
    (tmp_path / "views" / "mine.yaml").write_text(
        "title: {en: Mine}\nlayout: level\nkinds: [Cty]\nasks: actr\n", encoding="utf-8"
    )
    with pytest.raises(DataProblems) as raised:
        views_of(builtin_schema(), tmp_path)
    said = "\n".join(map(str, raised.value.problems))
    assert "views/mine.yaml" in said and "write levels" in said and "write City" in said and "write actor" in said
    with pytest.raises(UsageProblem, match="no view 'gap'; did you mean 'gaps'?"):
        find_view("gap", views_of(builtin_schema()))


def test_the_views_that_come_with_it():
    from viz.view_files import views_of

    views = views_of(builtin_schema())
    assert [view.name for view in views] == [
        "everything", "vertical", "partnerships", "geography", "gaps", "partners", "neighbours", "compared",
    ]  # fmt: skip
    assert all(set(view.title) == set(view.about) == {"en", "ar"} for view in views)


@pytest.mark.parametrize(
    ("focus", "partners", "opens"),
    [(None, {}, "everything"), ("a", {}, "neighbours"), ("a", {"a": {"en": [1]}}, "partners")],
)
def test_a_focus_opens_the_view_that_asks_for_it(focus, partners, opens):
    from viz.map import _opening
    from viz.view_files import views_of

    assert _opening(views_of(builtin_schema()), focus, partners).name == opens


def test_a_slip_in_a_family_or_shape_is_named(tmp_path):
    from graphmodel.errors import DataProblems
    from graphmodel.schema import read_schema

    (tmp_path / "ties").mkdir()
    (tmp_path / "ties" / "knows.yaml").write_text(
        "KNOWS:\n  label: {en: knows}\n  family: cooperaton\n", encoding="utf-8"
    )
    (tmp_path / "nodes").mkdir()
    (tmp_path / "nodes" / "club.yaml").write_text(
        "Club:\n  label: {en: Club}\n  style: {shape: sqare}\n", encoding="utf-8"
    )
    with pytest.raises(DataProblems) as raised:
        read_schema(tmp_path)
    said = "\n".join(map(str, raised.value.problems))
    assert "write cooperation" in said and "write square" in said
