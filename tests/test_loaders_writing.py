"""What is written is there whole or not at all, whatever happens on the way, and nothing else is touched."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from small_network import actor, small_network

import loaders
from graphmodel.errors import LiaisonError, LimitExceeded, UsageProblem
from graphmodel.network import Network
from loaders.atomic import free, replaced, write_text

SCHOOL = "School:\n  label: {en: School, ar: مدرسة}\n  level: local\n"


def network(*names: str, **more: str) -> Network:
    return small_network([{**actor(name, "City", "MK"), **more} for name in names])


def content(path: Path) -> dict[str, bytes]:
    """Every file at or below a path."""
    return {
        str(file.relative_to(path.parent)): file.read_bytes()
        for file in sorted(path.parent.rglob("*"))
        if file.is_file()
    }


def names(folder: Path) -> list[str]:
    """What lies in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


# over what is there


def test_no_table_of_the_old_network_is_left(tmp_path):
    out = tmp_path / "net"
    secret = small_network(
        [actor("a", "City", "MK")], sources=[{"id": "s", "title": "Secret", "published": "2018", "tlp": "RED"}],
        facts=[{"actor": "a", "property": "population", "value": "5", "source": "s"}],
    )  # fmt: skip
    loaders.save(secret, out)
    (out / "network.toml").write_text('name = "old"\n', encoding="utf-8")
    (out / "README.md").write_text("by hand", encoding="utf-8")
    (out / ".git" / "refs").mkdir(parents=True)
    (out / ".git" / "refs" / "main").write_text("1", encoding="utf-8")
    (out / ".git" / "HEAD").symlink_to("refs/main")
    assert (out / "facts.csv").is_file()
    new = network("b", "c")
    loaders.save(new, out, force=True)
    assert sorted(content(out)) == [
        f"net/{name}" for name in (".git/HEAD", ".git/refs/main", "README.md", "actors.csv", "sources.csv", "ties.csv")
    ]
    assert (out / ".git" / "HEAD").is_symlink()
    assert loaders.load(out).same_as(new)


def test_the_template_replaces_an_old_network_as_a_whole(tmp_path):
    from graphmodel.schema import builtin_schema
    from loaders.template import write_template

    out = loaders.save(network("a"), tmp_path / "net")
    (out / "Facts.CSV").write_text("property,value\n", encoding="utf-8")
    write_template(out, builtin_schema(), force=True)
    assert "Facts.CSV" not in names(out) and "facts.csv" in names(out)


def test_the_folder_that_one_is_in_is_not_replaced(tmp_path, monkeypatch):
    out = loaders.save(network("a"), tmp_path / "net")
    monkeypatch.chdir(out)
    with pytest.raises(UsageProblem) as raised:
        loaders.save(network("b"), Path(), force=True)
    assert str(raised.value) == f"cannot replace {out}: it is the folder that you are in; run from outside it"
    assert loaders.load(out).same_as(network("a")) and names(tmp_path) == ["net"]


def test_an_empty_folder_that_one_is_in_is_filled(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    loaders.save(network("a"), Path())
    assert loaders.load(tmp_path).same_as(network("a"))


def with_school(folder: Path) -> Network:
    (folder / "schema" / "nodes").mkdir(parents=True)
    (folder / "schema" / "nodes" / "school.yaml").write_text(SCHOOL, encoding="utf-8")
    (folder / "actors.csv").write_text("id,kind,name,country\ns,School,A school,MK\n", encoding="utf-8")
    return loaders.load(folder)


@pytest.mark.parametrize("ending", [".json", ".xlsx"])
def test_definitions_of_another_network_are_not_overwritten_unasked(tmp_path, ending):
    ours = with_school(tmp_path / "ours")
    other = tmp_path / "net" / "schema" / "nodes"
    other.mkdir(parents=True)
    (other / "school.yaml").write_text("by hand", encoding="utf-8")
    (tmp_path / "net" / "notes.txt").write_text("by hand", encoding="utf-8")
    before = content(tmp_path / "net")
    with pytest.raises(UsageProblem) as raised:
        loaders.save(ours, tmp_path / f"net{ending}")
    assert str(raised.value) == f"{tmp_path}/net/schema is there already, of another network; --force overwrites it"
    assert content(tmp_path / "net") == before
    loaders.save(ours, tmp_path / f"net{ending}", force=True)
    assert (other / "school.yaml").read_text(encoding="utf-8") == SCHOOL
    assert (tmp_path / "net" / "notes.txt").read_text(encoding="utf-8") == "by hand"
    assert loaders.load(tmp_path / f"net{ending}").same_as(ours)


def test_definitions_that_only_lie_there_stay(tmp_path):
    out = loaders.save(with_school(tmp_path / "ours"), tmp_path / "net")
    loaders.save(network("a"), out, force=True)
    assert (out / "schema" / "nodes" / "school.yaml").is_file()


# what a format cannot hold


@pytest.mark.parametrize(
    ("note", "length"),
    [
        pytest.param("x" * 40_000, "40,000", id="letters"),
        pytest.param("🌍" * 16_384, "32,768", id="signs that count twice"),
    ],
)
def test_a_cell_that_a_workbook_would_cut_off(tmp_path, note, length):
    long = network("a", "b", note=note)
    with pytest.raises(LimitExceeded) as raised:
        loaders.save(long, tmp_path / "net.xlsx")
    assert str(raised.value) == (
        f"cannot write net.xlsx: actors, row 2, column 'note' has {length} characters, and a cell holds 32,767; "
        "write a folder or a .json file instead"
    )
    assert names(tmp_path) == []
    for ending in ("", ".json"):
        assert loaders.load(loaders.save(long, tmp_path / f"net{ending}")).same_as(long)


def test_a_cell_that_a_workbook_just_holds(tmp_path):
    long = network("a", note="=" + "x" * 32_765)  # an apostrophe goes before it
    assert loaders.load(loaders.save(long, tmp_path / "net.xlsx")).same_as(long)


def test_more_rows_than_a_sheet_holds(tmp_path):
    from graphmodel.schema import builtin_schema
    from graphmodel.sheets import Sheet, Sheets
    from loaders.workbook import write

    count = 1_048_576
    rows = list(range(2, count + 2))
    sheet = Sheet("ties", ["from"], {"from": [""] * count}, rows, rows, "ties.csv")
    with pytest.raises(LimitExceeded) as raised:
        write(Sheets({"ties": sheet}), builtin_schema(), tmp_path / "net.xlsx")
    assert str(raised.value) == (
        "cannot write net.xlsx: ties has 1,048,576 rows, and a sheet holds 1,048,575; write a folder or a .json file instead"
    )
    assert names(tmp_path) == []


def test_columns_of_text_are_text_so_that_a_month_stays_one(tmp_path):
    import openpyxl

    loaders.save(network("a"), tmp_path / "net.xlsx")
    book = openpyxl.load_workbook(tmp_path / "net.xlsx")
    heads = {cell.value: cell.column for cell in book["actors"][1]}
    formats = {
        head: next(one.number_format for one in book["actors"].column_dimensions.values() if one.min <= at <= one.max)
        for head, at in heads.items()
    }
    assert formats["since"] == formats["until"] == formats["id"] == "@"
    assert formats["population"] == formats["lat"] == "General"


# where nothing can be written


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_link(path: Path) -> None:
    (path.parent / "elsewhere").write_text("kept", encoding="utf-8")
    path.symlink_to("elsewhere")


@pytest.mark.parametrize(
    ("make", "why"),
    [
        pytest.param(a_pipe, "it is neither a file nor a folder", id="pipe"),
        pytest.param(a_link, "it is a link; name what it leads to", id="link"),
        pytest.param(Path.mkdir, "it is a folder", id="folder"),
    ],
)
def test_only_a_file_is_replaced_by_a_file(tmp_path, make: Callable[[Path], None], why):
    out = tmp_path / "out.txt"
    make(out)
    before = out.lstat()
    for force in (False, True):
        with pytest.raises(UsageProblem) as raised:
            write_text(out, "new", force=force)
        assert str(raised.value) == f"cannot write {out}: {why}"
    assert (out.lstat().st_ino, out.lstat().st_mode) == (before.st_ino, before.st_mode)


def test_a_device_is_not_replaced():
    with pytest.raises(UsageProblem, match="cannot write /dev/null: it is neither a file nor a folder"):
        free(Path("/dev/null"), force=True)


def test_a_file_is_not_replaced_by_a_folder(tmp_path):
    (tmp_path / "net").write_text("kept", encoding="utf-8")
    with pytest.raises(UsageProblem, match="it is a file, and a folder is to be written"):
        loaders.save(network("a"), tmp_path / "net", force=True)


def test_a_file_keeps_its_rights_and_a_new_one_about_persons_is_for_its_owner(tmp_path):
    write_text(tmp_path / "shared", "1")
    (tmp_path / "shared").chmod(0o640)
    write_text(tmp_path / "shared", "2", force=True)
    assert (tmp_path / "shared").stat().st_mode & 0o777 == 0o640
    folder = tmp_path / "net"
    (folder / "schema" / "nodes").mkdir(parents=True)
    (folder / "schema" / "nodes" / "s.yaml").write_text(
        SCHOOL.replace("School", "Teacher") + "  person: true\n", encoding="utf-8"
    )
    (folder / "actors.csv").write_text("id,kind,name,country\ns,Teacher,A teacher,MK\n", encoding="utf-8")
    persons = loaders.load(folder)
    assert loaders.save(persons, tmp_path / "p.json").stat().st_mode & 0o777 == 0o600
    assert loaders.save(persons, tmp_path / "q").stat().st_mode & 0o777 == 0o700
    assert loaders.save(network("a"), tmp_path / "a.json").stat().st_mode & 0o077 != 0


# faults on the way


def in_a_child(work: Callable[[], object]) -> str:
    """What a process of its own says of a piece of work, so that its limits and rights are its own."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work()
            said = "done"
        except LiaisonError as error:
            said = f"{type(error).__name__}: {error}"
        except BaseException as error:
            said = f"unexpected {error!r}"
        os.write(writer, said.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said


@pytest.mark.parametrize("ending", ["", ".json", ".xlsx"])
def test_a_file_that_cannot_grow_leaves_the_old_one(tmp_path, ending):
    out = loaders.save(network("a"), tmp_path / f"net{ending}")
    before = content(out)
    large = network(*(f"city-{n}" for n in range(3000)))

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
        loaders.save(large, out, force=True)

    assert in_a_child(work) == f"LiaisonError: cannot write {out}: file too large; nothing was changed"
    assert content(out) == before and names(tmp_path) == [out.name]


@pytest.mark.parametrize("ending", ["", ".json", ".xlsx"])
def test_a_full_disk_leaves_the_old_network(tmp_path, ending):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("a small disk can be mounted by root only; the test above has a limit in its place")
    try:
        out = loaders.save(network("a"), disk / f"net{ending}")
        before = content(out)
        large = network(*(f"a-city-of-the-number-{n}-{n * n}" for n in range(12_000)))
        with pytest.raises(LiaisonError) as raised:
            loaders.save(large, out, force=True)
        assert str(raised.value) == f"cannot write {out}: no space left on device; nothing was changed"
        assert content(out) == before and names(disk) == [out.name]
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_folder_that_may_not_be_written_to():
    base = Path(tempfile.mkdtemp())
    try:
        base.chmod(0o555)

        def work() -> None:
            if os.geteuid() == 0:
                os.setuid(65534)
            loaders.save(network("a"), base / "net.json")

        assert in_a_child(work) == f"UsageProblem: cannot write {base}/net.json: permission denied; nothing was changed"
        assert names(base) == []
    finally:
        base.chmod(0o755)
        shutil.rmtree(base)


STOPPED = """
import os, shutil, signal, sys, zipfile
from pathlib import Path
import loaders
from liaison.faults import terminable
base, ending, number = Path(sys.argv[1]), sys.argv[2], getattr(signal, sys.argv[3])
old, new = loaders.load(base / "old"), loaders.load(base / "new")
room = base / "room"
def state():
    path = room / ("net" + ending)
    if ending == ".xlsx":  # it says in docProps when it was made
        with zipfile.ZipFile(path) as book:
            return {name: book.read(name) for name in book.namelist() if "docProps" not in name}
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    return {str(f.relative_to(room)): f.read_bytes() for f in files if f.is_file() and f.name != "README.md"}
def fresh():
    shutil.rmtree(room, ignore_errors=True)
    shutil.copytree(base / "first", room)
out = loaders.save(old, base / "first" / ("net" + ending))
if not ending: (out / "README.md").write_text("by hand")
fresh(); before = state()
loaders.save(new, room / ("net" + ending), force=True); after = state()
assert before != after
stops = []
steps = {"os.mkdir", "os.rename", "os.chmod", "shutil.rmtree"}
if ending != ".xlsx":  # its writer opens and removes a file for every part
    steps |= {"open", "os.scandir", "os.link", "os.remove", "os.rmdir", "shutil.copymode", "ctypes.dlsym"}
for at in range(1, 10_000):
    fresh()
    child = os.fork()
    if child == 0:
        seen = 0
        def watch(event, arguments):
            global seen
            if event in steps:
                seen += 1
                if seen == at:
                    os.kill(os.getpid(), number)
        with terminable():
            sys.addaudithook(watch)
            loaders.save(new, room / ("net" + ending), force=True)
            at = 0
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    now = state()
    assert now in (before, after), (at, sorted(now))
    if not ending: assert (room / "net" / "README.md").read_text() == "by hand", at
    if sys.argv[3] == "SIGTERM": assert os.listdir(room) == ["net" + ending], (at, os.listdir(room))
    if status == 0: break
    stops.append(now == after)
print(len(stops), stops == sorted(stops), any(stops))
"""


@pytest.mark.parametrize("stop", ["SIGKILL", "SIGTERM"])
@pytest.mark.parametrize("ending", ["", ".json", ".xlsx"])
def test_a_writer_that_is_stopped_at_any_step_leaves_the_old_or_the_new(tmp_path, ending, stop):
    """Stopped at its first use of a file, at its second, and so on, until it gets to its end."""
    loaders.save(
        small_network([actor("a", "City", "MK"), actor("b", "City", "MK")], [("a", "TWINNED_WITH", "b")]),
        tmp_path / "old",
    )
    loaders.save(network("c", "d"), tmp_path / "new")
    (tmp_path / "first").mkdir()
    run = subprocess.run(
        [sys.executable, "-c", STOPPED, str(tmp_path), ending, stop], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    steps, in_order, came_through = run.stdout.split()
    assert int(steps) >= 4 and (in_order, came_through) == ("True", "True"), run.stdout


def test_what_is_written_beside_goes_when_the_work_fails(tmp_path):
    with pytest.raises(ZeroDivisionError), replaced(tmp_path / "out") as beside:
        beside.write_text("half", encoding="utf-8")
        raise ZeroDivisionError
    assert names(tmp_path) == []
