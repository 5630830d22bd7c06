"""One run in its own process: whatever becomes of it, one outcome, one folder."""

import json
import os
import time
from threading import Event, Thread

import pytest

from relaywalk.errors import DiskError
from relaywalk.sweep import attempt as attempt_module
from relaywalk.sweep.attempt import RunTask, attempt, ending_of

SCENARIO = "seed: 5\n"


@pytest.fixture
def task(tmp_path):
    """Return a task of one run."""

    def make(**changes):
        folder = tmp_path / "out" / "runs" / "0003"
        folder.parent.mkdir(parents=True, exist_ok=True)
        values = {"number": 3, "folder": folder, "scenario": SCENARIO, "room": 0}
        return RunTask(**{"wall_limit": 20.0, **values, **changes})

    return make


def left(one):
    """Return what stands in the folder of the runs."""
    return sorted(path.name for path in one.folder.parent.iterdir())


def test_a_run_that_ends_is_moved_to_its_place(task, worker):
    worker("finish")
    one = task()
    assert attempt(one, Event()).outcome == "success"
    assert left(one) == ["0003"]
    assert ending_of(3, one.folder).reason == "done"
    assert (one.folder / "scenario.yaml").read_text() == SCENARIO
    assert not (one.folder / "log.txt").exists()


@pytest.mark.parametrize(
    ("body", "outcome", "reason"),
    [
        ("kill -SEGV $$", "crashed", "its process died of SIGSEGV"),
        ("kill -ABRT $$", "crashed", "its process died of SIGABRT"),
        ("echo 'no such joint' >&2; exit 1", "crashed", "no such joint"),
        ("exit 0", "crashed", "nothing was said"),
        ("printf '{' >$folder/result.json", "crashed", "nothing was said"),
        ("kill -KILL $$", "killed", "its process was killed (SIGKILL)"),
        ("sleep 60", "hung", "not over after 0.5 s of wall time"),
        ("trap '' TERM INT HUP; sleep 60 & wait", "hung", "not over after 0.5 s"),
    ],
)
def test_a_process_that_dies_is_an_outcome(task, worker, body, outcome, reason):
    worker(body)
    one = task(wall_limit=0.5)
    ending = attempt(one, Event())
    assert (ending.outcome, ending.reason[: len(reason)]) == (outcome, reason)
    told = json.loads((one.folder / "died.json").read_text())
    assert told == {"outcome": outcome, "reason": ending.reason}
    assert left(one) == ["0003"]
    assert ending_of(3, one.folder) == ending


def test_a_hung_run_takes_what_it_started_with_it(task, worker, tmp_path, ends):
    worker("sleep 61 & echo $! >$folder/../../child; wait")
    attempt(task(wall_limit=0.5), Event())
    child = int((tmp_path / "out" / "child").read_text())
    assert ends(child)


def test_a_run_that_is_given_up_leaves_nothing(task, worker):
    worker("sleep 60")
    stop, one = Event(), task()
    thread = Thread(target=lambda: (time.sleep(0.3), stop.set()))
    thread.start()
    began = time.monotonic()
    assert attempt(one, stop).outcome == ""
    thread.join()
    assert time.monotonic() - began < 5.0
    assert left(one) == []
    assert attempt(one, stop).outcome == ""


def test_a_killed_run_is_replaced_and_a_finished_one_is_not(task, worker):
    one = task()
    worker("kill -KILL $$")
    attempt(one, Event())
    worker("finish")
    attempt(one, Event())
    assert left(one) == ["0003"]
    assert ending_of(3, one.folder).outcome == "success"
    (one.folder / "mark").touch()
    attempt(one, Event())
    assert (one.folder / "mark").exists()


def test_without_room_no_run_is_started(task, worker, tmp_path):
    worker("finish")
    with pytest.raises(DiskError, match=r"MB are free, a run needs up to .* MB"):
        attempt(task(room=10**18), Event())
    assert not (tmp_path / "out" / "started.txt").exists()


def test_a_disk_that_fills_up_is_no_outcome_of_a_run(task, worker, monkeypatch):
    worker("exit 1")
    asked = iter((None, DiskError(task().folder, OSError(28, "full"), "kept")))

    def require(_task):
        error = next(asked)
        if error:
            raise error

    monkeypatch.setattr(attempt_module, "_require_room", require)
    with pytest.raises(DiskError):
        attempt(task(), Event())
    assert left(task()) == []


@pytest.mark.parametrize(
    ("said", "reason"),
    [("echo 'File too large' >&2", "File too large"), (":", "No space left on device")],
)
def test_a_worker_that_cannot_write_stops_the_sweep(task, worker, said, reason):
    worker(f"{said}; exit {os.EX_IOERR}")
    with pytest.raises(DiskError, match=rf"runs: cannot be written: {reason}; all fin"):
        attempt(task(), Event())
    assert left(task()) == []


def test_an_end_that_cannot_be_written_down_stops_the_sweep(task, worker):
    worker("mkdir $folder/died.json; exit 1")
    with pytest.raises(DiskError, match="runs: cannot be written: Is a directory; all"):
        attempt(task(), Event())
    assert left(task()) == []


def test_a_run_folder_that_cannot_be_made_stops_the_sweep(task, tmp_path):
    (tmp_path / "out" / "file").mkdir(parents=True)
    (tmp_path / "out" / "file" / "runs").touch()
    with pytest.raises(DiskError, match="runs: cannot be written: Not a directory"):
        attempt(task(folder=tmp_path / "out" / "file" / "runs" / "0003"), Event())
