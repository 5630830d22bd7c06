"""A sweep from its file to its tables, with a worker that simulates nothing."""

import json
from threading import Event
from xml.etree import ElementTree

import pyarrow.parquet as pq
import pytest

from relaywalk.errors import DiskError, ScenarioError
from relaywalk.sweep import execution, space
from relaywalk.sweep.execution import execute
from relaywalk.sweep.folder import SweepFolder
from relaywalk.sweep.local import run_here

MIXED = """\
case $((seed % 6)) in
    0) kill -SEGV $$ ;;
    1) kill -KILL $$ ;;
    2) sleep 60 ;;
    *) finish ;;
esac
"""


def sweep(folder, workers=2, stop=None, tell=lambda ending, made: None):
    stop = stop or Event()
    with folder.taken():
        return execute(
            folder,
            lambda tasks, stop: run_here(tasks, workers, stop),
            workers,
            tell,
            stop,
        )


def table(folder):
    return pq.read_table(folder.path / "runs.parquet").to_pylist()


def started(folder):
    return (folder.path / "started.txt").read_text().split("\n")[:-1]


@pytest.mark.parametrize("workers", [1, 2])
def test_every_run_has_its_row_in_order(folder, worker, workers):
    worker("finish")
    summary = sweep(folder, workers)
    rows = table(folder)
    assert [row["run"] for row in rows] == list(range(6))
    assert [row["fingerprint"] for row in rows] == [f"f{r['seed']}" for r in rows]
    assert [row["terrain.friction"] for row in rows] == [0.4, 1.0] * 3
    assert {row["folder"] for row in rows} == {f"runs/{n:04d}" for n in range(6)}
    assert rows[0]["distance"] == 1.5
    assert rows[0]["torch.max_slip"] == 0.001
    assert rows[0]["speed"] == 0.7
    assert summary["runs"] == 6
    assert summary["success_rate"] == 1.0
    assert summary["wilson95"][0] == pytest.approx(0.610, abs=1e-3)
    assert json.loads((folder.path / "summary.json").read_text()) == summary
    assert [g["value"] for g in summary["factors"]["terrain.friction"]] == [0.4, 1.0]


def test_a_run_that_dies_takes_no_other_with_it(plan, tmp_path, worker):
    worker(MIXED)
    text = plan().as_yaml().replace("wall_limit: 600.0", "wall_limit: 1.0")
    folder = SweepFolder(tmp_path / "out", plan(text))
    summary = sweep(folder)
    assert summary["outcomes"] == {"success": 3, "crashed": 1, "hung": 1, "killed": 1}
    kinds = {0: "crashed", 1: "killed", 2: "hung"}
    for row in table(folder):
        assert row["outcome"] == kinds.get(row["seed"] % 6, "success")
        assert (row["fingerprint"] is None) == (row["outcome"] != "success")
    suite = ElementTree.parse(folder.path / "junit.xml").getroot()[0]
    assert suite.attrib["tests"] == "6"
    assert (suite.attrib["failures"], suite.attrib["errors"]) == ("0", "3")
    assert len(suite.findall("testcase/error")) == 3


def test_a_resume_makes_only_what_is_missing(folder, worker):
    worker("finish")
    stop, seen = Event(), []

    def tell(ending, made):
        seen.append((ending.number, made))
        if len(seen) == 2:
            stop.set()

    assert sweep(folder, 1, stop, tell) is None
    assert not (folder.path / "runs.parquet").exists()
    done = {number for number, _ in seen}
    seen.clear()
    assert sweep(folder, 1, None, lambda e, made: seen.append((e.number, made)))
    assert {number for number, made in seen if not made} == done
    assert sorted(number for number, _ in seen) == list(range(6))
    assert len(started(folder)) == len(set(started(folder))) == 6


def test_a_finished_sweep_only_writes_its_tables_again(folder, worker):
    worker("finish")
    first = sweep(folder)
    rows = table(folder)
    assert sweep(folder) == first
    assert table(folder) == rows
    assert len(started(folder)) == 6


def test_a_killed_run_is_made_again_and_a_crashed_one_is_not(folder, worker):
    worker("case $((seed % 6)) in 0) exit 1;; 1) kill -KILL $$;; *) finish;; esac")
    assert sweep(folder)["outcomes"] == {"success": 4, "crashed": 1, "killed": 1}
    worker("finish")
    assert sweep(folder)["outcomes"] == {"success": 5, "crashed": 1}
    assert len(started(folder)) == 7


def test_no_room_is_said_before_the_first_run(folder, worker, monkeypatch):
    worker("finish")
    monkeypatch.setattr(execution, "room_of", lambda _: space.Room(10**18, 0))
    with pytest.raises(ScenarioError, match="runs of the scenario's duration need"):
        sweep(folder)
    assert not (folder.path / "started.txt").exists()


def test_a_disk_that_fills_up_stops_the_sweep_and_a_resume_goes_on(
    folder, worker, monkeypatch
):
    worker("finish")
    real = execution.RunTask
    needs = iter((0, 0, 10**18, 0, 0, 0))
    with monkeypatch.context() as patch:
        patch.setattr(
            execution, "RunTask", lambda **v: real(**{**v, "room": next(needs)})
        )
        with pytest.raises(DiskError, match="make room, then give the same command"):
            sweep(folder, 1)
    assert len(folder.finished()) == 2
    assert sweep(folder)["outcomes"] == {"success": 6}
    assert len(started(folder)) == 6


def test_a_leaf_that_is_called_like_a_result_keeps_its_own_column(
    plan, tmp_path, worker
):
    worker("finish")
    text = plan().as_yaml().replace("duration: 5.0", "duration: !grid [5.0, 6.0]")
    folder = SweepFolder(tmp_path / "out", plan(text))
    sweep(folder)
    assert {row["scenario.duration"] for row in table(folder)} == {5.0, 6.0}
    assert {row["duration"] for row in table(folder)} == {21.34}
