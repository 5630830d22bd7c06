"""A disk that takes no more: one message, what is finished stays, a resume goes on."""

import shutil
import subprocess
import time
from contextlib import suppress

import pyarrow.parquet as pq
import pytest

from relaywalk import cli

SIZE = 60  # of the file system [MiB]: room for the sweep of the fixture, and more


class Disk:
    """A small file system of its own.

    Attributes:
        path: Where it is mounted.
    """

    def __init__(self, path) -> None:
        self.path = path

    def mount(self, options, *more):
        command = ["mount", *more, "-t", "tmpfs", "-o", options, "tmpfs"]
        return subprocess.run([*command, str(self.path)], capture_output=True)

    def fill(self, leave=0):
        """Take all room but a few bytes, also what others set free meanwhile."""
        with suppress(OSError), (self.path / "ballast").open("ab", 0) as file:
            while (free := shutil.disk_usage(self.path).free) > leave:
                file.write(bytes(min(free - leave, 2**20)))

    def clear(self):
        (self.path / "ballast").unlink()


@pytest.fixture
def disk(tmp_path):
    """Return a small file system, gone after the test."""
    path = tmp_path / "disk"
    path.mkdir()
    made = Disk(path)
    if shutil.which("mount") is None or made.mount(f"size={SIZE}m").returncode:
        pytest.skip("no file system can be mounted here: that takes root")
    yield made
    subprocess.run(["umount", str(path)], check=True)


@pytest.fixture
def mine(disk, sweep):
    """Return a sweep whose folder is on the small file system."""
    made = sweep()
    made.out = disk.path / "out"
    return made


def contents(folder):
    """Return every finished run's files with all that they hold."""
    found = folder.glob("runs/????/*")
    return {str(path): path.read_bytes() for path in found if path.is_file()}


def simulate(out):
    options = ["--engine", "mujoco", "--quiet", "--no-report", "--out", str(out)]
    length = ["--set", "actors.robot.script.0.duration=0.1"]
    return cli.main(["run", "stand", *options, *length])


def head_size(folder):
    """Return the size of what a stream says of itself, of such a run [byte]."""
    assert simulate(folder) == 0
    schema = pq.read_schema(folder / "recording.parquet")
    return schema.serialize().size


def test_a_sweep_on_a_full_disk_is_2_and_starts_nothing(disk, mine, uninterrupted):
    disk.fill()
    assert mine.finish("--quiet") == 2
    assert mine.told == (
        f"relaywalk: --out: {mine.out}: No space left on device: a folder that can be "
        "written\n"
    )
    assert not list(mine.out.glob("runs/*"))
    disk.clear()
    disk.fill(leave=2_000_000)
    assert mine.finish("--quiet") == 2
    assert "2.0 MB are free: 4 runs of the scenario's duration need up to" in mine.told
    assert mine.told.count("\n") == 1
    assert not list(mine.out.glob("runs/*"))
    disk.clear()
    assert mine.finish() == 0
    assert mine.rows() == uninterrupted.rows()


@pytest.mark.parametrize("leave", [0, 300_000])
def test_a_disk_that_fills_up_keeps_what_is_finished(disk, mine, uninterrupted, leave):
    process = mine.start("--quiet")
    while not mine.finished() and process.poll() is None:
        time.sleep(0.02)
    assert process.poll() is None, "too late to fill the disk"
    disk.fill(leave)
    told = process.communicate(timeout=60)[0]
    assert process.returncode == 3
    assert told.startswith(f"relaywalk: {mine.out}/runs: cannot be written: ")
    assert told.endswith("are kept; make room, then give the same command\n")
    assert told.count("\n") == 1
    kept = contents(mine.out)
    assert 1 <= len(mine.finished()) < 4
    assert len(list(mine.out.glob("runs/*"))) == len(mine.finished())
    disk.clear()
    assert mine.finish() == 0
    assert mine.rows() == uninterrupted.rows()
    assert kept.items() <= contents(mine.out).items()


def test_tables_that_find_no_room_are_written_by_the_same_command(
    disk, mine, uninterrupted
):
    shutil.copytree(uninterrupted.out, mine.out)
    (mine.out / "runs.parquet").unlink()
    disk.fill()
    kept = contents(mine.out)
    assert mine.finish("--quiet") == 3
    assert mine.told == (
        f"relaywalk: {mine.out}/runs.parquet: cannot be written: No space left on "
        "device; all finished runs are kept; make room, then give the same command\n"
    )
    disk.clear()
    assert mine.finish() == 0
    assert mine.rows() == uninterrupted.rows()
    assert contents(mine.out) == kept


def test_a_run_that_cannot_be_written_is_not_taken_for_a_crash(
    sweep, uninterrupted, no_file_above
):
    """The disk has room, but takes no file of this size: a quota is like that."""
    mine = sweep()
    with no_file_above(100_000):
        process = mine.start("--quiet")
    told = process.communicate(timeout=60)[0]
    assert process.returncode == 3
    assert told == (
        f"relaywalk: {mine.out}/runs: cannot be written: File too large; all finished "
        "runs are kept; make room, then give the same command\n"
    )
    assert not list(mine.out.glob("runs/*"))
    assert mine.finish() == 0
    assert mine.rows() == uninterrupted.rows()


def test_a_run_on_a_full_disk_is_2_and_another_try_is_free(disk, capsys):
    out = disk.path / "run"
    disk.fill()
    assert simulate(out) == 2
    assert capsys.readouterr().err == (
        f"relaywalk: --out: {out}: No space left on device: a folder that can be "
        "written\n"
    )
    assert not list(out.iterdir())
    disk.clear()
    assert simulate(out) == 0


@pytest.mark.parametrize(
    ("beyond_head", "told"),
    [
        (-1000, "nothing was simulated"),
        (1000, "nothing was recorded; make room, then run it again"),
    ],
    ids=["head", "batch"],
)
def test_a_run_that_recorded_nothing_leaves_its_folder_free(
    tmp_path, capsys, no_file_above, beyond_head, told
):
    with no_file_above(head_size(tmp_path / "before") + beyond_head):
        assert simulate(tmp_path) == 3
    shutil.rmtree(tmp_path / "before")
    shown = capsys.readouterr().err
    assert shown.startswith(f"relaywalk: {tmp_path / 'recording.arrows'}: cannot be")
    assert shown.endswith(f"; {told}\n")
    assert shown.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["scenario.yaml"]
    assert simulate(tmp_path) == 0


def test_a_scenario_that_finds_no_room_is_said_by_name(tmp_path, capsys, no_file_above):
    with no_file_above(100):
        assert simulate(tmp_path) == 3
    assert capsys.readouterr().err == (
        f"relaywalk: {tmp_path / 'scenario.yaml'}: cannot be written: File too large; "
        "nothing was simulated\n"
    )
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("size", "message"),
    [
        (
            3_000,
            "loads.csv: cannot be written: File too large; what it is made from is",
        ),
        (20_000, "make room, then 'relaywalk report "),
    ],
)
def test_a_report_that_finds_no_room_leaves_the_run(
    tmp_path, capsys, monkeypatch, size, message, no_file_above
):
    assert simulate(tmp_path) == 0
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    monkeypatch.setattr("relaywalk.simulation.loop.simulate", lambda *_: Done())
    monkeypatch.setattr("relaywalk.cli.run.chosen_folder", lambda out, _: out)
    capsys.readouterr()
    with no_file_above(size):
        assert cli.main(["run", "stand", "--quiet", "--out", str(tmp_path)]) == 3
    shown = capsys.readouterr().err
    assert message in shown
    assert "kept" in shown
    assert shown.count("\n") == 1
    for name, content in before.items():
        assert (tmp_path / name).read_bytes() == content


class Done:
    """The result of a run that was made before."""

    def as_dict(self):
        return {"outcome": "success", "reason": "done"}


def test_a_folder_that_is_read_only_is_2_and_stays(disk, mine, uninterrupted, capsys):
    shutil.copytree(uninterrupted.out, mine.out)
    kept = contents(mine.out)
    assert disk.mount(f"size={SIZE}m,ro,remount").returncode == 0
    for out in (mine.out, disk.path / "other"):
        assert cli.main(["sweep", str(mine.file), "--quiet", "--out", str(out)]) == 2
        assert capsys.readouterr().err == (
            f"relaywalk: --out: {out}: Read-only file system: a folder that can be "
            "written\n"
        )
    assert simulate(disk.path / "run") == 2
    assert capsys.readouterr().err.endswith(
        "Read-only file system: a folder that can be written\n"
    )
    assert contents(mine.out) == kept
