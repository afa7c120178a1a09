"""One definition: no Python of ours names a kind of actor or tie; queries, YAML and the sample do."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from graphmodel.schema import builtin_schema

ROOT = Path(__file__).parent.parent
PACKAGES = ("graphmodel", "loaders", "queries", "viz", "liaison")
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def texts(tree: ast.AST) -> list[tuple[int, str]]:
    """Texts of the code; docstrings are none of it."""
    docs = {
        id(node.body[0].value) for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body and isinstance(node.body[0], ast.Expr)
    }  # fmt: skip
    return [
        (node.lineno, node.value) for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_code_names_a_kind(path):
    schema = builtin_schema()
    names = {*schema.nodes, *schema.ties}
    found = [(line, text) for line, text in texts(ast.parse(path.read_text(encoding="utf-8"))) if text in names]
    assert found == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_grows_beyond_what_one_reads_at_once(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 420
