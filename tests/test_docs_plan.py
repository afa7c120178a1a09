"""The worked examples of docs/plan.md: what stands there is what the commands print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import SAMPLE

from liaison.cli import main

PAGE = (Path(__file__).parent.parent / "docs" / "plan.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```text\n\$ liaison (.*)\n((?:.*\n)*?)```", PAGE)


def test_there_are_two_examples():
    assert [shlex.split(command)[0] for command, _ in EXAMPLES] == ["plan", "whatif"]


@pytest.mark.parametrize(("command", "printed"), EXAMPLES, ids=["plan", "whatif"])
def test_an_example_prints_what_the_page_shows(command, printed):
    args = [str(SAMPLE) if word == "sample_data/western_balkans" else word for word in shlex.split(command)]
    result = CliRunner().invoke(main, args)
    assert result.exit_code == 0 and result.stdout == printed
