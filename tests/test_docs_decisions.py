"""Decisions: each has a number of its own, which its heading repeats, and every reference leads to one."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
READ = (".md", ".py", ".yaml", ".cypher", ".js", ".toml")
_REFERENCE = re.compile(r"decisions/(\d{4}(?:-[a-z-]+)?)")


def test_each_decision_has_a_number_of_its_own() -> None:
    numbers = [path.name[:4] for path in DECISIONS]
    assert len(numbers) > 10
    assert sorted(set(numbers)) == numbers


def test_a_heading_repeats_the_number_of_its_file() -> None:
    for path in DECISIONS:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith(f"# {int(path.name[:4])}. "), f"{path.name} begins with {first!r}"


def test_references_lead_to_a_decision() -> None:
    names = {path.stem for path in DECISIONS}
    known = names | {name[:4] for name in names}
    lost = []
    for folder in ("graphmodel", "loaders", "queries", "viz", "liaison", "tests", "docs", "benchmarks", "."):
        found = (ROOT / folder).glob("*") if folder == "." else (ROOT / folder).rglob("*")
        for path in found:
            if path.is_file() and path.suffix in READ:
                text = path.read_text(encoding="utf-8")
                lost += [f"{path.name}: {name}" for name in _REFERENCE.findall(text) if name not in known]
    assert lost == []
