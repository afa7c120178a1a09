"""Where answers and problems go: files that are named, streams that are closed, full or read no further."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import SAMPLE

LIAISON = f'"{sys.executable}" -m liaison'


def shell(command: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a line for the shell."""
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def net(tmp_path: Path) -> Path:
    """A network with one mistake in it."""
    folder = tmp_path / "net"
    folder.mkdir()
    (folder / "sources.csv").write_text("id,title,published\nr,A report,2018\n", encoding="utf-8")
    (folder / "actors.csv").write_text("id,kind,name,country,source\nk,City,K,Kenia,r\n", encoding="utf-8")
    return folder


# streams


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", ["show", "gaps", "check", "--help", "gaps --format json"])
def test_a_closed_stream_is_no_fault(command, closed):
    words = (
        command
        if command == "--help"
        else command.replace(" ", f" {SAMPLE} ", 1)
        if " " in command
        else f"{command} {SAMPLE}"
    )
    code, _, said = shell(f"{LIAISON} {words} {closed}")
    assert code == 0 and "Traceback" not in said and "Exception" not in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", ["show", "check", "gaps"])
def test_a_full_disk_behind_standard_output(command):
    code, _, said = shell(f'{LIAISON} {command} "{SAMPLE}" -q > /dev/full')
    assert (code, said) == (1, "cannot write the answer: no space left on device\n")


def test_a_reader_that_goes_is_no_fault():
    code, out, said = shell(f'set -o pipefail; {LIAISON} gaps "{SAMPLE}" --all --format csv -q | head -n 1')
    assert (code, out.count("\n"), said) == (0, 1, "")


# files of answers


def test_an_answer_does_not_replace_what_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "kept").write_text("kept", encoding="utf-8")
    (tmp_path / "link").symlink_to("kept")
    for out, why in (
        (tmp_path / "pipe", "it is neither a file nor a folder"),
        (tmp_path / "link", "it is a link; name what it leads to"),
        (Path("/dev/null"), "it is neither a file nor a folder"),
    ):
        assert shell(f'{LIAISON} show "{SAMPLE}" -o {out} --force') == (2, "", f"cannot write {out}: {why}\n")
    assert (tmp_path / "kept").read_text(encoding="utf-8") == "kept" and (tmp_path / "link").is_symlink()


def test_a_command_that_is_told_to_end_leaves_nothing_behind(tmp_path):
    """The page is being written when the system asks for an end."""
    script = (
        "import os, signal, sys\n"
        "def watch(event, arguments):\n"
        "    if event == 'os.chmod':\n"
        "        os.kill(os.getpid(), signal.SIGTERM)\n"
        "from liaison.cli import main\n"
        "sys.addaudithook(watch)\n"
        f"main(['show', {str(SAMPLE)!r}, '-o', {str(tmp_path / 'out.txt')!r}, '-q'])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (143, "", "")
    assert not list(tmp_path.iterdir())


# files of problems


def test_problems_are_written_to_a_new_file(net, tmp_path):
    code, _, said = shell(f'{LIAISON} show "{net}" --errors {tmp_path}/p.csv')
    assert code == 3 and said.endswith(f"all 1 in {tmp_path}/p.csv\n1 problem in the data; nothing was loaded.\n")
    assert "unknown-country,actors.csv" in (tmp_path / "p.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["show", "check", "gaps", "map"])
def test_problems_overwrite_nothing_unasked(net, tmp_path, command):
    kept = tmp_path / "p.csv"
    kept.write_text("kept", encoding="utf-8")
    assert shell(f'{LIAISON} {command} "{net}" --errors {kept}') == (
        2, "", f"{kept} is there already; --force overwrites it\n",
    )  # fmt: skip
    assert kept.read_text(encoding="utf-8") == "kept"
    code, _, _ = shell(f'{LIAISON} {command} "{net}" --errors {kept} --force')
    assert code == 3 and "unknown-country" in kept.read_text(encoding="utf-8")


def test_problems_are_never_written_into_the_network(net, tmp_path):
    before = (net / "actors.csv").read_bytes()
    for name in ("actors.csv", "problems.csv", "../net/schema/x.csv"):
        file = net / name
        assert shell(f'{LIAISON} check "{net}" --errors {file} --force') == (
            2, "", f"cannot write {file}: it lies in the network {net}; name a file beside it\n",
        )  # fmt: skip
    assert (net / "actors.csv").read_bytes() == before and len(list(net.iterdir())) == 2


def test_a_table_of_ones_own_may_have_problems_too(tmp_path):
    (tmp_path / "p.csv").write_text("kept", encoding="utf-8")
    (tmp_path / "list.csv").write_text("", encoding="utf-8")
    line = f"{LIAISON} init {tmp_path}/net --from {tmp_path}/list.csv --errors {tmp_path}/p.csv --yes"
    assert shell(line) == (2, "", f"{tmp_path}/p.csv is there already; --force overwrites it\n")
    code, _, _ = shell(f"{line} --force")
    assert code == 3 and "empty-file" in (tmp_path / "p.csv").read_text(encoding="utf-8")


# limits


def test_a_limit_is_named_and_can_be_raised():
    count = (SAMPLE / "actors.csv").read_text(encoding="utf-8").partition("\n")[0].count(",") + 1
    assert shell(f'{LIAISON} check "{SAMPLE}" --limits rows=150,columns=5 -q') == (
        6, "", f"actors.csv: {count} columns; the limit is 5 (--limits columns={count} raises it)\n",
    )  # fmt: skip
    assert shell(f'{LIAISON} check "{SAMPLE}" --limits row=5')[::2] == (
        2,
        "no limit is called 'row'; did you mean 'rows'?\n",
    )
    assert shell(f'{LIAISON} check "{SAMPLE}" --limits rows=2k,size=1GB')[0] == 0


def test_a_delimiter_of_two_characters(tmp_path):
    shutil.copytree(SAMPLE, tmp_path / "net")
    assert shell(f"{LIAISON} check {tmp_path}/net --delimiter ';;'") == (
        2, "", "a delimiter is one character, such as , ; | or tab, not ';;'\n",
    )  # fmt: skip


def test_no_notices_may_be_asked_for_before_the_command_too(tmp_path):
    """The notice is there without the option, so that its absence says something."""
    out = tmp_path / "gaps.json"
    code, _, said = shell(f"{LIAISON} gaps '{SAMPLE}' -o '{out}'")
    assert (code, said) == (0, f"wrote {out}\n")
    assert shell(f"{LIAISON} -q gaps '{SAMPLE}' -o '{out}' --force") == (0, "", "")
    assert "-q, --quiet" in shell(f"{LIAISON} --help")[1]
