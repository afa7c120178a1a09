"""The installed wheel, outside of the clone: the demo and a map, in an empty folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an environment that has the wheel; what it depends on is taken from this environment."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, ROOT], check=True)
    home = folder / "environment"
    venv.create(home, with_pip=False)
    bin_ = home / ("Scripts" if os.name == "nt" else "bin")
    site = Path(subprocess.run(
        [bin_ / "python", "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"],
        check=True, capture_output=True, text=True,
    ).stdout.strip())  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", site, wheel], check=True
    )
    (site / "others.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    return bin_ / "python"


def run(python: Path, folder: Path, *args: str) -> str:
    done = subprocess.run(
        [python, "-m", "liaison", *args],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": ""},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.install
def test_the_wheel_holds_all_that_the_demo_needs(installed, tmp_path):
    where = subprocess.run(
        [installed, "-c", "import graphmodel; print(graphmodel.__file__)"], cwd=tmp_path, capture_output=True, text=True
    ).stdout  # fmt: skip
    assert str(ROOT) not in where
    text = run(installed, tmp_path, "demo")
    last = text.strip().splitlines()[-1]
    assert (
        last == f"The map: {tmp_path / 'liaison-demo.html'}"
        and (tmp_path / "liaison-demo.html").stat().st_size > 500_000
    )
    assert "1. Elbasan (AL)" in text


@pytest.mark.install
def test_the_wheel_makes_a_template_and_a_map(installed, tmp_path):
    run(installed, tmp_path, "init", "mine.xlsx")
    run(installed, tmp_path, "map", "mine.xlsx", "-o", "mine.html")
    assert "EXAMPLE: Riverton" in (tmp_path / "mine.html").read_text(encoding="utf-8")


def test_the_readme_does_what_it_says(tmp_path, monkeypatch):
    from click.testing import CliRunner

    from liaison.cli import main

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    rule = re.search(r"```cypher\n(.*?)```", text, re.S)
    code = re.search(r"```python\n(.*?)```", text, re.S)
    assert rule is not None and code is not None
    import shutil

    net = tmp_path / "sample_data" / "western_balkans"
    shutil.copytree(ROOT / "sample_data" / "western_balkans", net)
    (net / "queries" / "gaps").mkdir(parents=True)
    (net / "queries" / "gaps" / "city-without-body.cypher").write_text(rule[1], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(code[1], names)
    assert sum(gap.rule == "city-without-body" for gap in names["gaps"]) == 44  # 55 cities, 11 with a body
    for line in re.findall(r"^    (liaison .*sample_data.*)$", text, re.M):
        import shlex

        result = CliRunner().invoke(main, shlex.split(line)[1:])
        assert result.exit_code == 0, (line, result.stderr)


@pytest.mark.install
def test_the_installed_packages_have_types(installed, tmp_path):
    """As a user's mypy sees them: what stands in README, in a folder of its own, with the environment's packages alone."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (snippet,) = re.findall(r"```python\n(.*?)```", text, re.S)
    (tmp_path / "asked.py").write_text(snippet, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--python-executable", installed, "asked.py"],
        cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "MYPYPATH": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
